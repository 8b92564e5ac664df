"""A series of one area as a low picture without title and notes, for a page with many."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.mapping.pictures.series_axes import SeriesScale, draw_panel, scale_of
from hotspots.mapping.pictures.series_legend import draw_legend, legend_rows
from hotspots.mapping.pictures.sheet import GAP_CM, Block, sheet, write
from hotspots.mapping.pictures.typeset import line_cm, width_cm
from hotspots.model.charts import BreakMark, SeriesPicture
from hotspots.model.pictures import PictureFile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TALL_CM, _AXIS_CM, _YEARS_CM, _EDGE_CM = 1.75, 0.95, 0.6, 0.15
_MARK_PT = 6.8


def draw_small(picture: SeriesPicture, file: PictureFile) -> "Figure":
    """Return the first panel with its legend and the kinds of its breaks."""
    panel, room = picture.panels[0], file.width_cm - 2 * _EDGE_CM
    scale = scale_of(picture, _TALL_CM)
    panel_cm = room - _AXIS_CM
    marks = sorted(panel.marks, key=lambda mark: (mark.year, mark.text))
    rows = _rows(marks, scale, panel_cm)
    strip = len(rows) * line_cm(_MARK_PT) + 0.08
    legend = legend_rows(picture, scale, room)
    height = strip + _TALL_CM + _YEARS_CM + GAP_CM + legend.height_cm + 2 * _EDGE_CM
    figure, page = sheet(file, height)
    low = height - _EDGE_CM - strip - _TALL_CM
    left = _EDGE_CM + _AXIS_CM
    axes = figure.add_axes((left / file.width_cm, low / height, panel_cm / file.width_cm,
                            _TALL_CM / height))  # fmt: skip
    axes.patch.set_visible(False)
    draw_panel(axes, panel, picture, scale, panel_cm)
    _write_marks(page, rows, (left, low + _TALL_CM), scale.cm_per_year(panel_cm), scale)
    draw_legend(page, legend, _EDGE_CM, low - _YEARS_CM - GAP_CM / 2)
    return figure


def _rows(
    marks: Sequence[BreakMark], scale: SeriesScale, panel_cm: float
) -> list[list[BreakMark]]:
    """Return the marks in rows in which no words run into the next ones."""
    per_year = scale.cm_per_year(panel_cm)
    rows: list[list[BreakMark]] = []
    for mark in marks:
        fits = (row for row in rows if _end(row[-1], per_year) <= mark.year * per_year)
        row = next(fits, None)
        if row is None:
            rows.append([mark])
        else:
            row.append(mark)
    return rows


def _end(mark: BreakMark, per_year: float) -> float:
    return mark.year * per_year + width_cm(mark.short, _MARK_PT) + 0.2


def _write_marks(
    page: "Axes",
    rows: Sequence[Sequence[BreakMark]],
    corner: tuple[float, float],
    per_year: float,
    scale: SeriesScale,
) -> None:
    left, top = corner[0], corner[1] + 0.04
    for row_number, row in enumerate(reversed(rows), start=1):
        for mark in row:
            x = left + (max(mark.year - 0.5, scale.left) - scale.left) * per_year
            room = left + (scale.right - scale.left) * per_year - x
            words = width_cm(mark.short, _MARK_PT)
            block = Block([mark.short], _MARK_PT)
            write(
                page,
                block,
                x - max(0.0, words - room),
                top + row_number * line_cm(_MARK_PT),
                "left",
            )
