"""Text tables put straight: a bad quotation spoils its own row, and no other."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.sources.files import quoting
from hotspots.sources.files.quoting import straightened


@pytest.fixture
def straight(tmp_path):
    """Return a reader of a table below its header: its rows as csv reads them, and bad ones."""

    def read(text, pieces=1 << 22):
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quoting, "_CHUNK_BYTES", pieces)
            with straightened(path, ";", 1, 3) as found:
                content = found.path.read_text(encoding="utf-8")
                rows = [*csv.reader(io.StringIO(content, newline=""), delimiter=";")]
                return rows[found.skip :], dict(found.broken), found.path == path

    return read


SPOILED = ["", "?", "?", "?"]


@pytest.mark.parametrize("pieces", [1, 7, 1 << 22])
@pytest.mark.parametrize(
    "text",
    [
        "a;b;c\n1;2;3\n4;5;6\n",
        "a;b;c\n1;2;3\n4;5;6",
        "a;b;c\r\n1;2;3\r\n4;5;6\r\n",
        "a;b;c\r\n1;2;3\r\n4;5;6",
        'a;b;c\n"1";2;"3"\n4;"5";6\n',
        '"a";"b";"c"\r\n"1";"2";"3"\r\n"4";"5";"6"\r\n',
    ],
)
def test_a_table_without_trouble_is_read_in_place(straight, text, pieces):
    """No copy is made of what every reader reads alike."""
    assert straight(text, pieces) == ([["1", "2", "3"], ["4", "5", "6"]], {}, True)


@pytest.mark.parametrize("pieces", [1, 7, 1 << 22])
@pytest.mark.parametrize(
    "text",
    [
        "a;b;c\n\n1;2;3\n4;5;6\n",
        "a;b;c\n1;2;3\n\n\n4;5;6\n\n",
        "a;b;c\n1;2;3\r\n4;5;6\n",
        "a;b;c\r1;2;3\r4;5;6\r",
        "a;b;c\r\n1;2;3\r\n\r\n4;5;6\r\n",
        'a;b;c\n \n1;2;"3"\n\n4;5;6\n',
    ],
)
def test_blank_lines_and_mixed_line_ends_are_put_straight(straight, text, pieces):
    """The same two rows."""
    assert straight(text, pieces) == ([["1", "2", "3"], ["4", "5", "6"]], {}, False)


def test_line_breaks_within_a_quotation_stay(straight):
    """A cell of several lines, blank ones and doubled marks among them, is one cell."""
    rows, broken, _ = straight('a;b;c\n1;"x\n\n""y"";\n";3\n4;5;6\n')
    assert rows == [["1", 'x\n\n"y";\n', "3"], ["4", "5", "6"]]
    assert broken == {}


@pytest.mark.parametrize(
    "bad",
    ['2;"åben;x', '"', '2;"x" y;z', '2;"x"";z', 'x"y;"z', '2;x;"'],
)
def test_a_bad_quotation_spoils_its_own_row(straight, bad):
    """The rows around it are as they were, a quotation further down too."""
    rows, broken, _ = straight(f'a;b;c\n1;1;1\n{bad}\n3;3;3\n4;"4";4\n5;5;5\n')
    assert rows == [["1"] * 3, SPOILED, ["3"] * 3, ["4"] * 3, ["5"] * 3]
    assert broken == {2: bad}


def test_a_quotation_that_never_ends_is_given_up(straight):
    """After 500 lines; each of them is a row of its own again."""
    rows, broken, _ = straight('a;b;c\n1;"x;y\n' + "2;2;2\n" * 2000)
    assert rows == [SPOILED] + [["2"] * 3] * 2000
    assert broken == {1: '1;"x;y'}


cells = st.text(st.sampled_from('ab;"\n å'), max_size=5)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6), end=st.booleans())
def test_what_csv_writes_comes_back(tmp_path_factory, rows, end):
    """Any cells that are properly quoted, line breaks and delimiters in them."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path = tmp_path_factory.getbasetemp() / "written.csv"
    text = out.getvalue() if end else out.getvalue().removesuffix("\n")
    path.write_text(f"a;b;c\n{text}", encoding="utf-8", newline="")
    with straightened(path, ";", 1, 3) as found:
        content = found.path.read_text(encoding="utf-8")
        back = [*csv.reader(io.StringIO(content, newline=""), delimiter=";")][found.skip :]
    assert back == [list(row) for row in rows]
    assert dict(found.broken) == {}
