"""Midnights in fields of moments, of layers and Parquet: 00:00, or a day without a time."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Display, Reading
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.workbooks.shown import check_needless
from hotspots.sources.incidents.clocks import times_without_clock
from hotspots.sources.incidents.conventions import TIME_FIELDS

_MIDNIGHT = r"^(\d{4}[-/]\d{2}[-/]\d{2})[ T]00:00(:00(\.0+)?)?$"


@dataclass(frozen=True)
class Midnights:
    """The fields of a file whose type has no days without a time, and what midnight means."""

    where: str
    headings: dict[str, str]
    display: Display | None

    @classmethod
    def of(
        cls, where: str, binding: Binding, moments: Collection[str], reading: Reading
    ) -> "Midnights":
        """Return the times that stand in fields of moments; beside clocks they are days.

        Raises ``UsageProblem`` where it is said what midnight means, but there is no such field.
        """
        names = times_without_clock(binding, TIME_FIELDS)
        headings = {name: binding.heading(name) for name in names
                    if name in binding.position and binding.heading(name) in moments}  # fmt: skip
        if not headings or reading.display not in {"date", "time"}:
            check_needless(where, reading.display)
        return cls(where, headings, reading.display)

    def settled(self, table: Any) -> Any:
        """Return a table whose midnights are days, where that is said.

        Raises ``InputProblem`` where midnights stand beside other moments and nobody said it.
        """
        for name, heading in self.headings.items():
            column = table[name]
            midnight = pc.match_substring_regex(column, _MIDNIGHT)
            if self.display == "date":
                days = pc.replace_substring_regex(column, _MIDNIGHT, r"\1")
                table = table.set_column(table.column_names.index(name), name, days)
            elif self.display is None and {*pc.unique(midnight).to_pylist()} >= {True, False}:
                raise self._untold(heading, column, midnight)
        return table

    def _untold(self, heading: str, column: Any, midnight: Any) -> InputProblem:
        days = column.filter(midnight)
        return InputProblem(
            message(
                "{where}: {heading!r} holds {n:,} {n:midnight|midnights}, such as {day}, beside "
                "moments such as {moment}, and a field of this type holds no day without a time. "
                "Say --shown-as time if they happened at 00:00, --shown-as date if only the day "
                "is known.",
                where=self.where,
                heading=heading,
                n=len(days),
                day=days[0].as_py(),
                moment=column.filter(pc.invert(midnight)).drop_null()[0].as_py(),
            )
        )
