"""Preprocess shards of scikit-learn's breast cancer data on a pool of threads.

Jobs with two configurations share a pool of four threads. Each shard is processed
with the configuration of its job: a scope belongs to the thread that opened it, and
ends before the thread takes its next shard::

    python examples/preprocess_shards.py
"""

import concurrent.futures

import numpy as np
from sklearn.datasets import load_breast_cancer

from hyperparameter import param_scope


def load_shards():
    return np.array_split(load_breast_cancer().data, 8)


def preprocess(shard, cfg):
    with param_scope(**cfg):
        clean = param_scope.pre.clean_noise(False)
        norm = param_scope.pre.norm | "zscore"
        zscores = (shard - shard.mean(axis=0)) / shard.std(axis=0)
        if clean:
            shard = shard[(np.abs(zscores) < 3).all(axis=1)]
        if norm == "minmax":
            return (shard - shard.min(axis=0)) / np.ptp(shard, axis=0)
        if norm == "zscore":
            return (shard - shard.mean(axis=0)) / shard.std(axis=0)
        raise ValueError(f"pre.norm is {norm!r}; known are 'minmax' and 'zscore'")


def describe(name, results):
    rows = np.concatenate(results)
    print(f"{name}: {len(rows)} rows, from {rows.min():.2f} to {rows.max():.2f}")


if __name__ == "__main__":
    # Both threads and configurations may share a mapping: nothing here changes it.
    configs = [{}, {"pre.clean_noise": True, "pre.norm": "minmax"}]
    jobs = [(shard, cfg) for shard in load_shards() for cfg in configs]

    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as executor:
        results = list(executor.map(lambda job: preprocess(*job), jobs))

    describe("zscore", results[0::2])
    describe("minmax, cleaned", results[1::2])
    alone = [preprocess(*job) for job in jobs]
    print("same result as sequentially:", all(map(np.array_equal, results, alone)))
