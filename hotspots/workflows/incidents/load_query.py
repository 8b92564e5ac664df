"""Bring in incidents that lie in a database: asked for by a query, then loaded as a file is."""

from dataclasses import replace
from pathlib import Path

from hotspots.language import Progress, Say
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.database.answer import answered
from hotspots.workflows.incidents.load import IncidentOptions, load_incidents


def load_query(store_path: Path, address: str, origin: Origin, options: IncidentOptions,
               reading: Reading, say: Say, *, progress: Progress) -> Receipt:  # fmt: skip
    """Load what a query gives, which stands in the file of ``origin``; see ``answered``.

    The store is not held while the database is asked.
    """
    with answered(address, origin.path, progress) as answer:
        origin = replace(origin, rows=answer.rows)
        options = replace(options, answer=answer)
        return load_incidents(store_path, origin, options, reading, say, progress)
