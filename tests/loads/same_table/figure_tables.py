"""The figures as rows of cells: long, wide, turned, and in sections."""

from tests.loads.same_table.truth import AREAS, FIGURES, INDICATOR_NAME, YEARS
from tests.loads.same_table.writing import decimal

LONG = ("Område", "År", "Indikator", "Procent", "Antal svar")


def share(one):
    return decimal(one.percent, decimals=1)


def percent_of(area, year):
    """Return the figure of an area and a year."""
    return next(one for one in FIGURES if (one.area, one.year) == (area, year))


def long(
    *,
    heads=LONG,
    name=INDICATOR_NAME,
    area=lambda one: one.area,
    year=lambda one: str(one.year),
    percent=share,
    n=lambda one: str(one.n),
):
    """Return a row for each figure."""
    return [heads, *((area(one), year(one), name, percent(one), n(one)) for one in FIGURES)]


def without_indicator(*, heads, **cells):
    """Return a row for each figure, with the indicator in a heading or nowhere."""
    return [heads, *((row[0], row[1], *row[3:]) for row in long(**cells)[1:])]


def years(cell=share, *, first="Område", heads=str, area=lambda name: name):
    """Return a row for each area and a column for each year."""
    rows = ((area(name), *(cell(percent_of(name, year)) for year in YEARS)) for name in AREAS)
    return [(first, *map(heads, YEARS)), *rows]


def pairs(cells=(share, lambda one: str(one.n)), *, heads=("Procent", "Antal svar"),
          year_first=False):  # fmt: skip
    """Return a row for each area with two columns for each year, the year in their headings."""
    names = [
        f"{year} {head}" if year_first else f"{head} {year}" for year in YEARS for head in heads
    ]
    rows = ((name, *(cell(percent_of(name, year)) for year in YEARS for cell in cells))
            for name in AREAS)  # fmt: skip
    return [("Område", *names), *rows]


def two_heads(cells=(share, lambda one: str(one.n)), *, years_above=True):
    """Return two rows of headings, the upper one with empty cells where it is merged."""
    kinds = ("Procent", "Antal svar")
    if years_above:
        upper = [text for year in YEARS for text in (str(year), "")]
        lower = list(kinds) * len(YEARS)
        body = [
            [cell(percent_of(name, year)) for year in YEARS for cell in cells] for name in AREAS
        ]
    else:
        upper = [text for kind in kinds for text in (kind, *[""] * (len(YEARS) - 1))]
        lower = [str(year) for _ in kinds for year in YEARS]
        body = [
            [cell(percent_of(name, year)) for cell in cells for year in YEARS] for name in AREAS
        ]
    return [("", *upper), ("Område", *lower),
            *((name, *row) for name, row in zip(AREAS, body, strict=True))]  # fmt: skip


def turned(cell=share):
    """Return a row for each year and a column for each area."""
    rows = ((str(year), *(cell(percent_of(name, year)) for name in AREAS)) for year in YEARS)
    return [("År", *AREAS), *rows]


def kinds_below():
    """Return a row for each value, whose kind stands in a column."""
    rows = [(one.area, str(one.year), kind, value) for one in FIGURES
            for kind, value in (("Procent", share(one)), ("Antal svar", str(one.n)))]  # fmt: skip
    return [("Område", "År", "Type", "Værdi"), *rows]


def named_once(rows):
    """Return rows whose area is left empty where it is that of the row above."""
    above = None
    for row in rows:
        yield row if row[0] != above else (None if isinstance(row[1], int) else "", *row[1:])
        above = row[0]
