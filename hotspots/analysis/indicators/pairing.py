"""Which two figures of an area are compared, and what must be said about the pair."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hotspots.analysis.methods.editions import Pair, choose
from hotspots.analysis.methods.reliability import Limits
from hotspots.model.indicators import Doubt, Figure
from hotspots.model.nulls import not_null
from hotspots.model.periods import Period

_SAME = 1e-9


def pair_of(figures: Sequence[Figure], baseline: Period, period: Period) -> Pair:
    """Return an area's figures of two periods: of one definition and one edition if it can be.

    A figure that the source withholds stands in only where no edition gives it.
    """
    earlier = _usable([one for one in figures if period_of(one) == baseline])
    later = _usable([one for one in figures if period_of(one) == period])
    shared = {one["indicator"] for one in earlier} & {one["indicator"] for one in later}
    if shared:
        earlier = [one for one in earlier if one["indicator"] in shared]
        later = [one for one in later if one["indicator"] in shared]
    return choose(earlier, later)


def of_areas(figures: Iterable[Figure]) -> defaultdict[str, list[Figure]]:
    """Return figures by the codes of their areas, in one pass; of an area without any, none."""
    by_area: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_area[figure["area_code"]].append(figure)
    return by_area


def period_of(figure: Figure) -> Period:
    """Return the year that a figure is of, or the part of one."""
    return Period(figure["year"], figure.get("part", ""))


def _usable(figures: Sequence[Figure]) -> list[Figure]:
    with_value = [one for one in figures if one["percent"] is not None]
    return with_value or [one for one in figures if one.get("withheld")]


def effective_n(figure: Figure) -> float | None:
    """Return the effective number of answers; the plain number where no design is known."""
    answers = figure["n_eff"] if figure["n_eff"] is not None else figure["n"]
    return None if answers is None else float(answers)


def base_of(figure: Figure, measure: str) -> float | None:
    """Return what a figure's certainty rests on: effective answers, or counted reports."""
    if measure == "share":
        return effective_n(figure)
    if measure == "per_1000" and figure.get("counted") and figure["percent"]:
        return float(not_null(figure["counted"]))
    return None


def half_step(figure: Figure) -> float:
    """Return how far a printed figure may lie from the true one, in its own unit; 0 if exact."""
    if figure.get("half_step") is not None:
        return float(figure["half_step"])
    return 0.0 if figure["decimals"] is None else 0.5 * 10.0 ** -int(figure["decimals"])


def is_hidden(figure: Figure, limits: Limits, measure: str) -> bool:
    """Tell whether a figure is not to be shown: withheld, or on too few answers."""
    if figure["percent"] is None:
        return True
    return measure == "share" and limits.hides(effective_n(figure))


def disagrees(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether an edition prints the figure otherwise than rounding can explain."""
    return any(
        is_apart(figure, candidate)
        for candidate in figures
        if candidate["percent"] is not None
        and candidate["indicator"] == figure["indicator"]
        and period_of(candidate) == period_of(figure)
    )


def is_apart(first: Figure, second: Figure) -> bool:
    """Tell whether no value rounds to both; a half is rounded one way, so ends do not meet."""
    distance = abs(not_null(first["percent"]) - not_null(second["percent"]))
    halves = half_step(first), half_step(second)
    return bool(distance > sum(halves) + (-_SAME if all(halves) else _SAME))


def is_design_unknown(figure: Figure) -> bool:
    """Tell whether nobody stated the design effect of a figure that rests on answers."""
    assumed = figure.get("assumed_deff") is not None
    return figure["n"] is not None and (assumed or figure["n_eff"] is None)


def doubts_of(pair: Pair, limits: Limits, measure: str) -> tuple[tuple[Period, Doubt], ...]:
    """Return which periods' shares are unreliable, each with the reason."""
    if measure != "share":
        return ()
    doubts = [
        (period_of(figure), limits.doubts(figure["percent"] / 100, effective_n(figure)))
        for figure in (pair.earlier, pair.later)
        if figure is not None and figure["percent"] is not None
    ]
    return tuple((period, doubt) for period, doubt in doubts if doubt is not None)


def flags_of(
    pair: Pair, figures: Sequence[Figure], limits: Limits, measure: str
) -> tuple[str, ...]:
    """Return what must be said about a pair; ``figures`` are all of the area's."""
    compared = [figure for figure in (pair.earlier, pair.later) if figure is not None]
    with_percent = [figure for figure in compared if figure["percent"] is not None]
    suppliers = {figure["supplier"] for figure in compared if figure["supplier"]}
    conditions = {
        "no_baseline": pair.earlier is None,
        "no_figure": pair.later is None,
        "no_n": any(base_of(figure, measure) is None for figure in with_percent),
        "withheld": any(figure["percent"] is None for figure in compared),
        "too_few_answers": any(
            measure == "share" and limits.hides(effective_n(figure)) for figure in with_percent
        ),
        "unreliable": bool(doubts_of(pair, limits, measure)),
        "design_effect_unknown": measure == "share"
        and any(is_design_unknown(figure) for figure in compared),
        "assumed_n": any(figure.get("assumed_n") for figure in compared),
        "mixed_editions": pair.mixed,
        "edition_conflict": any(disagrees(figure, figures) for figure in with_percent),
        "supplier_changed": len(suppliers) > 1,
        "carried_over": any(figure.get("carried") for figure in compared),
    }
    return tuple(name for name, is_so in conditions.items() if is_so)
