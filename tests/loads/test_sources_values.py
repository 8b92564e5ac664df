"""Numbers, read strictly: none changes its size on the way in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.files.values import Number, UnreadableCell, is_missing, number, whole


@pytest.mark.parametrize(
    ("text", "dialect", "value", "decimals"),
    [
        ("9,4", "dk", 9.4, 1),
        ("1.234", "dk", 1234, 0),
        ("1.234.567,89", "dk", 1_234_567.89, 2),
        ("9,40 %", "dk", 9.4, 2),
        ("−3", "dk", -3, 0),
        ("1\u00a0234", "dk", 1234, 0),
        ("9.4", "iso", 9.4, 1),
        ("1,234", "iso", 1234, 0),
        ("1.234", "iso", 1.234, 3),
        ("1,234,567.89", "iso", 1_234_567.89, 2),
        ("10%", "iso", 10, 0),
    ],
)
def test_numbers(text, dialect, value, decimals):
    """The value, and with how many decimals it was written."""
    assert number(text, dialect) == Number(value, decimals)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("12.34", "dk"), ("1.2345", "dk"), ("1,2,3", "dk"), ("1.23,4", "dk"), ("1e3", "dk"),
        ("12.345.6", "dk"), ("", "dk"), ("9,", "dk"), (",5", "dk"), ("9 4", "dk"), ("inf", "dk"),
        ("9,4", "iso"), ("1.2.3", "iso"), ("1,23", "iso"), ("1e3", "iso"), ("nan", "iso"),
        ("٣", "iso"), ("=1", "iso"), ("1.", "iso"), ("--1", "iso"), ("%", "iso"),
    ],
)  # fmt: skip
def test_texts_that_are_no_numbers(text, dialect):
    """What does not fit the dialect is refused with the way it should be written."""
    with pytest.raises(UnreadableCell, match="for a decimal"):
        number(text, dialect)


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_a_number_written_in_either_dialect_comes_back(value):
    """With thousands marked, and without."""
    grouped, plain = f"{value:,}", f"{value}"
    swapped = grouped.translate({ord(","): ".", ord("."): ","})
    for text, dialect in ((grouped, "iso"), (plain, "iso"), (swapped, "dk")):
        assert number(text, dialect) == Number(float(value), 2)


def test_whole_numbers():
    """``3,0`` counts people, ``3,5`` does not."""
    assert whole("3,0", "dk") == 3
    with pytest.raises(UnreadableCell, match="whole number"):
        whole("3,5", "dk")


@pytest.mark.parametrize("text", ["", "  ", "..", "…", "...", ":", "x", "NA", "i.o.", "u.o."])
def test_marks_for_missing(text):
    """As Danmarks Statistik and others write them; a dash and 0 are none of them."""
    assert is_missing(text)
    assert not is_missing("-")
    assert not is_missing("0")
