"""The heading, the conclusion and the note of a map that is framed on some of its areas."""

from collections.abc import Mapping, Sequence

from hotspots.language import Lang
from hotspots.model.pages import MapArea
from hotspots.sentences.texts import ended, text

_MOST_NAMED = 3


def title(whole: str, areas: Sequence[MapArea], lang: Lang) -> str:
    """Return a map's title with the areas it is framed on before it."""
    return titled(whole, [area.name for area in areas], lang)


def titled(whole: str, names: Sequence[str], lang: Lang) -> str:
    """Return a title with the names of the areas it is about before it."""
    return text(lang, "map_focus.title", names=_listed(names, lang), title=whole)


def conclusion(areas: Sequence[MapArea], lines: Mapping[str, Sequence[str]], lang: Lang) -> str:
    """Return what is said of the areas; each is named where there are several."""
    sentences = {code: " ".join(map(ended, each)) for code, each in lines.items()}
    if len(areas) == 1:
        return sentences[areas[0].code]
    return " ".join(
        text(lang, "map_focus.area", name=area.name, told=sentences[area.code])
        for area in areas
        if sentences[area.code]
    )


def classes(areas: Sequence[MapArea], labels: Mapping[str, str], lang: Lang) -> str:
    """Return which class each of the areas is in; those in none are left out."""
    return " ".join(
        text(lang, "map_focus.area", name=area.name, told=ended(labels[area.code]))
        for area in areas
        if labels[area.code]
    )


def note(areas: Sequence[MapArea], lang: Lang) -> str:
    """Return the note that colours, classes and tests are those of all areas."""
    names = [area.name for area in areas]
    return text(lang, "map_focus.note", names=_listed(names, lang))


def _listed(names: Sequence[str], lang: Lang) -> str:
    """Return names in a row, of many the first ones."""
    if len(names) > _MOST_NAMED:
        return text(lang, "map_focus.more", names=", ".join(names[:_MOST_NAMED]))
    *first, last = names
    return text(lang, "words.and").join([*([", ".join(first)] if first else []), last])
