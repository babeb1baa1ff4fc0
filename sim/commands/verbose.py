"""The option ``--verbose``: the log on standard error too."""

from __future__ import annotations

import logging
from typing import Final

import click

LOUD: Final = "balanced-jobs-verbose"
"""Name of the handler, of which a process has one."""


def log_to_screen(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Write what is logged to standard error until the command ends, where that is wanted."""
    del parameter
    if not wanted:
        return
    from sim.study.log import LOGGER, formatter

    handler = logging.StreamHandler()
    handler.set_name(LOUD)
    handler.setFormatter(formatter())
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)

    @context.call_on_close
    def _end() -> None:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)
