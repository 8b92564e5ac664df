"""Write what the program is made of; ``python -m tests.tools.sbom dist``.

A software bill of materials, CycloneDX 1.6 as JSON: the packages of ``requirements.txt`` with the
hashes of their files and the licences that their installed metadata state, and who needs whom.
The same packages give the same bytes: its time is ``SOURCE_DATE_EPOCH``, its serial number
follows from its content. Nothing is asked of a network.
"""

import json
import os
import sys
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.tools.requirements import ROOT, Locked, direct, licence, locked, needs

_SPECIFICATION = "1.6"
_EPOCH_S = 1_577_836_800  # 2020-01-01, where no moment is said
# What a package carries that is handed on inside pages and documents.
_CARRIED: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "xstatic-leaflet": [
        {"type": "library", "bom-ref": "pkg:npm/leaflet@1.9.3", "name": "leaflet",
         "version": "1.9.3", "purl": "pkg:npm/leaflet@1.9.3",
         "licenses": [{"license": {"id": "BSD-2-Clause"}}]},
    ],
}  # fmt: skip


def bill() -> dict[str, Any]:
    """Return the bill of materials of this checkout."""
    packages = [one for one in locked("") if one.is_for_here]
    refs = {one.name: _ref(one) for one in packages}
    program = _program()
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": _SPECIFICATION,
        "version": 1,
        "metadata": {"timestamp": _moment(), "component": program},
        "components": [_component(one) for one in packages],
        "dependencies": [
            {"ref": program["bom-ref"], "dependsOn": sorted(refs[name] for name in direct(""))},
            *({"ref": _ref(one), "dependsOn": sorted(refs[name] for name in needs(one.name)
                                                      if name in refs)} for one in packages),
        ],
    }  # fmt: skip
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {"serialNumber": f"urn:uuid:{serial}", **content}


def _program() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    purl = f"pkg:pypi/{project['name']}@{project['version']}"
    return {"type": "application", "bom-ref": purl, "name": project["name"],
            "version": project["version"], "purl": purl,
            "licenses": [{"license": {"id": project["license"]}}]}  # fmt: skip


def _component(package: Locked) -> dict[str, Any]:
    stated = licence(package.name)
    component: dict[str, Any] = {
        "type": "library", "bom-ref": _ref(package), "name": package.name,
        "version": package.version, "purl": _ref(package),
        "hashes": [{"alg": "SHA-256", "content": sha256} for sha256 in package.sha256],
    }  # fmt: skip
    if stated:
        component["licenses"] = [stated]
    if package.name in _CARRIED:
        component["components"] = list(_CARRIED[package.name])
    return component


def _ref(package: Locked) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _moment() -> str:
    epoch_s = int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH_S))
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def main(folder: Path) -> Path:
    """Write the bill beside wheel and sdist, named like them."""
    made = bill()
    program = made["metadata"]["component"]
    path = folder / f"{program['name'].replace('-', '_')}-{program['version']}.cdx.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"Wrote {main(Path(sys.argv[1]))}.\n")
