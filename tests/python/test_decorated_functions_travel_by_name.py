"""SCOPE 6: a function with a scope can be handed to another process, or says why not."""

import pickle

import pytest

from hyperparameter import param_scope

PROGRAM = """
    import sys
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from hyperparameter import param_scope

    def work(extra=0):
        return param_scope.lr | "", param_scope.path | None, extra

    @param_scope("lr=1e-3")
    def named():
        return param_scope.lr | 0.0

    if __name__ == "__main__":
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            print(pool.submit(param_scope("lr=007", path=("a", 1))(work), extra=2).result())
            print(pool.submit(named).result())
"""


def test_a_process_pool_runs_a_function_in_the_scope_that_decorates_it(run_program):
    assert ["('007', ('a', 1), 2)", "0.001"] == run_program(PROGRAM).splitlines()


def outer():
    return param_scope.a | 0, param_scope.b | 0


def test_scopes_around_one_another_travel_together():
    twice = param_scope(a=1)(param_scope(b=2)(outer))

    assert (1, 2) == pickle.loads(pickle.dumps(twice))()


def test_a_function_that_is_not_found_by_its_name_says_what_to_do():
    def local():
        return 0

    told = r'local.*scope that overrides "a".*define it in a module.*pool.submit'
    with pytest.raises(TypeError, match=told):
        pickle.dumps(param_scope(a=1)(local))
