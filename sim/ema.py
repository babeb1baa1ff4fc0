"""The simulator as a model of EMA Workbench, for exploratory modelling with its tools."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Unpack

import numpy as np

from sim.analysis.factors import Factor
from sim.designs import Design
from sim.errors import DesignError, ScenarioError, choices
from sim.experiments.run.plan import run
from sim.grammar.arguments import checked
from sim.parameters import declarations
from sim.parameters.priors import DECLARED
from sim.phases.indicators import INDICATORS
from sim.rules import INSTITUTION_RULES
from sim.scenario import Scenario, load_at_point, load_scenario
from sim.study.arguments import check_counts
from sim.study.options import Options, scenario_options
from sim.study.priors import prior_over
from sim.vocabulary import LONG_RUN, horizons_of

if TYPE_CHECKING:
    from ema_workbench import Model
    from ema_workbench.em_framework.parameters import Parameter

OUTCOMES: Final = ("output_per_hour", "effort", "alienation", "income_gini", "unemployment_rate")
"""Indicators of which means are returned unless others are named."""

GAP: Final = "gap"
"""Outcome of two scenarios: output per hour of the second over the first, in log points."""

MODEL: Final = "BalancedJobs"


@dataclass(frozen=True, slots=True)
class Simulator:
    """What a model of EMA Workbench calls: one experiment in, outcomes by name out.

    It can be sent to other processes.

    Attributes
    ----------
    scenarios : tuple of Scenario
    keys : mapping of str to str
        What is varied by the name that EMA Workbench has for it.
    outcomes : tuple of str
        Indicators.
    horizon : str
    """

    scenarios: tuple[Scenario, ...]
    keys: Mapping[str, str]
    outcomes: tuple[str, ...]
    horizon: str

    def __call__(self, seed: int = 0, replicates: int = 1, **experiment: Any) -> dict[str, float]:
        """Return the means of all indicators, and the differences of two scenarios.

        Parameters
        ----------
        seed, replicates : int
            The same in all experiments mean common random numbers.
        **experiment
            Values of what is varied.
        """
        changes = {self.keys[name]: _plain(value) for name, value in experiment.items()}
        found: dict[str, float] = {}
        logs = []
        for scenario, ending in zip(self.scenarios, self.endings, strict=True):
            chosen = load_at_point(scenario, changes)
            monthly = run(chosen, seed=int(seed), replicates=int(replicates)).monthly
            first, last = horizons_of(chosen.months)[self.horizon]
            rows = monthly[monthly["month"].between(first, last)]
            found |= {f"{name}{ending}": float(rows[name].mean()) for name in self.outcomes}
            logs.append(100.0 * float(np.log(rows["output_per_hour"]).mean()))
        if len(self.scenarios) == 2:
            found[GAP] = logs[1] - logs[0]
            a, b = self.endings
            for name in self.outcomes:
                found[f"{name}_difference"] = found[f"{name}{b}"] - found[f"{name}{a}"]
        return found

    @property
    def endings(self) -> tuple[str, ...]:
        """Return what ends the outcomes of each scenario; nothing where there is one."""
        if len(self.scenarios) == 1:
            return ("",)
        return tuple(f"_{_identifier(one.name)}" for one in self.scenarios)

    @property
    def outcome_names(self) -> Iterator[str]:
        """Yield the names of all outcomes, the gap first."""
        if len(self.scenarios) == 2:
            yield GAP
            yield from (f"{name}_difference" for name in self.outcomes)
        for ending in self.endings:
            yield from (f"{name}{ending}" for name in self.outcomes)


@checked
def ema_model(
    scenarios: Design | Scenario | str | Sequence[Scenario | str] = ("capitalism", "parecon"),
    parameters: Sequence[str] | None = None,
    *,
    levers: Sequence[str] = (),
    outcomes: Sequence[str] = OUTCOMES,
    horizon: str = LONG_RUN,
    replicates: int | None = None,
    seed: int | None = None,
    priors: str = DECLARED,
    **options: Unpack[Options],
) -> Model:
    """Return the simulator as a `Model` of EMA Workbench, for `perform_experiments` and the rest.

    Parameters are its uncertainties, with the ranges and priors that they declare or that a design
    gives them; institutions are its levers; ``seed`` and ``replicates`` are its constants, so that
    all experiments have common random numbers.

    Parameters
    ----------
    scenarios : Design, Scenario, str or sequence of them
        Each is run in every experiment. A design brings its own parameters, institutions, sizes,
        seed and replicates.
    parameters : sequence of str, optional
        What is uncertain; by default what the design varies, or every parameter.
    levers : sequence of str
        Institutions, as in "pay", of which every rule may be chosen, on all sides alike.
    outcomes : sequence of str
        Indicators: their means over the months of the horizon. With two scenarios there are also
        ``gap``, output per hour of the second over the first in log points, and the difference of
        each indicator.
    horizon : str
        As in `sim.vocabulary.horizons_of`: "year_1", "year_5", "transition", "long_run", ...
    replicates, seed : int, optional
        By default those of the design, or 1 and 0.
    priors : {"declared", "uniform"}
        From which parameters are drawn where no design says it.
    **options
        ``workers``, ``months``, ``burn_in`` and ``overrides``, as in `sim.sweep`.

    Returns
    -------
    ema_workbench.Model

    Raises
    ------
    DesignError
        If EMA Workbench is not installed, or there is no such outcome, horizon or lever.
    ScenarioError
        If there is no such scenario or parameter, or a parameter cannot vary.

    Examples
    --------
    >>> import sim
    >>> model = sim.ema_model(parameters=["crowding"], workers=200, months=12, burn_in=2)
    >>> [one.name for one in model.uncertainties]
    ['crowding']
    """
    if find_spec("ema_workbench") is None:
        raise DesignError(
            "this needs ema_workbench; install with `python -m pip install ema-workbench`"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of optional parts that are not installed
        from ema_workbench import CategoricalParameter, Constant, Model, ScalarOutcome

    design = scenarios if isinstance(scenarios, Design) else None
    overrides = dict(options.get("overrides") or {})
    chosen = tuple(
        load_scenario(one, overrides, **scenario_options(options)) for one in _each(scenarios)
    )
    factors = _factors(design, parameters, priors, overrides)
    switches = [factor for factor in factors if factor.name.startswith("institutions.")]
    switches += [_lever(name) for name in levers]
    uncertain = [factor for factor in factors if factor not in switches]
    for name in outcomes:
        if name not in INDICATORS:
            raise DesignError(f"there is no outcome '{name}'; {choices(name, INDICATORS)}")
    for scenario in chosen:
        if horizon not in horizons_of(scenario.months):
            known = choices(horizon, horizons_of(scenario.months))
            raise DesignError(
                f"there is no horizon '{horizon}' in the months that are run; {known}"
            )
    count, number = _of(design, "replicates", replicates, 1), _of(design, "seed", seed, 0)
    check_counts(count, number)
    keys = {_identifier(factor.name): factor.name for factor in (*uncertain, *switches)}
    simulator = Simulator(chosen, keys, tuple(outcomes), horizon)
    model = Model(MODEL, function=simulator)
    model.uncertainties = [_parameter(factor) for factor in uncertain]
    model.levers = [
        CategoricalParameter(_identifier(factor.name), factor.values) for factor in switches
    ]
    model.constants = [Constant("seed", number), Constant("replicates", count)]
    model.outcomes = [ScalarOutcome(name) for name in simulator.outcome_names]
    return model


def _each(
    scenarios: Design | Scenario | str | Sequence[Scenario | str],
) -> Sequence[Scenario | str]:
    if isinstance(scenarios, Design):
        return scenarios.scenarios
    given = [scenarios] if isinstance(scenarios, str | Scenario) else list(scenarios)
    if not given:
        raise ScenarioError("there is no scenario; name at least one")
    return given


def _factors(
    design: Design | None,
    parameters: Sequence[str] | None,
    priors: str,
    overrides: Mapping[str, object],
) -> list[Factor]:
    """Return what is varied."""
    if design is not None and design.correlations:
        raise DesignError(
            f"the design '{design.name}' has correlations, and EMA Workbench draws its parameters "
            "independently; take them out"
        )
    if design is not None and parameters is None:
        return list(design.factors)
    names = (
        [name for name in declarations() if name not in overrides]
        if parameters is None
        else list(dict.fromkeys(parameters))
    )
    return prior_over(names, priors, overrides=overrides).factors


def _lever(name: str) -> Factor:
    switch = name.removeprefix("institutions.")
    if switch not in INSTITUTION_RULES:
        raise DesignError(f"there is no institution '{name}'; {choices(switch, INSTITUTION_RULES)}")
    return Factor.among(f"institutions.{switch}", INSTITUTION_RULES[switch])


def _of(design: Design | None, name: str, given: int | None, default: int) -> int:
    if given is not None:
        return given
    return default if design is None else int(getattr(design, name))


def _parameter(factor: Factor) -> Parameter:
    """Return a factor as a parameter of EMA Workbench, with the prior that it has."""
    from ema_workbench import CategoricalParameter, RealParameter

    name = _identifier(factor.name)
    if factor.values:
        return CategoricalParameter(name, factor.values)
    if factor.prior is None:
        return RealParameter(name, factor.low, factor.high)
    from sim.analysis.scipy_priors import Prior

    return RealParameter.from_dist(name, Prior(factor.prior)())


def _identifier(name: str) -> str:
    """Return a name that Python accepts for a variable."""
    found = re.sub(r"\W", "_", name)
    return found if found.isidentifier() else f"_{found}"


def _plain(value: Any) -> Any:
    """Return a number of NumPy as one of Python."""
    return value.item() if isinstance(value, np.generic) else value
