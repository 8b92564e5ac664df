"""Where loads from before could have been misread: from their records, rows and files."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hotspots.analysis.provenance import loads as load_checks
from hotspots.analysis.provenance import old_loads as checks
from hotspots.analysis.provenance.old_loads import OldLoad
from hotspots.engine.store import Store, reading
from hotspots.errors import InputProblem, PersonNumbers, UsageProblem
from hotspots.language import Lang, message
from hotspots.model import fields
from hotspots.model.answer import Answer
from hotspots.model.provenance import CHECK_COLUMNS, OLD_LOAD_CHECKS, Finding
from hotspots.model.rows import CheckOldLoadsRow
from hotspots.sentences.provenance import check as words
from hotspots.sentences.sources import program_source
from hotspots.sentences.texts import text
from hotspots.sources.files.checked import checked_file, sha256
from hotspots.sources.files.tables import read_table
from hotspots.sources.incidents.rows import open_incidents
from hotspots.workflows.asking import every_output
from hotspots.workflows.provenance.check import find_names, in_order
from hotspots.workflows.provenance.load_command import load_command, reading_of

_TABLES = {
    "index": fields.INDEX, "population": fields.POPULATION, "survey": fields.SURVEY,
    "goals": fields.GOALS, "interventions": fields.INTERVENTIONS,
}  # fmt: skip
# What the program brings itself is read as it was meant.
_SHIPPED = ("goals", "designations")


def check_old_loads(store_path: Path, files: Sequence[Path], lang: Lang) -> Answer:
    """Return what could have been misread in loads from before, and the command that mends it.

    ``files`` are files that were loaded once: they are known by their hash, and their headings
    show what was not read. Raises ``UsageProblem`` for a file that no load from before holds.
    """
    with reading(store_path) as store:
        rows = [row for row in store.rows("check/old_loads") if _is_old(row)]
        paths = _by_load(rows, files)
        repeated = store.rows("check/old_repeated_ids")
        repeating_loads = {row["load_id"] for row in repeated}
        # all loads of a source say the same of what a row is
        sources = {row["source"] for row in rows if row["load_id"] in repeating_loads}
        loads = [_old_load(row, paths.get(row["load_id"]), sources) for row in rows]
        by_id = {load.load_id: load for load in loads}
        findings = [
            *checks.unread_columns(loads),
            *checks.rows_alike(loads),
            *checks.repeated_ids(by_id, repeated),
            *load_checks.double_loads(
                [row for row in store.rows("check/double_loads") if row["load_id"] in by_id]
            ),
            *checks.counted_outside(by_id, store.rows("check/old_outside")),
            *checks.rough_dates(by_id, store.rows("check/old_dates")),
        ]
        return _answer(store, rows, findings, lang)


def _is_old(row: CheckOldLoadsRow) -> bool:
    """Tell whether a load was made before it was kept which column was read as what."""
    shipped = {program_source(one) for one in _SHIPPED}
    if row["kind"] not in {*_TABLES, "incidents"} or row["source"] in shipped:
        return False
    if row["columns"] is None:
        return True
    if row["kind"] == "incidents":
        return row["rows_are"] is None
    return row["kind"] != "interventions" and not json.loads(row["columns"])["fields"]


def _by_load(rows: Sequence[CheckOldLoadsRow], files: Sequence[Path]) -> dict[int, Path]:
    """Return the file of each load whose bytes are at hand."""
    hashes = {path: sha256(checked_file(path)) for path in files}
    hashes_of_loads = {row["sha256"] for row in rows}
    for path, digest in hashes.items():
        if digest not in hashes_of_loads:
            raise UsageProblem(
                message(
                    "{path}: no load from before holds exactly this file. `hotspots check "
                    "--old-loads` lists the files that are asked for.",
                    path=path,
                )
            )
    of_hash = {digest: path for path, digest in hashes.items()}
    return {row["load_id"]: of_hash[row["sha256"]] for row in rows if row["sha256"] in of_hash}


def _old_load(
    row: CheckOldLoadsRow, path: Path | None, with_offences: Collection[str | None]
) -> OldLoad:
    of_offences = row["kind"] == "incidents" and row["source"] in with_offences
    load = OldLoad(
        row["load_id"], row["kind"], row["set_name"], row["file_name"],
        load_command(row, "--rows offences" if of_offences else ""),
        row["n_alike"], row["first_alike"],
    )  # fmt: skip
    if path is None:
        return load
    try:
        return replace(load, unread=_unread(row, path))
    except (InputProblem, PersonNumbers, UsageProblem) as problem:
        return replace(load, problem=str(problem))


def _unread(row: CheckOldLoadsRow, path: Path) -> tuple[str, ...]:
    """Return the columns of a file that hold what nothing was read from when it was loaded."""
    if row["kind"] == "incidents":
        with open_incidents(path, reading_of(row), _quiet) as stream:
            return stream.columns.unread
    grouped = row["kind"] in {"index", "population", "goals"}
    table = read_table(path, _TABLES[row["kind"]], reading_of(row), _quiet, grouped=grouped)
    columns = table.binding.columns
    return (*columns.groups.values(), *columns.unread)


def _quiet(_: str) -> None:
    """Say nothing: the file is looked at, not loaded."""


def _answer(
    store: Store, rows: Sequence[CheckOldLoadsRow], findings: Sequence[Finding], lang: Lang
) -> Answer:
    ordered = in_order(findings, OLD_LOAD_CHECKS)
    names = find_names(store, lang)
    sources = every_output.sources_of(store, [row["load_id"] for row in rows])
    counts: Mapping[str, int] = {"n": len(rows), "n_findings": len(ordered)}
    key = "check.old_loads_found" if ordered else "check.old_loads_none"
    return Answer(
        command="check",
        columns=CHECK_COLUMNS,
        rows=[words.row(one, names, lang) for one in ordered],
        settings={"store": store.path.name, "old_loads": len(rows),
                  "checks": list(OLD_LOAD_CHECKS)},
        sources=sources,
        notes=[text(lang, key, **counts), *every_output.standing_notes(sources, None, lang)],
    )  # fmt: skip
