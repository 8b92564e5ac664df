"""An answer: rows with everything needed to read them without the program."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

from hotspots.language import Lang

SCHEMA_VERSION = 1


class Source(TypedDict):
    """A load that an answer rests on, as it goes into every output."""

    load: int
    kind: str
    file: str
    sha256: str
    loaded_at: str
    source: str | None
    licence: str | None
    synthetic: bool


@dataclass(frozen=True)
class AreaShapes:
    """Geometry that belongs to an answer's rows: WKB by area code, all in one CRS.

    ``key`` is the column that holds the code; ``cell`` where rows are cells of a grid.
    """

    crs: str
    wkb: Mapping[str, bytes]
    key: str = "area"

    def of(self, codes: Collection[str]) -> "AreaShapes":
        """Return the outlines of some areas alone; of all where none is named."""
        if not codes:
            return self
        return replace(self, wkb={code: shape for code, shape in self.wkb.items()
                                  if code in codes})  # fmt: skip


@dataclass(frozen=True)
class AnswerTable:
    """A further table of an answer: ``columns`` names the fields of its rows in their order."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Answer:
    """What a command found.

    ``columns`` names the fields of each row in their public order; ``settings`` are the
    choices in force, the user's and ours; ``sources`` are the loads the rows rest on;
    ``notes`` are sentences that must travel with the rows, in the language ``lang``, which
    legends and explanations follow. ``beside`` are further tables of the same answer, for which
    only a workbook has room.
    """

    command: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    settings: Mapping[str, Any] = field(default_factory=dict)
    sources: Sequence[Source] = ()
    notes: Sequence[str] = ()
    shapes: AreaShapes | None = None
    lang: Lang = "da"
    beside: Sequence[AnswerTable] = ()
