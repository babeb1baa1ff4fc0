"""What may stand in the JSON files of results: one schema, checked when they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError, refuse
from sim.grammar import REQUIRED, Field, Flag, Kind, ListOf, Number, Scalar, Table, Text, Whole
from sim.grammar.reading import json_of


class OpenTable(Table):
    """A table in which further keys may stand, as other versions write them."""

    def entry_problems(self, prefix: str, key: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in a key that is known."""
        if self.field(key) is not None:
            yield from super().entry_problems(prefix, key, value)


def _mapping_of(kind: Kind, what: str) -> Scalar:
    return Scalar(
        lambda value: (
            isinstance(value, Mapping)
            and not any(any(kind.problems("", v)) for v in value.values())
        ),
        f"must be {what}",
        lambda: {"type": "object"},
    )


_WORD: Final = Text(shortest=1)
_COUNT: Final = Whole(0, 2**62)
_TEXTS: Final = _mapping_of(Text(), "a table of texts")
_SPAN: Final = ListOf(Number(), "must be two numbers", least=2, most=2)
_LIST: Final = Scalar(lambda v: isinstance(v, list), "must be a list", lambda: {"type": "array"})

_PLUGINS: Final = ListOf(
    OpenTable(
        {name: Field(Text(), "", REQUIRED) for name in ("switch", "rule", "plugin", "digest")}
    )
)
_SCENARIOS: Final = ListOf(
    OpenTable(
        {
            "name": Field(_WORD, "", REQUIRED),
            "title": Field(Text(), "", REQUIRED),
            "workers": Field(Whole(1), "", REQUIRED),
            "months": Field(Whole(1), "", REQUIRED),
            "burn_in": Field(Whole(0), "", REQUIRED),
        }
    ),
    "must be a list of at least one scenario",
    least=1,
    most=10_000,
)
_DESIGN: Final = OpenTable(
    {
        "name": Field(_WORD, "", REQUIRED),
        "method": Field(_WORD, "", REQUIRED),
        "replicates": Field(Whole(1), "", REQUIRED),
        "samples": Field(_COUNT, "", REQUIRED),
        "factors": Field(
            ListOf(
                OpenTable(
                    {
                        "name": Field(_WORD, "", REQUIRED),
                        "low": Field(Number(), "", REQUIRED),
                        "high": Field(Number(), "", REQUIRED),
                        "values": Field(_LIST, "", REQUIRED),
                    }
                )
            ),
            "",
            REQUIRED,
        ),
    }
)
_COUNTS: Final = (
    "first_replicate", "seeds", "members", "workplaces", "points", "steps", "waves", "draws",
    "samples", "decisive", "screening", "first", "levels", "pairs",
)  # fmt: skip
_SETTINGS: Final = OpenTable(
    {
        "seed": Field(_COUNT, ""),
        "scenarios": Field(_SCENARIOS, ""),
        "replicates": Field(Whole(1, 100_000), ""),
        **{name: Field(_COUNT, "") for name in _COUNTS},
        "design": Field(_DESIGN, ""),
        "ranges": Field(_mapping_of(_SPAN, "a table of two numbers by parameter"), ""),
        "arms": Field(ListOf(OpenTable({"name": Field(_WORD, "", REQUIRED)})), ""),
    }
)
_SHARED: Final = {
    "format": Field(_COUNT, ""),
    "kind": Field(_WORD, "", REQUIRED),
    "model": Field(Text(), "", REQUIRED),
    "plugins": Field(_PLUGINS, ""),
    "software": Field(_TEXTS, ""),
}

MANIFEST_TABLE: Final = OpenTable(
    {
        **_SHARED,
        "settings": Field(_SETTINGS, "", REQUIRED),
        "tables": Field(ListOf(_WORD), ""),
        "extends": Field(ListOf(_DESIGN), ""),
        "started": Field(Text(), ""),
    }
)
"""A manifest."""

PROVENANCE_TABLE: Final = OpenTable(
    {
        **_SHARED,
        "date": Field(Text(), "", REQUIRED),
        "seconds": Field(Number(0.0), "", REQUIRED),
        "command": Field(ListOf(Text()), ""),
        "analysis": Field(_TEXTS, ""),
        "seed": Field(_COUNT, "", REQUIRED),
        "planned": Field(_COUNT, ""),
        "completed": Field(_COUNT, ""),
        "failed": Field(_COUNT, ""),
        "interrupted": Field(Flag(), "", REQUIRED),
        "units": Field(_TEXTS, "", REQUIRED),
        "scenarios": Field(_SCENARIOS, "", REQUIRED),
    }
)
"""A provenance of the second format."""


def read_stored(path: Path, table: Table, advice: str) -> dict[str, Any]:
    """Return what a JSON file of a folder of results holds, after checking it.

    Parameters
    ----------
    path : Path
    table : Table
        `MANIFEST_TABLE` or `PROVENANCE_TABLE`.
    advice : str
        What to do where the file is broken.

    Raises
    ------
    FileNotFoundError
        If there is none.
    ResultsError
        If it is broken, or a value in it is not allowed; file and key are named.
    """
    try:
        content = json_of(path)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path} is broken ({error}); {advice}") from error
    refuse(ResultsError, table.problems("", content), str(path))
    return content


def what_is_left(folder: Path, chunks: str) -> str:
    """Return in words what can be saved of a folder whose manifest is lost; empty if nothing.

    Parameters
    ----------
    folder : Path
    chunks : str
        Name of the folder in it that holds finished runs.
    """
    try:
        tables = sorted(file.name for file in folder.glob("*.parquet") if file.stat().st_size)
        runs = sum(1 for _ in (folder / chunks).glob("*.parquet"))
    except OSError:
        return ""
    if not tables and not runs:
        return ""
    whole = (
        f"the tables {', '.join(tables)} can be read by any program for Parquet" if tables else ""
    )
    kept = f"{runs} files of finished runs in {chunks}/" if runs else ""
    found = " and ".join(part for part in (kept, whole) if part)
    return (
        f"what can be saved: {found}; keep a copy of the folder, and give the command that began "
        "it with another --out: put these files of finished runs into its folder of that name "
        "once it has begun, and they are not done again"
    )
