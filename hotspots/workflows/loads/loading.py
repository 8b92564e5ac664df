"""What every load has in common: recognised, numbered, whole or not there, its rejects kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hotspots.arrow import pa
from hotspots.engine import copies
from hotspots.engine.store import Store, trying, writing
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import (
    BoundColumns,
    LoadPreview,
    Origin,
    Reading,
    Receipt,
    Reject,
    SheetRows,
    in_sheet,
    same_part,
)
from hotspots.model.rows import (
    StoreOneLoadRow,
    StoreRejectReasonsRow,
    StoreReplacedFileRow,
    StoreSameFileRow,
)
from hotspots.sources.files.checked import checked_file, sha256
from hotspots.workflows.loads import previews
from hotspots.workflows.loads.file_facts import FileReading, ReadFile, file_facts
from hotspots.workflows.loads.nothing_left import nothing_left
from hotspots.workflows.loads.rejects import grouped_reject, stored_rejects

_MOST_REASONS = 3


@dataclass
class OpenLoad:
    """A load on its way into the store; ``rejects`` and the counts fill up as rows come."""

    store: Store
    load_id: int
    place: int
    kind: str
    target: str | None
    origin: Origin
    sha256: str
    settings: dict[str, Any]
    source: str | None = None
    timezone: str | None = None
    columns: BoundColumns = field(default_factory=BoundColumns)
    rows_are: str | None = None
    sheets: Sequence[SheetRows] = ()
    read: FileReading = field(default_factory=FileReading)

    def read_as(self, columns: BoundColumns, say: Say, sheets: Sequence[SheetRows] = ()) -> None:
        """Keep which column was read as what, and say it; rejects name one of several sheets."""
        self.columns, self.sheets = columns, sheets
        if not self.origin.dry_run:
            say(columns_sentence(self.origin.path.name, columns))

    def keep_rejects(self, rejects: Sequence[Reject]) -> None:
        """Store rows that were turned away, with their reasons in English and as JSON."""
        self.keep_reject_rows(
            stored_rejects([in_sheet(reject, self.sheets) for reject in rejects])
        )

    def keep_reject_rows(self, rejects: Any) -> None:
        """Store an Arrow table of rejects, as ``stored_rejects`` gives it."""
        with self.store.relation("new_rejects", rejects):
            self.store.run("store/insert_rejects", load_id=self.load_id)

    def close(self, n_stored: int, rejects: Sequence[Reject]) -> Receipt:
        """Store the rows that were turned away and the load's record, beside the rows stored."""
        self.keep_rejects(rejects)
        return self.finish(n_stored + len(rejects), len(rejects))

    def finish(self, rows_in: int, rows_rejected: int) -> Receipt:
        """Write the load's record; refuse a load of which nothing is left."""
        most = None if self.origin.dry_run or rows_rejected == rows_in else _MOST_REASONS
        reasons = self.store.rows("store/reject_reasons", load_id=self.load_id, most=most)
        if rows_rejected == rows_in and not any(row["any_repeats"] for row in reasons):
            problem = nothing_left(self.origin.path, rows_in, reasons, self.columns)
            problem.receipt = self._receipt(rows_in, rows_rejected, reasons)
            raise problem
        self.store.run(
            "store/insert_load",
            load_id=self.load_id,
            kind=self.kind,
            target=self.target,
            loaded_by=self.origin.loaded_by,
            loaded_at_utc=self.origin.now_utc.replace(tzinfo=None),
            file_name=self.origin.path.name,
            sha256=self.sha256,
            source=self.source,
            licence=self.origin.licence,
            timezone=self.timezone,
            synthetic=self.origin.synthetic,
            settings=_as_json(self.settings),
            rows_in=rows_in,
            rows_stored=rows_in - rows_rejected,
            rows_rejected=rows_rejected,
            supersedes=self.origin.replaces,
            place=self.place,
            columns=_as_json(asdict(self.columns)),
            rows_are=self.rows_are,
        )
        return self._receipt(rows_in, rows_rejected, reasons)

    def _receipt(
        self, rows_in: int, rows_rejected: int, reasons: Sequence[StoreRejectReasonsRow]
    ) -> Receipt:
        rejects = [grouped_reject(row) for row in reasons[:_MOST_REASONS]]
        return Receipt(
            load=self.load_id,
            kind=self.kind,
            file_name=self.origin.path.name,
            rows_in=rows_in,
            rows_stored=rows_in - rows_rejected,
            rows_rejected=rows_rejected,
            rejects=rejects,
            preview=self._preview(reasons) if self.origin.dry_run else None,
        )

    def _preview(self, reasons: Sequence[StoreRejectReasonsRow]) -> LoadPreview:
        """Return what was understood, as long as the rows are there to be shown."""
        file = ReadFile(self.origin.path, self.kind, self.target, self.settings, self.timezone)
        names, rows = previews.first_rows(self.store, self.kind, self.load_id)
        return LoadPreview(
            facts=file_facts(file, self.read, self.store),
            columns=self._bound_columns(),
            fixed=self.settings.get("fixed", {}),
            names=names,
            rows=rows,
            rejects=previews.reject_groups(reasons),
        )

    def _bound_columns(self) -> BoundColumns:
        table = self.read.table
        return table.binding.columns if table else self.read.columns or self.columns


def columns_sentence(file_name: str, columns: BoundColumns) -> str:
    """Return in one line which column was read as what, and which were not read."""
    read = [heading if heading.casefold() == name else f"{heading} → {name}"
            for name, heading in columns.fields.items()]  # fmt: skip
    groups = [message("{heading} → group {dimension}", heading=heading, dimension=dimension)
              for dimension, heading in columns.groups.items()]  # fmt: skip
    sentence = message(
        "{file_name}: columns {columns}.", file_name=file_name, columns=", ".join(read + groups)
    )
    if not columns.unread:
        return sentence
    unread = ", ".join(repr(heading) for heading in columns.unread)
    return sentence + " " + message("Not read: {unread}.", unread=unread)


def _as_json(settings: Mapping[str, Any]) -> str:
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


@contextmanager
def session(
    store_path: Path, kind: str, target: str | None, origin: Origin, settings: dict[str, Any]
) -> Iterator[OpenLoad | Receipt]:
    """Open a load in one transaction, or yield the receipt of the load that holds this file.

    The same file read in the same way is the same load. Read otherwise, or from another source,
    it would count twice: it is refused unless ``origin`` says that it replaces or comes again.
    """
    digest = sha256(origin.rows or checked_file(origin.path))
    with (trying if origin.dry_run else writing)(store_path) as store:
        if not origin.again:
            _refuse_same_bytes(store, kind, target, origin, digest, settings)
        with opened(store, kind, target, origin, digest, settings) as load:
            yield load
    # also where the load was there already: what was to follow it may have been cut off
    if origin.replaces is not None and not origin.dry_run:
        copies.compact(store_path)


def _refuse_same_bytes(
    store: Store,
    kind: str,
    target: str | None,
    origin: Origin,
    digest: str,
    settings: dict[str, Any],
) -> None:
    """Refuse a file whose bytes are another load that counts, read otherwise or from elsewhere."""
    read_as = _as_json(settings)
    for load in store.rows("store/same_bytes", sha256=digest, kind=kind, target=target or ""):
        is_known = load["settings"] == read_as and origin.source in {None, load["source"]}
        if origin.replaces == load["load_id"] or is_known:
            return
        if same_part(read_as, load["settings"]):
            raise HotspotsError(
                message(
                    "{path}: load {load_id} holds exactly this file, and everything in it would "
                    "count twice. Say --replace {load_id} if it is to be read as now, or --again "
                    "if it is to count twice.",
                    path=origin.path,
                    load_id=load["load_id"],
                )
            )


@contextmanager
def opened(
    store: Store,
    kind: str,
    target: str | None,
    origin: Origin,
    digest: str,
    settings: dict[str, Any],
) -> Iterator[OpenLoad | Receipt]:
    """Open a load in a store that is open for writing already; see ``session``.

    ``digest`` is the hash by which what is loaded is known again.
    """
    same = {"sha256": digest, "kind": kind, "target": target or "",
            "settings": _as_json(settings)}  # fmt: skip
    earlier = store.rows("store/same_file", **same)
    if earlier and earlier[0]["load_id"] != origin.replaces and not origin.again:
        yield _already(earlier[0], kind)
        return
    if origin.replaces is None and not origin.again:
        _refuse_replaced_file(origin.path, store.rows("store/replaced_file", **same))
    with store.transaction():
        yield _open(store, kind, target, origin, digest, settings)


def _refuse_replaced_file(path: Path, replaced: Sequence[StoreReplacedFileRow]) -> None:
    if replaced:
        old, new = replaced[0]["load_id"], replaced[0]["superseded_by"]
        raise HotspotsError(
            message(
                "{path}: this file was load {old}, which load {new} replaced. To bring "
                "it back say --replace {new}.",
                path=path,
                old=old,
                new=new,
            )
        )


def _already(row: StoreSameFileRow, kind: str) -> Receipt:
    return Receipt(
        load=row["load_id"],
        kind=kind,
        file_name=row["file_name"],
        rows_in=row["rows_in"],
        rows_stored=row["rows_stored"],
        rows_rejected=row["rows_rejected"],
        already_stored=True,
    )


def _open(
    store: Store,
    kind: str,
    target: str | None,
    origin: Origin,
    digest: str,
    settings: dict[str, Any],
) -> OpenLoad:
    load_id = store.rows("store/next_load")[0]["load_id"]
    place = load_id
    if origin.replaces is not None:
        place = _replaced(store, kind, target, origin.replaces)["place"]
        store.run("store/supersede", load_id=load_id, replaced=origin.replaces)
    return OpenLoad(
        store, load_id, place, kind, target, origin, digest, settings, source=origin.source
    )


def _replaced(store: Store, kind: str, target: str | None, number: int) -> StoreOneLoadRow:
    rows = store.rows("store/one_load", load_id=number)
    if not rows:
        raise UsageProblem(
            message(
                "--replace {number}: there is no load {number}. See `hotspots status`.",
                number=number,
            )
        )
    load = rows[0]
    if load["superseded_by"] is not None:
        raise UsageProblem(
            message(
                "--replace {number}: load {superseded_by} has already taken its place.",
                number=number,
                superseded_by=load["superseded_by"],
            )
        )
    if (load["kind"], load["target"]) != (kind, target):
        of_set = message(" of set {target!r}", target=load["target"]) if load["target"] else ""
        raise UsageProblem(
            message(
                "--replace {number}: that load holds {kind}{of_set}.",
                number=number,
                kind=load["kind"],
                of_set=of_set,
            )
        )
    return load


def reading_settings(reading: Reading) -> dict[str, Any]:
    """Return what was asked about reading a file, for the load's record."""
    settings = {
        "map": dict(reading.columns),
        "fixed": dict(reading.fixed),
        "decimal": reading.decimal,
        "decimal_of": dict(reading.column_marks),
        "dates": reading.dates,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "sheet": reading.sheet,
        "layer": reading.layer,
        "crs": reading.crs,
        "group": [
            *reading.groups,
            *(f"{dimension}={value}" for value, dimension in reading.heading_groups.items()),
        ],
        "only": dict(reading.only),
        "ignore": list(reading.ignore),
        "no_ids": reading.no_ids,
        "alias": dict(reading.aliases),
        "shown_as": reading.display,
        "set": reading.named_set,
        "not_personal": list(reading.not_personal),
    }
    return {name: value for name, value in settings.items() if value}


def as_table(rows: Sequence[Any], columns: dict[str, Any]) -> Any:
    """Return dataclass rows as an Arrow table of the columns named, with their types."""
    return pa.table(
        {
            name: pa.array([getattr(row, name) for row in rows], kind)
            for name, kind in columns.items()
        }
    )
