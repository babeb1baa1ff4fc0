"""What experiments hand back, and what is done with it on disk.

The classes of results stand here under their names: `Run`, `Comparison`, `Sweep`, `Verdict`, ...
"""

from __future__ import annotations

from typing import Any

from sim.experiments.registry import kinds
from sim.results.listing import list_results
from sim.results.reading import open_results
from sim.study.record import Experiment, Record
from sim.study.store import check_writable, save

__all__ = ["Experiment", "Record", "check_writable", "list_results", "open_results", "save"]


def __getattr__(name: str) -> Any:
    """Return the class of the results of an experiment, loaded when it is first used."""
    for kind in kinds().values():
        if kind.record == name:
            return kind.load_record()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*__all__, *(kind.record for kind in kinds().values())])
