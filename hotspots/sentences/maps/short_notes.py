"""Which notes say how something was reckoned, and which change what a map or picture means."""

import re
from collections.abc import Sequence
from functools import cache
from string import Formatter

from hotspots.language import Lang
from hotspots.sentences import catalogue

# By their keys. Whatever is not here changes the meaning, or may, and stays.
_METHODS = frozenset({
    "detect.accuracy", "detect.bh", "detect.counted", "detect.found", "detect.found_rates",
    "detect.holm", "detect.least", "detect.mask", "detect.method", "detect.method_rates",
    "detect.recaptured", "detect.residents", "detect.shared", "detect.small", "detect.untold",
    "evaluation.periods", "evaluation.rings", "evaluation.spread_between",
    "evaluation.spread_within",
    "hours.clock", "hours.dated", "hours.in_set", "hours.method", "hours.used",
    "incidents.bh", "incidents.city_ratio", "incidents.holm", "incidents.swings",
    "incidents.swings_no_more", "incidents.swings_of_few",
    "intervals_figure.multiplicity", "intervals_figure.multiplicity_none",
    "map_indicator.fixed", "map_indicator.limits", "map_indicator.limits_mirrored",
    "map_indicator.note_overlap", "map_priority.note_rank_direct", "map_priority.note_rank_joint",
    "map_priority.note_rank_shared",
    "note.assumed_deff", "note.edition", "note.ends", "note.ends_alone", "note.multiplicity",
    "note.multiplicity_groups", "note.multiplicity_none", "note.multiplicity_none_groups",
    "note.occurred", "note.swings", "note.swings_city", "note.swings_city_of_rates",
    "note.swings_of_rates", "note.too_few", "note.trend", "note.trend_alone", "note.unreliable",
    "review.bh", "review.even", "review.holm", "review.kappa", "review.matched", "review.no_kappa",
    "review.not_listed", "review.places", "review.relative", "review.swings", "review.tested",
    "series_figure.editions", "series_figure.gaps", "series_figure.interval_per_1000",
    "series_figure.interval_share", "shared.note_meets_areas", "shared.note_meets_city",
    "shared.note_no_change",
})  # fmt: skip


def caveats(notes: Sequence[str], lang: Lang) -> list[str]:
    """Return the notes without those that only say how something was reckoned."""
    return [note for note in notes if not _methods(lang).fullmatch(note)]


@cache
def _methods(lang: Lang) -> re.Pattern[str]:
    """Return what each text on a method looks like, whatever fills it; several may be one note."""
    frames = catalogue.outputs(lang)
    forms = [
        _form(frames[key])
        for method in sorted(_METHODS)
        for key in (method, method + catalogue.SINGULAR)
        if key in frames
    ]
    each = "|".join(forms)
    return re.compile(f"(?:{each})(?: (?:{each}))*", re.DOTALL)


def _form(frame: str) -> str:
    return "".join(
        re.escape(literal) + (".*?" if slot is not None else "")
        for literal, slot, _, _ in Formatter().parse(frame)
    )
