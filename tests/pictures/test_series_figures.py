"""Figures written beside the dots of a series."""

import pytest

from hotspots.mapping.pictures.series_axes import SMALL_PT, SeriesScale, _hangs
from hotspots.mapping.pictures.typeset import line_cm
from hotspots.model.charts import Dot, Line

DOTS = tuple(Dot(year=year, kind="certain", value=value, low=value - 2, high=value + 3)
             for year, value in ((2019, 6.0), (2020, 4.8), (2021, 5.6)))  # fmt: skip


@pytest.mark.parametrize(("tall_cm", "is_below"), [(1.75, False), (4.0, True)])
def test_a_figure_hangs_below_its_dot_only_where_it_stays_above_the_axis(tall_cm, is_below):
    """On an axis of 20 % a low picture has 0.25 cm below an interval that ends at 2.8 %."""
    figure_tall = (line_cm(SMALL_PT) + 0.127) * 20 / tall_cm
    scale = SeriesScale(2019, 2021, 0.0, 20.0, 5.0, 0.1, figure_tall)
    assert _hangs(DOTS[1], Line("utryg_nabolag", DOTS, (DOTS,)), scale) is is_below
