"""How well hotspots chosen in one period hold the incidents of a later one.

All cells have the same area, so that areas are counted in cells.
"""

from dataclasses import dataclass

import numpy as np

from hotspots.analysis.space.grid import Floats, Mask


@dataclass(frozen=True)
class Accuracy:
    """Measures of a choice of cells against later incidents; None where there is nothing to say.

    ``hit_rate`` is the share, 0 to 1, of later incidents in the chosen cells; ``area_share``
    that of the cells. ``pai``, the predictive accuracy index, is the one over the other
    (Chainey, Tompson and Uhlig 2008): 1 is no better than chance. ``pei``, the predictive
    efficiency index, is pai over the largest that as many cells could have had (Hunt 2016).
    ``recapture_rate_index`` is the later share of incidents in the cells over the earlier one
    (Levine 2008). ``prediction_ratio`` is what the cells held earlier over what they held
    later, whatever the lengths of the periods; some programs call that RRI.
    """

    n_hits: float
    n_later: float
    area_share: float
    hit_rate: float | None
    pai: float | None
    pei: float | None
    recapture_rate_index: float | None
    prediction_ratio: float | None


def accuracy_of(chosen: Mask, earlier: Floats, later: Floats) -> Accuracy:
    """Measure chosen cells; ``earlier`` and ``later`` are counts, shape (n_cells,) as the mask.

    ``earlier`` may be any prediction of the later counts.
    """
    n_chosen = int(np.count_nonzero(chosen))
    n_hits, n_later = float(later[chosen].sum()), float(later.sum())
    best = float(np.sort(later)[::-1][:n_chosen].sum())
    area_share = n_chosen / len(chosen) if len(chosen) else 0.0
    n_before, before = float(earlier[chosen].sum()), _ratio(earlier[chosen].sum(), earlier.sum())
    hit_rate = _ratio(n_hits, n_later)
    return Accuracy(
        n_hits=n_hits,
        n_later=n_later,
        area_share=area_share,
        hit_rate=hit_rate,
        pai=_ratio(hit_rate, area_share),
        pei=_ratio(n_hits, best),
        recapture_rate_index=_ratio(hit_rate, before),
        prediction_ratio=_ratio(n_before, n_hits),
    )


def _ratio(part: float | None, whole: float | None) -> float | None:
    return float(part) / float(whole) if part is not None and whole else None
