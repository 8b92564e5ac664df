"""Pictures as files: PNG, SVG and PDF, with a title and words in them, alike byte for byte."""

import html
import json
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots import __version__, safe, shipped
from hotspots.errors import UsageProblem
from hotspots.language import Lang, message
from hotspots.mapping.pictures.typeset import FONT, GENERIC
from hotspots.mapping.pictures.typst_pdf import REGIONS, compiled, printable
from hotspots.model.pictures import PICTURE_ENDINGS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG_SIZE = re.compile(r'\b(width|height)="([0-9.]+)pt"')
_SVG_START = re.compile(r"<svg [^>]*>")
_STYLE: dict[Any, Any] = {
    "font.family": [FONT, GENERIC],
    "font.sans-serif": [FONT],
    "text.parse_math": False,
    # Signs moved to whole dots make a line up to an eighth wider than it was measured.
    "text.hinting": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "hotspots",
}


def checked_path(path: Path) -> Path:
    """Return a picture's path, or raise where its ending is no format of a picture."""
    if path.suffix.lower() not in PICTURE_ENDINGS:
        raise UsageProblem(
            message(
                "{path}: name a picture that ends in {suffixes}.",
                path=path,
                suffixes=", ".join(PICTURE_ENDINGS),
            )
        )
    return path


def alt_path(path: Path) -> Path | None:
    """Return where a picture's words lie beside it; None for SVG, which holds them itself."""
    return None if path.suffix.lower() == ".svg" else path.with_name(f"{path.name}.alt.txt")


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in our own style, whatever the machine's settings, and say nothing about caches.

    A sign that the font has not is drawn as a box, without a warning.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def save(
    figure: "Figure", path: Path, title: str, alt: str, lang: Lang, *, scale: float = 1.0
) -> None:
    """Write a whole picture or nothing; PNG and PDF get their words in a file beside them.

    It is printed ``scale`` times as large as it was drawn.

    A PDF has them inside too: it is tagged as one figure (PDF/UA-1), in its language.
    """
    writers: dict[str, Callable[[Figure, Path, str, str], None]]
    writers = {
        ".png": partial(_png, scale=scale),
        ".svg": partial(_svg, lang=lang, scale=scale),
        ".pdf": partial(_pdf, lang=lang, scale=scale),
    }
    with safe.whole_file(path) as draft:
        writers[path.suffix.lower()](figure, draft, title, alt)
    beside = alt_path(path)
    if beside is not None:
        safe.write_text(beside, alt + "\n")


def _png(figure: "Figure", path: Path, title: str, alt: str, *, scale: float) -> None:
    words = {"Title": title, "Description": alt, "Software": _maker()}
    printed = {"dpi": (figure.dpi, figure.dpi)}
    figure.savefig(path, format="png", dpi=figure.dpi * scale, metadata=words, pil_kwargs=printed)


def _pdf(figure: "Figure", path: Path, title: str, alt: str, *, lang: Lang, scale: float) -> None:
    """Let Typst set the SVG, since matplotlib's own PDF can hold no tags and no language."""
    metadata = {"title": title, "alt": alt, "lang": lang, "region": REGIONS[lang]}
    with safe.scratch_folder() as folder:
        drawn = folder / "picture.svg"
        figure.savefig(drawn, format="svg", metadata={"Date": None})
        as_printed = _enlarged(drawn.read_text(encoding="utf-8"), scale)
        drawn.write_text(printable(as_printed), encoding="utf-8")
        (folder / "picture.json").write_text(json.dumps(metadata), encoding="utf-8")
        template = shipped.text("maps/templates/picture.typ")
        (folder / "picture.typ").write_text(template, encoding="utf-8")
        path.write_bytes(compiled(folder / "picture.typ"))


def _svg(figure: "Figure", path: Path, title: str, alt: str, *, lang: Lang, scale: float) -> None:
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": _maker()})
    drawn = _enlarged(path.read_text(encoding="utf-8"), scale)
    start = _SVG_START.search(drawn)
    if start is None:
        raise UsageProblem(
            message(
                "{name}: the picture has no beginning. Report this as a fault.", name=path.name
            )
        )
    words = f"\n <title>{html.escape(title)}</title>\n <desc>{html.escape(alt)}</desc>"
    opening = f'{start.group()[:-1]} role="img" lang="{lang}" xml:lang="{lang}">'
    path.write_text(
        drawn[: start.start()] + opening + words + drawn[start.end() :],
        encoding="utf-8",
        newline="",
    )


def _enlarged(drawn: str, scale: float) -> str:
    """Return an SVG whose width and height are so many times as large; the view stays."""
    if scale == 1.0:
        return drawn

    def larger(size: re.Match[str]) -> str:
        return f'{size[1]}="{float(size[2]) * scale:.6f}pt"'

    start = _SVG_START.search(drawn)
    if start is None:
        return drawn
    opening = _SVG_SIZE.sub(larger, start.group())
    return drawn[: start.start()] + opening + drawn[start.end() :]


def _maker() -> str:
    return f"hotspots {__version__}"
