"""Municipal tables made at random, each with the figures that a reader must take from it."""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import openpyxl

UNSAFE = "utryg_nabolag"
AREAS = {
    "1": ("Indre By", "indre by", "Bydel Indre By"),
    "2": ("Amager Øst", "Amager Oest", "Bydel Amager Øst"),
    "3": ("Valby", "VALBY", "Bydel Valby"),
    "*": ("Hele kommunen", "København i alt", "Copenhagen"),
}
# Known dimensions in the order in which groups are written: headings, values, words of a total.
KNOWN = {
    "køn": (
        ("Køn", "KØN", "Sex", "gender"),
        (("Mænd", "mænd"), ("Kvinder", "kvinder"), ("Women", "women")),
        ("I alt", "Begge køn", "Both sexes", "Mænd og kvinder"),
    ),
    "alder": (
        ("Alder", "ALDER", "Aldersgruppe", "Age_group"),
        (("15-24 år", "15-24"), ("25–39", "25-39"), ("40 - 64", "40-64"), ("65+ år", "65+")),
        ("I alt", "Alle aldre", "All ages", "Alder i alt"),
    ),
    "oprindelse": (
        ("Oprindelse", "HERKOMST", "Ancestry"),
        (("Dansk", "dansk"), ("Ikke-vestlig", "ikke-vestlig"), ("Western", "western")),
        ("Total", "Hele befolkningen", "All", "I alt"),
    ),
    "boligform": (
        ("Boligform", "Ejerforhold", "Tenure"),
        (("Ejer", "ejer"), ("Lejer", "lejer"), ("Almen bolig", "almen bolig")),
        ("I alt", "Alle boligformer", "total"),
    ),
    "uddannelse": (
        ("Uddannelse", "Uddannelsesniveau", "Education"),
        (("Grundskole", "grundskole"), ("Lang videregående", "lang videregående")),
        ("Alle", "I alt", "Overall"),
    ),
}
UNKNOWN_HEADINGS = ("Hvem", "Segment", "Type borger", "Svargruppe", "Kvartil", "Band", "Ans/uden")
UNKNOWN_VALUES = (
    (("Unge", "unge"), ("Ældre", "ældre"), ("Studerende", "studerende")),
    (("A", "a"), ("B", "b")),
    (("1", "1"), ("2", "2"), ("3", "3")),
    (("With children", "with children"), ("Without", "without")),
)
INDICATOR_SPELLINGS = {
    UNSAFE: (UNSAFE, "Utryg i nabolaget", "Unsafe in the neighbourhood"),
    "utryg_aften": ("utryg_aften", "Utryg om aftenen", "Unsafe in the evening"),
}
_PERIODS: dict[str, tuple[str, ...]] = {
    "": ("{year}", "{year}", "{year}"),
    "H": ("{n}. halvår {year}", "{year}-H{n}", "{year} H{n}"),
    "Q": ("{year}K{n}", "{n}. kvartal {year}", "Q{n} {year}"),
}
_AREA = ("Bydel", "Område", "OMRKK", "Area", "District")
_PERIOD = ("År", "TID", "Periode", "Year", "Period")
_PEOPLE = ("Folketal", "INDHOLD", "Antal personer", "Population", "Indbyggere")
_PERCENT = ("Procent", "Andel", "Pct.", "Percent", "Share", "%")
_ANSWERS = ("Antal svar", "Besvarelser", "n", "Responses")
Shape = Literal["long", "statbank", "periods", "kinds", "merged", "indicators", "both"]
Key = tuple[str, int, str, str, str]


@dataclass(frozen=True)
class Dimension:
    """A column of groups: its name where it is read as one, its heading, whether it is known."""

    name: str
    heading: str
    is_known: bool


@dataclass(frozen=True)
class Figure:
    """A figure of the truth; a dimension's value is (as written, as stored), None a total."""

    area: str
    written_area: str
    period: tuple[int, str]
    written_period: str
    indicator: str
    groups: Mapping[str, tuple[str, str | None]]
    value: float
    answers: int


@dataclass
class Generated:
    """A table with its truth; ``settles`` is the option among those advised that is right."""

    kind: Literal["index", "population"]
    shape: Shape
    dimensions: Sequence[Dimension]
    figures: Sequence[Figure]
    rows: list[list[str]] = field(default_factory=list)
    delimiter: str = ";"
    needs_group: bool = False
    settles: str = ""
    form: Literal["csv", "xlsx"] = "csv"
    merges: list[tuple[int, int, int]] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write the table as it comes from an office."""
        path = folder / f"table.{self.form}"
        if self.form == "xlsx":
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            for row in self.rows:
                sheet.append([text or None for text in row])
            for row_number, first, last in self.merges:
                sheet.merge_cells(start_row=row_number, end_row=row_number,
                                  start_column=first, end_column=last)  # fmt: skip
            book.save(path)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter=self.delimiter).writerows(self.rows)
        return path

    def truth(self, as_groups: Sequence[str], only: Mapping[str, str]) -> dict[Key, float]:
        """Return the figures by area, period, group and indicator.

        ``as_groups`` are headings of unknown dimensions that are read as groups, ``only`` those
        of which one value is taken as everybody.
        """
        figures: dict[Key, float] = {}
        for one in self.figures:
            left_out = [
                dimension for dimension in self.dimensions
                if dimension.heading in only
                and one.groups[dimension.name][0] != only[dimension.heading]
            ]  # fmt: skip
            parts = [
                f"{dimension.name}={stored}"
                for dimension in self.dimensions
                if (dimension.is_known or dimension.heading in as_groups)
                and (stored := one.groups[dimension.name][1]) is not None
            ]
            if not left_out:
                figures[one.area, *one.period, "; ".join(parts), one.indicator] = one.value
        return figures


def generated(seed: int) -> Generated:
    """Return the table of a seed."""
    draw = random.Random(seed)  # noqa: S311 - tables, no secrets
    kind: Literal["index", "population"] = draw.choice(("index", "population"))
    shapes: list[Shape] = ["long", "periods", "kinds", "merged", "statbank"]
    if kind == "index":
        shapes += ["indicators", "both"]
    shape = draw.choice(shapes)
    is_unknown = seed % 4 == 0
    dimensions = _dimensions(draw, is_unknown=is_unknown)
    figures = list(_figures(draw, kind, shape, dimensions))
    table = Generated(kind, shape, dimensions, figures, needs_group=is_unknown)
    table.delimiter = draw.choice(";;;,\t")
    table.form = "xlsx" if draw.random() < 0.06 else "csv"
    if table.form == "xlsx":
        table.delimiter = ";"
    _lay_out(draw, table)
    return table


def _dimensions(draw: random.Random, *, is_unknown: bool) -> list[Dimension]:
    n = draw.choice((1, 1, 2, 2, 3))
    n_unknown = draw.randint(1, n) if is_unknown else 0
    names = draw.sample(list(KNOWN), n - n_unknown)
    known = [Dimension(name, _marked(draw, draw.choice(KNOWN[name][0])), is_known=True)
             for name in KNOWN if name in names]  # fmt: skip
    unknown = [Dimension(heading.casefold(), heading, is_known=False)
               for heading in sorted(draw.sample(UNKNOWN_HEADINGS, n_unknown))]  # fmt: skip
    return [*known, *unknown]


def _marked(draw: random.Random, heading: str) -> str:
    """Return a heading as it is printed, at times with the mark of a note or stray blanks."""
    return heading + draw.choice(("", "", "", "*", " 1)", " "))


def _figures(
    draw: random.Random, kind: str, shape: Shape, dimensions: Sequence[Dimension]
) -> Iterator[Figure]:
    periods = _periods(draw)
    indicators = [UNSAFE]
    if kind == "index" and (shape in {"indicators", "both"} or draw.random() < 0.3):
        indicators = list(INDICATOR_SPELLINGS)
    if kind == "population":
        indicators = [""]
    values = {one.name: _values(draw, one) for one in dimensions}
    for area in draw.sample(list(AREAS), draw.randint(1, 3)):
        for groups in _product(values):
            written_area = draw.choice(AREAS[area])
            for period, written in periods.items():
                for indicator in indicators:
                    value = (draw.randint(50, 70000) if kind == "population"
                             else draw.randint(0, 1000) / 10)  # fmt: skip
                    yield Figure(area, written_area, period, written, indicator, groups, value,
                                 draw.randint(30, 900))  # fmt: skip


def _periods(draw: random.Random) -> dict[tuple[int, str], str]:
    letter = draw.choice(("", "", "H", "Q"))
    form = draw.choice(_PERIODS[letter])
    numbers = {"": [0], "H": [1, 2], "Q": [1, 3, 4]}[letter]
    first = draw.randint(2006, 2020)
    periods = {
        (year, f"{letter}{n}" if letter else ""): form.format(year=year, n=n)
        for year in range(first, first + draw.randint(1, 3))
        for n in numbers
    }
    return {**periods, (first, ""): str(first)} if draw.random() < 0.1 else periods


def _values(draw: random.Random, dimension: Dimension) -> list[tuple[str, str | None]]:
    totals: Sequence[str] = ("I alt", "Alle", "Total")
    if dimension.is_known:
        _, pairs, totals = KNOWN[dimension.name]
    else:
        pairs = draw.choice(UNKNOWN_VALUES)
    values: list[tuple[str, str | None]] = list(draw.sample(pairs, draw.randint(2, len(pairs))))
    if draw.random() < 0.5:
        values.append((draw.choice(totals), None))
    return values


def _product(
    values: Mapping[str, Sequence[tuple[str, str | None]]],
) -> Iterator[dict[str, tuple[str, str | None]]]:
    names = list(values)
    if not names:
        yield {}
        return
    for rest in _product({name: values[name] for name in names[1:]}):
        for value in values[names[0]]:
            yield {names[0]: value, **rest}


def _lay_out(draw: random.Random, table: Generated) -> None:
    """Write the figures in the table's shape, rows and columns in any order."""
    if table.shape in {"long", "statbank"}:
        header, rows = _long(draw, table)
    elif table.shape == "indicators":
        header, rows = _by_indicator(draw, table)
    else:
        header, rows = _wide(draw, table)
    draw.shuffle(rows)
    if table.shape in {"periods", "indicators"} and draw.random() < 0.2:
        header = [[*row, "Bemærkning"] for row in header]
        rows = [[*row, draw.choice(("", "revideret", "foreløbig"))] for row in rows]
    body = [*header, *rows]
    width = max(map(len, body))
    if draw.random() < 0.3:
        titles = [[draw.choice(("Tabel 1. Tal for bydelene", "Table 2: the districts"))]]
        titles += [[""]] * draw.randint(0, 1)
        table.merges = [(row + len(titles), *rest) for row, *rest in table.merges]
        body = [*titles, *body]
    if draw.random() < 0.15:
        body += [["Kilde: opdigtet"]]
    table.rows = [[*row, *[""] * (width - len(row))] for row in body]


def _value(draw: random.Random, table: Generated, value: float) -> str:
    if table.delimiter == ",":
        return f"{value:g}"
    if table.kind == "population" and table.form == "csv" and draw.random() < 0.3:
        return f"{value:,.0f}".replace(",", ".")
    return f"{value:g}".replace(".", ",")


def _spelled(draw: random.Random, figures: Sequence[Figure]) -> dict[str, str]:
    return {
        indicator: draw.choice(INDICATOR_SPELLINGS[indicator])
        for indicator in {one.indicator for one in figures} - {""}
    }


def _long(draw: random.Random, table: Generated) -> tuple[list[list[str]], list[list[str]]]:
    is_index = table.kind == "index"
    spelled = _spelled(draw, table.figures)
    columns = ["area", "year", *(one.name for one in table.dimensions), "value"]
    columns += ["indicator"] if is_index else []
    columns += ["n"] if is_index and draw.random() < 0.6 else []
    columns += ["extra"] if draw.random() < 0.3 else []
    if table.shape == "long":
        draw.shuffle(columns)
    texts = {
        "area": draw.choice(_AREA), "year": draw.choice(_PERIOD), "indicator": "Indikator",
        "value": draw.choice(_PERCENT if is_index else _PEOPLE), "n": draw.choice(_ANSWERS),
        "extra": draw.choice(("Bemærkning", "Dataleverandør", "Enhed")),
        **{one.name: one.heading for one in table.dimensions},
    }  # fmt: skip
    if table.shape == "statbank":
        texts |= {"area": "OMRKK", "year": "TID", "value": "INDHOLD"}
    if not table.needs_group:
        table.figures = [one for one in table.figures if draw.random() < 0.95] or table.figures
    rows = []
    repeated = _repeated(draw, table)
    for one in [*table.figures, *repeated]:
        cells = {
            "area": one.written_area, "year": one.written_period, "n": str(one.answers),
            "value": _value(draw, table, one.value), "extra": "opdigtet",
            "indicator": spelled.get(one.indicator, ""),
            **{name: written for name, (written, _) in one.groups.items()},
        }  # fmt: skip
        rows.append([cells[name] for name in columns])
    table.figures = [one for one in table.figures if not _contradicted(one, repeated)]
    return [[texts[name] for name in columns]], rows


def _repeated(draw: random.Random, table: Generated) -> list[Figure]:
    """Return a figure that comes again, the same or with another value: then neither counts."""
    if table.needs_group or len(table.figures) < 3 or draw.random() < 0.8:
        return []
    figure = draw.choice(table.figures)
    return [draw.choice((figure, replace(figure, value=figure.value / 2 // 1 + 1)))]


def _contradicted(figure: Figure, repeated: Sequence[Figure]) -> bool:
    return any(
        replace(one, value=figure.value) == figure and one.value != figure.value
        for one in repeated
    )


def _rows_by_place(
    table: Generated, *, by_period: bool, by_indicator: bool
) -> dict[tuple[str, ...], list[Figure]]:
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for one in table.figures:
        key = (
            one.written_area, one.area, *(written for written, _ in one.groups.values()),
            one.written_period if by_period else "", one.indicator if by_indicator else "",
        )  # fmt: skip
        rows.setdefault(key, []).append(one)
    return rows


def _by_indicator(
    draw: random.Random, table: Generated
) -> tuple[list[list[str]], list[list[str]]]:
    """Lay out one column an indicator: "Utryg i nabolaget (%)"."""
    spelled = _spelled(draw, table.figures)
    sign = draw.choice((" (%)", ", pct.", "", " i procent"))
    indicators = list(spelled)
    header = [draw.choice(_AREA), *(one.heading for one in table.dimensions),
              draw.choice(_PERIOD), *(spelled[name] + sign for name in indicators)]  # fmt: skip
    rows = []
    for figures in _rows_by_place(table, by_period=True, by_indicator=False).values():
        by_name = {one.indicator: _value(draw, table, one.value) for one in figures}
        rows.append([
            figures[0].written_area, *(written for written, _ in figures[0].groups.values()),
            figures[0].written_period, *(by_name.get(name, "") for name in indicators),
        ])  # fmt: skip
    return [header], rows


def _wide(draw: random.Random, table: Generated) -> tuple[list[list[str]], list[list[str]]]:
    """Lay out one column a period, or more where there are several kinds of value."""
    is_index = table.kind == "index"
    spelled = _spelled(draw, table.figures)
    periods = list(dict.fromkeys(one.written_period for one in table.figures))
    has_column = is_index and table.shape != "both"
    header = [draw.choice(_AREA), *(one.heading for one in table.dimensions)]
    has_column = has_column and not _without_indicator(draw, table)
    header += [draw.choice(("Indikator", "Indicator", "Mål"))] if has_column else []
    n_plain = len(header)
    blocks = _blocks(draw, table, spelled)
    below = [""] * n_plain
    for text, _ in blocks:
        for written in periods:
            header.append(_heading(draw, table, text, written))
            below.append(written)
    rows = []
    places = _rows_by_place(table, by_period=False, by_indicator=has_column)
    for figures in places.values():
        row = [figures[0].written_area, *(written for written, _ in figures[0].groups.values())]
        row += [spelled[figures[0].indicator]] if has_column else []
        for _, what in blocks:
            row += [_cell(draw, table, figures, written, what) for written in periods]
        rows.append(row)
    if table.shape != "merged":
        return [header], rows
    return _merged(draw, table, header[:n_plain], [text for text, _ in blocks], below), rows


def _without_indicator(draw: random.Random, table: Generated) -> bool:
    """Leave the indicator out of one table in a hundred: the reader must ask for it."""
    names = {one.indicator for one in table.figures}
    if table.needs_group or names != {UNSAFE} or draw.random() < 0.9:
        return False
    table.settles = "--fixed"
    return True


def _blocks(
    draw: random.Random, table: Generated, spelled: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the words over each block of periods, and what stands in its cells."""
    if table.shape == "both":
        return [(text + draw.choice((" (%)", "", ", pct.")), name)
                for name, text in spelled.items()]  # fmt: skip
    if table.shape == "periods":
        blocks = [("", "value")]
    elif table.kind == "index":
        blocks = [(draw.choice(_PERCENT), "value"), (draw.choice(_ANSWERS), "n")]
    else:
        blocks = [(draw.choice(_PEOPLE), "value")]
    if not table.needs_group and not table.settles and draw.random() < 0.08:
        blocks += [(text, "noise") for text in _noise(draw, table)]
        table.settles = "--ignore"
    return blocks


def _noise(draw: random.Random, table: Generated) -> Sequence[str]:
    """Return what stands over columns of something else, which the reader cannot know."""
    if table.kind == "population":
        return draw.choice((("Antal husstande",), ("Mænd", "Kvinder"), ("Andel (%)",)))
    return draw.choice((("Usikkerhed i point",), ("Mænd", "Kvinder"), ("Rang",)))


def _heading(draw: random.Random, table: Generated, text: str, written: str) -> str:
    if not text:
        return written
    if table.shape == "both" and draw.random() < 0.3:
        return f"{written}: {text}"
    return draw.choice((f"{text} {written}", f"{text}, {written}"))


def _cell(
    draw: random.Random, table: Generated, figures: Sequence[Figure], written: str, what: str
) -> str:
    if what == "noise":
        return str(draw.randint(1, 99))
    for one in figures:
        if one.written_period == written and what in {"value", "n", one.indicator}:
            return str(one.answers) if what == "n" else _value(draw, table, one.value)
    return ""


def _merged(
    draw: random.Random, table: Generated, plain: Sequence[str], tops: Sequence[str],
    below: Sequence[str],
) -> list[list[str]]:  # fmt: skip
    """Return two header rows: the kind of value merged over its periods, and the periods."""
    n_periods = (len(below) - len(plain)) // len(tops)
    top = [cell for text in tops for cell in (text, *[""] * (n_periods - 1))]
    starts = range(len(plain) + 1, len(below) + 1, n_periods)
    table.merges = [(1, start, start + n_periods - 1) for start in starts]
    if draw.random() < 0.5:
        return [[*plain, *top], [*below]]
    return [[*[""] * len(plain), *top], [*plain, *below[len(plain) :]]]
