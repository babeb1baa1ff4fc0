"""Start-up of the command line beside that of the bare interpreter."""

from __future__ import annotations

import resource
import subprocess
import sys

from benchmarks.measure import Ratio, Row, find, row_of

PART = "start-up"
BARE = "python -c pass"
CALLS = {
    BARE: ["-c", "pass"],
    "balanced-jobs --help": ["-m", "sim", "--help"],
    "balanced-jobs scenarios": ["-m", "sim", "scenarios"],
}
SECONDS = "seconds"


def processor_seconds(arguments: list[str]) -> float:
    """Return the processor time of an interpreter with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def startup_rows(repeats: int) -> list[Row]:
    """Return the processor time of each call."""
    for arguments in CALLS.values():
        processor_seconds(arguments)
    return [
        row_of(PART, name, "", [processor_seconds(arguments) for _ in range(repeats)], SECONDS)
        for name, arguments in CALLS.items()
    ]


def startup_ratios(rows: list[Row]) -> list[Ratio]:
    """Return each call relative to the bare interpreter."""
    bare = find(rows, BARE, "")
    return [
        Ratio(f"{name} to {BARE}", "", find(rows, name, "") / bare, 15.0)
        for name in CALLS
        if name != BARE
    ]
