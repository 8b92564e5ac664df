"""Where the municipal and published extracts lie; none of them is part of the project."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
_ASKED = os.environ.get("HOTSPOTS_REAL_DATA")
FOLDER = Path(_ASKED) if _ASKED else _BESIDE

_MISSING = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no real extracts here: name their folder in HOTSPOTS_REAL_DATA",
)


def real_data(test):
    """Mark a test that reads the extracts, and skip it where they are not there."""
    return pytest.mark.real_data(_MISSING(test))


RODER = FOLDER / "copenhagen" / "cph_rode_2023_raw.geojson"
BYDELE = FOLDER / "copenhagen" / "cph_bydel_2023-08.geojson"
DISTRICTS = FOLDER / "copenhagen" / "cph_distrikt35_derived.geojson"
SURVEY_AREAS = FOLDER / "copenhagen" / "cph_survey13_derived.geojson"
UDSATTE = FOLDER / "copenhagen" / "cph_udsatte_byomraader_2023.geojson"
INDEX = FOLDER / "published" / "index_extract.csv"
PRECINCTS = FOLDER / "incidents" / "memphis_precincts.geojson"
ROBBERIES = FOLDER / "incidents" / "memphis_robberies_2019.csv"
THEFTS = FOLDER / "incidents" / "nyc_vehicle_thefts_2014_2017.csv.gz"
