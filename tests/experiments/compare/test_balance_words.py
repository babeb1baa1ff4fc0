"""What a comparison says first: what balanced jobs themselves add, in either direction."""

from __future__ import annotations

import dataclasses

import matplotlib as mpl
import pytest

from sim import plot
from sim.experiments.compare.balance import added, settings_in
from sim.experiments.compare.record import Comparison
from sim.text.brief import MOST_LINES
from sim.text.document import Paragraph, Table
from sim.text.terminal import render
from sim.vocabulary import LONG_RUN
from tests.support.synthetic import synthetic_comparison


def comparison(**settings) -> Comparison:
    return synthetic_comparison(months=96, balance=True, **settings)


@pytest.fixture(scope="module")
def usual() -> Comparison:
    return comparison()


def leads(result: Comparison) -> list[str]:
    """Return the paragraphs of the answer."""
    return [
        block.text
        for block in result.document().blocks()
        if isinstance(block, Paragraph) and block.role == "lead"
    ]


def test_what_balance_adds_is_said_before_the_bundle(usual: Comparison) -> None:
    first, second = leads(usual)
    assert first.startswith("What balanced jobs themselves add in the long run (months 37 to 96):")
    whole, alone = first.split("Alone, ")
    assert 'all else as in "Participatory economy", output per hour is 1.' in whole
    assert "% lower [-" in whole
    assert "efficiency -6." in whole
    assert "motivation +5." in whole
    assert 'all else as in "Capitalism", it is 2.' in alone
    assert "motivation +4." in alone
    assert second.startswith("The whole bundle: output per hour is ")
    assert "undecided" not in first


def test_the_words_mirror_when_the_effect_does(usual: Comparison) -> None:
    (less, _), (more, _) = leads(usual), leads(comparison(effect=-1.0))
    assert "higher" not in less
    assert "lower" not in more
    assert "efficiency +6." in more


def test_an_interval_that_contains_zero_is_called_undecided() -> None:
    first, _ = leads(comparison(effect=0.0))
    assert first.startswith("Undecided at this size (")
    assert "whether balanced jobs raise or lower output per hour" in first
    whole, alone = first.split("Alone, ")
    for said in (whole, alone):
        assert "%], which is undecided" in said
        assert "undecided efficiency" in said
    shown = " ".join(render(comparison(effect=0.0).document(), detail="all").split())
    assert "so that what balanced jobs add changes by" in shown


def test_a_small_sample_says_so_first() -> None:
    assert leads(comparison(replicates=1))[0].startswith("A single replicate has no interval")
    assert leads(comparison(replicates=3))[0].startswith("Only 3 replicates: intervals are wide.")
    assert not leads(comparison(replicates=5))[0].startswith("Only")
    single = comparison(replicates=1)
    assert single.document().lead.count("A single replicate") == 1
    assert "[" not in render(single.document())


def test_a_comparison_that_does_not_tell_says_what_it_said_before() -> None:
    plain = synthetic_comparison(months=96)
    assert len(leads(plain)) == 1
    assert "bundle" not in render(plain.document(), detail="all")
    assert "balance" not in plain.drawings()


def test_the_figure_is_the_first(usual: Comparison) -> None:
    assert next(iter(usual.drawings())) == "balance"
    assert usual.document().pictures[0].name == "balance"


def test_the_table_has_every_part_and_setting(usual: Comparison) -> None:
    found = [
        block
        for block in usual.document().blocks()
        if isinstance(block, Table) and block.caption.startswith("What balanced jobs add")
    ]
    assert [table.caption.split(", ")[1] for table in found] == ["long run", "transition"]
    table = found[0]
    assert table.header[1:] == (
        "Capitalism: manager",
        "Capitalism: council",
        "Participatory economy: manager",
        "Participatory economy: council",
    )
    rows = {row[0]: row[1:] for row in table.rows}
    parts = ("Efficiency", "Motivation", "Skills", "Ideas (technology)")
    for column, total in enumerate(rows["Sum of the parts"]):
        assert sum(rows[part][column].value for part in parts) == pytest.approx(total.value)


def test_numbers_and_summary_hold_it_first(usual: Comparison) -> None:
    names = list(usual.document().numbers)
    assert names[0] == "balance.capitalism.manager.output_per_hour.long_run"
    number = usual.document().numbers["balance.parecon.council.channel.motivation.long_run"]
    expected = added(usual, ("parecon", "council"), LONG_RUN, "motivation")
    assert (number.value, number.low) == (expected.difference, expected.low)
    summary = usual.summary()
    assert len(summary["balance"]) == len(usual.balance)


def test_what_the_council_adds_is_said_with_the_interaction(usual: Comparison) -> None:
    shown = " ".join(render(usual.document(), 88, detail="all").split())
    assert "Council in place of manager, output per hour in the long run" in shown
    assert "+5.0 log points [" in shown
    assert "what balanced jobs add changes by +" in shown


def test_the_answer_stays_short(usual: Comparison) -> None:
    lines = render(usual.document(), 80, folder="results/x").splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 80


def test_bars_of_the_figure_add_up_to_the_sum(usual: Comparison) -> None:
    figure = plot.balance(usual)
    left, right = figure.axes
    heights: dict[float, float] = {}
    for bar in right.patches:
        middle = round(bar.get_x() + bar.get_width() / 2, 6)
        heights[middle] = heights.get(middle, 0.0) + bar.get_height()
    totals = [added(usual, setting, LONG_RUN, "total").difference for setting in settings_in(usual)]
    assert list(heights.values()) == pytest.approx(totals)
    assert "log points" in left.get_ylabel()
    assert "log points" in right.get_ylabel()


@pytest.mark.parametrize("effect", [-2.0, 0.0, 1.0, 4.0])
def test_names_of_settings_do_not_touch(effect: float) -> None:
    figure = plot.balance(comparison(effect=effect, a="parecon_no_balance", b="balanced_only"))
    figure.draw_without_rendering()
    for panel in figure.axes:
        names = [*panel.get_xticklabels(), *panel.get_xticklabels(minor=True)]
        boxes = [name.get_window_extent() for name in names if name.get_text().strip()]
        sums = [text.get_window_extent() for text in panel.texts]
        for group in (boxes[: len(panel.get_xticks())], boxes[len(panel.get_xticks()) :], sums):
            assert not any(a.overlaps(b) for a in group for b in group if a is not b)
        for box in sums:
            assert panel.bbox.y0 <= box.y0
            assert box.y1 <= panel.bbox.y1
    assert isinstance(figure, mpl.figure.Figure)


def test_four_cells_are_told_of_one_rest(usual: Comparison) -> None:
    short = dataclasses.replace(usual, balance=usual.balance.query("rest == 'capitalism'"))
    figure = plot.balance(short)
    figure.draw_without_rendering()
    assert len(figure.axes[1].patches) == 8
