"""What balanced jobs themselves add: effects between the cells of a bundle (model section 7).

With y(d, c) the value of an outcome in the cell of division d and decisions c, all else equal, in
one replicate:

- what balanced jobs add where c decides: y(balanced, c) - y(hierarchical, c);
- what the council adds where jobs are divided as d: y(d, council) - y(d, manager);
- their interaction: the first under a council less the first under managers, which is the second
  with balanced jobs less the second with hierarchical ones.

Output is taken as logarithm, so that effects are log points and add up. Intervals are those of
Student over replicates, since all cells of a replicate meet common random numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import mean_interval
from sim.experiments.compare.analysis import channels_by_horizon
from sim.experiments.compare.bundle import BALANCED, CELL_KEYS, DIVISIONS, HIERARCHICAL
from sim.experiments.compare.outcomes import pick
from sim.experiments.compare.record import COMPARISON_COLUMNS, Comparison
from sim.experiments.compare.statistics import log_points_of, window_mean
from sim.phases.indicators import UNITS
from sim.vocabulary import LEVELS, windows_of

Floats = NDArray[np.float64]
type Key = tuple[str, str, str]

LEVEL: Final = "level"
BALANCE: Final = "balance"
DECISIONS: Final = "decisions"
INTERACTION: Final = "interaction"

EFFECTS: Final = (LEVEL, BALANCE, DECISIONS, INTERACTION)
"""Values of ``effect``: a cell less regime a, and what two or four cells differ in."""

OUTPUT: Final = "output_per_hour"

COUNCIL_LAST: Final = ("manager", "council")

_COLUMNS: Final = list(COMPARISON_COLUMNS["balance"])


def less(first: str, second: str) -> str:
    """Return how a table says that a rule is put in the place of another."""
    return f"{first} less {second}"


ADDED: Final = less(BALANCED, HIERARCHICAL)
"""Value of ``division`` in the rows of what balanced jobs add."""


def rules_in_order(rules: Iterable[str]) -> tuple[str, ...]:
    """Return rules of decisions, each once: managers before a council, else as they come.

    The effect of two of them is that of the second in place of the first.
    """
    found = tuple(dict.fromkeys(rules))
    return COUNCIL_LAST if set(found) == set(COUNCIL_LAST) else found


def balance_table(cells: pd.DataFrame, channels: pd.DataFrame, baseline: Key) -> pd.DataFrame:
    """Return all effects between the cells of a bundle, by horizon.

    Parameters
    ----------
    cells : pandas.DataFrame
        ``replicate, rest, decisions, division, month`` and one column for each outcome.
    channels : pandas.DataFrame
        ``replicate, rest, decisions, month, channel, log_points``: what balanced jobs add to
        output per hour in each setting, split.
    baseline : (str, str, str)
        Rest, decisions and division of regime a.

    Returns
    -------
    pandas.DataFrame
        Columns as `Comparison.balance`.
    """
    table = pd.DataFrame(
        [
            *_outcome_rows(cells, baseline),
            *_channel_rows(channels, int(cells["month"].max())),
        ]
    )
    order = {name: place for place, name in enumerate(EFFECTS)}
    return table.sort_values(
        "effect", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )[_COLUMNS]


def added(result: Comparison, setting: tuple[str, str], horizon: str, channel: str = "") -> Outcome:
    """Return what balanced jobs add to output per hour, in log points; NaN if unknown.

    Parameters
    ----------
    result : Comparison
    setting : (str, str)
        Rest and decisions.
    horizon : str
    channel : str
        A channel, a group of channels or ``"total"``, their sum; by default the paired difference
        over all months of the horizon.
    """
    return effect_of(result, BALANCE, (*setting, ADDED), horizon, channel)


def effect_of(
    result: Comparison, effect: str, key: Key, horizon: str, channel: str = ""
) -> Outcome:
    """Return an effect on output per hour, in log points; NaN if unknown.

    Parameters
    ----------
    result : Comparison
    effect : str
        One of `EFFECTS`.
    key : (str, str, str)
        Rest, decisions and division, as in the table.
    horizon, channel : str
    """
    keys = {"effect": effect, **dict(zip(CELL_KEYS, key, strict=True))}
    return pick(
        result.balance,
        {**keys, "horizon": horizon, "outcome": OUTPUT, "channel": channel},
        ("difference", "low", "high"),
    )


def settings_in(result: Comparison) -> list[tuple[str, str]]:
    """Return rest and decisions of every setting that balanced jobs are put into, in order."""
    rows = result.balance[result.balance["effect"] == BALANCE]
    pairs = zip(rows["rest"], rows["decisions"], strict=True)
    return list(dict.fromkeys((str(rest), str(rule)) for rest, rule in pairs))


def _outcome_rows(cells: pd.DataFrame, baseline: Key) -> Iterator[dict[str, object]]:
    outcomes = [name for name in cells.columns if name not in ("replicate", "month", *CELL_KEYS)]
    units = ["log points" if name in LEVELS else UNITS.get(name, "") for name in outcomes]
    values = {key: _means(part, outcomes) for key, part in _parts(cells)}
    for effect, key, terms in _contrasts(list(values), baseline):
        for horizon in values[baseline]:
            difference = sum(sign * values[cell][horizon] for sign, cell in terms)
            estimate = mean_interval(difference)
            counts = np.isfinite(difference).sum(axis=0)
            for column, (outcome, unit) in enumerate(zip(outcomes, units, strict=True)):
                yield {
                    "effect": effect,
                    **dict(zip(CELL_KEYS, key, strict=True)),
                    "horizon": horizon,
                    "outcome": outcome,
                    "channel": "",
                    "unit": unit,
                    "difference": float(estimate.mean[column]),
                    "low": float(estimate.low[column]),
                    "high": float(estimate.high[column]),
                    "replicates": int(counts[column]),
                }


def _parts(cells: pd.DataFrame) -> Iterator[tuple[Key, pd.DataFrame]]:
    """Yield the months of each cell, in the order of the table."""
    for key, part in cells.groupby(list(CELL_KEYS), sort=False):
        rest, decisions, division = key
        yield (str(rest), str(decisions), str(division)), part


def _means(cell: pd.DataFrame, outcomes: Sequence[str]) -> Mapping[str, Floats]:
    """Return the means over the months of each horizon, shape (replicates, outcomes)."""
    cell = cell.sort_values(["replicate", "month"])
    months = np.unique(cell["month"].to_numpy(np.int64))
    cube = cell[list(outcomes)].to_numpy(np.float64).reshape(-1, len(months), len(outcomes))
    logs = log_points_of(cube, outcomes, UNITS)
    values = np.where([name in LEVELS for name in outcomes], logs, cube)
    return {
        horizon: window_mean(values[:, (months >= first) & (months <= last)])
        for horizon, (first, last) in windows_of(int(months[-1])).items()
    }


def _contrasts(
    cells: Sequence[Key], baseline: Key
) -> Iterator[tuple[str, Key, list[tuple[float, Key]]]]:
    """Yield each effect, its key in the table, and the cells it is made of with their signs."""
    for cell in cells:
        yield LEVEL, cell, [(1.0, cell), (-1.0, baseline)]
    hierarchical, balanced = DIVISIONS
    for rest, rule, division in cells:
        if division == balanced:
            terms = [(1.0, (rest, rule, balanced)), (-1.0, (rest, rule, hierarchical))]
            yield BALANCE, (rest, rule, ADDED), terms
    rules = rules_in_order(rule for _, rule, _ in cells)
    if len(rules) < 2:
        return
    first, second = rules
    change = less(second, first)
    rests = dict.fromkeys(rest for rest, _, _ in cells)
    for rest in rests:
        for division in DIVISIONS:
            terms = [(1.0, (rest, second, division)), (-1.0, (rest, first, division))]
            yield DECISIONS, (rest, change, division), terms
    for rest in rests:
        terms = [
            (1.0, (rest, second, balanced)),
            (-1.0, (rest, second, hierarchical)),
            (-1.0, (rest, first, balanced)),
            (1.0, (rest, first, hierarchical)),
        ]
        yield INTERACTION, (rest, change, ADDED), terms


def _channel_rows(channels: pd.DataFrame, months: int) -> Iterator[dict[str, object]]:
    """Yield what balanced jobs add in each setting, by channel and horizon."""
    for (rest, decisions), part in channels.groupby(["rest", "decisions"], sort=False):
        table = pd.concat(channels_by_horizon(part, months, OUTPUT), ignore_index=True)
        for row in table.to_dict("records"):
            yield {
                "effect": BALANCE,
                "rest": rest,
                "decisions": decisions,
                "division": ADDED,
                "horizon": row["horizon"],
                "outcome": OUTPUT,
                "channel": row["channel"],
                "unit": "log points",
                "difference": row["log_points"],
                "low": row["low"],
                "high": row["high"],
                "replicates": part["replicate"].nunique(),
            }
