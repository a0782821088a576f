"""Load the wine measurements that scikit-learn ships as CSV into a SQLite database.

The batch size, the number of tries and the timeout for a locked database are read
where they are used. ``-D`` sets them for all jobs; a job can override them in an
inner scope, which wins::

    python examples/etl.py
    python examples/etl.py wine.db -D etl.batch_size=20 -D etl.timeout=0.5
"""

import argparse
import csv
import sqlite3
import sys
from contextlib import closing
from importlib import resources
from itertools import islice

from hyperparameter import HyperparameterError, param_scope


def extract():
    """The rows of the CSV as numbers; its first line only counts them."""
    source = resources.files("sklearn.datasets.data") / "wine_data.csv"
    with source.open(encoding="ascii", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for row in rows:
            yield int(row[-1]), float(row[0]), float(row[-2])


def load(database, batch, timeout):
    """Replaces the table in one transaction; returns the numbers of batches and rows."""
    # Transactions are written out below: by itself the module would commit early.
    with closing(sqlite3.connect(database, timeout=timeout, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TABLE IF EXISTS wine")
        connection.execute("CREATE TABLE wine (cultivar INTEGER, alcohol REAL, proline REAL)")
        rows, batches, count = extract(), 0, 0
        while chunk := list(islice(rows, batch)):
            connection.executemany("INSERT INTO wine VALUES (?, ?, ?)", chunk)
            batches, count = batches + 1, count + len(chunk)
        connection.execute("COMMIT")
    return batches, count


def run_job(name, database, overrides=None):
    with param_scope(**(overrides or {})):
        batch = param_scope.etl.batch_size | 50
        retry = param_scope.etl.retry | 3
        timeout = param_scope.etl.timeout | 30.0
        if batch < 1 or retry < 1:
            raise ValueError(f"etl.batch_size is {batch} and etl.retry {retry}; both start at 1")
        for tried in range(1, retry + 1):
            try:
                batches, count = load(database, batch, timeout)
            except sqlite3.OperationalError as error:  # noqa: PERF203, the loop is for it
                print(f"{name}: try {tried} of {retry} failed: {error}")
            else:
                print(f"{name}: rows={count}, batches={batches}, batch_size={batch}")
                return True
        return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("database", nargs="?", default=":memory:")
    parser.add_argument("-D", "--define", nargs="*", default=[], action="extend")
    args = parser.parse_args()

    try:
        with param_scope(*args.define):
            done = run_job("daily", args.database) and run_job(
                "full_rebuild", args.database, {"etl.batch_size": 5000, "etl.timeout": 300.0}
            )
    except (HyperparameterError, ValueError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")
    sys.exit(0 if done else 1)
