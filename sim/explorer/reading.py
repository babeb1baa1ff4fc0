"""Simulated worlds from results of each kind that has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.errors import ResultsError, choices
from sim.experiments.posterior.added import ADDED, WITH, WITHOUT
from sim.experiments.posterior.fifths import FIFTH_MEASURES, FIFTH_NAMES
from sim.experiments.posterior.simulate import CHANNEL, outcome_name
from sim.explorer.worlds import PEOPLE, Floats, Key, Worlds, priors_of
from sim.study.pairs import gaps, packs_of
from sim.vocabulary import CHANNELS, LOG_OUTPUT, MEASURES

EVIDENCE: Final = "evidence"
RANGES: Final = "ranges"


def worlds_of(result: Any) -> Worlds:
    """Return the worlds that a result holds.

    Parameters
    ----------
    result : Posterior, Verdict, Sweep or Comparison

    Raises
    ------
    ResultsError
        If it is of another kind, or holds no pair of finished runs.
    """
    if result.kind not in READERS:
        raise ResultsError(
            f"results of '{result.kind}' are no simulated worlds to choose from; "
            f"{choices(result.kind, READERS)}"
        )
    return READERS[result.kind](result)


def _posterior(result: Any) -> Worlds:
    evidence = bool(len(result.draws))
    given = EVIDENCE if evidence else RANGES
    table = result.gaps[result.gaps["given"] == given]
    if not len(table):
        raise ResultsError("this posterior holds no gaps; run it again with more draws")
    points = pd.Index(table["point"].unique()).sort_values()
    found = _keyed(table, points)
    runs = _regime_runs(result.runs, found)
    priors = priors_of(result.settings)
    if evidence:
        drawn = result.draws.set_index("point").reindex(points)
        weights = drawn["weight"].to_numpy(np.float64)
        parameters = drawn[list(priors)]
    else:
        weights = np.full(len(points), 1.0)
        parameters = _factors(runs, list(priors))
    rows = result.probabilities[result.probabilities["given"] == given]
    quantiles = {
        str(row["parameter"]): (
            float(row["posterior_q05"]),
            float(row["posterior_q50"]),
            float(row["posterior_q95"]),
        )
        for row in result.parameters.to_dict("records")
    }
    channels = _channels(runs, list(result.regimes))
    fifths = _fifths(runs, list(result.regimes))
    regimes, contrasts = dict(result.regimes), {}
    if ADDED in regimes:
        regimes[ADDED] = "Balanced jobs alone"
        whole = result.regimes[WITH]
        contrasts[ADDED] = f"{whole} with balanced jobs", f"{whole} without them"
        for channel in CHANNELS:
            if {(WITH, channel), (WITHOUT, channel)} <= set(channels):
                channels[ADDED, channel] = channels[WITH, channel] - channels[WITHOUT, channel]
        for measure in FIFTH_MEASURES:
            if {(WITH, measure), (WITHOUT, measure)} <= set(fifths):
                fifths[ADDED, measure] = fifths[WITH, measure] - fifths[WITHOUT, measure]
    words = "the evidence" if evidence else "the ranges alone: the evidence leaves nothing"
    return Worlds(
        given=words,
        regimes=regimes,
        contrasts=contrasts,
        parameters=parameters.reset_index(drop=True),
        weights=weights / weights.sum(),
        gaps=found,
        channels=channels,
        fifths=fifths,
        known=_known(rows),
        priors=priors,
        quantiles=quantiles if evidence else {},
        packs=result.packs,
        pack_gaps=result.pack_gaps,
    )


def _verdict(result: Any) -> Worlds:
    name = str(result.scenarios[1]["name"])
    points = pd.Index(result.draws["point"])
    priors = priors_of(result.settings)
    return Worlds(
        given="the published ranges",
        regimes={name: result.titles[1]},
        parameters=result.draws[list(priors)].reset_index(drop=True),
        weights=np.full(len(points), 1.0 / len(points)),
        gaps=_keyed(result.gaps.assign(regime=name), points),
        people=_people(result.runs, points, str(result.scenarios[0]["name"]), [name]),
        known=_known(result.probabilities.assign(regime=name)),
        priors=priors,
        packs=result.packs,
        pack_gaps=result.pack_gaps.assign(regime=name),
    )


def _sweep(result: Any) -> Worlds:
    first, *others = ({**one, "title": one["title"] or one["name"]} for one in result.scenarios)
    if not others:
        raise ResultsError(
            "this sweep is of one scenario, so it has no gap; sweep a second beside it"
        )
    if LOG_OUTPUT[MEASURES[0]] not in result.runs:
        raise ResultsError("this sweep holds no finished runs; finish it with the same command")
    names = [str(one["name"]) for one in others]
    parts = [gaps(result.runs, str(first["name"]), name).assign(regime=name) for name in names]
    table = pd.concat(parts, ignore_index=True)
    keys = ["point", "regime", "measure", "horizon"]
    mean = table.groupby(keys, sort=False)["gap"].mean().reset_index()
    points = pd.Index(mean["point"].unique()).sort_values()
    priors = priors_of(result.settings)
    varied = result.runs.drop_duplicates("point").set_index("point").reindex(points)
    return Worlds(
        given="the design",
        regimes={str(one["name"]): str(one["title"]) for one in others},
        parameters=varied[list(priors)].reset_index(drop=True).astype(np.float64),
        weights=np.full(len(points), 1.0 / max(len(points), 1)),
        gaps=_keyed(mean, points),
        people=_people(result.runs, points, str(first["name"]), names),
        priors=priors,
        packs=packs_of(list(priors)),
    )


def _comparison(result: Any) -> Worlds:
    first, second = result.regimes
    horizons = dict(result.windows.items())
    parts: dict[Key, Floats] = {}
    for measure in MEASURES:
        for horizon, (begin, end) in horizons.items():
            inside = result.monthly[result.monthly["month"].between(begin, end)]
            logs = np.log(inside[measure]).groupby([inside["regime"], inside["replicate"]]).mean()
            parts[second, measure, horizon] = 100.0 * (
                logs[second] - logs[first]
            ).dropna().to_numpy(np.float64)
    count = len(next(iter(parts.values())))
    return Worlds(
        given="these assumptions",
        regimes={second: result.titles[1]},
        parameters=pd.DataFrame(index=range(count)),
        weights=np.full(count, 1.0 / max(count, 1)),
        gaps=parts,
    )


READERS: Final[Mapping[str, Callable[[Any], Worlds]]] = {
    "posterior": _posterior,
    "verdict": _verdict,
    "sweep": _sweep,
    "compare": _comparison,
}
"""How worlds are read from results of each kind."""


def _keyed(table: pd.DataFrame, points: pd.Index) -> dict[Key, Floats]:
    """Return gaps by regime, measure and horizon, in the order of the points."""
    return {
        (str(regime), str(measure), str(horizon)): rows.set_index("point")["gap"]
        .reindex(points)
        .to_numpy(np.float64)
        for (regime, measure, horizon), rows in table.groupby(
            ["regime", "measure", "horizon"], sort=False
        )
    }


def _known(rows: pd.DataFrame) -> dict[Key, tuple[float, float, float]]:
    return {
        (str(row["regime"]), str(row["measure"]), str(row["horizon"])): (
            float(row["probability"]), float(row["low"]), float(row["high"]),
        )
        for row in rows.to_dict("records")
    }  # fmt: skip


def _regime_runs(runs: pd.DataFrame, found: Mapping[Key, Floats]) -> pd.DataFrame:
    """Return the runs of regimes with the world of each as ``world``.

    Gaps are numbered by draw and runs by point: a run belongs to the draw that has its gap.
    """
    marks = []
    for (regime, measure, horizon), values in found.items():
        world = pd.DataFrame({"value": values, "world": np.arange(len(values))}).dropna()
        mark = world.assign(scenario=regime, outcome=f"{measure}:{horizon}")
        marks.append(mark.drop_duplicates("value", keep=False))
    told = runs.merge(pd.concat(marks), on=["scenario", "outcome", "value"])
    told = told.drop_duplicates(["point", "scenario"])[["point", "scenario", "world"]]
    return runs.merge(told, on=["point", "scenario"])


def _factors(runs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the parameters of each world."""
    return runs.drop_duplicates("world").set_index("world").sort_index()[list(names)]


def _channels(runs: pd.DataFrame, regimes: Sequence[str]) -> dict[tuple[str, str], Floats]:
    names = {outcome_name(CHANNEL, channel): channel for channel in CHANNELS}
    return {
        (regime, names[outcome]): values
        for (regime, outcome), values in _outcomes(runs, regimes, names).items()
    }


def _fifths(runs: pd.DataFrame, regimes: Sequence[str]) -> dict[tuple[str, str], Floats]:
    wanted = {
        measure: [outcome_name(measure, fifth) for fifth in FIFTH_NAMES]
        for measure in FIFTH_MEASURES
    }
    found = _outcomes(runs, regimes, [one for names in wanted.values() for one in names])
    return {
        (regime, measure): np.column_stack([found[regime, name] for name in names])
        for regime in regimes
        for measure, names in wanted.items()
        if all((regime, name) in found for name in names)
    }


def _outcomes(
    runs: pd.DataFrame, regimes: Sequence[str], outcomes: Collection[str]
) -> dict[tuple[str, str], Floats]:
    """Return outcomes by regime and name, one number for each world."""
    count = int(runs["world"].max()) + 1 if len(runs) else 0
    rows = runs[runs["outcome"].isin(list(outcomes)) & runs["scenario"].isin(list(regimes))]
    return {
        (str(regime), str(outcome)): each.drop_duplicates("world")
        .set_index("world")["value"]
        .reindex(range(count))
        .to_numpy(np.float64)
        for (regime, outcome), each in rows.groupby(["scenario", "outcome"], sort=False)
    }


def _people(
    runs: pd.DataFrame, points: pd.Index, a: str, others: Sequence[str]
) -> dict[tuple[str, str], Floats]:
    """Return differences in what people feel, at the last horizon, as means over replicates."""
    names = [name for name in PEOPLE if name in runs]
    if not names or "scenario" not in runs:
        return {}
    last = runs[runs["horizon"] == runs["horizon"].iloc[-1]]
    means = last.groupby(["scenario", "point"])[names].mean()
    return {
        (other, name): (means.loc[other, name] - means.loc[a, name])
        .reindex(points)
        .to_numpy(np.float64)
        for other in others
        for name in names
    }
