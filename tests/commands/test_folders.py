"""The customary folder of results carries what differs from the customary settings."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from sim.commands.folders import LONGEST_NAME, differing, parameter_name, results_folder
from sim.commands.options import StudyOptions
from sim.experiments.registry import kinds


def options(*variant: str, out: Path | None = None) -> StudyOptions:
    return StudyOptions(
        changes={},
        size={},
        jobs=1,
        cluster=None,
        out=out,
        figures=(),
        restart=False,
        retry_failed=False,
        quiet=True,
        as_json=False,
        table=False,
        variant=variant,
    )


def context(verb: str, *arguments: str) -> click.Context:
    return kinds()[verb].load_command().make_context(verb, list(arguments))


def test_own_options_that_differ_from_their_defaults_are_named() -> None:
    call = ("intrinsic_motivation", "monitoring", "--first", "7", "--measure", "output_per_head")
    with context("frontier", *call):
        own = differing("first", "levels", "measure", "horizon", "a", "b")
    assert own == ("first=7", "measure=output_per_head")
    assert results_folder("frontier", options("seed=3"), own) == Path(
        "results/frontier--first=7--measure=output_per_head--seed=3"
    )


def test_defaults_are_not_named_though_they_are_given() -> None:
    with context("verdict", "--samples", "256", "--a", "capitalism"):
        assert differing("samples", "decisive", "screening", "a", "b") == ()


@pytest.mark.parametrize(("given", "own"), [((), ()), (("--samples", "8"), ("samples=8",))])
def test_an_option_without_a_default_is_named_where_it_is_given(
    given: tuple[str, ...], own: tuple[str, ...]
) -> None:
    with context("sensitivity", "screening", *given):
        assert differing("samples") == own


def test_a_named_folder_is_taken_as_it_is() -> None:
    named = Path("anywhere")
    assert results_folder("verdict", options("seed=3", out=named), ("samples=2",)) == named


def test_a_long_name_is_cut_and_stays_one_of_its_own() -> None:
    long = [results_folder("verdict", options("x" * 200, f"seed={seed}")).name for seed in (1, 2)]
    assert all(len(name) == LONGEST_NAME for name in long)
    assert long[0] != long[1]


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        (("monitoring", None), "monitoring"),
        (("monitoring", (0.1, 0.6)), "monitoring=0.1..0.6"),
    ],
)
def test_a_range_that_was_given_is_named(
    parameter: tuple[str, tuple[float, float] | None], name: str
) -> None:
    assert parameter_name(parameter) == name
