"""The text of a report, fit for every format: marks that a document may not hold are gone."""

from hotspots.model.report import Report, SlideShow
from hotspots.safe import terminal_text, with_texts
from hotspots.sentences.texts import tight

_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF
_LINE = 120
_NO_CHARACTER = 0xFFFE  # and the one after it, in every plane


def cleaned(report: Report) -> Report:
    """Return a report without control and direction marks, and without what is no character.

    XML 1.0 (section 2.2) allows none of them in a document. Percent signs stay on the line of
    their number.
    """
    return with_texts(report, lambda words: tight(plain(words)))


def cleaned_slides(show: SlideShow) -> SlideShow:
    """Return a presentation so."""
    return with_texts(show, lambda words: tight(plain(words)))


def plain(text: str) -> str:
    """Return one text so."""
    return "".join(mark for mark in terminal_text(text) if _is_character(ord(mark)))


def footer(report: Report) -> str:
    """Return what stands below every page: the mark, and the title as far as a line has room."""
    line = " · ".join(one for one in (report.mark, report.title) if one)
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"


def _is_character(code: int) -> bool:
    if _FIRST_SURROGATE <= code <= _LAST_SURROGATE:
        return False
    return code & _NO_CHARACTER != _NO_CHARACTER
