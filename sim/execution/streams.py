"""The three streams that every program has, where some were closed before it began."""

from __future__ import annotations

import os
import sys

_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def open_missing_streams() -> None:
    """Open what was closed of standard input, output and error, as a place where all is lost.

    Otherwise the next file that is opened, such as a table of results, would get the number of the
    stream, and what this program or one of its processes prints would be written into it.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            place = os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            os.set_inheritable(place, True)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
