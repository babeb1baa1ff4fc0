"""What scenario files and overrides set, put together: checked, but not yet a `Scenario`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import ScenarioError, refuse
from sim.grammar.files import shown_path
from sim.grammar.values import sum_to_one
from sim.parameters import combination_problem
from sim.rules import CAPITALISM
from sim.scenario.files import named_files, read_chain
from sim.scenario.grammar import (
    COUNTS,
    DEFAULT_COUNTS,
    LONGEST_NAME,
    SCENARIO,
    staff_problems,
    step_problems,
    sum_problem,
)

if TYPE_CHECKING:
    from sim.sectors import Sector


@dataclass
class Settings:
    """What has been set so far, by file after file and by overrides."""

    plain: dict[str, Any] = field(default_factory=dict)
    institutions: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    definitions: dict[str, Sector] = field(default_factory=dict)

    def set(self, content: Mapping[str, Any], sectors: Mapping[str, Sector]) -> None:
        """Replace what the content of a file or of overrides sets; both have been checked.

        Parameters
        ----------
        content : mapping
            As in a scenario file.
        sectors : mapping of str to Sector
            Each sector by the key that the content has for it.
        """
        read = SCENARIO.read(content)
        self.plain |= {key: read[key] for key in (*COUNTS, "shared_assumptions") if key in read}
        self.institutions |= read.get("institutions", {})
        self.parameters |= read.get("parameters", {})
        for key, sector in sectors.items():
            self.definitions[sector.name] = sector
            self.shares[sector.name] = read["sectors"][key]

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the settings taken together."""
        combination = combination_problem(self.parameters)
        if combination:
            yield combination
        if not self.shares:
            yield (
                'there are no sectors; add extends = "capitalism" or a table [sectors] with shares '
                "of employment that sum to 1"
            )
        elif not sum_to_one(self.shares.values()):
            yield sum_problem(self.shares.values())
        else:
            kept = [self.definitions[name] for name, share in self.shares.items() if share > 0.0]
            workers = self.plain.get("workers", DEFAULT_COUNTS["workers"])
            yield from staff_problems(workers, self.shares, kept)
            yield from step_problems(self.plain)


class ScenarioSummary(NamedTuple):
    """What a list of scenarios shows of each.

    Attributes
    ----------
    name, title : str
    institutions : dict of str to str
        Rule by switch.
    """

    name: str
    title: str
    institutions: dict[str, str]


def list_scenarios() -> list[ScenarioSummary]:
    """Return the named scenarios in alphabetical order.

    Raises
    ------
    ScenarioError
        If one of their files has a mistake.
    """
    listed = []
    for name, path in named_files().items():
        settings = read_settings(path)
        institutions = {**CAPITALISM, **settings.institutions}
        listed.append(ScenarioSummary(name, settings.plain["title"], institutions))
    return listed


def read_settings(path: Path) -> Settings:
    """Return what a file and its ancestors set.

    Raises
    ------
    ScenarioError
        If one of the files has a mistake, or what they set does not fit together.
    """
    settings = Settings()
    for file in read_chain(path):
        if "sectors" in file.content:
            settings.shares, settings.definitions = {}, {}
        settings.set(file.content, file.sectors)
    own = file.content
    settings.plain["name"] = own.get("name", re.sub(r"[^\w-]", "_", path.stem)[:LONGEST_NAME])
    settings.plain["title"] = own.get("title", "")
    refuse(ScenarioError, settings.problems(), shown_path(path))
    return settings
