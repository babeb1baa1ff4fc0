"""Units of the columns of an experiment's tables, as they go with every Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.experiments.break_even.record import BreakEven
from sim.experiments.sensitivity.record import Sensitivity
from sim.parameters import declarations
from sim.study.record import Experiment

LOG_POINTS_UNIT: Final = "log points"

SHARE_OF_DRAWS: Final = "share of draws"

SHARE_OF_VARIANCE: Final = "share of the variance"

_NAMED_BESIDE: Final = "as the column unit says"

_OF_THE_PARAMETER: Final = "that of the parameter"

_INDEX_UNITS: Final = dict.fromkeys(
    (f"{index}{end}" for index in ("first_order", "total") for end in ("", "_low", "_high")),
    SHARE_OF_VARIANCE,
)

_EFFECTS: Final = ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma")

_DISTANCE: Final = dict.fromkeys(("pawn", "threshold"), "distance of distributions, 0 to 1")

_GAP: Final = dict.fromkeys(("gap", "low", "high"), LOG_POINTS_UNIT)

_SIMULATED: Final = ("simulated", "simulated_low", "simulated_high")

_BY_TABLE: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("factorial", "regimes"): dict.fromkeys(("mean", "low", "high"), _NAMED_BESIDE),
    ("factorial", "effects"): dict.fromkeys(("effect", "low", "high"), _NAMED_BESIDE),
    ("frontier", "points"): _GAP,
    ("frontier", "packs"): {"value": _OF_THE_PARAMETER},
    ("break-even", "points"): _GAP,
    ("break-even", "packs"): {"value": _OF_THE_PARAMETER},
    ("verdict", "probabilities"): dict.fromkeys(("probability", "low", "high"), SHARE_OF_DRAWS),
    ("verdict", "screening"): dict.fromkeys(_EFFECTS, LOG_POINTS_UNIT),
    ("verdict", "indices"): _INDEX_UNITS,
    ("verdict", "density"): _DISTANCE,
    ("verdict", "boxes"): dict.fromkeys(("low", "high", "range_low", "range_high"), _NAMED_BESIDE),
    ("verdict", "box_quality"): dict.fromkeys(
        (f"{share}{end}" for share in ("density", "coverage") for end in ("", "_low", "_high")),
        SHARE_OF_DRAWS,
    )
    | {"mass": SHARE_OF_DRAWS},
    ("verdict", "packs"): {"value": _OF_THE_PARAMETER},
    ("verdict", "pack_gaps"): _GAP,
    ("sensitivity", "density"): _DISTANCE,
    ("validate-model", "facts"): dict.fromkeys(
        ("central", "low", "high", *_SIMULATED), _NAMED_BESIDE
    ),
    ("natural-experiments", "effects"): dict.fromkeys(
        ("published", "low", "high", *_SIMULATED), _NAMED_BESIDE
    ),
    ("natural-experiments", "responses"): dict.fromkeys(
        ("without", "with_it", "difference", "low", "high"), _NAMED_BESIDE
    ),
    ("calibrate", "fit"): dict.fromkeys(
        ("default", "range_low", "range_high", "value", "low", "high"), _NAMED_BESIDE
    )
    | {"identification": "share of the spread of the range"},
    ("calibrate", "targets"): dict.fromkeys(
        ("central", "low", "high", "before", "after", "after_low", "after_high"), _NAMED_BESIDE
    ),
    ("calibrate", "sensitivity"): {
        "response": "unit of the fact, per range of the parameter",
        "weight": "ranges of the parameter, per standard error of the fact",
    },
    ("calibrate", "steps"): {"value": _OF_THE_PARAMETER, "distance": "squared standard errors"},
}


def table_units(result: Experiment, table: str) -> dict[str, str]:
    """Return the unit of every measured column of a table, by its name.

    Parameters
    ----------
    result : Experiment
    table : str
        Name of a table, as of the attribute that holds it.
    """
    return {
        **run_units(result.units),
        "gap": LOG_POINTS_UNIT,
        **_BY_TABLE.get((result.kind, table), {}),
        **_of_this_result(result, table),
    }


def run_units(outcomes: Mapping[str, str]) -> dict[str, str]:
    """Return the unit of every measured column of a table of runs: parameters and outcomes.

    Parameters
    ----------
    outcomes : mapping of str to str
        Unit of each outcome.
    """
    return {name: declared.unit for name, declared in declarations().items()} | dict(outcomes)


def _of_this_result(result: Experiment, table: str) -> dict[str, str]:
    """Return units that depend on what was asked for."""
    if isinstance(result, BreakEven) and table in ("crossings", "undecided"):
        unit = declarations()[result.parameter].unit
        return dict.fromkeys(("value", "low", "high"), unit)
    if isinstance(result, Sensitivity) and table == "indices":
        return {**_INDEX_UNITS, **dict.fromkeys(_EFFECTS, _unit_of_outcome(result))}
    return {}


def _unit_of_outcome(result: Sensitivity) -> str:
    scenarios: list[Any] = result.settings["scenarios"]
    if len(scenarios) > 1 and result.outcome in ("output_per_hour", "output_per_head"):
        return LOG_POINTS_UNIT
    return result.units[result.outcome]
