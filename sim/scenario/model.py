"""A scenario: everything that defines a simulated economy but its seed (model section 6)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from sim.errors import ScenarioError, compose
from sim.parameters import Parameters
from sim.reading import normalised
from sim.rules import CAPITALISM, INSTITUTION_RULES
from sim.scenario.checking import (
    DEFAULT_COUNTS,
    institution_problems,
    setting_problems,
    staff_problems,
    step_problems,
)
from sim.sectors import Sector, load_sector

__all__ = ["INSTITUTION_RULES", "Institutions", "Scenario"]


@dataclass(frozen=True, init=False)
class Institutions:
    """The rule that is in force for each of the six institutions (model section 6).

    Attributes
    ----------
    division, decisions, pay, employment, education, innovation : str
        Name of a rule, one of those in `INSTITUTION_RULES`; by default those of capitalism.

    Raises
    ------
    ScenarioError
        If a switch or a rule does not exist.
    """

    division: str = CAPITALISM["division"]
    decisions: str = CAPITALISM["decisions"]
    pay: str = CAPITALISM["pay"]
    employment: str = CAPITALISM["employment"]
    education: str = CAPITALISM["education"]
    innovation: str = CAPITALISM["innovation"]

    def __init__(self, **rules: str) -> None:
        problems = list(institution_problems(rules))
        if problems:
            raise ScenarioError(compose("", problems))
        self.__dict__.update(CAPITALISM, **rules)

    @classmethod
    def saved(
        cls, names: Mapping[str, str], other_rules: Collection[tuple[str, str]] = ()
    ) -> Institutions:
        """Return institutions as they were saved.

        Parameters
        ----------
        names : mapping of str to str
            Rule by switch.
        other_rules : collection of (str, str)
            Switch and name of rules that count as known although they are not loaded, so that
            results can be read without the code that made them.
        """
        others = {switch: rule for switch, rule in names.items() if (switch, rule) in other_rules}
        known = {switch: rule for switch, rule in names.items() if switch not in others}
        institutions = cls(**known)
        institutions.__dict__.update(others)
        return institutions

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Iterate over the switches and their rules."""
        return iter(self.to_dict().items())

    def to_dict(self) -> dict[str, str]:
        """Return the rules by switch."""
        return asdict(self)


@dataclass(frozen=True, init=False, kw_only=True)
class Scenario:
    """Everything that defines a simulated economy, but for the seed.

    Attributes
    ----------
    name : str
        One word; names folders of results.
    title : str
        For people to read; may be empty.
    workers : int
        People in the economy.
    months : int
        Months after the burn-in.
    burn_in : int
        Months under capitalism before the institutions below come into force.
    months_per_step : int
        Months that a step covers, 1 or 3; `months` and `burn_in` are multiples of it.
    sectors : dict of str to float
        Share of employment by name of the sector, in alphabetical order; they sum to 1.
    sector_definitions : tuple of Sector
        The sectors in full, in the same order.
    institutions : Institutions
    parameters : Parameters
    shared_assumptions : bool
        Whether, in a comparison, `overrides` hold for both sides.

    Raises
    ------
    ScenarioError
        If a value is not allowed or the sectors do not fit.
    """

    name: str
    title: str = ""
    workers: int = DEFAULT_COUNTS["workers"]
    months: int = DEFAULT_COUNTS["months"]
    burn_in: int = DEFAULT_COUNTS["burn_in"]
    months_per_step: int = DEFAULT_COUNTS["months_per_step"]
    sectors: dict[str, float]
    sector_definitions: tuple[Sector, ...]
    institutions: Institutions
    parameters: Parameters
    shared_assumptions: bool = False

    def __init__(self, **values: Any) -> None:
        definitions = values.pop("sector_definitions", None)
        plain = {
            key: value
            for key, value in values.items()
            if not isinstance(value, Institutions | Parameters)
        }
        problems = list(setting_problems(plain))
        if "extends" in plain:
            problems.append("extends: only files extend others; load_scenario changes a scenario")
        if "name" not in plain:
            problems.append("name is missing: give the scenario a name")
        if "sectors" not in plain:
            problems.append("sectors is missing: give shares of employment that sum to 1")
        if problems:
            raise ScenarioError(compose("", problems))
        sectors = {key: float(share) for key, share in values["sectors"].items() if share > 0}
        if definitions is None:
            definitions = tuple(load_sector(key) for key in sectors)
            sectors = dict(
                zip((sector.name for sector in definitions), sectors.values(), strict=True)
            )
        ordered = sorted(definitions, key=lambda sector: sector.name)
        if [sector.name for sector in ordered] != sorted(sectors):
            raise ScenarioError(
                f"sectors: the names {', '.join(sorted(sectors))} and those of the definitions, "
                f"{', '.join(sector.name for sector in ordered)}, must be the same, each once"
            )
        names = sorted(sectors)
        shares = normalised([sectors[name] for name in names])
        values["sectors"] = dict(zip(names, shares, strict=True))
        values["sector_definitions"] = tuple(ordered)
        workers = values.get("workers", DEFAULT_COUNTS["workers"])
        problems = list(staff_problems(workers, values["sectors"], ordered))
        problems += step_problems(values)
        if problems:
            raise ScenarioError(compose("", problems))
        for key, kind in (("institutions", Institutions), ("parameters", Parameters)):
            if isinstance(values.get(key), Mapping):
                values[key] = kind(**values[key])
        self._set({"institutions": Institutions(), "parameters": Parameters(), **values})

    def _set(self, values: Mapping[str, Any]) -> None:
        """Hold values that have been checked."""
        for each in fields(self):
            self.__dict__[each.name] = values.get(each.name, each.default)

    def renamed(self, name: str) -> Self:
        """Return a copy with another name, which may be any text."""
        copy = type(self).__new__(type(self))
        copy._set(vars(self) | {"name": name})
        return copy

    @property
    def overrides(self) -> dict[str, float]:
        """Return the parameters that were set explicitly, by name."""
        return {
            name: getattr(self.parameters, name)
            for name in self.parameters.to_dict()
            if name in self.parameters.explicit
        }

    @property
    def digest(self) -> str:
        """Return a fingerprint of the scenario, the SHA-256 of `to_dict` as canonical JSON."""
        text = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario in full, ready for JSON; `from_dict` reads it back.

        Returns
        -------
        dict
            The attributes by name, with all parameters and whole sectors, and under "overrides"
            the names of the parameters that were set explicitly.
        """
        return {
            **{each.name: getattr(self, each.name) for each in fields(self)},
            "sectors": dict(self.sectors),
            "sector_definitions": [sector.to_dict() for sector in self.sector_definitions],
            "institutions": self.institutions.to_dict(),
            "parameters": self.parameters.to_dict(),
            "overrides": sorted(self.overrides),
        }

    @classmethod
    def from_dict(
        cls, content: Mapping[str, Any], other_rules: Collection[tuple[str, str]] = ()
    ) -> Scenario:
        """Return the scenario that `to_dict` described, with equal digest.

        Parameters
        ----------
        content : mapping
        other_rules : collection of (str, str)
            As in `Institutions.saved`.

        Raises
        ------
        ScenarioError
            If the content does not describe a scenario.
        """
        values = dict(content)
        explicit = set(values.pop("overrides", values.get("parameters", {})))
        try:
            parameters = Parameters.saved(
                values.pop("parameters"), explicit, [rule for _, rule in other_rules]
            )
            definitions = tuple(
                Sector.from_dict(sector) for sector in values.pop("sector_definitions")
            )
            return cls(
                **{
                    **values,
                    "institutions": Institutions.saved(values["institutions"], other_rules),
                    "parameters": parameters,
                    "sector_definitions": definitions,
                }
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise ScenarioError(
                f"the saved scenario is not complete ({type(problem).__name__}); "
                "it was written by another version or changed"
            ) from problem
