"""Attributes of a layer that may be CPR numbers."""

from pathlib import Path
from typing import Any

from hotspots.model.loads import Reading
from hotspots.sources.files.not_personal import check_not_personal, not_personal
from hotspots.sources.values.person_refusals import Watch, texts_of


def refuse_person_numbers(path: Path, frame: Any, reading: Reading) -> None:
    """Refuse a layer of which any attribute may be a CPR number, but for columns let through."""
    plain = frame.drop(columns=frame.geometry.name)
    names = [str(name) for name in plain.columns]
    check_not_personal(str(path), names, reading.not_personal)
    watch = Watch(str(path), names, not_personal(names, reading.not_personal))
    rows = [["" if cell is None else cell for cell in row] for row in plain.to_numpy(dtype=object)]
    watch.look({column: texts_of(rows, column) for column in range(len(names))})
