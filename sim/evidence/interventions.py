"""Interventions: changes to an economy whose effect has been measured in reality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, get_args

from sim.errors import EvidenceError
from sim.evidence.reading import file_of, shipped
from sim.grammar import Flag, ListOf, Number, OneOf, Record, Text, Whole, table_of
from sim.grammar.files import expanded, is_path, read_file
from sim.grammar.values import shown
from sim.scenario import Scenario, load_scenario
from sim.scenario.grammar import NAME, PARAMETERS, SECTORS
from sim.scenario.overrides import OVERRIDES

Use = Literal["motivation", "validation"]
"""Whether calibration of motivation aims at an effect, or it is kept for validation."""

Effect = Literal[
    "output_per_hour", "effort", "own_effort_per_standard_deviation", "effort_elasticity", "growth"
]

Role = Literal["conditions", "held_out"]
"""Whether a posterior is conditioned on a piece of evidence, or it is held out."""

EFFECT_UNITS: Final[Mapping[str, str]] = {
    "output_per_hour": "per cent",
    "effort": "per cent",
    "own_effort_per_standard_deviation": "per cent per standard deviation of job quality",
    "effort_elasticity": "elasticity",
    "growth": "percentage points per year",
}
"""Unit of each kind of effect."""

WORDS: Final = Text(shortest=1)
SOURCE: Final = Text(shortest=10)
WHY_MISSED: Final = "What the model lacks or does otherwise, said where it is missed."

DISCREPANCY: Final = (
    "Standard deviation of what a model of this kind may be wrong by at its best point, in the "
    "same unit."
)
DISCREPANCY_REASON: Final = "Why the discrepancy is as large as that."
ROLE: Final = "Whether a posterior is conditioned on it, or it is held out."


def role_problems(prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence where evidence conditions without a discrepancy and its reason.

    Parameters
    ----------
    prefix : str
        What stands before the keys.
    values : mapping of str to object
        Values that are valid by themselves.
    """
    if values.get("role") != "conditions":
        return
    if not values.get("discrepancy"):
        yield f'{prefix}role = "conditions" needs {prefix}discrepancy, a number above 0'
    if not str(values.get("discrepancy_reason", "")).strip():
        yield f'{prefix}role = "conditions" needs {prefix}discrepancy_reason, in words'


def order_problems(prefix: str, values: Mapping[str, Any], central: str) -> Iterator[str]:
    """Yield a sentence where a central value does not lie in its range.

    Parameters
    ----------
    prefix : str
        What stands before the keys.
    values : mapping of str to object
        Numbers that are valid by themselves.
    central : str
        Key of the central value.
    """
    keys = ("low", central, "high")
    if all(key in values for key in keys):
        low, middle, high = (values[key] for key in keys)
        if not (low <= middle <= high and low < high):
            given = ", ".join(f"{prefix}{key} = {values[key]:g}" for key in keys)
            yield f"{given}: low <= {central} <= high must hold, with low below high"


@dataclass(frozen=True, kw_only=True)
class Setting(Record):
    """What holds with and without the change."""

    error: ClassVar = EvidenceError

    sectors: Annotated[
        dict[str, float], SECTORS, "Shares of employment; those of the baseline where left out."
    ] = field(default_factory=dict)
    parameters: Annotated[
        dict[str, float], PARAMETERS, "Parameters that differ from those of the baseline."
    ] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Intervention(Record):
    """A change to an economy, and the effect that was found for it elsewhere."""

    error: ClassVar = EvidenceError

    name: Annotated[str, NAME.kind, "One word, once in a file; the economy of the change has it."]
    title: Annotated[str, WORDS, "What is changed, in words."]
    use: Annotated[
        Use,
        OneOf(get_args(Use)),
        "Whether calibration of motivation aims at it, or it is kept for validation.",
    ]
    months: Annotated[int, Whole(1, 1_200), "Months after the change."]
    first: Annotated[int, Whole(1), "First month that is measured."] = 1
    sectors: Annotated[
        tuple[str, ...],
        ListOf(Text(), "must be a list of names of sectors"),
        "Sectors where it is measured; all where left out.",
    ] = ()
    effect: Annotated[Effect, OneOf(get_args(Effect)), "What is measured."]
    published: Annotated[float, Number(), "The published effect, in the unit of the effect."]
    low: Annotated[float, Number(), "Lower end of its interval."]
    high: Annotated[float, Number(), "Upper end of its interval."]
    source: Annotated[str, SOURCE, "Author and year, and what was measured."]
    source_checked: Annotated[bool, Flag(), "Whether the source itself was read."]
    reading: Annotated[str, WORDS, "How the change in the model stands for that of the source."]
    why_missed: Annotated[str, Text(), WHY_MISSED] = ""
    discrepancy: Annotated[float, Number(0.0), DISCREPANCY] = 0.0
    discrepancy_reason: Annotated[str, Text(), DISCREPANCY_REASON] = ""
    role: Annotated[Role, OneOf(get_args(Role)), ROLE] = "held_out"
    setting: Annotated[Setting, table_of(Setting), "What holds with and without the change."] = (
        field(default_factory=Setting)
    )
    change: Annotated[
        dict[str, float | int | str],
        OVERRIDES,
        "Parameters and institutions.<switch>, in quotes, from the change on.",
    ]

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what is wrong with the order of the numbers, and with the window."""
        yield from order_problems(prefix, values, "published")
        months, first = values.get("months"), values.get("first", 1)
        if months is not None and first > months:
            yield f"{prefix}first = {shown(first)} lies beyond months = {shown(months)}"
        yield from role_problems(prefix, values)

    @property
    def fingerprint_fields(self) -> dict[str, Any]:
        """Return what numbers depend on; sources and words may be corrected without new runs."""
        words = {"title", "source", "source_checked", "reading", "why_missed"}
        others = words | {"discrepancy", "discrepancy_reason", "role"}
        return {key: value for key, value in asdict(self).items() if key not in others}

    @property
    def standard_error(self) -> float:
        """Return the error of the effect: its interval taken for two of them either way."""
        return (self.high - self.low) / 4.0

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


INTERVENTIONS: Final = file_of("interventions", Intervention, "Changes with a published effect.")
"""A file of interventions."""


def load_interventions(path: Path | None = None) -> tuple[Intervention, ...]:
    """Return the interventions of a file, by default those that come with the package.

    Raises
    ------
    EvidenceError
        If the file has mistakes; all of them are named.
    """
    place = path or shipped("interventions")
    content = read_file(place, EvidenceError, "interventions", INTERVENTIONS)
    interventions: tuple[Intervention, ...] = content["interventions"]
    return interventions
