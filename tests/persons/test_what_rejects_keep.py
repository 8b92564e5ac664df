"""A row that is turned away keeps the cell that was wrong, and nothing that stood beside it."""

import json

import duckdb
import pytest

from hotspots import shipped
from hotspots.errors import InputProblem
from hotspots.model.loads import Reject
from hotspots.sources.files.encoding import utf8
from hotspots.workflows.loads.rejects import LONGEST_CELL, stored_rejects
from tests.persons.made_files import write

FREE_TEXT, NUMBER = "HEMMELIGT", "010190-1234"
INCIDENTS = ("load", "incidents")
HEAD = "id;dato;x;y;note"
GOOD = "a1;01-02-2024;724050;6175050;"


def _text(folder, *rows, head=HEAD):
    path = folder / "fil.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def _everything_said(hotspots, result):
    """Return all that was printed, all that is kept of it, and all that the store gives back."""
    given = hotspots.done("status", "--rejects", "all", "--format", "json")
    assert json.loads(given.stdout)["rows"]
    return result.output + result.stderr + given.stdout + repr(hotspots.contents())


@pytest.mark.parametrize(
    "line",
    [
        f"a2;01-02-2024;724050;6175050;{FREE_TEXT};for;mange",
        f"a2;{FREE_TEXT}",
        f'a2;01-02-2024;724050;6175050;"{FREE_TEXT}',
        f'a2;01-02-2024;724050;6175050;"x"{FREE_TEXT}',
    ],
    ids=["too many", "too few", "an open quotation", "beside a quotation"],
)
def test_a_line_that_cannot_be_divided_keeps_its_number_and_the_reason(
    three_areas, tmp_path, line
):
    result = three_areas.done(*INCIDENTS, _text(tmp_path, GOOD, line, GOOD.replace("a1", "a3")))
    [(row_number, column, value, reason)] = three_areas.rejects()
    assert (row_number, column, value) == (2, None, None)
    assert reason.startswith("has ")
    assert FREE_TEXT not in _everything_said(three_areas, result)


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "xlsx", "pq", "gpkg", "geojson"])
def test_a_wrong_cell_of_incidents_keeps_nothing_beside_it(three_areas, tmp_path, suffix):
    columns = {
        "id": ["a1", "a2"], "dato": ["2024-03-01", "i går"], "x": ["724050", "724051"],
        "y": ["6175050", "6175050"], "note": [FREE_TEXT, FREE_TEXT],
    }  # fmt: skip
    path = write(tmp_path, suffix, columns, points=True)
    result = three_areas.done(*INCIDENTS, path, "--crs", "EPSG:25832")
    [(row_number, column, value, _)] = three_areas.rejects()
    assert (row_number, column, value) == (2, "dato", "i går")
    assert FREE_TEXT not in _everything_said(three_areas, result)


@pytest.mark.parametrize(
    ("arguments", "table"),
    [
        (("index", "--set", "by", "--fixed", "indicator=utryg_nabolag"),
         ("område;år;procent", "1;2020;9", "1;20;9")),
        (("population", "--set", "by"), ("område;år;antal", "1;2020;9", "1;20;9")),
        (("counts", "--set", "by"), ("område;år;antal", "1;2020;9", "1;20;9")),
        (("interventions", "--set", "by"), ("indsats;sted;start", "1;A;01-01-2020",
                                            ";B;01-01-2020")),
    ],
    ids=["index", "population", "counts", "interventions"],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["beside", "beyond"])
def test_other_loads_keep_nothing_beside_the_cell(three_areas, tmp_path, arguments, table, shape):
    """A note beside a wrong cell, and a cell beyond the last column, which is loaded by nobody."""
    head, good, bad = table
    row = f"{bad};{FREE_TEXT}" if shape == "beside" else f"{good};x;{FREE_TEXT}"
    path = _text(tmp_path, f"{good.replace('1;', '2;', 1)};x", row, head=f"{head};note")
    result = three_areas.done("load", *arguments, path)
    assert [reject[0] for reject in three_areas.rejects()] == [2]
    assert FREE_TEXT not in _everything_said(three_areas, result)


def test_a_long_cell_is_cut_and_so_is_one_of_several_lines():
    cells = ["x" * 5000, f"Nord\n{FREE_TEXT}", "  Nord  ", None, ""]
    rejects = [Reject(at, "a", cell, "is wrong") for at, cell in enumerate(cells)]
    assert stored_rejects(rejects)["cell"].to_pylist() == [
        "x" * LONGEST_CELL + "…", "Nord…", "Nord", None, "",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", [NUMBER, "0101901234", " 0101901234 ", f"om {NUMBER} og"])
def test_what_may_be_a_number_of_a_person_is_never_kept(cell):
    """Nor ten digits that are all there is."""
    table = stored_rejects([Reject(1, "a", cell, f"{cell!r} is wrong")])
    kept = " ".join(str(text) for row in table.to_pylist() for text in row.values())
    assert "······-····" in kept
    assert "1234" not in kept


def test_lines_of_earlier_versions_are_emptied():
    """Whether their load was of one sheet or several; cells stay, long ones are cut."""
    step = shipped.text("queries/schema/0019_rejects_without_lines.sql")
    with duckdb.connect() as con:
        con.execute("create table reject (column_name text, value text)")
        for name, value in [(None, FREE_TEXT), ("januar!*", FREE_TEXT), ("dato", "i går"),
                            ("x", "9" * 300), ("y", None)]:  # fmt: skip
            con.execute("insert into reject values (?, ?)", [name, value])
        con.execute(step)
        assert con.execute("select value from reject").fetchall() == [
            (None,), (None,), ("i går",), ("9" * 100 + "…",), (None,),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        f"id;note\n1;{FREE_TEXT} Nørrebro\n".encode() + b"2;Br\xe9\n",
        f"id;note\n1;{FREE_TEXT} N\ufffdrrebro {FREE_TEXT}\n".encode(),
    ],
    ids=["damaged", "letters lost"],
)
def test_a_file_whose_letters_are_wrong_is_refused_without_its_texts(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InputProblem) as refusal, utf8(path, None):
        pass
    assert FREE_TEXT not in str(refusal.value)
    assert "2" in str(refusal.value)


def test_a_column_that_is_not_read_is_named_without_its_texts(three_areas, tmp_path):
    path = _text(tmp_path, f"1;2020;9;{FREE_TEXT}", "1;2020;9;andet", head="område;år;antal;note")
    result = three_areas.run("load", "population", "--set", "by", path)
    assert result.exit_code != 0
    assert "such as row 1 and row 2" in result.stderr
    assert FREE_TEXT not in result.output + result.stderr


def test_a_file_without_headings_is_refused_without_its_first_row(three_areas, tmp_path):
    """It is taken for the headings, which are named where they are some."""
    path = _text(tmp_path, GOOD, head=f"a0;01-02-2024;724050;6175050;{FREE_TEXT}")
    result = three_areas.run(*INCIDENTS, path)
    assert result.exit_code != 0
    assert "5 cells that look like a row of data" in result.stderr
    assert FREE_TEXT not in result.output + result.stderr
