"""Checks of what a caller asks of an experiment, before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sim.designs.grammar import REPLICATES, SEED
from sim.errors import DesignError, ParameterError, suggestion
from sim.grammar import Whole

LARGEST: Final = 1_000_000
"""Above it a count is rejected as a probable typing error."""


def check_counts(
    replicates: int, seed: int, **others: tuple[int, int] | tuple[int, int, int]
) -> None:
    """Make sure that counts are whole numbers inside their bounds.

    Parameters
    ----------
    replicates, seed : int
    **others : (int, int) or (int, int, int)
        Value, least and, by default a million, most of further counts, by name.

    Raises
    ------
    DesignError
        If one is not; the message names all that are wrong.
    """
    counts = {"replicates": (replicates, REPLICATES), "seed": (seed, SEED)}
    for name, (value, least, *most) in others.items():
        counts[name] = (value, Whole(least, most[0] if most else LARGEST))
    problems = [
        problem for name, (value, kind) in counts.items() for problem in kind.problems(name, value)
    ]
    if problems:
        raise DesignError("; ".join(problems))


def check_ranges(ranges: Mapping[str, object] | None, varied: Iterable[str]) -> None:
    """Make sure that every range is one of a parameter that varies.

    Raises
    ------
    ParameterError
        If one is not.
    """
    names = list(varied)
    for name in ranges or {}:
        if name not in names:
            raise ParameterError(
                f"a range is given for '{name}', which does not vary{suggestion(name, names)}"
            )
