"""Which statistics a row of counts can have at all, by its classes.

They are not reckoned again. But a place that must be empty, or holds 0 or 1 whatever the counts
of the classes are, is no place for a count or a rate that nobody published.
"""

from collections.abc import Iterator, Mapping

Values = Mapping[str, float | None]

_RATIOS = ("rate_ratio", "city_ratio", "city_ratio_low", "city_ratio_high")
_CHANGES = (*_RATIOS, "rr_low", "rr_high", "p", "p_adjusted")
_P = ("p", "p_adjusted")
STATISTICS = ("eb_rate_per_1000", *_CHANGES)


def wrong_statistics(values: Values) -> Iterator[str]:
    """Yield the columns of statistics that do not fit ``n``, the baseline's, and their classes."""
    filled = {name: number for name in STATISTICS if (number := values.get(name)) is not None}
    yield from (name for name in _empty(values) if name in filled)
    yield from (name for name in _P if not 0 <= filled.get(name, 0) <= 1)
    if filled.get("rr_low", 0) > filled.get("rr_high", float("inf")):
        yield "rr_low"
    if values.get("n_low") == 0 and filled.get("rr_low", 0) != 0:
        yield "rr_low"
    if values.get("n_low") == values.get("baseline_low") == 0:
        yield from (name for name in _P if filled.get(name, 1) != 1)


def _empty(values: Values) -> Iterator[str]:
    """Yield what has no number: nothing is said of counts under k but what all of them give."""
    if values.get("n") is None:
        yield "eb_rate_per_1000"
    if values.get("n_low") is None or values.get("baseline_low") is None:
        yield from _CHANGES
    elif values.get("n") is None or values.get("baseline_n") is None:
        yield from _RATIOS
    if values.get("baseline_low") == 0:
        yield "rr_high"
