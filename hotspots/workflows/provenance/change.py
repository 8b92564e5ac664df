"""The way back from a change: both figures, and the formula with its numbers."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hotspots.analysis.indicators.change_parts import (
    ChangeParts,
    ShareLimits,
    change_parts,
    holm_step,
)
from hotspots.analysis.indicators.pairing import effective_n, pair_of
from hotspots.analysis.indicators.two_years import compared, pair_columns
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.indicators import ChangeRow, Figure
from hotspots.model.nulls import not_null
from hotspots.model.periods import Period
from hotspots.model.provenance import About, TraceStep
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.indicators.change import find_change
from hotspots.workflows.provenance.carried import Route, figures_of, route_of, traced_steps
from hotspots.workflows.provenance.figure import ChosenFigure
from hotspots.workflows.provenance.ground import TraceGround
from hotspots.workflows.provenance.question import TraceQuestion


def change_steps(
    ground: TraceGround, about: About, question: TraceQuestion, say: Say
) -> list[TraceStep]:
    """Return the verdict of ``change``, each part of its formula, then both figures' ways back."""
    route = None if question.as_of is None else route_of(ground, about, question)
    earlier, later = _figures(ground, about, question, route)
    rows = find_change(ground.store, _change_question(about, question, route), say).rows
    change_row = next(row for row in rows if row.area == about.area)
    return [
        TraceStep(
            "verdict", about, {"sentence": change_row.sentence, "value": change_row.verdict}
        ),
        *_formula(about, question, change_row, rows, earlier.figure, later.figure),
        *traced_steps(ground, about, later, route),
        *traced_steps(ground, replace(about, year=question.baseline), earlier, route),
    ]


def _change_question(about: About, question: TraceQuestion, route: Route | None) -> Question:
    return Question(
        set_name=route.from_set if route else about.set_name,
        as_of=question.as_of,
        carry_by=question.carry_by,
        indicator=about.indicator,
        baseline=question.baseline or 0,
        year=question.year,
        edition=question.edition,
        lang=question.lang,
        across_breaks=True,
        assume_deff=question.assumed.deff,
        assume_n=question.assumed.n,
        group=about.group,
        part=about.part,
        baseline_part=about.part,
    )


def _figures(
    ground: TraceGround, about: About, question: TraceQuestion, route: Route | None
) -> tuple[ChosenFigure, ChosenFigure]:
    """Return the two figures that ``change`` compares, and those it does not."""
    baseline = question.baseline or 0
    figures = [
        row
        for year in (question.year, baseline)
        for row in figures_of(ground, replace(about, year=year), question, year, route)
    ]
    eligible = [one for one in figures if question.edition in {None, one["edition"]}]
    pair = pair_of(eligible, Period(baseline), Period(question.year))
    if pair.earlier is None or pair.later is None:
        year = question.baseline if pair.earlier is None else question.year
        raise HotspotsError(
            message(
                "No figure for {name} in {year} in edition {edition}. Leave --edition "
                "out to have the newest that has both years.",
                name=about.name,
                year=year,
                edition=question.edition,
            )
        )
    mixed = pair.mixed
    return (
        _chosen(figures, pair.earlier, question, mixed=mixed),
        _chosen(figures, pair.later, question, mixed=mixed),
    )


def _chosen(
    figures: Sequence[Figure], taken: Figure, question: TraceQuestion, *, mixed: bool
) -> ChosenFigure:
    """Say why an edition was taken: asked for, the newest with both years, or the newest."""
    same_year = [one for one in figures if one["year"] == taken["year"] and one is not taken]
    facts = {"baseline": _period(question, question.baseline),
             "year": _period(question, question.year)}  # fmt: skip
    if question.edition is not None:
        return ChosenFigure(
            taken, "edition_asked", [(one, "other_not_asked") for one in same_year], facts
        )
    alternatives = [(one, _why_not(one, taken)) for one in same_year]
    return ChosenFigure(taken, "edition_mixed" if mixed else "edition_both", alternatives, facts)


def _period(question: TraceQuestion, year: int | None) -> str | None:
    """Return a year, or the part of it that is asked about, such as ``2011-H1``."""
    return None if year is None else str(Period(year, question.part))


def _why_not(figure: Figure, taken: Figure) -> str:
    if (figure["edition"] or 0) > (taken["edition"] or 0):
        return "other_without_both"
    return "other_older"


def _formula(
    about: About,
    question: TraceQuestion,
    change_row: ChangeRow,
    rows: Sequence[ChangeRow],
    earlier: Figure,
    later: Figure,
) -> list[TraceStep]:
    """Return the parts of a change of shares; nothing but the difference where none was tested.

    Nothing at all where ``change`` gives no difference: a figure is withheld, or too thin.
    """
    if change_row.change_pp is None:
        return []
    years = {"baseline": _period(question, question.baseline),
             "year": _period(question, question.year)}  # fmt: skip
    points = {
        "earlier": earlier["percent"],
        "later": later["percent"],
        "result": not_null(later["percent"]) - not_null(earlier["percent"]),
        **years,
    }
    difference = TraceStep("difference", about, points)
    n_1, n_2 = effective_n(earlier), effective_n(later)
    if change_row.p is None or later["measure"] != "share" or n_1 is None or n_2 is None:
        return [difference]
    tested = change_row.tested
    spread = ExtraSpread(*(np.array(one) for one in (tested.rounding, tested.factor, tested.df)))
    parts = change_parts(
        not_null(earlier["percent"]) / 100, n_1, not_null(later["percent"]) / 100, n_2, spread
    )
    return [
        difference,
        *_limits(about, parts.earlier, question.baseline, parts.reach),
        *_limits(about, parts.later, question.year, parts.reach),
        *_interval(about, parts),
        *_test(about, parts),
        *_rounding(about, earlier, later, change_row),
        *_adjusted(about, change_row, rows),
    ]


def _limits(about: About, limits: ShareLimits, year: int | None, reach: float) -> list[TraceStep]:
    about = replace(about, year=year)
    facts = {"p": limits.share, "n": limits.n, "z": reach, "year": about.period}
    return [
        TraceStep("wilson_low", about, {**facts, "result": limits.low}),
        TraceStep("wilson_high", about, {**facts, "result": limits.high}),
    ]


def _interval(about: About, parts: ChangeParts) -> list[TraceStep]:
    facts = {
        "p1": parts.earlier.share, "l1": parts.earlier.low, "u1": parts.earlier.high,
        "p2": parts.later.share, "l2": parts.later.low, "u2": parts.later.high,
    }  # fmt: skip
    rounded = "_rounded" if parts.added else ""
    return [
        TraceStep(f"newcombe_{side}{rounded}", about,
                  {**facts, "added": parts.added, "result": limit})
        for side, limit in (("low", parts.low), ("high", parts.high))
    ]  # fmt: skip


def _test(about: About, parts: ChangeParts) -> list[TraceStep]:
    facts = {
        "p1": parts.earlier.share, "n1": parts.earlier.n,
        "p2": parts.later.share, "n2": parts.later.n,
    }  # fmt: skip
    steps = [TraceStep("pooled", about, {**facts, "result": parts.pooled})]
    if parts.z:
        spread = {"factor": parts.factor, "rounding": parts.rounding}
        kind = "z" if spread == {"factor": 1.0, "rounding": 0.0} else "z_spread"
        values = {**facts, **spread, "pooled": parts.pooled, "result": parts.z}
        steps.append(TraceStep(kind, about, values))
    degrees = {"df": parts.df} if math.isfinite(parts.df) else {}
    values = {"z": abs(parts.z), **degrees, "result": parts.p}
    return [*steps, TraceStep("p_swings" if degrees else "p", about, values)]


def _rounding(
    about: About, earlier: Figure, later: Figure, change_row: ChangeRow
) -> list[TraceStep]:
    """Return the least and largest p of all shares that round to the printed ones.

    Only where rounding is so large a part of the standard error that it may decide.
    """
    tested = change_row.tested
    years = ExtraSpread(factor=np.array([tested.factor]), df=np.array([tested.df]))
    two = compared(pair_columns([Pair(earlier, later)], "share"), "share", years)
    low, high = float(two.p_low[0]), float(two.p_high[0])
    return [] if low == high else [TraceStep("p_rounding", about, {"low": low, "high": high})]


def _adjusted(about: About, change_row: ChangeRow, rows: Sequence[ChangeRow]) -> list[TraceStep]:
    """Return the step from a p-value to the adjusted one; the city stands outside the family."""
    if not change_row.is_in_family:
        return [TraceStep("outside_family", about, {})]
    family = [row.p for row in rows if row.p is not None and row.is_in_family]
    step = holm_step(change_row.p or 0.0, family)
    facts = {"p": step.p, "family": step.family, "place": step.place, "n": step.family,
             "result": min(1.0, step.p * step.factor)}  # fmt: skip
    kind = "holm" if step.p * step.factor <= 1 else "holm_full"
    return [TraceStep(kind, about, {**facts, "value": "1"})]
