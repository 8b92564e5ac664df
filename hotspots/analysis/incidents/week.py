"""The cases of some weeks beside the same weeks of earlier years: usual counts and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.incidents.rates import finite
from hotspots.analysis.methods.count_swings import Floats, Swings, swings
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rates import RateRatio, RateRatios
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_p, swing_ratios
from hotspots.analysis.time.weeks import Span
from hotspots.model.areas import CITY, UNPLACED
from hotspots.model.incidents import RateVerdict, WeekRow

ALL_KINDS = "*"
USUAL_YEARS = 5
Key = tuple[str, str]
_MOST_COUNTED = 1_000_000
# with fewer in the mean an area says nothing of how years swing
_LEAST_A_PERIOD = 1.0
_NO_SWING = Swings(1.0, 0.0, 0.0, np.zeros((3, 3)), np.zeros(3), (), 0)


@dataclass(frozen=True)
class WeekCounts:
    """Cases by (area, category) in this period, the one before, and the same weeks of years.

    ``now``, ``before`` and each count of ``then`` are 0 where a key is missing; ``before`` is
    None where the extracts do not cover it. ``years`` are the ISO years of ``then``, oldest
    first; the last ``USUAL_YEARS`` of them say what is usual, all of them how much counts swing.
    ``new`` and ``late`` are None where nothing has a day of report.
    """

    span: Span
    now: Mapping[Key, int]
    before: Mapping[Key, int] | None
    then: Mapping[Key, Sequence[int]]
    years: tuple[int, ...]
    new: Mapping[Key, int] | None = None
    late: Mapping[Key, int] | None = None

    @property
    def usual_years(self) -> tuple[int, ...]:
        """Return the years whose mean is what is usual."""
        return self.years[-USUAL_YEARS:]

    def counts(self, key: Key) -> list[int]:
        """Return the counts of earlier years, oldest first."""
        return list(self.then.get(key) or [0] * len(self.years))

    def usual(self, key: Key) -> list[int]:
        """Return the counts of the years that say what is usual."""
        return self.counts(key)[-USUAL_YEARS:]


@dataclass(frozen=True)
class WeekPlace:
    """The place asked about and the areas that it is told by; ``learnt_from`` are all of a set."""

    code: str
    name: str
    areas: Sequence[tuple[str, str]]
    learnt_from: Sequence[str]

    @property
    def is_city(self) -> bool:
        """Tell whether the place is the whole city, to which belongs what has no place."""
        return self.code == CITY


def learnt_swings(data: WeekCounts, codes: Sequence[str], category: str) -> Swings | None:
    """Learn from the same weeks of earlier years how much the areas' counts swing.

    Areas with less than a case a period on average teach nothing. A category that is so rare
    everywhere takes what all categories together teach.
    """
    counts = np.array([data.counts((code, category)) for code in codes], dtype=np.float64)
    telling = counts[counts.sum(axis=1) >= _LEAST_A_PERIOD * len(data.years)]
    if not len(telling) and category != ALL_KINDS:
        return learnt_swings(data, codes, ALL_KINDS)
    return swings(data.years, telling) if len(telling) else None


def week_rows(
    place: WeekPlace, categories: Sequence[str], data: WeekCounts, *, adjust: Method = "holm"
) -> list[WeekRow]:
    """Return the place, its kinds, its areas, and of a city what has no place.

    Two families are tested: the kinds of the place, and its areas. The place as a whole stands
    outside them, and what has no place is counted and not judged.
    """
    learnt = {kind: learnt_swings(data, place.learnt_from, kind)
              for kind in (ALL_KINDS, *categories)}  # fmt: skip
    test = _Test(place, data, learnt)
    whole = _alone(test.row(CITY, place.name, ALL_KINDS))
    kinds = [test.row(CITY, place.name, kind) for kind in categories]
    areas = test.rows(place.areas, ALL_KINDS)
    rows = [whole, *_family(kinds, adjust), *_family(areas, adjust)]
    named = [replace(row, area=place.code) if row.area == CITY else row for row in rows]
    unplaced = [test.counted(UNPLACED, "", ALL_KINDS)] if place.is_city else []
    return [*named, *unplaced]


@dataclass(frozen=True)
class _Test:
    """What a count is compared with, and how much it may swing."""

    place: WeekPlace
    data: WeekCounts
    learnt: Mapping[str, Swings | None]

    def counted(self, code: str, name: str, category: str) -> WeekRow:
        """Return a row that says how many there are, without a test."""
        data, key = self.data, (code, category)
        usual = data.usual(key)
        return WeekRow(
            area=code,
            name=name,
            category=category,
            first_day=data.span[0],
            last_day=data.span[1],
            n=data.now.get(key, 0),
            before_n=None if data.before is None else data.before.get(key, 0),
            usual_mean=float(np.mean(usual)) if usual else None,
            usual_low=None,
            usual_high=None,
            ratio=None,
            ratio_low=None,
            ratio_high=None,
            p=None,
            p_adjusted=None,
            verdict="not_testable" if usual else "no_baseline",
            new_n=None if data.new is None else data.new.get(key, 0),
            late_n=None if data.late is None else data.late.get(key, 0),
            flags=self._flags(code, category),
        )

    def row(self, code: str, name: str, category: str) -> WeekRow:
        """Return a row with its test, as ``rows`` has it."""
        return self.rows([(code, name)], category)[0]

    def rows(self, areas: Sequence[tuple[str, str]], category: str) -> list[WeekRow]:
        """Return rows with their tests; of a place in which nothing ever happened none."""
        rows = [self.counted(code, name, category) for code, name in areas]
        if not (rows and self.data.usual_years):
            return rows
        weights, years = self._weights(areas, category), len(self.data.usual_years)
        totals = [sum(self.data.usual((row.area, category))) for row in rows]
        ratios = self._ratios(rows, totals, weights, category)
        limits = {total: usual_counts(total, years, self._swings(category), weights)
                  for total in {*totals}}  # fmt: skip
        return [
            _with_test(row, ratios.ratio_of(place), limits[total], has_cases=bool(row.n + total))
            for place, (row, total) in enumerate(zip(rows, totals, strict=True))
        ]

    def _ratios(
        self,
        rows: Sequence[WeekRow],
        totals: Sequence[int],
        weights: tuple[float, float],
        category: str,
    ) -> RateRatios:
        """Compare counts with the sums of the usual years, each period being one exposure."""
        earlier = np.array(totals, dtype=np.float64)
        later = np.array([row.n for row in rows], dtype=np.float64)
        exposure = float(len(self.data.usual_years)), 1.0
        return swing_ratios(earlier, later, exposure, self._swings(category),
                            areas=weights[0], city=weights[1])  # fmt: skip

    def _swings(self, category: str) -> Swings:
        return self.learnt[category] or _NO_SWING

    def _weights(self, rows: Sequence[tuple[str, str]], category: str) -> tuple[float, float]:
        """Return how often the swing of an area's year and of the city's enter the log ratio.

        Of k years together each enters by a k-th; of several areas together by the squares of
        their shares. The rows are the city alone, or areas.
        """
        by_years = 1 + 1 / len(self.data.usual_years)
        areas = self.place.areas
        if rows[0][0] != CITY or len(areas) < 2:  # noqa: PLR2004 - one area's swing is its own
            return by_years, by_years
        totals = [sum(self.data.usual((area, category))) for area, _ in areas]
        shares = np.array(totals, dtype=float) / max(sum(totals), 1)
        return by_years * float((shares**2).sum()), by_years

    def _flags(self, code: str, category: str) -> tuple[str, ...]:
        if code == UNPLACED:
            return ("unplaced",)
        if not self.data.usual_years:
            return ("no_baseline",)
        learnt = self.learnt[category]
        if learnt is None:
            return ("chance_only",)
        return ("overdispersed",) if learnt.is_over else ()


def _with_test(
    row: WeekRow, estimate: RateRatio, limits: tuple[int | None, int | None], *, has_cases: bool
) -> WeekRow:
    return replace(
        row,
        usual_low=limits[0],
        usual_high=limits[1],
        ratio=finite(estimate.ratio),
        ratio_low=estimate.low,
        ratio_high=finite(estimate.high),
        p=estimate.p if has_cases else None,
    )


def usual_counts(
    total: int, n_years: int, learnt: Swings, weights: tuple[float, float]
) -> tuple[int | None, int | None]:
    """Return the fewest and the most cases that are not told from ``total`` in so many years.

    By the test itself at 95 %, taken alone. The most is None where no count would be too many.
    """
    most = 4 * total // n_years + 20
    while True:
        counts = np.arange(most + 1, dtype=np.float64)
        usual = np.flatnonzero(_p_values(total, counts, n_years, learnt, weights) >= ALPHA)
        if not len(usual) or usual[-1] < most:
            break
        if most > _MOST_COUNTED:
            return int(usual[0]), None
        most *= 4
    return (int(usual[0]), int(usual[-1])) if len(usual) else (None, None)


def _p_values(
    total: int, counts: Floats, n_years: int, learnt: Swings, weights: tuple[float, float]
) -> Floats:
    earlier = np.full(counts.shape, float(total))
    return swing_p(earlier, counts, (float(n_years), 1.0), learnt,
                   areas=weights[0], city=weights[1])  # fmt: skip


def _alone(row: WeekRow) -> WeekRow:
    return replace(row, p_adjusted=row.p, verdict=_verdict(row, row.p))


def _family(rows: Sequence[WeekRow], adjust: Method) -> list[WeekRow]:
    """Return rows judged together: those that a test can decide."""
    tested = [position for position, row in enumerate(rows) if row.p is not None]
    p_values = adjusted(
        np.array([rows[position].p for position in tested], dtype=np.float64), adjust
    )
    of_row = dict(zip(tested, map(float, p_values), strict=True))
    return [
        replace(row, p_adjusted=of_row.get(position), verdict=_verdict(row, of_row.get(position)))
        for position, row in enumerate(rows)
    ]


def _verdict(row: WeekRow, p: float | None) -> RateVerdict:
    if p is None:
        return row.verdict
    if p >= ALPHA:
        return "not_distinguishable"
    fewer = row.ratio is not None and row.ratio < 1
    return "better" if fewer else "worse"
