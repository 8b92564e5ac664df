"""Loads of which much did not come in."""

from collections.abc import Sequence

from hotspots.analysis.provenance.limits import REJECTED_SHARE
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
