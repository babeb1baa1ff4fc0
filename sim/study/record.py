"""What experiments hand back: records of tidy tables, and what every record has.

Every table is long and narrow: one row is one observation, one column one variable. Columns that
several tables share:

==============  ====================================================================================
``run``         number of a run, which `balanced-jobs rerun` repeats
``point``       number of a combination of factor values
``scenario``    name of the scenario that was run
``replicate``   number of the replicate, 0, 1, ...; the same number means common random numbers
``month``       1 is the first month after the fork; months of the burn-in are 0, -1, -2, ...
``horizon``     ``"year_1"``, ``"year_5"``, ``"year_20"``: the twelve months of that year after the
                fork; ``"transition"`` and ``"long_run"`` (see `sim.vocabulary.windows_of`)
``measure``     ``"output_per_hour"`` or ``"output_per_head"``
``gap``         mean over months of the log of b's output less that of a's, in log points
                (100 times the natural logarithm); positive where b is ahead
``low, high``   limits of a 95 % interval; NaN where there is none
==============  ====================================================================================
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final

import pandas as pd

from sim.analysis.intervals import CONFIDENCE
from sim.parameters import declarations
from sim.study.assumptions import assumptions_of
from sim.study.json_numbers import json_records
from sim.study.priors import drawn_words, factor_words, span_words
from sim.text.assumptions import Assumptions

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

    from sim.study.kind import Kind
    from sim.study.measurement import Measurement
    from sim.text.document import Document

NAMED_BESIDE: Final = "as the column unit says"
"""Unit of a measured column whose unit stands in the column ``unit`` of the same row."""

OF_THE_PARAMETER: Final = "that of the parameter"

LOG_POINTS_UNIT: Final = "log points"

SHARE_OF_DRAWS: Final = "share of draws"

RUNS: Final = "runs"
ERRORS: Final = "errors"


def measured(unit: str, *columns: str) -> dict[str, str]:
    """Return the unit of several columns."""
    return dict.fromkeys(columns, unit)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table.

    Attributes
    ----------
    columns : tuple of str
        Those that the table always has.
    units : mapping of str to str
        Unit of each measured column, also of such as the table need not have.
    """

    columns: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Record:
    """What every result has.

    Attributes
    ----------
    errors : pandas.DataFrame
        One row per run that ended in an error: the keys of the run and its factors, ``error``,
        ``traceback`` and ``command``, which repeats the run.
    settings : dict
        Everything that the runs depend on, as it stands in the manifest.
    planned : int
        Runs that were to be done.
    unfinished : int
        Runs that are still missing, and did not end in an error.
    problems : tuple of str
        Why they are missing, where it was not the user who stopped.
    interrupted : bool
        Whether the user stopped the work.
    units : dict of str to str
        Unit of every measured column.
    elapsed : float
        Seconds of computing in the last call.
    folder : Path or None
        Where it is saved.
    """

    kind: ClassVar[str]
    tables: ClassVar[Mapping[str, Layout]]
    answers: ClassVar[tuple[str, ...]] = ()
    """Tables that answer the question, small enough to stand in a summary."""
    main: ClassVar[str] = ""
    """Table that answers the question best; by default the first of those that answer it."""
    asked: ClassVar[tuple[str, ...]] = ()
    """Plain fields that say what was asked for."""
    analysed: ClassVar[tuple[str, ...]] = ()
    """Plain fields that say what was made of the runs; other values of them need no new runs."""
    optional: ClassVar[tuple[str, ...]] = ()
    """Tables that are there only where the setting of their name is on."""
    useful_in_part: ClassVar[bool] = False
    """Whether tables are written while runs are missing, from those that are finished."""
    draws_all: ClassVar[bool] = False
    """Whether it draws all parameters, also where its settings do not say from which priors."""
    run_name: ClassVar[str] = "run"
    """What a reader calls one of its runs."""

    errors: pd.DataFrame = field(default_factory=pd.DataFrame)
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    planned: int = 0
    unfinished: int = 0
    problems: tuple[str, ...] = ()
    interrupted: bool = False
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    elapsed: float = 0.0
    folder: Path | None = None

    @property
    def completed(self) -> int:
        """Return how many runs finished."""
        return self.planned - self.unfinished - len(self.errors)

    @property
    def scenarios(self) -> Sequence[Mapping[str, Any]]:
        """Return the scenarios as `Scenario.to_dict` makes them."""
        found: Sequence[Mapping[str, Any]] = self.settings["scenarios"]
        return found

    @property
    def assumptions(self) -> Assumptions:
        """Return which assumptions it rests on."""
        return assumptions_of(self.scenarios, tuple(self.varied()), self.priors)

    @property
    def priors(self) -> str:
        """Return in words from which distributions parameters were drawn; empty where none was."""
        return drawn_words(self.settings, self.draws_all)

    @property
    def figure_note(self) -> str:
        """Return what figures say of the assumptions; nothing of the published defaults."""
        return self.assumptions.short if self.assumptions.label else ""

    @property
    def figure_size(self) -> str:
        """Return what figures say of how much was simulated: "6 replicates of 400 people"."""
        from sim.text.phrases import counted

        people = self.settings["scenarios"][0]["workers"]
        return f"{counted(self.completed, self.run_name)} of {people:,} people"

    @property
    def baseline_title(self) -> str:
        """Return the name of the first scenario for a reader."""
        first = self.settings["scenarios"][0]
        return str(first["title"] or first["name"])

    @property
    def titles(self) -> tuple[str, str]:
        """Return the names of the two regimes for a reader."""
        a, b = self.settings["scenarios"][:2]
        return str(a["title"] or a["name"]), str(b["title"] or b["name"])

    def units_of(self, table: str) -> dict[str, str]:
        """Return the unit of every measured column of a table, by its name."""
        layout = type(self).tables.get(table, Layout(()))
        return {**run_units(self.units), "gap": LOG_POINTS_UNIT, **layout.units}

    def summary(self) -> dict[str, Any]:
        """Return the main numbers with their intervals, ready for JSON.

        Equal results give equal summaries. Missing numbers are None, never NaN.
        """
        return {
            "kind": self.kind,
            "scenarios": [scenario["name"] for scenario in self.settings["scenarios"]],
            "assumptions": self.assumptions.text,
            "seed": self.settings["seed"],
            "runs": {
                "planned": self.planned,
                "completed": self.completed,
                "failed": len(self.errors),
            },
            "confidence": CONFIDENCE,
            **{name: getattr(self, name) for name in self.asked},
            **{name: json_records(getattr(self, name)) for name in self.answers},
        }

    def varied(self) -> dict[str, str]:
        """Return the values, in words, of the parameters that have many of them in this result."""
        design = self.settings.get("design")
        if design is not None:
            return {factor["name"]: factor_words(factor) for factor in design["factors"]}
        forms = self.settings.get("distributions", {})
        return {
            name: span_words(low, high, forms.get(name))
            for name, (low, high) in self.settings.get("ranges", {}).items()
        }

    @classmethod
    def entry(cls) -> Kind:
        """Return the entry of the experiment that has such results."""
        found: Kind = import_module(cls.__module__.rpartition(".")[0]).EXPERIMENT
        return found

    def document(self) -> Document:
        """Return the question, the answer, tables and figures, ready for every outlet."""
        found: Document = _of_room(self, "document").document(self)
        return found

    def __repr__(self) -> str:
        """Return what it is, what it rests on and what it says, in a few lines."""
        from sim.text.notebook import face
        from sim.text.phrases import counted

        first = self.settings["scenarios"][0]
        size = (
            f"{self.completed:,} of {counted(self.planned, self.run_name)} of "
            f"{first['workers']:,} people and "
            f"{first['months']:,} months"
        )
        return face(
            type(self).__name__,
            " and ".join(dict.fromkeys(str(one["name"]) for one in self.settings["scenarios"])),
            size,
            "stopped" if self.interrupted else "incomplete" if self.unfinished else "",
            document=self.document(),
            saved="" if self.folder is None else str(self.folder),
        )

    def _repr_html_(self) -> str:
        """Return the answer with its main figure and folded tables, for a notebook."""
        from sim.text.notebook import fragment

        return fragment(self.document())

    @property
    def main_table(self) -> str:
        """Return the name of the table that answers the question."""
        return self.main or next(iter((*self.answers, *type(self).tables)), RUNS)

    def to_pandas(self, table: str | None = None) -> pd.DataFrame:
        """Return a table as a pandas frame of its own, with units in ``attrs["units"]``.

        Parameters
        ----------
        table : str, optional
            Name of the table, as in "runs"; by default the one that answers the question.

        Raises
        ------
        ResultsError
            If there is no table of this name.
        """
        from sim.study.exporting import table_of

        name, found = table_of(self, table)
        frame = found.copy()
        units = self.units_of(name)
        frame.attrs = {
            "table": name,
            "assumptions": self.assumptions.text,
            "units": {column: units[column] for column in frame.columns if column in units},
        }
        return frame

    def to_xarray(self, table: str | None = None) -> xarray.Dataset:
        """Return a table as a dataset of xarray, with the unit of each variable.

        Its dimensions are replicate, regime and month, or run and horizon, where most combinations
        of them have one row, and else the rows of the table.

        Parameters
        ----------
        table : str, optional
            As in `to_pandas`.

        Raises
        ------
        ResultsError
            If there is no table of this name, or xarray is not installed.
        """
        from sim.study.exporting import table_of, to_xarray

        name, found = table_of(self, table)
        dataset = to_xarray(found, self.units_of(name))
        dataset.attrs = {"table": name, "assumptions": self.assumptions.text}
        return dataset

    def export(self, path: str | os.PathLike[str], table: str | None = None) -> Path:
        """Return the path of a file for another program, after writing it.

        Parameters
        ----------
        path : path
            Ending in ``.csv``, ``.xlsx`` (Excel), ``.dta`` (Stata) or ``.nc`` (NetCDF).
        table : str, optional
            As in `to_pandas`; by default a workbook of Excel has all tables.

        Raises
        ------
        ResultsError
            If there is no such format or table, a package is missing, or nothing can be written.
        """
        from sim.study.exporting import export_file

        return export_file(self, path, table)

    def drawings(self) -> dict[str, Callable[[], Figure]]:
        """Return what draws each figure, by name; what is finished may not be enough for all."""
        found: dict[str, Callable[[], Figure]] = _of_room(self, "figures").drawings(self)
        return found

    def figures(self) -> dict[str, Figure]:
        """Return all figures by name, drawn."""
        return {name: draw() for name, draw in self.drawings().items()}

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds.

        Parameters
        ----------
        manifest : mapping
        tables : mapping of str to pandas.DataFrame
        """
        settings = manifest["settings"]
        # A setting may have the name of a table, as the screening of a verdict.
        plain = ({one.name for one in fields(cls)} - set(cls.tables)) & set(settings)
        return {name: settings[name] for name in plain}


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Experiment(Record):
    """What experiments have that measure many runs by horizon.

    Attributes
    ----------
    runs : pandas.DataFrame
        One row per run and horizon: ``run, point, scenario, replicate``, one column per factor,
        ``horizon``, and the mean of every indicator over the months of the horizon;
        ``log_output_per_hour`` and ``log_output_per_head`` are means of the natural logarithm.
    """

    runs: pd.DataFrame

    @classmethod
    def measurement(cls) -> Measurement | None:
        """Return what is measured in runs that are no arms, if not means by horizon."""
        return None

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        done = tables[RUNS]["run"].nunique() + len(tables[ERRORS])
        return {**super().stored_fields(manifest, tables), "planned": done}


def run_units(outcomes: Mapping[str, str]) -> dict[str, str]:
    """Return the unit of every measured column of a table of runs: parameters and outcomes.

    Parameters
    ----------
    outcomes : mapping of str to str
        Unit of each outcome.
    """
    return {name: declared.unit for name, declared in declarations().items()} | dict(outcomes)


def _of_room(record: Record, module: str) -> Any:
    """Return a module that stands beside that of a record."""
    return import_module(f"{type(record).__module__.rpartition('.')[0]}.{module}")
