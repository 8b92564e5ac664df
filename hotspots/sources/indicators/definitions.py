"""What indicators are, as a file says: name, titles, which way is better, unit, definition."""

from collections.abc import Mapping
from dataclasses import dataclass

from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.tables import Table

_BETTER = {
    "lavere": "lower", "ned": "lower", "fald": "lower", "falder": "lower", "lav": "lower",
    "mindre": "lower", "lower": "lower", "down": "lower",
    "højere": "higher", "op": "higher", "stigning": "higher", "stiger": "higher",
    "høj": "higher", "større": "higher", "higher": "higher", "up": "higher",
}  # fmt: skip
_MEASURES = {
    "": "share", "share": "share", "andel": "share", "procent": "share", "pct": "share",
    "%": "share", "percent": "share",
    "per 1000": "per_1000", "pr 1000": "per_1000", "pr 1 000": "per_1000",
    "per 1 000": "per_1000", "per_1000": "per_1000",
    "points": "points", "point": "points", "procentpoint": "points", "karakter": "points",
    "karakterpoint": "points", "percentage points": "points", "grade": "points",
}  # fmt: skip


@dataclass(frozen=True)
class DefinitionRow:
    """An indicator: its name, titles, direction and unit, and what exactly it counts."""

    row_number: int
    indicator: str
    better: str
    measure: str
    name_da: str
    name_en: str
    definition_da: str | None
    definition_en: str | None
    source: str | None


def read_definitions(
    table: Table, better: Mapping[str, str]
) -> tuple[list[DefinitionRow], list[Reject]]:
    """Turn a table into definitions and rejects; each data row is in exactly one.

    ``better`` is the direction of each indicator that is known; another one is refused.
    """
    return distinct_rows(
        table,
        lambda row_number, cells: _definition(row_number, cells, better),
        lambda row: row.indicator,
        _repeat,
    )


def _repeat(earlier: DefinitionRow, later: DefinitionRow) -> Rejected:
    reason = message("row {row_number} has this indicator", row_number=earlier.row_number)
    return Rejected("name", later.indicator, reason)


def _definition(row_number: int, cells: Cells, better: Mapping[str, str]) -> DefinitionRow:
    name = _required(cells, "name")
    direction = _word(cells, "better", _BETTER, _required(cells, "better"))
    if better.get(name.casefold(), direction) != direction:
        raise Rejected(
            "better",
            cells.text("better"),
            message("contradicts what is known: {better}", better=better[name.casefold()]),
        )
    title = cells.text("title_da") or cells.text("title_en") or name
    return DefinitionRow(
        row_number=row_number,
        indicator=name.casefold(),
        better=direction,
        measure=_word(cells, "unit", _MEASURES, cells.text("unit") or ""),
        name_da=title,
        name_en=cells.text("title_en") or title,
        definition_da=cells.text("definition_da"),
        definition_en=cells.text("definition_en"),
        source=cells.text("source"),
    )


def _required(cells: Cells, name: str) -> str:
    text = cells.text(name)
    if text is None:
        raise Rejected(name, None, message("is missing"))
    return text


def _word(cells: Cells, name: str, words: Mapping[str, str], text: str) -> str:
    plain = text.casefold().strip()
    meaning = words.get(plain, words.get(heading_key(text)))
    if meaning is None:
        listed = ", ".join(word for word in words if word)
        raise Rejected(name, cells.text(name), message("is none of {listed}", listed=listed))
    return meaning
