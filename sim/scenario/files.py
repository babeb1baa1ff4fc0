"""Finding and reading scenario files, with what they extend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sim.errors import (
    MOST_MISTAKES,
    ScenarioError,
    SectorError,
    choices,
    refuse,
    several,
    suggestion,
)
from sim.grammar.files import BACKSLASH, expanded, is_path, read_toml, shown_path
from sim.scenario.grammar import SCENARIO, misplaced
from sim.sectors import Sector, load_sector

FOLDER = "scenarios"


class ScenarioFile(NamedTuple):
    """A scenario file and what it sets.

    Attributes
    ----------
    path : Path
    content : dict
        As read, after every key and value was checked.
    sectors : dict of str to Sector
        Each sector by the name or path that the file has for it.
    """

    path: Path
    content: dict[str, Any]
    sectors: dict[str, Sector]


def search_folders() -> list[Path]:
    """Return where named scenarios are looked for, in this order.

    ``scenarios/`` in the working directory, ``scenarios/`` beside the package (a checkout), and the
    copy inside the package (an installation).
    """
    package = Path(__file__).parents[1]
    candidates = (Path.cwd() / FOLDER, package.parent / FOLDER, package / "data" / FOLDER)
    folders: list[Path] = []
    seen: set[Path] = set()
    for folder in candidates:
        if folder.is_dir() and folder.resolve() not in seen:
            seen.add(folder.resolve())
            folders.append(folder)
    return folders


def named_files() -> dict[str, Path]:
    """Return the file of each named scenario, by name in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in search_folders():
        for path in folder.glob("*.toml"):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find(name_or_path: str | Path) -> Path:
    """Return the path of a scenario file.

    Parameters
    ----------
    name_or_path : str or Path
        A name, or a path; a path has a slash or ends in ``.toml``.

    Raises
    ------
    ScenarioError
        If no scenario has this name.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or is_path(text):
        return expanded(text)
    known = named_files()
    if text in known:
        return known[text]
    raise ScenarioError(
        f"no scenario is called '{text}': {choices(text, known)}; "
        "a file of your own is named by its path, which ends in .toml"
    )


def read_chain(path: Path) -> list[ScenarioFile]:
    """Return a scenario file and all it extends, the farthest ancestor first.

    Raises
    ------
    ScenarioError
        If a file cannot be read, has a mistake, or extends itself by way of others.
    """
    chain: list[ScenarioFile] = []
    seen: list[Path] = []
    current: Path | None = path
    while current is not None:
        content = read_toml(current, ScenarioError, "scenario")
        identity = current.resolve()
        if identity in seen:
            circle = [file.path for file in chain[seen.index(identity) :]] + [current]
            raise ScenarioError(
                f"{shown_path(path)}: circular extends: "
                f"{' -> '.join(shown_path(member) for member in circle)}; "
                "remove one of these 'extends'"
            )
        problems = several(SCENARIO.problems("", content))
        sectors, unknown = load_sectors(content.get("sectors"), current.parent)
        problems += unknown
        parent = None
        if isinstance(content.get("extends"), str) and content["extends"].strip():
            parent, problem = _parent(content["extends"].strip(), current)
            problems += [problem] if problem else []
        refuse(ScenarioError, problems, partial(shown_path, current))
        chain.append(ScenarioFile(current, content, sectors))
        seen.append(identity)
        current = parent
    return chain[::-1]


def load_sectors(
    shares: object, folder: Path | None, known: Mapping[str, Sector] | None = None
) -> tuple[dict[str, Sector], list[str]]:
    """Return the sectors of a table of shares by key, and what is wrong with them.

    Parameters
    ----------
    shares : object
        Table of shares by name or path; anything else has no sectors.
    folder : Path or None
        Where relative paths start; None for the working directory.
    known : mapping of str to Sector, optional
        Sectors that are found by name before those of the package.
    """
    sectors: dict[str, Sector] = {}
    problems: list[str] = []
    table = shares if isinstance(shares, Mapping) else {}
    for key, share in table.items():
        if isinstance(share, Mapping):
            continue  # a path without quotes, reported with the shares
        if len(problems) > MOST_MISTAKES:
            break
        try:
            sector = (known or {}).get(key) or load_sector(key, folder)
        except SectorError as error:
            place = misplaced(key, "sectors")
            why = f"there is no such sector{place}" if place else str(error)
            problems.append(f"sectors.{key}: {why}".replace("\n", "\n  "))
            continue
        other = next((name for name, one in sectors.items() if one.name == sector.name), None)
        if other is not None:
            problems.append(
                f"sectors.{key}: the sector is called '{sector.name}', as is that of '{other}'; "
                "names must differ"
            )
        sectors[key] = sector
    return sectors, problems


def _parent(extends: str, path: Path) -> tuple[Path | None, str | None]:
    """Return the file that a file extends, and what is wrong with the reference."""
    if is_path(extends):
        parent = path.parent / expanded(extends)
        if _is_file(parent):
            return parent, None
        hint = "" if extends.isprintable() else f"; {BACKSLASH}"
        return None, f'extends = "{extends}": there is no file {shown_path(parent)}{hint}'
    others = list(_of_name(extends, path))
    if others:
        return others[0], None
    names = list(named_files())
    beside = (file.stem for file in path.parent.glob("*.toml") if file != path)
    hint = suggestion(extends, [*names, *beside])
    return None, (
        f'extends = "{extends}": no scenario has this name; allowed are {", ".join(names)}, '
        f"or the path of a file{hint}"
    )


def _of_name(name: str, path: Path) -> Iterator[Path]:
    """Yield the files that a name in a file may mean; the file itself only as the last resort."""
    folders = [*search_folders(), path.parent]
    files = [folder / f"{name}.toml" for folder in folders if _is_file(folder / f"{name}.toml")]
    yield from (file for file in files if file.resolve() != path.resolve())
    yield from (file for file in files if file.resolve() == path.resolve())


def _is_file(path: Path) -> bool:
    """Return whether there is such a file, also for what cannot be a path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
