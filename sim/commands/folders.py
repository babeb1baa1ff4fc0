"""The folder that results go to when none is named."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from sim.commands.options import StudyOptions

RESULTS: Final = Path("results")
"""Where results go when no folder is named, relative to the working folder."""

LONGEST_NAME: Final = 120
"""Longest name of a folder; what goes beyond is shortened to a digest."""

_DIGITS: Final = 10


def results_folder(name: str, options: StudyOptions) -> Path:
    """Return the folder for the results of a command.

    Its name carries whatever differs from the customary settings, so that results of other settings
    stand beside one another.

    Parameters
    ----------
    name : str
        Of the folder below `RESULTS` under customary settings.
    options : StudyOptions
    """
    if options.out is not None:
        return options.out
    full = "--".join((name, *(part.replace("/", "-") for part in options.variant)))
    if len(full) > LONGEST_NAME:
        digest = hashlib.sha256(full.encode()).hexdigest()[:_DIGITS]
        full = f"{full[: LONGEST_NAME - _DIGITS - 2]}--{digest}"
    return RESULTS / full
