"""Bring in tables that count incidents by area, period and category."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.arrow import pa
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.areas import CITY, UNPLACED
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.rows import IncidentsKnownCountsRow
from hotspots.sources.files.tables import Table
from hotspots.sources.incidents.area_counts import (
    ALL_CATEGORIES,
    COUNT_KINDS,
    AreaCountRow,
    categories_of,
    read_counts,
    words_of_no_area,
)
from hotspots.sources.incidents.count_totals import CountedSet, check_totals, noughts, sums
from hotspots.workflows.incidents.named_areas import say_words
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.aliases import names_with
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.loads.tables import TableLoad, load_table

_COLUMNS = {
    "row_number": pa.int64(), "area_code": pa.string(), "year": pa.int32(), "part": pa.string(),
    "first_month": pa.int32(), "last_month": pa.int32(), "category": pa.string(),
    "group_key": pa.string(), "n": pa.int64(), "withheld": pa.string(), "made": pa.string(),
}  # fmt: skip


@dataclass(frozen=True)
class CountOptions:
    """What a table says without saying it: which parts add up, and what an absent area means."""

    adds_up: Sequence[str] = ()
    absent_is_nought: bool = False


def load_counts(
    store_path: Path,
    origin: Origin,
    set_name: str,
    reading: Reading,
    say: Say,
    *,
    options: CountOptions,
) -> Receipt:
    """Load how many incidents the areas of a set had, by period and category."""

    def read(load: OpenLoad, table: Table) -> Receipt:
        names = names_with(load, set_name, reading.aliases)
        rows, rejects = read_counts(table, names)
        counted = _counted_set(load, set_name)
        made = noughts(rows, counted.codes) if options.absent_is_nought else []
        made += sums(table.where, [*rows, *made], options.adds_up)
        check_totals(table.where, [*rows, *made], counted)
        receipt = _store(load, rows, made, rejects)
        say_words(words_of_no_area(table, names), say)
        _report(rows, made, counted, say)
        return receipt

    settings = {"adds_up": list(options.adds_up), "absent_is_nought": options.absent_is_nought}
    plan = TableLoad(
        "counts",
        set_name,
        fields.COUNTS,
        reading,
        grouped=True,
        kinds=lambda _: COUNT_KINDS,
        settings={name: value for name, value in settings.items() if value},
    )
    return load_table(store_path, origin, plan, say, read)


def _counted_set(load: OpenLoad, set_name: str) -> CountedSet:
    codes = [row["code"] for row in load.store.rows("areas/names_of_set", set_name=set_name)]
    return CountedSet(codes, area_set_named(load.store, set_name)["overlapping"])


def _store(
    load: OpenLoad,
    rows: Sequence[AreaCountRow],
    made: Sequence[AreaCountRow],
    rejects: Sequence[Reject],
) -> Receipt:
    repeats = _repeats(load, rows)
    new = [row for place, row in enumerate(rows) if place not in repeats]
    stored = {row["row_number"] for row in _known(load, made)}
    kept = [row for place, row in enumerate(made) if place not in stored]
    with load.store.relation("new_counts", loading.as_table([*new, *kept], _COLUMNS)):
        load.store.run("incidents/insert_counts", load_id=load.load_id, set_name=load.target)
    return load.close(len(new), [*rejects, *repeats.values()])


def _repeats(load: OpenLoad, rows: Sequence[AreaCountRow]) -> dict[int, Reject]:
    """Return the rows that another load has, by their place; a row of a file may be several."""
    return {
        row["row_number"]: _repeat(rows[row["row_number"]].row_number, row)
        for row in _known(load, rows)
    }


def _known(load: OpenLoad, rows: Sequence[AreaCountRow]) -> list[IncidentsKnownCountsRow]:
    placed = [replace(row, row_number=place) for place, row in enumerate(rows)]
    with load.store.relation("new_counts", loading.as_table(placed, _COLUMNS)):
        return load.store.rows("incidents/known_counts", set_name=load.target)


def _repeat(row_number: int, row: IncidentsKnownCountsRow) -> Reject:
    load_id, value = row["load_id"], row["new_value"]
    stored = "" if row["stored_value"] is None else f", {row['stored_value']:g}"
    otherwise = message(
        "load {other} has this count otherwise{stored}; say --replace {other} to correct it",
        other=load_id,
        stored=stored,
    )
    value_text = None if value is None else f"{value:g}"
    return repeated_reject(
        row_number, value_text, load_id, is_same=row["is_same"], otherwise=otherwise
    )


def _report(
    rows: Sequence[AreaCountRow], made: Sequence[AreaCountRow], counted: CountedSet, say: Say
) -> None:
    every = [*rows, *made]
    if n := sum(row.n is None for row in rows):
        say(
            message(
                "{n:,} {n:count|counts} {n:is|are} withheld or empty; kept as such, never as "
                "nought.",
                n=n,
            )
        )
    if n := sum(row.made == "nought" for row in made):
        say(
            message(
                "{n:,} {n:area|areas} that the table leaves out {n:has|have} none, as was said.",
                n=n,
            )
        )
    if categories_of(rows) and not any(row.category == ALL_CATEGORIES for row in every):
        say(
            message(
                "No row is of all categories together: ask with --category, or load the table "
                "with --adds-up category if its categories are all there is."
            )
        )
    if rows and all(row.group_key for row in every):
        say(
            message(
                "No row is of everybody: groups are kept, and counted by none of the commands. "
                "Say --adds-up DIMENSION if its groups are everybody."
            )
        )
    codes = {row.area_code for row in rows}
    if CITY in codes and UNPLACED not in codes and not counted.overlapping:
        say(message("What the areas lack of the city's total has no place."))
