"""One figure is rounded alike by the page, the table, the workbook and the sentence."""

import math

import openpyxl
import pytest

from hotspots.model.answer import Answer
from hotspots.model.rounding import as_written, class_decimals, figure_decimals
from hotspots.output.answers.number_formats import number_format
from hotspots.output.answers.terminal import as_table
from hotspots.output.answers.workbook import write_xlsx
from hotspots.output.plain import plain
from hotspots.sentences.indicators.change import difference, figure, points
from hotspots.sentences.texts import number, rate_number
from tests.small_city import City


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (2.25, 1, 2.3),
        (-0.445, 2, -0.45),  # as binary just above, as decimal just between
        (1.005, 2, 1.01),  # as binary just below
        (12.35 - 10.0, 1, 2.4),  # 2.3499999999999996
        (10.5, 0, 11.0),
        (9.96, 1, 10.0),
        (1234567890123, 0, 1234567890123.0),
    ],
)
def test_a_half_goes_away_from_zero(value, decimals, shown):
    """As in spreadsheets; the noise of arithmetic decides nothing, and whole numbers stay."""
    assert as_written(value, decimals) == shown
    assert as_written(-value, decimals) == -shown
    assert as_written(plain(value), decimals) == shown


def test_nothing_is_minus_nothing():
    """A small fall is 0.0, not -0.0; what is no number stays none."""
    assert math.copysign(1, as_written(-0.04, 1)) == 1
    assert math.isnan(as_written(math.nan, 1))
    assert as_written(-math.inf, 1) == -math.inf


def test_sentences_write_what_is_shown():
    """In Danish and English, with the sign of a change or without."""
    assert number("da", 2.25, 1) == "2,3"
    assert number("en", 1234.5, 0) == "1,235"
    assert points(-0.445, "da", 2) == "−0,45"
    assert points(0.05, "da") == "+0,1"


@pytest.mark.parametrize(
    ("rate", "written"),
    [
        (0.004, "0.0040"),
        (0.00012345, "0.00012"),
        (0.06, "0.060"),
        (0.14, "0.14"),
        (0.999, "1.00"),
        (1.04, "1.0"),
        (12.345, "12.3"),
        (0.0, "0.0"),
        (-0.004, "\u22120.0040"),
    ],
)
def test_of_a_rare_rate_two_digits_are_written(rate, written):
    """0.004 per 1,000 is not 0.0; common rates have one decimal as before."""
    assert rate_number("en", rate) == written
    assert rate_number("da", rate) == written.replace(".", ",")


def test_rates_of_tables_and_workbooks():
    """By the name of the column: limits of rates in ``incidents``, but of other figures not."""
    columns = ("rate_per_1000", "ci_low", "n")
    row = {"rate_per_1000": 0.004, "ci_low": 0.00051, "n": 2}
    for command, shown in (
        ("incidents", ["0.0040", "0.00051", "2"]),
        ("x", ["0.0040", "0.0", "2"]),
    ):
        table = as_table(Answer(command, columns, (row,), lang="en"))
        assert table.splitlines()[-1].split() == shown
    assert number_format("incidents", "rate_per_1000", 0.004, "da") == "#,##0.0000"
    assert number_format("incidents", "ci_high", 12.3, "da") == "#,##0.0"
    assert number_format("change", "ci_high", 0.004, "da") == "#,##0.0"


@pytest.mark.parametrize(
    ("figure", "printed", "measure", "decimals"),
    [
        (0.044, 3, "per_1000", 3),
        (0.04, 2, "per_1000", 2),  # what was printed is not made finer
        (0.0438, None, "per_1000", 3),
        (22.945, 3, "per_1000", 1),
        (39.0, 0, "per_1000", 0),
        (0.04, 2, "share", 1),
        (11.0, 0, "share", 0),
        (0.04, None, "points", 1),
    ],
)
def test_an_indicators_figure_has_digits_that_mean_something(figure, printed, measure, decimals):
    """Of rates per 1,000, as far as they were printed."""
    assert figure_decimals(figure, printed, measure) == decimals


def test_limits_of_classes_of_rare_rates():
    """By the largest figure; whole figures have whole limits."""
    assert class_decimals([0.0031, 0.25], "per_1000") == 2
    assert class_decimals([3.0, 25.0], "per_1000") == 0
    assert class_decimals([0.0031, 0.25], "share") == 1


@pytest.mark.parametrize("command", ["change", "zonal"])
def test_rare_figures_in_tables_and_workbooks(command):
    """A change of an indicator per 1,000, the means of a raster; shares stay as they are."""
    name = {"change": "change_pp", "zonal": "mean"}[command]
    settings = {"measure": "per_1000"} if command == "change" else {}
    answer = Answer(command, (name,), [{name: -0.0231}], settings, lang="en")
    assert "-0.023" in as_table(answer)
    code = number_format(command, name, -0.0231, "da", settings.get("measure", ""))
    assert "#,##0.000" in code
    assert number_format("change", "change_pp", 0.02, "da", "share") == "+0.0;-0.0;0.0"


def test_sentences_write_rare_figures():
    """Of an indicator per 1,000, and its change."""
    assert figure(0.044, 3, "per_1000", "da") == "0,044 pr. 1.000"
    assert difference(-0.0231, "per_1000", "da") == "−0,023"
    assert difference(-0.0231, "share", "da") == "0,0"


def test_a_row_has_the_digits_of_its_own_measure():
    """``status`` and ``goals`` mix shares and rates: a row says what it is measured in."""
    rows = [{"percent": 0.04, "measure": "per_1000"}, {"percent": 9.41, "measure": "share"}]
    table = as_table(Answer("status", ("percent",), rows, lang="en"))
    assert [line.strip() for line in table.splitlines()[2:4]] == ["0.040", "9.4"]


def test_sentences_of_gaps_write_rare_rates(tmp_path):
    """0.04 and 0.09 per 1,000 are not 0.0 and 0.1, nor per cent."""
    city = City(tmp_path)
    city.areas(["Nord"])
    head = "Område;År;Indikator;Køn;Pr. 1.000;Anmeldelser\n"
    rows = [f"Hele byen;2020;straffelov_pr_1000;{group};{rate};40"
            for group, rate in (("kvinder", "0,040"), ("mænd", "0,090"))]  # fmt: skip
    path = city.write("r.csv", head + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele")
    asked = ("gap", "straffelov_pr_1000", "--between", "køn=kvinder", "--and", "køn=mænd")
    row = city.ask(*asked)["rows"][0]
    assert "kvinder 0,040 pr. 1.000" in row["sentence"]
    assert "et gab på −0,050 pr. 1.000 indbyggere" in row["sentence"]
    shown = city.run(*asked, "--format", "table").stdout
    assert "-0,050" in shown
    listed = city.run("status", "--figures", "--format", "table").stdout
    assert "0,040" in listed


def test_a_workbook_has_the_digits_of_each_row(tmp_path):
    """The format of a cell follows the row's own measure."""
    rows = [{"percent": 0.04, "measure": "per_1000"}, {"percent": 9.41, "measure": "share"}]
    path = tmp_path / "a.xlsx"
    write_xlsx(Answer("status", ("percent",), rows), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(row, 1).number_format for row in (4, 5)] == ["#,##0.000", "#,##0.0"]
