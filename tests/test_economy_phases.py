"""The month: its phases in the order of the model, who observes them, and what it leaves to see."""

from __future__ import annotations

import re
from pathlib import Path

import mesa
import numpy as np
import pytest
from mesa.experimental.mesa_signals import ObservableSignals

from sim.economy import PHASES, Economy

SMALL = {"workers": 200, "burn_in": 3, "months": 6}
ODD = Path(__file__).parents[1] / "docs" / "odd.md"


def economy(name: str = "parecon", **changes: object) -> Economy:
    return Economy(name, **{"seed": 1, **SMALL, **changes})


def test_the_table_of_the_model_document_lists_the_phases_in_their_order() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", ODD.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(str(number), phase.name) for number, phase in enumerate(PHASES, start=1)]


def test_the_sections_of_each_phase_are_those_that_its_method_names() -> None:
    for phase in PHASES:
        said = re.findall(
            r"(?:10|[45])(?:\.\d+)?", (phase.function.__doc__ or "").partition("(model")[2]
        )
        assert not said or set(said) == set(phase.sections), phase.name


def test_observers_are_called_after_their_phase_in_the_order_of_the_month() -> None:
    model, calls = economy(), []
    for phase in reversed(PHASES):
        model.observe(phase.name, lambda seen, name=phase.name: calls.append((name, seen)))
    model.step()
    assert calls == [(phase.name, model) for phase in PHASES]


def test_several_observe_the_same_phase_and_each_ends_by_itself() -> None:
    model, calls = economy(), []
    first = model.observe("production", lambda _: calls.append("first"))
    with model.observe("production", lambda _: calls.append("second")):
        model.step()
    model.step()
    first.close()
    first.close()
    model.step()
    assert calls == ["first", "second", "first"]


def test_an_observer_may_end_its_own_observation() -> None:
    model, calls = economy(), []

    def once(_: Economy) -> None:
        calls.append("once")
        observation.close()

    observation = model.observe("demand", once)
    model.observe("demand", lambda _: calls.append("always"))
    model.step()
    model.step()
    assert calls == ["once", "always", "always"]


def test_an_observer_sees_what_the_phase_has_done() -> None:
    model, outputs = economy(), []
    model.observe("overheads", lambda m: outputs.append(m.state.workplaces.output.sum()))
    model.observe("production", lambda m: outputs.append(m.state.workplaces.output.sum()))
    model.step()
    before, after = outputs
    assert before == 0.0 < after
    assert after == model.state.workplaces.output.sum()


def test_observers_stay_with_the_economy_they_were_given_to() -> None:
    model, calls = economy(), []
    model.observe("production", calls.append)
    fork = model.fork()
    fork.step()
    assert calls == []
    model.step()
    assert calls == [model]


def test_a_phase_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"no phase 'produktion'.*did you mean 'production'\?"):
        economy().observe("produktion", print)


def test_signals_of_mesa_are_observed_as_in_any_model() -> None:
    model, times = economy(), []

    def note(signal: object) -> None:
        times.append(model.time)

    model.observe("time", ObservableSignals.CHANGED, note)
    model.step()
    assert len(times) == 1
    assert isinstance(model, mesa.Model)


def test_a_subclass_may_have_a_phase_of_its_own() -> None:
    class Idle(Economy):
        def production(self) -> None:
            self.state.workplaces.output[:] = 7.0

    model = Idle("capitalism", seed=1, **SMALL)
    model.step()
    assert (model.state.workplaces.output == 7.0).all()


def test_the_proposal_of_the_month_can_be_looked_at_after_it() -> None:
    model = economy()
    for _ in range(3):
        model.step()
        assert model.proposal is None
        assert model.approved is None
    model.step()
    assert model.proposal is not None
    assert model.approved is not None
    assert model.approved.shape == (len(model.state.workplaces),)
    assert model.approved.sum() == model.state.flows.votes_passed > 0
    members = model.state.workplaces.members
    moved = model.proposal.amount[: members.sum()][np.repeat(model.approved, members)].sum()
    assert moved == pytest.approx(model.state.flows.swapped_hours, rel=1e-12)
    assert moved > 0.0


def test_under_a_division_that_proposes_nothing_there_is_no_proposal() -> None:
    model = economy(burn_in=0, **{"institutions.division": "rotation"})
    model.step()
    assert model.proposal is None
    assert model.approved is None
