"""The bench on which commands are broken: a world, and what each command does in one like it."""

import random
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.reliability.commands import FILES, Command
from tests.reliability.judging import EARLIER, Expected, digest
from tests.reliability.process import WHOLE, Ended, Ending, run
from tests.reliability.world import Contents, contents, made_world, old_load, unconfirmed
from tests.small_city import City


@dataclass(frozen=True)
class Whole:
    """What a command does where nothing breaks it, and how long it takes.

    ``files`` are digests of the file or the files of the folder that it writes, ``largest`` is
    the size of the largest file then, in bytes.
    """

    expected: Expected
    files: Mapping[str, str]
    seconds: float
    largest: int

    @property
    def last_states(self) -> tuple[Contents, ...]:
        """Return what may stand in the stores when a broken command was run again."""
        return (self.expected.after, *self.expected.between)


class Bench:
    """A made world, and what each command does in one like it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        (folder / "world").mkdir()
        self.city = made_world(folder / "world")
        self._old_load = old_load(self.city)
        self._whole: dict[str, Whole] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the names of the files that every world has."""
        files = (path for path in self.city.folder.rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.city.folder).as_posix() for path in files)

    def chance(self, kind: str, number: int) -> random.Random:
        """Return the chance of one trial, alike for the same seed, kind and number."""
        return random.Random(f"{self.seed} {kind} {number}")  # noqa: S311 - chance of a test

    def own(self, folder: Path, chance: random.Random | None = None) -> City:
        """Return a copy of the world; by chance with earlier files where outputs are written."""
        city = self.city.copied(folder / "own")
        if chance is not None and chance.random() < 0.5:
            for name in FILES:
                (city.folder / name).write_bytes(EARLIER)
        return city

    def whole(self, command: Command) -> Whole:
        """Return what a command does where nothing breaks it."""
        if command.called not in self._whole:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                self._whole[command.called] = self._tried(command, Path(folder))
        return self._whole[command.called]

    def _tried(self, command: Command, folder: Path) -> Whole:
        """Run a command twice: the first run reads what later ones have in memory."""
        city, scratch = self.own(folder / "warm"), folder / "scratch"
        warm = self.asked(city, command).seconds
        city = self.own(folder)
        before = state(city, command, scratch)
        ended = self.asked(city, command)
        assert ended.code == 0, f"{command.called}: {ended.said}"
        between = (unconfirmed(city.store, scratch),) if command.is_release else ()
        expected = Expected(before, state(city, command, scratch), between)
        sizes = [path.stat().st_size for path in city.folder.rglob("*") if path.is_file()]
        return Whole(expected, written(city.folder / command.output) if command.output else {},
                     min(warm, ended.seconds), max(sizes))  # fmt: skip

    def asked(self, city: City, command: Command, ending: Ending = WHOLE) -> Ended:
        """Run a command in a world."""
        line = [self._old_load if word == "{old}" else word for word in command.line]
        return run(city.folder, line, ending)


def state(city: City, command: Command, scratch: Path) -> Contents:
    """Return what stands in the store, and in the other store that a command writes."""
    tables = dict(contents(city.store, scratch))
    if command.copy:
        copy = contents(city.folder / command.copy, scratch)
        tables |= {f"{command.copy}: {name}": table for name, table in copy.items()}
    return tables


def written(output: Path) -> dict[str, str]:
    """Return a digest of a file under its name, or of each file in a folder under its path."""
    if output.is_file():
        return {output.name: digest(output)}
    return {path.relative_to(output.parent).as_posix(): digest(path)
            for path in output.rglob("*") if path.is_file()}  # fmt: skip
