"""Machine code on disk: found by whoever needs it, never mistaken for another, mended."""

from __future__ import annotations

import errno
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from sim.kernels.caching import SEAL, SUFFIX, KernelCache
from tests.kernels.processes import COUNT, DRAW, answer, counts, environment, start


def double(value: Any) -> Any:
    return value + value


def dispatcher(folder: Path, function: Callable[..., Any] = double) -> Any:
    """Return a function as a new process has it: nothing loaded, nothing compiled."""
    made = numba.njit(function)
    made._cache = KernelCache(function, folder)
    return made


def missed(made: Any) -> int:
    return sum(made.stats.cache_misses.values())


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_one_compiled_others_load(tmp_path: Path) -> None:
    first, second = dispatcher(tmp_path), dispatcher(tmp_path)
    assert first(2) == second(2) == 4
    assert (missed(first), missed(second)) == (1, 0)
    assert sum(second.stats.cache_hits.values()) == 1
    assert [path.suffix for path in files(tmp_path)] == [SUFFIX]


def test_each_set_of_types_has_a_file_of_its_own(tmp_path: Path) -> None:
    frozen = np.ones(3)
    frozen.flags.writeable = False
    values = [2, 2.0, np.float32(2.0), np.uint64(2), np.ones(3), np.ones((3, 3)), frozen]
    for value in values:
        dispatcher(tmp_path)(value)
    assert len(files(tmp_path)) == len(values)
    loading = dispatcher(tmp_path)
    for value in values:
        np.testing.assert_array_equal(loading(value), value + value)
    assert missed(loading) == 0


def module_with(path: Path, text: str) -> Any:
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("probe", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_functions_of_the_same_name_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    texts = {
        "a/one.py": "def probe(x):\n    return x + 1\n",
        "b/one.py": "def probe(x):\n    return x + 2\n",
        "a/two.py": "\ndef probe(x):\n    return x + 3\n",
    }
    found = []
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        found.append(dispatcher(tmp_path / "cache", module_with(path, text).probe)(0))
    assert found == [1, 2, 3]
    assert len(files(tmp_path / "cache")) == 3


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "shorter than its seal": lambda content: content[: SEAL - 1],
    "with another seal": lambda content: bytes(SEAL) + content[SEAL:],
    "with a wrong byte": lambda content: (
        content[: len(content) // 2]
        + bytes([content[len(content) // 2] ^ 1])
        + content[len(content) // 2 + 1 :]
    ),
    "longer": lambda content: content + b"\0",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_written_anew(tmp_path: Path, damage: str) -> None:
    dispatcher(tmp_path)(2)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(DAMAGES[damage](whole))
    mending = dispatcher(tmp_path)
    assert (mending(2), missed(mending)) == (4, 1)
    loading = dispatcher(tmp_path)
    assert (loading(2), missed(loading)) == (4, 0)
    assert files(tmp_path) == [path]


def test_a_file_that_holds_the_code_for_other_types_is_not_used(tmp_path: Path) -> None:
    dispatcher(tmp_path)(2)
    (whole_numbers,) = files(tmp_path)
    dispatcher(tmp_path)(2.5)
    (floats,) = set(files(tmp_path)) - {whole_numbers}
    floats.write_bytes(whole_numbers.read_bytes())
    mending = dispatcher(tmp_path)
    assert (mending(2.5), missed(mending)) == (5.0, 1)


def test_a_missing_folder_is_created_and_an_impossible_one_does_without(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two"
    dispatcher(folder)(2)
    assert len(files(folder)) == 1
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert dispatcher(file / "below")(2) == 4
    assert file.read_text() == "not a folder"


def test_a_full_disk_ends_no_run_and_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def run_out(self: Path, data: bytes) -> int:
        write(self, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", run_out)
    assert dispatcher(tmp_path)(2) == 4
    assert files(tmp_path) == []


def test_a_cache_can_be_emptied_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other.file").write_text("not ours")
    made = dispatcher(tmp_path)
    made(2)
    made._cache.flush()
    assert [path.name for path in files(tmp_path)] == ["other.file"]
    made._cache.disable()
    made(2.0)
    assert [path.name for path in files(tmp_path)] == ["other.file"]
    made._cache.enable()
    made(np.float32(2.0))
    assert len(files(tmp_path)) == 2


def test_a_function_made_inside_another_is_refused(tmp_path: Path) -> None:
    share = 0.5

    def scaled(value: float) -> float:
        return share * value

    with pytest.raises(TypeError, match="scaled: a kernel must not be made inside a function"):
        KernelCache(scaled, tmp_path)


@pytest.mark.slow
def test_a_run_survives_a_damaged_cache(copied_package: Path, tmp_path: Path) -> None:
    variables = environment(NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    before = answer(DRAW + COUNT, copied_package, variables)
    damages = list(DAMAGES.values())
    kept = sorted((tmp_path / "cache").rglob(f"*{SUFFIX}"))
    for number, path in enumerate(kept):
        path.write_bytes(damages[number % len(damages)](path.read_bytes()))
    mended, after = (answer(DRAW + COUNT, copied_package, variables) for _ in range(2))
    assert {text.splitlines()[0] for text in (before, mended, after)} == {before.splitlines()[0]}
    assert counts(mended)[1] > 0
    assert counts(after)[1] == 0


MANY_TYPES = """
import sys, time
from pathlib import Path
import numpy as np
from sim.kernels.probe import twice
from sim.kernels.random import stream_key, uniform
number, here = int({number}), Path({here!r})
(here / f"ready-{{number}}").touch()
while not (here / "go").exists():
    time.sleep(0.001)
values = [3, 3.5, np.float32(3.5), np.ones(2), np.ones((2, 2)), np.ones(2, np.int64)]
order = list(range(len(values)))
results = {{}}
for index in order[number % len(values):] + order[:number % len(values)]:
    results[index] = np.asarray(twice(values[index])).tobytes().hex()
print(uniform(stream_key(1, 2, 3, 4), 5).hex(), *(results[index] for index in order))
"""
PROBE = """
from sim.kernels.compile import compiled


@compiled
def twice(value):
    return once(value) + once(value)


@compiled
def once(value):
    return value
"""


@pytest.mark.slow
def test_processes_that_start_at_once_from_an_empty_cache_agree_and_leave_it_whole(
    copied_package: Path, tmp_path: Path
) -> None:
    """Each takes the types in another order, so that all of them write and read at once."""
    (copied_package / "sim" / "kernels" / "probe.py").write_text(PROBE)
    variables = environment(NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    together = 8

    def code(number: int) -> str:
        return MANY_TYPES.format(number=number, here=str(tmp_path)) + COUNT

    processes = [start(code(number), copied_package, variables) for number in range(together)]
    while len(list(tmp_path.glob("ready-*"))) < together:
        assert all(process.poll() in (None, 0) for process in processes)
    (tmp_path / "go").touch()
    answers = [process.communicate(timeout=240) for process in processes]
    assert [process.returncode for process in processes] == [0] * together, answers
    printed = {text.splitlines()[0] for text, _ in answers}
    assert len(printed) == 1
    assert max(counts(text)[1] for text, _ in answers) > 0
    ninth = answer(code(9), copied_package, variables)
    assert ninth.splitlines()[0] in printed
    loaded, compiled = counts(ninth)
    assert compiled == 0 < loaded
    assert {path.suffix for path in (tmp_path / "cache").rglob("*.*")} == {SUFFIX}
