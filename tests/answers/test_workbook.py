"""A workbook has a sheet for each table, explains its columns, and holds text as text."""

import re
import zipfile
from datetime import datetime

import openpyxl
import pytest

from hotspots.model.answer import Answer, AnswerTable
from hotspots.output.answers.columns import explained
from hotspots.output.answers.workbook import write_xlsx
from hotspots.sentences.texts import LANGUAGES, keys, text
from tests.small_city import City
from tests.tools.reference_docs import ROOT
from tests.tools.workbooks import named_columns

SHEETS = {
    "da": ["Udvikling", "Alle kolonner", "Forklaring", "Bemærkninger og kilder"],
    "en": ["Change", "All columns", "Explanation", "Notes and sources"],
}
HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "=cmd|' /C calc'!A0",
    "http://x.invalid", "mailto:a@x.invalid", "internal:Ark1!A1", "external:x.xlsx", "{=1+1}",
    "<script>alert(1)</script>", "&amp;", "]]>", "_x0041_", "\x1b[31m", "\u202egnp", "æøå",
    "#REF!",
    "1", "0012", "TRUE", "2024-01-01", "${jndi:x}", "'", '"',
]  # fmt: skip
SOURCE = {"load": 1, "kind": "index", "file": "=a.csv", "sha256": "00", "synthetic": True,
          "loaded_at": "2026-11-03T09:30:00Z", "source": "@Kommunen"}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city with figures of two years."""
    made = City(tmp_path_factory.mktemp("city"))
    made.areas(["Nord", "Syd"])
    made.index([f"{name};{year};{told};900;;" for name in ("Nord", "Syd")
                for year, told in ((2010, "11,0"), (2020, "5,0"))])  # fmt: skip
    return made


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request, city):
    """Return the change of the city as a workbook, and its language."""
    path = city.folder / f"{request.param}.xlsx"
    city.run("--lang", request.param, "change", "--year", 2020, "-o", path)
    return openpyxl.load_workbook(path), request.param


def written(tmp_path, answer):
    """Return an answer as a workbook."""
    path = tmp_path / "ud.xlsx"
    path.unlink(missing_ok=True)
    write_xlsx(answer, path)
    return openpyxl.load_workbook(path)


def test_sheets_are_named_in_the_language(book):
    """The rows, what the columns mean, and where they come from."""
    found, lang = book
    assert found.sheetnames == SHEETS[lang]


def test_the_file_says_what_and_whose_it_is(book):
    """Title, program and language stand in the properties; nobody's name does."""
    found, lang = book
    assert found.properties.title == f"{SHEETS[lang][0]} – hotspots change"
    assert found.properties.creator.startswith("hotspots ")
    assert found.custom_doc_props["Language"].value == {"da": "da-DK", "en": "en-GB"}[lang]


def test_every_sheet_has_a_heading_that_stays(book):
    """It is frozen, can be filtered by, and comes again on every printed page."""
    for sheet, top in zip(book[0], (4, 1, 1, 1), strict=True):
        assert sheet.freeze_panes == f"A{top + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{top}:")
        assert sheet.print_title_rows == f"${top}:${top}"
        assert all(cell.font.bold for cell in sheet[top])


def test_the_first_sheet_is_for_people(book):
    """A title, the mark, at most twelve columns headed by words, lights in their colour."""
    found, lang = book
    sheet = found.worksheets[0]
    assert sheet["A1"].value == f"{SHEETS[lang][0]} 2010–2020"
    assert sheet["A2"].value == text(lang, "note.internal")
    heads = [cell.value for cell in sheet[4]]
    assert heads[:4] == {"da": ["Nr.", "Område", "2010 %", "2020 %"],
                         "en": ["No.", "Area", "2010 %", "2020 %"]}[lang]  # fmt: skip
    assert len(heads) == 12
    lights = {cell.value: cell.fill.fgColor.rgb for cell in sheet["H"][4:]}
    green = text(lang, "light.green")
    assert lights[green] == "FF14997F"
    assert [cell.value for cell in sheet[5]][:2] == ["*", text(lang, "change.city")]


def test_every_column_is_explained(book, city):
    """One row for each column in its order, as the docs have it."""
    found, lang = book
    asked = list(city.ask("change", "--year", 2020)["rows"][0])
    rows = found.worksheets[2].iter_rows(min_row=2)
    told = [[cell.value or "" for cell in row] for row in rows][: len(asked)]
    assert [[row[0], *row[2:]] for row in told] == [
        [SHEETS[lang][1], one.name, one.unit, one.meaning.replace("`", "")]
        for one in explained("change", asked, lang)
    ]
    assert [row[1] for row in told] == [cell.value for cell in found.worksheets[1][1]]


def test_numbers_are_shown_as_what_they_are(book):
    """Years without marks, counts with them, points with their sign; the values are whole."""
    found, lang = book
    shown = {name: column[1].number_format for name, column in named_columns(found).items()}
    mark = {"da": ",", "en": "."}[lang]
    wanted = {"year": "0", "n": "#,##0", "percent": "#,##0.0", "change_pp": "+0.0;-0.0;0.0",
              "p": f'[<0.00005]"< 0{mark}0001";0.0000'}  # fmt: skip
    assert {name: shown[name] for name in wanted} == wanted


def test_numbers_are_those_of_the_answer(book, city):
    """Cell by cell the same numbers as in JSON, not rounded."""
    asked = city.ask("change", "--year", 2020)["rows"]
    sheet = named_columns(book[0])
    for name in ("percent", "change_pp", "ci_low_pp", "p", "p_adjusted", "n"):
        assert [cell.value for cell in sheet[name]] == [row[name] for row in asked]


def test_days_are_days(tmp_path):
    """A date and a time in a column of dates can be reckoned with; elsewhere they stay text."""
    rows = [{"first_on": "2024-02-29", "loaded_at": "2026-11-03T09:30:00Z", "deadline": "2024",
             "name": "2024-02-29"}]  # fmt: skip
    (sheet, *_) = written(tmp_path, Answer("repeat", tuple(rows[0]), rows))
    day, moment, year, name = sheet[4]
    assert (day.value, day.number_format) == (datetime(2024, 2, 29), "dd-mm-yyyy")  # noqa: DTZ001
    assert moment.value == datetime(2026, 11, 3, 9, 30)  # noqa: DTZ001 - Excel knows no zones
    assert (year.value, name.value) == ("2024", "2024-02-29")


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path):
    """Whatever a text looks like, its cell is a text, on every sheet."""
    rows = [{"area": at, "name": value} for at, value in enumerate(HOSTILE)]
    answer = Answer("change", ("area", "name"), rows, {"set": "=1+1"}, [SOURCE], HOSTILE)
    found = written(tmp_path, answer)
    names = named_columns(found)["name"]
    assert {cell.data_type for cell in names} == {"s"}
    shown = [value.replace("\x1b", "_x001B_") for value in HOSTILE]
    assert [cell.value for cell in names][:5] == shown[:5]
    with zipfile.ZipFile(tmp_path / "ud.xlsx") as parts:
        written_parts = {name: parts.read(name) for name in parts.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in written_parts.values())
    assert not any("externalLink" in name for name in written_parts)


def test_a_text_that_is_too_long_is_cut_and_marked(tmp_path):
    """Excel holds 32,767 marks in a cell; the loss can be seen."""
    rows = [{"name": "a" * 40_000}]
    (sheet, *_) = written(tmp_path, Answer("change", ("name",), rows))
    assert len(sheet["A4"].value) == 32_767
    assert sheet["A4"].value.endswith("…")


def test_a_long_text_stands_on_several_lines(tmp_path):
    """It is wrapped in a row high enough, and does not run over the empty cells beside it."""
    rows = [{"sentence": "et ord " * 40, "flags": ()}, {"sentence": "kort", "flags": ()}]
    (sheet, *_) = written(tmp_path, Answer("change", ("sentence", "flags"), rows))
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 5 * 15
    assert sheet.row_dimensions[5].height is None
    assert sheet.column_dimensions["A"].width < 61


def test_each_table_has_a_sheet(tmp_path):
    """Further tables follow the first, and what is a sheet is no setting."""
    month = {"month": "2009-02", "part": "before", "group": "treated", "n": 3}
    counted = {"group": "treated", "before": 3, "after": 4}
    settings = {"table": "counts", "measures": [{"measure": "change"}]}
    beside = [AnswerTable(tuple(month), [month])]
    answer = Answer("evaluate", tuple(counted), [counted], settings, beside=beside)
    found = written(tmp_path, answer)
    assert found.sheetnames == ["Antal", "Måneder", "Forklaring", "Bemærkninger og kilder"]
    assert [cell.value for cell in found["Måneder"][2]] == ["2009-02", "before", "treated", 3]
    explained_sheets = [cell.value for cell in found["Forklaring"]["A"][1:]]
    assert explained_sheets == ["Antal"] * 3 + ["Måneder"] * 4
    told = [row[1].value for row in found["Bemærkninger og kilder"].iter_rows(min_row=2)]
    assert told == ["table", "hotspots"]


def test_goals_have_their_areas_beside_them(city):
    """Whichever is asked for, the other follows it and the sheet of all its columns."""
    head = "Mål;Program;Regel;Omfang;Indikator;Krav;Værdi;Frist;Kilde\n"
    goal = "Højst 20;Plan;Højst 20 pct.;each_area;utryg_nabolag;at_most;20;31-12-2020;opdigtet\n"
    city.run("load", "goals", city.write("maal.csv", head + goal))
    for option, names in (((), ["Mål", "Mål efter område"]),
                          (("--areas",), ["Mål efter område", "Mål"])):  # fmt: skip
        path = city.folder / f"maal{len(option)}.xlsx"
        city.run("goals", *option, "--as-of", "2021-06-30", "-o", path)
        assert openpyxl.load_workbook(path).sheetnames[:3:2] == names


def test_flags_in_use_are_explained(tmp_path):
    """Code words of the rows are said in words; those that no row has are left out."""
    rows = [{"area": "1", "flags": ("unreliable", "no_n")}, {"area": "2", "flags": ()}]
    found = written(tmp_path, Answer("change", ("area", "flags"), rows))
    told = {row[2].value: row[4].value for row in found["Forklaring"].iter_rows(min_row=4)}
    assert told == {"flags: no_n": text("da", "flag.no_n"),
                    "flags: unreliable": text("da", "flag.unreliable")}  # fmt: skip


def test_an_answer_without_rows_is_a_workbook_all_the_same(tmp_path):
    """Nothing found: headings, explanations, notes."""
    found = written(tmp_path, Answer("check", ("check", "where"), [], notes=["Intet fundet."]))
    assert found.sheetnames == ["Fund", "Forklaring", "Bemærkninger og kilder"]
    assert found["Fund"].max_row == 3


def test_the_same_answer_gives_the_same_bytes(tmp_path):
    """The time in the file is the newest load's, never the clock's."""
    answer = Answer("change", ("area",), [{"area": "1"}], sources=[SOURCE], notes=["a"])
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_xlsx(answer, one)
    write_xlsx(answer, other)
    assert one.read_bytes() == other.read_bytes()
    made = openpyxl.load_workbook(one).properties.created
    assert made == datetime(2026, 11, 3, 9, 30)  # noqa: DTZ001 - Excel knows no zones


def test_every_flag_of_the_docs_has_words():
    """The flags listed in the docs are said in words in every workbook."""
    listed = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    part = listed.partition("\n## Flags\n")[2].partition("\n## ")[0]
    flags = {one for row in re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE)
             for one in re.findall(r"`([a-z_]+)`", row)}  # fmt: skip
    assert len(flags) > 20
    assert {f"flag.{one}" for one in flags} <= keys("da")
