"""What may be null in general and is not here."""

from typing import TypeVar

T = TypeVar("T")


def not_null(value: T | None) -> T:
    """Return a value that what went before says is there."""
    if value is None:
        raise ValueError
    return value
