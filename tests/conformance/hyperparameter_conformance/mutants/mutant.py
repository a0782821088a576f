"""A mutant: the reference model with one function replaced by a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

def set_frame(actor: Any, frame: Any) -> None:
    """Make a frame the current one, as an assignment does."""
    if actor._open:
        actor._open[-1].frame = frame
    else:
        actor._start = frame


Make = Callable[[Any], Callable[..., Any]]


@dataclass(frozen=True)
class Mutant:
    """One fault, and where it is put."""

    id: str
    #: What the implementation does wrong, in one sentence.
    fault: str
    target: Any
    attribute: str
    replacement: Callable[..., Any]

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The model is wrong as long as this is open."""
        original = vars(self.target)[self.attribute]
        setattr(self.target, self.attribute, self.replacement)
        try:
            yield
        finally:
            setattr(self.target, self.attribute, original)


class Catalogue:
    """The mutants by id, in the order in which they were written down."""

    def __init__(self) -> None:
        self.mutants: dict[str, Mutant] = {}

    def replaces(self, target: Any, attribute: str) -> Callable[[Make], Make]:
        """Enter a mutant: its name is the function's, its fault the docstring.

        The function is given what it replaces, and returns the wrong one.
        """

        def enter(make: Make) -> Make:
            id = make.__name__.replace("_", "-")
            assert id not in self.mutants, f"there is a mutant {id} already"
            assert make.__doc__, f"the mutant {id} does not say what its fault is"
            fault = " ".join(make.__doc__.split())
            wrong = make(vars(target)[attribute])
            self.mutants[id] = Mutant(id, fault, target, attribute, wrong)
            return make

        return enter

    def family(self, target: Any, attribute: str, members: dict[str, tuple[str, Make]]) -> None:
        """Enter mutants of one kind, by id: the fault, and what makes the wrong function."""
        for id, (fault, make) in members.items():
            assert id not in self.mutants, f"there is a mutant {id} already"
            self.mutants[id] = Mutant(id, fault, target, attribute, make(vars(target)[attribute]))
