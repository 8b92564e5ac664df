"""The figures in every way in which surveys are handed over."""

import csv

from tests.loads import written_spreadsheets
from tests.loads.same_table import writing
from tests.loads.same_table.figure_tables import (
    LONG,
    kinds_below,
    long,
    named_once,
    pairs,
    share,
    turned,
    two_heads,
    without_indicator,
    years,
)
from tests.loads.same_table.truth import FIGURES, INDICATOR, INDICATOR_NAME, YEARS
from tests.loads.same_table.way import Way
from tests.loads.same_table.writing import NBSP, Cell, decimal

FIXED = ("--fixed", f"indicator={INDICATOR}")


def text_way(name, rows, *, answer=(), ending="csv", has_n=True, **style):
    return Way(name, lambda folder: writing.text(folder / f"a.{ending}", rows, **style), answer,
               has_n)  # fmt: skip


def point(one):
    return decimal(one.percent, ".", decimals=1)


def encodings():
    """Return the usual table in every encoding, with whatever stands between its columns."""
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "latin-1", "cp850", "cp865", "mac-roman"):
        yield text_way(f"{encoding}, semicolon", long(), encoding=encoding)
    yield text_way("Unicode text of Excel: UTF-16, tab", long(), encoding="utf-16",
                   delimiter="\t", ending="txt")  # fmt: skip
    yield text_way("UTF-16 without a mark", long(), encoding="utf-16-le")
    yield text_way("comma, point", long(percent=point), delimiter=",")
    yield text_way("comma between columns and in numbers, quoted", long(), delimiter=",")
    yield text_way("Windows-1252, tab", long(), encoding="cp1252", delimiter="\t", ending="tsv")
    yield text_way("Latin-1, pipe", long(), encoding="latin-1", delimiter="|")
    yield text_way("all quoted, lines of Unix", long(), quoting=csv.QUOTE_ALL, end="\n")
    yield text_way("sep= above", long(), encoding="cp1252", above="sep=;\r\n")


def numbers():
    """Return the table with its figures in every way."""
    yield text_way("percent signs", long(percent=lambda one: f"{share(one)}%"))
    yield text_way("percent signs behind a blank that does not break",
                   long(percent=lambda one: f"{share(one)}{NBSP}%"))  # fmt: skip
    yield text_way("pct.", long(percent=lambda one: f"{share(one)} pct."))
    yield text_way(
        "shares of one",
        long(percent=lambda one: decimal(one.percent / 100, decimals=3)),
        answer=("--shown-as", "percent"),
    )
    yield text_way(
        "thousands with points", long(n=lambda one: decimal(one.n, between=".", decimals=0))
    )
    yield text_way(
        "thousands with blanks", long(n=lambda one: decimal(one.n, between=" ", decimals=0))
    )
    yield text_way("thousands with blanks that do not break", long(
        n=lambda one: decimal(one.n, between=NBSP, decimals=0)), encoding="cp1252")  # fmt: skip
    yield text_way(
        "English thousands, quoted",
        long(percent=point, n=lambda one: decimal(one.n, between=",", decimals=0)),
        delimiter=",",
    )
    yield text_way("counts with decimals", long(n=lambda one: f"{one.n},0"))
    yield text_way("equals signs before figures", [LONG, *(
        tuple(f'="{cell}"' for cell in row) for row in long()[1:])])  # fmt: skip
    yield text_way(
        "years with a point behind",
        long(year=lambda one: f"{one.year}.0", percent=point, n=lambda one: f"{one.n}.0"),
        delimiter=",",
    )


def headings():
    """Return the table under other headings, and with other names of areas."""
    yield text_way("English in capitals", long(
        heads=("AREA", "YEAR", "INDICATOR", "PERCENT", "RESPONDENTS"), percent=point),
        delimiter=",")  # fmt: skip
    yield text_way(
        "headings of StatBank",
        long(heads=("OMRÅDE", "TID", "INDIKATOR", "INDHOLD", "ANTAL SVAR")),
        encoding="cp1252",
    )
    yield text_way("indicator as a heading", without_indicator(
        heads=("Bydel", "År", f"{INDICATOR_NAME} (%)", "Antal svar")))  # fmt: skip
    yield text_way("indicator by its key", long(name=INDICATOR))
    yield text_way("indicator nowhere", without_indicator(
        heads=("Område", "År", "Andel i procent", "Antal besvarelser")), answer=FIXED)  # fmt: skip
    yield text_way("units behind headings", long(
        heads=("Bydel", "Årstal", "Spørgsmål", "Andel (pct.)", "Svar (antal)")))  # fmt: skip
    yield text_way(
        "soft hyphens and blanks in headings",
        long(heads=(f"Om\u00adråde{NBSP}", " År", "Indi\u00adkator", "Procent ", "Antal  svar")),
    )
    yield text_way("a break of line in a heading", long(
        heads=("Område", "År", "Indikator", "Andel\ni procent", "Antal\nsvar")))  # fmt: skip
    yield text_way("N in brackets", long(heads=("Område", "År", "Indikator", "%", "(N)")))
    yield text_way("numbers before names", long(area=lambda one: f"{one.code}. {one.area}"))
    yield text_way("codes with noughts before names", long(
        area=lambda one: f"{int(one.code):02} {one.area}"))  # fmt: skip
    yield text_way("codes", long(area=lambda one: one.code))
    yield text_way("code and name in two columns", [("Kode", *LONG), *(
        (one.code, *row) for one, row in zip(FIGURES, long()[1:], strict=True))])  # fmt: skip
    yield text_way("names in capitals", long(area=lambda one: one.area.upper()))
    yield text_way("names without æ, ø and å", long(area=lambda one: one.area.translate(
        str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Ø": "Oe", "Å": "Aa"}))))  # fmt: skip
    yield text_way("the word bydel before names", long(area=lambda one: f"Bydel {one.area}"))


def shapes():
    """Return the table in other shapes."""
    yield text_way("years as columns", years(), has_n=False, answer=FIXED)
    yield text_way("years as columns, percent signs", years(lambda one: f"{share(one)} %"),
                   has_n=False, answer=FIXED, encoding="cp1252")  # fmt: skip
    yield text_way("years as columns, indicator in the title", years(), has_n=False, answer=FIXED,
                   above=f"{INDICATOR_NAME} 2021-2024, procent;;;;\r\n\r\n",
                   below=";;;;\r\nKilde: Københavns Kommune;;;;\r\n")  # fmt: skip
    yield text_way("years as columns, indicator beside", [
        ("Område", "Indikator", *map(str, YEARS)),
        *((row[0], INDICATOR_NAME, *row[1:]) for row in years()[1:])], has_n=False)  # fmt: skip
    yield text_way("kind and year in headings", pairs(), answer=FIXED)
    yield text_way("year and kind in headings", pairs(year_first=True), answer=FIXED)
    yield text_way("indicator and year in headings", years(
        heads=lambda year: f"{INDICATOR_NAME} {year}"), has_n=False)  # fmt: skip
    yield text_way("years above kinds", two_heads(), answer=FIXED)
    yield text_way("kinds above years", two_heads(years_above=False), answer=FIXED)
    yield text_way("areas as columns", turned(), has_n=False, answer=FIXED)
    yield text_way("kind of value in a column", kinds_below(), answer=FIXED)
    yield text_way("areas named once", [LONG, *named_once(long()[1:])])
    yield text_way(
        "in another order", [LONG, *sorted(long()[1:], key=lambda row: (row[1], row[3]))]
    )


def surroundings():
    """Return the table with what stands around it."""
    source = ";;;;\r\nKilde: Tryghedsundersøgelsen;;;;\r\nAnm.: .. er diskretioneret;;;;\r\n"
    yield text_way(
        "cover lines above, source below",
        long(),
        encoding="cp1252",
        above="Tryghed i København;;;;\r\nTabel 1;;;;\r\n\r\n",
        below=source,
    )
    city = [("Hele kommunen", str(year), INDICATOR_NAME, "10,0", "9000") for year in YEARS]
    yield text_way("the whole city below", [*long(), *city])
    yield text_way("columns of notes and of intervals", [
        (*LONG, "Nedre grænse", "Øvre grænse", "Bemærkning"),
        *((*row, "1,0", "40,0", "") for row in long()[1:])])  # fmt: skip
    yield text_way(
        "empty lines between areas",
        [
            row
            for at, row in enumerate(long())
            for row in ([("",) * 5, row] if at % 4 == 1 else [row])
        ],
    )
    yield Way("gz", lambda folder: writing.gzipped(writing.text(folder / "a.csv", long())))
    yield Way(
        "zip beside a letter",
        lambda folder: writing.zipped(
            writing.text(folder / "a.csv", long(), encoding="cp1252"), ("Læs mig.html", "<p>Hej")
        ),
    )


def cells(**other):
    """Return rows with cells of numbers."""
    typed = {"year": lambda one: one.year, "percent": lambda one: Cell(one.percent, "0.0"),
             "n": lambda one: one.n}  # fmt: skip
    return long(**(typed | other))


def inside(one):
    return Cell(one.percent / 100, "0.0%")


def book_way(name, sheets, *, answer=(), has_n=True, **style):
    return Way(name, lambda folder: writing.workbook(folder / "a.xlsx", sheets, **style), answer,
               has_n)  # fmt: skip


def workbooks():
    """Return the table in .xlsx, with the habits of offices."""
    yield book_way("xlsx, numbers", {"Ark1": cells()})
    yield book_way(
        "xlsx, numbers without a format", {"Ark1": cells(percent=lambda one: one.percent)}
    )
    yield book_way("xlsx, cells of per cent", {"Ark1": cells(percent=inside)})
    yield book_way("xlsx, the sign is a word", {"Ark1": cells(
        percent=lambda one: Cell(one.percent, '0.0" %"'))})  # fmt: skip
    yield book_way("xlsx, all of it text", {"Ark1": long()})
    yield book_way(
        "xlsx, text with percent signs", {"Ark1": long(percent=lambda one: f"{share(one)} %")}
    )
    yield book_way(
        "xlsx, cover sheet first", {"Forside": [["Tryghed"], ["2021-2024"]], "Tal": cells()}
    )
    yield book_way(
        "xlsx, a sheet a year",
        {str(year): [LONG, *(row for row in cells()[1:] if row[1] == year)] for year in YEARS},
        answer=("--sheet", "*"),
    )
    yield book_way("xlsx, years merged above kinds", {"Ark1": two_heads(
        (lambda one: Cell(one.percent, "0.0"), lambda one: one.n))}, answer=FIXED,
        merged=[(0, 0, at, at + 1) for at in (1, 3, 5, 7)])  # fmt: skip
    yield book_way("xlsx, years of numbers as columns", {"Ark1": years(
        inside, heads=lambda year: year)}, has_n=False, answer=FIXED)  # fmt: skip
    yield book_way("xlsx, areas merged", {"Ark1": [LONG, *named_once(cells()[1:])]},
                   merged=[(at, at + 3, 0, 0) for at in range(1, 53, 4)])  # fmt: skip
    yield book_way(
        "xlsx, a title merged above",
        {"Ark1": [["Tryghed i København, 2021-2024", *[None] * 4], [], *cells()]},
        merged=[(0, 0, 0, 4)],
    )
    yield book_way(
        "xlsx, a hidden column", {"Ark1": [(*row, "x") for row in cells()]}, hidden=(5,)
    )
    yield book_way("xlsx, coloured rows below", {"Ark1": cells()}, tail=300)
    yield book_way("xlsx, not in the corner", {"Ark1": cells()}, left=2, top=3)
    yield book_way("xlsx, the city and a source below", {"Ark1": [
        *cells(), ["Hele kommunen", 2024, INDICATOR_NAME, 10.0, 9000], [],
        ["Kilde: Københavns Kommune"]]})  # fmt: skip


def old_workbooks():
    """Return the table in the kinds that say less of how a cell is shown."""
    plain = cells(percent=lambda one: one.percent)
    shares = cells(percent=lambda one: one.percent / 100)
    for ending in ("xls", "xlsb", "ods"):
        for what, rows, answer in (("numbers", plain, ()),
                                   ("shares", shares, ("--shown-as", "percent"))):  # fmt: skip
            yield Way(f"{ending}, {what}", lambda folder, ending=ending, rows=rows:
                      written_spreadsheets.write(folder / f"a.{ending}", {"Ark1": rows}),
                      answer)  # fmt: skip


def ways():
    """Return all of them."""
    return (*encodings(), *numbers(), *headings(), *shapes(), *surroundings(), *workbooks(),
            *old_workbooks())  # fmt: skip
