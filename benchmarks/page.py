"""The live page under a class: many sessions at once, and how long each waits for an answer.

``python -m benchmarks.page --sessions 30`` serves the page from a process of this machine, opens as
many sessions without a browser, lets all of them run, and measures the time from a request of a
session to the answer of the server while they do.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import numpy as np
import panel as pn  # noqa: F401  its models are on the page
from bokeh.client import pull_session

READY = re.compile(r"http://[\w.:]+")


def main() -> None:
    """Measure, and print the median, the 95th percentile and the longest answer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    call = [sys.executable, "-m", "sim", "app", "--port", "0", "--no-show"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            found = READY.search(program.stdout.readline())
            assert found is not None, "the page is not served"
            report(*measured(found[0], given.sessions, given.seconds))
        finally:
            program.terminate()


def measured(address: str, sessions: int, seconds: float) -> tuple[list[float], list[float]]:
    """Return the seconds of each opening and of each answer while all sessions run.

    Parameters
    ----------
    address : str
        Of a page on this machine.
    sessions : int
    seconds : float
        For which answers are measured.
    """
    assert urlsplit(address).hostname in ("127.0.0.1", "localhost")
    openings: list[float] = []
    answers: list[float] = []
    opened = []
    for _ in range(sessions):
        begun = time.perf_counter()
        opened.append(pull_session(url=address))
        openings.append(time.perf_counter() - begun)
    for session in opened:
        button = next(one for one in session.document.models if getattr(one, "label", "") == "Run")
        session.document.callbacks.trigger_event(_click(button))
    stop = time.perf_counter() + seconds

    def ask(session: object) -> None:
        while time.perf_counter() < stop:
            begun = time.perf_counter()
            session.request_server_info()  # type: ignore[attr-defined]
            answers.append(time.perf_counter() - begun)
            time.sleep(1.0)

    threads = [threading.Thread(target=ask, args=(session,)) for session in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for session in opened:
        session.close()
    return openings, answers


def _click(button: object) -> object:
    from bokeh.events import ButtonClick

    return ButtonClick(button)


def report(openings: list[float], answers: list[float]) -> None:
    """Print what was measured."""
    for name, values in (("opening", openings), ("answer", answers)):
        median, most = np.quantile(values, 0.5), np.quantile(values, 0.95)
        print(
            f"{name}: {len(values)} times, median {median:.3f} s, 95th percentile {most:.3f} s, "
            f"longest {max(values):.3f} s"
        )


if __name__ == "__main__":
    main()
