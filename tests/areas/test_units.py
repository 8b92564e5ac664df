"""Areas given as units: found as far as the text and the set's name agree, never guessed."""

import pytest

from hotspots.sources.areas.units import Unit, find_units, units_of
from hotspots.sources.files.names import AreaNames

AREAS = [("3", "Christianshavn"), ("8", "Indre Nørrebro"), ("12", "Ydre Nørrebro"),
         ("13", "Vesterbro og Enghave"), ("14", "Haven"), ("15", "Haven")]  # fmt: skip
DISTRICTS = AreaNames.of("districts2009", AREAS)
BYDELE = AreaNames.of("bydele", AREAS)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("12 + rode 157", [("", "12"), ("rode", "157")]),
        ("12+rode157", [("", "12"), ("", "rode157")]),
        ("distrikt 12 inkl. rode 157 (ved Tagensvej)", [("distrikt", "12"), ("rode", "157")]),
        ("12; 13", [("", "12"), ("", "13")]),
        ("Distrikt nr. 8", [("distrikt", "8")]),
        ("Vesterbro og Enghave", [("", "Vesterbro og Enghave")]),
        ("Sammedal", [("", "Sammedal")]),
    ],
)
def test_a_text_is_divided_into_units(text, units):
    """Only where a mark or a word between units stands; a name keeps its "og"."""
    assert units_of(text) == tuple(Unit(*one) for one in units)


@pytest.mark.parametrize(
    ("text", "codes", "beside"),
    [
        ("8", ("8",), ()),
        ("indre nørrebro", ("8",), ()),
        ("Vesterbro og Enghave", ("13",), ()),
        ("distrikt 8 (Blågårdsgade-kvarteret)", ("8",), ()),
        ("12 + rode 157", ("12",), (Unit("rode", "157"),)),
        ("12; 13", ("12", "13"), ()),
        ("København", ("*",), ()),
    ],
)
def test_units_are_found_in_their_set(text, codes, beside):
    found = find_units(text, DISTRICTS)
    assert (found.codes, found.beside, found.reason) == (codes, beside, "")


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("rode 12", DISTRICTS, "names no area of districts2009"),
        ("distrikt 8", BYDELE, "names no area of bydele"),
        ("bydel 8", DISTRICTS, "names no area of districts2009"),
        ("dele af Valby", DISTRICTS, "no area of this name in districts2009"),
        ("Haven", DISTRICTS, "fits several areas of districts2009 (14 Haven, 15 Haven)"),
        ("12; 99", DISTRICTS, "99: no area of this name in districts2009"),
    ],
)
def test_what_is_not_one_of_the_sets_areas_is_no_area(text, names, reason):
    """The right number of the wrong kind of area counts for nothing, and half a list neither."""
    found = find_units(text, names)
    assert found.codes == ()
    assert reason in found.reason
