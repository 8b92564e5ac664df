"""Each column of every answer is explained in both languages, by one file for docs and sheets."""

import pytest

from hotspots.output.answers.columns import explained, table_of, tables, title_of
from hotspots.sentences.texts import LANGUAGES
from tests.tools.answer_tables import TABLES

IN_LAYERS = {"class", "colour", "notes"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained(table, lang):
    """No column is without a meaning, and nothing is explained that no answer has."""
    told = explained(table, TABLES[table], lang)
    assert [one.name for one in told if not one.meaning] == []
    assert set(tables(lang)[table]) - {"title"} <= set(TABLES[table])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_found_by_its_command_and_columns(lang):
    """An answer does not carry its table's name; without rates it is the same table."""
    for table, columns in TABLES.items():
        command = table if table in {"areas list", "areas show", "areas crosswalk"} else (
            table.split()[0]
        )  # fmt: skip
        assert table_of(command, columns, lang) == table
    assert table_of("detect", TABLES["detect"][:-2], lang) == "detect"
    assert table_of("detect", TABLES["detect hotspots"][:-2], lang) == "detect hotspots"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_can_be_names_of_sheets(lang):
    """Excel takes 31 marks and none of these; tables of one command have names of their own."""
    for table in TABLES:
        title = title_of(table, lang)
        assert title != table
        assert len(title) <= 31
        assert not set(title) & set("[]:*?/\\'")
    for command in ("repeat", "review", "evaluate", "goals", "status", "detect"):
        named = [title_of(one, lang) for one in TABLES if one.split()[0] == command]
        assert len(set(named)) == len(named)


def test_languages_explain_the_same_columns():
    """The two files have the same tables, the same columns, and a unit in both or in none."""
    danish, english = (tables(lang) for lang in LANGUAGES)
    assert {one: list(danish[one]) for one in danish} == {
        one: list(english[one]) for one in english
    }
    for table in set(danish) - {"common"}:
        for one, other in zip(
            explained(table, TABLES[table], "da"), explained(table, TABLES[table], "en"),
            strict=True,
        ):  # fmt: skip
            assert bool(one.unit) == bool(other.unit), (table, one.name)


def test_common_words_are_used_or_of_layers():
    """What is said for all tables is needed by one that does not say it itself."""
    common = set(tables("en")["common"])
    needed = {name for table, columns in TABLES.items() for name in columns
              if name not in tables("en")[table]}  # fmt: skip
    assert common - needed <= IN_LAYERS
