"""Build the background of Copenhagen, water and places, from their two tables."""

import csv
import json
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).resolve().parent

Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    """Read one CSV file next to this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def point_of(row: Row) -> list[float]:
    """Return longitude and latitude of a row."""
    return [float(row["lon"]), float(row["lat"])]


def ring_of(rows: list[Row]) -> list[list[float]]:
    """Return the points of a ring in their order, closed."""
    points = [point_of(row) for row in sorted(rows, key=lambda row: int(row["order"]))]
    return [*points, points[0]]


def water_of(name: str, rows: list[Row]) -> dict[str, object]:
    """Return a stretch of water; its first ring is the shore, the others are land in it."""
    rings = [ring_of(list(ring)) for _, ring in groupby(rows, key=lambda row: row["ring"])]
    geometry = {"type": "Polygon", "coordinates": rings}
    return feature({"name": name, "kind": "water"}, geometry)


def place_of(row: Row) -> dict[str, object]:
    """Return a place that is written on the map, or a station."""
    geometry = {"type": "Point", "coordinates": point_of(row)}
    return feature({"name": row["name"], "kind": row["kind"]}, geometry)


def feature(properties: dict[str, str], geometry: dict[str, object]) -> dict[str, object]:
    """Return a feature of GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def main() -> None:
    """Read both tables and write the layer, a feature a line."""
    waters = groupby(read_rows("rings.csv"), key=lambda row: row["water"])
    features = [water_of(name, list(rows)) for name, rows in waters]
    features += [place_of(row) for row in read_rows("places.csv")]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    (HERE / "background.geojson").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
