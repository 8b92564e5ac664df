"""OLE containers, in which old and protected Office files lie: what is in them."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_END = 0xFFFFFFFA  # from here on a number is no sector
_HEAD = 512
_ENTRY = 128
_IN_HEAD = 109
_STREAM, _ROOT = 2, 5
_SHIFTS = (9, 12)


class DamagedContainer(Exception):
    """An OLE container that contradicts itself."""


@dataclass(frozen=True)
class Stream:
    """Where a stream of the container begins, and how long it is, in bytes."""

    start: int
    size: int


class OleContainer:
    """An OLE container's streams by name. Raises ``DamagedContainer`` where there are none."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        head = self._bytes[:_HEAD]
        shift = struct.unpack_from("<H", head, 30)[0] if len(head) == _HEAD else 0
        if not head.startswith(MAGIC) or shift not in _SHIFTS:
            raise DamagedContainer
        self._head, self._size = head, 1 << shift

    @cached_property
    def streams(self) -> Mapping[str, Stream]:
        """Return the streams by name, the root's own among them."""
        streams: dict[str, Stream] = {}
        folder = self._chain(self._number(48), self._fat)
        for start in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", folder, start + 64)
            if kind in {_STREAM, _ROOT} and 2 <= length <= 64:  # noqa: PLR2004 - bytes of a name
                name = folder[start : start + length - 2].decode("utf-16-le", "replace")
                first, size = struct.unpack_from("<II", folder, start + 116)
                streams.setdefault("" if kind == _ROOT else name, Stream(first, size))
        return streams

    def content(self, name: str) -> bytes:
        """Return a stream's bytes."""
        stream = self.streams.get(name)
        if stream is None:
            raise DamagedContainer
        if stream.size >= self._number(56):
            return self._chain(stream.start, self._fat)[: stream.size]
        return self._small(stream)

    def _small(self, stream: Stream) -> bytes:
        """Return a short stream, which lies in pieces of its own within the root's stream."""
        root = self._chain(self.streams[""].start, self._fat)
        table = self._numbers(self._chain(self._number(60), self._fat))
        size = 1 << struct.unpack_from("<H", self._head, 32)[0]
        pieces = (root[at * size : (at + 1) * size] for at in _followed(stream.start, table))
        return b"".join(pieces)[: stream.size]

    @cached_property
    def _fat(self) -> list[int]:
        """Return of each sector the one that follows it."""
        sectors = list(struct.unpack_from(f"<{_IN_HEAD}I", self._head, 76))
        further, seen = self._number(68), 0
        while further < _END and seen <= len(self._bytes) // self._size:
            numbers = self._numbers(self._sector(further))
            sectors += numbers[:-1]
            further, seen = numbers[-1], seen + 1
        return self._numbers(b"".join(self._sector(at) for at in sectors if at < _END))

    def _chain(self, start: int, table: list[int]) -> bytes:
        return b"".join(self._sector(at) for at in _followed(start, table))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._bytes):
            raise DamagedContainer
        return self._bytes[start : start + self._size]

    def _number(self, place: int) -> int:
        return int(struct.unpack_from("<I", self._head, place)[0])

    def _numbers(self, content: bytes) -> list[int]:
        n = len(content) // 4
        return list(struct.unpack(f"<{n}I", content[: 4 * n]))


def _followed(start: int, table: list[int]) -> Iterator[int]:
    """Yield the numbers of a chain; refuse one that comes back to itself."""
    n = 0
    while start < _END:
        if start >= len(table) or n > len(table):
            raise DamagedContainer
        yield start
        start, n = table[start], n + 1
