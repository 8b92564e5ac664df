"""A file that is read in a process of its own, within bounds of time and memory.

What reads a hostile file may run for ever, ask for all memory there is, or fall: then its process
ends, and the program says so.
"""

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import Say, message
from hotspots.sources.apart import problems, wire
from hotspots.sources.values import bounds

_ENTRY = (
    "import sys; sys.path[:] = sys.argv[1:]\nfrom hotspots.sources.apart import child; child.run()"
)
_FROM_SIGNAL = 128
_TAIL_BYTES = 4096
_GOODBYE_S = 5.0
# What libraries write where memory is refused to them, before they end their process.
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"out of memory", b"MemoryError")
# Several threads would each reserve memory, and a copy of a process has only one of them.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class _Process:
    """A process that serves one file at a time, and what it wrote on its stderr."""

    def __init__(self) -> None:
        self.notes: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        search = [str(Path(entry).absolute()) for entry in sys.path if entry]
        # our own interpreter, and nothing of the folder that the program was started in
        self._popen = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-c", _ENTRY, *search],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.notes,
            bufsize=0,
            env=os.environ | _ONE_THREAD,
            start_new_session=True,
        )
        self.requests = cast("Any", self._popen.stdin)
        self.replies = cast("Any", self._popen.stdout)

    def is_ready(self) -> bool:
        """Tell whether it can serve another file, and forget what it wrote of the last."""
        self.notes.seek(0)
        self.notes.truncate()
        return self._popen.poll() is None

    def kill(self) -> None:
        """End the process and its copies at once."""
        with suppress(OSError):
            if sys.platform == "win32":
                self._popen.kill()
            else:
                os.killpg(self._popen.pid, signal.SIGKILL)

    def ended(self, wait_s: float | None = None) -> int:
        """Wait for the end, and return the number of the signal, or less than 0 of an exit."""
        with suppress(OSError):
            self.requests.close()
        try:
            code = self._popen.wait(wait_s)
        except subprocess.TimeoutExpired:
            self.kill()
            code = self._popen.wait()
        self.replies.close()
        return -code if code < 0 else code - _FROM_SIGNAL

    def tail(self) -> bytes:
        """Return the last of what it wrote, and forget all of it."""
        size = self.notes.seek(0, os.SEEK_END)
        self.notes.seek(max(0, size - _TAIL_BYTES))
        tail = self.notes.read()
        self.notes.close()
        return tail


# Those that have imported what readers need, and wait for the next file.
_idle: list[_Process] = []


@atexit.register
def end_idle() -> None:
    """End the processes that wait for a file."""
    while _idle:
        process = _idle.pop()
        process.ended(_GOODBYE_S)
        process.notes.close()


def _process() -> _Process:
    """Return a process that waits, or a new one."""
    while _idle:
        process = _idle.pop()
        if process.is_ready():
            return process
        process.ended()
        process.notes.close()
    return _Process()


class Reader:
    """A file in the process of its reader: what was said of it at its opening, and questions.

    Its time is what the program has waited for it, not what it has waited itself.
    """

    def __init__(self, path: Path, process: _Process, say: Say) -> None:
        self.opening: Any = None
        self._path, self._process, self._say = path, process, say
        self._left_s = float(bounds.SECONDS.widened)
        self._is_waiting = False
        self._is_late = False
        self._end: Exception | None = None

    def open(self, service: str, arguments: dict[str, Any]) -> None:
        """Open the file; ``service`` is ``module:name`` of what serves it."""
        request = {
            "service": service,
            "arguments": arguments,
            "folder": str(Path.cwd()),
            "factor": str(bounds.factor()),
            "most_bytes": bounds.MEMORY.widened,
            "most_s": bounds.SECONDS.widened,
        }
        self.opening = self._asked(request).content

    def ask(self, name: str, *arguments: Any) -> wire.Reply:
        """Return the answer to a question; raise what the reader raises.

        Whatever is asked of a reader that has fallen raises what it fell of.
        """
        return self._asked({"call": {"name": name, "arguments": arguments}})

    def close(self) -> None:
        """Let the process go: it waits for the next file where it is whole, else it is ended."""
        if self._end is not None:
            return
        if self._is_waiting or not self._has_ended():
            self._process.kill()
        elif sys.platform == "linux":
            _idle.append(self._process)
            return
        self._process.ended(_GOODBYE_S)
        self._process.notes.close()

    def _has_ended(self) -> bool:
        """Ask the reader to end; tell whether it did."""
        self._left_s = _GOODBYE_S
        try:
            with self._timed():
                wire.send(self._process.requests, {})
                return bool(self._received([]).content.get("ended"))
        except (OSError, EOFError, wire.BrokenFrame):
            return False

    def _asked(self, request: Any) -> wire.Reply:
        if self._end is not None:
            raise self._end
        sentences: list[Any] = []
        self._is_waiting = True
        try:
            with self._timed():
                wire.send(self._process.requests, request)
                reply = self._received(sentences)
        except (OSError, EOFError, wire.BrokenFrame) as problem:
            self._end = self._fallen(problem)
            raise self._end from problem
        self._is_waiting = False
        for sentence in sentences:
            self._say(problems.in_words(sentence))
        if "answer" in reply.content:
            return reply._replace(content=reply.content["answer"])
        sent = problems.raised(reply.content["problem"])
        raise self._passed(bounds.MEMORY) if isinstance(sent, MemoryError) else sent

    def _received(self, sentences: list[Any]) -> wire.Reply:
        """Return the answer, and put what the reader says before it into ``sentences``."""
        while "say" in (reply := self._next()).content:
            sentences.append(reply.content["say"])
        return reply

    def _next(self) -> wire.Reply:
        reply = wire.receive(self._process.replies, bounds.MEMORY.widened)
        if not isinstance(reply.content, dict):
            raise wire.BrokenFrame(repr(reply.content)[:80])
        return reply

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """End the process when its time is over."""
        began = time.monotonic()
        timer = threading.Timer(max(0.0, self._left_s), self._end_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._left_s -= time.monotonic() - began

    def _end_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _fallen(self, problem: Exception) -> Exception:
        """Return what is said of a reader whose process has ended, or is ended now."""
        is_broken = isinstance(problem, wire.BrokenFrame)
        if is_broken:
            self._process.kill()
        number = self._process.ended(_GOODBYE_S)
        tail = self._process.tail()
        if is_broken:
            return _broken_off(self._path, message("its answers cannot be read"))
        if self._is_late or number == getattr(signal, "SIGXCPU", None):
            return self._passed(bounds.SECONDS)
        if number == getattr(signal, "SIGKILL", None) or any(sign in tail for sign in _NO_MEMORY):
            return self._passed(bounds.MEMORY)
        if b"Traceback" not in tail:
            return _broken_off(self._path, _called(number))
        fault = problems.ReaderFault(f"{self._path.name}: {number + _FROM_SIGNAL}")
        fault.add_note(tail.decode("utf-8", "replace"))
        return fault

    def _passed(self, bound: bounds.Bound) -> HotspotsError:
        return bounds.ended(self._path, bound)


def _called(number: int) -> str:
    """Return what the end of a process is called: by its signal, or the code it left."""
    names = {number.value: number.name for number in signal.Signals}
    return names.get(number, str(number + _FROM_SIGNAL))


def _broken_off(path: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{path}: the program that reads it broke off ({reason}), and nothing of the file is "
            "kept: it is damaged, or made to bring a program down. Save it anew from the program "
            "that it comes from, or ask for it in another format.",
            path=path,
            reason=reason,
        )
    )


def _refuse_name(path: Path) -> None:
    """Refuse a name with bytes that are no UTF-8, as archives of old programs leave them."""
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as problem:
        raise InputProblem(
            message(
                "{path}: the name of the file, or of a folder that it lies in, is not written in "
                "UTF-8, and cannot be told to what reads it. Give it another name, and load it by "
                "that.",
                path=path,
            )
        ) from problem


@contextmanager
def opened_apart(
    path: Path, service: str, arguments: dict[str, Any], say: Say
) -> Iterator[Reader]:
    """Open a file in a process of its own, which is gone at the end, whatever happened.

    ``service`` is ``module:name`` of what serves the file there, called with ``arguments`` that
    JSON can hold. Raises what that raises, and ``InputProblem`` where it passes the bounds of
    time or memory, falls, or has a name that libraries cannot be told.
    """
    bounds.factor()
    _refuse_name(path)
    reader = Reader(path, _process(), say)
    try:
        reader.open(service, arguments)
        yield reader
    finally:
        reader.close()
