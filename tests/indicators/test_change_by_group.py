"""``change --by-group``: every group of a dimension in every area, in one family of tests."""

import pytest

from tests.small_city import City

HEAD = "Område;År;Indikator;Køn;Alder;Procent;Antal svar"


def rows_of(area, year, **percents):
    """Return the rows of women, men and young women of an area in a year."""
    groups = {"women": "Kvinder;I alt", "men": "Mænd;I alt", "young": "Kvinder;15-24",
              "old": "Kvinder;5-9", "all": "I alt;I alt"}  # fmt: skip
    return [f"{area};{year};utryg_nabolag;{groups[name]};{percent};400"
            for name, percent in percents.items()]  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    made = City(tmp_path_factory.mktemp("by_group"))
    made.areas(["Nord", "Syd"])
    rows = [
        *rows_of("Nord", 2010, women=30, men=20, young=40, old=10, all=25),
        *rows_of("Nord", 2020, women=21, men=19, young=38, old=12, all=20),
        *rows_of("Syd", 2010, women=30, men=20, all=25),
        *rows_of("Syd", 2020, women=22, all=24),
        *rows_of("Hele byen", 2010, women=30, men=20, all=25),
        *rows_of("Hele byen", 2020, women=20, men=20, all=21),
    ]
    made.run("load", "index", made.write("a.csv", "\n".join([HEAD, *rows]) + "\n"), "--set",
             "bydele")  # fmt: skip
    return made


def by_key(answer):
    return {(row["area"], row["group"]): row for row in answer["rows"]}


WOMEN, MEN = "køn=kvinder", "køn=mænd"


def test_a_row_for_each_area_and_group(city):
    """The city first; each group with the figures, interval and p that it has alone."""
    answer = city.ask("change", "--year", 2020, "--by-group", "sex")
    assert [(row["area"], row["group"]) for row in answer["rows"]] == [
        (area, group) for area in ("*", "1", "2") for group in (WOMEN, MEN)
    ]
    rows = by_key(answer)
    for group in (WOMEN, MEN):
        alone = city.ask("change", "--year", 2020, "--group", group)["rows"]
        for row in alone:
            beside = rows[row["area"], group]
            for name in ("baseline_percent", "percent", "change_pp", "ci_low_pp", "ci_high_pp",
                         "p", "city_diff_pp", "flags"):  # fmt: skip
                assert beside[name] == row[name], name
    assert rows["2", MEN]["verdict"] == "no_figure"


def test_holm_is_over_all_rows_shown(city):
    """Three tests in areas, not two and one; what is sure alone need not be sure beside others."""
    answer = city.ask("change", "--year", 2020, "--by-group", "køn")
    rows = by_key(answer)
    tested = sorted((rows[key] for key in rows if key[0] != "*" and rows[key]["p"] is not None),
                    key=lambda row: row["p"])  # fmt: skip
    assert len(tested) == answer["settings"]["n_tests"] == 3
    assert tested[0]["p_adjusted"] == pytest.approx(3 * tested[0]["p"])
    assert tested[1]["p_adjusted"] == pytest.approx(2 * tested[1]["p"])
    alone = city.ask("change", "--year", 2020, "--group", WOMEN)["rows"]
    least = min(row["p_adjusted"] for row in alone if row["area"] != "*")
    assert least == pytest.approx(2 * tested[0]["p"])
    note = "Lyset følger p efter Holm over alle 3 viste områder og grupper"
    assert any(note in sentence for sentence in answer["notes"])
    assert answer["settings"]["by_group"] == "køn"
    assert answer["settings"]["groups"] == [WOMEN, MEN]


def test_the_sentence_names_the_group(city):
    """So that a row can be read by itself; the name stays that of the area."""
    row = by_key(city.ask("change", "--year", 2020, "--by-group", "køn"))["1", WOMEN]
    assert row["sentence"].startswith("Nord (kvinder): 30 % i 2010 og 21 % i 2020")
    assert row["name"] == "Nord"


def test_within_a_group(city):
    """Ages of women, 5-9 before 15-24; areas without them are grey."""
    answer = city.ask("change", "--year", 2020, "--group", WOMEN, "--by-group", "alder")
    rows = by_key(answer)
    ages = [f"{WOMEN}; alder=5-9", f"{WOMEN}; alder=15-24"]
    assert answer["settings"]["groups"] == ages
    assert [rows["1", group]["percent"] for group in ages] == [12, 38]
    assert rows["2", ages[0]]["light"] == "grey"


def test_in_tables_the_group_stands_beside_the_area(city):
    """In every format of rows."""
    head = city.run("change", "--year", 2020, "--by-group", "køn", "--format", "csv").stdout
    assert head.lstrip("\ufeff").startswith("area,name,group,indicator,")
    printed = city.run("change", "--year", 2020, "--by-group", "køn", "--format", "table").stdout
    assert MEN in printed


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (
            ("--by-group", "boligform"),
            1,
            "There are no figures by boligform. There are by: køn, køn × alder.",
        ),
        (("--by-group", "køn", "--group", "køn=mænd"), 2, "both name køn"),
        (("--by-group", "køn", "--year", "2021"), 1, "There are no figures for 2021"),
        (("--by-group", "køn", "--baseline", "2010-H1", "--year", "2020-H1"), 1, "by køn"),
    ],
)
def test_what_cannot_be_asked(city, options, code, said):
    """With what there is."""
    assert said in city.run("--lang", "en", "change", *options, expect=code).stderr


def test_the_year_is_the_newest_of_any_group(city, tmp_path):
    """A group without figures of that year is shown without one."""
    later = city.copied(tmp_path)
    rows = later.write("b.csv", "\n".join([HEAD, *rows_of("Nord", 2022, men=18)]) + "\n")
    later.run("load", "index", rows, "--set", "bydele")
    answer = later.ask("change", "--by-group", "køn")
    assert answer["settings"]["year"] == 2022
    rows = by_key(answer)
    assert (rows["1", MEN]["percent"], rows["1", WOMEN]["verdict"]) == (18, "no_figure")
