"""Rates, intervals and verdicts from cleared counts: classes of counts that cannot be told apart.

Only what holds for every count in a class is said of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.incidents.class_verdicts import ClassMethod, ClassPair, class_judgements
from hotspots.analysis.incidents.rates import (
    NO_AREA,
    CountSwing,
    IncidentCounts,
    Key,
    against_city,
    exposures,
    finite,
    flags_of,
    squared_shares,
    swings_of,
)
from hotspots.analysis.methods import empirical_bayes
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.rates import RateRatio, poisson_interval
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.disclosure import CountClass
from hotspots.model.incidents import ClearedIncidentRow


@dataclass(frozen=True)
class ClassCounts:
    """The classes of (area, year), and the figures, people, years and days that belong to them.

    ``data`` has the figures as its counts; what has no figure is not known there.
    """

    classes: Mapping[Key, CountClass]
    data: IncidentCounts

    def pair(self, code: str) -> tuple[CountClass | None, CountClass]:
        """Return the classes of the baseline, if there is one, and of the year."""
        return self.classes.get((code, self.data.baseline)), self.classes[code, self.data.year]


def cleared_rows(
    areas: Sequence[tuple[str, str]], cleared: ClassCounts, *, adjust: ClassMethod = "holm"
) -> list[ClearedIncidentRow]:
    """Return the city, the areas in the order given, what lies outside, and what has no place.

    The city is judged by itself; the family is every area of which both years are cleared.
    """
    data = cleared.data
    swing = CountSwing(swings_of(areas, data), squared_shares(areas, data))
    codes = [(CITY, ""), *areas, (OUTSIDE, ""), (UNPLACED, "")]
    rows = [_row(code, name, cleared, swing.learnt) for code, name in codes
            if (code, data.year) in cleared.classes]  # fmt: skip
    rows = _judged(_compared(rows, data, swing), cleared, swing, adjust)
    rows = [row if row.area in {CITY, *NO_AREA} else against_city(row, rows[0]) for row in rows]
    return _smoothed(rows, data)


def is_tested(row: ClearedIncidentRow) -> bool:
    """Tell whether a row is one of the areas that are judged together."""
    return row.p is not None and row.area not in {CITY, *NO_AREA}


def _row(code: str, name: str, cleared: ClassCounts, learnt: Swings | None) -> ClearedIncidentRow:
    data = cleared.data
    before, count_class = cleared.pair(code)
    people = data.population.get((code, data.year))
    per = 1000 / (people * data.window.length(data.year)) if people else None
    low, _ = poisson_interval(count_class.low)
    _, high = poisson_interval(count_class.high)
    figure = count_class.figure
    return ClearedIncidentRow(
        area=code,
        name=name,
        category=data.category,
        period=data.period(data.year),
        n=figure,
        n_low=count_class.low,
        n_high=count_class.high,
        population=people,
        rate_per_1000=figure * per if per and figure is not None else None,
        rate_below_per_1000=(count_class.high + 1) * per if per and figure is None else None,
        ci_low=low * per if per else None,
        ci_high=high * per if per else None,
        baseline_n=before.figure if before else None,
        baseline_low=before.low if before else None,
        baseline_high=before.high if before else None,
        rate_ratio=None,
        rr_low=None,
        rr_high=None,
        p=None,
        p_adjusted=None,
        verdict="not_testable" if code in NO_AREA else "no_baseline",
        flags=flags_of(code, data, learnt),
    )


def _compared(
    rows: Sequence[ClearedIncidentRow], data: IncidentCounts, swing: CountSwing
) -> list[ClearedIncidentRow]:
    """Return the rows, those with two classes with limits that hold for all counts in them."""
    pairs = [row for row in rows if row.baseline_low is not None and row.area not in NO_AREA]
    codes = [row.area for row in pairs]
    exposure = np.array([exposures(row, data) for row in pairs]).reshape(-1, 2).T
    falls, rises = (
        swing.ratios(codes, np.array(counts, dtype=np.float64).reshape(-1, 2).T, exposure)
        for counts in (
            [(row.baseline_high, row.n_low) for row in pairs],
            [(row.baseline_low, row.n_high) for row in pairs],
        )
    )
    by_area = {
        row.area: _with_ratio(row, data, falls.ratio_of(place), rises.ratio_of(place))
        for place, row in enumerate(pairs)
    }
    return [by_area.get(row.area, row) for row in rows]


def _with_ratio(
    row: ClearedIncidentRow, data: IncidentCounts, fall: RateRatio, rise: RateRatio
) -> ClearedIncidentRow:
    """Return a row with the ratio of its figures, and the limits of the furthest counts."""
    ratio, exposure = None, exposures(row, data)
    if row.baseline_n is not None and row.n is not None:
        ratio = row.n / row.baseline_n * exposure[0] / exposure[1]
    return replace(row, rate_ratio=ratio, rr_low=fall.low, rr_high=finite(rise.high))


def _judged(
    rows: Sequence[ClearedIncidentRow],
    cleared: ClassCounts,
    swing: CountSwing,
    adjust: ClassMethod,
) -> list[ClearedIncidentRow]:
    compared = [row for row in rows if row.rr_low is not None]
    areas = [row for row in compared if row.area != CITY]
    judged: dict[str, ClearedIncidentRow] = {}
    for family in ([row for row in compared if row.area == CITY], areas):
        pairs = [_pair(row, cleared, swing) for row in family]
        for row, judgement in zip(
            family, class_judgements(pairs, swing.learnt, adjust), strict=True
        ):
            judged[row.area] = replace(row, **judgement._asdict())
    return [judged.get(row.area, row) for row in rows]


def _pair(row: ClearedIncidentRow, cleared: ClassCounts, swing: CountSwing) -> ClassPair:
    before, after = cleared.pair(row.area)
    times = swing.of_city if row.area == CITY else 2.0
    return ClassPair(before or after, after, exposures(row, cleared.data), times)


def _smoothed(
    rows: Sequence[ClearedIncidentRow], data: IncidentCounts
) -> list[ClearedIncidentRow]:
    """Give every area its empirical Bayes rate, where all of them have a figure."""
    areas = [row for row in rows if row.area not in {CITY, *NO_AREA} and row.population]
    if any(row.n is None for row in areas):
        return list(rows)
    counts = np.array([row.n for row in areas], dtype=np.float64)
    people = np.array([row.population for row in areas]) * data.window.length(data.year)
    drawn = empirical_bayes.rates(counts, people) * 1000
    rates = dict(zip([row.area for row in areas], drawn.tolist(), strict=True))
    return [replace(row, eb_rate_per_1000=rates.get(row.area)) for row in rows]
