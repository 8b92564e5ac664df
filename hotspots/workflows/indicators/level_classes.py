"""The classes of a map of levels: found over all its years, or given, and said aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.analysis.methods import class_breaks
from hotspots.analysis.methods.class_breaks import ClassBreaks
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.areas import CITY
from hotspots.model.indicators import COLOURED, MOST_CLASSES, Levels, Method
from hotspots.model.rounding import as_written, class_decimals, figure_decimals

_MOST_IN_CLASS = 0.75


@dataclass(frozen=True)
class ClassesQuestion:
    """How many classes, and how their limits are found; or the limits themselves."""

    n_classes: int = MOST_CLASSES
    method: Method = "pretty"
    limits: tuple[float, ...] | None = None


def chosen_classes(
    levels: Levels, question: ClassesQuestion, measure: str, say: Say
) -> ClassBreaks:
    """Return the classes of all areas and years, and say what was chosen for the user."""
    values = _printed_values(levels, measure)
    chosen = _classes(values, question, measure)
    _say_classes(chosen, values, say)
    return chosen


def _printed_values(levels: Levels, measure: str) -> list[float]:
    """Return the figures of all areas and years, each as it is written."""
    return [
        as_written(level.value, figure_decimals(level.value, level.decimals, measure))
        for each in levels.by_year.values()
        for code, level in each.items()
        if code != CITY and level.kind in COLOURED and level.value is not None
    ]


def _classes(values: Sequence[float], question: ClassesQuestion, measure: str) -> ClassBreaks:
    decimals = class_decimals(values, measure)
    if question.limits is not None:
        return _classes_of_limits(question.limits, decimals, measure)
    if measure == "points":
        return class_breaks.around_zero(values, question.n_classes, decimals)
    return class_breaks.classes(values, question.n_classes, question.method, decimals)


def _classes_of_limits(limits: tuple[float, ...], decimals: int, measure: str) -> ClassBreaks:
    if measure == "points" and tuple(-one for one in reversed(limits)) != limits:
        raise UsageProblem(message("--breaks of a difference must be alike on both sides of 0."))
    whole = all(one == round(one) for one in limits)
    return ClassBreaks(
        limits, decimals if whole else max(decimals, 1), mirrored=measure == "points"
    )


def _say_classes(chosen: ClassBreaks, values: Sequence[float], say: Say) -> None:
    if not values:
        return
    if chosen.method is not None:
        limits = ", ".join(f"{one:g}" for one in chosen.limits)
        say(
            message(
                "Limits of the classes ({method}): {limits}. Change them with --method, "
                "--classes or --breaks.",
                method=chosen.method,
                limits=limits or message("none: all figures are alike"),
            )
        )
    fullest = max(sum(chosen.of(one) == at for one in values) for at in range(chosen.count))
    if chosen.limits and fullest > _MOST_IN_CLASS * len(values):
        say(
            message(
                "{fullest:,} of {n:,} figures lie in one class. Other limits tell them "
                "apart better, such as --method quantile.",
                fullest=fullest,
                n=len(values),
            )
        )
