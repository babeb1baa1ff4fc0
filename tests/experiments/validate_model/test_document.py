"""What is said of a validation: what is reproduced, what is missed, and why."""

from __future__ import annotations

import dataclasses

import pytest

import sim
from sim.evidence.judgement import verdict_on
from sim.text.terminal import render


@pytest.fixture(scope="module")
def one_replicate():
    return sim.validate_model(replicates=1, months=12, workers=300, burn_in=3)


def with_verdicts(result, missed: set[str]):
    facts = result.facts.copy()
    facts["verdict"] = ["miss" if name in missed else "pass" for name in facts["fact"]]
    return dataclasses.replace(result, facts=facts)


def test_facts_that_are_inputs_are_not_counted(one_replicate) -> None:
    inputs = set(one_replicate.facts.loc[one_replicate.facts["use"] == "input", "fact"])
    lead = with_verdicts(one_replicate, {"engaged", *inputs}).document().lead
    fair = len(one_replicate.facts) - len(inputs)
    assert f"reproduces {fair - 1} of {fair} stylised facts" in lead
    assert "Missed: engaged." in lead
    assert "None is missed." in with_verdicts(one_replicate, inputs).document().lead


def test_a_single_replicate_is_said_first(one_replicate) -> None:
    assert one_replicate.document().lead.startswith("Undecided at this size (1 replicate): ")


def test_an_interval_wider_than_the_range_supports_neither(one_replicate) -> None:
    """As 0.064 [-0.022, 0.15] once passed for 0.04 to 0.08."""
    facts = (
        with_verdicts(one_replicate, set())
        .facts.iloc[:2]
        .assign(
            use="check",
            low=0.04,
            high=0.08,
            simulated=0.064,
            simulated_low=[-0.022, 0.06],
            simulated_high=[0.15, 0.07],
        )
    )
    facts["verdict"] = [
        verdict_on(limits, 0.04, 0.08)
        for limits in zip(facts["simulated_low"], facts["simulated_high"], strict=True)
    ]
    assert list(facts["verdict"]) == ["undecided", "pass"]
    settings = {**one_replicate.settings, "replicates": 5}
    document = dataclasses.replace(one_replicate, facts=facts, settings=settings).document()
    assert document.lead.startswith(
        "Undecided at this size (5 replicates): for 1 of 2 stylised facts the 95 % interval "
    )
    assert "About 75 replicates would decide it" in document.lead
    assert "reproduces 1 of 2 stylised facts" in document.lead
    assert "None is missed" not in document.lead
    (picture,) = document.pictures
    labels = [text.get_text() for text in picture.figure.legends[0].get_texts()]
    assert "simulated, undecided" in labels


def test_what_is_missed_stands_with_its_range_and_the_reason(one_replicate) -> None:
    document = with_verdicts(one_replicate, {"overqualification"}).document()
    answer = render(document)
    assert "0.15 to 0.3" in answer
    everything = " ".join(render(document, detail="all").split())
    assert "Only training as an expert counts here" in everything
    for statement in one_replicate.facts["statement"]:
        assert statement in " ".join(render(document, 400, detail="all").split())


def test_the_figure_says_what_lies_outside(one_replicate) -> None:
    (picture,) = with_verdicts(one_replicate, {"engaged"}).document().pictures
    assert f"{len(one_replicate.facts) - 1} lie in the band" in picture.alternative
    assert "Outside: engaged at" in picture.alternative
