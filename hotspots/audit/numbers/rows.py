"""Whether the figures of a row are those of its cell, and follow from it."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from hotspots.audit.numbers.figures import AllowedFigures, is_interval_end, is_near, per_residents
from hotspots.audit.numbers.kinds import CODES, is_statistic
from hotspots.model.disclosure import Cell, CountClass

Values = Mapping[str, float | None]
_CLASS = ("n", "n_low", "n_high")
_BASELINE = ("baseline_n", "baseline_low", "baseline_high")
_OF_CELL = frozenset({
    *_CLASS, *_BASELINE, "population", "rate_per_1000", "rate_below_per_1000", "ci_low", "ci_high",
    "rate_ratio",
})  # fmt: skip


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
    of_cell = "n_low" in row and "n_high" in row
    wrong = [*_wrong_of_cell(row, figures)] if of_cell else []
    for name, number in numbers.items():
        is_of_cell = of_cell and name in _OF_CELL
        if not (is_of_cell or is_statistic(command, name) or figures.explains(number)):
            wrong.append(name)
    return wrong


def _wrong_of_cell(row: Mapping[str, Any], figures: AllowedFigures) -> Iterator[str]:
    """Yield what is not so in any published cell that a row can be of."""
    values = {name: number_in(row.get(name)) for name in _OF_CELL}
    area, category = str(row.get("area", "")), str(row.get("category") or "*")
    classes = figures.classes_of(area, category, _code(row.get("period", "")))
    fitting = [cell for cell, each in classes.items() if _is_class(values, _CLASS, each)]
    if not fitting:
        yield from (name for name in _CLASS if values[name] is not None)
        return
    wrong = [[*_wrong_rates(values, cell, classes[cell], figures)] for cell in fitting]
    yield from min(wrong, key=len)


def _code(period: Any) -> str:
    number = number_in(period)
    return str(period) if number is None else str(int(number))


def _is_class(values: Values, names: tuple[str, str, str], each: CountClass) -> bool:
    expected = (each.figure, each.low, each.high)
    return all(values[name] == number for name, number in zip(names, expected, strict=True))


def _wrong_rates(
    values: Values, cell: Cell, each: CountClass, figures: AllowedFigures
) -> Iterator[str]:
    people, year = values["population"], int(cell[-1].code[:4])
    if people is not None and not any(
        is_near(people, residents) for residents in figures.people(cell)
    ):
        yield "population"
    for name, count in (("rate_per_1000", each.figure), ("rate_below_per_1000", each.high + 1)):
        value = values[name]
        if value is not None and not (
            people and count and is_near(value, per_residents(count, people, year))
        ):
            yield name
    for name, count in (("ci_low", each.low), ("ci_high", each.high)):
        value = values[name]
        if value is not None and not (
            people
            and is_interval_end(
                count, value / per_residents(1, people, year), lower=name == "ci_low"
            )
        ):
            yield name
    yield from _wrong_ratio(values, cell, each, figures)


def _wrong_ratio(
    values: Values, cell: Cell, each: CountClass, figures: AllowedFigures
) -> Iterator[str]:
    """Yield what no earlier period of the same cell accounts for."""
    if all(values[name] is None for name in (*_BASELINE, "rate_ratio")):
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
    years = [int(cell[-1].code[:4]) for cell in (before, after)]
    residents = zip(figures.people(before) or [1.0], figures.people(after) or [1.0], strict=False)
    for people in (*residents, (1.0, 1.0)):
        early, late = (
            per_residents(number, people_of, year)
            for number, people_of, year in zip(
                (count.figure, each.figure), people, years, strict=True
            )
        )
        yield late / early
