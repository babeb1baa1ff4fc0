"""Councils without balanced jobs can decay to rule by the empowered, and can hold (10.6)."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Economy
from sim.kernels.habits import follow_jobs
from sim.kernels.voting import voice_in_council
from sim.parameters import declarations
from sim.parameters.alternatives.alternative import Alternative
from sim.parameters.alternatives.voice import VOICE
from sim.phases import participation
from sim.state import People, Status
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world
from tests.reference.test_voice import EVERYTHING_ACTS

EMPOWERED, ROTE = 2, 8
HIGH, LOW = 0.9, 0.2
MEAN = (EMPOWERED * HIGH + ROTE * LOW) / (EMPOWERED + ROTE)


def months_of_two_types(
    months: int, adjustment: float, dominance: float, least: float, begin: float = 1.0
) -> np.ndarray:
    """Return voice of the empowered and of the others after each month, shape (months, 2)."""
    economy = economy_of(
        make_world(1, workplaces=1), competence_adjustment=adjustment, schooling_competence=0.0
    )
    members = EMPOWERED + ROTE
    people = economy.people = People.allocate(members)
    people.status[:], people.competence[:], people.heard[:] = Status.EMPLOYED, begin, 1.0
    people.empowerment[:] = [HIGH] * EMPOWERED + [LOW] * ROTE
    offsets = np.array([0, members])
    path = np.empty((months, 2))
    for month in range(months):
        follow_jobs(0, members, economy)
        terms = (0.5, dominance, 0.0, least, 50.0, 0.0, 0.0)
        voice_in_council(0, 1, offsets, people.competence, people.heard, *terms, people.voice)
        path[month] = people.voice[0], people.voice[-1]
    return path


@pytest.mark.parametrize("adjustment", [0.02, 0.1, 1.0])
@pytest.mark.parametrize(("dominance", "least"), [(1.0, 0.2), (1.0, 1.0), (0.5, 0.6), (0.0, 1.0)])
def test_voice_of_two_types_follows_its_closed_form_to_the_steady_state(
    adjustment: float, dominance: float, least: float
) -> None:
    months = 600
    path = months_of_two_types(months, adjustment, dominance, least)
    left = (1.0 - adjustment) ** np.arange(1, months + 1)
    high, low, mean = (job + (1.0 - job) * left for job in (HIGH, LOW, MEAN))
    present = [least + (1.0 - least) * competence for competence in (high, low)]
    expected = np.column_stack([present[0], present[1] * (1.0 - dominance * (1.0 - low / mean))])
    np.testing.assert_allclose(path, expected, rtol=1e-12)
    steady = (least + (1.0 - least) * LOW) * (1.0 - dominance * (1.0 - LOW / MEAN))
    assert path[-1, 1] == pytest.approx(steady, abs=1e-4)


def test_two_types_begin_as_equals_and_end_as_far_apart_as_dominance_lets_them() -> None:
    path = months_of_two_types(600, 0.02, 1.0, 0.2)
    assert path[0] == pytest.approx([1.0, 1.0], abs=0.04)
    assert (np.diff(path[:, 1]) <= 1e-15).all()
    # (.2 + .8 * .2) * .2 / .34, while by rank those without power would have nothing.
    assert path[-1, 1] == pytest.approx(0.36 * 0.2 / 0.34, abs=1e-4)
    held = months_of_two_types(600, 0.02, 0.0, 1.0)
    np.testing.assert_allclose(held, 1.0, rtol=1e-12)


def voice_of_the_once_disempowered(scenario: str, **parameters: float) -> tuple[float, ...]:
    """Return mean voice in the first and in the last of six years, and by rank in the last month.

    Everybody begins with full competence, as after a time in which all took part in everything.
    """
    economy = Economy(
        scenario, seed=4, workers=400, burn_in=12, months=72, agent_interval=0, **parameters
    )
    for _ in range(12):
        economy.step()
    people = economy.state.people
    people.competence[:] = 1.0
    voices = []
    for _ in range(72):
        economy.step()
        below = (people.once_disempowered == 1) & (people.status == 0)
        voices.append(people.voice[below].mean())
    p = economy.state.parameters
    rank = (people.empowerment[below] - p.voice_low) / (p.voice_high - p.voice_low)
    by_rank = np.clip(rank, 0.0, 1.0).mean()
    return float(np.mean(voices[:12])), float(np.mean(voices[-12:])), float(by_rank)


BY_RANK = {
    "competence_adjustment": 1.0,
    "dominance": 1.0,
    "attendance_least": 1.0,
    "delegation_loss": 0.0,
    "untrained_ceiling": 1.0,
    "licensing": 0.0,
}
"""All attend, and what their jobs give counts at once; balance costs little, so that it is voted
for."""

DOMINATED = {
    "competence_adjustment": 0.1,
    "dominance": 1.0,
    "attendance_least": 0.2,
    "society_reference": 1.0,
}


def test_without_balanced_jobs_voice_decays_towards_rank_voice() -> None:
    first, last, by_rank = voice_of_the_once_disempowered("parecon_no_balance", **DOMINATED)
    assert last < 0.6 * first
    assert last - by_rank < 0.25 * (1.0 - by_rank)


def test_without_dominance_voice_holds_whatever_the_jobs() -> None:
    free = {**DOMINATED, "dominance": 0.0, "attendance_least": 1.0, "delegation_loss": 0.0}
    first, last, by_rank = voice_of_the_once_disempowered("parecon_no_balance", **free)
    assert first == pytest.approx(1.0, rel=1e-12)
    assert last == pytest.approx(1.0, rel=1e-12)
    assert by_rank < 0.5


def test_balanced_jobs_keep_up_the_voice_that_unbalanced_ones_lose() -> None:
    # Balance costs little here, so that councils vote for it.
    cheap = {"untrained_ceiling": 1.0, "licensing": 0.0}
    inside = {**DOMINATED, **cheap, "society_reference": 0.0}
    _, balanced, _ = voice_of_the_once_disempowered("parecon", **inside)
    _, unbalanced, _ = voice_of_the_once_disempowered("parecon_no_balance", **inside)
    assert balanced > unbalanced + 0.1


def test_who_comes_from_disempowering_jobs_speaks_less_where_jobs_are_not_balanced() -> None:
    shares = {}
    for scenario in ("parecon", "parecon_no_balance"):
        economy = Economy(
            scenario, seed=4, workers=400, burn_in=12, months=60, agent_interval=0, **BY_RANK
        )
        for _ in range(72):
            economy.step()
        table = economy.monthly.tail(12).mean()
        shares[scenario] = table["speaking_share"]
        assert table["attendance"] == 1.0
    # Without balance the others speak more than their share; with it, nearly as much.
    assert shares["parecon_no_balance"] < shares["parecon"] - 0.1
    assert shares["parecon"] == pytest.approx(1.0, abs=0.1)


def test_origins_are_noted_when_the_institutions_come_in_and_entrants_count_as_disempowered() -> (
    None
):
    economy = Economy("parecon", seed=4, workers=400, burn_in=6, months=24, agent_interval=0)
    for _ in range(6):
        economy.step()
    people, employed = economy.state.people, int(economy.state.workplaces.offsets[-1])
    empowerment = people.empowerment[:employed]
    below = set(people.person[:employed][empowerment < empowerment.mean()].tolist())
    without = set(people.person[employed:].tolist())
    for _ in range(24):
        economy.step()
    entrants = set(people.person[people.entry_month > 6].tolist())
    noted = set(people.person[people.once_disempowered == 1].tolist())
    assert noted == below | without | entrants
    assert entrants


def test_consultation_is_used_as_far_as_competence_allows() -> None:
    means = []
    for least in (1.0, 0.2):
        economy = Economy(
            "capitalism",
            seed=4,
            workers=300,
            burn_in=6,
            months=6,
            agent_interval=0,
            consultation=1.0,
            attendance_least=least,
        )
        for _ in range(12):
            economy.step()
        means.append(economy.state.people.voice[: economy.state.workplaces.offsets[-1]].mean())
    assert means[0] == pytest.approx(1.0)
    assert 0.3 < means[1] < 0.8


def test_a_sanction_disciplines_where_no_job_can_be_lost_and_watching_takes_time() -> None:
    def last_year(**parameters: float) -> dict[str, float]:
        economy = Economy(
            "parecon", seed=4, workers=300, burn_in=12, months=36, agent_interval=0, **parameters
        )
        for _ in range(48):
            economy.step()
        table = economy.monthly.tail(12).mean()
        return {"effort": table["effort"], "time": table["supervision_share"]}

    without, watched = (last_year(peer_monitoring=share, sanction_cost=0.0) for share in (0.0, 0.5))
    sanctioned = last_year(peer_monitoring=0.5, sanction_cost=0.1)
    cost = 0.1 * 0.5
    assert watched["time"] == pytest.approx(without["time"] + cost, rel=1e-9)
    assert sanctioned["effort"] > watched["effort"] + 0.01
    selected = last_year(joining_selection=0.5, peer_monitoring=0.0, sanction_cost=0.0)
    assert selected["effort"] > without["effort"] + 0.02


@pytest.mark.parametrize("months", [1, 3])
def test_competence_and_habits_change_as_fast_in_months_whatever_the_step(months: int) -> None:
    economy = Economy(
        "capitalism",
        seed=4,
        workers=300,
        burn_in=0,
        months=12,
        months_per_step=months,
        agent_interval=0,
        competence_adjustment=0.05,
        habituation_half_life=12.0,
    )
    people = economy.state.people
    people.status[:], people.empowerment[:], people.competence[:] = 0, 0.8, 0.2
    people.alienation_total[:], people.accustomed_alienation[:] = 0.9, 0.3
    for _ in range(12 // months):
        participation.advance(economy.state)
        participation.become_accustomed(economy.state)
    np.testing.assert_allclose(people.competence, 0.8 - 0.6 * 0.95**12, rtol=1e-12)
    np.testing.assert_allclose(people.accustomed_alienation, 0.6, rtol=1e-12)


@pytest.mark.parametrize("alternative", VOICE, ids=lambda one: one.name)
def test_each_mechanism_can_be_switched_off_alone_and_makes_a_difference(
    alternative: Alternative,
) -> None:
    def months(**changes: float) -> np.ndarray:
        economy = Economy(
            "parecon",
            seed=4,
            workers=300,
            burn_in=2,
            months=10,
            agent_interval=0,
            **{**EVERYTHING_ACTS, **changes},
        )
        economy.state.people.schooling[:] = 2.0
        for _ in range(12):
            economy.step()
        return economy.monthly.to_numpy()

    off = {name: float(value) for name, value in alternative.values.items()}
    for name, value in off.items():
        declared = declarations()[name]
        assert declared.low <= value <= declared.high
    assert not np.array_equal(months(), months(**off), equal_nan=True)
