"""The command that reads a load's file once more, in its place."""

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from hotspots.model.loads import DateOrder, Mark, Reading
from hotspots.model.rows import CheckOldLoadsRow

DEFAULT_ZONE = "Europe/Copenhagen"
# What earlier loads kept of how numbers and dates are written, in one word.
_OF_DIALECT: Mapping[str, tuple[Mark, DateOrder]] = {
    "dk": (",", "day-first"), "iso": (".", "iso"),
}  # fmt: skip
_PAIRS = {"map": "--map", "fixed": "--fixed", "only": "--only", "alias": "--alias",
          "decimal_of": "--decimal"}  # fmt: skip
_VALUES = {"dialect": "--dialect", "decimal": "--decimal", "dates": "--dates",
           "encoding": "--encoding", "delimiter": "--delimiter",
           "sheet": "--sheet", "layer": "--layer", "crs": "--crs"}  # fmt: skip
_LISTS = {"group": "--group", "ignore": "--ignore", "not_personal": "--not-personal",
          "yes": "--yes", "no": "--no", "by_group": "--by-group",
          "adds_up": "--adds-up"}  # fmt: skip


def load_command(load: CheckOldLoadsRow, more: str = "") -> str:
    """Return what reads a load's file as it was read, in its place; ``more`` are more options."""
    settings: Mapping[str, Any] = json.loads(load["settings"])
    parts = ["hotspots", "load", load["kind"], load["file_name"]]
    if load["set_name"] is not None:
        parts += ["--set", load["set_name"]]
    parts += [part for option in _options(settings) for part in option]
    for option, value in (("--source", load["source"]), ("--licence", load["licence"])):
        if value is not None:
            parts += [option, value]
    parts += ["--synthetic"] if load["synthetic"] else []
    parts += [*shlex.split(more), "--replace", str(load["load_id"])]
    return shlex.join(parts)


def _options(settings: Mapping[str, Any]) -> Iterator[list[str]]:
    yield from ([option, f"{key}={value}"] for name, option in _PAIRS.items()
                for key, value in settings.get(name, {}).items())  # fmt: skip
    yield from ([option, settings[name]] for name, option in _VALUES.items() if name in settings)
    yield from ([option, value] for name, option in _LISTS.items()
                for value in settings.get(name, []))  # fmt: skip
    if settings.get("no_ids"):
        yield ["--no-ids"]
    if settings.get("timezone", DEFAULT_ZONE) != DEFAULT_ZONE:
        yield ["--timezone", settings["timezone"]]
    if "categories" in settings:
        yield ["--categories", "FILE"]


def reading_of(load: CheckOldLoadsRow) -> Reading:
    """Return how a load's file was asked to be read."""
    settings: Mapping[str, Any] = json.loads(load["settings"])
    decimal, dates = _OF_DIALECT.get(settings.get("dialect", ""), (None, None))
    return Reading(
        columns=settings.get("map", {}),
        fixed=settings.get("fixed", {}),
        groups=tuple(settings.get("group", ())),
        only=settings.get("only", {}),
        ignore=tuple(settings.get("ignore", ())),
        no_ids=bool(settings.get("no_ids")),
        decimal=settings.get("decimal", decimal),
        column_marks=settings.get("decimal_of", {}),
        dates=settings.get("dates", dates),
        encoding=settings.get("encoding"),
        delimiter=settings.get("delimiter"),
        sheet=settings.get("sheet"),
        layer=settings.get("layer"),
        crs=settings.get("crs"),
        not_personal=tuple(settings.get("not_personal", ())),
    )
