"""Draws given the evidence as a design, so that any question can be run over them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

import numpy as np

from sim.analysis.weighting import systematic
from sim.errors import ResultsError
from sim.execution.files import explained, replacing, write_text
from sim.experiments.posterior.record import Posterior
from sim.text.numbers import significant

POINTS: Final = 200
"""Points of the design, all with the same weight."""

DIGITS: Final = 6
"""Significant digits of a value."""

_WIDTH: Final = 98


def write_design(result: Posterior, path: str | Path, points: int = POINTS) -> Path:
    """Return the path of a design file, after writing it and its table of points beside it.

    Draws are taken as often as their weights say (systematic resampling), so that all points count
    the same; a draw of much weight stands several times.

    Parameters
    ----------
    result : Posterior
    path : path
        Of the design, ends in ``.toml``; the table has the same name and ends in ``.csv``.
    points : int

    Raises
    ------
    ResultsError
        If nothing is left given the evidence, or a file cannot be written.
    """
    place = place_for(result, path, "design")
    random = np.random.default_rng(int(result.settings["seed"]))
    weights = result.draws["weight"].to_numpy(np.float64)
    chosen = np.sort(systematic(weights / weights.sum(), points, random))
    table = result.draws.drop(columns=["point", "weight"]).iloc[chosen]
    rounded = table.map(lambda value: float(f"{value:.{DIGITS}g}"))
    with replacing(place.with_suffix(".csv")) as partial:
        rounded.to_csv(partial, index=False, lineterminator="\n")
    write_text(place, _text(result, place, points, len(set(chosen))))
    return place


def place_for(result: Posterior, path: str | Path, what: str) -> Path:
    """Return where a file of draws is written, in a folder that is there.

    Parameters
    ----------
    result : Posterior
    path : path
    what : str
        What is written, as in "design".

    Raises
    ------
    ResultsError
        If the path does not end in ``.toml``, nothing is left given the evidence, or the folder
        cannot be made.
    """
    place = Path(path)
    if place.suffix != ".toml":
        raise ResultsError(f"{place}: a {what} is written to a file that ends in .toml")
    if result.refuted or not len(result.draws):
        raise ResultsError(f"{place}: no draws are left given the evidence, so there is no {what}")
    with explained("write to", place.parent):
        place.parent.mkdir(parents=True, exist_ok=True)
    return place


def origin_of(result: Posterior) -> str:
    """Return how many draws there are, of what, what they are worth, and whether that is enough."""
    few = "" if result.enough else " That is too few for a probability."
    return (
        f"{len(result.draws):,} draws of `balanced-jobs posterior` that are worth "
        f"{significant(result.effective, 2)} equal ones (seed {result.settings['seed']}, economies "
        f"of {result.scenarios[0]['workers']:,} people).{few}"
    )


def _text(result: Posterior, place: Path, points: int, different: int) -> str:
    first = result.scenarios[0]
    about = (
        f"Assumptions as probable as the evidence makes them: {points} points, {different} of them "
        f"different, drawn by weight from {origin_of(result)} For another question over them: "
        f"balanced-jobs sweep {place.stem} --workers 1000"
    )
    comment = "\n".join(f"# {line}" for line in textwrap.wrap(about, _WIDTH))
    return (
        f'{comment}\n\ntitle = "Draws of all parameters given the evidence"\n'
        'scenarios = ["capitalism", "parecon"]\n'
        f'workers = {first["workers"]}\n\n[points]\nfile = "{place.stem}.csv"\n'
    )
