"""What each figure of a comparison says, in a sentence with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import Floats, mean_interval
from sim.experiments.compare.answer import OUTPUT, change_in, gains_and_losses
from sim.experiments.compare.balance import added, settings_in
from sim.experiments.compare.figures.histograms import edges_of, employed_of, values_by_replicate
from sim.experiments.compare.figures.inequality import LORENZ_MEASURES, gini_of
from sim.experiments.compare.figures.job_bars import jobs_before_and_after
from sim.experiments.compare.figures.regimes import Regime, regimes_of
from sim.experiments.compare.figures.transition import PATH_INDICATORS
from sim.experiments.compare.outcomes import channel_of, quintile_differences
from sim.experiments.compare.record import TRAINING, UNTRAINED, Comparison
from sim.experiments.run.record import Run
from sim.text.labels import name_of
from sim.text.numbers import Number, difference, share
from sim.text.phrases import UNDECIDED, capital, counted, listed
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, LONG_RUN, TOTAL

PEAKED: Final = "empowerment"
"""Measure of which peaks are counted: whether jobs fall into classes."""

LOWEST_PEAK: Final = 4.0
"""Per cent of people in a bin from which a maximum counts as a peak."""

DEPTH: Final = 0.6
"""Share of the lower of two peaks below which people must be fewer between them."""

MOST_SECTORS: Final = 2


def takeaway(result: Comparison, name: str) -> str:
    """Return what a figure says; empty where its table does not tell.

    Parameters
    ----------
    result : Comparison
    name : str
        Of the figure, but not of those of jobs: see `who_does`.
    """
    return _TAKEAWAYS[name](result)


def _balance(result: Comparison) -> str:
    found = [
        effect
        for setting in settings_in(result)
        if np.isfinite((effect := added(result, setting, LONG_RUN, TOTAL)).difference)
    ]
    if not found:
        return ""
    low, high = (end(found, key=lambda effect: effect.difference) for end in (min, max))
    undecided = sum(not effect.decided for effect in found)
    unsure = f"; {undecided} of them {UNDECIDED}" if undecided else ""
    return (
        f"In the long run balanced jobs change output per hour by {_points(low).text(unit=False)} "
        f"to {_points(high).text()} in {counted(len(found), 'setting')}{unsure}."
    )


def _paths(result: Comparison) -> str:
    a, b = result.titles
    parts = [
        f"{name_of(name)} {number.text()}{_unsure(number)}"
        for name in PATH_INDICATORS
        if (number := change_in(result, name, LONG_RUN)).known
    ]
    return f"In the long run {b} differs from {a} by {listed(parts)}." if parts else ""


def _channels(result: Comparison) -> str:
    parts = {
        name: part
        for name in (*CHANNELS, TOTAL)
        if np.isfinite((part := channel_of(result, OUTPUT, LONG_RUN, name)).difference)
    }
    whole = parts.pop(TOTAL, None)
    if whole is None or not parts:
        return ""
    said = []
    for word, name in (
        ("gain", max(parts, key=lambda name: parts[name].difference)),
        ("loss", min(parts, key=lambda name: parts[name].difference)),
    ):
        number = _points(parts[name])
        if (number.value > 0.0) == (word == "gain"):
            said.append(f"the largest {word} is {name_of(name)} ({number.text(unit=False)})")
    total = _points(whole)
    most = capital(listed(said))
    return f"{most}; in the long run all together make {total.text()}{_unsure(total)}."


def _channel_path(result: Comparison) -> str:
    table = result.channel_path
    table = table[table["channel"].isin((*CHANNEL_GROUPS, "skills", "technology"))]
    if table.empty:
        return ""
    by_month = table.pivot(index="month", columns="channel", values="log_points").sort_index()
    largest = str(by_month.iloc[-1].abs().idxmax())
    first, last = (
        Number(float(by_month[largest].iloc[place]), unit="log points", difference=True)
        for place in (0, -1)
    )
    return (
        f"At the end {name_of(largest)} is the largest channel: from {first.text(unit=False)} in "
        f"month {by_month.index[0]} it comes to {last.text()}."
    )


def _quintile_channels(result: Comparison) -> str:
    fifths = quintile_differences(result, f"output_per_hour_{TOTAL}")
    told = {fifth: found for fifth, found in fifths.items() if found.decided}
    if not told:
        alike = all(found.low == 0.0 == found.high for found in fifths.values())
        says = "the same" if alike else UNDECIDED
        return f"What becomes of the output per hour of each fifth is {says}." if fifths else ""
    parts = [f"fifth {fifth} ({_points(found).text(unit=False)})" for fifth, found in told.items()]
    return (
        f"Output per hour changes by more than its interval in {listed(parts)} of five, in log "
        "points."
    )


def _differences(result: Comparison) -> str:
    rows = result.differences[result.differences["horizon"] == LONG_RUN]
    decided = [Outcome(*row).decided for row in rows[["difference", "low", "high"]].to_numpy(float)]
    if not len(rows):
        return ""
    return (
        f"In the long run {sum(decided)} of {counted(len(rows), 'indicator')} differ by more than "
        f"their intervals, {len(rows) - sum(decided)} do not."
    )


def unequal(result: Run | Comparison) -> str:
    """Return the Gini coefficients under each regime."""
    regimes = list(regimes_of(result))
    parts = [
        f"{measure} "
        + listed(
            f"{gini_of(result, regime.name, measure)}"
            + (f" under {_title(regime)}" if len(regimes) > 1 else "")
            for regime in regimes
        )
        for measure in LORENZ_MEASURES
    ]
    return f"At the end {'; '.join(parts)}."


def spread(result: Run | Comparison) -> str:
    """Return how many peaks empowerment has in each regime, in which sectors, and why."""
    return " ".join(filter(None, (_peaks(result, regime) for regime in regimes_of(result))))


def _peaks(result: Run | Comparison, regime: Regime) -> str:
    people = employed_of(result, regime.name)
    if people.empty or not {"sector", "workplace"} <= set(people.columns):
        return ""
    samples = values_by_replicate(result, regime.name, PEAKED)
    edges = edges_of(samples)
    shares = np.mean(
        [100.0 * np.histogram(values, edges)[0] / max(1, len(values)) for values in samples], axis=0
    )
    parts = []
    for place in peaks_of(shares):
        inside = people[people[PEAKED].between(edges[max(place - 1, 0)], edges[place + 2])]
        sectors = inside["sector"].value_counts().head(MOST_SECTORS).index
        words = listed(str(name).replace("_", " ") for name in sectors)
        middle = Number(float(edges[place : place + 2].mean()), decimals=2).text()
        parts.append(f"{middle} (mostly {words})")
    within = share(within_workplaces(people)).text()
    title = _title(regime)
    return (
        f"Under {title} empowerment has {counted(len(parts), 'peak')}"
        f"{', at ' + listed(parts) if parts else ''}, and {within} of its variance lies inside "
        "workplaces, the rest between them."
    )


def peaks_of(shares: Floats) -> list[int]:
    """Return the places of the peaks of a histogram.

    A peak has at least `LOWEST_PEAK` per cent of the people in its bin, and fewer than `DEPTH` of
    the lower of two peaks between it and the next.

    Parameters
    ----------
    shares : (bins,) float64
        Per cent of the people in each bin.
    """
    found: list[int] = []
    padded = np.concatenate([[0.0], shares, [0.0]])
    for place in range(len(shares)):
        before, here, after = padded[place : place + 3]
        if here < LOWEST_PEAK or here < before or here <= after:
            continue
        if found and shares[found[-1] : place].min() >= DEPTH * min(shares[found[-1]], here):
            if here > shares[found[-1]]:
                found[-1] = place
            continue
        found.append(place)
    return found


def within_workplaces(people: pd.DataFrame) -> float:
    """Return the share of the variance of empowerment that lies inside workplaces, from 0 to 1."""
    keys = [name for name in ("replicate", "workplace") if name in people]
    values = people[PEAKED]
    centre = people.groupby("replicate")[PEAKED].transform("mean")
    own = people.groupby(keys)[PEAKED].transform("mean")
    whole = float(((values - centre) ** 2).sum())
    return float(((values - own) ** 2).sum()) / whole if whole > 0.0 else 0.0


def who_does(result: Comparison, sector: str) -> str:
    """Return who does the most empowering licensed work of a workplace, and whether trained.

    Where no task has a licence, it is the most complex one.

    Parameters
    ----------
    result : Comparison
    sector : str
    """
    tables = jobs_before_and_after(result, sector, result.regimes[1])
    definition = next(one for one in result.a.sector_definitions if one.name == sector)
    licensed = [task for task in definition.tasks if task.licensed] or [
        max(definition.tasks, key=lambda task: task.complexity)
    ]
    task = max(licensed, key=lambda task: task.empowerment).name
    before, after = (_hands(table[table["task"] == task]) for table in tables)
    return f"{capital(task)} is done before by {before}, after by {after}."


def _hands(rows: pd.DataFrame) -> str:
    """Return how many people do a task, and how much of its time are hands not trained for it."""
    people = counted(rows["person"].nunique(), "person", "people")
    if not len(rows) or TRAINING not in rows:
        return people if len(rows) else "nobody of them"
    untrained = rows[rows[TRAINING] == UNTRAINED]
    if not len(untrained):
        return f"{people}, all trained for it"
    time = share(float(untrained["hours"].sum() / rows["hours"].sum())).text()
    return (
        f"{people}, {untrained['person'].nunique()} of them not trained for it ({time} of the time)"
    )


def run_paths(result: Run) -> str:
    """Return from where to where the main indicators of a run go."""
    monthly = result.monthly[result.monthly["month"] > 0]
    ends = (monthly["month"].min(), monthly["month"].max())
    first, last = (monthly[monthly["month"] == end] for end in ends)
    parts = [
        f"{name_of(name)} from "
        + " to ".join(
            _mean(rows[name], result.units.get(name, "")).text() for rows in (first, last)
        )
        for name in PATH_INDICATORS
        if name in result.indicators
    ]
    return f"From the first month to the last: {'; '.join(parts)}." if parts else ""


def _mean(values: pd.Series[float], unit: str) -> Number:
    mean, low, high = (float(number) for number in mean_interval(values.to_numpy(float)))
    return Number(mean, low, high, unit=unit)


def _title(regime: Regime) -> str:
    return " ".join(regime.title.split())


def _unsure(number: Number) -> str:
    if number.bounded and number.low == 0.0 == number.high:
        return " (the same)"
    return f" ({UNDECIDED})" if number.bounded and number.low <= 0.0 <= number.high else ""


def _points(found: Outcome) -> Number:
    return difference(found, "log points")


_TAKEAWAYS: Final[Mapping[str, Callable[[Comparison], str]]] = MappingProxyType(
    {
        "balance": _balance,
        "paths": _paths,
        "channels": _channels,
        "channel_path": _channel_path,
        "quintiles": gains_and_losses,
        "quintile_channels": _quintile_channels,
        "differences": _differences,
        "lorenz": unequal,
        "distributions": spread,
    }
)
