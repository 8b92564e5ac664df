"""Every file of the hostile corpus, loaded once: a sentence, a whole store, and no request."""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.hostile import hostile_city, oversized, referring, tracing
from tests.hostile.hostile_strings import HOSTILE
from tests.reliability.bench import Bench
from tests.reliability.commands import Command
from tests.reliability.judging import leftovers, wrong_with_words
from tests.reliability.trials import Trial
from tests.reliability.world import contents
from tests.small_city import City, square

_SQUARES = "felter"
_READ, _REFUSED = 0, 4


@cache
def corpus(folder: Path) -> Mapping[Path, bool | None]:
    """Write every hostile file; return whether each is read, None where it may be either."""
    folder.mkdir()
    expected: dict[Path, bool | None] = dict(referring.write_all(folder, tracing.ADDRESS))
    city = City(folder)
    texts = enumerate(HOSTILE.values())
    layer = hostile_city.layer(city, "words.geojson", [square(at, text) for at, text in texts])
    return expected | {
        layer: True,
        oversized.sheet_with_a_stray_cell(folder / "stray.xlsx"): False,
        oversized.wide(folder / "wide.csv", 20_000, "k{}"): False,
        oversized.rows_that_are_alike(folder / "alike.parquet", 2_000_000): False,
    }


def files_of(bench: Bench) -> list[Path]:
    """Return the files of the corpus, which lies in the bench's folder, in the order of names."""
    return sorted(corpus(bench.folder / "hostile"))


@cache
def _city(bench: Bench) -> City:
    """Return a world that has areas where the hostile rasters lie."""
    city = bench.own(bench.folder / "crossed")
    referring.areas().to_file(city.folder / "felter.geojson", driver="GeoJSON")
    city.run("load", "areas", city.folder / "felter.geojson", "--set", _SQUARES)
    return city


def command_of(path: Path) -> Command:
    """Return the command that reads a file: a layer of areas, a table of incidents, a raster."""
    words = referring.command_of(path)
    if path.suffix == ".tif":
        words = [*words[:-1], _SQUARES]
    return Command(f"{words[0]} {path.name}", tuple(words))


def hostile(bench: Bench, number: int, folder: Path) -> Trial:
    """A hostile file: refused in a sentence and nothing stored, or read and stored whole."""
    path = files_of(bench)[number]
    city, command = _city(bench).copied(folder / "own"), command_of(path)
    known = frozenset(file.relative_to(city.folder).as_posix()
                      for file in city.folder.rglob("*") if file.is_file())  # fmt: skip
    before = contents(city.store, folder / "scratch")
    ended = bench.asked(city, command)
    wrong = wrong_with_words(ended, _codes(path, bench))
    after = contents(city.store, folder / "scratch")
    n_new = after["load"][0] - before["load"][0]
    if n_new != (ended.code == _READ and command.arguments[0] == "load"):
        wrong.append(f"{n_new} loads were stored")
    if not n_new and after != before:
        wrong.append("the store was changed without a load")
    wrong += leftovers(city.folder, known, command)
    return Trial(number, command.called, wrong, ended.said)


def _codes(path: Path, bench: Bench) -> tuple[int, ...]:
    is_read = corpus(bench.folder / "hostile")[path]
    return (_READ, _REFUSED) if is_read is None else (_READ if is_read else _REFUSED,)


def requests(bench: Bench) -> list[str] | None:
    """Return the calls to a network while the corpus is loaded, None where nobody can see them."""
    files_of(bench)
    log, files = bench.folder / "log", bench.folder / "followed"
    log.mkdir()
    shutil.copytree(bench.folder / "hostile", files)
    run = tracing.traced(log, "-m", "tests.hostile.referring", files)
    return None if run is None else run[1]
