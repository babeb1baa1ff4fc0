"""A sweep that is killed at random moments and begun again, until it is finished."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.processes import (
    command_line,
    end_and_wait_for_silence,
    environment,
    members_of_session,
    resident,
    servers_and_workers,
)
from benchmarks.sweep_folders import chunks_of, differences

OF_WORKERS = ("worker killed", "server of workers killed")
OF_PARENT = {
    "parent killed": signal.SIGKILL,
    "parent ended by a batch system": signal.SIGTERM,
    "parent interrupted": signal.SIGINT,
    "all interrupted, as on a terminal": signal.SIGINT,
}
"""What may happen to a sweep; a group of processes gets what a terminal sends."""

KINDS = (*OF_WORKERS, *OF_PARENT)
WEIGHTS = (4, 1, 3, 2, 2, 1)

MOST_KILLS = 8
"""Of one sweep, after which it is left alone."""

SECONDS_TO_STOP = 60.0
"""After which a command that was told to end counts as hanging."""

SECONDS_TO_FINISH = 600.0

ENDINGS = (0, 1, 130, -signal.SIGINT, -signal.SIGKILL, -signal.SIGTERM)
"""Exit codes that a sweep may end with; 1 where its processes died again and again."""


@dataclass
class Record:
    """What happened to sweeps so far.

    Attributes
    ----------
    kills, endings : Counter
        By kind, and by exit code.
    sweeps, starts, runs : int
        Sweeps that were finished, calls of the command, and runs in finished sweeps.
    slowest_stop : float
        Longest time that a command took to end after a signal that lets it, in seconds.
    peaks : list of float
        Largest resident memory of all processes of each sweep, in MB.
    failures : list of str
        What should not have happened.
    """

    kills: Counter[str] = field(default_factory=Counter)
    endings: Counter[int] = field(default_factory=Counter)
    sweeps: int = 0
    starts: int = 0
    runs: int = 0
    slowest_stop: float = 0.0
    peaks: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reference:
    """A sweep that nothing happened to.

    Attributes
    ----------
    design : Path
    folder : Path
    runs : int
    seconds : float
        That it took, from the start of the command.
    """

    design: Path
    folder: Path
    runs: int
    seconds: float


def start(design: Path, out: Path, jobs: int, temporary: Path) -> subprocess.Popen[str]:
    """Return the process of a sweep, the first of a session of its own.

    Parameters
    ----------
    design, out : Path
    jobs : int
    temporary : Path
        Folder for temporary files, which is to be empty in the end.
    """
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        command_line("sweep", design, "--out", out, "--jobs", jobs, "--quiet"),
        env=environment(TMPDIR=str(temporary), MPLBACKEND="Agg"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def undisturbed(design: Path, out: Path, runs: int, temporary: Path) -> Reference:
    """Return a sweep after doing it in one go.

    Raises
    ------
    RuntimeError
        If it does not go through.
    """
    begin = time.monotonic()
    process = start(design, out, 1, temporary)
    _, errors = process.communicate(timeout=SECONDS_TO_FINISH)
    if process.returncode:
        raise RuntimeError(f"an undisturbed sweep ended with {process.returncode}: {errors}")
    return Reference(design, out, runs, time.monotonic() - begin)


class Disturbance:
    """One sweep with all that happens to it.

    Parameters
    ----------
    reference : Reference
        The same sweep, undisturbed.
    folder : Path
        Where it works; must not exist.
    chance : random.Random
    record : Record
    tick : callable
        Called now and then while waiting.
    """

    def __init__(
        self,
        reference: Reference,
        folder: Path,
        chance: random.Random,
        record: Record,
        tick: Callable[[], None],
    ) -> None:
        self._reference = reference
        self._folder = folder
        self._out = folder / "sweep"
        self._temporary = folder / "temporary"
        self._chance = chance
        self._record = record
        self._tick = tick
        self._left = chance.randint(1, MOST_KILLS)
        self._peak = 0
        self._story: list[str] = []
        folder.mkdir(parents=True)

    def run(self) -> bool:
        """Return whether the sweep ended as it should, after whatever happened to it."""
        failures = len(self._record.failures)
        while len(self._record.failures) == failures:
            before = chunks_of(self._out)
            jobs = self._chance.randint(1, 2)
            self._story.append(f"start with {jobs}")
            process = start(self._reference.design, self._out, jobs, self._temporary)
            self._record.starts += 1
            try:
                self._disturb(process)
                code = self._end(process, before)
            finally:
                for member in members_of_session(process.pid):
                    member.kill()
                process.wait()
            if code == 0:
                self._check()
                break
        self._record.peaks.append(self._peak / 1e6)
        return len(self._record.failures) == failures

    def _disturb(self, process: subprocess.Popen[str]) -> None:
        """Do to a process what is to happen to it, until it is told to end or ends by itself."""
        while self._left and self._wait_for_moment(process):
            _, workers = servers_and_workers(process.pid)
            first = 0 if workers else len(OF_WORKERS)
            kind = self._chance.choices(KINDS[first:], WEIGHTS[first:])[0]
            if kind in OF_PARENT:
                self._note(kind)
                everyone = kind.startswith("all")
                (os.killpg if everyone else os.kill)(process.pid, OF_PARENT[kind])
                return
            with suppress(psutil.NoSuchProcess):
                victims = workers if kind == OF_WORKERS[0] else [workers[0].parent()]
                self._chance.choice(victims).kill()
                self._note(kind)

    def _wait_for_moment(self, process: subprocess.Popen[str]) -> bool:
        """Return, at a random moment, whether the process is still at work.

        Half of the moments are anywhere; the others follow upon a finished chunk, or upon the last
        one, when the tables are put together.
        """
        kind = self._chance.choice(("anywhere", "anywhere", "chunk", "last"))
        seconds = self._chance.uniform(0.0, self._reference.seconds)
        if kind != "anywhere":
            everything = len(chunks_of(self._reference.folder))
            wanted = everything if kind == "last" else len(chunks_of(self._out)) + 1
            limit = 3.0 * self._reference.seconds
            self._wait(process, limit, lambda: len(chunks_of(self._out)) >= wanted)
            seconds = self._chance.uniform(0.0, 3.0 if kind == "last" else 0.1)
        self._wait(process, seconds, lambda: False)
        return process.poll() is None

    def _wait(
        self, process: subprocess.Popen[str], seconds: float, enough: Callable[[], bool]
    ) -> None:
        deadline = time.monotonic() + seconds
        while process.poll() is None and not enough() and time.monotonic() < deadline:
            self._sample(process.pid)
            time.sleep(min(0.05, max(deadline - time.monotonic(), 0.0)))

    def _sample(self, session: int) -> None:
        """Note the memory of all processes at a moment."""
        self._tick()
        try:
            parent = psutil.Process(session)
            tree = [parent, *parent.children(recursive=True)]
        except psutil.Error:
            return
        self._peak = max(self._peak, resident(tree))

    def _end(self, process: subprocess.Popen[str], before: set[str]) -> int:
        """Return the exit code of a process after making sure that it ended well."""
        told = bool(self._story) and any(self._story[-1].endswith(kind) for kind in OF_PARENT)
        begin = time.monotonic()
        if not told:
            self._wait(process, SECONDS_TO_FINISH, lambda: False)
        try:
            _, errors = process.communicate(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._fail("the command hangs")
            process.kill()
            process.communicate()
            return -signal.SIGKILL
        if told:
            self._record.slowest_stop = max(self._record.slowest_stop, time.monotonic() - begin)
        code = process.returncode
        self._record.endings[code] += 1
        self._story.append(f"ended with {code}")
        if left := end_and_wait_for_silence(process.pid):
            self._fail(f"{len(left)} processes are left")
        if code not in ENDINGS:
            self._fail(f"the exit code is {code}: {errors}")
        if "Traceback" in errors:
            self._fail(f"there is a traceback: {errors}")
        if code == 1 and not any(kind in " ".join(self._story) for kind in OF_WORKERS):
            self._fail(f"it failed although no worker died: {errors}")
        if lost := before - chunks_of(self._out):
            self._fail(f"{len(lost)} finished chunks are lost")
        return code

    def _check(self) -> None:
        """Hold the folder of the finished sweep against that of the undisturbed one."""
        for difference in differences(self._out, self._reference.folder):
            self._fail(difference)
        for path in self._temporary.iterdir():
            self._fail(f"the temporary {path.name} is left over")
        self._record.sweeps += 1
        self._record.runs += self._reference.runs

    def _note(self, kind: str) -> None:
        done = len(chunks_of(self._out))
        self._story.append(f"at {done} chunks {kind}")
        self._record.kills[kind] += 1
        self._left -= 1

    def _fail(self, problem: str) -> None:
        story = ", ".join(self._story)
        self._record.failures.append(f"{self._folder.name} ({story}): {problem}")
