"""A session with a port: its adapter is started, given cases, and started again when it is lost."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, NoReturn

from hyperparameter_conformance import protocol
from hyperparameter_conformance.adapter_process import (
    EndedError,
    FloodedError,
    Process,
    SilentError,
    describe,
)
from hyperparameter_conformance.protocol import Identity, ProtocolError

#: Seconds in which what an adapter wrote to its standard error before its answer has come.
_MOMENT = 0.02


@dataclass(frozen=True)
class Limits:
    """What an adapter may take before it is given up."""

    #: Seconds for the answer to ``start``; some languages compile first.
    start: float = 60.0
    #: Seconds for the answer to a case.
    answer: float = 10.0
    #: Seconds from ``stop`` to the end of the process.
    stop: float = 5.0
    #: Bytes in one line.
    line: int = 1 << 20
    #: How often an adapter that was lost is started again.
    restarts: int = 10


class PortError(Exception):
    """The port cannot be run at all."""


@dataclass(frozen=True)
class Result:
    """What came of a case: the answer of the adapter, or what it did instead of one."""

    #: observed, skipped, errored, timeout, broken, crashed or not run
    kind: str
    observed: list[dict[str, Any]] = field(default_factory=list)
    #: Why, for all but ``observed``.
    reason: str = ""
    #: The end of the adapter's standard error, where the adapter was lost.
    stderr: str = ""
    seconds: float = 0.0


class Port:
    """A port, by the command that starts its adapter.

    ::

        with Port(["./my-port"]) as port:
            identity = port.start()
            result = port.run(case)
            fault = port.stop()
    """

    def __init__(self, command: Sequence[str], limits: Limits = Limits()) -> None:
        self.command = list(command)
        self.limits = limits
        self.restarts = 0
        self._process: Process | None = None
        self._identity: Identity | None = None
        self._seq = 0

    def __enter__(self) -> Port:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._drop()

    def start(self) -> Identity:
        """Start the adapter and ask who it is; raises PortError if it is of no use."""
        self._identity = self._start()
        return self._identity

    def run(self, case: dict[str, Any]) -> Result:
        """Run one case; whatever the adapter does, there is a result."""
        began = time.monotonic()
        result = self._run(case)
        return replace(result, seconds=time.monotonic() - began)

    def recent_errors(self) -> str:
        """What was written to the standard error since the last case was sent."""
        if self._process is None:
            return ""
        time.sleep(_MOMENT)  # it is read beside the answers, and may come after them
        return self._process.errors_since_mark()

    def stop(self) -> str | None:
        """Have the adapter end; what is wrong with how it does, or None."""
        process = self._process
        if process is None:
            return None
        try:
            stray = process.stray()
            process.send(protocol.encode(protocol.stop()))
            process.end_input()
            status = process.wait(self.limits.stop)
            stray = stray if stray is not None else process.stray()
            fault = None if stray is None else f"wrote more than an answer: {_begin(stray)}"
        except EndedError as error:
            status, fault = error.status, None
        except FloodedError as error:
            return str(error)
        finally:
            self._drop()
        if fault is not None:
            return fault
        if status is None:
            return f"still ran {self.limits.stop:g} seconds after stop"
        return f"ended with {describe(status)}, not 0" if status else None

    def _start(self) -> Identity:
        try:
            process = self._process = Process(self.command, self.limits.line)
        except (OSError, ValueError) as error:
            raise PortError(f"cannot be started: {error}") from error
        try:
            process.send(protocol.encode(protocol.start()))
            line = process.receive(self.limits.start)
        except SilentError:
            self._refuse(f"no answer to start within {self.limits.start:g} seconds")
        except FloodedError as error:
            self._refuse(f"no answer to start: {error}")
        except EndedError as error:
            self._refuse(f"ended before it answered start: {error}")
        try:
            return protocol.read_identity(line)
        except ProtocolError as error:
            self._refuse(f"{error}: {_begin(line)}")

    def _refuse(self, reason: str) -> NoReturn:
        lost = self._lose("broken", reason)
        raise PortError(
            reason + (f"\nits standard error ends:\n{lost.stderr}" if lost.stderr else "")
        )

    def _run(self, case: dict[str, Any]) -> Result:
        if self._process is None:
            lost = self._start_again()
            if lost is not None:
                return lost
        process = self._process
        assert process is not None, "start comes before run"
        try:
            stray = process.stray()
        except FloodedError as error:
            return self._lose("broken", f"wrote more than an answer: {error}")
        except EndedError as error:
            return self._lose("crashed", f"ended before it was given the case: {error}")
        if stray is not None:
            return self._lose("broken", f"wrote more than an answer: {_begin(stray)}")
        self._seq += 1
        process.mark()
        process.send(protocol.encode(protocol.run(self._seq, case)))
        try:
            line = process.receive(self.limits.answer)
        except SilentError:
            return self._lose("timeout", f"no answer within {self.limits.answer:g} seconds")
        except FloodedError as error:
            return self._lose("broken", f"no answer: {error}")
        except EndedError as error:
            return self._lose("crashed", f"ended without an answer: {error}")
        try:
            answer = protocol.read_answer(line, self._seq, len(case["steps"]))
        except ProtocolError as error:
            return self._lose("broken", f"{error}: {_begin(line)}")
        if answer.observed is not None:
            return Result("observed", observed=answer.observed)
        if answer.skipped:
            return Result("skipped", reason=answer.skipped)
        return Result("errored", reason=answer.errored)

    def _start_again(self) -> Result | None:
        assert self._identity is not None, "start comes before run"
        if self.restarts >= self.limits.restarts:
            return Result(
                "not run", reason=f"the adapter was started again {self.restarts} times already"
            )
        self.restarts += 1
        try:
            identity = self._start()
        except PortError as error:
            return Result("crashed", reason=f"started again, it {error}")
        if identity != self._identity:
            return self._lose("broken", f"started again, it is another port: {identity}")
        return None

    def _lose(self, kind: str, reason: str) -> Result:
        process = self._process
        assert process is not None
        self._drop()
        return Result(kind, reason=reason, stderr=process.errors())

    def _drop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def _begin(line: bytes) -> str:
    """The beginning of a line, quoted in ASCII: it may hold anything."""
    text = line[:200].decode("utf-8", "backslashreplace")
    return json.dumps(text) + (" ..." if len(line) > 200 else "")
