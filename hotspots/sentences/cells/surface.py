"""What must be said beside a density or risk surface and its contours."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.cells import SurfaceFacts
from hotspots.sentences.texts import counted, number, text


def surface_notes(facts: SurfaceFacts, lang: Lang) -> list[str]:
    """Return how the surface was made and what it does not tell."""
    method = text(
        lang, f"surface.{facts.kernel}", bandwidth=number(lang, facts.bandwidth_m),
        reach=number(lang, facts.reach_m),
    )  # fmt: skip
    notes = [method, text(lang, "surface.choice")]
    if facts.edge == "diggle":
        notes.append(text(lang, "surface.diggle", set_name=facts.set_name))
    if facts.people_set is not None:
        return notes + _risk(facts, lang)
    if facts.n_outside:
        notes.append(counted(lang, "surface.beyond", facts.n_outside,
                             n_beyond=number(lang, facts.n_outside),
                             set_name=facts.set_name))  # fmt: skip
    elif facts.edge == "none":
        notes.append(text(lang, "surface.edges", set_name=facts.set_name))
    return [*notes, text(lang, "surface.counts")]


def _risk(facts: SurfaceFacts, lang: Lang) -> list[str]:
    return [
        text(lang, "surface.risk", set_name=facts.people_set, year=facts.year),
        text(
            lang, "surface.floor", floor=number(lang, facts.floor_per_km2 or 0),
            n=number(lang, facts.n_below), percent=number(lang, 100 * facts.share_below, 1),
        ),
        text(lang, "surface.visitors"),
    ]  # fmt: skip


def title(facts: SurfaceFacts, lang: Lang) -> str:
    """Return what the surface shows, for the band of the file."""
    return text(lang, "surface.title" if facts.people_set is None else "surface.title_risk")


def contour_note(
    levels: Sequence[float], quantiles: Sequence[float], lang: Lang, *, few: bool = False
) -> str:
    """Return where the bands' limits come from; ``quantiles`` is empty where they were stated.

    ``few``: the quantiles are of the cells above 0, because nearly all are empty.
    """
    limits = "; ".join(number(lang, one, 2) for one in levels)
    if not quantiles:
        return text(lang, "surface.levels", levels=limits)
    shares = ", ".join(number(lang, 100 * one) for one in quantiles)
    key = "surface.quantiles_few" if few else "surface.quantiles"
    return text(lang, key, levels=limits, percents=shares)
