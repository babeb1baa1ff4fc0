"""What decides an outcome is said no more surely than the intervals of the indices allow."""

from dataclasses import replace

import pandas as pd
import pytest

from sim.study.index_tables import IndexTables
from sim.study.index_words import index_numbers, index_table, second_opinion, what_decides
from sim.text.document import Paragraph

NO_DENSITY = pd.DataFrame({"parameter": [], "pawn": [], "threshold": []})


def sobol(*rows, density=NO_DENSITY, samples=64):
    """Return tables of parameters with a total index and half the width of its interval."""
    indices = pd.DataFrame(
        [(name, t, t - half, t + half, t, t - half, t + half) for name, t, half in rows],
        columns=[
            "parameter",
            *(
                f"{index}{end}"
                for index in ("first_order", "total")
                for end in ("", "_low", "_high")
            ),
        ],
    )
    return IndexTables("effort, year 5", indices, density, samples)


def density(*rows):
    return pd.DataFrame(rows, columns=["parameter", "pawn", "threshold"])


def morris(*rows):
    table = pd.DataFrame(rows, columns=["parameter", "mu_star", "mu_star_low", "mu_star_high"])
    table = table.assign(mu=-table["mu_star"], sigma=1.0)
    return IndexTables("effort, year 5", table, NO_DENSITY, 4, "log points")


def test_factors_whose_interval_excludes_zero_are_named_the_largest_first():
    said = what_decides(sobol(("monitoring", 0.2, 0.1), ("pay", 0.6, 0.1), ("crowding", 0.1, 0.2)))
    assert said == (
        "What decides it most, by the total index: pay (0.60 [0.50, 0.70]) and monitoring (0.20 "
        "[0.10, 0.30]). For 1 of 3 factors the interval contains zero."
    )


def test_an_order_that_is_not_certain_is_said_to_be_so():
    said = what_decides(sobol(("pay", 0.5, 0.2), ("monitoring", 0.4, 0.2)))
    assert "their intervals overlap, so that the order is not certain" in said
    assert "All 2 factors have an influence that the runs show." in said


def test_where_all_intervals_contain_zero_nothing_is_said_to_decide():
    said = what_decides(sobol(("pay", 0.5, 0.6), ("monitoring", 0.2, 0.6)))
    assert said == (
        "Undecided at this size (64 base samples): the 95 % interval of every total index of 2 "
        "factors contains zero, or is unknown, so that nothing is shown to decide it. About 128 "
        "base samples would decide it, if the largest, pay (0.50 [-0.10, 1.10]), is what it is "
        "estimated to be."
    )


@pytest.mark.parametrize(
    ("total", "half", "samples"), [(0.5, 1.0, 256), (0.5, 1.1, 512), (0.1, 0.11, 128)]
)
def test_the_samples_that_would_tell_follow_from_the_root_law(total, half, samples):
    said = what_decides(sobol(("pay", total, half)))
    assert f"About {samples} base samples would" in said
    # An interval that is narrower by the root of so many times the samples excludes zero.
    assert total - half * (64 / samples) ** 0.5 >= 0.0


def test_no_number_of_samples_is_named_where_the_estimate_is_hopeless():
    for said, would in (
        (what_decides(sobol(("pay", -0.1, 0.5))), "It takes more base samples."),
        (what_decides(sobol(("pay", 0.01, 2.0))), "More than 64 times as many base samples"),
        (what_decides(sobol(("pay", 0.5, float("nan")))), "It takes more base samples."),
    ):
        assert said.startswith("Undecided at this size (64 base samples)")
        assert would in said


def test_an_index_below_zero_decides_nothing_and_is_explained():
    found = sobol(("pay", -0.4, 0.1), ("monitoring", 0.3, 0.1))
    assert "pay" not in what_decides(found).split(".")[0]
    assert "No index is below zero in truth" in index_table(found).note


def test_elementary_effects_are_named_with_their_unit():
    said = what_decides(morris(("pay", 12.0, 9.0, 15.0), ("monitoring", 5.0, 0.0, 11.0)))
    assert "by the size of effect: pay (12 log points [9, 15])" in said
    none = what_decides(morris(("pay", 12.0, 0.0, 25.0)))
    assert none.startswith("Undecided at this size (4 trajectories)")
    assert "About 5 trajectories would decide it" in none


def test_draws_alone_are_judged_by_what_factors_without_influence_reach():
    nothing = pd.DataFrame({"parameter": ["pay", "monitoring"]})
    found = IndexTables("effort", nothing, density(("pay", 0.4, 0.2), ("monitoring", 0.1, 0.2)), 24)
    assert "by the PAWN index: pay (0.40)" in what_decides(found)
    weak = IndexTables("effort", nothing, density(("pay", 0.1, 0.2)), 24)
    assert what_decides(weak).startswith("Undecided at this size (24 random draws): no PAWN")
    assert index_table(found).header[1] == "PAWN index"
    assert list(second_opinion(found)) == []


def test_a_second_opinion_names_what_stands_out_or_says_that_nothing_does():
    rows = [("pay", 0.6, 0.1), ("monitoring", 0.2, 0.1)]
    for pawn, said in (
        (0.4, "without influence reach stand pay."),
        (0.1, "No parameter stands above what factors without influence reach."),
    ):
        table = density(("pay", pawn, 0.2), ("monitoring", 0.1, 0.2))
        (fold,) = second_opinion(sobol(*rows, density=table))
        (words,) = [block for block in fold.blocks if isinstance(block, Paragraph)]
        assert words.text.endswith(said)


def test_groups_and_institutions_have_names_for_a_reader():
    found = sobol(("(all others)", 0.6, 0.1), ("institutions.pay", 0.2, 0.1))
    assert "all others together (0.60" in what_decides(found)
    assert [row[0] for row in index_table(found).rows] == ["All others together", "Pay"]
    assert list(index_numbers(found, 1)) == ["total.(all others)"]


def test_of_many_factors_one_above_its_own_threshold_is_no_finding():
    table = density(("pay", 0.22, 0.2), ("monitoring", 0.1, 0.2))
    nothing = pd.DataFrame({"parameter": ["pay", "monitoring"]})
    assert "What decides it" in what_decides(IndexTables("effort", nothing, table, 24))
    said = what_decides(IndexTables("effort", nothing, table.assign(limit=0.25), 24))
    assert said.startswith("Undecided at this size (24 random draws)")
    assert "(96) halve what those reach" in said


def checked(name, value, where=""):
    rows = [(name, value, 1.0, False, where)]
    return pd.DataFrame(rows, columns=["check", "value", "limit", "passed", "where"])


@pytest.mark.parametrize(
    ("checks", "words", "enough"),
    [
        (
            checked("correlation of draws", 0.75, "pay and crowding"),
            "pay and crowding correlate by 0.75 in the draws",
            "About 256 base samples would decide it, if chance is the cause.",
        ),
        (
            checked("correlation of draws", 0.75, "pay"),
            "the two halves of pay correlate by 0.75",
            "About 256",
        ),
        (
            checked("sum of totals", 0.24),
            "the total indices sum to 0.24, and in truth to at least 1",
            "It takes more base samples.",
        ),
    ],
)
def test_indices_that_contradict_one_another_decide_nothing(checks, words, enough):
    found = replace(sobol(("pay", 0.2, 0.1), ("crowding", 0.04, 0.02)), checks=checks)
    said = what_decides(found)
    assert said.startswith("Undecided at this size (64 base samples): ")
    assert words in said
    assert enough in said
    assert "What decides it" not in said
    assert index_table(found).caption.startswith("Undecided")


def test_a_first_order_above_one_is_warned_of_before_what_decides_is_said():
    found = sobol(("pay", 1.02, 0.1), ("crowding", 0.04, 0.1))
    found = replace(found, checks=checked("largest first order", 1.02, "pay"))
    assert what_decides(found).startswith(
        "The first order of pay is 1.02, and in truth at most 1. What decides it most"
    )
