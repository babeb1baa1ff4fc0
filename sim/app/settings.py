"""What a user of the page chooses, and the two scenarios that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sim.errors import ScenarioError, choices
from sim.grammar.values import shown
from sim.scenario import Scenario, load_scenario
from sim.study.pairs import pair_of
from sim.vocabulary import PUBLISHED, SIDES

ASSUMPTIONS: Final = (PUBLISHED, *SIDES)
"""Sets of parameter values to begin with."""

RANGES: Final[Mapping[str, tuple[str, int, int]]] = {
    "workers": ("People", 200, 10_000),
    "months": ("Months", 1, 1_200),
    "seed": ("Seed", 0, 2**63 - 1),
}
"""Name on the page, least and most of each number field."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is simulated.

    Attributes
    ----------
    first, second : str
        Names of scenarios.
    assumptions : str
        One of `ASSUMPTIONS`.
    workers, months, burn_in, seed : int
    changes : dict of str to float
        Parameters that differ from the assumptions, in both economies.
    """

    first: str = "capitalism"
    second: str = "parecon"
    assumptions: str = PUBLISHED
    workers: int = 2_000
    months: int = 240
    burn_in: int = 120
    seed: int = 0
    changes: Mapping[str, float] = field(default_factory=dict)

    def scenarios(self) -> tuple[Scenario, Scenario]:
        """Return the two scenarios.

        Raises
        ------
        ScenarioError
            If a value is not allowed or the two cannot be compared.
        """
        if self.assumptions not in ASSUMPTIONS:
            raise ScenarioError(
                f"assumptions = {shown(self.assumptions)}: {choices(self.assumptions, ASSUMPTIONS)}"
            )
        if self.first == self.second:
            raise ScenarioError(
                "both economies have the same scenario; choose two different ones to see a "
                "difference"
            )
        assumed: Mapping[str, float] = {}
        if self.assumptions != PUBLISHED:
            self._check_whose_assumptions()
            assumed = load_scenario(self.assumptions).overrides
        return pair_of(
            self.first,
            self.second,
            {**assumed, **self.changes},
            workers=self.workers,
            months=self.months,
            burn_in=self.burn_in,
        )

    def _check_whose_assumptions(self) -> None:
        """Refuse two sets of assumptions at once."""
        for name in (self.first, self.second):
            scenario = load_scenario(name)
            if scenario.shared_assumptions and name != self.assumptions:
                raise ScenarioError(
                    f"'{scenario.title}' brings assumptions of its own; choose the published "
                    "assumptions beside it, or another economy"
                )

    @property
    def command(self) -> str:
        """Return the command that runs the same comparison with 20 replicates."""
        words = ["balanced-jobs compare", self.first, self.second]
        if self.assumptions != PUBLISHED:
            words.append(f"--assumptions {self.assumptions}")
        words += [f"--{name} {getattr(self, name)}" for name in ("workers", "months", "seed")]
        words += [f"--set {name}={value:g}" for name, value in self.changes.items()]
        return " ".join(words)


def whole_number(name: str, text: str) -> int:
    """Return the whole number that stands in a field of the page.

    Parameters
    ----------
    name : str
        A key of `RANGES`.
    text : str
        What the user wrote.

    Raises
    ------
    ScenarioError
        If it is none, or outside the range.
    """
    label, low, high = RANGES[name]
    written = text.strip()
    plain = written.replace(",", "").replace(" ", "")
    # A number of thousands of digits is not worth reading.
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 30 else None
    if number is None or not low <= number <= high:
        raise ScenarioError(
            f"{label} = {shown(written)}: must be a whole number from {low:,} to {high:,}"
        )
    return number
