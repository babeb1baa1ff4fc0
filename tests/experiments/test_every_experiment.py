"""Every experiment is stored, read, reported, drawn, summarised and repeated: none is left out."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from click.testing import CliRunner

import sim
from sim import simulation
from sim.experiments.calibrate.plan import Block
from sim.experiments.registry import kinds
from sim.study.load import Count
from sim.study.record import Record
from sim.study.store import tables_written
from sim.text.brief import MOST_LINES
from sim.text.terminal import render
from tests.support.paces import MADE_UP
from tests.support.small import CALLS, FIXED, SIZE

SMALL: dict[str, Any] = {"workers": 200, "burn_in": 3, "seed": 5}

BLOCKS = [
    Block("economy", "fit", ("labour_share", "rank_premium")),
    Block("motivation", "motivation", ("discipline_response", "crowding")),
]
"""A few of the parameters that are fitted."""

ONE_OF_EACH: Mapping[str, Callable[..., Record]] = {
    "run": lambda **how: sim.run("parecon", months=12, replicates=2, **SMALL, **how),
    "compare": lambda **how: sim.compare(
        "capitalism", "parecon", replicates=2, months=12, **SMALL, **how
    ),
    **{name: CALLS[name] for name in CALLS if name in kinds()},
    "robustness": lambda **how: sim.robustness(
        replicates=2, seeds=2, populations=[300], **SIZE, **how
    ),
    "frontier-of-balance": lambda **how: sim.frontier_of_balance(
        "hospital", replicates=2, members=12, workplaces=1, points=4, months=12, **SMALL, **how
    ),
    "validate-model": lambda **how: sim.validate_model(replicates=2, months=24, **SMALL, **how),
    "natural-experiments": lambda **how: sim.natural_experiments(
        "capitalism", replicates=2, names=["less_supervision"], **SMALL, **how
    ),
    "ablation": lambda **how: sim.ablation(
        replicates=2, only=["no_solidarity", "no_fairness", "equal_saving"], **SIZE, **how
    ),
    "posterior": lambda **how: sim.posterior(
        regimes=["parecon"],
        waves=2,
        points=12,
        draws=12,
        replicates=1,
        hold_out=["worker_cooperative", "job_enrichment", "dearer_job_loss"],
        workers=120,
        months=12,
        burn_in=3,
        seed=5,
        overrides=FIXED,
        **how,
    ),
    "check-posterior": lambda **how: sim.check_posterior(
        small_posterior(), exchanged=2, larger=160, larger_draws=2, **how
    ),
    "calibrate": lambda **how: sim.calibrate(
        "capitalism", replicates=2, steps=1, months=24, blocks=BLOCKS, **SMALL, **how
    ),
}
"""A small call of each experiment, by its name."""


@cache
def small_posterior() -> Record:
    """Return the posterior that is checked."""
    return ONE_OF_EACH["posterior"]()


SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "run": ("parecon",),
    "compare": ("capitalism", "parecon"),
    "sweep": ("smoke",),
    "sensitivity": ("screening",),
    "frontier": ("crowding", "monitoring"),
    "break-even": ("crowding",),
    "frontier-of-balance": ("hospital",),
}
"""What a command needs beside options."""

NAMES = list(kinds())


WORK: dict[str, Count] = {}
"""What was simulated for each experiment that was done; its runs are not counted."""


@pytest.fixture(scope="module")
def result_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Record]:
    """Return what does an experiment once, and gives its result."""

    @cache
    def done(name: str) -> Record:
        if name == "check-posterior":
            small_posterior()  # done before work is counted
        began: list[None] = []
        steps: list[int] = []

        def begin(*arguments: Any, **keywords: Any) -> sim.Economy:
            began.append(None)
            return begin_as_ever(*arguments, **keywords)

        def step(economy: sim.Economy) -> None:
            steps.append(economy.scenario.workers * economy.scenario.months_per_step)
            step_as_ever(economy)

        begin_as_ever, step_as_ever = simulation.begin, sim.Economy.step
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(simulation, "begin", begin)
            patch.setattr(sim.Economy, "step", step)
            result = ONE_OF_EACH[name](out=tmp_path_factory.mktemp(name) / "results")
        WORK[name] = Count(result.planned, 0, len(began), sum(steps))
        return result

    return done


def test_there_is_a_call_of_every_experiment() -> None:
    assert set(ONE_OF_EACH) == set(kinds())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_read_back(name: str, result_of: Callable[[str], Record]) -> None:
    result = result_of(name)
    opened = sim.open_results(result.folder)
    assert type(opened) is type(result) is kinds()[name].load_record()
    for table in tables_written(type(result)):
        pd.testing.assert_frame_equal(getattr(opened, table), getattr(result, table))
    assert opened.summary() == result.summary()
    assert (opened.planned, opened.completed) == (result.planned, result.completed)


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_holds_the_kind_and_is_plain_json(
    name: str, result_of: Callable[[str], Record]
) -> None:
    folder = result_of(name).folder
    assert folder is not None
    text = (folder / "summary.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_constant=pytest.fail) == result_of(name).summary()


@pytest.mark.parametrize("name", NAMES)
def test_a_report_says_the_answer_and_what_it_rests_on(
    name: str, result_of: Callable[[str], Record], tmp_path: Path
) -> None:
    result = result_of(name)
    written = sim.report(result.folder, out=tmp_path)
    page, text = written.html.read_text("utf-8"), written.markdown.read_text("utf-8")
    document = result.document()
    for outlet in (page, text):
        for heading in ("The question", "The answer", "What it rests on"):
            assert heading in outlet
        assert document.assumptions is not None
        assert document.assumptions.text.partition(";")[0].split(" (")[0] in outlet
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_fits_a_terminal_and_says_its_assumptions(
    name: str, result_of: Callable[[str], Record]
) -> None:
    document = result_of(name).document()
    assert document.lead
    shown = render(document, 80, folder="results/x")
    assert 5 <= len(shown.splitlines()) <= MOST_LINES
    assert max(map(len, shown.splitlines())) <= 80
    assert "Assumptions:" in shown
    assert "nan" not in shown.split()
    everything = render(document, 80, detail="all", folder="results/x")
    assert max(map(len, everything.splitlines())) <= 80
    assert everything.splitlines()[-1] == "Files: results/x"
    assert document.brief[0].split(". ")[0] in " ".join(
        everything.rpartition("In short")[2].split()
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_drawn_and_has_a_caption_and_a_text(
    name: str, result_of: Callable[[str], Record]
) -> None:
    result = result_of(name)
    drawings, pictures = result.drawings(), result.document().pictures
    assert drawings
    assert {picture.name for picture in pictures} == set(drawings)
    for picture in pictures:
        assert picture.caption
        assert picture.alternative
    for draw in drawings.values():
        plt.close(draw())


@pytest.mark.parametrize("name", NAMES)
def test_every_result_has_a_face(name: str, result_of: Callable[[str], Record]) -> None:
    result = result_of(name)
    assert 2 <= len(repr(result).splitlines()) <= 12
    assert max(map(len, repr(result).splitlines())) <= 88
    fragment = result._repr_html_()
    assert "<html" not in fragment
    assert fragment.count('<img src="data:image/png') == 1
    assert len(fragment) < 400_000


@pytest.mark.parametrize("name", NAMES)
def test_a_run_is_repeated_to_the_last_bit(name: str, result_of: Callable[[str], Record]) -> None:
    stored = sim.stored_run(result_of(name).folder, 1)
    assert stored.succeeded
    assert stored.agrees(stored.repeat())


@pytest.mark.parametrize("name", NAMES)
def test_it_is_listed_with_its_kind(name: str, result_of: Callable[[str], Record]) -> None:
    (listed,) = sim.list_results(result_of(name).folder)
    assert (listed.kind, listed.state) == (name, "complete")


@pytest.mark.parametrize("name", NAMES)
def test_every_float_that_is_stored_has_a_unit_beside_the_keys(
    name: str, result_of: Callable[[str], Record]
) -> None:
    result = result_of(name)
    kind = type(result)
    for table, layout in kind.tables.items():
        assert set(layout.columns) <= set(getattr(result, table).columns)
        assert set(layout.units) & set(getattr(result, table).columns) <= set(
            result.units_of(table)
        )


@pytest.mark.parametrize("name", NAMES)
def test_its_command_explains_itself(name: str) -> None:
    command = kinds()[name].load_command()
    assert isinstance(command, click.Command)
    assert command.name == name
    shown = CliRunner().invoke(command, ["--help"])
    assert shown.exit_code == 0
    own = () if name == "check-posterior" else ("--set", "--assumptions")
    for option in (*own, "--restart", "--figures", "--out", "--cluster"):
        assert option in shown.output


@pytest.mark.parametrize("name", NAMES)
def test_its_results_are_frames_and_datasets(name: str, result_of: Callable[[str], Record]) -> None:
    result = result_of(name)
    frame, dataset = result.to_pandas(), result.to_xarray()
    assert len(frame)
    assert set(frame.columns) == {*map(str, dataset.data_vars), *map(str, dataset.coords)} - {"row"}
    assert set(frame.attrs["units"]) <= set(frame.columns)


@pytest.mark.parametrize("name", NAMES)
def test_its_function_is_public_and_has_an_example(name: str) -> None:
    function = kinds()[name].load_function()
    taken = inspect.signature(function).parameters
    assert {"executor", "progress", "out"} <= set(taken)
    assert any(one.kind is inspect.Parameter.VAR_KEYWORD for one in taken.values())
    assert getattr(sim, function.__name__) is function
    assert ">>> " in (function.__doc__ or "")
    for plot in kinds()[name].plots:
        assert callable(getattr(sim.plot, plot))


@pytest.mark.parametrize("name", NAMES)
def test_a_dry_run_counts_what_is_done(
    name: str, result_of: Callable[[str], Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    result, told = result_of(name), sim.dry_run(ONE_OF_EACH[name], processes=2)
    done, known = WORK[name], told.known
    counted = (known.requests, known.burn_ins, known.worker_months)
    if not told.later:
        assert counted == (done.requests, done.burn_ins, done.worker_months)
        return
    most = known
    for bound in told.later:
        most += bound.count.times(len(result.crossings) if bound.each else 1)
    assert counted < (done.requests, done.burn_ins, done.worker_months)
    assert done.burn_ins <= most.burn_ins
    assert done.worker_months <= most.worker_months
    assert done.requests == most.requests if bound.exact else done.requests <= most.requests


@pytest.mark.parametrize("name", NAMES)
def test_a_dry_run_of_a_command_ends_well_and_writes_nothing(
    name: str,
    result_of: Callable[[str], Record],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    monkeypatch.chdir(tmp_path)
    words = [name, *SUBJECTS.get(name, ()), "--dry-run"]
    if name == "check-posterior":
        words.append(str(result_of("posterior").folder))
    else:
        words += ["--replicates", "2", "--workers", "300"]
    command = kinds()[name].load_command()
    shown = CliRunner().invoke(command, words[1:], standalone_mode=False)
    assert (shown.return_value, shown.exception) == (0, None), shown.output
    lines = shown.stdout.splitlines()
    assert 5 <= len(lines) <= 12
    assert max(map(len, lines)) <= 80
    assert {"Runs", "Work", "Here", "On 256", "Memory", "Results"} <= {
        line[:11].strip() for line in lines
    }
    assert not any(tmp_path.iterdir())
