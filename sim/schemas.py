"""JSON Schemas of the files that users write, made from the declarations that check them."""

from __future__ import annotations

from typing import Any, Final

from sim.errors import BalancedJobsError, choices
from sim.grammar import Table, table_of
from sim.grammar.arguments import checked

KINDS: Final = ("scenario", "design", "sector", "facts", "interventions", "findings")
"""Kinds of files."""

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The edition of JSON Schema that editors for TOML know best."""


@checked
def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, with which editors complete and check it.

    It knows the rules and parameters that are known when it is made, one's own included. What it
    cannot say, such as that shares sum to 1, is found when the file is read.

    Parameters
    ----------
    kind : {"scenario", "design", "sector", "facts", "interventions", "findings"}

    Raises
    ------
    BalancedJobsError
        If there is no such kind.

    Examples
    --------
    >>> schema("scenario")["properties"]["workers"]["minimum"]
    50
    """
    if kind not in KINDS:
        raise BalancedJobsError(f"there is no schema called '{kind}': {choices(kind, KINDS)}")
    content = _grammar(kind).schema()
    if kind == "sector":
        content["required"].remove("name")  # by default that of the file
    return {"$schema": DRAFT, "title": f"Balanced Jobs: {kind}", **content}


def _grammar(kind: str) -> Table:
    """Return the declarations of a kind of file; only what it needs is loaded."""
    match kind:
        case "scenario":
            from sim.scenario.grammar import SCENARIO

            return SCENARIO
        case "design":
            from sim.designs.grammar import DESIGN

            return DESIGN
        case "sector":
            from sim.sectors import Sector

            return table_of(Sector)
        case "facts":
            from sim.evidence.facts import FACTS

            return FACTS
        case "interventions":
            from sim.evidence.interventions import INTERVENTIONS

            return INTERVENTIONS
        case _:
            from sim.findings.settings import FindingsSettings

            return table_of(FindingsSettings)
