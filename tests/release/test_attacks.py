"""What gives counts back in outputs that stay inside gives nothing back in those that leave.

Each attack is first shown to work, so that the test of what leaves can fail.
"""

import csv
import json
import re
import sqlite3
import zipfile

import numpy as np
import pytest

from hotspots.audit.written import read_classes
from tests.release.made import attacks
from tests.release.made.made_city import AREAS, SECRETS, declaration, made_city
from tests.small_city import SOUTH_M, WEST_M, by_area
from tests.tools.workbooks import named_rows

ROBBERIES = ((150, 200), (300, 800), (500, 450), (800, 200), (850, 830))
MARCH = ("--from", "2024-03-01", "--to", "2024-03-31")
YEAR = ("--from", "2024-01-01", "--to", "2024-12-31")
PAIR = ("--baseline", 2020, "--year", 2024)
# 2024 has a day more, and rates are of 365 days
LEAP = 365 / 366
TABLE = "incidents --baseline 2020 --year 2024"
FILES = {
    "a.csv": TABLE, "a.json": TABLE, "a.xlsx": TABLE, "a.geojson": TABLE, "a.gpkg": TABLE,
    "vold.csv": f"{TABLE} --category Vold",
    "svar.json": "change --baseline 2020 --year 2024",
    "kort.html": "map change --baseline 2020 --year 2024",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return the made-up city with five robberies in one month, by day and hour."""
    made = made_city(tmp_path_factory.mktemp("city"))
    names = [*AREAS, "Hele byen"]
    made.index([f"{name};{year};{20 + at + (year - 2020)};400;2024;"
                for at, name in enumerate(names) for year in (2020, 2024)])  # fmt: skip
    rows = ["id;kategori;dato;x;y"]
    rows += [f"HEMMELIGT-R{at};Røveri;2024-03-{4 + 5 * at:02} {7 + 3 * at:02}:15;"
             f"{WEST_M + x};{SOUTH_M + y}" for at, (x, y) in enumerate(ROBBERIES)]  # fmt: skip
    path = made.write("flere.csv", "\n".join(rows) + "\n")
    made.run("load", "incidents", path, "--source", "Kilde X 2", "--crs", "25832")
    return made


@pytest.fixture(scope="module")
def released(city, tmp_path_factory):
    """Return the folder of a public release of what can be attacked in it."""
    own = city.copied(tmp_path_factory.mktemp("released"))
    own.run("release", "build", declaration(own, FILES), "-o", own.folder / "ud")
    return own.folder / "ud"


@pytest.fixture(scope="module")
def inside(city):
    """Return the true answer of the counts that the release has, as it stays inside."""
    return city.ask("incidents", *PAIR)


@pytest.fixture(scope="module")
def classes(released):
    """Return the published classes by area, category ('*' for all) and year."""
    text = (released / "bevis" / "klasser.json").read_text(encoding="utf-8")
    return {(cell[0].code, cell[1].code, int(cell[3].code)): each
            for cell, each in read_classes(text).cells.items()}  # fmt: skip


def rows_of(path):
    """Return the rows of a table of a release, whatever its format; empty cells are None."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{name: value or None for name, value in row.items()}
                    for row in csv.DictReader(file)]  # fmt: skip
    if path.suffix == ".xlsx":
        return named_rows(path)
    if path.suffix == ".gpkg":
        with sqlite3.connect(path) as con:
            con.row_factory = sqlite3.Row
            return [dict(row) for row in con.execute("select * from incidents")]
    answer = json.loads(path.read_text(encoding="utf-8"))
    return answer["rows"] if "rows" in answer else [
        feature["properties"] for feature in answer["features"]
    ]  # fmt: skip


def text_of(path):
    """Return all that a file says, unpacked where it is packed."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def refused(city, tmp_path, command, file="x.csv"):
    """Check that a command is refused for the public and leaves no file at all."""
    own = city.copied(tmp_path / "own")
    before = {path.name for path in own.folder.iterdir()}
    path = declaration(own, {"b.csv": "areas list", file: command})
    own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    after = {path.name for path in own.folder.iterdir()}
    assert after - before <= {"politik.toml", "udgivelse.toml"}


def test_a_density_gives_addresses_back_and_does_not_leave(city, tmp_path):
    """Three of five robberies to the tenth of a metre: those that are felt alone somewhere."""
    raster = tmp_path / "r.tif"
    city.run("surface", "--set", "bydele", "--category", "Røveri", *MARCH, "-o", raster)
    places = {tuple(place) for place in attacks.positions(raster, 300)}
    true = {(WEST_M + x, SOUTH_M + y) for x, y in ROBBERIES}
    assert len(places) == 3
    assert all(min(np.hypot(x - a, y - b) for a, b in true) < 0.15 for x, y in places)
    refused(city, tmp_path, "surface --set bydele --category Røveri", "r.tif")


def test_the_tags_of_a_density_have_the_total_and_what_is_not_in_it(city, tmp_path):
    import rasterio

    city.run("surface", "--set", "bydele", *YEAR, "-o", tmp_path / "r.tif")
    with rasterio.open(tmp_path / "r.tif") as file:
        tags = file.tags()
    assert float(tags["n_incidents"]) > 100
    assert int(tags["n_outside"]) + int(tags["n_without_place"]) > 0


def test_gi_star_gives_all_counts_back_and_does_not_leave(city, tmp_path):
    """From z, the middles of cells and the total alone."""
    answer = city.ask("detect", "--set", "bydele", "--category", "Vold", *YEAR)
    true = [row.pop("n") for row in answer["rows"]]
    settings = answer["settings"]
    counts = attacks.cell_counts(answer["rows"], settings["n_incidents"], settings["cell_m"])
    assert counts.tolist() == true
    assert len(true) == 400
    assert 1 in true
    refused(city, tmp_path, "detect --set bydele --category Vold")


def test_shares_of_a_hotspot_give_its_cases_back_and_do_not_leave(city, tmp_path):
    """13 % of 8 is one robbery."""
    answer = city.ask("detect", "--set", "bydele", *YEAR, "--table", "hotspots")
    (hotspot,) = answer["rows"]
    counts = [hotspot["n"] * int(re.search(r"(\d+) %", part)[1]) / 100
              for part in hotspot["categories"]]  # fmt: skip
    assert [round(n) for n in counts] == [5, 2, 1]
    refused(city, tmp_path, "detect --set bydele --table hotspots")


def test_hours_tell_when_each_happened_and_do_not_leave(city, tmp_path):
    """Five robberies of a month, five cells of one: weekday and hour of each."""
    answer = city.ask("hours", "--area", "Nord", "--category", "Røveri", *MARCH)
    assert attacks.sole_cases(answer["rows"]) == [(1, 7), (2, 16), (4, 13), (6, 10), (7, 19)]
    refused(city, tmp_path, "hours --area Nord --category Røveri")


def test_rates_inside_give_every_count_back(city, inside):
    """Without a column of counts: those of `priority`, and with one decimal those of its page."""
    true = {row["area"]: row["n"] for row in inside["rows"]}
    residents = {row["area"]: row["population"] for row in inside["rows"] if row["population"]}
    answer = by_area(city.ask("priority", *PAIR))
    assert "population" not in answer["1"]
    rates = {code: row["rate_per_1000"] for code, row in answer.items()}
    counts = attacks.counts_of_rates(rates, residents)
    assert counts == {code: true[code] for code in counts}
    assert len(counts) == len(AREAS)
    assert [code for code in counts if true[code] % 5 in {1, 2, 3, 4}]


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("a.", "vold"))])
def test_rates_that_leave_give_published_figures_back(released, classes, name):
    """Whatever is reckoned from a rate, its interval's words or a row: never more than the class.

    Every count of a class would have given the row that there is.
    """
    category = "Vold" if name.startswith("vold") else "*"
    rows = [row for row in rows_of(released / name) if str(row["area"]).lstrip("'") in "1234*"]
    assert len(rows) >= len(AREAS)
    for row in rows:
        each = classes[str(row["area"]).lstrip("'"), category, 2024]
        residents, rate = float(row["population"]), row["rate_per_1000"]
        if each.figure is None:
            assert rate is None
            assert row["n"] is None
        else:
            assert round(float(rate) * residents / 1000) == each.figure
            of_figure = 1000 * each.figure / residents * LEAP
            assert float(rate) == pytest.approx(of_figure, rel=1e-9)
            words = re.search(r"([\d.]+,\d+) pr\. 1\.000", row["sentence"])[1]
            assert abs(float(words.replace(".", "").replace(",", ".")) - float(rate)) <= 0.05
        fitting = [n for n in range(200) if fits(n, row, each)]
        assert fitting == list(range(each.low, each.high + 1))
        assert len(fitting) > 1


def fits(n, row, each):
    """Tell whether a count would have been printed as a row is, by a class as wide as its is."""
    base = 5
    while each.figure is not None and each.high - each.low + 1 > base:
        base *= 2
    limit = each.high + 1 if each.figure is None else 5
    figure = None if n < limit else base * ((n + base // 2) // base)
    printed = None if row["n"] is None else int(float(row["n"]))
    if figure is None or printed is None:
        return figure == printed
    return round(float(row["rate_per_1000"]) * float(row["population"]) / 1000) == figure


def test_no_text_that_leaves_has_the_rate_of_a_true_count(released, inside, classes):
    """Nor has any file: with one decimal or with ten, beside the name of the area."""
    for row in inside["rows"]:
        each = classes.get((row["area"], "*", 2024))
        if row["rate_per_1000"] is None or (each and each.figure == row["n"]):
            continue
        rate = row["rate_per_1000"]
        for name in FILES:
            text = text_of(released / name)
            assert f"{rate:.10g}" not in text
            said = f"{row['name']}: {row['n']} hændelser"
            assert said not in text


def test_ratios_inside_give_both_counts_back_and_leaving_ones_both_figures(
    released, inside, classes
):
    """A ratio of ten digits is a fraction; leap days and residents are known to everybody."""
    leaving = by_area({"rows": rows_of(released / "a.json")})
    told_apart = 0
    for row in inside["rows"]:
        code = row["area"]
        if row["rate_ratio"] is None or leaving[code]["rate_ratio"] is None:
            continue
        factor = row["rate_ratio"] / (row["n"] / row["baseline_n"])
        pairs = attacks.pairs_of_ratio(row["rate_ratio"], factor, 250)
        assert (row["n"], row["baseline_n"]) in pairs
        figures = tuple(classes[code, "*", year].figure for year in (2024, 2020))
        of_leaving = attacks.pairs_of_ratio(leaving[code]["rate_ratio"], factor, 250)
        assert figures in of_leaving
        if figures != (row["n"], row["baseline_n"]):
            told_apart += (row["n"], row["baseline_n"]) not in of_leaving
    assert told_apart >= 2


def test_p_that_leaves_is_not_that_of_the_true_counts(released, inside):
    """Of ten digits it would give both back; it is the largest of all pairs in two classes."""
    leaving = by_area({"rows": rows_of(released / "a.json")})
    compared = [
        (row["p"], leaving[row["area"]]["p"]) for row in inside["rows"]
        if row["p"] is not None and leaving[row["area"]]["p"] is not None
    ]  # fmt: skip
    assert len(compared) >= 3
    assert all(true != printed for true, printed in compared)


def test_notes_inside_have_exact_counts_and_leaving_ones_have_classes(released, inside, classes):
    """What has no place, and what lies outside."""
    true = " ".join(inside["notes"])
    assert re.search(r"\d+ af \d+ hændelser i 2024 \([\d,]+ %\) har intet sted", true)
    notes = " ".join(json.loads((released / "a.json").read_text(encoding="utf-8"))["notes"])
    for code, word in (("outside", "Uden for områderne"), ("-", "Uden sted")):
        each = classes[code, "*", 2024]
        said = "under 5" if each.figure is None else str(each.figure)
        assert f"{word} i 2024: {said} hændelser" in notes
    assert not re.search(r"\d+ af \d+ hændelser", notes)


def test_answers_that_leave_are_enough_on_either_side(released, city):
    """Percent times n gives answers back: of Vest's 12 inside, of nobody's under five outside."""
    thin = by_area(city.ask("change", "--baseline", 2010, "--year", 2014,
                            "--min-n", 1))["4"]  # fmt: skip
    assert round(thin["percent"] * thin["n"] / 100) < 5
    for row in rows_of(released / "svar.json"):
        for n, percent in (("n", "percent"), ("baseline_n", "baseline_percent")):
            yes = row[n] * row[percent] / 100
            assert row[n] >= 30
            assert 5 <= yes <= row[n] - 5


def test_hashes_users_and_names_of_files_stay_inside(released, inside):
    """The hash of an extract tells whoever has one whether it is the same."""
    extracts = [source for source in inside["sources"] if source["kind"] == "incidents"]
    assert {source["file"] for source in extracts} == {"udtraek-af-sagen.csv", "flere.csv"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", source["sha256"]) for source in extracts)
    secrets = [*SECRETS, "flere.csv", "folketal.csv", "indeks.csv"]
    secrets += [source["sha256"] for source in inside["sources"]]
    for name in FILES:
        text = text_of(released / name)
        assert [secret for secret in secrets if secret in text] == [], name


def test_no_order_or_limit_that_leaves_comes_from_true_counts(released, city, tmp_path):
    """`priority` inside is ordered by true rates; what leaves is ordered by the areas' codes."""
    rows = city.ask("priority", *PAIR)["rows"]
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    for name in ("a.csv", "a.json", "a.geojson"):
        codes = [str(row["area"]).lstrip("'") for row in rows_of(released / name)]
        areas = [code for code in codes if code in "1234"]
        assert areas == sorted(areas)
    page = text_of(released / "kort.html")
    limits = re.findall(r"<span>(?:over |under )?([\d−]+,\d+) (?:til|og)", page)
    assert all(float(limit.replace("−", "-").replace(",", ".")) * 10 % 5 == 0 for limit in limits)
