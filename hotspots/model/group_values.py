"""Values that name a group of people by themselves, without the heading of their dimension."""

import re
from collections.abc import Mapping

from hotspots.model.groups import value_key

# Each dimension with the values that only it can mean.
_VALUES: dict[str, tuple[str, ...]] = {
    "køn": (
        "mænd", "kvinder", "mand", "kvinde", "drenge", "piger", "dreng", "pige", "mandlige",
        "kvindelige", "men", "women", "man", "woman", "boys", "girls", "boy", "girl", "male",
        "female", "males", "females",
    ),
    "oprindelse": (
        "dansk oprindelse", "personer med dansk oprindelse", "etnisk danske", "etniske danskere",
        "danskere", "indvandrere", "efterkommere", "indvandrere og efterkommere",
        "vestlig oprindelse", "ikke-vestlig oprindelse", "vestlige", "ikke-vestlige", "vestlig",
        "ikke-vestlig", "vestlige indvandrere", "ikke-vestlige indvandrere",
        "vestlige efterkommere", "ikke-vestlige efterkommere", "minoritet", "minoriteter",
        "majoritet", "majoriteten", "etniske minoriteter", "danish origin", "immigrants",
        "descendants", "western", "non-western", "western immigrants", "non-western immigrants",
        "minority", "minorities", "majority",
    ),
    "boligform": (
        "ejere", "lejere", "ejer", "lejer", "ejerbolig", "ejerboliger", "lejebolig",
        "lejeboliger", "andelsbolig", "andelsboliger", "almen bolig", "almene boliger",
        "almene lejere", "private lejere", "owners", "tenants", "owner-occupied",
        "social housing", "public housing",
    ),
}  # fmt: skip
_DIMENSION_OF = {value: name for name, values in _VALUES.items() for value in values}
_AGE = re.compile(
    r"\d{1,2}-\d{1,3}( ?-?årige)?|\d{1,3}\+|(under|over) \d{1,2}( ?-?årige)?"
    r"|\d{1,2} (år )?(og derover|eller derover|og ældre|and over|and older|or older)"
)


def dimension_of(value: str, stated: Mapping[str, str]) -> str:
    """Return the dimension that a value is of by itself; empty where it may mean anything.

    ``stated`` gives the dimension of values that are said to be groups, by their key.
    """
    plain = value_key(value)
    known = stated.get(plain) or _DIMENSION_OF.get(plain)
    return known or ("alder" if _AGE.fullmatch(plain) else "")
