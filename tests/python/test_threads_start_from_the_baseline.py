"""THREAD 1, 2 and 4: what a thread begins with, and that it stays alone."""

import contextvars
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hyperparameter import as_dict, frozen, param_scope
from hyperparameter._kernel import native as _native
from hyperparameter._kernel import state as _state


def test_a_thread_does_not_inherit_scopes(in_thread):
    with param_scope(a=1):
        elsewhere = in_thread(as_dict)

    assert {} == elsewhere


def test_a_thread_starts_from_what_was_published(in_thread, baseline):
    with param_scope(a=1):
        frozen()
        with param_scope(a=2):
            elsewhere = in_thread(as_dict)

    assert {"a": 1} == elsewhere


def test_leaving_the_scope_does_not_take_the_baseline_back(in_thread, baseline):
    with param_scope(a=1):
        frozen()

    assert {"a": 1} == in_thread(as_dict)
    assert {} == as_dict()


def test_a_published_assignment_reaches_new_threads(in_thread, baseline):
    with param_scope(a=1):
        param_scope.a = 2
        frozen()
        param_scope.a = 3

    assert {"a": 2} == in_thread(as_dict)


def test_publishing_replaces_the_baseline_and_does_not_merge(in_thread, baseline):
    with param_scope(a=1):
        frozen()
    with param_scope(b=2):
        frozen()

    assert {"b": 2} == in_thread(as_dict)


def test_publishing_nothing_empties_the_baseline(in_thread, baseline):
    with param_scope(a=1):
        frozen()
    frozen()

    assert {} == in_thread(as_dict)


@pytest.mark.parametrize(
    "first_use",
    [
        lambda: param_scope.a | 0,
        lambda: "a" in param_scope,
        lambda: param_scope(b=1).__enter__().__exit__(None, None, None),
        lambda: as_dict(),
    ],
    ids=["read", "in", "scope", "as_dict"],
)
def test_a_thread_that_has_begun_keeps_its_baseline(first_use, baseline):
    def work():
        first_use()
        begun.set()
        published.wait()
        seen.append(as_dict())

    begun, published, seen = threading.Event(), threading.Event(), []
    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    with param_scope(a=1):
        frozen()
    published.set()
    thread.join()

    assert [{}] == seen


def test_a_thread_that_has_begun_keeps_its_baseline_in_an_empty_context(in_thread, baseline):
    def work():
        param_scope.a | 0
        with param_scope(a=1):
            frozen()
        return contextvars.Context().run(as_dict)

    assert {} == in_thread(work)


def test_a_thread_that_has_not_used_parameters_takes_the_latest_baseline(baseline):
    def work():
        started.set()
        published.wait()
        seen.append(as_dict())

    started, published, seen = threading.Event(), threading.Event(), []
    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    with param_scope(a=1):
        frozen()
    published.set()
    thread.join()

    assert [{"a": 1}] == seen


def test_a_thread_publishes_for_all(in_thread, baseline):
    def publish():
        with param_scope(a=1):
            frozen()

    in_thread(publish)

    assert {"a": 1} == in_thread(as_dict)


def test_a_pool_s_workers_start_from_the_baseline(baseline):
    with param_scope(a=1):
        frozen()
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda _: as_dict(), range(20)))

    assert [{"a": 1}] * 20 == seen


def test_a_worker_s_scope_stays_with_its_job():
    barrier = threading.Barrier(4)

    def work(number):
        with param_scope(a=number):
            barrier.wait()
            inside = param_scope.a | -1
            barrier.wait()
        return inside, param_scope.a | -1

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(work, range(4)))

    assert [(number, -1) for number in range(4)] == seen


def test_one_mapping_is_shared_by_many_threads():
    shared = {"pre": {"norm": "minmax", "sizes": [1, 2]}, "n": 1}

    def work(number):
        with param_scope(**shared, own=number):
            param_scope.n = number
            sizes = param_scope.pre.sizes | []
            sizes.append(number)
            return param_scope.n | 0, param_scope.pre.norm | "", param_scope.pre.sizes | []

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(work, range(200)))

    assert [(number, "minmax", [1, 2]) for number in range(200)] == seen
    assert {"pre": {"norm": "minmax", "sizes": [1, 2]}, "n": 1} == shared


def test_a_frame_is_shared_by_contexts_that_run_at_once():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(100):
            with param_scope(a=1), param_scope(b="2"), param_scope("c=3"), param_scope(d=(4,)):
                contexts = [contextvars.copy_context() for _ in range(4)]
                barrier = threading.Barrier(4)

                def work(context, barrier=barrier):
                    barrier.wait()
                    return context.run(as_dict)

                with ThreadPoolExecutor(4) as pool:
                    seen = list(pool.map(work, contexts))

            assert [{"a": 1, "b": "2", "c": 3, "d": (4,)}] * 4 == seen
    finally:
        sys.setswitchinterval(interval)


class InheritingThread(threading.Thread):
    """As CPython 3.14 starts threads where they inherit: in a copy of the context."""

    def start(self):
        self.context = contextvars.copy_context()
        super().start()

    def run(self):
        self.context.run(super().run)


other_variable = contextvars.ContextVar("other_variable", default="default")


@pytest.fixture
def inheriting_thread():
    class Thread(InheritingThread):
        pass

    Thread.start = InheritingThread.start
    _state.start_threads_from_baseline(Thread)
    return Thread


def run_in(thread_class, function):
    seen = []
    thread = thread_class(target=lambda: seen.append(function()))
    thread.start()
    thread.join()
    return seen[0]


def test_the_stand_in_for_an_inheriting_thread_does_inherit():
    with param_scope(a=1):
        elsewhere = run_in(InheritingThread, as_dict)

    assert {"a": 1} == elsewhere


def test_an_inheriting_thread_does_not_inherit_scopes(inheriting_thread):
    with param_scope(a=1):
        elsewhere = run_in(inheriting_thread, as_dict)

    assert {} == elsewhere


def test_an_inheriting_thread_starts_from_the_baseline(inheriting_thread, baseline):
    with param_scope(a=1):
        frozen()
    with param_scope(a=2):
        elsewhere = run_in(inheriting_thread, as_dict)

    assert {"a": 1} == elsewhere


def test_an_inheriting_thread_inherits_everything_else(inheriting_thread):
    def run():
        other_variable.set("set")
        with param_scope(a=1):
            return run_in(inheriting_thread, other_variable.get)

    assert "set" == contextvars.copy_context().run(run)


def test_an_inheriting_thread_leaves_its_starter_alone(inheriting_thread):
    with param_scope(a=1) as ps:
        run_in(inheriting_thread, as_dict)
        ps.b = 2
        here = as_dict()

    assert {"a": 1, "b": 2} == here


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_forked_child_keeps_its_frame_while_other_threads_write(run_program):
    written = run_program(
        """
        import os, threading
        from hyperparameter import as_dict, frozen, param_scope

        def write():
            while not stop.is_set():
                with param_scope("a=1", b=object()):
                    param_scope.a | 0
                    as_dict()
                    frozen()

        def in_child():
            marker = param_scope.marker()
            assert marker is here, marker
            with param_scope("c=2") as ps:
                assert (param_scope.c | 0) == 2
                ps.d = 3
                frozen()
            assert param_scope.depth() == 7
            seen = []
            thread = threading.Thread(target=lambda: seen.append(param_scope.d | 0))
            thread.start()
            thread.join()
            assert seen == [3], seen

        stop, here = threading.Event(), object()
        threads = [threading.Thread(target=write) for _ in range(3)]
        for thread in threads:
            thread.start()
        failed = 0
        with param_scope(marker=here, depth=7):
            for _ in range(60):
                child = os.fork()
                if child == 0:
                    try:
                        in_child()
                    except BaseException as error:
                        os.write(1, repr(error).encode())
                        os._exit(1)
                    os._exit(0)
                failed += os.waitpid(child, 0)[1] != 0
        stop.set()
        for thread in threads:
            thread.join()
        print(failed)
        """,
        "-Wignore::DeprecationWarning",
    )

    assert "0" == written


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_child_forked_in_a_worker_keeps_the_worker_s_frame(run_program):
    written = run_program(
        """
        import os, threading
        from hyperparameter import frozen, param_scope

        def work():
            with param_scope(b=2):
                child = os.fork()
                if child == 0:
                    os._exit((param_scope.a | 0) * 10 + (param_scope.b | 0))
                print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

        with param_scope(a=1):
            frozen()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        """,
        "-Wignore::DeprecationWarning",
    )

    assert "12" == written


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_process_pool_runs_decorated_functions(method, run_program):
    written = run_program(
        f"""
        import multiprocessing
        from hyperparameter import auto_param, param_scope

        @auto_param("train")
        def train(x, lr=0.5):
            return x, lr

        def overridden(x):
            with param_scope("train.lr=0.25"):
                return train(x)

        if __name__ == "__main__":
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(pool.map(train, [1, 2]), pool.map(overridden, [3]))
        """,
        "-Wignore::DeprecationWarning",
    )

    assert "[(1, 0.5), (2, 0.5)] [(3, 0.25)]" == written


def test_a_first_read_that_is_interrupted_leaves_the_thread_able_to_begin(monkeypatch):
    begin = _native.baseline_frame
    outcomes = []

    def interrupted():
        monkeypatch.setattr(_native, "baseline_frame", begin)
        raise KeyboardInterrupt

    def work():
        with pytest.raises(KeyboardInterrupt):
            param_scope.a | 0
        outcomes.append(param_scope.a | 7)

    monkeypatch.setattr(_native, "baseline_frame", interrupted)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [7] == outcomes
