"""What the files of the demo are called: the extracts, the results and the release."""

from typing import Final

EXTRACTS_FOLDER: Final = "udtraek"
RELEASED: Final = "offentlig"
STORE: Final = "hotspots.duckdb"

DISTRICTS: Final = "bydele13.geojson"
FORMER_DISTRICTS: Final = "bydele10.geojson"
EARLY_SURVEY: Final = "tryghedsindeks_2009-2014.csv"
LATE_SURVEY: Final = "tryghedsundersoegelse_2015-2024.xlsx"
SURVEY_BY_SEX: Final = "tryghed_koen_2009-2024.csv"
POPULATION: Final = "befolkning.csv"
CATEGORIES: Final = "gerningskoder.csv"
EARLY_INCIDENTS: Final = "haendelser_2009-2016.csv"
LATE_INCIDENTS: Final = "haendelser_2016-2024.csv"
STATIONS: Final = "stationer.geojson"
GOALS: Final = "maal.csv"
DESIGNATIONS: Final = "udpegninger.csv"
INTERVENTIONS: Final = "indsatser.csv"

EFFORT: Final = "Trygge aftener"
DESIGNATED_KIND: Final = "tryghedsområde"
DISTRICT_SET: Final = "bydele13"
