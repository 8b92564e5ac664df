"""The piece of HTML that shows a map page inside a page of somebody else's."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2

from hotspots import shipped
from hotspots.language import Lang
from hotspots.sentences.texts import text

_FRAME_PX, _COMPACT_PX = (960, 1100), (960, 720)


@dataclass(frozen=True)
class Embedded:
    """A page to be shown inside another, and the picture for those without scripts.

    ``alt`` is the picture in words; ``picture_px`` how wide and high it is shown. ``framed`` is
    the page in the frame, where that is not ``page`` itself but a smaller one.
    """

    lang: Lang
    title: str
    alt: str
    page: Path
    picture: Path
    picture_px: tuple[int, int]
    internal: bool
    framed: Path | None = None


def snippet(embedded: Embedded) -> str:
    """Return the HTML to be pasted; its addresses are the files' names, which lie beside it."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    template = environment.from_string(shipped.text("maps/templates/embed.html"))
    words = {key: text(embedded.lang, f"embed.{key}") for key in ("comment", "alone", "picture")}
    words["internal"] = text(embedded.lang, "page.internal") if embedded.internal else ""
    return template.render(
        lang=embedded.lang,
        title=embedded.title,
        alt=embedded.alt,
        page_url=quote(embedded.page.name),
        framed_url=quote((embedded.framed or embedded.page).name),
        picture_url=quote(embedded.picture.name),
        frame_px=_COMPACT_PX if embedded.framed else _FRAME_PX,
        picture_px=embedded.picture_px,
        words=words,
    )
