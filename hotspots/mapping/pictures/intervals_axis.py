"""The axis of a dot-and-interval picture, its dots, and the words at its two sides."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK, LIGHTS
from hotspots.mapping.pictures.sheet import MUTED
from hotspots.mapping.pictures.typeset import font, line_cm, width_cm
from hotspots.model.charts import DotRow, IntervalsPicture, RowKind
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TICK_PT, SIDE_PT = 7.0, 8.0
GRID = "#e4e7ec"
_TICK_CM = 0.95  # the least room between two numbers of the axis
_AIR_CM = 0.25
_PAD = 0.04  # of the axis, beyond the outermost interval
_LEAST_EXTENT = {False: 1.0, True: math.log(1.25)}
_WIDEST_RATIO = math.log(20)
_DOT_PT, _EDGE_PT = 5.6, 1.3


@dataclass(frozen=True)
class DotLook:
    """How a kind of dot is told from the others: by shape as well as by the fill of its light.

    ``colour`` is that of its line and edge.
    """

    colour: str
    shape: str
    fill: str
    size_pt: float = _DOT_PT


LOOKS: dict[RowKind, DotLook] = {
    "better": DotLook(LIGHTS["green"][0], "o", LIGHTS["green"][0], size_pt=6.2),
    "worse": DotLook(LIGHTS["red"][0], "D", LIGHTS["red"][0]),
    "same": DotLook(DARK_INK, "o", LIGHTS["yellow"][0]),
    "undecided": DotLook(DARK_INK, "s", LIGHTS["grey"][0]),
}


@dataclass(frozen=True)
class IntervalsScale:
    """An axis from ``low`` to ``high``, in the logarithm of a ratio where ``is_ratio``.

    ``left_cm`` is where it begins on the page.
    """

    low: float
    high: float
    left_cm: float
    wide_cm: float
    is_ratio: bool

    def x_cm(self, value: float) -> float:
        """Return where a value lies on the page, in cm; what lies outside, at the end."""
        return self._place(self._axis_value(value))

    def is_outside(self, value: float) -> bool:
        """Tell whether a value lies beyond the ends."""
        return not self.low <= self._axis_value(value) <= self.high

    @property
    def zero_cm(self) -> float:
        """Return where no change lies."""
        return self._place(0.0)

    def ticks(self) -> list[float]:
        """Return the values that have a number, no closer than their numbers allow."""
        most = max(2.0, self.wide_cm / _TICK_CM)
        return _ratios(self, int(most)) if self.is_ratio else _steps(self, most)

    def _axis_value(self, value: float) -> float:
        if not self.is_ratio:
            return value
        return math.log(value) if value > 0 else -math.inf

    def _place(self, position: float) -> float:
        share = (min(max(position, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left_cm + share * self.wide_cm


def scale_of(picture: IntervalsPicture, left_cm: float, wide_cm: float) -> IntervalsScale:
    """Return an axis that holds every interval and no change, with room for both words.

    A ratio of nought makes it no wider where there is no dot: the arrow says enough.
    """
    ends = [_end(value, is_ratio=picture.is_ratio)
            for row in picture.measured if row.kind != "none"
            for value in (row.low, row.value, row.high) if value is not None
            and (value or row.value is not None or not picture.is_ratio)]  # fmt: skip
    low, high = min([*ends, 0.0]), max([*ends, 0.0])
    least = _LEAST_EXTENT[picture.is_ratio]
    low, high = min(low, -least / 4), max(high, least / 4)
    pad = _PAD * (high - low)
    room = [width_cm(one, SIDE_PT) + _AIR_CM for one in (picture.left, picture.right)]
    low, high = _with_room(low - pad, high + pad, room, wide_cm)
    return IntervalsScale(low, high, left_cm, wide_cm, picture.is_ratio)


def _end(value: float, *, is_ratio: bool) -> float:
    if not is_ratio:
        return value
    position = math.log(value) if value > 0 else -math.inf
    return min(max(position, -_WIDEST_RATIO), _WIDEST_RATIO)


def _with_room(low: float, high: float, room: Sequence[float], wide_cm: float
               ) -> tuple[float, float]:  # fmt: skip
    """Widen the side of the axis that is too short for its word; where none fits, none is."""
    shares = [min(one / wide_cm, 0.45) for one in room]
    low = min(low, -shares[0] / (1 - shares[0]) * high)
    return low, max(high, shares[1] / (1 - shares[1]) * -low)


def _steps(scale: IntervalsScale, most: float) -> list[float]:
    rough = (scale.high - scale.low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
    first, last = math.ceil(scale.low / step), math.floor(scale.high / step)
    return [at * step for at in range(first, last + 1)]


def _ratios(scale: IntervalsScale, most: int) -> list[float]:
    """Return round ratios around 1, the finest row of which fits."""
    rows = (
        (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0),
        (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0),
        (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0),
        (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0),
        (0.05, 0.2, 1.0, 5.0, 20.0),
    )
    fitting = [[one for one in row if not scale.is_outside(one)] for row in rows]
    clear = [row for row in fitting if _apart(row, scale) and len(row) <= most + 2]
    return max(clear, key=len, default=[1.0])


def _apart(row: Sequence[float], scale: IntervalsScale) -> bool:
    places = [scale.x_cm(one) for one in row]
    return all(b - a >= 0.6 * _TICK_CM for a, b in pairwise(places))


def draw_grid(page: "Axes", scale: IntervalsScale, ends: tuple[float, float]) -> None:
    """Draw the lines of the axis between two heights, and that of no change."""
    low, high = ends
    for tick in scale.ticks():
        page.plot([scale.x_cm(tick)] * 2, [low, high], color=GRID, linewidth=0.6, zorder=1)
    page.plot([scale.zero_cm] * 2, [low, high], color=DARK_INK, linewidth=1.0, zorder=2)


def write_numbers(
    page: "Axes", picture: IntervalsPicture, scale: IntervalsScale, top: float
) -> None:
    """Write the axis's numbers below a height."""
    ticks = scale.ticks()
    for tick in ticks:
        page.text(
            scale.x_cm(tick),
            top - 0.75 * line_cm(TICK_PT),
            _tick_text(tick, ticks, picture),
            fontproperties=font(TICK_PT),
            color=MUTED,
            ha="center",
            va="baseline",
            zorder=8,
        )


def _tick_text(value: float, ticks: Sequence[float], picture: IntervalsPicture) -> str:
    decimals = max(len(f"{one:.4f}".rstrip("0").partition(".")[2]) for one in ticks)
    if picture.is_ratio:
        return number(
            picture.lang, value, len(f"{value:.4f}".rstrip("0").partition(".")[2]), "tick"
        )
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(picture.lang, abs(value), decimals if value else 0, "tick")


def write_sides(
    page: "Axes", picture: IntervalsPicture, scale: IntervalsScale, low: float
) -> None:
    """Write which way is which on both sides of no change, above a height."""
    base = low + 0.12
    for words, side, step in ((picture.left, "right", -0.12), (picture.right, "left", 0.12)):
        page.text(scale.zero_cm + step, base, words, color=DARK_INK, ha=side, va="baseline",
                  fontproperties=font(SIDE_PT), zorder=8)  # fmt: skip


def draw_dot(
    page: "Axes", row: DotRow, scale: IntervalsScale, middle: float, *, heavy: bool = False
) -> None:
    """Draw a row's interval and dot; an end that lies outside the axis becomes an arrow."""
    look = LOOKS[row.kind]
    dashes = (0, (2.2, 1.4)) if row.is_unreliable else "-"
    ends = [
        scale.left_cm if row.low is None else scale.x_cm(row.low),
        scale.left_cm + scale.wide_cm if row.high is None else scale.x_cm(row.high),
    ]
    page.plot(ends, [middle, middle], color=look.colour, linewidth=2.0 if heavy else 1.4,
              linestyle=dashes, solid_capstyle="butt", zorder=4)  # fmt: skip
    for end, x, shape in zip((row.low, row.high), ends, "<>", strict=True):
        if end is None or scale.is_outside(end):
            page.plot([x], [middle], marker=shape, markersize=4, color=look.colour, zorder=4)
        else:
            page.plot([x, x], [middle - 0.06, middle + 0.06], color=look.colour,
                      linewidth=1.2, zorder=4)  # fmt: skip
    if row.value is not None:
        page.plot([scale.x_cm(row.value)], [middle], linestyle="none", marker=look.shape,
                  markersize=look.size_pt + (1.2 if heavy else 0.0),
                  markerfacecolor=look.fill,
                  markeredgecolor=look.colour, markeredgewidth=_EDGE_PT, zorder=5)  # fmt: skip
