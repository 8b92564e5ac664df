"""A question about two groups made definite: the area set, the groups and the periods."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.analysis.indicators.gap_rows import GapQuestion
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.groups import WHOLE_GROUP, dimension_key, group_name, parts_of
from hotspots.model.periods import Period
from hotspots.model.rows import EstimatesGroupPeriodsRow
from hotspots.sources.files.names import unknown
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.asking.periods import check_years
from hotspots.workflows.asking.questions import Question, Scope, breaks_of
from hotspots.workflows.loads.clear_stores import refuse_uncounted

Row = EstimatesGroupPeriodsRow


@dataclass(frozen=True)
class GapOptions:
    """Which groups of which indicator are set beside each other; ``wanted`` holds the rest.

    ``period`` is None where the program is to choose, ``baseline`` where nothing is compared with.
    """

    indicator: str
    between: tuple[str, str]
    baseline: Period | None
    period: Period | None
    wanted: Question


def gap_scope(store: Store, options: GapOptions, say: Say) -> tuple[Scope, GapQuestion]:
    """Settle set, groups and periods; every choice made for the user is said."""
    wanted = options.wanted
    first, second = _groups(options.between)
    indicator = options.indicator.casefold()
    refuse_uncounted(store, indicator)
    rows = _rows_of(store, indicator)
    for group in (first, second):
        _check_group(indicator, group, rows)
    baseline, year = options.baseline, options.period
    periods = _periods_by_set(rows, first, second)
    last = year or max(period for each in periods.values() for period in each)
    area_set = settled_set(store, wanted.set_name, say, last_day=last.days[1], able={*periods})
    in_set = periods.get(str(area_set["set_name"]), [])
    period = year or _newest(in_set, baseline, say)
    _check_periods(baseline, period, in_set)
    by_name = {row["indicator"]: row for row in store.rows("estimates/indicators")}
    breaks = breaks_of(store, indicator, str(area_set["set_name"]))
    base_year = baseline.year if baseline else period.year
    years = sorted({each.year for each in in_set})
    scope = Scope(area_set, by_name[indicator], base_year, period.year, years, breaks)
    measure = by_name[indicator]["measure"]
    return scope, GapQuestion(
        indicator, first, second, baseline, period, measure, wanted.adjust, wanted.limits, breaks
    )


def _groups(between: tuple[str, str]) -> tuple[str, str]:
    """Return the two groups as they are stored."""
    first = _group(between[0], "--between")
    second = _group(between[1], "--and")
    if first == second:
        raise UsageProblem(
            message("--between and --and both name {group!r}. Name two groups.", group=first)
        )
    return first, second


def _group(text: str, option: str) -> str:
    parts = {dimension_key(name): value for name, value in parts_of(text).items()}
    group = group_name(parts)
    if group == WHOLE_GROUP or not all(parts.values()):
        raise UsageProblem(
            message(
                "{option} {text!r} is no group: write DIMENSION=VALUE.", option=option, text=text
            )
        )
    return group


def _rows_of(store: Store, indicator: str) -> list[EstimatesGroupPeriodsRow]:
    rows = _of_groups(store, indicator)
    if rows:
        return rows
    names = sorted({row["indicator"] for row in _of_groups(store, None)})
    if not names:
        raise HotspotsError(
            message(
                "The store has no figures of groups. Bring some in with `hotspots load index`, "
                "or with `hotspots load survey --by-group`."
            )
        )
    raise unknown(
        message(
            "There are no figures of groups for {name!r}. There are for {listed}.",
            name=indicator,
            listed=", ".join(names),
        ),
        indicator,
        names,
    )


def _check_group(indicator: str, group: str, rows: Sequence[Row]) -> None:
    groups = sorted({row["group_key"] for row in rows})
    if group not in groups:
        raise unknown(
            message(
                "{indicator} has no figures of the group {group!r}. There are: {listed}.",
                indicator=indicator,
                group=group,
                listed=", ".join(groups),
            ),
            group,
            groups,
        )


def _periods_by_set(rows: Sequence[Row], first: str, second: str) -> dict[str, list[Period]]:
    """Return the periods in which both groups have figures, by area set."""
    periods: dict[str, dict[str, set[Period]]] = {}
    for row in rows:
        by_group = periods.setdefault(row["set_name"], {})
        by_group.setdefault(row["group_key"], set()).add(Period(row["year"], row["part"]))
    shared = {
        name: sorted(by_group.get(first, set()) & by_group.get(second, set()))
        for name, by_group in periods.items()
    }
    shared = {name: each for name, each in shared.items() if each}
    if not shared:
        raise HotspotsError(
            message(
                "No area set has figures of both {first!r} and {second!r} in one period.",
                first=first,
                second=second,
            )
        )
    return shared


def _newest(periods: Sequence[Period], baseline: Period | None, say: Say) -> Period:
    """Return the newest period of the baseline's part of the year; of whole years if there are."""
    parts = {period.part for period in periods}
    part = baseline.part if baseline else ("" if "" in parts else max(periods).part)
    newest = max((period for period in periods if period.part == part), default=max(periods))
    say(
        message(
            "Year set to {year}, the newest with figures of both groups. Change it with --year.",
            year=newest,
        )
    )
    return newest


def _check_periods(baseline: Period | None, period: Period, periods: Sequence[Period]) -> None:
    if baseline is not None:
        check_years(baseline.year, period.year)
    for compared in (baseline, period):
        if compared is not None and compared not in periods:
            raise HotspotsError(
                message(
                    "There are no figures of both groups for {year}. There are for {listed}.",
                    year=compared,
                    listed=", ".join(map(str, periods)) or message("no period of this area set"),
                )
            )


def _of_groups(store: Store, indicator: str | None) -> list[Row]:
    """Return the periods in which there are figures of groups."""
    rows = store.rows("estimates/group_periods", indicator=indicator)
    return [row for row in rows if row["group_key"]]
