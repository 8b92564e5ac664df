"""Each way to break a command, as trials: what is wrong with each is returned."""

import json
import random
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.reliability.bench import Bench, Whole, state
from tests.reliability.commands import LOADS, OUTPUTS, UPKEEP, Command
from tests.reliability.judging import (
    leftovers,
    not_erased,
    wrong_with_output,
    wrong_with_store,
    wrong_with_words,
)
from tests.reliability.process import Ended, Ending, run
from tests.reliability.world import Contents, contents
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


Kind = Callable[[Bench, int, Path], Trial]


def command_of(number: int) -> Command:
    """Return which command a trial breaks: by turns a load, upkeep of the store, an output."""
    group = (LOADS, UPKEEP, OUTPUTS)[number % 3]
    return group[number // 3 % len(group)]


def killed(bench: Bench, number: int, folder: Path) -> Trial:
    """``kill -9`` at any moment: all or nothing is stored, and the next run is as the first."""
    chance, command = bench.chance("killed", number), command_of(number)
    whole, city = bench.whole(command), bench.own(folder, chance)
    seconds = chance.random() * whole.seconds
    ended = bench.asked(city, command, Ending(signal.SIGKILL, seconds))
    wrong = wrong_with_words(ended, (0, -signal.SIGKILL))
    wrong += _wrong(city, command, ended, whole, folder)
    again = bench.asked(city, command)
    wrong += [f"again: {what}" for what in wrong_with_words(again, CODES)]
    if state(city, command, folder / "scratch") not in whole.last_states:
        wrong.append("the next run does not bring what the first would have")
    wrong += not_erased(city.store, command)
    wrong += leftovers(city.folder, bench.known, command)
    return Trial(number, f"{command.called}, killed after {seconds:.3f} s", wrong,
                 ended.said + again.said)  # fmt: skip


def interrupted(bench: Bench, number: int, folder: Path) -> Trial:
    """Ctrl-C or SIGTERM at any moment: 130 or 143, a true sentence, and nothing left behind."""
    chance, command = bench.chance("interrupted", number), command_of(number)
    whole, city = bench.whole(command), bench.own(folder, chance)
    sent = chance.choice((signal.SIGINT, signal.SIGINT, signal.SIGINT, signal.SIGTERM))
    seconds = chance.random() * whole.seconds
    ended = bench.asked(city, command, Ending(sent, seconds))
    wrong = wrong_with_words(ended, (0, STOPPED[sent]))
    wrong += _wrong(city, command, ended, whole, folder)
    wrong += leftovers(city.folder, bench.known, command)
    return Trial(number, f"{command.called}, {sent.name} after {seconds:.3f} s", wrong, ended.said)


def full_disk(bench: Bench, number: int, folder: Path) -> Trial:
    """No file may grow beyond a size: a true sentence, and nothing half or left behind."""
    chance, command = bench.chance("full disk", number), command_of(number)
    whole, city = bench.whole(command), bench.own(folder, chance)
    most = int(_LEAST_BYTES + chance.random() ** 2 * 1.3 * whole.largest)
    ended = bench.asked(city, command, Ending(file_bytes=most))
    wrong = wrong_with_words(ended, CODES) + _wrong(city, command, ended, whole, folder)
    wrong += leftovers(city.folder, bench.known, command)
    return Trial(number, f"{command.called}, no file above {most:,} bytes", wrong, ended.said)


def beside(bench: Bench, number: int, folder: Path) -> Trial:
    """Eight that ask without pause beside a load: it gets in, and nobody sees half of it."""
    command = LOADS[number % 2]
    whole, city = bench.whole(command), bench.own(folder)
    expected = whole.expected
    totals = [each["incident"][0] for each in (expected.before, expected.after)]
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
    city = bench.own(folder)
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
        is_whole = contents(city.store, folder / "scratch") == after
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
    """Return what is wrong with the store and with what else a command wrote."""
    try:
        left = state(city, command, folder / "scratch")
    except duckdb.Error as problem:
        return [f"the store cannot be read: {str(problem).splitlines()[0]}"]
    wrong = wrong_with_store(ended, left, whole.expected)
    if ended.code == 0:
        wrong += not_erased(city.store, command)
    return wrong + wrong_with_output(city.folder / command.output, whole.files)


def trials(kind: Kind, bench: Bench, numbers: Sequence[int]) -> Iterator[Trial]:
    """Yield each trial of a kind, in a folder of its own that is removed after it."""
    for number in numbers:
        with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
            yield kind(bench, number, Path(folder))
