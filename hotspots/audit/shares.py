"""Whether shares of answers rest on enough of them, by themselves and beside all earlier ones.

What was published of one group before and of a group that holds it now leaves the others: they
are a share as well, which nobody printed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from hotspots.language import message
from hotspots.model.published.shares import PublishedShare, ShareKey

# answers that weighted groups differ by, when they are the same
_NOTHING = 1e-9

_Versions = Mapping[ShareKey, Sequence[PublishedShare]]


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
    for whole, parts in _differences(_versions([*earlier, *published])):
        left = whole.n - sum(part.n for part in parts)
        yes = whole.yes - sum(part.yes for part in parts)
        keys = tuple(part.key for part in parts)
        if fresh.isdisjoint({whole.key, *keys}) or left <= _NOTHING:
            continue
        if left < answers or (whole.key not in keys and min(yes, left - yes) < side):
            thin.append(ThinFigure(whole.key, keys))
    return list(dict.fromkeys(thin))


def thin_words(thin: ThinFigure) -> str:
    """Return what is too thin in words."""
    if not thin.parts:
        return message("{share} rests on too few answers", share=thin.whole.words)
    if thin.parts == (thin.whole,):
        return message(
            "the answers of {share} changed by too few since they were published",
            share=thin.whole.words,
        )
    return message(
        "what {whole} leaves beside {parts} rests on too few answers",
        whole=thin.whole.words,
        parts="; ".join(part.words for part in thin.parts),
    )


def _versions(shares: Sequence[PublishedShare]) -> _Versions:
    """Return the shares of each key in the order in which they were published, once each."""
    versions: dict[ShareKey, list[PublishedShare]] = defaultdict(list)
    for share in shares:
        if share not in versions[share.key]:
            versions[share.key].append(share)
    return versions


def _differences(
    versions: _Versions,
) -> Iterator[tuple[PublishedShare, tuple[PublishedShare, ...]]]:
    """Yield each share with parts of it: one in any version, or the last of all that divide it."""
    divided: dict[tuple[ShareKey, str], list[PublishedShare]] = defaultdict(list)
    for key, shares in versions.items():
        for fewer, more in product(shares, shares):
            yield more, (fewer,)
        for whole, by in key.wholes:
            if whole in versions:
                divided[whole, by].append(shares[-1])
                for outer, part in product(versions[whole], shares):
                    yield outer, (part,)
    for (whole, _), parts in divided.items():
        yield versions[whole][-1], tuple(parts)
