"""Adding to a finished design: more replicates, trajectories, values or points, no run twice.

Finished chunks are found by their names, which depend on how work is cut. Work that adds to other
work is therefore cut as that was, and what is new apart from it. The manifest lists the designs
that were added to, oldest first; the numbers do not depend on any of this.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sim.designs import Design
from sim.designs.model import GRID, POINTS
from sim.errors import ResultsError
from sim.execution.files import explained
from sim.scenario import Scenario
from sim.study.chunks import Chunk, cut
from sim.study.crate import CRATE
from sim.study.folder import claim
from sim.study.manifest import (
    MANIFEST,
    RESTART,
    check_same,
    read_manifest,
    stored_design,
    write_manifest,
)
from sim.study.measurement import HORIZON_MEANS, Measurement
from sim.study.options import Execution
from sim.study.rehearsal import folder_rehearsed
from sim.study.requests import RunRequest, as_point
from sim.study.store import PROVENANCE, REPORT_FILES

EXTENDS: Final = "extends"
"""Key of a manifest under which the designs stand that it adds to, oldest first."""

NOTHING: Final = "holds no runs to add to; leave out --extend"


def requests_of(design: Design) -> list[RunRequest]:
    """Return the runs of a design, in the order of their numbers."""
    points = [as_point(values) for values in design.points().to_dict("records")]
    return [
        RunRequest(scenario, point, replicate)
        for point in points
        for scenario in range(len(design.scenarios))
        for replicate in range(design.replicates)
    ]


def cut_after(
    earlier: Sequence[Sequence[RunRequest]],
    scenarios: Sequence[Scenario],
    seed: int,
    requests: Sequence[RunRequest],
    measurement: Measurement = HORIZON_MEANS,
    threads: int = 1,
) -> list[tuple[Chunk, list[int]]]:
    """Return the work in chunks as `cut` does, but what was asked for earlier as it was then.

    Parameters
    ----------
    earlier : sequence of sequence of RunRequest
        Runs of work that this adds to, oldest first.
    scenarios, seed, requests, measurement, threads
        As in `cut`.
    """
    left: dict[Hashable, deque[int]] = {}
    for number, request in enumerate(requests):
        left.setdefault(_key(request), deque()).append(number)
    pieces: list[tuple[Chunk, list[int]]] = []
    for stage in [*earlier, requests]:
        chosen = [left[key].popleft() for key in map(_key, stage) if left.get(key)]
        some = [requests[number] for number in chosen]
        for chunk, numbers in cut(scenarios, seed, some, measurement, threads) if some else ():
            pieces.append((chunk, [chosen[number] for number in numbers]))
    return pieces


def earlier_designs(
    folder: Path | None,
    wanted: Mapping[str, Any],
    extend: bool,
    source: Path | None = None,
) -> list[Mapping[str, Any]]:
    """Return the designs that work adds to, oldest first, as manifests have them.

    Parameters
    ----------
    folder : Path or None
        Of the work.
    wanted : mapping
        Manifest of the work.
    extend : bool
        Whether it may add to what the folder holds.
    source : Path, optional
        Folder of other results, whose runs are used where they are the same.

    Raises
    ------
    ResultsError
        If it shall add to what the folder holds, and cannot.
    """
    if folder is not None and (folder / MANIFEST).exists():
        found = read_manifest(folder)
        if extend:
            return _extended(found, wanted, folder)
        same = found["settings"] == wanted["settings"]
        return list(found.get(EXTENDS, ())) if same else []
    if extend:
        raise ResultsError(f"{folder} {NOTHING}")
    if source is not None:
        found = read_manifest(source)
        if found["settings"].get("design") == wanted["settings"].get("design"):
            return list(found.get(EXTENDS, ()))
    return []


def begin_to_extend(manifest: Mapping[str, Any], folder: Path) -> None:
    """Note in a folder that its design grows; it counts as incomplete from then on.

    Raises
    ------
    ResultsError
        If the folder cannot be written to.
    """
    if read_manifest(folder)["settings"] == manifest["settings"]:
        return
    with explained("write to", folder):
        for name in (PROVENANCE, CRATE, *REPORT_FILES):
            (folder / name).unlink(missing_ok=True)
    write_manifest(manifest, folder)


def begin(
    manifest: Mapping[str, Any], execution: Execution, source: Path | None = None
) -> tuple[list[RunRequest], ...]:
    """Return the runs that work adds to, oldest first, after taking its folder if it has one.

    Parameters
    ----------
    manifest : mapping
        Of the work.
    execution : Execution
    source : Path, optional
        Folder of other results, whose runs are used where they are the same.

    Raises
    ------
    ResultsError
        If the folder holds something that this neither is nor may add to.
    """
    place = execution.folder or folder_rehearsed(execution.executor)
    designs = (
        [] if execution.restart else earlier_designs(place, manifest, execution.extend, source)
    )
    if execution.folder is not None:
        if designs:
            manifest = {**manifest, EXTENDS: designs}
        if execution.extend:
            begin_to_extend(manifest, execution.folder)
        claim(execution.folder, manifest, execution.restart)
    return tuple(stages_of(designs, manifest))


def growth(folder: Path, design: Design) -> tuple[int, int]:
    """Return how many runs of a design a folder was to hold already, and how many are new.

    Raises
    ------
    ResultsError
        If it holds none.
    """
    if not (folder / MANIFEST).exists():
        raise ResultsError(f"{folder} {NOTHING}")
    finished = min(stored_design(read_manifest(folder)).runs, design.runs)
    return finished, design.runs - finished


def _extended(
    found: Mapping[str, Any], wanted: Mapping[str, Any], folder: Path
) -> list[Mapping[str, Any]]:
    """Return the designs that work adds to, of which the last one is that of the folder."""
    before = found["settings"].get("design")
    after = wanted["settings"].get("design")
    if before is None or after is None:
        raise ResultsError(
            f"{folder} holds results of '{found['kind']}'; only designs can be added to: {RESTART}"
        )
    known = list(found.get(EXTENDS, ()))
    if before == after:
        return known
    check_same({**found, "settings": {**found["settings"], "design": after}}, wanted, folder)
    old, new = stored_design(found), stored_design(wanted)
    lost = Counter(map(_key, requests_of(old))) - Counter(map(_key, requests_of(new)))
    if lost:
        raise ResultsError(
            f"{folder}: {lost.total():,} of the {old.runs:,} runs of the design that it holds are "
            f"none of this one, so that this is no addition; {_advice(old, new)}, or {RESTART}"
        )
    return [*known, before]


def _advice(old: Design, new: Design) -> str:
    if new.replicates < old.replicates:
        return f"it has {old.replicates:,} replicates, of which there may be more, not fewer"
    if old.method in ("latin_hypercube", "sobol") and new.samples != old.samples:
        return (
            f"a {old.method} design of other samples has other points everywhere: add replicates, "
            "or take a Morris design, whose trajectories stay"
        )
    if old.method in (GRID, POINTS):
        return "keep all values and points that it has, and add others"
    return "keep all that it varies, and raise replicates or the trajectories of a Morris design"


def _key(request: RunRequest) -> Hashable:
    return request.scenario, request.point, request.replicate


def stages_of(
    designs: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]
) -> Iterator[list[RunRequest]]:
    """Yield the runs of designs that work adds to, oldest first.

    Parameters
    ----------
    designs : sequence of mapping
        As manifests have them.
    wanted : mapping
        Manifest of the work.
    """
    for design in designs:
        yield requests_of(
            stored_design({**wanted, "settings": {**wanted["settings"], "design": design}})
        )
