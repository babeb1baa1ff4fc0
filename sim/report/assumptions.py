"""The section on what a result rests on: institutions, parameters, their ranges and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.parameters import REFERENCES, Declaration, declarations
from sim.text.document import Block, Fold, Items, Paragraph, Section, Table
from sim.text.numbers import exact

TITLE: Final = "What it rests on"

MOST_ROWS: Final = 80
"""Parameters that are listed before the table of all of them."""

_ASSUMED: Final = "assumed"


def assumptions(
    scenarios: Sequence[Mapping[str, Any]], varied: Mapping[str, str] | None = None
) -> Section:
    """Return the section on parameters.

    Parameters
    ----------
    scenarios : sequence of mapping
        As `Scenario.to_dict` makes them.
    varied : mapping of str to str, optional
        Values, in words, of the parameters that were varied.
    """
    changes = varied or {}
    known = declarations()
    return Section(TITLE, tuple(_blocks(scenarios, changes, known)))


def _blocks(
    scenarios: Sequence[Mapping[str, Any]],
    varied: Mapping[str, str],
    known: Mapping[str, Declaration],
) -> Iterator[Block]:
    first = scenarios[0]
    yield Paragraph(
        f"{first['workers']:,} people in {len(first['sectors'])} sectors "
        f"({', '.join(_words(name) for name in first['sectors'])}), {first['burn_in']} months of "
        f"burn-in under capitalist institutions, then {first['months']} months. Shares and scores "
        "of tasks are computed from BLS OEWS May 2025 and O*NET (CC BY 4.0)."
    )
    yield Paragraph(_evidence(known))
    yield Paragraph(
        "Intervals in this report cover random draws inside the model, not doubt about these "
        "values, except where a parameter is named as varied."
    )
    moved = [
        name
        for name, declared in known.items()
        if name in varied
        or any(
            scenario["parameters"].get(name, declared.default) != declared.default
            for scenario in scenarios
        )
    ]
    if len(moved) > MOST_ROWS:
        yield Paragraph(
            f"{len(moved)} parameters were varied or differ from their published default; the "
            "table of all parameters says how."
        )
    elif moved:
        yield _parameter_table(
            "Parameters that were varied or differ from their published default",
            [known[name] for name in moved],
            scenarios,
            varied,
        )
    else:
        yield Paragraph("All parameters have their published defaults.")
    yield Fold(
        f"All {len(known)} parameters with values, ranges and sources",
        (_parameter_table("All parameters", list(known.values()), scenarios, varied),),
    )
    yield Fold(
        "Works that the parameters cite",
        (Items(tuple(f"{author}: {title}" for author, title in REFERENCES.items())),),
    )


def _evidence(known: Mapping[str, Declaration]) -> str:
    assumed = sum(declared.source.startswith(_ASSUMED) for declared in known.values())
    read = sum(
        declared.source_checked and not declared.source.startswith(_ASSUMED)
        for declared in known.values()
    )
    return (
        f"The model has {len(known)} parameters. {read} rest on a source that was read for it, "
        f"{len(known) - read - assumed} on a source that is only quoted, and {assumed} are "
        "assumed: no measurement was found, so their range is wide."
    )


def _parameter_table(
    caption: str,
    rows: Sequence[Declaration],
    scenarios: Sequence[Mapping[str, Any]],
    varied: Mapping[str, str],
) -> Table:
    """Return name, values, range, unit, meaning and source of parameters."""
    alone = all(
        len({scenario["parameters"][row.name] for scenario in scenarios}) == 1 for row in rows
    )
    shown = scenarios[:1] if alone else scenarios
    values = ("Value",) if alone else tuple(f"In {_title(scenario)}" for scenario in shown)
    return Table(
        caption=caption,
        header=("Parameter", *values, "Default", "Range", "Prior", "Unit", "Meaning", "Source"),
        rows=tuple(
            (
                row.name,
                *(
                    varied.get(row.name, exact(scenario["parameters"][row.name]))
                    for scenario in shown
                ),
                exact(row.default),
                f"{row.low:g} to {row.high:g}",
                row.distribution.words,
                row.unit,
                row.meaning,
                row.source,
            )
            for row in rows
        ),
        numeric=(False, *(True for _ in shown), True, True, False, False, False, False),
    )


def _title(scenario: Mapping[str, Any]) -> str:
    return str(scenario["title"] or scenario["name"])


def _words(name: str) -> str:
    return str(name).replace("_", " ")
