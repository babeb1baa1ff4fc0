"""The rows of runs and of errors, put together from finished chunks in the order of the runs."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.study.evaluation import Failure
from sim.study.measurement import Measurement, table_of
from sim.study.provenance import public_text

ERROR_COLUMNS: Final = ("error", "traceback", "command")
"""Columns of a table of errors beside the keys of the runs."""

Finished = tuple[tuple[pa.Table, list[Failure]], list[int]]
"""Rows and failures of a chunk, and the numbers of its runs."""


def run_rows(
    finished: Sequence[Finished], keys: pd.DataFrame, measurement: Measurement
) -> pd.DataFrame:
    """Return the rows of all runs, in the order of their numbers.

    Parameters
    ----------
    finished : sequence of Finished
    keys : pandas.DataFrame
        Keys and factors of each run, by its number from zero.
    measurement : Measurement
    """
    parts = []
    for (table, _), numbers in finished:
        index = np.array(numbers, dtype=np.int64)[table.column("entry").to_numpy()]
        parts.append(table.drop_columns(["entry"]).append_column("index", pa.array(index)))
    if not parts:
        return pd.DataFrame(columns=[*keys.columns, *measurement.columns])
    rows = pa.concat_tables(parts).to_pandas().sort_values("index", kind="stable")
    chosen = keys.iloc[rows.pop("index").to_numpy()].reset_index(drop=True)
    joined: pd.DataFrame = pd.concat([chosen, rows.reset_index(drop=True)], axis=1)
    return joined


def replicate_tables(
    finished: Sequence[Finished], keys: pd.DataFrame
) -> dict[int, dict[str, pd.DataFrame]]:
    """Return whole tables by replicate and name, in the order of the replicates.

    Parameters
    ----------
    finished : sequence of Finished
        Of a `TableMeasurement`.
    keys : pandas.DataFrame
        Keys of each run, by its number from zero.
    """
    found: dict[int, dict[str, pd.DataFrame]] = {}
    for (table, _), numbers in finished:
        for row in table.to_pylist():
            replicate = int(keys["replicate"].iloc[numbers[row["entry"]]])
            found.setdefault(replicate, {})[row["table"]] = table_of(row["content"])
    return dict(sorted(found.items()))


def error_rows(
    finished: Sequence[Finished],
    keys: pd.DataFrame,
    folder: Path | None,
    plugin_options: str = "",
) -> pd.DataFrame:
    """Return a row for each run that ended in an error.

    Parameters
    ----------
    finished : sequence of Finished
    keys : pandas.DataFrame
        Keys and factors of each run, by its number from zero.
    folder : Path or None
        Where the work is kept, for the command that repeats a run.
    plugin_options : str
        What that command needs to find rules that do not come with this package.
    """
    failures = sorted(
        (
            (numbers[failure.entry], failure)
            for (_, failures), numbers in finished
            for failure in failures
        ),
        key=lambda item: item[0],
    )
    errors = keys.iloc[[number for number, _ in failures]].reset_index(drop=True)
    place = "FOLDER" if folder is None else shlex.quote(str(folder))
    described = errors.assign(
        error=[public_text(failure.error) for _, failure in failures],
        traceback=[public_text(failure.traceback) for _, failure in failures],
        command=[f"balanced-jobs rerun {place} {run}{plugin_options}" for run in errors["run"]],
    )
    # Without a row pandas takes text for numbers.
    return described.astype(dict.fromkeys(ERROR_COLUMNS, "str"))
