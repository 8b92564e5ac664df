"""Names of areas and columns as people spell them, brought to one key each."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import OUTSIDE, UNPLACED

_WRITTEN_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT_FORMS = {"kgs": "kongens", "kgl": "kongelige", "skt": "sankt", "sct": "sankt"}
_SMALL_WORDS = frozenset(
    ["i", "om", "paa", "ved", "af", "for", "den", "det", "de", "in", "at", "on", "of", "the"]
)
_TWICE = re.compile(r"(\w)\1$")
# Of a noun with its article, and of adjectives in the plural.
_ENDING = re.compile(r"(?<=\w{3})(?:erne|ene|et|en|er|e)$")
_JOINERS = frozenset({"og", "and"})
_FOOTNOTE = re.compile(r"(\s*(\*+|[¹²³⁰-⁹]+|(?<![(\d])\d\)|\[\d+\]))+$")
# What may stand in brackets behind a heading without changing what it means.
_UNIT = re.compile(
    r"\s*[(\[]\s*(?:m|meter|metres?|grader|degrees|antal|stk\.?|n|i alt"
    r"|(?:(?:etrs|euref) ?89[ /,]*)?utm ?(?:zone ?)?(?:32 ?n?)?|epsg: ?25832"
    r"|(?:etrs|euref) ?(?:19)?89|wgs ?(?:19)?84"
    r"|(?:[dmyåt]{1,4}|hh|ss)(?:[-./: ]+(?:[dmyåat]{1,4}|hh|ss))+)\s*[)\]]\s*$",
    re.IGNORECASE,
)
# A word divided at the end of a line within a heading.
_DIVIDED = re.compile(r"(?<=\w)-[^\S\n]*[\r\n]+\s*(?=\w)")
_FOOTNOTE_END = re.compile(r"[*¹²³⁰-⁹)\]]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# "1. Indre By", "01 Indre By", "1 - Indre By"
_NUMBERED = re.compile(r"(?P<number>\d{1,6})\s?[.:)\-–]?\s+(?P<name>\S.*)")
_SIGN = re.compile("^[-\u2212\u2013](?=\\d)")
_WHOLE = frozenset(
    {
        "hele koebenhavn", "koebenhavn", "koebenhavn i alt", "koebenhavns kommune",
        "koebenhavns kommune i alt", "hele byen", "hele kommunen", "kommunen", "byen", "i alt",
        "ialt", "total", "hovedtotal", "samlet", "alle", "city", "whole city", "all",
        "grand total",
        "copenhagen", "whole of copenhagen",
    }
)  # fmt: skip
# What stands in a column of areas where the place is not known, or lies in no area.
_NO_PLACE = frozenset(
    {
        "uoplyst", "uoplyst bydel", "uoplyst distrikt", "uoplyst omraade", "uoplyst sted",
        "uoplyst adresse", "ikke oplyst", "ukendt", "ukendt bydel", "ukendt distrikt",
        "ukendt omraade", "ukendt sted", "ukendt adresse", "uden sted", "intet sted",
        "uden adresse", "uden stedfaestelse", "ikke stedfaestet", "kan ikke stedfaestes",
        "ikke placeret", "uplaceret", "uspecificeret", "unknown", "unknown place",
        "unknown area", "not known", "not stated", "no place", "without a place", "unplaced",
        "not located", "unspecified",
    }
)  # fmt: skip
_OUTSIDE = frozenset(
    {
        "uden for kommunen", "udenfor kommunen", "uden for koebenhavn", "udenfor koebenhavn",
        "uden for koebenhavns kommune", "udenfor koebenhavns kommune", "uden for byen",
        "udenfor byen", "uden for inddelingen", "udenfor inddelingen", "uden for omraaderne",
        "udenfor omraaderne", "anden kommune", "andre kommuner", "outside",
        "outside the municipality", "outside the city", "outside copenhagen",
        "outside the division", "outside the areas", "outside the set", "other municipality",
        "another municipality", "other municipalities",
    }
)  # fmt: skip
# A register's word for both: addresses elsewhere, and people without any.
_EITHER = frozenset({"uden for inddeling", "udenfor inddeling"})
WHOLE = "*"
# StatBank and others write the kind of an area before its name: "Bydel Valby".
_KIND_OF_AREA = re.compile(r"^(bydelen|bydel|distrikt|kvarter|omraade|district|area) ")
# How spreadsheets and data frames write the code 2: 2.0.
_AS_DECIMAL = re.compile(r"(?<=^\d)[.,]0+$|(?<=\d\d)[.,]0+$")


def without_footnote(text: str) -> str:
    """Return a cell's text without trailing footnote marks such as ``*``, ``¹`` or ``1)``.

    The end of a bracket, as in ``Mænd (2012-H1)``, is no mark.
    """
    plain = text.strip()
    if not _FOOTNOTE_END.match(plain[-1:]):
        return plain
    without = _FOOTNOTE.sub("", plain).strip()
    if without.count("(") > without.count(")"):
        without = plain.rstrip("*¹²³⁰⁴⁵⁶⁷⁸⁹ ")
    return without or plain


def without_unit(text: str) -> str:
    """Return a heading's text without a unit, a way of writing or a system in brackets behind it.

    Nothing else in brackets is left out: ``Dato (anmeldt)`` is another date.
    """
    return _UNIT.sub("", text.strip()) or text


def visible(text: str) -> str:
    """Return a text without soft hyphens, zero-width marks and marks of direction."""
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Return the key under which spellings of one name meet.

    Case, blanks, punctuation, ``/`` and ``-``, "og", ``Kgs.``/``Kongens`` and written-out
    letters (``ae`` for ``æ``, ``aa`` for ``å``) make no difference. A number's sign does.
    """
    spelled = _spelled(text).strip()
    words = re.sub(r"[\W_]+", " ", _SIGN.sub("minus ", spelled)).split()
    return " ".join(_SHORT_FORMS.get(word, word) for word in words if word not in _JOINERS)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Return the key of a column heading; ``Antal_svar`` and ``antal svar`` are one."""
    if visible(text).strip() == "%":
        return "%"
    return re.sub(r"[\W_]+", " ", _spelled(_DIVIDED.sub("", text))).strip()


def stems(text: str) -> str:
    """Return the stems of a name's words, alike for *Utryg i nabolaget* and *utryg_nabolag*."""
    words = [word for word in heading_key(text).split() if word not in _SMALL_WORDS]
    return "stems of " + " ".join(_TWICE.sub(r"\1", _ENDING.sub("", word)) for word in words)


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFC", visible(text)).casefold().translate(_WRITTEN_OUT)


def _code_key(code: str) -> str:
    """Return a code without leading zeros and the ``.0`` of a spreadsheet; of zeros one stays."""
    plain = _AS_DECIMAL.sub("", code.casefold().replace("\N{MINUS SIGN}", "-"))
    return plain.lstrip("0") or plain[:1]


@dataclass(frozen=True)
class NameMatch:
    """An area's code, or the reason why there is none."""

    code: str | None
    reason: str = ""


@dataclass(frozen=True)
class AreaNames:
    """The names and codes of one area set, to be asked for what an extract calls an area."""

    set_name: str
    _names: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)
    _by_code_key: dict[str, list[str]] = field(default_factory=dict)
    _by_alias: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        set_name: str,
        areas: Iterable[tuple[str, str]],
        aliases: Iterable[tuple[str, str]] = (),
    ) -> "AreaNames":
        """Build from (code, name) pairs, and (other name, code) pairs.

        An other name of no area of the set, or of one that has this name itself, means nothing.
        """
        names = cls(set_name)
        for code, name in areas:
            names._names[code] = name
            names._by_name.setdefault(name.strip(), []).append(code)
            names._by_key.setdefault(key(name), []).append(code)
            names._by_code_key.setdefault(_code_key(code), []).append(code)
        for alias, code in aliases:
            if (code in names._names or code == WHOLE) and not names.is_named(alias):
                names._by_alias[key(alias)] = code
        return names

    @property
    def areas(self) -> Sequence[tuple[str, str]]:
        """Return the areas' (code, name) pairs."""
        return [*self._names.items()]

    def is_named(self, text: str) -> bool:
        """Tell whether a text is the name or code of an area itself, or of several."""
        plain = without_footnote(text)
        return bool(self._as_written(text.strip()) or self._spelled(plain))

    def match(self, text: str) -> NameMatch:
        """Find the one area that a text means; ``*`` is the whole city.

        A name as it is written goes before a code as it is written, and both before their known
        spellings. What fits several areas equally well is none of them.
        """
        plain = without_footnote(text)
        if plain == WHOLE:
            return NameMatch(WHOLE)
        codes = self._as_written(text.strip()) or self._as_written(plain) or self._spelled(plain)
        if len(codes) > 1:
            return NameMatch(None, self._ambiguous(codes))
        if codes:
            return NameMatch(codes[0])
        if (alias := key(plain)) in self._by_alias:
            return NameMatch(self._by_alias[alias])
        return NameMatch(WHOLE) if key(plain) in _WHOLE else NameMatch(None, self._unknown(plain))

    def match_place(self, text: str) -> NameMatch:
        """Find the area that a text means, ``outside`` for what lies in none, ``-`` for no place.

        The whole city is no place: it says in none of its areas where.
        """
        match, plain = self.match(text), key(without_footnote(text))
        if match.code == WHOLE or (match.code is None and plain in _NO_PLACE):
            return NameMatch(UNPLACED)
        if match.code is None and plain in _OUTSIDE:
            return NameMatch(OUTSIDE)
        if match.code is None and plain in _EITHER:
            return NameMatch(
                None,
                message(
                    "can mean another municipality or a place that is not known: write Uden for "
                    "kommunen, or Uoplyst"
                ),
            )
        return match

    def _as_written(self, text: str) -> Sequence[str]:
        return self._by_name.get(text) or [text][: text in self._names]

    def _spelled(self, text: str) -> Sequence[str]:
        """Return the areas that a text spells, by name or by code; marks alone spell nothing."""
        if not key(text):
            return ()
        by_code = self._by_code_key.get(_code_key(text), [])
        spelled = list(dict.fromkeys([*self._by_key.get(key(text), []), *by_code]))
        return (
            spelled
            or self._by_key.get(_KIND_OF_AREA.sub("", key(text)), [])
            or (self._numbered(text))
        )

    def _numbered(self, text: str) -> Sequence[str]:
        """Return the area whose name stands behind a number, and one whose code the number is."""
        match = _NUMBERED.fullmatch(text)
        if match is None:
            return ()
        by_name = self._by_key.get(key(match["name"]), [])
        by_code = self._by_code_key.get(_code_key(match["number"]), []) if by_name else []
        return list(dict.fromkeys([*by_name, *by_code]))

    def _ambiguous(self, codes: Sequence[str]) -> str:
        listed = ", ".join(f"{code} {self._names[code]}" for code in codes)
        return message(
            "the name fits several areas of {set_name} ({listed}): give the code as it is written",
            set_name=self.set_name,
            listed=listed,
        )

    def _unknown(self, text: str) -> str:
        near = difflib.get_close_matches(key(text), self._by_key, n=3, cutoff=0.2)
        names = ", ".join(self._names[self._by_key[one][-1]] for one in near)
        if not names:
            return message("no area of this name in {set_name}", set_name=self.set_name)
        return message(
            "no area of this name in {set_name}; nearest: {names}",
            set_name=self.set_name,
            names=names,
        )


def unknown(sentence: str, named: str, names: Iterable[str]) -> HotspotsError:
    """Return the error that a sentence tells, with the known name that comes nearest, if any.

    The sentence says what is not there and what is.
    """
    spelled = {key(name): name for name in names}
    near = difflib.get_close_matches(key(named), spelled, n=1)
    if not near:
        return HotspotsError(sentence)
    return HotspotsError(
        sentence + " " + message("Did you mean {nearest!r}?", nearest=spelled[near[0]])
    )
