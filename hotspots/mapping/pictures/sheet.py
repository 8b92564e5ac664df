"""A picture's sheet of paper, measured in centimetres, and blocks of words on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK
from hotspots.mapping.pictures.typeset import CM_PER_INCH, font, line_cm, wrapped
from hotspots.model.pictures import PictureFile, PictureText

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MUTED = "#52606d"
MARGIN_CM, GAP_CM = 0.5, 0.28
# The smallest text where a picture of a shape is put in.
LEAST_PT = 9.0
TITLE_PT, SUB_PT, NOTE_PT = 12.0, 8.5, 6.8
_BANNER_PT, _BANNER_AIR_CM = 7.6, 0.25
_BANNER_FILL = "#ffd75e"
_INTERNAL, _MARK_PT = "#8a1c1c", 7.6


class NoRoomError(Exception):
    """What is to be drawn does not fit a sheet of the height it must have."""


@dataclass(frozen=True)
class Block:
    """Lines of text in one style, and how much height they take."""

    lines: Sequence[str]
    size_pt: float
    colour: str = DARK_INK
    bold: bool = False

    @property
    def height_cm(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * line_cm(self.size_pt)


AIR = Block([""], 3.0)


def head_blocks(title: str, subtitle: str, room_cm: float, internal: str = "") -> list[Block]:
    """Return title and subtitle in lines that fit the room, below a mark of internal use."""
    mark = Block(wrapped(internal, room_cm, _MARK_PT, bold=True), _MARK_PT, _INTERNAL, bold=True)
    return [
        *([mark, AIR] if internal else []),
        Block(wrapped(title, room_cm, TITLE_PT, bold=True), TITLE_PT, bold=True),
        Block(wrapped(subtitle, room_cm, SUB_PT), SUB_PT, MUTED),
    ]


def foot_blocks(
    standing: Sequence[str], notes: Sequence[str], source: str, room_cm: float
) -> list[Block]:
    """Return the notes below a picture, those that come first in bold, and its source."""
    return [
        *(Block(wrapped(note, room_cm, NOTE_PT, bold=True), NOTE_PT, bold=True)
          for note in standing),
        *(Block(wrapped(note, room_cm, NOTE_PT), NOTE_PT, MUTED) for note in (*notes, source)),
    ]  # fmt: skip


@dataclass(frozen=True)
class SheetFrame:
    """What stands around every drawing: a banner and a head above it, notes and source below."""

    file: PictureFile
    banner: str
    head: Sequence[Block]
    foot: Sequence[Block]

    @property
    def room_cm(self) -> float:
        """Return how wide the drawing may be."""
        return room_cm(self.file)

    @property
    def around_cm(self) -> float:
        """Return how much height everything but the drawing takes."""
        blocks_cm = sum(one.height_cm for one in [*self.head, *self.foot])
        banner = banner_cm(self.banner, self.file.width_cm)
        return blocks_cm + banner + 2 * GAP_CM + 2 * MARGIN_CM

    def opened(self, drawing_cm: float) -> tuple["Figure", "Axes", float]:
        """Return the sheet with the head on it, and where a drawing of that height begins."""
        height_cm = self.around_cm + drawing_cm
        figure, page = sheet(self.file, height_cm)
        top = draw_banner(page, self.banner, self.file.width_cm, height_cm) - MARGIN_CM
        return figure, page, write_blocks(page, self.head, top) - GAP_CM

    def close(self, page: "Axes", end: float) -> None:
        """Write notes and source below where the drawing ends."""
        write_blocks(page, self.foot, end - GAP_CM)


def room_cm(file: PictureFile) -> float:
    """Return the width between the margins."""
    return file.width_cm - 2 * MARGIN_CM


def frame_of(
    picture: PictureText,
    file: PictureFile,
    *,
    below_title: Sequence[Block] = (),
    last_notes: Sequence[str] = (),
) -> SheetFrame:
    """Return what stands around a picture's drawing, in lines that fit its width."""
    room = room_cm(file)
    head = head_blocks(picture.title, picture.subtitle, room, picture.internal)
    notes = [*picture.notes, *last_notes]
    foot = foot_blocks(picture.standing, notes, picture.source, room)
    return SheetFrame(file, picture.banner, [*head, *below_title], foot)


def sheet(file: PictureFile, height_cm: float) -> tuple["Figure", "Axes"]:
    """Return a figure and axes over all of it, in centimetres from its lower left corner."""
    from matplotlib.figure import Figure

    size_in = (file.width_cm / CM_PER_INCH, height_cm / CM_PER_INCH)
    figure = Figure(figsize=size_in, dpi=file.dpi)
    figure.patch.set_facecolor("#ffffff")
    page = figure.add_axes((0, 0, 1, 1))
    page.set_xlim(0, file.width_cm)
    page.set_ylim(0, height_cm)
    page.axis("off")
    return figure, page


def banner_cm(banner: str, wide_cm: float) -> float:
    """Return how high the band of a banner is on a sheet; 0 where there is nothing to say."""
    return _band(banner, wide_cm).height_cm + _BANNER_AIR_CM if banner else 0.0


def draw_banner(page: "Axes", banner: str, wide_cm: float, top: float) -> float:
    """Draw a band over the whole width below ``top`` and return where it ends."""
    from matplotlib.patches import Rectangle

    if not banner:
        return top
    high = banner_cm(banner, wide_cm)
    band = Rectangle((0, top - high), wide_cm, high, facecolor=_BANNER_FILL, linewidth=0)
    page.add_patch(band)
    page.plot([0, wide_cm], [top - high] * 2, color=DARK_INK, linewidth=0.9)
    block = _band(banner, wide_cm)
    write(page, block, wide_cm / 2, top - _BANNER_AIR_CM / 2, "center")
    return top - high


def _band(banner: str, wide_cm: float) -> Block:
    lines = wrapped(banner, wide_cm - 2 * MARGIN_CM, _BANNER_PT, bold=True)
    return Block(lines, _BANNER_PT, bold=True)


def write_blocks(page: "Axes", blocks: Sequence[Block], top: float) -> float:
    """Write blocks below each other from the margin and return where they end."""
    for block in blocks:
        write(page, block, MARGIN_CM, top, "left")
        top -= block.height_cm
    return top


def write(page: "Axes", block: Block, x: float, top: float, side: str) -> None:
    """Write a block below ``top``; ``side`` says which side of it lies at ``x``."""
    style, step = font(block.size_pt, bold=block.bold), line_cm(block.size_pt)
    for line_number, words in enumerate(block.lines):
        page.text(x, top - line_number * step - 0.75 * step, words, fontproperties=style,
                  color=block.colour, ha=side, va="baseline", zorder=8)  # fmt: skip
