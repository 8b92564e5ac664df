"""Whether shares of answers rest on enough of them, by themselves and beside all earlier ones.

What was published of one group before and of a group that holds it now leaves the others: they
are a share as well, which nobody printed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, permutations, product

from hotspots.language import message
from hotspots.model.published.shares import Area, PublishedShare, ShareKey, wholes

# answers that weighted groups differ by, when they are the same
_NOTHING = 1e-9

_Parts = tuple[PublishedShare, ...]
# the shares of each subject, in whatever edition, in the order in which they were published
_Versions = Mapping[ShareKey, Sequence[PublishedShare]]
_Nesting = Mapping[Area, set[Area]]


@dataclass(frozen=True)
class ThinFigure:
    """A share that rests on too few answers: of ``whole``, without the ``parts``.

    Where the only part is the whole itself, its answers changed by too few between two releases.
    """

    whole: ShareKey
    parts: tuple[ShareKey, ...] = ()


def thin_figures(
    published: Sequence[PublishedShare],
    earlier: Sequence[PublishedShare],
    answers: float,
    side: float,
) -> list[ThinFigure]:
    """Return what rests on fewer ``answers``, or on fewer on either ``side``, in a release.

    Its own shares, and the differences that they leave of one another and of earlier ones. Of
    earlier ones alone nothing is said.
    """
    fresh = {share.key for share in published}
    thin = [ThinFigure(share.key) for share in published
            if share.n < answers or share.fewest < side]  # fmt: skip
    everything = [*earlier, *published]
    for whole, parts in _differences(_versions(everything), _within(everything), answers):
        left = whole.n - sum(part.n for part in parts)
        if left <= _NOTHING:
            continue
        yes = whole.yes - sum(part.yes for part in parts)
        keys = tuple(part.key for part in parts)
        is_thin = left < answers or (
            min(yes, left - yes) < side and not _is_again(whole.key, keys)
        )
        if is_thin and not fresh.isdisjoint({whole.key, *keys}):
            thin.append(ThinFigure(whole.key, keys))
    return list(dict.fromkeys(thin))


def thin_words(thin: ThinFigure) -> str:
    """Return what is too thin in words."""
    if not thin.parts:
        return message("{share} rests on too few answers", share=thin.whole.words)
    if _is_again(thin.whole, thin.parts):
        return message(
            "the answers of {share} changed by too few since they were published",
            share=thin.whole.words,
        )
    return message(
        "what {whole} leaves beside {parts} rests on too few answers",
        whole=thin.whole.words,
        parts="; ".join(part.words for part in thin.parts),
    )


def _is_again(whole: ShareKey, parts: Sequence[ShareKey]) -> bool:
    """Tell whether the only part is the whole itself, in another version or edition."""
    return [part.subject for part in parts] == [whole.subject]


def _versions(shares: Sequence[PublishedShare]) -> _Versions:
    """Return the shares of each subject, once each."""
    versions: dict[ShareKey, dict[PublishedShare, None]] = defaultdict(dict)
    for share in shares:
        versions[share.key.subject][share._replace(within=(), holds=())] = None
    return {subject: [*each] for subject, each in versions.items()}


def _within(shares: Sequence[PublishedShare]) -> _Nesting:
    """Return which areas lie in which others, by all that any release says of it."""
    within: dict[Area, set[Area]] = defaultdict(set)
    for share in shares:
        area = share.key[:2]
        within[area].update(share.within)
        for inner in share.holds:
            within[inner].add(area)
    return within


def _differences(
    versions: _Versions, within: _Nesting, answers: float
) -> Iterator[tuple[PublishedShare, _Parts]]:
    """Yield each share with parts of it: one in any version, or several that lie side by side."""
    families: dict[tuple[ShareKey, str], dict[str, list[ShareKey]]] = {}
    for subject, shares in versions.items():
        for fewer, more in product(shares, shares):
            yield more, (fewer,)
        for whole, by in wholes(subject, within):
            if whole in versions:
                yield from ((outer, (part,)) for outer, part in product(versions[whole], shares))
                sets = families.setdefault((whole, by), {})
                sets.setdefault(subject.set_name, []).append(subject)
    for (whole, _), sets in families.items():
        for outer in versions[whole]:
            yield from ((outer, parts) for parts in _families(outer, sets, versions, within))
            yield from ((outer, parts) for parts in _pairs(outer, sets, versions, within, answers))


def _families(
    whole: PublishedShare,
    sets: Mapping[str, Sequence[ShareKey]],
    versions: _Versions,
    within: _Nesting,
) -> Iterator[_Parts]:
    """Yield all parts of one set, and with them those of another that lie in none of them.

    In the last version of each, and in the edition of the whole.
    """
    beside = (
        [*first, *(part for part in second if not _overlaps(part, first, within))]
        for first, second in permutations(sets.values(), 2)
    )
    for subjects in map(sorted, chain(sets.values(), beside)):
        yield tuple(versions[subject][-1] for subject in subjects)
        same = (
            [share for share in versions[subject] if share.key[-2:] == whole.key[-2:]]
            for subject in subjects
        )
        yield tuple(shares[-1] for shares in same if shares)


def _overlaps(part: ShareKey, others: Sequence[ShareKey], within: _Nesting) -> bool:
    """Tell whether an area lies in one of the others, or one of these in it."""
    area = part[:2]
    return any(
        other[:2] in within.get(area, ()) or area in within.get(other[:2], ()) for other in others
    )


def _pairs(
    whole: PublishedShare,
    sets: Mapping[str, Sequence[ShareKey]],
    versions: _Versions,
    within: _Nesting,
    answers: float,
) -> Iterator[_Parts]:
    """Yield two areas of two sets that leave few answers of a whole, if they lie side by side."""
    for names in combinations(sorted(sets), 2):
        first, second = (
            [share for subject in sets[name] for share in versions[subject]] for name in names
        )
        largest = max(share.n for share in second)
        for share in first:
            if share.n + largest <= whole.n - answers:
                continue
            for other in second:
                if not _overlaps(other.key, [share.key], within):
                    yield share, other
