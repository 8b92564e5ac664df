"""Numbers, read strictly: none changes its size on the way in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.files.values import Number, UnreadableCell, is_missing, number

_WAYS_OUT = r"say --decimal|is not a number$|write the number alone|shortened with an exponent"


@pytest.mark.parametrize(
    ("text", "mark", "value", "decimals"),
    [
        ("9,4", ",", 9.4, 1),
        ("1.234", ",", 1234, 0),
        ("1.234.567,89", ",", 1_234_567.89, 2),
        ("9,40 %", ",", 9.4, 2),
        ("−3", ",", -3, 0),
        ("1\u00a0234", ",", 1234, 0),
        ("9.4", ".", 9.4, 1),
        ("1,234", ".", 1234, 0),
        ("1.234", ".", 1.234, 3),
        ("1,234,567.89", ".", 1_234_567.89, 2),
        ("10%", ".", 10, 0),
        (",5", ",", 0.5, 1),
        ("7 pct.", ",", 7, 0),
        ("1 234,5", ",", 1234.5, 1),
    ],
)
def test_numbers(text, mark, value, decimals):
    """The value, and with how many decimals it was written."""
    assert number(text, mark) == Number(value, decimals)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("12.34", ","), ("1.2345", ","), ("1,2,3", ","), ("1.23,4", ","), ("1e3", ","),
        ("12.345.6", ","), ("", ","), ("9,", ","), ("0.873", ","), ("9 4", ","), ("inf", ","),
        ("9,4", "."), ("1.2.3", "."), ("1,23", "."), ("1e3", "."), ("nan", "."),
        ("٣", "."), ("=1", "."), ("1.", "."), ("--1", "."), ("%", "."),
    ],
)  # fmt: skip
def test_texts_that_are_no_numbers(text, mark):
    """What does not fit the mark is refused with the way it should be written."""
    with pytest.raises(UnreadableCell, match=_WAYS_OUT):
        number(text, mark)


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_a_number_written_with_either_mark_comes_back(value):
    """With thousands marked, and without."""
    grouped, plain = f"{value:,}", f"{value}"
    swapped = grouped.translate({ord(","): ".", ord("."): ","})
    for text, mark in ((grouped, "."), (plain, "."), (swapped, ",")):
        assert number(text, mark) == Number(float(value), 2)


@pytest.mark.parametrize("text", ["", "  ", "..", "…", "...", ":", "x", "NA", "i.o.", "u.o."])
def test_marks_for_missing(text):
    """As Danmarks Statistik and others write them; a dash and 0 are none of them."""
    assert is_missing(text)
    assert not is_missing("-")
    assert not is_missing("0")
