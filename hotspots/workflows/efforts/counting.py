"""How many incidents of each month fell in each area of an evaluation, and in those of the set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.efforts.earlier import AreaMonths
from hotspots.analysis.space.placing import Placer
from hotspots.analysis.time import months
from hotspots.analysis.time.months import Span
from hotspots.engine.store import Store
from hotspots.model.efforts import Group
from hotspots.workflows.asking import questions
from hotspots.workflows.efforts.areas import EvaluationQuestion, Layout
from hotspots.workflows.efforts.effort import Outlines
from hotspots.workflows.efforts.monthly_points import MonthlyPoints, monthly_points
from hotspots.workflows.efforts.months import Periods
from hotspots.workflows.incidents.points import known_by_area

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class MonthlyCounts:
    """Incidents of each area in each month counted; ``unplaced`` have no place at all.

    ``by_area`` are known by the name of an area alone, and counted in no area here.

    ``time_unknown`` take no part because their hour or day of the week is not known. ``parts``
    are the places that an area is made of, (n_parts, n_months); ``elsewhere`` the areas of the
    set, None where there is none.
    """

    periods: Periods
    by_group: Mapping[Group, Counts]
    city: Counts
    unplaced: Counts
    by_area: Counts
    time_unknown: Counts
    parts: Mapping[Group, Counts]
    elsewhere: AreaMonths | None

    def within(self, group: Group, span: Span) -> Counts:
        """Return the counts of an area in the months of a span; shape (n_months,)."""
        return self.by_group[group][self._slice_of(span)]

    def parts_within(self, group: Group, span: Span) -> Counts:
        """Return the sums of a span for each place that an area is made of; shape (n_parts,)."""
        return np.asarray(self.parts[group][:, self._slice_of(span)].sum(axis=1))

    def of_city(self, span: Span) -> Counts:
        """Return the city's incidents in the months of a span; shape (n_months,)."""
        return self.city[self._slice_of(span)]

    def n_unplaced(self, span: Span) -> int:
        """Return how many incidents of a span have no place."""
        return int(self.unplaced[self._slice_of(span)].sum())

    def n_by_area(self, span: Span) -> int:
        """Return how many incidents of a span are known by the name of an area alone."""
        return int(self.by_area[self._slice_of(span)].sum())

    def n_time_unknown(self, span: Span) -> int:
        """Return how many incidents of a span have no known hour or day where it is asked for."""
        return int(self.time_unknown[self._slice_of(span)].sum())

    def _slice_of(self, span: Span) -> slice:
        first = span.first - self.periods.counted.first
        return slice(first, first + len(span))


def monthly_counts(
    store: Store, laid: Layout, periods: Periods, question: EvaluationQuestion
) -> MonthlyCounts:
    """Count the incidents of every month in every area, by their points.

    Raises where no incident has a point and some are known by the name of an area.
    """
    days = months.first_day(periods.counted.first), months.last_day(periods.counted.last)
    area_load_id = laid.city_set["load_id"] if laid.city_set else None
    points = monthly_points(store, question, area_load_id, days)
    if points.is_named.any() and np.isnan(points.x_m).all():
        raise known_by_area(int(points.n[points.is_named].sum()))
    sums = _PointSums(points, periods.counted)
    area = sums.placed([one.wkb for one in laid.areas.values()])
    by_group = {group: sums.summed(area == at) for at, group in enumerate(laid.areas)}
    return MonthlyCounts(
        periods,
        by_group,
        sums.summed(points.in_city),
        sums.summed(np.isnan(points.x_m) & points.in_city & ~points.is_named),
        sums.summed(points.is_named),
        np.bincount(points.unknown_months - periods.counted.first, minlength=len(periods.counted)),
        {group: sums.by_place(laid.parts[group], area == number)
         for number, group in enumerate(laid.areas) if group in laid.parts},
        _elsewhere(store, laid, sums, area, periods, question),
    )  # fmt: skip


@dataclass(frozen=True)
class _PointSums:
    """Adds up points by month."""

    points: MonthlyPoints
    counted: Span

    def summed(self, selection: NDArray[np.bool_]) -> Counts:
        """Return the incidents of the chosen rows; shape (n_months,)."""
        return np.asarray(self.by_place_number(np.where(selection, 0, -1), 1)[0])

    def placed(self, outlines: Sequence[bytes]) -> NDArray[np.intp]:
        """Return the first outline that each row's point lies in, -1 where none does."""
        import shapely

        numbers = np.full(len(self.points.x_m), -1, dtype=np.intp)
        has_point = np.flatnonzero(~np.isnan(self.points.x_m))
        shapes = shapely.from_wkb(list(outlines))
        x_m, y_m = self.points.x_m[has_point], self.points.y_m[has_point]
        numbers[has_point] = Placer(shapes).first_area(x_m, y_m)
        return numbers

    def by_place(self, outlines: Sequence[bytes], selection: NDArray[np.bool_]) -> Counts:
        """Return what of the chosen rows lies in each outline; shape (n_outlines, n_months)."""
        if len(outlines) == 1:
            return self.summed(selection)[None, :]
        numbers = np.where(selection, self.placed(outlines), -1)
        return self.by_place_number(numbers, len(outlines))

    def by_place_number(self, numbers: NDArray[np.intp], n_places: int) -> Counts:
        """Return the incidents of each number from 0 on; shape (n_places, n_months)."""
        n_months, kept = len(self.counted), numbers >= 0
        cells = numbers[kept] * n_months + self.points.month[kept] - self.counted.first
        sums = np.bincount(cells, self.points.n[kept], n_places * n_months)
        return np.rint(sums).astype(np.int64).reshape(n_places, n_months)


def _elsewhere(
    store: Store,
    laid: Layout,
    sums: _PointSums,
    area: NDArray[np.intp],
    periods: Periods,
    question: EvaluationQuestion,
) -> AreaMonths | None:
    """Return the counts of the city's areas, what of them is compared, and which are treated."""
    import shapely

    if laid.city_set is None:
        return None
    pairs, _ = questions.areas_of(store, laid.city_set["set_name"])
    outlines = Outlines(store).of_set(laid.city_set["set_name"])
    names = [(name, outlines[code]) for code, name in pairs if code in outlines]
    wkb = [one for _, one in names]
    numbers, groups = sums.placed(wkb), list(laid.areas)
    compared = area == groups.index("comparison") if laid.has_comparison else area < -1
    treated = shapely.from_wkb(laid.areas["treated"].wkb)
    common = shapely.area(shapely.intersection(shapely.from_wkb(wkb), treated))
    return AreaMonths(
        first=sums.counted.first,
        names=[name for name, _ in names],
        areas=sums.by_place_number(numbers, len(wkb)),
        in_comparison=sums.by_place_number(np.where(compared, numbers, -1), len(wkb)),
        treated=sums.summed(area == groups.index("treated")),
        comparison=sums.summed(compared),
        holds_treated=common > 1,
        covered=periods.covered,
        last_before=periods.all_before.last,
        weekdays=question.weekdays,
    )
