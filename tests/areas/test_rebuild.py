"""The index districts of 2009 from today's roder: 35 of them, five misnumbered roder found."""

import json
import shutil

import pytest
import shapely

from tests import real_data
from tests.conftest import Hotspots, square

REBUILD = ("areas", "rebuild", "districts2009")
# rode, its name, the district it states, its bydel, how far off it lies, what it borders
MISNUMBERED = {
    "263": ("Kobbelvængets", "7", "Brønshøj-Husum", 3394, {"16", "18"}),
    "324": ("Kløvermarks", "9", "Amager Øst", 3022, {"32", "33"}),
    "392": ("Skyttecentrets", "10", "Amager Vest", 5309, {"28", "29"}),
    "393": ("Koklappernes", "10", "Amager Vest", 6344, {"28", "29"}),
    "394": ("Dæmningens", "10", "Amager Vest", 5198, {"28", "29"}),
}


@pytest.fixture(scope="module")
def real_roder(tmp_path_factory):
    """Return a store with the 399 roder."""
    if not real_data.RODER.exists():
        pytest.skip("no real extracts here")
    hotspots = Hotspots(tmp_path_factory.mktemp("roder") / "store.duckdb")
    hotspots.done("load", "areas", real_data.RODER, "--set", "rode")
    return hotspots.store


@pytest.fixture
def roder(hotspots, real_roder):
    """Return the command line with its own copy of that store."""
    shutil.copy(real_roder, hotspots.store)
    return hotspots


def areas_of(hotspots, set_name):
    """Return a set's areas by code: name, polygon, attributes."""
    rows = hotspots.query(
        "select code, area_name, geometry, attributes from active_area "
        "where set_name = $set_name order by code_order",
        set_name=set_name,
    )
    return {
        code: (name, shapely.from_wkb(bytes(wkb)), json.loads(attributes))
        for code, name, wkb, attributes in rows
    }


@real_data.real_data
def test_thirty_five_districts_with_their_names(roder):
    """The 30 published names, five numbers, and the years in which they were in force."""
    done = roder.done(*REBUILD)
    assert done.stdout == "Load 2: 35 rows in, 35 stored, 0 rejected.\n"
    assert "Using the area set 'rode'" in done.stderr
    found = areas_of(roder, "districts2009")
    assert list(found) == [str(number) for number in range(1, 36)]
    assert found["3"][0] == "Christianshavn og Holmen"
    assert found["8"][0] == "Indre Nørrebro sydøst for Jagtvej"
    assert found["27"][0] == "Vesterbro omkring Hovedbanegården"
    assert [found[str(number)][0] for number in range(31, 36)] == [
        "Distrikt 31", "Distrikt 32", "Distrikt 33", "Distrikt 34", "Distrikt 35"
    ]  # fmt: skip
    assert "No name is known for 31, 32, 33, 34, 35" in done.stderr
    assert roder.query(
        "select cast(valid_from as text), cast(valid_to as text), overlapping "
        "from area_set where set_name = 'districts2009'"
    ) == [("2009-01-01", "2011-12-31", False)]


@real_data.real_data
def test_the_five_misnumbered_roder_are_said_and_left_out(roder):
    """Each by code, name, stated district and bydel; where it was in 2009 nobody can tell."""
    said = roder.done(*REBUILD).stderr
    found = areas_of(roder, "districts2009")
    told = {one["unit"]: one for *_, of in found.values() for one in of["misnumbered"]}
    assert told.keys() == MISNUMBERED.keys()
    for code, (name, stated, bydel, distance_m, borders) in MISNUMBERED.items():
        assert f"{code} {name} says district {stated} (" in said
        assert (told[code]["name"], told[code]["stated"]) == (name, stated)
        assert (told[code]["bydel"], told[code]["put"]) == (bydel, None)
        assert told[code]["distance_m"] == pytest.approx(distance_m, abs=1)
        assert set(told[code]["borders_m"]) == borders
    assert "but lies in Brønshøj-Husum, 3.4 km from the rest of it: left out" in said
    assert "Together with 393, 394 it borders 29 (2,915 m), 28 (1,548 m)." in said
    assert sum(len(of["units"]) for *_, of in found.values()) == 394


@real_data.real_data
def test_they_differ_from_the_plain_numbers_by_exactly_those_five(roder):
    """0.71 km² in 7, 3.17 in 9, 6.99 in 10; elsewhere nothing but the rounding to 0.1 m."""
    import geopandas

    roder.done(*REBUILD)
    found = areas_of(roder, "districts2009")
    plain = geopandas.read_file(real_data.DISTRICTS).to_crs("EPSG:25832")
    beyond = {}
    for number, other in zip(plain["distrikt_nr"], plain.geometry, strict=True):
        mine = found[str(number)][1]
        assert mine.difference(other.buffer(0.5)).area == pytest.approx(0, abs=1)
        rest = other.difference(mine.buffer(0.5))
        if rest.area > 1:
            beyond[number] = rest
    assert {number: round(rest.area / 1e6, 2) for number, rest in beyond.items()} == {
        7: 0.71,
        9: 3.17,
        10: 6.99,
    }
    roder_of = areas_of(roder, "rode")
    five = shapely.union_all([roder_of[code][1] for code in MISNUMBERED])
    assert shapely.union_all(list(beyond.values())).symmetric_difference(five).area < 1000


@real_data.real_data
def test_with_the_assumption_nothing_is_left_out(roder):
    """Each goes to the longest border of its own bydel, marked in both districts."""
    said = roder.done(*REBUILD, "--assume-neighbours").stderr
    found = areas_of(roder, "districts2009")
    here = {one["unit"]: code for code, (*_, of) in found.items() for one in of["put_here"]}
    assert here == {"263": "16", "324": "32", "392": "29", "393": "29", "394": "29"}
    assert all(one["assumed"] for *_, of in found.values() for one in of["put_here"])
    assert said.count("this is an assumption") == 5
    assert sum(len(of["units"]) for *_, of in found.values()) == 399
    assert sum(shape.area for _, shape, _ in found.values()) / 1e6 == pytest.approx(
        92.37, abs=0.01
    )


@real_data.real_data
def test_rode_157_stays_in_district_12_with_a_note(roder):
    said = roder.done(*REBUILD).stderr
    of = areas_of(roder, "districts2009")["12"][2]
    assert of["units"] == ["157", "158", "159", "160", "163", "164"]
    assert "Rode 157 is kept here because the rode layer gives it district 12" in of["note_en"]
    assert "District 12: Rode 157 is kept here" in said
    answer = json.loads(roder.done("areas", "show", "districts2009", "--format", "json").stdout)
    assert any(note.startswith("Rode 157 er med her") for note in answer["notes"])
    assert any(note.startswith("Rode 263 Kobbelvængets har nummer 7") for note in answer["notes"])
    assert len(answer["notes"]) == 5 + 1 + 1


@real_data.real_data
def test_the_2010_area_of_district_12_and_rode_157(roder, tmp_path):
    """Defined by the attribute and one more unit, which the layer counts in already: 0.97 km²."""
    listed = tmp_path / "særlige.csv"
    listed.write_text("Kode;Navn;Roder\nS;Ydre Nørrebro;distrikt_nr=12 + 157\n", "utf-8")
    said = roder.done("load", "areas", listed, "--set", "særlige", "--units", "rode").stderr
    assert "S Ydre Nørrebro: 6 units (157, 158, 159, 160, 163, 164)" in said
    _, shape, of = areas_of(roder, "særlige")["S"]
    assert of["unit_set"] == "rode"
    assert shape.area / 1e6 == pytest.approx(0.9704, abs=0.0001)
    assert shape.geom_type == "Polygon"
    assert len(shape.interiors) == 0


BYDELE = {
    range(1, 4): "Indre By", range(4, 8): "Østerbro", range(8, 13): "Nørrebro",
    range(13, 16): "Bispebjerg", range(16, 19): "Brønshøj-Husum", range(19, 22): "Vanløse",
    range(22, 25): "Valby", range(25, 28): "Vesterbro-Kongens Enghave",
    range(28, 32): "Amager Vest", range(32, 36): "Amager Øst",
}  # fmt: skip


def bydel(number):
    return next(name for numbers, name in BYDELE.items() if number in numbers)


def roder_layer(tmp_path, changed=(), dropped=(), without=()):
    """Write a city of 70 roder: district n is the squares 2n and 2n + 1 of one long row."""
    features = []
    for at in range(2, 72):
        of = {"rode_nr": at, "rodenavn": f"Rode {at}", "distrikt_nr": at // 2}
        of["bydel"] = bydel(at // 2)
        of |= dict(changed).get(at, {})
        if of["distrikt_nr"] in dropped:
            continue
        shown = {name: value for name, value in of.items() if name not in without}
        geometry = json.loads(shapely.to_geojson(square(at)))
        features.append({"type": "Feature", "properties": shown, "geometry": geometry})
    crs = {"type": "name", "properties": {"name": "EPSG:25832"}}
    layer = {"type": "FeatureCollection", "crs": crs, "features": features}
    path = tmp_path / "roder.geojson"
    path.write_text(json.dumps(layer), "utf-8")
    return path


def test_a_city_where_nothing_is_misnumbered(hotspots, tmp_path):
    """No rode is named, each district has its two; another spelling of a bydel is the same."""
    layer = roder_layer(tmp_path, {7: {"bydel": " indre  by"}})
    hotspots.done("load", "areas", layer, "--set", "rode")
    said = hotspots.done(*REBUILD).stderr
    assert "says district" not in said
    assert "Rode 157" not in said
    found = areas_of(hotspots, "districts2009")
    assert len(found) == 35
    assert found["1"][2]["units"] == ["2", "3"]
    assert [of["misnumbered"] for *_, of in found.values()] == [[]] * 35
    assert {shape.area for _, shape, _ in found.values()} == {20000}


def test_a_misnumbered_rode_with_one_neighbour_is_put_there(hotspots, tmp_path):
    """Rode 71, the last of Amager Øst, says district 1: only district 35 borders it."""
    extra = {71: {"distrikt_nr": 1}}
    hotspots.done("load", "areas", roder_layer(tmp_path, extra), "--set", "rode")
    said = hotspots.done(*REBUILD).stderr
    assert "71 Rode 71 says district 1 (" in said
    assert "put in 35 (Distrikt 35), the only one there it borders" in said
    found = areas_of(hotspots, "districts2009")
    assert found["1"][2]["units"] == ["2", "3"]
    assert found["35"][2]["units"] == ["70", "71"]
    assert found["35"][2]["put_here"][0]["assumed"] is False
    shown = json.loads(
        hotspots.done("--lang", "en", "areas", "show", "districts2009", "--format", "json").stdout
    )
    assert "It is put in district 35, the only one in Amager Øst that it borders." in str(
        shown["notes"]
    )


def test_it_is_made_once(hotspots, tmp_path):
    """Made again it is recognised; from a corrected layer it needs --replace."""
    hotspots.done("load", "areas", roder_layer(tmp_path), "--set", "rode", "--synthetic")
    hotspots.done(*REBUILD)
    before = hotspots.contents()
    assert "Load 2 already holds" in hotspots.done(*REBUILD, "--from", "rode").stdout
    assert hotspots.contents() == before
    loads = hotspots.query(
        "select kind, target, file_name, sha256, synthetic from load order by load_id"
    )
    assert loads[1][:3] == ("areas", "districts2009", "roder.geojson")
    assert loads[1][3:] == (loads[0][3], True)
    (settings,) = hotspots.query("select settings from load where load_id = 2")[0]
    assert json.loads(settings) == {"rebuilt": "districts2009", "from": "rode", "from_load": 1}
    corrected = roder_layer(tmp_path, {71: {"rodenavn": "Sidste"}})
    hotspots.done("load", "areas", corrected, "--set", "rode", "--replace", 1)
    assert "Say --replace 2" in hotspots.run(*REBUILD).stderr
    hotspots.done(*REBUILD, "--replace", 2)
    assert areas_of(hotspots, "districts2009")["35"][2]["unit_load"] == 3


def test_stored_incidents_are_placed_in_it(hotspots, tmp_path):
    """One in rode 2 of district 1, one in rode 71 of district 35."""
    hotspots.done("load", "areas", roder_layer(tmp_path), "--set", "rode")
    rows = "id;dato;x;y\n1;01-05-2010;724250;6175050\n2;02-05-2010;731150;6175050\n"
    incidents = tmp_path / "a.csv"
    incidents.write_text(rows, "utf-8")
    hotspots.done("load", "incidents", incidents, "--source", "politi", "--crs", "EPSG:25832")
    assert "Placed 2 of 2 stored incidents in 'districts2009'" in hotspots.done(*REBUILD).stderr
    assert hotspots.query(
        "select area.code from placed_incident join area on area.load_id = area_load_id "
        "and area_order = code_order where area_load_id = 3 order by area.code"
    ) == [("1",), ("35",)]


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        ({"without": ("distrikt_nr",)}, "have no 'distrikt_nr'"),
        ({"without": ("bydel",)}, "have no 'bydel'"),
        (
            {"dropped": (35,)},
            "name 34 districts in 'distrikt_nr', and the index had 35; without 35",
        ),
        (
            {"changed": {71: {"distrikt_nr": 36}}},
            "name 36 districts in 'distrikt_nr', and the index had 35; with 36",
        ),
        (
            {"changed": {2: {"bydel": "Valby"}, 3: {"bydel": "Valby"}}},
            "district 1 lies in 'valby', in the index in 'Indre By'",
        ),
    ],
)
def test_a_layer_that_is_not_of_the_index_is_refused(hotspots, tmp_path, layer, sentence):
    """In one sentence, and nothing is stored."""
    hotspots.done("load", "areas", roder_layer(tmp_path, **layer), "--set", "rode")
    before = hotspots.contents()
    found = hotspots.run(*REBUILD, "--from", "rode")
    assert found.exit_code == 1
    assert sentence in found.stderr
    assert hotspots.contents() == before


def test_the_set_is_found_or_asked_for(three_areas, tmp_path):
    """None with the attributes, then one, then two."""
    found = three_areas.run(*REBUILD)
    assert found.exit_code == 1
    assert "No area set in this store has the attributes 'distrikt_nr' and 'bydel'" in found.stderr
    for name in ("rode", "rode2"):
        three_areas.done("load", "areas", roder_layer(tmp_path), "--set", name)
    found = three_areas.run(*REBUILD)
    assert found.exit_code == 2
    assert "Several sets could be used: 'rode', 'rode2'. Name one with --from." in found.stderr


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("nix",), "There is no recipe 'nix'; there is districts2009."),
        (("districts2009", "--by", "bydel"), "'districts2009' is a recipe"),
        (("nye", "--by", "bydel"), "--by needs --from SET"),
        (
            ("nye", "--by", "bydel", "--from", "rode", "--assume-neighbours"),
            "--assume-neighbours belongs to the recipe",
        ),
    ],
)
def test_wrong_usage_names_what_there_is(three_areas, asked, sentence):
    found = three_areas.run("areas", "rebuild", *asked)
    assert found.exit_code == 2
    assert sentence in found.stderr


def test_areas_joined_by_an_attribute(hotspots, tmp_path):
    """Ten bydele of the 70 roder; a rode without one is in none, a second spelling is the same."""
    layer = roder_layer(tmp_path, {7: {"bydel": "INDRE BY"}, 71: {"bydel": None}})
    hotspots.done("load", "areas", layer, "--set", "rode")
    done = hotspots.done("areas", "rebuild", "bydele", "--from", "rode", "--by", "bydel")
    assert done.stdout == "Load 2: 10 rows in, 10 stored, 0 rejected.\n"
    assert "Without 'bydel', and in no area: 71." in done.stderr
    found = areas_of(hotspots, "bydele")
    assert found["Indre By"][2]["units"] == ["2", "3", "4", "5", "6", "7"]
    assert found["Amager Øst"][1].area == 7 * 10_000
    missing = hotspots.run("areas", "rebuild", "x", "--from", "rode", "--by", "kvarter")
    assert missing.exit_code == 1
    assert "have no 'kvarter'. They have: bydel, distrikt_nr, rode_nr" in missing.stderr
