"""Office files as packages: the same bytes each time."""

import io
import zipfile
from typing import Any

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def as_bytes(document: Any) -> bytes:
    """Return the file of what has ``save``: parts in their order, no time of writing."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as read, zipfile.ZipFile(out, "w") as again:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            again.writestr(entry, read.read(name))
    return out.getvalue()
