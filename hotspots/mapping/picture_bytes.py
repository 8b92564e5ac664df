"""A picture as bytes for a document, without the empty margin around it."""

import io
from typing import TYPE_CHECKING

from hotspots.mapping.typeset import CM_PER_INCH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EDGE_IN = 0.03


def trimmed_png(figure: "Figure") -> tuple[bytes, float]:
    """Return a PNG of what is drawn, and its printed width in centimetres."""
    from matplotlib.transforms import Bbox

    from_renderer = figure.get_tightbbox()
    whole = figure.bbox_inches
    box = Bbox.from_extents(
        max(from_renderer.x0 - _EDGE_IN, whole.x0), max(from_renderer.y0 - _EDGE_IN, whole.y0),
        min(from_renderer.x1 + _EDGE_IN, whole.x1), min(from_renderer.y1 + _EDGE_IN, whole.y1),
    )  # fmt: skip
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=figure.dpi, bbox_inches=box,
                   metadata={"Software": None})  # fmt: skip
    return out.getvalue(), float(box.width) * CM_PER_INCH
