"""The document of a comparison: it follows the numbers, in either direction."""

from __future__ import annotations

import dataclasses

import pytest

import sim
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.tables import HINTS
from sim.phases.indicators import INDICATORS
from sim.scenario import load_scenario
from sim.text.brief import MOST_LINES
from sim.text.document import Bars, Document, Items, Paragraph, Table
from sim.text.labels import heading_of
from sim.text.numbers import Number
from sim.text.terminal import render
from tests.support.synthetic import synthetic_comparison


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return synthetic_comparison(months=240)


def lead(**settings) -> str:
    return synthetic_comparison(**settings).document().lead


def section(document: Document, title: str) -> str:
    """Return the running text of a section."""
    (found,) = [part for part in document.sections if part.title == title]
    return " ".join(block.text for block in found.blocks if isinstance(block, Paragraph))


def table(document: Document, caption: str) -> Table:
    (found,) = [
        block
        for block in document.blocks()
        if isinstance(block, Table) and block.caption.startswith(caption)
    ]
    return found


def bars(document: Document) -> dict[str, Number]:
    (found,) = [block for block in document.blocks() if isinstance(block, Bars)]
    return dict(found.bars)


def identical(comparison: Comparison) -> Comparison:
    """Return a comparison in which nothing ever differs."""
    return dataclasses.replace(
        comparison,
        **{
            name: getattr(comparison, name).assign(
                **{
                    column: 0.0
                    for column in getattr(comparison, name).columns
                    if column in {"difference", "relative", "log_points"}
                    or column.removeprefix("relative_") in {"low", "high"}
                }
            )
            for name in ("differences", "path", "channels", "channel_path", "quintiles")
        },
    )


def test_more_output_under_b_is_said_first_with_its_interval(comparison):
    row = comparison.differences.query(
        "indicator == 'output_per_hour' and horizon == 'long_run'"
    ).iloc[0]
    said = comparison.document().lead
    assert said.startswith("Output per hour is 7.9 % higher [+7.")
    assert 'under "Participatory economy" than under "Capitalism"' in said
    assert "in the long run (months 181 to 240)" in said
    number = comparison.document().numbers["output_per_hour.long_run"]
    assert (number.unit, number.difference) == ("%", True)
    assert number.value == pytest.approx(row["relative"], abs=0.5)


def test_less_output_under_b_is_said_to_be_lower():
    said = lead(effect=-1.0)
    assert said.startswith("Output per hour is ")
    assert " % lower [-" in said
    assert "higher" not in said


def test_the_words_mirror_when_the_effect_does():
    better, worse = (synthetic_comparison(effect=effect).document() for effect in (1.0, -1.0))
    assert "The largest gain is in motivation, the largest loss in efficiency." in better.lead
    assert "The largest gain is in efficiency, the largest loss in motivation." in worse.lead
    gains = "Who gains and who loses"
    assert "alienation falls for all fifths" in section(better, gains)
    assert "alienation rises for all fifths" in section(worse, gains)


def test_an_interval_that_contains_zero_is_called_undecided_first():
    said = lead(effect=0.0, dip=0.0)
    assert said.startswith("Undecided at this size (")
    assert "an interval with zero in it" in said
    assert "replicates would" in said


def test_regimes_that_never_differ_are_called_the_same_and_not_undecided(comparison):
    document = identical(comparison).document()
    assert document.lead == (
        '"Participatory economy" and "Capitalism" are exactly the same: every indicator has the '
        "same value under both in every month."
    )
    assert "income is the same for all fifths" in section(document, "Who gains and who loses")
    assert "undecided" not in render(document, detail="all").lower()


def test_a_scenario_compared_with_itself_is_the_same():
    small = {"workers": 200, "burn_in": 2, "months": 6}
    for replicates in (1, 2):
        document = sim.compare(
            "capitalism", "capitalism", replicates=replicates, **small
        ).document()
        assert '"Capitalism (b)" and "Capitalism (a)" are exactly the same' in document.lead
        assert document.title == "Capitalism (b) against Capitalism (a)"
        rules = table(document, "The rule of each institution")
        assert rules.header[1:] == ("Capitalism (a)", "Capitalism (b)")


def test_a_loss_that_turns_into_a_gain_is_called_so():
    assert "The change costs output at first and pays later." in lead(dip=0.2)


def test_a_gain_that_turns_into_a_loss_is_called_so():
    assert "The change pays at first and costs output later." in lead(effect=-1.0, dip=-0.2)


def test_no_turn_is_said_when_both_horizons_agree():
    assert "at first" not in lead(dip=0.0)


def test_the_transition_has_its_own_sentence(comparison):
    said = section(comparison.document(), "The way there")
    assert said.startswith("Transition (months 1 to 24): output per hour is ")


def test_a_single_replicate_says_first_that_it_has_no_interval():
    document = synthetic_comparison(replicates=1).document()
    assert document.lead.startswith("A single replicate has no interval")
    assert "--replicates" in document.lead
    shown = render(document)
    assert "[" not in shown
    assert "1 replicate. " in shown


def test_the_number_of_replicates_and_the_limits_of_intervals_are_said(comparison):
    shown = " ".join(render(comparison.document()).split())
    assert "Comparison of two regimes, 6 replicates. " in shown
    assert "Assumptions: published defaults" in shown
    assert "not doubt about parameters (see `balanced-jobs verdict`)" in shown


def test_failed_and_missing_replicates_are_said():
    document = synthetic_comparison(
        replicates=3, failures=[(3, "ValueError: x"), (4, "y")], unfinished=5
    ).document()
    (warning,) = [text for text in document.warnings if "complete" in text]
    assert "5 of 10 replicates are missing" in warning
    assert "2 of 10 replicates ended in an error and are left out" in warning
    failed = table(document, "Runs that ended in an error")
    assert ("ValueError: x", "balanced-jobs rerun FOLDER 3") in [row[2:] for row in failed.rows]


def test_a_short_run_is_called_short():
    short, long = (synthetic_comparison(months=months).document() for months in (24, 120))
    assert short.warnings == ("The run is short: its long run is only the months 7 to 24.",)
    assert long.warnings == ()


def test_no_replicate_gives_no_answer():
    comparison = synthetic_comparison(failures=[(6, "x")], unfinished=6)
    empty = dataclasses.replace(comparison, monthly=comparison.monthly.iloc[:0])
    assert empty.document().lead == "There is no answer yet: no replicate is finished."


def test_bars_show_output_effort_alienation_inequality_and_unemployment(comparison):
    shown = bars(comparison.document())
    assert list(shown) == [
        "output per hour",
        "of which efficiency",
        "of which motivation",
        "effort (0 to 1)",
        "alienation (0 to 1)",
        "income inequality (Gini)",
        "unemployment",
    ]
    rows = comparison.differences.query("horizon == 'long_run'").set_index("indicator")
    assert shown["effort (0 to 1)"].value == rows.loc["effort", "difference"]
    assert shown["unemployment"].text().startswith("-5.5 pp [")
    assert shown["of which motivation"].text().startswith("+12.")


@pytest.mark.parametrize(
    "settings",
    [{}, {"effect": -1.0}, {"effect": 0.0, "dip": 0.0}, {"replicates": 1}, {"dip": 0.2}],
)
def test_the_answer_fits_on_a_screen(settings):
    shown = render(synthetic_comparison(**settings).document(), 80, folder="results/x")
    assert len(shown.splitlines()) <= MOST_LINES
    for words in ("by", "Files: results/x"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "nan" not in shown


@pytest.mark.parametrize(
    ("a", "b"),
    [("capitalism", "rotation"), ("parecon", "capitalism"), ("cooperative", "parecon_no_balance")],
)
def test_any_two_scenarios_are_called_by_their_titles(a, b):
    document = synthetic_comparison(a=a, b=b).document()
    first, second = load_scenario(a).title, load_scenario(b).title
    assert document.title == f"{second} against {first}"
    assert f'under "{second}" than under "{first}"' in document.lead


def test_two_variants_of_one_scenario_are_told_apart_with_what_differs():
    a = load_scenario("parecon", months=120)
    b = load_scenario("parecon", months=120, meeting_hours=0.1)
    document = synthetic_comparison(a=a, b=b).document()
    assert 'under "Participatory economy (b)" than under "Participatory economy (a)"' in (
        document.lead
    )
    assert document.assumptions is not None
    assert document.assumptions.text == (
        "published defaults; meeting_hours = 0.1 instead of 0.04 in Participatory economy (b)"
    )


def test_channels_are_tabled_per_hour_and_per_head_with_their_sum(comparison):
    document = comparison.document()
    per_hour = table(document, "Channels of the gap in output per hour")
    per_head = table(document, "Channels of the gap in output per head")
    names = [row[0] for row in per_hour.rows]
    assert names == [
        "Efficiency",
        "of which allocation of tasks",
        "of which meetings, supervision, switching",
        "Motivation",
        "Skills",
        "Technology",
        "Total",
    ]
    assert [row[0] for row in per_head.rows] == [*names[:-1], "Employment", "Total"]
    totals = {row[0]: row[2] for row in per_hour.rows}
    parts = [totals[name].value for name in ("Efficiency", "Motivation", "Skills", "Technology")]
    assert sum(parts) == pytest.approx(totals["Total"].value)
    assert not per_hour.long


@pytest.mark.parametrize("horizon", ["long run", "transition"])
def test_every_indicator_has_a_row_in_a_long_table(comparison, horizon):
    shown = table(comparison.document(), f"Means over replicates, {horizon}")
    assert [row[0] for row in shown.rows] == [heading_of(name) for name in comparison.indicators]
    assert shown.long
    assert shown.file == "differences.parquet"
    assert "A is Capitalism, B is Participatory economy" in shown.caption


def test_shares_are_shown_in_per_cent_and_their_differences_in_percentage_points(comparison):
    shown = table(comparison.document(), "Main indicators")
    (row,) = [row for row in shown.rows if row[0] == "Unemployment"]
    assert [cell.text("none") for cell in row[1:]] == ["6.0 %", "0.5 %", "-5.5 pp *"]


def test_a_star_marks_intervals_without_zero_alone():
    clear, unclear = (
        table(synthetic_comparison(**how).document(), "Main indicators")
        for how in ({}, {"effect": 0.0, "dip": 0.0})
    )
    effort = [next(row for row in shown.rows if row[0] == "Effort") for shown in (clear, unclear)]
    assert [row[3].text().endswith("*") for row in effort] == [True, False]


def test_a_level_is_compared_in_per_cent_too_and_what_is_no_level_is_not(comparison):
    rows = {
        row[0]: row[-1]
        for row in table(comparison.document(), "Means over replicates, long run").rows
    }
    assert rows["Output per hour"].text().startswith("+7.9 % [")
    assert rows["Effort"] == ""


def test_indicators_that_are_easily_misread_say_how_to_read_them(comparison):
    assert set(HINTS) < set(INDICATORS)
    for name in ("wealth_per_head", "job_finding_rate", "ideas_per_workplace"):
        assert name in HINTS
    assert "output_per_hour_with_training" in HINTS
    (items,) = [block for block in comparison.document().blocks() if isinstance(block, Items)]
    assert items.texts == (f"Powerlessness {HINTS['powerlessness']}",)
    real = dataclasses.replace(comparison, monthly=comparison.monthly.assign(wealth_per_head=1.0))
    (items,) = [block for block in real.document().blocks() if isinstance(block, Items)]
    assert any("owned in common" in text for text in items.texts)


def test_every_figure_has_a_caption_and_a_text_with_its_numbers(comparison):
    pictures = {picture.name: picture for picture in comparison.document().pictures}
    assert set(pictures) == set(comparison.drawings())
    for picture in pictures.values():
        assert picture.caption.endswith(".")
        assert any(letter.isdigit() for letter in picture.alternative), picture.name
        assert "nan" not in picture.alternative
    assert "fifth 1 higher" in pictures["quintiles"].alternative
    for name in ("output per hour +7.9 %", "unemployment -5.5 pp"):
        assert name in pictures["differences"].alternative
    assert "The surgeon: before, 100 % surgery" in pictures["job_balance_hospital"].alternative


def test_figures_of_tables_that_are_missing_are_left_out(comparison):
    bare = dataclasses.replace(
        comparison, people=comparison.people.iloc[:0], jobs=comparison.jobs.iloc[:0]
    )
    document = bare.document()
    assert "What jobs are made of" not in [part.title for part in document.sections]
    names = {picture.name for picture in document.pictures}
    assert (
        names
        == set(bare.drawings())
        == set(comparison.drawings())
        - {
            "lorenz",
            "distributions",
            "job_balance_hospital",
            "job_balance_aircraft_plant",
        }
    )


def test_main_numbers_stand_in_the_record(comparison):
    numbers = {entry["name"]: entry for entry in comparison.document().record()["numbers"]}
    for name in ("output_per_hour", "output_per_head", "effort", "alienation"):
        for horizon in ("long_run", "transition"):
            assert {"value", "low", "high", "unit"} < set(numbers[f"{name}.{horizon}"])
    assert numbers["channel.motivation.long_run"]["unit"] == "log points"
