"""Breaks of a series: refused, flagged or marked, and never passed over in silence."""

import pytest

from tests.small_city import City, by_area

RATES = "Område;År;Indikator;Pr. 1.000;Anmeldelser\n"
SERIES = ("--indicator", "anmeldelser_pr_1000")


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas with reports per 1,000 under their two definitions."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    rows = [
        "*;2022;borgervendt_pr_1000;40;", "*;2023;borgervendt_pr_1000;39;",
        "*;2024;straffelov_pr_1000;73;", "*;2025;straffelov_pr_1000;75;",
        "Nord;2022;borgervendt_pr_1000;20,0;400", "Nord;2023;borgervendt_pr_1000;10,0;200",
        "Nord;2024;straffelov_pr_1000;51,0;1020",
    ]  # fmt: skip
    path = made.write("rater.csv", RATES + "\n".join(rows) + "\n")
    made.run("load", "index", path, "--set", "bydele")
    return made


def test_a_change_of_definition_is_refused_with_what_can_be_compared(city):
    """39 and 73 are not the same thing: exit 1, the reason, and the years on each side."""
    refused = city.run("change", *SERIES, "--baseline", 2023, "--year", 2024, expect=1)
    assert "Til og med 2023 tælles borgervendt kriminalitet" in refused.stderr
    assert "Comparable among themselves: 2022, 2023; 2024, 2025." in refused.stderr
    assert "--across-breaks" in refused.stderr
    assert refused.stdout == ""


def test_across_breaks_the_change_is_computed_and_marked(city):
    """Verdict break, grey, flag, settings, note and sentence all say it."""
    asked = ("change", *SERIES, "--baseline", 2023, "--year", 2024, "--across-breaks")
    answer = city.ask(*asked)
    row = by_area(answer)["*"]
    assert (row["baseline_percent"], row["percent"], row["change_pp"]) == (39, 73, 34)
    assert (row["verdict"], row["light"], row["p"]) == ("break", "grey", None)
    assert "definition_break" in row["flags"]
    assert "Må ikke sammenlignes: Til og med 2023" in row["sentence"]
    assert row["sentence"].startswith("Hele byen: 39 pr. 1.000 i 2023 og 73 pr. 1.000 i 2024.")
    assert [(one["year"], one["kind"]) for one in answer["settings"]["breaks"]] == [
        (2024, "definition")
    ]
    assert answer["notes"][0].startswith("Brud i serien: Til og med 2023")
    assert "definition_break" in city.run(*asked).stdout
    assert by_area(answer)["1"]["verdict"] == "break"


def test_across_breaks_the_map_is_marked(city):
    """The banner, the area's text and the notes."""
    page = city.folder / "kort.html"
    city.run("map", "change", *SERIES, "--baseline", 2023, "--year", 2024, "--across-breaks",
             "-o", page)  # fmt: skip
    text = page.read_text(encoding="utf-8")
    assert "Brud i serien: tallene før og efter må ikke læses som en udvikling" in text
    assert "må ikke sammenlignes (" in text
    refused = city.run("map", "change", *SERIES, "--baseline", 2023, "--year", 2024,
                       "-o", city.folder / "andet.html", expect=1)  # fmt: skip
    assert "--across-breaks" in refused.stderr
    assert not (city.folder / "andet.html").exists()


def test_within_one_definition_rates_are_compared_by_their_counts(city):
    """20.0 on 400 reports, 10.0 on 200: exposures of 20 thousand, difference −10."""
    answer = city.ask("change", *SERIES, "--baseline", 2022, "--year", 2023)
    rows = by_area(answer)
    assert rows["*"]["verdict"] == "not_testable"
    assert rows["*"]["flags"] == ["no_n"]
    nord = rows["1"]
    assert (nord["verdict"], nord["baseline_n"], nord["n"]) == ("better", 400, 200)
    # Garwood 95 %: 361.75 to 441.18 of 400, 173.24 to 229.72 of 200; joined by square and add
    low = -10 - ((10 - 8.6620) ** 2 + (22.0589 - 20) ** 2) ** 0.5
    high = -10 + ((11.4860 - 10) ** 2 + (20 - 18.0874) ** 2) ** 0.5
    assert nord["ci_low_pp"] == pytest.approx(low, abs=2e-3)
    assert nord["ci_high_pp"] == pytest.approx(high, abs=2e-3)
    assert nord["sentence"].startswith("Nord: 20,0 pr. 1.000 i 2022 og 10,0 pr. 1.000 i 2023.")
    assert "−10,0 pr. 1.000 indbyggere" in nord["sentence"]


def test_an_indicator_of_one_definition_needs_no_break(city):
    """Asked by its own name, the old definition has no figure for 2024 and says so."""
    refused = city.run("change", "--indicator", "borgervendt_pr_1000", "--baseline", 2023,
                       "--year", 2024, expect=1)  # fmt: skip
    assert "There are no figures for 2024. There are for 2022, 2023." in refused.stderr


def test_a_method_break_is_computed_and_flagged(city):
    """The supplier of 2017 stands in flags, sentence, settings and notes."""
    city.index(["Nord;2016;20,0;900;;", "Nord;2018;10,0;900;;", "Nord;2015;21,0;900;;"])
    asked = ("change", "--indicator", "utryg_nabolag")
    across = city.ask(*asked, "--baseline", 2016, "--year", 2018)
    row = by_area(across)["1"]
    assert row["verdict"] == "better"
    assert "method_break" in row["flags"]
    assert row["sentence"].endswith("Metodebrud i 2017. Designeffekt 1,3 er antaget.")
    assert any(note.startswith("Metodebrud: Undersøgelsen skiftede") for note in across["notes"])
    before = city.ask(*asked, "--baseline", 2015, "--year", 2016)
    assert by_area(before)["1"]["flags"] == ["design_effect_unknown", "swings_unknown"]
    assert before["settings"]["breaks"] == []


@pytest.mark.parametrize(("year", "flagged"), [(2019, False), (2020, True), (2021, True),
                                               (2022, False)])  # fmt: skip
def test_a_context_holds_the_years_it_lasts(city, year, flagged):
    """2020 and 2021 are special years, before and after are not."""
    city.index([f"Nord;{one};20,0;900;;" for one in (2018, 2019, 2020, 2021, 2022)])
    row = by_area(city.ask("change", "--indicator", "utryg_nabolag", "--baseline", 2018,
                           "--year", year))["1"]  # fmt: skip
    assert ("context_break" in row["flags"]) is flagged


@pytest.mark.parametrize("command", [("change",), ("priority",), ("map", "change"),
                                     ("map", "priority")])  # fmt: skip
def test_years_the_wrong_way_round_never_slip_past_a_break(city, command):
    """2018 as the baseline of 2016 would turn better into worse, and hide the break between."""
    city.index(["Nord;2016;20,0;900;;", "Nord;2018;10,0;900;;"])
    page = ("-o", city.folder / "kort.html") if command[0] == "map" else ()
    refused = city.run(*command, "--baseline", 2018, "--year", 2016, *page, expect=2)
    assert "--baseline 2018 lies after --year 2016. Turn them round" in refused.stderr


BREAKS = "Indikator;År;Til år;Slags;Beskrivelse;Område;Kilde\n"


def load_breaks(city, rows, *options):
    """Load breaks written as Danish rows."""
    return city.run("load", "breaks", city.write("brud.csv", BREAKS + rows), *options)


def test_a_break_of_ones_own_counts_like_a_known_one(city):
    """A method break of 2012 for every area, a definition break of 2013 for one."""
    city.index([f"{name};{year};20,0;900;;" for name in ("Nord", "Syd")
                for year in (2010, 2011, 2014)])  # fmt: skip
    load_breaks(city, "utryg_nabolag;2012;;Metode;Nyt spørgeskema.;;Notat 1\n"
                "utryg_nabolag;2013;;Definition;Området blev udvidet.;Syd;Notat 2\n",
                "--set", "bydele")  # fmt: skip
    asked = ("change", "--indicator", "utryg_nabolag", "--year")
    rows = by_area(city.ask(*asked, 2014))
    assert (rows["1"]["verdict"], rows["2"]["verdict"]) == ("not_distinguishable", "break")
    assert "method_break" in rows["1"]["flags"]
    assert "Må ikke sammenlignes: Området blev udvidet." in rows["2"]["sentence"]
    assert "method_break" not in by_area(city.ask(*asked, 2011))["1"]["flags"]


def test_the_source_of_a_break_is_told_in_english_where_it_is_known(city):
    """Beside it one that nobody translated, which stands as it is."""
    city.index([f"Nord;{year};20,0;900;;" for year in (2010, 2014)])
    head = "Indikator;År;Slags;Beskrivelse;Tekst på engelsk;Kilde;Kilde på engelsk\n"
    rows = ("utryg_nabolag;2012;Metode;Nyt skema.;New form.;Notat 1;Memo 1\n"
            "utryg_nabolag;2013;Metode;Ny post.;New mail.;Notat 2;\n")  # fmt: skip
    city.run("load", "breaks", city.write("brud.csv", head + rows))
    asked = ("change", "--indicator", "utryg_nabolag", "--year", 2014)
    for lang, sources in (("da", ["Notat 1", "Notat 2"]), ("en", ["Memo 1", "Notat 2"])):
        answer = city.ask("--lang", lang, *asked)
        assert [one["source"] for one in answer["settings"]["breaks"]] == sources
        assert all(any(one in note for note in answer["notes"]) for one in sources)


def test_a_break_that_cannot_be_is_rejected_with_its_reason(city):
    """Unknown series, unknown kind, an end before the start, an area without a set."""
    rows = ("ukendt;2012;;Metode;Tekst;;Kilde\nutryg_nabolag;2012;;Andet;Tekst;;Kilde\n"
            "*;2012;2011;Kontekst;Tekst;;Kilde\n*;2012;;Metode;Tekst;Nord;Kilde\n"
            "*;2012;2013;Kontekst;Tekst;;Kilde\n")  # fmt: skip
    said = load_breaks(city, rows)
    assert "5 rows in, 1 stored, 4 rejected" in said.stdout
    told = city.run("status", "--rejects", "all", "--format", "json").stdout
    for reason in ("is not known", "is none of definition, method, context", "is before 2012",
                   "needs --set"):  # fmt: skip
        assert reason in told


def test_the_same_break_twice_in_a_file_counts_once(city):
    """The second row is turned away, so that no note is told twice."""
    row = "utryg_nabolag;2019;metode;Svarene kom fra nettet.;Metodenotat\n"
    path = city.write("brud.csv", "Indikator;År;Slags;Beskrivelse;Kilde\n" + row + row)
    done = city.run("load", "breaks", path)
    assert "2 rows in, 1 stored, 1 rejected." in done.stdout
    assert "row 1 has this very break" in done.stderr


def test_made_up_figures_have_none_of_the_citys_own_breaks(city):
    """Nobody took over a survey that was never made; a break of one's own counts all the same."""
    city.index([f"Nord;{year};20,0;900;;" for year in (2012, 2018)], "--synthetic")
    asked = ("change", "--indicator", "utryg_nabolag", "--baseline", 2012, "--year", 2018)
    answer = city.ask(*asked)
    assert answer["settings"]["breaks"] == []
    assert "method_break" not in by_area(answer)["1"]["flags"]
    load_breaks(city, "utryg_nabolag;2014;;Metode;Nyt spørgeskema.;;Notat 1\n")
    assert [one["year"] for one in city.ask(*asked)["settings"]["breaks"]] == [2014]
    city.index(["Syd;2012;20,0;900;;"], name="rigtige.csv")
    assert [one["year"] for one in city.ask(*asked)["settings"]["breaks"]] == [2014, 2017]
