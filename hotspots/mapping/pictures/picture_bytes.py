"""A picture as bytes for a document, without the empty margin around it."""

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hotspots.mapping.pictures.typeset import CM_PER_INCH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WHITE, _EDGE_PX = 250, 6


def trimmed_png(figure: "Figure", most_cm: float) -> tuple[bytes, float]:
    """Return a PNG of what is drawn on white, and its printed width in centimetres.

    A picture taller than ``most_cm`` is printed smaller, so that a page holds all of it.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    drawn: NDArray[np.uint8] = np.asarray(canvas.buffer_rgba())[:, :, :3]
    darkest = np.minimum(np.minimum(drawn[:, :, 0], drawn[:, :, 1]), drawn[:, :, 2])
    inked: NDArray[np.bool_] = np.less(darkest, _WHITE)
    rows, columns = (_span(np.any(inked, axis=axis)) for axis in (1, 0))
    kept, out = np.ascontiguousarray(drawn[rows, columns]), io.BytesIO()
    Image.fromarray(kept).save(out, format="png", dpi=(figure.dpi, figure.dpi))
    high_cm, wide_cm = (n / figure.dpi * CM_PER_INCH for n in kept.shape[:2])
    return out.getvalue(), wide_cm * min(1.0, most_cm / high_cm)


def _span(inked: NDArray[np.bool_]) -> slice:
    indices = np.flatnonzero(inked)
    if not len(indices):
        return slice(None)
    return slice(max(int(indices[0]) - _EDGE_PX, 0), int(indices[-1]) + 1 + _EDGE_PX)
