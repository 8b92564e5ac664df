"""The hours of the week as a picture for paper: a field for each, sums beside, and a legend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK, LEVEL5, ink
from hotspots.mapping.pictures.sheet import GAP_CM, LEAST_PT, MARGIN_CM, MUTED, frame_of
from hotspots.mapping.pictures.typeset import POINTS_PER_CM, font, line_cm, width_cm
from hotspots.model.charts import HoursPicture
from hotspots.model.pictures import PictureFile
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Dark stands for many: on white paper the eye goes there first.
COLOURS = LEVEL5
DAY_PT, HOUR_PT, SUM_PT, LEGEND_PT = 7.5, 6.5, 6.0, 7.2
_FIELD_PT, _SMALLEST_PT = 6.5, 4.5
_DAYS, _HOURS = 7, 24
_BAR_CM = 1.1
_AIR_CM = 0.08
_CLOCK_CM = 0.42
_SWATCH_CM = 0.34
_LEGEND_ROW_CM = 1.35 * line_cm(LEGEND_PT)
_BAR = "#9aa5b1"


@dataclass(frozen=True)
class HoursPlan:
    """Where the parts of the picture lie, in centimetres; ``left`` is the left side of 0:00.

    Numbers smaller than ``least_pt`` are left out of the fields.
    """

    left: float
    field_cm: float
    tall_cm: float
    days: Sequence[str]
    hours: Sequence[str]
    upright: bool
    least_pt: float = _SMALLEST_PT

    @property
    def right(self) -> float:
        """Return the right side of the fields."""
        return self.left + _HOURS * self.field_cm

    @property
    def sums_cm(self) -> float:
        """Return how high bars and their numbers above the fields are."""
        widest = max(width_cm(one, SUM_PT) for one in self.hours)
        return _BAR_CM + 2 * _AIR_CM + (widest if self.upright else line_cm(SUM_PT))

    @property
    def height_cm(self) -> float:
        """Return the height of bars, fields and the clock below them."""
        return self.sums_cm + _DAYS * self.tall_cm + _CLOCK_CM


def draw(picture: HoursPicture, file: PictureFile) -> "Figure":
    """Return the picture in its printed width; its height follows from what it says."""
    frame = frame_of(picture, file)
    plan = _plan(picture, frame.room_cm)
    legend = _legend_rows(picture, frame.room_cm)
    legend_cm = (len(legend) + 1) * _LEGEND_ROW_CM
    if file.height_cm is not None:
        left_cm = file.height_cm - frame.around_cm - plan.height_cm - GAP_CM - legend_cm
        tall_cm = min(plan.tall_cm, plan.tall_cm + left_cm / _DAYS)
        tall_cm = max(tall_cm, line_cm(DAY_PT))
        plan = replace(plan, tall_cm=tall_cm, least_pt=LEAST_PT / file.scale)
    figure, page, top = frame.opened(plan.height_cm + GAP_CM + legend_cm)
    top = _week(page, picture, plan, top) - GAP_CM
    frame.close(page, _legend(page, picture, legend, top))
    return figure


def _plan(picture: HoursPicture, room: float) -> HoursPlan:
    by_day = [sum(row) for row in picture.table]
    by_hour = [sum(column) for column in zip(*picture.table, strict=True)]
    few = 0 if min(by_day) >= _HOURS else picture.decimals
    days = [_figure(one, few, picture) for one in by_day]
    hours = [_figure(one, few, picture) for one in by_hour]
    labels = [*picture.weekdays, picture.words_hour, picture.words_clock]
    left = MARGIN_CM + max(width_cm(one, DAY_PT) for one in labels) + 2 * _AIR_CM
    beside = _BAR_CM + 3 * _AIR_CM + max(width_cm(one, SUM_PT) for one in days)
    field_cm = (MARGIN_CM + room - beside - left) / _HOURS
    upright = max(width_cm(one, SUM_PT) for one in hours) > field_cm - _AIR_CM
    return HoursPlan(left, field_cm, 1.15 * field_cm, days, hours, upright)


def _week(page: "Axes", picture: HoursPicture, plan: HoursPlan, top: float) -> float:
    """Draw bars, fields and clock and return where they end."""
    start = top - plan.sums_cm
    _hour_sums(page, picture, plan, start)
    _day_sums(page, picture, plan, start)
    _fields(page, picture, plan, start)
    end = start - _DAYS * plan.tall_cm
    _clock(page, picture, plan, end)
    return end - _CLOCK_CM


def _fields(page: "Axes", picture: HoursPicture, plan: HoursPlan, start: float) -> None:
    figures = [[_figure(n, picture.decimals, picture) for n in row] for row in picture.table]
    size_pt = _size_pt([one for row in figures for one in row], plan)
    for weekday, row in enumerate(figures):
        low = start - (weekday + 1) * plan.tall_cm
        _words(page, picture.weekdays[weekday], (plan.left - 2 * _AIR_CM, low + plan.tall_cm / 2),
               DAY_PT, "right")  # fmt: skip
        for hour, words in enumerate(row):
            colour = COLOURS[picture.ranks[weekday][hour]]
            x = plan.left + hour * plan.field_cm
            _box(page, (x, low), (plan.field_cm, plan.tall_cm), colour)
            if size_pt:
                _words(page, words, (x + plan.field_cm / 2, low + plan.tall_cm / 2), size_pt,
                       "center", ink(colour))  # fmt: skip


def _figure(n: float, decimals: int, picture: HoursPicture) -> str:
    """Write a number; nothing at all is a 0 without decimals."""
    return number(picture.lang, n, decimals) if n else "0"


def _size_pt(words: Sequence[str], plan: HoursPlan) -> float:
    """Return the size in which all numbers fit their fields; 0 where they would be too small."""
    widest = max(width_cm(one, _FIELD_PT) for one in words)
    size_pt = min(_FIELD_PT, _FIELD_PT * (plan.field_cm - _AIR_CM) / widest)
    return size_pt if size_pt >= plan.least_pt else 0.0


def _hour_sums(page: "Axes", picture: HoursPicture, plan: HoursPlan, start: float) -> None:
    sums = [sum(column) for column in zip(*picture.table, strict=True)]
    most = max(sums)
    for hour, (n, words) in enumerate(zip(sums, plan.hours, strict=True)):
        x, tall = plan.left + hour * plan.field_cm, _BAR_CM * n / most
        _box(page, (x + 0.12 * plan.field_cm, start + _AIR_CM), (0.76 * plan.field_cm, tall), _BAR)
        page.text(x + plan.field_cm / 2, start + tall + 2 * _AIR_CM, words, ha="center",
                  va="bottom", rotation=90 if plan.upright else 0, fontproperties=font(SUM_PT),
                  color=MUTED, zorder=8)  # fmt: skip
    _words(page, picture.words_hour, (plan.left - 2 * _AIR_CM, start + _AIR_CM + 0.12), HOUR_PT,
           "right", MUTED)  # fmt: skip


def _day_sums(page: "Axes", picture: HoursPicture, plan: HoursPlan, start: float) -> None:
    sums = [sum(row) for row in picture.table]
    most = max(sums)
    for weekday, (n, words) in enumerate(zip(sums, plan.days, strict=True)):
        low, wide = start - (weekday + 1) * plan.tall_cm, _BAR_CM * n / most
        _box(page, (plan.right + _AIR_CM, low + 0.15 * plan.tall_cm),
             (wide, 0.7 * plan.tall_cm), _BAR)  # fmt: skip
        _words(page, words, (plan.right + 2 * _AIR_CM + wide, low + plan.tall_cm / 2), SUM_PT,
               "left", MUTED)  # fmt: skip
    _words(page, picture.words_day, (plan.right + _AIR_CM, start + _AIR_CM + 0.12), HOUR_PT,
           "left", MUTED)  # fmt: skip


def _clock(page: "Axes", picture: HoursPicture, plan: HoursPlan, end: float) -> None:
    """Write the hours at the sides of the fields: the first field is from 0 to 1.

    Where they have no room beside each other, every second is written.
    """
    middle = end - 0.24
    _words(page, picture.words_clock, (plan.left - 2 * _AIR_CM, middle), HOUR_PT, "right", MUTED)
    every = 1 if width_cm(str(_HOURS), HOUR_PT) + 2 * _AIR_CM < plan.field_cm else 2
    for hour in range(_HOURS + 1):
        x = plan.left + hour * plan.field_cm
        page.plot([x, x], [end, end - 0.07], color=MUTED, linewidth=0.5, zorder=7)
        if hour % every == 0:
            _words(page, str(hour), (x, middle), HOUR_PT, "center", MUTED)


def _legend_rows(picture: HoursPicture, room: float) -> list[list[int]]:
    """Return the classes in the rows that fit the room."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for index, hour_class in enumerate(picture.classes):
        wide = _entry_cm(hour_class.words)
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += wide
    return rows


def _entry_cm(words: str) -> float:
    return _SWATCH_CM + 2 * _AIR_CM + width_cm(words, LEGEND_PT) + 0.4


def _legend(
    page: "Axes", picture: HoursPicture, rows: Sequence[Sequence[int]], top: float
) -> float:
    """Draw the classes, fewest first, and return where they end."""
    _words(page, picture.legend_title, (MARGIN_CM, top - _LEGEND_ROW_CM / 2), LEGEND_PT, "left")
    for row in rows:
        top -= _LEGEND_ROW_CM
        x, middle = MARGIN_CM, top - _LEGEND_ROW_CM / 2
        for index in row:
            hour_class = picture.classes[index]
            corner = x, middle - _SWATCH_CM / 2
            _box(page, corner, (_SWATCH_CM, _SWATCH_CM), COLOURS[hour_class.rank])
            _words(
                page, hour_class.words, (x + _SWATCH_CM + 2 * _AIR_CM, middle), LEGEND_PT, "left"
            )
            x += _entry_cm(hour_class.words)
    return top - _LEGEND_ROW_CM


def _box(
    page: "Axes", corner: tuple[float, float], size: tuple[float, float], colour: str
) -> None:
    from matplotlib.patches import Rectangle

    page.add_patch(
        Rectangle(corner, *size, facecolor=colour, edgecolor="#ffffff", linewidth=0.5, zorder=5)
    )


def _words(
    page: "Axes",
    words: str,
    point: tuple[float, float],
    size_pt: float,
    side: str,
    colour: str = DARK_INK,
) -> None:
    """Write a line of words whose small letters have their middle at a height."""
    x, middle = point
    baseline = middle - 0.36 * size_pt / POINTS_PER_CM
    page.text(x, baseline, words, fontproperties=font(size_pt), color=colour, ha=side,
              va="baseline", zorder=8)  # fmt: skip
