"""Fields for which a file has no column: the headings they are known by, and the nearest here."""

import difflib
import re
from collections.abc import Sequence

from hotspots.language import message, translated
from hotspots.model.fields import Field
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.values.person_numbers import hidden

_MOST_HEADINGS = 5
# Two headings are near where so much of them is alike.
_NEAR = 0.65
# A number of five digits or a date, which a row of data has and headings have not.
_DATUM = re.compile(r"\s*(?:-?\d{5,}(?:[.,]\d+)?|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b.*)\s*")


def headings_of_fields(
    fields: Sequence[Field], names: Sequence[str], headings: Sequence[str]
) -> str:
    """Return a sentence for each missing field: its known headings, and the nearest of a file.

    ``headings`` are those of the file that are read as nothing yet.
    """
    missing = [field for name in names for field in fields if field.name == name]
    return " ".join(_sentence(field, headings) for field in missing)


def _sentence(field: Field, headings: Sequence[str]) -> str:
    listed = ", ".join(dict.fromkeys([*field.headings[:_MOST_HEADINGS], field.name]))
    more = len({*field.headings, field.name}) - len({*field.headings[:_MOST_HEADINGS], field.name})
    if more:
        listed = message("{known} and {n} more", known=listed, n=more)
    nearest = nearest_heading(field, headings)
    if nearest is None:
        return message("{name!r} is known by the headings {known}.", name=field.name, known=listed)
    return message(
        "{name!r} is known by the headings {known}; nearest is {nearest!r}.",
        name=field.name,
        known=listed,
        nearest=nearest,
    )


def nearest_heading(field: Field, headings: Sequence[str]) -> str | None:
    """Return the heading that comes nearest to one by which a field is known, if any does."""
    keys = [heading_key(text) for text in (field.name, *field.headings)]
    near = [(_likeness(heading, keys), heading) for heading in headings if heading.strip()]
    likeness, heading = max(near, default=(0.0, None), key=lambda pair: pair[0])
    return heading if likeness >= _NEAR else None


def _likeness(heading: str, keys: Sequence[str]) -> float:
    plain = heading_key(without_footnote(heading))
    return max(difflib.SequenceMatcher(None, plain, one).ratio() for one in keys)


def advice(names: Sequence[str], fixable: Sequence[str]) -> str:
    """Say how to name the columns of fields, or to give those one value that may have it."""
    column, value = translated("COLUMN"), translated("VALUE")
    maps = " ".join(f"--map {name}={column}" for name in names)
    fixed = " ".join(f"--fixed {name}={value}" for name in fixable)
    if "id" in names:
        return message(
            "Name it with {maps}. If the extract has no ids, say --no-ids: they are made from all "
            "that stands in a row.",
            maps=maps,
        )
    if not fixed:
        return message("Name it with {maps}.", maps=maps)
    return message("Name it with {maps}, or give one value with {fixed}.", maps=maps, fixed=fixed)


def called_headings(headings: Sequence[str]) -> str:
    """Return headings to be named in a message; of what is a row of data only how many cells."""
    if any(_DATUM.fullmatch(text) for text in headings):
        return message(
            "{n} cells that look like a row of data, so that the headings may be missing",
            n=len(headings),
        )
    return ", ".join(repr(hidden(text)) for text in headings)
