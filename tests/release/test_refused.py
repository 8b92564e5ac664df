"""What must not leave, each alone: exit code 3, nothing in place, and a sentence that says why.

Later releases tell of small counts there, whatever is widened; where that helps, it is tried too.
"""

from dataclasses import replace

import numpy as np
import pytest

from hotspots import shipped
from hotspots.audit.folder import CLASSES
from hotspots.audit.ledger import LedgerEntry
from hotspots.audit.written import read_classes, written_classes
from hotspots.cli import releasing
from hotspots.engine.store import reading, writing
from hotspots.model.audiences import COMMAND_RULES
from hotspots.model.disclosure import CountClass, Member, PublishedClasses
from hotspots.workflows.release import build, clear_store
from hotspots.workflows.release.ledger import append_prepared, read_ledger
from tests.release.made.fine_city import city_of_sexes, fine_city
from tests.release.made.made_city import POLICY, UNAPPROVED, declaration

TOTAL = Member("total", "*")
WOMEN = Member("køn", "køn=kvinder")


def table(set_name, step, first, last, rest=""):
    return (f'\n[[tabel]]\nomraader = ["{set_name}"]\ntrin = "{step}"\nfra = "{first}"\n'
            f'til = "{last}"\n{rest}')  # fmt: skip


def declared(own, tables, **options):
    return declaration(own, {"a.csv": "areas list"}, tables=tables, history=0, **options)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city of which areas, their years and three quarters were released."""
    own = fine_city(tmp_path_factory.mktemp("city"))
    tables = table("bydele", "år", 2020, 2023) + table("bydele", "kvartal", "2024-Q1", "2024-Q3")
    own.run("release", "build", declared(own, tables), "-o", own.folder / "ud")
    return own


@pytest.fixture(scope="module")
def city_of_women(tmp_path_factory):
    """Return a city of which women were released, and never everybody."""
    own = city_of_sexes(tmp_path_factory.mktemp("sexes"))
    year = Member("year", "2024")
    classes = {
        (Member("bydele", area), TOTAL, WOMEN, year): count
        for area, count in (("1", CountClass(5, 7, 5)), ("2", CountClass(38, 42, 40)))
    }
    text = written_classes(PublishedClasses(classes))
    with writing(own.store) as store:
        append_prepared(store, LedgerEntry("kvinder", "public", POLICY, text, "0" * 64, {}))
    return own


def world(own):
    """Return what must not change: the names in the folder, and the ledger."""
    with reading(own.store) as store:
        return sorted(path.name for path in own.folder.iterdir()), read_ledger(store)


def refused(own, path, *sentences, lang="en"):
    """Build a release, which must be refused with these words and leave nothing."""
    before = world(own)
    done = own.run("--lang", lang, "release", "build", path, "-o", own.folder / "senere",
                   expect=3)  # fmt: skip
    assert done.stdout == ""
    assert [words for words in sentences if words not in done.stderr] == [], done.stderr
    assert world(own) == before
    assert not (own.folder / "senere").exists()


LATER = {
    "kvarter after bydel": (table("kvarter", "år", 2023, 2023), {}, "kvarter 3, 2023"),
    "another set after the first": (table("nye", "år", 2022, 2022), {}, "nye 1, 2022"),
    "quarters 1-3, then the year": (
        table("bydele", "år", 2024, 2024), {}, "bydele 1, 2024"),
    "with, then without a category": (
        table("bydele", "år", 2021, 2021, 'kategorier = ["*"]\n'),
        {"policy": POLICY.replace("kategorier = []", 'kategorier = ["Røveri"]')},
        "Indbrud, 2021"),
    "women, then all": (table("bydele", "år", 2024, 2024), {}, "bydele 1, 2024"),
}  # fmt: skip


@pytest.mark.parametrize("what", LATER)
def test_what_would_tell_small_counts_beside_an_earlier_release(
    city, city_of_women, tmp_path, what
):
    """With the cell that would come out, and what fits; the sentence is one, in Danish too."""
    tables, options, cell = LATER[what]
    own = (city_of_women if what.startswith("women") else city).copied(tmp_path / "own")
    path = declared(own, tables, **options)
    refused(own, path, "The declared tables are too fine", cell,
            "which need not be under 5 themselves: ",
            "joined categories, a longer period, or larger areas")  # fmt: skip
    if what == "kvarter after bydel":
        refused(own, path, "Tabellerne i udgivelsesfilen er for fine", cell,
                "som ikke selv behøver at være under 5: ", "lægge kategorier "
                "sammen, tage en længere periode eller større områder", lang="da")  # fmt: skip


WIDENED = {
    "kvarter after bydel": (  # 20 and 3 in Nord, of which 25 is published
        table("kvarter", "år", 2020, 2020), {}, "1", CountClass(18, 27, 20)),
}  # fmt: skip


@pytest.mark.parametrize("what", WIDENED)
def test_what_would_tell_small_counts_is_widened_where_that_is_enough(city, tmp_path, what):
    """So wide that nothing, or k - 1, may be left; and proved from the folder."""
    tables, options, code, count_class = WIDENED[what]
    own = city.copied(tmp_path / "own")
    path = declared(own, tables, **options)
    own.run("release", "build", path, "-o", own.folder / "senere")
    own.run("audit", own.folder / "senere")
    classes = read_classes((own.folder / "senere" / CLASSES).read_text(encoding="utf-8")).cells
    assert count_class in [count for cell, count in classes.items() if cell[0].code == code]


def test_a_category_that_is_excluded_and_not_in_the_store_is_named(city, tmp_path):
    """It may be misspelt, and then everything of it would leave."""
    own = city.copied(tmp_path / "own")
    policy = POLICY.replace("kategorier = []", 'kategorier = ["Røveri", "Indbrudd"]')
    path = declared(own, table("bydele", "år", 2020, 2020), policy=policy)
    done = own.run("--lang", "en", "release", "build", path, "-o", own.folder / "senere")
    assert "leaves out Indbrudd, of which the store has nothing" in done.stderr
    assert "The store has: Indbrud, Røveri." in done.stderr


def planted(monkeypatch, change):
    """Let the clearing of every build be changed on its way to the proof."""
    cleared = build.cleared

    def changed(counted, *arguments):
        return change(counted, cleared(counted, *arguments))

    monkeypatch.setattr(build, "cleared", changed)


def test_a_witness_that_is_off_by_one(city, tmp_path, monkeypatch):
    """A small cell at k - 1 is moved to k; the audit of a folder is tested elsewhere."""

    def off_by_one(_, clearing):
        witnesses = clearing.witnesses.copy()
        witness, finest = np.argwhere(witnesses == 4)[0]
        witnesses[witness, finest] += 1
        return replace(clearing, witnesses=witnesses)

    planted(monkeypatch, off_by_one)
    own = city.copied(tmp_path / "own")
    path = declared(own, table("kvarter", "år", 2020, 2020))
    refused(own, path, "The release is not proved: witness", "does not fit the class of")
    refused(own, path, "Udgivelsen er ikke bevist: vidne", "passer ikke til klassen", lang="da")


def test_an_added_total(city, tmp_path, monkeypatch):
    """The whole city's true count of a year that the release does not declare."""

    def with_total(counted, clearing):
        city_of_2020 = next(cell for cell in clearing.published.cells if cell[0].code == "*")
        total = (*city_of_2020[:3], Member("year", "2021"))
        n = counted.count(total)
        cells = {**clearing.published.cells, total: CountClass(n, n, n)}
        return replace(clearing, published=replace(clearing.published, cells=cells))

    planted(monkeypatch, with_total)
    own = city.copied(tmp_path / "own")
    path = declared(own, table("kvarter", "år", 2020, 2020))
    refused(own, path, "The release is not proved: witness", "does not fit the class of kvarter:*")


def test_a_rate_of_the_true_count(city, tmp_path, monkeypatch):
    """A count in the place of its class, on the store that rates are worked out from."""
    row = clear_store._count_row

    def true_row(cell, cleared):
        return row(cell, cleared) | ({"figure": 3} if cell[0].code == "2" else {})

    monkeypatch.setattr(clear_store, "_count_row", true_row)
    own = city.copied(tmp_path / "own")
    path = declared(own, table("kvarter", "år", 2020, 2020))
    refused(own, path, "has another count of kvarter 2, 2020 than is published")
    refused(own, path, "har et andet antal for kvarter 2, 2020, end der udgives", lang="da")


def test_a_command_that_opens_the_store_with_incidents(city, tmp_path, monkeypatch):
    """A rate of the true count by the other way: the command is run on the ordinary store."""
    run = releasing._run
    own = city.copied(tmp_path / "own")
    monkeypatch.setattr(releasing, "_run", lambda _, arguments: run(own.store, arguments))
    path = declared(own, table("kvarter", "år", 2020, 2020))
    refused(own, path, "aldrig af dette lager", lang="da")


def test_a_policy_that_nobody_approved(city, tmp_path):
    own = city.copied(tmp_path / "own")
    path = declared(own, table("bydele", "år", 2020, 2020), policy=UNAPPROVED)
    refused(own, path, "nobody has approved this policy", "`af` and the day as `dato`")
    refused(own, path, "ingen har godkendt politikken", "[godkendelse]", lang="da")


def test_a_query_without_an_audience(city, tmp_path, monkeypatch):
    """Its header forgot the line; it is named. In English elsewhere."""
    text = shipped.text

    def forgotten(name):
        whole = text(name)
        return whole.replace("-- audience: public\n", "") if "areas/sets" in name else whole

    monkeypatch.setattr(shipped, "text", forgotten)
    own = city.copied(tmp_path / "own")
    path = declared(own, table("bydele", "år", 2020, 2020))
    refused(own, path, "Forespørgslen areas/sets er ikke for 'public'", lang="da")


def test_a_command_without_a_row(city, tmp_path, monkeypatch):
    """It was added, and nobody thought of whom it serves: those that may be run are named."""
    monkeypatch.delitem(COMMAND_RULES, ("areas", "list"))
    own = city.copied(tmp_path / "own")
    path = declared(own, table("bydele", "år", 2020, 2020))
    refused(own, path, "`areas list`, which may not be run for 'offentlig'", "these may: change")
    refused(own, path, "`areas list`, som ikke kan laves til modtageren 'offentlig'", lang="da")
