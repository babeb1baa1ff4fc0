"""Every experiment at a size that takes a second or a few, for tests of the whole way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import pyarrow.parquet as pq

import sim
from sim.parameters import declarations
from sim.study.record import Experiment

SEED: Final = 5

SIZE: Final = MappingProxyType({"workers": 200, "months": 12, "burn_in": 3, "seed": SEED})

VARIED: Final = ("intrinsic_motivation", "complexity_scale", "crowding", "solidarity", "monitoring")

FIXED: Final = {
    name: declared.default for name, declared in declarations().items() if name not in VARIED
}

SAMPLES: Final = 16
SCREENING: Final = 3
DECISIVE: Final = 2


def plan(**method: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a design of two scenarios."""
    return {"name": "small", "scenarios": ["capitalism", "parecon"], **SIZE, **method}


CALLS: Final[Mapping[str, Callable[..., Experiment]]] = {
    "sweep": lambda **how: sim.sweep(
        sim.load_design(
            plan(
                grid={
                    "monitoring": [0.1, 0.4],
                    "institutions": {"pay": ["market", "equal"]},
                },
            )
            | {"replicates": 2}
        ),
        **how,
    ),
    "factorial": lambda **how: sim.factorial(replicates=2, **SIZE, **how),
    "frontier": lambda **how: sim.frontier(
        "intrinsic_motivation",
        "complexity_scale",
        replicates=3,
        first=4,
        levels=1,
        horizon="long_run",
        **SIZE,
        **how,
    ),
    "break-even": lambda **how: sim.break_even(
        "intrinsic_motivation", replicates=3, first=5, **SIZE, **how
    ),
    "verdict": lambda **how: sim.verdict(
        samples=SAMPLES,
        decisive=DECISIVE,
        screening=SCREENING,
        overrides=FIXED,
        **SIZE,
        **how,
    ),
    "sensitivity": lambda **how: sim.sensitivity(
        sim.load_design(plan(sobol={"samples": 8, "parameters": list(VARIED[:3])})),
        **how,
    ),
    "screening": lambda **how: sim.sensitivity(
        sim.load_design(plan(morris={"samples": 4, "parameters": list(VARIED)})),
        "effort",
        "year_1",
        **how,
    ),
    "density": lambda **how: sim.sensitivity(
        sim.load_design(
            plan(latin_hypercube={"samples": 24, "parameters": list(VARIED[:3])})
            | {"scenarios": ["parecon"]}
        ),
        "alienation",
        "year_1",
        **how,
    ),
}
"""Calls of the public functions by name; each takes ``out``, ``executor`` and the like."""


def stored(folder: Path, table: str) -> pd.DataFrame:
    """Return a table of a folder by nothing but pyarrow and pandas."""
    return pq.read_table(folder / f"{table}.parquet").to_pandas()
