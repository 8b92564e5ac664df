"""One figure is rounded alike by the page, the table, the workbook and the sentence."""

import math

import pytest

from hotspots.model.rounding import as_written
from hotspots.output.plain import plain
from hotspots.sentences.indicators.change import points
from hotspots.sentences.texts import number


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (2.25, 1, 2.3),
        (-0.445, 2, -0.45),  # as binary just above, as decimal just between
        (1.005, 2, 1.01),  # as binary just below
        (12.35 - 10.0, 1, 2.4),  # 2.3499999999999996
        (10.5, 0, 11.0),
        (9.96, 1, 10.0),
        (1234567890123, 0, 1234567890123.0),
    ],
)
def test_a_half_goes_away_from_zero(value, decimals, shown):
    """As in spreadsheets; the noise of arithmetic decides nothing, and whole numbers stay."""
    assert as_written(value, decimals) == shown
    assert as_written(-value, decimals) == -shown
    assert as_written(plain(value), decimals) == shown


def test_nothing_is_minus_nothing():
    """A small fall is 0.0, not -0.0; what is no number stays none."""
    assert math.copysign(1, as_written(-0.04, 1)) == 1
    assert math.isnan(as_written(math.nan, 1))
    assert as_written(-math.inf, 1) == -math.inf


def test_sentences_write_what_is_shown():
    """In Danish and English, with the sign of a change or without."""
    assert number("da", 2.25, 1) == "2,3"
    assert number("en", 1234.5, 0) == "1,235"
    assert points(-0.445, "da", 2) == "−0,45"
    assert points(0.05, "da") == "+0,1"
