"""What the template of the findings is filled with: every number comes from the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

from matplotlib.figure import Figure

from sim.experiments.check_posterior.sized import sized_answer
from sim.experiments.posterior.figures import posterior_gaps
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.value_figures import posterior_value
from sim.findings.figures import evidence_predicted, priors_and_posteriors, quoted_numbers
from sim.findings.runs import FindingsRuns
from sim.findings.side_words import sides_note, sides_said
from sim.findings.sides import beliefs
from sim.findings.tables import (
    checks_table,
    narrowed_table,
    quoted_table,
    sides_table,
    worth_table,
)
from sim.findings.words import (
    beginning,
    evidence_said,
    gaps_said,
    most_open,
    narrowing_said,
    parameters_said,
    quoted_said,
    study_words,
    value_takeaway,
    why_quoted,
)
from sim.parameters import EVIDENCE, evidence_counts
from sim.text.document import Block, Items, Paragraph, Picture, Section
from sim.text.phrases import counted, listed

FEW: Final = "Too few draws for a probability; as far as they go:"
"""What is said first in sections that hold probabilities, where draws are too few for one."""

READING: Final = {
    "quoted": "Above the distribution of the draws, below single sets of parameters with 95 % "
    "intervals over replicates, and the draws: middle nine tenths as lines, middle half as bars. P "
    "is the probability of being at least as productive per hour.",
    "gaps": "The gap over capitalism of each set of institutions, and what balanced jobs add, with "
    "what the two sides' assumptions give in white.",
    "parameters": "Share of draws by value: the prior in grey, given the evidence as a line.",
    "value": "Left the share of the variance that knowing a parameter (dots) or the result of a "
    "study (squares) takes away, right by how much more rarely one would call the wrong side "
    "ahead; grey where the interval contains zero.",
    "evidence": "Each item of evidence less what was observed; the grey band is two standard "
    "deviations of its error and of how wrong a model of this kind may be.",
}
"""How each figure is read, by its name."""


def content_of(runs: FindingsRuns) -> dict[str, Any]:
    """Return everything that the template names: the answer, and the sections after it.

    Parameters
    ----------
    runs : FindingsRuns
    """
    sections = list(_sections(runs))
    return {
        "answer": sized_answer(runs.posterior, runs.checks).text(),
        "beginning": beginning(runs),
        "sections": sections,
        "pictures": [
            block for part in sections for block in part.blocks if isinstance(block, Picture)
        ],
    }


def _sections(runs: FindingsRuns) -> Iterator[Section]:
    result = runs.posterior
    yield Section("Why other numbers were quoted", tuple(_quoted(runs)))
    if not result.refuted:
        yield Section("What the evidence could not narrow", tuple(_narrowing(result)))
        if len(result.information):
            yield Section("Which study would settle it", tuple(_studies(result)))
        yield Section("What critics and advocates have to believe", tuple(_sides(result)))
    yield Section("How far to believe it", tuple(_trust(runs)))
    yield Section("What none of this tells", (Paragraph(_untold()),))


def _quoted(runs: FindingsRuns) -> Iterator[Block]:
    result = runs.posterior
    yield Paragraph(why_quoted(runs))
    yield _picture("quoted", partial(quoted_numbers, runs), quoted_said(runs))
    yield quoted_table(runs)
    yield _picture("gaps", partial(posterior_gaps, result), gaps_said(result))


def _narrowing(result: Posterior) -> Iterator[Block]:
    yield from _few(result)
    yield Paragraph(narrowing_said(result))
    yield _picture("parameters", partial(priors_and_posteriors, result), parameters_said(result))
    yield from _there((narrowed_table(result),))


def _studies(result: Posterior) -> Iterator[Block]:
    yield from _few(result)
    yield Items(tuple(study_words(result)))
    regime = most_open(result)
    yield _picture(
        "value", partial(posterior_value, result, regime), value_takeaway(result, regime)
    )
    yield from _there((worth_table(result, regime),))


def _sides(result: Posterior) -> Iterator[Block]:
    found = beliefs(result)
    yield from _few(result)
    yield Items(tuple(sides_said(found, result)))
    yield sides_table(result, found)
    yield Paragraph(sides_note(found, len(result.parameters)), "note")


def _trust(runs: FindingsRuns) -> Iterator[Block]:
    yield checks_table(runs)
    if not runs.posterior.refuted:
        yield _picture("evidence", partial(evidence_predicted, runs), evidence_said(runs))


def _untold() -> str:
    counts = evidence_counts()
    grades = listed(f"{counts[grade]} {grade}" for grade in EVIDENCE if counts.get(grade))
    return (
        f"Of {counted(sum(counts.values()), 'parameter')}, by the state of their evidence: "
        f"{grades}. "
        "No balanced jobs have been measured at scale. Studies of participation test having a "
        "say, not balanced jobs; their samples of cooperatives are survivors with members who "
        "chose to join; work on engagement and job design is mostly correlation, from one and the "
        "same respondents. What acts on participatory institutions alone keeps its prior. Prices, "
        "planning, capital and consumers' choice are outside the model. A difference between "
        "institutions is therefore a statement about these assumptions, not a forecast."
    )


def _few(result: Posterior) -> Iterator[Block]:
    if not result.enough:
        yield Paragraph(FEW)


def _there(blocks: Iterable[Block | None]) -> Iterator[Block]:
    return (block for block in blocks if block is not None)


def _picture(name: str, draw: Callable[[], Figure], takeaway: str) -> Picture:
    """Return a figure whose caption begins with what it shows, and goes on with how to read it."""
    return Picture(name, draw, f"{takeaway} {READING[name]}", takeaway)
