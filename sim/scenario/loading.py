"""Loading scenarios: files, what they extend, and overrides put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sim.errors import ScenarioError, compose
from sim.parameters import Parameters, combination_problem
from sim.reading import read_toml, shown_path
from sim.scenario.checking import COUNTS, LONGEST_NAME, staff_problems, sum_problem
from sim.scenario.files import ScenarioFile, find, load_sectors, named_files, read_chain
from sim.scenario.model import Institutions, Scenario
from sim.scenario.overrides import Changes, read_overrides
from sim.sectors import Sector, load_sector


@dataclass
class _Settings:
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


def load_scenario(
    name_or_path: str | Path | Scenario,
    overrides: Mapping[str, object] | None = None,
    **more: object,
) -> Scenario:
    """Return a scenario from a file, or a changed copy of a scenario.

    Parameters
    ----------
    name_or_path : str, Path or Scenario
        Name of a scenario (`list_scenarios`), path of a scenario file, or a scenario.
    overrides : mapping of str to object, optional
        Values that replace those of the scenario. Keys are names of parameters,
        ``institutions.<switch>``, ``sectors.<name or path>`` (0 removes one), ``workers``,
        ``months``, ``burn_in`` and ``months_per_step``; ``sectors`` with a mapping replaces all
        sectors.
    **more
        Further overrides, for keys without a dot.

    Raises
    ------
    ScenarioError
        If there is no such scenario, or anything in it or in the overrides is not allowed.

    Examples
    --------
    >>> load_scenario("parecon", {"institutions.division": "rotation"}, workers=500).workers
    500
    """
    if isinstance(name_or_path, Scenario):
        settings = _settings_of(name_or_path)
    elif isinstance(name_or_path, str | Path):
        settings = _read(find(name_or_path))
    else:
        raise ScenarioError(
            "a scenario is given by its name, by the path of its file or as a Scenario, not as "
            f"{type(name_or_path).__name__}"
        )
    changes, problems = read_overrides({**(overrides or {}), **more})
    if problems:
        raise ScenarioError(compose("", problems))
    _change(settings, changes)
    problems = _whole_problems(settings)
    if problems:
        raise ScenarioError(compose("", problems))
    return _build(settings)


def list_scenarios() -> list[ScenarioSummary]:
    """Return the named scenarios in alphabetical order.

    Raises
    ------
    ScenarioError
        If one of their files has a mistake.
    """
    return [
        ScenarioSummary(name, scenario.title, scenario.institutions.model_dump())
        for name, scenario in ((name, load_scenario(path)) for name, path in named_files().items())
    ]


def validate_file(path: str | Path) -> Scenario | Sector:
    """Return what a scenario file or a sector file describes, if it has no mistakes.

    Raises
    ------
    BalancedJobsError
        If it has; the message names all that were found.
    """
    file = Path(path)
    if str(path) in named_files() and not file.exists():
        raise ScenarioError(f"{path}: no such file; '{path}' is the name of a scenario, not a path")
    content = read_toml(file, ScenarioError, "scenario")
    if "tasks" in content or "size" in content:
        return load_sector(file)
    return load_scenario(file)


def _read(path: Path) -> _Settings:
    """Return what a file and its ancestors set."""
    settings = _Settings()
    for file in read_chain(path):
        _merge(settings, file)
    own = file.content
    settings.plain["name"] = own.get("name", re.sub(r"[^\w-]", "_", path.stem)[:LONGEST_NAME])
    settings.plain["title"] = own.get("title", "")
    problems = _whole_problems(settings)
    if problems:
        raise ScenarioError(compose(shown_path(path), problems))
    return settings


def _merge(settings: _Settings, file: ScenarioFile) -> None:
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
        _set_shares(settings, content["sectors"], file.sectors)


def _set_shares(
    settings: _Settings, shares: Mapping[str, float], sectors: Mapping[str, Sector]
) -> None:
    """Set the shares of sectors, both given by the keys under which the user has them."""
    for key, sector in sectors.items():
        settings.definitions[sector.name] = sector
        settings.shares[sector.name] = float(shares[key])


def _settings_of(scenario: Scenario) -> _Settings:
    """Return what a scenario sets, as if read from a file."""
    plain = ("name", "title", *COUNTS, "shared_assumptions")
    defaults = Parameters()
    changed = {
        name: value for name, value in scenario.parameters if value != getattr(defaults, name)
    }
    return _Settings(
        plain={key: getattr(scenario, key) for key in plain},
        institutions=scenario.institutions.model_dump(),
        parameters=changed | scenario.overrides,
        shares=dict(scenario.sectors),
        definitions={sector.name: sector for sector in scenario.sector_definitions},
    )


def _change(settings: _Settings, changes: Changes) -> None:
    """Let overrides replace what is set."""
    settings.plain |= changes.plain
    settings.institutions |= changes.institutions
    settings.parameters |= changes.parameters
    if changes.replaces_sectors:
        settings.shares = {}
    sectors, problems = load_sectors(changes.shares, None, settings.definitions)
    if problems:
        raise ScenarioError(compose("", problems))
    _set_shares(settings, changes.shares, sectors)


def _whole_problems(settings: _Settings) -> list[str]:
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
    workers = settings.plain.get("workers", Scenario.model_fields["workers"].default)
    return [
        *problems,
        *staff_problems(workers, settings.shares, kept),
        *Scenario.length_problems(settings.plain),
    ]


def _build(settings: _Settings) -> Scenario:
    shares = {name: share for name, share in settings.shares.items() if share > 0.0}
    return Scenario(
        **settings.plain,
        sectors=shares,
        sector_definitions=tuple(settings.definitions[name] for name in shares),
        institutions=Institutions(**settings.institutions),
        parameters=Parameters(**settings.parameters),
    )
