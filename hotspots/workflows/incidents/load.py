"""Bring in incidents: streamed, checked, located, placed in every area set, versions settled."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pyarrow.compute as pc

from hotspots.analysis.incidents.locating import OK, REASONS, Located, Locator, placeless
from hotspots.arrow import pa
from hotspots.errors import UsageProblem
from hotspots.language import Progress, Say, marked, message, translated
from hotspots.model.incidents import RowsAre
from hotspots.model.loads import NO_SOURCE, Origin, Reading, Receipt, Reject
from hotspots.sources.database.answer import DatabaseAnswer
from hotspots.sources.files.checked import checked_file, sha256
from hotspots.sources.incidents.conventions import Conventions
from hotspots.sources.incidents.database_rows import answer_incidents
from hotspots.sources.incidents.made_ids import counted_apart
from hotspots.sources.incidents.rows import open_incidents
from hotspots.sources.incidents.stream import IncidentStream
from hotspots.workflows.incidents import cases, named_areas, placing
from hotspots.workflows.incidents.judging import ROW_REASONS, Codes, Judge, ahead
from hotspots.workflows.incidents.load_report import Tally, report
from hotspots.workflows.incidents.locating import locator
from hotspots.workflows.incidents.named_areas import NamedAreas, NamedPlaces
from hotspots.workflows.incidents.placing import PlacedSet
from hotspots.workflows.incidents.short_clocks import say_short_clocks
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad

# So many midnights and nothing else are no times; two incidents may have happened at midnight.
_LEAST_MIDNIGHTS = 3
# What a field may be called in the file: one day may be that of both ends.
_CALLED = {"x": "lon", "y": "lat", "earliest": "occurred", "earliest_clock": "clock",
           "latest": "occurred"}  # fmt: skip
_KEPT = (
    "row_number", "incident_id", "occurred_from", "occurred_to", "occurred_on", "time_precision",
    "reported", "category", "rest_hash",
)  # fmt: skip


@dataclass(frozen=True)
class IncidentOptions:
    """The zone of wall-clock times, a table from codes to categories shown, what a row is.

    With the ``answer`` of a database the file holds the query, and the rows are the answer's.
    """

    timezone: str = "Europe/Copenhagen"
    codes: Path | None = None
    rows_are: RowsAre | None = None
    answer: DatabaseAnswer | None = None


def load_incidents(store_path: Path, origin: Origin, options: IncidentOptions, reading: Reading,
                   say: Say, progress: Progress) -> Receipt:  # fmt: skip
    """Load an extract of incidents; returns what became of it."""
    _check_zone(options.timezone)
    _check_set(reading)
    settings = {**loading.reading_settings(reading), "timezone": options.timezone}
    if options.rows_are:
        settings["rows"] = options.rows_are
    if options.codes:
        settings["categories"] = sha256(checked_file(options.codes))
    if options.answer:
        settings |= options.answer.settings
    with loading.session(store_path, "incidents", None, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        load.source = origin.source or NO_SOURCE
        load.timezone = options.timezone
        say(
            message(
                "Times read as the wall clock of {timezone}. Change it with --timezone.",
                timezone=options.timezone,
            )
        )
        with _opened(origin.path, options.answer, reading, say) as stream:
            load.read.conventions = stream.conventions
            load.read.sheet_names = stream.sheet_names
            load.read_as(stream.columns, say, stream.sheets)
            if stream.conventions.shown_by:
                say(_order_sentence(origin.path.name, stream.conventions))
            say_short_clocks(stream, say)
            if reading.no_ids:
                say(
                    message(
                        "Ids are made from all that stands in a row: rows alike in every column "
                        "count once, and a row that a later extract corrects counts again."
                    )
                    if options.rows_are != "incidents"
                    else message(
                        "Ids are made from all that stands in a row, and rows alike are numbered: "
                        "each counts. A row that a later extract corrects counts again."
                    )
                )
            return _Loading(load, stream, options, reading, say).run(progress)


def _opened(path: Path, answer: DatabaseAnswer | None, reading: Reading,
            say: Say) -> AbstractContextManager[IncidentStream]:  # fmt: skip
    if answer:
        return answer_incidents(path, answer, reading, say)
    return open_incidents(path, reading, say)


def _order_sentence(name: str, conventions: Conventions) -> str:
    """Say that the day does not stand first in dates, and by which cell that shows."""
    if conventions.dates == "iso":
        return message(
            "{name}: dates read year first, as {cell!r} shows. Change it with --dates.",
            name=name,
            cell=conventions.shown_by,
        )
    return message(
        "{name}: dates read month first, as {cell!r} shows. Change it with --dates.",
        name=name,
        cell=conventions.shown_by,
    )


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise UsageProblem(
            message(
                "--timezone {name}: no such time zone. In Denmark it is Europe/Copenhagen.",
                name=name,
            )
        ) from problem


def _check_set(reading: Reading) -> None:
    """Refuse to read names of areas of nobody knows which set."""
    if reading.named_set:
        return
    if reading.aliases or "area" in {*reading.columns, *reading.fixed}:
        raise UsageProblem(
            message("Names of areas are of an area set: say of which one with --set SET.")
        )


class _PlacedBatch(NamedTuple):
    """Rows of a batch that can be stored, where they lie, and those that cannot."""

    n_rows: int
    rows: Any
    located: Located
    places: NamedPlaces
    rejects: list[Reject]


class _Loading:
    """One load under way: what it needs for every batch."""

    def __init__(self, load: OpenLoad, stream: IncidentStream, options: IncidentOptions,
                 reading: Reading, say: Say) -> None:  # fmt: skip
        self.load, self.stream, self.say = load, stream, say
        self.options, self.reading = options, reading
        self.sets: Sequence[PlacedSet] = placing.active_sets(load.store)
        self.locator: Locator | None = None
        self.first_key = int(load.store.rows("incidents/next_key")[0]["next_key"])
        self.next_key = self.first_key
        self.tally = Tally()
        self.codes = Codes.read(options.codes, say)
        self.named: NamedAreas | None = None
        if reading.named_set:
            self.named = NamedAreas.of(load, reading.named_set, reading.aliases)

    def run(self, progress: Progress) -> Receipt:
        """Take all batches in, then settle line numbers, repeats and the record."""
        judge = Judge(self.stream.conventions, self.options.timezone, self.codes)
        batches = self.stream.batches
        if self.reading.no_ids and self.options.rows_are == "incidents":
            batches = counted_apart(batches)
        # placing beside storing: DuckDB and numpy leave the other core to each other
        for batch in ahead(self._placed(raw, judged) for raw, judged in judge.judged(batches)):
            self._keep(batch)
            progress(marked("rows"), self.tally.rows)
        bad_lines = self._keep_bad_lines()
        self._settle_clock()
        self._place_named()
        repeats = cases.settle(self.load, self.options.rows_are, self.tally.rows)
        rows_in = self.tally.rows + bad_lines
        receipt = self.load.finish(rows_in, self.tally.rejected + bad_lines + repeats.n)
        n_marked = repeats.n_marked + self.load.store.run("incidents/mark_current")
        if not n_marked:
            self.load.store.spare_before(self.first_key)
        self.load.store.run("incidents/insert_point_use", load_ids=[self.load.load_id])
        report(self.load, self.tally, repeats, has_sets=bool(self.sets), say=self.say)
        categories = self.load.store.rows("incidents/categories", load_id=self.load.load_id)
        self.codes.say_unlisted({row["category"]: row["n_rows"] for row in categories}, self.say)
        if self.named:
            self.named.report(self.say)
        return receipt

    def _placed(self, raw: Any, judged: Any) -> "_PlacedBatch":
        """Return a batch ready to be stored; of the store the first of them alone asks."""
        n_rows, rejects = judged.num_rows, []
        if judged["reject_reason"].null_count < n_rows:
            wrong = pc.is_valid(judged["reject_reason"])
            rejects += self._cell_rejects(judged.filter(wrong), raw.filter(wrong))
            judged = judged.filter(pc.invert(wrong))
        judged, places, unknown = self._named(judged)
        located = self._locate(_floats(judged["x"]), _floats(judged["y"]))
        rejects += unknown + self._place_rejects(judged, located)
        return _PlacedBatch(n_rows, judged, located, places, rejects)

    def _keep(self, batch: "_PlacedBatch") -> None:
        self.tally.rows += batch.n_rows
        if batch.rejects:
            self.load.keep_rejects(batch.rejects)
            self.tally.rejected += len(batch.rejects)
        self._store(batch.rows, batch.located, batch.places)

    def _named(self, judged: Any) -> tuple[Any, NamedPlaces, list[Reject]]:
        """Return the rows whose area is none that is unknown, their places, and the others."""
        if self.named is None:
            return judged, named_areas.nowhere(judged.num_rows), []
        places = self.named.place(judged["area"], np.isfinite(_floats(judged["x"])))
        known = places.is_known
        column = _heading(self.stream.headings, "area")
        rows = judged.select(["row_number", "area"]).filter(pa.array(~known)).to_pylist()
        rejects = [
            Reject(row["row_number"], column, row["area"], reason)
            for row, reason in zip(rows, places.reasons[~known], strict=True)
        ]
        judged = judged.filter(pa.array(known))
        places = places.where(known)
        self.named.count(judged["area"], places, np.isnan(_floats(judged["x"])))
        return judged, places, rejects

    def _locate(self, x: Any, y: Any) -> Located:
        if self.locator is None:
            if np.isnan(x).all():
                return placeless(len(x), len(self.sets))
            self.locator = locator(self.load, self.stream, self.reading, self.sets, (x, y),
                                   self.say)  # fmt: skip
        return self.locator.locate(x, y)

    def _cell_rejects(self, rows: Any, raw: Any) -> list[Reject]:
        headings = self.stream.headings
        chosen = rows.select(["row_number", "reject_field", "reject_reason"]).to_pylist()
        return [
            Reject(
                row["row_number"],
                _heading(headings, row["reject_field"]),
                raw[row["reject_field"]][index].as_py(),
                translated(ROW_REASONS[row["reject_reason"]]),
            )
            for index, row in enumerate(chosen)
        ]

    def _place_rejects(self, rows: Any, located: Located) -> list[Reject]:
        wrong = np.flatnonzero(located.verdict != OK)
        column = _heading(self.stream.headings, "x")
        return [
            Reject(
                row["row_number"],
                column,
                f"{row['x']:.10g}, {row['y']:.10g}",
                translated(REASONS[verdict]),
            )
            for row, verdict in zip(
                rows.select(["row_number", "x", "y"]).take(wrong).to_pylist(),
                located.verdict[wrong].tolist(),
                strict=True,
            )
        ]

    def _store(self, rows: Any, located: Located, places: NamedPlaces) -> None:
        kept = located.verdict == OK
        keys = np.full(len(kept), -1, dtype=np.int64)
        keys[kept] = self.next_key + np.arange(kept.sum())
        self.next_key += int(kept.sum())
        table = rows.select(list(_KEPT))
        table = table.append_column("incident_key", pa.array(keys))
        table = table.append_column("x_m", pa.array(located.x_m, from_pandas=True))
        table = table.append_column("y_m", pa.array(located.y_m, from_pandas=True))
        for name, column in named_areas.columns_of(places, self.reading.named_set).items():
            table = table.append_column(name, column)
        of_slots = placing.columns_of_slots(self.sets, located.memberships, len(kept))
        for name, column in of_slots.items():
            table = table.append_column(name, column)
        with self.load.store.relation("new_incidents", table.filter(pa.array(kept))):
            self.load.store.run(
                "incidents/insert_incidents",
                load_id=self.load.load_id,
                source=self.load.source,
                version=cases.version_of(self.load),
            )
        self._store_places(keys, kept, located, places)
        self.tally.count_precision(table.filter(pa.array(kept))["time_precision"])
        self.tally.approximate += (
            pc.sum(rows["is_approximate"].filter(pa.array(kept))).as_py() or 0
        )

    def _store_places(self, keys: Any, kept: Any, located: Located, places: NamedPlaces) -> None:
        pointless = kept & ~np.isfinite(located.x_m)
        outside, named = int(places.is_outside.sum()), int(places.is_named.sum())
        placeless = int(pointless.sum()) - outside
        self.tally.without_place += placeless - named
        for areas, members in zip(self.sets, located.memberships, strict=True):
            if areas.slot is None:
                placing.store_pairs(self.load.store, areas, keys, members)
            self.tally.outside[areas.name] += int(kept.sum()) - placeless - members.n_placed
            self.tally.several[areas.name] += len(members.points) - members.n_placed

    def _keep_bad_lines(self) -> int:
        lines = self.stream.bad_lines()
        if not lines:
            return 0
        store, load_id = self.load.store, self.load.load_id
        numbers = [line.line - self.stream.first_line + 1 for line in lines]
        before = pa.table({"rows_before": [row - at - 1 for at, row in enumerate(numbers)]})
        with store.relation("left_out", before):
            store.run("incidents/renumber", load_id=load_id)
            store.run("incidents/renumber_rejects", load_id=load_id)
        self.load.keep_rejects(
            [
                Reject(number, None, None, line.reason)
                for number, line in zip(numbers, lines, strict=True)
            ]
        )
        return len(lines)

    def _place_named(self) -> None:
        """Store the areas that incidents name, in the set that has them."""
        for areas in self.sets:
            if areas.name == self.reading.named_set:
                placing.place_named(self.load.store, areas, self.load.load_id)

    def _settle_clock(self) -> None:
        """Take a column that is 00:00 throughout for dates without a time."""
        store, load_id = self.load.store, self.load.load_id
        moments = store.rows("incidents/without_clock", load_id=load_id)[0]
        if _LEAST_MIDNIGHTS <= moments["n_moments"] == moments["n_midnight"]:
            store.run("incidents/mark_days", load_id=load_id)
            self.say(
                message(
                    "Every time of day is 00:00: {n:,} {n:date|dates} {n:is|are} kept without a "
                    "time.",
                    n=moments["n_moments"],
                )
            )


def _heading(headings: Any, name: str) -> str:
    alias = _CALLED.get(name, name)
    return str(headings.get(name) or headings.get(alias) or name)


def _floats(column: Any) -> Any:
    return column.to_numpy(zero_copy_only=False).astype(np.float64)
