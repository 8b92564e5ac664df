"""A report as plain content, on pages or on slides: what each of its writers puts there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hotspots.language import Lang

ParagraphKind = Literal["body", "lead", "note", "warning"]
Level = Literal[1, 2, 3]
_MOST_WHOLE_ROWS, _MOST_WHOLE_SIGNS = 24, 3000
_MOST_TIED_SIGNS = 1000
_MOST_KEPT_SIGNS = 2400  # with one picture they fill less than a page


@dataclass(frozen=True)
class Heading:
    """A heading; those of level 1 begin a page, those of 1 and 2 are in the contents.

    ``tops_page`` says that one of a lower level begins a page too, and ``flows`` that one of
    level 1 does not, because the chapter before it leaves room. ``keeps`` is how many blocks
    after the heading stay on its page, if a page can hold them all.
    """

    level: Level
    text: str
    tops_page: bool = False
    flows: bool = False
    keeps: int = 0
    kind: Literal["heading"] = "heading"

    @property
    def begins_page(self) -> bool:
        """Tell whether the heading stands at the top of a page."""
        return self.tops_page or (self.level == 1 and not self.flows)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: ``lead`` is the sentence to read first, ``warning`` framed.

    A ``note`` is small and heads what follows.
    """

    text: str
    style: ParagraphKind = "body"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences; ``small`` where they are remarks."""

    items: Sequence[str]
    small: bool = False
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class ReportTable:
    """A table with one header row, or with none where ``headings`` is empty.

    The first column names its row. ``widths`` are shares of the page's width, in any unit.
    A table that takes less than a page or so ``stays_whole``.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    widths: Sequence[float]
    kind: Literal["table"] = "table"

    @property
    def ties_rows(self) -> bool:
        """Tell whether its rows may be kept together: none is so tall that no page holds two."""
        return all(len(cell) <= _MOST_TIED_SIGNS for row in self.rows for cell in row)

    @property
    def stays_whole(self) -> bool:
        """Tell whether the table is short enough to go on one page."""
        size = sum(len(cell) for row in self.rows for cell in row)
        return len(self.rows) <= _MOST_WHOLE_ROWS and size <= _MOST_WHOLE_SIGNS


@dataclass(frozen=True)
class Picture:
    """A PNG of a printed width in centimetres, its caption, and the same in words."""

    png: bytes
    caption: str
    alt: str
    width_cm: float
    kind: Literal["picture"] = "picture"


Block = Heading | Paragraph | Bullets | ReportTable | Picture


def kept_blocks(blocks: Sequence[Block]) -> dict[int, int]:
    """Return where groups of blocks that stay on one page begin, and where each ends before.

    A group with more text than a page holds is none.
    """
    groups = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.keeps:
            end = index + 1 + block.keeps
            if sum(map(_signs, blocks[index:end])) <= _MOST_KEPT_SIGNS:
                groups[index] = end
    return groups


def _signs(block: Block) -> int:
    match block:
        case Bullets():
            return sum(map(len, block.items))
        case ReportTable():
            return sum(len(cell) for row in block.rows for cell in row)
        case Picture():
            return 0
    return len(block.text)


@dataclass(frozen=True)
class Report:
    """A whole report. All texts are plain text, none of it is markup.

    ``warnings`` stand on the first page and in short, as ``mark``, on every page. ``words`` are
    the writers' own: contents, table, figure, page.
    """

    lang: Lang
    title: str
    subtitle: str
    made_on: date
    date_line: str
    source: str
    mark: str
    warnings: Sequence[str]
    words: dict[str, str]
    blocks: Sequence[Block]


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

    title: str
    subtitle: str
    warnings: Sequence[str]
    mark: str
    lang: Lang
    slides: Sequence[Slide]
    made_on: date
    date_line: str
