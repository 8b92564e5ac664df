"""Ends of hidden cells that others have published."""

import pytest

from hotspots.analysis.disclosure.search import range_of
from hotspots.analysis.disclosure.system import system_of
from hotspots.model.disclosure import (
    NO_LIMIT,
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
)


def hidden_ends(counts, hidden, totals, least=0):
    """Return the ends of hidden cells beside exact ones: {code: (low, high)}.

    ``totals`` are further published cells: code to the codes that they are made of.
    """
    codes = tuple(counts)
    single = {Member("code", code): frozenset({codes.index(code)}) for code in codes}
    joined = {
        Member("total", name): frozenset(codes.index(code) for code in parts)
        for name, parts in totals.items()
    }
    tables = LinkedTables((Dimension("code", codes, single | joined),), ())
    sums = {member: sum(counts[codes[number]] for number in numbers)
            for member, numbers in (single | joined).items()}  # fmt: skip
    classes = {
        (member,): CountClass(least, NO_LIMIT) if member.code in hidden else CountClass(n, n, n)
        for member, n in sums.items()
    }
    system = system_of(tables, [PublishedClasses(classes)])
    return {code: range_of(system, system.rows[(Member("code", code),)]) for code in hidden}


@pytest.mark.parametrize(
    ("parts", "least", "ends"),
    [((10, 3, 1, 1), 0, (0, 2)), ((10, 3, 1, 1), 1, (1, 1)), ((10, 5, 0, 0), 0, (0, 0))],
    ids=["two hidden", "zeros published", "nothing left"],
)
def test_oracle_published_case_of_two_hidden_in_a_total(parts, least, ends):
    """The sdcTools/UserSupport thread #194: 15 = 10 + 3 + x + x, and 15 = 10 + 5 + x + x."""
    counts = dict(zip("abcd", parts, strict=True))
    assert hidden_ends(counts, "cd", {"all": "abcd"}, least) == {"c": ends, "d": ends}


def test_oracle_published_case_of_linked_tables():
    """The sdcTools/UserSupport thread #136: safe by county, safe by group, exact by both."""
    counts = dict(zip("ABIJKLMN", (2, 2, 8, 8, 3, 3, 3, 7), strict=True))
    county = {"county 1": "ABIJ", "county 2": "KLMN", "all": "ABIJKLMN"}
    group = {"BIG": "LM", "other": "ABIJKN", "all": "ABIJKLMN"}
    assert hidden_ends(counts, "ABKLM", county)["K"] == (0, 9)
    assert hidden_ends(counts, "ABKLM", group)["K"] == (0, 7)
    assert hidden_ends(counts, "ABKLM", county | group)["K"] == (3, 3)


def test_oracle_published_case_of_two_by_two_hidden():
    """The first example of the vignette of R's GaussSuppression, small counts up to 1."""
    counts = {"yS": 5, "yI": 2, "yP": 0, "oS": 6, "oI": 3, "oP": 4}
    totals = {
        key: [code for code in counts if key in code] for key in ("y", "o", "S", "I", "P")
    } | {"all": [*counts]}
    ends = hidden_ends(counts, ["yI", "yP", "oI", "oP"], totals)
    assert ends == {"yI": (0, 2), "yP": (0, 2), "oI": (3, 5), "oP": (2, 4)}
