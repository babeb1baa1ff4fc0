"""The fitted baseline as a scenario file that says where its numbers come from."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sim.evidence.judgement import MISS, OPEN
from sim.execution.files import explained, write_text
from sim.experiments.calibrate.record import KEEPS_RANGE, Calibration
from sim.text.phrases import listed

_WIDTH = 98


def write_calibrated(result: Calibration, path: str | Path) -> Path:
    """Return the path of a scenario file, after writing what a calibration found.

    The scenario extends the baseline and shares its assumptions: in a comparison its parameters
    hold for both sides. Equal calibrations give equal files.

    Parameters
    ----------
    result : Calibration
    path : path
        Ends in ``.toml``.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    place = Path(path)
    with explained("write to", place.parent):
        place.parent.mkdir(parents=True, exist_ok=True)
    write_text(place, _text(result, place.stem))
    return place


def _text(result: Calibration, name: str) -> str:
    settings = result.settings
    baseline = settings["scenarios"][0]["name"]
    missed = _targets(result, MISS)
    kept = list(result.fit.loc[result.fit["status"] == KEEPS_RANGE, "parameter"])
    done = (
        "fitted to stylised facts by simulated moments"
        if result.searched
        else "at its defaults, since a single step fits nothing"
        if int(settings["steps"]) < 2
        else "at its defaults, since the search found nothing better"
    )
    about = (
        f"The baseline '{baseline}' {done}: written by "
        f"`balanced-jobs calibrate` from {result.completed:,} runs, seed {settings['seed']}, "
        f"{settings['replicates']} replicates, {settings['scenarios'][0]['workers']} people, "
        f"{settings['months']} months after {settings['scenarios'][0]['burn_in']} of burn-in. "
        "Each value is followed by its 95 % interval and the fact that pins it most. In a "
        "comparison the values hold for both regimes. Parameters of participatory institutions "
        "were not fitted."
    )
    lines = [_comment(about)]
    if result.searched and result.stopped:
        lines.append(
            _comment(
                f"The search for {listed(result.stopped)} used up its {settings['steps']} steps "
                "and may not have come to its end."
            )
        )
    if kept:
        lines.append(_comment(f"Not identified, so left at default and range: {', '.join(kept)}."))
    if missed:
        lines.append(_comment(f"Targets that the fit misses: {', '.join(missed)}."))
    if unclear := _targets(result, OPEN):
        lines.append(_comment(f"Targets of which the runs do not tell: {', '.join(unclear)}."))
    lines += [
        "",
        f'name = "{name}"',
        f'title = "Capitalism, {"fitted" if result.searched else "not fitted"}"',
        f'extends = "{baseline}"',
        "shared_assumptions = true",
        "",
        "[parameters]",
    ]
    rows = result.fit.set_index("parameter")
    for parameter, value in result.values.items():
        row = rows.loc[parameter]
        lines.append(
            f"{parameter} = {value!r} # {row['low']:.3g} to {row['high']:.3g}; "
            f"{str(row['pinned_by']).replace('_', ' ')}"
        )
    return "\n".join(lines) + "\n"


def _targets(result: Calibration, verdict: str) -> list[str]:
    """Return the targets that have a verdict."""
    rows = result.targets
    return [str(name) for name in rows.loc[rows["verdict"] == verdict, "fact"]]


def _comment(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")
