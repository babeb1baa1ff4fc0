"""The settings of the runs that the findings rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Final

from sim.errors import EvidenceError
from sim.grammar import Flag, Record, Text, Whole, table_of
from sim.grammar.files import read_file

SETTINGS: Final = Path("docs/findings.toml")
"""File that is read where none is named, and need not be there."""


@dataclass(frozen=True, kw_only=True)
class FindingsSettings(Record):
    """Which posterior is simulated for the findings, and what is set beside it."""

    error: ClassVar = EvidenceError

    waves: Annotated[int, Whole(1, 20), "Waves of the posterior."] = 3
    points: Annotated[int, Whole(12), "Points of each wave."] = 80
    draws: Annotated[int, Whole(1), "Draws given the evidence."] = 600
    replicates: Annotated[int, Whole(1), "Replicates at each point of a wave."] = 2
    workers: Annotated[int, Whole(100), "People in each economy."] = 500
    seed: Annotated[int, Whole(0), "Seed of the posterior and of all comparisons."] = 0
    predict: Annotated[bool, Flag(), "Whether held out evidence is simulated at draws too."] = True
    check: Annotated[bool, Flag(), "Whether the posterior is checked as well."] = True
    larger: Annotated[
        int | None, Whole(101), "People in larger economies, in which draws are simulated too."
    ] = None
    larger_draws: Annotated[int, Whole(1), "Draws that are."] = 200
    fitted: Annotated[str, Text(shortest=1), "Scenario with fitted parameters, held beside it."] = (
        "fitted"
    )
    fitted_replicates: Annotated[int, Whole(2), "Replicates of that scenario."] = 10
    months: Annotated[
        int | None, Whole(1), "Months of all runs; by default those of the baseline."
    ] = None
    burn_in: Annotated[
        int | None, Whole(0), "Months of burn-in of all runs; by default as in the baseline."
    ] = None

    @property
    def size(self) -> dict[str, int]:
        """Return people and months as far as they are given."""
        known = {"workers": self.workers, "months": self.months, "burn_in": self.burn_in}
        return {name: value for name, value in known.items() if value is not None}


def read_settings(path: str | Path | None = None) -> FindingsSettings:
    """Return the settings of a file.

    Parameters
    ----------
    path : path, optional
        By default ``docs/findings.toml`` where it is there, and the settings as they are declared
        where it is not.

    Raises
    ------
    EvidenceError
        If the file cannot be read or a setting is not allowed; all mistakes are named.
    """
    if path is None and not SETTINGS.exists():
        return FindingsSettings()
    table = table_of(FindingsSettings)
    place = SETTINGS if path is None else Path(path)
    settings: FindingsSettings = read_file(place, EvidenceError, "settings", table)
    return settings
