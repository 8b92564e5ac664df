"""Danish and English: every text has both, and the terminal speaks the reader's language."""

import ast
import re
import string
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotspots import language
from hotspots.cli.language import METAVAR_WORD, lang_first, language_of
from hotspots.cli.main import COMMANDS, DANISH_NAMES, main
from hotspots.language import message
from tests.tools import catalogues
from tests.tools.catalogues import ROOT

NAMED_OTHERWISE = {"hotspots/errors.py", "hotspots/language.py"}


def places(text):
    """Return the placeholders of a text in no order, with how each is written.

    Words for one or several, ``{n:row|rows}``, are left to the language.
    """
    parts = string.Formatter().parse(text)
    return sorted((name, spec, how or "") for _, name, spec, how in parts
                  if name is not None and "|" not in spec)  # fmt: skip


def choices(text):
    """Return the words that hang on a number, by its name."""
    parts = string.Formatter().parse(text)
    return [(name, spec.split("|")) for _, name, spec, _ in parts if spec and "|" in spec]


def run(*arguments, env=None):
    """Run the command line and return what it said on stdout and stderr."""
    locale = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": None, **(env or {})}
    return CliRunner(env=locale).invoke(main, [str(one) for one in arguments])


def test_every_message_is_translated_and_none_is_left_over():
    """What the code marks and what the catalogue holds are the same; so says the tool too."""
    held = {one.id: one.string for one in catalogues.catalogue("messages") if one.id}
    asked = catalogues.marked_messages()
    assert [one for one in asked if not held.get(one)] == []
    assert sorted(set(held) - set(asked)) == []


@pytest.mark.parametrize("name", ["messages", "outputs"])
def test_a_translation_fills_the_same_places(name):
    """A placeholder that is lost, added or written otherwise would crash or mislead."""
    entries = [one for one in catalogues.catalogue(name) if one.id]
    assert len(entries) > 500
    for one in entries:
        english, danish = ([one.id], [one.string]) if isinstance(one.id, str) else (
            one.id, one.string)  # fmt: skip
        for here, there in zip(english, danish, strict=True):
            assert there.strip(), here
            assert not one.fuzzy, here
            assert places(here) == places(there), here
            names = {name for name, *_ in places(here)} | {name for name, _ in choices(here)}
            assert {name for name, words in choices(there)} <= names, here
            assert {len(words) for _, words in [*choices(here), *choices(there)]} <= {2}, here


def test_no_word_in_danish_stands_for_what_is_to_be_written_in_english():
    """COLUMN and FILE are KOLONNE and FIL, in help as in the sentences that name options."""
    language.speak(None)
    words = {one for one in catalogues.marked_messages() if METAVAR_WORD.fullmatch(one)}
    held = {one.id: one.string for one in catalogues.catalogue("messages") if one.id}
    english = {word for word in words if held[word] != word}
    assert len(english) > 30
    written = re.compile(rf"(?<![\w{{.])(?:{'|'.join(sorted(english))})(?![\w}}])")
    assert [one for one in held.values() if written.search(one)] == []
    said = run("--lang", "da", "load", "incidents", "--help").stdout
    assert "--map FELT=KOLONNE" in said
    assert "[VALG] FIL" in said
    assert "--map FIELD=COLUMN" in run("load", "incidents", "--help").stdout


@pytest.mark.parametrize("name", ["messages", "outputs"])
def test_a_catalogue_is_laid_out_as_the_tool_lays_it_out(name):
    """Otherwise the next run of the tool would rewrite lines that nobody changed."""
    held = catalogues.FOLDER / f"{name}.po"
    assert catalogues.written(catalogues.catalogue(name)) == held.read_bytes()


def in_words(node):
    """Tell whether a text in the code has a word of its own."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [one.value for one in parts if isinstance(one, ast.Constant)]
    return any(isinstance(one, str) and re.search("[a-z]{2}", one) for one in texts)


def speaks(node):
    """Tell whether a call says something to the user, or raises something for them."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "say":
        return getattr(node.func.value, "id", "") in {"console", "self"}
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name in {"say", "BadParameter"} or name.endswith(("Problem", "Error"))


def unmarked(path):
    """Return the lines where something is said or raised in words that nobody can translate."""
    calls = (one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(one, ast.Call) and one.args and speaks(one))  # fmt: skip
    return [
        f"{path.relative_to(ROOT)}:{one.lineno}"
        for one in calls
        if isinstance(one.args[0], ast.Constant | ast.JoinedStr) and in_words(one.args[0])
    ]


def test_whatever_is_said_is_marked():
    """No error and no talk in the code that skips the catalogue."""
    paths = sorted(Path(ROOT / "hotspots").rglob("*.py"))
    left = [one for path in paths if str(path.relative_to(ROOT)) not in NAMED_OTHERWISE
            for one in unmarked(path)]  # fmt: skip
    assert left == []


@pytest.mark.parametrize(
    ("arguments", "locale", "lang"),
    [
        ((), {}, "en"),
        ((), {"LANG": "da_DK.UTF-8"}, "da"),
        ((), {"LANG": "da_DK.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ((), {"LANG": "C", "LC_MESSAGES": "da_DK"}, "da"),
        (("--lang", "en"), {"LANG": "da_DK.UTF-8"}, "en"),
        (("--lang=da",), {"LANG": "en_GB.UTF-8"}, "da"),
    ],
)
def test_the_language_is_asked_for_or_the_locale_s(monkeypatch, arguments, locale, lang):
    """``--lang`` wins; then LC_ALL, LC_MESSAGES and LANG, in the order of POSIX."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
        if name in locale:
            monkeypatch.setenv(name, locale[name])
    assert language_of(arguments) == lang


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("change --lang da --year 2020", "--lang da change --year 2020"),
        ("change --year 2020 --lang=en", "--lang=en change --year 2020"),
        ("load areas -- --lang", "load areas -- --lang"),
        ("change --lang", "--lang change"),
    ],
)
def test_the_language_may_be_named_behind_the_command(line, first):
    """Wherever it stands; behind ``--`` are names of files."""
    assert lang_first(line.split()) == first.split()


def test_a_danish_name_is_answered_with_the_command_s_own():
    """And every such name leads to a command, and is none itself."""
    assert set(DANISH_NAMES.values()) <= set(COMMANDS)
    assert not set(DANISH_NAMES) & set(COMMANDS)
    told = run("kort", "change", "--lang", "da")
    assert told.exit_code == 2
    assert "Kommandoen hedder map: hotspots map --help" in told.stderr


def test_errors_are_in_the_reader_s_language(tmp_path):
    """The same mistake in Danish by request and by locale, and in English otherwise."""
    store = ("--store", tmp_path / "intet.duckdb")
    danish = run("--lang", "da", *store, "status")
    assert danish.stderr.startswith("Fejl: ")
    assert run(*store, "status", env={"LANG": "da_DK.UTF-8"}).stderr == danish.stderr
    english = run(*store, "status")
    assert english.stderr.startswith("Error: ")
    assert english.exit_code == danish.exit_code == 1


def test_help_is_in_the_reader_s_language():
    """Click's own words, ours, and those of the commands below; English comes back after."""
    danish = run("--lang", "da", "detect", "--help").stdout
    assert danish.startswith("Brug: ")
    assert "Vis denne hjælp og afslut." in danish
    english = run("detect", "--help").stdout
    assert english.startswith("Usage: ")
    assert "Find the cells of a city" in english
    assert "Find the cells of a city" not in danish


def test_wrong_usage_is_told_in_danish():
    """Click's messages too."""
    said = run("--lang", "da", "detect", "--cell", "stor").stderr
    assert "Ugyldig værdi for '--cell': 'stor' er ikke" in said


def test_words_hang_on_a_number():
    """In either language, also with another number within; nought has the words of many."""
    text = "{n:,} {n:row repeats|rows repeat}, {n:the only row|all {n:,} rows}"
    said = [message(text, n=n) for n in (0, 1, 2000)]
    assert said[0] == "0 rows repeat, all 0 rows"
    assert said[1] == "1 row repeats, the only row"
    assert said[2] == "2,000 rows repeat, all 2,000 rows"


def test_numbers_have_the_marks_of_the_land():
    """1,234.5 is 1.234,5 in Danish; a version, a year and a path are no numbers."""
    language.speak(lambda sentence: sentence)
    try:
        assert message("{n:,} {x:.1f} {year} {path}", n=1234, x=0.5, year=2020, path="a.b") == (
            "1.234 0,5 2020 a.b"
        )
    finally:
        language.speak(None)
    assert message("{n:,} {x:.1f}", n=1234, x=0.5) == "1,234 0.5"
