"""The shares of answers that a release publishes, held to all that were published before."""

from collections.abc import Sequence
from pathlib import Path

from hotspots.audit.ledger import LedgerRow, entries
from hotspots.audit.shares import thin_figures, thin_words
from hotspots.audit.written import read_shares
from hotspots.engine.store import reading
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.audiences import COMMAND_RULES, command_path
from hotspots.model.published.shares import PublishedShare
from hotspots.model.release import DeclaredFile, Policy
from hotspots.workflows.release.clear_store import nested_areas
from hotspots.workflows.release.survey_figures import published_rows

_MOST_NAMED = 5
# what tells of areas and designations alone; goals are measured on shares too
_WITHOUT_SHARES = {"areas", "designations"}


def published_shares(
    clear_path: Path, files: Sequence[DeclaredFile], ledger: Sequence[LedgerRow]
) -> list[PublishedShare]:
    """Return the shares of a store of classes, which all count as published with its files.

    None where no file is of a command that tells of surveys. Their areas are looked for in those
    of one another and of all earlier shares.
    """
    if not any(map(_tells_of_surveys, files)):
        return []
    with reading(clear_path) as store:
        rows = store.rows("releases/kept_estimate")
        sets = {row["set_name"] for row in rows}
        sets |= {share.key.set_name for share in _published_before(ledger)}
        return published_rows(rows, nested_areas(store, sets))


def refuse_thin_shares(
    shares: Sequence[PublishedShare], ledger: Sequence[LedgerRow], policy: Policy
) -> None:
    """Raise where shares leave too few answers beside those of any earlier release.

    Releases to fewer readers count as well: these have both.
    """
    thin = thin_figures(shares, _published_before(ledger), policy.answers, policy.side)
    if thin:
        named = "; ".join(map(thin_words, thin[:_MOST_NAMED]))
        raise ReleaseRefused(
            message(
                "Figures of surveys would tell of too few people, beside those that were "
                "published earlier: {named}. Leave out the files that tell of surveys.",
                named=named + ("; …" if len(thin) > _MOST_NAMED else ""),
            )
        )


def _published_before(ledger: Sequence[LedgerRow]) -> list[PublishedShare]:
    return [share for entry in entries(ledger) for share in read_shares(entry.classes)]


def _tells_of_surveys(file: DeclaredFile) -> bool:
    path = command_path(file.arguments) or ()
    if path not in COMMAND_RULES or _WITHOUT_SHARES & {*path}:
        return False
    return COMMAND_RULES[path].rules != {"cleared"}
