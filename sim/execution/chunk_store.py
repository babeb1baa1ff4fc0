"""Where the bytes of finished chunks are kept: in memory, or one file each in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from sim.errors import ResultsError
from sim.execution.files import PARTIAL, explained, replacing

CHUNKS: Final = "chunks"
"""Folder of the chunks, inside a folder of results."""


class ChunkStore(Protocol):
    """Keeps the bytes of finished chunks by name."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a chunk, or None if it is not there.

        Raises
        ------
        ResultsError
            If it is there and cannot be read.
        """

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk.

        Raises
        ------
        ResultsError
            If it cannot be saved.
        """

    def forget(self, name: str) -> None:
        """Remove a chunk, so that it is computed again."""


def check_there(folder: Path) -> None:
    """Raise a ResultsError if a folder that was made for results is gone.

    If it were made again, it would hold a part of them alone.
    """
    if not folder.is_dir():
        raise ResultsError(
            f"{folder} was moved or removed while it was in use: name the place where the results "
            "are now, and the same work goes on there"
        )


class MemoryStore:
    """Chunks that last as long as the process."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a chunk, or None if it is not there."""
        return self._contents.get(name)

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

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a chunk, or None if it is not there."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ResultsError(
                f"cannot read {self._path(name)}: {error.strerror or error}"
            ) from error

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk; once this returns, not even a power cut takes it away.

        Raises
        ------
        ResultsError
            If it cannot be written, or the folder was moved away.
        """
        check_there(self._folder)
        with replacing(self._path(name)) as partial:
            partial.write_bytes(content)

    def forget(self, name: str) -> None:
        """Remove a chunk."""
        with explained("write to", self._folder):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"


class BorrowingStore:
    """A store that takes what it lacks from other results, which it leaves as they are.

    Parameters
    ----------
    own : ChunkStore
        Keeps what is taken.
    folder : Path
        Folder of the other results.
    """

    def __init__(self, own: ChunkStore, folder: Path) -> None:
        self._own = own
        self._folder = folder / CHUNKS

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a chunk, or None if it is in neither place."""
        content = self._own.read(name)
        if content is not None:
            return content
        try:
            content = (self._folder / f"{name}.parquet").read_bytes()
        except OSError:
            return None
        self._own.write(name, content)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a chunk."""
        self._own.write(name, content)

    def forget(self, name: str) -> None:
        """Remove a chunk from the store of its own."""
        self._own.forget(name)
