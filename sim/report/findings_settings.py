"""The settings of the runs that the findings rest on."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.errors import EvidenceError, choices, compose
from sim.reading import read_toml, shown, shown_path


class FindingsSettings(BaseModel):
    """What is simulated for the findings, and how often.

    Attributes
    ----------
    baseline, alternative : str
        Scenarios that are compared; the parameters of the first hold for both.
    controls : tuple of str
        Further scenarios that are compared with the baseline.
    seed, workers, replicates : int
        Of the comparisons.
    calibration_replicates, calibration_steps : int
    calibration_workers : int, optional
        As in `sim.calibrate`.
    fact_replicates, effect_replicates : int
        Of the stylised facts and the natural experiments.
    verdict_samples, verdict_workers, verdict_decisive, verdict_screening : int
        As in `sim.verdict`.
    break_even_parameters : tuple of str
    break_even_replicates, break_even_workers : int
    robustness_replicates, robustness_seeds : int
    robustness_populations : tuple of int
    months, burn_in : int, optional
        Of everything but facts and effects, by default those of the baseline.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    baseline: str = "calibrated"
    alternative: str = "parecon"
    controls: tuple[str, ...] = ("cooperative", "balanced_only", "parecon_no_balance")
    seed: int = Field(default=0, ge=0)
    workers: int = Field(default=2_000, ge=100)
    replicates: int = Field(default=20, ge=2)
    calibration_replicates: int = Field(default=4, ge=2)
    calibration_steps: int = Field(default=6, ge=1)
    calibration_workers: int | None = Field(default=None, ge=100)
    fact_replicates: int = Field(default=10, ge=2)
    effect_replicates: int = Field(default=20, ge=2)
    verdict_samples: int = Field(default=128, ge=2)
    verdict_workers: int = Field(default=500, ge=100)
    verdict_decisive: int = Field(default=8, ge=1)
    verdict_screening: int = Field(default=6, ge=2)
    break_even_parameters: tuple[str, ...] = ("intrinsic_motivation",)
    break_even_replicates: int = Field(default=8, ge=2)
    break_even_workers: int = Field(default=1_000, ge=100)
    robustness_replicates: int = Field(default=10, ge=2)
    robustness_seeds: int = Field(default=20, ge=0)
    robustness_populations: tuple[int, ...] = (1_000, 10_000)
    months: int | None = Field(default=None, ge=1)
    burn_in: int | None = Field(default=None, ge=0)


def read_settings(path: str | Path) -> FindingsSettings:
    """Return the settings of a file.

    Raises
    ------
    EvidenceError
        If the file cannot be read or a setting is not allowed; all mistakes are named.
    """
    place = Path(path)
    content = read_toml(place, EvidenceError, "settings")
    try:
        return FindingsSettings.model_validate(content)
    except ValidationError as error:
        problems = []
        for detail in error.errors():
            key = ".".join(str(part) for part in detail["loc"])
            if detail["type"] == "extra_forbidden":
                known = choices(key, FindingsSettings.model_fields)
                problems.append(f"{key}: there is no such key; {known}")
            else:
                problems.append(f"{key} = {shown(detail['input'])}: {detail['msg'].lower()}")
        raise EvidenceError(compose(shown_path(place), problems)) from None
