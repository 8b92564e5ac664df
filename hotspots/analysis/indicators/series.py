"""A series over years: which figure stands for a year, its interval, and what may be joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hotspots.analysis.indicators.pairing import base_of, effective_n, half_step, is_hidden
from hotspots.analysis.methods.rates import poisson_interval
from hotspots.analysis.methods.reliability import Limits
from hotspots.model.charts import HIDDEN, Dot, DotKind, Line
from hotspots.model.indicators import Break, Figure
from hotspots.model.nulls import not_null
from hotspots.model.rounding import figure_decimals


@dataclass(frozen=True)
class FigureReading:
    """How figures are read: their measure, the limits of reliability, the breaks of the area."""

    measure: str
    limits: Limits
    breaks: Sequence[Break] = ()


def chosen(figures: Iterable[Figure]) -> list[Figure]:
    """Return one area's figures, one for each definition and year: that of the newest edition.

    A figure that the source withholds stands in only where no edition gives it.
    """
    best: dict[tuple[str, int], Figure] = {}
    for figure in figures:
        if figure["percent"] is None and not figure.get("withheld"):
            continue
        key = (figure["indicator"], figure["year"])
        if key not in best or _rank(figure) > _rank(best[key]):
            best[key] = figure
    return [best[key] for key in sorted(best)]


def _rank(figure: Figure) -> tuple[bool, int]:
    return figure["percent"] is not None, int(figure["edition"] or 0)


def lines_of(figures: Sequence[Figure], how: FigureReading) -> tuple[Line, ...]:
    """Return one line for each definition, the one that begins first first.

    ``figures`` has one row for each definition and year. Neighbouring years are joined; a year
    without a figure, a hidden one and a break in the definition are gaps.
    """
    by_name: dict[str, list[Dot]] = {}
    for figure in sorted(figures, key=_by_year):
        by_name.setdefault(figure["indicator"], []).append(dot(figure, how))
    ordered = sorted(by_name.items(), key=lambda item: (item[1][0].year, item[0]))
    return tuple(Line(name, tuple(dots), _runs(dots, how.breaks)) for name, dots in ordered)


def _by_year(figure: Figure) -> int:
    return int(figure["year"])


def _runs(dots: Sequence[Dot], breaks: Sequence[Break]) -> tuple[tuple[Dot, ...], ...]:
    runs: list[list[Dot]] = []
    visible = [one for one in dots if one.kind not in HIDDEN]
    for earlier, later in pairwise([None, *visible]):
        if later is None:
            continue
        if earlier is None or not _joined(earlier, later, breaks):
            runs.append([])
        runs[-1].append(later)
    return tuple(tuple(run) for run in runs)


def _joined(earlier: Dot, later: Dot, breaks: Sequence[Break]) -> bool:
    if later.year - earlier.year != 1:
        return False
    return not any(
        candidate.kind == "definition" and candidate.is_crossed(earlier.year, later.year)
        for candidate in breaks
    )


def dot(figure: Figure, how: FigureReading) -> Dot:
    """Return a figure as a dot; one that is not to be shown carries no number."""
    year = int(figure["year"])
    if is_hidden(figure, how.limits, how.measure):
        return Dot(year, "withheld" if figure["percent"] is None else "too_few")
    value = float(not_null(figure["percent"]))
    bounds = interval(figure, how.measure)
    low, high = bounds or (None, None)
    half, wide = half_step(figure), 0.0 if bounds is None else (bounds[1] - bounds[0]) / 2
    return Dot(
        year,
        _kind(figure, how, has_interval=bounds is not None),
        value,
        low,
        high,
        half if half > wide else None,
        figure_decimals(value, figure["decimals"], how.measure),
        bool(figure.get("carried")),
    )


def _kind(figure: Figure, how: FigureReading, *, has_interval: bool) -> DotKind:
    if not has_interval:
        return "no_base"
    share = not_null(figure["percent"]) / 100
    doubt = how.limits.doubts(share, effective_n(figure)) if how.measure == "share" else None
    return "unreliable" if doubt else "certain"


def interval(figure: Figure, measure: str) -> tuple[float, float] | None:
    """Return a figure's 95 % interval in its own unit, None where nothing says how sure it is.

    Shares: Wilson on the effective number of answers. Rates: Garwood on the counted reports.
    """
    base = base_of(figure, measure)
    if base is None:
        return None
    value = float(not_null(figure["percent"]))
    if measure == "per_1000":
        low, high = (value / base * one for one in poisson_interval(base))
        return low, high
    return _wilson(value, base)


def _wilson(percent: float, n: float) -> tuple[float, float]:
    import numpy as np

    from hotspots.analysis.methods.share_change import wilson

    low, high = wilson(np.array([percent / 100]), np.array([n]))
    return 100 * float(low[0]), 100 * float(high[0])
