"""Reading sector files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.errors import SectorError, choices
from sim.grammar.files import expanded, is_path, read_toml, shown_path
from sim.sectors.sector import Sector


def shipped_folder() -> Path:
    """Return the folder of the sectors that come with the package."""
    return Path(__file__).parents[1] / "data" / "sectors"


def sector_names() -> list[str]:
    """Return the names of the sectors that come with the package."""
    return sorted(path.stem for path in shipped_folder().glob("*.toml"))


def load_sector(name_or_path: str | Path, relative_to: Path | None = None) -> Sector:
    """Return a sector from the package or from a user's file.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a sector of the package (`sector_names`), or the path of a TOML file; a path has a
        slash or ends in ``.toml``.
    relative_to : Path, optional
        Folder from which a relative path starts; by default the working directory.

    Raises
    ------
    SectorError
        If there is no such sector, or its file has mistakes; all of them are named.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or is_path(text):
        path = (relative_to or Path.cwd()) / expanded(text)
        return _read(path)
    if text not in sector_names():
        raise SectorError(
            f"no sector is called '{text}': {choices(text, sector_names())}; "
            "a sector of your own is named by the path of its .toml file"
        )
    return _shipped(text)


@cache
def _shipped(name: str) -> Sector:
    return _read(shipped_folder() / f"{name}.toml")


def _read(path: Path) -> Sector:
    """Return the sector of a file, after naming all mistakes in it."""
    content = read_toml(path, SectorError, "sector")
    content.setdefault("name", path.stem)
    try:
        return Sector.from_dict(content)
    except SectorError as error:
        raise SectorError(f"{shown_path(path)}: {error}") from None
