"""The docs as a site: a page for each command in both languages, and no other host is asked."""

import re

import pytest

from tests.tools import docs_site
from tests.tools.docs_site import COMMAND_PAGES, command_page, examples, page_of
from tests.tools.reference_docs import commands

PATHS = [path for path, _ in commands()]
GROUPS = {path[:-1] for path in PATHS}
LEAVES = [path for path in PATHS if path not in GROUPS]
# What a page takes along by itself; a link that somebody follows is not among it.
_TAKEN = re.compile(
    r"<(?:script|link|img|iframe|source|video|audio|embed|object)\b[^>]*?"
    r"\b(?:src|href|data|srcset)=[\"']?(?P<target>[^\"' >]+)"
)
_IN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?P<target>[^\"')]+)")
_ELSEWHERE = re.compile(r"(?:https?:)?//")


def elsewhere(text, pattern):
    """Return what a text takes from another host."""
    targets = [one["target"] for one in pattern.finditer(text)]
    return [target for target in targets if _ELSEWHERE.match(target)]


@pytest.mark.parametrize("lang", COMMAND_PAGES)
@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_an_example(path, lang):
    """From a page that types it, or one of its own; the program knows it."""
    example = examples(" ".join(path[1:]), lang)[0]
    assert docs_site._types(example.lines[0], " ".join(path[1:]))


@pytest.mark.parametrize(("lang", "word"), [("en", "Usage: "), ("da", "Brug: ")])
def test_the_page_of_a_command_speaks_one_language(lang, word):
    """Its help, its headings, and its example with what is printed below it."""
    path = ("hotspots", "week")
    page = command_page(path, lang, [], {})
    assert page.startswith("# hotspots week\n")
    assert f"```text\n{word}hotspots week [" in page
    headings = {"en": ["Example", "Help", "Where it is used"],
                "da": ["Eksempel", "Hjælp", "Her bruges den"]}  # fmt: skip
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == headings[lang]
    assert {"en": "Wrote uge.html.", "da": "uge.html er skrevet."}[lang] in page


def test_pages_are_laid_out_with_all_that_they_link_to(tmp_path):
    """The pages keep their places; each command is there twice; each is in the navigation."""
    docs_site.lay_out(tmp_path, None)
    sources = tmp_path / "pages"
    for lang in COMMAND_PAGES:
        assert [path for path in PATHS if not (sources / page_of(path, lang)).exists()] == []
    for name in ("README.md", "LÆSMIG.md", "LICENSE", "docs/pictures/change.png"):
        assert (sources / name).exists(), name
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    assert [path for path in PATHS if page_of(path, "da") not in settings] == []
    assert "\n  - offline" not in settings


def test_the_built_site_asks_no_other_host(tmp_path):
    """Of scripts, styles, fonts and pictures; a Danish page says that it is Danish."""
    if not docs_site.BUILDER.exists():
        pytest.skip("Zensical is not installed: make site installs it into .venv-docs")
    docs_site.lay_out(tmp_path, None)
    site = docs_site.build(tmp_path)
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 2 * len(PATHS)
    taken = {path.name: elsewhere(text, _TAKEN) for path, text in pages.items()}
    assert {name: targets for name, targets in taken.items() if targets} == {}
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert [target for text in styles for target in elsewhere(text, _IN_STYLE)] == []
    danish = pages[site / "docs" / "da" / "find-hotspots.html"]
    assert '<html lang="da"' in danish
    assert "On this page" not in danish
    assert (site / "search.json").stat().st_size > 100_000


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ('<script src="https://a.example/x.js">', 1), ("<img src=//a.example/x.png>", 1),
        ('<link rel="stylesheet" href="assets/x.css">', 0), ('<a href="https://a.example">', 0),
    ],
)  # fmt: skip
def test_what_another_host_would_be_asked_for_is_seen(text, n):
    assert len(elsewhere(text, _TAKEN)) == n
