"""What no written file may hold: elements that run or fetch, actions, files within files."""

import pypdf
from lxml import etree

_RUNNING = frozenset({"script", "foreignobject", "iframe", "object", "embed", "animate"})
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR"})
_CARRIERS = frozenset(
    {"/JS", "/JavaScript", "/URI", "/EF", "/EmbeddedFiles", "/OpenAction", "/AA"}
)


def assert_harmless(root):
    """Hold that a tree has no element or attribute that runs or fetches."""
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname.lower()
        assert name not in _RUNNING
        for key, value in one.attrib.items():
            assert not key.lower().startswith("on"), key
            if key.lower().endswith(("href", "src")):
                assert value.startswith(("#", "data:image/png;base64,")), value


def assert_no_actions(read: pypdf.PdfReader):
    """Hold that no object of a PDF acts, leads out of it, or is a file."""
    objects = [read.get_object(number) for number in range(1, read.trailer["/Size"])]
    found = [one for one in objects if isinstance(one, pypdf.generic.DictionaryObject)]
    assert found
    for one in found:
        assert not _CARRIERS & set(one), one
        assert one.get("/S") not in _ACTIONS
        assert one.get("/Type") not in {"/EmbeddedFile", "/Filespec"}
