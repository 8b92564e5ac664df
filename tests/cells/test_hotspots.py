"""``detect --table hotspots`` and ``map hotspots``: what happens where it is hot."""

import json
import re

import pytest

from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
ASKED = ("--set", "bydele", "--cell", 100)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas of 10 by 10 cells, one incident in each, and 40 more in one of Nord."""
    made = City(tmp_path_factory.mktemp("hotspots"))
    made.areas(["Nord", "<b>Syd</b>"])
    rows = [
        (column * 100 + 50, row * 100 + 50, "Vold", "05-03-2019 12:00")
        for column in range(20)
        for row in range(10)
    ]
    rows += [(350, 450, "Tyveri", f"0{2 + at % 2}-03-2019 23:{at:02d}") for at in range(40)]
    lines = [f"{at};{when};{kind};{WEST_M + east};{SOUTH_M + north}"
             for at, (east, north, kind, when) in enumerate(rows)]  # fmt: skip
    path = made.write("haendelser.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


def test_a_hotspot_is_told_with_its_place_share_and_kinds(city):
    """The cell of 41 and its eight neighbours are hot: 49 of 240 on 9 of 200 cells."""
    answer = city.ask("detect", *ASKED, "--table", "hotspots")
    assert len(answer["rows"]) == 1
    row = answer["rows"][0]
    assert (row["hotspot"], row["name"], row["n"], row["n_cells"]) == (1, "i Nord", 49, 9)
    assert row["share_percent"] == pytest.approx(100 * 49 / 240)
    assert row["area_percent"] == pytest.approx(100 * 9 / 200)
    assert row["times_expected"] == pytest.approx((49 / 240) / (9 / 200))
    assert row["area_km2"] == pytest.approx(0.09)
    assert row["categories"] == ["Tyveri 82 %", "Vold 18 %"]
    assert row["busiest_part"] == "kl. 18–24"
    assert row["sentence"].startswith("Hotspot 1 i Nord: 49 hændelser, 20,4 % af byens på 4,5 %")


def test_its_outline_goes_into_a_layer(city, tmp_path):
    """A square of 300 metres in the working system."""
    import geopandas

    path = tmp_path / "hotspots.gpkg"
    city.run("detect", *ASKED, "--table", "hotspots", "-o", path)
    frame = geopandas.read_file(path, layer="detect")
    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.area.tolist() == [pytest.approx(90_000)]
    assert frame.total_bounds.tolist() == [
        WEST_M + 200,
        SOUTH_M + 300,
        WEST_M + 500,
        SOUTH_M + 600,
    ]
    assert WEST_M + 200 < frame.loc[0, "x_m"] < WEST_M + SIDE_M


def test_the_page_draws_hotspots_above_the_ground(city, tmp_path):
    """Areas first, then cells, then hotspots; names from data stay text."""
    path = tmp_path / "kort.html"
    city.run("map", "hotspots", *ASKED, "-o", path, "--date", "2026-11-03")
    text = path.read_text(encoding="utf-8")
    assert "<title>Hotspots 02-03-2019 til 05-03-2019</title>" in text
    assert "Et hotspot med 20,4\u00a0% af hændelserne på 4,5\u00a0% af arealet." in text
    assert ", i ét hotspot med 20,4\u00a0% af hændelserne på 4,5\u00a0% af arealet.</li>" in text
    assert "<b>Syd" not in text
    data = next(json.loads(found) for found in
                re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
                if '"areas"' in found)  # fmt: skip
    assert [one["name"] for one in data["areas"]][-1] == "1"
    assert [one["named"] for one in data["areas"]] == [False, False, True]
    told = [["Her: Hotspot 1 i Nord."], ["Ingen hotspots her."]]
    assert [one["lines"] for one in data["areas"][:2]] == told
    assert ">Alle hændelser (inddeling: " in text


def test_no_hotspot_is_said_in_words(city, tmp_path):
    """One incident in every cell: nothing stands out, and with so few hardly anything could."""
    asked = (*ASKED, "--category", "Vold")
    assert city.ask("detect", *asked, "--table", "hotspots")["rows"] == []
    path = tmp_path / "kort.html"
    city.run("--lang", "en", "map", "hotspots", *asked, "-o", path)
    said = path.read_text(encoding="utf-8")
    assert "No hotspot can be shown: 200 incidents in 200 cells are too few" in said
    assert "About 230 would be needed in cells of 100 m." in said
