"""No file leads the program elsewhere: nobody is asked, nothing that a file computes is run."""

import pytest

from tests.hostile import referring, tracing
from tests.hostile.tracing import ADDRESS

FOLLOWED = """
import sys, pyogrio
try:
    pyogrio.read_info(sys.argv[1])
except Exception:
    pass
"""


def traced(folder, *words):
    """Run Python below a tracer; return what it printed, and its calls that reach a network."""
    run = tracing.traced(folder, *words)
    if run is None:
        pytest.skip("no strace on this machine that may trace a process: it sees calls of C code")
    return run


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Return a folder of files that point elsewhere, and whether each may be read."""
    folder = tmp_path_factory.mktemp("corpus")
    return folder, referring.write_all(folder, ADDRESS)


@pytest.fixture(scope="module")
def run(corpus, tmp_path_factory):
    """Return the exit codes of loading the whole corpus, by file, and its calls to a network."""
    folder, _ = corpus
    printed, calls = traced(
        tmp_path_factory.mktemp("log"), "-m", "tests.hostile.referring", folder
    )
    codes = {name: int(code) for code, name in map(str.split, printed.splitlines())}
    return codes, calls


def test_no_file_of_the_corpus_makes_a_request(run, corpus):
    """Every file was tried, and the process opened no connection, not even towards a proxy."""
    codes, calls = run
    assert codes.keys() == {path.name for path in corpus[1]}
    assert calls == []


def test_what_points_elsewhere_is_refused_and_its_honest_neighbours_are_read(run, corpus):
    """Exit code 4 for a file that is refused; a link that is only left alone does no harm."""
    codes, _ = run
    wanted = {path.name: (0,) if is_read else (0, 4) if is_read is None else (4,)
              for path, is_read in corpus[1].items()}  # fmt: skip
    assert {name: code for name, code in codes.items() if code not in wanted[name]} == {}


def test_the_tracer_sees_a_request_where_one_is_made(corpus, tmp_path):
    """GDAL as it is follows the link: else the test above could not fail."""
    _, calls = traced(tmp_path, "-c", FOLLOWED, str(corpus[0] / "link_head.geojson"))
    assert any("connect(" in call for call in calls)


def test_gdal_itself_reaches_nobody(corpus, tmp_path, monkeypatch):
    """A link that came past all that looks for it: curl gives up before it connects."""
    monkeypatch.setenv("no_proxy", "*")
    locked = "from hotspots.engine import gdal\ngdal.lock()\n" + FOLLOWED
    _, calls = traced(tmp_path, "-c", locked, str(corpus[0] / "link_head.geojson"))
    assert [call for call in calls if "connect(" in call] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("link_escaped_key.geojson", "is a link to another place"),
        ("link_name.geojson", f"coordinate system '{ADDRESS}' is no name that is known"),
        ("link_quotes.geojson", "is no JSON as the standard has it"),
        ("view_endless.gpkg", "'v' is computed when it is read"),
        ("view_shadows.gpkg", "'gpkg_geometry_columns' is computed when it is read"),
        ("utf7.gml", "written in 'UTF-7'"),
        ("joined.tab", "made of other tables"),
    ],
)
def test_a_refusal_says_why(hotspots, corpus, name, said):
    """One sentence, exit code 4, and nothing is stored."""
    result = hotspots.run(*referring.command_of(corpus[0] / name))
    assert (result.exit_code, result.stderr.count("Error:")) == (4, 1)
    assert said in result.stderr
