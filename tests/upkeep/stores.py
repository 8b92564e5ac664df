"""A store with something of everything, what stands in a store, and commands that are ended."""

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.small_city import City
from tests.tools import kept_store

_PRELOADED = ["hotspots.cli.main", "hotspots.workflows.upkeep.restore", "duckdb", "pyarrow",
              "tests.upkeep.stores"]  # fmt: skip
_FILE_EVENTS = ("open", "os.", "shutil.", "tempfile.")


def full_city(folder: Path) -> City:
    """Return a city with areas, figures by group, residents, incidents, answers and targets."""
    city = City(folder)
    kept_store.unpack(kept_store.names()[-1], city.store)
    city.run("status")  # takes the steps it may lack
    return city


def grow(city: City) -> None:
    """Load one incident more."""
    extract = city.write("more.csv", "id;dato;x;y\nZ1;2015-02-03;720100;6170100\n")
    city.run("load", "incidents", extract, "--source", "andre")
    extract.unlink()


def rows_of(store: Path) -> dict[str, list[tuple]]:
    """Return all that stands in a store, by table, read by DuckDB alone."""
    with duckdb.connect(str(store), read_only=True) as con:
        tables = con.execute("select table_name from duckdb_tables() order by all").fetchall()
        return {name: con.execute(f'from "{name}" order by all').fetchall() for (name,) in tables}


def damage(store: Path) -> None:
    """Turn over bytes all through a store's blocks, but for its head."""
    content = bytearray(store.read_bytes())
    for at in range(20_000, len(content), 50_000):
        content[at : at + 200] = bytes(byte ^ 0xFF for byte in content[at : at + 200])
    store.write_bytes(content)


@dataclass(frozen=True)
class End:
    """How a command is ended: before its n-th event on a file, or by files that may not grow."""

    event: int | None = None
    most_bytes: int | None = None


@dataclass(frozen=True)
class Ended:
    """What a command that was ended, or not, printed; -9 is its code where it was killed."""

    code: int
    said: str


def command(folder: Path, arguments: Sequence[object], end: End) -> Ended:
    """Run a command of its own process that ends itself at a moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    process = context.Process(target=_run, args=(folder, [*map(str, arguments)], end))
    process.start()
    process.join(120)
    process.kill()
    process.join()
    assert process.exitcode is not None
    return Ended(process.exitcode, (folder / "said.txt").read_text(encoding="utf-8"))


def _run(folder: Path, arguments: list[str], end: End) -> None:
    from hotspots.cli.main import main

    said = os.open(folder / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    n = 0

    def seen(event: str, parts: tuple) -> None:
        nonlocal n
        if event.startswith(_FILE_EVENTS) and any(str(part).startswith(str(folder))
                                                  for part in parts):  # fmt: skip
            n += 1
            if n == end.event:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(seen)
    if end.most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (end.most_bytes, end.most_bytes))
    main(["--lang", "en", *arguments])
