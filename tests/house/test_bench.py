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
