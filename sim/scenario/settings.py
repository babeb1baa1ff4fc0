"""What scenario files set, with what they extend: read and checked, but not yet a `Scenario`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import ScenarioError, compose
from sim.parameters import combination_problem
from sim.reading import shown_path
from sim.rules import CAPITALISM
from sim.scenario.checking import (
    COUNTS,
    DEFAULT_COUNTS,
    LONGEST_NAME,
    staff_problems,
    step_problems,
    sum_problem,
)
from sim.scenario.files import ScenarioFile, named_files, read_chain

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
    """Return what a file and its ancestors set."""
    settings = Settings()
    for file in read_chain(path):
        _merge(settings, file)
    own = file.content
    settings.plain["name"] = own.get("name", re.sub(r"[^\w-]", "_", path.stem)[:LONGEST_NAME])
    settings.plain["title"] = own.get("title", "")
    problems = whole_problems(settings)
    if problems:
        raise ScenarioError(compose(shown_path(path), problems))
    return settings


def _merge(settings: Settings, file: ScenarioFile) -> None:
    """Let a file replace what its ancestors set; its sectors replace theirs altogether."""
    content = file.content
    for key in (*COUNTS, "shared_assumptions"):
        if key in content:
            settings.plain[key] = content[key]
    settings.institutions |= content.get("institutions", {})
    settings.parameters |= {
        name: float(value) for name, value in content.get("parameters", {}).items()
    }
    if "sectors" in content:
        settings.shares, settings.definitions = {}, {}
        set_shares(settings, content["sectors"], file.sectors)


def set_shares(
    settings: Settings, shares: Mapping[str, float], sectors: Mapping[str, Sector]
) -> None:
    """Set the shares of sectors, both given by the keys under which the user has them."""
    for key, sector in sectors.items():
        settings.definitions[sector.name] = sector
        settings.shares[sector.name] = float(shares[key])


def whole_problems(settings: Settings) -> list[str]:
    """Return what is wrong with the settings taken together."""
    combination = combination_problem(settings.parameters)
    problems = [combination] if combination else []
    if not settings.shares:
        return [
            *problems,
            'there are no sectors; add extends = "capitalism" or a table [sectors] with shares '
            "of employment that sum to 1",
        ]
    total = sum_problem(settings.shares.values())
    if total:
        return [*problems, total]
    kept = [settings.definitions[name] for name, share in settings.shares.items() if share > 0.0]
    workers = settings.plain.get("workers", DEFAULT_COUNTS["workers"])
    return [
        *problems,
        *staff_problems(workers, settings.shares, kept),
        *step_problems(settings.plain),
    ]
