"""Danish letters that were misread before a workbook was written."""

import openpyxl
import pytest

from hotspots.errors import InputProblem
from hotspots.sources.files.workbooks.book import opened
from tests.loads.test_wide_tables import quiet

INCIDENTS = ("load", "incidents", "--crs", "EPSG:25832")


def written(path, *rows):
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def read(path, say=quiet):
    """Return the texts of a workbook's first sheet."""
    with opened(path, "xlsx", say) as book:
        return [*book.rows(book.names[0], None)]


def as_windows(text, encoding="utf-8"):
    """Return a text whose bytes were taken for Windows-1252."""
    return text.encode(encoding).decode("cp1252")


@pytest.mark.parametrize("encoding", ["utf-8", "cp865"])
def test_words_are_read_right_and_it_is_said_once(tmp_path, encoding):
    rows = [["Område", as_windows("Hærværk", encoding)], ["Nordås", as_windows("børn", encoding)]]
    lines: list[str] = []
    assert read(written(tmp_path / "a.xlsx", *rows), lines.append) == [
        ["Område", "Hærværk"],
        ["Nordås", "børn"],
    ]
    assert len(lines) == 1
    assert "'æ', not '" in lines[0]


def test_a_word_far_below_the_first_rows(tmp_path):
    rows = [["Hærværk"]] * 2500 + [[as_windows("Hærværk")]]
    assert {*map(tuple, read(written(tmp_path / "a.xlsx", *rows)))} == {("Hærværk",)}


def test_right_letters_are_left_alone(tmp_path):
    lines: list[str] = []
    texts = ["Nordås", "O’Neill", "“citat”", "½ pris", "Ñandú", "12 m²", "Indre By – Øst"]
    assert read(written(tmp_path / "a.xlsx", texts), lines.append) == [texts]
    assert lines == []


def test_letters_of_no_certain_encoding_are_refused(tmp_path):
    path = written(tmp_path / "a.xlsx", [as_windows("Hærværk"), as_windows("tyværi", "cp865")])
    with pytest.raises(InputProblem, match="which they were cannot be told"):
        read(path)


def test_a_stated_encoding_is_said_not_to_apply(tmp_path, hotspots):
    rows = [["Sagsnr", "Dato", "Kategori", "X", "Y"],
            ["A1", "01-02-2024", as_windows("Hærværk"), 720100, 6175100]]  # fmt: skip
    path = written(tmp_path / "a.xlsx", *rows)
    result = hotspots.done(*INCIDENTS, path, "--encoding", "cp1252")
    assert "--encoding is for text files" in result.stderr
    assert "'æ', not" in result.stderr
