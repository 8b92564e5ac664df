"""A map page inside another: what is written beside it, and what it may do there."""

import re
from html.parser import HTMLParser

import pytest

from tests.browser import chromium
from tests.small_city import City

HOSTILE = '"><script>alert(1)</script>'
DAY = ("--date", "2026-11-03")


class Elements(HTMLParser):
    """The elements of a snippet with their attributes."""

    def __init__(self, text):
        """Read a snippet."""
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def of(self, tag):
        """Return the attributes of the only element of a kind."""
        (attributes,) = [attributes for name, attributes in self.found if name == tag]
        return attributes


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas, one with a hostile name, and figures of two years."""
    made = City(tmp_path_factory.mktemp("embed"))
    made.areas(["Nord", HOSTILE])
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    made.index([f"{name};{year};{percent};900;2020;" for name in ("Nord", quoted)
                for year, percent in ((2010, 30), (2019, 10))])  # fmt: skip
    return made


@pytest.fixture(scope="module")
def written(city):
    """Return the folder of an embedded map, and what was said."""
    folder = city.folder / "ud"
    done = city.run("map", "change", "-o", folder / "mit kort.html", "--embed", *DAY)
    return folder, done.stderr


def test_four_files_lie_beside_the_page(written):
    """The snippet, the picture with its words, and the note on headers."""
    names = sorted(path.name for path in written[0].iterdir())
    assert names == ["mit kort.embed.html", "mit kort.headers.txt", "mit kort.html",
                     "mit kort.png", "mit kort.png.alt.txt"]  # fmt: skip


def test_the_frame_lets_the_page_do_nothing_but_run_its_own_scripts(written):
    """It has a title, waits until it is seen, and says nothing of where it stands."""
    snippet = Elements((written[0] / "mit kort.embed.html").read_text(encoding="utf-8"))
    frame = snippet.of("iframe")
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    assert (frame["loading"], frame["referrerpolicy"]) == ("lazy", "no-referrer")
    assert frame["src"] == "mit%20kort.html"
    assert frame["title"] == "Utrygge i nabolaget: udvikling fra 2010 til 2019"
    assert frame["width"].isdigit()
    assert frame["height"].isdigit()


def test_those_without_scripts_get_the_picture_and_its_words(written):
    """A picture in noscript and a link to it; its words are those of the picture's own file."""
    folder = written[0]
    text = (folder / "mit kort.embed.html").read_text(encoding="utf-8")
    picture = Elements(text).of("img")
    assert picture["src"] == "mit%20kort.png"
    assert picture["alt"] + "\n" == (folder / "mit kort.png.alt.txt").read_text(encoding="utf-8")
    assert 'href="mit%20kort.png"' in text


def test_names_stay_text_in_the_snippet(written):
    """No element but our own, though an area is called by one."""
    text = (written[0] / "mit kort.embed.html").read_text(encoding="utf-8")
    tags = [tag for tag, _ in Elements(text).found]
    assert tags == ["figure", "iframe", "noscript", "img", "figcaption", "a", "a"]
    assert HOSTILE in Elements(text).of("img")["alt"]


def test_an_internal_page_is_never_embedded_in_silence(written):
    """The terminal, the snippet and the note say it."""
    folder, said = written
    assert "The page is internal" in said
    assert "<!-- Intern" in (folder / "mit kort.embed.html").read_text(encoding="utf-8")
    assert (folder / "mit kort.headers.txt").read_text(encoding="utf-8").startswith("INTERN")


def test_the_note_names_the_headers_that_a_page_cannot_set_itself(written):
    """With the way to write each."""
    note = (written[0] / "mit kort.headers.txt").read_text(encoding="utf-8")
    for header in (
        "Content-Type: text/html; charset=utf-8",
        "Content-Security-Policy: frame-ancestors 'self'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Permissions-Policy: accelerometer=(), camera=(), geolocation=()",
    ):
        assert re.search(rf"^{re.escape(header)}", note, re.MULTILINE), header
    assert "baggrundskort" not in note


def test_tiles_are_told_in_the_note(city, tmp_path):
    """Whoever embeds the page must tell its visitors."""
    tiles = ("--tiles", "https://fliser.example/{z}/{x}/{y}.png", "--attribution", "Fliser")
    path = tmp_path / "kort.html"
    city.run("--lang", "en", "map", "change", "-o", path, "--embed", *tiles, *DAY)
    note = (tmp_path / "kort.headers.txt").read_text(encoding="utf-8")
    assert note.startswith("INTERNAL")
    assert "the visitors' IP addresses" in note


def test_none_of_the_files_is_replaced_unasked(city, tmp_path):
    """A picture of that name stops all of it before anything is written."""
    (tmp_path / "kort.png").write_bytes(b"mit")
    done = city.run("map", "change", "-o", tmp_path / "kort.html", "--embed", expect=2)
    assert "kort.png is already there" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kort.png"]


def test_the_map_is_drawn_inside_the_frame(written):
    """From the snippet alone, with nothing said to the console, and as wide as a telephone."""
    folder = written[0]
    snippet = (folder / "mit kort.embed.html").read_text(encoding="utf-8")
    whole = f'<!DOCTYPE html><html lang="da"><title>x</title><body>{snippet}</body></html>'
    with chromium() as browser, browser.visit("<title>x</title>", folder / "vis.html") as visit:
        visit.page.context.route("**/*kort.html", lambda route: route.continue_())
        visit.page.set_content(whole)
        frame = visit.page.frame_locator("iframe")
        frame.locator(".leaflet-interactive").nth(1).wait_for()
        assert frame.locator(".leaflet-interactive").count() == 2
        visit.page.set_viewport_size({"width": 360, "height": 740})
        room = visit.page.evaluate("document.body.clientWidth")
        assert visit.page.locator("iframe").bounding_box()["width"] == room
        assert (visit.messages, visit.errors, visit.dialogs) == ([], [], [])
