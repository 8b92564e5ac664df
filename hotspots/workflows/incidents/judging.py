"""Incident rows judged: texts into times and numbers, and the reasons against a row.

The work runs in a session of its own and one batch ahead, while the batch before is being
placed and stored.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.engine.session import Session, scratch
from hotspots.language import Say, marked, message
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.files.tables import numbered, read_table
from hotspots.sources.incidents.conventions import Conventions, with_day_first
from hotspots.sources.incidents.offsets import Signs
from hotspots.sources.incidents.second_look import approximate, second_look, spliced

T = TypeVar("T")
_MOST_CODES = 5
# What is said against a row, by the key that queries/incidents/judged_rows.sql gives.
ROW_REASONS = {
    "missing": marked("is missing"),
    "left_out": marked("is left out by --only"),
    "x_missing": marked("is missing where y is there"),
    "y_missing": marked("is missing where x is there"),
    "no_comma_number": marked("is not a number written with a decimal comma (724.512,25)"),
    "no_point_number": marked("is not a number written with a decimal point (724512.25)"),
    "before_earliest": marked("is before the earliest time"),
    "one_digit_minute": marked(
        "has one digit for the minutes: a zero may be lost before or after it (23.3 may be 23:30 "
        "or 23:03); ask for the times of day as text, with two digits"
    ),
    "offset_or_range": marked(
        "may be a range of hours or a time with its offset from UTC, and the column does not tell "
        "which; write 08:05 - 09:00 for a range, T08:05:00-09:00 for an offset"
    ),
    "hour_or_minutes": marked(
        "may be an hour or minutes past midnight, and the column, which has both numbers such as "
        "2330 and clocks such as 23:30, does not tell which; write 05:00 or 00:05"
    ),
    "part_of_day": marked(
        "may be a part of a day, as spreadsheets keep times of day (0.5 is 12:00); give the "
        "column a format of times (hh:mm) in the spreadsheet"
    ),
    "unknown_zone": marked(
        "names a zone of time that is not known; CET, CEST, UTC, GMT and offsets from UTC such as "
        "+01:00 are"
    ),
    "no_such_date": marked("is no date and time of day that exist"),
    "unknown_date": marked(
        "is written in no way that is known of dates and times (31-12-2024 23:59, "
        "2024-12-31 23:59, 31. december 2024 kl. 23.59)"
    ),
    "far_date": marked("lies before 1950 or after 2100"),
}


@dataclass(frozen=True)
class Codes:
    """Offence codes, without regard to case, and the category each is shown as."""

    codes: Any
    categories: Any
    name: str = ""

    @classmethod
    def read(cls, path: Path | None, say: Say) -> "Codes":
        """Read the table of codes, or take every code as it is where there is none."""
        pairs: dict[str, str] = {}
        if path:
            table = read_table(path, fields.CODES, Reading(), say)
            for _, row in numbered(table):
                code = table.binding.cell(row, "code")
                pairs.setdefault(code.casefold(), table.binding.cell(row, "category"))
            say(
                message(
                    "{name}: {n} {n:code|codes}; a code that is not among them stays as it is.",
                    name=path.name,
                    n=len(pairs),
                )
            )
        codes, categories = (pa.array([*texts], pa.string()) for texts in (pairs, pairs.values()))
        return cls(codes, categories, path.name if path else "")

    def say_unlisted(self, n_by_category: Mapping[str, int], say: Say) -> None:
        """Say which codes of stored rows are not in the table, if there is one."""
        listed = {*self.categories.to_pylist()}
        unlisted = {code: n for code, n in n_by_category.items() if code not in listed}
        if not self.name or not unlisted:
            return
        first = [f"{code} ({n})" for code, n in [*unlisted.items()][:_MOST_CODES]]
        rest = len(unlisted) - len(first)
        more = message(" and {rest} more", rest=rest) if rest else ""
        say(
            message(
                "{name}: {n_rows:,} {n_rows:row|rows} {n_rows:has|have} a code that is not in it,"
                " and {n_rows:keeps|keep} it as {n_rows:its|their} category: {codes}{more}.",
                name=self.name,
                n_rows=sum(unlisted.values()),
                codes=", ".join(first),
                more=more,
            )
        )

    def to_categories(self, column: Any) -> Any:
        """Return the categories to be shown for a column of codes or categories."""
        if len(self.codes) == 0:
            return column
        positions = pc.index_in(pc.utf8_lower(column), value_set=self.codes, skip_nulls=True)
        return pc.coalesce(self.categories.take(positions), column)


@dataclass(frozen=True)
class Judge:
    """How the texts of one extract are read."""

    conventions: Conventions
    zone: str
    codes: Codes

    def judged(self, batches: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield each batch of texts with its judged rows, both in the file's order."""
        signs = Signs()
        with scratch() as session:
            yield from ahead(
                (batch, self._judge(session, signs.written_out(batch))) for batch in batches
            )

    def _judge(self, session: Session, batch: Any) -> Any:
        order = self.conventions.dates
        if order == "month-first":
            batch, order = with_day_first(batch), "day-first"
        judged = self._read(session, batch)
        positions, again, faults = second_look(batch, judged, order, ZoneInfo(self.zone))
        if len(positions):
            judged = spliced(judged, self._read(session, again), positions, faults)
        rough = approximate(batch.take(pa.array(positions, pa.int64())), len(batch), positions)
        judged = judged.append_column("is_approximate", rough)
        judged = judged.append_column("area", batch["area"])
        return judged.append_column("category", self.codes.to_categories(batch["category"]))

    def _read(self, session: Session, batch: Any) -> Any:
        decimal_comma = self.conventions.decimal == ","
        day_first = self.conventions.dates != "iso"
        with session.relation("raw_rows", batch):
            read = session.arrow("incidents/read_cells", zone=self.zone,
                                 decimal_comma=decimal_comma, day_first=day_first)  # fmt: skip
        with session.relation("read_rows", read):
            judged = session.arrow("incidents/judged_rows", decimal_comma=decimal_comma)
        judged = judged.append_column("incident_id", batch["id"])
        return judged.append_column("rest_hash", read["rest_hash"])


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield the same items in the same order, each made while the one before is used."""
    done = object()
    # the work speaks the language of whoever began it
    spoken = copy_context()
    with ThreadPoolExecutor(max_workers=1) as thread:
        following: Future[Any] = thread.submit(lambda: spoken.run(next, items, done))
        while (item := following.result()) is not done:
            following = thread.submit(lambda: spoken.run(next, items, done))
            yield item
