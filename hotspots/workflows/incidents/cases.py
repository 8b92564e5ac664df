"""Cases of a load settled: rows that come again, rows that belong together, and what to ask."""

from typing import Any

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.incidents import RowsAre
from hotspots.model.nulls import not_null
from hotspots.workflows.incidents.load_report import Repeats
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.repeats import stored_repeats

VERSION_STEP = 1 << 40
_MOST_IDS = 20_000_000


def settle(load: OpenLoad, rows_are: RowsAre | None, n_rows: int) -> Repeats:
    """Turn away what comes again, and link the rows of each case.

    ``n_rows`` is how many rows the load has, so that its ids need not all be held at once.
    Raises ``UsageProblem`` where nobody said what a row is and it matters: where an id stands in
    rows that differ, or in a load whose rows are something else.
    """
    store, source = load.store, load.source
    _find_repeated(load, n_rows)
    of_file = _turn_away(load, store.arrow("incidents/rows_alike", load_id=load.load_id))
    if rows_are is None:
        _ask_of_rows(load)
        _ask_of_other_loads(load)
    load.rows_are = rows_are or "incidents"
    stored = store.arrow(
        "incidents/duplicates",
        load_id=load.load_id,
        source=source,
        rows_are=load.rows_are,
        version=version_of(load),
    )
    of_store = _turn_away(load, stored)
    if of_store:
        store.run("incidents/keep_repeated", load_id=load.load_id)
    n_marked = store.run("incidents/mark_contested", source=source)
    n_linked = store.run("incidents/link_cases", load_id=load.load_id, source=source,
                         rows_are=load.rows_are)  # fmt: skip
    return Repeats(of_file, of_store, n_marked + n_linked)


def _find_repeated(load: OpenLoad, n_rows: int) -> None:
    parts = 1 + n_rows // _MOST_IDS
    load.store.run("incidents/create_repeated_ids")
    for part in range(parts):
        load.store.run("incidents/repeated_ids", load_id=load.load_id, source=load.source,
                       parts=parts, part=part)  # fmt: skip


def version_of(load: OpenLoad) -> int:
    """Return what orders a load's rows among the versions of their cases."""
    return load.place * VERSION_STEP


def _turn_away(load: OpenLoad, rows: Any) -> int:
    if rows.num_rows:
        with load.store.relation("duplicate_rows", rows):
            load.store.run("incidents/delete_places")
            load.store.run("incidents/delete_duplicates")
        load.keep_reject_rows(stored_repeats(rows, load.sheets))
    return int(rows.num_rows)


def _ask_of_rows(load: OpenLoad) -> None:
    several = load.store.rows("incidents/several_rows", load_id=load.load_id)[0]
    if not several["n_ids"]:
        return
    row_1, row_2 = not_null(several["row_numbers"])[:2]
    category_1, category_2 = not_null(several["categories"])[:2]
    met = message(
        "{id!r} in row {row_1} ({category_1!r}) and row {row_2} ({category_2!r})",
        id=several["incident_id"],
        row_1=row_1,
        category_1=category_1,
        row_2=row_2,
        category_2=category_2,
    )
    stand = (
        message("an id stands in several rows that differ: {met}", met=met)
        if several["n_ids"] == 1
        else message(
            "{n_ids:,} {n_ids:id|ids} {n_ids:stands|stand} in several rows that differ, such as "
            "{met}",
            n_ids=several["n_ids"],
            met=met,
        )
    )
    raise UsageProblem(
        message(
            "{path}: {stand}. Say what a row is: --rows offences (several of one case), --rows "
            "victims (several persons of one case), or --rows incidents (each row is an incident "
            "of its own).",
            path=load.origin.path,
            stand=stand,
        )
    )


def _ask_of_other_loads(load: OpenLoad) -> None:
    kinds = load.store.rows(
        "incidents/other_kinds", load_id=load.load_id, source=load.source, rows_are="incidents"
    )
    if not kinds:
        return
    raise UsageProblem(
        message(
            "{path}: {n_ids:,} of its ids {n_ids:is|are} in load {load} too, where a row is one "
            "of the {rows_are}. Say what a row is here: --rows {rows_are} (a later version of "
            "them), or --rows incidents, offences or victims (something else of the same cases).",
            path=load.origin.path,
            n_ids=kinds[0]["n_ids"],
            load=kinds[0]["load_id"],
            rows_are=kinds[0]["rows_are"],
        )
    )
