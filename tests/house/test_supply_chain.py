"""What the program is made of: reasons, weights, the bill of materials, terms of licences."""

import json
import re

import pytest

from hotspots.mapping.pages import leaflet
from tests.tools import dependencies, requirements, sbom
from tests.tools.reference_docs import ROOT


def test_each_package_has_a_reason_and_each_reason_a_package():
    assert dependencies.without_reason() == []
    assert dependencies.without_package() == []


def test_a_package_without_a_reason_is_named(monkeypatch):
    """Named by ourselves, it needs a sentence; needed by another, it does not."""
    stated = {kind: dict(every) for kind, every in dependencies.reasons().items()}
    stated["run"] |= {"duckdb": " "}
    del stated["dev"]["pytest"]
    stated["run"]["left-pad"] = "none"
    monkeypatch.setattr(dependencies, "reasons", lambda: stated)
    assert dependencies.without_reason() == ["dev: pytest", "run: duckdb"]
    assert dependencies.without_package() == ["run: left-pad"]


def test_the_table_names_what_is_locked_with_its_reason():
    """Weights differ between systems; names and reasons do not."""
    page = dependencies.PAGE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| ([a-z0-9-]+) \| [\d.–]+ \| (.+) \|$", page))
    names = {one.name for one in requirements.locked("") if one.is_for_here}
    assert names <= {*rows}
    for kind in dependencies.KINDS:
        for name, words in dependencies.reasons()[kind].items():
            assert name in rows, name
            assert words in {rows[name], "as above"} or kind in {"build", "dev"}


def test_what_is_installed_is_within_its_bound():
    """What every command needs, and so the demo."""
    assert 500 < dependencies.total_mb() <= dependencies.MOST_MB


def test_what_is_named_is_what_the_wheel_asks_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = re.findall(r'(?m)^    "([a-z0-9-]+)>=', text.partition("[project.scripts]")[0])
    assert asked == requirements.direct("")


@pytest.fixture(scope="module")
def bill():
    """Return the bill of materials."""
    return sbom.bill()


def test_the_bill_names_every_package_with_hashes_and_licence(bill):
    """As CycloneDX 1.6 asks: each reference once, each dependency a reference."""
    locked = {one.name: one for one in requirements.locked("") if one.is_for_here}
    parts = {part["name"]: part for part in bill["components"]}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert parts.keys() == locked.keys()
    for name, part in parts.items():
        assert part["purl"] == f"pkg:pypi/{name}@{locked[name].version}"
        assert [each["content"] for each in part["hashes"]] == [*locked[name].sha256]
        assert part["hashes"], name
        (terms,) = part["licenses"]
        assert terms.keys() <= {"expression", "license"}, name
    refs = [
        bill["metadata"]["component"]["bom-ref"],
        *(part["bom-ref"] for part in parts.values()),
    ]
    assert len({*refs}) == len(refs)
    edges = {edge["ref"]: edge["dependsOn"] for edge in bill["dependencies"]}
    assert [*edges] == refs
    assert {ref for every in edges.values() for ref in every} <= {*refs}
    assert any("pandas" in ref for ref in edges[parts["geopandas"]["bom-ref"]])
    serial = r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    assert re.fullmatch(serial, bill["serialNumber"])


def test_the_bill_is_the_same_bytes_each_time(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    first, second = sbom.main(tmp_path / "a"), sbom.main(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    moment = json.loads(first.read_text(encoding="utf-8"))["metadata"]["timestamp"]
    assert moment == "2025-12-01T00:00:00Z"


def test_leaflet_is_the_one_that_the_bill_and_the_terms_name(bill):
    """Its head says version and holders; another Leaflet would need other words."""
    (carried,) = next(part["components"] for part in bill["components"] if "components" in part)
    head = leaflet.script()[:300]
    assert f"Leaflet {carried['version']}," in head
    holders = re.search(r"\(c\) (2010-2\d+) (.+), \(c\) 2010-2011 CloudMade", head)
    assert f"Copyright (c) {holders[1]}, {holders[2]}" in leaflet.style()
