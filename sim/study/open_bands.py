"""What is said first where replicates cannot tell whether simulated values lie in their bands."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from sim.evidence.judgement import OPEN, counted_as
from sim.text.phrases import counted
from sim.text.undecided import Size

_IF_RIGHT: Final = "if the simulated values are as estimated"


def open_first(table: pd.DataFrame, size: Size, noun: str, value: str = "simulated") -> str:
    """Return what is said before the count of those inside; nothing where all are decided.

    Parameters
    ----------
    table : pandas.DataFrame
        ``verdict, low, high``, and the simulated value with its limits.
    size : Size
        Replicates or pairs of runs.
    noun : str
        Of one row, as "fact".
    value : str
        Column of the simulated value; its limits have ``_low`` and ``_high``.
    """
    rows = table[table["verdict"] == OPEN]
    if not len(rows):
        return ""
    needed = sorted(_needed(row, size, value) for row in rows.to_dict("records"))
    known = [one for one in needed if not math.isnan(one)]
    whole = counted(len(table), noun)
    which = f"for {counted_as(table, OPEN)} of {whole}"
    why = (
        f"{which} the 95 % interval reaches over an end of the band, or is unknown, so that the "
        "runs support neither that it is met nor that it is missed"
    )
    if not known:
        return size.undecided(why)
    half = known[(len(known) - 1) // 2]
    if len(known) == 1:
        return size.undecided(why, half, _IF_RIGHT)
    return size.undecided(why, half, f"for half of them, {_IF_RIGHT}")


def _needed(row: dict[object, object], size: Size, value: str) -> float:
    mean, low, high = (float(str(row[f"{value}{end}"])) for end in ("", "_low", "_high"))
    band = (float(str(row["low"])), float(str(row["high"])))
    return size.enough_for_band([((mean, low, high), *band)])
