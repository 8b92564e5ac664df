"""What passes between the program and a reader in a process of its own: JSON, and bytes beside it.

Nothing else is taken, least of all pickles, which run what they hold: whoever has parsed a
hostile file may send anything.
"""

import json
import struct
from collections.abc import Sequence
from io import RawIOBase
from typing import Any, NamedTuple

_COUNT = struct.Struct(">I")
_MOST_PARTS = 100_000
_CHUNK_BYTES = 1 << 20


class Reply(NamedTuple):
    """What was said, as JSON has it, and the bytes that were sent beside it."""

    content: Any
    buffers: Sequence[bytearray | bytes | memoryview] = ()


class BrokenFrame(Exception):
    """What came over the wire is none of what is sent there."""


def send(stream: RawIOBase, content: Any, buffers: Sequence[Any] = ()) -> None:
    """Send what JSON can hold, and bytes beside it."""
    parts = [json.dumps(content).encode("ascii"), *buffers]
    sizes = [memoryview(part).nbytes for part in parts]
    _write(stream, struct.pack(f">I{len(sizes)}Q", len(sizes), *sizes))
    for part in parts:
        _write(stream, part)


def receive(stream: RawIOBase, most_bytes: int) -> Reply:
    """Return what comes next; ``EOFError`` where nobody is left to send it.

    Raises ``BrokenFrame`` where it is none of what is sent, or more than so many bytes.
    """
    [n_parts] = _COUNT.unpack(_exactly(stream, _COUNT.size))
    if not 1 <= n_parts <= _MOST_PARTS:
        raise BrokenFrame(f"{n_parts} parts")
    sizes = struct.unpack(f">{n_parts}Q", _exactly(stream, 8 * n_parts))
    if sum(sizes) > most_bytes:
        raise BrokenFrame(f"{sum(sizes)} bytes")
    text, *buffers = [_exactly(stream, size) for size in sizes]
    try:
        return Reply(json.loads(text), buffers)
    except (ValueError, RecursionError) as problem:
        raise BrokenFrame(str(problem)) from problem


def _write(stream: RawIOBase, part: Any) -> None:
    whole = memoryview(part)
    rest = whole.cast("B") if whole.nbytes else b""
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def _exactly(stream: RawIOBase, n_bytes: int) -> bytearray:
    """Return so many bytes, for which room is made as they come."""
    content = bytearray()
    while len(content) < n_bytes:
        chunk = stream.read(min(_CHUNK_BYTES, n_bytes - len(content)))
        if not chunk:
            raise EOFError
        content += chunk
    return content
