"""Figures of three texts of the city: each traced to its sentence, and the sums hold."""

import csv
import hashlib
import re
import tomllib
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from hotspots.model.groups import group_name
from hotspots.sources.files.periods import period
from tests import real_data
from tests.small_city import City

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "geodata" / "city_figures"
PAGE = (ROOT / "docs" / "explanation" / "city-figures.md").read_text(encoding="utf-8")
ABOUT = tomllib.loads((FOLDER / "city_figures.toml").read_text(encoding="utf-8"))
TEXTS = real_data.FOLDER.parent / "background"
DIMENSIONS = {"køn": "Køn", "oprindelse": "Oprindelse", "gruppe": "Gruppe"}
MOST_WORDS = 25
APART = " […] "
IN_WORDS = {
    "knapt hver fjerde": "25", "knapt hver tiende": "10", "7 ud af 10": "70", "2 ud af 5": "40",
    "næsten halvdelen": "50", "knap 30 pct.": "30",
}  # fmt: skip


def table(name: str, delimiter: str = ";") -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


FIGURES = table("city_figures.csv")
INDICATORS = {row["name"]: row for row in table("city_indicators.csv")}
GOALS = table("policy_goals.csv", ",")


def named(row: dict[str, str]) -> str:
    return " ".join(row[column] for column in ("Indikator", "Periode", "Køn", "Gruppe", "Procent"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def written(value: str, sentence: str) -> bool:
    """Tell whether a number stands in a sentence by itself, not as a part of another."""
    return re.search(rf"(?<![\d,.]){re.escape(value)}(?![\d]|,\d)", sentence) is not None


def group(row: dict[str, str]) -> str:
    return group_name({name: row[column] for name, column in DIMENSIONS.items()})


def series(row: dict[str, str]) -> tuple[str, str]:
    return row["Indikator"], group(row)


def test_the_files_are_those_written_down():
    for file in ABOUT["files"]:
        data = (FOLDER / file["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"], file["name"]
    assert len(FIGURES) == ABOUT["figures"] == 26
    assert len(INDICATORS) == ABOUT["indicators"] == 18
    assert len(GOALS) == ABOUT["goals"] == 8


@pytest.mark.parametrize("row", FIGURES, ids=named)
def test_every_number_stands_in_its_sentence(row):
    """As printed, as the words that mean it, or as the two numbers it was worked out from."""
    sentence = row["Sætning"]
    assert 0 < len(sentence.replace("[…]", "").split()) <= MOST_WORDS
    change = row["Offentliggjort ændring"].removeprefix("-")
    assert not change or written(change, sentence)
    if row["Antal ja"]:
        assert written(f"{int(row['Antal ja']):,}".replace(",", "."), sentence)
    if row["Art"] == "ord":
        assert row["Procent"] in {value for words, value in IN_WORDS.items() if words in sentence}
        assert "i ord" in row["Bemærkning"] or "Knap betyder" in row["Bemærkning"]
    elif row["Art"] == "regnet":
        parts = re.fullmatch(r"([\d,]+) ([+-]) ([\d,]+)", row["Regnet af"])
        assert parts is not None
        first, sign, second = parts.groups()
        assert written(first, sentence)
        assert written(second, sentence)
        signed = number(second) if sign == "+" else -number(second)
        assert number(row["Procent"]) == number(first) + signed
        assert "afrundede" in row["Bemærkning"]
        assert not written(row["Procent"], sentence)
    elif row["Art"] in {"trykt", "forskel"}:
        assert written(row["Procent"], sentence)
    else:
        assert (row["Art"], row["Procent"]) == ("ændring", "")
        assert change


def test_a_change_is_the_difference_of_its_two_levels():
    """Five of six; the rise of the safety index has no levels."""
    levels = {
        (*series(row), period(row["Periode"]).year): number(row["Procent"])
        for row in FIGURES
        if row["Procent"] and row["Periode"] != "februar 2009"
    }
    held = 0
    for row in FIGURES:
        if not (row["Offentliggjort ændring"] and row["Procent"]):
            continue
        earlier = levels[(*series(row), int(row["Sammenlignet med"]))]
        assert number(row["Procent"]) - earlier == number(row["Offentliggjort ændring"]), row
        held += 1
    assert held == 5
    assert [row["Indikator"] for row in FIGURES if not row["Procent"]] == ["tryghed_uoplyst_maal"]


def test_other_sums_hold():
    """Both sexes lie between women and men, and a share falls where others become more."""
    of = {(*series(row), row["Periode"]): number(row["Procent"] or "0") for row in FIGURES}
    work, origin = "i_beskaeftigelse_eller_uddannelse", "oprindelse=ikke-vestlig"
    for when in ("november 2006", "august 2009"):
        women, men = (of[work, f"køn={sex}; {origin}", when] for sex in ("kvinder", "mænd"))
        assert women < of[work, origin, when] < men
    school = "ungdomsuddannelse_inden_25_aar"
    boys, girls = (of[school, f"køn={sex}", "2008"] for sex in ("drenge", "piger"))
    assert boys < of[school, "", "2008"] < girls


@pytest.mark.parametrize(
    ("indicator", "of", "when", "figure"),
    [
        ("i_beskaeftigelse_eller_uddannelse", "køn=kvinder; oprindelse=ikke-vestlig",
         "august 2009", "56,4"),
        ("i_beskaeftigelse_eller_uddannelse", "køn=mænd; oprindelse=ikke-vestlig",
         "august 2009", "61,8"),
        ("ikke_vestlige_blandt_ledige", "", "4. kvartal 2006", "30"),
        ("ikke_vestlige_blandt_ledige", "", "1. kvartal 2010", "25"),
        ("ikke_vestlige_paa_arbejdsmarkedet", "gruppe=arbejdsstyrken", "2010", "11,0"),
        ("ikke_vestlige_paa_arbejdsmarkedet", "gruppe=medarbejdere i kommunen", "2010", "12,8"),
        ("overfoerselsindkomst", "gruppe=beboere i de 5 oprindelige udsatte områder",
         "december 2006", "49,6"),
        ("oplevet_diskrimination", "oprindelse=etnisk minoritet", "2010", "25"),
        ("oplevet_diskrimination", "oprindelse=etnisk dansk", "2010", "10"),
        ("ungdomsuddannelse_inden_25_aar", "køn=piger", "2008", "80"),
        ("ungdomsuddannelse_inden_25_aar", "køn=drenge", "2008", "71"),
        ("ungdomsuddannelse_inden_25_aar", "", "2008", "75"),
    ],
)  # fmt: skip
def test_of_two_figures_in_one_sentence_each_is_the_right_groups(indicator, of, when, figure):
    """Read from the text by hand: the sentence alone does not tell which is whose."""
    found = [row["Procent"] for row in FIGURES
             if (*series(row), row["Periode"]) == (indicator, of, when)]  # fmt: skip
    assert found == [figure]


def test_no_row_is_there_twice_and_every_row_says_where_it_is_from():
    keys = [(*series(row), str(period(row["Periode"]))) for row in FIGURES]
    assert len(set(keys)) == len(keys)
    known = {text["document"] for text in ABOUT["text"]}
    assert {row["Kilde"] for row in FIGURES} <= known
    assert all(row["Linjer"] for row in FIGURES)
    assert {row["Antal svar"] for row in FIGURES} == {""}


def test_every_indicator_is_defined_and_used():
    used = {row["Indikator"] for row in FIGURES} | {row["indicator"] for row in GOALS}
    assert used == set(INDICATORS)
    for row in INDICATORS.values():
        assert row["better"] in {"lower", "higher"}
        assert row["unit"] in {"share", "per_1000", "points"}
        assert all(row.values()), row["name"]


def test_the_goals_are_about_groups_that_the_figures_know():
    """Where a goal has a figure; six of the seven of 2011-14, and mål 5 is shipped elsewhere."""
    names = [row["goal"] for row in GOALS if row["programme"] == "Integrationspolitik 2011-2014"]
    assert names == ["mål 1", "mål 2", "mål 3", "mål 4", "mål 6", "mål 7"]
    have = {series(row) for row in FIGURES}
    asked = {(row["indicator"], row[one]) for row in GOALS for one in ("group", "against_group")
             if row[one] or one == "group"}  # fmt: skip
    without = {indicator for indicator, _ in asked - have}
    assert without == {
        "faglige_resultater", "overledighed", "brug_af_kommunale_tilbud", "foeler_sig_inkluderet",
    }  # fmt: skip
    gaps = [row["goal"] for row in GOALS if row["comparison"] == "no_difference"]
    assert gaps == [row["goal"] for row in GOALS if row["against_group"]] == ["mål 3"]


def test_they_load_as_they_stand(tmp_path):
    """Definitions first, then every figure, with its group, its period and its decimals."""
    city = City(tmp_path)
    city.areas(["Nord"])
    defined = city.run("load", "indicators", FOLDER / "city_indicators.csv")
    assert "18 rows in, 18 stored, 0 rejected" in defined.stdout
    loaded = city.run("load", "index", FOLDER / "city_figures.csv", "--set", "bydele")
    assert "26 rows in, 26 stored, 0 rejected" in loaded.stdout
    with duckdb.connect(str(city.store), read_only=True) as store:
        stored = store.execute(
            "select indicator, group_key, year, part, percent, area_code from estimate "
            "order by row_number"
        ).fetchall()
    wanted = [
        (*series(row), period(row["Periode"]).year, period(row["Periode"]).part,
         float(number(row["Procent"])) if row["Procent"] else None, "*")
        for row in FIGURES
    ]  # fmt: skip
    assert stored == wanted


def test_the_page_tells_of_every_row_and_of_what_is_left_out():
    lines = PAGE.splitlines()
    for row in FIGURES:
        parts = (row["Periode"], row["Procent"], row["Linjer"], row["Sætning"])
        assert any(all(part in line for part in parts) for line in lines), named(row)
    for left in ABOUT["left_out"]:
        parts = (f"{left['text']} {left['lines']}", left["quote"], left["why"])
        assert any(all(part in line for part in parts) for line in lines), left["quote"]
    for goal in [f"mål {n}" for n in range(1, 8)]:
        assert sum(line.startswith(f"| *{goal}*") for line in lines) == 1


def squeezed(text: str) -> str:
    """Return a text without what the breaking of lines puts in: blanks and hyphens."""
    return re.sub(r"[\s\-]+", "", unicodedata.normalize("NFC", text))


@cache
def texts_by_checksum() -> dict[str, str]:
    """Return the texts that lie beside the real extracts, by their checksum."""
    data = [path.read_bytes() for path in sorted(TEXTS.glob("*.txt"))]
    return {hashlib.sha256(one).hexdigest(): one.decode("utf-8") for one in data}


def quoted() -> list[tuple[str, str, str]]:
    """Return the document, the lines and the words of every figure and of all that is left out."""
    documents = {text["key"]: text["document"] for text in ABOUT["text"]}
    left = [(documents[one["text"]], one["lines"], one["quote"]) for one in ABOUT["left_out"]]
    return [(row["Kilde"], row["Linjer"], row["Sætning"]) for row in FIGURES] + left


@real_data.real_data
@pytest.mark.skipif(not TEXTS.is_dir(), reason="the three texts are not beside the real extracts")
def test_every_quotation_stands_in_the_lines_of_its_text():
    checksums = {text["document"]: text["sha256"] for text in ABOUT["text"]}
    for document, where, words in quoted():
        lines = texts_by_checksum()[checksums[document]].split("\n")
        spans = [tuple(map(int, span.split("-"))) for span in where.split("; ")]
        read = [squeezed("\n".join(lines[span[0] - 1 : span[-1]])) for span in spans]
        for part in words.split(APART):
            assert any(squeezed(part) in one for one in read), (where, part)
