"""The accounts of a release's numbers as a file: what was put into words, and what is public."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from hotspots.audit.numbers.figures import PublicFigures, Residents
from hotspots.audit.numbers.phrases import plain
from hotspots.audit.numbers.spoken import Kind, Spoken, Words, Written
from hotspots.errors import InputProblem
from hotspots.language import message

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_KINDS = set(get_args(Kind))


@dataclass(frozen=True)
class Accounts:
    """What a release's files were made of; ``commands`` by the name of the file they wrote."""

    commands: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spoken: Spoken = field(default_factory=Spoken)
    public: PublicFigures = field(default_factory=PublicFigures)


def fingerprint(text: str) -> str:
    """Return by what fixed words are known: their SHA-256, shortened, whatever their blanks."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def written_accounts(accounts: Accounts) -> str:
    """Return accounts as JSON, in one order."""
    words = [[each.key, each.frame, dict(each.slots)] for each in accounts.spoken.words]
    numbers = sorted([each.text, each.value, each.kind] for each in accounts.spoken.numbers)
    public = accounts.public
    return _JSON.encode(
        {
            "commands": {name: list(path) for name, path in accounts.commands.items()},
            "words": sorted(words, key=_JSON.encode),
            "numbers": numbers,
            "public": {
                "numbers": sorted(set(public.numbers)),
                "names": sorted(set(public.names)),
                "residents": sorted([*row] for row in set(public.residents)),
            },
        }
    )


def read_accounts(text: str) -> Accounts:
    """Return the accounts that a JSON holds; InputProblem if it holds none."""
    try:
        parts = json.loads(text)
        words = [Words(str(key), str(frame), tuple(slots.items()))
                 for key, frame, slots in parts["words"]]  # fmt: skip
        for each in words:
            _ = each.filled  # raises where a placeholder has nothing to fill it
        numbers = [_written(*row) for row in parts["numbers"]]
        return Accounts(
            {str(name): tuple(map(str, path)) for name, path in parts["commands"].items()},
            Spoken(dict.fromkeys(words), dict.fromkeys(numbers)),
            _public(parts["public"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputProblem(
            message("The accounts of the numbers cannot be read: they were changed.")
        ) from error


def _written(text: str, value: float, kind: Any) -> Written:
    if kind not in _KINDS:
        raise ValueError(kind)
    return Written(str(text), float(value), kind)


def _public(parts: Mapping[str, Any]) -> PublicFigures:
    residents = [Residents(str(set_name), str(area), str(group), int(year), float(people))
                 for set_name, area, group, year, people in parts["residents"]]  # fmt: skip
    names = [str(name) for name in parts["names"]]
    return PublicFigures([float(number) for number in parts["numbers"]], names, residents)
