"""Observing an economy for a while: moments, and what the effect of an intervention is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.evidence.moments import MomentRecorder, growth_per_year
from sim.evidence.units import Moment
from sim.kernels.elementary import log
from sim.kernels.sums import total
from sim.simulation import advance

if TYPE_CHECKING:
    from sim.economy import Economy
    from sim.state.people import People

ROTE_SHARE: Final = 0.6
"""Part of the people at work, by job index, who count as having the worse jobs."""

RESPONSES: Final[Mapping[str, Moment]] = {
    "log_output_per_hour": Moment("natural logarithm", "mean over months, in the sectors measured"),
    "effort": Moment("0 to 1", "mean effort of the employed, in the sectors measured"),
    "alienation": Moment("0 to 1", "mean alienation of the employed, in the sectors measured"),
    "cost_of_job_loss": Moment("share of a year's pay", "mean over the employed"),
    "growth": Moment("per cent per year", "of technology, over the window"),
    "effort_of_rote": Moment("0 to 1", "people who had the lower three fifths of jobs"),
    "job_quality_of_rote": Moment("0 to 1", "people who had the lower three fifths of jobs"),
    "job_quality_spread_before": Moment("standard deviation", "over jobs, before the change"),
}
"""What is observed under an intervention."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What is to be observed after a fork.

    Attributes
    ----------
    months : int
        How long.
    first : int
        First month that counts, from 1.
    sectors : tuple of str
        Where output, effort and alienation are measured; everywhere if empty.
    moments : bool
        Whether the moments of `MOMENTS` are measured too.
    """

    months: int
    first: int = 1
    sectors: tuple[str, ...] = ()
    moments: bool = False


def observe(economy: Economy, observation: Observation) -> dict[str, float]:
    """Return what is observed while an economy goes on.

    Parameters
    ----------
    economy : Economy
        It advances by the months of the observation.
    observation : Observation

    Returns
    -------
    dict of str to float
        `RESPONSES` by name and, where asked for, `MOMENTS`.
    """
    people = economy.state.people
    employed = int(economy.state.workplaces.offsets[-1])
    rote = _worse_jobs(people.job_index[:employed], people.person[:employed])
    spread = float(job_quality(people)[:employed].std())
    began = economy.state.month
    for _ in advance(economy, observation.first - 1):
        pass
    recorder = MomentRecorder(economy) if observation.moments else None
    months: list[dict[str, float]] = []
    for _ in advance(economy, observation.months - observation.first + 1):
        months.append(_month(economy, observation.sectors, rote, began))
        if recorder is not None:
            recorder.note()
    series = {name: np.array([month[name] for month in months]) for name in months[0]}
    technology = series.pop("technology")
    values = {name: float(column.mean()) for name, column in series.items()}
    values["growth"] = growth_per_year(technology)
    values["job_quality_spread_before"] = spread
    found = {name: values[name] for name in RESPONSES}
    return {**found, **recorder.moments()} if recorder is not None else found


def job_quality(people: People) -> NDArray[np.float64]:
    """Return the mean of what makes a job motivating, shape (people,), from 0 to 1.

    Empowerment, desirability, and variety with creativity: 1 - (1 - variety) (1 - creativity), the
    opposite of self-estrangement (model sections 5.2, 5.9 and 10.5).
    """
    challenge = 1.0 - (1.0 - people.variety) * (1.0 - people.creativity)
    quality: NDArray[np.float64] = (people.empowerment + people.desirability + challenge) / 3.0
    return quality


def _worse_jobs(job_index: NDArray[Any], person: NDArray[Any]) -> NDArray[np.int64]:
    """Return the people with the lower jobs, in the order of their identifiers."""
    order = np.lexsort((person, job_index))
    return np.sort(person[order[: int(ROTE_SHARE * len(order))]])


def _month(
    economy: Economy, sectors: tuple[str, ...], rote: NDArray[np.int64], began: int
) -> dict[str, float]:
    """Return what is observed in the month that has just ended."""
    state = economy.state
    people, workplaces = state.people, state.workplaces
    employed = int(workplaces.offsets[-1])
    here = np.ones(len(workplaces), dtype=np.bool_)
    if sectors:
        here = np.isin(workplaces.sector, [economy.sector_names.index(name) for name in sectors])
    members = np.repeat(here, workplaces.members)
    hours = float((workplaces.hours_factor * workplaces.members)[here].sum())
    rows = people.row_of[rote]
    # Whoever has retired or lost the job meanwhile says nothing about a changed job.
    stayed = rows[(people.entry_month[rows] <= began) & (rows < employed)]
    return {
        "log_output_per_hour": log(total(workplaces.output[here]) / hours),
        "effort": float(people.effort[:employed][members].mean()),
        "alienation": float(people.alienation_total[:employed][members].mean()),
        "cost_of_job_loss": _cost_of_job_loss(economy),
        "technology": economy.indicators["technology"],
        "effort_of_rote": _mean(people.effort[stayed]),
        "job_quality_of_rote": _mean(job_quality(people)[stayed]),
    }


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _cost_of_job_loss(economy: Economy) -> float:
    """Return the mean share of a year's pay that losing the job costs (model section 5.10)."""
    state = economy.state
    employed = int(state.workplaces.offsets[-1])
    hours = np.repeat(state.workplaces.hours_factor, state.workplaces.members)
    pay = state.people.hourly_pay[:employed] * hours
    gap = np.where(pay > 0.0, 1.0 - state.fallback_income / np.where(pay > 0.0, pay, 1.0), 0.0)
    spell = economy.rules.employment.spell_months(state)
    cost: NDArray[np.float64] = np.minimum(np.clip(gap, 0.0, 1.0) * spell / 12.0, 1.0)
    return _mean(cost)
