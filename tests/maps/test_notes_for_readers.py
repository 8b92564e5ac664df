"""Pages, pictures, reports and slides are for people without a terminal: no options, no commands.

The city has what advice is given on: no numbers of answers, editions that differ, a year of one
area, incidents outside what the extracts cover, an effort without a comparison.
"""

import io
import re
import zipfile
from html import unescape

import pytest

from hotspots.sentences import catalogue
from hotspots.sentences.advice import Advice, advice, without_advice
from hotspots.sentences.texts import LANGUAGES
from tests.small_city import SOUTH_M, WEST_M, City

NAMES = ["Nord", "Midt", "Syd", "Øst", "Vest", "Havn", "Park", "Eng"]
WITHOUT = {"Midt", "Øst"}
DAY = ("--date", "2021-02-01")
# What is said in the terminal alone: traces, checks, near repeats, rasters, the list of releases.
TERMINAL = re.compile(
    r"(advice|trace|check_do|repeat|start)\.|check\.old_loads_found|surface\.edges|note\.unconfirmed"
)
TYPED = re.compile(r"(?<![\w-])--[a-z]|`|hotspots (?:load|map|status|audit|areas|check)\b")
# Made today, or dated by an option of another meaning.
UNDATED = {"uge.html", "indsats.html", "indsats.svg"}
GOALS = """\
goal;programme;rule_da;rule_en;scope;indicator;comparison;value;baseline_year;deadline;origin
højst 25;P;R;R;each_area;utryg_nabolag;at_most;25;;31-12-2019;O
bedre;P;R;R;each_area;utryg_nabolag;must_improve;;2010;31-12-2019;O
"""
COMMANDS = {
    "aendring.html": "map change --baseline 2010 --year 2019",
    "nyeste.html": "map change --baseline 2010 --embed compact",
    "uden.html": "map change --baseline 2009 --year 2019",
    "ender.html": "map change --baseline 2010 --year 2019 --window 2",
    "antaget.html": "map change --baseline 2010 --year 2019 --assume-n 300 --assume-deff 1.2",
    "niveau.html": "map indicator",
    "stoettet.html": "map indicator --estimate shared",
    "niveau.svg": "figure indicator --years all",
    "prioritet.svg": "figure priority --baseline 2010 --year 2019",
    "prioritet.html": "map priority --baseline 2010 --year 2019 --assume-n 300",
    "hotspots.html": "map hotspots",
    "gennemgang.html": "map review --after 2020-01-01..2020-12-31",
    "indsats.html": "map evaluation Lyset",
    "uge.html": "week",
    "aendring.svg": "figure change --baseline 2010 --year 2019",
    "linjer.svg": "figure intervals --baseline 2010 --year 2019",
    "serie.svg": "figure series --area Midt",
    "timer.svg": "figure hours",
    "indsats.svg": "figure evaluation Lyset",
    "status.html": "report --year 2019 --date 2020-12-31",
    "status.docx": "report --year 2019 --date 2020-12-31",
    "status.pptx": "report --year 2019 --date 2020-12-31",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return eight areas with figures, incidents, a goal and an effort that all lack something."""
    made = City(tmp_path_factory.mktemp("readers"))
    made.areas(NAMES)
    rows = [
        f"{name};{year};{30 - at - (year - 2010)};{'' if name in WITHOUT else 900};2019;"
        for at, name in enumerate(NAMES)
        for year in (2010, 2011, 2018, 2019)
    ]
    made.index([*rows, "Nord;2020;20;900;2020;"])
    made.index(["Nord;2019;28;900;2018;"], name="anden.csv")
    lines = ["Sagsnr;Gerningstidspunkt;Gerningstype;X;Y"]
    for year in (2018, 2019, 2020):
        for at in range(400):
            x_m, y_m = (at * 97) % 4000, (at * 61) % 1000
            if at % 4 == 0:
                x_m, y_m = 1450 + at % 7, 450
            when = f"{1 + at % 28:02d}-{1 + at % 12:02d}-{year} {at % 24:02d}:00"
            lines.append(f"{year}-{at};{when};tyveri;{WEST_M + x_m};{SOUTH_M + y_m}")
    lines.append(f"2015-1;01-05-2015 12:00;tyveri;{WEST_M + 50};{SOUTH_M + 50}")
    path = made.write("haendelser.csv", "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832")
    made.run("load", "goals", made.write("maal.csv", GOALS))
    effort = "Indsats;Sted;Rolle;Start;Slut\nLyset;Midt;indsats;2020-01;\n"
    made.run("load", "interventions", made.write("indsatser.csv", effort), "--set", "bydele")
    return made


def words_of(path):
    """Return all that a reader of a file can see or hear, data of a page with it."""
    if path.suffix in {".docx", ".pptx"}:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            parts = [package.read(name).decode() for name in package.namelist()
                     if re.search(r"(document|slide\d+)\.xml$", name)]  # fmt: skip
        return re.sub("<[^>]+>", " ", " ".join(parts))
    page = path.read_text(encoding="utf-8")
    data = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    page = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    titles = re.findall(r'(?:alt|title|aria-label|content)="([^"]*)"', page)
    return unescape(" ".join([re.sub("<[^>]+>", " ", page), *titles, *data]))


@pytest.mark.part(4)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_to_be_typed_in_what_a_committee_reads(city, tmp_path, name, lang):
    path = tmp_path / name
    dated = () if "--date" in COMMANDS[name] or name in UNDATED else DAY
    city.run("--lang", lang, *COMMANDS[name].split(), "-o", path, *dated)
    for file in tmp_path.iterdir():
        if file.suffix in {".html", ".svg", ".docx", ".pptx"} and ".embed." not in file.name:
            words = words_of(file)
            assert len(words) > 300
            assert [words[max(found.start() - 80, 0) : found.end() + 40]
                    for found in TYPED.finditer(words)] == []  # fmt: skip


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("change --baseline 2010 --year 2019", ("--assume-n", "--conflicts", "--assume-deff")),
        ("change --baseline 2010", ("--year 2020",)),
        ("priority --baseline 2010 --year 2019 --assume-n 300", ("--joint",)),
        ("detect", ("--series once",)),
        ("evaluate Lyset", ("--comparison",)),
    ],
)
def test_whoever_types_commands_is_advised(city, command, said):
    """As notes of their own below the answer."""
    notes = city.ask("--lang", "en", *command.split())["notes"]
    assert [option for option in said if not any(option in note for note in notes)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_that_name_commands_are_those_of_the_terminal(lang):
    """A text of another subject can come onto a page."""
    typed = [key for key, frame in catalogue.outputs(lang).items() if TYPED.search(frame)]
    assert [key for key in typed if not TERMINAL.match(key)] == []
    assert len(typed) > 40


def test_advice_is_left_out_and_notes_stay():
    """Whatever they say: a note is known by what it is, not by its words."""
    notes = ["Tallet er antaget.", advice("da", "years"), Advice("x"), "Lov nr. 208; se den."]
    assert without_advice(notes) == ["Tallet er antaget.", "Lov nr. 208; se den."]
