"""Reading a results folder back into the object that was written."""

from __future__ import annotations

import os
from pathlib import Path

from sim.experiments.registry import kind_of
from sim.grammar.arguments import checked
from sim.results.first_format import read_first_format
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.record import Record
from sim.study.store import read


@checked
def open_results(folder: str | os.PathLike[str]) -> Record:
    """Return the run, comparison, sweep or other experiment that a folder holds.

    Parameters
    ----------
    folder : path
        Written by a command, or by a function that was given it as ``out``.

    Raises
    ------
    ResultsError
        If the folder holds no complete results, or a file in it is broken.
    """
    place = Path(folder)
    if not (place / MANIFEST).exists():
        return read_first_format(place)
    kind = kind_of(str(read_manifest(place)["kind"]), place)
    return read(place, kind.load_record())
