"""Who wants further replicates of what a page shows, and what has been computed for them."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from threading import RLock, Thread
from typing import Final

import numpy as np

from sim.app import replicates
from sim.app.replicates import Rows
from sim.execution.process_pool import process_pool
from sim.scenario import Scenario

REPLICATES: Final = 10
"""Further replicates of a run."""

KEPT: Final = 8
"""Finished sets that are kept for pages that want the same."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Wanted:
    """Replicates of two scenarios that pages want.

    Attributes
    ----------
    key : str
    scenarios : (Scenario, Scenario)
    seed : int
    names : tuple of str
        Indicators.
    pages : set of int
        Who wants them.
    done : list of (months, 2, indicators) float64
        Finished replicates, from the first on.
    parts : list of (months, 2, indicators) float64
        Slices of the one that is under way.
    """

    key: str
    scenarios: tuple[Scenario, Scenario]
    seed: int
    names: tuple[str, ...]
    pages: set[int] = field(default_factory=set)
    done: list[Rows] = field(default_factory=list)
    parts: list[Rows] = field(default_factory=list)

    @property
    def replicate(self) -> int:
        """Return the number of the replicate that is under way; the page itself shows number 0."""
        return len(self.done) + 1

    @property
    def course(self) -> str:
        """Return the key of the replicate that is under way."""
        return f"{self.key}#{self.replicate}"


class Background:
    """One process beside the page, and the replicates that pages wait for, in turns.

    What no page wants any longer is stopped after a slice of a fraction of a second.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._pool: ProcessPoolExecutor | None = None
        self._starter: Thread | None = None
        self._line: OrderedDict[str, Wanted] = OrderedDict()
        self._kept: OrderedDict[str, list[Rows]] = OrderedDict()
        self._busy = False

    def want(
        self, page: int, scenarios: tuple[Scenario, Scenario], seed: int, names: tuple[str, ...]
    ) -> str:
        """Ask for the replicates of two scenarios, and return the key under which they come.

        Parameters
        ----------
        page : int
            Who wants them; whatever it wanted before is wanted no longer.
        scenarios : (Scenario, Scenario)
        seed : int
        names : tuple of str
            Indicators.
        """
        self.leave(page)
        told = [*(scenario.to_dict() for scenario in scenarios), seed, names]
        key = json.dumps(told, sort_keys=True, default=str)
        with self._lock:
            if key not in self._kept:
                wanted = self._line.setdefault(key, Wanted(key, scenarios, seed, names))
                wanted.pages.add(page)
                self._go_on()
        return key

    def leave(self, page: int) -> None:
        """Want nothing any longer for a page that is closed or shows something else."""
        with self._lock:
            for key, wanted in list(self._line.items()):
                wanted.pages.discard(page)
                if not wanted.pages:
                    del self._line[key]
                    if self._pool is not None:
                        self._pool.submit(replicates.forget, wanted.course)

    def found(self, key: str) -> list[Rows]:
        """Return the replicates that are finished, each (months, 2, indicators) float64.

        Parameters
        ----------
        key : str
            As returned by `want`.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return list(self._kept[key])
            return list(self._line[key].done) if key in self._line else []

    def waits(self, key: str) -> bool:
        """Return whether more is still to come."""
        with self._lock:
            return key in self._line

    def close(self) -> None:
        """End the process and want nothing any longer."""
        with self._lock:
            self._line.clear()
            starter, self._starter = self._starter, None
        if starter is not None:
            starter.join()
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self) -> None:
        """Start the process, and go on when it is there."""
        pool = process_pool(1, ["sim.app.replicates"])
        try:
            pool.submit(replicates.stand_back)
        except (OSError, EOFError, BrokenExecutor) as error:
            # As when the whole program is being ended, which other processes of it heard first.
            _log.error("further replicates cannot be computed: %s", error)
            with self._lock:
                self._line.clear()
                self._busy = False
            return
        with self._lock:
            self._pool, self._busy = pool, False
            self._go_on()

    def _go_on(self) -> None:
        """Let the process compute the next slice, for whoever has waited longest."""
        if self._busy or not self._line:
            return
        if self._pool is None:
            # A process takes seconds to begin, for which nobody is to wait.
            self._busy = True
            self._starter = Thread(target=self._begin, name="further replicates", daemon=True)
            self._starter.start()
            return
        wanted = next(iter(self._line.values()))
        self._line.move_to_end(wanted.key)
        self._busy = True
        self._pool.submit(
            replicates.advance,
            wanted.course,
            wanted.scenarios,
            wanted.seed,
            wanted.replicate,
            wanted.names,
        ).add_done_callback(lambda future: self._note(wanted, future))

    def _note(self, wanted: Wanted, future: Future[Rows | None]) -> None:
        """Take what was computed, and go on."""
        with self._lock:
            self._busy = False
            if future.cancelled():
                return
            if (error := future.exception()) is not None:
                _log.error("further replicates cannot be computed: %s", error)
                self._line.pop(wanted.key, None)
                if isinstance(error, BrokenExecutor):
                    self._pool = None
                self._go_on()
                return
            if self._line.get(wanted.key) is wanted:
                self._take(wanted, future.result())
            self._go_on()

    def _take(self, wanted: Wanted, rows: Rows | None) -> None:
        if rows is not None:
            wanted.parts.append(rows)
            return
        wanted.done.append(np.concatenate(wanted.parts))
        wanted.parts = []
        if len(wanted.done) == REPLICATES:
            del self._line[wanted.key]
            self._kept[wanted.key] = wanted.done
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


background: Final = Background()
"""Of all pages of this process."""
