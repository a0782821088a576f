"""What cannot work is an ImportError that says why, never a crash."""

import pytest

FAKE = """
    import sys, types
    module = types.ModuleType("hyperparameter._lowlevel")
    {body}
    sys.modules["hyperparameter._lowlevel"] = module
    try:
        import hyperparameter
    except ImportError as error:
        print(type(error).__name__, error)
"""


def test_another_abi_version_is_an_import_error(run_program):
    written = run_program(
        FAKE.format(
            body="""
    class Lib:
        HP_ABI_VERSION = 2
        def hp_abi_version(self):
            return 7
        def __getattr__(self, name):
            raise AssertionError(f"{name} is used before the version is known to fit")
    module.lib, module.ffi = Lib(), None
"""
        )
    )

    assert "ImportError" == written.split()[0]
    assert "ABI version 7" in written
    assert "needs 2" in written
    assert "reinstall hyperparameter" in written


def test_a_missing_binding_is_an_import_error(run_program):
    written = run_program("""
        import sys
        sys.modules["hyperparameter._lowlevel"] = None
        try:
            import hyperparameter
        except ImportError as error:
            print(type(error).__name__, error)
    """)

    assert "hyperparameter._lowlevel" in written


def test_a_library_that_does_not_load_is_an_import_error(run_program):
    written = run_program("""
        import importlib.abc, sys
        class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path, target=None):
                if name == "hyperparameter._lowlevel":
                    return importlib.machinery.ModuleSpec(name, self)
            def create_module(self, spec):
                return None
            def exec_module(self, module):
                raise OSError("cannot load library 'x.so': file too short")
        import importlib.machinery
        sys.meta_path.insert(0, Broken())
        try:
            import hyperparameter
        except ImportError as error:
            print(error)
            print(repr(error.__cause__))
    """)

    message, cause = written.splitlines()

    assert "cannot load library 'x.so': file too short" in message
    assert "hyperparameter" in message
    assert cause.startswith("OSError(")


SUBINTERPRETER = """
    import importlib
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        break
    else:
        print("none")
        raise SystemExit
    {before}
    source = '\\n'.join((
        "import os",
        "try:",
        "    import hyperparameter",
        "except ImportError:",
        "    os.write(1, b'ImportError')",
        "else:",
        "    os.write(1, b'imported')",
    ))
    interpreter = interpreters.create()
    failure = getattr(interpreters, "exec", interpreters.run_string)(interpreter, source)
    if failure is not None:
        print(failure)
    interpreters.destroy(interpreter)
    import hyperparameter
    with hyperparameter.param_scope(a=1):
        assert (hyperparameter.param_scope.a | 0) == 1
"""


@pytest.mark.parametrize("before", ["pass", "import hyperparameter"], ids=["alone", "after main"])
def test_a_subinterpreter_gets_an_import_error(before, run_program):
    written = run_program(SUBINTERPRETER.format(before=before), "-Wignore::DeprecationWarning")

    if written == "none":
        pytest.skip("this Python has no subinterpreters to make")

    assert "ImportError" == written


FORGOTTEN = {
    "patch.dict": """
        from unittest.mock import patch
        with patch.dict(sys.modules):
            import hyperparameter as first
            first.auto_param("n")(lambda x=1: x)
    """,
    "deleted": """
        import hyperparameter as first
        for name in [name for name in sys.modules if name.startswith("hyperparameter")]:
            del sys.modules[name]
    """,
}


@pytest.mark.parametrize("forget", FORGOTTEN.values(), ids=FORGOTTEN)
def test_a_second_import_is_the_copy_of_the_first(forget, run_program):
    written = run_program(
        f"""
        import sys
        {forget}
        import hyperparameter as second
        from hyperparameter.exceptions import ScopeError
        import hyperparameter._kernel.context
        assert second is not first
        names = set(first.__all__) - {{"__version__"}}
        same = [getattr(first, name) is getattr(second, name) for name in names]
        base = hyperparameter._kernel.context.base
        print(all(same), ScopeError is first.ScopeError, base is first.base)
        bound = second.auto_param("n")(lambda x=1: x)
        with first.param_scope(**{{"n.x": 5}}):
            print(second.param_scope.n.x | 0, bound())
    """
    )

    assert ["True True True", "5 5"] == written.splitlines()


def test_a_panic_inside_is_an_error_and_the_library_goes_on(run_program):
    written = run_program("""
        from hyperparameter import HyperparameterError, param_scope
        from hyperparameter._kernel import native as _native
        for _ in range(3):
            try:
                _native.test_panic()
            except HyperparameterError as error:
                print(type(error).__name__)
            with param_scope("a=1"):
                assert (param_scope.a | 0) == 1
    """)

    assert ["HyperparameterError"] * 3 == written.split()
