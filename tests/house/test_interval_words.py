"""An interval is written one way in every text, such as *95 %-interval 4 til 9*."""

import re

import pytest

from hotspots.sentences import catalogue
from hotspots.sentences.texts import LANGUAGES

# Cells below a heading that says it, their form, and ranges that are no intervals of a figure.
OTHERWISE = {
    "check.whole_outside_groups", "headline.rates", "hours.class_1", "hours.class_2",
    "hours.class_3", "layer.from_to", "map_indicator.between", "map_indicator.between_closed",
    "map_indicator.between_open", "map_indicator.summary", "map_priority.line_undecided",
    "report.incidents_change", "series_figure.alt_line", "terminal.interval", "trace.printed",
    "week.span", "words.interval",
}  # fmt: skip
FORMS = {
    "da": re.compile(
        r"95 %-interval(?:let)?(?: for [æøå\w]+:)?(?: nr\.)? {(\w*low)} til (?:nr\. )?{(\w*high)}"
    ),
    "en": re.compile(r"95 % interval(?: of the \w+:)?(?: no\.)? {(\w*low)} to {(\w*high)}"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_with_two_ends_says_95_per_cent_interval(lang):
    """Wherever both ends of one stand in a text."""
    both = [key for key, frame in catalogue.outputs(lang).items()
            if re.search(r"\{\w*low\}", frame) and re.search(r"\{\w*high\}", frame)]  # fmt: skip
    assert set(both) >= OTHERWISE
    written = {key for key in both if FORMS[lang].search(catalogue.outputs(lang)[key])}
    assert sorted(set(both) - written - OTHERWISE) == []
    assert len(written) > 40
