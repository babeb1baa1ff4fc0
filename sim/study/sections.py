"""What the documents of all experiments share: their order, warnings, and the rules compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sim.study.assumptions import assumptions_of
from sim.study.record import Record
from sim.text.document import Block, Document, Fold, Paragraph, Picture, Section, Table
from sim.text.labels import heading_of
from sim.text.numbers import Number
from sim.text.tables import table_of, text_column

_SWITCHES: Final = {"division": "division of labour", "decisions": "who decides"}


class Caption(NamedTuple):
    """What stands below a figure, and what can be seen in it, with the main numbers."""

    caption: str
    alternative: str


def study_document(
    result: Record,
    *,
    title: str,
    question: str,
    answer: Iterable[Block],
    figures: Mapping[str, Caption] | None = None,
    deciding: Iterable[Block] = (),
    tables: Iterable[Block] = (),
    numbers: Mapping[str, Number] | None = None,
) -> Document:
    """Return the document of a result, in the order that all have.

    Parameters
    ----------
    result : Record
    title, question : str
    answer : iterable of Block
        Begins with a lead; not looked at while no run is finished.
    figures : mapping of str to Caption
        By the names of `Record.drawings`; such as cannot be drawn are left out.
    deciding, tables : iterable of Block
        What decides the answer, and the tables in full.
    numbers : mapping of str to Number
        The main numbers by name.
    """
    started = bool(result.completed)
    sections = (
        Section(
            "The question",
            (Paragraph(question), institutions_table(result.settings["scenarios"])),
        ),
        Section("The answer", tuple(_answer(result, answer if started else ()))),
        Section("Figures", tuple(pictures(result, figures or {})) if started else ()),
        Section("What decides it", tuple(deciding) if started else ()),
        Section("Tables", tuple(tables) if started else ()),
    )
    return Document(
        title=title,
        subtitle=f"{result.entry().title}, {_extent(result)}",
        sections=tuple(section for section in sections if section.blocks),
        assumptions=assumptions_of(result.settings["scenarios"], tuple(result.varied())),
        numbers=numbers or {},
    )


def pictures(result: Record, captions: Mapping[str, Caption]) -> Iterator[Picture]:
    """Yield the figures of a result with their captions."""
    drawings = result.drawings()
    for name, words in captions.items():
        if name in drawings:
            yield Picture(name, drawings[name], words.caption, words.alternative)


def institutions_table(scenarios: Sequence[Mapping[str, Any]]) -> Table:
    """Return the rule of each institution in each scenario.

    Parameters
    ----------
    scenarios : sequence of mapping
        As `Scenario.to_dict` makes them; one that differs from another in neither name nor
        institutions stands there once.
    """
    apart = {(one["title"] or one["name"], *one["institutions"].values()): one for one in scenarios}
    scenarios = list(apart.values())
    switches = list(scenarios[0]["institutions"])
    return Table(
        caption="The rule of each institution",
        header=("Institution", *(str(one["title"] or one["name"]) for one in scenarios)),
        rows=tuple(
            (
                heading_of(_SWITCHES.get(switch, switch)),
                *(str(one["institutions"][switch]).replace("_", " ") for one in scenarios),
            )
            for switch in switches
        ),
        numeric=(False,) * (1 + len(scenarios)),
    )


def _answer(result: Record, blocks: Iterable[Block]) -> Iterator[Block]:
    if warning := _missing(result):
        yield Paragraph(warning, "warning")
    if len(result.errors):
        yield _errors(result)
    if not result.completed:
        yield Paragraph("There is no answer yet: no run is finished.", "lead")
    yield from blocks


def _missing(result: Record) -> str:
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


def _errors(result: Record) -> Block:
    """Return the runs that ended in an error, with the command that repeats each."""
    columns = [text_column("Run", "run"), text_column("Scenario", "scenario")]
    columns += [text_column("Error", "error"), text_column("Repeat it with", "command")]
    known = [one for one in columns if one.title == "Error" or len(result.errors.columns) > 2]
    table = table_of(
        result.errors, known, "Runs that ended in an error", long=True, file="errors.parquet"
    )
    return Fold("What failed", (table,))


def _extent(result: Record) -> str:
    return f"{result.completed:,} {'run' if result.completed == 1 else 'runs'}"
