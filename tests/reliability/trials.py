"""Each way to break a command, as trials: what is wrong with each is returned."""

import json
import random
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from tests.reliability.judging import (
    Expected,
    leftovers,
    wrong_with_output,
    wrong_with_store,
    wrong_with_words,
)
from tests.reliability.process import WHOLE, Ended, Ending, run
from tests.reliability.world import LOADS, OUTPUTS, Command, Contents, contents, made_world
from tests.small_city import City

STOPPED = {signal.SIGINT: 130, signal.SIGTERM: 143}
# what a command may end with: well, a refusal, wrong usage, or what the docs name beside these
CODES = (0, 1, 2, 3, 4, 5)
_LEAST_BYTES, _READERS = 4_096, 8
_QUESTIONS = (("status",), ("change",), ("incidents",))


@dataclass(frozen=True)
class Trial:
    """One trial: its number by the seed of chance, what was done, and what was wrong with it."""

    number: int
    done: str
    wrong: Sequence[str]
    said: str = ""


@dataclass(frozen=True)
class Whole:
    """What a command does where nothing breaks it, and how long it takes."""

    expected: Expected
    seconds: float


class Bench:
    """A made world, and what each command does in one like it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        (folder / "world").mkdir()
        self.city = made_world(folder / "world")
        self._whole: dict[str, Whole] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the names of the files that every world has."""
        return frozenset(path.name for path in self.city.folder.iterdir() if path.is_file())

    def chance(self, kind: str, number: int) -> random.Random:
        """Return the chance of one trial, alike for the same seed, kind and number."""
        return random.Random(f"{self.seed} {kind} {number}")  # noqa: S311 - chance of a test

    def own(self, folder: Path) -> City:
        """Return a copy of the world."""
        return self.city.copied(folder / "own")

    def whole(self, command: Command) -> Whole:
        """Return what a command does where nothing breaks it."""
        if command.called not in self._whole:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                city, scratch = self.own(Path(folder)), Path(folder) / "scratch"
                before = contents(city, scratch)
                seconds = [self.asked(city, command).seconds]
                after = contents(city, scratch)
                city = self.own(Path(folder) / "second")
                seconds.append(self.asked(city, command).seconds)
                self._whole[command.called] = Whole(Expected(before, after), min(seconds))
        return self._whole[command.called]

    def asked(self, city: City, command: Command, ending: Ending = WHOLE) -> Ended:
        """Run a command in a world."""
        arguments = ["--store", "store.duckdb", "--lang", "en", *command.arguments]
        return run(city.folder, arguments, ending)


Kind = Callable[[Bench, int, Path], Trial]


def killed(bench: Bench, number: int, folder: Path) -> Trial:
    """``kill -9`` at any moment: all or nothing is stored, and the next run is as the first."""
    chance = bench.chance("killed", number)
    command = chance.choice((*LOADS, *OUTPUTS))
    whole, city = bench.whole(command), bench.own(folder)
    seconds = chance.random() * whole.seconds
    ended = bench.asked(city, command, Ending(signal.SIGKILL, seconds))
    wrong = wrong_with_words(ended, (0, -signal.SIGKILL))
    wrong += _wrong(city, command, ended, whole, folder)
    again = bench.asked(city, command)
    wrong += [f"again: {what}" for what in wrong_with_words(again, CODES)]
    if contents(city, folder / "scratch") != whole.expected.after:
        wrong.append("the next run does not bring what the first would have")
    wrong += leftovers(city.folder, bench.known, command.output)
    return Trial(number, f"{command.called}, killed after {seconds:.3f} s", wrong,
                 ended.said + again.said)  # fmt: skip


def interrupted(bench: Bench, number: int, folder: Path) -> Trial:
    """Ctrl-C or SIGTERM at any moment: 130 or 143, a true sentence, and nothing left behind."""
    chance = bench.chance("interrupted", number)
    command = chance.choice((*LOADS, *OUTPUTS))
    whole, city = bench.whole(command), bench.own(folder)
    sent = chance.choice((signal.SIGINT, signal.SIGINT, signal.SIGINT, signal.SIGTERM))
    seconds = chance.random() * whole.seconds
    ended = bench.asked(city, command, Ending(sent, seconds))
    wrong = wrong_with_words(ended, (0, STOPPED[sent]))
    wrong += _wrong(city, command, ended, whole, folder)
    wrong += leftovers(city.folder, bench.known, command.output)
    return Trial(number, f"{command.called}, {sent.name} after {seconds:.3f} s", wrong, ended.said)


def full_disk(bench: Bench, number: int, folder: Path) -> Trial:
    """No file may grow beyond a size: a true sentence, and nothing half or left behind."""
    chance = bench.chance("full disk", number)
    command = chance.choice((*LOADS, *OUTPUTS))
    whole, city = bench.whole(command), bench.own(folder)
    largest = max(path.stat().st_size for path in city.folder.iterdir() if path.is_file())
    most = int(_LEAST_BYTES + chance.random() ** 2 * 1.3 * largest)
    ended = bench.asked(city, command, Ending(file_bytes=most))
    wrong = wrong_with_words(ended, CODES) + _wrong(city, command, ended, whole, folder)
    wrong += leftovers(city.folder, bench.known, command.output)
    return Trial(number, f"{command.called}, no file above {most:,} bytes", wrong, ended.said)


def beside(bench: Bench, number: int, folder: Path) -> Trial:
    """Eight that ask without pause beside a load: it gets in, and nobody sees half of it."""
    command = LOADS[number % 2]
    whole, city = bench.whole(command), bench.own(folder)
    expected = whole.expected
    totals = [state["incident"][0] for state in (expected.before, expected.after)]
    with ThreadPoolExecutor(_READERS + 1) as pool:
        load = pool.submit(bench.asked, city, command)
        readers = [pool.submit(_asked_until, bench, city, at, load.done) for at in range(_READERS)]
        ended = load.result()
        answers = [answer for reader in readers for answer in reader.result()]
    wrong = wrong_with_words(ended, (0,))
    wrong += [f"a reader saw {n} incidents" for n in answers if n not in totals]
    wrong += _wrong(city, command, ended, whole, folder)
    return Trial(number, f"{command.called} beside {len(answers)} answers", wrong, ended.said)


def _asked_until(bench: Bench, city: City, at: int, is_over: Callable[[], bool]) -> list[int]:
    """Ask how many incidents there are until the load is over; -1 where no answer came."""
    own = city.folder / f"reader{at}"
    (own / "tmp").mkdir(parents=True)
    asked = ["--store", "../store.duckdb", "--lang", "en", "status", "--format", "json"]
    counted: list[int] = []
    while True:
        last = is_over()
        ended = run(own, asked)
        counted.append(_incidents_in(ended.said) if ended.code == 0 else -1)
        if last:
            return counted


def _incidents_in(said: str) -> int:
    rows = json.loads(said[said.index("{") :])["rows"]
    return sum(int(row["rows_stored"]) for row in rows if row["kind"] == "incidents")


def tampered(bench: Bench, number: int, folder: Path) -> Trial:
    """Bytes of the store changed or cut off: a sentence, or the answer of the sound store."""
    chance = bench.chance("tampered", number)
    city, done = bench.own(folder), ""
    question = chance.choice(_QUESTIONS)
    command = Command(question[0], (*question, "--format", "json"))
    sound = bench.asked(city, command)
    done = _spoiled(city.store, chance)
    ended = bench.asked(city, command)
    wrong = wrong_with_words(ended, CODES)
    if ended.code == 0 and _answer(ended) != _answer(sound):
        wrong.append("another answer, and no word of it")
    load = bench.asked(city, LOADS[number % len(LOADS)])
    wrong += [f"load: {what}" for what in wrong_with_words(load, CODES)]
    if ended.code != 0 and load.code == 0:
        after = bench.whole(LOADS[number % len(LOADS)]).expected.after
        wrong += _wrong_rows(city, folder, after)
    return Trial(number, f"{done}; {command.called}", wrong, ended.said + load.said)


def _wrong_rows(city: City, folder: Path, after: Contents) -> list[str]:
    """Return what a load into a damaged store lost; of a broken index alone no row is lost."""
    try:
        is_whole = contents(city, folder / "scratch") == after
    except duckdb.Error:
        is_whole = False
    return [] if is_whole else ["a store that was found damaged took a load"]


def _spoiled(store: Path, chance: random.Random) -> str:
    data = bytearray(store.read_bytes())
    at, n = chance.randrange(len(data)), chance.choice((1, 8, 512, 4096))
    if chance.random() < 0.2:
        store.write_bytes(data[:at])
        return f"cut off at byte {at:,}"
    data[at : at + n] = bytes(chance.randrange(256) for _ in data[at : at + n])
    store.write_bytes(data)
    return f"{n:,} bytes changed at {at:,}"


def _answer(ended: Ended) -> object:
    return json.loads(ended.said[ended.said.index("{") :])


def _wrong(city: City, command: Command, ended: Ended, whole: Whole, folder: Path) -> list[str]:
    """Return what is wrong with the store and with the file that a command wrote."""
    try:
        left = contents(city, folder / "scratch")
    except duckdb.Error as problem:
        return [f"the store cannot be read: {str(problem).splitlines()[0]}"]
    wrong = wrong_with_store(ended, left, whole.expected)
    return wrong + (wrong_with_output(city.folder / command.output) if command.output else [])


def trials(kind: Kind, bench: Bench, numbers: Sequence[int]) -> Iterator[Trial]:
    """Yield each trial of a kind, in a folder of its own that is removed after it."""
    for number in numbers:
        with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
            yield kind(bench, number, Path(folder))
