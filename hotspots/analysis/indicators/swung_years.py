"""How far the years of every area swing: of two years, and of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.indicators.all_years import (
    Marks,
    YearColumns,
    lines_through,
    off_their_lines,
    swings_of,
)
from hotspots.analysis.indicators.pairing import base_of
from hotspots.analysis.indicators.rate_swings import (
    RateSwings,
    beyond_chance,
    line_spread,
    pair_spread,
)
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.share_change import Floats
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.analysis.methods.weighted_line import Lines
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, Figure, Measure


@dataclass(frozen=True)
class SwungYears:
    """The lines through all years, and what years vary by beyond chance.

    ``two`` is of two years, ``all_years`` of the lines; those ``off_line`` were left out of its
    measure. ``beyond`` are phi and the squared swing of each row's rates, where they are known.
    """

    lines: Lines
    two: ExtraSpread
    all_years: ExtraSpread
    off_line: Marks
    beyond: Floats | None = None


def swung_years(
    rows: Sequence[ChangeRow],
    pairs: Sequence[Pair],
    columns: YearColumns,
    of_groups: Sequence[RateSwings],
    measure: Measure,
) -> SwungYears:
    """Return the lines and how years swing: rates by their counts, as ``incidents`` does.

    The rows of each group of people follow each other; ``of_groups`` are empty of other figures.
    """
    codes = [row.area for row in rows]
    city = np.array([code == CITY for code in codes])
    plain = lines_through(columns, measure)
    years = swings_of(plain, city)
    if not of_groups:
        return SwungYears(plain, years, years, off_their_lines(plain, city))
    counts = np.array([(_count(pair.earlier), _count(pair.later)) for pair in pairs])
    beyond = beyond_chance(codes, of_groups)
    lines = lines_through(columns, measure, beyond)
    return SwungYears(
        lines,
        pair_spread(codes, counts, of_groups, years),
        line_spread(codes, columns.bases, of_groups, years),
        off_their_lines(lines, city),
        beyond,
    )


def _count(figure: Figure | None) -> float:
    return 0.0 if figure is None else base_of(figure, "per_1000") or 0.0
