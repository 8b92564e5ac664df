"""What is in the store: every load with its counts, what it holds, and what was rejected."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, in_reader_language, marked, message, translated
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.periods import Period
from hotspots.model.provenance import SLICE_COLUMNS
from hotspots.model.rows import StoreConflictsRow, StoreContentsRow, StoreFiguresRow, StoreLoadsRow
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.naming import indicator_named
from hotspots.workflows.loads.stored_sets import working_crs
from hotspots.workflows.provenance.slices import slice_notes, slice_settings

STATUS_COLUMNS = (
    "load", "kind", "set", "file", "source", "licence", "rows_in", "rows_stored", "rows_rejected",
    "superseded_by", "synthetic", "loaded_at", "loaded_by", "timezone", "sha256",
)  # fmt: skip
REJECT_COLUMNS = ("load", "file", "row", "column", "value", "reason")
CONFLICT_COLUMNS = (
    "set", "area", "name", "indicator", "year", "edition", "percent", "decimals", "load", "file",
    "row", "source",
)  # fmt: skip
FIGURE_COLUMNS = (
    "set", "area", "name", "indicator", "definition", "year", "edition", "supplier",
    "survey_period", "police_period", "percent", "decimals", "n", "n_eff", "counted", "low",
    "high", "category", "score", "published_light", "published_against", "published_change_pp",
    "withheld", "load", "file", "row",
)  # fmt: skip
ALL = "all"


class _Defined(StoreFiguresRow):
    """A figure with its indicator's definition in the language asked for."""

    definition: str | None


def status(store_path: Path) -> Answer:
    """Return a row for every load, and in the notes what the store holds now."""
    with reading(store_path) as store:
        rows = [_load_row(row) for row in store.rows("store/loads")]
        notes = [_content_note(row) for row in store.rows("store/contents")]
        slices = store.rows("store/slices")
        notes += slice_notes(slices)
        notes += _set_notes(store) + _erasure_notes(store)
        return Answer(
            command="status",
            columns=STATUS_COLUMNS,
            rows=rows,
            settings={
                "store": store_path.name,
                "working_crs": working_crs(store),
                **slice_settings(slices),
            },
            notes=notes,
        )


def rejects(store_path: Path, load_id: int | None, most: int) -> Answer:
    """Return the rows that were turned away, of one load or of all that count."""
    with reading(store_path) as store:
        if load_id is not None and not store.rows("store/one_load", load_id=load_id):
            raise HotspotsError(
                message(
                    "There is no load {load_id}. `hotspots status` lists them.", load_id=load_id
                )
            )
        stored = store.rows("store/rejects", load_id=load_id, most=most)
    rows = [{**row, "reason": in_reader_language(row["reason"], row["kept"])} for row in stored]
    return Answer(
        command="status",
        columns=REJECT_COLUMNS,
        rows=rows,
        settings={"rejects_of": load_id or "all", "most": most},
    )


def conflicts(store_path: Path, lang: Lang) -> Answer:
    """Return all editions of the figures that editions print differently.

    Two printed figures that one value rounds to agree, such as 10.9 and 11.
    """
    with reading(store_path) as store:
        rows = store.rows("store/conflicts", set_name=None)
        notes = [] if rows else [text(lang, "status.no_conflicts")]
        settings = {"conflicts": "all"}
        return _of_figures(store, CONFLICT_COLUMNS, rows, settings, notes, lang)


def figures(store_path: Path, indicator: str, lang: Lang) -> Answer:
    """Return every figure that counts with its whole identity, of one indicator or ``all``."""
    with reading(store_path) as store:
        chosen = None if indicator == ALL else indicator_named(store, indicator)
        rows: list[_Defined] = [
            {**row, "definition": row["definition_da"] if lang == "da" else row["definition_en"]}
            for row in store.rows("store/figures", indicator=chosen)
        ]
        notes = [] if rows else [text(lang, "status.no_figures")]
        settings = {"figures": indicator}
        return _of_figures(store, FIGURE_COLUMNS, rows, settings, notes, lang)


def _of_figures(
    store: Store,
    columns: Sequence[str],
    rows: Sequence[StoreConflictsRow] | Sequence[_Defined],
    settings: Mapping[str, Any],
    notes: Sequence[str],
    lang: Lang,
) -> Answer:
    """Return rows of figures with their areas' names, and the loads they rest on."""
    names = {(row["set_name"], row["code"]): row["area_name"] for row in store.rows("check/names")}
    city = text(lang, "change.city")
    sources = every_output.sources_of(store, [row["load"] for row in rows])
    met = {row["set"] for row in rows}
    sets = [row for row in store.rows("areas/active_sets") if row["set_name"] in met]
    schematic = next((row for row in sets if row["schematic"]), None)
    sliced = any(row["group_key"] or row["part"] for row in rows)
    return Answer(
        command="status",
        columns=(*columns, *SLICE_COLUMNS) if sliced else columns,
        rows=[
            {
                **row,
                "name": city
                if row["area"] == CITY
                else names.get((row["set"], row["area"]), row["area"]),
                "group": row["group_key"] or None,
                "period": str(Period(row["year"], row["part"])),
            }
            for row in rows
        ],
        settings=settings,
        sources=sources,
        notes=[*notes, *every_output.standing_notes(sources, schematic, lang)],
    )


def _load_row(row: StoreLoadsRow) -> dict[str, Any]:
    loaded_at = row["loaded_at_utc"].isoformat(timespec="seconds") + "Z"
    return {name: loaded_at if name == "loaded_at" else dict(row)[name] for name in STATUS_COLUMNS}


# What queries/store/contents.sql calls the things that a store holds.
_CONTENTS = (
    marked("areas"), marked("figures"), marked("population"), marked("incidents"),
    marked("answers"), marked("crosswalk"), marked("interventions"), marked("designations"),
    marked("goals"), marked("scale"), marked("break points"), marked("counts"),
)  # fmt: skip

# As loads of incidents keep a source that was not named.
_UNNAMED = marked("unnamed")


def _content_note(row: StoreContentsRow) -> str:
    label = translated(row["label"]) if row["label"] == _UNNAMED else row["label"]
    name = " ".join(str(part) for part in (row["set_name"], label) if part)
    period = (
        message(", {first} to {last}", first=row["first"], last=row["last"])
        if row["first"]
        else ""
    )
    return message(
        "{thing} {name}: {n_rows:,} {n_rows:row|rows}{period}",
        thing=translated(row["thing"]),
        name=name,
        n_rows=row["n_rows"],
        period=period,
    )


def _erasure_notes(store: Store) -> list[str]:
    """Say of which loads rows are gone because their retention had ended."""
    return [
        message(
            "load {load_id}: {n_rows:,} {n_rows:incident|incidents} of before {before} "
            "{n_rows:was|were} erased, for {n_rows:its|their} retention had ended",
            load_id=row["load_id"],
            n_rows=row["rows_erased"],
            before=row["before"],
        )
        for row in store.rows("store/erasures")
    ]


def _in_force(first: date | None, last: date | None) -> str:
    """Return from when to when a set is in force; nothing where neither is known."""
    if first is None and last is None:
        return ""
    return message(
        ", in force {valid_from} to {valid_to}", valid_from=first or "…", valid_to=last or "…"
    )


def _set_notes(store: Store) -> list[str]:
    return [
        message(
            "area set {set_name}: {n_areas} {n_areas:area|areas}",
            set_name=row["set_name"],
            n_areas=row["n_areas"],
        )
        + (message(", overlapping") if row["overlapping"] else "")
        + (message(", schematic") if row["schematic"] else "")
        + _in_force(row["valid_from"], row["valid_to"])
        + message(
            ", overlaps {overlap_m2:.2f} m², gaps {gap_m2:.3f} m²",
            overlap_m2=row["overlap_m2"],
            gap_m2=row["gap_m2"],
        )
        for row in store.rows("areas/active_sets")
    ]
