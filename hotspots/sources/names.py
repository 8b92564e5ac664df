"""Names of areas and columns as people spell them, brought to one key each."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hotspots.language import message

_WRITTEN_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT_FORMS = {"kgs": "kongens", "kgl": "kongelige", "skt": "sankt", "sct": "sankt"}
_JOINERS = frozenset({"og", "and"})
_FOOTNOTE = re.compile(r"(\s*(\*+|[¹²³⁰-⁹]+|(?<![(\d])\d\)|\[\d+\]))+$")
_WHOLE = frozenset(
    {
        "hele koebenhavn", "koebenhavn", "koebenhavn i alt", "koebenhavns kommune",
        "koebenhavns kommune i alt", "hele byen", "hele kommunen", "kommunen", "byen", "i alt",
        "ialt", "total", "hovedtotal", "samlet", "alle", "city", "whole city", "all",
        "grand total",
        "copenhagen", "whole of copenhagen",
    }
)  # fmt: skip
WHOLE = "*"


def without_footnote(text: str) -> str:
    """Return a cell's text without trailing footnote marks such as ``*``, ``¹`` or ``1)``."""
    plain = text.strip()
    return _FOOTNOTE.sub("", plain).strip() or plain


def key(text: str) -> str:
    """Return the key under which spellings of one name meet.

    Case, blanks, punctuation, ``/`` and ``-``, "og", ``Kgs.``/``Kongens`` and written-out
    letters (``ae`` for ``æ``, ``aa`` for ``å``) make no difference.
    """
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_WRITTEN_OUT)
    words = re.sub(r"[\W_]+", " ", spelled).split()
    return " ".join(_SHORT_FORMS.get(word, word) for word in words if word not in _JOINERS)


def heading_key(text: str) -> str:
    """Return the key of a column heading; ``Antal_svar`` and ``antal svar`` are one."""
    if text.strip() == "%":
        return "%"
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_WRITTEN_OUT)
    return re.sub(r"[\W_]+", " ", spelled).strip()


def _without_zeros(code: str) -> str:
    return code.casefold().lstrip("0")


@dataclass(frozen=True)
class NameMatch:
    """An area's code, or the reason why there is none."""

    code: str | None
    reason: str = ""


@dataclass(frozen=True)
class AreaNames:
    """The names and codes of one area set, to be asked for what an extract calls an area."""

    set_name: str
    _codes: dict[str, str] = field(default_factory=dict)
    _unpadded: dict[str, str | None] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)
    _spelled: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, set_name: str, areas: Iterable[tuple[str, str]]) -> "AreaNames":
        """Build from (code, name) pairs."""
        names = cls(set_name)
        for code, name in areas:
            names._codes[code.casefold()] = code
            bare = _without_zeros(code)
            names._unpadded[bare] = None if bare in names._unpadded else code
            names._by_key.setdefault(key(name), []).append(code)
            names._spelled[key(name)] = name
        return names

    def match(self, text: str) -> NameMatch:
        """Find the one area that a text means, by code or by name; ``*`` is the whole city."""
        plain = without_footnote(text)
        code = self._codes.get(plain.casefold()) or self._unpadded.get(_without_zeros(plain))
        found = self._by_key.get(key(plain), [])
        if len(found) == 1:
            return NameMatch(found[0])
        if len(found) > 1:
            return NameMatch(None, self._ambiguous(found))
        if code:
            return NameMatch(code)
        if plain == WHOLE or key(plain) in _WHOLE:
            return NameMatch(WHOLE)
        return NameMatch(None, self._unknown(plain))

    def _ambiguous(self, codes: Sequence[str]) -> str:
        listed = ", ".join(codes)
        return message(
            "the name fits several areas of {set_name} (codes {listed}): give the code",
            set_name=self.set_name,
            listed=listed,
        )

    def _unknown(self, text: str) -> str:
        near = difflib.get_close_matches(key(text), self._by_key, n=3, cutoff=0.2)
        names = ", ".join(self._spelled[one] for one in near)
        if not names:
            return message("no area of this name in {set_name}", set_name=self.set_name)
        return message(
            "no area of this name in {set_name}; nearest: {names}",
            set_name=self.set_name,
            names=names,
        )
