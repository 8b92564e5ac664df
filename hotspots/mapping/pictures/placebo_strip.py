"""A strip of dots: the ratios of places without an effort, and where the effort's own lies."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from hotspots.language import Lang
from hotspots.mapping.palettes import DARK_INK, LINES
from hotspots.mapping.pictures.series_axes import GRID, PALE, TICK_PT
from hotspots.mapping.pictures.sheet import MUTED
from hotspots.mapping.pictures.typeset import POINTS_PER_CM, font, width_cm
from hotspots.model.charts import PlaceboStrip
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STRIP_CM = 1.9
_WORDS_PT = 7.0
_DOT_CM = 0.15
_PAD = 0.06  # of the axis, beyond the outermost dot on either side
_LEAST_REACH = math.log(1.25)
_WORDS_CM = 0.45  # room above the dots for the words beside the effort's own
_TICKS = (
    (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0),
    (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0),
    (0.01, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 100.0),
)
_APART_CM = 0.9


def draw_strip(axes: "Axes", strip: PlaceboStrip, wide_cm: float, lang: Lang) -> None:
    """Draw the strip on axes of ``wide_cm`` by ``STRIP_CM``; x is the logarithm of the ratio."""
    reach = max([abs(math.log(one)) for one in (strip.effort, *strip.ratios)] + [_LEAST_REACH])
    reach *= 1 + 2 * _PAD
    axes.set_xlim(-reach, reach)
    axes.set_ylim(0, STRIP_CM)
    _frame(axes, reach, wide_cm, lang)
    per_cm = 2 * reach / wide_cm
    step = _DOT_CM * per_cm
    columns = [round(math.log(one) / step) for one in strip.ratios]
    tallest = max([0, *Counter(columns).values()])
    high_cm = min(_DOT_CM, (STRIP_CM - _WORDS_CM) / max(tallest, 1))
    size_pt = 0.85 * high_cm * POINTS_PER_CM
    for x, y, is_bad in _stacked(columns, strip.is_bad_year):
        axes.plot(x * step, (y + 0.5) * high_cm, marker="o", markersize=size_pt, zorder=4,
                  color=LINES[0] if is_bad else PALE, markeredgewidth=0)  # fmt: skip
    _draw_effort(axes, strip, per_cm)


def _stacked(columns: Sequence[int], is_bad_year: Sequence[bool]) -> list[tuple[int, int, bool]]:
    """Return column and height of each dot; those of bad years lie below the others."""
    heights: Counter[int] = Counter()
    placed = []
    for is_bad, column in sorted(
        zip(is_bad_year, columns, strict=True), key=lambda dot: not dot[0]
    ):
        placed.append((column, heights[column], is_bad))
        heights[column] += 1
    return placed


def _draw_effort(axes: "Axes", strip: PlaceboStrip, per_cm: float) -> None:
    x = math.log(strip.effort)
    axes.plot([x, x], [0, STRIP_CM - _WORDS_CM / 2], color=LINES[1], linewidth=1.6, zorder=5)
    wide = (width_cm(strip.words, _WORDS_PT) + 0.2) * per_cm
    side, anchor = ("left", x + 0.1 * per_cm) if x + wide < axes.get_xlim()[1] else (
        "right", x - 0.1 * per_cm)  # fmt: skip
    axes.text(anchor, STRIP_CM, strip.words, ha=side, va="top", color=DARK_INK, zorder=6,
              fontproperties=font(_WORDS_PT))  # fmt: skip


def _frame(axes: "Axes", reach: float, wide_cm: float, lang: Lang) -> None:
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    axes.tick_params(length=0)
    below = (STRIP_CM - _WORDS_CM) / STRIP_CM
    axes.axvline(0.0, 0.0, below, color=DARK_INK, linewidth=0.6, zorder=2)
    ticks = _ticks(reach, wide_cm)
    labels = [number(lang, ratio, _decimals(ratio)) for ratio in ticks]
    axes.set_xticks([math.log(one) for one in ticks], labels, fontproperties=font(TICK_PT),
                    color=MUTED)  # fmt: skip
    axes.set_yticks([])


def _decimals(ratio: float) -> int:
    """Return how many decimals a round ratio is written with."""
    if ratio == int(ratio) and ratio > 1:
        return 0
    return 1 if round(ratio, 1) == ratio else 2


def _ticks(reach: float, wide_cm: float) -> list[float]:
    """Return the finest row of round ratios whose numbers do not touch."""
    for row in _TICKS:
        inside = [one for one in row if abs(math.log(one)) <= reach]
        gaps = [math.log(b / a) * wide_cm / (2 * reach) for a, b in pairwise(inside)]
        if inside and min(gaps, default=_APART_CM) >= _APART_CM:
            return inside
    return [1.0]
