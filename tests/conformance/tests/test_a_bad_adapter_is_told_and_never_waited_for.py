"""Whatever an adapter does, the runner says what it was, in time and within its memory."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hyperparameter_conformance.adapter_process import TAIL
from hyperparameter_conformance.session import Limits, Port, PortError
from hyperparameter_conformance.suite_files import SUITE

CASE: dict[str, Any] = {
    "id": "test-missing",
    "steps": [{"read": {"key": "a", "default": {"int": "7"}, "expect": {"default": ""}}}],
}
LIMITS = Limits(start=60, answer=30, stop=30)
HASTY = Limits(start=60, answer=0.5, stop=0.5)

Adapter = Callable[..., list[str]]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "killpg"), reason="what is promised needs process groups, as on POSIX systems"
)


def test_a_right_answer_is_observed(adapter: Adapter) -> None:
    with Port(adapter("missing"), LIMITS) as port:
        identity = port.start()
        result = port.run(CASE)

        assert (identity.name, identity.capabilities) == ("test", {"definitions", "threads"})
        assert (result.kind, result.observed) == ("observed", [{"default": ""}])
        assert port.stop() is None


def test_an_answer_may_nest_as_deep_as_a_value(adapter: Adapter) -> None:
    value = '{"list": [' * 128 + "]}" * 128
    with Port(adapter("says", f'{{"seq": SEQ, "observed": [{value}]}}'), LIMITS) as port:
        port.start()

        assert port.run(CASE).kind == "observed"


def test_a_case_that_is_left_out_has_the_reason(adapter: Adapter) -> None:
    with Port(adapter("says", '{"seq": SEQ, "skipped": "no bytes"}'), LIMITS) as port:
        port.start()
        result = port.run(CASE)

        assert (result.kind, result.reason) == ("skipped", "no bytes")


def test_a_case_that_could_not_be_run_has_the_reason_and_the_context(adapter: Adapter) -> None:
    line = '{"seq": SEQ, "errored": "no such operation", "context": {"step": 2}}'
    with Port(adapter("says", line), LIMITS) as port:
        port.start()
        result = port.run(CASE)

        assert (result.kind, result.reason) == ("errored", 'no such operation {"step": 2}')


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "not JSON"),
        ("garbage", "not JSON"),
        ("NaN", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ("{}", "the field seq is missing"),
        ('{"seq": SEQ}', "the field observed is missing"),
        ('{"seq": 99, "observed": [{"default": ""}]}', "seq 99"),
        ('{"seq": SEQ.0, "observed": [{"default": ""}]}', "seq is no integer"),
        ('{"seq": true, "observed": [{"default": ""}]}', "seq: true is not a whole number"),
        ('{"seq": SEQ, "seq": SEQ, "observed": [{"default": ""}]}', "there twice"),
        ('{"seq": SEQ, "observed": []}', "observed: [] is too short"),
        ('{"seq": SEQ, "observed": [{"done": ""}, {"done": ""}]}', "2 steps are observed"),
        ('{"seq": SEQ, "observed": [{"int": 7}]}', "observed 1 int: 7 is not text"),
        ('{"seq": SEQ, "observed": [{"int": "007"}]}', 'observed 1 int: "007" is not spelled as'),
        ('{"seq": SEQ, "observed": [{"float": "1,5"}]}', 'observed 1 float: "1,5" is not'),
        ('{"seq": SEQ, "observed": [{"bytes": "f"}]}', 'observed 1 bytes: "f" is not'),
        ('{"seq": SEQ, "observed": [{"int": "1", "text": "1"}]}', "is not one of the forms"),
        ('{"seq": SEQ, "observed": [{"error": "panic"}]}', 'observed 1 error: "panic" is not'),
        ('{"seq": SEQ, "observed": [{"default": ""}], "also": 1}', "there is no field also"),
        ('{"seq": SEQ, "skipped": ""}', 'skipped: "" is too short'),
        ('{"seq": SEQ, "observed": [{"text": "\\\\ud800"}]}', "not Unicode"),
        ('{"seq": SEQ, "observed": [{"text": "\\xff"}]}', "not Unicode"),
        ('{"seq": ' + "9" * 10_000 + "}", "not "),
        ("[" * 100_000, "nests too deep"),
        ('{"a":' * 20_000, "nests too deep"),
    ],
    ids=lambda text: text[:40],
)
def test_a_line_that_is_no_answer_is_broken(line: str, reason: str, adapter: Adapter) -> None:
    with Port(adapter("says", line), LIMITS) as port:
        port.start()
        result = port.run(CASE)

        assert result.kind == "broken"
        assert reason in result.reason


def test_the_beginning_of_a_broken_line_is_shown(adapter: Adapter) -> None:
    with Port(adapter("says", "abc\\x1b" + "x" * 1000), LIMITS) as port:
        port.start()

        assert '"abc\\u001bxxx' in port.run(CASE).reason
        assert len(port.run(CASE).reason) < 400


def test_an_adapter_is_started_again_after_a_broken_line(adapter: Adapter) -> None:
    with Port(adapter("says", "garbage"), LIMITS) as port:
        port.start()

        assert [port.run(CASE).kind for _ in range(3)] == ["broken"] * 3
        assert port.restarts == 2


def test_an_adapter_is_started_again_ten_times(adapter: Adapter) -> None:
    with Port(adapter("dies", 3), LIMITS) as port:
        port.start()
        kinds = [port.run(CASE).kind for _ in range(13)]

        assert kinds == ["crashed"] * 11 + ["not run"] * 2
        assert "10 times" in port.run(CASE).reason


def test_an_adapter_that_ends_is_told_with_its_status_and_last_words(adapter: Adapter) -> None:
    with Port(adapter("dies", 3), LIMITS) as port:
        port.start()
        result = port.run(CASE)

        assert (result.kind, result.stderr) == ("crashed", "the cause of it\n")
        assert "exit status 3" in result.reason


def test_an_adapter_that_is_killed_is_told_with_the_signal(adapter: Adapter) -> None:
    with Port(adapter("dies", -signal.SIGABRT), LIMITS) as port:
        port.start()

        assert "killed by SIGABRT" in port.run(CASE).reason


@pytest.mark.parametrize("name", ["silent", "deaf"])
def test_an_adapter_that_does_not_answer_is_a_timeout(
    name: str, adapter: Adapter, tmp_path: Path
) -> None:
    """The deaf one leaves the pipe full: the case is larger than it."""
    large = {"id": "test-large", "steps": CASE["steps"] * 20_000}
    with Port(adapter(name, tmp_path / "number"), HASTY) as port:
        port.start()
        began = time.monotonic()
        result = port.run(large)

        assert result.kind == "timeout"
        assert time.monotonic() - began < 30


def test_what_follows_an_answer_breaks_the_next_case(adapter: Adapter) -> None:
    with Port(adapter("talks_more"), LIMITS) as port:
        port.start()
        first = port.run(CASE)
        time.sleep(0.2)
        second = port.run(CASE)

        assert (first.kind, second.kind) == ("observed", "broken")
        assert "one more thing" in second.reason


@pytest.fixture
def bounded_memory() -> Iterator[None]:
    """Fails a test that takes much more memory than the longest lines do."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * LIMITS.line


@pytest.mark.usefixtures("bounded_memory")
@pytest.mark.parametrize("text", ["x", "\\n", "x\\n"], ids=["one line", "empty lines", "lines"])
def test_a_flood_instead_of_an_answer_is_broken(text: str, adapter: Adapter) -> None:
    with Port(adapter("floods", "out", text), LIMITS) as port:
        port.start()

        assert port.run(CASE).kind == "broken"


@pytest.mark.usefixtures("bounded_memory")
def test_a_flood_after_an_answer_breaks_the_next_case(adapter: Adapter) -> None:
    with Port(adapter("talks_more", "forever"), LIMITS) as port:
        port.start()
        first = port.run(CASE)
        time.sleep(2)

        assert (first.kind, port.run(CASE).kind) == ("observed", "broken")


def test_of_a_flood_of_errors_the_end_is_kept(adapter: Adapter) -> None:
    # Long enough to write more than is kept, also where others have the processors.
    with Port(adapter("floods", "err", "x"), Limits(start=60, answer=3, stop=0.5)) as port:
        port.start()
        result = port.run(CASE)

        assert (result.kind, result.stderr) == ("timeout", "x" * TAIL)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (["./no-such-program"], "cannot be started"),
        (["nul\0byte"], "cannot be started"),
        ([sys.executable, "-c", "print('oops', file=__import__('sys').stderr)"], "oops"),
        ([sys.executable, "-c", "raise SystemExit(4)"], "exit status 4"),
        ([sys.executable, "-c", "print('hello', flush=True)"], "not JSON"),
        ([sys.executable, "-c", "while True: print(end='x' * 9999)"], "a line exceeds"),
    ],
    ids=["missing", "no name", "ends", "status", "garbage", "flood"],
)
def test_an_adapter_that_does_not_start_is_no_port(command: list[str], reason: str) -> None:
    with Port(command, LIMITS) as port, pytest.raises(PortError, match=reason):
        port.start()


def test_an_adapter_that_does_not_answer_start_is_no_port() -> None:
    command = [sys.executable, "-c", "import time; time.sleep(1000)"]
    with Port(command, Limits(start=0.2)) as port, pytest.raises(PortError, match=r"within 0\.2 s"):
        port.start()


@pytest.mark.parametrize(
    ("identity", "reason"),
    [
        ('{"protocol": 3}', "speaks version 3 of the protocol, this runner version 2"),
        ('{"protocol": 2}', "the field name is missing"),
        (
            '{"protocol": 2, "name": "n", "language": "l", "version": "0", "spec": "1.0", '
            '"capabilities": ["gpu"]}',
            'capabilities 1: "gpu" is not',
        ),
    ],
)
def test_an_adapter_that_says_something_else_is_no_port(
    identity: str, reason: str, adapter: Adapter
) -> None:
    with Port(adapter("starts", identity), LIMITS) as port, pytest.raises(PortError, match=reason):
        port.start()


def test_an_adapter_that_is_another_one_when_started_again_is_broken(adapter: Adapter) -> None:
    with Port(adapter("another"), LIMITS) as port:
        port.start()
        crashed, broken = port.run(CASE), port.run(CASE)

        assert (crashed.kind, broken.kind) == ("crashed", "broken")
        assert "another port" in broken.reason


@pytest.mark.parametrize(
    ("how", "fault"), [("status", "ended with exit status 3, not 0"), ("line", "wrote more")]
)
def test_an_end_that_is_wrong_is_told(how: str, fault: str, adapter: Adapter) -> None:
    with Port(adapter("ends_badly", how), LIMITS) as port:
        port.start()

        assert port.run(CASE).kind == "observed"
        assert fault in str(port.stop())


def test_an_adapter_that_ended_before_it_was_told_to_is_fine_if_nothing_was_left(
    adapter: Adapter,
) -> None:
    with Port(adapter("leaves_early"), LIMITS) as port:
        port.start()
        assert port.run(CASE).kind == "observed"
        time.sleep(0.5)

        assert port.stop() is None


def test_an_adapter_that_does_not_end_is_told_and_killed(adapter: Adapter, tmp_path: Path) -> None:
    with Port(adapter("silent", tmp_path / "number"), HASTY) as port:
        port.start()

        assert "still ran" in str(port.stop())


@pytest.mark.parametrize("how", ["ends", "stays"])
def test_what_an_adapter_started_ends_with_it(how: str, adapter: Adapter, tmp_path: Path) -> None:
    number = tmp_path / "number"
    began = time.monotonic()
    limits = LIMITS if how == "ends" else HASTY
    with Port(adapter("leaves_a_child", number, how), limits) as port:
        port.start()
        result = port.run(CASE)

    assert result.kind == ("crashed" if how == "ends" else "timeout")
    assert time.monotonic() - began < 60
    assert _ends(int(number.read_text()))


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_a_runner_that_is_interrupted_leaves_nothing_running(
    sent: int, status: int, adapter: Adapter, tmp_path: Path
) -> None:
    number = tmp_path / "number"
    command = shlex.join(adapter("silent", number))
    run = [sys.executable, "-m", "hyperparameter_conformance", "run", "--port", command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # What runs in the background of a shell ignores SIGINT, and passes that on.
    heard = {"preexec_fn": lambda: signal.signal(sent, signal.SIG_DFL)}
    with subprocess.Popen(run, cwd=SUITE, **quiet, **heard) as runner:
        _until(lambda: number.exists() and number.read_text() != "")
        runner.send_signal(sent)

        assert runner.wait(60) == status
    assert _ends(int(number.read_text()))


def _ends(number: int) -> bool:
    return _until(lambda: not _runs(number))


def _runs(number: int) -> bool:
    """Whether a process of that number is there and not merely waiting to be reaped."""
    state = Path(f"/proc/{number}/stat")
    if state.exists():
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


def _until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
