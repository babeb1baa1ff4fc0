"""The examples in the docstrings of public names run, and give what they say."""

import doctest
import importlib
import inspect

import pytest

import sim

FINDER = doctest.DocTestFinder(exclude_empty=True)

EXPERIMENTS = (
    "sweep", "factorial", "frontier", "break_even", "verdict", "sensitivity", "robustness",
)  # fmt: skip


def _examples():
    for name in sim.__all__:
        found = getattr(sim, name)
        if not (inspect.isfunction(found) or inspect.isclass(found)):
            continue
        # Examples use the names of the module in which the function or class is defined.
        module = importlib.import_module(found.__module__)
        for test in FINDER.find(found, name, module=False, globs=vars(module).copy()):
            if test.examples:
                yield test


@pytest.mark.parametrize("example", list(_examples()), ids=lambda example: example.name)
def test_an_example_gives_what_it_says(example):
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_has_an_example(name):
    assert ">>> " in getattr(sim, name).__doc__
