"""Whether the figures of a row are those of its cell, and follow from it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hotspots.audit.numbers.figures import AllowedFigures, is_interval_end, is_near, per_residents
from hotspots.audit.numbers.kinds import CODES, is_statistic
from hotspots.audit.numbers.statistics import wrong_statistics
from hotspots.model.disclosure import Cell, CountClass
from hotspots.model.periods import Period

Values = Mapping[str, float | None]
_BASELINE = ("baseline_n", "baseline_low", "baseline_high")


@dataclass(frozen=True)
class _CountColumns:
    """What the columns of a class, of its rate's interval and of its period are called."""

    of_class: tuple[str, str, str]
    interval: tuple[str, str]
    period: str

    @property
    def names(self) -> frozenset[str]:
        """Return the columns whose numbers are those of one cell."""
        return frozenset({*self.of_class, *self.interval, *_BASELINE, "population",
                          "rate_per_1000", "rate_below_per_1000", "rate_ratio"})  # fmt: skip


_COUNT_COLUMNS = (
    _CountColumns(("n", "n_low", "n_high"), ("ci_low", "ci_high"), "period"),
    _CountColumns(
        ("incidents_n", "incidents_low", "incidents_high"), ("rate_ci_low", "rate_ci_high"), "year"
    ),
)


def number_in(value: Any) -> float | None:
    """Return the number that a field is, also where it is text, as in CSV; else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return None if math.isnan(value) else float(value)
    try:
        return float(value) if str(value).isascii() else None
    except ValueError:
        return None


def wrong_columns(
    row: Mapping[str, Any], command: tuple[str, ...], figures: AllowedFigures
) -> list[str]:
    """Return the columns whose numbers nothing accounts for."""
    numbers = {name: number for name, value in row.items()
               if name not in CODES and (number := number_in(value)) is not None}  # fmt: skip
    columns = next((each for each in _COUNT_COLUMNS if {*each.of_class[1:]} <= row.keys()), None)
    wrong = [*_wrong_of_cell(row, columns, figures)] if columns else []
    if columns and columns.period == "period":
        wrong += wrong_statistics(numbers)
    for name, number in numbers.items():
        is_of_cell = columns is not None and name in columns.names
        if not (is_of_cell or is_statistic(command, name) or figures.explains(number)):
            wrong.append(name)
    return wrong


def _wrong_of_cell(
    row: Mapping[str, Any], columns: _CountColumns, figures: AllowedFigures
) -> Iterator[str]:
    """Yield what is not so in any published cell that a row can be of."""
    values = {name: number_in(row.get(name)) for name in columns.names}
    if all(values[name] is None for name in columns.names - {"population"}):
        return
    area, category = str(row.get("area", "")), str(row.get("category") or "*")
    classes = figures.classes_of(area, category, _code(row.get(columns.period, "")))
    of_class = columns.of_class
    fitting = [cell for cell, each in classes.items() if _is_class(values, of_class, each)]
    if not fitting:
        yield from (name for name in of_class if values[name] is not None)
        return
    wrong = [[*_wrong_rates(values, columns, cell, classes[cell], figures)] for cell in fitting]
    yield from min(wrong, key=len)


def _code(period: Any) -> str:
    number = number_in(period)
    return str(period) if number is None else str(int(number))


def _is_class(values: Values, names: tuple[str, str, str], each: CountClass) -> bool:
    expected = (each.figure, each.low, each.high)
    return all(values[name] == number for name, number in zip(names, expected, strict=True))


def _wrong_rates(
    values: Values, columns: _CountColumns, cell: Cell, each: CountClass, figures: AllowedFigures
) -> Iterator[str]:
    residents, stated = figures.people(cell), values["population"]
    if stated is not None:
        residents = [number for number in residents if is_near(stated, number)]
        if not residents:
            yield "population"
    lower, upper = columns.interval
    counts = {"rate_per_1000": each.figure, "rate_below_per_1000": each.high + 1,
              lower: each.low, upper: each.high}  # fmt: skip
    for name, count in counts.items():
        value = values[name]
        if value is None:
            continue
        unit_rates = [
            per_residents(1, people, Period.of(cell[-1].code)) for people in residents if people
        ]
        if name in columns.interval:
            fits = (
                is_interval_end(count or 0, value / rate, lower=name == lower)
                for rate in unit_rates
            )
        else:
            fits = (bool(count) and is_near(value, (count or 0) * rate) for rate in unit_rates)
        if not any(fits):
            yield name
    yield from _wrong_ratio(values, cell, each, figures)


def _wrong_ratio(
    values: Values, cell: Cell, each: CountClass, figures: AllowedFigures
) -> Iterator[str]:
    """Yield what no earlier period of the same cell accounts for."""
    if all(values.get(name) is None for name in (*_BASELINE, "rate_ratio")):
        return
    earlier = {before: count for before, count in figures.published.cells.items()
               if before[:-1] == cell[:-1] and _is_class(values, _BASELINE, count)}  # fmt: skip
    if not earlier:
        yield from (name for name in _BASELINE if values[name] is not None)
        return
    ratio = values["rate_ratio"]
    possible = [ratio_ for before, count in earlier.items()
                for ratio_ in _ratios(before, count, cell, each, figures)]  # fmt: skip
    if ratio is not None and not any(is_near(ratio, value) for value in possible):
        yield "rate_ratio"


def _ratios(
    before: Cell, count: CountClass, after: Cell, each: CountClass, figures: AllowedFigures
) -> Iterator[float]:
    """Yield the ratio of the figures of two cells, of rates or, without residents, of counts."""
    if not count.figure or each.figure is None:
        return
    periods = [Period.of(cell[-1].code) for cell in (before, after)]
    residents = zip(figures.people(before) or [1.0], figures.people(after) or [1.0], strict=False)
    for people in (*residents, (1.0, 1.0)):
        early, late = (
            per_residents(number, people_of, period)
            for number, people_of, period in zip(
                (count.figure, each.figure), people, periods, strict=True
            )
        )
        yield late / early
