"""Build the schematic survey areas of Copenhagen from the junction tables."""

import csv
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIELDS = ("code", "name", "bydel_nr", "bydel_name")

Row = dict[str, str]
Point = tuple[float, float]
Ring = list[Point]


def read_rows(name: str) -> list[Row]:
    """Read one CSV file next to this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def read_junctions() -> dict[str, Point]:
    """Map every junction name to its longitude and latitude."""
    return {
        row["junction"]: (float(row["lon"]), float(row["lat"]))
        for row in read_rows("junctions.csv")
    }


def ring_of(row: Row, junctions: dict[str, Point]) -> Ring:
    """Turn the junction names of one part into a closed ring."""
    ring = [junctions[name] for name in row["junctions"].split()]
    return [*ring, ring[0]]


def group_parts(rows: list[Row]) -> dict[str, list[Row]]:
    """Collect the parts of every area by its code, in order."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["code"], int(row["part"]))):
        groups.setdefault(row["code"], []).append(row)
    return groups


def feature_of(parts: list[Row], junctions: dict[str, Point]) -> dict[str, object]:
    """Make one GeoJSON feature from the parts of an area."""
    properties: dict[str, object] = {field: parts[0][field] for field in FIELDS}
    properties["bydel_nr"] = int(parts[0]["bydel_nr"])
    polygons = [[ring_of(part, junctions)] for part in parts]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection_text(features: list[dict[str, object]]) -> str:
    """Write the features as a GeoJSON text with one feature a line."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def main() -> None:
    """Read both tables and write the survey areas."""
    junctions = read_junctions()
    groups = group_parts(read_rows("areas.csv"))
    features = [feature_of(parts, junctions) for parts in groups.values()]
    text = collection_text(features)
    (HERE / "survey13.geojson").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
