"""Pictures that fit a page, a slide or a tile, with text that can be read at that size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.mapping.pictures.sheet import LEAST_PT, NoRoomError
from hotspots.mapping.pictures.typeset import CM_PER_INCH
from hotspots.model.pictures import PictureFile, PictureText, Shape

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Content = TypeVar("Content", bound=PictureText)
_NEAR_CM = 0.005


@dataclass(frozen=True)
class ShapeSize:
    """How large a shape is printed, and by how much its drawing may be enlarged, best first."""

    width_cm: float
    height_cm: float
    scales: tuple[float, ...]


# The text of an A4 page, its caption below; slides as PowerPoint makes them; half of one.
SIZES: Mapping[Shape, ShapeSize] = {
    "a4": ShapeSize(16.0, 24.0, (1.33, 1.46, 1.5)),
    "16:9": ShapeSize(33.867, 19.05, (1.65, 1.5, 1.46, 1.33)),
    "4:3": ShapeSize(25.4, 19.05, (1.5, 1.46, 1.33)),
    "square": ShapeSize(19.05, 19.05, (1.33, 1.46, 1.5)),
}


def shaped(
    draw: Callable[[Content, PictureFile], "Figure"], content: Content, shape: Shape, dpi: int
) -> tuple["Figure", PictureFile]:
    """Return a picture of a shape's size, and how it is printed.

    The drawing is enlarged as much as it has room for, and says less only where it must.
    Raises ``UsageProblem`` where it has none with text of nine points.
    """
    size = SIZES[shape]
    for candidate, scale in product(content.from_fullest, size.scales):
        file = PictureFile(size.width_cm / scale, dpi, size.height_cm / scale, scale)
        try:
            figure = draw(candidate, file)
        except NoRoomError:
            continue
        high_cm = float(figure.get_figheight()) * CM_PER_INCH
        if high_cm <= size.height_cm / scale + _NEAR_CM and least_pt(figure) * scale >= LEAST_PT:
            _fill_up(figure, size.height_cm / scale / CM_PER_INCH)
            return figure, file
    raise UsageProblem(
        message(
            "--shape {shape} has no room for all of this in letters that can be read. Say less "
            "beside it with --notes short or none, or leave --shape out: then a picture is as "
            "high as it needs to be.",
            shape=shape,
        )
    )


def least_pt(figure: "Figure") -> float:
    """Return the size of the smallest text of a figure, as it is drawn."""
    from matplotlib.text import Text

    texts: list[Any] = figure.findobj(match=Text)
    sizes = (float(one.get_fontsize()) for one in texts if one.get_text() and one.get_visible())
    return min(sizes, default=LEAST_PT)


def _fill_up(figure: "Figure", high_in: float) -> None:
    """Make a figure as high as that; what is drawn stays at its top as large as it was."""
    drawn_in = float(figure.get_figheight())
    places = [(axes, axes.get_position()) for axes in figure.axes]
    figure.set_figheight(high_in)
    for axes, place in places:
        axes.set_position((
            place.x0,
            (high_in - drawn_in + place.y0 * drawn_in) / high_in,
            place.width,
            place.height * drawn_in / high_in,
        ))  # fmt: skip
