"""What of the counts of a release may leave, beside all that left before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.disclosure.clearing import Clearing, clear
from hotspots.analysis.disclosure.corrections import next_vintage
from hotspots.audit.ledger import LedgerRow, entries
from hotspots.audit.written import read_classes
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.disclosure import (
    MOST_PACKINGS,
    CellDifference,
    Key,
    PublishedClasses,
    TooManyPackingsError,
)
from hotspots.model.published.vintages import CAME, LEFT
from hotspots.model.release import Audience, Policy, serves
from hotspots.workflows.release.counting import CountedRelease
from hotspots.workflows.release.universe import row_words

_MOST_NAMED = 5


@dataclass(frozen=True)
class Earlier:
    """The classes of earlier releases: those that the readers have, and those of fewer readers."""

    same: tuple[PublishedClasses, ...] = ()
    narrower: tuple[PublishedClasses, ...] = ()

    @property
    def every(self) -> tuple[PublishedClasses, ...]:
        """Return the classes of all releases."""
        return (*self.same, *self.narrower)


def earlier_classes(ledger: Sequence[LedgerRow], audience: Audience) -> Earlier:
    """Return what was ever prepared, by whether the readers of an audience have it."""
    every = [(entry.audience, read_classes(entry.classes)) for entry in entries(ledger)]
    return Earlier(
        tuple(classes for widest, classes in every if serves(widest, audience)),
        tuple(classes for widest, classes in every if not serves(widest, audience)),
    )


def cleared(
    counted: CountedRelease, policy: Policy, audience: Audience, earlier: Earlier
) -> Clearing:
    """Return the classes of a release and the tables that prove it.

    Where counts left the classes that were published of them it is of the next vintage. Raises
    ``ReleaseRefused``, naming what is too fine, where no classes protect the small counts.
    """
    if not counted.tables.dimensions:
        nothing = np.zeros((0, counted.tables.n_finest), dtype=np.int64)
        return Clearing(PublishedClasses({}), nothing, (), (), ())
    k = policy.limits(audience).k
    vintage = next_vintage(counted.tables, counted.counts, earlier.every)
    clearing = _listed(counted, k, earlier.same, vintage)
    if clearing.holes:
        raise _too_fine([key for key, _ in clearing.holes], k)
    if earlier.narrower:
        _refuse_beside_narrower(counted, policy, (*earlier.every, clearing.published))
    return clearing


def _listed(
    counted: CountedRelease, k: int, earlier: Sequence[PublishedClasses], vintage: int
) -> Clearing:
    """Clear counts; raise ``ReleaseRefused`` where not all that parts leave can be listed."""
    try:
        return clear(counted.tables, counted.counts, k, earlier, vintage=vintage)
    except TooManyPackingsError as error:
        raise ReleaseRefused(
            message(
                "The published parts of {whole} lie across each other in more ways than can be "
                "proved (at most {most}). What fits is fewer sets whose borders cross, or sets "
                "that lie within each other.",
                whole=_words(error.whole),
                most=MOST_PACKINGS,
            )
        ) from None


def _refuse_beside_narrower(
    counted: CountedRelease, policy: Policy, joined: Sequence[PublishedClasses]
) -> None:
    """Raise where partners, who have the releases of the public too, would learn too much."""
    k = policy.partner.k
    vintage = joined[-1].vintage
    holes = _listed(counted, k, joined, vintage).holes
    if holes:
        raise ReleaseRefused(
            message(
                "Partners who have earlier releases could narrow down counts under {k} with this "
                "one. The proof fails at these counts, which need not be under {k} themselves: "
                "{named}. Release to the public first, and to partners after that; or declare "
                "other tables.",
                k=k,
                named=_named([key for key, _ in holes]),
            )
        )


def held(counted: CountedRelease, published: PublishedClasses) -> None:
    """Raise ``ReleaseRefused`` where a count is not of the class that is to be held."""
    misfits = [cell for cell, count_class in published.cells.items()
               if not count_class.holds(counted.count(cell))]  # fmt: skip
    if misfits:
        raise _no_longer_fits(misfits)


def changed_words(clearing: Clearing) -> str:
    """Return a sentence on the counts that left the classes that were published of them."""
    return message(
        "{n:,} {n:count has|counts have} changed since {n:it was|they were} published, and "
        "{n:gets|get} another class: {named}. What was published before stays in the ledger.",
        n=len(clearing.corrected),
        named=_named(clearing.corrected),
    )


def _too_fine(keys: Sequence[Key], k: int) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The declared tables are too fine: beside everything else that is published, it "
            "cannot be proved that counts under {k} stay hidden. The proof fails at these counts, "
            "which need not be under {k} themselves: {named}. What fits is joined categories, a "
            "longer period, or larger areas, in this order.",
            k=k,
            named=_named(keys),
        )
    )


def _no_longer_fits(keys: Sequence[Key]) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "Counts are not of the classes that are to be published of them: {named}. Counts "
            "must not change while a release is built; build it again.",
            named=_named(keys),
        )
    )


def _named(keys: Sequence[Key]) -> str:
    words = list(dict.fromkeys(map(_words, keys)))
    return "; ".join(words[:_MOST_NAMED]) + ("; …" if len(words) > _MOST_NAMED else "")


def _words(key: Key) -> str:
    if isinstance(key, CellDifference):
        return message(
            "what {whole} leaves beside {parts}",
            whole=row_words(key.whole),
            parts="; ".join(map(row_words, key.parts)),
        )
    if key[-1].level == CAME:
        return message("what came to {cell} since it was published", cell=row_words(key[:-1]))
    if key[-1].level == LEFT:
        return message("what left {cell} since it was published", cell=row_words(key[:-1]))
    return row_words(key)
