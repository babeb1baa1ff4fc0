"""The figures of a comparison or a run, with captions and texts for who cannot see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.estimates import Conclusion, conclusions
from sim.experiments.compare.figures.histograms import DISTRIBUTION_MEASURES, values_by_replicate
from sim.experiments.compare.figures.inequality import LORENZ_MEASURES
from sim.experiments.compare.figures.job_balance import jobs_before_and_after, people_named
from sim.experiments.compare.figures.regimes import people_of, regimes_of
from sim.experiments.compare.figures.transition import PATH_INDICATORS
from sim.experiments.compare.outcomes import channel_of, quintile_differences
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.plot.saving import figures_of
from sim.report.frames import interval, number
from sim.text.document import Picture
from sim.text.labels import display_of, heading_of, name_of
from sim.vocabulary import CHANNELS, LONG_RUN, TOTAL

_CAPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paths": "Main indicators month by month. Lines are means over replicates, bands 95 % "
        "intervals; the vertical line is the fork, the shaded part the transition.",
        "channels": "What the gap in output per hour is made of. Each bar starts where the one "
        "before ends, the last is the whole gap; thin lines are 95 % intervals of each bar's "
        "length.",
        "channel_path": "The same channels over time. They add up to the total; bands are 95 % "
        "intervals.",
        "quintiles": "Long-run means by fifth of people, from the worst jobs before the fork (1) "
        "to the best (5). Where the bar around the second mark does not reach the first, the "
        "95 % interval of the paired difference excludes zero.",
        "quintile_channels": "What changes the output per hour of each fifth. Stacked bars are the "
        "channels, discs their sum with its 95 % interval.",
        "differences": "All paired differences with 95 % intervals, by unit. Grey where the "
        "interval contains zero.",
        "lorenz": "Lorenz curves at the end: the further a curve is from the diagonal, the more "
        "unequal. Bands and brackets are 95 % intervals.",
        "distributions": "How people are spread at the end, among people with a job for "
        "empowerment and effort. Bands are 95 % intervals over replicates.",
    }
)

_JOBS_CAPTION: Final = (
    "Every job of one workplace in the first replicate, as a bar of its tasks. Darker tasks are "
    "more empowering. People keep their place from the upper panel to the lower ones; two are "
    "named by what they mostly did before."
)

JOBS: Final = "job_balance_"
"""Beginning of the names of the figures of jobs, before the sector."""


def pictures_there(result: Run | Comparison) -> set[str]:
    """Return the names of the figures that a result can be drawn as."""
    return set(figures_of(result))


def picture(result: Run | Comparison, name: str) -> Picture:
    """Return a figure with its caption and its text.

    Parameters
    ----------
    result : Run or Comparison
    name : str
        One of `pictures_there`.
    """
    figure = figures_of(result)[name]()
    if isinstance(result, Run):
        text = _RUN_TEXTS[name](result)
        return Picture(name, figure, _CAPTIONS[name], text)
    if name.startswith(JOBS):
        return Picture(name, figure, _JOBS_CAPTION, _jobs(result, name.removeprefix(JOBS)))
    return Picture(name, figure, _CAPTIONS[name], _TEXTS[name](result))


def _paths(comparison: Comparison) -> str:
    a, b = comparison.titles
    rows = comparison.differences
    rows = rows[rows["horizon"] == LONG_RUN]
    by_name = {row["indicator"]: row for row in rows.to_dict("records")}
    parts = []
    for indicator in PATH_INDICATORS:
        if indicator in by_name:
            row = by_name[indicator]
            shown = display_of(str(row["unit"]))
            unit = " %" if shown.level == "%" else ""
            parts.append(
                f"{name_of(indicator)} {shown.text(float(row['mean_a']))}{unit} under {a} and "
                f"{shown.text(float(row['mean_b']))}{unit} under {b}"
            )
    return f"Line charts over the months after the fork. In the long run: {'; '.join(parts)}."


def _channels(comparison: Comparison) -> str:
    return (
        "Waterfall charts for transition and long run. In the long run, in log points: "
        f"{_channel_words(comparison)}."
    )


def _channel_words(comparison: Comparison) -> str:
    parts = []
    for name in (*CHANNELS, TOTAL):
        outcome = channel_of(comparison, "output_per_hour", LONG_RUN, name)
        if outcome.difference == outcome.difference:
            value = interval((outcome.difference, outcome.low, outcome.high), 1, signed=True)
            parts.append(f"{name_of(name)} {value}")
    return ", ".join(parts)


def _channel_path(comparison: Comparison) -> str:
    table = comparison.channel_path
    last = table[table["month"] == table["month"].max()].set_index("channel")["log_points"]
    ends = ", ".join(
        f"{name_of(str(name))} {number(float(value), 1, signed=True)}"
        for name, value in last.items()
    )
    return (
        "Line chart of the channels over the months after the fork, in log points. At the end: "
        f"{ends}."
    )


def _quintiles(comparison: Comparison) -> str:
    parts = []
    for measure in ("income", "alienation"):
        fifths = quintile_differences(comparison, measure)
        if fifths:
            words = ", ".join(
                f"fifth {fifth} {_direction(outcome.conclusion, outcome.difference)}"
                for fifth, outcome in fifths.items()
            )
            parts.append(f"{name_of(measure)}: {words}")
    a, b = comparison.titles
    return (
        f"Dots for {a} and {b} by fifth of people, from the worst to the best jobs before. Change "
        f"from {a} to {b}: {'; '.join(parts)}."
    )


def _direction(conclusion: Conclusion, difference: float) -> str:
    words = {
        Conclusion.HIGHER: "higher",
        Conclusion.LOWER: "lower",
        Conclusion.EQUAL: "the same",
        Conclusion.UNDECIDED: "undecided",
    }
    return words.get(conclusion, "higher" if difference > 0.0 else "lower")


def _quintile_channels(comparison: Comparison) -> str:
    fifths = quintile_differences(comparison, f"output_per_hour_{TOTAL}")
    totals = ", ".join(
        f"fifth {fifth} {interval((o.difference, o.low, o.high), 1, signed=True)}"
        for fifth, o in fifths.items()
    )
    return f"Stacked bars of channels by fifth of people. Sums, in log points: {totals}."


def _differences(comparison: Comparison) -> str:
    rows = comparison.differences
    rows = rows[rows["horizon"] == LONG_RUN]
    found = conclusions(rows)
    higher, lower = ((found == sign).sum() for sign in (Conclusion.HIGHER, Conclusion.LOWER))
    a, b = comparison.titles
    return (
        f"Dots with intervals for every indicator, {b} minus {a}; the numbers stand in the table "
        f"below. In the long run {higher} are higher beyond chance and {lower} lower, of "
        f"{len(rows)}."
    )


def _lorenz(result: Run | Comparison) -> str:
    parts = []
    for measure in LORENZ_MEASURES:
        halves = []
        for regime in regimes_of(result):
            people = people_of(result, regime.name)
            share = [
                values.nsmallest(len(values) // 2).sum() / values.sum()
                for _, values in people.groupby("replicate")[measure]
            ]
            title = " ".join(regime.title.split())
            halves.append(f"{100.0 * sum(share) / len(share):.0f} % under {title}")
        parts.append(f"{measure} {' and '.join(halves)}")
    return f"Lorenz curves. The poorer half of the people hold, of {'; of '.join(parts)}."


def _distributions(result: Run | Comparison) -> str:
    parts = []
    for measure in DISTRIBUTION_MEASURES:
        spreads = []
        for regime in regimes_of(result):
            values = np.concatenate(values_by_replicate(result, regime.name, measure))
            low, high = np.quantile(values, [0.1, 0.9])
            spreads.append(f"{low:.2f} to {high:.2f} under {' '.join(regime.title.split())}")
        parts.append(f"{name_of(measure)} {' and '.join(spreads)}")
    return f"Histograms. From the lowest to the highest tenth of all people: {'; '.join(parts)}."


def _jobs(comparison: Comparison, sector: str) -> str:
    regime = comparison.regimes[1]
    before, after = jobs_before_and_after(comparison, sector, regime)
    months = int(after["month"].iloc[0])
    parts = []
    for named in people_named(comparison, sector, regime):
        then = _job_words(before, named.person)
        row = after[(after["person"] == named.person) & after["stayed"]]
        now = _job_words(row, named.person) if len(row) else "has left the workplace"
        parts.append(f"The {named.name}: before, {then}; {months} months later, {now}.")
    lowest, highest = (
        f"{rows.groupby('person')['job_index'].first().min():.2f} to "
        f"{rows.groupby('person')['job_index'].first().max():.2f}"
        for rows in (before, after)
    )
    return (
        f"{heading_of(sector)}: stacked bars, one for each job. Job indices run from {lowest} "
        f"before and from {highest} after. {' '.join(parts)}"
    )


def _job_words(rows: pd.DataFrame, person: int) -> str:
    job = rows[rows["person"] == person].sort_values("hours", ascending=False)
    return ", ".join(
        f"{100.0 * hours:.0f} % {task}"
        for task, hours in zip(job["task"], job["hours"], strict=True)
    )


def _run_paths(run: Run) -> str:
    last = run.monthly[run.monthly["month"] == run.monthly["month"].max()]
    parts = []
    for indicator in PATH_INDICATORS:
        shown = display_of(run.units.get(indicator, ""))
        unit = " %" if shown.level == "%" else ""
        parts.append(f"{name_of(indicator)} {shown.text(float(last[indicator].mean()))}{unit}")
    return f"Line charts over the months after the burn-in. At the end: {'; '.join(parts)}."


_TEXTS: Final[Mapping[str, Callable[[Comparison], str]]] = MappingProxyType(
    {
        "paths": _paths,
        "channels": _channels,
        "channel_path": _channel_path,
        "quintiles": _quintiles,
        "quintile_channels": _quintile_channels,
        "differences": _differences,
        "lorenz": _lorenz,
        "distributions": _distributions,
    }
)

_RUN_TEXTS: Final[Mapping[str, Callable[[Run], str]]] = MappingProxyType(
    {"paths": _run_paths, "lorenz": _lorenz, "distributions": _distributions}
)
