"""Every number in the words and tables of a release is accounted for; another stops it."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pyarrow as pa
import pytest

from hotspots import shipped
from hotspots.audit.folder import NUMBERS, read_folder
from hotspots.audit.numbers.accounts import Accounts, fingerprint, read_accounts, written_accounts
from hotspots.audit.numbers.check import unaccounted
from hotspots.audit.numbers.figures import AllowedFigures, is_interval_end, per_residents
from hotspots.audit.numbers.fixed_words import FIXED_WORDS
from hotspots.audit.numbers.frames import LIST, is_frame
from hotspots.audit.numbers.kinds import slot_kind
from hotspots.audit.numbers.parts import text_parts
from hotspots.audit.numbers.spoken import Spoken, Words, Written, heard_words, listening
from hotspots.audit.numbers.statistics import STATISTICS, wrong_statistics
from hotspots.audit.written import read_classes
from hotspots.errors import InputProblem
from hotspots.model.periods import Period
from hotspots.sentences import catalogue
from hotspots.sentences.texts import number, text
from hotspots.workflows.release.public_figures import public_figures
from tests.release.made.made_city import declaration, made_city
from tests.release.made.made_release import made_release
from tests.small_city import by_area
from tests.tools.fixed_words import frames, settings, words

TABLE = "incidents --category Vold --baseline 2020 --year 2024"
FILES = {
    "a.csv": TABLE, "a.json": TABLE, "a.xlsx": TABLE, "a.gpkg": TABLE,
    "kort.html": "map change --baseline 2010 --year 2014",
    "figur.svg": "figure change --baseline 2010 --year 2014",
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return made_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def folder(city, tmp_path_factory):
    """Return the files of a release that is proved."""
    own = city.copied(tmp_path_factory.mktemp("released"))
    own.run("release", "build", declaration(own, FILES), "-o", own.folder / "ud")
    return read_folder(own.folder / "ud")


@pytest.fixture(scope="module")
def true(city):
    """Return the true row of an area whose count is not its figure."""
    rows = by_area(city.ask(*TABLE.split()))
    return next(rows[code] for code in "123" if rows[code]["n"] % 5)


def left_over(folder, files=None, accounts=None):
    """Return what nothing accounts for in a release, with some files put in others' places."""
    kept = {name: data for name, data in folder.files.items() if "/" not in name}
    del kept["udgivelse.json"]
    published = read_classes(folder.text("bevis/klasser.json"))
    told = accounts or read_accounts(folder.text(NUMBERS))
    return [*unaccounted({**kept, **(files or {})}, told, published, 5)]


def test_a_whole_release_has_no_number_left_over(folder):
    assert left_over(folder) == []
    assert {"a.notes.txt", *FILES} <= folder.files.keys()


def test_without_what_was_said_numbers_are_left_over_in_every_file(folder):
    """The test above can fail."""
    accounts = replace(read_accounts(folder.text(NUMBERS)), spoken=Spoken())
    names = {each.file for each in left_over(folder, accounts=accounts)}
    assert {"a.notes.txt", *FILES} <= names


# the file, what stands in it, and what stands there with a number that somebody put in
TYPED = {
    "a template": ("kort.html", '<section class="numbers"',
                   '<p>I alt 137 sager</p><section class="numbers"'),
    "a script": ("kort.html", '"use strict";', '"use strict"; var sager = 137;'),
    "a style": ("kort.html", ":root {", ":root { --n: 137;"),
    "a remark": ("kort.html", "<main", "<!-- 137 sager --><main"),
    "an attribute for sorting": ("kort.html", '<tr data-area="0"', '<tr data-n="137"'),
    "a label": ("kort.html", 'aria-labelledby="notes-title"',
                'aria-label="137 sager" aria-labelledby="notes-title"'),
    "the data of a page": ("kort.html", '"opacity":', '"n":137,"opacity":'),
    "a code for the address": ("kort.html", '"codes":["', '"codes":["137","'),
    "a heading": ("kort.html", "udvikling fra 2010 til 2014", "udvikling fra 2010 til 2014: 137"),
    "a number within another": ("kort.html", "32\u00a0%", "1.137\u00a0%"),
    "a picture": ("figur.svg", "</svg>", "<text>137 sager</text></svg>"),
    "the alt text of a picture": ("figur.svg", "<desc>", "<desc>137 sager. "),
    "an added total": ("a.notes.txt", "Hændelser er", "I alt 137 hændelser. De er"),
    "a note": ("a.json", '"notes": [', '"notes": ["137 hændelser har intet sted.",'),
    "a setting": ("a.json", '"k": 5', '"k": 5, "n_incidents": 137'),
    "a column": ("a.json", '"area": "1"', '"area": "1", "n_true": 137'),
    "a code": ("a.json", '"area": "1"', '"units": "137", "area": "1"'),
}  # fmt: skip


@pytest.mark.parametrize("where", TYPED)
def test_a_number_typed_somewhere_is_named_with_its_file(folder, where):
    name, before, after = TYPED[where]
    changed = folder.text(name).replace(before, after, 1)
    assert changed != folder.text(name), before
    wrong = left_over(folder, {name: changed.encode()})
    assert {each.file for each in wrong} == {name}
    assert where in {"a script", "a style"} or any("137" in each.number for each in wrong)


COLUMNS = ("n", "n_low", "n_high", "population", "rate_per_1000", "ci_low", "ci_high",
           "baseline_n", "baseline_high", "rate_ratio")  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_a_figure_that_is_not_of_its_cell_is_caught(folder, column):
    """Off by a thousandth, or by one where it is whole, in a row that has it."""
    answer = json.loads(folder.text("a.json"))
    row = next(row for row in answer["rows"] if row["rate_ratio"] is not None)
    whole = isinstance(row[column], int) or column == "population"
    row[column] = row[column] + 1 if whole else row[column] * 1.001
    wrong = left_over(folder, {"a.json": json.dumps(answer).encode()})
    assert [each.file for each in wrong] == ["a.json"] * len(wrong)
    assert wrong


def test_the_row_of_the_true_count_is_caught_in_every_table(folder, true):
    """Rate and interval with it; the figure as well as the rate alone."""
    text_ = folder.text("a.csv")
    (line,) = (line for line in text_.splitlines() if line.startswith(f"{true['area']},"))
    fields = line.split(",")
    for values in ({6: true["rate_per_1000"]}, {4: true["n"], 6: true["rate_per_1000"]}):
        changed = [str(values.get(at, field)) for at, field in enumerate(fields)]
        wrong = left_over(folder, {"a.csv": text_.replace(line, ",".join(changed)).encode()})
        assert {each.file for each in wrong} == {"a.csv"}
    n_rows = len(text_.splitlines()) - 1
    for sheet, column in (("sheet1", "D"), ("sheet2", "G")):
        book = with_rate(folder.files["a.xlsx"], true, n_rows, sheet, column)
        assert {each.file for each in left_over(folder, {"a.xlsx": book})} == {"a.xlsx"}


def with_rate(data, true, n_rows, sheet, column):
    """Return a workbook whose row of an area has the rate of its true count in one sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w") as changed:
        for name in book.namelist():
            content = book.read(name).decode()
            if name == f"xl/worksheets/{sheet}.xml":
                last = int(re.findall(r'<row r="(\d+)"', content)[-1])
                down = last - n_rows + int(true["area"]) + 1
                cell = re.compile(rf'(<c r="{column}{down}"[^>]*><v>)[^<]*')
                content, n = cell.subn(rf"\g<1>{true['rate_per_1000']}", content)
                assert n == 1
            changed.writestr(name, content)
    return made.getvalue()


def said(folder, key, frame, **slots):
    """Return the accounts of a release with a text more, as it would be said."""
    accounts = read_accounts(folder.text(NUMBERS))
    with listening() as spoken:
        heard_words(key, frame, slots)
    return replace(accounts, spoken=Spoken(
        {**accounts.spoken.words, **spoken.words}, {**accounts.spoken.numbers}
    ))  # fmt: skip


def test_words_with_the_true_rate_or_count_are_caught_where_they_are_said(folder, true):
    """The planted defect goes through the program's own words, and is said in no file yet."""
    frames = catalogue.outputs("da")
    with listening() as spoken:
        rate = number("da", true["rate_per_1000"], 1)
        text("da", "cleared.rate", rate=rate)
        text("da", "cleared.count", n=number("da", true["n"]), name="Nord", year=2024)
    accounts = read_accounts(folder.text(NUMBERS))
    both = Spoken({**accounts.spoken.words, **spoken.words},
                  {**accounts.spoken.numbers, **spoken.numbers})  # fmt: skip
    wrong = left_over(folder, accounts=replace(accounts, spoken=both))
    assert {each.number for each in wrong} == {rate, str(true["n"])}
    assert "{rate}" in frames["cleared.rate"]


def test_a_number_in_a_text_of_the_catalogue_is_the_programs_own_or_caught(folder):
    wrong = left_over(folder, accounts=said(folder, "note.made_up", "137 sager, 95 %"))
    assert {each.number for each in wrong} == {"137", "95"}
    kept = catalogue.outputs("da")["cleared.rate"]
    assert left_over(folder, accounts=said(folder, "cleared.rate", kept, rate="–")) == []


def test_a_placeholder_that_nobody_wrote_down_takes_cleared_and_public_numbers_only(folder):
    """A statistic needs a row in the table of texts."""
    for value, is_wrong in ((137, True), ("137", True), (2014, False), (5, False), ("x", False)):
        accounts = said(folder, "made.up", "{n} sager", n=value)
        assert bool(left_over(folder, accounts=accounts)) == is_wrong, value
    assert (
        left_over(folder, accounts=said(folder, "note.multiplicity", "{n_tests}", n_tests=137))
        == []
    )


def test_numbers_that_run_into_one_another_are_caught(folder):
    """Two that are accounted for would be read as a third."""
    accounts = said(folder, "made.up", "{first}{second} sager", first=5, second=2014)
    assert left_over(folder, accounts=accounts)


def test_the_ends_of_intervals_are_those_of_the_exact_test():
    """Beside the quantiles of the chi-squared distribution."""
    from scipy.stats import chi2

    for count in (0, 1, 4, 27, 420, 25_000):
        low, high = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
        assert is_interval_end(count, low if count else 0.0, lower=True)
        assert is_interval_end(count, high, lower=False)
        assert not is_interval_end(count, high * 1.001, lower=False)
        assert not is_interval_end(count, low * 0.999 if count else 0.1, lower=True)


def test_rates_are_of_365_days():
    assert per_residents(25, 4060, Period(2024)) == pytest.approx(6.140811327, rel=1e-9)
    assert per_residents(25, 4060, Period(2023)) == pytest.approx(6.157635468, rel=1e-9)
    of_quarters = [(2024, 91 / 90), (2023, 1.0)]
    for year, length in of_quarters:
        expected = pytest.approx(25 / 4.06 / length, rel=1e-12)
        assert per_residents(25, 4060, Period(year, "Q1")) == expected
        assert per_residents(25, 4060, Period(year, "Q2")) == pytest.approx(25 / 4.06, rel=1e-12)


def test_accounts_are_read_as_they_were_written():
    spoken = Spoken({Words("a.b", "{n} ud af {name}", (("n", 5), ("name", "x"))): None},
                    {Written("5,4", 5.36): None})  # fmt: skip
    accounts = Accounts({"a.csv": ("incidents",)}, spoken)
    assert read_accounts(written_accounts(accounts)) == replace(
        accounts, public=read_accounts(written_accounts(accounts)).public
    )
    for changed in ("[]", "{}", '{"words": 5}'):
        with pytest.raises(InputProblem):
            read_accounts(changed)


def test_a_file_of_another_kind_is_refused():
    for name, data in (("a.docx", b"PK"), ("a.xlsx", b"no"), ("a.json", b"{"), ("a.gpkg", b"no")):
        with pytest.raises(InputProblem):
            list(text_parts(name, data))


def test_a_figure_is_what_is_published_and_no_other():
    published = read_classes('{"cells":[]}')
    figures = AllowedFigures(5, published)
    assert [n for n in range(12) if figures.is_count(n)] == [4, 5]


def test_words_of_the_program_with_numbers_are_known():
    """Run ``python -m tests.tools.fixed_words`` and read what it prints where this fails."""
    assert [text_ for text_ in (*words(), *settings())
            if fingerprint(text_) not in FIXED_WORDS] == []  # fmt: skip


def test_texts_with_placeholders_are_known_by_their_keys():
    """Run ``python -m tests.tools.fixed_words frames`` where this fails."""
    assert LIST.read_text(encoding="utf-8") == frames()
    kept = catalogue.outputs("da")["cleared.count"]
    assert is_frame("cleared.count", kept)
    assert not is_frame("lacking.x", kept)
    assert not is_frame("cleared.count", kept.replace("{n}", "{n} af {n}"))


# what a row of a count under k, with and without a baseline, has at most
UNDER_K = {"n_low": 0, "n_high": 4}
BESIDE_TEN = {**UNDER_K, "baseline_n": 10, "baseline_low": 8, "baseline_high": 12,
              "rr_low": 0, "rr_high": 0.9, "p": 0.2, "p_adjusted": 0.4}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        *((UNDER_K, column, 0.5) for column in STATISTICS),
        *((BESIDE_TEN, column, value) for column, value in (
            ("p", 4), ("p_adjusted", -1), ("rr_low", 0.3), ("rate_ratio", 0.4),
            ("city_ratio", 0.4), ("city_ratio_low", 0.4), ("city_ratio_high", 0.4),
            ("eb_rate_per_1000", 2.35),
        )),
        ({**UNDER_K, "baseline_low": 0, "baseline_high": 4, "p": 1, "p_adjusted": 1}, "p", 0.4),
        ({**UNDER_K, "baseline_low": 0, "baseline_high": 4, "rr_low": 0}, "rr_high", 4),
    ],
)  # fmt: skip
def test_a_row_under_k_has_no_place_for_a_count_or_a_rate(row, column, value):
    """A true count stood in such columns, which nobody looked at."""
    assert [*wrong_statistics(row)] == []
    assert column in wrong_statistics({**row, column: value})


def test_a_count_in_the_place_of_p_is_caught_in_the_files(folder):
    answer = json.loads(folder.text("a.json"))
    answer["rows"][1]["p"] = 4
    (wrong,) = left_over(folder, {"a.json": json.dumps(answer).encode()})
    assert (wrong.file, wrong.number, wrong.words.split(",")[0]) == ("a.json", "4", "p")


def test_a_group_with_digits_in_its_name_is_accounted_for(folder):
    """In a title as it stands there; another group is not, nor half of it."""
    kept = read_accounts(folder.text(NUMBERS))
    names = [*kept.public.names, "18-29", "12"]
    accounts = replace(kept, public=replace(kept.public, names=names))
    for words_, n_left in (("(18-29), 2014", 0), ("(18-28)", 2), ("29", 1), ("12 sager", 1)):
        page = {"ny.html": f"<p>Utryg {words_}</p>".encode()}
        assert len(left_over(folder, page, accounts)) == n_left, words_


def test_groups_of_a_release_are_public_by_their_names():
    class Kept:
        def rows(self, _name):
            return []

        def arrow(self, name):
            keys = {"releases/kept_estimate": "køn=kvinder; alder=18-29",
                    "releases/kept_population": "alder=65+"}  # fmt: skip
            return pa.Table.from_pylist([{"group_key": keys[name], "part": "H1"}]
                                        if name in keys else [])  # fmt: skip

    assert {"18-29", "65+"} <= {*public_figures(Kept()).names}


def test_the_audit_of_a_folder_names_file_number_and_words(tmp_path, city):
    """With every hash made to fit."""
    made = made_release(tmp_path / "ud")
    (made.folder / "kort.html").write_text("<p>I alt 137 sager</p>", encoding="utf-8")
    made.rewrite()
    done = city.run("audit", made.folder, expect=3)
    assert "kort.html: nothing accounts for 137 in “i alt 137 sager”" in done.stderr
    done = city.run("--lang", "da", "audit", made.folder, expect=3)
    assert "kort.html: intet gør rede for 137 i »i alt 137 sager«" in done.stderr
    (made.folder / "kort.html").write_text("<p>kort</p>", encoding="utf-8")
    made.proof = replace(made.proof, title="137 røverier")
    made.rewrite()
    assert "udgivelse.json: nothing" in city.run("audit", made.folder, expect=3).stderr


def typed_template(monkeypatch):
    kept = shipped.text
    typed = '<p>I alt 137 sager</p><section class="notes"'

    def text_of(name):
        return kept(name).replace('<section class="notes"', typed)

    monkeypatch.setattr(shipped, "text", text_of)


def typed_catalogue(monkeypatch):
    kept = catalogue.outputs
    monkeypatch.setattr(catalogue, "outputs", lambda lang: {
        key: words_ + " 137" if key == "cleared.classes" else words_
        for key, words_ in kept(lang).items()})  # fmt: skip


def true_rate(monkeypatch):
    from hotspots.workflows.incidents import cleared

    kept = cleared.cleared_rows
    monkeypatch.setattr(cleared, "cleared_rows", lambda *given, **options: [
        replace(row, rate_per_1000=row.rate_per_1000 * 1.01) if row.rate_per_1000 else row
        for row in kept(*given, **options)])  # fmt: skip


PLANTED = {
    "a title": (None, "137"), "a rate": (true_rate, "rate_per_1000"),
    "a text": (typed_catalogue, "137"), "a template": (typed_template, "137"),
}  # fmt: skip


@pytest.mark.part(4)
@pytest.mark.parametrize("where", PLANTED)
def test_a_build_with_a_planted_number_leaves_nothing_in_place(city, tmp_path, monkeypatch, where):
    own = city.copied(tmp_path / "own")
    path = declaration(own, {"a.json": TABLE, "b.html": "map change --baseline 2010 --year 2014"})
    plant, number_ = PLANTED[where]
    if plant is None:
        path.write_text(path.read_text(encoding="utf-8").replace("Prøve", "137 sager"), "utf-8")
    else:
        plant(monkeypatch)
    before = {each.name for each in own.folder.iterdir()}
    done = own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    assert "nothing accounts for" in done.stderr
    assert number_ in done.stderr
    assert "ud: the release is not proved" in done.stderr
    assert ".hotspots-release" not in done.stderr
    assert {each.name for each in own.folder.iterdir()} == before
    assert own.run("release", "list", "--format", "csv").stdout.count("\n") <= 1


def test_how_many_surveys_pooled_ends_need_is_no_figure():
    """It stands in the legend of a map of change with ``--window``."""
    assert slot_kind("map_layers.ends_grey", "least") == "statistic"
    assert slot_kind("map_layers.ends_grey", "n_incidents") == "any"
