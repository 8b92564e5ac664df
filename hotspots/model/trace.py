"""The way back from a figure: one step for each thing it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

INCIDENTS = "incidents"
CATEGORY = "category"

TRACE_COLUMNS = (
    "step", "what", "value", "set", "area", "name", "indicator", "year", "edition", "load",
    "file", "row", "sha256", "loaded_at", "source",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a step is about: an area of a set, an indicator and a year, as far as it has them."""

    set_name: str | None = None
    area: str | None = None
    name: str | None = None
    indicator: str | None = None
    year: int | None = None
    edition: int | None = None


@dataclass(frozen=True)
class Step:
    """One step on the way back.

    ``kind`` names the sentence and the formula, ``facts`` are the numbers and words that go
    into them. ``load`` and ``row`` say where the step's own figure stands; ``row`` counts the
    data rows of the load's file from 1.
    """

    kind: str
    about: About
    facts: Mapping[str, Any] = field(default_factory=dict)
    load: int | None = None
    row: int | None = None
