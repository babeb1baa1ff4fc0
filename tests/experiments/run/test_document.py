"""The document of a run: the means of its last year, with intervals where there are any."""

from __future__ import annotations

import dataclasses

import pytest

from sim.experiments.run.record import Run
from sim.text.brief import MOST_LINES
from sim.text.document import Table
from sim.text.labels import heading_of
from sim.text.terminal import render
from tests.support.synthetic import synthetic_run


@pytest.fixture(scope="module")
def run() -> Run:
    return synthetic_run(replicates=3, months=24)


def tables(run: Run) -> dict[str, Table]:
    return {block.caption: block for block in run.document().blocks() if isinstance(block, Table)}


def test_the_last_year_is_said_first_with_intervals(run):
    said = run.document().lead
    assert said.startswith("On average over months 13 to 24: output per hour 0.6")
    for name in ("unemployment 6.0 % [", "alienation 0.5", "income inequality (Gini) 0.3"):
        assert name in said


def test_means_are_those_of_the_last_twelve_months(run):
    shown = {row[0]: row[1] for row in tables(run)["Means over months 13 to 24"].rows}
    year = run.monthly[run.monthly["month"] > 12]
    assert shown["Effort"].value == pytest.approx(year["effort"].mean())
    means = year.groupby("replicate")["effort"].mean()
    assert shown["Effort"].low < means.mean() < shown["Effort"].high
    assert run.document().numbers["effort"] == shown["Effort"]


def test_every_indicator_stands_in_the_long_table(run):
    shown = tables(run)["All indicators, means over months 13 to 24"]
    assert [row[0] for row in shown.rows] == [heading_of(name) for name in run.indicators]
    assert shown.long


def test_a_single_replicate_says_first_that_it_has_no_interval():
    run = synthetic_run(replicates=1)
    assert run.document().lead.startswith("A single replicate has no interval")
    assert "[" not in render(run.document())


def test_the_answer_fits_on_a_screen(run):
    for result in (run, synthetic_run(replicates=1)):
        shown = render(result.document(), 80, folder="results/x")
        assert len(shown.splitlines()) <= MOST_LINES
        assert max(map(len, shown.splitlines())) <= 80
        assert "nan" not in shown


def test_every_figure_has_a_caption_and_a_text_with_its_numbers(run):
    pictures = {picture.name: picture for picture in run.document().pictures}
    assert set(pictures) == set(run.drawings()) == {"paths", "distributions", "lorenz"}
    for picture in pictures.values():
        assert "Capitalism" not in picture.caption
        assert any(letter.isdigit() for letter in picture.alternative)
    bare = dataclasses.replace(run, people=run.people.iloc[:0])
    assert [picture.name for picture in bare.document().pictures] == ["paths"]


def test_a_run_without_months_has_no_answer_yet(run):
    empty = dataclasses.replace(run, monthly=run.monthly.iloc[:0], unfinished=3)
    assert empty.document().lead == "There is no answer yet: no replicate is finished."
