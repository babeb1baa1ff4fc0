"""The contract that every shipped rule keeps, and what is said of rules that break it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.errors import ScenarioError
from sim.institutions import registered
from sim.institutions.building_blocks import (
    assign_by_skill,
    everywhere,
    mean_by_workplace,
    mean_mix,
    members_of,
    uniform_draws,
)
from sim.institutions.decisions import Council, Manager
from sim.institutions.division import Balanced, Hierarchical, Rotation
from sim.institutions.education import Open
from sim.institutions.employment import JobGuarantee, LabourMarket
from sim.institutions.innovation import Commons
from sim.institutions.pay import Equal, Market
from sim.institutions.protocols import OverheadRates
from sim.rules import SHIPPED_RULES
from sim.state import Status
from sim.testing import ContractError, check_institution
from sim.testing.permissions import MAY_CHANGE
from sim.testing.snapshots import by_person
from tests.model.test_accounting import advanced

SHORT = {"workers": 200, "months": 4, "burn_in": 2}


@pytest.mark.parametrize(
    ("switch", "name"),
    [(switch, name) for switch, names in SHIPPED_RULES.items() for name in names],
)
def test_every_shipped_rule_keeps_the_contract(switch: str, name: str) -> None:
    check_institution(switch, registered(switch, name), workers=300, months=8)


def test_permissions_name_what_there_is() -> None:
    there = by_person(advanced("capitalism", months=1).state)
    for switch, names in MAY_CHANGE.items():
        assert switch in SHIPPED_RULES
        assert names - set(there) == set()


def broken(base: type[Any], **methods: Callable[..., Any]) -> type[Any]:
    """Return a rule that does what the base does, and then something it must not."""

    def after(name: str, mistake: Callable[..., Any]) -> Callable[..., Any]:
        def method(self: Any, *arguments: Any) -> Any:
            answer = getattr(super(rule, self), name)(*arguments)
            return mistake(answer, *arguments)

        return method

    rule = type("Broken", (base,), {name: after(name, one) for name, one in methods.items()})
    return rule


def hours_lost(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours[0] *= 0.5


def hours_shifted(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours[0] = np.roll(state.people.hours[0], 1)


def hours_negative(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours[0, 0] -= 2.0
    state.people.hours[0, 1] += 2.0


def hours_without_work(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours[-1, 0] = 1.0


def others_skill(answer: Any, state: Any, *_: Any) -> None:
    state.people.skill[3] *= 1.1


def replaced(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours = state.people.hours.astype(np.float32)


def transposed(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours = np.asfortranarray(state.people.hours)


def narrowed(answer: Any, state: Any, *_: Any) -> None:
    state.people.hours = state.people.hours[:, :5].copy()


def listed(answer: Any, state: Any, *_: Any) -> None:
    state.people.voice = state.people.voice.tolist()


def not_a_number(answer: Any, state: Any, *_: Any) -> None:
    state.people.voice[0] = np.nan


def too_much_voice(answer: Any, state: Any, *_: Any) -> None:
    state.people.voice[0] = 1.5


def doubled(answer: Any, state: Any, *_: Any) -> None:
    state.people.person[0] = state.people.person[1]


def move_rows(people: Any, order: np.ndarray) -> None:
    for field in fields(people):
        if field.name != "row_of":
            array = getattr(people, field.name)
            array[...] = np.take(array, order, axis=0)
    people.row_of[people.person] = np.arange(len(order))


def reordered(answer: Any, state: Any, *_: Any) -> None:
    order = np.arange(len(state.people))
    order[:2] = 1, 0
    move_rows(state.people, order)


def unsorted(answer: Any, state: Any, *_: Any) -> None:
    move_rows(state.people, np.arange(len(state.people))[::-1])


def moved_by_hand(answer: Any, state: Any, *_: Any) -> None:
    state.people.status[0] = Status.UNEMPLOYED


def never_ending(answer: Any, state: Any, *_: Any) -> None:
    state.people.training_left[:] = 0


def money_made(answer: Any, state: Any, *_: Any) -> None:
    state.flows.consumption *= 1.01


def wealth_made(answer: Any, state: Any, *_: Any) -> None:
    state.people.wealth[0] += 5.0


def wealth_negative(answer: Any, state: Any, *_: Any) -> None:
    state.people.wealth[1] += state.people.wealth[0] + 1.0
    state.people.wealth[0] = -1.0


def incomes_too_high(answer: Any, state: Any, *_: Any) -> None:
    state.people.income *= 2.0


def technology_gone(answer: Any, state: Any, *_: Any) -> None:
    state.workplaces.technology[0] = 0.0


def parameters_changed(answer: Any, state: Any, *_: Any) -> None:
    state.parameters = state.parameters.replace(monitoring=0.0)


def tasks_changed(answer: Any, state: Any, *_: Any) -> None:
    state.sectors.hours_share[0, :2] = state.sectors.hours_share[0, 1::-1]


def half_an_exchange(answer: Any, state: Any, *_: Any) -> None:
    state.people.outside_partner[0] = state.people.person[1]


def failing(answer: Any, *_: Any) -> None:
    raise KeyError("mentors")


BROKEN: dict[str, tuple[str, type[Any], dict[str, Any], str]] = {
    "hours lost": (
        "division", Rotation, {"divide": hours_lost},
        r"divide as division of capitalism in month 1: everyone at work must have hours that sum",
    ),
    "hours of the wrong task": (
        "division", Hierarchical, {"divide": hours_shifted}, "every task must get its share",
    ),
    "negative hours": (
        "division", Rotation, {"divide": hours_negative}, "hours must not be negative",
    ),
    "hours without work": (
        "division", Rotation, {"divide": hours_without_work}, "without work must have no hours",
    ),
    "an exchange of one": (
        "division", Rotation, {"divide": half_an_exchange}, "must be exchanged by two people",
    ),
    "skill of others": (
        "division", Rotation, {"divide": others_skill},
        r"it changed people\.skill, which rules of division may not",
    ),
    "another type": (
        "division", Rotation, {"divide": replaced},
        r"hours became an array of float32, must stay float64; write into it with \[\.\.\.\]",
    ),
    "another order in memory": (
        "division", Rotation, {"divide": transposed}, "no longer contiguous",
    ),
    "another shape": (
        "division", Rotation, {"divide": narrowed}, r"has the shape \(200, 5\), must stay",
    ),
    "a list": ("decisions", Manager, {"update_voice": listed}, "became a list, was an array"),
    "not a number": (
        "decisions", Manager, {"update_voice": not_a_number}, "voice must be filled with finite",
    ),
    "out of range": (
        "decisions", Manager, {"update_voice": too_much_voice}, r"voice must lie in \[0, 1\]; one",
    ),
    "a person doubled": (
        "division", Rotation, {"divide": doubled}, "people were lost or doubled",
    ),
    "rows moved by another institution": (
        "pay", Market, {"distribute": reordered}, "no rule may move people; the order of",
    ),
    "rows out of order": (
        "employment", JobGuarantee, {"allocate": unsorted}, "rows must be sorted by workplace",
    ),
    "status without a workplace": (
        "employment", LabourMarket, {"allocate": moved_by_hand},
        r"it changed people\.status, which rules of employment may not",
    ),
    "training that never was": (
        "education", Open, {"train": never_ending}, "training_left must be above 0",
    ),
    "money made": (
        "pay", Market, {"distribute": money_made}, "output must equal consumption plus investment",
    ),
    "wealth made": (
        "pay", Equal, {"distribute": wealth_made}, "must grow by what is invested",
    ),
    "wealth made on entering": (
        "pay", Equal, {"enter": wealth_made}, "together must stay the same",
    ),
    "debts": (
        "pay", Market, {"distribute": wealth_negative}, "wealth must not be negative; that of one",
    ),
    "incomes beyond output": (
        "pay", Market, {"distribute": incomes_too_high}, "incomes must not exceed output",
    ),
    "technology of nothing": (
        "innovation", Commons, {"advance": technology_gone}, "technology must stay above 0",
    ),
    "other parameters": (
        "innovation", Commons, {"advance": parameters_changed}, r"changed state\.parameters",
    ),
    "other tasks": (
        "innovation", Commons, {"advance": tasks_changed}, r"changed sectors\.hours_share",
    ),
    "an error": ("innovation", Commons, {"advance": failing}, "it raised KeyError: 'mentors'"),
    "an answer where there is none": (
        "innovation", Commons, {"advance": lambda *_: 3}, "it must return nothing, not 3",
    ),
    "a probability above 1": (
        "decisions", Manager, {"monitoring": lambda *_: 1.2}, "a number from 0 to 1, not 1.2",
    ),
    "no number": (
        "decisions", Manager, {"solidarity": lambda *_: "much"}, "a finite number, not 'much'",
    ),
    "a single uptake": (
        "decisions", Council, {"uptake": lambda *_: 0.5}, "two numbers from 0 to 1, not 0.5",
    ),
    "other overheads": (
        "decisions", Council, {"overheads": lambda *_: (0.1, 0.1, 0.1)}, "return an OverheadRates",
    ),
    "an overhead above 1": (
        "decisions", Council, {"overheads": lambda *_: OverheadRates(0.1, 2.0, 0.1)},
        "meetings must be a share from 0 to 1, not 2.0",
    ),
    "a negative spell": (
        "employment", LabourMarket, {"spell_months": lambda *_: -1.0}, "of at least 0, not -1.0",
    ),
    "looking that changes something": (
        "employment", LabourMarket,
        {"insecurity": lambda answer, state: setattr(state, "job_loss_rate", 0.5) or answer},
        "it changed state.job_loss_rate, which it may not",
    ),
    "a proposal that is none": (
        "division", Balanced, {"propose": lambda *_: "swap"}, "must return a Proposal or None",
    ),
    "pay that outruns effort": (
        "pay", Market, {"performance_link": lambda *_: 1.5}, "a number from 0 to 1, not 1.5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_told_what_it_breaks(case: str) -> None:
    switch, base, methods, message = BROKEN[case]
    with pytest.raises(ContractError, match=message):
        check_institution(switch, broken(base, **methods), **SHORT)


def test_a_verdict_of_the_wrong_shape_is_told() -> None:
    rule = broken(Council, approve=lambda answer, *_: answer[:-1])
    with pytest.raises(ContractError, match=r"array of bool with the shape \(\d+,\), not an array"):
        check_institution("decisions", rule, regimes=["parecon"], **SHORT)


def test_luck_from_elsewhere_is_found_out() -> None:
    def lucky(answer: Any, state: Any, *_: Any) -> None:
        state.people.voice[0] = random.random()

    with pytest.raises(ContractError, match=r"second time: people\.voice differs from month 1 on"):
        check_institution("decisions", broken(Manager, update_voice=lucky), **SHORT)


def test_numbers_that_depend_on_threads_are_found_out() -> None:
    def threaded(answer: Any, state: Any, *_: Any) -> None:
        state.people.voice[0] = 1.0 / state.threads

    with pytest.raises(ContractError, match=r"with two threads: people\.voice"):
        check_institution("decisions", broken(Manager, update_voice=threaded), **SHORT)


class Counting(Manager):
    """Keeps something where it must not."""

    calls = 0

    def update_voice(self, state: Any) -> None:
        super().update_voice(state)
        self.calls += 1
        state.people.voice[0] = 1.0 / self.calls


def test_a_rule_that_remembers_in_itself_is_found_out() -> None:
    with pytest.raises(ContractError, match=r"keep it in state\.memory"):
        check_institution("decisions", Counting, **SHORT)


class Shared(Manager):
    """Keeps something in its class, which all economies share."""

    calls: list[int] = []  # noqa: RUF012 - the mistake that is tested

    def update_voice(self, state: Any) -> None:
        super().update_voice(state)
        self.calls.append(1)
        state.people.voice[0] = (len(self.calls) % 7) / 7


def test_a_rule_that_remembers_in_its_class_is_found_out() -> None:
    with pytest.raises(ContractError, match="the same seed gives other numbers when it is"):
        check_institution("decisions", Shared, **SHORT)


class Remembering(Rotation):
    """Remembers in the state how often each person was chosen by lot."""

    def divide(self, state: Any, proposal: Any, approved: Any) -> None:
        super().divide(state, proposal, approved)
        chosen = state.memory.setdefault("chosen", np.zeros(len(state.people), dtype=np.int64))
        rows = members_of(state, everywhere(state))
        lucky = rows[uniform_draws(state, "who is chosen", rows) < 0.1]
        chosen[state.people.person[lucky]] += 1


def test_a_rule_may_remember_in_the_state_and_draw_lots() -> None:
    check_institution("division", Remembering, **SHORT)


def test_memory_is_forked_with_the_state() -> None:
    economy = advanced("capitalism", months=1)
    economy.state.memory["mine"] = np.zeros(3)
    fork = economy.fork()
    fork.state.memory["mine"][0] = 1.0
    assert economy.state.memory["mine"][0] == 0.0


def test_a_class_that_is_no_rule_is_refused_before_anything_runs() -> None:
    with pytest.raises(ContractError, match="cannot be a rule of pay: it lacks"):
        check_institution("pay", Rotation)
    with pytest.raises(ContractError, match="no switch is called 'wages'"):
        check_institution("wages", Rotation)


def test_a_regime_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no scenario is called"):
        check_institution("division", Rotation, regimes=["utopia"])


def test_building_blocks_do_what_they_say() -> None:
    economy = advanced("capitalism", months=2)
    state = economy.state
    all_rows = members_of(state, everywhere(state))
    np.testing.assert_array_equal(all_rows, np.arange(state.workplaces.offsets[-1]))
    one = np.zeros(len(state.workplaces), dtype=bool)
    one[1] = True
    np.testing.assert_array_equal(members_of(state, one), np.arange(*state.workplaces.offsets[1:3]))
    np.testing.assert_allclose(mean_mix(state, all_rows).sum(axis=1), 1.0)
    effort = mean_by_workplace(state, state.people.effort)
    assert effort[1] == pytest.approx(state.people.effort[members_of(state, one)].mean())
    before = state.people.hours.copy()
    assign_by_skill(state, np.zeros_like(one))
    np.testing.assert_array_equal(state.people.hours, before)


def test_draws_depend_on_purpose_month_and_person_only() -> None:
    economy = advanced("capitalism", months=2)
    state = economy.state
    rows = np.arange(50)
    draws = uniform_draws(state, "one", rows)
    assert ((draws >= 0.0) & (draws < 1.0)).all()
    np.testing.assert_array_equal(draws, uniform_draws(state, "one", rows))
    np.testing.assert_array_equal(draws[::-1], uniform_draws(state, "one", rows[::-1]))
    assert not np.isin(draws, uniform_draws(state, "other", rows)).any()
    state.month += 1
    assert not np.isin(draws, uniform_draws(state, "one", rows)).any()
