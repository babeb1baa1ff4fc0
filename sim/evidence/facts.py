"""Stylised facts: what a capitalist baseline must reproduce."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.errors import choices
from sim.evidence.interventions import load_interventions
from sim.evidence.moments import MOMENTS
from sim.evidence.reading import read_entries, shipped

Use = Literal["fit", "motivation", "check", "input"]
"""What a fact is for: a target of calibration of the economy or of motivation; a check that nothing
is fitted to; or something that holds by construction of the inputs."""


@cache
def _interventions() -> tuple[str, ...]:
    return tuple(effect.name for effect in load_interventions())


class Fact(BaseModel):
    """A statistic of real economies with the range that counts as reproduced.

    Attributes
    ----------
    name, statement : str
    moment : str
        Name in `MOMENTS`, or of an intervention whose effect it is.
    unit : str
    central, low, high : float
        What calibration aims at, and the accepted range.
    use : {"fit", "motivation", "check", "input"}
    source : str
    source_checked : bool
        Whether the source itself was read.
    why_missed : str
        What the model lacks or does otherwise, said where the fact is missed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    name: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    moment: str
    unit: str = Field(min_length=1)
    central: float
    low: float
    high: float
    use: Use
    source: str = Field(min_length=10)
    source_checked: bool
    why_missed: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.low <= self.central <= self.high or not self.low < self.high:
            raise ValueError("low <= central <= high must hold, with low below high")
        known = [*MOMENTS, *_interventions()]
        if self.moment not in known:
            raise ValueError(f"there is no moment '{self.moment}'; {choices(self.moment, known)}")
        return self

    @property
    def fingerprint_fields(self) -> dict[str, str | float]:
        """Return what numbers depend on; sources and words may be corrected without new runs."""
        names = ("name", "moment", "use", "central", "low", "high")
        return {name: getattr(self, name) for name in names}

    @property
    def standard_error(self) -> float:
        """Return the error of the target: the accepted range taken for two of them either way."""
        return (self.high - self.low) / 4.0


def load_facts(path: Path | None = None) -> tuple[Fact, ...]:
    """Return the stylised facts of a file, by default those that come with the package.

    Raises
    ------
    EvidenceError
        If the file has mistakes; all of them are named.
    """
    return read_entries(path or shipped("facts"), "facts", Fact)
