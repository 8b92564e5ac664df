"""One area held against a goal: whether it surely keeps to the rule, and how certain it is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hotspots.analysis.goals.printed import band, fulfils, improved
from hotspots.analysis.goals.rates import certainty_of, rate_change_p, rate_interval, rate_p
from hotspots.analysis.indicators.pairing import base_of, effective_n, is_hidden, pair_of
from hotspots.analysis.indicators.rate_swings import RateSwings
from hotspots.analysis.methods.distributions import normal_p
from hotspots.analysis.methods.editions import Pair, choose
from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.share_change import (
    ALPHA,
    Better,
    Floats,
    share_change,
    share_p,
    wilson,
)
from hotspots.language import message
from hotspots.model.goals import AreaVerdict, Certainty, Goal, Standing
from hotspots.model.indicators import AreaCategory, Break, Figure
from hotspots.model.periods import Period

_LIMITS = Limits()
_CHANCE_ALONE = RateSwings()


@dataclass(frozen=True)
class Evidence:
    """What a goal is judged by in one area set.

    ``areas`` are (code, name) pairs; ``figures`` are rows of the goal's indicator, all years
    and editions, the city as ``*``; ``categories`` rows with area_code, year, category and
    load_ids; ``listed`` are the names the policy published with their codes, None where a name
    is no area of the set. ``figures`` are those of the goal's group; ``second_figures`` those
    of the group that it is held against, and ``correlations`` those of the two groups' figures
    by area and year, where both come from the answers of one sample; ``city_parts`` the city's
    of parts of a year. ``part`` is the part of the year that all other figures are of, and
    ``swings`` how far the counts behind rates swing.
    """

    set_name: str
    areas: Sequence[tuple[str, str]]
    figures: Sequence[Figure]
    categories: Sequence[AreaCategory]
    breaks: Sequence[Break]
    listed: Sequence[tuple[str, str | None]]
    better: Better
    measure: str
    second_figures: Sequence[Figure] = ()
    correlations: Mapping[tuple[str, int], float] = field(default_factory=dict)
    city_parts: Sequence[tuple[Period, Figure]] = ()
    part: str = ""
    swings: RateSwings = _CHANCE_ALONE

    def period(self, year: int) -> Period:
        """Return a year, or the part of it that figures are of."""
        return Period(year, self.part)

    @property
    def second(self) -> "Evidence":
        """Return the same of the group that the goal's group is held against."""
        return replace(self, figures=self.second_figures, second_figures=())

    def figures_of(self, code: str, year: int | None = None) -> list[Figure]:
        """Return an area's figures that give a value to be shown, of one year or of all."""
        return [
            figure
            for figure in self.figures
            if figure["area_code"] == code
            and not is_hidden(figure, _LIMITS, self.measure)
            and (year is None or figure["year"] == year)
        ]

    def is_thin(self, code: str, year: int) -> bool:
        """Tell whether all that an area has in a year rests on too few answers to be shown."""
        has_figure = any(
            (figure["area_code"], figure["year"]) == (code, year) and figure["percent"] is not None
            for figure in self.figures
        )
        return has_figure and not self.figures_of(code, year)

    def figure_of(self, code: str, year: int) -> Figure | None:
        """Return an area's figure of a year from the newest edition that has one."""
        return choose([], self.figures_of(code, year)).later

    def category_of(self, code: str, year: int) -> str | None:
        """Return an area's category in a year."""
        for row in self.categories:
            if (row["area_code"], row["year"]) == (code, year):
                return str(row["category"])
        return None

    def definition_break(self, code: str, earlier: int | None, later: int) -> Break | None:
        """Return the break of definition between two years that concerns an area, if any."""
        if earlier is None:
            return None
        for candidate in self.breaks:
            if (
                candidate.kind == "definition"
                and candidate.is_crossed(earlier, later)
                and candidate.concerns(code)
            ):
                return candidate
        return None


def verdict(goal: Goal, evidence: Evidence, code: str, name: str, year: int) -> AreaVerdict:
    """Hold one area's figure of a year against a rule about figures."""
    if goal.comparison == "must_improve":
        return _improvement(goal, evidence, code, name, year)
    later = evidence.figure_of(code, year)
    if later is None:
        return AreaVerdict(code, name, "missing", why="figures", why_year=year)
    crossed = evidence.definition_break(code, goal.earlier_year, year)
    if crossed is not None:
        return broken(code, name, Pair(None, later), crossed)
    kept = fulfils(band(later), goal.comparison, goal.value or 0.0)
    p = limit_p(later, evidence, goal.value or 0.0)
    sure = certainty_of(p, ALPHA)
    return replace(_decided(code, name, Pair(None, later), kept=kept, sure=sure), p=p)


def _improvement(goal: Goal, evidence: Evidence, code: str, name: str, year: int) -> AreaVerdict:
    base_year = goal.baseline_year or 0
    pair = pair_of(evidence.figures_of(code), evidence.period(base_year), evidence.period(year))
    for figure, of_year in ((pair.later, year), (pair.earlier, base_year)):
        if figure is None:
            return AreaVerdict(
                code, name, "missing", earlier=pair.earlier, later=pair.later,
                why="figures", why_year=of_year,
            )  # fmt: skip
    crossed = evidence.definition_break(code, base_year, year)
    if crossed is not None:
        return broken(code, name, pair, crossed)
    if pair.earlier is None or pair.later is None:
        raise ValueError(message("both figures were found above"))
    kept = improved(band(pair.earlier), band(pair.later), evidence.better)
    if evidence.measure == "per_1000":
        p = rate_change_p(pair.earlier, pair.later, evidence.swings)
        sure = certainty_of(p, ALPHA)
    else:
        sure = _certainty_of_change(pair.earlier, pair.later, evidence.measure)
        p = _change_p(pair.earlier, pair.later, evidence.measure)
    return replace(_decided(code, name, pair, kept=kept, sure=sure), p=p)


def broken(
    code: str, name: str, pair: Pair, crossed: Break, second: Figure | None = None
) -> AreaVerdict:
    """Return the verdict on figures that do not count the same as those before them."""
    return AreaVerdict(
        code, name, "undecided", earlier=pair.earlier, later=pair.later, why="break",
        why_year=crossed.year, crossed=crossed, second=second,
    )  # fmt: skip


def _decided(
    code: str, name: str, pair: Pair, *, kept: bool | None, sure: Certainty
) -> AreaVerdict:
    if kept is None:
        year = None if pair.later is None else int(pair.later["year"])
        return AreaVerdict(
            code, name, "undecided", earlier=pair.earlier, later=pair.later, why="rounding",
            why_year=year,
        )  # fmt: skip
    standing: Standing = "fulfilled" if kept else "not"
    return AreaVerdict(code, name, standing, sure, pair.earlier, pair.later)


def limit_p(figure: Figure, evidence: Evidence, limit: float) -> float | None:
    """Return the two-sided p of a limit, the largest over all that rounds to a figure.

    It is under 5 % exactly where the figure's interval leaves the limit out. None without a
    number behind the figure, 1 where the limit is itself rounded to it.
    """
    base, bounds = base_of(figure, evidence.measure), band(figure)
    if base is None:
        return None
    if bounds.low <= limit <= bounds.high:
        return 1.0
    nearest = float(bounds.high if limit > bounds.high else bounds.low)
    if evidence.measure == "share":
        return _share_limit_p(nearest / 100, base, limit / 100)
    mean = limit * base / nearest if nearest else limit
    return rate_p(figure["area_code"], base, mean, evidence.swings)


def _share_limit_p(share: float, n: float, limit: float) -> float:
    """Return the score test's p, whose inversion Wilson's interval is."""
    spread = math.sqrt(limit * (1 - limit) / n)
    return float(normal_p((share - limit) / spread)) if spread else 0.0


def _change_p(earlier: Figure, later: Figure, measure: str) -> float | None:
    """Return the p of no change, the largest over all that rounds to both figures."""
    n_1, n_2 = effective_n(earlier), effective_n(later)
    if measure != "share" or n_1 is None or n_2 is None:
        return None
    shares_1, shares_2 = np.meshgrid(_ends(earlier), _ends(later))
    p = share_p(shares_1, np.full((2, 2), n_1), shares_2, np.full((2, 2), n_2))
    signs = np.sign(shares_2 - shares_1)
    return float(p.max()) if np.all(signs == signs[0, 0]) else 1.0


def interval(figure: Figure, evidence: Evidence) -> tuple[float, float] | None:
    """Return the 95 % interval over all that rounds to a figure; None without a number behind it.

    Wilson's of a share, that of a count that swings of a rate.
    """
    base = base_of(figure, evidence.measure)
    if base is None:
        return None
    if evidence.measure == "share":
        lows, highs = wilson(_ends(figure), np.array([base, base]))
        return 100 * float(lows[0]), 100 * float(highs[1])
    ends = [float(end) for end in (band(figure).low, band(figure).high)]
    least, most = rate_interval(figure["area_code"], base, evidence.swings)
    return ends[0] * least / base, ends[1] * most / base


def _certainty_of_change(earlier: Figure, later: Figure, measure: str) -> Certainty:
    """Tell whether the 95 % interval of the change (Newcombe) leaves out no change.

    It must do so on the same side at the ends of all that rounds to the two figures.
    """
    n_1, n_2 = effective_n(earlier), effective_n(later)
    if measure != "share" or n_1 is None or n_2 is None:
        return "unknown"
    shares_1, shares_2 = np.meshgrid(_ends(earlier), _ends(later))
    change = share_change(shares_1, np.full((2, 2), n_1), shares_2, np.full((2, 2), n_2))
    return "certain" if np.all(change.low > 0) or np.all(change.high < 0) else "uncertain"


def _ends(figure: Figure) -> Floats:
    """Return the least and the largest share (0 to 1) that rounds to a figure."""
    bounds = band(figure)
    return np.clip(np.array([float(bounds.low), float(bounds.high)]) / 100, 0.0, 1.0)
