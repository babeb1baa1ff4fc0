"""Outcomes of one's own, and months, kept of runs beside the means of all indicators."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any, ClassVar, Final

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.errors import DesignError
from sim.institutions.plugins import load_function
from sim.institutions.sources import source_digest
from sim.parameters import declarations
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario
from sim.simulation import BurnIns, Months, advance, course_of
from sim.study.measurement import (
    HORIZON_MEANS,
    OUTCOME_UNITS,
    OUTCOMES,
    Measurement,
    Row,
    Settings,
    means_by_horizon,
)
from sim.study.requests import RunRequest
from sim.vocabulary import RUN_KEYS

MONTH: Final = "month "
"""Beginning of the label of a row that is a month, not a horizon."""

OWN_OUTCOMES: Final = "outcomes"
"""Setting, and table, of outcomes of one's own."""

MONTHLY: Final = "monthly"
"""Setting, and table, of months."""


@dataclass(frozen=True, slots=True)
class OwnOutcome:
    """A function of an economy whose value is kept.

    Attributes
    ----------
    name : str
        Of its column: that of the function.
    target : str
        Where it stands, as ``module:function``.
    digest : str
        Of the file that it stands in.
    unit : str
        What the function says in its attribute ``unit``.
    """

    name: str
    target: str
    digest: str
    unit: str


def own_outcome(target: str) -> OwnOutcome:
    """Return the outcome that a function stands for, after importing its module.

    Parameters
    ----------
    target : str
        ``module:function``; the function takes an economy and returns a number.

    Raises
    ------
    PluginError
        If there is no such function.
    DesignError
        If its name is taken, or its source code is not to be had.
    """
    function = load_function(target)
    name = target.rpartition(":")[2].rpartition(".")[2]
    taken = {*OUTCOMES, *RUN_KEYS, *declarations(), "horizon", "month", "seed", "arm"}
    if name in taken:
        raise DesignError(
            f"outcome {target}: there is a column called '{name}' already; rename the function"
        )
    module = sys.modules.get(getattr(function, "__module__", ""))
    digest = source_digest(function) if getattr(module, "__file__", None) else ""
    if not digest:
        raise DesignError(
            f"outcome {target}: its source code is not to be had; put the function into a file"
        )
    return OwnOutcome(name, target, digest, str(getattr(function, "unit", "")))


@cache
def _function_of(outcome: OwnOutcome) -> Callable[[Economy], object]:
    """Return the function of an outcome, after making sure that it is the one that is meant.

    Raises
    ------
    DesignError
        If its source code differs.
    """
    if own_outcome(outcome.target).digest != outcome.digest:
        raise DesignError(
            f"outcome {outcome.target}: its source code here differs from that where the work was "
            "begun; leave it unchanged while it runs"
        )
    return load_function(outcome.target)


@dataclass(frozen=True, slots=True)
class Watching:
    """Means by horizon, those of one's own outcomes among them, and months where wanted.

    Attributes
    ----------
    own : tuple of OwnOutcome
    monthly : bool
        Whether rows of all months are kept too, labelled "month 1" and so on.
    """

    program: ClassVar[tuple[str, ...]] = (*HORIZON_MEANS.program, "study/watching.py")
    alone: ClassVar[bool] = False

    own: tuple[OwnOutcome, ...] = ()
    monthly: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the name of the label and of the values of a row."""
        return (*HORIZON_MEANS.columns, *(outcome.name for outcome in self.own))

    @property
    def told(self) -> list[Any]:
        """Return what tells it from others of its kind, ready for JSON."""
        return [[[one.target, one.digest] for one in self.own], self.monthly]

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the means of a run by horizon, then its months."""
        look = partial(
            self._look,
            functions=[_function_of(outcome) for outcome in self.own],
            note=burn_ins.note,
        )
        yield from burn_ins.watch(settings(request.scenario), request.replicate, look)

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 1: a run is a single economy."""
        return 1

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return what tells a run from those of its burn-in that it shares all of."""
        return course_of(settings(request.scenario))

    def _look(
        self, economy: Economy, functions: Sequence[Callable[[Economy], object]], note: Months
    ) -> list[Row]:
        scenario = economy.scenario
        own = np.empty((scenario.months // scenario.months_per_step, len(functions)))
        months: list[Row] = []
        steps = []
        for row, month in zip(own, advance(economy, scenario.months), strict=True):
            row[:] = [
                _value(outcome, function(economy))
                for outcome, function in zip(self.own, functions, strict=True)
            ]
            steps.append(economy.measured)
            note(scenario.burn_in + month)
            if self.monthly:
                # Of a month there is no mean of logarithms.
                blank = [math.nan] * (len(OUTCOMES) - len(INDICATORS))
                months.append((f"{MONTH}{month}", [*steps[-1], *blank, *row.tolist()]))
        return [*means_by_horizon(scenario, np.array(steps), own), *months]


def watched(outcomes: Sequence[str], monthly: bool) -> Measurement:
    """Return what is measured where outcomes of one's own, or months, are wanted or not.

    Parameters
    ----------
    outcomes : sequence of str
        As `own_outcome` takes them.
    monthly : bool

    Raises
    ------
    PluginError, DesignError
        If one of them is no outcome, or two have one name.
    """
    own = tuple(own_outcome(target) for target in dict.fromkeys(outcomes))
    names = [outcome.name for outcome in own]
    for name in names:
        if names.count(name) > 1:
            raise DesignError(f"outcomes: two functions have the name '{name}'; rename one")
    return Watching(own, monthly) if own or monthly else HORIZON_MEANS


def settings_of(measurement: Measurement) -> dict[str, Any]:
    """Return what the settings of work say of what is measured, ready for JSON."""
    if not isinstance(measurement, Watching):
        return {}
    own = [asdict(outcome) for outcome in measurement.own]
    return {
        **({OWN_OUTCOMES: own} if own else {}),
        **({MONTHLY: True} if measurement.monthly else {}),
    }


def measurement_in(settings: Mapping[str, Any]) -> Measurement:
    """Return what was measured in work with some settings."""
    own = tuple(OwnOutcome(**outcome) for outcome in settings.get(OWN_OUTCOMES, ()))
    monthly = bool(settings.get(MONTHLY))
    return Watching(own, monthly) if own or monthly else HORIZON_MEANS


def units_with(measurement: Measurement) -> dict[str, str]:
    """Return the unit of every outcome that is measured."""
    own = measurement.own if isinstance(measurement, Watching) else ()
    return {**OUTCOME_UNITS, **{outcome.name: outcome.unit or "own" for outcome in own}}


def horizons_in(rows: pd.DataFrame) -> pd.DataFrame:
    """Return those rows that are means by horizon, with outcomes of one's own."""
    return rows[~rows["horizon"].str.startswith(MONTH)].reset_index(drop=True)


def tables_in(rows: pd.DataFrame, measurement: Measurement) -> dict[str, pd.DataFrame]:
    """Return the tables of a sweep: its runs, and those of what is measured beside.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of all runs, as a campaign returns them.
    measurement : Measurement
    """
    if not isinstance(measurement, Watching):
        return {"runs": rows}
    names = [outcome.name for outcome in measurement.own]
    means = horizons_in(rows)
    found = {"runs": means.drop(columns=names)}
    keys = list(rows.columns[: list(rows.columns).index("horizon")])
    if names:
        found[OWN_OUTCOMES] = means[[*keys, "horizon", *names]]
    if measurement.monthly:
        months = rows[rows["horizon"].str.startswith(MONTH)].reset_index(drop=True)
        months.insert(
            len(keys), "month", months.pop("horizon").str.removeprefix(MONTH).astype("int64")
        )
        found[MONTHLY] = months[[*keys, "month", *INDICATORS, *names]]
    return found


def _value(outcome: OwnOutcome, found: object) -> float:
    """Return the number that a function gave.

    Raises
    ------
    DesignError
        If it is none.
    """
    try:
        return float(found)  # type: ignore[arg-type]  # whatever a function of users returns
    except (TypeError, ValueError):
        shown = re.sub(r"\s+", " ", repr(found))[:60]
        raise DesignError(f"outcome {outcome.target}: must return a number, not {shown}") from None
