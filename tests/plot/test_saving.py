"""Figures as files: all of them, whole, the same every time."""

import dataclasses

import pytest
from matplotlib.figure import Figure
from PIL import Image

from sim import plot
from sim.errors import ResultsError
from sim.experiments.compare.figures import FIGURES
from tests.support.synthetic import synthetic_comparison


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=2, months=24, balance=True)


@pytest.fixture(scope="module")
def saved(comparison, tmp_path_factory):
    return plot.save_all(comparison, tmp_path_factory.mktemp("figures") / "new")


def test_every_figure_is_saved_in_every_format(saved):
    names = {path.name for path in saved}
    drawn = {*FIGURES, "job_balance_hospital", "job_balance_aircraft_plant"}
    assert names == {f"{name}.{kind}" for name in drawn for kind in ("png", "pdf")}
    assert sorted(saved) == sorted(saved[0].parent.iterdir())
    assert len(FIGURES) >= 6


def test_pictures_are_at_least_seven_hundred_dots_wide(saved):
    for path in saved:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                assert picture.width >= 700
                assert picture.info["dpi"][0] == pytest.approx(200, abs=0.1)


def test_documents_begin_as_pdf_and_hold_no_date(saved):
    for path in saved:
        if path.suffix == ".pdf":
            content = path.read_bytes()
            assert content.startswith(b"%PDF")
            assert b"CreationDate" not in content


def test_the_same_comparison_gives_the_same_bytes(comparison, tmp_path):
    # All figures in all formats would take half a minute.
    figures = {name: comparison.drawings()[name] for name in ("paths", "channels", "lorenz")}
    for name, draw in figures.items():
        for kind in ("png", "pdf", "svg"):
            one, two = (plot.save(draw(), tmp_path / side / f"{name}.{kind}") for side in "ab")
            assert one.read_bytes() == two.read_bytes(), one.name


def test_figures_of_empty_tables_are_left_out(comparison, tmp_path):
    bare = dataclasses.replace(
        comparison, people=comparison.people.iloc[:0], jobs=comparison.jobs.iloc[:0]
    )
    names = {path.stem for path in plot.save_all(bare, tmp_path, ("png",))}
    assert names == set(FIGURES) - {"lorenz", "distributions"}


def test_an_unknown_format_is_refused_before_anything_is_drawn(comparison, tmp_path):
    with pytest.raises(ResultsError, match="no figure format 'bmp'; there are: png, pdf, svg"):
        plot.save_all(comparison, tmp_path, ("png", "bmp"))
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_a_format_is_refused_with_the_formats(comparison, tmp_path):
    figure = plot.differences(comparison)
    for name in ("figure", "figure.bmpx"):
        with pytest.raises(ResultsError, match=f"{name}: the end of its name .* allowed are .*png"):
            plot.save(figure, str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_refused(comparison, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match=r"cannot write .*balance\.png"):
        plot.save_all(comparison, tmp_path / "file")


def test_a_failed_save_leaves_the_old_picture(tmp_path, monkeypatch):
    path = plot.save(Figure(), tmp_path / "empty.png")
    before = path.read_bytes()

    def crash(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Figure, "savefig", crash)
    with pytest.raises(ResultsError, match="No space left on device"):
        plot.save(Figure(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
