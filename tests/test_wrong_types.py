"""Arguments of the wrong type are refused by name; numbers of NumPy and pandas are taken.

Every public function is called with every argument of its signature replaced by things that people
give by mistake. Nothing is simulated: what is accepted ends at the first piece of work.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pandas as pd
import pytest

import sim
import sim.plot
import sim.results
from sim.errors import ArgumentError, BalancedJobsError
from sim.study.options import Options

NEEDED: dict[str, dict[str, Any]] = {
    "break_even": {"parameter": "monitoring"},
    "check_posterior": {"results": "nowhere"},
    "dry_run": {"experiment": sim.compare},
    "explore": {"result": "nowhere"},
    "frontier": {"x": "monitoring", "y": "crowding"},
    "frontier_of_balance": {"sector": "hospital"},
    "load_design": {"design": "smoke"},
    "load_scenario": {"name_or_path": "parecon"},
    "open_results": {"folder": "nowhere"},
    "report": {"result": "nowhere"},
    "run": {"scenario": "parecon"},
    "schema": {"kind": "scenario"},
    "sensitivity": {"design": "sobol_motivation"},
    "stored_run": {"folder": "nowhere", "run": 0},
    "sweep": {"design": "smoke"},
}
"""Arguments without a default, where the name of one is enough."""

OF_DESIGNS = (
    "overrides",
    "replicates",
    "seed",
    "workers",
    "months",
    "burn_in",
    "samples",
    "priors",
)

UNLIKELY: list[Any] = [
    float("nan"),
    2.5,
    b"2",
    object(),
    [None],
    np.array([[1, 2], [3, 4]]),
    np.datetime64("2026-01-01"),
    pd.NA,
    pd.Series([1.5, 2.5]),
    10**400,
    -1,
    "",
    "many",
    [],
    [1, 2],
    {"a": 1},
    None,
    True,
]
"""What people give by mistake; some functions take some of it."""

ALWAYS_WRONG = 9
"""How many of these no argument is meant to take."""

DATA_CLASSES = ("Comparison", "Design", "Run", "Scenario", "Record", "Experiment")


class Begun(BaseException):
    """The arguments were accepted, and work would begin."""


class Accepting(Executor):
    """Does no work."""

    def submit(self, *_: object, **__: object) -> NoReturn:
        raise Begun


def functions() -> Iterator[str]:
    for name in sim.__all__:
        found = getattr(sim, name)
        if callable(found) and not name.startswith("_") and name not in DATA_CLASSES:
            yield name


def arguments(name: str) -> list[str]:
    signature = inspect.signature(getattr(sim, name))
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    own = [one.name for one in signature.parameters.values() if one.kind not in kinds]
    further = Options.__annotations__ if "executor" in own else ()
    return list(dict.fromkeys([*own, *further, *(OF_DESIGNS if "design" in own else ())]))


def call(name: str, **given: Any) -> None:
    """Call a function, with an executor that does nothing where it takes one."""
    function = getattr(sim, name)
    known = {**NEEDED.get(name, {}), **given}
    if "executor" in inspect.signature(function).parameters:
        known.setdefault("executor", Accepting())
    if name == "Economy":
        known.setdefault("workers", 60)
    function(**known)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def ending(name: str, argument: str, value: Any) -> BaseException | None:
    """Return how a call ended in which one argument was replaced."""
    try:
        call(name, **{argument: value})
    except (BalancedJobsError, Begun) as end:
        return end
    return None


@pytest.mark.parametrize("name", sorted(functions()))
def test_whatever_a_function_is_given_it_begins_or_says_what_is_wrong(name: str) -> None:
    tried = UNLIKELY[:ALWAYS_WRONG] if name in COSTLY else UNLIKELY
    refused = []
    for argument in arguments(name):
        for value in tried:
            if argument == "executor" and value is None:
                continue  # all work would be done here
            end = ending(name, argument, value)
            if isinstance(end, ArgumentError):
                refused.append(argument in str(end))
    assert all(refused)
    assert refused or not arguments(name)


COSTLY = (
    "ablation",
    "calibrate",
    "dry_run",
    "posterior",
    "verdict",
    "sensitivity",
    "Economy",
    "findings",
)
"""What takes a second or more before work begins: here only what is always refused is tried."""


@pytest.mark.parametrize("number", [np.int64(3), np.uint8(3), pd.Series([3]).iloc[0], np.array(3)])
def test_numbers_of_numpy_and_pandas_are_numbers_of_python(number: Any) -> None:
    economy = sim.Economy("parecon", seed=number, replicate=number, workers=200)
    assert (economy.seed, economy.state.replicate) == (3, 3)
    result = sim.run("parecon", seed=number, months=number, workers=200, burn_in=0, out="kept")
    assert (result.seed, len(result.monthly)) == (3, 3)
    assert sim.open_results("kept").settings["seed"] == 3
    assert sim.stored_run("kept", np.int64(0)).succeeded


@pytest.mark.parametrize("seed", ["42", 42.0, np.uint64(2**63), 2**70, -1, True, [1, 2]])
def test_a_seed_that_is_no_whole_number_is_refused_by_name(seed: Any) -> None:
    with pytest.raises(BalancedJobsError, match=r"seed = .*must be a whole number"):
        sim.Economy("parecon", seed=seed, workers=200)
    with pytest.raises(BalancedJobsError, match="seed"):
        sim.run("parecon", seed=seed)


def test_the_message_says_all_that_is_allowed() -> None:
    for name, value, words in [
        ("out", 3.5, "a text, a path or None"),
        ("progress", "yes", "a function or None"),
        ("progress", dict, "a function or None"),
        ("jobs", 1.5, "a whole number or None"),
        ("restart", "no", "True or False"),
        ("overrides", [1], "a table of values by name or None"),
        ("executor", 4, "an executor as of concurrent.futures or None"),
    ]:
        with pytest.raises(ArgumentError) as refused:
            sim.run("parecon", **{name: value})
        assert str(refused.value).startswith(f"{name} = ")
        assert str(refused.value).endswith(f"must be {words}")


def test_one_text_in_place_of_a_list_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"only = .*: must be a list, each of which is a text"):
        sim.ablation(only="no_licences")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in dir(sim.plot) if not name.startswith("_")])
@pytest.mark.parametrize("result", [5, None, "text", object()])
def test_a_figure_of_no_result_is_refused_by_name(name: str, result: Any) -> None:
    function = getattr(sim.plot, name)
    first, *others = inspect.signature(function).parameters
    needed = {"folder": "kept", "path": "figure.png"}
    given = {key: value for key, value in needed.items() if key in others}
    with pytest.raises(ArgumentError, match=f"^{first} = "):
        function(result, **given)


@pytest.mark.parametrize(
    ("argument", "value"),
    [("axes", 5), ("ax", "x"), ("indicators", "effort"), ("indicators", [1]), ("measures", 3)],
)
def test_an_argument_of_a_figure_is_refused_by_name(argument: str, value: Any) -> None:
    result = sim.run("parecon", months=2, workers=200, burn_in=0)
    draw = sim.plot.distributions if argument == "measures" else sim.plot.paths
    with pytest.raises(ArgumentError, match=r"^ax|^indicators = |^measures = "):
        draw(result, **{argument: value})
    with pytest.raises(ArgumentError, match='kind = "x": must be "histogram" or "cumulative"'):
        sim.plot.distributions(result, kind="x")  # type: ignore[arg-type]
