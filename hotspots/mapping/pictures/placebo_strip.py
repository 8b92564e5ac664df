"""A strip of dots: the ratios of places without an effort, and where the effort's own lies."""

import math
from collections import Counter
from typing import TYPE_CHECKING

from hotspots.language import Lang
from hotspots.mapping import strip_layout
from hotspots.mapping.palettes import DARK_INK, LINES
from hotspots.mapping.pictures.series_axes import GRID, PALE, TICK_PT
from hotspots.mapping.pictures.sheet import MUTED
from hotspots.mapping.pictures.typeset import POINTS_PER_CM, font, width_cm
from hotspots.model.efforts import PlaceboStrip
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STRIP_CM = 1.9
_WORDS_PT = 7.0
_DOT_CM = 0.15
_WORDS_CM = 0.45  # room above the dots for the words beside the effort's own
_APART_CM = 0.9


def draw_strip(axes: "Axes", strip: PlaceboStrip, wide_cm: float, lang: Lang) -> None:
    """Draw the strip on axes of ``wide_cm`` by ``STRIP_CM``; x is the logarithm of the ratio."""
    reach = strip_layout.reach(strip)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(0, STRIP_CM)
    _frame(axes, reach, wide_cm, lang)
    per_cm = 2 * reach / wide_cm
    step = _DOT_CM * per_cm
    columns = strip_layout.columns(strip, step)
    tallest = max([0, *Counter(columns).values()])
    high_cm = min(_DOT_CM, (STRIP_CM - _WORDS_CM) / max(tallest, 1))
    size_pt = 0.85 * high_cm * POINTS_PER_CM
    for x, y, is_bad in strip_layout.stacked(columns, strip.is_bad_year):
        axes.plot(x * step, (y + 0.5) * high_cm, marker="o", markersize=size_pt, zorder=4,
                  color=LINES[0] if is_bad else PALE, markeredgewidth=0)  # fmt: skip
    _draw_effort(axes, strip, per_cm)


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
    ticks = strip_layout.ticks(reach, wide_cm, _APART_CM)
    labels = [number(lang, ratio, strip_layout.decimals(ratio)) for ratio in ticks]
    axes.set_xticks([math.log(one) for one in ticks], labels, fontproperties=font(TICK_PT),
                    color=MUTED)  # fmt: skip
    axes.set_yticks([])
