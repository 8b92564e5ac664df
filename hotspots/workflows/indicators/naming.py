"""Which indicators a table names, by name or by title, and how new ones become known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.rows import EstimatesIndicatorsRow
from hotspots.sources.files.names import heading_key, stems, without_footnote
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import is_missing

Better = Literal["lower", "higher"]
Directions = Mapping[str, Better]
ANY = ""


@dataclass(frozen=True)
class NamedIndicator:
    """An indicator that a table names: as the store calls it, and in which unit it is."""

    name: str
    measure: str
    by_stems: bool = False


def indicators_named(
    store: Store, path: Path, table: Table, directions: Directions
) -> dict[str, NamedIndicator]:
    """Return the indicator that each text of a table means, by the text in small letters.

    ``directions`` says which way is better, by name; under ``ANY`` for the only new one. New
    ones become known as shares. Raises ``UsageProblem`` where the direction of one is missing,
    and where one contradicts what the store has.
    """
    stored = store.rows("estimates/indicators")
    by_key = _by_spelling(stored)
    # a row of no area, such as a note below the table, is turned away and makes nothing known
    cell = table.binding.cell
    rows = [row for row in table.rows if not is_missing(without_footnote(cell(row, "area")))]
    texts = {cell(row, "indicator").casefold() for row in rows} - {""}
    near = {text for text in texts if heading_key(text) not in by_key and stems(text) in by_key}
    by_key |= {heading_key(text): by_key[stems(text)] for text in near}
    new = sorted(text for text in texts if heading_key(text) not in by_key)
    _refuse_contradiction(path, directions, [by_key[heading_key(text)] for text in texts
                                             if text not in new])  # fmt: skip
    better = _directions_of(path, new, directions, [row["indicator"] for row in stored])
    for text in new:
        store.run(
            "estimates/insert_indicator", indicator=text, better=better[text], measure="share"
        )
    return {
        text: NamedIndicator(text, "share")
        if text in new
        else NamedIndicator(
            by_key[heading_key(text)]["indicator"],
            by_key[heading_key(text)]["measure"],
            text in near,
        )
        for text in texts
    }


def _by_spelling(stored: Sequence[EstimatesIndicatorsRow]) -> dict[str, EstimatesIndicatorsRow]:
    """Return the indicators by every spelling; by the stems of words where only one has them."""
    stemmed: dict[str, list[EstimatesIndicatorsRow]] = {}
    for row in stored:
        for key in {stems(text) for text in (row["indicator"], row["name_da"], row["name_en"])}:
            stemmed.setdefault(key, []).append(row)
    by_stems = {key: rows[0] for key, rows in stemmed.items() if len(rows) == 1}
    return by_stems | {key: row for row in stored for key in _spellings(row)}


def titles(store: Store) -> dict[str, str]:
    """Return the name of each indicator that is known, by its spellings and stems."""
    spelled = _by_spelling(store.rows("estimates/indicators"))
    return {key: row["indicator"] for key, row in spelled.items()}


def _spellings(row: EstimatesIndicatorsRow) -> set[str]:
    return {heading_key(text) for text in (row["indicator"], row["name_da"], row["name_en"])}


def _directions_of(
    path: Path, new: Sequence[str], directions: Directions, stored: Sequence[str]
) -> dict[str, Better]:
    """Return which way is better for each new indicator, or name all that lack it."""
    by_key = {heading_key(name): better for name, better in directions.items() if name != ANY}
    if ANY in directions and len(new) == 1:
        by_key.setdefault(heading_key(new[0]), directions[ANY])
    missing = [text for text in new if heading_key(text) not in by_key]
    if missing:
        raise UsageProblem(
            message(
                "{path}: not known as indicators: {missing}. Known: {known}. Say for each which "
                "way is better, lower or higher, such as {example}, or define them with "
                "`hotspots load indicators`.",
                path=path,
                missing=", ".join(map(repr, missing)),
                known=", ".join(stored),
                example=" ".join(f'--better "{text}=lower"' for text in missing),
            )
        )
    return {text: by_key[heading_key(text)] for text in new}


def _refuse_contradiction(
    path: Path, directions: Directions, stored: Sequence[EstimatesIndicatorsRow]
) -> None:
    by_key = {heading_key(name): better for name, better in directions.items()}
    for row in stored:
        wanted = next(
            (by_key[key] for key in (*sorted(_spellings(row)), ANY) if key in by_key), None
        )
        if wanted is not None and wanted != row["better"]:
            raise UsageProblem(
                message(
                    "{path}: for {indicator!r} the store knows that {better} is better, which "
                    "--better {wanted} contradicts. Leave --better out.",
                    path=path,
                    indicator=row["indicator"],
                    better=row["better"],
                    wanted=wanted,
                )
            )


def say_near(indicators: Mapping[str, NamedIndicator], say: Say) -> None:
    """Say which indicators a text was taken for that is spelled otherwise."""
    for text, named in sorted(indicators.items()):
        if named.by_stems:
            say(message("{text!r} is read as the indicator {name!r}.", text=text, name=named.name))
