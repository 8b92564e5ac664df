"""The picture of an evaluation as it is drawn."""

from matplotlib.patches import Rectangle

from hotspots.mapping.pages.strip import drawn_strip
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.evaluation_figure import draw
from hotspots.model.charts import DayMark, EvaluationPicture, MonthPanel
from hotspots.model.efforts import PlaceboStrip
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


def page_strip(ratios, effort, words="The effort", bad=()):
    """Return the strip of a page; the ratios of these positions follow a bad year."""
    is_bad = tuple(position in bad for position in range(len(ratios)))
    return drawn_strip(PlaceboStrip("The ratio", ratios, is_bad, effort, words), "en")


def test_a_page_has_every_ratio_within_its_box():
    """Forty alike are pressed together below the words; none lies beyond the sides."""
    strip = page_strip((1.0,) * 40 + (0.5, 2.0), 0.8, bad=(40,))
    assert len(strip.dots) == 42
    assert len({dot.y for dot in strip.dots}) == 40
    assert all(strip.top <= dot.y - strip.radius and dot.y + strip.radius <= strip.base
               and 0 < dot.x < strip.wide for dot in strip.dots)  # fmt: skip
    (bad,) = [dot for dot in strip.dots if dot.is_bad_year]
    assert bad.x == min(dot.x for dot in strip.dots)


def test_a_page_puts_ratios_where_their_logarithm_is():
    """A half and a double are as far from 1, and the effort's line is among the numbers."""
    strip = page_strip((0.5, 2.0), 0.5)
    left, right = sorted(dot.x for dot in strip.dots)
    assert strip.middle - left == right - strip.middle
    at = {label: x for x, label in strip.numbers}
    assert strip.effort_x == at["0.5"]
    assert at["1.0"] == strip.middle
    assert abs(left - strip.effort_x) <= 3


def test_words_of_a_page_stay_inside():
    """To the left of a line at the right edge; where there is room on neither side, at an edge."""
    assert page_strip((1.0,), 3.0).words_end == "end"
    assert page_strip((1.0,), 0.3).words_end == "start"
    long = page_strip((1.0,), 1.0, words="w" * 50)
    assert (long.words_x, long.words_end) == (0.0, "start")
