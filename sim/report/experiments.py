"""The reports on sweeps and on the other experiments with many runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from sim.drawing.marks import horizon_words
from sim.errors import ResultsError
from sim.experiments.break_even.record import BreakEven
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.plot.saving import figures_of
from sim.report.assumptions import assumptions, institutions_table
from sim.report.experiment_leads import lead_of
from sim.report.experiment_pictures import picture
from sim.report.experiment_tables import deciding_tables, error_table, tables_of
from sim.report.origin import origin
from sim.report.prose import blocks_of
from sim.results.experiment_words import experiment_words
from sim.study.record import Experiment
from sim.text.document import Block, Document, Paragraph, Section, Table
from sim.text.labels import name_of

MOST_ROWS: Final = 10
"""Rows of a table among the words of the answer."""

DECIDING_PICTURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"factorial": ("effects",), "verdict": ("sensitivity",), "sensitivity": ("sensitivity",)}
)
"""Figures that show what decides the outcome, by kind of experiment."""

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sweep": "Sweep over a design",
        "factorial": "Institution by institution",
        "frontier": "Break-even frontier",
        "break-even": "Break-even",
        "verdict": "Verdict over all assumptions",
        "sensitivity": "What decides an outcome",
    }
)


def experiment_document(result: Experiment, folder: Path | None = None) -> Document:
    """Return the report on an experiment.

    Parameters
    ----------
    result : Experiment
    folder : Path, optional
        Where it is saved.
    """
    scenarios = result.settings["scenarios"]
    deciding = DECIDING_PICTURES.get(result.kind, ())
    names = list(figures_of(result)) if result.completed else []
    sections = (
        Section(
            "The question",
            (Paragraph(_QUESTIONS[result.kind](result)), institutions_table(scenarios)),
        ),
        Section("The answer", tuple(_answer(result))),
        Section("Figures", tuple(_picture(result, name) for name in names if name not in deciding)),
        Section(
            "What decides it",
            (
                *(_picture(result, name) for name in names if name in deciding),
                *(deciding_tables(result) if result.completed else ()),
            ),
        ),
        Section("Tables", tuple(tables_of(result)) if result.completed else ()),
        assumptions(scenarios, _varied(result)),
        origin(result, folder),
    )
    return Document(
        title=_title(result),
        subtitle=f"{_NAMES[result.kind]}, {result.completed:,} runs",
        sections=tuple(section for section in sections if section.blocks),
    )


def _title(result: Experiment) -> str:
    if isinstance(result, Sweep):
        return result.design.title or result.design.name
    if isinstance(result, Sensitivity):
        return f"What decides {name_of(result.outcome)}, {horizon_words(result.horizon)}"
    a, b = result.titles
    return f"{b} against {a}"


def _answer(result: Experiment) -> Iterator[Block]:
    if warning := _missing(result):
        yield Paragraph(warning, "warning")
    if len(result.errors):
        yield error_table(result)
    if not result.completed:
        yield Paragraph("There is no answer yet: no run is finished.")
        return
    blocks = blocks_of(experiment_words(result))
    lead = lead_of(result)
    if lead:
        yield Paragraph(lead, "lead")
    elif blocks and isinstance(first := blocks[0], Paragraph):
        yield Paragraph(first.text, "lead")
        del blocks[0]
    # Long tables stand below, where they have headings.
    yield from (
        block for block in blocks if not isinstance(block, Table) or len(block.rows) <= MOST_ROWS
    )


def _missing(result: Experiment) -> str:
    """Return what is said of runs that are not done."""
    parts = []
    if result.unfinished:
        parts.append(
            f"This is not complete: {result.unfinished:,} of {result.planned:,} runs are missing, "
            "and everything below rests on those that are done. Give the command that began it "
            "again, and it goes on where it was stopped."
        )
    if len(result.errors):
        parts.append(
            f"{len(result.errors):,} of {result.planned:,} runs ended in an error and are left out."
        )
    return " ".join(parts)


def _picture(result: Experiment, name: str) -> Block:
    """Return a figure, or what is said where what is finished is not enough for it."""
    try:
        return picture(result, name)
    except ResultsError as error:
        return Paragraph(f"The figure {name} cannot be drawn: {error}.", "warning")


def _varied(result: Experiment) -> dict[str, str]:
    """Return the values, in words, of the parameters that were varied."""
    settings = result.settings
    if isinstance(result, Sweep | Sensitivity):
        return _of_design(settings["design"])
    return {name: _span(*ends) for name, ends in settings.get("ranges", {}).items()} | (
        {result.parameter: _span(*_ends(result))} if isinstance(result, BreakEven) else {}
    )


def _ends(result: BreakEven) -> tuple[float, float]:
    values = result.points[result.parameter]
    return float(values.min()), float(values.max())


def _of_design(design: Mapping[str, Any]) -> dict[str, str]:
    return {factor["name"]: _factor_words(factor) for factor in design["factors"]}


def _factor_words(factor: Mapping[str, Any]) -> str:
    values = factor["values"]
    if not values:
        return _span(factor["low"], factor["high"])
    return "varied: " + ", ".join(
        f"{value:g}" if isinstance(value, float) else str(value) for value in values
    )


def _span(low: float, high: float) -> str:
    return f"varied: {low:g} to {high:g}"


def _ask_sweep(result: Sweep) -> str:
    names = ", ".join(name_of(name.removeprefix("institutions.")) for name in result.factors[:6])
    more = f" and {len(result.factors) - 6} more" if len(result.factors) > 6 else ""
    return f"How do output, effort, alienation and inequality change with {names}{more}?"


def _ask_factorial(result: Factorial) -> str:
    a, b = result.titles
    return (
        f'Which of the institutions in which "{a}" and "{b}" differ change output, effort, '
        "alienation and inequality, alone and in pairs? All mixes of their rules are simulated."
    )


def _ask_frontier(result: Frontier) -> str:
    a, b = result.titles
    return (
        f'For which values of {name_of(result.x)} and {name_of(result.y)} is "{b}" ahead of "{a}" '
        f"in {name_of(result.measure)}, and for which is it behind?"
    )


def _ask_break_even(result: BreakEven) -> str:
    a, b = result.titles
    return (
        f'At which value of {name_of(result.parameter)} are "{a}" and "{b}" equal in '
        f"{name_of(result.measure)}?"
    )


def _ask_verdict(result: Verdict) -> str:
    a, b = result.titles
    return (
        f"When every parameter may lie anywhere in its published range, how probable is it that "
        f'"{b}" is at least as productive as "{a}", and which assumptions decide it?'
    )


def _ask_sensitivity(result: Sensitivity) -> str:
    compared = len(result.settings["scenarios"]) > 1
    what = (
        f"the difference in {name_of(result.outcome)} between two regimes"
        if compared
        else (name_of(result.outcome))
    )
    return f"Which assumptions decide {what}, and which do not matter?"


_QUESTIONS: Final = cast(
    "Mapping[str, Callable[[Experiment], str]]",
    {
        "sweep": _ask_sweep,
        "factorial": _ask_factorial,
        "frontier": _ask_frontier,
        "break-even": _ask_break_even,
        "verdict": _ask_verdict,
        "sensitivity": _ask_sensitivity,
    },
)
