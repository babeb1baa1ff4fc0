"""A sweep of small runs as a whole process, beside the same sweep by an earlier commit.

The design is the same and the numbers are not: the model has changed in between, and does more in a
month now. Both are timed by the time of the processor, in one process each and by turns, so that
what else the machine does meets both. From a short sweep and a long one follows what a further run
takes, without start and end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.__main__ import machine, show, show_ratios
from benchmarks.measure import Ratio, Row, find, row_of
from benchmarks.processes import ROOT, environment

PART = "before"
NOW, EARLIER = "this version", "the earlier commit"
SHORT, LONG = "the short sweep", "the long sweep"
SECONDS = "seconds of the processor"

WORKERS = 300
MONTHS = 240
BURN_IN = 120
POINTS = 16
"""As many as make the start of a process a small part of the long sweep."""

REPLICATES = {SHORT: 1, LONG: 4}
SCENARIOS = ("capitalism", "parecon")

LEAST_RATIO = 4.0
"""By which a further run is to be cheaper."""


def design(replicates: int, months: int = MONTHS, burn_in: int = BURN_IN) -> str:
    """Return the text of a design file that both versions read."""
    return (
        f'name = "before"\nscenarios = {json.dumps(SCENARIOS)}\nreplicates = {replicates}\n'
        f"workers = {WORKERS}\nmonths = {months}\nburn_in = {burn_in}\n"
        f"[grid]\nmonitoring = {POINTS}\n"
    )


def runs_of(replicates: int) -> int:
    """Return the number of runs of a design."""
    return len(SCENARIOS) * POINTS * replicates


def processor_seconds(tree: Path, text: str) -> float:
    """Return the processor time of a sweep by the package in a folder, from start to end.

    Parameters
    ----------
    tree : Path
        Folder that holds the package ``sim``.
    text : str
        Design file.

    Raises
    ------
    RuntimeError
        If the sweep fails, with what it wrote last.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "design.toml"
        file.write_text(text, encoding="utf-8")
        with subprocess.Popen(
            [
                sys.executable, "-m", "sim", "sweep", str(file), "--jobs", "1", "--quiet",
                "--figures", "none", "--out", str(Path(folder) / "results"),
            ],
            cwd=folder,
            env=environment(PYTHONPATH=str(tree), NUMBA_NUM_THREADS="1", OMP_NUM_THREADS="1"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:  # fmt: skip
            assert process.stderr is not None
            said = process.stderr.read()
            # Of this child alone, which `resource` cannot tell from others.
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"a sweep by {tree} failed: {said[-500:]}")
    return used.ru_utime + used.ru_stime


def before_rows(
    earlier: Path, commit: str, rounds: int, months: int = MONTHS, burn_in: int = BURN_IN
) -> list[Row]:
    """Return the processor time of both sweeps by both versions.

    Parameters
    ----------
    earlier : Path
        A copy of the project at the commit.
    commit : str
        Its name.
    rounds : int
        Times that each is done; a first, short one that compiles does not count.
    months, burn_in : int
        Of each run.
    """
    trees = {NOW: ROOT, EARLIER: earlier}
    texts = {name: design(each, months, burn_in) for name, each in REPLICATES.items()}
    for tree in trees.values():
        processor_seconds(tree, texts[SHORT])
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for sweep, text in texts.items():
            for version, tree in trees.items():
                found.setdefault((version, sweep), []).append(processor_seconds(tree, text))
    size = f"{WORKERS} workers, {burn_in} + {months} months"
    return [
        row_of(
            PART,
            version if version == NOW else f"{version} {commit}",
            f"{sweep}: {runs_of(REPLICATES[sweep])} runs of {size}",
            each,
            SECONDS,
        )
        for (version, sweep), each in found.items()
    ]


def before_ratios(rows: list[Row]) -> list[Ratio]:
    """Return how many times cheaper a whole sweep, and a further run of it, have become."""
    versions = list(dict.fromkeys(row.subject for row in rows))
    settings = list(dict.fromkeys(row.setting for row in rows))
    seconds = {
        version: [find(rows, version, setting) for setting in settings] for version in versions
    }
    now, then = (seconds[version] for version in versions)
    name = f"{versions[1]} to {versions[0]}"
    further = (then[1] - then[0]) / (now[1] - now[0])
    return [
        Ratio(f"{name}, whole process", settings[1], then[1] / now[1]),
        Ratio(f"{name}, a further run", settings[1].split(" runs of ")[1], further,
              LEAST_RATIO, at_least=True),
    ]  # fmt: skip


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.before", description=__doc__)
    parser.add_argument(
        "tree", type=Path, help="copy of the project at an earlier commit, as of `git worktree add`"
    )
    parser.add_argument("--rounds", type=int, default=3, help="times that each sweep is done")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    given = parser.parse_args()
    tree = given.tree.resolve()
    if not (tree / "sim" / "__init__.py").is_file():
        parser.error(f"{given.tree}: holds no package sim")
    commit = subprocess.run(
        ["git", "-C", str(tree), "rev-parse", "--short", "HEAD"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    began = time.perf_counter()
    rows = before_rows(tree, commit, given.rounds)
    found = before_ratios(rows)
    show(rows)
    show_ratios(found)
    print(f"\nThis took {(time.perf_counter() - began) / 60.0:.1f} minutes.")
    if given.json is not None:
        content = {
            "machine": machine(),
            "commit": commit,
            "rows": [asdict(row) for row in rows],
            "ratios": [{**asdict(ratio), "reached": ratio.reached} for ratio in found],
        }
        given.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(f"\nwritten to {given.json}")


if __name__ == "__main__":
    main()
