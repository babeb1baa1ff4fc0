"""All experiments: every package in this folder that has an entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import sim.experiments
from sim.errors import ResultsError, choices
from sim.study.kind import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the entries of all experiments by name, in the order of the list of commands."""
    packages = [
        f"{sim.experiments.__name__}.{found.name}"
        for found in iter_modules(sim.experiments.__path__)
        if found.ispkg
    ]
    entries: list[Kind] = [import_module(package).EXPERIMENT for package in packages]
    return MappingProxyType(
        {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.position)}
    )


def kind_of(name: str, where: object) -> Kind:
    """Return the entry of an experiment.

    Parameters
    ----------
    name : str
    where : object
        What names it, for the message.

    Raises
    ------
    ResultsError
        If there is none of this name.
    """
    if name not in kinds():
        raise ResultsError(
            f"{where} holds results of an unknown kind, '{name}'; {choices(name, kinds())}"
        )
    return kinds()[name]
