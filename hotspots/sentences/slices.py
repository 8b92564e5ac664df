"""Of whom, of which years and of which part of the year a figure is, in words."""

from collections.abc import Iterable
from itertools import groupby

from hotspots.language import Lang
from hotspots.model.groups import parts_of
from hotspots.sentences.texts import part_words


def slice_words(group: str, part: str, lang: Lang) -> str:
    """Return the group and the part of the year; nothing for everybody in whole years."""
    return "; ".join(words for words in (group_words(group), part_words(part, lang)) if words)


def group_words(group: str) -> str:
    """Return a group by its values, such as ``kvinder, 15-24``."""
    return ", ".join(parts_of(group).values())


def year_spans(years: Iterable[int]) -> str:
    """Write years as spans: 2015 to 2016 and 2018 are ``2015–2016, 2018``."""
    runs = groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(span(run[0], run[-1]) for run in spans)


def span(first: int, last: int) -> str:
    """Write years: ``2017``, ``2020–2021``."""
    return str(first) if first == last else f"{first}–{last}"
