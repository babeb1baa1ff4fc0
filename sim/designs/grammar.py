"""What users may write in designs: each key declared once, with what it may be and means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from sim.analysis.sampling import EVEN_LEVELS
from sim.analysis.sobol import check_power_of_two
from sim.designs.levels import Levels, SectorLevels
from sim.designs.model import DEFAULT_SAMPLES, GRID, METHODS, POINTS
from sim.designs.problem import PROBLEM
from sim.designs.spans import Spread
from sim.errors import DesignError, suggestion
from sim.grammar import REQUIRED, Field, Flag, ListOf, Number, OneOf, Table, Text, Whole
from sim.grammar.values import word
from sim.parameters import ParameterTable, declarations, uncertain
from sim.parameters.priors import DECLARED, PRIORS
from sim.rules import known_rules
from sim.scenario import INSTITUTION_RULES
from sim.scenario.grammar import COUNTS, NAME, PURPOSES, SCENARIO, TITLE, rule_of
from sim.scenario.points import SECTOR_PREFIX, SECTORS

INSTITUTIONS: Final = "institutions"
ALL: Final = "all"

SIZES: Final = ("workers", "months", "burn_in")
"""Sizes of runs that a grid or a table of points may vary."""

CORRELATIONS: Final = "correlations"

MOST_RANK: Final = 0.99
"""A closer rank correlation makes one factor of two."""

REPLICATES: Final = Whole(1, 100_000)
SEED: Final = Whole(0, 2**63 - 1)
MOST_SAMPLES: Final = 1_000_000


class PowerOfTwo(Whole):
    """A whole number for which a Sobol sequence is balanced."""

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence about a number that is no power of two, with the nearest ones."""
        problem = next(super().problems(place, value), None)
        if problem is None:
            try:
                check_power_of_two(self.read(value))
            except DesignError as error:
                problem = f"{place.removesuffix('samples')}{error}"
        if problem is not None:
            yield problem

    def schema(self) -> dict[str, Any]:
        """Return the schema of a power of two."""
        return {"enum": [2**power for power in range(1, MOST_SAMPLES.bit_length())]}


# Spread over trajectories needs two of them.
SAMPLES: Final[Mapping[str, Field]] = {
    method: Field(kind, description, DEFAULT_SAMPLES[method])
    for method, kind, description in (
        ("latin_hypercube", Whole(1, MOST_SAMPLES), "Points."),
        ("sobol", PowerOfTwo(1, MOST_SAMPLES), "Base samples, a power of two."),
        ("morris", Whole(2, MOST_SAMPLES), "Trajectories."),
    )
}
"""What the samples of each random method may be."""


def _no_parameter(value: object) -> str:
    """Return what is said of a name that is none of a parameter."""
    name = word(value)
    if name.removeprefix(f"{INSTITUTIONS}.") in INSTITUTION_RULES:
        hint = "; institutions have a table of their own, with a list of rules by switch"
    else:
        hint = suggestion(name, declarations())
    return f"there is no such parameter{hint}"


PARAMETER: Final = OneOf(lambda: list(declarations()), _no_parameter)


GROUP: Final = Text(shortest=1, phrase="must be the name of a group, in quotes")

PRIOR_CHOICE: Final = OneOf(list(PRIORS))


class Chosen(ListOf):
    """Parameters that vary over their published ranges: a list of names, or all of them."""

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each name that is none."""
        if value != ALL:
            yield from super().problems(place, value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the choice."""
        return {"anyOf": [{"const": ALL}, super().schema()]}

    def read(self, value: Any) -> Any:
        """Return the names."""
        return tuple(uncertain()) if value == ALL else super().read(value)


def _list_of_rules(switch: str, _: object) -> str:
    return f"must be a list of rules; allowed are {', '.join(known_rules(switch))}"


def _rules(place: str) -> Field:
    """Return the field of a table of rules that vary."""
    switches = {
        switch: Field(
            ListOf(rule_of(switch), partial(_list_of_rules, switch), 1, once=True), purpose
        )
        for switch, purpose in PURPOSES.items()
    }
    table = Table(
        switches,
        f"must be a table of rules by switch, written [{place}.{INSTITUTIONS}]",
        noun="institution",
        least=1,
    )
    return Field(table, "Rules of institutions that vary.")


_SIZES: Final = {
    key: Field(
        ListOf(COUNTS[key].kind, f"must be a list of {key} as whole numbers", least=1, once=True),
        COUNTS[key].description,
    )
    for key in SIZES
}


def _grid() -> Table:
    """Return the table of a full factorial design."""

    def home(name: str, _: object) -> str:
        switch = name.removeprefix(f"{INSTITUTIONS}.")
        if switch not in INSTITUTION_RULES:
            return ""
        rules = ", ".join(f'"{rule}"' for rule in INSTITUTION_RULES[switch][:2])
        return (
            f"; rules stand in a table of their own: [{GRID}.{INSTITUTIONS}] and "
            f"{switch} = [{rules}]"
        )

    return ParameterTable(
        f"must be a table of values by parameter, written [{GRID}]",
        lambda declared: Field(Levels(declared), declared.meaning),
        {
            INSTITUTIONS: _rules(GRID),
            SECTORS: Field(
                SectorLevels(),
                "Shares of sectors that vary; the others share the rest in proportion.",
            ),
            **_SIZES,
        },
        least=1,
        home=home,
    )


def _random(method: str, description: str, **own: Field) -> Field:
    """Return the field of the table of a random method."""

    def home(name: str, _: object) -> str:
        if name not in declarations():
            return ""
        return (
            f"; to vary '{name}' over its published range, write parameters = [\"{name}\"], and "
            f"over another one, {name} = [low, high] in [{method}.ranges]"
        )

    fields = {
        "samples": SAMPLES[method],
        "parameters": Field(
            Chosen(PARAMETER, f'must be a list of names, or "{ALL}"', once=True),
            f'Parameters that vary over their published ranges, or "{ALL}".',
        ),
        "ranges": Field(
            ParameterTable(
                f"must be a table of [low, high] by parameter, written [{method}.ranges]; leave it "
                "out for the published ranges",
                lambda declared: Field(Spread(declared), declared.meaning),
            ),
            "Parameters that vary over other ranges, or with other distributions.",
        ),
        "priors": Field(
            PRIOR_CHOICE,
            "Whether parameters are drawn from the priors that they declare, or uniformly.",
            DECLARED,
        ),
        INSTITUTIONS: _rules(method),
        PROBLEM: Field(
            Text(shortest=1, phrase="must be the path of a file, in quotes"),
            "File with a problem of SALib (.json), in place of parameters and ranges.",
        ),
        **own,
    }
    nothing = (
        f'[{method}] varies nothing: name parameters, as in parameters = ["monitoring"] or '
        f'parameters = "{ALL}", or give a table [{method}.ranges] or [{method}.{INSTITUTIONS}], '
        "or a problem"
    )
    some = (("parameters", "ranges", INSTITUTIONS, PROBLEM), nothing)
    table = Table(fields, f"must be a table, written [{method}]", some=some, home=home)
    return Field(table, description)


def _home(key: str, _: object) -> str:
    """Return where a key belongs that stands at the top but should not."""
    if key in declarations():
        return f"; '{key}' belongs in [parameters] if it is held fixed, or in the table of a method"
    return ""


def _clashes(_: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the methods taken together, and what is both varied and fixed."""
    given = [method for method in METHODS if method in content]
    if len(given) > 1:
        yield f"[{given[0]}] and [{given[1]}]: a design has one method; keep one of these tables"
    fixed = {*content.get("parameters", ()), *(key for key in SIZES if key in content)}
    fixed |= {f"{INSTITUTIONS}.{switch}" for switch in content.get(INSTITUTIONS, ())}
    for method in given:
        table = DESIGN.read({method: content[method]})[method]
        names = factor_names(method, table)
        yield from _wrong_groups(method, table, names)
        for name in names:
            if name in fixed:
                yield f"{name} is varied in [{method}] and held fixed as well; take one of them out"


def _wrong_groups(method: str, table: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with the groups of a design."""
    groups = table.get("groups", {})
    for name in groups:
        if name not in names:
            yield f"{method}.groups.{name}: the design does not vary it"
    if names and len({groups.get(name, name) for name in names}) == 1 and groups:
        yield f"{method}.groups: a single group has the whole variance; give at least two"


def factor_names(method: str, table: Mapping[str, Any]) -> list[str]:
    """Return the names of the factors in the table of a method as it was read, in their order."""
    if method == POINTS:
        return []  # they stand in the file
    if method == GRID:
        names = [name for name in table if name not in (INSTITUTIONS, SECTORS)]
        names += [f"{SECTOR_PREFIX}{name}" for name in table.get(SECTORS, ())]
    else:
        names = list(dict.fromkeys([*table.get("parameters", ()), *table.get("ranges", ())]))
    return names + [f"{INSTITUTIONS}.{switch}" for switch in table.get(INSTITUTIONS, ())]


def _held(key: str) -> Field:
    """Return a field that means the same as in a scenario, but holds for all of the design."""
    field = SCENARIO.field(key)
    assert field is not None
    return Field(field.kind, f"{field.description} Holds in every scenario.")


def _correlation() -> Table:
    """Return the table of a rank correlation."""
    names = ListOf(
        Text(shortest=1, phrase="must be the name of a parameter, in quotes"),
        'must be a list of two names, as in factors = ["monitoring", "crowding"]',
        least=2,
        most=2,
        once=True,
    )
    return Table(
        {
            "factors": Field(names, "The two parameters.", REQUIRED),
            "rank": Field(Number(-MOST_RANK, MOST_RANK), "Rank correlation of Spearman.", REQUIRED),
        }
    )


DESIGN: Final = Table(
    {
        "name": NAME,
        "title": TITLE,
        "scenarios": Field(
            ListOf(
                Text(shortest=1, phrase="must be the name of a scenario or a path, in quotes"),
                'must be a list of names or paths, such as ["capitalism"]',
                least=1,
                most=1_000,
            ),
            "Names or paths of the scenarios that are run at every point.",
            REQUIRED,
        ),
        "replicates": Field(REPLICATES, "Runs of each scenario at each point.", 1),
        "seed": Field(SEED, "Seed of the points and of the runs.", 0),
        **{key: _held(key) for key in (*COUNTS, "parameters", INSTITUTIONS)},
        CORRELATIONS: Field(
            ListOf(_correlation(), f"must be a list of tables, each written [[{CORRELATIONS}]]"),
            "Rank correlations between parameters that a Latin hypercube draws.",
        ),
        GRID: Field(_grid(), "Full factorial design: every combination of the values."),
        "latin_hypercube": _random("latin_hypercube", "Latin hypercube sample."),
        "sobol": _random(
            "sobol",
            "Sobol design, for variance-based indices.",
            second_order=Field(Flag(), "Whether indices of pairs can be had.", False),
            groups=Field(
                ParameterTable(
                    "must be a table of the name of a group by parameter, written [sobol.groups]",
                    lambda declared: Field(GROUP, declared.meaning),
                ),
                "Groups of parameters whose effects are not told apart.",
            ),
        ),
        "morris": _random(
            "morris",
            "Trajectories of Morris, for elementary effects.",
            levels=Field(
                Whole(2, 100, step=2, phrase="must be an even number from 2 to 100"),
                "Levels of the grid on which the trajectories run.",
                EVEN_LEVELS,
            ),
        ),
        POINTS: Field(
            Table(
                {
                    "file": Field(
                        Text(shortest=1, phrase="must be the path of a file, in quotes"),
                        "CSV (comma, semicolon or tab), Excel (.xlsx) or Parquet: a row for each "
                        "point, a column for each parameter or institutions.<switch>.",
                        REQUIRED,
                    ),
                    "sheet": Field(
                        Text(shortest=1, phrase="must be the name of a sheet, in quotes"),
                        "Sheet of an Excel file, by default the first.",
                    ),
                },
                f'must be a table with the path of a file, written [{POINTS}] and file = "my.csv"',
            ),
            "Points of a table of your own.",
        ),
    },
    check=_clashes,
    home=_home,
)
"""A design file."""
