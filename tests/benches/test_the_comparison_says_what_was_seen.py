"""What the pages say of this library beside others is seen when it runs."""

from __future__ import annotations

import comparison
import pytest
from comparison import BEGIN, CHINESE, COSTS, END, QUESTIONS, Ours, Variable, markdown, write

SEEN = {
    "overrides a value for a block": "yes",
    "restores it when the block raises": "yes",
    "other threads keep their value": "yes",
    "other asyncio tasks keep theirs": "yes",
    "1.5 for an int is an error": "yes",
    '"many" for an int is an error': "yes",
    "a misspelled key is an error": "no",
    "binds function arguments": "yes",
    "values from the command line": "yes",
    "reads configuration files": "no",
}


def test_every_question_has_a_known_answer_here():
    assert list(QUESTIONS) == list(SEEN)


@pytest.mark.parametrize(("question", "expected"), SEEN.items())
def test_the_cell_of_this_library_is_what_happens(question, expected):
    actual = QUESTIONS[question](Ours())

    assert expected == actual


class Shared(Variable):
    """A value that all threads and tasks share, changed in place; a block that leaks."""

    def __init__(self):
        super().__init__()
        self.value = 0.1

    def overriding(self, value):
        return self.changed(value)

    @comparison.contextmanager
    def changed(self, value):
        self.value = value
        yield
        self.value = 0.1

    def read(self):
        return self.value


@pytest.mark.parametrize(
    "question",
    [
        "restores it when the block raises",
        "other threads keep their value",
        "other asyncio tasks keep theirs",
    ],
)
def test_a_library_that_leaks_is_told_from_one_that_does_not(question):
    assert QUESTIONS[question](Shared()) == "no"


def test_every_word_of_the_table_is_there_in_chinese():
    words = [*QUESTIONS, *COSTS, *SEEN.values(), "by hand", Variable.name]

    assert [] == [word for word in words if word not in CHINESE]


@pytest.mark.parametrize(("name", "columns"), [("README.md", 6), ("comparison.md", 7)])
def test_a_readme_has_a_column_less(tmp_path, monkeypatch, name, columns):
    monkeypatch.setattr(comparison, "versions", lambda columns: "")
    path = tmp_path / name
    path.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")

    write(path, [["", *"abcdef"], ["q", *"123456"]])

    page = path.read_text(encoding="utf-8")
    assert page.startswith("before\n\n")
    assert page.endswith("\n\nafter\n")
    assert "old" not in page
    assert markdown([["", *"abcdef"], ["q", *"123456"]], columns - 1) in page


def test_a_page_without_markers_is_refused(tmp_path):
    path = tmp_path / "comparison.md"
    path.write_text("no table here", encoding="utf-8")

    with pytest.raises(SystemExit, match="has no <!-- comparison -->"):
        write(path, [[""]])
