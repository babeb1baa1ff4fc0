"""Where finished chunks are kept: in memory, or one file each in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa

from sim.errors import ResultsError
from sim.execution.files import PARTIAL, explained, replacing
from sim.study.evaluation import Failure, read_chunk

CHUNKS: Final = "chunks"
"""Folder of the chunks, inside a folder of results."""


class ChunkStore(Protocol):
    """Keeps the bytes of finished chunks by name."""

    def read(self, name: str) -> tuple[pa.Table, list[Failure]] | None:
        """Return the rows and the failures of a chunk, or None if it is not there or is broken."""

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk.

        Raises
        ------
        ResultsError
            If it cannot be saved.
        """

    def forget(self, name: str) -> None:
        """Remove a chunk, so that it is computed again."""


class MemoryStore:
    """Chunks that last as long as the process."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def read(self, name: str) -> tuple[pa.Table, list[Failure]] | None:
        """Return the rows and the failures of a chunk, or None if it is not there."""
        return read_chunk(self._contents[name]) if name in self._contents else None

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk."""
        self._contents[name] = content

    def forget(self, name: str) -> None:
        """Remove a chunk."""
        self._contents.pop(name, None)


class FolderStore:
    """Chunks as files, each written whole or not at all.

    Parameters
    ----------
    folder : Path
        Folder of results; the chunks go to a folder inside.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CHUNKS
        with explained("write to", self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            # What a process that was killed was about to write.
            for rest in self._folder.glob(f".*{PARTIAL}"):
                rest.unlink(missing_ok=True)

    def read(self, name: str) -> tuple[pa.Table, list[Failure]] | None:
        """Return the rows and the failures of a chunk, or None if it is not there or is broken."""
        try:
            return read_chunk(self._path(name).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise ResultsError(
                f"cannot read {self._path(name)}: {error.strerror or error}"
            ) from error

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk; once this returns, not even a power cut takes it away."""
        with replacing(self._path(name)) as partial, partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def forget(self, name: str) -> None:
        """Remove a chunk."""
        with explained("write to", self._folder):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"
