"""A verdict says how often each side is right, and names what decides it only if that is known."""

import dataclasses

import pandas as pd

from sim.text.document import Items, Table
from tests.support.synthetic_experiments import synthetic_verdict


def with_chance(probability, low, high, draws=64):
    result = synthetic_verdict()
    rows = result.probabilities.assign(probability=probability, low=low, high=high, draws=draws)
    return dataclasses.replace(result, probabilities=rows)


def test_the_answer_leads_with_the_share_of_draws_and_what_decides_it():
    result = synthetic_verdict()
    row = result.probabilities.query("measure == 'output_per_hour'").iloc[-1]
    share = f"{100 * row['probability']:.0f} % [{100 * row['low']:.0f}, {100 * row['high']:.0f}]"
    lead = result.document().lead
    assert "In 64 draws of 4 parameters from their published ranges" in lead
    assert f"at least as productive per hour as Capitalism after 20 years in {share}" in lead
    assert "What decides it most, by the total index: intrinsic motivation (0.59 [0.53" in lead


def test_who_is_ahead_in_most_draws_is_said_only_where_the_interval_excludes_one_half():
    assert "Participatory economy is ahead in most" in with_chance(0.7, 0.6, 0.8).document().lead
    assert "Capitalism is ahead in most" in with_chance(0.3, 0.2, 0.4).document().lead
    lead = with_chance(0.6, 0.3, 0.8, draws=8).document().lead
    assert "Undecided at this size (8 draws): the draws do not show who is ahead in most" in lead
    assert "economy is ahead in most" not in lead


def test_indices_whose_intervals_contain_zero_decide_nothing():
    result = synthetic_verdict()
    wide = result.indices.assign(total_low=result.indices["total"] - 2.0, total_high=3.0)
    lead = dataclasses.replace(result, indices=wide).document().lead
    assert lead.startswith("Undecided at this size (32 base samples)")
    assert "What decides it most" not in lead
    document = dataclasses.replace(result, indices=wide).document()
    assert "What decides it" not in [section.title for section in document.sections]


def test_totals_that_sum_to_too_little_are_said_first_in_place_of_what_decides():
    result = synthetic_verdict()
    failed = pd.DataFrame(
        [("output_per_hour", "year_20", "sum of totals", 0.24, 0.9, False, "")],
        columns=["measure", "horizon", "check", "value", "limit", "passed", "where"],
    )
    document = dataclasses.replace(result, checks=failed).document()
    assert document.lead.startswith(
        "Undecided at this size (32 base samples): the total indices sum to 0.24, and in truth to "
        "at least 1."
    )
    (table,) = [
        block
        for block in document.blocks()
        if isinstance(block, Table) and block.caption == "Checks of the indices"
    ]
    assert table.rows[0][3] == "no"


def test_a_box_that_may_be_no_better_than_none_is_undecided():
    result = synthetic_verdict()
    loose = result.box_quality.assign(density_low=0.05)
    (items,) = [
        block
        for block in dataclasses.replace(result, box_quality=loose).document().blocks()
        if isinstance(block, Items)
    ]
    assert items.texts[0].startswith("Undecided at this size (32 draws): it is not shown that")
    document = dataclasses.replace(result, box_quality=loose).document()
    (plane,) = [picture for picture in document.pictures if picture.name == "map"]
    assert "Rectangles" not in plane.caption
    labels = [text.get_text() for text in plane.figure.legends[0].get_texts()]
    assert not any("box" in label or "right" in label for label in labels)


def test_narrower_ranges_are_not_called_published():
    result = synthetic_verdict()
    ranges = {**result.settings["ranges"], "learning": [0.01, 0.02]}
    narrow = dataclasses.replace(result, settings={**result.settings, "ranges": ranges})
    assert "4 parameters from their ranges" in narrow.document().lead


def test_shares_stand_by_measure_and_horizon():
    result = synthetic_verdict()
    tables = [block for block in result.document().blocks() if isinstance(block, Table)]
    (table,) = [one for one in tables if one.caption.startswith("Share of draws")]
    assert table.header == ("Measure", "Year 1", "Year 5", "Year 20")
    for row in result.probabilities.to_dict("records"):
        line = next(
            cells
            for cells in table.rows
            if cells[0] == row["measure"].replace("_", " ").capitalize()
        )
        number = line[table.header.index(row["horizon"].replace("_", " ").capitalize())]
        assert (number.value, number.low) == (row["probability"], row["low"])


def test_boxes_are_told_in_words_with_how_well_they_hold():
    result = synthetic_verdict()
    (items,) = [block for block in result.document().blocks() if isinstance(block, Items)]
    critics, advocates = items.texts
    assert "The critics are right (Participatory economy is less productive) in 90 %" in critics
    assert "intrinsic motivation from 0.1 to 0.28 (of 0.1 to 0.5)" in critics
    assert "holds 75 % [60, 86] of all draws" in advocates
    none = dataclasses.replace(result, boxes=result.boxes.iloc[:0])
    (items,) = [block for block in none.document().blocks() if isinstance(block, Items)]
    assert items.texts[0].startswith("Undecided at this size (64 draws): too few to look for a box")
    many = pd.DataFrame({"point": range(400)})
    (items,) = [
        block
        for block in dataclasses.replace(none, draws=many).document().blocks()
        if isinstance(block, Items)
    ]
    assert items.texts[0].startswith("No box of assumptions sets apart the draws")
