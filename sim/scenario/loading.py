"""Loading scenarios: files, what they extend, and overrides put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.errors import ScenarioError, refuse
from sim.grammar.arguments import checked
from sim.grammar.files import read_toml
from sim.parameters import Parameters
from sim.scenario.files import find, load_sectors, named_files
from sim.scenario.grammar import COUNTS
from sim.scenario.model import Scenario
from sim.scenario.overrides import read_overrides
from sim.scenario.settings import Settings, read_settings
from sim.sectors import Sector, load_sector


@checked
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
    ArgumentError
        If the scenario or the overrides are of another sort.
    ScenarioError
        If there is no such scenario, or anything in it or in the overrides is not allowed.

    Examples
    --------
    >>> load_scenario("parecon", {"institutions.division": "rotation"}, workers=500).workers
    500
    """
    if isinstance(name_or_path, Scenario):
        settings = _settings_of(name_or_path)
    else:
        settings = read_settings(find(name_or_path))
    overrides = {**(overrides or {}), **more}
    if overrides:
        _change(settings, overrides)
    return Scenario.of(settings)


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


def _settings_of(scenario: Scenario) -> Settings:
    """Return what a scenario sets, as if read from a file."""
    plain = ("name", "title", *COUNTS, "shared_assumptions")
    defaults = Parameters().to_dict()
    changed = {name: value for name, value in scenario.parameters if value != defaults.get(name)}
    return Settings(
        plain={key: getattr(scenario, key) for key in plain},
        institutions=scenario.institutions.to_dict(),
        parameters=changed | scenario.overrides,
        shares=dict(scenario.sectors),
        definitions={sector.name: sector for sector in scenario.sector_definitions},
    )


def _change(settings: Settings, overrides: Mapping[str, object]) -> None:
    """Let overrides replace what is set.

    Raises
    ------
    ScenarioError
        If they are not allowed, or do not fit what is set.
    """
    content, problems = read_overrides(overrides)
    if not problems:
        sectors, problems = load_sectors(content.get("sectors"), None, settings.definitions)
    if not problems:
        if "sectors" in overrides:
            settings.shares = {}
        settings.set(content, sectors)
    refuse(ScenarioError, problems or settings.problems())
