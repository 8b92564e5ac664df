"""The picture of an evaluation as it is drawn."""

from matplotlib.patches import Rectangle

from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.evaluation_figure import draw
from hotspots.model.charts import DayMark, EvaluationPicture, MonthPanel, PlaceboStrip
from hotspots.model.pictures import PictureFile


def test_no_line_crosses_the_words_of_another_day():
    """Words that must stand to the left of their own line hide the line of an earlier day."""
    marks = [DayMark(60.0, "Start 1 March 2019"), DayMark(80.0, "End 31 December 2021")]
    picture = EvaluationPicture(
        lang="en", title="Title", subtitle="Subtitle", n_months=100, years=[(0, "2015")],
        panels=[MonthPanel("Area", (1,) * 100, ())], marks=marks, standing=(), notes=(),
        source="Source", alt="Alt",
    )  # fmt: skip
    with picture_file.drawing():
        figure = draw(picture, PictureFile(12.0, 72))
    page = figure.axes[0]
    last = next(one for one in page.texts if one.get_text().startswith("End"))
    first = next(line for line in page.lines if line.get_xdata()[0] == line.get_xdata()[1])
    grounds = [one for one in page.patches if isinstance(one, Rectangle)]
    x, (end, y) = first.get_xdata()[0], last.get_position()
    across = [one for one in grounds if one.get_x() < x < end
              and one.get_y() < y < one.get_y() + one.get_height()]  # fmt: skip
    assert len(across) == 1
    assert first.get_zorder() < across[0].get_zorder() < last.get_zorder()


def strip_of(ratios, own):
    """Draw a picture with a strip of ratios and return the strip's axes."""
    strip = PlaceboStrip("The ratio", ratios, (False,) * len(ratios), own, "The effort")
    picture = EvaluationPicture(
        lang="en", title="Title", subtitle="Subtitle", n_months=24, years=[(0, "2015")],
        panels=[MonthPanel("Area", (1,) * 24, ())], marks=(), standing=(), notes=(),
        source="Source", alt="Alt", strip=strip,
    )  # fmt: skip
    with picture_file.drawing():
        return draw(picture, PictureFile(12.0, 72)).axes[-1]


def test_every_ratio_is_a_dot_and_the_effort_a_line():
    """Dots stand over each other where ratios are alike, and all lie within the strip."""
    axes = strip_of((1.0,) * 40 + (0.5, 2.0), 0.8)
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dots) == 42
    heights = {float(line.get_ydata()[0]) for line in dots}
    assert len(heights) == 40
    assert max(heights) < axes.get_ylim()[1]
    assert axes.get_xlim()[1] == -axes.get_xlim()[0]


def test_words_beside_a_ratio_at_the_edge_stay_inside():
    """To the left of the line where there is no room to the right."""
    axes = strip_of((1.0, 0.9, 1.1), 3.0)
    words = next(one for one in axes.texts if one.get_text() == "The effort")
    assert words.get_horizontalalignment() == "right"
