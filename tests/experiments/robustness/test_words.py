"""What is said of a robustness check, and its summary."""

from __future__ import annotations

import json

from sim.results.experiment_summary import experiment_summary

from sim.experiments.robustness.record import Robustness
from sim.results import experiment_words
from tests.experiments.robustness.small import NAMES, synthetic


def test_words_say_what_changes_and_what_does_not(result: Robustness) -> None:
    gaps = {"reference": -2.0, "near_leontief": -4.0, "cobb_douglas": 3.0, "no_peer_norm": 0.0}
    words = " ".join(experiment_words(synthetic(gaps, result)).split())
    assert "Output per hour is higher under Capitalism in the reference" in words
    assert "in 1 of the 3 variants" in words
    assert "It is lower under Capitalism with Cobb-Douglas production." in words
    assert "The luck of the runs does not decide it with no peer norm." in words
    assert "3 of them shift the gap beyond luck, most of all Cobb-Douglas production (+5" in words


def test_words_do_not_claim_what_the_reference_does_not_decide(result: Robustness) -> None:
    gaps = {"reference": 0.0, "near_leontief": -4.0, "population_400": 0.0}
    words = " ".join(experiment_words(synthetic(gaps, result)).split())
    assert "400 people" in words
    assert "the reference does not decide who is ahead, nor do 1 of the 2 variants" in words
    assert "It is decided with near-Leontief production." in words


def test_words_keep_to_the_width_and_name_the_seeds(result: Robustness) -> None:
    words = experiment_words(result)
    assert max(map(len, words.splitlines())) <= 92
    assert "A single run under each of 3 seeds" in " ".join(words.split())


def test_the_summary_has_every_gap(result: Robustness) -> None:
    summary = json.loads(json.dumps(experiment_summary(result), allow_nan=False))
    assert len(summary["gaps"]) == len(result.gaps)
    assert summary["gaps"][0]["change"] is None
    assert [one["variant"] for one in summary["variants"]] == NAMES
