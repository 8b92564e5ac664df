"""``kill -9`` at any moment of a build: nothing unproved is outside the private room."""

import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from hotspots.audit.folder import CLASSES, read_folder
from hotspots.audit.release import audit
from hotspots.audit.written import read_classes
from hotspots.engine.store import reading
from hotspots.model.disclosure import Cell, CountClass
from hotspots.workflows.release.ledger import read_ledger
from hotspots.workflows.release.rooms import private_room, remove_abandoned
from tests.release.made.killing import Moment, build
from tests.release.made.made_city import declaration, made_city
from tests.small_city import City

ROOM = ".hotspots-release-"
MOMENTS = 200
TABLES = '[[tabel]]\nomraader = ["bydele"]\ntrin = "år"\nfra = 2023\ntil = 2024\n'
FILES = {"a.csv": "incidents --baseline 2023", "b.csv": "areas list"}


@dataclass(frozen=True)
class Whole:
    """A world in which nothing was built yet, and what a whole build in one like it is."""

    city: City
    cells: Mapping[Cell, CountClass]
    events: int
    seconds: float

    def world(self, folder):
        """Return a copy of the city, with a folder for releases and one for temporary files."""
        own = self.city.copied(folder)
        for name in ("out", "tmp"):
            (own.folder / name).mkdir()
        return own


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    city = made_city(tmp_path_factory.mktemp("city"), n_incidents=200)
    declaration(city, FILES, tables=TABLES, history=0)
    own = Whole(city, {}, 0, 0).world(tmp_path_factory.mktemp("whole") / "own")
    assert build(own.folder, "ud", Moment()) == 0, (own.folder / "stderr.txt").read_text()
    events, seconds = (own.folder / "events.txt").read_text().split()
    assert int(events) > 100
    assert leftovers(own, city) == set()
    return Whole(city, cells(own.folder / "out" / "ud"), int(events), float(seconds))


def ledger(own):
    """Return the states of the ledger's rows; a chain that is broken is refused here."""
    with reading(own.store) as store:
        return [row.state for row in read_ledger(store)]


def rooms(folder):
    return [path for path in folder.iterdir() if path.name.startswith(ROOM)]


def leftovers(own, city):
    """Return the files that are new, and neither in a private room nor of a whole release."""
    kept = {path.name for path in city.folder.iterdir()}
    kept |= {"store.duckdb.wal", "stderr.txt", "events.txt"}
    private = [*rooms(own.folder), *rooms(own.folder / "out")]
    assert [room for room in private if stat.S_IMODE(room.stat().st_mode) != 0o700] == []
    proved = {own.folder / "out" / "ud"} & {*(own.folder / "out").iterdir()}
    for folder in proved:
        audit(read_folder(folder))
    return {
        path
        for path in own.folder.rglob("*")
        if path.is_file() and path.relative_to(own.folder).as_posix() not in kept
        and not any(path.is_relative_to(folder) for folder in (*private, *proved))
    }  # fmt: skip


def survived(whole, own, code):
    """Check the world after a killed build, and that the next one gives the same classes."""
    assert leftovers(own, whole.city) == set()
    folder, states = own.folder / "out" / "ud", ledger(own)
    assert states in ([], ["prepared"], ["prepared", "confirmed"])
    assert not folder.exists() or states
    assert folder.exists() or states in ([], ["prepared"])
    assert code in (-9, 0)
    assert code == -9 or states == ["prepared", "confirmed"]
    left = [*rooms(own.folder), *rooms(own.folder / "out")]
    again = ["release", "build", own.folder / "udgivelse.toml", "-o"]
    said = ""
    if states:
        said = own.run(*again, folder, expect=2).stderr
        folder = folder.with_name("igen")
    said += own.run(*again, folder).stderr
    assert sum(f"Removed {room}: a release" in said for room in left) == len(left)
    assert [*rooms(own.folder), *rooms(own.folder / "out")] == []
    assert cells(folder) == whole.cells
    return said


def cells(folder):
    """Return the class of each cell of a release."""
    return read_classes((folder / CLASSES).read_text(encoding="utf-8")).cells


def test_a_room_is_removed_only_if_nobody_holds_it_and_it_is_ours(tmp_path):
    """Not that of a living build, and no folder of another name, mode or kind."""
    store, said = tmp_path / "store.duckdb", []
    abandoned, open_to_all = (tmp_path / f"{ROOM}{name}" for name in ("abcdefgh", "12345678"))
    others = [tmp_path / name for name in (f"{ROOM}notes", ".release-abcdefgh")]
    for folder in (abandoned, open_to_all, *others):
        folder.mkdir(mode=0o700)
        (folder / "files").write_text("x", encoding="utf-8")
    open_to_all.chmod(0o755)
    (tmp_path / f"{ROOM}linklink").symlink_to(others[0], target_is_directory=True)
    kept = {*tmp_path.iterdir()} - {abandoned}
    with private_room(store) as room:
        remove_abandoned(store, said.append)
        assert {*tmp_path.iterdir()} == {room, *kept}
    assert {*tmp_path.iterdir()} == kept
    assert said == [
        f"Removed {abandoned}: a release that was interrupted had left it, unfinished."
    ]
    remove_abandoned(tmp_path / "not" / "there", said.append)


def campaign():
    """Return moments: of the first half by events on files, of the second by time.

    The last of each half, which every run tries, is in the midst of a build.
    """
    half = MOMENTS // 2
    shares = [(number * 37 % half + 1) / half for number in range(half)]
    return [(by, share) for by in ("event", "time") for share in shares]


@pytest.mark.thorough
@pytest.mark.part(MOMENTS // 2)
@pytest.mark.parametrize(("by", "share"), campaign())
def test_a_build_that_is_killed_leaves_nothing_that_is_not_proved(whole, tmp_path, by, share):
    """At 200 moments from the first event to the last, and from the first second to the last."""
    own = whole.world(tmp_path / "own")
    event, seconds = max(1, round(share * whole.events)), share * whole.seconds
    moment = Moment(event=event) if by == "event" else Moment(seconds=seconds)
    code = build(own.folder, "ud", moment)
    survived(whole, own, code)
    shutil.rmtree(own.folder)


def test_killed_between_the_ledger_and_the_folder(whole, tmp_path):
    """It counts as published; the same name is refused with what is true, another is built."""
    own = whole.world(tmp_path / "own")
    assert build(own.folder, "ud", Moment(put="before")) == -9
    assert ledger(own) == ["prepared"]
    assert not (own.folder / "out" / "ud").exists()
    listed = own.run("release", "list", "--format", "csv")
    assert ",prepared," in listed.stdout
    assert "Én udgivelse blev forberedt, men aldrig bekræftet" in listed.stderr
    assert "Removed" in listed.stderr
    assert rooms(own.folder) == []
    said = survived(whole, own, -9)
    assert "wrote down that its files are in place. They are not" in said
    assert "into a folder of another name" in said


def test_killed_between_the_folder_and_its_confirmation(whole, tmp_path):
    """It is there, whole and proved; that it may be handed out is said."""
    own = whole.world(tmp_path / "own")
    assert build(own.folder, "ud", Moment(put="after")) == -9
    assert ledger(own) == ["prepared"]
    own.run("audit", own.folder / "out" / "ud")
    said = survived(whole, own, -9)
    assert "says whether" in said
    assert "it may be handed out" in said
