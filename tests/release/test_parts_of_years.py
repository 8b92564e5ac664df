"""Quarters and half-years of cleared counts: printed, proved, and refused where not declared."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from hotspots.audit.folder import CLASSES
from hotspots.audit.written import read_classes
from hotspots.engine.store import reading
from hotspots.model.periods import Period
from hotspots.workflows.release.ledger import read_ledger
from tests.release.made.made_city import AREAS, declaration, made_city

ROOT = Path(__file__).resolve().parents[2]
QUARTERS = """
[[tabel]]
omraader = ["bydele"]
kategorier = ["Vold"]
trin = "kvartal"
fra = "2023-Q1"
til = "2024-Q4"
"""
FILES = {
    "kvartaler.csv": "incidents --per quarter --year 2024",
    "syd.csv": "incidents --per quarter --area Syd",
    "vold.json": "incidents --category Vold --year 2024-Q1 --baseline 2023",
    "foraar.xlsx": "incidents --per quarter --from 2024-01-01 --to 2024-06-30",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return made_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def released(city, tmp_path_factory):
    own = city.copied(tmp_path_factory.mktemp("released"))
    own.run("--lang", "da", "release", "build", declaration(own, FILES, tables=QUARTERS),
            "-o", own.folder / "ud")  # fmt: skip
    return own, own.folder / "ud"


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.thorough
def test_every_quarter_is_printed_as_it_was_cleared(released):
    """All areas, the city, outside and without a place, in each of four quarters."""
    own, folder = released
    own.run("audit", folder)
    published = read_classes((folder / CLASSES).read_text(encoding="utf-8")).cells
    classes = {(cell[0].code, cell[3].code): each
               for cell, each in published.items() if cell[1].code == "*"}  # fmt: skip
    rows = rows_of(folder / "kvartaler.csv")
    assert len(rows) == 4 * (len(AREAS) + 3)
    assert {row["period"] for row in rows} == {f"2024-Q{number}" for number in range(1, 5)}
    for row in rows:
        code = row["area"].lstrip("'")
        each = classes[code, row["period"]]
        before = classes[code, f"2023-{row['period'][5:]}"]
        assert (int(row["n_low"]), int(row["n_high"])) == (each.low, each.high)
        if code not in {"outside", "-"}:
            assert (row["baseline_low"], row["baseline_high"]) == (str(before.low),
                                                                   str(before.high))  # fmt: skip


def test_the_class_of_a_quarter_holds_the_count_that_was_there(released):
    """Against the rows of the extract, by hand."""
    own, folder = released
    lines = (own.folder / "udtraek-af-sagen.csv").read_text(encoding="utf-8").splitlines()[1:]
    dates = [line.split(";")[2] for line in lines if line.split(";")[3]]
    east = [int(line.split(";")[3]) - 720_000 for line in lines if line.split(";")[3]]
    for row in rows_of(folder / "syd.csv"):
        first, last = (day.isoformat() for day in Period.of(row["period"]).days)
        n = sum(first <= day <= last and 1000 < x < 2000
                for day, x in zip(dates, east, strict=True))  # fmt: skip
        assert int(row["n_low"]) <= n <= int(row["n_high"])
        assert row["name"] == "Syd"


def test_rates_of_a_quarter_with_a_leap_day_are_proved(released):
    """91 days in 2024, 90 in 2023: rates and ratios are of as many days."""
    _, folder = released
    answer = json.loads((folder / "vold.json").read_text(encoding="utf-8"))
    assert (answer["settings"]["baseline"], answer["settings"]["year"]) == ("2023-Q1", "2024-Q1")
    told = [row for row in answer["rows"] if row["rate_per_1000"] is not None]
    assert told
    for row in told:
        expected = 1000 * row["n"] / row["population"] * 90 / 91
        assert row["rate_per_1000"] == pytest.approx(expected, rel=1e-8)
    assert "i 1. kvartal 2024" in answer["rows"][0]["sentence"]
    assert "1. kvartal 2023" in answer["rows"][0]["sentence"]


REFUSED = {
    "a half-year": ("incidents --year 2024-H1", 3, "alle kategorier i 2024-H1; der er 2023-Q1"),
    "a month": ("incidents --year 2024-M03", 3, "alle kategorier i 2024-M03"),
    "weeks": ("incidents --per week --year 2024", 3, "alle kategorier i 2024-W01"),
    "months without a year": ("incidents --per month", 3, "alle kategorier i --per month"),
    "whole years": ("incidents", 3, "alle kategorier i hele år"),
    "a cut quarter": ("incidents --per quarter --from 2024-01-01 --to 2024-05-31", 2,
                      "2024-Q2 rækker ud over de dage"),
    "the day of report": ("incidents --year 2024-Q4 --date reported", 3, "--date"),
    "a contradiction": ("incidents --year 2024-Q4 --per month", 2, "skriv --year 2024"),
}  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_declared_is_refused_by_its_name(released, tmp_path, why):
    line, code, words = REFUSED[why]
    own = released[0].copied(tmp_path / "own")
    path = declaration(own, {"a.csv": line}, tables=QUARTERS)
    done = own.run("--lang", "da", "release", "build", path, "-o", own.folder / "ny", expect=code)
    assert words in done.stderr
    assert not (own.folder / "ny").exists()


def test_the_public_has_quarters_and_partners_months(city, tmp_path):
    """The policy's shortest step, by a release file and by a single line."""
    own = city.copied(tmp_path / "own")
    months = QUARTERS.replace("kvartal", "måned").replace("2023-Q1", "2023-M01").replace(
        "2024-Q4", "2024-M12")  # fmt: skip
    path = declaration(own, {"a.csv": "incidents --per month --year 2024"}, tables=months)
    said = own.run("--lang", "da", "release", "build", path, "-o", own.folder / "ny", expect=3)
    assert "skriv trin = 'kvartal'" in said.stderr
    line = ["--lang", "da", "incidents", "--policy", own.folder / "politik.toml", "--audience"]
    said = own.run(*line, "public", "--year", "2024-M03", "-o", own.folder / "m.csv", expect=3)
    assert "for 'offentlig' tillader politikken intet kortere end kvartal" in said.stderr
    own.run(*line, "partner", "--year", "2024-M03", "-o", own.folder / "m.csv")
    assert {row["period"] for row in rows_of(own.folder / "m" / "m.csv")} == {"2024-M03"}


def test_the_example_of_the_how_to_is_built(city, tmp_path):
    """The table and the file that the page shows, as they stand there."""
    own = city.copied(tmp_path / "own")
    page = (ROOT / "docs" / "how-to" / "declare-a-release.md").read_text(encoding="utf-8")
    example = next(part.split("```")[0] for part in page.split("```toml\n")[1:]
                   if "kvartal" in part.split("```")[0])  # fmt: skip
    path = declaration(own, {}, tables=example)
    own.run("release", "build", path, "-o", own.folder / "ny")
    rows = rows_of(own.folder / "ny" / "kvartaler.csv")
    assert {row["period"] for row in rows} == {f"2024-Q{number}" for number in range(1, 5)}


def test_a_single_line_declares_the_quarters_that_it_prints(city, tmp_path):
    """Those of its year and of the year compared with, with years before for swings."""
    own = city.copied(tmp_path / "own")
    declaration(own, {})
    policy = own.folder / "politik.toml"
    own.run("incidents", "--per", "quarter", "--year", "2024", "--baseline", "2022", "--policy",
            policy, "--audience", "public", "-o", own.folder / "k.csv")  # fmt: skip
    own.run("audit", own.folder / "k")
    rows = rows_of(own.folder / "k" / "k.csv")
    assert {row["period"] for row in rows} == {f"2024-Q{number}" for number in range(1, 5)}
    assert all(row["baseline_high"] for row in rows if row["area"] == "1")
    with reading(own.store) as store:
        assert {row.entry.release for row in read_ledger(store)} == {"k"}
    line = ["--lang", "da", "incidents", "--per", "quarter", "--policy", policy, "--audience",
            "public", "-o", own.folder / "x.csv"]  # fmt: skip
    assert "Angiv de perioder, der skal tælles først" in own.run(*line, expect=2).stderr
    shutil.rmtree(own.folder / "k")
