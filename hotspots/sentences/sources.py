"""Where figures come from and on which terms: the source line of pages, pictures and reports."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots import __version__
from hotspots.model.load import NO_SOURCE
from hotspots.model.page import Lang
from hotspots.sentences.texts import text

Sources = Sequence[Mapping[str, Any]]


def source_line(sources: Sources, lang: Lang) -> str:
    """Return the files that something rests on, whose they are, and on which terms."""
    line = text(lang, "source.line", files=_by_supplier(sources), version=__version__)
    stated = _by_licence(sources)
    return f"{line} {text(lang, 'source.licence', licence=stated)}" if stated else line


def terms(sources: Sources, lang: Lang) -> str:
    """Return the licences, and whose own terms apply to the rest; nothing where none is named."""
    stated = _by_licence(sources)
    unstated = [one for one in sources if not one.get("licence")]
    named = "; ".join(dict.fromkeys(str(one["source"]) for one in unstated if one["source"]))
    told = [text(lang, "source.licence", licence=stated)] if stated else []
    return " ".join([*told, *([text(lang, "layer.terms", sources=named)] if named else [])])


def _by_supplier(sources: Sources) -> str:
    files: dict[str, list[str]] = {}
    for one in sources:
        supplier = "" if one["source"] in {None, NO_SOURCE} else one["source"]
        files.setdefault(supplier, []).append(one["file"])
    return "; ".join(
        f"{', '.join(names)} ({supplier})" if supplier else ", ".join(names)
        for supplier, names in files.items()
    )


def _by_licence(sources: Sources) -> str:
    """Return each licence once, with the files it is for unless it is the one of all."""
    files: dict[str, list[str]] = {}
    for one in sources:
        files.setdefault(one.get("licence") or "", []).append(one["file"])
    if len(files) == 1:
        return next(iter(files))
    return "; ".join(
        f"{licence} ({', '.join(names)})" for licence, names in files.items() if licence
    )
