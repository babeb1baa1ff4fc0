"""Writing scenarios as files that can be read again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.errors import ScenarioError
from sim.grammar.files import shown_path
from sim.grammar.writing import toml_lines
from sim.scenario.model import Scenario
from sim.sectors import load_sector, sector_names
from sim.sectors.writing import sector_text


def write_scenario(scenario: Scenario, path: str | Path) -> Path:
    """Return the path of a scenario file, after writing it; reading it gives the same digest.

    Parameters
    ----------
    scenario : Scenario
    path : str or Path
        Ends in ``.toml``. Sectors that do not come with the package are written beside it.

    Raises
    ------
    ScenarioError
        If the path does not end in ``.toml`` or cannot be written.
    """
    file = Path(path)
    if file.suffix != ".toml":
        raise ScenarioError(f"{shown_path(file)}: the name of a scenario file must end in .toml")
    shipped = sector_names()
    keys: dict[str, float] = {}
    try:
        for sector, share in zip(
            scenario.sector_definitions, scenario.sectors.values(), strict=True
        ):
            if sector.name in shipped and load_sector(sector.name) == sector:
                keys[sector.name] = share
                continue
            beside = file.with_name(f"{file.stem}-{sector.name}.toml")
            beside.write_text(sector_text(sector), encoding="utf-8")
            keys[beside.name] = share
        file.write_text(scenario_text(scenario, keys), encoding="utf-8")
    except OSError as problem:
        raise ScenarioError(
            f"{shown_path(file)}: the scenario cannot be written ({problem.strerror}); "
            "choose another folder"
        ) from None
    return file


def scenario_text(scenario: Scenario, sectors: Mapping[str, float]) -> str:
    """Return a scenario as TOML, in full but for parameters at their defaults.

    Parameters
    ----------
    scenario : Scenario
    sectors : mapping of str to float
        Share of employment by name or path of the sector.
    """
    top = (
        "name", "title", "workers", "months", "burn_in", "months_per_step", "shared_assumptions",
    )  # fmt: skip
    blocks = [
        toml_lines((key, getattr(scenario, key)) for key in top),
        ["", "[sectors]", *toml_lines(sectors.items())],
        ["", "[institutions]", *toml_lines(scenario.institutions.to_dict().items())],
    ]
    if scenario.overrides:
        blocks.append(["", "[parameters]", *toml_lines(scenario.overrides.items())])
    return "\n".join([*(line for block in blocks for line in block), ""])
