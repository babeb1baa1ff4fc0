"""The simulator as a model of EMA Workbench."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import DesignError, ScenarioError
from sim.parameters import declarations
from sim.rules import INSTITUTION_RULES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of optional parts that are not installed
    from ema_workbench import Constant, perform_experiments

TINY = {"workers": 100, "months": 4, "burn_in": 2}


def names(given: Any) -> list[str]:
    return [one.name for one in given]


def test_uncertainties_have_the_declared_priors() -> None:
    model = sim.ema_model(**TINY)
    declared = declarations()
    assert set(names(model.uncertainties)) == set(declared)
    for one in model.uncertainties:
        prior = declared[one.name].distribution
        at = np.array([0.0, 0.1, 0.5, 0.9, 1.0])
        np.testing.assert_allclose(one.dist.ppf(at), prior.ppf(at), rtol=1e-9, atol=1e-12)
        assert (one.lower_bound, one.upper_bound) == pytest.approx(prior.ends)
    uniform = sim.ema_model(parameters=["idea_rate"], priors="uniform", **TINY)
    (one,) = uniform.uncertainties
    assert one.dist.ppf(0.5) == pytest.approx(
        (declared["idea_rate"].low + declared["idea_rate"].high) / 2
    )


def test_what_is_held_is_not_uncertain() -> None:
    held = sim.ema_model(overrides={"crowding": 0.2}, **TINY)
    assert "crowding" not in names(held.uncertainties)
    assert held.function.scenarios[0].parameters.crowding == 0.2


def test_a_model_can_be_sent_to_other_processes() -> None:
    model = sim.ema_model(parameters=["crowding", "idea_rate"], **TINY)
    for one in (model.function, list(model.uncertainties)):
        pickle.loads(pickle.dumps(one))
    again = pickle.loads(pickle.dumps(list(model.uncertainties)[1]))
    assert again.dist.ppf(0.3) == list(model.uncertainties)[1].dist.ppf(0.3)


def test_a_design_brings_what_it_varies_and_its_size() -> None:
    design = sim.load_design(
        {
            "name": "mine",
            "scenarios": ["parecon"],
            "replicates": 3,
            "seed": 7,
            **TINY,
            "latin_hypercube": {
                "samples": 4,
                "parameters": ["crowding"],
                "ranges": {"monitoring": [0.2, 0.4]},
                "institutions": {"pay": ["market", "equal"]},
            },
        }
    )
    model = sim.ema_model(design, outcomes=["effort"])
    assert set(names(model.uncertainties)) == {"crowding", "monitoring"}
    monitoring = next(one for one in model.uncertainties if one.name == "monitoring")
    assert monitoring.lower_bound == pytest.approx(0.2)
    (lever,) = model.levers
    assert [category.value for category in lever.categories] == ["market", "equal"]
    assert {one.name: one.value for one in model.constants} == {"seed": 7, "replicates": 3}
    assert names(model.outcomes) == ["effort"]
    assert model.function.scenarios[0].workers == TINY["workers"]


def test_experiments_are_those_of_the_simulator() -> None:
    model = sim.ema_model(parameters=["crowding"], levers=["pay"], outcomes=["effort"], **TINY)
    assert names(model.outcomes) == [
        "gap", "effort_difference", "effort_capitalism", "effort_parecon",
    ]  # fmt: skip
    (lever,) = model.levers
    assert [one.value for one in lever.categories] == INSTITUTION_RULES["pay"]
    model.constants = [Constant("seed", 5), Constant("replicates", 1)]
    experiments, outcomes = perform_experiments(model, scenarios=1, policies=1)
    row = experiments.iloc[0]
    changes = {"crowding": float(row["crowding"]), "institutions.pay": row["institutions_pay"]}
    effort, log_output = [], []
    for name in ("capitalism", "parecon"):
        monthly = sim.run(sim.load_scenario(name, {**TINY, **changes}), seed=5).monthly
        last = monthly[monthly["month"] > 1]
        effort.append(last["effort"].mean())
        log_output.append(100.0 * np.log(last["output_per_hour"]).mean())
    assert outcomes["effort_capitalism"][0] == pytest.approx(effort[0])
    assert outcomes["effort_difference"][0] == pytest.approx(effort[1] - effort[0])
    assert outcomes["gap"][0] == pytest.approx(log_output[1] - log_output[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"outcomes": ["efort"]}, r"no outcome 'efort'.*effort"),
        ({"horizon": "year_20"}, r"no horizon 'year_20'.*long_run"),
        ({"levers": ["wages"]}, r"no institution 'wages'.*pay"),
        ({"parameters": ["crowdin"]}, r"crowding"),
        ({"scenarios": []}, r"no scenario"),
        ({"replicates": 0}, r"replicates"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises((DesignError, ScenarioError), match=message):
        sim.ema_model(**{"parameters": ["crowding"], **TINY, **arguments})


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ema.find_spec", lambda name: None)
    with pytest.raises(DesignError, match=r"ema_workbench.*pip install ema-workbench"):
        sim.ema_model(**TINY)
