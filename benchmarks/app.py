"""A class on one server: how long readers of the live page wait for the answer to a click.

Every reader opens the page, and then presses, between pauses for thought, Step one month, Run and
Pause. An answer is there when the next month, or the button that Pause disables, has arrived.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.visitor import Visitor
from sim.execution.cores import available_cores

WANTED = 1.0
"""Seconds within which an answer is to come."""

SECONDS_TO_END = 300.0
"""Granted to the server to end."""

MONTH = re.compile(r"Month (\d+) of")


@dataclass
class Class:
    """What readers waited for.

    Attributes
    ----------
    readers : int
    cores : int
    processor : str
    load : float
        Programs that wanted a core before the class came, on average over a minute.
    seconds, processor_seconds : float
        How long it lasted, and how much computing the server did in that time, its start included.
    opened, stepped, ran, paused : list of float
        Seconds until the page was there, a month was stepped, a run began and a run paused.
    refused : bool
        Whether one reader more was told that all places are taken.
    """

    readers: int
    cores: int
    processor: str
    load: float = 0.0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    opened: list[float] = field(default_factory=list)
    stepped: list[float] = field(default_factory=list)
    ran: list[float] = field(default_factory=list)
    paused: list[float] = field(default_factory=list)
    refused: bool = False

    def lines(self) -> list[str]:
        """Return the result as a table for people."""
        heads = f"{'seconds':<12}{'clicks':>8}{'median':>9}{'95 %':>9}{'longest':>9}{'in time':>9}"
        rows = [heads]
        for name in ("opened", "stepped", "ran", "paused"):
            times = np.array(getattr(self, name))
            if len(times):
                middle, high = np.quantile(times, (0.5, 0.95))
                rows.append(
                    f"{name:<12}{len(times):>8}{middle:>9.2f}{high:>9.2f}{times.max():>9.2f}"
                    f"{(times <= WANTED).mean():>9.0%}"
                )
        told = "was told to wait" if self.refused else "was let in"
        rows.append(
            f"The server computed for {self.processor_seconds:.0f} of {self.seconds:.0f} seconds; "
            f"{self.load:.1f} other programs wanted a core before."
        )
        rows.append(f"{self.readers} readers on {self.cores} cores; one more {told}.")
        return rows


async def reader(
    address: str, found: Class, rounds: int, thought: float, number: int, all_came: asyncio.Event
) -> None:
    """Open the page and press its buttons.

    Parameters
    ----------
    address : str
    found : Class
        Takes the seconds.
    rounds : int
        Of Step, Run and Pause.
    thought : float
        Seconds between two clicks, on average.
    number : int
        Of the reader, from which the pauses follow.
    all_came : asyncio.Event
        Before which nobody leaves.
    """
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0.0, thought))
    begun = time.perf_counter()
    async with Visitor(address) as tab:
        found.opened.append(time.perf_counter() - begun)
        month = 0

        def later(message: str) -> bool:
            return any(int(number) > month for number in MONTH.findall(message))

        for _ in range(rounds):
            for label, times in (("Step one month", found.stepped), ("Run", found.ran)):
                await asyncio.sleep(chance.uniform(0.5, 1.5) * thought)
                pressed = await tab.click(label)
                came, message = await tab.first(later, since=pressed)
                times.append(came - pressed)
                month = max(map(int, MONTH.findall(message)))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * thought)
            pressed = await tab.click("Pause")
            came, _ = await tab.first(tab.disables("Pause"), since=pressed)
            found.paused.append(came - pressed)
            month = tab.latest(MONTH)
        await all_came.wait()


async def lesson(address: str, found: Class, rounds: int, thought: float) -> None:
    """Let all readers come, and then one more than there is room for.

    Parameters
    ----------
    address, found, rounds, thought
        As in `reader`.
    """
    all_came = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(found.readers):
            group.create_task(reader(address, found, rounds, thought, number, all_came))
        while len(found.opened) < found.readers:
            await asyncio.sleep(0.1)
        async with Visitor(address) as tab:
            found.refused = any("All places are taken" in text for _, text in tab.heard)
        all_came.set()


def main() -> None:
    """Measure a class and print, and if wanted write, what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.app", description=__doc__)
    parser.add_argument("--readers", type=int, default=30, help="tabs at a time")
    parser.add_argument("--rounds", type=int, default=3, help="of Step, Run and Pause")
    parser.add_argument("--thought", type=float, default=5.0, help="seconds between two clicks")
    parser.add_argument("--json", type=Path, help="file that takes the result")
    given = parser.parse_args()
    load, begun = os.getloadavg()[0], time.perf_counter()
    program = subprocess.Popen(
        [
            sys.executable, "-m", "sim", "app", "--port", "0", "--no-show",
            "--most", str(given.readers),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert program.stdout is not None
        address = re.search(r"http://[\d.:]+", program.stdout.readline())
        if address is None:
            raise SystemExit("the page cannot be served")
        found = Class(given.readers, available_cores(), platform.processor(), load)
        asyncio.run(lesson(f"{address[0]}/", found, given.rounds, given.thought))
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(SECONDS_TO_END)
    found.seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found.processor_seconds = used.ru_utime + used.ru_stime
    print("\n".join(found.lines()))
    if given.json:
        given.json.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
