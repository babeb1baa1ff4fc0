"""The words that all of the program shares: horizons, channels, sides, measures and their units.

They are the values that stand in tables and files, so they never change; how they are shown to a
reader stands in `sim.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

BURN_IN: Final = "burn-in"
"""Value of ``regime`` in the months before the fork."""

TRANSITION: Final = "transition"
"""Horizon right after the fork."""

LONG_RUN: Final = "long_run"
"""Horizon at the end of the run."""

HORIZONS: Final = (TRANSITION, LONG_RUN)
"""Horizons of a comparison."""

CHANNELS: Final = ("allocation", "overhead", "effort", "skills", "technology", "employment")
"""Parts that sum to the gap; employment counts per head only."""

CHANNEL_GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"efficiency": ("allocation", "overhead"), "motivation": ("effort",)}
)
"""Sums of channels that stand in the tables as rows of their own."""

TOTAL: Final = "total"
"""Row of the channel tables that holds the gap itself."""

LOG_OUTPUT: Final[Mapping[str, str]] = MappingProxyType(
    {"output_per_hour": "log_output_per_hour", "output_per_head": "log_output_per_head"}
)
"""Column of the mean logarithm, by indicator of output."""

MEASURES: Final = tuple(LOG_OUTPUT)
"""Outputs of which a gap between two regimes is taken."""

LOG_POINTS: Final = 100.0
"""Log points per unit of natural logarithm."""

LEVELS: Final = frozenset(
    {
        "output_per_hour",
        "output_per_head",
        "output_per_hour_with_training",
        "consumption_per_head",
        "technology",
    }
)
"""Indicators of which a relative difference, in log points, means something."""

LOGARITHMIC: Final[Mapping[str, float]] = MappingProxyType(
    {"log points": 1.0, "natural logarithm": LOG_POINTS}
)
"""Log points per unit, for indicators that are logarithms already."""

CRITICS: Final = "critics"
ADVOCATES: Final = "advocates"

SIDES: Final = (CRITICS, ADVOCATES)
"""Named scenarios that hold what each side of the argument assumes."""

PUBLISHED: Final = "published"
"""Name of the assumption set of default values."""

RUN_KEYS: Final = ("run", "point", "scenario", "replicate")
"""Columns that tell the runs of an experiment apart."""

TRANSITION_MONTHS: Final = 24
"""Length of the transition: two years after the fork."""

LONG_RUN_MONTHS: Final = 60
"""Length of the long run: the last five years, so that a business cycle averages out."""


@dataclass(frozen=True, slots=True)
class Windows:
    """First and last month, both included, of each horizon; month 1 follows the fork."""

    transition: tuple[int, int]
    long_run: tuple[int, int]

    def items(self) -> tuple[tuple[str, tuple[int, int]], ...]:
        """Return the name and the first and last month of each horizon."""
        return ((TRANSITION, self.transition), (LONG_RUN, self.long_run))

    @property
    def shortened(self) -> bool:
        """Return whether the run was too short for a long run of the usual length."""
        first, last = self.long_run
        return last - first + 1 < LONG_RUN_MONTHS


def windows_of(
    months: int,
    transition: tuple[int, int] = (1, TRANSITION_MONTHS),
    long_run: int = LONG_RUN_MONTHS,
) -> Windows:
    """Return the horizons of a run of so many months.

    A run too short for both gets both shortened in the same proportion, so that they do not
    overlap; a run of a single month has that month as both.

    Parameters
    ----------
    months : int
        Months after the fork.
    transition : (int, int)
        First and last month of the transition in a run that is long enough.
    long_run : int
        Months of the long run in a run that is long enough.

    Raises
    ------
    ValueError
        If `months` is not positive.
    """
    if months < 1:
        raise ValueError(f"a comparison needs at least one month after the fork, not {months}")
    first, last = transition
    if last + long_run <= months:
        return Windows((first, last), (months - long_run + 1, months))
    end = max(1, months * last // (last + long_run))
    return Windows((min(first, end), end), (min(end + 1, months), months))


HORIZON_YEARS: Final = (1, 5, 20)
"""Years after the fork for which a verdict is given."""


def horizons_of(months: int) -> dict[str, tuple[int, int]]:
    """Return the first and last month, both included, of every horizon of a run of so many months.

    Parameters
    ----------
    months : int
        Months after the fork.

    Returns
    -------
    dict of str to (int, int)
        "year_1", "year_5" and "year_20", each the twelve months of that year, as far as the run
        goes; then "transition" and "long_run" as in `windows_of`.

    Raises
    ------
    ValueError
        If `months` is not positive.
    """
    years = {
        f"year_{year}": (12 * year - 11, 12 * year) for year in HORIZON_YEARS if 12 * year <= months
    }
    return {**years, **dict(windows_of(months).items())}
