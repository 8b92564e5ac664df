"""What may be a CPR number: single ones, whole columns, and files of every format."""

from datetime import date

import pyarrow as pa
import pytest

from hotspots.errors import PersonNumbers
from hotspots.model.fields import Field
from hotspots.model.loads import Reading
from hotspots.sources.files.tables import read_table
from hotspots.sources.incidents.rows import open_incidents
from hotspots.sources.layers.frames import read_frame
from hotspots.sources.values.person_columns import PersonColumn
from hotspots.sources.values.person_numbers import (
    born,
    has_check_digit,
    hidden,
    is_heading,
    named,
    six_and_four,
)
from tests.persons.made_columns import OTHERS, cpr, seeded, without, written
from tests.persons.made_files import FORMATS, write
from tests.tools.campaign import amount

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

_N_WITHOUT, _N_PLANTED = amount(1000, usual=250), 200


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("0101901234", date(1990, 1, 1)),
        ("2902004000", date(2000, 2, 29)),
        ("2902003000", None),  # 1900 was no leap year
        ("3104901234", None),
        ("6101901234", date(1990, 1, 1)),  # 60 added to the day
        ("0113901234", None),
        ("0001901234", None),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
    ],
)
def test_the_day_of_birth(digits, day):
    assert born(digits) == day


def test_the_check_digit():
    """The register's own example."""
    assert has_check_digit("0707614285")
    assert not has_check_digit("0707614286")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("se 010190-1234, og 020290 1111", ["0101901234", "0202901111"]),
        ("010190-1234,020290-1111", ["0101901234", "0202901111"]),
        ("(010190\u20131234)", ["0101901234"]),
        ("010190 - 1234.", ["0101901234"]),
        ("0100-73241-00012-24", []),
        ("2024-0012345", []),
        ("2024-010190-1234", []),
        ("010190-12345", []),
        ("20240101-1230", []),
        ("ab010190-1234-4abc-8abc-1234567890ab", []),
        ("0101901234", []),
        ("01.01.90-1234", ["0101901234"]),
        ("set 01-01-90 1234 her", ["0101901234"]),
        ("01/01/90 - 1234", ["0101901234"]),
        ("01 01 90 1234", ["0101901234"]),
        ("010190.1234", ["0101901234"]),
        ("se 120190.1234", ["1201901234"]),
        ("120190.1234", []),
        ("-120190.1234", []),
        ("POINT (120190.1234 6175000.1)", []),
        ("se 720190.1234", []),
        ("01-02-24 1230", []),
        ("01.02.2024 1230", []),
        ("12 34 56 78", []),
        ("+45 12 11 60 1234", []),
        ("31.12.90.12345", []),
        ("32.01.90-1234", []),
    ],
)
def test_six_and_four(text, numbers):
    assert [*six_and_four(text)] == numbers


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("CPR", True), ("cpr_nr", True), ("Borgers CPR-nr.", True), ("Personnummer", True),
     ("CPR-vejkode", False), ("cpr kommunekode", False), ("id", False)],
)  # fmt: skip
def test_a_heading_of_cpr_numbers(heading, expected):
    assert is_heading(heading) is expected


def test_a_number_is_hidden():
    """A day that does not exist, and a serial that stands alone, stay."""
    assert hidden("set ved 010190-1234 igen") == "set ved ······-···· igen"
    assert hidden("A;0101901234;x") == "A;······-····;x"
    assert hidden("320190-1234") == "320190-1234"
    assert hidden("se 01.01.90-1234 og 010190.1234") == "se ······-···· og ······-····"
    assert hidden("01 01 90 1234") == "······-····"
    assert hidden("0101901234") == "0101901234"


def test_a_text_that_names_it():
    assert named("CPR-nr.: 0101901234")
    assert not named("CPR-nr.: 9999999999")


def _look(cells):
    return PersonColumn().look(pa.array(cells))


def test_one_with_a_hyphen_in_a_column_of_texts():
    assert _look(["", None, "set ved 010190-1234", "x"]) == 2


def test_ten_digits_in_a_row_alone_are_none():
    assert _look(["intet", "0101901234", "intet", "x"]) is None


def test_numbers_that_end_in_a_year_are_of_cases():
    assert _look(["010123-2024", "010124-2024"]) is None
    assert _look(["010123-2024", "010124-2024", "010190-1234"]) == 2


def test_a_register_of_days_is_none_but_a_number_in_it_is():
    """Days of this century with a running number would be of people of more than 85 years."""
    register = [f"{day:02}0324-{day:04}" for day in range(1, 13)]
    assert _look(register) is None
    assert _look([*register, "010190-1234"]) == 12


def test_numbers_of_six_and_four_of_which_few_begin_with_a_date():
    """Where the others end in one year, one that does not is no chance."""
    assert _look(["000123-4567", "990123-1", *[f"{n:06}-7{n:03}" for n in range(321, 340)],
                  "010190-1234"]) is None  # fmt: skip
    assert _look([*[f"{n:06}-2024" for n in range(321, 340)], "010190-1234"]) == 19


def test_a_placeholder_does_not_hide_the_others():
    assert _look([*["000000-0000"] * 50, "010190-1234"]) == 50


def test_a_column_that_fills_up_over_several_batches():
    random_ = seeded(3)
    column = PersonColumn()
    assert column.look(pa.array([None, "x"])) is None
    assert column.look(pa.array([cpr(random_) for _ in range(20)])) == 0


def test_a_column_without_the_leading_noughts():
    """As a spreadsheet keeps numbers."""
    random_ = seeded(4)
    assert _look([str(int(cpr(random_))) for _ in range(40)]) == 0


def _kept(columns):
    """Return columns of one length, with what an extract of incidents needs."""
    n = min(len(cells) for cells in columns.values())
    return {"id": [f"A{at}" for at in range(n)], "dato": ["2024-03-01"] * n,
            "x": [f"{720_000 + at}" for at in range(n)], "y": ["6170000"] * n,
            **{name: cells[:n] for name, cells in columns.items()}}  # fmt: skip


def _read(reader, path):
    reading = Reading(columns={"occurred": "dato"})
    if reader == "table":
        read_table(path, (Field("id", ("id",), required=True),), Reading(), lambda _: None)
    elif reader == "layer":
        read_frame(path, Reading(), lambda _: None)
    else:
        with open_incidents(path, reading, lambda _: None) as stream:
            for _ in stream.batches:
                pass
            stream.bad_lines()


@pytest.mark.thorough
def test_a_thousand_files_without_are_read(tmp_path):
    """Every fiftieth in each format, the others as text tables; a quarter in the usual run."""
    for seed in range(_N_WITHOUT):
        reader, suffix = FORMATS[seed // 10 % len(FORMATS)] if seed % 10 == 0 else ("table", "csv")
        folder = tmp_path / str(seed)
        folder.mkdir()
        columns = _kept(dict(without(seed)))
        _read(reader, write(folder, suffix, columns, points=reader == "incidents"))


def _planted(seed):
    """Return columns of which one has a number between others, or is full of them."""
    random_ = seeded(seed)
    columns = dict(without(seed))
    n = min(len(cells) for cells in columns.values())
    cells = OTHERS["tekst"](random_, n)
    if seed % 2:
        cells[random_.randrange(n)] = written(random_, cpr(random_))
        return {**columns, "note": cells}
    return {**columns, "nr": [cpr(random_) for _ in range(n)]} if n > 3 else _planted(seed + 10**6)


@pytest.mark.parametrize(("reader", "suffix"), FORMATS)
def test_planted_numbers_stop_the_load(tmp_path, reader, suffix):
    """So many files of each format that there are 200 in all; none is missed or printed."""
    for seed in range(-(-_N_PLANTED // len(FORMATS))):
        folder = tmp_path / str(seed)
        folder.mkdir()
        columns = _kept(_planted(seed))
        path = write(folder, suffix, columns, points=reader == "incidents")
        with pytest.raises(PersonNumbers) as refusal:
            _read(reader, path)
        said = str(refusal.value).removeprefix(str(path))
        assert "row" in said
        assert not any(cell in said for cell in columns.get("note", columns.get("nr")) if cell)
