"""The step of a break of method, measured where two suppliers asked at once; or why it cannot."""

from collections.abc import Sequence
from typing import Any

from hotspots.analysis.indicators.overlap import (
    LEAST_AREAS,
    Overlap,
    measured_step,
    overlaps,
    reprinted_years,
    suppliers_compared,
    years_of,
)
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.indicators import Figure, MeasuredStep
from hotspots.sentences.slices import year_spans
from hotspots.workflows.asking.questions import Question, Scope


def step_between(
    scope: Scope, question: Question, figures: Sequence[Figure]
) -> MeasuredStep | None:
    """Return the step between the suppliers of the two years, where it is to be taken out.

    Raises ``HotspotsError`` where there is none, or no overlap that it could be measured in.
    """
    if not question.adjust_break:
        return None
    _refuse_unless_share(scope)
    earlier, later = _suppliers(scope, figures)
    shared = overlaps(figures, earlier, later, question.limits)
    step = measured_step(shared, earlier, later)
    if step is None:
        raise _no_overlap(figures, earlier, later, shared)
    return step


def _refuse_unless_share(scope: Scope) -> None:
    if scope.indicator["measure"] != "share":
        raise HotspotsError(
            message(
                "--adjust-break is for shares of a survey; {indicator} is none. What is counted "
                "by the police has no second supplier that it could be measured against.",
                indicator=scope.indicator["indicator"],
            )
        )


def _suppliers(scope: Scope, figures: Sequence[Figure]) -> tuple[str, str]:
    """Return the one supplier of the baseline's figures and the other one of the later year's."""
    compared = suppliers_compared(figures, scope.baseline_period, scope.period)
    years = {"baseline": scope.baseline_period, "year": scope.period}
    if not compared:
        raise HotspotsError(
            message(
                "--adjust-break has nothing to take out: no area has figures of both {baseline} "
                "and {year}.",
                **years,
            )
        )
    if any(earlier is None or later is None for earlier, later in compared):
        raise HotspotsError(
            message(
                "--adjust-break needs to know who supplied the figures of {baseline} and {year}, "
                "and some do not say it. Load them with a column of suppliers, or with --fixed "
                "supplier=NAME.",
                **years,
            )
        )
    changes = sorted({(str(earlier), str(later)) for earlier, later in compared})
    across = [(earlier, later) for earlier, later in changes if earlier != later]
    if not across:
        raise HotspotsError(
            message(
                "--adjust-break has nothing to take out: the figures of {baseline} and {year} "
                "are of one supplier in each area ({suppliers}).",
                suppliers=", ".join(earlier for earlier, _ in changes),
                **years,
            )
        )
    if len(across) > 1:
        raise HotspotsError(
            message(
                "--adjust-break takes out one step, and from {baseline} to {year} areas have "
                "several: {changes}. Choose years or --edition so that there is one.",
                changes="; ".join(f"{earlier} → {later}" for earlier, later in across),
                **years,
            )
        )
    return across[0]


def _no_overlap(
    figures: Sequence[Figure], earlier: str, later: str, shared: Sequence[Overlap]
) -> HotspotsError:
    """Say which years each supplier has, how far they overlap, and what would be needed."""
    if reprinted := reprinted_years(shared):
        return HotspotsError(
            message(
                "--adjust-break cannot measure the step from {earlier} to {later}: in {years} "
                "both have the same figure in every area, so that they were printed again and not "
                "asked twice. A year in which both asked is needed.",
                earlier=earlier,
                later=later,
                years=year_spans(reprinted),
            )
        )
    return HotspotsError(
        message(
            "--adjust-break cannot measure the step from {earlier} to {later}: both have a share "
            "with its number of answers, of the same year, in {n} areas, and {least} are needed. "
            "{earlier} has {first}, {later} has {last}. A year in which both asked is needed: "
            "load it with --fixed supplier=NAME, and with an edition of its own (--fixed "
            "edition=YEAR). Without it the change is flagged and left as it is.",
            earlier=earlier,
            later=later,
            n=len({overlap.area for overlap in shared}),
            least=LEAST_AREAS,
            first=year_spans(years_of(figures, earlier)) or message("figures of no area"),
            last=year_spans(years_of(figures, later)) or message("figures of no area"),
        )
    )


def step_setting(step: MeasuredStep | None) -> dict[str, Any] | None:
    """Return the step as settings tell of it; None where none was taken out."""
    if step is None:
        return None
    low, high = step.limits
    return {
        "from": step.earlier,
        "to": step.later,
        "step_pp": step.value,
        "low_pp": low,
        "high_pp": high,
        "between_areas_sd_pp": step.between**0.5,
        "df": step.df,
        "years": [*step.years],
        "n_areas": step.n_areas,
    }
