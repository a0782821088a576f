"""What a step that fails raises, by class of the error."""

from __future__ import annotations


class RefusedError(Exception):
    """An error of the specification; `kind` is its class as the vectors spell it."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class IllegalCaseError(Exception):
    """A step that no case may have, such as one of an actor that has ended."""
