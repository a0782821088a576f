"""However a program ends, parameters neither fail it nor say anything."""

import pytest

ENDINGS = {
    "open scopes": """
        from hyperparameter import keys, param_scope
        kept = [param_scope("b=1", a=object(), c=number) for number in range(3)]
        for scope in kept:
            scope.__enter__()
        keys()
    """,
    "an assignment": """
        from hyperparameter import param_scope
        param_scope().__enter__()
        param_scope.a = object()
        param_scope.b = [1, "two"]
    """,
    "a baseline": """
        from hyperparameter import frozen, param_scope
        with param_scope("b=1", a=object()):
            frozen()
    """,
    "objects whose destructors read": """
        from hyperparameter import frozen, keys, param_scope
        class Reads:
            def __del__(self):
                param_scope.a | 0
                keys()
                with param_scope("x=1", y=object()):
                    param_scope.x | 0
        scope = param_scope("b=1", a=Reads())
        scope.__enter__()
        keys()
        frozen()
        scope.c = Reads()
        holder = [Reads()]
        holder.append(holder)
    """,
    "an exit handler": """
        import atexit
        from hyperparameter import auto_param, frozen, keys, param_scope
        @auto_param("n")
        def bound(x=1):
            return x
        @atexit.register
        def handler():
            with param_scope("n.x=2", a=object()):
                assert bound() == 2
                keys()
                frozen()
            assert (param_scope.c | 0) == 3
        param_scope("c=3").__enter__()
    """,
    "a handler registered before the import": """
        import atexit
        @atexit.register
        def handler():
            import hyperparameter
            with hyperparameter.param_scope("a=1"):
                assert (hyperparameter.param_scope.a | 0) == 1
        import hyperparameter
    """,
    "daemon threads": """
        import threading
        from hyperparameter import auto_param, frozen, keys, param_scope
        @auto_param("n")
        def bound(x=1):
            return x
        ready = threading.Barrier(9)
        def work():
            first = True
            while True:
                with param_scope("n.x=2", b=object(), c=[1]) as ps:
                    bound()
                    ps.d = object()
                    param_scope["k"].x | 1
                    keys()
                    frozen()
                if first:
                    ready.wait()
                    first = False
        for _ in range(8):
            threading.Thread(target=work, daemon=True).start()
        ready.wait()
    """,
    "a generator that was not finished": """
        from hyperparameter import param_scope
        @param_scope(a=1)
        def decorated():
            try:
                yield
            finally:
                param_scope.a | 0
        def plain():
            with param_scope(a=1):
                yield
        kept = decorated(), plain()
        for made in kept:
            next(made)
    """,
    "sys.exit in a scope": """
        import sys
        from hyperparameter import param_scope
        with param_scope(a=object()):
            sys.exit(0)
    """,
    "threads that still run": """
        import threading
        from hyperparameter import keys, param_scope
        go = threading.Event()
        def work():
            with param_scope("a=1", b=object()):
                go.wait()
                keys()
        threading.Thread(target=work).start()
        go.set()
    """,
    "a thread's last destructor": """
        import threading
        from hyperparameter import param_scope
        local = threading.local()
        class Reads:
            def __del__(self):
                with param_scope("x=1", a=object()):
                    param_scope.x | 0
        def work():
            local.kept = Reads()
            param_scope("b=1", a=Reads()).__enter__()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """,
    "modules cleared early": """
        import sys
        import hyperparameter
        scope = hyperparameter.param_scope("b=1", a=object())
        scope.__enter__()
        hyperparameter.keys()
        for name in [name for name in sys.modules if name.startswith("hyperparameter")]:
            del sys.modules[name]
        del hyperparameter
    """,
}


@pytest.mark.parametrize("program", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("options", [(), ("-Xdev", "-bb")], ids=["plain", "dev"])
def test_a_program_ends_well_and_quietly(program, options, run_program):
    assert "" == run_program(program, *options)
