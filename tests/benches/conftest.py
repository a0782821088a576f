"""A small part of a real run, which tests change at one place each."""

from __future__ import annotations

from pathlib import Path

import pytest
from results import OURS, Results


@pytest.fixture
def results() -> Results:
    return Results.read(Path(__file__).with_name("recorded.json"))


@pytest.fixture
def figures(results):
    """The figures of operations, to be changed."""

    def of(language: str, *operations: str, subject: str = OURS) -> dict[tuple[str, str], dict]:
        found = {
            (figure["operation"], figure["fixture"]): figure
            for figure in results.figures
            if (figure["language"], figure["subject"]) == (language, subject)
            and figure["operation"] in operations
        }
        assert found
        return found

    return of
