"""A release proves itself from its folder alone; whatever is wrong in it is named."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from hotspots.audit.folder import (
    CLASSES,
    DIMENSIONS,
    EXTRACT,
    MANIFEST,
    NUMBERS,
    PARTS,
    POLICY,
    WITNESSES,
)
from hotspots.audit.ledger import SealedRow, next_row
from hotspots.audit.written import read_extract, written_extract
from hotspots.cli.main import main
from hotspots.model.disclosure import CountClass, Dimension, LinkedTables, Member, PublishedClasses
from hotspots.sources.release.policy import policy_in
from tests.disclosure.made_tables import TOTAL, made_counts
from tests.release.made.made_release import SIZES, MadeRelease, made_release
from tests.release.test_policy import POLICY as UNAPPROVED


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return a release that is proved, never to be changed."""
    return made_release(tmp_path_factory.mktemp("kept") / "ud")


@pytest.fixture
def made(kept, tmp_path):
    """Return a copy of it to be changed."""
    return MadeRelease(shutil.copytree(kept.folder, tmp_path / "ud"), kept.proof, kept.ledger)


def audit(folder, *options):
    return CliRunner().invoke(main, [*options, "audit", str(folder)])


def refused(folder, *sentences):
    """Check that a folder is refused with exit code 3, and why."""
    done = audit(folder)
    assert done.exit_code == 3, done.output
    assert done.stdout == ""
    assert [sentence for sentence in sentences if sentence not in done.stderr] == [], done.stderr


def test_a_release_is_proved_from_its_folder(kept):
    """Its files, the ledger, and every cell under k; the counts are those of the classes."""
    done = audit(kept.folder)
    assert done.exit_code == 0, done.output
    small = sum(each.low == 0 for each in kept.proof.published.cells.values())
    assert "Tryghed (r, for 'offentlig') is proved." in done.stdout
    assert "7 files: each is what the ledger says" in done.stdout
    assert "By the accounts in the folder every number" in done.stdout
    assert f"{5 * 5 * 3} cells, {small} of them under 5: {len(kept.proof.witnesses)} whole" in (
        done.stdout
    )
    assert f"It is row 1 of the ledger, {kept.ledger[-1].hash}." in done.stdout
    assert small > 0


def test_what_was_proved_is_said_in_danish_too(kept):
    done = audit(kept.folder, "--lang", "da")
    assert "Tryghed (r, til 'offentlig') er bevist." in done.stdout
    assert "0 tidligere udgivelser til de samme" in done.stdout


def test_the_folder_has_what_the_docs_say(kept):
    names = {file.relative_to(kept.folder).as_posix() for file in kept.folder.rglob("*.*")}
    assert names == {"kort.html", *PARTS}
    manifest = json.loads((kept.folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest.keys() == {"format", "release", "title", "audience", "k", "files"}


def test_the_same_release_is_the_same_folder(kept, tmp_path):
    again = made_release(tmp_path / "igen").folder
    for file in kept.folder.rglob("*.*"):
        assert (again / file.relative_to(kept.folder)).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("name", ["kort.html", POLICY, DIMENSIONS, CLASSES, WITNESSES])
def test_a_file_changed_by_one_byte_is_named(made, name):
    path = made.folder / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    refused(made.folder, f"{name} was changed")


def test_each_byte_of_what_a_release_says_of_itself_counts(made):
    """Also where it is still JSON, and says the same files."""
    path = made.folder / MANIFEST
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Tryghed", "Trygheb"), encoding="utf-8")
    refused(made.folder, f"{MANIFEST} is not what the ledger says")
    path.write_text(text.replace("{", "[", 1), encoding="utf-8")
    refused(made.folder, f"{MANIFEST} cannot be read")


@pytest.mark.parametrize("name", [part for part in PARTS if part != MANIFEST])
def test_a_missing_part_of_the_proof_is_named(made, name):
    (made.folder / name).unlink()
    refused(made.folder, f"{name} is missing, and without it nothing is proved")


def test_a_missing_and_an_added_file_are_named(made):
    (made.folder / "kort.html").rename(made.folder / "andet.html")
    refused(made.folder, "kort.html is missing", "andet.html is no part of the release")


def test_a_link_is_refused(made, tmp_path):
    (tmp_path / "ude.html").write_text("x")
    (made.folder / "kort.html").unlink()
    (made.folder / "kort.html").symlink_to(tmp_path / "ude.html")
    refused(made.folder, "kort.html is a link to another place")


def test_a_folder_without_files_is_refused(made):
    """Its name can tell a count, and no hash is of it."""
    (made.folder / "sandt_tal_A3_er_4" / "her").mkdir(parents=True)
    refused(made.folder, "sandt_tal_A3_er_4 holds no file of the release")


def test_a_folder_that_is_no_release(tmp_path):
    done = audit(tmp_path)
    assert done.exit_code == 4
    assert "this is no release" in done.stderr


def test_what_a_forger_leaves_alone_is_still_proved(made):
    """The tests below change one thing each: with nothing changed all is well."""
    made.rewrite()
    assert audit(made.folder).exit_code == 0


def test_a_witness_that_is_off_by_one_is_caught(made):
    """With every hash made to fit: the cell is named with the witness."""
    witnesses = made.proof.witnesses.copy()
    small = [cell for cell, each in made.proof.published.cells.items() if each.high == 4]
    tables = LinkedTables(made.proof.dimensions, tuple(small))
    number, finest = next(
        (number, finest)
        for cell in small
        if len(finest := sorted(tables.finest_of(cell))) == 1
        for number, table in enumerate(witnesses)
        if table[finest[0]] == 4
    )
    witnesses[number, finest[0]] += 1
    made.rewrite(witnesses=witnesses)
    refused(made.folder, f"witness {number + 1} does not fit the class of area:area")


def test_a_witness_that_is_left_out_is_missed(made):
    made.rewrite(witnesses=made.proof.witnesses[1:])
    refused(made.folder, "no witness shows that")
    made.rewrite(witnesses=made.proof.witnesses[:0])
    refused(made.folder, "may be 0", "more. Do not hand it out.")


def test_an_added_total_is_caught(made):
    """Two categories together, with their true count, and every hash made to fit."""
    area, category, year = made.proof.dimensions
    group = Member("group", "first")
    wider = Dimension(
        category.name, category.finest, {**category.members, group: frozenset({0, 1})}
    )
    added = (TOTAL, group, TOTAL)
    tables = LinkedTables((area, wider, year), (added,))
    n = int(made_counts(SIZES, 8.0)[list(tables.finest_of(added))].sum())
    published = made.proof.published
    cells = {**published.cells, added: CountClass(n, n, n)}
    made.rewrite(dimensions=tables.dimensions, published=PublishedClasses(cells))
    refused(made.folder, "does not fit the class of total:* × group:first × total:*")


def test_a_figure_that_is_not_of_its_class_is_caught(made):
    published = made.proof.published
    cell = next(cell for cell, each in published.cells.items() if each.low == 0)
    cells = {**published.cells, cell: replace(published.cells[cell], figure=3)}
    made.rewrite(published=replace(published, cells=cells))
    refused(made.folder, "is none that counts are cleared to")


def test_a_class_of_the_true_count_is_caught(made):
    """All witnesses have it, so that it fits every one of them."""
    published, cell = made.proof.published, (TOTAL, TOTAL, TOTAL)
    n = int(made.proof.witnesses[0].sum())
    same = made.proof.witnesses[made.proof.witnesses.sum(axis=1) == n]
    cells = {**published.cells, cell: CountClass(n, n, n)}
    made.rewrite(published=replace(published, cells=cells), witnesses=same)
    refused(made.folder, "the class of total:* × total:* × total:* is none that counts are")


def test_a_text_that_is_not_of_the_program_is_caught(made):
    """Under a key whose numbers are statistics, it could say any count."""
    say(made, "lacking.x", "{name}: {n} anmeldelser", {"n": 4, "name": "A"})
    refused(made.folder, f"“{{name}}: {{n}} anmeldelser” in {NUMBERS} is no text of the program")


def test_a_text_without_what_fills_it_is_said_to_be_that(made):
    """And not that a cell is of no dimension."""
    say(made, "lacking.x", "{name}: {n} anmeldelser", {"n": 4})
    refused(made.folder, "The accounts of the numbers cannot be read: they were changed")


def say(made, key, frame, slots):
    """Write a text into the accounts, with every hash made to fit."""
    path = made.folder / NUMBERS
    accounts = json.loads(path.read_text(encoding="utf-8"))
    accounts["words"].append([key, frame, slots])
    path.write_text(json.dumps(accounts), encoding="utf-8")
    made.rewrite()


def test_areas_that_are_said_to_lie_beside_the_others_are_caught(made):
    """Another set on ground of its own, so that nothing can be subtracted."""
    area, *others = made.proof.dimensions
    size = len(area.finest)
    moved = {Member("kvarter", "x"): frozenset({size})}
    wider = Dimension(area.name, (*area.finest, "x"), {**area.members, **moved})
    witnesses = made.proof.witnesses.reshape(-1, size, made.proof.witnesses.shape[1] // size)
    filled = np.concatenate([witnesses, 0 * witnesses[:, :1]], axis=1)
    made.rewrite(dimensions=(wider, *others), witnesses=filled.reshape(len(filled), -1))
    refused(made.folder, "the areas of area do not divide all", "the areas of kvarter do not")


def test_a_cell_of_no_dimension_is_caught(made):
    published = made.proof.published
    cells = {**published.cells, (TOTAL,): CountClass(5, 7, 5)}
    made.rewrite(published=replace(published, cells=cells))
    refused(made.folder, f"a cell is of no dimension in {DIMENSIONS}")


def test_an_unapproved_policy_is_caught(made):
    made.rewrite(policy=policy_in(UNAPPROVED))
    refused(made.folder, "nobody approved the policy")
    made.rewrite(policy=replace(made.proof.policy, text="k = 5"))
    refused(made.folder, f"{POLICY} is no policy")


def test_another_k_than_that_of_the_policy_is_caught(made):
    made.enter(made.forged(k=3))
    refused(made.folder, "k is 3, and the policy says 5")


def test_a_release_that_the_ledger_does_not_end_with_is_caught(made):
    entry = made.ledger[-1].entry
    for other in (replace(entry, release="other"), replace(entry, files={})):
        made.enter(other)
        refused(made.folder, f"{MANIFEST} is not what the ledger says")
    made.enter(replace(entry, audience="partner"))
    refused(made.folder, "the ledger does not end with this release")
    made.enter(replace(entry, witnesses="0" * 64))
    refused(made.folder, f"{WITNESSES} is not what the ledger says")
    made.enter(replace(entry, classes="{}"))
    refused(made.folder, f"{CLASSES} is not what the ledger says")
    (made.folder / EXTRACT).write_text("[]")
    refused(made.folder, "the ledger does not end with this release")
    (made.folder / EXTRACT).write_text("{")
    refused(made.folder, "cannot be read")


def test_a_changed_row_of_the_ledger_is_caught(made):
    text = (made.folder / EXTRACT).read_text(encoding="utf-8")
    (made.folder / EXTRACT).write_text(text.replace('"public"', '"internal"', 1))
    refused(made.folder, "row 1 of the ledger is wrong")


def test_earlier_releases_are_held_beside_it(kept, tmp_path):
    """Those of the same readers are open in the extract, a partner's is sealed there."""
    partner = made_release(tmp_path / "b", earlier=[kept], audience="partner", name="b")
    third = made_release(tmp_path / "c", earlier=[kept, partner], name="c")
    rows = read_extract((third.folder / EXTRACT).read_text(encoding="utf-8"))
    assert [type(row) is SealedRow for row in rows] == [False, True, False]
    assert "b" not in {row.entry.release for row in rows if not isinstance(row, SealedRow)}
    done = audit(third.folder)
    assert done.exit_code == 0, done.output
    assert "1 earlier release to the same readers was held beside it. It is row 3" in done.stdout
    of_partner = audit(partner.folder)
    assert "1 earlier release to the same" in of_partner.stdout


def test_an_earlier_release_cannot_be_left_out_by_sealing_it(kept, tmp_path):
    """Nor by calling it another's: for whom it was is in its hash."""
    second = made_release(tmp_path / "b", earlier=[kept], name="b")
    first, last = second.ledger
    path = second.folder / EXTRACT
    path.write_text(written_extract([first.sealed(), last]), encoding="utf-8")
    refused(second.folder, "row 1 of the ledger is closed to its own readers")
    renamed = replace(first.sealed(), audience="partner")
    path.write_text(written_extract([renamed, last]), encoding="utf-8")
    refused(second.folder, "row 1 of the ledger is wrong")


def test_an_earlier_class_that_no_witness_fits_is_caught(kept, tmp_path):
    """The first release said otherwise of a cell than the second: named as a misfit."""
    second = made_release(tmp_path / "b", earlier=[kept], name="b")
    published = kept.proof.published
    cell = (TOTAL, TOTAL, TOTAL)
    high = published.cells[cell].high
    cells = {**published.cells, cell: CountClass(high + 1, high + 5, high + 3)}
    first = MadeRelease(
        shutil.copytree(kept.folder, tmp_path / "a"), kept.proof, kept.ledger
    )  # fmt: skip
    first.rewrite(published=replace(published, cells=cells))
    second.ledger = [*first.ledger, next_row(first.ledger, second.ledger[-1].entry, "prepared")]
    second.enter(second.ledger[-1].entry)
    refused(second.folder, "does not fit the class of total:* × total:* × total:*")


def test_the_true_table_is_no_witness_by_itself(made):
    """It fits everything, and proves nothing of small cells that are not at an end."""
    true = made_counts(SIZES, 8.0)[None, :].astype(np.int64)
    made.rewrite(witnesses=true)
    refused(made.folder, "no witness shows that")
