"""What must be said beside designations: how many, by which criteria, and what is not known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hotspots.language import Lang
from hotspots.model.areas import Designation
from hotspots.sentences.advice import advice
from hotspots.sentences.texts import text

_REBUILT = "districts2009"


def notes_on(designations: Sequence[Designation], lang: Lang) -> list[str]:
    """Return the notes in the order: counts, changes of criteria, areas not known.

    ``designations`` is ordered by kind, year and name.
    """
    return [*count_notes(designations, lang), *_gaps(designations, lang)]


def count_notes(designations: Sequence[Designation], lang: Lang) -> list[str]:
    """Return the notes on how many there are, and where the criteria changed."""
    return [*_counts(designations, lang), *_changes(designations, lang)]


def kind_name(kind: str, lang: Lang) -> str:
    """Return a kind's name as a sentence begins; a kind that is not ours is its own name."""
    named_kinds = {"prioriteret_omraade", "udsat_boligomraade"}
    return (
        text(lang, f"designation.{kind}") if kind in named_kinds else kind[:1].upper() + kind[1:]
    )


def _by_kind(designations: Sequence[Designation]) -> Iterator[tuple[str, list[Designation]]]:
    for kind, group in groupby(designations, key=lambda designation: designation.kind):
        yield kind, list(group)


def _years(of_kind: Sequence[Designation], lang: Lang) -> list[tuple[int, str, list[str]]]:
    """Return each year, how many are designated in it, and its criteria, in their order."""
    return [
        (
            year,
            _amounts(group, lang),
            sorted({designation.criteria_set for designation in group}),
        )
        for year, group in (
            (year, list(group))
            for year, group in groupby(of_kind, key=lambda designation: designation.year)
        )
    ]


def _amounts(designations: Sequence[Designation], lang: Lang) -> str:
    """Return how many are designated, by value where they have one: 6 markant, 1 intensiveret."""
    values = Counter(one.value for one in designations if one.designated)
    if not any(values):
        return str(values.total())
    parts = [f"{n} {value}" for value, n in values.most_common() if value]
    if values[None]:
        parts.append(text(lang, "designation.without_value", n=values[None]))
    return ", ".join(parts)


def _counts(designations: Sequence[Designation], lang: Lang) -> Iterator[str]:
    for kind, of_kind in _by_kind(designations):
        between = "; " if any(designation.value for designation in of_kind) else ", "
        counts = between.join(f"{year}: {amounts}" for year, amounts, _ in _years(of_kind, lang))
        criteria = "; ".join(dict.fromkeys(one.criteria_set for one in of_kind))
        yield text(lang, "designation.counts", kind=kind_name(kind, lang), counts=counts,
                   criteria=criteria)  # fmt: skip


def _changes(designations: Sequence[Designation], lang: Lang) -> Iterator[str]:
    for kind, of_kind in _by_kind(designations):
        for (earlier, n_earlier, old), (year, n, new) in pairwise(_years(of_kind, lang)):
            if old != new:
                values = {"earlier": earlier, "year": year, "n_earlier": n_earlier, "n": n,
                        "old": "; ".join(old), "new": "; ".join(new)}  # fmt: skip
                yield text(lang, "designation.criteria_changed", kind=kind_name(kind, lang),
                           **values)  # fmt: skip


def _gaps(designations: Sequence[Designation], lang: Lang) -> Iterator[str]:
    unsaid = [designation.name for designation in designations if designation.gap == "not_stated"]
    if unsaid:
        yield text(lang, "designation.not_stated", names=_listed(unsaid))
    for set_name in sorted(
        {designation.set_name or "" for designation in designations if designation.gap == "no_set"}
    ):
        names = [
            designation.name
            for designation in designations
            if designation.gap == "no_set" and designation.set_name == set_name
        ]
        yield text(lang, "designation.no_set", set_name=set_name, names=_listed(names))
        make = "rebuild_set" if set_name == _REBUILT else "load_set"
        yield advice(lang, make, set_name=set_name)
    for designation in designations:
        if designation.gap == "not_found":
            yield text(
                lang,
                "designation.not_found",
                name=designation.name,
                units=designation.units,
                set_name=designation.set_name,
            )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
