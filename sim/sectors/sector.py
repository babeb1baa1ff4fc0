"""A sector: its tasks and the sizes of its workplaces (model section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from math import fsum
from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args

from sim.errors import SectorError
from sim.grammar import Flag, ListOf, Number, OneOf, Record, Text, table_of
from sim.grammar.values import normalised, sum_to_one
from sim.kernels import DOMAINS, MAX_TASKS

Domain = Literal["manual", "technical", "scientific", "care", "organisational", "clerical"]
"""A field of skill."""

DOMAIN_NAMES: Final[tuple[str, ...]] = get_args(Domain)
"""Names of the skill domains, in the order of their index in arrays."""

assert len(DOMAIN_NAMES) == DOMAINS

FEWEST_TASKS: Final = 2

LONGEST_NAME: Final = 100
LONGEST_TITLE: Final = 200

HIGHEST_COMPLEXITY: Final = 5.0
"""Twice that of surgery; beyond it a small gap in skill would decide everything."""

LEAST_PREPARATION, MOST_PREPARATION = 1.0, 12.0
LEAST_COMPLEXITY, MOST_COMPLEXITY = 0.05, 2.5


def complexity_of(preparation_years: float) -> float:
    """Return the complexity of a task that takes the given years of preparation.

    Parameters
    ----------
    preparation_years : float
        Education beyond secondary school, experience and training on the job, in years.

    Notes
    -----
    Linear between 0.05 at one year and 2.5 at twelve years, constant outside:
    c = 0.05 + 2.45 (y - 1) / 11. Efficiency is s ** c, so that log output within a task spreads by
    c times the spread of log aptitude, plus that of effort. With a spread of aptitude of .19 and of
    effort of about .15 this gives .16, .27 and .46 at two, six and eleven years, against .19, .32
    and .48 (plus or minus .08) in jobs of low, medium and high complexity in Hunter, Schmidt and
    Judiesch (1990), Individual differences in output variability (figures not read).
    """
    span = (preparation_years - LEAST_PREPARATION) / (MOST_PREPARATION - LEAST_PREPARATION)
    return LEAST_COMPLEXITY + (MOST_COMPLEXITY - LEAST_COMPLEXITY) * min(max(span, 0.0), 1.0)


SCORE: Final = Number(0.0, 1.0)


class Note(Text):
    """Text that may run over several lines of a file."""

    def read(self, value: str) -> str:
        """Return the text on one line."""
        return " ".join(value.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A kind of work within a sector."""

    error: ClassVar = SectorError

    name: Annotated[
        str,
        Text(
            shortest=1,
            longest=LONGEST_NAME,
            printable=True,
            phrase="each task needs a name in quotes, one line of at most "
            f"{LONGEST_NAME} characters",
        ),
        "Name of the task, once in a sector.",
    ]
    hours_share: Annotated[
        float,
        Number(0.0, 1.0, above="leave out a task that nobody does"),
        "Share of the sector's work, alpha_k; the shares of all tasks sum to 1.",
    ]
    domain: Annotated[Domain, OneOf(DOMAIN_NAMES), "Field of skill that it takes."]
    complexity: Annotated[
        float,
        Number(0.0, HIGHEST_COMPLEXITY),
        "Elasticity of efficiency to skill, c_k; 0.05 after a year of preparation, 2.5 after 12.",
    ]
    empowerment: Annotated[
        float, SCORE, "How far it gives knowledge, contacts and confidence; 0.5 is the average job."
    ]
    desirability: Annotated[float, SCORE, "How pleasant it is; 0.5 is the average job."]
    creativity: Annotated[float, SCORE, "How much it leaves to invention; 0.5 is the average job."]
    licensed: Annotated[
        bool,
        Flag(),
        "Whether the law reserves it to the trained; matters from a complexity of 1 on.",
    ] = False
    note: Annotated[str, Note(), "Where the numbers come from."] = ""


class Tasks(ListOf):
    """The tasks of a sector, whose shares of the hours sum to 1 but for rounding in the file."""

    def read(self, value: Any) -> tuple[Task, ...]:
        """Return the tasks, with shares scaled to a sum of 1."""
        tasks: tuple[Task, ...] = super().read(value)
        shares = normalised([task.hours_share for task in tasks])
        return tuple(
            task if task.hours_share == share else replace(task, hours_share=share)
            for task, share in zip(tasks, shares, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeDistribution(Record):
    """Lognormal distribution of the number of workers in a workplace."""

    error: ClassVar = SectorError

    median: Annotated[float, Number(2.0, 100_000.0), "Workers in the median workplace."]
    log_sd: Annotated[float, Number(0.0, 2.0), "Standard deviation of the log of the workers."]
    minimum: Annotated[float, Number(2.0, 100_000.0), "Workers in the smallest workplace."]
    source: Annotated[str, Text(), "Where the sizes come from."] = ""

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what is wrong where the smallest workplace is larger than the median one."""
        median, minimum = values.get("median"), values.get("minimum")
        if median is not None and minimum is not None and minimum > median:
            yield f"{prefix}minimum = {minimum:g}: must not exceed {prefix}median = {median:g}"


@dataclass(frozen=True, kw_only=True)
class Sector(Record):
    """A branch of the economy.

    Raises
    ------
    SectorError
        If anything in it is not allowed.
    """

    error: ClassVar = SectorError

    name: Annotated[
        str,
        Text(
            pattern=rf"[A-Za-z][A-Za-z0-9_-]{{0,{LONGEST_NAME - 1}}}",
            phrase="must be a word of letters, digits, '_' and '-' that begins with a letter, at "
            f"most {LONGEST_NAME} characters",
        ),
        "Name by which scenarios know it; by default that of the file.",
    ]
    title: Annotated[
        str,
        Text(
            longest=LONGEST_TITLE,
            printable=True,
            phrase=f"must be one line of text in quotes, at most {LONGEST_TITLE} characters",
        ),
        "For people to read; by default made from the name.",
    ] = ""
    source: Annotated[str, Text(), "Where the tasks come from."] = ""
    size: Annotated[
        SizeDistribution,
        table_of(
            SizeDistribution,
            "there must be a table called [size] with median, log_sd and minimum",
        ),
        "Workers per workplace.",
    ]
    tasks: Annotated[
        tuple[Task, ...],
        Tasks(
            table_of(Task),
            f"there must be {FEWEST_TASKS} to {MAX_TASKS} tables called [[tasks]]",
            FEWEST_TASKS,
            MAX_TASKS,
            once=True,
        ),
        "Kinds of work; their shares of the hours sum to 1.",
    ]

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what is wrong with the shares of the tasks taken together."""
        shares = [
            task.hours_share if isinstance(task, Task) else task["hours_share"]
            for task in values.get("tasks", ())
        ]
        if shares and not sum_to_one(shares):
            yield (
                f"{prefix}tasks: the values of hours_share sum to {fsum(shares):.7g}; they must "
                "sum to 1"
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the sector as a sector file has it; `from_dict` reads it back."""
        content = asdict(self)
        content["tasks"] = list(content["tasks"])
        return content

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Return the sector that a dictionary describes, as in a sector file or from a dump.

        Raises
        ------
        SectorError
            If anything in it is not allowed.
        """
        known = dict(content)
        if isinstance(known.get("name"), str):
            known.setdefault("title", known["name"].replace("_", " ").capitalize())
        return super().from_dict(known)
