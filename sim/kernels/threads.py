"""Several threads for one kernel; the numbers do not depend on how many.

Kernels release the interpreter lock, and one thread owns a workplace from its first member to its
last, so every sum is taken in the same order at any number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

FEWEST_PEOPLE = 40_000
"""Below this many rows handing work to a second thread costs more than it saves."""

_lock = Lock()
_pool: ThreadPoolExecutor | None = None
_pool_size = 0


def for_workplaces(kernel: Callable[..., Any], economy: EconomyState, *numbers: Any) -> None:
    """Call ``kernel(first, last, economy, *numbers)`` on ranges that cover all workplaces.

    Parameters
    ----------
    kernel : callable
        A compiled function that writes only to its workplaces and their members.
    economy : EconomyState
        Its `threads` share the work, each about as many people.
    *numbers
        Further arguments of the kernel.
    """
    offsets, threads = economy.workplaces.offsets, economy.threads
    if threads <= 1 or (people := int(offsets[-1])) < FEWEST_PEOPLE:
        kernel(0, len(offsets) - 1, economy, *numbers)
        return
    targets = np.arange(1, threads) * people // threads
    inner = np.searchsorted(offsets, targets, side="left")
    _run(kernel, [0, *inner.tolist(), len(offsets) - 1], (economy, *numbers))


def for_people(kernel: Callable[..., Any], economy: EconomyState, *numbers: Any) -> None:
    """Call ``kernel(start, stop, economy, *numbers)`` on ranges that cover all people.

    Parameters
    ----------
    kernel : callable
        A compiled function that writes only to its rows.
    economy : EconomyState
        Its `threads` share the work.
    *numbers
        Further arguments of the kernel.
    """
    for_parts(kernel, len(economy.people.person), economy, *numbers)


def for_parts(kernel: Callable[..., Any], parts: int, economy: EconomyState, *numbers: Any) -> None:
    """Call ``kernel(first, last, economy, *numbers)`` on ranges that cover the parts of some work.

    Parameters
    ----------
    kernel : callable
        A compiled function whose parts do not write what another part reads or writes.
    parts : int
        Number of parts, each about as much work for all people.
    economy : EconomyState
        Its `threads` share the work.
    *numbers
        Further arguments of the kernel.
    """
    threads = min(economy.threads, parts)
    if threads <= 1 or len(economy.people.person) < FEWEST_PEOPLE:
        kernel(0, parts, economy, *numbers)
        return
    _run(kernel, [parts * part // threads for part in range(threads + 1)], (economy, *numbers))


def _run(kernel: Callable[..., Any], bounds: list[int], arguments: tuple[Any, ...]) -> None:
    """Call the kernel on the ranges between bounds, the first one in the calling thread."""
    pool = _shared_pool(len(bounds) - 2)
    tasks: list[Future[Any]] = [
        pool.submit(kernel, first, last, *arguments)
        for first, last in pairwise(bounds[1:])
        if first < last
    ]
    _beside(tasks, partial(kernel, bounds[0], bounds[1], *arguments))


def _beside(tasks: list[Future[Any]], function: Callable[[], Any]) -> None:
    """Call a function while tasks are under way, and wait for all."""
    try:
        function()
    finally:
        # Nobody may read the arrays while another thread still writes to them.
        failures = [task.exception() for task in tasks]
    for failure in failures:
        if failure is not None:
            raise failure


def _shared_pool(size: int) -> ThreadPoolExecutor:
    """Return the threads of this process, at least `size` of them."""
    global _pool, _pool_size
    with _lock:
        if _pool is None or _pool_size < size:
            _pool = ThreadPoolExecutor(max_workers=size, thread_name_prefix="balanced-jobs")
            _pool_size = size
        return _pool


def _forget_pool() -> None:
    """Drop the threads and the lock of the parent process, which a forked child does not have."""
    global _pool, _pool_size, _lock
    _pool, _pool_size, _lock = None, 0, Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_pool)
