"""What is said where all rows were turned away: the option that works, or that none does."""

import geopandas

from tests.loads.test_load_bad_files import refused

INCIDENTS = ("load", "incidents", "--crs", "EPSG:25832")
SWAPPED = "Sagsnr;Dato;X;Y\nA1;01-02-2024;6175050;724050\nA2;01-02-2024;6175060;724060\n"


def test_axes_that_change_places(three_areas, tmp_path):
    """The sentence named --map, --decimal or --crs for everything."""
    (tmp_path / "a.csv").write_text(SWAPPED, encoding="utf-8")
    sentence = refused(three_areas, INCIDENTS, tmp_path / "a.csv")
    assert sentence.strip().endswith("Say --map x=Y --map y=X.")
    three_areas.done(*INCIDENTS, tmp_path / "a.csv", "--map", "x=Y", "--map", "y=X")
    assert three_areas.query("select count(*) from incident") == [(2,)]


def test_points_of_a_layer_have_no_columns_to_name(three_areas, tmp_path):
    frame = geopandas.GeoDataFrame(
        {"sagsnr": ["A1", "A2"], "dato": ["01-02-2024"] * 2, "x": [1.0, 2.0], "y": [1.0, 2.0]},
        geometry=geopandas.points_from_xy([6175050, 6175060], [724050, 724060]),
        crs="EPSG:25832",
    )
    frame.to_file(tmp_path / "a.gpkg", driver="GPKG")
    sentence = refused(three_areas, INCIDENTS, tmp_path / "a.gpkg")
    assert "Correct the file: x and y must change places." in sentence


def test_places_far_off_have_the_crs_as_a_way_on(three_areas, tmp_path):
    text = "Sagsnr;Dato;X;Y\nA1;01-02-2024;724050;6375050\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    sentence = refused(three_areas, INCIDENTS, tmp_path / "a.csv")
    assert "Say with --crs which coordinate system they are in" in sentence
    assert "--decimal" not in sentence


def test_counts_with_decimals_have_no_option(three_areas, tmp_path):
    """0.873 is no thousand, so that 1.234 is none either; and neither is a count."""
    text = "Område;År;Antal\n1;2020;1.234\n2;2020;0.873\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    sentence = refused(three_areas, ("load", "counts", "--set", "by"), tmp_path / "a.csv")
    assert "'1.234' is not a whole number: its column has decimals behind a point." in sentence
    assert sentence.strip().endswith("Correct the file.")


ANSWERS = "Område;År;Indikator;Procent;Antal svar;Effektivt antal svar\n"


def test_a_number_too_large_for_its_mark_has_that_of_its_column_as_a_way_on(three_areas, tmp_path):
    """312.456 answers of 400 have three decimals; the shares beside have commas."""
    rows = "1;2020;utryg_nabolag;12,3;400;312.456\n2;2020;utryg_nabolag;9,8;400;298.123\n"
    (tmp_path / "a.csv").write_text(ANSWERS + rows, encoding="utf-8")
    load = ("load", "index", "--set", "by")
    sentence = refused(three_areas, load, tmp_path / "a.csv")
    assert "'312.456' is far more than the 400 answers" in sentence
    option = 'Say --decimal "Effektivt antal svar=." if'
    assert option in sentence
    assert "--crs" not in sentence
    three_areas.done(*load, tmp_path / "a.csv", "--decimal", "Effektivt antal svar=.")
    assert three_areas.query("select percent, n_eff from estimate order by area_code") == [
        (12.3, 312.456), (9.8, 298.123),
    ]  # fmt: skip


def test_figures_have_no_coordinate_system(three_areas, tmp_path):
    text = "Område;År;Folketal\n1;2020;ni\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    sentence = refused(three_areas, ("load", "population", "--set", "by"), tmp_path / "a.csv")
    assert "'ni' is not a number." in sentence
    assert "--crs" not in sentence
