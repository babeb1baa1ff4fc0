"""What stands below the figures of a comparison, and a text for those who cannot see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

import pandas as pd

from sim.analysis.estimates import Conclusion, Outcome
from sim.experiments.compare.answer import HEADLINE, MEASURES_BY_FIFTH, OUTPUT, change_in
from sim.experiments.compare.balance_words import balance_seen
from sim.experiments.compare.figures import JOBS
from sim.experiments.compare.figures.descriptions import (
    DISTRIBUTIONS_CAPTION,
    LORENZ_CAPTION,
    spread_words,
    unequal_words,
)
from sim.experiments.compare.figures.job_bars import jobs_before_and_after, people_named
from sim.experiments.compare.figures.transition import PATH_INDICATORS
from sim.experiments.compare.outcomes import channel_of, quintile_differences
from sim.experiments.compare.record import TRAINING, Comparison
from sim.experiments.compare.takeaways import takeaway, who_does
from sim.study.sections import Caption
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number, difference
from sim.text.phrases import UNDECIDED, listed
from sim.vocabulary import CHANNELS, LONG_RUN, TOTAL

_JOBS_CAPTION: Final = (
    "Every job of one workplace in the first replicate, as a bar of its tasks. Darker tasks are "
    "more empowering. People keep their place from the upper panel to the lower ones, and who has "
    "left since leaves a gap; two are named by what they mostly did before. That a task stands in "
    "a job says how long, not which part of it somebody does."
)


_HATCHED: Final = (
    " Hatched is expert work (about five years of preparation and more) by people not trained in "
    "its field."
)


def captions(result: Comparison, names: Iterable[str]) -> dict[str, Caption]:
    """Return the captions of some figures of a comparison, of such as can be drawn.

    Parameters
    ----------
    result : Comparison
    names : iterable of str
        As `drawings` has them.
    """
    there = result.drawings()
    return {name: _caption(result, name) for name in names if name in there}


def _caption(result: Comparison, name: str) -> Caption:
    if name.startswith(JOBS):
        hatched = _HATCHED if TRAINING in result.jobs else ""
        sector = name.removeprefix(JOBS)
        return Caption(_JOBS_CAPTION + hatched, _jobs(result, sector), who_does(result, sector))
    words, describe = _CAPTIONS[name]
    return Caption(words, describe(result), takeaway(result, name))


def _paths(result: Comparison) -> str:
    a, b = result.titles
    rows = result.differences[result.differences["horizon"] == LONG_RUN]
    by_name = {row["indicator"]: row for row in rows.to_dict("records")}
    parts = []
    for name in PATH_INDICATORS:
        if name in by_name:
            row = by_name[name]
            under_a, under_b = (
                Number(float(row[mean]), unit=str(row["unit"])).text()
                for mean in ("mean_a", "mean_b")
            )
            parts.append(f"{name_of(name)} {under_a} under {a} and {under_b} under {b}")
    return f"Line charts over the time after the change. In the long run: {'; '.join(parts)}."


def _channels(result: Comparison) -> str:
    parts = [
        f"{name_of(name)} {number.text(unit=False)}"
        for name in (*CHANNELS, TOTAL)
        if (number := _points(channel_of(result, OUTPUT, LONG_RUN, name))).known
    ]
    return (
        "Bars from zero for transition and long run. In the long run, in log points: "
        f"{', '.join(parts)}."
    )


def _channel_path(result: Comparison) -> str:
    table = result.channel_path
    last = table[table["month"] == table["month"].max()]
    parts = [
        f"{name_of(str(row['channel']))} "
        + Number(float(row["log_points"]), unit="log points", difference=True).text(unit=False)
        for row in last.to_dict("records")
    ]
    return (
        "Line chart of the channels over the time after the change, in log points. At the end: "
        f"{', '.join(parts)}."
    )


def _quintiles(result: Comparison) -> str:
    a, b = result.titles
    parts = []
    for measure in MEASURES_BY_FIFTH:
        fifths = quintile_differences(result, measure)
        if fifths:
            words = ", ".join(f"fifth {fifth} {_way(found)}" for fifth, found in fifths.items())
            parts.append(f"{name_of(measure)}: {words}")
    return (
        f"Dots for {a} and {b} by fifth of people, from the worst to the best jobs before. Change "
        f"from {a} to {b}: {'; '.join(parts)}."
    )


def _way(found: Outcome) -> str:
    words = {
        Conclusion.HIGHER: "higher",
        Conclusion.LOWER: "lower",
        Conclusion.EQUAL: "the same",
        Conclusion.UNDECIDED: UNDECIDED,
        Conclusion.NO_INTERVAL: "higher" if found.difference > 0.0 else "lower",
    }
    return words[found.conclusion]


def _quintile_channels(result: Comparison) -> str:
    fifths = quintile_differences(result, f"output_per_hour_{TOTAL}")
    totals = ", ".join(
        f"fifth {fifth} {_points(found).text(unit=False)}" for fifth, found in fifths.items()
    )
    return f"Stacked bars of channels by fifth of people. Sums, in log points: {totals}."


def _differences(result: Comparison) -> str:
    a, b = result.titles
    parts = [
        f"{name_of(name)} {number.text()}"
        for name in HEADLINE
        if (number := change_in(result, name, LONG_RUN)).known
    ]
    return (
        f"Dots with intervals for every indicator, {b} less {a}; all numbers stand in the table "
        f"below. In the long run: {listed(parts)}."
    )


def _points(found: Outcome) -> Number:
    return difference(found, "log points")


def _jobs(result: Comparison, sector: str) -> str:
    regime = result.regimes[1]
    before, after = jobs_before_and_after(result, sector, regime)
    months = int(after["month"].iloc[0])
    parts = []
    for named in people_named(result, sector, regime):
        then = _job_words(before, named.person)
        row = after[(after["person"] == named.person) & after["stayed"]]
        now = _job_words(row, named.person) if len(row) else "has left the workplace"
        parts.append(f"The {named.name}: before, {then}; {months} months later, {now}.")
    lowest, highest = (_index_words(rows) for rows in (before, after))
    return (
        f"{heading_of(sector)}: stacked bars, one for each job. Job indices run from {lowest} "
        f"before and from {highest} after. {' '.join(parts)}"
    )


def _index_words(rows: pd.DataFrame) -> str:
    of_people = rows.groupby("person")["job_index"].first()
    ends = (Number(float(end), decimals=2).text() for end in (of_people.min(), of_people.max()))
    return " to ".join(ends)


def _job_words(rows: pd.DataFrame, person: int) -> str:
    job = rows[rows["person"] == person].sort_values("hours", ascending=False, kind="stable")
    return ", ".join(
        f"{Number(float(hours), unit='share', decimals=0).text()} {task}"
        for task, hours in zip(job["task"], job["hours"], strict=True)
    )


_CAPTIONS: Final[Mapping[str, tuple[str, Callable[[Comparison], str]]]] = MappingProxyType(
    {
        "balance": (
            "What balanced jobs themselves add, in the long run. Left: output per hour of every "
            "mix relative to the first regime; filled marks are the two regimes that are compared, "
            "grey lines join what differs in the division of labour alone. Right: what balanced "
            "jobs add in each of these settings, as stacked channels and their sum. Lines are "
            "95 % intervals.",
            balance_seen,
        ),
        "paths": (
            "Main indicators month by month. Lines are means over replicates, bands 95 % "
            "intervals; the dotted line is the change of regime, the shaded part the transition. "
            "The narrow panels are the paired differences.",
            _paths,
        ),
        "channels": (
            "What the gap in output per hour is made of. Bars to the right are gains, bars to the "
            "left losses; the last is their sum, the whole gap. Thin lines are 95 % intervals of "
            "each bar's length.",
            _channels,
        ),
        "channel_path": (
            "The same channels over time. They add up to the total; bands are 95 % intervals.",
            _channel_path,
        ),
        "quintiles": (
            "Long-run means by fifth of people, from the worst jobs before the change (1) to the "
            "best (5). The narrow panels are the paired differences with 95 % intervals, grey "
            "where the interval contains zero.",
            _quintiles,
        ),
        "quintile_channels": (
            "What changes the output per hour of each fifth, which is not its income. Stacked bars "
            "are the channels, discs their sum with its 95 % interval.",
            _quintile_channels,
        ),
        "differences": (
            "All paired differences with 95 % intervals, by unit. Grey where the interval contains "
            "zero. To the right is more, which need not be better.",
            _differences,
        ),
        "lorenz": (LORENZ_CAPTION, unequal_words),
        "distributions": (DISTRIBUTIONS_CAPTION, spread_words),
    }
)
