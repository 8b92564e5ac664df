"""The status as slides: a title page, and slides with a title, points, a picture or a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.language import Lang
from hotspots.model.report import Picture, ReportTable


@dataclass(frozen=True)
class Slide:
    """One slide: its title, and below it points, beside a picture where there is one, or a table.

    All texts are plain text, none of it is markup.
    """

    title: str
    points: Sequence[str] = ()
    picture: Picture | None = None
    table: ReportTable | None = None


@dataclass(frozen=True)
class SlideShow:
    """A whole presentation. ``mark`` stands on every slide, ``warnings`` on the first."""

    lang: Lang
    title: str
    subtitle: str
    made_on: date
    date_line: str
    mark: str
    warnings: Sequence[str]
    slides: Sequence[Slide]
