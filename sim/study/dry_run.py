"""Telling what an experiment would do before it is started."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from sim.errors import UnfinishedError
from sim.grammar.arguments import checked
from sim.study.chunks import Chunk
from sim.study.forecast import Bound, Forecast, duration, sizes
from sim.study.load import Part, count_of, parts_of
from sim.study.measurement import Measurement
from sim.study.options import count_of_jobs
from sim.study.probe import Pace, ProbeError, probe
from sim.study.rehearsal import Further, Rehearsal

UNKNOWN: Final = float("nan")

LONGEST_REASON: Final = 60
"""Letters of an error that are shown."""


@checked
def dry_run(
    experiment: Callable[..., Any],
    *arguments: Any,
    out: str | Path | None = None,
    processes: int | None = None,
    **keywords: Any,
) -> Forecast:
    """Return what an experiment would do, without doing or writing anything.

    The time comes from a short probe: the first request of the work is simulated for some months.

    Parameters
    ----------
    experiment : callable
        An experiment, such as `sim.verdict`.
    *arguments, **keywords
        Its arguments. What it would raise before the first run, this raises too.
    out : path, optional
        Where results would go; runs that are kept there are not counted again.
    processes : int, optional
        Processes on this machine, by default one for each core.

    Returns
    -------
    Forecast
        `print` shows it.

    Examples
    --------
    >>> import sim
    >>> small = dict(workers=300, burn_in=12, months=12)
    >>> forecast = sim.dry_run(sim.compare, "capitalism", "parecon", replicates=2, **small)
    >>> forecast.known.burn_ins
    2
    """
    folder = None if out is None else Path(out)
    afresh = bool(keywords.get("restart") or keywords.get("anew"))
    rehearsal = Rehearsal(
        None if afresh else folder, retry_failed=bool(keywords.get("retry_failed"))
    )
    keywords.pop("progress", None)
    try:
        experiment(*arguments, executor=rehearsal, progress=rehearsal.note, **keywords)
    except UnfinishedError:
        if not any(rehearsal.waves):
            raise
    return _forecast(
        rehearsal, folder, count_of_jobs(-1 if processes is None else processes, "processes")
    )


def _forecast(rehearsal: Rehearsal, folder: Path | None, processes: int) -> Forecast:
    chunks = [chunk for wave in rehearsal.waves for chunk in wave]
    parts = {id(chunk): _parts(chunk) for chunk in chunks}
    everything = [part for some in parts.values() for part in some]
    bounds = [
        (each, parts_of(each.scenarios, each.requests, each.measurement))
        for each in (rehearsal.further if chunks else ())
    ]
    sizes_of_all = {part.workers for part in everything}
    sizes_of_all |= {part.workers for _, further in bounds for part in further}
    paces, told = _paces(chunks, sorted(sizes_of_all))
    # What is measured later cannot be probed yet. Months cost far more than measuring them.
    alike = max(paces.values(), key=lambda pace: pace.run.fixed, default=None)

    def seconds(some: Iterable[Part], measurement: Measurement) -> float:
        pace = paces.get(type(measurement), alike)
        return UNKNOWN if pace is None else sum(map(pace.of, some))

    return Forecast(
        known=count_of(everything),
        later=_together(
            _bound(each, further, seconds(further, each.measurement)) for each, further in bounds
        ),
        kept=rehearsal.kept,
        expected=rehearsal.expected,
        workers=_ends(part.workers for part in everything),
        burn_in=_ends(part.burn_in for part in everything),
        months=_ends(part.longest for part in everything),
        waves=tuple(
            tuple(seconds(parts[id(chunk)], chunk.measurement) for chunk in wave)
            for wave in rehearsal.waves
            if wave
        ),
        processes=processes,
        memory=max(
            (pace.bytes_of(part) for pace in paces.values() for part in everything),
            default=UNKNOWN,
        ),
        folder=folder,
        probe=told,
    )


def _parts(chunk: Chunk) -> list[Part]:
    return parts_of(chunk.scenarios, chunk.requests, chunk.measurement)


def _bound(further: Further, parts: Sequence[Part], seconds: float) -> Bound:
    count = count_of(parts).times(further.times)
    return Bound(further.text, count, seconds * further.times, further.exact, further.each)


def _together(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """Return bounds of which those for the same are one."""
    found: dict[str, Bound] = {}
    for bound in bounds:
        known = found.get(bound.text)
        found[bound.text] = bound if known is None else known + bound
    return tuple(found.values())


def _paces(
    chunks: Sequence[Chunk], workers: Sequence[int]
) -> tuple[dict[type[Measurement], Pace], str]:
    """Return what runs cost here by what is measured, and how that was found; none if it cannot."""
    if not chunks:
        return {}, "nothing, as nothing is left to do"
    first: dict[type[Measurement], Chunk] = {}
    for chunk in chunks:
        first.setdefault(type(chunk.measurement), chunk)
    try:
        paces = {measurement: probe(chunk, workers) for measurement, chunk in first.items()}
    except ProbeError as error:
        return {}, f"nothing: {str(error)[:LONGEST_REASON]}"
    seconds = sum(pace.seconds for pace in paces.values())
    people = sizes(next(iter(paces.values())).probed)
    return paces, f"short runs of {people} people on this machine, {duration(seconds)}"


def _ends(numbers: Iterable[int]) -> tuple[int, int]:
    known = list(numbers) or [0]
    return min(known), max(known)
