"""Groups of people in the headings of wide tables, such as "Mænd 2010" or "Kvinder (%)"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotspots.model.group_values import dimension_of
from hotspots.model.groups import is_total

_EDGES = " ,:;-–—/()[]"
_MOST_WORDS = 5


@dataclass(frozen=True)
class HeadingGroup:
    """The group that a heading names: its values by dimension, and the text beside them.

    ``has_total`` says that it names everybody, ``is_apart`` that a mark such as a comma stands
    between the group and the rest.
    """

    values: Mapping[str, str]
    rest: str
    has_total: bool
    is_apart: bool

    @property
    def is_named(self) -> bool:
        """Tell whether any group or everybody was named."""
        return bool(self.values) or self.has_total


def group_beside(text: str, stated: Mapping[str, str]) -> HeadingGroup:
    """Return the group with whose words a heading begins or ends.

    ``stated`` gives the dimension of values that are said to be groups, by their key.
    """
    group = HeadingGroup({}, text.strip(), has_total=False, is_apart=True)
    while group.rest:
        wider = next(_wider(group, stated), None)
        if wider is None:
            return group
        group = wider
    return group


def _wider(group: HeadingGroup, stated: Mapping[str, str]) -> Iterator[HeadingGroup]:
    """Yield the group with one more value of the rest, the longest first."""
    words = group.rest.split()
    for n in range(min(len(words), _MOST_WORDS), 0, -1):
        for is_last, value, rest in (
            (True, words[-n:], words[:-n]), (False, words[:n], words[n:])
        ):  # fmt: skip
            written = " ".join(value).strip(_EDGES)
            left = " ".join(rest).strip(" ,:;-–—/")
            is_apart = group.is_apart and _are_apart(value, rest, is_last=is_last)
            if is_total(written):
                yield HeadingGroup(group.values, left, has_total=True, is_apart=is_apart)
            dimension = dimension_of(written, stated)
            if dimension and dimension not in group.values:
                values = {**group.values, dimension: written}
                yield HeadingGroup(values, left, group.has_total, is_apart)


def _are_apart(value: Sequence[str], rest: Sequence[str], *, is_last: bool) -> bool:
    if not rest:
        return True
    before, after = (rest, value) if is_last else (value, rest)
    return before[-1][-1] in ",:;-–—/)]" or after[0][0] in "-–—/(["
