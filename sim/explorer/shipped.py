"""The worlds behind the answer that comes with the package, from which its page is made.

``python -m sim.explorer.shipped RESULTS`` keeps those of a posterior in place of the ones before;
`sim/data/answer.json` is of the same posterior.
"""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.explorer.parts import Parts, parts_of
from sim.results import open_results

NAME: Final = "worlds.parquet"

_KEY: Final = b"explorer"
"""Key of the metadata under which everything stands that is no column."""


def keep(parts: Parts, path: Path) -> None:
    """Write what a page is made of: columns as a table, the rest as JSON in its metadata.

    Parameters
    ----------
    parts : Parts
    path : Path
    """
    told = {"content": parts.content, "fifths": parts.fifths, "assumptions": parts.assumptions}
    table = pa.table(dict(parts.columns))
    text = json.dumps(told, allow_nan=False).encode()
    pq.write_table(table.replace_schema_metadata({_KEY: text}), path, compression="zstd")


def read(path: Path) -> Parts:
    """Return what `keep` has written.

    Parameters
    ----------
    path : Path
    """
    table = pq.read_table(path)
    told = json.loads((table.schema.metadata or {})[_KEY])
    columns = {name: np.asarray(table[name].to_numpy()) for name in table.column_names}
    return Parts(columns=columns, **told)


def shipped_parts() -> Parts:
    """Return what the page of the answer that comes with the package is made of."""
    return read(_place())


def _place() -> Path:
    return Path(str(files("sim") / "data" / NAME))


def main(arguments: list[str] | None = None) -> None:
    """Keep the worlds of a posterior for the package."""
    parser = argparse.ArgumentParser(prog="python -m sim.explorer.shipped", description=__doc__)
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of a posterior")
    given = parser.parse_args(arguments)
    keep(parts_of(open_results(given.results)), _place())


if __name__ == "__main__":
    main()
