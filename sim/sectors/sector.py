"""A sector: its tasks and the sizes of its workplaces (model section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.errors import SectorError, compose, several
from sim.reading import normalised
from sim.sectors.checking import SIZE_RANGES, TASK_RANGES, Domain, sector_problems

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A kind of work within a sector.

    Attributes
    ----------
    name : str
    hours_share : float
        Share of the sector's work, alpha_k.
    domain : str
        Field of skill that it takes, one of `DOMAIN_NAMES`.
    complexity : float
        Elasticity of efficiency to skill, c_k.
    empowerment, desirability, creativity : float
        Scores in [0, 1]; 0.5 is the average job.
    note : str
        Where the numbers come from.
    """

    name: str
    hours_share: float
    domain: Domain
    complexity: float
    empowerment: float
    desirability: float
    creativity: float
    note: str = ""

    def __post_init__(self) -> None:
        """Turn whole numbers into floats."""
        _make_floats(self, TASK_RANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeDistribution:
    """Lognormal distribution of the number of workers in a workplace.

    Attributes
    ----------
    median : float
        Workers in the median workplace.
    log_sd : float
        Standard deviation of the log.
    minimum : float
        Smallest workplace.
    source : str
    """

    median: float
    log_sd: float
    minimum: float
    source: str = ""

    def __post_init__(self) -> None:
        """Turn whole numbers into floats."""
        _make_floats(self, SIZE_RANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A branch of the economy.

    Attributes
    ----------
    name : str
    title : str
        For people to read.
    source : str
        Where the tasks come from.
    size : SizeDistribution
        Workers per workplace.
    tasks : tuple of Task
        From two to eight; their hours shares sum to 1.

    Raises
    ------
    SectorError
        If anything in it is not allowed.
    """

    name: str
    title: str
    source: str = ""
    size: SizeDistribution
    tasks: tuple[Task, ...]

    def __post_init__(self) -> None:
        """Refuse what a sector file may not say either."""
        _refuse_problems(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Return the sector as a sector file has it; `from_dict` reads it back."""
        content = asdict(self)
        content["tasks"] = list(content["tasks"])
        return content

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Sector:
        """Return the sector that a dictionary describes, as in a sector file or from a dump.

        Raises
        ------
        SectorError
            If anything in it is not allowed.
        """
        _refuse_problems({"name": None, **content})
        tasks: list[dict[str, Any]] = content["tasks"]
        shares = normalised([float(task["hours_share"]) for task in tasks])
        return cls(
            name=content["name"],
            title=content.get("title", content["name"].replace("_", " ").capitalize()),
            source=content.get("source", ""),
            size=SizeDistribution(**content["size"]),
            tasks=tuple(
                Task(
                    **{**task, "hours_share": share, "note": " ".join(task.get("note", "").split())}
                )
                for task, share in zip(tasks, shares, strict=True)
            ),
        )


def _refuse_problems(content: dict[str, Any]) -> None:
    """Raise a SectorError that names every mistake in the content of a sector file, if any."""
    problems = several(sector_problems(content))
    if problems:
        raise SectorError(compose("", problems))


def _make_floats(record: Task | SizeDistribution, names: Iterable[str]) -> None:
    """Turn whole numbers of a new record into floats, so that equal records look the same."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, int) and not isinstance(value, bool):
            object.__setattr__(record, name, float(value))
