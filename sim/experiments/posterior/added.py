"""What balanced jobs add: participatory economics with them less without (model section 7).

Both are simulated at each draw from one burn-in with common random numbers, so their difference is
that of balanced jobs alone, all else equal. It stands in the tables as a regime of its own.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

ADDED: Final = "balanced_jobs"
"""Value of ``regime`` in the rows of what balanced jobs add."""

TITLE: Final = "Balanced jobs alone: participatory economics with them less without"

WITH: Final = "parecon"
WITHOUT: Final = "parecon_no_balance"
"""Regimes whose difference that is."""


def with_added(wide: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the differences of the two regimes as columns of a further one.

    Parameters
    ----------
    wide : pandas.DataFrame
        A column for each regime and outcome.
    """
    regimes = set(wide.columns.get_level_values(0))
    if not {WITH, WITHOUT} <= regimes:
        return wide
    first, second = (wide.loc[:, [name]].droplevel(0, axis=1) for name in (WITH, WITHOUT))
    difference = first - second
    return pd.concat([wide, pd.concat({ADDED: difference}, axis=1)], axis=1)
