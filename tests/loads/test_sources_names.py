"""Area names as people spell them, and the codes beside them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.files.names import AreaNames, heading_key, key, without_footnote

BY = AreaNames.of(
    "by",
    [
        ("01", "Nørrebro"),
        ("2", "Kongens Enghave"),
        ("3", "Vesterbro/Ålholm"),
        ("4", "Brønshøj-Husum"),
        ("10", "Christianshavn og Holmen"),
    ],
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nørrebro", "01"),
        ("2.0", "2"),
        ("2,0", "2"),
        ("10.0", "10"),
        ("1.0", "01"),
        (" NØRREBRO  ", "01"),
        ("Noerrebro", "01"),
        ("No\u0308rrebro", "01"),
        ("Nørrebro*", "01"),
        ("Nørrebro¹", "01"),
        ("Nørrebro 1)", "01"),
        ("Nørrebro [2]", "01"),
        ("Kgs. Enghave", "2"),
        ("kgs enghave", "2"),
        ("Kongens  Enghave", "2"),
        ("Vesterbro - Aalholm", "3"),
        ("Vesterbro/A\u030alholm", "3"),
        ("vesterbro og ålholm", "3"),
        ("Brønshøj / Husum", "4"),
        ("Brønshøj–Husum", "4"),
        ("Christianshavn/Holmen", "10"),
        ("01", "01"),
        ("1", "01"),
        ("001", "01"),
        ("02", "2"),
        ("10", "10"),
        ("Hele København", "*"),
        ("I alt", "*"),
        ("Københavns Kommune i alt", "*"),
        ("*", "*"),
    ],
)
def test_spellings_that_mean_an_area(text, code):
    """Case, blanks, short forms, joiners, letters written out, footnotes, padded codes."""
    assert BY.match(text).code == code


@pytest.mark.parametrize("text", ["Nørre", "0", "00", "100", "Enghave", "?", "Husum-Brønshøj"])
def test_spellings_that_mean_none(text):
    """No area is guessed; the reason names the set."""
    found = BY.match(text)
    assert found.code is None
    assert found.reason.startswith("no area of this name in by")


def test_the_nearest_names_are_shown():
    """Three at the most, the nearest first, spelled as in the set."""
    nearest = BY.match("Nørebro").reason.partition("; nearest: ")[2].split(", ")
    assert nearest == ["Nørrebro", "Vesterbro/Ålholm", "Kongens Enghave"]


def test_a_name_goes_before_a_code():
    """An area called 2 beside an area whose code is 2: a text is what people read."""
    names = AreaNames.of("s", [("1", "2"), ("2", "Syd")])
    assert names.match("2").code == "1"


def test_codes_that_differ_by_zeros_only_are_taken_as_written():
    """01 and 1 are two areas; 001 could be either, so it is neither."""
    names = AreaNames.of("s", [("01", "Nord"), ("1", "Syd")])
    assert [names.match(text).code for text in ("01", "1", "001")] == ["01", "1", None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6", "6"),
        ("06", "6"),
        ("118", "118"),
        ("−6", "118"),
        ("-6", "118"),
        (" −6* ", "118"),
        ("7", "119"),
        ("07", "07"),
        ("007", "07"),
        ("-7", None),
        ("0", "0"),
        ("", None),
        ("?", None),
        ("…", "120"),
        ("*", "*"),
        ("121", "121"),
        ("Vej 1)", "122"),
        ("Vej", "123"),
        ("Havnen", None),
    ],
)
def test_signs_zeros_and_marks_of_a_number_are_part_of_it(text, code):
    """A name as written goes before a code as written, and both before their spellings."""
    names = AreaNames.of(
        "s",
        [("6", "Syd"), ("118", "−6"), ("07", "Øst"), ("119", "7"), ("0", "Nul"), ("120", "…"),
         ("121", "*"), ("122", "Vej 1)"), ("123", "Vej"), ("124", "Havnen"), ("125", "Havnen")],
    )  # fmt: skip
    assert names.match(text).code == code


def test_what_fits_two_areas_names_them_both():
    """So that whoever reads it sees which code to write."""
    names = AreaNames.of("s", [("7", "Øst"), ("8", "07."), ("9", "Vej 1"), ("10", "Vej-1")])
    for text, both in {"07": "8 07., 7 Øst", "vej/1": "9 Vej 1, 10 Vej-1"}.items():
        assert names.match(text).code is None
        assert names.match(text).reason.startswith(f"the name fits several areas of s ({both})")


def test_numbers_in_brackets_are_part_of_a_name():
    """``Vej (1)`` and ``Vej (2)`` are two names; ``1)`` after a name is a footnote."""
    names = AreaNames.of("s", [("a", "Vej (1)"), ("b", "Vej (2)")])
    assert names.match("Vej (2)").code == "b"
    assert without_footnote("Vej (1)") == "Vej (1)"
    assert without_footnote("9,4 1)") == "9,4"


def test_keys():
    """What two spellings have in common."""
    assert key("Sct. Hans & Å-kvarteret") == "sankt hans aa kvarteret"
    assert heading_key("  Antal_Svar ") == heading_key("antal svar")
    assert heading_key("%") == "%"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mænd (2012-H1)", "Mænd (2012-H1)"), ("Mænd (2012K3)*", "Mænd (2012K3)"),
        ("Folketal 1)", "Folketal"), ("Andel (%) 2)", "Andel (%)"), ("Valby*¹", "Valby"),
    ],
)  # fmt: skip
def test_a_bracket_that_ends_in_a_digit_is_no_footnote(text, plain):
    """So that the period in it is read."""
    assert without_footnote(text) == plain


def test_long_headings_are_taken_in_at_once():
    """Eight million letters without a mark at their end; looking for one in each takes 10 s."""
    start = time.process_time()
    headings = [without_footnote("N" * 4000) for _ in range(2000)]
    assert time.process_time() - start < 2
    assert {len(heading) for heading in headings} == {4000}


@given(st.text())
def test_keys_of_any_text(text):
    """A key is its own key, and marks that nobody sees make no difference."""
    for key_of in (key, heading_key):
        assert key_of(key_of(text)) == key_of(text)
        assert key_of(f"\ufeff{text}\u200b") == key_of(text)


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1))
def test_a_footnote_behind_any_word_is_none_of_it(word):
    for mark in ("", "*", "¹", " 1)", "[2]", " **"):
        assert without_footnote(word + mark) == word
