"""Reference simulators of people, timed per agent and step; runs in any environment that has them.

Run as a program it prints what it found as JSON, so that packages which do not go together with
those of this project can live in an environment of their own (``--peers PYTHON``).
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

AGENTS = 200_000
STEPS = 30
REPEATS = 3


def starsim_demo() -> tuple[str, int]:
    """Run SIR on a random network; return the version and the number of steps."""
    import starsim as ss

    return _run_starsim(ss, {"diseases": "sir", "networks": "random"})


def starsim_full() -> tuple[str, int]:
    """Run two diseases on a random network with births and deaths."""
    import starsim as ss

    return _run_starsim(
        ss, {"diseases": ["sir", "sis"], "networks": "random", "demographics": True}
    )


def _run_starsim(ss: object, modules: dict[str, object]) -> tuple[str, int]:
    sim = ss.Sim(n_agents=AGENTS, dur=STEPS, dt=1, start=2000, verbose=0, rand_seed=1, **modules)
    sim.init()
    begin = time.thread_time()
    sim.run()
    _note(time.thread_time() - begin)
    return ss.__version__, len(sim.t)


def covasim_hybrid() -> tuple[str, int]:
    """Run Covasim with households, schools, workplaces and community."""
    import covasim as cv

    sim = cv.Sim(pop_size=AGENTS, pop_type="hybrid", n_days=STEPS, verbose=0, rand_seed=1)
    sim.initialize()
    begin = time.thread_time()
    sim.run()
    _note(time.thread_time() - begin)
    return cv.__version__, sim.npts


_seconds: list[float] = []


def _note(seconds: float) -> None:
    _seconds.append(seconds)


PEERS: dict[str, Callable[[], tuple[str, int]]] = {
    "Starsim, one disease": starsim_demo,
    "Starsim, full": starsim_full,
    "Covasim, hybrid": covasim_hybrid,
}


def timings() -> list[dict[str, object]]:
    """Return processor time per agent and step of each peer, or why there is none."""
    found: list[dict[str, object]] = []
    for name, run in PEERS.items():
        _seconds.clear()
        try:
            for _ in range(REPEATS + 1):
                version, steps = run()
        except ImportError:
            found.append({"subject": name, "note": "not installed"})
            continue
        except Exception as error:  # a peer that fails must not end the suite
            found.append({"subject": name, "note": f"failed: {error!r}"[:200]})
            continue
        # The first run compiles.
        each = [seconds * 1e9 / AGENTS / steps for seconds in _seconds[1:]]
        found.append(
            {
                "subject": f"{name} {version}",
                "nanoseconds": statistics.median(each),
                "fastest": min(each),
            }
        )
    return found


if __name__ == "__main__":
    json.dump(timings(), sys.stdout)
