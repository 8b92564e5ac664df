"""A Word document as a file: templates opened, and the same content written as the same bytes."""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.errors import UsageProblem
from hotspots.language import message

if TYPE_CHECKING:
    from docx.document import Document

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 200_000_000


def opened(template: Path | None) -> "Document":
    """Return an empty document: python-docx's own, or a template without its text.

    The template's styles, headers, footers and page layout stay. ``.dotx`` is read too.
    """
    import docx

    if template is None:
        return docx.Document()
    try:
        document = docx.Document(io.BytesIO(_as_document(template)))
    except (KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise UsageProblem(
            message(
                "{template_}: this is no Word document. Give a .docx or .dotx with --template.",
                template_=template,
            )
        ) from problem
    _empty(document)
    return document


def _as_document(template: Path) -> bytes:
    """Return a template's bytes as those of a document, which is all that tells them apart."""
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
            written.writestr(name, data.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else data)
    return out.getvalue()


def _empty(document: "Document") -> None:
    body = document.element.body
    for part in list(body):
        if part is not body.sectPr:
            body.remove(part)


def as_bytes(document: "Document") -> bytes:
    """Return the document's file, with its parts in the order they have and no time of writing."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as read, zipfile.ZipFile(out, "w") as again:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            again.writestr(entry, read.read(name))
    return out.getvalue()
