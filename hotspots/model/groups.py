"""Groups of people that a figure is about: one or more dimensions, each with a value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

WHOLE_GROUP = ""

# Each dimension with the headings that mean it, in the order in which groups are written.
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "køn": ("køn", "sex", "gender"),
    "alder": ("alder", "aldersgruppe", "alderstrin", "aldersinterval", "age", "age group"),
    "oprindelse": (
        "oprindelse", "herkomst", "etnisk oprindelse", "etnicitet", "oprindelsesgruppe",
        "minoritet/majoritet", "origin", "ancestry", "ethnicity",
    ),
    "statsborgerskab": ("statsborgerskab", "citizenship"),
    "gruppe": ("gruppe", "befolkningsgruppe", "borgergruppe", "group", "population group"),
    "målgruppe": ("målgruppe", "target group"),
    "boligform": (
        "boligform", "boligtype", "ejerform", "ejerforhold", "boligforhold", "tenure", "housing",
        "housing type",
    ),
    "uddannelse": ("uddannelse", "uddannelsesniveau", "skolegang", "education"),
    "beskæftigelse": ("beskæftigelse", "erhverv", "tilknytning til arbejdsmarkedet", "employment"),
    "indkomst": ("indkomst", "indkomstgruppe", "income", "income group"),
    "civilstand": ("civilstand", "marital status", "civil status"),
    "familietype": ("familietype", "husstandstype", "family type", "household type"),
    "gerningstype": (
        "gerningstype", "lovovertrædelse", "overtrædelsens art", "overtræd", "kriminalitetstype",
        "kriminalitetsart", "offence", "offense", "offence type", "offense type", "crime type",
    ),
}  # fmt: skip
_WRITTEN_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_DIMENSION_OF = {word.translate(_WRITTEN_OUT): name
                 for name, words in DIMENSIONS.items() for word in words}  # fmt: skip
_ALL_OF = frozenset({
    "aldre", "alder", "aldersgrupper", "alderstrin", "køn", "grupper", "oprindelser",
    "boligformer", "boligtyper", "uddannelser", "borgere", "personer", "beboere",
    "københavnere", "typer", "gerningstyper", "adspurgte", "svarpersoner", "ages", "age",
    "genders", "sexes", "groups", "origins", "people", "persons", "residents", "respondents",
    "tenures", "types", "offences", "educations",
})  # fmt: skip
_TOTALS = frozenset({
    "i alt", "ialt", "alle", "total", "totalt", "samlet", "hele", "hele befolkningen", "begge",
    "begge køn", "mænd og kvinder", "kvinder og mænd", "uanset", "all", "both", "both sexes",
    "men and women", "women and men", "total population", "everybody", "everyone", "hele gruppen",
    "overall", "tot", "sum", "tilsammen", "samtlige", "mænd/kvinder", "kvinder/mænd", "m+k",
    "hovedtotal", "total i alt", "befolkningen", "kvinder og mænd i alt", "mænd og kvinder i alt",
})  # fmt: skip
_YEARS_OLD = re.compile(r"(?<=\d|\+) *(år|years?|yrs?)( old)?$")
_COUNTED = frozenset({"personer", "befolkning", "befolkningen", "borgere", "persons", "people"})


@dataclass(frozen=True)
class GroupName:
    """A group as it is asked for or stored: (dimension, value) pairs in the known order."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return it as it is stored and written, such as ``køn=kvinder; alder=15-24``."""
        return "; ".join(f"{dimension}={value}" for dimension, value in self.parts)


def group_name(values: Mapping[str, str]) -> str:
    """Return the name of a group from its values by dimension; totals are left out.

    The whole, where every dimension is a total, is ``WHOLE_GROUP``.
    """
    parts = [(dimension, value_key(value)) for dimension, value in values.items()
             if not is_total(value, dimension)]  # fmt: skip
    return str(GroupName(tuple(sorted(parts, key=_rank))))


def parts_of(group: str) -> dict[str, str]:
    """Return the value of each dimension of a group by its name."""
    pairs = (part.partition("=") for part in group.split(";") if part.strip())
    return {dimension.strip(): value.strip() for dimension, _, value in pairs}


def dimension_key(heading: str) -> str:
    """Return the dimension that a heading or an option names; an unknown one is itself."""
    plain = _plain(heading)
    return _DIMENSION_OF.get(plain.translate(_WRITTEN_OUT), plain)


def is_dimension(heading: str) -> bool:
    """Tell whether a heading is that of a known dimension."""
    return dimension_key(heading) in DIMENSIONS


def value_key(value: str) -> str:
    """Return how a value is stored: in small letters, with plain hyphens, without "år"."""
    plain = _plain(value).replace("–", "-").replace("—", "-")
    plain = re.sub(r"(?<=\d) *- *(?=\d)", "-", plain)
    return _YEARS_OLD.sub("", plain).replace(";", ",").replace("=", ":")


def is_total(value: str, dimension: str = "") -> bool:
    """Tell whether a value means everybody, such as ``I alt``, ``Alle aldre``, ``Begge køn``."""
    plain = _plain(value)
    if plain in _TOTALS:
        return True
    first, _, rest = plain.partition(" ")
    if first in {"alle", "all", "uanset"} and rest in _ALL_OF | {dimension}:
        return True
    named = {dimension, *_COUNTED, *DIMENSIONS.get(dimension, ())} - {""}
    return plain in {text for name in named for text in (f"{name} i alt", f"i alt {name}")}


def _rank(part: tuple[str, str]) -> tuple[int, str]:
    order = list(DIMENSIONS)
    return (order.index(part[0]) if part[0] in order else len(order), part[0])


def _plain(text: str) -> str:
    spelled = unicodedata.normalize("NFC", text).casefold().replace("_", " ")
    return " ".join(spelled.split()).strip(" .:*")
