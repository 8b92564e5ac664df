"""The process of a reader: it opens one file, answers what is asked of it, and is gone.

On Linux it is a copy of a process that has imported what the reader needs and read nothing, so
that the next file costs no start. Elsewhere it is that process itself, which then ends.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from io import FileIO
from typing import Any, NamedTuple

from hotspots.sources.apart import wire
from hotspots.sources.apart.problems import described, spoken
from hotspots.sources.values import bounds

if sys.platform != "win32":
    import resource

# What the program asks of a reader is small.
_MOST_ASKED_BYTES = 1 << 24
_FROM_SIGNAL = 128

Operations = Mapping[str, Callable[..., Any]]
# Opens a file for its arguments and ``say``, and yields what is to be known of it at once and
# what can be asked of it. Its module's ``prepare`` imports what all files need.
Service = Callable[..., AbstractContextManager[tuple[Any, Operations]]]


class Pipes(NamedTuple):
    """Where requests come from and replies go to."""

    requests: FileIO
    replies: FileIO


def run() -> None:
    """Serve file after file until nobody asks any more, and leave nothing to be taken apart."""
    pipes = _pipes()
    with suppress(EOFError, BrokenPipeError):
        _serve_all(pipes)
    os._exit(0)


def _serve_all(pipes: Pipes) -> None:
    """Serve as many files as one process may: all of them by copies of it, or a single one."""
    while True:
        request = wire.receive(pipes.requests, _MOST_ASKED_BYTES).content
        service = _service(request["service"])
        if sys.platform == "linux":
            _serve_in_copy(service, request, pipes)
        else:
            _serve(service, request, pipes)
        wire.send(pipes.replies, {"ended": True})
        if sys.platform != "linux":
            return


def _service(address: str) -> Service:
    name, _, function = address.partition(":")
    module = import_module(name)
    module.prepare()
    service: Service = getattr(module, function)
    return service


def _pipes() -> Pipes:
    """Return the pipes, out of the way of whatever else reads stdin or writes to stdout."""
    pipes = Pipes(FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb"))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return pipes


def _serve_in_copy(service: Service, request: Mapping[str, Any], pipes: Pipes) -> None:
    """Serve in a copy of this process; end as it does where a signal ends it."""
    copy = os.fork()
    if copy == 0:
        try:
            _serve(service, request, pipes)
        except BaseException:  # noqa: BLE001 - nobody is left to be told
            os._exit(1)
        os._exit(0)
    _end_with_program(copy, pipes)
    code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
    if code:
        os._exit(_FROM_SIGNAL - code if code < 0 else code)


def _end_with_program(copy: int, pipes: Pipes) -> None:
    """Wait until a copy has ended; end it where the program is no more.

    A kernel that cannot wait for both leaves it to the copy's own bounds.
    """
    if sys.platform != "linux":
        return
    with suppress(OSError), FileIO(os.pidfd_open(copy)) as end:
        events = select.poll()
        events.register(end, select.POLLIN)
        events.register(pipes.requests, 0)  # a hang-up is heard unasked
        if end.fileno() not in dict(events.poll()):
            os.kill(copy, signal.SIGKILL)


def _serve(service: Service, request: Mapping[str, Any], pipes: Pipes) -> None:
    def say(sentence: str) -> None:
        wire.send(pipes.replies, {"say": spoken(sentence)})

    with _errors_sent(pipes):
        _settle(request)
        with service(**request["arguments"], say=say) as (opening, operations):
            wire.send(pipes.replies, {"answer": opening})
            _answer(operations, pipes)
        return
    # it did not open: what is left to hear is that nothing more is asked
    wire.receive(pipes.requests, _MOST_ASKED_BYTES)


def _settle(request: Mapping[str, Any]) -> None:
    """Stand where the program stands, with its bounds."""
    with suppress(OSError):
        os.chdir(request["folder"])
    os.environ[bounds.VARIABLE] = request["factor"]
    limit(request["most_bytes"], request["most_s"])


def _answer(operations: Operations, pipes: Pipes) -> None:
    """Answer until nothing more is asked."""
    while call := wire.receive(pipes.requests, _MOST_ASKED_BYTES).content.get("call"):
        with _errors_sent(pipes):
            reply = operations[call["name"]](*call["arguments"])
            reply = reply if isinstance(reply, wire.Reply) else wire.Reply(reply)
            wire.send(pipes.replies, {"answer": reply.content}, reply.buffers)


@contextmanager
def _errors_sent(pipes: Pipes) -> Iterator[None]:
    """Send an error instead of the answer; one of the pipe itself is nobody's to hear."""
    try:
        yield
    except (EOFError, BrokenPipeError):
        raise
    except BaseException as problem:  # noqa: BLE001 - those of libraries in Rust are no Exception
        wire.send(pipes.replies, {"problem": described(problem)})


def limit(most_bytes: int, most_s: int) -> None:
    """Bound this process's memory and time of processor, and let it leave no core behind."""
    if sys.platform == "win32":
        return
    for name, most in (("AS", most_bytes), ("CPU", most_s), ("CORE", 0)):
        _set_limit(getattr(resource, f"RLIMIT_{name}"), most)


def _set_limit(kind: int, most: int) -> None:
    """Lower a limit; a system that does not know it is left as it is."""
    if sys.platform == "win32":
        return
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))
