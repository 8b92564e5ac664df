"""``change`` over all years, with swings, assumed design effects and assumed answers."""

import numpy as np
import pytest

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from tests.indicators.test_properties import figure
from tests.methods.test_weighted_line import ASKED, DEFF, FACTOR, HIGH, HOLM, LOW, SLOPES, YES
from tests.small_city import City, by_area

ASKED_OF = ChangeQuestion("utryg_nabolag", "lower", 2010, 2017)
AREAS = [(code, code) for code in "1234"]


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def figures_of_r():
    """Return the figures of the case that R was asked about."""
    return [
        figure(str(at + 1), 2010 + year, 100 * YES[at, year] / ASKED[at, year],
               n=float(ASKED[at, year]), n_eff=float(ASKED[at, year]) / DEFF)
        for at in range(4)
        for year in range(8)
        if np.isfinite(YES[at, year])
    ]  # fmt: skip


def test_a_stored_case_has_the_slopes_and_limits_of_r():
    """In points a year; the family is the four areas, and the city has no figures."""
    rows = change_rows(AREAS, figures_of_r(), ASKED_OF)[1:]
    for at, row in enumerate(rows):
        assert row.trend_per_year == pytest.approx(100 * SLOPES[at], abs=1e-9)
        assert row.trend_low == pytest.approx(100 * LOW[at], abs=1e-8)
        assert row.trend_high == pytest.approx(100 * HIGH[at], abs=1e-8)
        assert row.trend_p_adjusted == pytest.approx(HOLM[at], abs=1e-8)
        assert row.tested.factor == pytest.approx(FACTOR)
    assert [row.trend_years for row in rows] == [8, 7, 8, 8]


def falling(name, first, fall, years=range(2010, 2020), n=400):
    """Return index rows of a share that falls evenly, 1 up and 1 down in turn."""
    shares = (first - fall * (year - 2010) + year % 2 for year in years)
    return [f"{name};{year};{share:.1f};{n};;".replace(".", ",")
            for year, share in zip(years, shares, strict=True)]  # fmt: skip


def test_all_years_are_said_beside_two(city):
    """Nord falls by 0.8 a year: two years cannot tell, ten can, and the sentence says both."""
    city.index([*falling("Nord", 20, 0.7), *falling("Midt", 15, 0), *falling("Syd", 12, 0)])
    answer = city.ask("change", "--year", 2019)
    nord, midt = (by_area(answer)[code] for code in "12")
    assert (nord["light"], nord["trend_light"], nord["trend_years"]) == ("yellow", "green", 10)
    assert (
        "De to år kan ikke skelnes; de 10 målinger 2010–2019 under ét peger nedad"
        in (nord["trend_sentence"])
    )
    assert "en statistisk sikker forbedring" in nord["trend_sentence"]
    assert midt["trend_light"] == "yellow"
    notes = " ".join(answer["notes"])
    assert "blind for en ændring, der kun er sket i det sidste år" in notes
    assert "Udsving fra år til år er regnet med" in notes
    assert answer["settings"]["n_trend_tests"] == 3
    assert answer["settings"]["swings_df"] == 24
    english = by_area(city.ask("--lang", "en", "change", "--year", 2019))["1"]
    assert "the 10 surveys 2010–2019 together point downwards" in english["trend_sentence"]


def test_fewer_than_four_years_do_not_tell_swings(city):
    """Three years are flagged, four are not, and five have a line."""
    city.index(falling("Nord", 20, 1))
    rows = {year: by_area(city.ask("change", "--year", year))["1"] for year in (2012, 2013, 2014)}
    assert [("swings_unknown" in row["flags"]) for row in rows.values()] == [True, False, False]
    assert [row["trend_verdict"] == "too_few_years" for row in rows.values()] == [
        True,
        True,
        False,
    ]
    assert any("Udsving fra år til år kendes ikke" in note
               for note in city.ask("change", "--year", 2012)["notes"])  # fmt: skip


def test_swings_widen_the_interval_of_two_years(city):
    """Years that jump by 8 points up and down leave two of them undecided."""
    jumping = [f"{name};{year};{20 + 4 * (-1) ** (year + at):.1f};900;;".replace(".", ",")
               for at, name in enumerate(("Nord", "Midt", "Syd"))
               for year in range(2010, 2020)]  # fmt: skip
    city.index(jumping)
    alone = by_area(city.ask("change", "--year", 2011))["1"]
    after = by_area(city.ask("change", "--year", 2019))["1"]
    assert alone["light"] == "green"
    assert after["light"] == "yellow"
    assert after["ci_low_pp"] < alone["ci_low_pp"]


def test_none_and_none_is_in_no_family(city):
    """0 of 300 and 0 of 300: tested, and no part of Holm's family of two."""
    city.index([f"{name};{year};{share};300;;" for name, shares in
                (("Nord", ("20,0", "12,0")), ("Midt", ("15,0", "14,0")), ("Syd", ("0,00", "0,00")))
                for year, share in zip((2010, 2020), shares, strict=True)])  # fmt: skip
    answer = city.ask("change", "--year", 2020)
    rows = by_area(answer)
    assert answer["settings"]["n_tests"] == 2
    assert rows["1"]["p_adjusted"] == pytest.approx(2 * rows["1"]["p"])
    assert (rows["3"]["p"], rows["3"]["light"]) == (1, "yellow")


def test_an_unknown_design_effect_is_assumed_and_said(city):
    """1.3 unless told otherwise: flag, column, sentence, note and setting; 1 is the plain n."""
    city.index(["Nord;2010;20,0;300;;", "Nord;2020;12,0;300;;"])
    answer = city.ask("change", "--year", 2020)
    row = by_area(answer)["1"]
    assert (row["assumed_deff"], answer["settings"]["assumed_deff"]) == (1.3, 1.3)
    assert "design_effect_unknown" in row["flags"]
    assert "Designeffekt 1,3 er antaget." in row["sentence"]
    assert any("er 1,3 antaget" in note for note in answer["notes"])
    plain = by_area(city.ask("change", "--year", 2020, "--assume-deff", 1))["1"]
    assert plain["ci_low_pp"] > row["ci_low_pp"]
    traced = city.ask("trace", "Nord", 2020, "utryg_nabolag", "--baseline", 2010)
    assert "300 / 1,3 = 230,769231" in str(traced)
    assert f"{row['p']:.7f}".replace(".", ",") in str(traced)


def without_n(city):
    """Load two years of three areas and the city without any number of answers."""
    city.index([f"{name};{year};{share};;;" for name in ("Nord", "Midt", "Syd", "Hele København")
                for year, share in ((2010, "30,0"), (2020, "15,0"))])  # fmt: skip


def test_answers_are_assumed_by_choice_alone(city, tmp_path):
    """Grey without, with a note that names the option; with it every row says that it is so."""
    without_n(city)
    grey = city.ask("change", "--year", 2020)
    assert {row["light"] for row in grey["rows"]} == {"grey"}
    assert "--assume-n" in " ".join(grey["notes"])
    answer = city.ask("change", "--year", 2020, "--assume-n", 300)
    rows = by_area(answer)
    assert (rows["1"]["light"], rows["1"]["n"], rows["*"]["n"]) == ("green", 300, 900)
    assert all("assumed_n" in row["flags"] for row in answer["rows"])
    assert all("Antaget antal svar." in row["sentence"] for row in answer["rows"])
    assert answer["notes"][0].startswith("Antaget antal svar")
    assert answer["settings"]["assumed_n"] == 300
    page = tmp_path / "kort.html"
    city.run("map", "change", "--year", 2020, "--assume-n", 300, "-o", page)
    written = page.read_text(encoding="utf-8")
    assert "Antaget antal svar – intervaller" in written
    assert "procentpoint (antaget antal svar)" in written


def test_answers_are_assumed_from_a_file(city):
    """By name or code, of one year or of all; an area that is not there is said."""
    without_n(city)
    sizes = city.write("plan.csv", "Område;År;Antal svar\nNord;;200\nNord;2020;400\n2;;100\n")
    rows = by_area(city.ask("change", "--year", 2020, "--assume-n", sizes))
    assert [(rows[code]["baseline_n"], rows[code]["n"]) for code in "123"] == [
        (200, 400), (100, 100), (None, None),
    ]  # fmt: skip
    assert (rows["3"]["light"], rows["*"]["light"]) == ("grey", "grey")
    wrong = city.write("forkert.csv", "Område;Antal svar\nNordby;200\n")
    refused = city.run("change", "--year", 2020, "--assume-n", wrong, expect=4)
    assert "forkert.csv, row 1: Område 'Nordby' no area of this name" in refused.stderr


def test_pooled_ends_take_the_place_of_the_line(city, tmp_path):
    """By choice: three years at each end, their change, sentence, notes, setting and layer."""
    city.index([*falling("Nord", 20, 0.7), *falling("Midt", 15, 0), *falling("Syd", 12, 0)])
    asked = ("change", "--year", 2019, "--window", 3)
    answer = city.ask(*asked)
    nord, midt = (by_area(answer)[code] for code in "12")
    assert (nord["ends_first_years"], nord["ends_last_years"]) == (
        "2010, 2011, 2012", "2017, 2018, 2019",
    )  # fmt: skip
    # 20, 20.3, 18.6 and 16.1, 14.4, 14.7 on as many answers each
    assert nord["ends_change_pp"] == pytest.approx(45.2 / 3 - 58.9 / 3)
    assert nord["ends_low_pp"] < nord["ends_change_pp"] < nord["ends_high_pp"] < 0
    assert (nord["trend_light"], nord["trend_years"], nord["trend_per_year"]) == ("green", 6, None)
    assert nord["trend_p_adjusted"] == pytest.approx(3 * nord["trend_p"])
    assert nord["trend_sentence"].startswith(
        "De to år kan ikke skelnes; 2017–2019 under ét mod 2010–2012 under ét peger nedad: −4,6 "
        "procentpoint (95 %-interval "
    )
    assert (midt["trend_light"], midt["trend_verdict"]) == ("yellow", "not_distinguishable")
    notes = " ".join(answer["notes"])
    assert "(samlede ender)" in notes
    assert "over 3 områder, en familie for sig" in notes
    assert "en vægtet linje" not in notes
    assert (answer["settings"]["window"], answer["settings"]["n_trend_tests"]) == (3, 3)
    english = by_area(city.ask("--lang", "en", *asked))["1"]
    assert "2017–2019 pooled against 2010–2012 pooled point downwards" in english["trend_sentence"]
    page = tmp_path / "kort.html"
    city.run("map", "change", "--year", 2019, "--window", 3, "-o", page)
    written = page.read_text(encoding="utf-8")
    assert "de sidste 3 under ét mod de første 3" in written
    assert "færre end 6 sammenlignelige målinger" in written
    assert "fra 2010–2012 til 2017–2019, hver under ét" in written


def test_too_few_years_for_pooled_ends(city):
    """Five years have no two ends of three: a verdict that says so, and a note; of two they do."""
    city.index(falling("Nord", 20, 1, range(2010, 2015)))
    answer = city.ask("change", "--year", 2014, "--window", 3)
    row = by_area(answer)["1"]
    assert (row["trend_verdict"], row["trend_light"]) == ("too_few_years", "grey")
    assert (row["ends_change_pp"], row["trend_p"], row["trend_sentence"]) == (None, None, "")
    assert any("kræver mindst 6 sammenlignelige målinger" in note for note in answer["notes"])
    two = by_area(city.ask("change", "--year", 2014, "--window", 2))["1"]
    assert (two["ends_first_years"], two["ends_last_years"]) == ("2010, 2011", "2013, 2014")
    city.run("change", "--year", 2014, "--window", 1, expect=2)


def test_pooled_ends_without_answers_are_described(city):
    """No number of answers: the ends with every year weighed alike, and no verdict."""
    city.index(
        [
            f"Nord;{year};{share},0;;;"
            for year, share in zip(range(2010, 2014), (30, 20, 12, 10), strict=True)
        ]
    )
    row = by_area(city.ask("change", "--year", 2013, "--window", 2))["1"]
    assert (row["ends_change_pp"], row["ends_low_pp"]) == (-14, None)
    assert (row["trend_verdict"], row["trend_light"]) == ("not_testable", "grey")
    assert "om det er mere end tilfældigt, kan ikke siges" in row["trend_sentence"]


def test_pooled_ends_of_groups_are_one_family(city):
    """--by-group: Holm over areas and groups, as for the line."""
    rows = [f"Nord;{year};{share - 2 * (year - 2010)},0;400;;;{group}" for year in
            range(2010, 2016) for group, share in (("Kvinder", 40), ("Mænd", 30))]  # fmt: skip
    head = "Område;År;Procent;Antal svar;Udgave;Kategori;Køn\n"
    path = city.write("koen.csv", head + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag",
             "--group", "Køn")  # fmt: skip
    answer = city.ask("change", "--year", 2015, "--by-group", "køn", "--window", 2)
    areas = [row for row in answer["rows"] if row["area"] == "1"]
    assert [row["ends_change_pp"] for row in areas] == [-8, -8]
    assert answer["settings"]["n_trend_tests"] == 2
