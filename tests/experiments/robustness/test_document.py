"""What is said of a robustness check, and its summary."""

from __future__ import annotations

import json

from sim.experiments.robustness.record import Robustness
from sim.text.terminal import render
from tests.experiments.robustness.small import NAMES, synthetic


def test_the_lead_says_what_changes_and_what_does_not(result: Robustness) -> None:
    gaps = {"reference": -2.0, "near_leontief": -4.0, "cobb_douglas": 3.0, "no_peer_norm": 0.0}
    lead = synthetic(gaps, result).document().lead
    assert "in the reference the gap in output per hour in the long run is -2.0" in lead.lower()
    assert "(Capitalism is ahead)" in lead
    assert "The sign is the same in 1 of 3 variants." in lead
    assert "It is reversed with Cobb-Douglas production." in lead
    assert "It is undecided with no peer norm." in lead
    assert "3 variants shift the gap by more than random draws can explain" in lead
    assert "most of all Cobb-Douglas production (+5" in lead


def test_nothing_is_claimed_that_the_reference_does_not_decide(result: Robustness) -> None:
    gaps = {"reference": 0.0, "near_leontief": -4.0, "population_400": 0.0}
    document = synthetic(gaps, result).document()
    assert document.lead.startswith("Undecided at this size (")
    assert "(undecided: the interval contains both signs)" in document.lead
    assert "It is undecided in 1 of 2 variants." in document.lead
    assert "It is decided with near-Leontief production." in document.lead
    assert "400 people" in render(document, detail="all")


def test_a_single_pair_of_runs_says_first_that_it_decides_nothing(result: Robustness) -> None:
    one = synthetic({"reference": -2.0, "cobb_douglas": 3.0}, result, pairs=1)
    lead = one.document().lead
    assert lead.startswith("Undecided at this size (1 pair of runs): in the reference")
    assert "An interval takes at least 2 pairs of runs; ten are usual." in lead
    assert "undecided in the one variant" in lead
    assert "ahead" not in lead


def test_every_gap_stands_with_its_interval_and_its_sign(result: Robustness) -> None:
    gaps = {"reference": -2.0, "cobb_douglas": 3.0}
    given = synthetic(gaps, result)
    shown = render(given.document(), detail="all")
    for row in given.gaps.to_dict("records"):
        assert f"{row['gap']:+.1f} [{row['low']:+.1f}, {row['high']:+.1f}]" in shown
    numbers = given.document().numbers
    assert numbers["gap.output_per_hour.cobb_douglas"].value == given.gaps["gap"].iloc[1]


def test_other_measures_and_single_seeds_stand_among_what_decides_it(result: Robustness) -> None:
    shown = " ".join(render(result.document(), detail="all").split())
    for measure in ("Output per head:", "Effort:", "Alienation:", "Income inequality (Gini):"):
        assert measure in shown
    assert "A single run under each of 3 seeds" in shown


def test_the_summary_has_every_gap(result: Robustness) -> None:
    summary = json.loads(json.dumps(result.summary(), allow_nan=False))
    assert len(summary["gaps"]) == len(result.gaps)
    assert summary["gaps"][0]["change"] is None
    assert [one["variant"] for one in summary["variants"]] == NAMES
