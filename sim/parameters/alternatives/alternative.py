"""One thing that can be switched off or exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other values of some parameters, by which a mechanism or an asymmetry goes.

    Attributes
    ----------
    name : str
        Letters, digits and '_'.
    section : str
        Section of the model document, such as "10.5".
    kind : {"mechanism", "asymmetry"}
    title : str
        What is changed, in words for a table: "variety counts the tasks, not their content".
    values : mapping of str to float or str
        Value by parameter; a text is the name of another parameter, whose value is taken.
    """

    name: str
    section: str
    kind: Literal["mechanism", "asymmetry"]
    title: str
    values: Mapping[str, float | str]
