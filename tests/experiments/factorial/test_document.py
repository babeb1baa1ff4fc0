"""A factorial says what each institution changes, and of what its runs cannot tell."""

import dataclasses

import numpy as np

from sim.text.document import Bars, Table
from tests.support.synthetic_experiments import synthetic_factorial


def test_the_answer_names_what_is_raised_lowered_and_undecided():
    lead = synthetic_factorial().document().lead
    raised, lowered, undecided = lead.split("raised by ")[1].split("; ")
    assert raised.startswith("division of labour (+8.3 % [+7.6, +9.0])")
    assert lowered.startswith("lowered by who decides (-4.7 % [-5.3, -4.1])")
    assert undecided == "undecided for innovation."
    assert "the 32 mixes" in lead


def test_what_balanced_jobs_add_is_said_first_whichever_side_has_them():
    result = synthetic_factorial()
    said = "Balanced jobs in place of hierarchical ones, on average over all mixes of the other "
    lead = result.document().lead
    assert lead.startswith("Undecided at this size (4 replicates): 1 of 6 institutions is not")
    assert lead.partition("as estimated. ")[2].startswith(said)
    assert "in the long run by +8.3 % [+7.6, +9.0]. Output per hour" in result.document().lead
    turned = dataclasses.replace(
        result,
        settings={**result.settings, "scenarios": result.settings["scenarios"][::-1]},
    )
    assert "in the long run by -7.7 % [-8.3, -7.1]. Output" in turned.document().lead


def test_one_replicate_is_said_first_and_decides_nothing():
    result = synthetic_factorial()
    bare = dataclasses.replace(
        result,
        effects=result.effects.assign(low=np.nan, high=np.nan),
        settings={**result.settings, "replicates": 1},
    )
    lead = bare.document().lead
    assert lead.startswith(
        "Undecided at this size (1 replicate): none of the institutions is shown to raise or lower "
        "output per hour. An interval takes at least 2 replicates; ten are usual."
    )
    captions = [block.caption for block in bare.document().blocks() if isinstance(block, Table)]
    assert not any("largest effect" in caption for caption in captions)
    assert "No effect is shown" in bare.document().pictures[0].alternative
    assert "raised" not in lead
    assert "undecided for division of labour, who decides" in lead


def test_bars_are_the_effects_of_the_table_in_per_cent():
    result = synthetic_factorial()
    (bars,) = [block for block in result.document().blocks() if isinstance(block, Bars)]
    effects = result.effects.query("horizon == 'long_run' and outcome == 'output_per_hour'")
    single = effects[effects["order"] == 1]["effect"]
    shown = [number.value for _, number in bars.bars]
    np.testing.assert_allclose(shown[:6], 100.0 * np.expm1(single / 100.0))
    pairs = effects[effects["order"] == 2].sort_values("effect", key=lambda x: -x.abs())
    assert bars.bars[6][0] == pairs["term"].iloc[0].replace(
        "division", "division of labour"
    ).replace("decisions", "who decides")


def test_every_horizon_has_its_table_of_all_terms():
    result = synthetic_factorial()
    tables = [
        block
        for block in result.document().blocks()
        if isinstance(block, Table) and block.caption.startswith("Effects of institutions")
    ]
    assert [table.caption.split(", ")[1] for table in tables] == ["long run", "transition"]
    assert all(len(table.rows) == 6 + 15 for table in tables)
    number = tables[0].rows[0][1]
    row = result.effects.query("horizon == 'long_run' and outcome == 'output_per_hour'").iloc[0]
    assert (number.value, number.low, number.high) == (row["effect"], row["low"], row["high"])


def test_the_numbers_are_the_effects_of_single_institutions():
    result = synthetic_factorial()
    numbers = result.document().numbers
    assert len(numbers) == 6
    effect = result.effects.query(
        "horizon == 'long_run' and outcome == 'output_per_hour' and term == 'pay'"
    ).iloc[0]
    found = numbers["effect.output_per_hour.pay.long_run"]
    assert (found.value, found.unit) == (effect["effect"], "log points")
