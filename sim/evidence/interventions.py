"""Interventions: changes to an economy whose effect has been measured in reality."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.evidence.reading import read_entries, shipped
from sim.reading import expanded
from sim.scenario import Scenario, load_scenario
from sim.scenario.overrides import read_overrides
from sim.sectors.loading import is_path

Effect = Literal[
    "output_per_hour", "effort", "own_effort_per_standard_deviation", "effort_elasticity", "growth"
]

EFFECT_UNITS: Final[Mapping[str, str]] = {
    "output_per_hour": "per cent",
    "effort": "per cent",
    "own_effort_per_standard_deviation": "per cent per standard deviation of job quality",
    "effort_elasticity": "elasticity",
    "growth": "percentage points per year",
}
"""Unit of each kind of effect."""


class Setting(BaseModel):
    """What holds with and without the change.

    Attributes
    ----------
    sectors : dict of str to float
        Shares of employment by name or by path of a sector file; those of the baseline if empty.
    parameters : dict of str to float
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    sectors: dict[str, float] = {}
    parameters: dict[str, float] = {}


class Intervention(BaseModel):
    """A change to an economy, and the effect that was found for it elsewhere.

    Attributes
    ----------
    name, title : str
    use : {"motivation", "validation"}
        Whether calibration of motivation aims at it, or it is kept for validation.
    months, first : int
        Months after the change, and the first of them that is measured.
    sectors : list of str
        Names of the sectors where it is measured; all if empty.
    effect : str
        What is measured, a key of `EFFECT_UNITS`.
    published, low, high : float
        The published effect and its interval, in the unit of the effect.
    source : str
    source_checked : bool
        Whether the source itself was read.
    reading : str
        How the change in the model stands for that of the source.
    why_missed : str
        What the model lacks or does otherwise, said where the effect is missed.
    setting : Setting
    change : dict of str to number or str
        Parameters and ``institutions.<switch>`` from the change on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    use: Literal["motivation", "validation"]
    months: int = Field(ge=1, le=1_200)
    first: int = Field(default=1, ge=1)
    sectors: list[str] = []
    effect: Effect
    published: float
    low: float
    high: float
    source: str = Field(min_length=10)
    source_checked: bool
    reading: str = Field(min_length=1)
    why_missed: str = ""
    setting: Setting = Setting()
    change: dict[str, float | int | str] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.low <= self.published <= self.high or not self.low < self.high:
            raise ValueError("low <= published <= high must hold, with low below high")
        if self.first > self.months:
            raise ValueError(f"first = {self.first} lies beyond months = {self.months}")
        _, problems = read_overrides(dict(self.change))
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def fingerprint_fields(self) -> dict[str, Any]:
        """Return what numbers depend on; sources and words may be corrected without new runs."""
        words = {"title", "source", "source_checked", "reading", "why_missed"}
        return self.model_dump(exclude=words)

    @property
    def unit(self) -> str:
        """Return the unit of the effect."""
        return EFFECT_UNITS[self.effect]

    def control(self, baseline: Scenario, folder: Path) -> Scenario:
        """Return the economy without the change, of the length that is needed.

        Parameters
        ----------
        baseline : Scenario
        folder : Path
            From which paths of sector files start.

        Raises
        ------
        ScenarioError
            If the setting or a sector does not fit.
        """
        setting: dict[str, Any] = {**self.setting.parameters}
        if self.setting.sectors:
            setting["sectors"] = {
                str(folder / expanded(key)) if is_path(key) else key: share
                for key, share in self.setting.sectors.items()
            }
        return load_scenario(baseline, setting)


def load_interventions(path: Path | None = None) -> tuple[Intervention, ...]:
    """Return the interventions of a file, by default those that come with the package.

    Raises
    ------
    EvidenceError
        If the file has mistakes; all of them are named.
    """
    return read_entries(path or shipped("interventions"), "interventions", Intervention)
