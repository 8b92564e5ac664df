"""Limits of intervals in words: none that has a side is written as if it had none."""

from types import SimpleNamespace

import pytest

from hotspots.model.rounding import limit_decimals
from hotspots.sentences.incidents.rates import FAMILY
from hotspots.sentences.indicators.change import ends_years, limit, limit_points
from hotspots.sentences.texts import counted, ended, ratio_limit
from hotspots.workflows.indicators.change_notes import family_note


@pytest.mark.parametrize(
    ("value", "written"),
    [(-0.022, "−0,02"), (0.04, "+0,04"), (0.004, "+0,004"), (-3.6, "−3,6"), (0.0, "0,0"),
     (0.05, "+0,1"), (-0.00001, "0,0")],
)  # fmt: skip
def test_a_limit_beside_no_change_has_another_digit(value, written):
    """Below what four decimals show it is as good as none."""
    assert limit_points(value, "da") == written
    assert limit(value, "share", "da") == written


def test_limits_of_ratios():
    """A ratio of 1.004 is above 1."""
    assert [ratio_limit("en", one) for one in (1.004, 0.998, 1.0, 1.2)] == [
        "1.004", "0.998", "1.00", "1.20"
    ]  # fmt: skip
    assert limit_decimals(float("inf"), 1) == 1


def test_one_area_is_no_areas():
    """A family of a single test, and a hotspot of a single incident."""
    assert "over one area;" in family_note(1, "holm", "en")[0]
    assert "over ét område;" in family_note(1, "holm", "da")[0]
    assert "over 13 areas;" in family_note(13, "holm", "en")[0]
    for key in FAMILY.values():
        assert "areas" not in counted("en", key, 1, n_tests=1)
    assert counted("en", "detect.least", 1, least=1).endswith("at least 1 incident of its own.")


def test_years_of_an_end_are_joined_by_a_word():
    """Two years that do not follow each other are no list cut short."""
    row = SimpleNamespace(ends_first_years="2010, 2012", ends_last_years="2017, 2018, 2019")
    assert ends_years(row, "da") == {"first": "2010 og 2012", "last": "2017–2019"}
    assert ends_years(row, "en")["first"] == "2010 and 2012"


def test_what_is_ended_has_one_mark():
    """A question has its own."""
    assert [ended(one) for one in ("Hvad er der sket?", "Start 1. maj", "Slut.")] == [
        "Hvad er der sket?", "Start 1. maj.", "Slut."
    ]  # fmt: skip
