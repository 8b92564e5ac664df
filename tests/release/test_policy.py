"""The policy and the file that declares a release: read whole, or refused in one sentence."""

from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from hotspots import shipped
from hotspots.cli.main import main
from hotspots.errors import InputProblem, ReleaseRefused
from hotspots.model.periods import Period
from hotspots.model.release import (
    Approval,
    AudienceLimits,
    DeclaredFile,
    DeclaredTable,
    Policy,
    ReleaseFile,
    serves,
)
from hotspots.sources.release.policy import read_policy, refuse_unapproved
from hotspots.sources.release.release_file import read_release_file
from hotspots.workflows.release.declared import declared
from hotspots.workflows.release.templates import write_example

POLICY = shipped.text("maps/templates/politik.toml")
RELEASE = shipped.text("maps/templates/udgivelse.toml")
APPROVED = POLICY.replace('af = ""', 'af = "Eksempel"').replace('dato = ""', 'dato = "2026-11-02"')


def policy_of(folder, text):
    path = folder / "politik.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


def release_of(folder, text):
    path = folder / "udgivelse.toml"
    path.write_text(text, encoding="utf-8")
    return read_release_file(path)


def declared_in(folder, release=RELEASE, policy=APPROVED):
    """Read a release file beside its policy."""
    (folder / "politik.toml").write_text(policy, encoding="utf-8")
    (folder / "udgivelse.toml").write_text(release, encoding="utf-8")
    return declared(folder / "udgivelse.toml")


def test_the_template_is_the_policy_without_an_approval(tmp_path):
    """Its figures are the program's own limits, and each line with a key has a comment."""
    assert policy_of(tmp_path, POLICY) == Policy(text=POLICY)
    keys = [line for line in (POLICY + RELEASE).splitlines() if " = " in line.partition("#")[0]]
    assert len(keys) == 23
    assert [line for line in keys if "#" not in line] == []


def test_the_policy_of_the_demo_is_approved_by_an_example(tmp_path):
    """By no person; for the rest it is the template."""
    write_example(tmp_path, date(2025, 1, 2))
    policy = read_policy(tmp_path / "politik.toml")
    assert policy.approval == Approval("Eksempel", date(2025, 1, 2))
    assert replace(policy, approval=None, text="") == Policy()


def test_an_approved_policy_says_by_whom_and_when(tmp_path):
    policy = policy_of(tmp_path, APPROVED)
    assert policy.approval == Approval("Eksempel", date(2026, 11, 2))
    refuse_unapproved(tmp_path, policy)
    undated = APPROVED.replace('"2026-11-02"', "2026-11-02")
    assert policy_of(tmp_path, undated).approval == policy.approval


def test_an_approval_to_come_is_none_yet(tmp_path):
    policy = policy_of(tmp_path, APPROVED.replace("2026-11-02", "2999-01-01"))
    with pytest.raises(ReleaseRefused, match="2999-01-01, which has not come yet"):
        refuse_unapproved(tmp_path, policy)


@pytest.mark.parametrize("missing", ['af = "Eksempel"', 'dato = "2026-11-02"'])
def test_half_an_approval_is_none(tmp_path, missing):
    """Both the name and the day."""
    key = missing.partition(" ")[0]
    policy = policy_of(tmp_path, APPROVED.replace(missing, f'{key} = ""'))
    with pytest.raises(ReleaseRefused, match="nobody has approved this policy") as refused:
        refuse_unapproved(tmp_path / "politik.toml", policy)
    assert refused.value.exit_code == 3


def test_a_policy_may_be_stricter(tmp_path):
    text = APPROVED.replace("k = 5", "k = 10").replace('"kvartal"', '"år"', 1)
    text = text.replace("kategorier = []", 'kategorier = ["Røveri", " Vold "]')
    policy = policy_of(tmp_path, text)
    assert policy.public == AudienceLimits(10, "year")
    assert policy.limits("partner") == AudienceLimits(3, "month")
    assert policy.excluded == ("Røveri", "Vold")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("k = 5", "k = 2", "'k' below [offentlig] must be a whole number from 3 to 1,000, not 2."),
        ("k = 5", "k = 5.0", "must be a whole number from 3 to 1,000, not 5.0."),
        ("k = 5", "k = true", "must be a whole number from 3 to 1,000, not True."),
        ("k = 5", "k = ", "this cannot be read as TOML: Invalid value (at line 9"),
        ("k = 5", "kk = 5", "'k' below [offentlig] is missing."),
        ("k = 5", "k = 5\nsmaa = 1", ("'smaa' below [offentlig] is no key of this file. It has "
         "these: 'k', 'korteste_trin'.")),
        ('"kvartal"', '"måned"', ("'korteste_trin' below [offentlig] must be one of 'år', 'halvår'"
         ", 'kvartal', not 'måned'.")),
        ("mindst = 3", "mindst = 2", "'mindst' below [steder] must be a whole number from 3"),
        ("= 50", "= 51", "'hoejst_procent' below [steder] must be a number from 1 to 50, not 51."),
        ("= 50", "= nan", "must be a number from 1 to 50, not nan."),
        ("svar = 30", "svar = 29", "must be a whole number from 30"),
        ("hver_side = 5", "hver_side = 4", "must be a whole number from 5"),
        ("kategorier = []", "kategorier = [1]", ("'kategorier' below [udeladt] must be a list of "
         'texts, such as ["a", "b"], not [1].')),
        ('af = ""', "af = 3", "'af' below [godkendelse] must be a text in quotation marks, not 3"),
        ('dato = ""', 'dato = "i går"', "must be a day such as 2026-12-01, not 'i går'."),
        ("[steder]", "[sted]", "'steder' is missing."),
        ("[steder]", "nyt = 1\n[steder]", "'nyt' below [partner] is no key of this file."),
        ("[godkendelse]", "x = 1\n[godkendelse]", ("'x' is no key of this file. It has these: "
         "'godkendelse', 'offentlig', 'partner', 'steder', 'udeladt', 'undersoegelser'.")),
        ("k = 3", "k = 6", "what everybody gets must not be finer than what partners get"),
        ('"måned"', '"år"', "what everybody gets must not be finer than what partners get"),
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, old, new, sentence):
    assert old in POLICY
    with pytest.raises(InputProblem) as refused:
        policy_of(tmp_path, POLICY.replace(old, new, 1))
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "politik.toml"))


def test_a_policy_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(InputProblem, match="there is no such file"):
        read_policy(tmp_path / "nej.toml")
    (tmp_path / "politik.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputProblem, match="not UTF-8"):
        read_policy(tmp_path / "politik.toml")


def test_the_template_of_a_release(tmp_path):
    assert release_of(tmp_path, RELEASE) == ReleaseFile(
        audience="public",
        policy=tmp_path / "politik.toml",
        title="Tryghed i byen",
        tables=(DeclaredTable(("bydele",), "year", Period(2022), Period(2024)),),
        files=(
            DeclaredFile("kort_udvikling.html", ("map", "change", "--set", "bydele")),
        ),
        history=5,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "first", "last", "periods"),
    [
        ("halvår", "2022", "2023", ("2022-H1", "2023-H2")),
        ("kvartal", "2022", '"2023-Q2"', ("2022-Q1", "2023-Q2")),
        ("måned", '"2022-M03"', "2022", ("2022-M03", "2022-M12")),
    ],
)
def test_a_year_is_its_first_or_last_step(tmp_path, step, first, last, periods):
    text = RELEASE.replace('trin = "år"', f'trin = "{step}"')
    text = text.replace("fra = 2022", f"fra = {first}").replace("til = 2024", f"til = {last}")
    (table,) = release_of(tmp_path, text).tables
    assert (str(table.first), str(table.last)) == periods


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"offentlig"', '"public"', "'modtager' must be one of 'offentlig', 'partner', 'intern'"),
        ('titel = "Tryghed i byen"', 'titel = " "', "'titel' must be a text that is not empty"),
        ("historie = 5", "historie = -1", "'historie' must be a whole number from 0 to 30"),
        ("historie = 5", "history = 5", "'history' is no key of this file."),
        ("[[tabel]]", "[tabel]", "'tabel' must be parts headed [[tabel]]"),
        ('omraader = ["bydele"]', "omraader = []", "below [[tabel]] 1 must be at least one set"),
        ("kategorier = []", 'kategorier = ["*", "Røveri"]', "categories by name, or ['*'] alone"),
        ('trin = "år"', 'trin = "uge"', "'trin' below [[tabel]] 1 must be one of 'år', 'halvår'"),
        ("fra = 2022", 'fra = "2022-Q1"', "must be a year, or a period such as 2024, not"),
        ("fra = 2022", 'fra = "to år"', "must be a year, or a period such as 2024, not 'to år'."),
        ("til = 2024", "til = 2021", "'til' below [[tabel]] 1 must be no earlier than 'fra'"),
        ("fra = 2022", "", "'fra' below [[tabel]] 1 is missing."),
        ('"kort_udvikling.html"', '"../a.html"', "must be a plain file name"),
        ('"kort_udvikling.html"', '"bevis"', "that is not udgivelse.json, bevis, not 'bevis'."),
        ("--set bydele", "-o a.html", "must be a command without -o: the release decides that"),
        ("--set bydele", "'bydele", "whose quotation marks are closed"),
        ("map change --set bydele", "hotspots", "must be a command such as 'map change"),
        ("[[fil]]", "[[filer]]", "'filer' is no key of this file."),
    ],
)
def test_a_release_file_that_cannot_be_read_is_refused(tmp_path, old, new, sentence):
    assert old in RELEASE
    with pytest.raises(InputProblem) as refused:
        release_of(tmp_path, RELEASE.replace(old, new, 1))
    assert sentence in str(refused.value)


def test_a_release_has_files_of_different_names(tmp_path):
    head, _, file = RELEASE.partition("[[fil]]")
    with pytest.raises(InputProblem, match=r"there is no \[\[fil\]\]"):
        release_of(tmp_path, head)
    with pytest.raises(InputProblem, match=r"two files are called kort_udvikling\.html"):
        release_of(tmp_path, f"{head}[[fil]]{file}[[fil]]{file.replace('kort', 'Kort')}")


def test_what_is_declared_comes_with_its_policy(tmp_path):
    both = declared_in(tmp_path)
    assert both.policy.text == APPROVED
    assert both.release.files[0].name == "kort_udvikling.html"


@pytest.mark.parametrize(
    ("release", "policy", "sentence"),
    [
        (("", ""), POLICY, "nobody has approved this policy"),
        (('trin = "år"', 'trin = "måned"'), APPROVED, ("[[tabel]] 1 is of each måned. For "
         "'offentlig' the policy allows nothing shorter than kvartal: write trin = 'kvartal'.")),
        (("kategorier = []", 'kategorier = ["røveri"]'),
         APPROVED.replace("kategorier = []", 'kategorier = ["Røveri"]'),
         "[[tabel]] 1 has 'røveri', of which the policy lets nothing leave."),
        (("map change", "detect"), APPROVED, ("kort_udvikling.html is made by `detect`, which may "
         "not be run for 'offentlig'. Take it out; these may: change, gap, priority, goals")),
        (("map change", "map nothing"), APPROVED, "is made by `map nothing`, which may not"),
    ],
)  # fmt: skip
def test_what_the_policy_forbids_is_refused(tmp_path, release, policy, sentence):
    with pytest.raises(ReleaseRefused) as refused:
        declared_in(tmp_path, RELEASE.replace(*release), policy)
    assert sentence in str(refused.value)


def test_partners_may_have_months_and_the_house_everything(tmp_path):
    monthly = RELEASE.replace('trin = "år"', 'trin = "måned"')
    declared_in(tmp_path, monthly.replace('"offentlig"', '"partner"'))
    internal = monthly.replace('"offentlig"', '"intern"').replace("map change", "detect")
    declared_in(tmp_path, internal, POLICY)


def test_who_may_have_what():
    """What goes to everybody goes to partners and the house; the other way it does not."""
    allowed = [(widest, audience) for widest in ("internal", "partner", "public")
               for audience in ("internal", "partner", "public")
               if serves(widest, audience)]  # fmt: skip
    assert allowed == [
        ("internal", "internal"),
        ("partner", "internal"), ("partner", "partner"),
        ("public", "internal"), ("public", "partner"), ("public", "public"),
    ]  # fmt: skip


@pytest.mark.parametrize(("verb", "text"), [("policy", POLICY), ("new", RELEASE)])
def test_the_commands_write_the_templates(tmp_path, monkeypatch, verb, text):
    """In the folder where they are run; not over a file that is there."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["release", verb])
    assert (done.exit_code, done.stdout) == (0, "")
    (path,) = tmp_path.iterdir()
    assert done.stderr == f"Wrote {path.name}.\n"
    assert path.read_text(encoding="utf-8") == text
    again = CliRunner().invoke(main, ["release", verb])
    assert again.exit_code == 2
    assert CliRunner().invoke(main, ["release", verb, "--force", "-o", "b.toml"]).exit_code == 0
