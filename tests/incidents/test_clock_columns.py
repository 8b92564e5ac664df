"""Times of day in columns of their own, beside the days of one moment or of both ends."""

import pytest

from tests.incidents.test_dates import NORD, load
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

ROW = f"01-02-2024;22.00;02-02-2024;06.30;{NORD}"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def times(city):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as con:
        return con.execute(
            "select time_precision, strftime(occurred_from, '%d %H:%M'), "
            "strftime(occurred_to, '%d %H:%M') from active_incident order by incident_id"
        ).fetchall()


def beside(city, *clocks, expect=0):
    """Load days that print midnight beside clocks."""
    rows = [f"{n};01-02-2024 00:00:00;{clock};{NORD}" for n, clock in enumerate(clocks)]
    return load(city, "id;dato;klokkeslæt;x;y", rows, expect=expect).stderr


@pytest.mark.parametrize(
    "headings",
    [
        "Gerningsdato fra;Kl. fra;Gerningsdato til;Kl. til", "Fra dato;Fra kl;Til dato;Til kl",
        "Gerningsdato fra;Gerningstid fra;Gerningsdato til;Gerningstid til",
        "Fra;Klokkeslæt fra;Til;Klokkeslæt til", "Date from;Time from;Date to;Time to",
        "fra;starttid;til;sluttid", "Dato;Kl. fra;Til dato;Kl. til",
    ],
)  # fmt: skip
def test_both_ends_have_clocks_of_their_own(city, headings):
    load(city, f"id;{headings};x;y", [f"1;{ROW}"])
    assert times(city) == [("span", "01 22:00", "02 06:30")]


def test_an_end_without_a_day_is_of_the_same_day_or_the_next(city):
    rows = [f"1;01-02-2024 22.00;06.30;{NORD}", f"2;01-02-2024 08:05;kl. 9.15;{NORD}"]
    load(city, "id;fra;til;x;y", rows)
    assert times(city) == [("span", "01 22:00", "02 06:30"), ("span", "01 08:05", "01 09:15")]
    day_alone = load(
        city, "id;fra;til;x;y", [f"3;01-02-2024;06.30;{NORD}"], name="b.csv", expect=4
    )
    assert "'06.30'" in day_alone.stderr


@pytest.mark.parametrize(
    ("headings", "options"),
    [
        ("fra;klokkeslæt;til;slut", ["--map earliest_clock=klokkeslæt"]),
    ],
)
def test_clocks_that_are_not_read_are_never_lost_silently(city, headings, options):
    """The option that is named takes them."""
    asked = []
    for _ in options:
        said = load(city, f"id;{headings};x;y", [f"1;{ROW}"], *asked, expect=4).stderr
        named = next(option for option in options if option in said)
        asked += named.split()
    load(city, f"id;{headings};x;y", [f"1;{ROW}"], *asked)
    assert times(city)[0][1] == "01 22:00"


def test_a_midnight_beside_no_clock_is_a_day(city):
    beside(city, "23:30", "", "ukendt", "24:00")
    assert [kind for kind, *_ in times(city)] == ["moment", "day", "day", "moment"]


def test_numbers_without_their_leading_zeros(city):
    """All of the column tells that 5 is five past midnight, and not five o'clock."""
    beside(city, "2330", "805", "5", "0", "59", "ukendt", "1200")
    clocks = ["23:30", "08:05", "00:05", "00:00", "00:59", "00:00", "12:00"]
    assert [first[3:] for _, first, _ in times(city)] == clocks


def test_a_clock_that_cannot_be_read_is_rejected_by_its_own_name(city):
    said = beside(city, "23:30", "aften", "23.3", "23,3", "08:05 PST", "14.15")
    assert "column 'klokkeslæt', 'aften' is written in no way" in said
    assert "column 'klokkeslæt', '08:05 PST' names a zone of time that is not known" in said
    assert "column 'klokkeslæt', '23.3' has one digit for the minutes" in said
    assert [first for _, first, _ in times(city)] == ["01 23:30", "01 14:15"]


def test_a_day_that_does_not_exist_is_no_fault_of_the_clock(city):
    said = load(city, "id;dato;klokkeslæt;x;y", [f"1;31-02-2024;23:30;{NORD}"], expect=4).stderr
    assert "dato" in said.split("'31-02-2024 23:30'")[0].splitlines()[-1]
    assert "is no date and time of day that exist" in said


def test_the_clock_of_opendocument(city):
    beside(city, "PT24H00M00S", "PT08H05M00S")
    assert [first for _, first, _ in times(city)] == ["02 00:00", "01 08:05"]


def test_an_hour_alone_is_the_hour(city):
    beside(city, "8", "23:30", "22", "0")
    assert [first[3:] for _, first, _ in times(city)] == ["08:00", "23:30", "22:00", "00:00"]


def test_rough_times_are_kept_and_counted(city):
    said = beside(city, "ca. 22", "ca. kl. 22.30", "omkring 22", "22:15")
    assert [first[3:] for _, first, _ in times(city)] == ["22:00", "22:30", "22:00", "22:15"]
    assert "3 incidents have a rough time of day" in said
    assert "rough" not in beside(city, "22:16")


def test_zones_by_name_are_offsets(city):
    """In February the clocks of Copenhagen show CET."""
    beside(city, "08:05 CET", "08:05 CEST", "08:05 UTC", "08:05Z", "08:05 GMT")
    firsts = [first[3:] for _, first, _ in times(city)]
    assert firsts == ["08:05", "07:05", "09:05", "09:05", "09:05"]


@pytest.mark.parametrize(
    "headings",
    ["Dato;Gerningstid", "Gerningsdato;Gerningstid", "Dato;Tidspunkt", "Dato;Gerningstidspunkt"],
)
@pytest.mark.parametrize("clock", ["22:30", "2230", "kl. 22.30", "01-02-2024 22:30"])
def test_days_and_clocks_below_two_headings_of_times(city, headings, clock):
    """Whichever of the two would be taken for the whole time."""
    rows = [f"1;01-02-2024;{clock};{NORD}", f"2;01-02-2024;;{NORD}"]
    said = load(city, f"id;{headings};x;y", rows).stderr
    assert times(city)[0] == ("moment", "01 22:30", "01 22:30")
    if len(clock) < len("01-02-2024"):
        assert times(city)[1] == ("day", "01 00:00", "02 00:00")
        assert f"{headings.split(';')[1]} → clock" in said


def test_a_moment_of_another_day_is_no_clock(city):
    """The day may be that of the report."""
    load(city, "id;Dato;Gerningstidspunkt;x;y", [f"1;03-02-2024;01-02-2024 22:30;{NORD}"])
    assert times(city) == [("moment", "01 22:30", "01 22:30")]


def test_a_clock_that_may_be_of_the_report_is_asked_for(city):
    row = f"1;01-02-2024;02-02-2024;22:30;{NORD}"
    said = load(city, "id;Dato;Anmeldt;Tidspunkt;x;y", [row], expect=4).stderr
    assert "--map clock=Tidspunkt" in said


@pytest.mark.parametrize("headings", ["Dato;Kl. fra;Kl. til", "Dato;Starttid;Sluttid",
                                      "Dato;Kl;Kl til", "Dato fra;Kl fra;Kl til"])  # fmt: skip
def test_one_column_of_days_beside_the_clocks_of_both_ends(city, headings):
    """An end before the beginning is of the next day; what is not known of an end is open."""
    clocks = ["22:00;06:30", "8;9", "22.15;ca. 23", "22:00;", "ukendt;", "22:00;ukendt"]
    rows = [f"{n};01-02-2024;{text};{NORD}" for n, text in enumerate(clocks)]
    load(city, f"id;{headings};x;y", rows)
    assert times(city)[:4] == [
        ("span", "01 22:00", "02 06:30"), ("span", "01 08:00", "01 09:00"),
        ("span", "01 22:15", "01 23:00"), ("open_end", "01 22:00", None),
    ]  # fmt: skip
    assert times(city)[5] == ("open_end", "01 22:00", None)
    if headings.startswith("Dato;"):
        assert times(city)[4] == ("day", "01 00:00", "02 00:00")


def test_the_clock_of_an_end_alone(city):
    load(city, "id;Dato;Kl. fra;Kl. til;x;y", [f"1;01-02-2024;;06:30;{NORD}"])
    assert times(city) == [("open_start", None, "01 06:30")]


def test_an_end_that_is_no_clock_is_turned_away_by_its_own_name(city):
    """It is not passed over as if nothing stood there."""
    rows = [f"1;01-02-2024;8;aften;{NORD}", f"2;01-02-2024;8;9;{NORD}"]
    said = load(city, "id;Dato fra;Kl. fra;Kl. til;x;y", rows).stderr
    assert "column 'Kl. til', 'aften' is written in no way" in said
    assert len(times(city)) == 1


def test_a_range_of_hours_is_no_clock_with_minutes(city):
    """8-9 is not 8:09; 22/23 is written in no known way."""
    beside(city, "8-9", "22-06", "22/23")
    assert times(city) == [("span", "01 08:00", "01 09:00"), ("span", "01 22:00", "02 06:00")]


def test_times_of_day_that_parquet_keeps_as_durations(city, tmp_path):
    """43,200 seconds are noon, not 4:32."""
    import datetime as dt

    import pyarrow as pa
    from pyarrow import parquet

    clocks = [dt.timedelta(hours=12), dt.timedelta(hours=8, minutes=5)]
    table = pa.table({
        "id": ["1", "2"], "dato": [dt.date(2024, 2, 1)] * 2,
        "klokkeslæt": pa.array(clocks, pa.duration("s")), "x": [720500] * 2, "y": [6170500] * 2,
    })  # fmt: skip
    parquet.write_table(table, tmp_path / "a.parquet")
    city.run("load", "incidents", tmp_path / "a.parquet")
    assert [first for _, first, _ in times(city)] == ["01 12:00", "01 08:05"]


def test_headings_that_a_shapefile_cut_off(city, tmp_path):
    """It keeps ten letters: *Gerningsti* of Gerningstid, *Gerningsty* of Gerningstype."""
    import geopandas

    points = geopandas.points_from_xy([720500, 720600], [6170500, 6170500], crs=25832)
    columns = {"id": ["1", "2"], "Dato": ["01-02-2024", "02-02-2024"],
               "Gerningsti": ["22:30", "8"], "Gerningsty": ["Vold", "Vold"]}  # fmt: skip
    geopandas.GeoDataFrame(columns, geometry=points).to_file(tmp_path / "a.shp")
    city.run("load", "incidents", tmp_path / "a.shp")
    assert [first for _, first, _ in times(city)] == ["01 22:30", "02 08:00"]


@pytest.mark.parametrize("bad", ["2360", "9999", "2460", "aften"])
def test_a_clock_that_does_not_exist_decides_nothing(city, bad):
    """Nor does a word: 5 is 00:05 by the numbers that can be read."""
    said = beside(city, "5", "2330", "15", bad, "45")
    assert [first[3:] for _, first, _ in times(city)] == ["00:05", "23:30", "00:15", "00:45"]
    assert (
        "'klokkeslæt': numbers of one or two digits, such as 5, are minutes past midnight" in said
    )


def test_hours_alone_are_said(city):
    said = beside(city, "8", "23:30")
    assert "'klokkeslæt': numbers of one or two digits, such as 8, are hours" in said


def test_what_may_be_minutes_or_hours_is_asked_for(city):
    """A number such as 2330 says minutes, a clock with a mark hours; 0 is midnight in both."""
    said = beside(city, "5", "2330", "0", "23:10")
    assert "column 'klokkeslæt', '5' may be an hour or minutes past midnight" in said
    assert [first[3:] for _, first, _ in times(city)] == ["23:30", "00:00", "23:10"]


def test_minutes_that_can_be_no_hour_decide(city):
    beside(city, "5", "2330", "45", "23:10")
    assert [first[3:] for _, first, _ in times(city)] == ["00:05", "23:30", "00:45", "23:10"]


def test_a_part_of_a_day_is_rejected_by_its_own_reason(city):
    """Spreadsheets keep noon as 0.5; half an hour past midnight may be written so too."""
    said = beside(city, "0,5", "23:10")
    assert "column 'klokkeslæt', '0,5' may be a part of a day" in said
