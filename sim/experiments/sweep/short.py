"""What a sweep says at the end of a screen: outcomes under each scenario, and what moves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.intervals import independent_difference, mean_interval
from sim.experiments.sweep.record import Sweep
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number, significant
from sim.text.phrases import UNDECIDED, counted, listed
from sim.vocabulary import LONG_RUN

OUTCOME: Final = "output_per_hour"

MOST_SCENARIOS: Final = 3

MOST_LEVELS: Final = 3
"""Values of a parameter of which the middle of the range parts upper from lower ones."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How far the outcome at some points of a sweep lies from that at others.

    Attributes
    ----------
    factor : str
    words : str
        Which points are compared with which.
    number : Number
        Mean of the former less that of the latter, with the interval of Welch over points.
    """

    factor: str
    words: str
    number: Number


def short(result: Sweep) -> Iterator[str]:
    """Yield the answer of a sweep in a few sentences, what matters most first.

    Parameters
    ----------
    result : Sweep
    """
    rows = result.runs[result.runs["horizon"] == LONG_RUN]
    unit = result.units.get(OUTCOME, "")
    points = counted(rows["point"].nunique(), "point")
    drawn = f" drawn from {result.priors}" if result.priors else ""
    means = {str(name): _by_point(part) for name, part in rows.groupby("scenario", sort=False)}
    said = [f"{_mean(values, unit).text()} under {name}" for name, values in means.items()]
    yield (
        f"{heading_of(OUTCOME)} in the long run, mean and interval over {points}{drawn}: "
        f"{listed(said, most=MOST_SCENARIOS)}.{_paired(means, unit)}"
    )
    contrasts = contrasts_of(result, rows)
    if not contrasts:
        return
    told = [one for one in contrasts if one.number.decided]
    if not told:
        yield (
            "What decides it: undecided, for the interval of every factor contains zero over these "
            "points; `balanced-jobs sensitivity` takes designs that tell."
        )
        return
    first = max(told, key=lambda one: abs(one.number.value))
    yield (
        f"What decides it most: {name_of(first.factor.removeprefix('institutions.'))}, "
        f"{first.number.text()} {first.words}. {len(told)} of "
        f"{counted(len(contrasts), 'factor')} {'has' if len(told) == 1 else 'have'} an interval "
        "without zero."
    )


def contrasts_of(result: Sweep, rows: pd.DataFrame) -> list[Contrast]:
    """Return what each factor does to the outcome, over points; those with two points on each side.

    Of a parameter the upper half of its values is compared with the lower half, of an institution
    the rule with the highest mean with that with the lowest.

    Parameters
    ----------
    result : Sweep
    rows : pandas.DataFrame
        Runs of one horizon.
    """
    factors = list(result.factors)
    if not factors:
        return []
    at_points = rows.groupby("point", sort=False)
    outcome = at_points[OUTCOME].mean()
    found = []
    for factor in factors:
        values = at_points[factor].first()
        if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            few = values.nunique() <= MOST_LEVELS
            middle = (values.min() + values.max()) / 2.0 if few else values.median()
            high, low = outcome[values > middle], outcome[values < middle]
            words = f"from below {significant(middle)} to above it"
        else:
            by_level = outcome.groupby(values, sort=False).mean()
            top, least = str(by_level.idxmax()), str(by_level.idxmin())
            high, low = outcome[values == top], outcome[values == least]
            words = f"from {_plain(least)} to {_plain(top)}"
        if len(high) < 2 or len(low) < 2:
            continue
        mean, lower, upper = independent_difference(
            high.to_numpy(np.float64), low.to_numpy(np.float64)
        )
        unit = result.units.get(OUTCOME, "")
        number = Number(float(mean), float(lower), float(upper), unit=unit, difference=True)
        found.append(Contrast(factor, words, number))
    return found


def _by_point(rows: pd.DataFrame) -> pd.Series[float]:
    """Return the mean outcome at each point; where there is one point only, that of each run."""
    by = "point" if rows["point"].nunique() > 1 else "replicate"
    found: pd.Series[float] = rows.groupby(by, sort=False)[OUTCOME].mean()
    return found


def _mean(values: pd.Series[float], unit: str, *, difference: bool = False) -> Number:
    mean, low, high = (float(value) for value in mean_interval(values.to_numpy(np.float64)))
    return Number(mean, low, high, unit=unit, difference=difference)


def _paired(means: Mapping[str, pd.Series[float]], unit: str) -> str:
    """Return the difference of two scenarios at the same points; nothing of other numbers."""
    if len(means) != 2:
        return ""
    a, b = means
    number = _mean((means[b] - means[a]).dropna(), unit, difference=True)
    said = "" if number.decided or not number.bounded else f", which is {UNDECIDED}"
    return f" At the same points {b} less {a} is {number.text()}{said}."


def _plain(rule: str) -> str:
    return rule.replace("_", " ")
