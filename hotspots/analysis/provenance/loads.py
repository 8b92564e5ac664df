"""Loads of which much did not come in, and loads that are there twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.analysis.provenance.limits import REJECTED_SHARE
from hotspots.model.loads import same_part
from hotspots.model.provenance import Finding, FindingPlace, PrintedNumber
from hotspots.model.rows import CheckRejectedRowsRow


def rejected_rows(rows: Sequence[CheckRejectedRowsRow]) -> list[Finding]:
    """Find loads that turned away more than a fifth of their rows; repeats do not count."""
    return [
        Finding("rejected_rows", "rejected_rows", "likely",
                FindingPlace(row["set_name"], load=row["load_id"], row=row["row_number"]),
                {"n": int(row["n_rejected"]), "total": int(row["rows_in"]),
                 "share": PrintedNumber(100 * int(row["n_rejected"]) / row["rows_in"], 0),
                 "reason": row["reason"], "load": str(row["load_id"])})
        for row in rows if row["n_rejected"] > REJECTED_SHARE * row["rows_in"]
    ]  # fmt: skip


def double_loads(rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Find loads that hold the very file of an earlier one, and the same part of it."""
    return [
        Finding("double_load", "double_load", "likely",
                FindingPlace(row["set_name"], load=row["load_id"]),
                {"file": row["file_name"], "n": int(row["rows_stored"]),
                 "earlier": str(row["earlier_load"]), "load": str(row["load_id"])})
        for row in rows if same_part(row["settings"], row["earlier_settings"])
    ]  # fmt: skip
