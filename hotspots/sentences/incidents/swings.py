"""How much counts swing beyond chance, in words."""

import math

from hotspots.analysis.methods.count_swings import Swings
from hotspots.language import Lang
from hotspots.model.rounding import as_written
from hotspots.sentences.slices import year_spans
from hotspots.sentences.texts import number, text

_PHI_DECIMALS = 2


def swing_note(learnt: Swings, lang: Lang, of_years: str = "incidents.swings") -> str:
    """Say how much counts swing beyond chance, and from which years that is known.

    ``of_years`` is the text that tells of areas and of the city.
    """
    values = {"n_years": len(learnt.years), "years": year_spans(learnt.years)}
    if not learnt.is_over:
        return text(lang, "incidents.swings_no_more", **values)
    if not learnt.knows_years:
        phi = number(lang, learnt.phi, _PHI_DECIMALS)
        return text(lang, "incidents.swings_of_few", phi=phi, **values)
    return text(lang, of_years, **swing_words(learnt, lang), **values)


def swing_words(learnt: Swings, lang: Lang) -> dict[str, str]:
    """Return the swing of a year of an area and of the city in per cent, and clusters if any."""
    phi = number(lang, learnt.phi, _PHI_DECIMALS)
    is_clustered = as_written(learnt.phi, _PHI_DECIMALS) > 1
    return {
        "clusters": text(lang, "incidents.clusters", phi=phi) if is_clustered else "",
        "areas": number(lang, 100 * math.sqrt(learnt.alpha), 1),
        "city": number(lang, 100 * math.sqrt(learnt.common), 1),
    }
