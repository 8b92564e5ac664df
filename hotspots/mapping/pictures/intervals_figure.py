"""The change of every area as a picture for paper: a dot with its interval beside the figures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotspots.mapping.pictures.intervals_axis import (
    GRID,
    TICK_PT,
    IntervalsScale,
    draw_dot,
    draw_grid,
    scale_of,
    write_numbers,
    write_sides,
)
from hotspots.mapping.pictures.intervals_legend import draw_legend, legend_rows
from hotspots.mapping.pictures.intervals_plan import (
    CELL_PT,
    NAME_PT,
    SMALL_PT,
    WORDS_PT,
    IntervalsPlan,
    RowPlan,
    plan_of,
)
from hotspots.mapping.pictures.sheet import (
    GAP_CM,
    MARGIN_CM,
    MUTED,
    Block,
    frame_of,
    write,
)
from hotspots.mapping.pictures.typeset import line_cm
from hotspots.model.charts import FigureCell, IntervalsPicture
from hotspots.model.pictures import PictureFile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHADE = "#eceff3"
_CITY_GAP_CM = 0.14


@dataclass(frozen=True)
class Drawing:
    """What every part of the picture needs: the page, the content, the layout and the axis."""

    page: "Axes"
    picture: IntervalsPicture
    plan: IntervalsPlan
    scale: IntervalsScale
    right_cm: float


def draw(picture: IntervalsPicture, file: PictureFile) -> "Figure":
    """Return the picture in its printed width; its height follows from what it says."""
    frame = frame_of(picture, file)
    room = frame.room_cm
    plan = plan_of(picture, room)
    legend = legend_rows(picture, room)
    figure, page, top = frame.opened(_chart_cm(picture, plan) + GAP_CM + legend.height_cm)
    scale = scale_of(picture, plan.axis_left, plan.axis_wide)
    drawing = Drawing(page, picture, plan, scale, MARGIN_CM + room)
    top = _chart(drawing, top) - GAP_CM
    frame.close(page, draw_legend(page, legend, top))
    return figure


def _chart_cm(picture: IntervalsPicture, plan: IntervalsPlan) -> float:
    gap = _CITY_GAP_CM if picture.city else 0.0
    return plan.head_cm + sum(one.height_cm for one in plan.rows) + gap + plan.foot_cm


def _chart(drawing: Drawing, top: float) -> float:
    """Draw headings, rows and axis and return where they end."""
    plan = drawing.plan
    _headings(drawing, top)
    top -= plan.head_cm
    start = top
    for row_number, row_plan in enumerate(plan.rows):
        is_city = row_number == 0 and drawing.picture.city is not None
        _row(drawing, row_plan, top, is_city=is_city)
        top -= row_plan.height_cm
        if is_city:
            top -= _CITY_GAP_CM
    _axis(drawing, start, top)
    return top - plan.foot_cm


def _axis(drawing: Drawing, start: float, top: float) -> None:
    """Draw the axis between two heights and its words below, or say that there is none."""
    plan, page = drawing.plan, drawing.page
    if not plan.has_axis:
        no_axis = Block([drawing.picture.no_axis], TICK_PT, MUTED)
        write(page, no_axis, MARGIN_CM, top - 0.1, "left")
        return
    if not plan.is_stacked:
        draw_grid(page, drawing.scale, (top, start))
    write_numbers(page, drawing.picture, drawing.scale, top - 0.06)
    axis = Block([drawing.picture.axis], TICK_PT, MUTED)
    middle = plan.axis_left + plan.axis_wide / 2
    write(page, axis, middle, top - 0.1 - line_cm(TICK_PT), "center")


def _headings(drawing: Drawing, top: float) -> None:
    plan, page = drawing.plan, drawing.page
    low = top - plan.head_cm + plan.above_cm
    if plan.has_axis:
        write_sides(page, drawing.picture, drawing.scale, low)
    if plan.above_cm:
        write_numbers(page, drawing.picture, drawing.scale, low)
    if plan.is_stacked:
        write(page, Block(plan.heading, SMALL_PT, MUTED), MARGIN_CM, top, "left")
        return
    for cell, end in zip(drawing.picture.headings, plan.columns, strict=True):
        _cell(drawing, cell, (end, low + 0.08 + plan.cell_cm))


def _row(drawing: Drawing, row_plan: RowPlan, top: float, *, is_city: bool) -> None:
    page, low = drawing.page, top - row_plan.height_cm
    if is_city:
        _shade(drawing, top, low)
    else:
        page.plot([MARGIN_CM, drawing.right_cm], [low, low], color=GRID, linewidth=0.5, zorder=1)
    if drawing.plan.is_stacked:
        _texts_above(drawing, row_plan, top, is_city=is_city)
    else:
        _texts_beside(drawing, row_plan, top, is_city=is_city)
    middle = low + row_plan.band_cm / 2
    if row_plan.words:
        _words(drawing, row_plan, middle)
        return
    if drawing.plan.is_stacked:
        draw_grid(page, drawing.scale, (low, low + row_plan.band_cm))
    draw_dot(page, row_plan.row, drawing.scale, middle, heavy=is_city)


def _shade(drawing: Drawing, top: float, low: float) -> None:
    from matplotlib.patches import Rectangle

    left, wide = MARGIN_CM - 0.1, drawing.right_cm - MARGIN_CM + 0.2
    box = Rectangle((left, low), wide, top - low, facecolor=SHADE, linewidth=0, zorder=0)
    drawing.page.add_patch(box)


def _texts_beside(drawing: Drawing, row_plan: RowPlan, top: float, *, is_city: bool) -> None:
    name = Block(row_plan.name, NAME_PT, bold=is_city)
    middle = top - row_plan.height_cm / 2
    write(drawing.page, name, MARGIN_CM, middle + name.height_cm / 2, "left")
    for cell, end in zip(row_plan.row.cells, drawing.plan.columns, strict=True):
        start = middle + drawing.plan.cell_cm / 2
        _cell(drawing, cell, (end, start), is_city=is_city)


def _cell(
    drawing: Drawing, cell: FigureCell, corner: tuple[float, float], *, is_city: bool = False
) -> None:
    """Write a cell's two lines, which end at the corner's x and begin at its y."""
    end, top = corner
    write(drawing.page, Block([cell.main], CELL_PT, bold=is_city), end, top, "right")
    small = Block([cell.small], SMALL_PT, MUTED)
    write(drawing.page, small, end, top - line_cm(CELL_PT), "right")


def _texts_above(drawing: Drawing, row_plan: RowPlan, top: float, *, is_city: bool) -> None:
    top -= 0.08
    write(drawing.page, Block(row_plan.name, NAME_PT, bold=is_city), MARGIN_CM, top, "left")
    top -= (len(row_plan.name) - 1) * line_cm(NAME_PT)
    for line_number, words in enumerate(row_plan.figures):
        side, x = ("right", drawing.right_cm) if line_number == 0 else ("left", MARGIN_CM)
        write(
            drawing.page,
            Block([words], CELL_PT, MUTED),
            x,
            top - line_number * line_cm(NAME_PT),
            side,
        )


def _words(drawing: Drawing, row_plan: RowPlan, middle: float) -> None:
    """Write why there is no dot, where the dot would have been."""
    block = Block(row_plan.words, WORDS_PT, MUTED)
    top = middle + block.height_cm / 2
    if drawing.plan.is_stacked:
        write(drawing.page, block, MARGIN_CM, top, "left")
        return
    x = drawing.plan.axis_left + drawing.plan.axis_wide / 2
    for line_number, line in enumerate(row_plan.words):
        drawing.page.text(
            x, top - line_number * line_cm(WORDS_PT) - 0.75 * line_cm(WORDS_PT), line, ha="center",
            va="baseline", fontsize=WORDS_PT, color=MUTED, zorder=8,
            bbox={"facecolor": "#ffffff", "edgecolor": "none", "boxstyle": "square,pad=0.15"},
        )  # fmt: skip
