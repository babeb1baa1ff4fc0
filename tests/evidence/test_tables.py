"""Tables of facts and interventions: complete, sourced, and clear about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import EvidenceError, ScenarioError
from sim.evidence import MOMENTS, load_facts, load_interventions
from sim.evidence.reading import shipped
from sim.experiments.calibrate.plan import BLOCKS
from sim.parameters import declarations
from sim.scenario import load_scenario

FACT = """
[[facts]]
name = "jobless"
statement = "People without work"
moment = "unemployment_rate"
unit = "share"
central = 0.05
low = 0.04
high = 0.08
use = "check"
source = "An office of statistics (2000)"
source_checked = true
"""

INTERVENTION = """
[[interventions]]
name = "watch_less"
title = "Less control"
use = "validation"
months = 12
effect = "effort"
published = 1.0
low = 0.0
high = 2.0
source = "Somebody (2000), a firm"
source_checked = false
reading = "as it stands"
[interventions.change]
monitoring = 0.1
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "table.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_fact_of_the_evidence_has_its_moment() -> None:
    facts = load_facts()
    assert len({fact.name for fact in facts}) == len(facts) >= 25
    effects = {entry.name for entry in load_interventions()}
    assert {fact.moment for fact in facts} <= {*MOMENTS, *effects}
    assert {fact.use for fact in facts} == {"fit", "motivation", "check", "input"}


KEPT = {
    "profit_sharing",
    "rotation_across_days",
    "rotation_within_the_day",
    "suggestion_system",
    "performance_pay",
}
"""Effects that nothing is fitted to."""

AIMED_AT = {
    "participatory_meetings",
    "dearer_job_loss",
    "worker_cooperative",
    "job_enrichment",
    "less_supervision",
}
"""Effects that the calibration of motivation aims at, all at once."""


def test_the_natural_experiments_are_all_there_and_some_are_kept_for_validation() -> None:
    effects = {entry.name: entry.use for entry in load_interventions()}
    assert {name for name, use in effects.items() if use == "validation"} == KEPT
    assert {name for name, use in effects.items() if use == "motivation"} == AIMED_AT
    assert set(effects) == KEPT | AIMED_AT


def test_calibration_aims_at_each_effect_by_its_own_published_interval() -> None:
    effects = {entry.name: entry for entry in load_interventions()}
    aims = {fact.moment: fact for fact in load_facts() if fact.moment in effects}
    assert set(aims) == AIMED_AT
    for name, fact in aims.items():
        entry = effects[name]
        assert fact.use == "motivation"
        assert (fact.central, fact.low, fact.high) == (entry.published, entry.low, entry.high)
        assert fact.source_checked == entry.source_checked


def test_every_piece_of_evidence_has_a_discrepancy_with_a_reason_and_a_role() -> None:
    for entry in (*load_facts(), *load_interventions()):
        assert entry.discrepancy > 0.0, entry.name
        assert len(entry.discrepancy_reason) > 20, entry.name
    conditioning = {"fit", "motivation"}
    for entry in (*load_facts(), *load_interventions()):
        assert (entry.role == "conditions") == (entry.use in conditioning), entry.name


def test_a_fact_about_an_effect_has_the_role_and_the_discrepancy_of_the_intervention() -> None:
    effects = {entry.name: entry for entry in load_interventions()}
    for fact in load_facts():
        if fact.moment in effects:
            entry = effects[fact.moment]
            assert (fact.role, fact.discrepancy) == (entry.role, entry.discrepancy)
            assert fact.discrepancy_reason == entry.discrepancy_reason


@pytest.mark.parametrize(("text", "load"), [(FACT, load_facts), (INTERVENTION, load_interventions)])
def test_what_conditions_needs_a_discrepancy_and_its_reason(text, load, tmp_path: Path) -> None:
    place = "[interventions.change]" if "interventions" in text else "source_checked = true"
    assert load(written(tmp_path, text))[0].role == "held_out"
    with pytest.raises(EvidenceError, match="discrepancy, a number above 0") as error:
        load(written(tmp_path, text.replace(place, f'role = "conditions"\n{place}')))
    assert "discrepancy_reason, in words" in str(error.value)
    with pytest.raises(EvidenceError, match="did you mean 'conditions'"):
        load(written(tmp_path, text.replace(place, f'role = "conditoins"\n{place}')))


def test_piece_rates_are_paid_to_a_whole_firm_that_paid_nobody_by_performance() -> None:
    (entry,) = [one for one in load_interventions() if one.name == "performance_pay"]
    assert entry.setting.parameters["performance_pay_share"] == 0.0
    assert dict(entry.change) == {"performance_pay_share": 1.0}
    declared = declarations()["performance_measure"]
    assert entry.setting.parameters["performance_measure"] == declared.high


def test_no_effect_kept_for_validation_is_a_fact_that_calibration_aims_at() -> None:
    kept = {entry.name for entry in load_interventions() if entry.use == "validation"}
    assert not kept & {fact.moment for fact in load_facts()}


def test_what_is_kept_for_validation_is_not_fitted_through_its_own_parameter() -> None:
    fitted = {name for block in BLOCKS for name in block.parameters}
    assert not fitted & {
        "effort_pay_response", "reward_crowding", "performance_pay_share", "performance_measure",
        "gift_response", "switching_cost", "uptake_low", "content_variety",
    }  # fmt: skip


def test_what_growth_is_given_by_is_fitted_and_what_no_longer_moves_it_is_not() -> None:
    fitted = {name for block in BLOCKS for name in block.parameters}
    assert declarations()["progress_by_growth"].default == 1.0
    assert "progress" in fitted
    assert not fitted & {"idea_rate", "idea_step"}


def test_no_parameter_of_participatory_institutions_is_fitted() -> None:
    fitted = {name for block in BLOCKS for name in block.parameters}
    assert fitted <= set(declarations())
    parecon = {
        "meeting_hours", "council_monitoring", "dominance", "need_share", "leniency", "solidarity",
        "collusion_share", "attendance_least", "assembly_size", "delegation_loss", "outvoted_loss",
        "peer_monitoring", "sanction_cost", "open_schooling", "vote_solidarity", "onerous_pay",
        "displacement", "society_tolerance", "exchange_renewal", "dominance_in_ratings",
        "open_places", "hidden_talent", "uptake_council",
        "commons_incentive", "commons_diffusion", "swap_hours", "meetings_replaced",
    }  # fmt: skip
    assert parecon <= set(declarations())
    assert not fitted & parecon


@pytest.mark.parametrize("entry", load_interventions(), ids=lambda entry: entry.name)
def test_an_intervention_fits_the_baseline_and_changes_it(entry) -> None:
    baseline = load_scenario("capitalism")
    control = entry.control(baseline, shipped("interventions").parent)
    changed = load_scenario(control, dict(entry.change))
    assert changed.digest != control.digest
    assert set(entry.sectors) <= set(control.sectors)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('moment = "unemployment_rate"', 'moment = "unemployment"', "'unemployment_rate'"),
        ("low = 0.04", "low = 0.09", "low <= central <= high"),
        ('use = "check"', 'use = "fitt"', "'fit'"),
        ("central = 0.05", 'central = "much"', "facts.jobless.central"),
        ("central = 0.05", "centre = 0.05", "there is no such key"),
        ('unit = "share"\n', "", "facts.jobless.unit is missing"),
        ("[[facts]]", "[[fact]]", "[[facts]]"),
    ],
)  # fmt: skip
def test_a_mistake_in_facts_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in FACT
    path = written(tmp_path, FACT.replace(old, new))
    with pytest.raises(EvidenceError) as error:
        load_facts(path)
    assert message in str(error.value)
    assert "table.toml" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("monitoring = 0.1", "monitorin = 0.1", "did you mean 'monitoring'"),
        ("monitoring = 0.1", "monitoring = 3.0", "from 0 to 1"),
        ("months = 12", "months = 12\nfirst = 13", "first = 13 lies beyond months = 12"),
        ('effect = "effort"', 'effect = "joy"', "interventions.watch_less.effect"),
        ("published = 1.0", "published = 5.0", "low <= published <= high"),
        ('"watch_less"', '"watch less"', "must be a word in quotes"),
    ],
)
def test_a_mistake_in_interventions_is_named(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    path = written(tmp_path, INTERVENTION.replace(old, new))
    with pytest.raises(EvidenceError) as error:
        load_interventions(path)
    assert message in str(error.value)


def test_a_name_stands_once(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="stands twice"):
        load_facts(written(tmp_path, FACT + FACT))


def test_a_sector_that_is_not_there_is_named(tmp_path: Path) -> None:
    text = INTERVENTION + '[interventions.setting.sectors]\n"nowhere.toml" = 1.0\n'
    (entry,) = load_interventions(written(tmp_path, text))
    with pytest.raises(Exception, match=r"nowhere\.toml") as error:
        entry.control(load_scenario("capitalism"), tmp_path)
    assert isinstance(error.value, ScenarioError) or "sector" in str(error.value)
