"""The settings of the runs that the findings rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from sim.errors import EvidenceError
from sim.grammar import ListOf, Record, Text, Whole, table_of
from sim.grammar.files import read_file

SCENARIO = Text(shortest=1)
PEOPLE = Whole(100)
REPLICATES = Whole(2)


@dataclass(frozen=True, kw_only=True)
class FindingsSettings(Record):
    """What is simulated for the findings, and how often."""

    error: ClassVar = EvidenceError

    baseline: Annotated[
        str, SCENARIO, "Scenario that others are compared with; its parameters hold for both."
    ] = "calibrated"
    alternative: Annotated[str, SCENARIO, "Scenario that is compared with the baseline."] = (
        "parecon"
    )
    controls: Annotated[
        tuple[str, ...],
        ListOf(SCENARIO, "must be a list of names of scenarios"),
        "Further scenarios that are compared with the baseline.",
    ] = ("cooperative", "balanced_only", "parecon_no_balance")
    seed: Annotated[int, Whole(0), "Seed of the comparisons."] = 0
    workers: Annotated[int, PEOPLE, "People in the comparisons."] = 2_000
    replicates: Annotated[int, REPLICATES, "Replicates of the comparisons."] = 20
    calibration_replicates: Annotated[int, REPLICATES, "Replicates in the calibration."] = 4
    calibration_steps: Annotated[int, Whole(1), "Steps of the calibration."] = 6
    calibration_workers: Annotated[
        int | None, PEOPLE, "People in the calibration; by default those of the baseline."
    ] = None
    fact_replicates: Annotated[int, REPLICATES, "Replicates of the stylised facts."] = 10
    effect_replicates: Annotated[int, REPLICATES, "Replicates of natural experiments."] = 20
    verdict_samples: Annotated[int, REPLICATES, "Base samples of the verdict."] = 128
    verdict_workers: Annotated[int, PEOPLE, "People in the verdict."] = 500
    verdict_decisive: Annotated[
        int, Whole(1), "Parameters of the verdict with indices of their own."
    ] = 8
    verdict_screening: Annotated[int, REPLICATES, "Trajectories that screen parameters."] = 6
    break_even_parameters: Annotated[
        tuple[str, ...],
        ListOf(Text(), "must be a list of names of parameters"),
        "Parameters whose break-even values are sought.",
    ] = ("intrinsic_motivation",)
    break_even_replicates: Annotated[int, REPLICATES, "Replicates at each value."] = 8
    break_even_workers: Annotated[int, PEOPLE, "People in the search for break-even values."] = (
        1_000
    )
    robustness_replicates: Annotated[int, REPLICATES, "Replicates of each variant."] = 10
    robustness_seeds: Annotated[int, Whole(0), "Seeds that are tried."] = 20
    robustness_populations: Annotated[
        tuple[int, ...], ListOf(Whole(1), "must be a list of whole numbers"), "Numbers of people."
    ] = (1_000, 10_000)
    months: Annotated[
        int | None,
        Whole(1),
        "Months of everything but facts and effects; by default those of the baseline.",
    ] = None
    burn_in: Annotated[
        int | None,
        Whole(0),
        "Months of burn-in of everything but facts and effects; by default as in the baseline.",
    ] = None


def read_settings(path: str | Path) -> FindingsSettings:
    """Return the settings of a file.

    Raises
    ------
    EvidenceError
        If the file cannot be read or a setting is not allowed; all mistakes are named.
    """
    table = table_of(FindingsSettings)
    settings: FindingsSettings = read_file(Path(path), EvidenceError, "settings", table)
    return settings
