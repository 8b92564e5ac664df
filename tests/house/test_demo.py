"""The demo: the whole chain on made-up data, said to be so on everything it leaves."""

import csv
import json
import re
import statistics
from collections import defaultdict

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from hotspots.cli.main import main
from hotspots.output.templates.outward import outward_parts
from hotspots.workflows.demo.extracts import write_extracts
from tests.browser import chromium


def test_it_makes_everything(demo):
    """Goals, designations, an effort, a week, a half-year, groups, slides and the release."""
    for name in (
        "kort_udvikling.html", "kort_prioritet.html", "kort_hotspots.html", "kort_indsats.html",
        "kort_udpegede.html", "uge.html", "statusrapport.docx", "statusrapport.pptx",
        "udvikling.xlsx", "maal.xlsx", "kvinder_og_maend.xlsx", "halvaar.xlsx", "tidsserie.png",
        "intervaller.png", "taethed.tif", "offentlig", "hotspots.duckdb", "index.html",
    ):  # fmt: skip
        assert (demo.folder / name).stat().st_size > 0


def test_few_lines_are_printed_and_the_start_page_last(demo):
    """A command a line, results, that all is made up, and where to begin."""
    assert demo.stdout.splitlines()[-2:] == [
        "Everything in it is made up (syntetiske data).",
        "Open demo/index.html",
    ]
    commands = demo.stderr.splitlines()
    assert all(line.startswith("$ hotspots --store") for line in commands[1:])
    assert len(commands) + len(demo.stdout.splitlines()) < 70


def test_its_last_lines_are_in_the_reader_s_language(tmp_path, monkeypatch):
    """Nothing has to be made to see it."""
    monkeypatch.setattr("hotspots.workflows.demo.extracts.write_extracts", lambda *_, **__: None)
    monkeypatch.setattr("hotspots.workflows.demo.steps.steps", lambda _: [])
    arguments = ["--lang", "da", "demo", str(tmp_path / "demo")]
    printed = CliRunner().invoke(main, arguments, catch_exceptions=False).stdout.splitlines()
    assert printed == [
        "Alt i den er opdigtet (syntetiske data).",
        f"Åbn {tmp_path / 'demo' / 'index.html'}",
    ]


def asked(demo, *arguments):
    """Return the answer of a command on the demo's store."""
    lead = ["--store", str(demo.folder / "hotspots.duckdb")]
    result = CliRunner().invoke(main, [*lead, *arguments, "--format", "json"])
    return json.loads(result.stdout)


def test_every_document_stands_on_its_own(demo):
    """No relation to outside, no field that fetches or runs, no object."""
    files = [
        path for suffix in ("docx", "pptx", "xlsx") for path in demo.folder.rglob(f"*.{suffix}")
    ]
    assert {path.suffix for path in files} >= {".docx", ".pptx"}
    outward = {path.name: outward_parts(path.read_bytes()) for path in files}
    of_workbooks = ["docProps/custom.xml"]  # our own: its language
    assert {
        name: parts for name, parts in outward.items() if parts not in ([], of_workbooks)
    } == {}
    assert all(name.endswith(".xlsx") for name, parts in outward.items() if parts)


def test_every_page_with_leaflet_holds_the_terms_of_its_licence(demo):
    """Embedded ones too: who hands the page on hands them on."""
    pages = [path.read_text(encoding="utf-8") for path in demo.folder.rglob("*.html")]
    drawn = [page for page in pages if "a JS library for interactive maps" in page]
    assert len(drawn) > 3
    for page in drawn:
        assert "Redistributions in binary form must reproduce the above copyright" in page
        assert 'PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"' in page


def test_women_and_men_add_up_to_all(demo):
    """Answers of both sexes are those of everybody in every area and year, and so are the yes."""
    pooled, whole = defaultdict(lambda: [0, 0.0]), {}
    for path in (demo.folder / "udtraek").glob("trygheds*_2009-2014.csv"):
        for row in csv.DictReader(path.read_text(encoding="cp1252").splitlines(), delimiter=";"):
            if row["Indikator"] == "utryg_nabolag":
                whole[row["Område"], row["År"]] = row
    text = (demo.folder / "udtraek" / "tryghed_koen_2009-2024.csv").read_text("utf-8-sig")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        n = int(row["Antal svar"])
        pooled[row["Område"], row["År"]][0] += n
        pooled[row["Område"], row["År"]][1] += n * float(row["Procent"].replace(",", ".")) / 100
    assert len(whole) == 14 * 6
    for key, row in whole.items():
        n, yes = pooled[key]
        assert n == int(row["Antal svar"])
        assert 100 * yes / n == pytest.approx(float(row["Procent"].replace(",", ".")), abs=0.11)


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_extracts(demo, tmp_path):
    """Byte for byte, the workbook too, whenever they are made."""
    (tmp_path / "udtraek").mkdir()
    write_extracts(tmp_path, lambda _: None)
    made = sorted((demo.folder / "udtraek").iterdir())
    assert len(made) == 13
    for path in made:
        assert (tmp_path / "udtraek" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_targets_have_three_answers(demo):
    """One met, one not, and one that cannot be told."""
    rows = asked(demo, "goals", "--as-of", "2025-01-02")["rows"]
    assert [row["answer"] for row in rows] == ["met", "not_met", "cannot_be_said"]


def test_women_and_men_came_nearer_and_the_effort_runs(demo):
    """The gap of the city narrowed; the effort's fall is beside two areas; stations give names."""
    gap = asked(demo, "gap", "utryg_nabolag", "--set", "bydele13", "--between", "køn=kvinder",
                "--and", "køn=mænd", "--baseline", "2010")["rows"][0]  # fmt: skip
    assert gap["verdict"] == "better"
    effort = asked(demo, "evaluate", "Trygge aftener", "--set", "bydele13")["rows"][0]
    assert effort["measure"] == "ratio_of_rate_ratios"
    assert effort["value"] < 1
    assert len(asked(demo, "designations", "--year", "2024")["rows"]) == 3


def test_every_output_says_that_it_is_made_up(demo):
    """Pages, workbook and layer carry the words; the commands shown can be typed again."""
    folder = demo.folder
    pages = ("kort_udvikling.html", "kort_prioritet.html", "kort_utryghed.html",
             "kort_hotspots.html", "kort_indsats.html", "kort_udpegede.html")  # fmt: skip
    for name in pages:
        page = (folder / name).read_text(encoding="utf-8")
        assert "Syntetiske data" in page
        assert "Skematisk" in page
    assert "Syntetiske data" in (folder / "statusrapport.html").read_text(encoding="utf-8")
    about = openpyxl.load_workbook(folder / "udvikling.xlsx")["Bemærkninger og kilder"]
    assert any("Syntetiske data" in str(row[2].value) for row in about.iter_rows())
    layer = json.loads((folder / "udvikling.geojson").read_text(encoding="utf-8"))
    assert any("Syntetiske data" in note for note in layer["hotspots"]["notes"])
    assert "$ hotspots --store" in demo.stderr


def test_hotspots_leave_as_page_layer_and_surface(demo):
    """The same hotspots on the map and in the layer; the surface lies over them, in metres."""
    import geopandas
    import rasterio

    folder = demo.folder
    frame = geopandas.read_file(folder / "hotspots.gpkg", layer="detect")
    page = (folder / "kort_hotspots.html").read_text(encoding="utf-8")
    assert len(frame) > 3
    assert f"{len(frame)} hotspots med" in page
    with rasterio.open(folder / "taethed.tif") as surface:
        assert surface.crs.to_epsg() == frame.crs.to_epsg() == 25832
        values = surface.read(1, masked=True)
        spots = list(surface.sample(list(zip(frame["x_m"], frame["y_m"], strict=True))))
    assert values.mask.any()
    assert statistics.median(float(one[0]) for one in spots) > 2 * float(values.mean())


def test_maps_are_light_and_the_priority_map_carries_hotspots(demo):
    """Thirteen areas with all their layers, hotspots and their words are at most 450 kB."""
    for path in demo.folder.glob("kort_*.html"):
        assert path.stat().st_size < 450_000, path.name
    page = (demo.folder / "kort_prioritet.html").read_text(encoding="utf-8")
    assert re.search(r'<input type="checkbox" name="overlay"[^>]*> Hotspots<', page)


def test_sizes_are_realistic(demo):
    """About 30,000 incidents a year falling slowly, 8,000 answers to 2014, fewer later."""
    folder = demo.folder
    asked = ["--store", str(folder / "hotspots.duckdb")]
    late = ["incidents", "--set", "bydele13", "--format", "json"]
    answer = CliRunner().invoke(main, [*asked, *late], catch_exceptions=False)
    whole = json.loads(answer.stdout)["rows"][0]
    assert 20_000 < whole["n"] < 32_000
    assert 28_000 < whole["baseline_n"] < 32_000
    change = ["change", "--set", "bydele13", "--format", "json"]
    rows = json.loads(CliRunner().invoke(main, [*asked, *change]).stdout)["rows"]
    assert sum(row["baseline_n"] for row in rows[1:]) == pytest.approx(8000, rel=0.02)
    assert 3500 <= rows[0]["n"] <= 5000
    assert len({row["light"] for row in rows}) > 1


def test_rows_in_are_rows_stored_plus_rejected(demo):
    """The overlapping extract repeats a year: its rows are rejected as repeats, none is lost."""
    folder = demo.folder
    asked = ["--store", str(folder / "hotspots.duckdb"), "status", "--format", "json"]
    loads = json.loads(CliRunner().invoke(main, asked).stdout)["rows"]
    assert all(one["rows_in"] == one["rows_stored"] + one["rows_rejected"] for one in loads)
    assert max(one["rows_rejected"] for one in loads) > 20_000


def test_its_release_is_proved_and_says_what_under_5_means(demo):
    """It proves itself; some counts are small, and no file of it says that it is internal."""
    folder = demo.folder / "offentlig"
    audited = CliRunner().invoke(main, ["audit", str(folder)], catch_exceptions=False)
    assert audited.exit_code == 0
    assert " under 5: " in audited.stdout
    table = (folder / "brandstiftelser.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    small = [row for row in rows if row["n_high"] == "4"]
    assert len(small) > 4
    assert {(row["n"], row["rate_per_1000"]) for row in small} == {("", "")}
    notes = (folder / "brandstiftelser.notes.txt").read_text(encoding="utf-8")
    assert '"Under 5" er alle antal fra 0 til 4, også 0' in notes
    assert "så delene behøver ikke at give totalen" in notes
    for path in (*folder.glob("*.html"), *folder.glob("*.svg"), *folder.glob("*.txt")):
        assert "Intern" not in path.read_text(encoding="utf-8"), path.name


def test_its_store_passes_every_check(demo):
    """Nothing is found, not even what is only possible; the overlapping extract is no defect."""
    store = demo.folder / "hotspots.duckdb"
    asked = ["--store", str(store), "check", "--strict", "--format", "json"]
    result = CliRunner().invoke(main, asked)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["rows"]) == (0, [])
    assert answer["settings"]["n_incidents"] > 400_000
    assert any("Syntetiske data" in note for note in answer["notes"])


def test_a_second_run_needs_force(demo):
    """What is there is not overwritten unasked."""
    result = CliRunner().invoke(main, ["demo", str(demo.folder)])
    assert result.exit_code == 2
    assert "--force" in result.stderr


@pytest.mark.browser
def test_the_map_opens_without_a_request(demo, tmp_path):
    """Thirteen areas, a title and a legend in Danish, no request, no message."""
    page = (demo.folder / "kort_udvikling.html").read_text(encoding="utf-8")
    path = tmp_path / "kort.html"
    with chromium() as browser, browser.visit(page, path) as visit:
        assert visit.page.title().startswith("Utrygge i nabolaget")
        assert visit.page.locator("path.leaflet-interactive").count() == 13
        assert "sikker forbedring" in visit.page.inner_text("main")
        assert visit.requests == [path.as_uri()]
        assert (visit.messages, visit.errors) == ([], [])


PAGES = {
    "kort_udvikling": ("map", "change"),
    "kort_prioritet": ("map", "priority"),
    "kort_utryghed": ("map", "indicator"),
    "kort_hotspots": ("map", "hotspots", "--from", "2024-01-01"),
    "uge": ("week",),
    "kort_indsats": ("map", "evaluation", "Trygge aftener"),
    "kort_udpegede": ("map", "designations", "--kind", "tryghedsområde"),
}


def in_english(demo, folder, name):
    """Return a page of the demo's store in English."""
    path = folder / f"{name}.en.html"
    arguments = [
        "-q",
        "--store",
        str(demo.folder / "hotspots.duckdb"),
        "--lang",
        "en",
        *PAGES[name],
    ]
    done = CliRunner().invoke(main, [*arguments, "--set", "bydele13", "-o", str(path)])
    assert done.exit_code == 0, done.stderr
    return path


@pytest.mark.browser
@pytest.mark.part(3)
@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("name", [*PAGES, "statusrapport"])
def test_axe_finds_nothing_on_any_page_in_either_language(demo, tmp_path, name, lang):
    """With figures open at 320 px: no sideways scroll, no request, no message."""
    is_danish = lang == "da" or name not in PAGES
    path = demo.folder / f"{name}.html" if is_danish else in_english(demo, tmp_path, name)
    with chromium() as browser:
        copy = tmp_path / f"set_{path.name}"
        seen = visited(browser, path, copy, opened=name in PAGES)
        assert seen == ([], 320, [copy.as_uri()], [], [])


def visited(browser, path, copy, *, opened):
    """Return what axe finds, how wide a page is, and what it asked for and complained of.

    The check is itself a script that the content policy would stop.
    """
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    html = path.read_text(encoding="utf-8")
    with browser.visit(html, copy, width=320, height=740, **options) as visit:
        if opened:
            visit.page.locator("tbody button").first.press("Enter")
            visit.page.locator(".panel").wait_for()
        found = Axe().run(visit.page).response["violations"]
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        return found, wide, visit.requests, visit.messages, visit.errors
