"""Experiments of every kind with known numbers, made without simulating anything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from sim.designs import load_design
from sim.experiments.break_even.record import BreakEven
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.parameters import declarations
from sim.scenario import load_scenario
from tests.support.synthetic import UNITS

SIDES = tuple(load_scenario(name) for name in ("capitalism", "parecon"))
SWITCHES = ("division", "decisions", "pay", "employment", "education", "innovation")
DRAWN = ("intrinsic_motivation", "complexity_scale", "meeting_hours", "learning")
WEIGHTS = {"intrinsic_motivation": 0.55, "complexity_scale": 0.25, "meeting_hours": 0.12}
OTHERS = "(all others)"
NO_ERRORS = pd.DataFrame(columns=["run", "point", "scenario", "replicate", "error", "command"])


def _shared(runs: pd.DataFrame | None = None, planned: int = 40, **settings: object) -> dict:
    return {
        "runs": pd.DataFrame(columns=["run"]) if runs is None else runs,
        "errors": NO_ERRORS,
        "settings": {
            "seed": 5,
            "replicates": 4,
            **settings,
            "scenarios": [side.to_dict() for side in SIDES],
        },
        "planned": planned,
        "units": dict(UNITS),
        "elapsed": 3.25,
    }


def synthetic_sweep(done: int | None = None, failed: int = 0) -> Sweep:
    """Return a sweep of which the first `done` runs are finished, or all."""
    design = load_design("scenarios/designs/smoke.toml")
    rows = []
    run = 0
    for point, motivation in enumerate((0.1, 0.3, 0.5)):
        for index, side in enumerate(design.scenarios):
            for replicate in range(design.replicates):
                level = 0.4 + (0.3 + 0.4 * index) * motivation + 0.01 * replicate
                rows.extend(
                    {
                        "run": run,
                        "point": point,
                        "scenario": side.name,
                        "replicate": replicate,
                        "intrinsic_motivation": motivation,
                        "horizon": horizon,
                        "output_per_hour": level,
                    }
                    for horizon in ("transition", "long_run")
                )
                run += 1
    runs = pd.DataFrame(rows)
    kept = runs if done is None else runs[runs["run"] < done]
    errors = NO_ERRORS
    if failed:
        kept = kept[kept["run"] >= failed]
        errors = pd.DataFrame(
            {
                "run": range(failed),
                "point": 0,
                "scenario": "capitalism",
                "replicate": range(failed),
                "error": "ValueError: <made up> & strange",
                "command": [f"balanced-jobs rerun sweep {number}" for number in range(failed)],
            }
        )
    shared = _shared(kept, planned=run)
    shared["settings"] = {
        "design": design.plan(),
        "seed": 5,
        "scenarios": [side.to_dict() for side in design.scenarios],
    }
    unfinished = 0 if done is None else run - done
    return Sweep(
        **(shared | {"errors": errors}),
        design=design,
        unfinished=unfinished,
        interrupted=unfinished > 0,
    )


def synthetic_factorial() -> Factorial:
    """Return effects that fall from one institution to the next, with changing signs."""
    scale = {"output_per_hour": 8.0, "effort": 0.05, "alienation": 0.2, "income_gini": 0.15}
    rows = []
    for horizon, size in (("transition", 0.5), ("long_run", 1.0)):
        for outcome, largest in scale.items():
            unit = "log points" if outcome == "output_per_hour" else "0 to 1"
            terms = [(1, (name,)) for name in SWITCHES]
            terms += [(2, pair) for pair in combinations(SWITCHES, 2)]
            for place, (order, names) in enumerate(terms):
                effect = size * largest * (-0.6) ** place / order
                half = 0.08 * largest
                numbers = (effect, effect - half, effect + half)
                rows.append((horizon, outcome, unit, order, " x ".join(names), *numbers))
    columns = ["horizon", "outcome", "unit", "order", "term", "effect", "low", "high"]
    return Factorial(
        **_shared(planned=256),
        effects=pd.DataFrame(rows, columns=columns),
        regimes=pd.DataFrame({"horizon": ["long_run"] * 64, "outcome": "output_per_hour"}),
    )


def _packs(names: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for pack, shift in (("published", 0.0), ("critics", -0.3), ("advocates", 0.3)):
        for name in names:
            declared = declarations()[name]
            half = (declared.high - declared.low) / 2
            middle = (declared.high + declared.low) / 2
            rows.append((pack, name, middle + shift * half))
    return pd.DataFrame(rows, columns=["pack", "parameter", "value"])


def synthetic_frontier() -> Frontier:
    """Return a plane of gaps that is zero on a straight line."""
    x, y = "intrinsic_motivation", "complexity_scale"
    across, up = np.meshgrid(np.linspace(0.1, 0.5, 7), np.linspace(0.5, 1.5, 7))
    gap = 60.0 * (across - 0.3) - 12.0 * (up - 1.0)
    points = pd.DataFrame({x: across.ravel(), y: up.ravel(), "level": 0, "gap": gap.ravel()})
    points = points.assign(low=points["gap"] - 2.0, high=points["gap"] + 2.0)
    parts = []
    for kind, shift in (("estimate", 0.0), ("lower_limit", 2.0), ("upper_limit", -2.0)):
        heights = np.linspace(0.5, 1.5, 11)
        parts.append(
            pd.DataFrame(
                {
                    "kind": kind,
                    "line": 0,
                    "order": range(11),
                    x: 0.3 + (12.0 * (heights - 1.0) + shift) / 60.0,
                    y: heights,
                }
            )
        )
    ranges = {x: [0.1, 0.5], y: [0.5, 1.5]}
    return Frontier(
        **_shared(planned=392, ranges=ranges),
        x=x,
        y=y,
        measure="output_per_hour",
        horizon="long_run",
        points=points,
        contours=pd.concat(parts, ignore_index=True),
        packs=_packs((x, y)),
    )


def synthetic_break_even() -> BreakEven:
    """Return a straight line of gaps that is zero at 0.3."""
    name = "intrinsic_motivation"
    values = np.linspace(0.1, 0.5, 9)
    gap = 40.0 * (values - 0.3)
    points = pd.DataFrame({name: values, "gap": gap, "low": gap - 1.0, "high": gap + 1.0})
    crossing = {"value": 0.3, "low": 0.275, "high": 0.325, "low_open": False, "high_open": False}
    return BreakEven(
        **_shared(planned=72, ranges={name: [0.1, 0.5]}),
        parameter=name,
        measure="output_per_hour",
        horizon="long_run",
        points=points,
        crossings=pd.DataFrame([crossing | {"b_ahead": "above"}]),
        undecided=pd.DataFrame({"low": [0.275], "high": [0.325]}),
        packs=_packs((name,)),
    )


def synthetic_verdict() -> Verdict:
    """Return a verdict in which motivation decides most."""
    generator = np.random.default_rng(9)
    draws = pd.DataFrame({"point": range(64)})
    for name in DRAWN:
        declared = declarations()[name]
        draws[name] = generator.uniform(declared.low, declared.high, 64)
    motivation = (draws["intrinsic_motivation"] - 0.3) / 0.2
    parts, probabilities = [], []
    for measure, lift in (("output_per_hour", 0.0), ("output_per_head", 3.0)):
        for horizon, size in (("year_1", 4.0), ("year_5", 8.0), ("year_20", 12.0)):
            gap = size * motivation + lift + generator.normal(0.0, 2.0, 64)
            parts.append(
                pd.DataFrame(
                    {"point": range(64), "measure": measure, "horizon": horizon, "gap": gap}
                )
            )
            share = float((gap >= 0).mean())
            probabilities.append((measure, horizon, 64, share, share - 0.12, share + 0.12))
    weights = {**WEIGHTS, OTHERS: 0.08}
    indices = pd.DataFrame(
        [
            ("output_per_hour", horizon, name, w, w - 0.05, w + 0.05, w + 0.04, w - 0.02, w + 0.1)
            for horizon in ("year_1", "year_20")
            for name, w in weights.items()
        ],
        columns=[
            "measure", "horizon", "parameter", "first_order", "first_order_low",
            "first_order_high", "total", "total_low", "total_high",
        ],
    )  # fmt: skip
    density = indices[["measure", "horizon", "parameter"]].assign(
        pawn=indices["total"] * 0.8, threshold=0.15
    )
    boxes = pd.DataFrame(
        [
            (side, "intrinsic_motivation", low, high, 0.1, 0.5, "effort")
            for side, low, high in (("critics", 0.1, 0.28), ("advocates", 0.33, 0.5))
        ],
        columns=["side", "parameter", "low", "high", "range_low", "range_high", "unit"],
    )
    quality = pd.DataFrame(
        {
            "side": ["critics", "advocates"],
            "density": [0.9, 0.85], "density_low": [0.8, 0.7], "density_high": [0.96, 0.93],
            "coverage": [0.8, 0.75], "coverage_low": [0.7, 0.6], "coverage_high": [0.9, 0.86],
            "mass": [0.4, 0.42], "draws": [32, 32],
        }
    )  # fmt: skip
    pack_gaps = pd.DataFrame(
        [
            (pack, measure, "year_20", gap, gap - 1.5, gap + 1.5)
            for pack, gap in (("published", 0.5), ("critics", -14.0), ("advocates", 15.0))
            for measure in ("output_per_hour", "output_per_head")
        ],
        columns=["pack", "measure", "horizon", "gap", "low", "high"],
    )
    return Verdict(
        **_shared(
            planned=900,
            samples=32,
            ranges={name: [declarations()[name].low, declarations()[name].high] for name in DRAWN},
        ),
        probabilities=pd.DataFrame(
            probabilities, columns=["measure", "horizon", "draws", "probability", "low", "high"]
        ),
        draws=draws,
        gaps=pd.concat(parts, ignore_index=True),
        screening=pd.DataFrame(),
        indices=indices,
        density=density,
        boxes=boxes,
        box_quality=quality,
        packs=_packs(DRAWN),
        pack_gaps=pack_gaps,
    )


def synthetic_sensitivity(method: str = "sobol") -> Sensitivity:
    """Return indices that fall from one factor to the next, of a Sobol or a Morris design."""
    names, weights = list(WEIGHTS), np.array(list(WEIGHTS.values()))
    if method == "sobol":
        indices = pd.DataFrame({"parameter": names})
        for column, size in (("first_order", 0.8), ("total", 1.0)):
            indices[column] = size * weights
            indices[f"{column}_low"] = size * weights - 0.05
            indices[f"{column}_high"] = size * weights + 0.05
        density = pd.DataFrame({"parameter": names, "pawn": 0.9 * weights, "threshold": 0.14})
    else:
        indices = pd.DataFrame(
            {
                "parameter": names,
                "mu": -10.0 * weights,
                "mu_star": 12.0 * weights,
                "mu_star_low": 9.0 * weights,
                "mu_star_high": 15.0 * weights,
                "sigma": 3.0 * weights,
            }
        )
        density = pd.DataFrame(columns=["parameter", "pawn", "threshold"])
    design = load_design("scenarios/designs/sobol_motivation.toml")
    return Sensitivity(
        **_shared(planned=256, design=design.plan()),
        method=method,
        outcome="output_per_hour",
        horizon="long_run",
        indices=indices,
        density=density,
    )


SYNTHETIC = {
    "sweep": synthetic_sweep,
    "factorial": synthetic_factorial,
    "frontier": synthetic_frontier,
    "break-even": synthetic_break_even,
    "verdict": synthetic_verdict,
    "sensitivity": synthetic_sensitivity,
}
