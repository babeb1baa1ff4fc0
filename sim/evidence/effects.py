"""The effect of an intervention, from what was observed with and without it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.evidence.interventions import Intervention
from sim.kernels.elementary import expm1, log


def effect_of(
    intervention: Intervention, without: Mapping[str, float], with_it: Mapping[str, float]
) -> float:
    """Return the effect in the unit of the intervention, from one pair of runs.

    Parameters
    ----------
    intervention : Intervention
    without, with_it : mapping of str to float
        `RESPONSES` of the two.

    Returns
    -------
    float
        NaN where it is not defined, as where an elasticity has no change to refer to.
    """
    kind = intervention.effect
    if kind == "output_per_hour":
        return per_cent(with_it["log_output_per_hour"] - without["log_output_per_hour"])
    if kind == "effort":
        return per_cent(_log_ratio(with_it["effort"], without["effort"]))
    if kind == "growth":
        return with_it["growth"] - without["growth"]
    if kind == "effort_elasticity":
        cost = _log_ratio(with_it["cost_of_job_loss"], without["cost_of_job_loss"])
        return _quotient(_log_ratio(with_it["effort"], without["effort"]), cost)
    gained = with_it["job_quality_of_rote"] - without["job_quality_of_rote"]
    moved = _quotient(gained, without["job_quality_spread_before"])
    effort = _log_ratio(with_it["effort_of_rote"], without["effort_of_rote"])
    return _quotient(100.0 * effort, moved)


def per_cent(log_difference: float) -> float:
    """Return a difference of logarithms as a change in per cent."""
    return 100.0 * expm1(log_difference)


def _log_ratio(one: float, other: float) -> float:
    return log(one / other) if one > 0.0 and other > 0.0 else math.nan


def _quotient(numerator: float, denominator: float) -> float:
    return numerator / denominator if abs(denominator) > 1e-12 else math.nan
