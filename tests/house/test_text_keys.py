"""The texts of outputs: each is asked for, and each that is asked for is there."""

import re
from pathlib import Path

import pytest

from tests.tools import text_keys
from tests.tools.text_keys import House, Spoken, read_module


@pytest.fixture(scope="module")
def house():
    return text_keys.read_house()


def test_every_text_is_asked_for(house):
    """A text that nothing asks for is translated and read by nobody."""
    assert text_keys.keys_nobody_asks_for(house, text_keys.keys_held()) == []


def test_every_text_that_is_asked_for_is_there(house):
    """Otherwise a sentence that is seldom said breaks the command that says it."""
    assert text_keys.keys_that_are_missing(house, text_keys.keys_held()) == []


def module(tmp_path, code):
    """Return what a module of this code speaks of."""
    path = tmp_path / "spoken.py"
    path.write_text(code, encoding="utf-8")
    return read_module(path, tmp_path)


def unused(spoken: Spoken, *keys):
    """Return which of the keys a house of this one module never asks for."""
    return text_keys.keys_nobody_asks_for(House([spoken], frozenset({"green"})), keys)


def test_which_keys_a_module_asks_for(tmp_path):
    """Whole, put together of words of the code and of a query, with an ending, and by number."""
    spoken = module(
        tmp_path,
        'text(lang, "page.skip")\n'
        'text(lang, f"light.{light}")\n'
        'kind = "figures" + "_all" if whole else "_one"\n'
        'text(lang, f"gap.{kind}")\n'
        'text(lang, f"hours.class_{n}")\n'
        'for part in ("told",): text(lang, f"{part}.{measure}")\n'
        'measure = "share"\n',
    )
    asked_for = ("page.skip", "light.green", "gap.figures_all", "hours.class_3", "told.share")
    assert unused(spoken, *asked_for) == []
    never = ("page.leap", "light.blue", "gap.figures_city", "hours.class_x", "said.share")
    assert unused(spoken, *never) == list(never)


def test_which_keys_are_missing(tmp_path):
    """A key, a key put together, and a text about a number of things without its singular."""
    spoken = module(
        tmp_path,
        'text(lang, "page.skip" if x else "page.leap")\n'
        'text(lang, f"lamp.{light}")\n'
        'counted(lang, "page.areas", n)\n'
        'counted(lang, "page.maps", n)\n'
        'KEY = "page.later"\n'
        'FILE = "page.html"\n'
        'text(lang, "page.maps_one")\n'
        'WORDS = ("skip", "search")\n'
        'words = {word: text(lang, f"page.{word}") for word in WORDS}\n',
    )
    held = {"page.skip": False, "page.areas": False, "page.maps": True}
    assert text_keys.keys_that_are_missing(House([spoken]), held) == [
        "spoken.py: lamp.…",
        "spoken.py: page.areas has no singular",
        "spoken.py: page.later",
        "spoken.py: page.leap",
        "spoken.py: page.search",
    ]


def test_no_key_of_an_output_text_stands_twice():
    """Of two the last one counts: a goal's *gap.break* once stood in a sentence of ``gap``."""
    path = Path(__file__).resolve().parents[2] / "maps" / "texts" / "da" / "outputs.po"
    keys = re.findall(r'^msgctxt "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key in set(keys) if keys.count(key) > 1] == []
