"""Draws given the evidence as a design, so that any question can be run over them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

import numpy as np

from sim.analysis.weighting import systematic
from sim.errors import ResultsError
from sim.execution.files import explained, replacing
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
    place = Path(path)
    if place.suffix != ".toml":
        raise ResultsError(f"{place}: a design is written to a file that ends in .toml")
    if result.refuted or not len(result.draws):
        raise ResultsError(f"{place}: no draws are left given the evidence, so there is no design")
    random = np.random.default_rng(int(result.settings["seed"]))
    weights = result.draws["weight"].to_numpy(np.float64)
    chosen = np.sort(systematic(weights / weights.sum(), points, random))
    table = result.draws.drop(columns=["point", "weight"]).iloc[chosen]
    rounded = table.map(lambda value: float(f"{value:.{DIGITS}g}"))
    with explained("write to", place.parent):
        place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place.with_suffix(".csv")) as partial:
        rounded.to_csv(partial, index=False, lineterminator="\n")
    with replacing(place) as partial:
        partial.write_text(_text(result, place, points, len(set(chosen))), encoding="utf-8")
    return place


def _text(result: Posterior, place: Path, points: int, different: int) -> str:
    first = result.scenarios[0]
    few = "" if result.enough else " That is too few for a probability."
    about = (
        f"Assumptions as probable as the evidence makes them: {points} points, {different} of them "
        f"different, drawn by weight from {len(result.draws):,} draws of `balanced-jobs posterior` "
        f"that are worth {significant(result.effective, 2)} equal ones (seed "
        f"{result.settings['seed']}, economies of {first['workers']:,} people).{few} For another "
        f"question over them: balanced-jobs sweep {place.stem} --workers 1000"
    )
    comment = "\n".join(f"# {line}" for line in textwrap.wrap(about, _WIDTH))
    return (
        f'{comment}\n\ntitle = "Draws of all parameters given the evidence"\n'
        'scenarios = ["capitalism", "parecon"]\n'
        f'workers = {first["workers"]}\n\n[points]\nfile = "{place.stem}.csv"\n'
    )
