"""The fields of each kind of extract and the headings under which they are met."""

import math
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["whole", "decimal"]
# No share, and no rate per 1,000, is above this.
_MOST_RATE = 1000
# A design effect above it would leave two answers of a hundred.
MOST_DEFF = 50


@dataclass(frozen=True)
class Field:
    """A field by its name in code, and the Danish and English headings that mean it.

    ``number`` says that it holds numbers, whole ones or with decimals, of at most ``most``.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = False
    number: NumberKind | None = None
    most: float = math.inf


def _field(
    name: str, headings: str, *, required: bool = False, number: NumberKind | None = None,
    most: float = math.inf,
) -> Field:  # fmt: skip
    return Field(name, tuple(headings.split("|")), required, number, most)


_AREA = _field(
    "area",
    "område|bydel|distrikt|rode|kvarter|områdenavn|bydelsnavn|distriktsnavn|omrkk|omr|geografi"
    "|område navn|area|area name|district",
    required=True,
)
# Where an extract of incidents names their area; the set it is of must be said.
INCIDENT_AREA = Field("area", _AREA.headings)
_YEAR = _field(
    "year",
    "år|årstal|dataår|undersøgelsesår|tid|periode|halvår|kvartal|måned|year|period|half year"
    "|quarter|month|time",
    required=True,
)

INDEX = (
    _AREA,
    _YEAR,
    _field("indicator", "indikator|mål|spørgsmål|indicator", required=True),
    _field(
        "percent",
        "procent|andel|pct|pct.|andel i procent|%|pr 1.000|pr. 1.000|værdi|indhold|percent|share"
        "|per 1000|value",
        number="decimal",
        most=_MOST_RATE,
    ),
    _field(
        "count",
        "antal utrygge|antal trygge|antal ja|antal anmeldelser|anmeldelser|count|number yes",
        number="whole",
    ),
    _field(
        "n",
        "antal svar|svar|besvarelser|antal besvarelser|n|base|antal adspurgte|antal interview"
        "|respondents|responses|number of responses",
        number="whole",
    ),
    _field("n_eff", "effektivt antal svar|n eff|neff|effective n", number="decimal"),
    _field("deff", "designeffekt|deff|design effect", number="decimal", most=MOST_DEFF),
    _field("category", "kategori|handlingskategori|indsatsbehov|category"),
    _field("score", "score|indeks|indeksværdi|index score", number="decimal"),
    _field("edition", "udgave|rapportår|edition"),
    _field("supplier", "leverandør|supplier"),
    _field(
        "survey_period", "dataindsamling|indsamlingsperiode|undersøgelsesperiode|survey period"
    ),
    _field("police_period", "anmeldelsesperiode|politiperiode|police period"),
    _field("published_light", "offentliggjort lys|kommunens lys|lys|published light"),
    _field("published_against", "lys mod|sammenlignet med|published against"),
    _field(
        "published_change",
        "offentliggjort ændring|ændring|published change",
        number="decimal",
        most=_MOST_RATE,
    ),
)

POPULATION = (
    _AREA,
    _YEAR,
    _field(
        "population",
        "befolkning|folketal|indbyggere|antal indbyggere|indbyggertal|antal|personer"
        "|antal personer|beboere|antal beboere|indhold|værdi|population|residents|inhabitants"
        "|persons|number|value",
        required=True,
        number="whole",
    ),
    _field("visitor_heavy", "besøgstung|mange besøgende|visitor heavy"),
)

# Shapefiles keep ten letters of a heading.
INCIDENTS = (
    _field(
        "id",
        "id|uid|sagsnr|sagsnummer|journalnr|journalnummer|anmeldelsesnr|anmeldelsesnummer"
        "|hændelsesid|hændelse id|incident id|case id|case number",
        required=True,
    ),
    _field(
        "occurred",
        "gerningstidspunkt|gerningsdato|gerningstid|dato|tidspunkt|hændelsesdato|hændelsestidspunkt"
        "|gerningsti|gerningsda|hændelsest|hændelsesd"
        "|occurred|datetime|date|occurred at|date single|måned|month|uge|week|år|year",
    ),
    _field("clock", "klokkeslæt|klokkeslæ|klokken|kl|kl.|tid|time|clock"),
    _field(
        "earliest",
        "tidligst|gerningsdato fra|fra dato|dato fra|gerningstid fra|fra|earliest|date start"
        "|from date|date from|from|occurred from",
    ),
    _field(
        "earliest_clock",
        "klokkeslæt fra|fra klokkeslæt|klokken fra|kl fra|fra kl|gerningstid fra|tid fra|fra tid"
        "|starttid|start tid|starttidspunkt|start kl|time from|from time|time start|start time",
    ),
    _field(
        "latest",
        "senest|gerningsdato til|til dato|dato til|gerningstid til|til|latest|date end|to date"
        "|date to|to|occurred to",
    ),
    _field(
        "latest_clock",
        "klokkeslæt til|til klokkeslæt|klokken til|kl til|til kl|gerningstid til|tid til|til tid"
        "|sluttid|slut tid|sluttidspunkt|slut kl|time to|to time|time end|end time",
    ),
    _field(
        "reported",
        "anmeldt|anmeldt dato|anmeldt tidspunkt|anmeldelsesdato|anmeldelsestidspunkt|reported"
        "|date reported",
    ),
    _field("x", "x|øst|easting|x koordinat|xkoordinat|utm x|utmx|koordinat x|x m"),
    _field("y", "y|nord|northing|y koordinat|ykoordinat|utm y|utmy|koordinat y|y m"),
    _field("lon", "lon|lng|long|længde|længdegrad|longitude"),
    _field("lat", "lat|bredde|breddegrad|latitude"),
    _field(
        "category",
        "kategori|gerningstype|kriminalitetstype|lovovertrædelse|overtrædelsens art|overtræd"
        "|gerningskode|gerningsty|kriminalit|category"
        "|offense type|offence type|offense|offence|crime type|type",
    ),
)

# The time of day of each field of days, where it stands in a column of its own.
CLOCK_OF = {"occurred": "clock", "earliest": "earliest_clock", "latest": "latest_clock"}

COUNTS = (
    _AREA,
    _YEAR,
    Field("category", INCIDENTS[-1].headings),
    _field(
        "count",
        "antal|antal anmeldelser|anmeldelser|antal hændelser|hændelser|antal sager|sager"
        "|antal forhold|forhold|antal ofre|ofre|indhold|værdi|count|number|n|incidents"
        "|number of incidents|reports|cases|offences|victims|value",
        required=True,
        number="whole",
    ),
)

INDICATORS = (
    _field("name", "navn|indikator|name|indicator", required=True),
    _field("title_da", "titel|titel på dansk|title da|spørgsmål|title"),
    _field("title_en", "titel på engelsk|title en"),
    _field("better", "bedre|bedst|retning|better|direction", required=True),
    _field("unit", "enhed|måles i|unit"),
    _field("definition_da", "definition|definition på dansk|definition da"),
    _field("definition_en", "definition på engelsk|definition en"),
    _field("source", "kilde|source"),
)

CODES = (
    _field("code", "kode|gerningskode|code", required=True),
    _field("category", "kategori|category", required=True),
)

UNIT_AREAS = (
    _field("code", "kode|områdekode|område nr|nr|nummer|code|number", required=True),
    _field("name", "navn|områdenavn|område|name|area"),
    _field("units", "enheder|roder|rode|består af|units", required=True),
)

BREAKS = (
    _field("indicator", "indikator|serie|indicator|series", required=True),
    _field("year", "år|dataår|fra år|year", required=True),
    _field("last_year", "til år|sidste år|last year"),
    _field("kind", "slags|art|brudtype|kind", required=True),
    _field("text_da", "tekst|beskrivelse|text|text da", required=True),
    _field("text_en", "tekst på engelsk|text en"),
    _field("area", "område|bydel|distrikt|area"),
    _field("source", "kilde|source", required=True),
    _field("source_en", "kilde på engelsk|source en"),
)

PLACES = (
    _field("name", "navn|stednavn|station|name", required=True),
    _field("kind", "type|art|objekt type|objekttype|kind"),
)

SCALE = (
    _field("edition", "udgave|rapportår|edition", required=True),
    _field("category", "kategori|handlingskategori|indsatsbehov|category", required=True),
    _field(
        "lowest",
        "laveste|mindste score|fra score|grænse|laveste score|lowest",
        required=True,
        number="decimal",
    ),
)

# What `--assume-n` reads: planned or reported answers, of all years where none is named.
PLANNED_ANSWERS = (
    _AREA,
    Field("year", _YEAR.headings, number="whole"),
    _field(
        "n",
        "antal svar|planlagte svar|planlagt antal|svar|besvarelser|antal|n|planned answers"
        "|answers|responses",
        required=True,
        number="whole",
    ),
)

GOALS = (
    _field("goal", "mål|målnavn|goal", required=True),
    _field("programme", "program|politik|strategi|programme", required=True),
    _field("rule_da", "regel|regel som formuleret|målformulering|rule da", required=True),
    _field("rule_en", "regel på engelsk|rule|rule en"),
    _field("scope", "gælder|omfang|scope", required=True),
    _field("indicator", "indikator|indicator", required=True),
    _field("group", "gruppe|befolkningsgruppe|borgergruppe|group"),
    _field("against_group", "sammenlignet med gruppe|over for gruppe|mod gruppe|against group"),
    _field("comparison", "krav|sammenligning|comparison", required=True),
    _field("value", "værdi|målværdi|grænse|margin|value", number="decimal", most=_MOST_RATE),
    _field("baseline_year", "basisår|udgangsår|baseline year"),
    _field("chosen_by", "udvalgt efter|udpeget efter|chosen by"),
    _field("chosen_areas", "udvalgte områder|områder|chosen areas"),
    _field("first_year", "første år|fra år|first year"),
    _field("deadline", "frist|senest|deadline", required=True),
    _field("note", "bemærkning|note"),
    _field("note_en", "bemærkning på engelsk|note på engelsk|note en"),
    _field("origin", "kilde|oprindelse|origin", required=True),
)

SURVEY = (
    _AREA,
    _YEAR,
    _field("indicator", "indikator|mål|spørgsmål|indicator", required=True),
    _field("answer", "svar|besvarelse|svarkategori|answer|response", required=True),
    _field("weight", "vægt|svarvægt|vægtning|weight", number="decimal"),
    _field("stratum", "stratum|strata|lag"),
    _field("cluster", "klynge|klyngenr|cluster|psu"),
    _field(
        "stratum_size", "stratumstørrelse|befolkning i stratum|stratum size|fpc", number="whole"
    ),
    _field("edition", "udgave|rapportår|edition"),
    _field("supplier", "leverandør|supplier"),
    _field(
        "survey_period", "dataindsamling|indsamlingsperiode|undersøgelsesperiode|survey period"
    ),
)

DESIGNATIONS = (
    _field("kind", "type|udpegning|udpegningstype|slags", required=True),
    _field("name", "navn|områdenavn|boligområde|område|area name|area", required=True),
    _field("year", "år|årstal", required=True),
    _field("designated", "udpeget|er udpeget"),
    _field("value", "kategori|værdi|category"),
    _field("criteria_set", "kriterier|kriteriesæt|criteria", required=True),
    _field("set", "inddeling|områdesæt|area set"),
    _field("area", "distrikt|områdekode|område kode|kode|område|bydel|district|area code"),
    _field("units", "enheder|består af|roder"),
    _field("certainty", "sikkerhed|certainty of area"),
    _field("note", "bemærkning|noter"),
    _field("note_en", "bemærkning på engelsk|note på engelsk|note en"),
    _field("origin", "kilde|oprindelse|source"),
)

INTERVENTIONS = (
    _field(
        "name",
        "indsats|navn|hotspot|projekt|projektnavn|intervention|effort|project",
        required=True,
    ),
    _field("area", "område|sted|distrikt|områder|bydel|bydele|place|areas"),
    _field("role", "rolle"),
    _field("start", "fra|startdato|begyndelse|begynder|from|starts"),
    _field("end", "slut|til|slutdato|ophør|slutter|to|ends"),
    _field("partners", "partnere|samarbejdspartnere|deltagere"),
    _field("budget", "økonomi|bevilling"),
    _field("goal", "mål|målnavn|formål|aim"),
    _field("committee", "udvalg|forvaltning|ansvarligt udvalg"),
    _field("status", "tilstand|state"),
    _field("documentation", "dokumentation|rapport|link|evaluering"),
    _field("note", "bemærkning|noter|resultat|result"),
    _field("origin", "kilde|oprindelse|source"),
)

CROSSWALK = (
    _field("from_set", "fra inddeling|fra sæt|from set", required=True),
    _field("from_area", "fra område|fra|gammelt område|from area|from", required=True),
    _field("to_set", "til inddeling|til sæt|to set", required=True),
    _field("to_area", "til område|til|nyt område|to area|to", required=True),
    _field("weight", "vægt|andel|weight|share", number="decimal", most=1),
    _field(
        "amount",
        "antal|indbyggere|befolkning|folketal|antal roder|areal|m2|amount",
        number="decimal",
    ),
    _field("basis", "grundlag|basis"),
)
