"""The answer of an experiment in plain words, for a reader without statistics.

Nothing here leans to either side: an interval that contains zero is reported as undecided.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, cast

import pandas as pd

from sim.analysis.estimates import DECIDED, conclusions, decided
from sim.experiments.break_even.record import BreakEven
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.study.record import Experiment
from sim.text.labels import name_of
from sim.vocabulary import LONG_RUN

WIDTH: Final = 88
TERMS_SHOWN: Final = 8


def experiment_words(result: Experiment) -> str:
    """Return what an experiment says, in lines of at most 88 characters.

    Parameters
    ----------
    result : Experiment
    """
    return "\n".join(_WORDS[result.kind](result))


def _sweep(result: Sweep) -> Iterable[str]:
    horizon = LONG_RUN
    rows = result.runs[result.runs["horizon"] == horizon]
    yield _paragraph(
        f"{result.completed:,} of {result.planned:,} runs are done: "
        f"{rows['point'].nunique():,} points over {', '.join(result.factors[:6]) or 'no factor'}"
        f"{' and others' if len(result.factors) > 6 else ''}. Output per hour in the long run, "
        "over all points:"
    )
    yield ""
    yield f"  {'scenario':<24}{'mean':>10}{'lowest':>10}{'highest':>10}"
    for name, part in rows.groupby("scenario", sort=False):
        at_points = part.groupby("point")["output_per_hour"].mean()
        yield (
            f"  {name:<24}{at_points.mean():>10.3f}{at_points.min():>10.3f}{at_points.max():>10.3f}"
        )


def _factorial(result: Factorial) -> Iterable[str]:
    horizon = LONG_RUN
    effects = result.effects[result.effects["horizon"] == horizon]
    regimes = (result.regimes["horizon"] == horizon).sum() // result.regimes["outcome"].nunique()
    yield _paragraph(
        f"{regimes} regimes, {result.settings['replicates']} replicates, long run. Effect of going "
        f"from the rule of {result.titles[0]} to that of {result.titles[1]}, over all mixes of the "
        "others, with 95 % intervals; * where the interval excludes zero."
    )
    for outcome in ("output_per_hour", "effort", "alienation", "income_gini"):
        rows = effects[effects["outcome"] == outcome]
        main = rows[rows["order"] == 1]
        pairs = rows[rows["order"] == 2]
        largest = pairs.loc[pairs["effect"].abs().sort_values(ascending=False, kind="stable").index]
        yield ""
        yield f"{_capital(name_of(outcome))}, {rows['unit'].iloc[0]}"
        for _, row in pd.concat([main, largest.head(3)]).iterrows():
            digits = 2 if outcome == "output_per_hour" else 4
            yield f"  {row['term']:<28}{_interval(row, 'effect', digits)}{_star(row)}"


def _frontier(result: Frontier) -> Iterable[str]:
    a, b = result.titles
    points = result.points
    ahead = (points["gap"] > 0).sum()
    line = result.contours[result.contours["kind"] == "estimate"]
    measure = f"{name_of(result.measure)} ({result.horizon.replace('_', ' ')})"
    if not len(line):
        side = b if ahead else a
        clear = conclusions(points).isin(DECIDED).all()
        yield _paragraph(
            f"No line inside the range: {side} has the higher {measure} at all {len(points)} "
            f"points over {result.x} and {result.y}"
            + ("." if clear else ", although at some of them the interval contains zero.")
        )
    else:
        spans = [
            f"{name} from {line[name].min():.3g} to {line[name].max():.3g}"
            for name in (result.x, result.y)
        ]
        yield _paragraph(
            f"{b} and {a} have the same {measure} along a line through {' and '.join(spans)}. "
            f"{b} is ahead at {ahead} of the {len(points)} points, which lie densest along the "
            "line. The points of the line stand in contours.parquet, with those of the limits of "
            "its 95 % band."
        )
    corners = [
        f"{result.x} {points[result.x].agg(x):.3g}, {result.y} {points[result.y].agg(y):.3g}: "
        + _gap_at(points, result.x, points[result.x].agg(x), result.y, points[result.y].agg(y))
        for x in ("min", "max")
        for y in ("min", "max")
    ]
    yield ""
    yield "Gap at the corners, in log points:"
    yield from (f"  {corner}" for corner in corners)


def _gap_at(points: pd.DataFrame, x: str, at_x: float, y: str, at_y: float) -> str:
    row = points[(points[x] == at_x) & (points[y] == at_y)].iloc[0]
    return _interval(row, "gap", 1).strip()


def _break_even(result: BreakEven) -> Iterable[str]:
    a, b = result.titles
    name, points = result.parameter, result.points
    low, high = points[name].min(), points[name].max()
    measure = f"{name_of(result.measure)} ({result.horizon.replace('_', ' ')})"
    if not len(result.crossings):
        mean = points["gap"].mean()
        side = b if mean > 0 else a
        yield _paragraph(
            f"There is no break-even of {name} between {low:g} and {high:g}: {side} has the higher "
            f"{measure} over the whole range, by {abs(points['gap']).min():.1f} to "
            f"{abs(points['gap']).max():.1f} log points."
        )
    for _, row in result.crossings.iterrows():
        yield _paragraph(
            f"{b} and {a} have the same {measure} at {name} = {row['value']:.4g} "
            f"[{_end(row, 'low')}, {_end(row, 'high')}]; {b} is ahead {row['b_ahead']} it."
        )
    for _, row in result.undecided.iterrows():
        if result.crossings["value"].between(row["low"], row["high"]).any():
            continue  # said as the interval of the break-even
        yield _paragraph(
            f"Between {row['low']:.4g} and {row['high']:.4g} the runs do not decide who is ahead."
        )
    yield ""
    yield f"{name:>24}  gap, log points"
    yield from (
        f"{row[name]:>24.4g}  {_interval(row, 'gap', 1).strip()}" for _, row in points.iterrows()
    )


def _end(row: pd.Series[Any], end: str) -> str:
    if math.isnan(row[end]):
        return "unknown"
    return f"{row[end]:.4g}" + (" and beyond" if row[f"{end}_open"] else "")


def _verdict(result: Verdict) -> Iterable[str]:
    a, b = result.titles
    draws = int(result.probabilities["draws"].max())
    yield _paragraph(
        f"Over {draws:,} draws of all parameters from their published ranges, {b} is at least as "
        f"productive as {a} with probability:"
    )
    yield ""
    for _, row in result.probabilities.iterrows():
        yield (
            f"  {name_of(row['measure']):<18}{_when(row['horizon']):<16}"
            f"{_interval(row, 'probability', 2)}"
        )
    yield ""
    last = result.indices["horizon"].iloc[-1]
    rows = result.indices[
        (result.indices["measure"] == "output_per_hour") & (result.indices["horizon"] == last)
    ].sort_values("total", ascending=False, kind="stable")
    yield f"What decides the gap in output per hour, {_when(last)} (share of its variance):"
    yield ""
    yield f"  {'parameter':<34}{'alone':>22}{'with interactions':>24}"
    for _, row in rows.head(TERMS_SHOWN).iterrows():
        yield (
            f"  {row['parameter']:<34}{_interval(row, 'first_order', 2):>22}"
            f"{_interval(row, 'total', 2):>24}"
        )
    for side in ("critics", "advocates"):
        yield ""
        yield from _box(result, side)
    yield ""
    yield "What each side's own assumptions give for output per hour, log points:"
    packs = result.pack_gaps
    rows = packs[(packs["measure"] == "output_per_hour") & (packs["horizon"] == last)]
    yield from (f"  {row['pack']:<24}{_interval(row, 'gap', 1)}" for _, row in rows.iterrows())


def _box(result: Verdict, side: str) -> Iterable[str]:
    quality = result.box_quality[result.box_quality["side"] == side].iloc[0]
    limits = result.boxes[result.boxes["side"] == side]
    loser = "less" if side == "critics" else "at least as"
    if not len(limits):
        yield _paragraph(
            f"No box of assumptions sets apart the draws in which the {side} are right."
        )
        return
    yield _paragraph(
        f"The {side} are right ({result.titles[1]} is {loser} productive) in "
        f"{_percentage(quality, 'density')} of the draws inside this box, which holds "
        f"{_percentage(quality, 'coverage')} of all draws in which they are (judged by "
        f"{quality['draws']} draws that it was not found with):"
    )
    for _, row in limits.iterrows():
        yield (
            f"  {row['parameter']:<34}{row['low']:>9.3g} to {row['high']:<9.3g}"
            f" of {row['range_low']:.3g} to {row['range_high']:.3g}"
        )


def _percentage(row: pd.Series[Any], column: str) -> str:
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    return f"{100 * row[column]:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def _sensitivity(result: Sensitivity) -> Iterable[str]:
    yield _paragraph(
        f"What decides {name_of(result.outcome)}, {_when(result.horizon)}, by "
        f"{result.method.replace('_', ' ')} design of {result.planned:,} runs:"
    )
    yield ""
    table = result.indices
    if "total" in table:
        table = table.sort_values("total", ascending=False, kind="stable")
        yield f"  {'factor':<34}{'alone':>22}{'with interactions':>24}"
        for _, row in table.head(TERMS_SHOWN).iterrows():
            yield (
                f"  {row['parameter']:<34}{_interval(row, 'first_order', 2):>22}"
                f"{_interval(row, 'total', 2):>24}"
            )
    elif "mu_star" in table:
        table = table.sort_values("mu_star", ascending=False, kind="stable")
        yield f"  {'factor':<34}{'mean effect':>14}{'size of effect':>26}"
        for _, row in table.head(TERMS_SHOWN).iterrows():
            yield f"  {row['parameter']:<34}{row['mu']:>14.3g}{_interval(row, 'mu_star', 3):>26}"
    else:
        table = result.density.sort_values("pawn", ascending=False, kind="stable")
        yield f"  {'factor':<34}{'PAWN':>8}{'without influence':>20}"
        for _, row in table.head(TERMS_SHOWN).iterrows():
            yield f"  {row['parameter']:<34}{row['pawn']:>8.2f}{row['threshold']:>20.2f}"


def _interval(row: pd.Series[Any], column: str, digits: int) -> str:
    """Return a value with its interval, which may be missing."""
    low, high = ("low", "high") if "low" in row else (f"{column}_low", f"{column}_high")
    text = f"{row[column]:>9.{digits}f}"
    if math.isnan(row[low]) or math.isnan(row[high]):
        return text
    return f"{text} [{row[low]:.{digits}f}, {row[high]:.{digits}f}]"


def _star(row: pd.Series[Any]) -> str:
    return " *" if decided(row["low"], row["high"]) else ""


def _when(horizon: str) -> str:
    kind, _, year = horizon.partition("_")
    return (
        f"after {year} year{'' if year == '1' else 's'}"
        if kind == "year"
        else "in the " + (horizon.replace("_", " "))
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH)


_WORDS: Final = cast(
    "Mapping[str, Callable[[Experiment], Iterable[str]]]",
    {
        "sweep": _sweep,
        "factorial": _factorial,
        "frontier": _frontier,
        "break-even": _break_even,
        "verdict": _verdict,
        "sensitivity": _sensitivity,
    },
)
