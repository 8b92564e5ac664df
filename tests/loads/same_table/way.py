"""One way to write a table, and what the command line makes of it."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Way:
    """How a table is written, and what its keeper answers where the program asks.

    ``answer`` are the options by which the keeper answers a refusal; the refusal must name each.
    """

    name: str
    write: Callable[[Path], Path]
    answer: tuple[str, ...] = ()
    has_n: bool = True


@dataclass(frozen=True)
class Reading:
    """What became of a way: ``read``, ``after`` an option, ``refused`` for good, or ``wrong``."""

    way: str
    outcome: str
    said: str = ""


def read(hotspots, command, way, folder, differences):
    """Load a way without an option, and if refused with those that the refusal names."""
    path = way.write(folder)
    first = hotspots.run(*command, path)
    if first.exit_code == 0:
        return _judged(way, "read", first.stderr, differences())
    said = first.stderr.strip().splitlines()[-1]
    if not way.answer or not _names(said, way.answer):
        return Reading(way.name, "refused", said)
    second = hotspots.run(*command, path, *way.answer)
    if second.exit_code:
        return Reading(way.name, "refused", f"{said} | {second.stderr.strip().splitlines()[-1]}")
    return _judged(way, "after", said, differences())


def _judged(way, outcome, said, different):
    return Reading(way.name, "wrong" if different else outcome, "; ".join(different[:5]) or said)


def _names(said, answer):
    """Tell whether a refusal says each option with its value, or its field and a gap to fill."""
    pairs = zip(answer[::2], answer[1::2], strict=True)
    return all(_says(said, option, value) for option, value in pairs)


def _says(said, option, value):
    field = value.partition("=")[0]
    spellings = {value, f"'{value}'", f'"{value}"', f"{field}=", f'"{field}='}
    return any(re.search(f"{option} {re.escape(text)}", said) for text in spellings)


def check_summary(what, ways, readings):
    """Print how many ways are read, and how; of all ways three of four need no option."""
    n = {outcome: sum(reading.outcome == outcome for reading in readings.values())
         for outcome in ("read", "after", "refused", "wrong")}  # fmt: skip
    sys.stdout.write(
        f"\n{what}: {len(readings)} ways: {n['read']} read without an option, {n['after']} after "
        f"the option that the refusal names, {n['refused']} refused for good, {n['wrong']} wrong\n"
    )
    if len(readings) == len(ways):
        assert len(ways) >= 40
        assert n["read"] >= 0.75 * len(ways)
    assert n["wrong"] == 0
