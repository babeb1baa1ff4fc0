"""A design of experiments: scenarios, what is varied in them, and how often each point is run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import pandas as pd

from sim.analysis import morris, sobol
from sim.analysis.distributions import Distribution
from sim.analysis.factors import Factor, Value
from sim.analysis.rank_correlation import Pair
from sim.analysis.sampling import EVEN_LEVELS, Sample, grid, latin_hypercube
from sim.errors import DesignError
from sim.parameters.priors import UNIFORM, Choice
from sim.scenario import Scenario

SINGLE: Final = "single"
"""Method of a design that varies nothing but the scenario."""

GRID: Final = "grid"

RANDOM: Final = ("latin_hypercube", "sobol", "morris")
"""Methods that draw their points."""

POINTS: Final = "points"
"""Method of a design whose points are given in a table."""

METHODS: Final = (GRID, *RANDOM, POINTS)
"""Methods that vary something; a design file has a table for at most one of them."""

DEFAULT_SAMPLES: Final = {"latin_hypercube": 100, "sobol": 64, "morris": 10}
"""Samples by method, where a design does not say."""


@dataclass(frozen=True)
class Design:
    """What a sweep runs: every scenario at every point in every replicate.

    `load_design` makes one from a file or a mapping, and checks it.

    Attributes
    ----------
    name : str
        One word; names the folder of results.
    scenarios : tuple of Scenario
        In full, all with the same workers, months and burn-in; each is run as it stands.
    method : str
        "grid", "latin_hypercube", "sobol", "morris", "points" for those of a table, or "single" for
        one point.
    factors : tuple of Factor
        What is varied: parameters, or ``institutions.<switch>``.
    title : str
        For people to read; may be empty.
    replicates : int
        Runs with independent random draws at each point; the same number means common random
        numbers.
    seed : int
        Of the points and of the runs.
    samples : int
        Points of a Latin hypercube, base samples of a Sobol design, trajectories of a Morris one.
    second_order : bool
        Whether a Sobol design has the points for indices of pairs.
    levels : int
        Levels of a Morris design.
    priors : {"declared", "uniform"}
        Distributions from which a random method draws parameters; uniform in the designs of results
        that say nothing of them, which are from before there were others.
    own : tuple of str
        Parameters for which the design gives a distribution of its own.
    rows : tuple of tuple
        Points of a table, a value per factor each; empty for other methods.
    groups : tuple of (str, str)
        Group of each factor of a Sobol design whose effect is not told apart; empty without any.
    correlations : tuple of (str, str, float)
        Rank correlation of two factors each of a Latin hypercube; all others are independent.
    """

    name: str
    scenarios: tuple[Scenario, ...]
    method: str = SINGLE
    factors: tuple[Factor, ...] = ()
    title: str = ""
    replicates: int = 1
    seed: int = 0
    samples: int = 0
    second_order: bool = False
    levels: int = EVEN_LEVELS
    priors: Choice = UNIFORM
    own: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    correlations: tuple[Pair, ...] = ()

    @property
    def point_count(self) -> int:
        """Return how many points there are, without drawing them."""
        count = len(set(dict(self.groups).values()) or self.factors)
        blocks = {
            SINGLE: 1,
            GRID: prod(len(factor.values) for factor in self.factors),
            POINTS: len(self.rows),
            "latin_hypercube": self.samples,
            "sobol": self.samples * ((2 * count if self.second_order else count) + 2),
            "morris": self.samples * (len(self.factors) + 1),
        }
        return blocks[self.method]

    @property
    def runs(self) -> int:
        """Return how many runs there are in all."""
        return self.point_count * len(self.scenarios) * self.replicates

    def points(self) -> pd.DataFrame:
        """Return the points: one row each, one column per factor."""
        if self.method == SINGLE:
            return pd.DataFrame(index=range(1))
        if self.method == GRID:
            return grid({factor.name: factor.values for factor in self.factors})
        if self.method == POINTS:
            return pd.DataFrame(self.rows, columns=[factor.name for factor in self.factors])
        return self.sample().points

    def sample(self) -> Sample:
        """Return the points of a random design with what their analysis needs.

        Raises
        ------
        DesignError
            If the design is not a random one.
        """
        if self.method == "latin_hypercube":
            return latin_hypercube(self.factors, self.samples, self.seed, self.correlations)
        if self.method == "sobol":
            return sobol.sample(
                self.factors, self.samples, self.seed, dict(self.groups), self.second_order
            )
        if self.method == "morris":
            return morris.sample(self.factors, self.samples, self.seed, self.levels)
        raise DesignError(
            f"the design '{self.name}' is a {self.method} design; one of {', '.join(RANDOM)} is "
            "needed here"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the design in full, ready for JSON; `from_dict` reads it back."""
        return self.plan() | {"scenarios": [scenario.to_dict() for scenario in self.scenarios]}

    def plan(self) -> dict[str, Any]:
        """Return the design without its scenarios, ready for JSON."""
        plain = ("name", "method", "title", "replicates", "seed", "samples", "second_order")
        content: dict[str, Any] = {
            **{key: getattr(self, key) for key in plain},
            "levels": self.levels,
            "factors": [_factor_dict(factor) for factor in self.factors],
        }
        if self.method in RANDOM:
            content |= {"priors": self.priors, "own": list(self.own)}
        if self.groups:
            content["groups"] = dict(self.groups)
        if self.correlations:
            content["correlations"] = [list(pair) for pair in self.correlations]
        if self.method == POINTS:
            content["rows"] = [list(row) for row in self.rows]
        return content

    @classmethod
    def from_dict(
        cls, content: Mapping[str, Any], other_rules: Collection[tuple[str, str]] = ()
    ) -> Design:
        """Return the design that `to_dict` described.

        Parameters
        ----------
        content : mapping
        other_rules : collection of (str, str)
            As in `Scenario.from_dict`.

        Raises
        ------
        DesignError
            If the content does not describe a design.
        ScenarioError
            If one of its scenarios is not complete.
        """
        try:
            values = dict(content)
            factors = tuple(_factor_from(factor) for factor in values.pop("factors"))
            saved = values.pop("scenarios")
            scenarios = tuple(Scenario.from_dict(one, other_rules) for one in saved)
            own = tuple(values.pop("own", ()))
            rows = tuple(tuple(row) for row in values.pop("rows", ()))
            groups = tuple(values.pop("groups", {}).items())
            pairs = tuple((str(a), str(b), float(r)) for a, b, r in values.pop("correlations", ()))
            return cls(
                scenarios=scenarios, factors=factors, own=own, rows=rows, groups=groups,
                correlations=pairs, **values,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as problem:
            raise DesignError(
                f"the saved design is not complete ({type(problem).__name__}); it was written by "
                "another version or changed"
            ) from problem


def _factor_dict(factor: Factor) -> dict[str, Any]:
    """Return a factor, ready for JSON; of the prior what is not uniform."""
    content = {"name": factor.name, "low": factor.low, "high": factor.high}
    prior = {} if factor.prior is None else {"prior": factor.prior.to_dict()}
    return {**content, "values": list(factor.values), **prior}


def _factor_from(content: Mapping[str, Any]) -> Factor:
    """Return the factor that `_factor_dict` described."""
    prior = {"prior": Distribution.read(content["prior"])} if "prior" in content else {}
    return Factor(**{**content, "values": tuple(content["values"]), **prior})
