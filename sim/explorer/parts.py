"""What a page is made of: numbers of the worlds, and what is said around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from sim.explorer.content import Columns, columns_of, content_of, deciding, fifths, thinned
from sim.explorer.reading import worlds_of

FOR_WORLDS: Final = 3_000_000
"""Bytes of a page that the numbers of worlds may take."""

BYTES_PER_NUMBER: Final = 4 * 4 / 3
"""A number of four bytes in base64."""


@dataclass(frozen=True)
class Parts:
    """What a page is made of.

    Attributes
    ----------
    columns : dict of str to (worlds,) array
        Weights, parameters and outcomes of the worlds.
    content : dict
        Everything else that the page computes with, ready for JSON.
    fifths : list of dict
        What each fifth gains and loses, where results recorded it.
    assumptions : str
        What the results rest on.
    """

    columns: Columns
    content: dict[str, Any]
    fifths: list[dict[str, Any]]
    assumptions: str


def parts_of(result: Any) -> Parts:
    """Return what the page of a result is made of, with as many worlds as it may hold.

    Parameters
    ----------
    result : Posterior, Verdict, Sweep or Comparison

    Raises
    ------
    ResultsError
        If it is of another kind, or holds no pair of finished runs.
    """
    whole = worlds_of(result)
    names = deciding(whole)
    width = len(columns_of(whole, names)) + 1
    worlds = thinned(whole, int(FOR_WORLDS / (BYTES_PER_NUMBER * width)))
    return Parts(
        columns=columns_of(worlds, names),
        content=_plain(content_of(result, worlds, whole)),
        fifths=fifths(result),
        assumptions=result.assumptions.text,
    )


def _plain(content: Any) -> Any:
    """Return content without numbers that JSON has no word for."""
    if isinstance(content, dict):
        return {key: _plain(one) for key, one in content.items()}
    if isinstance(content, list):
        return [_plain(one) for one in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
