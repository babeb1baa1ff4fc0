"""Stylised facts: what a capitalist baseline must reproduce."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, get_args

from sim.errors import EvidenceError, choices
from sim.evidence.interventions import (
    DISCREPANCY,
    DISCREPANCY_REASON,
    ROLE,
    SOURCE,
    WHY_MISSED,
    WORDS,
    Role,
    load_interventions,
    order_problems,
    role_problems,
)
from sim.evidence.moments import MOMENTS
from sim.evidence.reading import file_of, shipped
from sim.grammar import Flag, Number, OneOf, Record, Text
from sim.grammar.files import read_file
from sim.grammar.values import word

Use = Literal["fit", "motivation", "check", "input"]
"""What a fact is for: a target of calibration of the economy or of motivation; a check that nothing
is fitted to; or something that holds by construction of the inputs."""


@cache
def _moments() -> tuple[str, ...]:
    """Return the names of moments and of interventions, whose effects are moments too."""
    return (*MOMENTS, *(effect.name for effect in load_interventions()))


MOMENT: Final = OneOf(
    _moments, lambda value: f"there is no such moment; {choices(word(value), _moments())}"
)


@dataclass(frozen=True, kw_only=True)
class Fact(Record):
    """A statistic of real economies with the range that counts as reproduced."""

    error: ClassVar = EvidenceError

    name: Annotated[str, WORDS, "Name, once in a file."]
    statement: Annotated[str, WORDS, "What is the case, in words."]
    moment: Annotated[str, MOMENT, "Statistic, or intervention whose effect it is."]
    unit: Annotated[str, WORDS, "Unit of the numbers."]
    central: Annotated[float, Number(), "What calibration aims at."]
    low: Annotated[float, Number(), "Lower end of the range that counts as reproduced."]
    high: Annotated[float, Number(), "Upper end of the range that counts as reproduced."]
    use: Annotated[Use, OneOf(get_args(Use)), "What the fact is for."]
    source: Annotated[str, SOURCE, "Author and year, and what was measured."]
    source_checked: Annotated[bool, Flag(), "Whether the source itself was read."]
    why_missed: Annotated[str, Text(), WHY_MISSED] = ""
    discrepancy: Annotated[float, Number(0.0), DISCREPANCY] = 0.0
    discrepancy_reason: Annotated[str, Text(), DISCREPANCY_REASON] = ""
    role: Annotated[Role, OneOf(get_args(Role)), ROLE] = "held_out"

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what is wrong with the order of the three numbers, and with the role."""
        yield from order_problems(prefix, values, "central")
        yield from role_problems(prefix, values)

    @property
    def fingerprint_fields(self) -> dict[str, str | float]:
        """Return what numbers depend on; sources and words may be corrected without new runs."""
        names = ("name", "moment", "use", "central", "low", "high")
        return {name: getattr(self, name) for name in names}

    @property
    def standard_error(self) -> float:
        """Return the error of the target: the accepted range taken for two of them either way."""
        return (self.high - self.low) / 4.0


FACTS: Final = file_of("facts", Fact, "Statistics of real economies.")
"""A file of facts."""


def load_facts(path: Path | None = None) -> tuple[Fact, ...]:
    """Return the stylised facts of a file, by default those that come with the package.

    Raises
    ------
    EvidenceError
        If the file has mistakes; all of them are named.
    """
    content = read_file(path or shipped("facts"), EvidenceError, "facts", FACTS)
    facts: tuple[Fact, ...] = content["facts"]
    return facts
