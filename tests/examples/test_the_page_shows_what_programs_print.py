"""examples/README.md has every program, with what it prints, but for measured numbers."""

import re
import shlex

import pytest

_COMMAND = re.compile(
    r"```bash\npython examples/(?P<command>.+)\n```\n\n(?P<printed>(?:    .+\n)+)"
)


@pytest.fixture(scope="module")
def commands(examples):
    page = (examples / "README.md").read_text("utf-8")
    return {
        match["command"]: [line[4:] for line in match["printed"].splitlines()]
        for match in _COMMAND.finditer(page)
    }


def test_every_program_is_on_the_page(examples):
    page = (examples / "README.md").read_text("utf-8")

    for program in examples.glob("*.py"):
        assert f"[{program.name}]({program.name})" in page


def test_the_page_shows_what_each_program_prints(commands, output_of):
    assert len(commands) == 9
    for command, shown in commands.items():
        program, *arguments = shlex.split(command)
        if not program.startswith("serve_"):  # the tests of the servers ask them
            printed = output_of(program, *arguments).splitlines()

            assert [_masked(line, program) for line in shown] == [
                _masked(line, program) for line in printed
            ]


def _masked(line, program):
    """The line without what differs from one version of numpy and scikit-learn to another."""
    return line.partition(":")[0] if program == "llm.py" else re.sub(r"\d+(\.\d+)?", "0", line)
