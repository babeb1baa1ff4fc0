"""What the documents of all experiments share: their order, warnings, and the rules compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.study.record import Record
from sim.text.document import Block, Document, Fold, Paragraph, Picture, Section, Table
from sim.text.labels import PACK_NAMES, heading_of
from sim.text.numbers import SIGNIFICANT, Number
from sim.text.phrases import capital, counted
from sim.text.tables import number_column, table_of, text_column

if TYPE_CHECKING:
    import pandas as pd

_INSTITUTIONS: Final = {"division": "division of labour", "decisions": "who decides"}


class Caption(NamedTuple):
    """What stands below a figure.

    Attributes
    ----------
    caption : str
        How to read it.
    alternative : str
        What can be seen in it, with the main numbers, for those who cannot.
    takeaway : str
        What it says, in one sentence with numbers from the result; it stands first.
    """

    caption: str
    alternative: str
    takeaway: str = ""

    @property
    def text(self) -> str:
        """Return what it says and how to read it."""
        return f"{self.takeaway} {self.caption}".strip()


def study_document(
    result: Record,
    *,
    title: str,
    question: str,
    answer: Iterable[Block],
    figures: Mapping[str, Caption] | None = None,
    sections: Iterable[Section] = (),
    deciding: Iterable[Block] = (),
    deciding_title: str = "What decides it",
    tables: Iterable[Block] = (),
    numbers: Mapping[str, Number] | None = None,
    short: Iterable[str] = (),
    surprises: Iterable[str] = (),
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
    sections : iterable of Section
        What only this kind of results has, after the figures.
    deciding, tables : iterable of Block
        What decides the answer, and the tables in full.
    deciding_title : str
        Heading of what decides; another where the runs do not tell.
    numbers : mapping of str to Number
        The main numbers by name.
    short : iterable of str
        The answer and what decides it in a few sentences, for the end of a screen, where the lead
        is longer or does not say both; not looked at while no run is finished.
    surprises : iterable of str
        What goes against the answer or against what one would take it to mean, a line for each.
    """
    started = bool(result.completed)
    parts = (
        Section("The answer", tuple(_answer(result, answer if started else ()))),
        Section(
            "The question",
            (Paragraph(question), institutions_table(result.scenarios)),
        ),
        Section("Figures", tuple(pictures(result, figures or {})) if started else ()),
        *(sections if started else ()),
        Section(deciding_title, tuple(deciding) if started else ()),
        Section("Tables", tuple(tables) if started else ()),
    )
    return Document(
        title=title,
        subtitle=f"{result.entry().title}, {_extent(result)}",
        sections=tuple(section for section in parts if section.blocks),
        assumptions=result.assumptions,
        numbers=numbers or {},
        short=tuple(text for text in short if text) if started else (),
        surprises=tuple(surprises) if started else (),
    )


def pictures(result: Record, captions: Mapping[str, Caption]) -> Iterator[Picture]:
    """Yield the figures of a result with their captions."""
    drawings = result.drawings()
    for name, words in captions.items():
        if name in drawings:
            yield Picture(name, drawings[name], words.text, words.alternative)


def institution_name(switch: str) -> str:
    """Return the name of an institution as running text."""
    return _INSTITUTIONS.get(switch, switch.replace("_", " "))


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
                capital(institution_name(switch)),
                *(str(one["institutions"][switch]).replace("_", " ") for one in scenarios),
            )
            for switch in switches
        ),
        numeric=(False,) * (1 + len(scenarios)),
    )


def packs_table(packs: pd.DataFrame) -> Table:
    """Return what each side assumes about the parameters of a result.

    Parameters
    ----------
    packs : pandas.DataFrame
        ``pack, parameter, value``.
    """
    wide = packs.pivot(index="parameter", columns="pack", values="value").reset_index()
    return table_of(
        wide,
        [
            text_column("Parameter", "parameter", heading_of),
            *(
                number_column(capital(title), name, significant=SIGNIFICANT)
                for name, title in PACK_NAMES.items()
                if name in wide
            ),
        ],
        "What each side assumes",
        file="packs.parquet",
    )


def _answer(result: Record, blocks: Iterable[Block]) -> Iterator[Block]:
    if warning := _missing(result):
        yield Paragraph(warning, "warning")
    if len(result.errors):
        yield _errors(result)
    if not result.completed:
        yield Paragraph(f"There is no answer yet: no {result.run_name} is finished.", "lead")
    yield from blocks


def _missing(result: Record) -> str:
    """Return what is said of runs that are not done."""
    parts = []
    if result.unfinished:
        parts.append(
            f"This is not complete: {_of_planned(result, result.unfinished)} missing, "
            "and everything below rests on those that are done. Give the command that began it "
            "again, and it goes on where it was stopped."
        )
    if len(result.errors):
        parts.append(
            f"{len(result.errors):,} of {counted(result.planned, result.run_name)} ended in an "
            f"error and {'is' if len(result.errors) == 1 else 'are'} left out."
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
    return counted(result.completed, result.run_name)


def _of_planned(result: Record, count: int) -> str:
    verb = "is" if count == 1 else "are"
    return f"{count:,} of {counted(result.planned, result.run_name)} {verb}"
