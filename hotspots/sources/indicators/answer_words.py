"""What people answer in a survey: yes, no, or nothing that can be counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.errors import UsageProblem
from hotspots.language import marked, message
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.files.values import NIL, is_missing

NEITHER = marked("is neither yes nor no; say with --yes or --no what it means")
_YES = frozenset({"ja", "yes", "1", "true", "sand", "sandt"})
_NO = frozenset({"nej", "no", "0", "false", "falsk"})
_UNSAFE = frozenset({"utryg", "utrygt", "unsafe"})
_SAFE = frozenset({"tryg", "trygt", "safe"})
_BETWEEN = frozenset(
    {"hverken eller", "hverken tryg eller utryg", "hverken utryg eller tryg", "neither"}
)
_WHOLE_CODE = re.compile(r"^(\d+) 0+$")
_NO_ANSWER = frozenset(
    {
        "ved ikke", "ved ej", "det ved jeg ikke", "ved ikke oensker ikke at svare",
        "oensker ikke at svare", "vil ikke svare", "vil ikke oplyse", "intet svar",
        "ikke svaret", "ikke besvaret", "ubesvaret", "uoplyst", "ikke relevant",
        "don t know", "dont know", "do not know", "no answer", "not answered", "refused",
        "prefer not to say", "missing", "not stated",
    }
)  # fmt: skip


@dataclass(frozen=True)
class AnswerWords:
    """The answers that a user says mean yes, and those that mean no; None for the known ones."""

    yes: frozenset[str] | None = None
    no: frozenset[str] | None = None

    @classmethod
    def of(cls, yes: Sequence[str], no: Sequence[str]) -> "AnswerWords":
        """Build from the values of ``--yes`` and ``--no``.

        Raises ``UsageProblem`` for a value under both, and for one that is no answer.
        """
        _check(yes, no)
        return cls(_keys(yes) or None, _keys(no) or None)

    def meaning(self, text: str, indicator: str) -> bool | None:
        """Tell whether an answer means yes; None where it means neither.

        Values that a user names take the place of the known words of that side.
        """
        word = _key(text)
        if self.yes and word in self.yes:
            return True
        if self.no and word in self.no:
            return False
        words = _words_for(indicator)
        if self.yes is None and word in words[True]:
            return True
        return False if self.no is None and word in words[False] else None


def is_no_answer(text: str) -> bool:
    """Tell whether a cell says that nothing was answered: empty, ``..``, "ved ikke" and such."""
    plain = without_footnote(text)
    return is_missing(plain) or plain in NIL or heading_key(plain) in _NO_ANSWER


def _words_for(indicator: str) -> Mapping[bool, frozenset[str]]:
    """Return the words for yes and no; safe and unsafe count where the indicator says which."""
    if indicator.startswith("utryg"):
        return {True: _YES | _UNSAFE, False: _NO | _SAFE | _BETWEEN}
    if indicator.startswith("tryg"):
        return {True: _YES | _SAFE, False: _NO | _UNSAFE | _BETWEEN}
    return {True: _YES, False: _NO}


def _keys(values: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_key, values))


def _key(text: str) -> str:
    """Return what spellings of an answer have in common; a code 1 may be written 1.0."""
    return _WHOLE_CODE.sub(r"\1", heading_key(text))


def _check(yes: Sequence[str], no: Sequence[str]) -> None:
    for option, values in (("--yes", yes), ("--no", no)):
        for value in values:
            if is_no_answer(value):
                raise UsageProblem(
                    message(
                        "{option} {value!r}: that says that nothing was answered, which is never "
                        "counted as yes or no.",
                        option=option,
                        value=value,
                    )
                )
    both = _keys(yes) & _keys(no)
    for value in yes:
        if _key(value) in both:
            raise UsageProblem(
                message("{value!r} stands under --yes and --no. Choose one.", value=value)
            )
