"""Putting the parts of a sweep together that several machines have done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.errors import ResultsError
from sim.execution.chunk_store import CHUNKS, FolderStore
from sim.execution.locks import locked
from sim.experiments.sweep.plan import sweep
from sim.experiments.sweep.record import Sweep
from sim.study.evaluation import read_chunk
from sim.study.folder import claim, refuse_foreign
from sim.study.growth import EXTENDS
from sim.study.manifest import check_same, read_manifest, stored_design
from sim.study.options import NONE
from sim.study.store import check_writable
from sim.study.watching import MONTHLY, OWN_OUTCOMES


def merge(folders: Sequence[str | Path], out: str | Path) -> Sweep:
    """Return a sweep made of parts that stand in several folders; nothing is simulated.

    Parameters
    ----------
    folders : sequence of path
        Of the same sweep, of which each holds some runs; they are only read.
    out : path
        Folder for all of them.

    Returns
    -------
    Sweep
        With runs ``unfinished``, if none of the folders has them.

    Raises
    ------
    ResultsError
        If a folder holds no sweep, or another one, or `out` cannot be used.
    """
    places = [Path(folder) for folder in folders]
    if not places:
        raise ResultsError("there is nothing to merge; name the folders of the parts")
    place = Path(out)
    manifests = [read_manifest(folder) for folder in places]
    first = manifests[0]
    if first["kind"] != Sweep.kind:
        raise ResultsError(f"{places[0]} holds results of '{first['kind']}'; sweeps can be merged")
    for folder, manifest in zip(places, manifests, strict=True):
        check_same(manifest, first, folder)
        if manifest.get(EXTENDS, []) != first.get(EXTENDS, []):
            raise ResultsError(
                f"{folder} was added to otherwise than {places[0]}, so that their pieces differ; "
                "merge first and add then"
            )
    refuse_foreign(place)
    check_writable(place)
    with locked(place):
        claim(place, first, restart=False)
        store = FolderStore(place)
        for folder in places:
            _take(folder, store)
    wanted = first["settings"]
    return sweep(
        stored_design(first),
        out=place,
        part=NONE,
        outcomes=[outcome["target"] for outcome in wanted.get(OWN_OUTCOMES, ())],
        monthly=bool(wanted.get(MONTHLY)),
    )


def _take(folder: Path, store: FolderStore) -> None:
    """Copy the finished pieces of a folder that a store lacks; broken ones are left."""
    for file in sorted((folder / CHUNKS).glob("*.parquet")):
        if store.read(file.stem) is not None:
            continue
        try:
            content = file.read_bytes()
            read_chunk(content)
        except ValueError:
            continue
        except OSError as error:
            raise ResultsError(f"cannot read {file}: {error.strerror or error}") from error
        store.write(file.stem, content)
