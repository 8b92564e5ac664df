"""Tagged PDF (PDF/UA-1), set by Typst with the fonts that come with the program and no others."""

import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from hotspots.errors import HotspotsError
from hotspots.language import message

REGIONS = {"da": "DK", "en": "GB"}
_NO_SIGN = "\u25a1"  # a box, for a sign that no font here has
_HEAPED = re.compile("([\u0300-\u036f\u0483-\u0489])[\u0300-\u036f\u0483-\u0489]+")
_UNSEEN = frozenset("\u200b\u200c\u200d\u00ad\n")


def compiled(source: Path, made_on: date | None = None) -> bytes:
    """Return the PDF of a Typst file, which reads what lies in its own folder and nothing else.

    The same files give the same bytes. Without a day the PDF says none.
    """
    import typst

    moment = datetime.combine(made_on, time(), UTC) if made_on else None
    try:
        made = typst.compile(
            source, root=source.parent, format="pdf", font_paths=[_fonts()],
            ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=moment,
        )  # fmt: skip
    except typst.TypstError as problem:
        raise HotspotsError(
            message(
                "The PDF could not be set: {problem}. Write another format, and report this as "
                "a fault.",
                problem=problem,
            )
        ) from problem
    if not isinstance(made, bytes):
        raise HotspotsError(message("The PDF could not be set. Write another format."))
    return made


def printable(text: str) -> str:
    """Return a text whose signs the fonts can show; for any other there is a box.

    A letter keeps one accent: no font has a sign for a heap of them, and a tagged PDF must.
    """
    plain = _HEAPED.sub(r"\1", text)
    return "".join(one if ord(one) in signs() or one in _UNSEEN else _NO_SIGN for one in plain)


@cache
def signs() -> frozenset[int]:
    """Return the signs of the font that is asked last, which has those of the first too."""
    from matplotlib import ft2font

    font = ft2font.FT2Font(str(_fonts() / "DejaVuSans.ttf"))
    return frozenset(font.get_charmap())


def _fonts() -> Path:
    """Return the folder of the fonts that come with matplotlib."""
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"
