"""The incidents as workbooks and as layers."""

import itertools

from tests.loads import written_spreadsheets
from tests.loads.same_table import incident_texts, writing
from tests.loads.same_table.truth import INCIDENTS
from tests.loads.same_table.way import Way
from tests.loads.same_table.writing import Cell
from tests.loads.test_layer_formats import DRIVERS, written, zipped

HEADS = incident_texts.DANISH
DAY, MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"


def cells(write_clock=lambda clock: clock):
    """Return rows with cells of days, clocks and numbers."""
    return [
        (one.number, one.day, write_clock(one.clock), one.category, one.street, one.x, one.y)
        for one in INCIDENTS
    ]


def moments():
    """Return rows with one cell for day and clock, shown as a day where only that is known."""
    return [
        (one.number, Cell(one.moment, MOMENT if one.clock else DAY), one.category, one.street,
         one.x, one.y)
        for one in INCIDENTS
    ]  # fmt: skip


def book_way(name, sheets, *, answer=(), **style):
    return Way(name, lambda folder: writing.workbook(folder / "a.xlsx", sheets, **style), answer)


def months():
    """Return a sheet for each month."""
    names = {10: "oktober", 11: "november"}
    pairs = zip(INCIDENTS, cells(), strict=True)
    grouped = itertools.groupby(pairs, lambda pair: pair[0].day.month)
    return {names[month]: [HEADS, *(row for _, row in rows)] for month, rows in grouped}


def workbooks():
    """Return the table in .xlsx, with the habits of offices."""
    table = [HEADS, *cells()]
    yield book_way("xlsx, cells of days and clocks", {"Ark1": table})
    yield book_way("xlsx, moments", {"Ark1": [incident_texts.JOINED, *moments()]})
    yield book_way("xlsx, all of it text", {"Ark1": incident_texts.apart()})
    yield book_way("xlsx, moments as text", {"Ark1": incident_texts.DOTTED})
    yield book_way("xlsx, numbers of days without a format", {"Ark1": [HEADS, *(
        (row[0], incident_texts.serial(one.moment.replace(hour=0, minute=0)), *row[2:])
        for one, row in zip(INCIDENTS, cells(), strict=True))]})  # fmt: skip
    yield book_way("xlsx, dates of text and of cells mixed", {"Ark1": [HEADS, *(
        (row[0], incident_texts.dashed(one) if at % 3 else row[1], *row[2:])
        for at, (one, row) in enumerate(zip(INCIDENTS, cells(), strict=True)))]})  # fmt: skip
    cover = [["Anmeldelser 2024"], ["Kontakt: Center for Sikker By"]]
    yield book_way("xlsx, cover sheet first", {"Forside": cover, "Data": table})
    yield book_way("xlsx, a sheet a month", months(), answer=("--sheet", "*"))
    yield book_way("xlsx, a title merged above", {"Ark1": [
        ["Anmeldelser, oktober og november 2024", *[None] * 6], [], *table]},
        merged=[(0, 0, 0, 6)])  # fmt: skip
    yield book_way("xlsx, hidden columns", {"Ark1": table}, hidden=(4,))
    yield book_way("xlsx, coloured rows below", {"Ark1": table}, tail=300)
    yield book_way("xlsx, not in the corner", {"Ark1": table}, left=2, top=3)
    yield book_way("xlsx, a pivot beside it", {"Pivot": [
        ["Kategori", "Antal"], ["Vold", 8], ["Tyveri", 7]], "Udtræk": table})  # fmt: skip
    yield book_way("xlsx, a total and a source below", {"Ark1": [
        *table, [], ["Antal i alt", 50], ["Kilde: Københavns Politi"]]})  # fmt: skip


def old_workbooks():
    """Return the table in the kinds that say less of how a cell is shown."""

    def as_text(clock):
        return f"{clock:%H:%M}" if clock else None

    for ending in ("xls", "xlsb", "ods"):
        yield Way(f"{ending}, clocks as text", lambda folder, ending=ending:
                  written_spreadsheets.write(folder / f"a.{ending}",
                                             {"Ark1": [HEADS, *cells(as_text)]}))  # fmt: skip
        yield Way(
            f"{ending}, moments",
            lambda folder, ending=ending: written_spreadsheets.write(
                folder / f"a.{ending}",
                {
                    "Ark1": [
                        incident_texts.JOINED,
                        *(
                            (
                                one.number,
                                one.moment if one.clock else one.day,
                                one.category,
                                one.street,
                                one.x,
                                one.y,
                            )
                            for one in INCIDENTS
                        ),
                    ]
                },
            ),
            answer=("--shown-as", "date"),
        )


def frame(**columns):
    """Return the incidents as a layer in metres."""
    import geopandas

    fields = {
        "sagsnr": [one.number for one in INCIDENTS],
        "dato": [incident_texts.dashed(one) for one in INCIDENTS],
        "klokken": [f"{one.clock:%H:%M}" if one.clock else "" for one in INCIDENTS],
        "kategori": [one.category for one in INCIDENTS],
        "adresse": [one.street for one in INCIDENTS],
    }
    places = geopandas.points_from_xy([one.x for one in INCIDENTS], [one.y for one in INCIDENTS])
    return geopandas.GeoDataFrame(fields | columns, geometry=places, crs="EPSG:25832")


def layer(folder, ending, made=None):
    """Write the layer; what is a folder goes into a zip."""
    path = written(frame() if made is None else made, folder, "a", ending)
    return zipped(path) if ending == "gdb" else path


def degrees_layer(folder, ending):
    """Write the layer in longitude and latitude, with enough decimals for a centimetre."""
    path = folder / f"a.{ending}"
    degrees = frame().to_crs("EPSG:4326")
    degrees.to_file(path, driver=DRIVERS[ending],
                    **({"COORDINATE_PRECISION": 9} if ending == "geojson" else {}))  # fmt: skip
    return path


def layers():
    """Return the table in every format of layers, and as plain Parquet."""
    for ending in [*DRIVERS, "parquet"]:
        yield Way(f"layer, {ending}", lambda folder, ending=ending: layer(folder, ending))
    for ending in ("geojson", "gpkg"):
        yield Way(f"layer in degrees, {ending}", lambda folder, ending=ending:
                  degrees_layer(folder, ending))  # fmt: skip
    yield Way("layer, zipped Shapefile", lambda folder: zipped(layer(folder, "shp")))
    yield Way("layer, fields of dates", lambda folder: layer(folder, "gpkg", frame(
        dato=[one.day for one in INCIDENTS])))  # fmt: skip
    yield Way("layer, fields of moments", lambda folder: layer(folder, "gpkg", frame(
        dato=[one.moment for one in INCIDENTS]).drop(columns="klokken")),
        answer=("--shown-as", "date"))  # fmt: skip
    yield Way("Parquet without geometry", parquet)


def parquet(folder):
    """Write columns with their types and no geometry."""
    import pandas as pd

    path = folder / "a.parquet"
    pd.DataFrame({
        "id": [one.number for one in INCIDENTS],
        "date": [one.day for one in INCIDENTS],
        "time": [one.clock for one in INCIDENTS],
        "category": [one.category for one in INCIDENTS],
        "x": [one.x for one in INCIDENTS], "y": [one.y for one in INCIDENTS],
    }).to_parquet(path)  # fmt: skip
    return path


def ways():
    """Return all of them."""
    return (*workbooks(), *old_workbooks(), *layers())
