"""Of whom and of which part of the year a figure is, in words."""

from hotspots.language import Lang
from hotspots.model.groups import parts_of
from hotspots.sentences.texts import part_words


def slice_words(group: str, part: str, lang: Lang) -> str:
    """Return the group and the part of the year; nothing for everybody in whole years."""
    return "; ".join(words for words in (group_words(group), part_words(part, lang)) if words)


def group_words(group: str) -> str:
    """Return a group by its values, such as ``kvinder, 15-24``."""
    return ", ".join(parts_of(group).values())
