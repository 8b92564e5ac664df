"""What slides say beside their pictures, in a few words."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, PriorityRow
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.texts import number, text

Row = Mapping[str, Any]
_LIGHTS = ("green", "red", "yellow", "grey")
_FIRST_AREAS, _FIRST_HOTSPOTS, _MOST_NAMES = 5, 4, 13


def by_light(rows: Sequence[ChangeRow], facts: ReportFacts) -> list[str]:
    """Return which areas have which light; of many the number alone."""
    lines = []
    for light in _LIGHTS:
        names = [row.name for row in rows if row.light == light and row.area != CITY]
        if names:
            listed = ", ".join(names) if len(names) <= _MOST_NAMES else str(len(names))
            word = text(facts.lang, f"light.{light}")
            lines.append(facts.say("slide_light", light=word[:1].upper() + word[1:],
                                   names=listed))  # fmt: skip
    return lines


def first_areas(rows: Sequence[PriorityRow], facts: ReportFacts) -> list[str]:
    """Return the first of the list of priority areas with their places."""
    ranked = sorted((row.rank, row.name) for row in rows if row.rank is not None)
    return [facts.say("slide_place", rank=rank, name=name)
            for rank, name in ranked[:_FIRST_AREAS]]  # fmt: skip


def first_hotspots(
    rows: Sequence[Row], cores: Mapping[int, str | None], facts: ReportFacts
) -> list[str]:
    """Return the hotspots with most incidents, by the area of their core."""
    lines = []
    for row in rows[:_FIRST_HOTSPOTS]:
        core, n = cores[row["hotspot"]] or row["name"], number(facts.lang, row["n"])
        lines.append(facts.say("slide_hotspot", number=row["hotspot"], core=core, n=n))
    return lines
