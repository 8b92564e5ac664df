"""Where a map page may be written."""

import pytest

from tests.small_city import City


@pytest.mark.parametrize("command", ["change", "priority", "hotspots", "review", "evaluation"])
@pytest.mark.parametrize("name", ["kort.pdf", "kort", "kort.csv"])
def test_a_page_ends_in_html(tmp_path, command, name):
    """A page in a file called .pdf opens nowhere."""
    city = City(tmp_path)
    after = ("--after", "2021-01-01..2021-12-31") if command == "review" else ()
    effort = ("Prøve",) if command == "evaluation" else ()
    said = city.run("map", command, *effort, *after, "-o", tmp_path / name, expect=2).stderr
    assert "name a page that ends in .html" in said
