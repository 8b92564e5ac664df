"""The fields of each kind of extract and the headings under which they are met."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A field by its name in code, and the Danish and English headings that mean it."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


def _field(name: str, headings: str, *, required: bool = False) -> Field:
    return Field(name, tuple(headings.split("|")), required)


_AREA = _field(
    "area", "område|bydel|distrikt|rode|kvarter|områdenavn|bydelsnavn|area|district", required=True
)
_YEAR = _field("year", "år|årstal|dataår|undersøgelsesår|tid|year", required=True)

INDEX = (
    _AREA,
    _YEAR,
    _field("indicator", "indikator|mål|spørgsmål|indicator", required=True),
    _field(
        "percent",
        "procent|andel|pct|pct.|andel i procent|%|pr 1.000|pr. 1.000|percent|share|per 1000",
    ),
    _field(
        "count",
        "antal utrygge|antal trygge|antal ja|antal anmeldelser|anmeldelser|count|number yes",
    ),
    _field("n", "antal svar|svar|besvarelser|antal besvarelser|n|base|respondents|responses"),
    _field("n_eff", "effektivt antal svar|n eff|neff|effective n"),
    _field("deff", "designeffekt|deff|design effect"),
    _field("category", "kategori|handlingskategori|indsatsbehov|category"),
    _field("score", "score|indeks|indeksværdi|index score"),
    _field("edition", "udgave|rapportår|edition"),
    _field("supplier", "leverandør|supplier"),
    _field(
        "survey_period", "dataindsamling|indsamlingsperiode|undersøgelsesperiode|survey period"
    ),
    _field("police_period", "anmeldelsesperiode|politiperiode|police period"),
    _field("published_light", "offentliggjort lys|kommunens lys|lys|published light"),
    _field("published_against", "lys mod|sammenlignet med|published against"),
    _field("published_change", "offentliggjort ændring|ændring|published change"),
)

POPULATION = (
    _AREA,
    _YEAR,
    _field(
        "population",
        "befolkning|folketal|indbyggere|antal indbyggere|indbyggertal|antal|personer|population",
        required=True,
    ),
)

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
        "|occurred|datetime|date|occurred at|date single",
    ),
    _field("clock", "klokkeslæt|klokken|kl|kl.|tid|time|clock"),
    _field(
        "earliest",
        "tidligst|gerningstid fra|gerningsdato fra|fra|earliest|date start|from|occurred from",
    ),
    _field("latest", "senest|gerningstid til|gerningsdato til|til|latest|date end|to|occurred to"),
    _field("reported", "anmeldt|anmeldelsesdato|anmeldelsestidspunkt|reported|date reported"),
    _field("x", "x|øst|easting|x koordinat|xkoordinat|utm x|utmx|koordinat x|x m"),
    _field("y", "y|nord|northing|y koordinat|ykoordinat|utm y|utmy|koordinat y|y m"),
    _field("lon", "lon|lng|long|længde|længdegrad|longitude"),
    _field("lat", "lat|bredde|breddegrad|latitude"),
    _field(
        "category",
        "kategori|gerningstype|kriminalitetstype|lovovertrædelse|gerningskode|type|category"
        "|offense type|offence type|offense|offence|crime type",
    ),
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
