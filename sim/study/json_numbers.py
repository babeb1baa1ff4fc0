"""Numbers and tables as plain values for JSON, without NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain values; missing numbers are None."""
    return [_plain(row) for row in table.to_dict("records")]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    items: Iterable[tuple[Any, Any]] = row.items()
    return {str(key): finite(value) if isinstance(value, float) else value for key, value in items}


def finite(value: float) -> float | None:
    """Return a number, or None where it is missing or infinite."""
    return float(value) if math.isfinite(value) else None


def json_records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, ready for JSON."""
    records: list[dict[str, Any]] = json.loads(
        table.to_json(orient="records", double_precision=15) or "[]"
    )
    return records
