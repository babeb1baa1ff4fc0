"""How far the divisions of labour of both regimes stay behind the best (model section 10.2)."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Economy
from sim.analysis.best_division import best_division
from sim.experiments.frontier_of_balance.workforces import hours_of, workforce_of
from sim.institutions.building_blocks import assign_by_skill, everywhere
from sim.institutions.division import Hierarchical
from sim.phases import production
from sim.state import EconomyState

PROPOSED = 0.25
"""Share of directions examined at which both regimes should stay about equally far behind."""

REGIMES = ("capitalism", "parecon")


def shortfalls(economy: Economy, *, held: bool) -> list[float]:
    """Return the gain in per cent that is left in each small hospital and aircraft plant."""
    state, found = economy.state, []
    sectors = [economy.sector_names.index(name) for name in ("hospital", "aircraft_plant")]
    size = state.workplaces.members
    chosen = np.isin(state.workplaces.sector, sectors) & (size >= 10) & (size <= 40)
    for workplace in np.flatnonzero(chosen):
        people, hours = workforce_of(state, workplace), hours_of(state, workplace)
        index = people.job_index(hours) if held else None
        best = best_division(people, held_index=index)
        assert best.bound >= people.output(hours) * (1.0 - 1e-6)
        found.append(100.0 * np.log(best.output / people.output(hours)))
    return found


def behind(regime: str, share: float) -> float:
    """Return the mean shortfall of a regime after three years."""
    found = []
    for seed in range(1, 11):
        economy = Economy(
            regime, seed=seed, workers=300, burn_in=24, months=42, agent_interval=0,
            assignment_improvement=share,
        )  # fmt: skip
        for month in range(1, 67):
            economy.step()
            if month in (48, 54, 60, 66):
                found += shortfalls(economy, held=regime == "parecon")
    assert len(found) >= 20
    return float(np.mean(found))


def test_both_divisions_of_labour_are_about_equally_well_solved() -> None:
    before = {regime: behind(regime, 0.0) for regime in REGIMES}
    after = {regime: behind(regime, PROPOSED) for regime in REGIMES}
    for regime in REGIMES:
        assert before[regime] > 1.0, before
        assert after[regime] < 0.8, after
        assert after[regime] < before[regime] / 3.0
    assert abs(after["capitalism"] - after["parecon"]) < 0.5, after
    print(f"\nshortfall of output in per cent, without {before} and with improvement {after}")


@pytest.mark.parametrize("regime", REGIMES)
def test_improvement_leaves_the_work_and_the_time_of_everyone(regime: str) -> None:
    economy = Economy(
        regime, seed=3, workers=400, burn_in=6, months=12, agent_interval=0,
        assignment_improvement=1.0, federation_tolerance=0.2, federation_rate=0.2,
    )  # fmt: skip
    for _ in range(18):
        economy.step()
    state = economy.state
    employed = int(state.workplaces.offsets[-1])
    people = state.people
    own = people.hours[:employed].sum(axis=1) + people.outside_hours[:employed]
    np.testing.assert_allclose(own, 1.0, rtol=0.0, atol=1e-9)
    work = np.zeros((len(state.workplaces), 8))
    np.add.at(work, people.workplace[:employed], people.hours[:employed])
    away = np.flatnonzero(people.outside_workplace >= 0)
    spot = people.outside_workplace[away], people.outside_task[away]
    np.add.at(work, spot, people.outside_hours[away])
    wanted = state.sectors.hours_share[state.workplaces.sector] * state.workplaces.members[:, None]
    np.testing.assert_allclose(work, wanted, rtol=0.0, atol=1e-6)


def test_a_hierarchy_that_comes_into_force_keeps_what_improvement_has_found() -> None:
    economy = Economy("capitalism", seed=1, workers=300, burn_in=12, months=1, agent_interval=0)
    for _ in range(12):
        economy.step()

    def output(state: EconomyState) -> float:
        production.advance(state)
        return float(state.workplaces.output.sum())

    entered, sorted_only = economy.state.copy(), economy.state.copy()
    Hierarchical().enter(entered)
    assign_by_skill(sorted_only, everywhere(sorted_only))
    before, after, lost = output(economy.state), output(entered), output(sorted_only)
    assert lost < 0.98 * before
    assert after > lost + 0.8 * (before - lost)
