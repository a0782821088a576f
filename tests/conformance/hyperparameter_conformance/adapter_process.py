"""An adapter's process: its lines, and its end, within limits of time and memory.

Three threads talk with it, so that neither a full pipe nor a silent program holds up
the caller: one writes commands, one reads lines, one keeps the end of the standard
error. A fourth waits for the process to end.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Sequence
from typing import IO

#: How much of the standard error is kept.
TAIL = 4096

#: Lines that nobody asked for are kept up to this many.
_UNREAD = 16


class SilentError(Exception):
    """There was no line in time."""


class FloodedError(Exception):
    """There was more output than an answer can be."""


class EndedError(Exception):
    """The process ended."""

    def __init__(self, status: int) -> None:
        super().__init__(describe(status))
        self.status = status


class Process:
    """A program in a process group of its own, which ends with it."""

    def __init__(self, command: Sequence[str], longest_line: int) -> None:
        self._popen = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        self._longest = longest_line
        self._commands: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._events: queue.Queue[bytes | Exception] = queue.Queue()
        self._tail = bytearray()
        self._heard = self._marked = 0  # bytes of the standard error
        self._threads = [
            threading.Thread(target=work, daemon=True)
            for work in (self._write, self._read, self._listen)
        ]
        self._waiter = threading.Thread(target=self._wait, daemon=True)
        for thread in (*self._threads, self._waiter):
            thread.start()

    def send(self, line: bytes) -> None:
        """Have a line written, without waiting for it."""
        self._commands.put(line)

    def end_input(self) -> None:
        """Close the standard input after what was sent."""
        self._commands.put(None)

    def receive(self, seconds: float) -> bytes:
        """The next line, without its line feed; raises what came instead."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            raise SilentError from None
        if isinstance(event, Exception):
            self._events.put(event)  # it stays so
            raise event
        return event

    def stray(self) -> bytes | None:
        """A line that is there already, or None; raises what came instead."""
        try:
            return self.receive(0)
        except SilentError:
            return None

    def errors(self) -> str:
        """The end of the standard error."""
        return bytes(self._tail).decode("utf-8", "backslashreplace")

    def mark(self) -> None:
        """Forget what was written to the standard error so far."""
        self._marked = self._heard

    def errors_since_mark(self) -> str:
        """The end of what was written to the standard error since then."""
        recent = min(self._heard - self._marked, len(self._tail))
        return bytes(self._tail[len(self._tail) - recent :]).decode("utf-8", "backslashreplace")

    def wait(self, seconds: float) -> int | None:
        """The exit status, or None if the process goes on."""
        self._waiter.join(seconds)
        return None if self._waiter.is_alive() else self._popen.returncode

    def kill(self) -> None:
        """End the whole group, whatever it does."""
        if self._popen.returncode is None:
            _kill_group(self._popen)
        self._commands.put(None)
        self._waiter.join(5)

    def _write(self) -> None:
        pipe = _pipe(self._popen.stdin)
        with contextlib.suppress(OSError):  # that nobody reads is told by the process's end
            for line in iter(self._commands.get, None):
                pipe.write(line)
        with contextlib.suppress(OSError):
            pipe.close()

    def _read(self) -> None:
        with _pipe(self._popen.stdout) as pipe:
            begun = b""
            while chunk := os.read(pipe.fileno(), 65536):
                *lines, begun = (begun + chunk).split(b"\n")
                for line in lines:
                    self._events.put(line)
                if len(begun) > self._longest:
                    self._events.put(FloodedError(f"a line exceeds {self._longest:,} bytes"))
                    return
                if self._events.qsize() > _UNREAD:
                    self._events.put(FloodedError("there are many lines that nobody asked for"))
                    return
            if begun:
                self._events.put(begun)

    def _listen(self) -> None:
        with _pipe(self._popen.stderr) as pipe:
            while chunk := os.read(pipe.fileno(), 65536):
                self._tail += chunk
                self._heard += len(chunk)
                del self._tail[:-TAIL]

    def _wait(self) -> None:
        status = self._popen.wait()
        # What it started would hold its output open.
        _kill_group(self._popen)
        for thread in self._threads[1:]:
            thread.join(1)
        self._events.put(EndedError(status))
        self._commands.put(None)


def _kill_group(popen: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(popen.pid, signal.SIGKILL)
    else:
        popen.kill()


def describe(status: int) -> str:
    """An exit status in words."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"killed by signal {-status}"


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
