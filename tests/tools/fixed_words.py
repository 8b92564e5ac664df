"""Write what the audit knows of the program's words; ``python -m tests.tools.fixed_words``.

Words with a number in them, scripts and styles are the program's own and the same whatever the
figures are. The audit knows them by a fingerprint: a number that somebody types into one makes
another. So is every text with a placeholder, by its key: an invented one could call any number
a statistic. The first are in ``fixed_words.py``, the last in ``frames.txt``, both in
``hotspots/audit/numbers/``; ``python -m tests.tools.fixed_words frames`` writes the last alone,
which takes a moment. Printed is what is new, so that whoever runs this reads it.
"""

import ast
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from hotspots.audit.numbers.accounts import fingerprint
from hotspots.audit.numbers.fixed_words import FIXED_WORDS
from hotspots.audit.numbers.frames import LIST, frame_mark
from hotspots.audit.numbers.markup import page_parts
from hotspots.audit.numbers.part import Passage
from hotspots.language import Lang
from hotspots.output.answers.columns import tables
from hotspots.output.answers.headings import word_file
from hotspots.sentences import catalogue
from hotspots.sentences.texts import LANGUAGES
from hotspots.workflows.priority import RANK_INTERVALS

_CODE = Path(__file__).resolve().parents[2] / "hotspots"
MODULE = _CODE / "audit" / "numbers" / "fixed_words.py"
_LEVEL = re.compile(r"\d %")
_DIGIT = re.compile(r"\d")
_A_LINE = 4
_PAGES = (
    "map change --baseline 2010 --year 2014 --embed compact",
    "map indicator",
    "map priority --baseline 2010 --year 2014",
    "map designations --kind udsat_boligomraade --set bydele",
)
_HEAD = '''"""Fingerprints of the program's own words that hold numbers, and of its scripts.

``python -m tests.tools.fixed_words`` writes them. A number typed into one of them makes another
fingerprint, and no release leaves until somebody has looked at it and run that.
"""

'''


def words() -> Iterator[str]:
    """Yield the texts of outputs with a number in them, and what columns mean."""
    for lang in LANGUAGES:
        for text in catalogue.outputs(lang).values():
            if _DIGIT.search("".join(literal for literal, *_ in Formatter().parse(text))):
                yield text
        yield from filter(_DIGIT.search, column_words(lang))


def column_words(lang: Lang) -> Iterator[str]:
    """Yield what columns mean, what they are called, and the words for their codes."""
    for columns in tables(lang).values():
        for explanation in columns.values():
            for part in explanation.partition("|")[::2]:
                yield part.replace("`", "")
    for kind in ("heads", "words"):
        for called in word_file(kind, lang).values():
            yield from called.values()


def settings() -> Iterator[str]:
    """Yield what the code itself says of a method, such as the level of an interval."""
    yield from RANK_INTERVALS.values()
    for room in ("workflows", "analysis"):
        for file in sorted((_CODE / room).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
                if isinstance(value, str) and id(node) not in docs and _LEVEL.search(value):
                    yield value


def scripts() -> Iterator[str]:
    """Yield the scripts and styles of every kind of page."""
    from tests.release.made.made_city import made_city

    with tempfile.TemporaryDirectory() as folder:
        city = made_city(Path(folder), n_incidents=100)
        city.run("load", "designations")
        for at, command in enumerate(_PAGES):
            page = Path(folder) / f"{at}.html"
            city.run(*command.split(), "-o", page)
            for written in (page, page.with_suffix(".compact.html")):
                if written.exists():
                    yield from _fixed(written.read_text(encoding="utf-8"))


def _fixed(page: str) -> Iterator[str]:
    return (part.text for part in page_parts(page) if isinstance(part, Passage) and part.is_fixed)


def module(marks: set[str]) -> str:
    """Return the module that holds fingerprints."""
    quoted = [f'"{mark}"' for mark in sorted(marks)]
    lines = [", ".join(quoted[at : at + _A_LINE]) for at in range(0, len(quoted), _A_LINE)]
    body = "".join(f"    {line},\n" for line in lines)
    return f"{_HEAD}FIXED_WORDS: frozenset[str] = frozenset({{\n{body}}})  # fmt: skip\n"


def frames() -> str:
    """Return the list of all texts with placeholders, by key."""
    catalogues = [catalogue.outputs(lang) for lang in LANGUAGES]
    lines = (
        (key, *dict.fromkeys(frame_mark(each[key]) for each in catalogues))
        for key in sorted(catalogues[0])
        if any("{" in each[key] for each in catalogues)
    )
    return "".join(f"{' '.join(line)}\n" for line in lines)


def main() -> None:
    """Write the list and the module, and print what is new in the module."""
    LIST.write_text(frames(), encoding="utf-8")
    if sys.argv[1:] == ["frames"]:
        return
    by_mark = {fingerprint(text): text for text in (*words(), *settings(), *scripts())}
    for mark in sorted(by_mark.keys() - FIXED_WORDS):
        sys.stdout.write(f"{mark} {' '.join(by_mark[mark].split())[:120]}\n")
    MODULE.write_text(module(set(by_mark)), encoding="utf-8")


if __name__ == "__main__":
    main()
