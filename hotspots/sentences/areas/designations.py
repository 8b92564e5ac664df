"""What must be said beside designations: how many, by which criteria, and what is not known."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hotspots.language import Lang
from hotspots.model.areas import Designation
from hotspots.sentences.texts import text

_REBUILT = "districts2009"


def notes_on(found: Sequence[Designation], lang: Lang) -> list[str]:
    """Return the notes in the order: counts, changes of criteria, areas not known.

    ``found`` is ordered by kind, year and name.
    """
    return [*count_notes(found, lang), *_gaps(found, lang)]


def count_notes(found: Sequence[Designation], lang: Lang) -> list[str]:
    """Return the notes on how many there are, and where the criteria changed."""
    return [*_counts(found, lang), *_changes(found, lang)]


def kind_name(kind: str, lang: Lang) -> str:
    """Return a kind's name as a sentence begins; a kind that is not ours is its own name."""
    known = {"prioriteret_omraade", "udsat_boligomraade"}
    return text(lang, f"designation.{kind}") if kind in known else kind[:1].upper() + kind[1:]


def _by_kind(found: Sequence[Designation]) -> Iterator[tuple[str, list[Designation]]]:
    for kind, group in groupby(found, key=lambda one: one.kind):
        yield kind, list(group)


def _years(of_kind: Sequence[Designation]) -> list[tuple[int, int, list[str]]]:
    """Return each year, how many are designated in it, and its criteria, in their order."""
    return [
        (year, sum(one.designated for one in group), sorted({one.criteria_set for one in group}))
        for year, group in (
            (year, list(group)) for year, group in groupby(of_kind, key=lambda one: one.year)
        )
    ]


def _counts(found: Sequence[Designation], lang: Lang) -> Iterator[str]:
    for kind, of_kind in _by_kind(found):
        counts = ", ".join(f"{year}: {n}" for year, n, _ in _years(of_kind))
        criteria = "; ".join(dict.fromkeys(one.criteria_set for one in of_kind))
        yield text(lang, "designation.counts", kind=kind_name(kind, lang), counts=counts,
                   criteria=criteria)  # fmt: skip


def _changes(found: Sequence[Designation], lang: Lang) -> Iterator[str]:
    for kind, of_kind in _by_kind(found):
        for (earlier, n_earlier, old), (year, n, new) in pairwise(_years(of_kind)):
            if old != new:
                told = {"earlier": earlier, "year": year, "n_earlier": n_earlier, "n": n,
                        "old": "; ".join(old), "new": "; ".join(new)}  # fmt: skip
                yield text(lang, "designation.criteria_changed", kind=kind_name(kind, lang),
                           **told)  # fmt: skip


def _gaps(found: Sequence[Designation], lang: Lang) -> Iterator[str]:
    unsaid = [one.name for one in found if one.gap == "not_stated"]
    if unsaid:
        yield text(lang, "designation.not_stated", names=_listed(unsaid))
    for set_name in sorted({one.set_name or "" for one in found if one.gap == "no_set"}):
        names = [one.name for one in found if one.gap == "no_set" and one.set_name == set_name]
        make = "rebuild" if set_name == _REBUILT else "load"
        yield text(lang, f"designation.no_set_{make}", set_name=set_name, names=_listed(names))
    for one in found:
        if one.gap == "not_found":
            yield text(lang, "designation.not_found", name=one.name, units=one.units,
                       set_name=one.set_name)  # fmt: skip


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
