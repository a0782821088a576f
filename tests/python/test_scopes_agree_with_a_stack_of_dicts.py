"""SCOPE and VAL against a model: a stack of dicts, in the main thread and in another."""

from __future__ import annotations

import gc
import queue
import threading
import weakref
from typing import Any, Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hyperparameter import ScopeWarning, as_dict, keys, param_scope, unset


class Thing:
    """A host object that can be watched."""


KEYS = st.sampled_from(["a", "b", "a.b", "a.b.c", "b.c", "d"])
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(2**63, 2**70),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.binary(max_size=5),
    st.lists(st.integers(0, 5), max_size=3),
    st.tuples(st.integers(0, 5)),
)
VALUES = st.one_of(PLAIN, st.builds(Thing))
LAYERS = st.dictionaries(KEYS, VALUES, max_size=4)


class OtherThread:
    """Runs what it is given, one after the other, in one thread."""

    def __init__(self) -> None:
        self.given: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self) -> None:
        while (function := self.given.get()) is not None:
            try:
                self.done.put((function(), None))
            except BaseException as error:
                self.done.put((None, error))
            del function

    def __call__(self, function: Callable[[], Any]) -> Any:
        self.given.put(function)
        result, error = self.done.get()
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        self.given.put(None)
        self.thread.join()


def here(function: Callable[[], Any]) -> Any:
    return function()


class StackOfDicts(RuleBasedStateMachine):
    """Two threads, each with a stack: a list of (scope, what is set in it)."""

    def __init__(self) -> None:
        super().__init__()
        self.other = OtherThread()
        self.runs = [here, self.other]
        self.stacks: list[list[tuple[Any, dict[str, Any]]]] = [[], []]
        self.watched: weakref.WeakSet[Thing] = weakref.WeakSet()

    def watch(self, values: Any) -> None:
        self.watched.update(value for value in values if isinstance(value, Thing))

    def top(self, where: int) -> dict[str, Any]:
        return self.stacks[where][-1][1] if self.stacks[where] else {}

    where = st.integers(0, 1)

    @rule(where=where, layer=LAYERS, as_keywords=st.booleans(), text=st.booleans())
    def enter(self, where: int, layer: dict[str, Any], as_keywords: bool, text: bool) -> None:
        self.watch(layer.values())
        sources: tuple[Any, ...] = ("t=1",) if text else ()
        scope = param_scope(*sources, **layer) if as_keywords else param_scope(*sources, layer)
        self.runs[where](scope.__enter__)
        added = {"t": 1, **layer} if text else layer
        self.stacks[where].append((scope, {**self.top(where), **added}))

    @precondition(lambda self: any(self.stacks))
    @rule(where=where, data=st.data())
    def enter_again(self, where: int, data: st.DataObject) -> None:
        scopes = [(scope, layer) for stack in self.stacks for scope, layer in stack]
        scope, _ = data.draw(st.sampled_from(scopes))
        empty = param_scope()
        self.runs[where](empty.__enter__)
        self.stacks[where].append((empty, dict(self.top(where))))
        self.runs[where](scope.__enter__)
        self.stacks[where].append((scope, dict(self.runs[where](as_dict))))
        self.runs[where](lambda: scope.__exit__(None, None, None))
        self.stacks[where].pop()

    @rule(where=where, bad=st.sampled_from(["no equals", "=1", "a..b=1"]), layer=LAYERS)
    def enter_a_bad_one(self, where: int, bad: str, layer: dict[str, Any]) -> None:
        self.watch(layer.values())
        try:
            self.runs[where](param_scope(layer, bad).__enter__)
        except ValueError:
            return
        raise AssertionError("a bad scope was entered")

    @precondition(lambda self: any(self.stacks))
    @rule(where=where)
    def leave(self, where: int) -> None:
        if self.stacks[where]:
            scope, _ = self.stacks[where].pop()
            self.runs[where](lambda: scope.__exit__(None, None, None))

    @precondition(lambda self: any(self.stacks))
    @rule(where=where, data=st.data())
    def leave_out_of_order(self, where: int, data: st.DataObject) -> None:
        stack = self.stacks[where]
        if len(stack) > 1:
            place = data.draw(st.integers(0, len(stack) - 2))
            scope, _ = stack[place]
            if scope is not stack[-1][0]:
                last = max(i for i, (opened, _) in enumerate(stack) if opened is scope)
                inside = [opened for opened, _ in stack[last + 1 :]]
                del stack[last:]
                with pytest.warns(ScopeWarning):
                    self.runs[where](lambda: scope.__exit__(None, None, None))
                # What has ended is left later without effect.
                for ended in reversed(inside):
                    if all(opened is not ended for opened, _ in stack):
                        self.runs[where](lambda ended=ended: ended.__exit__(None, None, None))

    @rule(where=where, key=KEYS, text=st.booleans())
    def hide(self, where: int, key: str, text: bool) -> None:
        scope = param_scope(f"~{key}" if text else unset(key))
        self.runs[where](scope.__enter__)
        below = f"{key}."
        kept = {
            name: value
            for name, value in self.top(where).items()
            if name != key and not name.startswith(below)
        }
        self.stacks[where].append((scope, kept))

    @precondition(lambda self: any(self.stacks))
    @rule(where=where, key=KEYS, value=VALUES)
    def assign(self, where: int, key: str, value: Any) -> None:
        if self.stacks[where]:
            self.watch([value])
            self.runs[where](lambda: param_scope.__setitem__(key, value))
            self.top(where)[key] = value

    @precondition(lambda self: any(self.stacks))
    @rule(where=where, key=KEYS, value=VALUES, data=st.data())
    def assign_in_a_scope(self, where: int, key: str, value: Any, data: st.DataObject) -> None:
        stack = self.stacks[where]
        if stack:
            self.watch([value])
            scope, _ = stack[data.draw(st.integers(0, len(stack) - 1))]
            self.runs[where](lambda: scope.__setitem__(key, value))
            last = max(i for i, (opened, _) in enumerate(stack) if opened is scope)
            stack[last][1][key] = value

    @rule(where=where, key=KEYS)
    def read(self, where: int, key: str) -> None:
        default = object()
        value = self.runs[where](lambda: param_scope[key](None) if key in param_scope else default)
        expected = self.top(where).get(key, default)

        assert same(expected, value)

    @precondition(lambda self: any(self.stacks))
    @rule(where=where, key=KEYS, data=st.data())
    def read_in_a_scope(self, where: int, key: str, data: st.DataObject) -> None:
        stack = self.stacks[where]
        if stack:
            default = object()
            scope, _ = stack[data.draw(st.integers(0, len(stack) - 1))]
            last = max(i for i, (opened, _) in enumerate(stack) if opened is scope)
            value = self.runs[where](lambda: scope[key](None) if key in scope else default)

            assert same(stack[last][1].get(key, default), value)

    @invariant()
    def everything_agrees(self) -> None:
        for where in range(2):
            listed = self.runs[where](as_dict)
            expected = self.top(where)

            assert sorted(expected) == list(listed)
            assert all(same(expected[key], listed[key]) for key in expected)

    def teardown(self) -> None:
        for where, stack in enumerate(self.stacks):
            for scope, _ in reversed(stack):
                self.runs[where](lambda scope=scope: scope.__exit__(None, None, None))
            left = self.runs[where](keys)

            assert [] == left

            stack.clear()
            self.runs[where](lambda: param_scope().__enter__().__exit__(None, None, None))
        self.other.stop()
        scope = None


def same(expected: Any, actual: Any) -> bool:
    """Equal and of one kind; objects the very same."""
    if isinstance(expected, (Thing, tuple)):
        return expected is actual
    return type(expected) is type(actual) and repr(expected) == repr(actual)


TestScopes = StackOfDicts.TestCase
TestScopes.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


def test_objects_of_many_threads_are_all_let_go():
    references: list[weakref.ref[Thing]] = []

    def work(number: int) -> None:
        for round in range(30):
            value = Thing()
            references.append(weakref.ref(value))
            with param_scope("t=1", a=value, b=number) as ps:
                ps.c = Thing()
                references.append(weakref.ref(ps.c()))
                as_dict()
                with param_scope(f"d={round}"):
                    param_scope.a | None
            del value

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with param_scope():
        pass
    gc.collect()

    assert [] == [reference for reference in references if reference() is not None]
