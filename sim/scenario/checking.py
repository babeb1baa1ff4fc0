"""Checking what scenario files and overrides set, one sentence for each mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import ceil, fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sim.errors import suggestion
from sim.parameters import declarations, parameter_problem
from sim.reading import integer, number, shown, sum_to_one
from sim.rules import INSTITUTION_RULES, is_known, unknown_rule

if TYPE_CHECKING:
    from sim.sectors import Sector

LONGEST_NAME, LONGEST_TITLE = 100, 200
NAME = re.compile(rf"\w[\w-]{{0,{LONGEST_NAME - 1}}}")

WORKERS_RANGE = (50, 20_000_000)
MONTHS_RANGE = (1, 6_000)
BURN_IN_RANGE = (0, 6_000)

MONTHS_PER_STEP = (1, 3)
"""Months that a step can cover: one, or a quarter of a year."""

COUNTS = {
    "workers": WORKERS_RANGE,
    "months": MONTHS_RANGE,
    "burn_in": BURN_IN_RANGE,
    "months_per_step": MONTHS_PER_STEP,
}
"""Whole numbers of a scenario and their ranges; `months_per_step` is one of its two."""

DEFAULT_COUNTS: Final = MappingProxyType(
    {"workers": 2_000, "months": 240, "burn_in": 120, "months_per_step": MONTHS_PER_STEP[0]}
)
"""What a scenario has that does not set them."""

TABLES = ("sectors", "institutions", "parameters")
SETTINGS = ("name", "title", "extends", *COUNTS, "shared_assumptions", *TABLES)
"""Keys of the top level of a scenario file."""


def setting_problems(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield every mistake in what a scenario file sets, but for sectors that do not exist."""
    for key, value in content.items():
        check = _CHECKS.get(key)
        if check is None:
            hint = misplaced(key, "") or suggestion(key, SETTINGS)
            yield f"{key}: there is no such key; allowed are {', '.join(SETTINGS)}{hint}"
        else:
            yield from check(key, value)


def institution_problems(
    values: Mapping[str, object], label: str = "institutions."
) -> Iterator[str]:
    """Yield every mistake in a choice of institutions.

    Parameters
    ----------
    values : mapping of str to object
        Name of a rule by switch.
    label : str
        What stands before each switch in the messages.
    """
    for switch, rule in values.items():
        if switch not in INSTITUTION_RULES:
            hint = misplaced(switch, "institutions") or suggestion(switch, INSTITUTION_RULES)
            yield (
                f"{label}{switch}: there is no such institution; allowed are "
                f"{', '.join(INSTITUTION_RULES)}{hint}"
            )
        elif not is_known(switch, rule):
            yield f"{label}{switch} = {shown(rule)}: {unknown_rule(switch, rule)}"


def count_problem(key: str, value: object) -> str | None:
    """Return what is wrong with one of `COUNTS`, or None."""
    low, high = COUNTS[key]
    whole = integer(value)
    if key == "months_per_step":
        if whole in MONTHS_PER_STEP:
            return None
        return f"{key} = {shown(value)}: must be {low} or {high}, the months that a step covers"
    if whole is not None and low <= whole <= high:
        return None
    return f"{key} = {shown(value)}: must be a whole number from {low:,} to {high:,}"


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


def share_problem(sector: str, share: object) -> str | None:
    """Return what is wrong with the share of one sector, or None."""
    value = number(share)
    if value is not None and 0.0 <= value <= 1.0:
        return None
    hint = "; a path must stand in quotes" if isinstance(share, Mapping) else ""
    return f"sectors.{sector} = {shown(share)}: must be a number from 0 to 1 (share of jobs){hint}"


def sum_problem(shares: Iterable[object]) -> str | None:
    """Return what is wrong with the sum of the shares, or None where it is 1 or not to be had."""
    values = [number(share) for share in shares]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or sum_to_one(known):
        return None
    return f"sectors: the shares sum to {fsum(known):.7g}; they must sum to 1"


def staff_problems(
    workers: int, shares: Mapping[str, float], sectors: Iterable[Sector]
) -> Iterator[str]:
    """Yield a sentence for each sector that has too few people for one workplace."""
    for sector in sectors:
        share, least = shares[sector.name], sector.size.minimum
        if share * workers < least:
            enough, most = least / share, WORKERS_RANGE[1]
            more = f"raise workers to at least {ceil(enough):,} or " if enough <= most else ""
            yield (
                f"workers = {workers:,}: sector {sector.name} with a share of {share:g} has "
                f"{share * workers:.0f} of them, fewer than its smallest workplace ({least:g}); "
                f"{more}raise the share"
            )


def _check_name(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        yield (
            f"{key} = {shown(value)}: must be a word in quotes of letters, digits, '_' and '-', "
            f"at most {LONGEST_NAME} characters"
        )


def _check_title(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, str) or len(value) > LONGEST_TITLE or not value.isprintable():
        yield (
            f"{key} = {shown(value)}: must be one line of text in quotes, at most "
            f"{LONGEST_TITLE} characters"
        )


def _check_extends(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{key} = {shown(value)}: must be the name of a scenario or a path, in quotes"


def _check_count(key: str, value: object) -> Iterator[str]:
    problem = count_problem(key, value)
    if problem:
        yield problem


def _check_flag(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{key} = {shown(value)}: must be true or false"


def _check_sectors(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping) or not value:
        yield f"{key} = {shown(value)}: must be a table of shares by sector, written [{key}]"
        return
    problems = [share_problem(name, share) for name, share in value.items()]
    wrong = [problem for problem in problems if problem]
    yield from wrong
    total = None if wrong else sum_problem(value.values())
    if total:
        yield total


def _check_institutions(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{key} = {shown(value)}: must be a table of rules by switch, written [{key}]"
        return
    yield from institution_problems(value)


def _check_parameters(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{key} = {shown(value)}: must be a table of numbers by name, written [{key}]"
        return
    known = declarations()
    for name, setting in value.items():
        home = misplaced(name, "parameters")
        if home:
            yield f"{key}.{name}: there is no such parameter{home}"
            continue
        problem = parameter_problem(known, name, setting, f"{key}.")
        if problem:
            yield problem


def misplaced(key: str, table: str) -> str:
    """Return where in a file a key belongs that stands in the wrong place, or nothing."""
    if table and key in SETTINGS:
        return f"; '{key}' belongs at the top of the file, before the first table"
    if table != "parameters" and key in declarations():
        return f"; '{key}' belongs in the table [parameters]"
    if table != "institutions" and key in INSTITUTION_RULES:
        return f"; '{key}' belongs in the table [institutions]"
    return ""


_CHECKS: dict[str, Callable[[str, object], Iterator[str]]] = {
    "name": _check_name,
    "title": _check_title,
    "extends": _check_extends,
    **dict.fromkeys(COUNTS, _check_count),
    "shared_assumptions": _check_flag,
    "sectors": _check_sectors,
    "institutions": _check_institutions,
    "parameters": _check_parameters,
}
