"""Moments measured on cases with known answers, and against independent computations."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sim
from sim.evidence import MOMENTS, RESPONSES, Observation, load_interventions, observe
from sim.evidence.cross_section import correlation, cross_section, jobs_of, within
from sim.evidence.effects import effect_of
from sim.evidence.moments import growth_per_year, job_finding_share, mean_of_known
from sim.evidence.processes import adoption_half_life, progress_ratio_of_a_novice
from sim.study.economy_tables import people_table

SMALL = {"workers": 400, "burn_in": 12, "months": 24}


@pytest.fixture(scope="module")
def economy() -> sim.Economy:
    economy = sim.Economy("capitalism", seed=3, agent_interval=0, **SMALL)
    for _ in range(12):
        economy.step()
    return economy


def test_growth_is_the_slope_of_a_straight_line() -> None:
    assert growth_per_year(0.3 + 0.001 * np.arange(48)) == pytest.approx(1.2)
    assert math.isnan(growth_per_year(np.zeros(1)))


def test_a_mean_leaves_out_the_months_that_do_not_define_it() -> None:
    assert mean_of_known(np.array([0.5, np.nan, 1.0])) == 0.75
    assert math.isnan(mean_of_known(np.full(3, np.nan)))


def test_job_finding_explains_all_where_only_it_varies_and_nothing_where_it_does_not() -> None:
    wave = 0.25 + 0.05 * np.sin(np.arange(120) / 9.0)
    steady = np.full(120, 0.02)
    assert job_finding_share(steady, wave) == pytest.approx(1.0)
    assert job_finding_share(0.02 + 0.1 * (wave - 0.25), np.full(120, 0.25)) == pytest.approx(0.0)
    assert math.isnan(job_finding_share(steady, np.full(120, 0.25)))
    assert math.isnan(job_finding_share(steady[:20], wave[:20]))


def test_half_of_a_lead_is_made_up_after_the_half_life_of_the_gap() -> None:
    for diffusion in (0.004, 0.0072, 0.05):
        exact = math.log(2.0) / -math.log1p(-diffusion) / 12.0
        assert adoption_half_life(diffusion) == pytest.approx(exact, abs=1.0 / 12.0)
    assert adoption_half_life(0.0) == math.inf


def test_a_novice_learns_as_the_law_of_learning_says(economy: sim.Economy) -> None:
    parameters = economy.state.parameters
    skill = [
        1.0 - (1.0 - parameters.untrained_skill) * (1.0 - parameters.learning) ** month
        for month in (6, 12, 24, 48)
    ]
    ratios = np.array(skill[:-1]) / np.array(skill[1:])
    expected = float(np.exp(np.log(ratios).mean()))
    assert progress_ratio_of_a_novice(economy.state) == pytest.approx(expected, rel=1e-12)


def test_deviations_inside_groups_have_no_mean() -> None:
    values, group = np.array([1.0, 3.0, 10.0]), np.array([0, 0, 2])
    np.testing.assert_allclose(within(values, group), [-1.0, 1.0, 0.0])


def test_a_correlation_needs_variation() -> None:
    rising = np.arange(5.0)
    assert correlation(rising, 3.0 - 2.0 * rising) == pytest.approx(-1.0)
    assert math.isnan(correlation(rising, np.ones(5)))
    assert correlation(rising, np.array([0.0, 1.0, np.nan, 3.0, 4.0])) == pytest.approx(1.0)


def test_the_cross_section_agrees_with_the_table_of_people(economy: sim.Economy) -> None:
    found = cross_section(economy.state)
    people = people_table(economy)
    at_work = people[people["status"] == "employed"]
    assert found["engaged_share"] == pytest.approx((at_work["alienation"] < 1 / 3).mean())
    assert found["disengaged_share"] == pytest.approx((at_work["alienation"] > 2 / 3).mean())
    assert found["empowerment_desirability_correlation"] == pytest.approx(
        at_work["empowerment"].corr(at_work["desirability"])
    )
    assert found["pay_desirability_correlation"] == pytest.approx(
        np.log(at_work["hourly_pay"]).corr(at_work["desirability"])
    )
    sizes = at_work.groupby("workplace").size()
    assert found["workplace_size_dispersion"] == pytest.approx(np.log(sizes).std(ddof=0))


def test_performance_adds_up_to_effective_labour_per_task_when_everyone_has_one(
    economy: sim.Economy,
) -> None:
    state = economy.state
    jobs = jobs_of(state)
    people, employed = state.people, len(jobs.pay)
    for row in range(0, employed, 37):
        sector = state.workplaces.sector[people.workplace[row]]
        expected = 0.0
        for task in range(state.sectors.task_count[sector]):
            skill = people.skill[row, state.sectors.domain[sector, task]]
            efficiency = skill ** state.sectors.complexity[sector, task]
            expected += people.hours[row, task] * efficiency
        expected *= people.productive_time[row] * people.effort[row] / people.hours[row].sum()
        assert jobs.performance[row] == pytest.approx(expected, rel=1e-12)


def test_pay_by_occupation_and_its_spread_agree_with_pandas(economy: sim.Economy) -> None:
    found, jobs = cross_section(economy.state), jobs_of(economy.state)
    table = pd.DataFrame(
        {
            "occupation": jobs.occupation,
            "pay": jobs.pay,
            "performance": jobs.performance,
            "complexity": jobs.complexity,
        }
    )
    expert = table["complexity"] >= 1.0
    ratio = table.loc[expert, "pay"].mean() / table.loc[~expert, "pay"].mean()
    assert found["expert_job_pay_ratio"] == pytest.approx(ratio)
    groups = table.groupby("occupation").agg(
        size=("pay", "size"), pay=("pay", "mean"), complexity=("complexity", "mean"),
        mean=("performance", "mean"), spread=("performance", lambda values: values.std(ddof=0)),
    )  # fmt: skip
    years = 1.0 + 11.0 * (groups["complexity"] - 0.05) / 2.45
    slope = np.polyfit(years, np.log(groups["pay"]), 1, w=np.sqrt(groups["size"]))[0]
    assert found["return_to_preparation"] == pytest.approx(100.0 * slope)
    large = groups[groups["size"] >= 5]
    spread = np.average(large["spread"] / large["mean"], weights=large["size"])
    assert found["performance_dispersion"] == pytest.approx(spread)


def test_an_observation_holds_every_response_and_moment(economy: sim.Economy) -> None:
    found = observe(economy.fork(), Observation(24, 1, moments=True))
    assert list(found) == [*RESPONSES, *MOMENTS]
    assert all(math.isfinite(value) for name, value in found.items() if name in RESPONSES)
    apart = observe(economy.fork(), Observation(24, 13))
    assert list(apart) == list(RESPONSES)
    assert apart["effort"] != found["effort"]


def test_pay_by_performance_is_as_common_as_the_parameter_says() -> None:
    for share in (0.0, 0.35, 1.0):
        overrides = {"performance_pay_share": share}
        scenario = sim.load_scenario("capitalism", overrides, workers=300, burn_in=0, months=12)
        found = observe(sim.Economy(scenario), Observation(12, 1, moments=True))
        assert found["performance_pay_share"] == share


def test_means_of_an_observation_are_those_of_the_indicators(economy: sim.Economy) -> None:
    found = observe(economy.fork(), Observation(12, 1, moments=True))
    other = economy.fork()
    for _ in range(12):
        other.step()
    months = other.monthly.tail(12)
    assert found["unemployment_rate"] == pytest.approx(months["unemployment_rate"].mean())
    assert found["wealth_gini"] == pytest.approx(months["wealth_gini"].mean())
    assert found["effort"] == pytest.approx(months["effort"].mean())
    for share in ("job_loss_share", "untrained_share", "untrained_share_of_licensed"):
        assert 0.0 < found[share] < 1.0
        assert found[share] == pytest.approx(months[share].mean())
    assert found["log_output_per_hour"] == pytest.approx(np.log(months["output_per_hour"]).mean())


def test_an_observation_of_one_sector_leaves_the_others_out(economy: sim.Economy) -> None:
    everywhere = observe(economy.fork(), Observation(3))
    school = observe(economy.fork(), Observation(3, sectors=("school",)))
    others = tuple(name for name in economy.sector_names if name != "school")
    rest = observe(economy.fork(), Observation(3, sectors=others))
    low, high = sorted((school["effort"], rest["effort"]))
    assert low < everywhere["effort"] < high


def test_effects_of_made_up_responses() -> None:
    without = {
        "log_output_per_hour": 0.0, "effort": 0.5, "cost_of_job_loss": 0.2, "growth": 1.0,
        "effort_of_rote": 0.5, "job_quality_of_rote": 0.3, "job_quality_spread_before": 0.2,
    }  # fmt: skip
    with_it = {
        "log_output_per_hour": math.log(1.1), "effort": 0.55, "cost_of_job_loss": 0.4,
        "growth": 1.4, "effort_of_rote": 0.5 * math.exp(0.06), "job_quality_of_rote": 0.5,
        "job_quality_spread_before": 0.2,
    }  # fmt: skip
    kinds = {
        "output_per_hour": 10.0,
        "effort": 10.0,
        "growth": 0.4,
        "effort_elasticity": math.log(1.1) / math.log(2.0),
        "own_effort_per_standard_deviation": 6.0,
    }
    (any_entry, *_) = load_interventions()
    for kind, expected in kinds.items():
        entry = replace(any_entry, effect=kind)
        assert effect_of(entry, without, with_it) == pytest.approx(expected)
    same = replace(any_entry, effect="effort_elasticity")
    assert math.isnan(effect_of(same, without, without))


def test_qualifications_agree_with_the_table_of_people(economy: sim.Economy) -> None:
    found = cross_section(economy.state)
    people = people_table(economy)
    at_work = people[people["status"] == "employed"]
    trained = at_work["expert_domain"] >= 0
    assert 0.0 < found["underqualified_share"] < 1.0
    expert_jobs = found["underqualified_share"] + trained.mean() - found["overqualified_share"]
    assert found["expert_job_share"] == pytest.approx(expert_jobs)


def test_the_return_to_schooling_is_the_slope_that_pay_was_made_with(
    economy: sim.Economy,
) -> None:
    state = economy.state.copy()
    people, employed = state.people, int(state.workplaces.offsets[-1])
    draws = np.random.default_rng(1)
    people.schooling[:employed] = draws.uniform(0.0, 2.0, employed)
    years = people.schooling + (people.expert >= 0) * state.parameters.train_months / 12.0
    age = people.age / 12.0
    people.hourly_pay[:employed] = np.exp(0.09 * years + 0.02 * age - 0.0002 * age**2)[:employed]
    assert cross_section(state)["return_to_schooling"] == pytest.approx(9.0)
    people.schooling[:], people.expert[:] = 0.0, -1
    assert math.isnan(cross_section(state)["return_to_schooling"])


def test_meetings_cost_no_time_since_they_replace_others() -> None:
    (entry,) = [one for one in load_interventions() if one.name == "participatory_meetings"]
    assert dict(entry.change) == {"consultation": 1.0}
    assert entry.months == 3
