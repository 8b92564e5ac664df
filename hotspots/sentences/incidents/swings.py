"""How much counts swing beyond chance, in words."""

import math

from hotspots.analysis.methods.count_swings import Swings
from hotspots.language import Lang
from hotspots.sentences.texts import number, text


def swing_note(learnt: Swings, lang: Lang, of_years: str = "incidents.swings") -> str:
    """Say how much counts swing beyond chance, and from which years that is known.

    ``of_years`` is the text that tells of areas and of the city.
    """
    first, *_, last = learnt.years
    values = {"n_years": len(learnt.years), "first": first, "last": last}
    if not learnt.is_over:
        return text(lang, "incidents.swings_no_more", **values)
    phi = number(lang, learnt.phi, 2)
    if not learnt.knows_years:
        return text(lang, "incidents.swings_of_few", phi=phi, **values)
    return text(lang, of_years, phi=phi, **swing_percents(learnt, lang), **values)


def swing_percents(learnt: Swings, lang: Lang) -> dict[str, str]:
    """Return by how many per cent a year swings: of an area, and of the whole city."""
    return {
        "areas": number(lang, 100 * math.sqrt(learnt.alpha), 1),
        "city": number(lang, 100 * math.sqrt(learnt.common), 1),
    }
