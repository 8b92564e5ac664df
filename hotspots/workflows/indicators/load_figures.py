"""Bring in figures of areas: the safety index and surveys, and how many people live where."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.groups import dimension_key
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.rows import EstimatesKnownFiguresRow, PopulationKnownFiguresRow
from hotspots.sources.areas.population import (
    POPULATION_KINDS,
    PopulationRow,
    not_summed,
    read_population,
)
from hotspots.sources.areas.population_totals import differences
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.tables import Table
from hotspots.sources.indicators.index import INDEX_KINDS, EstimateRow, read_index
from hotspots.workflows.indicators.fractions import in_percent
from hotspots.workflows.indicators.naming import (
    Directions,
    indicators_named,
    say_near,
    titles,
)
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.aliases import names_with
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.loads.tables import TableLoad, load_table

ESTIMATE_COLUMNS = {
    "row_number": pa.int64(), "area_code": pa.string(), "indicator": pa.string(),
    "year": pa.int32(), "edition": pa.int32(), "supplier": pa.string(), "percent": pa.float64(),
    "decimals": pa.int32(), "n": pa.float64(), "n_eff": pa.float64(), "category": pa.string(),
    "score": pa.float64(), "survey_period": pa.string(), "police_period": pa.string(),
    "counted": pa.float64(), "published_light": pa.string(), "published_against": pa.int32(),
    "published_change_pp": pa.float64(), "withheld": pa.string(), "se_pp": pa.float64(),
    "low": pa.float64(), "high": pa.float64(), "part": pa.string(), "group_key": pa.string(),
}  # fmt: skip
_POPULATION_COLUMNS = {
    "row_number": pa.int64(), "area_code": pa.string(), "year": pa.int32(),
    "population": pa.float64(), "visitor_heavy": pa.bool_(), "part": pa.string(),
    "group_key": pa.string(), "summed": pa.bool_(),
}  # fmt: skip


def load_index(
    store_path: Path,
    origin: Origin,
    set_name: str,
    reading: Reading,
    say: Say,
    *,
    better: Directions | None = None,
) -> Receipt:
    """Load figures of the index or a survey for the areas of a set."""

    def read(load: OpenLoad, table: Table) -> Receipt:
        indicators = indicators_named(load.store, origin.path, table, better or {})
        say_near(indicators, say)
        rows, rejects = read_index(table, names_with(load, set_name, reading.aliases), indicators)
        measures = {one.name: one.measure for one in indicators.values()}
        rows = in_percent(origin.path, rows, measures, reading.display)
        return _store(load, rows, rejects, "estimates", ESTIMATE_COLUMNS)

    plan = TableLoad("index", set_name, fields.INDEX, reading, grouped=True, kinds=_index_kinds)
    return load_table(store_path, origin, plan, say, read)


def load_population(
    store_path: Path,
    origin: Origin,
    set_name: str,
    reading: Reading,
    say: Say,
    *,
    adds_up: Sequence[str] = (),
) -> Receipt:
    """Load how many people live in the areas of a set.

    ``adds_up`` are dimensions whose groups are everybody: where no row has the whole, it is
    their sum.
    """

    def read(load: OpenLoad, table: Table) -> Receipt:
        rows, rejects = read_population(
            table, names_with(load, set_name, reading.aliases), adds_up
        )
        _say_not_summed(rows, adds_up, say)
        _say_differences(load, table, rows, say)
        return _store(load, rows, rejects, "population", _POPULATION_COLUMNS)

    settings = {"adds_up": list(adds_up)} if adds_up else {}
    plan = TableLoad(
        "population",
        set_name,
        fields.POPULATION,
        reading,
        grouped=True,
        kinds=lambda _: POPULATION_KINDS,
        settings=settings,
    )
    return load_table(store_path, origin, plan, say, read)


def _say_not_summed(rows: Sequence[PopulationRow], adds_up: Sequence[str], say: Say) -> None:
    """Say of how many areas and periods a group is missing, so that there is no sum."""
    lacking = not_summed(rows, [dimension_key(name) for name in adds_up])
    if lacking:
        code, period = lacking[0]
        say(
            message(
                "Areas and periods without a whole: {n}, such as area {code} in {period}. Not "
                "every group stands there, or the groups are of another dimension too.",
                n=len(lacking),
                code=code,
                period=period,
            )
        )


def _say_differences(
    load: OpenLoad, table: Table, rows: Sequence[PopulationRow], say: Say
) -> None:
    """Say by how much the areas lack of the city's residents, where all of them stand there."""
    if area_set_named(load.store, str(load.target))["overlapping"]:
        return
    codes = {row["code"] for row in load.store.rows("areas/names_of_set", set_name=load.target)}
    differing = differences(table.where, rows, codes)
    if differing:
        city, total = differing[0]
        say(
            message(
                "{n:One total|{n} totals} of the city {n:is|are} more than its areas together, as "
                "in row {row_number}: {stated:,.0f}, but the areas sum to {total:,.0f}. The rest "
                "has no place; if it should have one, correct the table.",
                n=len(differing),
                row_number=city.row_number,
                stated=city.population,
                total=total,
            )
        )


def _index_kinds(store: Store) -> ValueKinds:
    return replace(INDEX_KINDS, titles=titles(store))


def _store(
    load: OpenLoad,
    rows: Sequence[EstimateRow] | Sequence[PopulationRow],
    rejects: Sequence[Reject],
    part: Literal["estimates", "population"],
    columns: dict[str, Any],
) -> Receipt:
    repeats = _repeats(load, rows, part, columns)
    new = [row for place, row in enumerate(rows) if place not in repeats]
    with load.store.relation(f"new_{part}", loading.as_table(new, columns)):
        load.store.run(f"{part}/insert_{part}", load_id=load.load_id, set_name=load.target)
    read = [row for row in new if not getattr(row, "summed", False)]
    return load.close(len(read), [*rejects, *repeats.values()])


def _repeats(
    load: OpenLoad,
    rows: Sequence[Any],
    part: Literal["estimates", "population"],
    columns: dict[str, Any],
) -> dict[int, Reject]:
    """Return the rows that another load has, by their place; a row of a file may be several."""
    placed = [replace(row, row_number=place) for place, row in enumerate(rows)]
    with load.store.relation(f"new_{part}", loading.as_table(placed, columns)):
        stored: Sequence[EstimatesKnownFiguresRow] | Sequence[PopulationKnownFiguresRow]
        if part == "estimates":
            stored = load.store.rows("estimates/known_figures", set_name=load.target)
        else:
            stored = load.store.rows("population/known_figures", set_name=load.target)
    return {row["row_number"]: _repeat(rows[row["row_number"]], row) for row in stored}


def _repeat(
    new: EstimateRow | PopulationRow, row: EstimatesKnownFiguresRow | PopulationKnownFiguresRow
) -> Reject:
    load_id, value = row["load_id"], row["new_value"]
    supplier = getattr(new, "supplier", None)
    is_another = bool(supplier) and row.get("stored_supplier") not in {None, supplier}
    stored = "" if row["stored_value"] is None else f", {row['stored_value']:g}"
    otherwise = message(
        "load {other} has this figure otherwise{stored}; say --replace {other} to correct it",
        other=load_id,
        stored=stored,
    )
    parallel = message(
        "load {other} has the figure of another supplier ({supplier}){stored}; to keep both, give "
        "this one an edition of its own: --fixed edition=YEAR",
        other=load_id,
        supplier=row.get("stored_supplier"),
        stored=stored,
    )
    return repeated_reject(
        new.row_number,
        None if value is None else f"{value:g}",
        load_id,
        is_same=row["is_same"] and not is_another,
        otherwise=parallel if is_another else otherwise,
    )
