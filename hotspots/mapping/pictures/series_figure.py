"""A series as a picture for paper: panels, the words of the breaks, legend, notes and source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK
from hotspots.mapping.pictures.series_axes import SeriesScale, draw_panel, line_of, scale_of
from hotspots.mapping.pictures.series_legend import draw_legend, legend_rows
from hotspots.mapping.pictures.sheet import GAP_CM, MARGIN_CM, Block, frame_of, write
from hotspots.mapping.pictures.typeset import line_cm, wrapped
from hotspots.model.charts import BreakMark, Panel, SeriesPicture
from hotspots.model.pictures import PictureFile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEAD_PT, MARK_PT = 8.5, 7.0
_AXIS_CM = 0.95  # numbers left of the upright axis
_YEARS_CM = 0.6  # years below the lying axis
_ALONE_CM, _PANEL_CM, _LEAST_TALL_CM = 6.6, 3.6, 2.4
_NARROWEST_CM = 6.0
_COLUMNS = 2
_BETWEEN_CM = 0.5
_LEAST_CM = 1.0  # the narrowest column of words


@dataclass(frozen=True)
class Callout:
    """The words of a break in a row above the axes; ``right`` says on which side of its line."""

    mark: BreakMark
    year: float
    block: Block
    right: bool


def draw(picture: SeriesPicture, file: PictureFile) -> "Figure":
    """Return the picture in its printed width; its height follows from what it says."""
    frame = frame_of(picture, file)
    grid = _grid(picture, frame.room_cm)
    legend = legend_rows(picture, grid.scale, frame.room_cm)
    if file.height_cm is not None:
        columns = _columns_of(picture, frame.room_cm)
        grid = _grid(picture, frame.room_cm, columns)
        left_cm = file.height_cm - frame.around_cm - grid.height_cm - GAP_CM - legend.height_cm
        tall_cm = max(_LEAST_TALL_CM, grid.tall_cm + left_cm / grid.n_rows)
        grid = _grid(picture, frame.room_cm, columns, tall_cm)
        legend = legend_rows(picture, grid.scale, frame.room_cm)
    figure, page, top = frame.opened(grid.height_cm + GAP_CM + legend.height_cm)
    top = _panels(page, picture, grid, top) - GAP_CM
    frame.close(page, draw_legend(page, legend, MARGIN_CM, top))
    return figure


@dataclass(frozen=True)
class PanelGrid:
    """How the panels stand: columns, the size of each, and the callouts of every row."""

    columns: int
    panel_cm: float
    tall_cm: float
    scale: SeriesScale
    callouts: Sequence[Sequence[Callout]]
    headed: bool

    @property
    def n_rows(self) -> int:
        """Return the number of rows of panels."""
        return -(-len(self.callouts) // self.columns)

    def strip_cm(self, row: int) -> float:
        """Return how high the words above a row of panels are."""
        row_callouts = self.callouts[row * self.columns : (row + 1) * self.columns]
        return max(sum(one.block.height_cm for one in each) for each in row_callouts) + 0.08

    @property
    def head_cm(self) -> float:
        """Return how high a panel's own heading is."""
        return line_cm(HEAD_PT) + 0.1 if self.headed else 0.0

    @property
    def height_cm(self) -> float:
        """Return the height of all rows."""
        strips = sum(self.strip_cm(row) for row in range(self.n_rows))
        each = self.head_cm + self.tall_cm + _YEARS_CM
        return strips + self.n_rows * each + (self.n_rows - 1) * GAP_CM


def _columns_of(picture: SeriesPicture, room: float) -> int:
    """Return how many panels stand beside each other where the height is given: up to all."""
    return max(1, min(len(picture.panels), int(room // _NARROWEST_CM)))


def _grid(
    picture: SeriesPicture, room: float, columns: int = _COLUMNS, tall_cm: float | None = None
) -> PanelGrid:
    """Return how the panels stand, each as high as that, or as it is where nobody says."""
    alone = len(picture.panels) == 1
    columns = 1 if alone else columns
    panel_cm = (room - (columns - 1) * _BETWEEN_CM) / columns - _AXIS_CM
    if tall_cm is None:
        tall_cm = _ALONE_CM if alone else _PANEL_CM
    scale = scale_of(picture, tall_cm)
    callouts = [_callouts(one, scale, panel_cm, full=alone) for one in picture.panels]
    return PanelGrid(columns, panel_cm, tall_cm, scale, callouts, not alone)


def _callouts(panel: Panel, scale: SeriesScale, panel_cm: float, *, full: bool) -> list[Callout]:
    """Return the words of a panel's breaks: whole where it stands alone, else their kind.

    Of the ways to place them, all on one side of their lines or each on its wider side, the
    one with the fewest lines is taken.
    """
    middle = (scale.left + scale.right) / 2
    rules: list[Callable[[float], bool]] = [
        lambda _: True,
        lambda year: year < middle,
        lambda _: False,
    ]
    placed = [_placed(panel.marks, scale, scale.cm_per_year(panel_cm), rule, full=full)
              for rule in rules]  # fmt: skip
    return min(placed, key=lambda callouts: sum(len(one.block.lines) for one in callouts))


def _placed(
    marks: Sequence[BreakMark],
    scale: SeriesScale,
    per_year: float,
    is_right: Callable[[float], bool],
    *,
    full: bool,
) -> list[Callout]:
    """Return callouts from top to bottom, in an order in which no line crosses other words.

    Those on the right come first, the leftmost on top; then those on the left, the rightmost
    on top, with no more room than to the next line of one on the right.
    """
    years = [(_anchor(mark, scale), mark) for mark in marks]
    rights = sorted((pair for pair in years if is_right(pair[0])), key=_by_place)
    lefts = sorted((pair for pair in years if not is_right(pair[0])), key=_by_place, reverse=True)
    callouts = []
    for year, mark in [*rights, *lefts]:
        ends = [other for other, _ in rights if other < year]
        on_right = (year, mark) in rights
        room = scale.right - year if on_right else year - max(ends, default=scale.left)
        words = mark.text if full else mark.short
        lines = wrapped(words, max(room * per_year - 0.2, _LEAST_CM), MARK_PT)
        callouts.append(Callout(mark, year, Block(lines, MARK_PT), on_right))
    return callouts


def _by_place(pair: tuple[float, BreakMark]) -> tuple[float, str]:
    return pair[0], pair[1].text


def _anchor(mark: BreakMark, scale: SeriesScale) -> float:
    if mark.kind != "context":
        return mark.year - 0.5
    left = max(mark.year - 0.5, scale.left)
    return (left + min(mark.last_year + 0.5, scale.right)) / 2


def _panels(page: "Axes", picture: SeriesPicture, grid: PanelGrid, top: float) -> float:
    for row in range(grid.n_rows):
        base = top - grid.head_cm - grid.strip_cm(row) - grid.tall_cm
        first = row * grid.columns
        for column, panel in enumerate(picture.panels[first : first + grid.columns]):
            left = MARGIN_CM + _AXIS_CM
            left += column * (grid.panel_cm + _AXIS_CM + _BETWEEN_CM)
            _panel(page, picture, panel, grid, (left, base))
            if grid.headed:
                head = Block([panel.title], HEAD_PT, bold=True)
                write(page, head, left - _AXIS_CM, top, "left")
            _strip(page, grid, grid.callouts[first + column], (left, base + grid.tall_cm))
        top = base - _YEARS_CM - (GAP_CM if row < grid.n_rows - 1 else 0)
    return top


def _panel(
    page: "Axes",
    picture: SeriesPicture,
    panel: Panel,
    grid: PanelGrid,
    corner: tuple[float, float],
) -> None:
    figure = page.get_figure(root=True)
    if figure is None:
        return
    wide, tall = page.get_xlim()[1], page.get_ylim()[1]
    where = (corner[0] / wide, corner[1] / tall, grid.panel_cm / wide, grid.tall_cm / tall)
    axes = figure.add_axes(where)
    axes.patch.set_visible(False)
    draw_panel(axes, panel, picture, grid.scale, grid.panel_cm)


def _strip(page: "Axes", grid: PanelGrid, callouts: Sequence[Callout], corner: tuple[float, float]
           ) -> None:  # fmt: skip
    """Write the words of the breaks in rows above a panel, each tied to its line."""
    left, low = corner
    top = low + sum(callout.block.height_cm for callout in callouts) + 0.05
    for callout in callouts:
        x = left + (callout.year - grid.scale.left) * grid.scale.cm_per_year(grid.panel_cm)
        page.plot([x, x], [low, top - 0.06], color=DARK_INK, zorder=7, solid_capstyle="butt",
                  **line_of(callout.mark))  # fmt: skip
        side, start = ("left", x + 0.1) if callout.right else ("right", x - 0.1)
        write(page, callout.block, start, top, side)
        top -= callout.block.height_cm
