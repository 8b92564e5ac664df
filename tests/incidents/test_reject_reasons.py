"""Why a row was turned away, in the language of whoever reads it, whoever loaded the file."""

import duckdb
import pytest

from hotspots.language import (
    in_english,
    in_reader_language,
    kept,
    marked,
    message,
    speak,
    translated,
)
from tests.small_city import SOUTH_M, WEST_M, City

PLACE = f"{WEST_M + 500};{SOUTH_M + 500}"
ROWS = f"""id;dato;x;y
1;01-02-2024;{PLACE}
;01-02-2024;{PLACE}
2;31-02-2024;{PLACE}
3;01-02-2024;0;0
4;01-02-2024
1;01-02-2024;{PLACE}
5;01-02-2024;{WEST_M + 500};nord
6;01-02-2024;{PLACE}
7;01-02-2024;"{WEST_M}"m;{SOUTH_M}
"""
AGAIN = f"id;dato;x;y\n1;01-02-2024;{PLACE}\n9;02-02-2024;{PLACE}\n"
INDEX = ["Nord;2020;10,0;300;;", "Nørd;2020;10,0;300;;", "Nord;2021;ti;300;;"]
ENGLISH = {
    "is missing",
    "is no date and time of day that exist",
    "the place is 0, 0: a place that nobody filled in",
    "has fewer columns than the header",
    "has a quotation mark that is not closed, or text beside a quotation",
    "repeats load 2, row 1",
    "repeats row 1 of this file",
    "is not a number written with a decimal comma (724.512,25)",
    "no area of this name in bydele; nearest: Nord, Syd",
    "is not a number",
    "repeats load 4",
}
DANISH = {
    "mangler",
    "er ikke en dato og et klokkeslæt, der findes",
    "stedet er 0, 0: ingen har udfyldt det",
    "har færre kolonner end overskriften",
    "har et anførselstegn, der ikke er lukket, eller tekst ved siden af et citat",
    "gentager indlæsning 2, række 1",
    "gentager række 1 i denne fil",
    "er ikke et tal skrevet med decimalkomma (724.512,25)",
    "er ikke navnet på et område i bydele; nærmest: Nord, Syd",
    "er ikke et tal",
    "gentager indlæsning 4",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city whose files were loaded by somebody who reads Danish."""
    made = City(tmp_path_factory.mktemp("rejects"))
    made.areas(["Nord", "Syd"])
    for name, rows in (("a.csv", ROWS), ("b.csv", AGAIN)):
        path = made.write(name, rows)
        made.run("--lang", "da", "load", "incidents", path, "--source", "politi",
                 "--crs", "EPSG:25832")  # fmt: skip
    head, fixed = "Område;År;Procent;Antal svar;Udgave;Kategori\n", "indicator=utryg_nabolag"
    for name, rows in (("i.csv", INDEX), ("j.csv", [INDEX[0], "Syd;2020;9,0;300;;"])):
        path = made.write(name, head + "\n".join(rows) + "\n")
        made.run("--lang", "da", "load", "index", path, "--set", "bydele", "--fixed", fixed)
    return made


def reasons(city, lang):
    return {
        row["reason"] for row in city.ask("--lang", lang, "status", "--rejects", "all")["rows"]
    }


@pytest.mark.parametrize(("lang", "expected"), [("en", ENGLISH), ("da", DANISH)])
def test_each_reads_the_reasons_in_a_language_of_their_own(city, lang, expected):
    """The store keeps the message and its values, not the words of whoever loaded it."""
    assert reasons(city, lang) == expected


def test_a_check_says_the_reason_in_the_readers_language(city):
    """The row that stands for the others has its words too."""
    asked = ("check", "--kind", "rejected_rows")
    assert "no area of this name" in str(city.ask("--lang", "en", *asked)["rows"])
    assert "er ikke navnet på et område" in str(city.ask("--lang", "da", *asked)["rows"])


def test_a_store_from_before_keeps_its_words(city, tmp_path):
    """Without what the reason was made of, the text that was stored then is shown."""
    old = City(tmp_path)
    old.store.write_bytes(city.store.read_bytes())
    with duckdb.connect(str(old.store)) as con:
        con.execute("alter table reject drop column kept")
        con.execute("update reject set reason = 'er skrevet dengang'")
        con.execute("delete from schema_version where version >= 8")
    assert reasons(old, "en") == reasons(old, "da") == {"er skrevet dengang"}


def test_a_message_is_kept_with_the_messages_in_it():
    """Numbers take each language's marks; what is no message, or is damaged, stays as it is."""
    inner = message("is missing")
    whole = message("{where}: {reason}, {n:,} rows", where="a{b}", reason=inner, n=1200)
    as_kept = kept(whole)
    speak(lambda sentence: {"is missing": "mangler"}.get(sentence, sentence))
    try:
        assert in_reader_language("?", as_kept) == "a{b}: mangler, 1.200 rows"
        assert in_english(message("{n:,} rows", n=1200)) == "1,200 rows"
        assert in_reader_language("?", kept(translated(marked("is missing")))) == "mangler"
    finally:
        speak(None)
    assert str(ValueError(whole)) == whole
    assert kept(str(ValueError(whole))) == as_kept
    assert kept("a text") is None
    for damaged in ("", "{", '{"sentence": "{n}", "values": {}}', '{"values": null}'):
        assert in_reader_language("a text", damaged) == "a text"
