"""A campaign: the runs of one experiment, in one or several waves, planned, executed and resumed.

All experiments go this one way. A wave is a list of points; its runs are cut into chunks, the
missing chunks are done and saved, and the rows of all of them are put together in the order of the
runs, so that the table does not depend on who computed what and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
import pyarrow as pa

from sim.errors import UnfinishedError
from sim.execution.chunk_store import BorrowingStore, ChunkStore, FolderStore, MemoryStore
from sim.execution.locks import locked
from sim.execution.program import proven
from sim.execution.scheduler import complete
from sim.institutions.plugins import Plugin, check_told_apart, options, plugins_of, record
from sim.scenario import Scenario
from sim.study.chunks import Chunk
from sim.study.evaluation import Failure, read_chunk, simulate_chunk
from sim.study.failures import explaining_failures
from sim.study.folder import refuse_foreign
from sim.study.growth import begin
from sim.study.log import LOGGER, logged
from sim.study.manifest import new_manifest
from sim.study.measurement import HORIZON_MEANS, OUTCOME_UNITS, Measurement, TableMeasurement
from sim.study.options import LEFT_TO_OTHERS, Execution
from sim.study.place import placed
from sim.study.program import model_digest
from sim.study.record import Record
from sim.study.requests import Arm, Point, RunRequest, levels_of, rules_named
from sim.study.rows import Finished, error_rows, replicate_tables, run_rows
from sim.study.store import check_writable, save_failures, tables_written
from sim.study.wave import replicate_wave, wave_of
from sim.study.workers import program


@dataclass
class Campaign:
    """The runs of one experiment.

    Attributes
    ----------
    kind : str
        Name of the verb.
    scenarios : tuple of Scenario
    seed : int
    settings : dict
        Everything that was asked for.
    execution : Execution
    expected : int
        Runs that are likely to be needed in all, for the progress.
    planned, unfinished : int
        Runs asked for so far, and those of them that are missing.
    next_point : int
        Number that the next point gets.
    plugins : tuple of Plugin
        Rules that do not come with this package.
    earlier : tuple of list of RunRequest
        Runs of the designs that this adds to, oldest first.
    """

    kind: str
    scenarios: tuple[Scenario, ...]
    seed: int
    settings: Mapping[str, Any]
    execution: Execution
    store: ChunkStore
    expected: int = 0
    plugins: tuple[Plugin, ...] = ()
    earlier: tuple[list[RunRequest], ...] = ()
    planned: int = 0
    unfinished: int = 0
    interrupted: bool = False
    problems: list[str] = field(default_factory=list)
    started: float = field(default_factory=perf_counter)
    next_point: int = 0
    _done: int = 0
    _by_month: bool = False
    _runs: list[pd.DataFrame] = field(default_factory=list)
    _errors: list[pd.DataFrame] = field(default_factory=list)

    def simulate(
        self,
        points: Sequence[Point],
        replicates: Sequence[int] | Sequence[Sequence[int]],
        scenarios: Sequence[int] | None = None,
        arms: Sequence[Arm] = (),
        seeds: Sequence[int] | None = None,
        measurement: Measurement = HORIZON_MEANS,
    ) -> pd.DataFrame:
        """Return the runs of a wave after doing those that are missing.

        Parameters
        ----------
        points : sequence of Point
            They get the next free numbers.
        replicates : sequence of int, or of sequences of int
            The same at every point, or those of each point, equally many.
        scenarios : sequence of int, optional
            Indices of the scenarios to run at each point, by default all.
        arms : sequence of Arm, optional
            What to run at each point instead of scenarios.
        seeds : sequence of int, optional
            Seeds under each of which all of this is run, which then stand in a column ``seed``; by
            default that of the campaign. A point gets a number for each seed.
        measurement : Measurement
            What is kept of runs that are no arms, by default means by horizon.

        Returns
        -------
        pandas.DataFrame
            Columns as `Experiment.runs`; those of arms have ``arm``, ``outcome`` and ``value``
            instead of a horizon and indicators, and other measurements have their columns. Runs
            that failed or are missing have no rows.
        """
        indices = range(len(self.scenarios)) if scenarios is None else scenarios
        kinds: list[tuple[int, Arm | None]] = [(arm.scenario, arm) for arm in arms]
        wave = wave_of(
            self.scenarios,
            [self.seed] if seeds is None else list(seeds),
            points,
            replicates,
            kinds or [(index, None) for index in indices],
            first_run=self.planned,
            first_point=self.next_point,
            threads=self.execution.threads,
            measurement=measurement,
            earlier=self.earlier,
        )
        keys = wave.keys.drop(columns="seed") if seeds is None else wave.keys
        self.planned += len(keys)
        self.next_point += len(points) * (1 if seeds is None else len(seeds))
        runs = run_rows(self._finish(wave.pieces, keys), keys, wave.measurement)
        self._runs.append(runs)
        return runs

    def tabulate(
        self, measurement: TableMeasurement, replicates: Sequence[int]
    ) -> dict[int, dict[str, pd.DataFrame]]:
        """Return whole tables of each replicate, after simulating those that are missing.

        Parameters
        ----------
        measurement : TableMeasurement
        replicates : sequence of int

        Returns
        -------
        dict of int to dict of str to pandas.DataFrame
            Tables by replicate and name. Replicates that failed or are missing have none.
        """
        wave = replicate_wave(
            self.scenarios,
            self.seed,
            replicates,
            measurement,
            first_run=self.planned,
            threads=self.execution.threads,
        )
        self.planned += len(wave.keys)
        return replicate_tables(self._finish(wave.pieces, wave.keys), wave.keys)

    def _finish(
        self, pieces: Sequence[tuple[Chunk, list[int]]], keys: pd.DataFrame
    ) -> list[Finished]:
        """Return all chunks that are done, after doing those that are missing."""
        kept = {}
        for chunk, _ in pieces:
            found = self._kept(chunk)
            if found is not None and found[1] and self.execution.retry_failed:
                self.store.forget(chunk.name)
                LOGGER.info("%d runs that had failed are done again", len(found[1]))
                found = None
            if found is not None:
                kept[chunk.name] = found
                self._done += len(chunk.requests)
        missing = {
            place: chunk for place, (chunk, _) in enumerate(pieces) if chunk.name not in kept
        }
        mine = self.execution.own(missing)
        self._note(0)
        began = perf_counter()
        LOGGER.info("%d runs: %d pieces kept, %d to do", len(keys), len(kept), len(mine))
        completion = complete(
            mine, self._evaluate(mine), self.store, self.execution.executor, self._note
        )
        self.interrupted = self.interrupted or completion.interrupted
        self.problems += sorted(set(completion.problems.values()))
        for name, problem in completion.problems.items():
            LOGGER.warning("piece %s is missing: %s", name, problem)
        self.problems += [LEFT_TO_OTHERS] if len(mine) < len(missing) else []
        ending = "stopped" if completion.interrupted else "done"
        LOGGER.info("%s after %.1f seconds", ending, perf_counter() - began)
        for chunk in missing.values():
            found = self._kept(chunk)
            if found is None:
                self.unfinished += len(chunk.requests)
            else:
                kept[chunk.name] = found
        finished = [(kept[chunk.name], numbers) for chunk, numbers in pieces if chunk.name in kept]
        folder, plugin_options = self.execution.folder, options(self.plugins)
        failed = error_rows(finished, keys, folder, plugin_options)
        for _, row in failed.iterrows():
            LOGGER.error("run %s failed: %s", row["run"], row["error"])
        self._errors.append(failed)
        return finished

    def _evaluate(self, missing: Sequence[Chunk]) -> Callable[[Chunk], bytes]:
        """Return what computes a chunk; a single run in this process reports its months."""
        progress = self.execution.progress
        alone = self.planned == len(missing) == 1 and self.execution.executor is None
        measurement = missing[0].measurement if missing else None
        if not alone or progress is None or not isinstance(measurement, TableMeasurement):
            elsewhere = self.execution.executor is not None
            return proven(simulate_chunk, program) if elsewhere else simulate_chunk
        months = measurement.length(self.scenarios)
        self._by_month = True
        progress(0, months)
        return partial(simulate_chunk, note=lambda month: progress(month, months))

    def _kept(self, chunk: Chunk) -> tuple[pa.Table, list[Failure]] | None:
        """Return the rows and the failures of a chunk, or None if it is missing or broken."""
        content = self.store.read(chunk.name)
        try:
            return None if content is None else read_chunk(content)
        except ValueError:
            return None

    def _note(self, finished: int) -> None:
        self._done += finished
        if self.execution.progress is not None and not self._by_month:
            self.execution.progress(self._done, max(self.planned, self.expected))

    def check_complete(self) -> None:
        """Make sure that all runs so far were done, as an experiment that builds on them needs.

        Raises
        ------
        KeyboardInterrupt
            If the user stopped.
        UnfinishedError
            If runs are missing for another reason, or all of the last wave ended in an error.
        """
        if self.interrupted:
            raise KeyboardInterrupt
        if self.unfinished:
            raise UnfinishedError(
                f"{self.unfinished:,} of {self.planned:,} runs could not be done or saved "
                f"({'; '.join(self.problems)}); what is finished is kept: run the same command "
                "again to go on"
            )
        if self._runs and not len(self._runs[-1]):
            raise self.failure("no run went through")

    def check_begun(self) -> None:
        """Make sure that at least one run was done, without which there are no tables.

        Raises
        ------
        KeyboardInterrupt
            If the user stopped.
        UnfinishedError
            If all runs failed, or none could be saved.
        """
        if self.planned > self.unfinished + len(self.failed):
            return
        if self.interrupted:
            raise KeyboardInterrupt
        if self.unfinished:
            self.check_complete()
        raise self.failure("there is no result")

    @property
    def failed(self) -> pd.DataFrame:
        """Return the rows of runs that ended in an error."""
        return pd.concat(self._errors, ignore_index=True) if self._errors else pd.DataFrame()

    def failure(self, consequence: str) -> UnfinishedError:
        """Return the error that says that too many runs failed for an answer."""
        failed = self.failed
        first = failed.iloc[0]
        place = (
            ""
            if self.execution.folder is None
            else f"; `{first['command']}` repeats it, --retry-failed all of them"
        )
        return UnfinishedError(
            f"{len(failed):,} of {self.planned:,} runs failed, so that {consequence}. The first: "
            f"run {first['run']}, {first['error']}{place}"
        )

    def keep_failures(self) -> None:
        """Save what is finished if a run failed, so that it can be looked at and repeated."""
        if self.execution.folder is not None and self._runs and len(self.failed):
            runs = pd.concat(self._runs, ignore_index=True)
            save_failures(self.execution.folder, runs, self.failed, OUTCOME_UNITS)

    def shared(self) -> dict[str, Any]:
        """Return the fields that every experiment with a table of runs has."""
        return {
            "runs": pd.concat(self._runs, ignore_index=True),
            "units": OUTCOME_UNITS,
            **self.outcome(),
        }

    def outcome(self) -> dict[str, Any]:
        """Return the fields that every result has."""
        return {
            "errors": self.failed,
            "settings": self.settings,
            "planned": self.planned,
            "unfinished": self.unfinished,
            "problems": tuple(dict.fromkeys(self.problems)),
            "interrupted": self.interrupted,
            "elapsed": perf_counter() - self.started,
            "folder": self.execution.folder,
        }


@contextmanager
def campaign(
    kind: type[Record],
    scenarios: Sequence[Scenario],
    seed: int,
    settings: Mapping[str, Any],
    execution: Execution,
    expected: int = 0,
    source: Path | None = None,
) -> Iterator[Campaign]:
    """Yield a campaign whose folder belongs to this process until the end of the block.

    Parameters
    ----------
    kind : type of Record
        Of the results.
    scenarios : sequence of Scenario
    seed : int
    settings : mapping
        Everything else that the numbers depend on, ready for JSON.
    execution : Execution
    expected : int
        Runs that are likely to be needed, for the progress.
    source : Path, optional
        Folder of other results, whose runs are used where they are the same.

    Raises
    ------
    ResultsError
        If the folder cannot be used, or holds other work.
    PluginError
        If a rule that does not come with this package cannot be loaded or told from its versions.
    """
    plugins = plugins_of(rules_named(scenarios, levels_of(settings)))
    everything = {
        **settings,
        "seed": seed,
        "scenarios": [scenario.to_dict() for scenario in scenarios],
    }
    new = Campaign(
        kind.kind, tuple(scenarios), seed, everything, execution, MemoryStore(), expected, plugins
    )
    manifest = new_manifest(
        kind.kind,
        everything,
        model_digest(),
        tables_written(kind, everything),
        [record(one) for one in plugins],
    )
    if execution.folder is None:
        new.earlier = begin(manifest, execution, source)
        new.store = _borrowing(new.store, source)
        with placed(execution) as new.execution, explaining_failures(new):
            yield new
        return
    check_told_apart(plugins)
    refuse_foreign(execution.folder)
    check_writable(execution.folder)
    with locked(execution.folder):
        new.earlier = begin(manifest, execution, source)
        new.store = _borrowing(FolderStore(execution.folder), source)
        with (
            placed(execution) as new.execution,
            logged(execution.folder, kind.kind, new.execution),
            explaining_failures(new),
        ):
            yield new


def _borrowing(store: ChunkStore, source: Path | None) -> ChunkStore:
    return store if source is None else BorrowingStore(store, source)
