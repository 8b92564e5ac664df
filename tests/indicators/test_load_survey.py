"""``load survey``: answers in, figures with the uncertainty of the sample's design out."""

import pytest

from tests.small_city import City, by_area

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

FIXED = ("--fixed", "indicator=utryg_nabolag", "--fixed", "year=2024")
HEAD = "Område;Svar"


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd", "Øst"])
    return made


def load(city, rows, *options, head=HEAD, expect=0, name="svar.csv"):
    """Load answers written as lines and return what the command said."""
    path = city.write(name, "\n".join([head, *rows]) + "\n")
    fixed = () if "År" in head else FIXED
    return city.run("load", "survey", path, "--set", "bydele", *fixed, *options, expect=expect)


def query(city, statement):
    """Return the rows of a query on the store."""
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as con:
        return con.execute(statement).fetchall()


def figures(city):
    """Return (share, n, n_eff, se_pp, low, high) by area, year and edition."""
    rows = query(
        city, "select area_code, year, edition, percent, n, n_eff, se_pp, low, high from estimate"
    )
    return {row[:3]: row[3:] for row in rows}


def rejects(city):
    """Return the rejects as (row, column, value, reason)."""
    return query(
        city,
        "select row_number, column_name, value, reason from reject order by load_id, row_number",
    )


def answers(area, n_yes, n_no, *more):
    """Return lines of one area's answers."""
    return [
        ";".join([area, word, *more]) for word, n in (("utryg", n_yes), ("tryg", n_no))
        for _ in range(n)
    ]  # fmt: skip


EVERYWHERE = [*answers("Nord", 33, 267), *answers("Syd", 30, 170), *answers("Øst", 10, 90)]


def test_a_simple_sample(city):
    """Shares, errors and design effects of a simple random sample; the city is all of them.

    33 of 300: sqrt(0.11 × 0.89 / 299) = 1.8095 points. 73 of 600 in the city: 12.1667 %,
    sqrt(0.121667 × 0.878333 / 599) = 1.3357 points.
    """
    said = load(city, EVERYWHERE)
    found = figures(city)
    share, n, n_eff, se_pp, low, high = found["1", 2024, None]
    assert (share, n, n_eff) == pytest.approx((11, 300, 300))
    assert se_pp == pytest.approx(1.8095, abs=5e-5)
    assert low < 11 < high
    assert found["*", 2024, None][:4] == pytest.approx((12.1667, 600, 600, 1.3357), abs=5e-5)
    assert said.stdout == "Load 2: 600 rows in, 600 stored, 0 rejected.\n"
    assert (
        "utryg_nabolag 2024: 12.2 % of 600 answers in the city, standard error 1.34 points, "
        "design effect 1.00, 95 % interval " in said.stderr
    )
    assert "No weights: every answer counts alike" in said.stderr


def test_what_is_stored_of_a_person(city):
    """Where, what and with what weight; a figure says how many answered yes, and is exact."""
    head = "Navn;Alder;Område;Svar;Vægt;Stratum;Klynge;Stratumstørrelse"
    rows = ["Anna;34;Nord;utryg;1,5;a;k1;900", "Bo;71;Nord;tryg;0,5;a;k2;900"]
    load(city, rows, head=head)
    assert query(city, "select * from answer order by row_number") == [
        (2, 1, "bydele", "1", "utryg_nabolag", 2024, None, True, 1.5, "a", "k1", 900.0, "", ""),
        (2, 2, "bydele", "1", "utryg_nabolag", 2024, None, False, 0.5, "a", "k2", 900.0, "", ""),
    ]
    stored = query(city, "select percent, decimals, counted from estimate")
    assert stored == [(75.0, None, 1.0)]
    assert b"Anna" not in city.store.read_bytes()


def test_the_stratified_sample_of_r_from_the_file_on(city):
    """R's api sample: share 63.8936, error 3.4406; one stratum 32, 20.61203 to 46.03157."""
    facts = (("Nord", 4421, 100, 73), ("Syd", 755, 50, 16), ("Øst", 1018, 50, 24))
    rows = [
        f"{area};{'ja' if at < n_yes else 'nej'};{size / n:.10f};{area};{size}".replace(".", ",")
        for area, size, n, n_yes in facts
        for at in range(n)
    ]
    load(city, rows, head="Område;Svar;Vægt;Stratum;Stratumstørrelse")
    found = figures(city)
    share, n, n_eff, se_pp, *_ = found["*", 2024, None]
    assert (share, n) == (pytest.approx(63.8936, abs=5e-5), 200)
    assert se_pp == pytest.approx(3.4406, abs=5e-5)
    # R's design effect 1.0552 is against a sample without replacement: times 1 - 200/6194
    # and t with 199 and with 197 degrees of freedom is 1.971957 and 1.972079
    assert 200 / n_eff == pytest.approx(
        1.0552 * (1 - 200 / 6194) * (1.972079 / 1.971957) ** 2, abs=5e-5
    )
    assert found["2", 2024, None][-2:] == pytest.approx((20.61203416, 46.03156705), abs=1e-6)


@pytest.mark.parametrize(
    ("indicator", "word", "yes"),
    [
        ("utryg_nabolag", "Utryg", True),
        ("utryg_nabolag", "tryg", False),
        ("utryg_nabolag", "Hverken tryg eller utryg", False),
        ("tryg_nabolag", "Tryg", True),
        ("tryg_nabolag", "UTRYG", False),
        ("tryg_aften_nat", "Ja", True),
        ("tryg_aften_nat", "0", False),
        ("utryg_nabolag", "1.0", True),
        ("utryg_nabolag", "False", False),
    ],
)
def test_words_that_need_no_explanation(city, indicator, word, yes):
    """Yes, no, 1, 0, and safe or unsafe as the indicator has it."""
    fixed = ("--fixed", "year=2024", "--fixed", f"indicator={indicator}")
    path = city.write("svar.csv", f"Område;Svar\nNord;{word}\n")
    city.run("load", "survey", path, "--set", "bydele", *fixed)
    assert query(city, "select yes from answer") == [(yes,)]


def test_answers_of_ones_own(city):
    """--yes and --no take the place of the known words of their side; the rest is rejected."""
    rows = ["Nord;4", "Nord;5", "Nord;2", "Nord;1", "Nord;nej", "Nord;Meget tryg"]
    said = load(city, rows, "--yes", "4", "--yes", "5", "--no", "2")
    assert query(city, "select row_number, yes from answer order by 1") == [
        (1, True), (2, True), (3, False),
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in rejects(city)] == [
        (4, "1"), (5, "nej"), (6, "Meget tryg"),
    ]  # fmt: skip
    assert {row[3] for row in rejects(city)} == {
        "is neither yes nor no; say with --yes or --no what it means"
    }
    assert "'1' (1), 'Meget tryg' (1), 'nej' (1)" in said.stderr


def test_with_yes_alone_the_known_words_for_no_still_count(city):
    """--yes "meget utryg" leaves tryg a no; utryg is no longer a yes."""
    load(city, ["Nord;Meget utryg", "Nord;tryg", "Nord;utryg"], "--yes", "meget utryg")
    assert query(city, "select row_number, yes from answer order by 1") == [(1, True), (2, False)]


@pytest.mark.parametrize("word", ["ved ikke", "", "..", "Ønsker ikke at svare", "-", "Don't know"])
def test_no_answer_is_never_a_no(city, word):
    """It is turned away with a reason, and cannot be made to count."""
    load(city, ["Nord;utryg", f"Nord;{word}", "Nord;tryg"])
    assert rejects(city) == [(2, "Svar", word or None, "is no answer")]
    said = load(city, ["Nord;utryg"], "--no", word, expect=2, name="other.csv")
    assert "nothing was answered" in said.stderr


def test_a_value_cannot_mean_both(city):
    """The same value under --yes and --no is wrong usage."""
    said = load(city, ["Nord;2"], "--yes", "2", "--no", "2", expect=2)
    assert "stands under --yes and --no" in said.stderr


def test_rows_that_are_turned_away(city):
    """Every one with its column, its value and the reason; rows in = stored + rejected."""
    head = "Område;Svar;Vægt;Stratum"
    rows = [
        "Nord;utryg;1,0;a", ";utryg;1,0;a", "Vest;utryg;1,0;a", "Hele byen;tryg;1,0;a",
        "Nord;tryg;0;a", "Nord;tryg;-1;a", "Nord;tryg;;a", "Nord;tryg;1,0;", "Nord;tryg;1.5;a",
    ]  # fmt: skip
    load(city, rows, head=head)
    found = {(row, column): reason for row, column, _, reason in rejects(city)}
    assert found[2, "Område"] == "is missing"
    assert "no area of this name" in found[3, "Område"]
    assert found[4, "Område"] == "is no area: whoever answers lives in one"
    assert found[5, "Vægt"] == found[6, "Vægt"] == "must be more than 0"
    assert found[7, "Vægt"] == found[8, "Stratum"] == "is missing"
    assert "say --decimal . if it has a point" in found[9, "Vægt"]
    counted = query(city, "select rows_in, rows_stored, rows_rejected from load order by load_id")
    assert counted[-1] == (9, 1, 8)
    assert query(city, "select count(*) from answer") == [(1,)]


@pytest.mark.parametrize("number", ["010190-1234", "0101901234", "se 010190-1234 her"])
def test_a_cpr_number_blocks_the_load(city, number):
    """In any column; the number itself is not repeated, and nothing is stored."""
    said = load(city, [f"Nord;utryg;{number}"], head="Område;Svar;Bemærkning", expect=4)
    assert "row 1, column 'Bemærkning': this may be a CPR number" in said.stderr
    assert "0101" not in said.stderr
    assert "Nothing was stored" in said.stderr
    assert query(city, "select count(*) from load") == [(1,)]
    assert query(city, "select count(*) from reject") == [(0,)]


def test_a_cpr_number_beyond_the_last_column_blocks_the_load(city):
    """Also where no heading stands over it."""
    said = load(city, ["Nord;utryg;0101901234"], expect=4)
    assert "column no. 3" in said.stderr


def test_a_column_for_cpr_numbers_blocks_the_load(city):
    """Even where its cells look otherwise."""
    said = load(city, ["Nord;utryg;x"], head="Område;Svar;CPR-nr", expect=4)
    assert "the column 'CPR-nr' is for CPR numbers" in said.stderr


def test_long_numbers_that_are_no_cpr_number(city):
    """Decimals of a weight, a telephone number of eight digits, a moment."""
    rows = ["Nord;utryg;1,1234567890;12345678;2024-03-01 12:30"]
    load(city, rows, "--ignore", "Tid", head="Område;Svar;Vægt;Telefon;Tid")
    assert query(city, "select weight from answer") == [(1.123456789,)]


def test_an_area_with_a_single_answer(city):
    """Its share is stored with n, which keeps it from being shown; n_eff and interval are not."""
    said = load(city, [*answers("Nord", 3, 7), *answers("Syd", 2, 8), "Øst;utryg"])
    assert figures(city)["3", 2024, None] == (100.0, 1, None, None, None, None)
    assert figures(city)["1", 2024, None][2] == pytest.approx(10)
    assert "utryg_nabolag 2024, Øst: no interval, because it has a single answer." in said.stderr


def test_answers_all_alike(city):
    """0 of 20: Wilson's interval to 16.11 %, without a standard error, and it is said."""
    said = load(city, [*answers("Nord", 0, 20), *answers("Syd", 2, 8), *answers("Øst", 2, 8)])
    assert figures(city)["1", 2024, None] == pytest.approx(
        (0, 20, 20, None, 0, 16.11), abs=5e-3, nan_ok=True
    )
    assert "Nord: all its answers are alike: the interval is Wilson's" in said.stderr


def test_a_stratum_with_a_single_answer(city):
    """No interval for the areas it reaches into, nor for the city; others keep theirs."""
    rows = [
        *answers("Nord", 3, 7, "a"), "Nord;utryg;b", *answers("Syd", 2, 8, "c"),
        *answers("Øst", 2, 8, "c"),
    ]  # fmt: skip
    said = load(city, rows, head="Område;Svar;Stratum")
    found = figures(city)
    assert found["1", 2024, None][2] is found["*", 2024, None][2] is None
    assert found["2", 2024, None][2] is not None
    assert "Nord: no interval, because stratum 'b' has a single answer" in said.stderr
    assert "the city: no interval" in said.stderr


@pytest.mark.parametrize(
    ("head", "rows", "said"),
    [
        (
            "Område;Svar;Stratum;FPC",
            ["Nord;ja;a;100", "Nord;nej;a;200"],
            "several sizes (100, 200)",
        ),
        ("Område;Svar;Stratum;FPC", ["Nord;ja;a;1", "Nord;nej;a;1"], "but 2 were drawn from it"),
        ("Område;Svar;FPC", ["Nord;ja;100", "Nord;nej;100"], "sizes of strata but no strata"),
    ],
)
def test_sizes_of_strata_that_cannot_be(city, head, rows, said):
    """The load is refused: nobody can tell which row is wrong."""
    assert said in load(city, rows, head=head, expect=4).stderr
    assert query(city, "select count(*) from answer") == [(0,)]


def test_a_size_of_clusters_counts_clusters(city):
    """Four answers of two clusters from a stratum of three clusters are possible."""
    rows = ["Nord;ja;a;k;3", "Nord;nej;a;k;3", "Nord;ja;a;m;3", "Nord;ja;a;m;3"]
    load(city, rows, head="Område;Svar;Stratum;Klynge;FPC")
    assert figures(city)["1", 2024, None][0] == 75


def test_several_years_indicators_and_editions_in_one_file(city):
    """Each is a survey of its own, with its own figure for the city."""
    head = "Område;År;Indikator;Udgave;Leverandør;Dataindsamling;Svar"
    rows = [
        f"{area};{year};{indicator};{year + 1};Firma {year};{month};{word}"
        for area in ("Nord", "Syd", "Øst")
        for year in (2023, 2024)
        for indicator in ("utryg_nabolag", "tryg_nabolag")
        for month in ("april", "maj")
        for word in ("ja", "nej")
    ]
    load(city, rows, head=head)
    stored = query(
        city,
        "select indicator, year, edition, supplier, survey_period, count(*) from estimate "
        "group by all order by all",
    )
    assert stored == [
        (name, year, year + 1, f"Firma {year}", "april; maj", 4)
        for name in ("tryg_nabolag", "utryg_nabolag")
        for year in (2023, 2024)
    ]


def test_an_unknown_indicator(city):
    """It becomes known as a share once it is said which way is better."""
    path = city.write(
        "svar.csv", "Område;Svar;År;Mål\nNord;ja;2024;blomster\nNord;nej;2024;blomster\n"
    )
    command = ("load", "survey", path, "--set", "bydele")
    assert "not known as indicators" in city.run(*command, expect=2).stderr
    city.run(*command, "--better", "higher")
    assert query(city, "select measure from indicator where indicator = 'blomster'") == [
        ("share",)
    ]


def test_several_unknown_indicators_each_with_its_way(city):
    path = city.write("svar.csv", "Område;Svar;År;Mål\nNord;ja;2024;blomster\nNord;ja;2024;støj\n")
    command = ("load", "survey", path, "--set", "bydele")
    assert "'blomster', 'støj'" in city.run(*command, expect=2).stderr
    city.run(*command, "--better", "blomster=higher", "--better", "støj=lower")
    stored = query(city, "select indicator, better from indicator "
                         "where indicator in ('blomster', 'støj') order by all")  # fmt: skip
    assert stored == [("blomster", "higher"), ("støj", "lower")]


def test_an_indicator_is_known_by_its_title(city):
    """Utrygge i nabolaget is utryg_nabolag."""
    path = city.write("svar.csv", "Område;Svar;År;Mål\nNord;utryg;2024;Utrygge i nabolaget\n")
    city.run("load", "survey", path, "--set", "bydele")
    assert query(city, "select distinct indicator from answer") == [("utryg_nabolag",)]


def test_a_rate_is_made_of_no_answers(city):
    """borgervendt_pr_1000 counts reports."""
    path = city.write("svar.csv", "Område;Svar\nNord;ja\n")
    fixed = ("--fixed", "indicator=borgervendt_pr_1000", "--fixed", "year=2024")
    said = city.run("load", "survey", path, "--set", "bydele", *fixed, expect=2)
    assert "is no share of people" in said.stderr


def test_a_figure_that_another_load_gives(city):
    """One sentence, exit 1, nothing stored; another edition lives beside it."""
    city.index(["Nord;2024;11;300;;"])
    said = load(city, EVERYWHERE, expect=1)
    assert "load 2 already gives utryg_nabolag 2024 for area 1." in said.stderr
    assert "--replace" not in said.stderr
    assert query(city, "select count(*) from answer") == [(0,)]
    load(city, EVERYWHERE, "--fixed", "edition=2025")
    assert figures(city)["1", 2024, 2025][0] == pytest.approx(11)


def test_a_corrected_file_takes_the_place_of_the_first(city):
    """Without --replace it is refused, and the sentence says how."""
    load(city, EVERYWHERE)
    corrected = [*EVERYWHERE[1:], "Nord;tryg"]
    assert "Say --replace 2" in load(city, corrected, expect=1, name="ny.csv").stderr
    load(city, corrected, "--replace", 2, name="ny.csv")
    active = query(city, "select percent from active_estimate where area_code = '1'")
    assert active == [(pytest.approx(100 * 32 / 300),)]
    assert query(city, "select distinct load_id from active_answer") == [(3,)]


def test_the_same_file_again(city):
    """It is recognised; read with other words it would count twice, unless that is meant."""
    load(city, EVERYWHERE)
    assert "Load 2 already holds this file" in load(city, EVERYWHERE).stdout
    words = ("--yes", "utryg")
    assert "holds exactly this file" in load(city, EVERYWHERE, *words, expect=1).stderr
    assert "already gives" in load(city, EVERYWHERE, *words, "--again", expect=1).stderr


def test_one_area_at_a_time(city):
    """Areas come out the same from files of their own; the city needs them all."""
    load(city, EVERYWHERE)
    together = figures(city)
    parts = City(city.folder / "parts")
    parts.folder.mkdir()
    parts.areas(["Nord", "Syd", "Øst"])
    said = load(parts, EVERYWHERE[:300])
    load(parts, EVERYWHERE[300:], name="resten.csv")
    assert "no figure for the city, because nobody answered in Syd, Øst." in said.stderr
    apart = figures(parts)
    assert apart.keys() == together.keys() - {("*", 2024, None)}
    for key, found in apart.items():
        assert found == pytest.approx(together[key], rel=1e-9)


def test_the_order_of_rows_changes_no_figure(city):
    """Nor does it matter which row comes first."""
    load(city, EVERYWHERE)
    load(
        city,
        [*EVERYWHERE[1::2], *reversed(EVERYWHERE[::2])],
        "--fixed",
        "edition=2025",
        name="blandet.csv",
    )
    found = figures(city)
    for area in ("*", "1", "2", "3"):
        assert found[area, 2024, None] == pytest.approx(found[area, 2024, 2025], rel=1e-9)


def test_areas_that_overlap_make_up_no_city(tmp_path):
    """One answer stands in one of them, so their sum is nothing."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    layer = tmp_path / "bydele.geojson"
    made.run("load", "areas", layer, "--set", "indsatser", "--overlapping")
    path = made.write("svar.csv", "Område;Svar\nNord;ja\nNord;nej\nSyd;ja\nSyd;nej\n")
    said = made.run("load", "survey", path, "--set", "indsatser", *FIXED)
    assert "overlap: no figure for the city" in said.stderr
    assert {key[0] for key in figures(made)} == {"1", "2"}


def test_nothing_that_can_be_counted(city):
    """A file of which every row is rejected is refused."""
    said = load(city, ["Nord;ved ikke", "Syd;ved ikke"], expect=4)
    assert "all 2 rows were rejected" in said.stderr


def test_from_answers_to_a_change(city):
    """33 of 300 became 15 of 300, weights alike: the reference change of −6 points.

    With weights 1 and 3 in the later year 300 answers are worth 240, and the interval is wider.
    """
    head = "Område;År;Svar;Vægt"
    before = [f"{area};2010;{'ja' if at < 33 else 'nej'};1" for area in ("Nord", "Syd", "Øst")
              for at in range(300)]  # fmt: skip
    simple = [f"Nord;2024;{'ja' if at < 15 else 'nej'};1" for at in range(300)]
    weighted = [f"Syd;2024;{'ja' if at < 30 else 'nej'};{1 + 2 * (at % 2)}" for at in range(600)]
    lonely = ["Øst;2024;ja;1"]
    load(
        city,
        [*before, *simple, *weighted, *lonely],
        "--fixed",
        "indicator=utryg_nabolag",
        head=head,
    )
    rows = by_area(city.ask("change", "--indicator", "utryg_nabolag"))
    nord, syd, east = rows["1"], rows["2"], rows["3"]
    assert (nord["change_pp"], nord["ci_low_pp"], nord["ci_high_pp"]) == pytest.approx(
        (-6, -10.5, -1.7), abs=0.05
    )
    assert nord["p"] == pytest.approx(0.0068, abs=5e-5)
    assert figures(city)["2", 2024, None][2] == pytest.approx(480, rel=0.01)
    assert syd["n"] == 600
    assert "design_effect_unknown" not in syd["flags"]
    assert (east["verdict"], east["light"], east["percent"]) == ("suppressed", "grey", None)
    assert "too_few_answers" in east["flags"]


def test_a_handful_of_answers_is_not_shown_for_want_of_an_interval(city):
    """One answer has no interval; its 100 % stays hidden like any figure on under 30 answers."""
    load(city, [*answers("Nord", 1, 0), *answers("Syd", 30, 170), *answers("Øst", 10, 90)])
    row = by_area(city.ask("change", "--year", 2024))["1"]
    assert (row["percent"], row["n"], row["verdict"]) == (None, 1, "no_baseline")
    assert "too_few_answers" in row["flags"]
    priority = by_area(city.ask("priority", "--year", 2024))["1"]
    assert (priority["percent"], priority["level_rank"]) == (None, None)


def test_few_clusters_are_reckoned_as_fewer_answers(city):
    """30 answers in 5 clusters whose shares are 3 of 6 each but one: t 2.0452 against 2.7764.

    However alike the clusters, five of them do not make the interval of change narrower than
    their own, which rests on 4 degrees of freedom.
    """
    yes = (3, 3, 3, 3, 4)
    rows = [f"Nord;{'ja' if at < n_yes else 'nej'};k{cluster}"
            for cluster, n_yes in enumerate(yes) for at in range(6)]  # fmt: skip
    load(city, rows, head="Område;Svar;Klynge")
    _, n, n_eff, se_pp, _, _ = figures(city)["1", 2024, None]
    share = 16 / 30
    deff = (se_pp / 100) ** 2 / (share * (1 - share) / 29)
    assert n_eff == pytest.approx(n / deff * (2.045230 / 2.776445) ** 2, rel=1e-5)
    assert n / deff > 2 * n


def test_shares_by_group_beside_the_whole(city):
    """The whole stays as it is; groups have figures of their own, in parts of a year too."""
    rows = [
        f"{line};{sex};2024-H1"
        for area in ("Nord", "Syd", "Øst")
        for sex, n_yes, n_no in (("Kvinder", 9, 21), ("Mænd", 3, 37))
        for line in answers(area, n_yes, n_no)
    ]
    said = load(
        city, [*rows, "Nord;tryg;;2024-H1"], "--by-group", "Køn",
        "--fixed", "indicator=utryg_nabolag", head="Område;Svar;Køn;År",
    )  # fmt: skip
    stored = query(
        city,
        "select area_code, group_key, percent, n from estimate "
        "where year = 2024 and part = 'H1' order by row_number",
    )
    assert stored[0] == ("1", "", pytest.approx(100 * 12 / 71), 71)
    assert ("1", "køn=kvinder", pytest.approx(30), 30) in stored
    assert ("*", "køn=mænd", pytest.approx(7.5), 120) in stored
    assert len(stored) == 4 + 8
    assert query(city, "select distinct part, group_key from answer order by 2") == [
        ("H1", ""), ("H1", "køn=kvinder"), ("H1", "køn=mænd"),
    ]  # fmt: skip
    assert "utryg_nabolag 2024-H1, køn=kvinder: 30.0 % of 90 answers in the city" in said.stderr
    assert "Køn → group køn" in said.stderr
    assert said.stderr.count("svar.csv: columns ") == 1
    assert "Answers without Køn: 1. They count in the whole only." in said.stderr
    assert query(city, "select count(*) from active_estimate") == [(0,)]


def test_a_column_can_be_stratum_and_group(city):
    """The design keeps its strata where groups are told apart by the same column."""
    rows = [*answers("Nord", 3, 17, "a"), *answers("Nord", 6, 14, "b")]
    load(city, rows, "--by-group", "Stratum", head="Område;Svar;Stratum")
    assert query(city, "select distinct stratum, group_key from answer order by 1") == [
        ("a", "stratum=a"), ("b", "stratum=b"),
    ]  # fmt: skip


def test_a_group_column_that_is_not_there(city):
    """Said with the columns that are."""
    said = load(city, EVERYWHERE, "--by-group", "Køn", expect=2)
    assert "no column 'Køn'. Columns: 'Område', 'Svar'." in said.stderr
