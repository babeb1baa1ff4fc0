"""The figures of experiments, with captions and texts for who cannot see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, cast

from sim.drawing.marks import horizon_words
from sim.experiments.break_even.record import BreakEven
from sim.experiments.factorial.figures import SHOWN
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.plot.saving import figures_of
from sim.report.frames import interval, number, short
from sim.study.record import Experiment
from sim.text.document import Picture
from sim.text.labels import display_of, name_of
from sim.vocabulary import LONG_RUN

_MOST_NAMED: Final = 5

_CAPTIONS: Final[Mapping[tuple[str, str], str]] = {
    ("sweep", "overview"): "Mean output per hour in the long run along each factor, all others "
    "varied, with 95 % intervals.",
    ("factorial", "effects"): "What each institution changes, averaged over all mixes of the "
    "others, and what two of them change together, with 95 % intervals. Grey where the interval "
    "contains zero.",
    ("frontier", "map"): "The gap over two parameters. On the thick line neither regime is ahead; "
    "between the thin lines the 95 % interval contains zero. White marks are what each side "
    "assumes, dots what was simulated.",
    ("break-even", "curve"): "The gap over one parameter with its 95 % band. It is zero at the "
    "dashed line; the bar on the zero line is the interval of that value.",
    ("verdict", "probabilities"): "The share of all draws of the parameters in which the second "
    "regime is at least as productive, with 95 % intervals.",
    ("verdict", "distribution"): "The gap over all draws, cumulated, by horizon. White marks are "
    "what each side's own assumptions give, with 95 % intervals.",
    ("verdict", "map"): "Who is ahead, over the two parameters that decide most. Rectangles are "
    "the boxes in which each side is right; white marks are what each side assumes.",
    ("verdict", "sensitivity"): "What decides the gap: Sobol indices with 95 % intervals, and as a "
    "second opinion PAWN indices.",
    ("sensitivity", "sensitivity"): "What decides the outcome: indices of the most influential "
    "factors with 95 % intervals, and PAWN indices where the design allows them.",
}


def picture(result: Experiment, name: str) -> Picture:
    """Return a figure with its caption and its text.

    Parameters
    ----------
    result : Experiment
    name : str
        One of `figures_of`.

    Raises
    ------
    ResultsError
        If what is finished is not enough to draw it.
    """
    figure = figures_of(result)[name]()
    key = (result.kind, name)
    return Picture(name, figure, _CAPTIONS[key], _TEXTS[key](result))


def _overview(result: Sweep) -> str:
    rows = result.runs[result.runs["horizon"] == LONG_RUN]
    ends = []
    for name, part in rows.groupby("scenario", sort=False):
        at_points = part.groupby("point")["output_per_hour"].mean()
        ends.append(f"{name} from {at_points.min():.3f} to {at_points.max():.3f}")
    return f"One panel for each factor. Output per hour over all points: {'; '.join(ends)}."


def _effects(result: Factorial) -> str:
    rows = result.effects[(result.effects["horizon"] == LONG_RUN) & (result.effects["order"] == 1)]
    parts = []
    for outcome in SHOWN:
        effects = rows[rows["outcome"] == outcome]
        if effects.empty:
            continue
        shown = display_of(str(effects["unit"].iloc[0]))
        largest = max(effects.to_dict("records"), key=lambda row: abs(row["effect"]))
        values = (shown.scale * float(largest[name]) for name in ("effect", "low", "high"))
        words = interval(values, shown.decimals, signed=True)
        parts.append(f"on {name_of(outcome)} {largest['term']} {words} {shown.difference}")
    return (
        f"Dots with intervals for every institution and pair. Largest effects: {'; '.join(parts)}."
    )


def _map(result: Frontier) -> str:
    a, b = result.titles
    ahead = int((result.points["gap"] > 0).sum())
    line = result.contours[result.contours["kind"] == "estimate"]
    where = (
        "There is no line inside the ranges."
        if line.empty
        else "The line where neither is ahead runs through "
        + " and ".join(
            f"{name_of(name)} from {short(line[name].min())} to {short(line[name].max())}"
            for name in (result.x, result.y)
        )
        + "."
    )
    return (
        f"Coloured map over {name_of(result.x)} and {name_of(result.y)}. {b} is ahead of {a} at "
        f"{ahead} of {len(result.points)} points. {where}"
    )


def _curve(result: BreakEven) -> str:
    first, last = result.points.iloc[0], result.points.iloc[-1]
    ends = " to ".join(
        interval((row["gap"], row["low"], row["high"]), 1, signed=True) for row in (first, last)
    )
    places = ", ".join(short(value) for value in result.crossings["value"])
    crossing = f"It crosses zero at {places}." if places else "It does not cross zero."
    return (
        f"Line with a band. Over {name_of(result.parameter)} from {short(first[result.parameter])} "
        f"to {short(last[result.parameter])} the gap goes from {ends} log points. {crossing}"
    )


def _probabilities(result: Verdict) -> str:
    rows = [
        f"{name_of(row['measure'])}, {horizon_words(row['horizon'])}: "
        f"{interval((row['probability'], row['low'], row['high']), 2)}"
        for _, row in result.probabilities.iterrows()
    ]
    return f"Dots with intervals between 0 and 1. {'; '.join(rows)}."


def _distribution(result: Verdict) -> str:
    parts = []
    for (measure, horizon), rows in result.gaps.groupby(["measure", "horizon"], sort=False):
        low, middle, high = (number(float(x), 1) for x in rows["gap"].quantile([0.1, 0.5, 0.9]))
        parts.append(
            f"{name_of(str(measure))}, {horizon_words(str(horizon))}: median {middle}, lowest and "
            f"highest tenth at {low} and {high}"
        )
    return f"Cumulative curves of the gap in log points. {'; '.join(parts)}."


def _verdict_map(result: Verdict) -> str:
    last = result.gaps["horizon"].iloc[-1]
    gaps = result.gaps[
        (result.gaps["measure"] == "output_per_hour") & (result.gaps["horizon"] == last)
    ]["gap"]
    a, b = result.titles
    return (
        f"Scattered points, one for each draw: {b} is at least as productive in "
        f"{int((gaps >= 0).sum())} of {len(gaps)}, {a} is ahead in the others."
    )


def _decisive(result: Sensitivity | Verdict) -> str:
    if isinstance(result, Verdict):
        named = result.decisive[:_MOST_NAMED]
    else:
        choices = ((result.indices, "total"), (result.indices, "mu_star"), (result.density, "pawn"))
        table, by = next((frame, column) for frame, column in choices if column in frame)
        named = list(table.sort_values(by, ascending=False)["parameter"])[:_MOST_NAMED]
    words = ", ".join(name_of(str(name)) for name in named)
    return f"Bars with intervals, the longest first: {words}."


_TEXTS: Final = cast(
    "Mapping[tuple[str, str], Callable[[Experiment], str]]",
    {
        ("sweep", "overview"): _overview,
        ("factorial", "effects"): _effects,
        ("frontier", "map"): _map,
        ("break-even", "curve"): _curve,
        ("verdict", "probabilities"): _probabilities,
        ("verdict", "distribution"): _distribution,
        ("verdict", "map"): _verdict_map,
        ("verdict", "sensitivity"): _decisive,
        ("sensitivity", "sensitivity"): _decisive,
    },
)
