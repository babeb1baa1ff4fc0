"""The moments of an economy: what stylised facts are about, measured as surveys measure them.

A moment is a mean over the months of a window, or over yearly cross-sections of it. Cross-sections
are in `sim.evidence.cross_section`, isolated processes in `sim.evidence.processes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.evidence.cross_section import CROSS_SECTION, cross_section
from sim.evidence.processes import PROCESSES, processes
from sim.evidence.units import Moment
from sim.kernels.sums import dot

if TYPE_CHECKING:
    from sim.economy import Economy

MONTHS_OF_A_YEAR: Final = 12
MONTHS_OF_A_QUARTER: Final = 3

_MEANS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unemployment_rate": "unemployment_rate",
        "separation_rate": "separation_rate",
        "job_finding_rate": "job_finding_rate",
        "job_loss_share": "job_loss_share",
        "job_to_job_rate": "job_to_job_transition_rate",
        "wage_gini": "wage_gini",
        "pay_ratio_90_10": "pay_ratio_90_10",
        "income_gini": "income_gini",
        "wealth_gini": "wealth_gini",
        "labour_share": "wage_share",
        "untrained_share": "untrained_share",
        "untrained_share_of_licensed": "untrained_share_of_licensed",
    }
)
"""Indicator of each moment that is the mean of one, over the months in which it is defined."""

_SERIES: Final = tuple(dict.fromkeys((*_MEANS.values(), "technology")))

MOMENTS: Final[Mapping[str, Moment]] = MappingProxyType(
    {
        "unemployment_rate": Moment("share of the labour force", "people looking for work"),
        "separation_rate": Moment("per month", "moves into unemployment per employed person"),
        "job_finding_rate": Moment("per month", "hires per unemployed person"),
        "job_loss_share": Moment("share of moves into unemployment", "layoffs and dismissals"),
        "job_to_job_rate": Moment("per month", "moves between workplaces per employed person"),
        "job_finding_share": Moment(
            "share of variance", "fluctuation of unemployment that job finding explains"
        ),
        "wage_gini": Moment("0 to 1", "Gini coefficient of hourly pay, the employed"),
        "pay_ratio_90_10": Moment("ratio", "ninth to first decile of hourly pay, the employed"),
        "income_gini": Moment("0 to 1", "Gini coefficient of monthly income, all people"),
        "wealth_gini": Moment("0 to 1", "Gini coefficient of personal wealth, all people"),
        "labour_share": Moment("share of output", "income from work, before tax"),
        "untrained_share": Moment(
            "share of hours in tasks for experts", "done by people not trained in the domain"
        ),
        "untrained_share_of_licensed": Moment(
            "share of hours in licensed tasks", "done by people not trained in the domain"
        ),
        "productivity_growth": Moment("per cent per year", "growth of technology"),
        **CROSS_SECTION,
        **PROCESSES,
    }
)
"""Every moment, in the order of the columns."""


class MomentRecorder:
    """Measures the moments of an economy while it runs.

    Parameters
    ----------
    economy : Economy
        At the beginning of the window; `note` is called after each of its months.
    """

    def __init__(self, economy: Economy) -> None:
        self._economy = economy
        self._series: list[list[float]] = []
        self._sections: list[dict[str, float]] = []

    def note(self) -> None:
        """Record the month that has just been simulated."""
        indicators = self._economy.indicators
        self._series.append([indicators[name] for name in _SERIES])
        if len(self._series) % MONTHS_OF_A_YEAR == 0:
            self._sections.append(cross_section(self._economy.state))

    def moments(self) -> dict[str, float]:
        """Return all moments of the window, in the order of `MOMENTS`.

        Those that a window of its length does not show are NaN.
        """
        sections = self._sections or [cross_section(self._economy.state)]
        series = dict(zip(_SERIES, np.array(self._series).T, strict=True))
        values = {
            **{name: mean_of_known(series[indicator]) for name, indicator in _MEANS.items()},
            "job_finding_share": job_finding_share(
                series["separation_rate"], series["job_finding_rate"]
            ),
            "productivity_growth": growth_per_year(series["technology"]),
            **{
                name: float(np.mean([section[name] for section in sections]))
                for name in CROSS_SECTION
            },
            **processes(self._economy.state),
        }
        return {name: values[name] for name in MOMENTS}


def mean_of_known(series: NDArray[np.float64]) -> float:
    """Return the mean of a series, shape (months,), over the months in which it is defined.

    NaN where no month defines it: a share of moves has no value in a month without moves.
    """
    known = series[~np.isnan(series)]
    return float(known.mean()) if len(known) else float("nan")


def growth_per_year(log_level: NDArray[np.float64]) -> float:
    """Return growth in per cent per year: the slope of a log level over months, shape (months,)."""
    if len(log_level) < 2:
        return float("nan")
    months = np.arange(len(log_level), dtype=np.float64) - 0.5 * (len(log_level) - 1)
    slope = dot(months, log_level) / dot(months, months)
    return 100.0 * MONTHS_OF_A_YEAR * slope


def job_finding_share(separation: NDArray[np.float64], job_finding: NDArray[np.float64]) -> float:
    """Return the share of the variance of unemployment that job finding explains.

    Parameters
    ----------
    separation, job_finding : (months,) float64
        Rates per month.

    Returns
    -------
    float
        NaN for less than two years, or where the rates do not vary.

    Notes
    -----
    Shimer (2012): unemployment in the flow steady state, s / (s + f), against what it would be if
    only job finding varied; the share is the covariance of the two over the variance of the first.
    Rates are averaged over quarters, as in the source.
    """
    quarters = len(separation) // MONTHS_OF_A_QUARTER
    if quarters < 8:
        return float("nan")
    s, f = (
        rate[: quarters * MONTHS_OF_A_QUARTER].reshape(quarters, -1).mean(axis=1)
        for rate in (separation, job_finding)
    )
    steady = s / (s + f)
    alone = s.mean() / (s.mean() + f)
    variance = steady.var()
    if variance <= 0.0:
        return float("nan")
    return float(np.mean((steady - steady.mean()) * (alone - alone.mean())) / variance)
