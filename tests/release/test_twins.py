"""Files of a release follow from classes alone: every command, in every format it can write."""

import io
import zipfile
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import Clearing, clear
from hotspots.cli.main import main
from hotspots.cli.options import NewFile
from hotspots.model.audiences import COMMAND_RULES, command_path
from hotspots.model.disclosure import PublishedClasses
from hotspots.sources.release.release_file import AUDIENCE_WORDS
from hotspots.workflows.release.build import count, make_files
from hotspots.workflows.release.clearing import Earlier
from hotspots.workflows.release.counting import CountedRelease
from hotspots.workflows.release.rooms import private_room
from tests.release.made.made_city import declaration
from tests.release.made.open_city import open_city, secrets
from tests.release.made.twins import job, with_incidents
from tests.small_city import City
from tests.tools.command_tree import tree

SEXES = "--between køn=kvinder --and køn=mænd"
YEARS = "--indicator utryg_nabolag --baseline 2010 --year 2014"
ESTATES = "--kind udsat_boligomraade --year 2010 --set bydele"
# What each row is run with: the first line in every format, the others in the first one.
LINES = (
    f"change {YEARS}",
    f"change {YEARS} --by-group køn",
    f"change {YEARS} --group køn=kvinder",
    f"change {YEARS} --set bydele --as-of halve --by area",
    f"gap utryg_nabolag {SEXES} --baseline 2010 --year 2014",
    f"gap utryg_aften_nat {SEXES}",
    f"priority {YEARS} --no-rates",
    "goals --as-of 2015-01-01 --areas",
    "goals --as-of 2015-01-01",
    "incidents --category Vold",
    "incidents --category Indbrud --baseline 2020 --year 2023",
    "incidents --year 2022 --notes in-rows",
    "designations",
    "areas list",
    "areas show bydele",
    f"map change {YEARS}",
    f"map change {YEARS} --embed",
    f"map change {YEARS} --area Nord --notes short --embed compact",
    f"map priority {YEARS} --no-rates",
    f"map priority {YEARS} --no-rates --area Nord",
    "map indicator --indicator utryg_nabolag",
    "map indicator --indicator utryg_nabolag --area Nord --area Syd --notes none",
    f"map designations {ESTATES}",
    "figure series --indicator utryg_nabolag --area Nord",
    f"figure intervals {YEARS}",
    f"figure intervals {YEARS} --area Nord --shape 16:9",
    "figure intervals --reported --baseline 2020 --year 2024",
    f"figure change {YEARS}",
    f"figure change {YEARS} --area Nord --shape a4 --notes none",
    f"figure priority {YEARS} --no-rates",
    "figure indicator --indicator utryg_nabolag --year 2014",
    "figure indicator --indicator utryg_nabolag --years all",
    "figure indicator --indicator utryg_nabolag --years all --area Nord --shape 4:3",
    f"figure designations {ESTATES}",
)
LEAVING = {path for path, rule in COMMAND_RULES.items() if rule.widest != "internal"}
COMMANDS = {path: command for path, command in tree(main) if path in LEAVING}
# What these list is no ground: as layers they are refused, in the house too.
WITHOUT_LAYERS = {("designations",), ("areas", "list")}
LAYERS = {".gpkg", ".geojson"}
# A table as text is for a terminal: below internal it is refused.
FOR_TERMINALS = {".txt"}
# The usual run writes these: each command has one of them, and they are cheap.
USUAL = (".csv", ".html", ".svg")


def endings(path):
    """Return how the file of a command may end, as its own option has it."""
    output = next(each for each in COMMANDS[path].params if each.name == "output")
    assert isinstance(output.type, NewFile), path
    without = FOR_TERMINALS | (LAYERS if path in WITHOUT_LAYERS else set())
    return [ending for ending in output.type.endings if ending not in without]


ENDINGS = list(dict.fromkeys(ending for path in sorted(LEAVING) for ending in endings(path)))


def files(wanted):
    """Return the declared files, by name and command, that have one of the endings wanted."""
    declared = {}
    for path, of_command in groupby(LINES, lambda line: command_path(line.split())):
        for number, line in enumerate(of_command):
            usual = [ending for ending in endings(path) if ending in USUAL]
            offered = endings(path) if number == 0 else usual[:1]
            declared |= {
                f"{'_'.join(path)}_{number}_{ending[1:]}{ending}": line
                for ending in offered if ending in wanted
            }  # fmt: skip
    return declared


@dataclass(frozen=True)
class Twins:
    """Two stores with the same classes and other incidents, and what was counted in each."""

    cities: tuple[City, City]
    counts: tuple[CountedRelease, CountedRelease]
    published: PublishedClasses
    audience: str

    def folders(self, wanted):
        """Yield the folders that the commands write into, of the true store and of its twin."""
        for city, counts in zip(self.cities, self.counts, strict=True):
            path = declaration(city, files(wanted), audience=self.audience)
            with private_room(city.store) as room:
                folder = make_files(job(city, path), room, counts, self.published)
                accounts = room / "tal.json"
                yield {each.relative_to(room): each.read_bytes()
                       for each in (*folder.rglob("*"), accounts) if each.is_file()}  # fmt: skip


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory):
    return open_city(tmp_path_factory.mktemp("open"))


@pytest.fixture(scope="module")
def twins(open_to_all, tmp_path_factory):
    """Return what makes the twins for an audience, once each."""
    made = {}

    def of(audience):
        if audience not in made:
            made[audience] = twins_for(audience, open_to_all, tmp_path_factory.mktemp(audience))
        return made[audience]

    return of


def twins_for(audience, city, folder):
    first, second = city.copied(folder / "a"), city.copied(folder / "b")
    path = declaration(first, {"a.csv": "areas list"}, audience=audience)
    of_first = job(first, path)
    counts = count(of_first, Earlier())
    clearing = clear(counts.tables, counts.counts, of_first.k)
    witness = another(clearing, counts)
    twin = count(job(with_incidents(second, counts, witness), path), Earlier())
    assert np.array_equal(twin.counts, witness)
    return Twins((first, second), (counts, twin), clearing.published, audience)


def another(clearing: Clearing, counts):
    """Return the witness that lies farthest from the true counts."""
    assert clearing.is_clear
    witness = max(clearing.witnesses, key=lambda table: int(np.abs(table - counts.counts).sum()))
    assert (witness != counts.counts).mean() > 1 / 4
    return witness


def check(twins, wanted):
    """Hold every file of one store against the file of the other; no secret is in either."""
    first, second = twins.folders(wanted)
    assert first.keys() == second.keys()
    assert {path.name for path in first} >= files(wanted).keys()
    assert len(first) > 1
    hidden = [secret.encode() for secret in secrets(twins.cities[0])]
    for path, content in first.items():
        assert content
        assert content == second[path], path
        plain = unpacked(path, content)
        assert [secret for secret in hidden if secret in plain] == [], path


def unpacked(path, content):
    """Return what a file says, the parts of a workbook one after the other."""
    if path.suffix != ".xlsx":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(map(book.read, book.namelist()))


def test_every_row_of_the_table_has_a_line():
    """Of what may leave, and of nothing else; each is of the command that it names."""
    assert {command_path(line.split()) for line in LINES} == LEAVING
    assert {path for path, _ in groupby(LINES, lambda line: command_path(line.split()))} == LEAVING


def test_every_format_is_one_that_a_file_can_end_in():
    """And each command has one of those of the usual run."""
    assert set(USUAL) <= set(ENDINGS)
    for path in LEAVING:
        formats = next((each.type.choices for each in COMMANDS[path].params if each.name == "fmt"),
                       ())  # fmt: skip
        suffixes = {"table", *(ending[1:] for ending in endings(path))}
        assert {*formats} - suffixes <= ({"gpkg", "geojson"} if path in WITHOUT_LAYERS else set())
        assert {*endings(path)} & {*USUAL}


@pytest.mark.parametrize("path", sorted(WITHOUT_LAYERS))
def test_what_has_no_ground_is_no_layer(open_to_all, tmp_path, path):
    for ending in sorted(LAYERS):
        done = open_to_all.run(*path, "-o", tmp_path / f"a{ending}", expect=2)
        assert "has no geometry" in done.stderr


@pytest.mark.thorough
def test_twins_are_the_same_byte_for_byte(twins):
    """Built again from a store whose incidents are a witness's, with the classes held."""
    check(twins("offentlig"), USUAL)


# Every format for every audience; the last case, which the usual run tries too, is a cheap one.
CASES = sorted(
    ((audience, ending) for audience in AUDIENCE_WORDS if audience != "intern"
     for ending in ENDINGS),
    key=("offentlig", ".json").__eq__,
)  # fmt: skip


@pytest.mark.part(50)
@pytest.mark.parametrize(("audience", "ending"), CASES)
def test_twins_in_every_format(twins, audience, ending):
    check(twins(audience), (ending,))
