"""A scenario: everything that defines a simulated economy but its seed (model section 6)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from sim.errors import ScenarioError, refuse, several
from sim.grammar.values import normalised
from sim.parameters import Parameters
from sim.rules import CAPITALISM
from sim.scenario.grammar import DEFAULT_COUNTS, INSTITUTIONS, SCENARIO
from sim.scenario.settings import Settings
from sim.sectors import Sector, load_sector


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
        refuse(ScenarioError, INSTITUTIONS.problems("institutions", rules))
        self.__dict__.update(CAPITALISM, **rules)

    @classmethod
    def unchecked(cls, rules: Mapping[str, str]) -> Self:
        """Return institutions whose rules are known to exist, or need not."""
        institutions = object.__new__(cls)
        institutions.__dict__.update(CAPITALISM, **rules)
        return institutions

    @classmethod
    def saved(cls, rules: Mapping[str, str], other_rules: Collection[tuple[str, str]] = ()) -> Self:
        """Return institutions as they were saved.

        Parameters
        ----------
        rules : mapping of str to str
            Rule by switch.
        other_rules : collection of (str, str)
            Switch and name of rules that count as known although they are not loaded, so that
            results can be read without the code that made them.
        """
        known = {
            switch: rule for switch, rule in rules.items() if (switch, rule) not in other_rules
        }
        refuse(ScenarioError, INSTITUTIONS.problems("institutions", known))
        return cls.unchecked(rules)

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
        made = {
            key: value
            for key, value in values.items()
            if isinstance(value, Institutions | Parameters)
        }
        content = {key: value for key, value in values.items() if key not in made}
        problems = several(SCENARIO.problems("", content))
        if "extends" in content:
            problems.append("extends: only files extend others; load_scenario changes a scenario")
        if "name" not in content:
            problems.append("name is missing: give the scenario a name")
        if "sectors" not in content:
            problems.append("sectors is missing: give shares of employment that sum to 1")
        refuse(ScenarioError, problems)
        read = SCENARIO.read(content)
        shares = {key: share for key, share in read["sectors"].items() if share > 0.0}
        if definitions is None:
            definitions = [load_sector(key) for key in shares]
            names = [sector.name for sector in definitions]
            shares = dict(zip(names, shares.values(), strict=True))
        refuse(ScenarioError, _sector_problems(shares, definitions))
        settings = Settings(
            plain=read, shares=shares, definitions={sector.name: sector for sector in definitions}
        )
        refuse(ScenarioError, settings.problems())
        rules, numbers = read.get("institutions", {}), read.get("parameters", {})
        made.setdefault("institutions", Institutions.unchecked(rules))
        made.setdefault("parameters", Parameters(**numbers))
        self._hold(read | made, shares, definitions)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the scenario of settings that have been checked."""
        shares = {name: share for name, share in settings.shares.items() if share > 0.0}
        scenario = object.__new__(cls)
        scenario._hold(
            {
                **settings.plain,
                "institutions": Institutions.unchecked(settings.institutions),
                "parameters": Parameters.unchecked(settings.parameters, settings.parameters),
            },
            shares,
            [settings.definitions[name] for name in shares],
        )
        return scenario

    def _hold(
        self, plain: Mapping[str, Any], shares: Mapping[str, float], sectors: Collection[Sector]
    ) -> None:
        """Hold values that have been checked, sectors in alphabetical order."""
        names = sorted(shares)
        parts = dict(zip(names, normalised([shares[name] for name in names]), strict=True))
        ordered = tuple(sorted(sectors, key=lambda sector: sector.name))
        values = {**plain, "sectors": parts, "sector_definitions": ordered}
        for each in fields(self):
            self.__dict__[each.name] = values.get(each.name, each.default)

    def renamed(self, name: str) -> Self:
        """Return a copy with another name, which may be any text."""
        copy = object.__new__(type(self))
        copy.__dict__.update(vars(self), name=name)
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
        # Not before it is needed: lists of scenarios do without.
        import hashlib

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


def _sector_problems(shares: Mapping[str, float], sectors: Collection[Sector]) -> Iterator[str]:
    """Yield a sentence where shares and definitions are not of the same sectors."""
    names, defined = sorted(shares), sorted(sector.name for sector in sectors)
    if names != defined:
        yield (
            f"sectors: the names {', '.join(names)} and those of the definitions, "
            f"{', '.join(defined)}, must be the same, each once"
        )
