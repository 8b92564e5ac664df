"""Office files as packages: templates opened as documents, and the same bytes each time."""

import io
import zipfile
from pathlib import Path
from typing import Any

from hotspots.errors import UsageProblem
from hotspots.language import message

_TYPES = "[Content_Types].xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 200_000_000


def as_document(template: Path, template_type: bytes, document_type: bytes) -> bytes:
    """Return a template's bytes as those of a document: the type is all that tells them apart.

    ``UsageProblem`` where it is too large once unpacked, ``zipfile.BadZipFile`` where it is no
    package.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(template) as read, zipfile.ZipFile(out, "w") as written:
        if sum(one.file_size for one in read.infolist()) > _MOST_BYTES:
            raise UsageProblem(
                message(
                    "{template_}: too large for a template once it is unpacked.",
                    template_=template,
                )
            )
        for name in dict.fromkeys(read.namelist()):
            data = read.read(name)
            is_types = name == _TYPES
            written.writestr(
                name, data.replace(template_type, document_type) if is_types else data
            )
    return out.getvalue()


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
