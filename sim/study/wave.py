"""A wave: all runs that are asked for at once, cut into chunks, with the keys of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.scenario import Scenario
from sim.study.chunks import Chunk, cut
from sim.study.growth import cut_after
from sim.study.measurement import (
    ARM_OBSERVATION,
    HORIZON_MEANS,
    Measurement,
    TableMeasurement,
)
from sim.study.requests import Arm, Point, RunRequest


@dataclass(frozen=True, slots=True)
class Wave:
    """All runs that are asked for at once.

    Attributes
    ----------
    pieces : list of (Chunk, list of int)
        Chunks, each with the numbers of its runs in the wave.
    keys : pandas.DataFrame
        Keys and factors of each run, by its number in the wave.
    measurement : Measurement
    """

    pieces: list[tuple[Chunk, list[int]]]
    keys: pd.DataFrame
    measurement: Measurement


def wave_of(
    scenarios: Sequence[Scenario],
    seeds: Sequence[int],
    points: Sequence[Point],
    replicates: Sequence[int] | Sequence[Sequence[int]],
    kinds: Sequence[tuple[int, Arm | None]],
    *,
    first_run: int,
    first_point: int,
    threads: int = 1,
    measurement: Measurement = HORIZON_MEANS,
    earlier: Sequence[Sequence[RunRequest]] = (),
) -> Wave:
    """Return the runs of every kind at each point, in each replicate, under each seed.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All of the work.
    seeds : sequence of int
    points : sequence of Point
    replicates : sequence of int, or of sequences of int
        At every point, or at each, equally many.
    kinds : sequence of (int, Arm or None)
        Index of a scenario, and the arm to observe in place of its indicators.
    first_run, first_point : int
        Numbers of the first run and the first point.
    threads : int
        Threads of each run.
    measurement : Measurement
        What is kept of runs that are no arms; not whole tables.
    earlier : sequence of sequence of RunRequest
        Runs of work that this adds to, oldest first, which are cut as they were then.
    """
    at_points = [_replicates_at(place, replicates) for place in range(len(points))]
    requests = [
        RunRequest(index, point, replicate, arm)
        for point, numbers in zip(points, at_points, strict=True)
        for index, arm in kinds
        for replicate in numbers
    ]
    arms = any(arm is not None for _, arm in kinds)
    measurement = ARM_OBSERVATION if arms else measurement
    pieces = [
        (chunk, [order * len(requests) + number for number in numbers])
        for order, seed in enumerate(seeds)
        for chunk, numbers in cut_after(earlier, scenarios, seed, requests, measurement, threads)
    ]
    each, alike = len(requests) // max(len(points), 1), len(requests)
    requests = requests * len(seeds)
    keys = pd.DataFrame(
        {
            "run": np.arange(len(requests)) + first_run,
            "point": np.arange(len(requests)) // each + first_point,
            "scenario": [scenarios[request.scenario].name for request in requests],
            "replicate": [request.replicate for request in requests],
            "seed": np.repeat(np.array(seeds, dtype=np.int64), alike),
        }
    )
    if arms:
        keys["arm"] = [request.arm.name for request in requests if request.arm is not None]
    values = pd.DataFrame([dict(point) for point in points])
    rows = np.tile(np.repeat(np.arange(len(points)), each), len(seeds))
    keys = pd.concat([keys, values.iloc[rows].set_axis(keys.index)], axis=1)
    return Wave(pieces, keys, measurement)


def _replicates_at(
    place: int, replicates: Sequence[int] | Sequence[Sequence[int]]
) -> Sequence[int]:
    """Return the replicates at a point, which may have some of its own."""
    first = replicates[0] if replicates else 0
    return replicates if isinstance(first, int) else replicates[place]  # type: ignore[return-value]


def replicate_wave(
    scenarios: Sequence[Scenario],
    seed: int,
    replicates: Sequence[int],
    measurement: TableMeasurement,
    *,
    first_run: int,
    threads: int = 1,
) -> Wave:
    """Return one run for each replicate, of which whole tables are kept.

    Parameters
    ----------
    scenarios : sequence of Scenario
    seed : int
    replicates : sequence of int
    measurement : TableMeasurement
    first_run : int
        Number of the first run.
    threads : int
        Threads of each run.
    """
    requests = [RunRequest(0, (), replicate) for replicate in replicates]
    keys = pd.DataFrame(
        {
            "run": np.arange(len(requests)) + first_run,
            "point": 0,
            "scenario": scenarios[0].name,
            "replicate": list(replicates),
        }
    )
    return Wave(cut(scenarios, seed, requests, measurement, threads), keys, measurement)
