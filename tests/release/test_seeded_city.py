"""Whole releases of a made-up city: of a city's size, in any order, twice, and with larger k."""

import sys
import time
from datetime import datetime

import numpy as np
import pytest

from hotspots.audit.written import read_classes
from hotspots.workflows.release.build import Job, build
from hotspots.workflows.release.declared import declared
from tests.disclosure.made_tables import made_counts
from tests.release.made.made_city import POLICY
from tests.release.made.seeded_city import seeded_city, seeded_declaration
from tests.small_city import City

SMALL = (4, 4, 3)
MEAN = 30.0
MOST_WIDENED = 0.01


def released(city, n_years, *, k=5):
    """Build a release at a time that is always the same; return its folder."""
    policy = POLICY.replace("k = 5", f"k = {k}", 1)
    path = seeded_declaration(city, n_years, policy=policy)
    at = datetime(2026, 12, 1)  # noqa: DTZ001
    build(Job(city.store, declared(path), _run_command, lambda _: None, at), city.folder / "ud")
    return city.folder / "ud"


def _run_command(store, arguments):
    City(store.parent).run("--quiet", *arguments)


def classes(folder):
    """Return the class of every cell of a release."""
    return read_classes((folder / "bevis" / "klasser.json").read_text(encoding="utf-8")).cells


def contents(folder):
    """Return the bytes of every file of a release."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.part(2)
@pytest.mark.parametrize(
    ("sizes", "n_cells"), [((13, 13, 14), 3136), ((10, 12, 5), 845)], ids=["3136", "845"]
)
def test_a_release_of_a_citys_size_is_built_and_proved(tmp_path, capsys, sizes, n_cells):
    """The seeded counts as incidents: no hole, at most one cell in a hundred widened.

    Cells are those of the seeded table without its total of years, which no release has, and
    with what is outside and what has no place. The time is printed, and not a matter of the test.
    """
    city = seeded_city(tmp_path, sizes, MEAN)
    begin = time.process_time()
    folder = released(city, sizes[2])
    city.run("audit", folder)
    seconds = time.process_time() - begin
    published = classes(folder)
    widened = [each for each in published.values() if not _is_base(each, 5)]
    with capsys.disabled():
        sys.stdout.write(f"\n{n_cells:,} cells: {seconds:.1f} s, {len(widened)} widened\n")
    assert len(published) == n_cells
    assert len(widened) <= MOST_WIDENED * n_cells
    assert {"alle.csv", "kort.html"} <= {path.name for path in folder.iterdir()}
    true = made_counts(sizes, MEAN).reshape(sizes)
    years = range(2025 - sizes[2], 2025)
    for (area, category, _, period), each in published.items():
        if area.code.isdigit() and category.code != "*":
            at = int(area.code) - 1, int(category.code[-2:]) - 1, years.index(int(period.code))
            assert each.holds(int(true[at]))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return seeded_city(tmp_path_factory.mktemp("seeded"), SMALL, 8.0)


@pytest.fixture(scope="module")
def folder(city, tmp_path_factory):
    return released(city.copied(tmp_path_factory.mktemp("first")), SMALL[2])


@pytest.mark.thorough
def test_two_builds_are_the_same_folder(city, folder, tmp_path):
    """Every byte: files, classes, witnesses and ledger."""
    again = released(city.copied(tmp_path), SMALL[2])
    assert contents(again) == contents(folder)


@pytest.mark.thorough
def test_the_order_of_an_extract_changes_nothing_of_what_is_published(folder, tmp_path):
    """The same cases in another order, in a store of their own."""
    order = np.random.default_rng(5).permutation(int(made_counts(SMALL, 8.0).sum()))
    other = seeded_city(tmp_path, SMALL, 8.0, order=order)
    assert contents(released(other, SMALL[2])) == contents(folder)


@pytest.mark.thorough
@pytest.mark.parametrize("k", [3, 10])
def test_a_larger_k_never_shows_more(city, folder, tmp_path, k):
    """Where classes are of base k: no figure where a smaller k has none, and no narrower class.

    A cell that was widened with the smaller k may have a figure with the larger.
    """
    other = classes(released(city.copied(tmp_path), SMALL[2], k=k))
    pairs = [(other, classes(folder)), (classes(folder), other)]
    (smaller, larger), least = pairs[k > 5], min(k, 5)
    assert smaller.keys() == larger.keys()
    base = [cell for cell in smaller if _is_base(smaller[cell], least)]
    assert len(base) > len(smaller) / 2
    for cell in base:
        fine, coarse = smaller[cell], larger[cell]
        assert coarse.high - coarse.low >= fine.high - fine.low, cell
        assert fine.figure is not None or coarse.figure is None, cell
    figures = [{cell for cell in each if each[cell].figure} for each in (smaller, larger)]
    assert len(figures[1]) < len(figures[0])


def _is_base(count_class, k):
    return count_class.high - count_class.low < k
