"""Errors and sentences on their way out of a reader's process: made there, said here."""

import errno
import os
import traceback
from collections.abc import Iterator
from typing import Any

from hotspots.errors import HotspotsError
from hotspots.language import in_reader_language, kept

MEMORY, DEPTH, FAULT = "memory", "depth", "fault"
_REFUSED = os.strerror(errno.ENOMEM)


class ReaderFault(Exception):
    """A reader met what it did not foresee; its traceback is a note of this error."""


def spoken(sentence: str) -> dict[str, str | None]:
    """Return a sentence as it is sent, so that it can be said in any language."""
    return {"text": sentence[:], "kept": kept(sentence)}


def in_words(sent: Any) -> str:
    """Return a sentence that was sent, in the reader's language."""
    return in_reader_language(str(sent["text"]), sent["kept"])


def described(problem: BaseException) -> dict[str, Any]:
    """Return an error as it is sent: what kind it is, and its sentence."""
    if isinstance(problem, HotspotsError):
        return {"kind": type(problem).__name__, **spoken(str(problem))}
    kind = DEPTH if isinstance(problem, RecursionError) else FAULT
    kind = MEMORY if is_of_memory(problem) else kind
    return {"kind": kind, **spoken("".join(traceback.format_exception(problem)))}


def is_of_memory(problem: BaseException) -> bool:
    """Tell whether memory was refused, whoever says so: Python, the system or a library."""
    is_refused = isinstance(problem, OSError) and problem.errno == errno.ENOMEM
    return is_refused or isinstance(problem, MemoryError) or _REFUSED in str(problem)


def raised(sent: Any) -> BaseException:
    """Return the error that was sent; ``MemoryError`` where it had too little memory."""
    kinds = {kind.__name__: kind for kind in _kinds(HotspotsError)}
    if sent["kind"] in kinds:
        return kinds[sent["kind"]](in_words(sent))
    if sent["kind"] in {MEMORY, DEPTH}:
        return MemoryError() if sent["kind"] == MEMORY else RecursionError()
    text = str(sent["text"])
    fault = ReaderFault(text.strip().rpartition("\n")[2])
    fault.add_note(text)
    return fault


def _kinds(base: type[HotspotsError]) -> Iterator[type[HotspotsError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)
