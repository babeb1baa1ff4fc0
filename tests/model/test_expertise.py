"""Scarce expertise, licences, general courses and placement by training in whole economies."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Economy
from sim.errors import SectorError
from sim.sectors import load_sector
from sim.sectors.sector import Sector
from sim.state.tasks import UNLICENSED_EFFICIENCY

LICENSED = {
    "hospital": {"surgery and diagnosis", "nursing"},
    "school": {"teaching", "counselling, therapy and library"},
}
ALL = ("hospital", "aircraft_plant", "software", "school", "food_manufacturing", "warehouse")


WITHOUT = {"untrained_ceiling": 1.0, "licensing": 0.0, "placement_fit": 0.0}
"""Nothing depends on training but the skill that it leaves."""


def economy_of(scenario: str = "capitalism", months: int = 0, **changes: float) -> Economy:
    economy = Economy(
        scenario, seed=8, workers=600, burn_in=12, months=96, agent_interval=0, **changes
    )
    for _ in range(months):
        economy.step()
    return economy


def long_run(name: str, scenario: str = "capitalism", **changes: float) -> float:
    """Return the mean of an indicator over the last year of seven."""
    return float(economy_of(scenario, 84, **{**WITHOUT, **changes}).monthly[name].iloc[-12:].mean())


def test_under_the_earlier_law_training_makes_no_difference() -> None:
    tables = economy_of(**WITHOUT).state.sectors
    assert (tables.untrained_efficiency == 1.0).all()
    assert (tables.untrained_worth == 1.0).all()


@pytest.mark.parametrize(("ceiling", "scale"), [(0.7, 1.0), (0.5, 1.5)])
def test_what_is_left_without_training_is_the_ceiling_to_the_power_of_complexity(
    ceiling: float, scale: float
) -> None:
    scarce = {"untrained_ceiling": ceiling, "complexity_scale": scale, "licensing": 0.0}
    tables = economy_of(**scarce).state.sectors
    left = tables.untrained_efficiency
    np.testing.assert_allclose(
        left[tables.for_experts], ceiling ** tables.complexity[tables.for_experts]
    )
    assert (left[~tables.for_experts] == 1.0).all()
    np.testing.assert_allclose(tables.untrained_worth[tables.for_experts], ceiling)


@pytest.mark.parametrize("enforced", [0.0, 0.25, 1.0])
def test_licences_leave_a_tenth_as_far_as_the_law_is_enforced(enforced: float) -> None:
    tables = economy_of(untrained_ceiling=0.7, licensing=enforced).state.sectors
    free = 0.7**tables.complexity
    mixed = (1.0 - enforced) * free + enforced * UNLICENSED_EFFICIENCY
    expected = np.where(tables.licensed, mixed, np.where(tables.for_experts, free, 1.0))
    np.testing.assert_allclose(tables.untrained_efficiency, expected)
    worth = tables.untrained_worth ** np.maximum(tables.complexity, 0.05)
    np.testing.assert_allclose(worth, expected)


@pytest.mark.parametrize("name", ALL)
def test_licensed_tasks_of_the_shipped_sectors(name: str) -> None:
    marked = {task.name for task in load_sector(name).tasks if task.licensed}
    assert marked == LICENSED.get(name, set())
    for task in load_sector(name).tasks:
        assert not task.licensed or ("licence" in task.note or "certif" in task.note)
        assert not task.licensed or task.complexity >= 1.0


def test_licensed_must_be_true_or_false_and_survives_a_dump() -> None:
    content = load_sector("hospital").to_dict()
    assert Sector.from_dict(content) == load_sector("hospital")
    content["tasks"][0]["licensed"] = "yes"
    with pytest.raises(SectorError, match='licensed = "yes": must be true or false'):
        Sector.from_dict(content)


@pytest.mark.parametrize("scenario", ["capitalism", "parecon_no_balance"])
def test_scarce_experts_do_the_expert_work_themselves(scenario: str) -> None:
    free = long_run("untrained_share", scenario)
    scarce = long_run("untrained_share", scenario, untrained_ceiling=0.6)
    assert scarce < 0.75 * free


def test_placement_by_training_brings_experts_to_expert_work() -> None:
    scarce = long_run("untrained_share", untrained_ceiling=0.6)
    placed = long_run("untrained_share", untrained_ceiling=0.6, placement_fit=1.0)
    assert placed < 0.85 * scarce


def test_licences_bring_licensed_work_to_the_licensed() -> None:
    scarce = {"untrained_ceiling": 0.8}
    free = long_run("untrained_share_of_licensed", **scarce)
    assert long_run("untrained_share_of_licensed", **scarce, licensing=1.0) < 0.8 * free


def unavoidable_share(economy: Economy) -> float:
    """Return the licensed work that the licensed could not do full time, as a share of it."""
    people, workplaces, tables = (
        economy.state.people,
        economy.state.workplaces,
        economy.state.sectors,
    )
    exceeds, work = (
        0.0,
        float(economy.state.people.outside_hours[licensed_elsewhere(economy)].sum()),
    )
    for j, kind in enumerate(workplaces.sector):
        rows = slice(*workplaces.offsets[j : j + 2])
        hours, trained = people.hours[rows], people.expert[rows]
        for domain in np.unique(tables.domain[kind, tables.licensed[kind]]):
            tasks = tables.licensed[kind] & (tables.domain[kind] == domain)
            exceeds += max(hours[:, tasks].sum() - hours[trained == domain].sum(), 0.0)
            work += hours[:, tasks].sum()
    return exceeds / work


def licensed_elsewhere(economy: Economy) -> np.ndarray:
    """Return the rows of people who do licensed work in a second workplace."""
    people, tables = economy.state.people, economy.state.sectors
    rows = np.flatnonzero(people.outside_workplace >= 0)
    kind = economy.state.workplaces.sector[people.outside_workplace[rows]]
    return rows[tables.licensed[kind, people.outside_task[rows]]]


@pytest.mark.parametrize("scenario", ["capitalism", "parecon", "rotation"])
def test_the_unlicensed_do_only_what_the_licensed_have_no_time_for(scenario: str) -> None:
    near = {"federation_tolerance": 0.2, "federation_rate": 0.2}
    economy = economy_of(scenario, **(near if scenario == "parecon" else {}))
    shares = []
    # The first year is burn-in, under a hierarchy everywhere.
    for _ in range(60 if scenario == "parecon" else 18):
        economy.step()
        shares.append(economy.indicators["untrained_share_of_licensed"])
        assert shares[-1] == pytest.approx(unavoidable_share(economy), abs=1e-9)
    assert max(shares) < 0.2
    if scenario == "parecon":
        assert (economy.state.people.outside_partner >= 0).any()


def test_balance_takes_experts_from_expert_work_and_the_untrained_to_it() -> None:
    scarce = {"untrained_ceiling": 0.7, "placement_fit": 0.5}
    for name in ("untrained_share", "expert_routine_share"):
        hierarchy, balance = (
            long_run(name, scenario, **scarce, vote_solidarity=2.0)
            for scenario in ("parecon_no_balance", "parecon")
        )
        assert balance > 1.2 * hierarchy, name


def test_years_in_courses_add_up_over_the_working_life_and_entrants_begin_with_none() -> None:
    economy = economy_of(months=36, class_schooling=0.03)
    people = economy.state.people
    assert people.schooling.max() == pytest.approx(36 * 0.03 / 12.0)
    # Who enters can work in the same month.
    months = economy.state.month - np.maximum(people.entry_month - 1, 0)
    assert (people.schooling <= months * 0.03 / 12.0 + 1e-12).all()
    assert (people.entry_month > 0).any()
    assert economy.indicators["schooling_share"] == pytest.approx(0.03)


def test_steps_of_a_quarter_add_as_many_years_in_courses() -> None:
    quarterly = Economy(
        "capitalism", seed=8, workers=600, burn_in=12, months=12, months_per_step=3,
        class_schooling=0.03, agent_interval=0,
    )  # fmt: skip
    for _ in range(8):
        quarterly.step()
    assert quarterly.state.people.schooling.max() == pytest.approx(24 * 0.03 / 12.0)


def productive_time(economy: Economy) -> float:
    """Return the mean productive time of those at work."""
    employed = economy.state.workplaces.offsets[-1]
    return float(economy.state.people.productive_time[:employed].mean())


def test_courses_cost_time_at_once_and_bring_skill_in_time() -> None:
    none, some = (economy_of(months=1, class_schooling=share) for share in (0.0, 0.05))
    before, after = (productive_time(economy) for economy in (none, some))
    assert after == pytest.approx(before - 0.05, abs=1e-9)
    none, some = (economy_of(months=48, class_schooling=share) for share in (0.0, 0.05))
    assert some.indicators["mean_skill"] > none.indicators["mean_skill"]


def test_each_regime_has_the_courses_of_its_own_education() -> None:
    shares = {"class_schooling": 0.01, "open_schooling": 0.02}
    for scenario, share in (("capitalism", 0.01), ("parecon", 0.02)):
        economy = economy_of(scenario, 13, **shares)
        assert economy.indicators["schooling_share"] == pytest.approx(share)
