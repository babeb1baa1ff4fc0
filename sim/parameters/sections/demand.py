"""Demand (model section 4)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class DemandParameters(ParameterGroup):
    """Demand (model section 4): defaults, ranges and sources."""

    demand_persistence: float = parameter(
        0.95,
        unit="autocorrelation from month to month",
        low=0.8,
        high=0.99,
        symbol="phi",
        kind="structural",
        meaning="Persistence of demand",
        source="assumed: shocks halve in from three months to six years; about one year by default",
        source_checked=False,
        read_by=("start", "demand", "employment.job_guarantee", "employment.labour_market"),
        per_month="autocorrelation",
    )
    demand_volatility: float = parameter(
        0.01,
        unit="log points per month, standard deviation",
        low=0.0,
        high=0.03,
        symbol="sd_d",
        kind="structural",
        meaning="Shocks to the demand of one workplace",
        source="assumed: from none to layoffs that exceed quits",
        source_checked=False,
        read_by=("start", "demand", "employment.job_guarantee", "employment.labour_market"),
        per_month="shock",
    )
    business_cycle_volatility: float = parameter(
        0.004,
        unit="log points per month, standard deviation",
        low=0.0,
        high=0.015,
        symbol="sd_D",
        kind="structural",
        meaning="Shocks to the demand of all workplaces",
        source="assumed: with the default persistence demand as a whole varies by 0 to 5 per cent",
        source_checked=False,
        read_by=("demand", "employment.job_guarantee", "employment.labour_market"),
        per_month="shock",
    )
