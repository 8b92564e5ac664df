"""Goals judged at a day: met, not met, on course, or what is missing to say so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hotspots.analysis.goals import counts
from hotspots.analysis.goals.areas import Evidence, verdict
from hotspots.analysis.goals.differences import difference_verdict, figures_of_both
from hotspots.analysis.goals.flags import crossed_breaks, flags
from hotspots.analysis.goals.members import GoalMembers, members
from hotspots.analysis.goals.pace import pace_of
from hotspots.analysis.indicators.rate_swings import swings_before
from hotspots.analysis.methods.share_change import ALPHA, holm
from hotspots.model.areas import CITY
from hotspots.model.goals import AreaVerdict, Certainty, Gap, GapKind, Goal, GoalAnswer, Judgement
from hotspots.model.indicators import AreaCategory, Break, Figure
from hotspots.model.periods import Period


@dataclass(frozen=True)
class _When:
    is_final: bool
    year: int | None
    gaps: tuple[Gap, ...]


def judge(goal: Goal, evidence: Evidence, as_of: date) -> Judgement:
    """Judge a goal in one area set by what is known at a day.

    From the deadline on the figures must be those of its year; before it they are the newest.
    Nothing is carried from another year or edition.
    """
    if goal.scope == "count_of_areas":
        return _judge_count(goal, evidence, as_of)
    return _judge_areas(goal, evidence, as_of)


def best(judgements: Sequence[Judgement]) -> Judgement:
    """Return the judgement of the set that has what is needed; the first of equal ones."""
    return max(judgements, key=_worth)


def _worth(judgement: Judgement) -> tuple[bool, bool, float]:
    n_with_figures = sum(area.standing != "missing" for area in judgement.areas)
    share = n_with_figures / len(judgement.areas) if judgement.areas else 0.0
    return judgement.answer != "cannot_be_said", judgement.is_complete, share


def _when(goal: Goal, years: Iterable[int], as_of: date) -> _When:
    if as_of >= goal.deadline:
        return _When(is_final=True, year=goal.deadline.year, gaps=())
    first = max(goal.first_year or 0, (goal.baseline_year or 0) + 1)
    year = max((one for one in years if first <= one <= as_of.year), default=None)
    if year is not None:
        return _When(is_final=False, year=year, gaps=())
    start = first if first > 1 else as_of.year
    gap = Gap("not_yet", start, last_year=max(start, as_of.year))
    return _When(is_final=False, year=None, gaps=(gap,))


def _judge_areas(goal: Goal, evidence: Evidence, as_of: date) -> Judgement:
    chosen = members(goal, evidence)
    concerned = (*chosen.areas, *chosen.open_areas)
    years = _years(goal, evidence, concerned)
    when = _when(goal, _ended(years, evidence, as_of), as_of)
    evidence = with_swings(evidence, when.year)
    verdicts: tuple[AreaVerdict, ...] = ()
    if when.year is not None:
        verdicts = as_family(
            [_held(goal, evidence, code, name, when.year) for code, name in chosen.areas]
        )
    answer = _answer(verdicts, chosen, when)
    unknown = _without_figures(goal, evidence, concerned, when.year)
    stated = _without_margin(goal, concerned)
    gaps = (*chosen.gaps, *when.gaps, *stated, *unknown, *_undecided(verdicts))
    city = verdicts[0] if goal.scope == "city" and verdicts else None
    newest_year, choosing = _newest(years, when, as_of), _choosing(goal, evidence)
    newest = _city_figures(goal, evidence, newest_year)
    return Judgement(
        goal=goal,
        set_name=evidence.set_name,
        is_final=when.is_final,
        year=when.year,
        answer=answer,
        certainty=_certainty(answer, verdicts),
        areas=verdicts,
        gaps=tuple(dict.fromkeys(gaps)),
        baseline=city.earlier["percent"] if city and city.earlier else None,
        figure=area_figure(city) if city else None,
        flags=flags(
            goal, evidence, verdicts, when.year, differs=chosen.differs, categories=choosing
        ),
        crossed=crossed_breaks(goal, evidence, when.year, {code for code, _ in concerned}),
        newest_year=newest_year,
        newest=newest[0],
        newest_second=newest[1],
        newest_part=None if when.year in years else _newest_part(goal, evidence, as_of),
        is_complete=not chosen.gaps,
        part=evidence.part,
        load_ids=_loads(verdicts, choosing) | evidence.swings.load_ids,
    )


def with_swings(evidence: Evidence, year: int | None) -> Evidence:
    """Return the evidence with how far rates swing, learnt from the years before one."""
    if evidence.measure != "per_1000" or year is None:
        return evidence
    codes = [code for code, _ in evidence.areas]
    return replace(evidence, swings=swings_before(year, codes, evidence.figures, evidence.breaks))


def _years(goal: Goal, evidence: Evidence, concerned: Sequence[tuple[str, str]]) -> set[int]:
    """Return the years with a figure; for a gap, those in which an area has both."""
    years: set[int] = set()
    for code, _ in concerned:
        of_area = {int(figure["year"]) for figure in evidence.figures_of(code)}
        if goal.against_group is not None:
            of_area &= {int(figure["year"]) for figure in evidence.second.figures_of(code)}
        years |= of_area
    return years


def _ended(years: Collection[int], evidence: Evidence, as_of: date) -> list[int]:
    """Return the years whose part has ended by a day; whole years are those that have begun."""
    return [year for year in years if not evidence.part or evidence.period(year).days[-1] <= as_of]


def _held(goal: Goal, evidence: Evidence, code: str, name: str, year: int) -> AreaVerdict:
    """Hold an area against the rule; where it fails, with the pace that is needed from here."""
    if goal.against_group is not None:
        return difference_verdict(goal, evidence, code, name, year)
    held = verdict(goal, evidence, code, name, year)
    if held.standing != "not" or held.later is None:
        return held
    return replace(held, pace=pace_of(goal, evidence, code, held.later))


def as_family(verdicts: Sequence[AreaVerdict]) -> tuple[AreaVerdict, ...]:
    """Call a failure certain only where it holds when all areas are tested at once (Holm).

    Of many areas just at the limit some are over it by chance. That all keep to a rule is
    another matter: each must, and each by itself.
    """
    tested = [number for number, one in enumerate(verdicts) if one.p is not None]
    p_adjusted = holm(np.array([verdicts[number].p for number in tested], dtype=np.float64))
    judged = list(verdicts)
    for number, p in zip(tested, p_adjusted, strict=True):
        area = judged[number]
        if area.standing == "not" and area.certainty == "certain" and p >= ALPHA:
            judged[number] = replace(area, certainty="uncertain")
    return tuple(judged)


def area_figure(area: AreaVerdict) -> float | None:
    """Return an area's figure, or the gap of two groups in points; None where one is missing."""
    if area.difference is not None:
        return area.difference.value
    if area.later is None or area.second is not None:
        return None
    return area.later["percent"]


def _without_margin(goal: Goal, concerned: Sequence[tuple[str, str]]) -> tuple[Gap, ...]:
    """Return that a rule of no difference states no margin, where it is so."""
    if goal.comparison != "no_difference" or goal.value is not None:
        return ()
    return (Gap("no_margin", goal.deadline.year, tuple(name for _, name in concerned)),)


def _answer(verdicts: Sequence[AreaVerdict], chosen: GoalMembers, when: _When) -> GoalAnswer:
    """Return the answer: one area surely over settles it, whatever else is missing."""
    if any(one.standing == "not" for one in verdicts):
        return "not_met"
    if verdicts and not chosen.gaps and all(one.standing == "fulfilled" for one in verdicts):
        return "met" if when.is_final else "on_course"
    return "cannot_be_said"


def _certainty(answer: GoalAnswer, verdicts: Sequence[AreaVerdict]) -> Certainty:
    """Tell whether sampling leaves the answer open: one sure failure is enough, all must hold."""
    if answer == "cannot_be_said":
        return "unknown"
    if answer == "not_met":
        sure = [one.certainty for one in verdicts if one.standing == "not"]
        order: tuple[Certainty, ...] = ("certain", "unknown", "uncertain")
    else:
        sure = [one.certainty for one in verdicts]
        order = ("uncertain", "unknown", "certain")
    return next(one for one in order if one in sure)


def _without_figures(
    goal: Goal, evidence: Evidence, concerned: Sequence[tuple[str, str]], year: int | None
) -> tuple[Gap, ...]:
    """Return which of the areas concerned have no figure, for each year that needs one."""
    years = [goal.baseline_year] if goal.comparison == "must_improve" else []
    gaps: list[Gap] = []
    for needed_year in (*years, year):
        if needed_year is not None:
            gaps += _without_figure(evidence, concerned, needed_year, goal.group)
            if goal.against_group is not None:
                second = evidence.second
                gaps += _without_figure(second, concerned, needed_year, goal.against_group)
    return tuple(gaps)


def _without_figure(
    evidence: Evidence, concerned: Sequence[tuple[str, str]], year: int, group: str
) -> list[Gap]:
    """Return which areas have no figure of a group in a year, and which but on few answers."""
    without = [pair for pair in concerned if not evidence.figures_of(pair[0], year)]
    thin = tuple(name for code, name in without if evidence.is_thin(code, year))
    lacking = tuple(name for code, name in without if not evidence.is_thin(code, year))
    is_whole = len(lacking) == len(evidence.areas) and CITY not in lacking
    gaps = [Gap("figures", year, lacking, is_whole, group=group)] if lacking else []
    return [*gaps, *([Gap("too_few", year, thin, group=group)] if thin else [])]


def _undecided(verdicts: Sequence[AreaVerdict]) -> tuple[Gap, ...]:
    """Return what keeps figures that are there from being judged, alike gaps together."""
    kinds: tuple[GapKind, ...] = ("rounding", "break", "no_interval", "beyond_margin")
    gaps = []
    for kind in kinds:
        of_kind = [one for one in verdicts if one.why == kind]
        for year in sorted({one.why_year or 0 for one in of_kind}):
            alike = [one for one in of_kind if one.why_year == year]
            names = tuple(one.name for one in alike)
            gaps.append(Gap(kind, year, names, crossed=alike[0].crossed))
    return tuple(gaps)


def _newest(years: Collection[int], when: _When, as_of: date) -> int | None:
    """Return the newest year with a figure, where the year asked about has none."""
    if when.year in years:
        return None
    return max((one for one in years if one <= as_of.year), default=None)


def _city_figures(
    goal: Goal, evidence: Evidence, year: int | None
) -> tuple[Figure | None, Figure | None]:
    """Return the city's figure of a year, and that of the second group where there is one."""
    if year is None or goal.scope != "city":
        return None, None
    if goal.against_group is None:
        return evidence.figure_of(CITY, year), None
    first, second = figures_of_both(goal, evidence, CITY, year)
    return (None, None) if second is None else (first, second)


def _newest_part(goal: Goal, evidence: Evidence, as_of: date) -> tuple[Period, Figure] | None:
    """Return the city's newest figure of a part of a year that has ended by a day."""
    parts = [(period, figure) for period, figure in evidence.city_parts
             if period.days[-1] <= as_of]  # fmt: skip
    if goal.scope != "city" or goal.against_group is not None:
        return None
    return max(parts, key=lambda part: part[0].days[-1], default=None)


def _choosing(goal: Goal, evidence: Evidence) -> list[AreaCategory | Figure]:
    """Return the categories or figures of the baseline year by which areas were chosen."""
    if goal.chosen is None:
        return []
    rows = evidence.categories if goal.chosen.categories else evidence.figures
    return [one for one in rows if one["year"] == goal.baseline_year and one["area_code"] != CITY]


def _loads(
    verdicts: Sequence[AreaVerdict], choosing: Sequence[AreaCategory | Figure]
) -> frozenset[int]:
    loads = {
        int(row["load_id"])
        for area in verdicts
        for row in (area.earlier, area.later, area.second)
        if row
    }
    for row in choosing:
        loads |= set(row.get("load_ids", [row["load_id"]]))
    return frozenset(loads)


def _judge_count(goal: Goal, evidence: Evidence, as_of: date) -> Judgement:
    years = {int(one["year"]) for one in evidence.categories}
    when = _when(goal, years, as_of)
    base_year = goal.baseline_year or 0
    before = counts.counted(goal, evidence, base_year)
    year = when.year
    broken = _definition_break(goal, evidence, year)
    after = None if year is None else counts.counted(goal, evidence, year)
    has_fallen = None
    if year is not None and after is not None and broken is None:
        kept = counts.kept_share(goal, year)
        has_fallen = counts.has_fallen(before, after, kept)
    gaps = counts.gaps(evidence, [base_year, *([] if year is None else [year])])
    if broken is not None:
        gaps += (Gap("break", broken.year, whole=True, crossed=broken),)
    if before.high == 0:
        gaps += (Gap("nobody", base_year),)
    used = [one for one in evidence.categories if one["year"] in (base_year, year)]
    return Judgement(
        goal=goal,
        set_name=evidence.set_name,
        is_final=when.is_final,
        year=year,
        answer=_count_answer(when, has_fallen=has_fallen),
        certainty="unknown",
        areas=() if year is None else counts.area_verdicts(goal, evidence, year),
        gaps=(*gaps, *when.gaps),
        baseline=before.certain,
        figure=None if after is None else after.certain,
        target=_target(goal, before, year),
        flags=flags(goal, evidence, (), year, categories=used),
        crossed=crossed_breaks(goal, evidence, year, {code for code, _ in evidence.areas}),
        newest_year=_newest(years, when, as_of),
        load_ids=frozenset(load for one in used for load in one["load_ids"]),
    )


def _count_answer(when: _When, *, has_fallen: bool | None) -> GoalAnswer:
    if has_fallen is None:
        return "cannot_be_said"
    if not has_fallen:
        return "not_met"
    return "met" if when.is_final else "on_course"


def _target(goal: Goal, before: counts.Bounds, year: int | None) -> float | None:
    if before.certain is None or year is None:
        return None
    return float(counts.kept_share(goal, year) * before.certain)


def _definition_break(goal: Goal, evidence: Evidence, year: int | None) -> Break | None:
    if year is None:
        return None
    return evidence.definition_break(CITY, goal.earlier_year, year)
