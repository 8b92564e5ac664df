"""What ``make bench`` measures can be run: a renamed function would be seen only years later."""

from importlib import import_module
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench"


def test_the_load_of_a_workbook_can_be_measured(monkeypatch, capsys):
    """300 rows, once: the line of ratios is printed."""
    monkeypatch.syspath_prepend(str(BENCH))
    bench = import_module("bench")
    workbook_bench = import_module("workbook_bench")
    x_m, y_m = bench.made_points(300)
    workbook_bench.bench_workbook(x_m, y_m, bench._load_into, 1)
    assert "rows of .xlsx: ours / bare reading" in capsys.readouterr().out


def test_placing_can_be_measured(monkeypatch, capsys):
    """300 points, once: how long the grid takes, and that it agrees with what was before."""
    monkeypatch.syspath_prepend(str(BENCH))
    bench = import_module("bench")
    join_bench = import_module("join_bench")
    monkeypatch.setattr(join_bench, "N_BESIDE", 300)
    monkeypatch.setattr(join_bench, "bench_sedona", lambda *_: None)
    x_m, y_m = bench.made_points(300)
    join_bench.bench_placing(bench.LAYER, x_m, y_m, 1)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Grid of 13 areas: built in ")
    assert [
        line for line in lines[1:] if line.startswith("1,200 points")
    ] or "Not compared" in lines[1]
