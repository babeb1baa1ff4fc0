"""What checks need of a posterior: its points, what was simulated at them, and its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.distributions import Distribution
from sim.analysis.emulator import emulator_of, pooled_noise
from sim.analysis.joint_prior import JointPrior
from sim.errors import ResultsError
from sim.evidence import Intervention
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.study.evidence_arms import measured

Floats = NDArray[np.float64]

TOPICS: Final[Mapping[str, tuple[str, ...]]] = {
    "flows between jobs": (
        "unemployment", "flow_into_unemployment", "job_loss", "job_finding", "moves_between_jobs",
        "job_finding_drives_unemployment",
    ),
    "inequality and pay": (
        "wage_inequality", "wage_deciles", "income_inequality", "wealth_inequality", "labour_share",
        "expert_pay", "return_to_preparation", "return_to_schooling", "paid_by_performance",
        "no_compensating_pay",
    ),
    "performance": (
        "performance_spread", "performance_spread_simple", "performance_spread_medium",
        "performance_spread_complex",
    ),
    "satisfaction": ("satisfaction_and_performance", "engaged", "actively_disengaged"),
    "growth": ("productivity_growth", "adoption_of_innovations", "learning_curve"),
    "skills": ("overqualification", "underqualification", "untrained_expert_work",
               "unlicensed_work"),
}  # fmt: skip
"""Facts that are left out together, since one gives away the other; all else is left out alone."""


class Known(NamedTuple):
    """A piece of evidence.

    Attributes
    ----------
    name, title, unit, role, group : str
    observed, error, discrepancy : float
    """

    name: str
    title: str
    unit: str
    role: str
    group: str
    observed: float
    error: float
    discrepancy: float

    def variance(self, factor: float = 1.0) -> float:
        """Return the variance of observation and discrepancy, the latter's deviation times that."""
        return float(self.error**2 + (factor * self.discrepancy) ** 2)


@dataclass(frozen=True, eq=False)
class Sample:
    """A posterior as numbers.

    Attributes
    ----------
    prior : JointPrior
    items : sequence of Known
    noise : (items,) float64
        Variance of an item in a single run.
    unit : (draws, inputs) float64
        Draws given the evidence, in the unit cube of the prior.
    weights : (draws,) float64
    values : (draws, items) float64
        Evidence as simulated at each, NaN where it was not.
    gaps : (draws, outcomes) float64
        Log points.
    outcomes : sequence of (str, str, str)
        Regime, measure and horizon of each gap.
    wave_unit : (points, inputs) float64
        Of the first wave, which are draws from the prior.
    wave_values : (points, replicates, items) float64
    wave_gaps : (points, outcomes) float64
    points : sequence of mapping
        Parameters of each draw as they were run or, where there is none, of each point of the first
        wave; to go from the unit cube and back would change their last digits.
    joined, left : (draws, items) float64, optional
        Runs joined with emulators as the posterior weighted them, and the variance that is left;
        without them runs stand for themselves, with their noise.
    """

    prior: JointPrior
    items: Sequence[Known]
    noise: Floats
    unit: Floats
    weights: Floats
    values: Floats
    gaps: Floats
    outcomes: Sequence[tuple[str, str, str]]
    wave_unit: Floats
    wave_values: Floats
    wave_gaps: Floats
    points: Sequence[Mapping[Any, Any]] = ()
    joined: Floats | None = None
    left: Floats | None = None

    @property
    def estimates(self) -> Floats:
        """Return what each draw gives for each item, as it is weighted, shape (draws, items)."""
        return self.values if self.joined is None else self.joined

    @property
    def used(self) -> list[int]:
        """Return the places of the items that condition and are known at every weighted draw."""
        there = self.weights > 0.0
        known = np.isfinite(self.estimates[there]).all(axis=0) & np.isfinite(self.noise)
        return [
            k for k, item in enumerate(self.items)
            if item.role == CONDITIONS and (known[k] or not len(self.unit))
        ]  # fmt: skip

    def terms(self, places: Sequence[int], observed: Floats, factor: float = 1.0) -> Floats:
        """Return the logarithm of the likelihood of each item at each draw.

        Parameters
        ----------
        places : sequence of int
        observed : (..., items) float64
            Of the items at these places, with a middle axis for draws of length 1 or all of them.
        factor : float
            Of the standard deviations of discrepancy.

        Returns
        -------
        (..., draws, items) float64
            Minus infinity where the item is not known.
        """
        variance = np.array([self.items[k].variance(factor) for k in places])
        left = self.noise[places] if self.left is None else self.left[:, places]
        return log_normal(self.estimates[:, places], observed, variance + left)

    def observed(self, places: Sequence[int]) -> Floats:
        """Return the observed values of items."""
        return np.array([self.items[k].observed for k in places])


def log_normal(values: Floats, observed: Floats, variance: Floats) -> Floats:
    """Return normal log-likelihoods one by one; minus infinity where a value is not finite."""
    with np.errstate(invalid="ignore"):
        found = -0.5 * ((values - observed) ** 2 / variance + np.log(2.0 * np.pi * variance))
    each: Floats = np.where(np.isfinite(found), found, -np.inf)
    return each


def group_of(name: str) -> str:
    """Return with what a piece of evidence is left out: its topic, or else by itself."""
    return next((topic for topic, names in TOPICS.items() if name in names), name)


def sample_of(result: Posterior, interventions: Sequence[Intervention]) -> Sample:
    """Return what checks need of a posterior.

    Parameters
    ----------
    result : Posterior
    interventions : sequence of Intervention
        All that it simulated.

    Raises
    ------
    ResultsError
        If an intervention is missing, or its runs are.
    """
    prior = _prior(result.settings)
    items = _items(result)
    chosen = _chosen(result, interventions)
    runs = result.runs[result.runs["arm"].notna()]
    known = measured(runs, chosen)
    points = runs.drop_duplicates("point").set_index("point")[prior.names]
    by_draw = _places_of(points, result.draws[prior.names])
    first = int(result.waves["points"].iloc[0])
    waves = [point for point in points.index if point not in set(by_draw)]
    start = waves[:first]
    replicates = int(result.settings["replicates"])
    everything = _cube(known, waves, replicates, result.settings["evidence"])
    values = _cube(known, by_draw, 1, result.settings["evidence"])[:, 0]
    outcomes = list(
        result.gaps[["regime", "measure", "horizon"]].drop_duplicates().itertuples(
            index=False, name=None
        )
    )  # fmt: skip
    wave_unit = prior.unit(points.loc[waves])
    return Sample(
        prior=prior,
        items=items,
        noise=_noise(wave_unit, everything),
        unit=prior.unit(result.draws[prior.names]),
        weights=result.draws["weight"].to_numpy(np.float64),
        values=values,
        gaps=_gaps(result.gaps, EVIDENCE, len(result.draws), outcomes),
        outcomes=outcomes,
        wave_unit=wave_unit[: len(start)],
        wave_values=everything[: len(start)],
        wave_gaps=_gaps(result.gaps, RANGES, len(start), outcomes),
        points=points.loc[by_draw or start].to_dict("records"),
        joined=_by_item(result, items, "estimate"),
        left=_by_item(result, items, "variance"),
    )


def _by_item(result: Posterior, items: Sequence[Known], column: str) -> Floats:
    """Return a column of the estimates, shape (draws, items); NaN for what does not weight."""
    wide = result.estimates.pivot(index="point", columns="item", values=column)
    return wide.reindex(
        index=range(len(result.draws)), columns=[item.name for item in items]
    ).to_numpy(np.float64)


def _prior(settings: Mapping[str, Any]) -> JointPrior:
    forms = settings["distributions"]
    return JointPrior(
        {
            name: Distribution.read(forms[name])
            if name in forms
            else Distribution("uniform", float(low), float(high))
            for name, (low, high) in settings["ranges"].items()
        }
    )


def _items(result: Posterior) -> list[Known]:
    columns = ["item", "title", "unit", "role", "observed", "error", "discrepancy"]
    return [
        Known(name, title, unit, role, group_of(name), *numbers)
        for name, title, unit, role, *numbers in result.items[columns].itertuples(
            index=False, name=None
        )
    ]


def _chosen(result: Posterior, interventions: Sequence[Intervention]) -> list[Intervention]:
    """Return the interventions that were simulated.

    Raises
    ------
    ResultsError
        If one is missing.
    """
    names = dict.fromkeys(
        arm["name"].rpartition(":")[0] for arm in result.settings["arms"] if ":" in arm["name"]
    )
    known = {entry.name: entry for entry in interventions}
    for name in names:
        if name not in known:
            raise ResultsError(
                f"the posterior simulated the change '{name}', which is not in the file of "
                "interventions; name the file that it used with --interventions"
            )
    return [known[name] for name in names]


def _places_of(points: pd.DataFrame, draws: pd.DataFrame) -> list[int]:
    """Return the number of the point of each draw.

    Raises
    ------
    ResultsError
        If a draw was not run.
    """
    numbers: dict[tuple[float, ...], list[int]] = {}
    for point, *values in points.itertuples(name=None):
        numbers.setdefault(tuple(values), []).append(int(point))
    found = []
    for place, row in enumerate(draws.itertuples(index=False, name=None)):
        alike = numbers.get(tuple(row))
        if not alike:
            raise ResultsError(
                f"draw {place} of the posterior has no runs in its table of runs; give the command "
                "that made it again"
            )
        # The same point drawn twice was run twice, in its order.
        found.append(alike.pop(0) if len(alike) > 1 else alike[0])
    return found


def _cube(
    known: pd.DataFrame, points: Sequence[int], replicates: int, evidence: Sequence[Any]
) -> Floats:
    """Return evidence at points, shape (points, replicates, items); NaN where unknown."""
    place = {point: k for k, point in enumerate(points)}
    found = np.full((len(points), replicates, len(evidence)), np.nan)
    for k, piece in enumerate(evidence):
        rows = known[(known["name"] == piece["measured"]) & known["point"].isin(points)]
        at = [place[point] for point in rows["point"]]
        found[at, rows["replicate"].to_numpy(np.int64) % replicates, k] = rows["value"]
    found[~np.isfinite(found)] = np.nan
    return found


def _gaps(
    table: pd.DataFrame, given: str, count: int, outcomes: Sequence[tuple[str, str, str]]
) -> Floats:
    found = np.full((count, len(outcomes)), np.nan)
    column = {key: k for k, key in enumerate(outcomes)}
    rows = table[table["given"] == given]
    keys = zip(rows["regime"], rows["measure"], rows["horizon"], strict=True)
    found[rows["point"].to_numpy(np.int64), [column[key] for key in keys]] = rows["gap"]
    return found


def _noise(unit: Floats, values: Floats) -> Floats:
    """Return the variance of each item in a single run: of replicates, or else what is left."""
    replicates = values.shape[1]
    found = np.full(values.shape[2], np.nan)
    for k in range(values.shape[2]):
        of_mean = pooled_noise(values[:, :, k]) if replicates > 1 else 0.0
        if of_mean > 0.0:
            found[k] = replicates * of_mean
        elif np.isfinite(values[:, :, k]).any():
            emulator = emulator_of(unit, values[:, 0, k], check=False)
            found[k] = np.nan if emulator is None else emulator.nugget
    return found
