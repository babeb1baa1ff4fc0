"""Writing sectors as files that can be read again."""

from __future__ import annotations

from sim.grammar.writing import toml_lines
from sim.sectors.sector import Sector


def sector_text(sector: Sector) -> str:
    """Return a sector as TOML."""
    content = sector.to_dict()
    size, tasks = content.pop("size"), content.pop("tasks")
    blocks = [toml_lines(content.items()), ["", "[size]", *toml_lines(size.items())]]
    blocks += [["", "[[tasks]]", *toml_lines(task.items())] for task in tasks]
    return "\n".join([*(line for block in blocks for line in block), ""])
