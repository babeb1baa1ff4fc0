"""Checking what a design file sets, one sentence for each mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sim.analysis.sobol import check_power_of_two
from sim.designs.model import DEFAULT_SAMPLES, METHODS, RANDOM
from sim.errors import DesignError, choices, several, suggestion
from sim.parameters import declarations, parameter_problem, uncertain
from sim.reading import integer, number, shown, word
from sim.scenario import INSTITUTION_RULES
from sim.scenario.checking import COUNTS, institution_problems, setting_problems

INSTITUTIONS: Final = "institutions"

SETTINGS: Final = (
    "name", "title", "scenarios", "replicates", "seed", *COUNTS, "parameters", INSTITUTIONS,
    *METHODS,
)  # fmt: skip
"""Keys of the top level of a design."""

REPLICATES_RANGE: Final = (1, 100_000)
SEED_RANGE: Final = (0, 2**63 - 1)
SAMPLES_RANGE: Final = (1, 1_000_000)
MOST_SCENARIOS: Final = 1_000
LEVELS_RANGE: Final = (2, 100)
GRID_LEVELS_RANGE: Final = (2, 1_000)

_ALL: Final = "all"
_RANDOM_KEYS: Final = ("samples", "parameters", "ranges", INSTITUTIONS)
_KEYS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "latin_hypercube": _RANDOM_KEYS,
    "sobol": (*_RANDOM_KEYS, "second_order"),
    "morris": (*_RANDOM_KEYS, "levels"),
}


def design_problems(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield every mistake in what a design sets, but for scenarios that do not exist."""
    for key, value in content.items():
        check = _CHECKS.get(key)
        if check is None:
            yield f"{key}: there is no such key; allowed are {', '.join(SETTINGS)}{_home(key)}"
        else:
            yield from check(key, value)
    if "scenarios" not in content:
        yield 'scenarios is missing: give at least one, such as scenarios = ["capitalism"]'
    given = [method for method in METHODS if method in content]
    if len(given) > 1:
        yield f"[{given[0]}] and [{given[1]}]: a design has one method; keep one of these tables"
    for method in given:
        yield from _clashes(method, content)


def _home(key: str) -> str:
    """Return where a key belongs that stands in the wrong place, or what was meant."""
    if key in declarations():
        return f"; '{key}' belongs in [parameters] if it is held fixed, or in the table of a method"
    return suggestion(key, SETTINGS)


def _clashes(method: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is both varied and held fixed."""
    fixed = set(_table(content.get("parameters")))
    fixed |= {f"{INSTITUTIONS}.{name}" for name in _table(content.get(INSTITUTIONS))}
    for name in factor_names(method, content[method]):
        if name in fixed:
            yield f"{name} is varied in [{method}] and held fixed as well; take one of them out"


def factor_names(method: str, table: object) -> list[str]:
    """Return the names of the factors in the table of a method, in their order."""
    values = _table(table)
    if method in RANDOM:
        chosen = values.get("parameters", [])
        listed = uncertain() if chosen == _ALL else chosen
        names = [word(name) for name in listed] if isinstance(listed, list) else []
        names += [name for name in _table(values.get("ranges")) if name not in names]
    else:
        names = [name for name in values if name != INSTITUTIONS]
    return names + [f"{INSTITUTIONS}.{name}" for name in _table(values.get(INSTITUTIONS))]


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _check_scenarios(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f'{key} = {shown(value)}: must be a list of names or paths, such as ["capitalism"]'
        return
    if len(value) > MOST_SCENARIOS:
        yield f"{key}: there are {len(value):,}; allowed are up to {MOST_SCENARIOS:,}"
    for entry in value:
        if not isinstance(entry, str) or not entry.strip():
            yield f"{key}: {shown(entry)} must be the name of a scenario or a path, in quotes"


def _within(bounds: tuple[int, int]) -> Callable[[str, object], Iterator[str]]:
    """Return a check of a whole number."""

    def check(key: str, value: object) -> Iterator[str]:
        whole = integer(value)
        if whole is None or not bounds[0] <= whole <= bounds[1]:
            yield (
                f"{key} = {shown(value)}: must be a whole number from {bounds[0]:,} to "
                f"{bounds[1]:,}"
            )

    return check


def _check_as_scenario(key: str, value: object) -> Iterator[str]:
    """Yield what is wrong with a key that means the same in a scenario file."""
    yield from setting_problems({key: value})


def _check_grid(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping) or not value:
        yield f"{key} = {shown(value)}: must be a table of values by parameter, written [{key}]"
        return
    for name, levels in value.items():
        if name == INSTITUTIONS:
            yield from _rule_problems(f"{key}.{name}", levels)
        else:
            yield from _level_problems(f"{key}.", name, levels)


def _level_problems(label: str, name: str, levels: object) -> Iterator[str]:
    if name not in declarations():
        switch = name.removeprefix(f"{INSTITUTIONS}.")
        hint = suggestion(name, declarations())
        if switch in INSTITUTION_RULES:
            hint = (
                f"; rules stand in a table of their own: [{label}{INSTITUTIONS}] and {switch} = ["
            )
            hint += ", ".join(f'"{rule}"' for rule in INSTITUTION_RULES[switch][:2]) + "]"
        yield f"{label}{name}: there is no such parameter{hint}"
    elif isinstance(levels, list) and levels:
        problems = (parameter_problem(declarations(), name, level, label) for level in levels)
        found = [problem for problem in problems if problem]
        yield from found
        if not found and len({number(level) for level in levels}) < len(levels):
            yield f"{label}{name} = {shown(levels)}: a value stands twice"
    else:
        count = integer(levels)
        if count is None or not GRID_LEVELS_RANGE[0] <= count <= GRID_LEVELS_RANGE[1]:
            yield (
                f"{label}{name} = {shown(levels)}: must be a list of values, or the number of "
                f"values over the published range, {GRID_LEVELS_RANGE[0]} to "
                f"{GRID_LEVELS_RANGE[1]:,}"
            )
        elif not declarations()[name].low < declarations()[name].high:
            yield f"{label}{name}: has a single admitted value; it cannot vary"


def _rule_problems(label: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping) or not value:
        yield f"{label} = {shown(value)}: must be a table of rules by switch, written [{label}]"
        return
    for switch, rules in value.items():
        if not isinstance(rules, list) or not rules:
            if switch in INSTITUTION_RULES:
                yield (
                    f"{label}.{switch} = {shown(rules)}: must be a list of rules; allowed are "
                    f"{', '.join(INSTITUTION_RULES[switch])}"
                )
            else:
                yield from institution_problems({switch: rules}, f"{label}.")
            continue
        # To ask for a rule that nobody knows takes its time, as packages may declare some.
        problems = several(
            problem
            for rule in rules
            for problem in institution_problems({switch: rule}, f"{label}.")
        )
        yield from dict.fromkeys(problems)
        if not problems and len(set(rules)) < len(rules):
            yield f"{label}.{switch} = {shown(rules)}: a rule stands twice"


def _check_random(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{key} = {shown(value)}: must be a table, written [{key}]"
        return
    for name, entry in value.items():
        if name not in _KEYS_OF[key]:
            hint = (
                f"; to vary '{name}' over its published range, write parameters = [\"{name}\"], "
                f"and over another one, {name} = [low, high] in [{key}.ranges]"
                if name in declarations()
                else ""
            )
            yield (
                f"{key}.{name}: there is no such key; "
                f"{choices(name, _KEYS_OF[key]) if not hint else ''}{hint}"
            ).replace("; ;", ";")
        elif name == "samples":
            yield from sample_problems(key, entry)
        elif name == "parameters":
            yield from _parameter_list_problems(f"{key}.{name}", entry)
        elif name == "ranges":
            yield from _range_problems(f"{key}.{name}", entry)
        elif name == INSTITUTIONS:
            yield from _rule_problems(f"{key}.{name}", entry)
        elif name == "levels":
            yield from _within(LEVELS_RANGE)(f"{key}.{name}", entry)
            if integer(entry) is not None and integer(entry) % 2:  # type: ignore[operator]
                yield f"{key}.{name} = {shown(entry)}: must be an even number"
        elif not isinstance(entry, bool):
            yield f"{key}.{name} = {shown(entry)}: must be true or false"
    if not factor_names(key, value):
        yield (
            f'[{key}] varies nothing: name parameters, as in parameters = ["monitoring"] or '
            f'parameters = "{_ALL}", or give a table [{key}.ranges] or [{key}.institutions]'
        )


def sample_problems(method: str, value: object) -> Iterator[str]:
    """Yield what is wrong with the samples of a random design."""
    label = f"{method}.samples"
    # Spread over trajectories needs two of them.
    least = 2 if method == "morris" else SAMPLES_RANGE[0]
    problems = list(_within((least, SAMPLES_RANGE[1]))(label, value))
    yield from problems
    if method == "sobol" and not problems:
        try:
            check_power_of_two(int(value))  # type: ignore[call-overload]
        except DesignError as error:
            yield f"{method}.{error}"


def _parameter_list_problems(label: str, value: object) -> Iterator[str]:
    if value == _ALL:
        return
    if not isinstance(value, list):
        yield f'{label} = {shown(value)}: must be a list of names, or "{_ALL}"'
        return
    for name in value:
        if not isinstance(name, str) or name not in declarations():
            hint = suggestion(word(name), declarations())
            if isinstance(name, str) and name.removeprefix(f"{INSTITUTIONS}.") in INSTITUTION_RULES:
                hint = "; institutions have a table of their own, with a list of rules by switch"
            yield f"{label}: {shown(name)} is no parameter{hint}"
        elif value.count(name) > 1:
            yield f"{label}: '{name}' stands twice"


def _range_problems(label: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield (
            f"{label} = {shown(value)}: must be a table of [low, high] by parameter, written "
            f"[{label}]; leave it out for the published ranges"
        )
        return
    for name, span in value.items():
        declared = declarations().get(name)
        if declared is None:
            yield f"{label}.{name}: there is no such parameter{suggestion(name, declarations())}"
            continue
        ends = [number(end) for end in span] if isinstance(span, list) else []
        low, high = ends if len(ends) == 2 else (None, None)
        if low is None or high is None or not declared.low <= low < high <= declared.high:
            unit = f" ({declared.unit})" if declared.unit.strip("- ") else ""
            yield (
                f"{label}.{name} = {shown(span)}: must be a lower and a higher value from "
                f"{declared.low:g} to {declared.high:g}{unit}"
            )


_CHECKS: Final[Mapping[str, Callable[[str, object], Iterator[str]]]] = {
    "name": _check_as_scenario,
    "title": _check_as_scenario,
    "scenarios": _check_scenarios,
    "replicates": _within(REPLICATES_RANGE),
    "seed": _within(SEED_RANGE),
    **dict.fromkeys((*COUNTS, "parameters", INSTITUTIONS), _check_as_scenario),
    "grid": _check_grid,
    **dict.fromkeys(DEFAULT_SAMPLES, _check_random),
}
