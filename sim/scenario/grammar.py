"""What users may write in scenarios: each key declared once, with what it may be and means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import ceil, fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sim.grammar import Field, Flag, Kind, Number, Scalar, Table, Text, Whole
from sim.grammar.values import sum_to_one
from sim.parameters import ParameterTable, declarations
from sim.rules import CAPITALISM, INSTITUTION_RULES, is_known, known_rules, unknown_rule
from sim.sectors import sector_names

if TYPE_CHECKING:
    from sim.sectors import Sector

LONGEST_NAME: Final = 100
LONGEST_TITLE: Final = 200

MOST_WORKERS: Final = 20_000_000

COUNTS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "workers": Field(Whole(50, MOST_WORKERS), "People in the economy.", 2_000),
        "months": Field(Whole(1, 6_000), "Months after the burn-in.", 240),
        "burn_in": Field(
            Whole(0, 6_000),
            "Months under capitalism before the institutions of the scenario come into force.",
            120,
        ),
        "months_per_step": Field(
            Whole(1, 3, step=2, phrase="must be 1 or 3, the months that a step covers"),
            "Months that a step covers; months and burn_in are multiples of it.",
            1,
        ),
    }
)
"""Whole numbers of a scenario."""

DEFAULT_COUNTS: Final = MappingProxyType({key: field.default for key, field in COUNTS.items()})
"""What a scenario has that does not set them."""

NAME: Final = Field(
    Text(
        pattern=rf"\w[\w-]{{0,{LONGEST_NAME - 1}}}",
        phrase="must be a word in quotes of letters, digits, '_' and '-', at most "
        f"{LONGEST_NAME} characters",
    ),
    "One word that names folders of results; by default the name of the file.",
)
TITLE: Final = Field(
    Text(
        longest=LONGEST_TITLE,
        printable=True,
        phrase=f"must be one line of text in quotes, at most {LONGEST_TITLE} characters",
    ),
    "For people to read.",
    "",
)

PURPOSES: Final = {
    "division": "How the tasks of a workplace are divided into jobs.",
    "decisions": "Who decides in a workplace.",
    "pay": "By what people are paid.",
    "employment": "Who has work, and how people come to it.",
    "education": "Who is educated for which tasks.",
    "innovation": "Who finds better ways to work, and who may use them.",
}
"""What each institution settles."""


def rule_of(switch: str) -> Kind:
    """Return what may stand for a rule of an institution; packages are only asked if need be."""
    return Scalar(
        lambda value: is_known(switch, value),
        lambda value: unknown_rule(switch, value),
        lambda: {"enum": known_rules(switch)},
    )


class Share(Number):
    """A share of employment."""

    def allowed(self, value: object = None) -> str:
        """Return what a share is, and what a path without quotes, which makes tables, lacks."""
        hint = "; a path must stand in quotes" if isinstance(value, Mapping) else ""
        return f"{super().allowed(value)}{hint}"


SHARE: Final = Field(Share(0.0, 1.0, "share of jobs"), "Share of employment.")


class Shares(Table):
    """Shares of employment by name or path of a sector."""

    def __init__(self) -> None:
        super().__init__({}, "must be a table of shares by sector, written [sectors]", least=1)

    def names(self) -> Collection[str]:
        """Return the sectors of the package."""
        return sector_names()

    def field(self, name: str) -> Field:
        """Return what the share of a sector may be."""
        return SHARE

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each share that is none, or else one where they do not sum to 1."""
        wrong = False
        for problem in super().problems(place, value):
            wrong = True
            yield problem
        if not wrong and isinstance(value, Mapping) and not sum_to_one(value.values()):
            yield sum_problem(value.values(), place)

    def schema(self) -> dict[str, Any]:
        """Return the schema of shares; keys that are no names of sectors are paths."""
        share = SHARE.kind.schema()
        return super().schema() | {"patternProperties": {r"\.toml$|[/\\]": share}}


def sum_problem(shares: Collection[float], place: str = "sectors") -> str:
    """Return a sentence about shares that do not sum to 1."""
    return f"{place}: the shares sum to {fsum(shares):.7g}; they must sum to 1"


def misplaced(key: str, table: str = "") -> str:
    """Return where in a file a key belongs that stands in the wrong place, or nothing.

    Parameters
    ----------
    key : str
    table : str
        Table in which it stands; empty for the top of the file.
    """
    if table and key in SCENARIO.names():
        return f"; '{key}' belongs at the top of the file, before the first table"
    if table != "parameters" and key in declarations():
        return f"; '{key}' belongs in the table [parameters]"
    if table != "institutions" and key in INSTITUTION_RULES:
        return f"; '{key}' belongs in the table [institutions]"
    return ""


SECTORS: Final = Shares()

INSTITUTIONS: Final = Table(
    {
        switch: Field(rule_of(switch), PURPOSES[switch], default)
        for switch, default in CAPITALISM.items()
    },
    "must be a table of rules by switch, written [institutions]",
    noun="institution",
    home=lambda key, _: misplaced(key, "institutions"),
)

PARAMETERS: Final = ParameterTable(
    "must be a table of numbers by name, written [parameters]",
    home=lambda key, _: misplaced(key, "parameters"),
)

SCENARIO: Final = Table(
    {
        "name": NAME,
        "title": TITLE,
        "extends": Field(
            Text(shortest=1, phrase="must be the name of a scenario or a path, in quotes"),
            "Name or path of a scenario whose settings hold where this one sets nothing.",
        ),
        **COUNTS,
        "shared_assumptions": Field(
            Flag(), "Whether, in a comparison, the parameters hold for both sides.", False
        ),
        "sectors": Field(SECTORS, "Share of employment by sector; they sum to 1."),
        "institutions": Field(INSTITUTIONS, "The rule in force for each institution."),
        "parameters": Field(PARAMETERS, "Parameters that differ from their defaults."),
    },
    home=lambda key, _: misplaced(key),
)
"""A scenario file."""


def step_problems(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each length in months that is no whole number of steps.

    Parameters
    ----------
    values : mapping of str to object
        Valid settings; those of `COUNTS` that are missing have their defaults.
    """
    counts = {key: int(values.get(key, default)) for key, default in DEFAULT_COUNTS.items()}
    step = counts["months_per_step"]
    for key in ("months", "burn_in"):
        rest = counts[key] % step
        if rest:
            nearest = {counts[key] - rest, counts[key] - rest + step} - {0}
            yield (
                f"{key} = {counts[key]:,}: must be a multiple of months_per_step = {step}, "
                f"such as {' or '.join(f'{number:,}' for number in sorted(nearest))}"
            )


def staff_problems(
    workers: int, shares: Mapping[str, float], sectors: list[Sector]
) -> Iterator[str]:
    """Yield a sentence for each sector that has too few people for one workplace."""
    for sector in sectors:
        share, least = shares[sector.name], sector.size.minimum
        if share * workers < least:
            enough = least / share
            possible = enough <= MOST_WORKERS
            more = f"raise workers to at least {ceil(enough):,} or " if possible else ""
            yield (
                f"workers = {workers:,}: sector {sector.name} with a share of {share:g} has "
                f"{share * workers:.0f} of them, fewer than its smallest workplace ({least:g}); "
                f"{more}raise the share"
            )
