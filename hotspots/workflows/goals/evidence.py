"""What the store has to judge goals by: figures of one group or two, categories and breaks."""

from collections.abc import Sequence
from typing import cast

from hotspots.analysis.goals.areas import Evidence
from hotspots.analysis.indicators.gap_rows import GapQuestion, group_figures
from hotspots.engine.store import Store
from hotspots.model.areas import CITY
from hotspots.model.indicators import Figure
from hotspots.model.periods import Period
from hotspots.model.rows import EstimatesIndicatorsRow
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.indicators.assumed_answers import assumed_figures
from hotspots.workflows.indicators.categories import categories_of
from hotspots.workflows.indicators.group_correlations import correlations_of


def evidence(
    store: Store, set_name: str, indicator: EstimatesIndicatorsRow, groups: Sequence[str],
    part: str = "", assumed: AssumedSample | None = None,
) -> Evidence:  # fmt: skip
    """Return what the store has of one area set to judge all goals for an indicator by.

    ``groups`` are the group that the goals are about and, for a gap, the second one; ``part``
    is the part of the year that figures are of, and ``assumed`` what is assumed of those that
    state no answers or no design effect.
    """
    areas, _ = questions.areas_of(store, set_name)
    name, measure = indicator["indicator"], indicator["measure"]
    how = assumed or AssumedSample()
    figures, *of_second = (
        assumed_figures(
            store, set_name, measure, how, _figures(store, set_name, name, group, part)
        )
        for group in groups
    )
    second_figures = of_second[0] if of_second else []
    correlations: dict[tuple[str, int], float] = {}
    if of_second and figures and second_figures:
        codes = [CITY, *(code for code, _ in areas)]
        correlations = _correlations(store, (figures, second_figures), codes, name, groups, part)
    return Evidence(
        set_name=set_name,
        areas=areas,
        figures=figures,
        categories=categories_of(store, set_name, name),
        breaks=questions.breaks_of(store, name, set_name),
        listed=(),
        better=indicator["better"],
        measure=measure,
        second_figures=second_figures,
        correlations=correlations,
        city_parts=() if part else _city_parts(store, set_name, name, groups[0]),
        part=part,
    )


def _figures(store: Store, set_name: str, indicator: str, group: str, part: str) -> list[Figure]:
    """Return the figures of a group in one part of the years, of all areas and editions."""
    rows = store.rows(
        "estimates/figures", set_name=set_name, indicator=indicator, year_1=None, year_2=None,
        edition=None, group_key=group, part=part,
    )  # fmt: skip
    return cast("list[Figure]", rows)


def _city_parts(
    store: Store, set_name: str, indicator: str, group: str
) -> list[tuple[Period, Figure]]:
    """Return the city's figures of a group in parts of years, which no goal is judged by."""
    periods = {
        (row["year"], row["part"])
        for row in store.rows("estimates/group_periods", indicator=indicator)
        if row["part"] and (row["set_name"], row["group_key"]) == (set_name, group)
    }
    rows = [
        (Period(year, part), figure)
        for year, part in sorted(periods)
        for figure in store.rows(
            "estimates/figures", set_name=set_name, indicator=indicator, year_1=year, year_2=None,
            edition=None, group_key=group, part=part,
        )
    ]  # fmt: skip
    return [(period, cast("Figure", figure)) for period, figure in rows
            if figure["area_code"] == CITY and figure["percent"] is not None]  # fmt: skip


def _correlations(
    store: Store,
    figures: tuple[Sequence[Figure], Sequence[Figure]],
    codes: Sequence[str],
    indicator: str,
    groups: Sequence[str],
    part: str,
) -> dict[tuple[str, int], float]:
    """Return how the figures of two groups go together in each year that has both."""
    first, second = figures
    years = {figure["year"] for figure in first} & {figure["year"] for figure in second}
    correlations: dict[tuple[str, int], float] = {}
    for year in sorted(years):
        question = GapQuestion(indicator, groups[0], groups[1], None, Period(year, part))
        by_area = {
            code: group_figures(_of_area(first, code), _of_area(second, code), question)
            for code in codes
        }
        correlations |= correlations_of(store, by_area, question)
    return correlations


def _of_area(figures: Sequence[Figure], code: str) -> list[Figure]:
    return [figure for figure in figures if figure["area_code"] == code]
