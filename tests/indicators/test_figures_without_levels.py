"""Two printed figures without a level: a change of unknown measure, and a gap of two groups."""

import pytest

HEAD = "Område;År;Indikator;Procent;Offentliggjort ændring;Sammenlignet med;Kilde"
REPORT = "Københavns Kommunes statusrapport om integrationsindsatsen 2010"


@pytest.fixture
def told(three_areas, tmp_path):
    """Return the command line with both figures loaded as somebody would type them."""
    path = tmp_path / "tekster.csv"
    rows = (
        f"Hele København;2010;tryghed_uoplyst_maal;;1,4;2009;{REPORT}",
        f"Hele København;2010;sigtede_unge_forskel;1,7;;;{REPORT}",
    )
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    three_areas.done("load", "index", path, "--set", "by")
    return three_areas


def test_a_rise_without_a_level_is_kept_as_a_rise(told):
    """1.4 points from 2009 to 2010, as printed; neither a level nor the measure is made up."""
    found = told.query(
        "select area_code, year, percent, published_change_pp, published_against, n "
        "from estimate where indicator = 'tryghed_uoplyst_maal'"
    )
    assert found == [("*", 2010, None, 1.4, 2009, None)]
    about = told.query(
        "select name_da, definition_da from indicator where indicator = 'tryghed_uoplyst_maal'"
    )[0]
    assert "ikke oplyst" in about[0]
    assert "ikke målet og ikke niveauet" in about[1]


def test_nothing_is_computed_from_a_rise_without_a_level(told):
    """There is no share to compare, so there is no answer that looks like one."""
    asked = ("--indicator", "tryghed_uoplyst_maal", "--baseline", "2009", "--year", "2010")
    found = told.run("change", *asked)
    assert found.exit_code == 1
    assert found.stdout == ""


def test_the_gap_of_charges_is_a_figure_of_the_city_with_its_two_groups(told):
    """1.7 points more of one group; the city only, and the indicator names both groups."""
    found = told.query(
        "select estimate.area_code, percent, decimals, measure, better, group_1, group_2 "
        "from estimate inner join indicator using (indicator) "
        "where indicator = 'sigtede_unge_forskel'"
    )
    assert found == [
        ("*", 1.7, 1, "points", "lower", "unge med etnisk minoritetsbaggrund",
         "unge med majoritetsbaggrund")
    ]  # fmt: skip
