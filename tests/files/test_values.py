"""How numbers of a table are read: a cell, a column, those beside it, and what is refused."""

import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from hotspots.errors import InputProblem
from hotspots.sources.values.addends import refuse_held_groups
from hotspots.sources.values.column_marks import NumberColumn, marks_of_columns
from hotspots.sources.values.decimals import Decision, decided, has_unit, read, untold
from hotspots.sources.values.lost_digits import (
    number_texts,
    refuse_lost_codes,
    refuse_lost_digits,
)
from hotspots.sources.values.multiples import (
    in_thousands,
    lines_of_thousands,
    refuse_rates,
    units_of_thousands,
)


def test_a_cell():
    """Signs, thousands, decimals without a whole, per cent; a number too large is none."""
    cells = ("1.234,5", "-1,5", ",5", "12 %", "1 234", "1.23", "9" * 400, "")
    assert [read(cell, ",") for cell in cells] == [
        (1234.5, 1), (-1.5, 1), (0.5, 1), (12.0, 0), (1234.0, 0), None, None, None,
    ]  # fmt: skip
    assert [has_unit(cell) for cell in (" 12 % ", "12 pct.", "12")] == [True, True, False]


def test_the_most_that_a_value_can_be_belongs_to_it():
    """1.000 can be a thousand where a thousand can be; below that it has decimals."""
    for cell in ("1.000", "-1.000"):
        assert decided([cell], most=1000).reason == "undecided"
        assert decided([cell], most=999.9) == Decision(".")


def test_of_two_marks_the_more_frequent_is_the_columns():
    """As many of each: the comma, as in Denmark."""
    assert decided(["9.4", "8.1", "9,4"]) == Decision(".")
    assert decided(["9,4", "9.4"]) == Decision(",")


def test_the_cells_by_which_a_column_cannot_be_told():
    """The first of each kind, at most two, each once."""
    assert decided(["0.5", "0.6", "0,5", "0,6", "1.234"]).examples == ("0,5", "0.5")
    assert decided(["0.5", "0.6", "1,234", "2,345"]).examples == ("0.5", "1,234")
    assert decided(["1.234", "2.345", "2,345", "3,456"]).examples == ("2,345", "1.234")
    assert decided(["1.234", "1.234", "2.345", "3.456"]).examples == ("1.234", "2.345")


def test_what_is_asked_where_nothing_tells():
    """By the file, or by the column where each may have its mark."""
    undecided, torn = Decision(None, "undecided", ("1.234",)), decided(["0.987", "1,234"])
    assert "'1.234' has thousands or decimals. Say what stands before decimals: " in (
        str(untold("f", "n", undecided))
    )
    assert str(untold("f", "n", undecided)).endswith("--decimal , or --decimal .")
    assert str(untold("f", "n", undecided, "n")).endswith('--decimal "n=," or --decimal "n=."')
    assert "'0.987' and '1,234' cannot both be read" in str(untold("f", "n", torn))


def columns_of(**cells):
    """Return columns by name; those whose name begins with n are of whole numbers."""
    return {name: NumberColumn(name, texts, name.startswith("n"), math.inf)
            for name, texts in cells.items()}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "hint", "marks"),
    [
        ({"n": ["1.234"], "p": ["12,5"]}, None, ",,"),
        ({"p": ["1.234"], "q": ["0,5"]}, None, ",,"),
        ({"p": ["1.234"], "q": ["0.5"]}, None, ".."), ({"p": ["1.234"]}, ".", "."),
        ({"p": ["1.234"], "q": ["0,5"]}, ".", ".,"), ({"p": ["7"]}, None, ","),
        ({"p": ["7"]}, ".", "."), ({"n": ["7"], "p": ["0.5"]}, None, ".."),
        ({"n": ["1.234.567"], "p": ["0.5"]}, None, ",."),
        ({"n": ["1,234"], "p": ["0.5"]}, None, ".."),
        ({"n": ["1,234"], "p": ["1.234.567"]}, None, ".,"),
        ({"p": ["0,5"], "q": ["0.5"]}, None, ",."),
        ({"n": ["1.234"], "p": ["ni."]}, None, ",,"),
        ({"n": ["1.234", "n"], "p": ["7"]}, None, ",,"),
    ],
)  # fmt: skip
def test_marks_of_columns(cells, hint, marks):
    """The column's own cells, else what the rest of the table has, else the comma."""
    assert [*marks_of_columns("f", columns_of(**cells), hint).values()] == [*marks]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"p": ["1.234"]}, "column 'p': nothing tells"),
        ({"p": ["1.234"], "q": ["0,5"], "r": ["0.5"]}, "column 'p': nothing tells"),
        ({"n": ["41.456"], "p": ["1.234"]}, "column 'p': nothing tells"),
        ({"p": ["0.987", "1,234"]}, "'0.987' and '1,234' cannot both be read"),
        ({"n": ["1.234"], "p": ["7", "0.5"]}, "decimals in '0.5' of column 'p'"),
        ({"n": ["1.234"], "p": ["7", "0.5"]}, "between thousands in '1.234' of column 'n'"),
        ({"n": ["1.234"], "o": ["7"], "n2": ["7"], "p": ["0.0"]}, "in '0.0' of column 'p'"),
        ({"n0": ["7"], "n": ["1,234", "2,345"], "p": ["x,", "0,5"]}, "thousands in '1,234'"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_told(cells, why):
    """It is asked, or one mark has two meanings."""
    with pytest.raises(InputProblem) as refused:
        marks_of_columns("f", columns_of(**cells), None)
    assert why in str(refused.value)


def test_a_stated_mark_is_taken():
    """Whatever the cells say, and beside any other column."""
    stated = NumberColumn("n", ["1.234"], True, math.inf, ",")  # noqa: FBT003
    columns = {**columns_of(p=["0.5"]), "n": stated}
    assert marks_of_columns("f", columns, None) == {"p": ".", "n": ","}


def test_the_first_cell_with_decimals():
    """Not one with thousands, nor one that is no number; 0,0 has a decimal."""
    column = NumberColumn("p", ["7", "x,", "1.234", "0,0", "1,5"], False, math.inf)  # noqa: FBT003
    assert column.with_decimals(",") == "0,0"
    assert column.with_decimals(".") == "1.234"
    assert NumberColumn("p", ["7", "8"], False, math.inf).with_decimals(",") is None  # noqa: FBT003


@pytest.mark.parametrize(("kind", "bits"), [(np.float16, 11), (np.float32, 24), (np.float64, 53)])
def test_from_where_on_a_float_has_lost_digits(kind, bits):
    """A significand of 11, 24 or 53 bits: the first whole number beyond is lost, with any sign."""
    numbers = np.array([2.0**bits - 1, 2.0**bits, np.nan], dtype=kind)
    ids = number_texts(pa.array(numbers, from_pandas=True), of_ids=True).to_pylist()
    assert ids[0] == f"{2**bits - 1}"
    assert "E+" in ids[1]
    assert ids[2] is None
    refuse_lost_codes(Path("f"), "nr", numbers[:1])
    for lost in (numbers[1:2], -numbers[1:2]):
        with pytest.raises(InputProblem, match="the field 'nr' holds"):
            refuse_lost_codes(Path("f"), "nr", lost)


def test_codes_that_are_no_floats_are_whole():
    """Texts, and integers of any size."""
    refuse_lost_codes(Path("f"), "nr", np.array(["2.024E+17"], dtype=object))
    refuse_lost_codes(Path("f"), "nr", np.array([2**60]))


def test_ids_of_which_the_first_digits_are_left():
    """One is enough, and the first is named."""
    refuse_lost_digits(pa.array(["12", "E17", None]), "Sagsnr", "id")
    with pytest.raises(InputProblem, match=r"'Sagsnr' holds '2,024E\+17'"):
        refuse_lost_digits(pa.array(["12", "2,024E+17", "3E+18"]), "Sagsnr", "id")


@pytest.mark.parametrize(
    "wholes",
    [
        [{"a": 49, "b": 30, "c": 19}], [{"under 18": 5, "18-24": 9, "25-": 3}],
        [{"a": 60, "b": 30, "c": 30}, {"a": 0, "b": 1, "c": 2}], [{"x": 1, "y": 1}] * 2,
        [{"a": 0, "b": 0, "c": 0}] * 2, [{"60+": 4, "0-59": 8}],
        [{"a": 60, "b": 20, "c": 20}, {"a": 70, "b": 20, "c": 20}],
    ],
)  # fmt: skip
def test_groups_that_add_up(wholes):
    """49 once may be chance; ages that meet do not overlap; nothing is the sum of nothing."""
    refuse_held_groups("f", "gruppe", wholes)


@pytest.mark.parametrize(
    ("wholes", "why"),
    [
        ([{"a": 50, "b": 30, "c": 20}], "'a' holds the others"),
        ([{"a": 0.5, "b": 0.3, "c": 0.2}] * 2, "'a' holds the others"),
        ([{"15-24": 5, "24-30": 9, "x": 3}], "'15-24' and '24-30' overlap"),
        ([{"under 18": 5, "17-24": 9, "x": 3}], "'under 18' and '17-24' overlap"),
        ([{"60+": 5, "65 og derover": 9, "x": 3}], r"'60\+' and '65 og derover' overlap"),
        ([{"0-0": 5, "under 18": 9, "x": 3}], "'0-0' and 'under 18' overlap"),
    ],
)
def test_groups_of_which_one_holds_another(wholes, why):
    """50 once is no chance, nor is a small sum twice; the last year of an age belongs to it."""
    with pytest.raises(InputProblem, match=why):
        refuse_held_groups("f", "gruppe", wholes)


def test_lines_that_say_thousands():
    """Alone in their row, of figures and not of what is counted, and no rates."""
    rows = [["", " i 1.000 ", ""], ["a", "i 1.000"], ["Enhed: tusinde"], [], ["pr. 1.000 i 1.000"],
            ["Byer med over 1.000 beboere"]]  # fmt: skip
    assert lines_of_thousands(rows) == ["i 1.000", "Enhed: tusinde"]


def test_lines_that_say_rates():
    """Alone in their row, and not of numbers."""
    refuse_rates("f", [["a", "pr. 1.000"], [""], ["Antal, ikke pr. 1.000"], ["Folketal"]])
    with pytest.raises(InputProblem, match=r"'pr\. 1\.000' says that the figures are rates"):
        refuse_rates("f", [["", " pr. 1.000"]])


def test_columns_of_units():
    """Of a heading for units, all of whose cells say thousands; the first of them is named."""
    assert units_of_thousands({
        " Enhed ": {" tusinde", "", "1.000 personer"}, "unit": {"tusinde", "personer"},
        "Folketal": {"tusinde"}, "Units": {""},
    }) == ["1.000 personer"]  # fmt: skip


def test_fields_in_thousands():
    """By their heading, or by a line for all of them; rates are no numbers."""
    fields, notes = in_thousands("f", {"n": "Folketal (1.000)", "m": "Folketal"})
    assert (fields, len(notes)) == (["n"], 1)
    assert "The heading 'Folketal (1.000)'" in notes[0]
    fields, notes = in_thousands("f", {"n": "Mænd", "m": "Kvinder"}, ["i tusinde"])
    assert (fields, len(notes)) == (["n", "m"], 1)
    assert in_thousands("f", {}, ["i tusinde"]) == ([], [])
    assert in_thousands("f", {"n": "Mænd"}) == ([], [])
    with pytest.raises(InputProblem, match=r"'pr\. 1\.000' holds rates"):
        in_thousands("f", {"n": "pr. 1.000"})
