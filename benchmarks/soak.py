"""Soak: sweeps under random kills for a long time, and the memory of a long sweep.

Every disturbed sweep is begun again until it is finished, and its folder must then be that of an
undisturbed sweep to the last byte. Workers and parent of a long sweep must not grow.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.soak_kills import KINDS, Disturbance, Record, Reference, undisturbed
from benchmarks.soak_memory import LARGEST_GROWTH, Growth, MemoryOfSweep, long_sweep

SHARE_OF_MEMORY = 0.2
"""Of the time, for the long sweep; the rest is for sweeps that are killed."""

DESIGNS = {
    "hypercube": (
        240,
        """
scenarios = ["capitalism", "parecon"]
workers = 150
months = 24
burn_in = 6
replicates = 6
[latin_hypercube]
samples = 20
parameters = ["monitoring", "intrinsic_motivation"]
""",
    ),
    "rules": (
        216,
        """
scenarios = ["capitalism"]
workers = 200
months = 18
burn_in = 12
replicates = 12
[grid.institutions]
division = ["hierarchical", "rotation", "balanced"]
decisions = ["manager", "council"]
pay = ["market", "effort_and_need", "equal"]
""",
    ),
    "one point": (
        300,
        """
scenarios = ["capitalism", "parecon", "cooperative"]
workers = 150
months = 12
burn_in = 12
replicates = 100
""",
    ),
}
"""Small sweeps, with their number of runs: shared burn-ins and none, many chunks and few."""


@dataclass
class Soak:
    """What a soak found.

    Attributes
    ----------
    minutes : float
        That were asked for.
    seed : int
    seconds : float
        That it took.
    record : Record
        Of sweeps that were killed.
    memory : MemoryOfSweep
        Of the long sweep.
    """

    minutes: float
    seed: int
    seconds: float
    record: Record
    memory: MemoryOfSweep

    @property
    def failures(self) -> list[str]:
        """Return everything that should not have happened."""
        return [*self.record.failures, *self.memory.failures()]

    def to_dict(self) -> dict[str, Any]:
        """Return everything, ready for JSON."""
        record, memory = self.record, self.memory
        return {
            "minutes": self.minutes,
            "seed": self.seed,
            "seconds": round(self.seconds, 1),
            "sweeps": record.sweeps,
            "starts": record.starts,
            "kills": {kind: record.kills[kind] for kind in KINDS},
            "endings": {str(code): count for code, count in sorted(record.endings.items())},
            "runs": record.runs + memory.runs,
            "slowest_stop_seconds": round(record.slowest_stop, 2),
            "peaks_of_sweeps_megabytes": [round(peak, 1) for peak in record.peaks],
            "memory": {
                "runs": memory.runs,
                "seconds": round(memory.seconds, 1),
                "largest_growth": LARGEST_GROWTH,
                **{
                    name: {**asdict(found), "growth": found.share}
                    for name, found in _parts(memory).items()
                },
            },
            "failures": self.failures,
        }


def _parts(memory: MemoryOfSweep) -> dict[str, Growth]:
    return {"parent": memory.parent, "workers": memory.workers, "tree": memory.tree}


def soak(minutes: float, seed: int, place: Path, tick: Callable[[], None]) -> Soak:
    """Return what a soak of some minutes found.

    Parameters
    ----------
    minutes : float
    seed : int
        Of what happens when; the moments also depend on how fast the machine is.
    place : Path
        Folder to work in, empty. Sweeps that went wrong are left there.
    tick : callable
        Called now and then.
    """
    begin = time.monotonic()
    chance, record = random.Random(seed), Record()
    memory = long_sweep(place / "memory", 60.0 * minutes * SHARE_OF_MEMORY, tick)
    references: dict[str, Reference] = {}
    number = 0
    while time.monotonic() - begin < 60.0 * minutes or not record.starts:
        name = list(DESIGNS)[number % len(DESIGNS)]
        if name not in references:
            references[name] = _reference(name, place)
            continue
        folder = place / f"{number}"
        if Disturbance(references[name], folder, chance, record, tick).run():
            shutil.rmtree(folder)
        else:
            tqdm.write(record.failures[-1])
        number += 1
    return Soak(minutes, seed, time.monotonic() - begin, record, memory)


def _reference(name: str, place: Path) -> Reference:
    """Return an undisturbed sweep of a design."""
    runs, text = DESIGNS[name]
    folder = place / f"whole {name}"
    folder.mkdir(parents=True)
    design = folder / "design.toml"
    design.write_text(text, encoding="utf-8")
    return undisturbed(design, folder / "sweep", runs, folder / "temporary")


def show(found: Soak) -> None:
    """Print what was found."""
    record, memory = found.record, found.memory
    print(
        f"{record.sweeps} sweeps in {record.starts} starts under {record.kills.total()} kills, "
        f"{record.runs:,} runs, {found.seconds / 60.0:.1f} minutes"
    )
    for kind in KINDS:
        print(f"  {kind:<36}{record.kills[kind]:6}")
    print(f"  slowest end after a signal          {record.slowest_stop:6.1f} seconds")
    if record.peaks:
        print(f"  largest memory of one sweep         {max(record.peaks):6.0f} MB")
    print(f"Memory over {memory.runs:,} runs in one sweep, {memory.seconds:.0f} seconds:")
    for name, part in _parts(memory).items():
        print(
            f"  {name:<10}{part.first:8.1f} MB in the first third, {part.last:8.1f} MB in the last "
            f"({100.0 * part.share:+.2f} per cent), {part.slope:+.4f} MB per 1,000 runs"
        )
    for failure in found.failures:
        print(f"FAILED: {failure}")
    if not found.failures:
        print("Nothing lost, nothing doubled, nothing left over; memory is flat.")


def arguments() -> argparse.Namespace:
    """Return the settings given on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long, about")
    parser.add_argument("--seed", type=int, default=0, help="of what happens when")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    given = parser.parse_args()
    if not 0.0 < given.minutes <= 10_000.0:
        parser.error(f"--minutes {given.minutes:g}: must be above 0")
    return given


def main() -> int:
    """Return 0 if nothing went wrong, after printing and writing what was found."""
    given = arguments()
    place = Path(tempfile.mkdtemp(prefix="soak-"))
    begin = time.monotonic()
    with tqdm(total=round(60 * given.minutes), unit=" s", desc="Soak") as bar:

        def tick() -> None:
            bar.update(min(int(time.monotonic() - begin), bar.total) - bar.n)

        found = soak(given.minutes, given.seed, place, tick)
    show(found)
    if given.json is not None:
        text = json.dumps(found.to_dict(), indent=2)
        given.json.write_text(text + "\n", encoding="utf-8")
    if not found.failures:
        shutil.rmtree(place)
        return 0
    print(f"What went wrong is in {place}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
