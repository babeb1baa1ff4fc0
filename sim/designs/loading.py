"""Loading designs: from files, by name, or from a mapping with the same content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from sim.analysis.distributions import Distribution
from sim.analysis.factors import Factor
from sim.analysis.sampling import EVEN_LEVELS
from sim.designs.checks import plan_problems
from sim.designs.grammar import (
    CORRELATIONS,
    DESIGN,
    INSTITUTIONS,
    PRIOR_CHOICE,
    REPLICATES,
    SAMPLES,
    SEED,
    SIZES,
    factor_names,
)
from sim.designs.model import DEFAULT_SAMPLES, GRID, METHODS, POINTS, RANDOM, SINGLE, Design
from sim.designs.points_file import Rows, points_of
from sim.designs.problem import PROBLEM, problem_of, with_problem
from sim.errors import BalancedJobsError, DesignError, choices, refuse
from sim.grammar import Kind
from sim.grammar.arguments import checked
from sim.grammar.files import expanded, is_path, read_toml, shown_path
from sim.grammar.sheets import read_table
from sim.parameters import declarations
from sim.parameters.priors import DECLARED, UNIFORM, Choice, chosen
from sim.scenario import Scenario, load_scenario
from sim.scenario.files import search_folders
from sim.scenario.grammar import COUNTS, LONGEST_NAME
from sim.scenario.points import SECTOR_PREFIX, SECTORS

FOLDER: Final = "designs"
"""Folder of the named designs, inside one of scenarios."""

PAIR: Final = ["capitalism", "parecon"]
"""Scenarios of a problem of SALib that comes without a design."""


class DesignSummary(NamedTuple):
    """What a list of designs shows of each.

    Attributes
    ----------
    name, title, method : str
    runs : int
    """

    name: str
    title: str
    method: str
    runs: int


@checked
def load_design(
    design: str | Path | Mapping[str, Any] | Design | None = None,
    *,
    overrides: Mapping[str, Any] | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    samples: int | None = None,
    priors: str | None = None,
    points: pd.DataFrame | str | Path | None = None,
    scenarios: Sequence[str | Path | Scenario] | None = None,
    problem: Mapping[str, Any] | str | Path | None = None,
) -> Design:
    """Return a design from a file, from a mapping, or a changed copy of one.

    Parameters
    ----------
    design : str, Path, mapping or Design
        Name of a design (`list_designs`), path of a design file, its content, or a design. Without
        one, `problem` is that of a Sobol design of capitalism and parecon.
    overrides : mapping of str to object, optional
        Values that hold for all scenarios, as in `load_scenario`.
    replicates, seed, workers, months, burn_in, samples : int, optional
        In place of those of the design.
    priors : {"declared", "uniform"}, optional
        In place of those of the design: whether a random design draws parameters from the priors
        that they declare, or uniformly. Distributions that the design gives itself hold anyway.
    points : pandas.DataFrame or path, optional
        Points in place of those of the design: a row each, a column for each parameter or
        ``institutions.<switch>``; or a file with such a table.
    scenarios : sequence of str, Path or Scenario, optional
        In place of those of the design, with its sizes; what it holds fixed is not carried over.
    problem : mapping or path, optional
        What varies in place of that of the design, which must be a random one: a problem of SALib
        with ``names``, ``bounds``, and perhaps ``dists`` and ``groups``, or a file with one.

    Raises
    ------
    DesignError
        If there is no such design, or anything in it or in the changes is not allowed.
    ScenarioError
        If a change does not suit its scenarios.

    Examples
    --------
    >>> plan = load_design(
    ...     {"scenarios": ["capitalism", "parecon"], "grid": {"monitoring": [0.1, 0.3]}}
    ... )
    >>> plan.runs
    4
    """
    if design is None:
        if problem is None:
            raise DesignError("there is no design: name one, or give a problem of SALib")
        design, problem = {"scenarios": PAIR, "sobol": {PROBLEM: problem}}, None
    if isinstance(design, Design):
        plan = design
    elif isinstance(design, Mapping):
        plan = _build(design, "design", Path.cwd(), "")
    elif isinstance(design, str | Path):
        path = _find(design)
        content = read_toml(path, DesignError, "design")
        name = re.sub(r"[^\w-]", "_", path.stem)[:LONGEST_NAME]
        plan = _build(content, name, path.parent, shown_path(path))
    else:
        raise DesignError(
            "a design is given by its name, by the path of its file, as a mapping or as a Design, "
            f"not as {type(design).__name__}"
        )
    if scenarios is not None:
        plan = _with_scenarios(plan, scenarios)
    if points is not None:
        plan = _at(plan, points)
    if problem is not None:
        plan = _of_problem(plan, problem)
    size = {"workers": workers, "months": months, "burn_in": burn_in}
    changes = {**(overrides or {}), **{key: n for key, n in size.items() if n is not None}}
    given = {"replicates": replicates, "seed": seed, "samples": samples, "priors": priors}
    return _changed(plan, changes, {key: one for key, one in given.items() if one is not None})


def _with_scenarios(plan: Design, scenarios: Sequence[str | Path | Scenario]) -> Design:
    """Return a design of other scenarios."""
    if isinstance(scenarios, str | Path | Scenario) or not scenarios:
        raise DesignError("scenarios: must be a list with at least one name, path or scenario")
    size = {key: getattr(plan.scenarios[0], key) for key in COUNTS}
    found = [load_scenario(one, size) for one in scenarios]
    refuse(DesignError, list(_together_problems(found)))
    changed = replace(plan, scenarios=tuple(found))
    refuse(DesignError, plan_problems(changed))
    return changed


def _at(plan: Design, points: pd.DataFrame | str | Path) -> Design:
    """Return a design with the points of a table in place of its own."""
    if isinstance(points, pd.DataFrame):
        factors, rows = points_of(points)
    elif isinstance(points, str | Path):
        path = expanded(str(points))
        factors, rows = points_of(read_table(path, DesignError, POINTS), shown_path(path))
    else:
        raise DesignError(
            f"points: must be a DataFrame or the path of a file, not {type(points).__name__}"
        )
    changed = replace(
        plan, method=POINTS, factors=factors, rows=rows, samples=0, second_order=False,
        levels=EVEN_LEVELS, priors=UNIFORM, own=(), groups=(), correlations=(),
    )  # fmt: skip
    refuse(DesignError, plan_problems(changed))
    return changed


def _of_problem(plan: Design, problem: Mapping[str, Any] | str | Path) -> Design:
    """Return a random design that varies what a problem says."""
    if plan.method not in RANDOM:
        raise DesignError(
            f"problem: the {plan.method} design '{plan.name}' draws no points; a design of one of "
            f"{', '.join(RANDOM)} is needed"
        )
    found, _ = problem_of(problem, Path.cwd(), PROBLEM)
    content = {"scenarios": ["capitalism"], plan.method: {PROBLEM: found}}
    varied = _build(content, plan.name, Path.cwd(), "")
    changed = replace(
        plan, factors=varied.factors, priors=varied.priors, own=varied.own, groups=varied.groups
    )
    refuse(DesignError, plan_problems(changed))
    return changed


def _groups(given: Mapping[str, str], factors: Sequence[Factor]) -> tuple[tuple[str, str], ...]:
    """Return the group of each factor, in their order; empty where there are none."""
    if not given:
        return ()
    return tuple((factor.name, given.get(factor.name, factor.name)) for factor in factors)


def list_designs() -> list[DesignSummary]:
    """Return the named designs in alphabetical order.

    Raises
    ------
    DesignError
        If one of their files has a mistake.
    """
    plans = {name: load_design(path) for name, path in _named_files().items()}
    return [DesignSummary(name, plan.title, plan.method, plan.runs) for name, plan in plans.items()]


def _named_files() -> dict[str, Path]:
    """Return the file of each named design, by name in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in search_folders():
        for path in (folder / FOLDER).glob("*.toml"):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def _find(name_or_path: str | Path) -> Path:
    """Return the path of a design file."""
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or is_path(text):
        return expanded(text)
    known = _named_files()
    if text in known:
        return known[text]
    raise DesignError(
        f"no design is called '{text}': {choices(text, known)}; a file of your own is named by its "
        "path, which ends in .toml"
    )


def _build(content: Mapping[str, Any], name: str, folder: Path, where: str) -> Design:
    """Return the design with some content, after checking all of it."""
    content = with_problem(content, RANDOM, folder)
    refuse(DesignError, DESIGN.problems("", content), where)
    content = DESIGN.read(content)
    scenarios = _load_scenarios(content, folder, where)
    method = next((method for method in METHODS if method in content), SINGLE)
    table = content.get(method, {})
    factors: tuple[Factor, ...] = tuple(_factors(method, table, where))
    rows: Rows = ()
    if method == POINTS:
        factors, rows = _from_file(content, table, folder, where)
    plan = Design(
        name=content.get("name", name),
        title=content.get("title", ""),
        scenarios=scenarios,
        replicates=content.get("replicates", 1),
        seed=content.get("seed", 0),
        method=method,
        factors=factors,
        rows=rows,
        priors=table.get("priors", DECLARED) if method in RANDOM else UNIFORM,
        own=tuple(_own(table)) if method in RANDOM else (),
        samples=table.get("samples", DEFAULT_SAMPLES[method]) if method in RANDOM else 0,
        second_order=table.get("second_order", False) if method in RANDOM else False,
        levels=table.get("levels", EVEN_LEVELS) if method in RANDOM else EVEN_LEVELS,
        groups=_groups(table.get("groups", {}), factors),
        correlations=tuple((*one["factors"], one["rank"]) for one in content.get(CORRELATIONS, ())),
    )
    refuse(DesignError, plan_problems(plan), where)
    return plan


def _from_file(
    content: Mapping[str, Any], table: Mapping[str, Any], folder: Path, where: str
) -> tuple[tuple[Factor, ...], Rows]:
    """Return the factors and points of the file that a design names, seen from its own folder."""
    path = folder / expanded(table["file"])
    fixed = {*content.get("parameters", {}), *(key for key in SIZES if key in content)}
    fixed |= {f"{INSTITUTIONS}.{switch}" for switch in content.get(INSTITUTIONS, {})}
    said = f"{where}: [{POINTS}] file: {shown_path(path)}" if where else shown_path(path)
    rows = read_table(path, DesignError, POINTS, table.get("sheet"), said)
    return points_of(rows, said, frozenset(fixed))


def _load_scenarios(content: Mapping[str, Any], folder: Path, where: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a design, with what it holds fixed."""
    fixed: dict[str, Any] = {key: content[key] for key in COUNTS if key in content}
    fixed |= content.get("parameters", {})
    fixed |= {f"{INSTITUTIONS}.{k}": rule for k, rule in content.get(INSTITUTIONS, {}).items()}
    scenarios, problems = [], []
    for entry in content["scenarios"]:
        reference = folder / expanded(entry) if is_path(entry) else entry
        try:
            scenarios.append(load_scenario(reference, fixed))
        except BalancedJobsError as error:
            problems.append(f"scenarios: {error}".replace("\n", "\n  "))
    refuse(DesignError, problems or _together_problems(scenarios), where)
    return tuple(scenarios)


def _together_problems(scenarios: list[Scenario]) -> Iterator[str]:
    """Yield what is wrong with scenarios taken together."""
    names = Counter(scenario.name for scenario in scenarios)
    for name, count in names.items():
        if count > 1:
            yield f"scenarios: {count} of them have the name '{name}'; names must differ"
    for key in COUNTS:
        values = {scenario.name: getattr(scenario, key) for scenario in scenarios}
        if len(set(values.values())) > 1:
            listed = ", ".join(f"{name} has {value:,}" for name, value in values.items())
            yield f"scenarios: {key} must be the same in all ({listed}); set {key} in the design"


def _factors(method: str, table: Mapping[str, Any], where: str) -> Iterator[Factor]:
    rules = table.get(INSTITUTIONS, {})
    for name in factor_names(method, table):
        declared = declarations().get(name)
        if name in SIZES:
            yield Factor.among(name, table[name])
        elif name.startswith(SECTOR_PREFIX):
            yield Factor.among(name, table[SECTORS][name.removeprefix(SECTOR_PREFIX)])
        elif declared is None:
            yield Factor.among(name, rules[name.removeprefix(f"{INSTITUTIONS}.")])
        elif method == GRID:
            yield Factor.among(name, table[name])
        else:
            given = table.get("ranges", {}).get(name, (declared.low, declared.high))
            if isinstance(given, Distribution):
                yield Factor.drawn(name, given)
            else:
                place = f"{where}: {method}." if where else ""
                yield _drawn(name, table.get("priors", DECLARED), given, place)


def _own(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parameters for which the table of a random method gives a distribution."""
    for name, given in table.get("ranges", {}).items():
        if isinstance(given, Distribution):
            yield name


def _drawn(name: str, priors: Choice, span: tuple[float, float], place: str = "") -> Factor:
    """Return a parameter that is drawn from some priors over a range."""
    try:
        return Factor.drawn(name, chosen(declarations()[name].distribution, priors, span))
    except DesignError as error:
        raise DesignError(f"{place}ranges.{name}: {error}") from None


def _under(plan: Design, priors: Choice) -> tuple[Factor, ...]:
    """Return the factors of a random design under other priors."""
    known = declarations()
    return tuple(
        _drawn(factor.name, priors, (factor.low, factor.high))
        if factor.name in known and factor.name not in plan.own
        else factor
        for factor in plan.factors
    )


def _changed(plan: Design, changes: Mapping[str, Any], given: Mapping[str, Any]) -> Design:
    """Return a design after checking and making changes.

    Parameters
    ----------
    plan : Design
    changes : mapping
        Of its scenarios.
    given : mapping
        Those of replicates, seed, samples and priors that replace those of the design.
    """
    varied = {factor.name for factor in plan.factors}
    problems = [
        f"{key} is varied by the design '{plan.name}'; it cannot be held fixed"
        for key in changes
        if key in varied
    ]
    kinds: dict[str, Kind] = {"replicates": REPLICATES, "seed": SEED}
    if plan.method in RANDOM:
        kinds |= {"samples": SAMPLES[plan.method].kind, "priors": PRIOR_CHOICE}
    for key, value in given.items():
        if key in kinds:
            problems += kinds[key].problems(key, value)
        elif key == "samples":
            problems.append(f"samples: the {plan.method} design '{plan.name}' draws no samples")
        else:
            problems.append(f"priors: the {plan.method} design '{plan.name}' draws no parameters")
    refuse(DesignError, problems)
    fields = {key: kinds[key].read(value) for key, value in given.items()}
    if "priors" in fields:
        fields["factors"] = _under(plan, fields["priors"])
    if changes:
        fields["scenarios"] = tuple(load_scenario(one, changes) for one in plan.scenarios)
    if not fields:
        return plan
    changed = replace(plan, **fields)
    refuse(DesignError, plan_problems(changed))
    return changed
