"""Where figures come from and on which terms: the source line of pages, pictures and reports."""

from collections.abc import Sequence
from datetime import datetime

from hotspots import __version__
from hotspots.language import Lang
from hotspots.model.answer import Source
from hotspots.model.loads import NO_SOURCE
from hotspots.sentences.texts import LANGUAGES, day, text

Sources = Sequence[Source]
# What the program itself calls a source: stored in Danish, told in the reader's language.
_PROGRAM_KEYS = ("source.made_up", "source.drawn", "source.goals", "source.designations")


def program_source(which: str) -> str:
    """Return what a source of the program's own is stored as, such as ``made_up``."""
    return text("da", f"source.{which}")


def source_text(source: str | None, lang: Lang) -> str:
    """Return who a load comes from in the reader's language; nothing where nobody said so."""
    if source in {None, NO_SOURCE}:
        return ""
    keys = {text(one, key): key for one in LANGUAGES for key in _PROGRAM_KEYS}
    return text(lang, keys[source]) if source in keys else str(source)


def _named(sources: Sources, lang: Lang) -> list[Source]:
    """Return loads with words for what they hold in the place of their files' names."""
    return [{**one, "file": text(lang, f"source.kind_{one['kind']}")} for one in sources]


def source_line(sources: Sources, lang: Lang) -> str:
    """Return what something rests on, whose it is, when it came in, and on which terms.

    Names of files stay in data pages and settings: they mean nothing to who is handed a page.
    """
    named = _named(sources, lang)
    line = text(lang, "source.line", files=_by_supplier(named, lang), version=__version__)
    parts = [line, *_came_in(sources, lang)]
    stated = _by_licence(named)
    if stated:
        parts.append(text(lang, "source.licence", licence=stated))
    return " ".join(parts)


def _came_in(sources: Sources, lang: Lang) -> list[str]:
    """Return the day or days of loading; none in a release, whose files have no name either."""
    days = sorted({datetime.fromisoformat(one["loaded_at"]).date() for one in sources})
    if not days or any(one["file"] == one["kind"] for one in sources):
        return []
    first, last = (day(lang, each) for each in (days[0], days[-1]))
    if first == last:
        return [text(lang, "source.loaded", day=first)]
    return [text(lang, "source.loaded_between", first=first, last=last)]


def water_line(line: str, file: str, lang: Lang) -> str:
    """Return a source line with whose a map's water is."""
    return text(lang, "source.water", line=line, file=file)


def background_line(line: str, layer: str, lang: Lang) -> str:
    """Return a source line with whose the layer below a map is."""
    return text(lang, "source.background", line=line, file=layer)


def terms(sources: Sources, lang: Lang) -> str:
    """Return the licences, and whose own terms apply to the rest; nothing where none is named."""
    stated = _by_licence(sources)
    unstated = [one for one in sources if not one.get("licence")]
    suppliers = dict.fromkeys(source_text(one["source"], lang) for one in unstated)
    named = "; ".join(one for one in suppliers if one)
    sentences = [text(lang, "source.licence", licence=stated)] if stated else []
    return " ".join([*sentences, *([text(lang, "layer.terms", sources=named)] if named else [])])


def _by_supplier(sources: Sources, lang: Lang) -> str:
    files: dict[str, list[str]] = {}
    for source in sources:
        files.setdefault(source_text(source["source"], lang), []).append(source["file"])
    return "; ".join(
        f"{named} ({supplier})" if supplier else named
        for supplier, names in files.items()
        for named in [", ".join(dict.fromkeys(names))]
    )


def _by_licence(sources: Sources) -> str:
    """Return each licence once, with what it is for unless it is the one of all."""
    files: dict[str, list[str]] = {}
    for source in sources:
        files.setdefault(source.get("licence") or "", []).append(source["file"])
    if len(files) == 1:
        return next(iter(files))
    return "; ".join(
        f"{licence} ({', '.join(dict.fromkeys(names))})"
        for licence, names in files.items()
        if licence
    )


def synthetic_banner(sources: Sources, lang: Lang) -> str:
    """Return what must stand over a picture of made-up data; nothing over real data."""
    return text(lang, "words.synthetic") if any(one["synthetic"] for one in sources) else ""
