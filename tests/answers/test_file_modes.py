"""Files are read by nobody who may not read the store, unless that is asked for."""

import os
import stat

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere modes tell nobody apart")
LISTED = ("areas", "show", "by")


@pytest.fixture(autouse=True)
def ordinary_umask():
    earlier = os.umask(0o022)
    yield
    os.umask(earlier)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("a.csv", LISTED), ("a.json", LISTED), ("a.xlsx", LISTED), ("a.gpkg", LISTED),
        ("a.geojson", LISTED), ("a.parquet", LISTED), ("a.csv", ("status", "--rejects", "all")),
    ],
)  # fmt: skip
def test_a_file_beside_a_private_store_is_private(three_areas, tmp_path, name, command):
    """Its notes too; with --readable both are open."""
    assert mode(three_areas.store) == 0o600
    for option, expected in ((), 0o600), (("--readable",), 0o644):
        folder = tmp_path / f"{expected:o}"
        three_areas.done(*option, *command, "-o", folder / name)
        assert {mode(path) for path in folder.iterdir()} == {expected}


@pytest.mark.parametrize(("of_store", "of_file"), [(0o640, 0o640), (0o644, 0o644), (0o660, 0o640)])
def test_a_file_is_shared_as_the_store_is(three_areas, tmp_path, of_store, of_file):
    """As far as the system's umask lets new files be."""
    three_areas.store.chmod(of_store)
    three_areas.done(*LISTED, "-o", tmp_path / "a.csv")
    assert mode(tmp_path / "a.csv") == of_file


@pytest.mark.parametrize(
    ("of_store", "before", "option", "after"),
    [
        (0o600, 0o644, (), 0o600),
        (0o644, 0o600, (), 0o600),
        (0o644, 0o644, (), 0o644),
        (0o600, 0o600, ("--readable",), 0o644),
    ],
    ids=["closed as the store", "stays closed", "stays open", "opened as asked"],
)
def test_a_file_that_is_overwritten_is_never_opened_unasked(
    three_areas, tmp_path, of_store, before, option, after
):  # fmt: skip
    out = tmp_path / "a.json"
    out.write_text("{}", encoding="utf-8")
    out.chmod(before)
    three_areas.store.chmod(of_store)
    three_areas.done(*option, *LISTED, "--force", "-o", out)
    assert mode(out) == after


def test_pages_and_pictures_are_private_too(three_areas, tmp_path):
    table = tmp_path / "i.csv"
    rows = [f"{area};{year};9;800" for area in (1, 2, 3, "*") for year in (2010, 2024)]
    table.write_text("\n".join(["område;år;procent;antal svar", *rows]), encoding="utf-8")
    series = ("--fixed", "indicator=utryg_nabolag")
    three_areas.done("load", "index", "--set", "by", *series, table)
    out = tmp_path / "out"
    three_areas.done("map", "indicator", "--set", "by", "-o", out / "a.html")
    three_areas.done("figure", "indicator", "--set", "by", "-o", out / "a.svg")
    assert len([*out.iterdir()]) == 2
    assert {mode(path) for path in out.iterdir()} == {0o600}
