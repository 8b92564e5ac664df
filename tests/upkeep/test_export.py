"""An export makes a store that answers the same, or is refused whole."""

import json
import shutil
import stat
from itertools import islice

import duckdb
import pytest
from click.testing import CliRunner

from hotspots.cli.main import main
from hotspots.engine import copies
from hotspots.engine.store import all_steps
from hotspots.model.upkeep.exports import content_hash
from hotspots.sources.files.checked import sha256
from hotspots.workflows.upkeep.export import _write
from tests.small_city import City
from tests.tools.campaign import is_campaign
from tests.tools.command_tree import tree
from tests.upkeep.stores import End, command, damage, full_city, rows_of

# What a command must be told to answer; others answer by themselves, or say what is missing.
TOLD = {
    "areas show": ("bydele13",),
    "trace": ("Valby", "2020", "utryg_nabolag", "--set", "bydele13"),
    "change": ("--set", "bydele13"), "priority": ("--set", "bydele13"),
    "gap": ("--set", "bydele13", "--group", "køn=kvinder", "--and", "køn=mænd"),
    "status": ("--figures",), "detect": ("--cell", "500"),
}  # fmt: skip
# Those that make a set of areas, read a file of another kind, or examine the machine.
NOT_ASKED = {"areas rebuild", "areas crosswalk", "zonal", "doctor"}


@pytest.fixture
def city(tmp_path):
    """Return a small city whose store holds something of everything."""
    return full_city(tmp_path)


@pytest.fixture
def exported(city):
    """Return the folder of an export."""
    city.run("export", city.folder / "export")
    return city.folder / "export"


def taken_in(city, folder, expect=0):
    """Import a folder into a new store."""
    asked = ["--store", str(city.folder / "new.duckdb"), "--lang", "en", "import", str(folder)]
    result = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result


def refused(city, folder):
    """Return why a folder is not taken in; there is no store then, and nothing left of one."""
    said = taken_in(city, folder, expect=4).stderr
    assert [path.name for path in city.folder.iterdir() if path.name[:4] in {"new.", ".wri"}] == []
    return said


def questions():
    """Return every command that gives rows, with what it must be told."""
    for path, each in tree(main):
        name = " ".join(path)
        if name not in NOT_ASKED and any(option.name == "fmt" for option in each.params):
            yield (*path, *TOLD.get(name, ()), "--format", "json")


def answers(store, lang="da"):
    """Return what commands answer and say, without the name of the store; all in a campaign."""
    found = {}
    for asked in islice(questions(), 0, None, 1 if is_campaign() else 8):
        result = CliRunner().invoke(main, ["--store", str(store), "--lang", lang, *asked])
        said = result.stdout + result.stderr
        found[" ".join(asked)] = (
            result.exit_code,
            said.replace(str(store), store.name).replace(store.name, "STORE"),
        )
    return found


def test_every_command_answers_the_same_from_an_import(tmp_path, demo):
    """Of the demo, with groups, half-years and a release, and with answers of a survey besides."""
    city = City(tmp_path)
    shutil.copyfile(demo.folder / "hotspots.duckdb", city.store)
    rows = [f"{area};{'tryg' if j % 3 else 'utryg'};{1 + j % 2}"
            for area in ("Valby", "Vanløse") for j in range(40)]  # fmt: skip
    survey = city.write("svar.csv", "\n".join(["Område;Svar;Vægt", *rows, ""]))
    city.run("load", "survey", survey, "--set", "bydele13", "--fixed", "indicator=tryg_nabolag",
             "--fixed", "year=2024", "--yes", "tryg", "--no", "utryg")  # fmt: skip
    halves = city.write("halvaar.csv", "Område;Periode;Procent;Antal svar\n"
                        "Valby;1. halvår 2024;12;200\nValby;2. halvår 2024;13;210\n")  # fmt: skip
    city.run("load", "index", halves, "--set", "bydele13", "--fixed", "indicator=utryg_nabolag")
    city.run("export", tmp_path / "export")
    taken_in(city, tmp_path / "export")
    before = rows_of(city.store)
    assert rows_of(tmp_path / "new.duckdb") == before
    assert before["answer"]
    assert before["release"]
    assert any(row for row in before["estimate"] if "H1" in row)
    expected = answers(city.store)
    assert answers(tmp_path / "new.duckdb") == expected
    answered = [name for name, (code, _) in expected.items() if code == 0]
    assert len(answered) >= (14 if is_campaign() else 2), {
        name: said for name, (code, said) in expected.items() if code
    }


def test_an_export_says_what_it_holds_and_is_its_owners_alone(city):
    said = city.run("--lang", "en", "-q", "export", city.folder / "export").stdout
    rows, folder = rows_of(city.store), city.folder / "export"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {table["table"]: table["n_rows"] for table in manifest["tables"]} == {
        name: len(found)
        for name, found in rows.items()
        if name not in {"schema_version", "checksum"}
    }
    assert f"personal data: {len(rows['incident']):,} incidents" in said
    assert "personoplysninger" in manifest["holds"]["da"]
    assert manifest["personal_rows"]["incident"] == len(rows["incident"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_same_store_is_the_same_bytes(city, exported):
    city.run("export", city.folder / "again")
    for path in exported.iterdir():
        assert (city.folder / "again" / path.name).read_bytes() == path.read_bytes()


def test_an_export_without_persons_does_not_speak_of_them(tmp_path):
    city = City(tmp_path)
    city.areas(["Nord"])
    assert "personal" not in city.run("--lang", "en", "export", tmp_path / "export").stdout


def test_a_folder_or_store_that_is_there_is_not_written_over(city, exported):
    before = rows_of(city.store)
    assert "new folder" in city.run("--lang", "en", "export", exported, expect=2).stderr
    assert "new store" in city.run("--lang", "en", "import", exported, expect=2).stderr
    assert rows_of(city.store) == before


def _rewrite(folder, change):
    """Change a manifest and reckon its hash again, as somebody would who knows how."""
    file = folder / "manifest.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["sha256"]
    change(content)
    content["sha256"] = content_hash(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def _lacking(folder):
    (folder / "area.parquet").unlink()
    return "area.parquet is missing"


def _added(folder):
    (folder / "more.txt").write_text("x")
    return "more.txt is not part of the export"


def _altered(folder):
    content = bytearray((folder / "incident.parquet").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "incident.parquet").write_bytes(content)
    return "incident.parquet: this was changed or damaged"


def _cut(folder):
    content = (folder / "incident.parquet").read_bytes()
    (folder / "incident.parquet").write_bytes(content[: len(content) // 2])
    return "incident.parquet: this was changed or damaged"


def _exchanged(folder):
    shutil.copyfile(folder / "goal.parquet", folder / "area.parquet")
    return "area.parquet: this was changed or damaged"


def _linked(folder):
    (folder / "area.parquet").rename(folder.parent / "elsewhere")
    (folder / "area.parquet").symlink_to(folder.parent / "elsewhere")
    return "area.parquet: this was changed or damaged"


def _another_number(folder):
    file = folder / "manifest.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"n_rows": 0', '"n_rows": 1', 1), encoding="utf-8")
    return "manifest.json: this was changed or damaged"


def _no_json(folder):
    (folder / "manifest.json").write_text("[" * 100_000)
    return "manifest.json: this was changed or damaged"


def _no_manifest(folder):
    (folder / "manifest.json").unlink()
    return "there is no manifest.json in it"


def _newer_schema(folder):
    _rewrite(folder, lambda content: content["schema_steps"].append(9999))
    return "made by a newer hotspots"


def _newer_format(folder):
    _rewrite(folder, lambda content: content.update(format=2))
    return "made by a newer hotspots"


def _climbing(folder):
    _rewrite(folder, lambda content: content["tables"][0].update(table="../../etc/passwd"))
    return "manifest.json: this was changed or damaged"


def _without_a_table(folder):
    (folder / "setting.parquet").unlink()
    _rewrite(folder, lambda content: content.update(
        tables=[one for one in content["tables"] if one["table"] != "setting"]))  # fmt: skip
    return "setting.parquet: its rows are not those of the table"


def _renumbered(folder):
    _rewrite(folder, lambda content: content["tables"][0].update(n_rows=7))
    return "its rows are not those of the table"


WRONG = [_lacking, _added, _altered, _cut, _exchanged, _linked, _another_number, _no_json,
         _no_manifest, _newer_schema, _newer_format, _climbing, _without_a_table,
         _renumbered]  # fmt: skip


@pytest.mark.parametrize("spoil", WRONG)
def test_an_export_that_is_not_whole_is_refused(city, exported, spoil):
    words = spoil(exported)
    assert words in refused(city, exported)


@pytest.mark.parametrize(
    "statement",
    [
        "select * replace ('x' as year) from estimate",
        "select * exclude (year) from estimate",
        "select *, 1 as more from estimate",
        "select * replace (null::text as area_code) from estimate",
    ],
)
def test_rows_of_another_kind_are_refused(city, exported, statement):
    """Also where the manifest has their hash: the schema is held against them."""
    file = exported / "estimate.parquet"
    with duckdb.connect(str(city.store), read_only=True) as con:
        con.execute(f"copy ({statement}) to '{file}' (format parquet)")

    def change(content):
        for table in content["tables"]:
            if table["table"] == "estimate":
                table["sha256"] = sha256(file)

    _rewrite(exported, change)
    assert "its rows are not those of the table" in refused(city, exported)


def test_an_export_of_an_earlier_schema_is_brought_up_to_date(city, tmp_path):
    """Written as an earlier program did, by all steps but the last."""
    folder = tmp_path / "export"
    folder.mkdir()
    steps = sorted(all_steps())[:-1]
    with copies.empty_store(tmp_path / "older.duckdb", steps) as store:
        store.run("store/insert_setting", name="colour", value="blue")
        _write(store, folder)
    taken_in(city, folder)
    rows = rows_of(tmp_path / "new.duckdb")
    assert rows["setting"] == [("colour", "blue")]
    assert [number for (number,) in rows["schema_version"]] == sorted(all_steps())


def test_a_damaged_store_gives_no_export(city):
    damage(city.store)
    said = city.run("--lang", "en", "export", city.folder / "export", expect=1).stderr
    assert "from a copy" in said
    assert sorted(path.name for path in city.folder.iterdir()) == ["store.duckdb"]


@pytest.mark.parametrize("most_bytes", [1_000, 5_000])
def test_a_full_disk_leaves_no_export_and_says_so(city, most_bytes):
    ended = command(city.folder, ["--store", city.store, "export", city.folder / "export"],
                    End(most_bytes=most_bytes))  # fmt: skip
    assert ended.code == 1
    assert ("Nothing was changed" in ended.said) or ("is full" in ended.said)
    assert sorted(path.name for path in city.folder.iterdir()) == ["said.txt", "store.duckdb"]


@pytest.mark.parametrize("most_bytes", [5_000, 300_000])
def test_a_full_disk_leaves_no_import_and_says_so(city, exported, most_bytes):
    new = city.folder / "new.duckdb"
    ended = command(city.folder, ["--store", new, "import", exported], End(most_bytes=most_bytes))
    assert ended.code == 1
    assert "Nothing was changed" in ended.said
    assert not new.exists()
    assert taken_in(city, exported).exit_code == 0
