"""The incidents as text tables: encodings, marks, dates, clocks, headings, surroundings."""

import csv
import datetime as dt
from zoneinfo import ZoneInfo

from tests.loads.same_table import writing
from tests.loads.same_table.truth import INCIDENTS
from tests.loads.same_table.way import Way
from tests.loads.same_table.writing import DAYS, NBSP, decimal, long_day, serial, short_day

DANISH = ("Sagsnr", "Dato", "Klokkeslæt", "Kategori", "Adresse", "X", "Y")
JOINED = ("Sagsnr", "Gerningstidspunkt", "Kategori", "Adresse", "X", "Y")
LOCAL = ZoneInfo("Europe/Copenhagen")


def dashed(one):
    return f"{one.day:%d-%m-%Y}"


def clock(shape="%H:%M"):
    """Return a writer of clocks; where none is known the cell is empty."""
    return lambda one: one.clock.strftime(shape) if one.clock else ""


_CLOCK = clock()


def apart(*, day=dashed, at=_CLOCK, place=decimal, heads=DANISH):
    """Return the table with day and clock in two columns."""
    rows = ((one.number, day(one), at(one), one.category, one.street, place(one.x), place(one.y))
            for one in INCIDENTS)  # fmt: skip
    return [heads, *rows]


def joined(moment, day, *, place=decimal, heads=JOINED):
    """Return the table with one column of moments, in which some are only days."""
    rows = (
        (one.number, one.moment.strftime(moment) if one.clock else day(one), one.category,
         one.street, place(one.x), place(one.y))
        for one in INCIDENTS
    )  # fmt: skip
    return [heads, *rows]


def iso(one):
    return one.day.isoformat()


def point(value):
    return decimal(value, ".")


def thousands(between, mark=","):
    return lambda value: decimal(value, mark, between)


def text_way(name, rows, *, answer=(), ending="csv", **style):
    return Way(name, lambda folder: writing.text(folder / f"a.{ending}", rows, **style), answer)


DOTTED = joined("%d.%m.%Y kl. %H.%M", lambda one: f"{one.day:%d.%m.%Y}")
USUAL = joined("%d-%m-%Y %H:%M", dashed)


def encodings():
    """Return the usual table in every encoding, with whatever stands between its columns."""
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "latin-1", "cp850", "cp865", "mac-roman"):
        yield text_way(f"{encoding}, semicolon", USUAL, encoding=encoding)
    yield text_way("Unicode text of Excel: UTF-16, tab", apart(), encoding="utf-16",
                   delimiter="\t", ending="txt")  # fmt: skip
    yield text_way("UTF-16 without a mark", USUAL, encoding="utf-16-le")
    yield text_way("Windows-1252, tab", USUAL, encoding="cp1252", delimiter="\t", ending="tsv")
    yield text_way("Latin-1, pipe", apart(), encoding="latin-1", delimiter="|")
    yield text_way("comma between columns and in numbers, quoted", USUAL, delimiter=",")
    yield text_way("Mac Roman, ends of lines of an old Mac", USUAL, encoding="mac-roman", end="\r")
    yield text_way("all quoted", USUAL, quoting=csv.QUOTE_ALL)
    yield text_way("sep= above", USUAL, encoding="cp1252", above="sep=;\r\n")


def dates():
    """Return the table with its days and clocks in every way."""
    yield text_way("ISO, point", joined("%Y-%m-%d %H:%M", iso, place=point), delimiter=",")
    yield text_way("ISO with T and seconds", joined("%Y-%m-%dT%H:%M:%S", iso))
    yield text_way(
        "of a database, with seven decimals",
        joined("%Y-%m-%d %H:%M:%S.0000000", iso, place=point),
        delimiter=",",
    )
    yield text_way("dots and kl.", DOTTED)
    yield text_way("slashes, clock apart", apart(day=lambda one: f"{one.day:%d/%m/%Y}"))
    yield text_way("days in words, kl. apart",
                   apart(day=lambda one: long_day(one.day), at=clock("kl. %H.%M")))  # fmt: skip
    yield text_way("weekday and words", [JOINED, *(
        (one.number, f"{DAYS[one.day.weekday()]} d. {long_day(one.day)}"
         + (f" kl. {one.clock:%H.%M}" if one.clock else ""), one.category, one.street,
         decimal(one.x), decimal(one.y)) for one in INCIDENTS)])  # fmt: skip
    yield text_way("short months", apart(day=lambda one: short_day(one.day)))
    yield text_way("digits alone", apart(day=lambda one: f"{one.day:%Y%m%d}", at=clock("%H%M")))
    yield text_way(
        "digits alone, clock without its first nought",
        apart(
            day=lambda one: f"{one.day:%Y%m%d}",
            at=lambda one: f"{one.clock:%H%M}".lstrip("0") if one.clock else "",
        ),
    )
    yield text_way("twelve digits", joined("%Y%m%d%H%M", lambda one: f"{one.day:%Y%m%d}"))
    yield text_way(
        "years of two digits", joined("%d-%m-%y %H:%M", lambda one: f"{one.day:%d-%m-%y}")
    )
    yield text_way(
        "days and months without noughts",
        apart(day=lambda one: f"{one.day.day}-{one.day.month}-{one.day.year}", at=clock("%H.%M")),
    )
    yield text_way("numbers of a spreadsheet, day and clock together", [JOINED, *(
        (one.number, decimal(serial(one.moment), decimals=10) if one.clock
         else f"{serial(one.moment):.0f}", one.category, one.street, decimal(one.x),
         decimal(one.y)) for one in INCIDENTS)])  # fmt: skip
    yield text_way("American", joined("%m/%d/%Y %I:%M %p", lambda one: f"{one.day:%m/%d/%Y}",
                                      place=point), delimiter=",")  # fmt: skip
    yield text_way("clock of twelve hours apart", apart(at=clock("%I:%M:%S %p"), place=point))
    yield text_way("hours from Greenwich", [JOINED, *_zoned(lambda moment: moment.isoformat())])
    yield text_way("Z", [JOINED, *_zoned(
        lambda moment: f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}")])  # fmt: skip
    yield text_way("from and to, alike", from_to())


def _zoned(write):
    """Return rows whose moments say how far they are from Greenwich."""
    return [
        (one.number, write(one.moment.replace(tzinfo=LOCAL)) if one.clock else iso(one),
         one.category, one.street, point(one.x), point(one.y))
        for one in INCIDENTS
    ]  # fmt: skip


def from_to():
    """Return the table of journals with a beginning and an end, which are the same."""
    heads = ("Journalnr", "Gerningstid fra", "Gerningstid til", "Gerningstype", "X", "Y")
    written = [f"{one.moment:%d-%m-%Y %H:%M}" if one.clock else dashed(one) for one in INCIDENTS]
    return [heads, *((one.number, moment, moment, one.category, decimal(one.x), decimal(one.y))
                     for one, moment in zip(INCIDENTS, written, strict=True))]  # fmt: skip


def numbers():
    """Return the table with its places in every way."""
    yield text_way("thousands with points", apart(place=thousands(".")))
    yield text_way("thousands with blanks", apart(place=thousands(" ")))
    yield text_way("thousands with blanks that do not break", apart(place=thousands(NBSP)),
                   encoding="cp1252")  # fmt: skip
    yield text_way("English thousands, quoted", apart(place=thousands(",", ".")), delimiter=",")
    yield text_way("point as decimal mark, Danish dates", apart(place=point))
    yield text_way("degrees, point", degrees(".", ("lon", "lat")), delimiter=",")
    yield text_way("degrees, comma", degrees(",", ("Længdegrad", "Breddegrad")), encoding="cp1252")
    yield text_way("both, degrees first", both())
    yield text_way("degrees under x and y", degrees(".", ("X", "Y")), delimiter=",",
                   answer=("--crs", "EPSG:4326"))  # fmt: skip
    yield text_way("north under x, east under y", apart(
        heads=(*DANISH[:-2], "Y", "X")), answer=("--map", "x=Y", "--map", "y=X"))  # fmt: skip
    yield text_way("metres of web maps", web_mercator(), delimiter=",",
                   answer=("--crs", "EPSG:3857"))  # fmt: skip
    yield text_way("places in one column", well_known(lambda x, y: f"POINT ({x:.2f} {y:.2f})"))
    yield text_way("places in one column, SRID", well_known(
        lambda x, y: f"SRID=25832;POINT({x:.2f} {y:.2f})"), delimiter="\t")  # fmt: skip


def lonlat():
    """Return longitude and latitude of each incident."""
    import geopandas

    places = geopandas.GeoSeries.from_xy(
        [one.x for one in INCIDENTS], [one.y for one in INCIDENTS], crs="EPSG:25832"
    ).to_crs("EPSG:4326")
    return list(zip(places.x, places.y, strict=True))


def degrees(mark, heads):
    """Return the table with degrees of nine decimals."""
    rows = ((one.number, one.moment.isoformat(" ") if one.clock else iso(one), one.category,
             *(decimal(value, mark, decimals=9) for value in place))
            for one, place in zip(INCIDENTS, lonlat(), strict=True))  # fmt: skip
    return [("id", "date", "category", *heads), *rows]


def web_mercator():
    """Return the table with the metres of maps on the web."""
    import geopandas

    places = geopandas.points_from_xy([one.x for one in INCIDENTS], [one.y for one in INCIDENTS])
    places = geopandas.GeoSeries(places, crs="EPSG:25832").to_crs("EPSG:3857")
    rows = ((one.number, one.moment.isoformat(" ") if one.clock else iso(one), one.category,
             decimal(x, ".", decimals=3), decimal(y, ".", decimals=3))
            for one, x, y in zip(INCIDENTS, places.x, places.y, strict=True))  # fmt: skip
    return [("id", "date", "category", "x", "y"), *rows]


def both():
    """Return the table with degrees and metres side by side."""
    rows = degrees(",", ("lon", "lat"))
    metres = [("X", "Y"), *((decimal(one.x), decimal(one.y)) for one in INCIDENTS)]
    return [(*row, *place) for row, place in zip(rows, metres, strict=True)]


def well_known(write):
    """Return the table as databases of places hand it out."""
    heads = ("id", "dato", "kategori", "geom")
    return [heads, *((one.number, one.moment.isoformat(" ") if one.clock else iso(one),
                      one.category, write(one.x, one.y)) for one in INCIDENTS)]  # fmt: skip


def headings():
    """Return the table under other headings."""
    english = ("INCIDENT ID", "DATE", "TIME", "OFFENCE TYPE", "ADDRESS", "EASTING", "NORTHING")
    yield text_way(
        "English in capitals", apart(day=iso, place=point, heads=english), delimiter=","
    )
    yield text_way("units behind headings", apart(heads=(
        "Sagsnr.", "Dato (dd-mm-åååå)", "Klokkeslæt (tt:mm)", "Kategori", "Adresse", "X (m)",
        "Y (m)")))  # fmt: skip
    yield text_way("name of the system behind headings", apart(heads=(
        "Sagsnummer", "Gerningsdato", "Gerningstidspunkt kl.", "Gerningstype", "Vej",
        "X-koordinat (UTM32)", "Y-koordinat (UTM32)")),
        answer=("--map", "clock=Gerningstidspunkt kl."))  # fmt: skip
    yield text_way("blanks, soft hyphens and a byte-order mark inside", apart(heads=(
        " Sags\u00adnr ", "Dato ", f"Klokke\u00adslæt{NBSP}", "\ufeffKategori", "Adresse", " x",
        "y ")))  # fmt: skip
    yield text_way("a break of line in a heading", apart(heads=(
        "Sags-\nnummer", "Gernings-\ndato", "Klokken", "Krimina-\nlitetstype", "Adresse",
        "UTM\nX", "UTM\nY")))  # fmt: skip
    yield text_way(
        "without æ, ø and å",
        apart(
            heads=(
                "sagsnr",
                "gerningsdato",
                "klokkeslaet",
                "lovovertraedelse",
                "adresse",
                "oest",
                "nord",
            )
        ),
    )
    yield text_way("headings of an office of its own", apart(heads=(
        "Løbenr. i system", "Dato", "Kl.", "Kategori", "Adresse", "X", "Y")),
        answer=("--map", "id=Løbenr. i system"))  # fmt: skip


def surroundings():
    """Return the table with what stands around it."""
    yield text_way("cover lines above, source below", USUAL, encoding="cp1252",
                   above="Anmeldelser i København;;;;;\r\nUdtræk dannet 02-01-2025;;;;;\r\n\r\n",
                   below=";;;;;\r\nKilde: Københavns Politi;;;;;\r\n")  # fmt: skip
    yield text_way("a total below", USUAL, below="I alt;50;;;;\r\n")
    yield text_way("empty lines and a mark at each end", [
        (*row, "") for row in USUAL], above="\r\n", below=";;;;;;\r\n;;;;;;\r\n")  # fmt: skip
    yield text_way("a line of hyphens below the heading", [
        JOINED, tuple("-" * len(head) for head in JOINED), *USUAL[1:]], ending="txt")  # fmt: skip
    yield text_way("numbers of rows in a column without a heading", [
        ("", *USUAL[0]), *((str(at), *row) for at, row in enumerate(USUAL[1:]))],
        delimiter=",")  # fmt: skip
    yield Way(
        "equals signs before ids",
        lambda folder: writing.plain(
            folder / "a.csv",
            [
                (f'="{row[0]}"' if at else row[0], *row[1:3], *row[4:])
                for at, row in enumerate(USUAL)
            ],
        ),
    )
    yield Way("gz", lambda folder: writing.gzipped(writing.text(folder / "a.csv", USUAL)))
    yield Way(
        "zip beside a letter",
        lambda folder: writing.zipped(
            writing.text(folder / "a.csv", USUAL, encoding="cp1252"), ("Læs mig.html", "<p>Hej")
        ),
    )


def ways():
    """Return all of them."""
    return (*encodings(), *dates(), *numbers(), *headings(), *surroundings())
