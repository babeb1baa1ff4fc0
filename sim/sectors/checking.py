"""Checking what a sector file says, one sentence for each mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import fsum
from typing import Any, Literal, get_args

from sim.errors import choices, suggestion
from sim.kernels import DOMAINS, MAX_TASKS
from sim.reading import number, number_problem, shown, sum_to_one, word

Domain = Literal["manual", "technical", "scientific", "care", "organisational", "clerical"]
"""A field of skill."""

DOMAIN_NAMES: tuple[str, ...] = get_args(Domain)
"""Names of the skill domains, in the order of their index in arrays."""

assert len(DOMAIN_NAMES) == DOMAINS

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
FEWEST_TASKS = 2

HIGHEST_COMPLEXITY = 5.0
"""Twice that of surgery; beyond it a small gap in skill would decide everything."""

TASK_RANGES = {
    "hours_share": (0.0, 1.0),
    "complexity": (0.0, HIGHEST_COMPLEXITY),
    "empowerment": (0.0, 1.0),
    "desirability": (0.0, 1.0),
    "creativity": (0.0, 1.0),
}
SIZE_RANGES = {"median": (2.0, 100_000.0), "log_sd": (0.0, 2.0), "minimum": (2.0, 100_000.0)}
"""Numbers of a task and of the sizes of workplaces, with the range of each."""

SECTOR_KEYS = ("name", "title", "source", "size", "tasks")
TASK_KEYS = ("name", "hours_share", "domain", *list(TASK_RANGES)[1:], "note")
SIZE_KEYS = (*SIZE_RANGES, "source")


def sector_problems(content: dict[str, Any]) -> Iterator[str]:
    """Yield every mistake in the content of a sector file; the name must be there."""
    yield from _unknown("", content, SECTOR_KEYS)
    name = content["name"]
    if not isinstance(name, str) or not NAME.fullmatch(name):
        yield (
            f"name = {shown(name)}: must be a word of letters, digits, '_' and '-' that begins "
            "with a letter"
        )
    yield from _texts("", content, ("title", "source"))
    yield from _size_problems(content.get("size"))
    tasks = content.get("tasks")
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        yield f"tasks: there must be {FEWEST_TASKS} to {MAX_TASKS} tables called [[tasks]]"
        return
    if not FEWEST_TASKS <= len(tasks) <= MAX_TASKS:
        yield f"tasks: there are {len(tasks)}; allowed are {FEWEST_TASKS} to {MAX_TASKS}"
    names = [task.get("name") for task in tasks]
    for index, task in enumerate(tasks):
        label = names[index] if isinstance(names[index], str) else index + 1
        yield from _task_problems(f"tasks.{label}.", task)
        if isinstance(names[index], str) and names[index] in names[:index]:
            yield f"tasks.{label}: two tasks have this name; each needs one of its own"
    shares = [number(task.get("hours_share")) for task in tasks]
    known = [share for share in shares if share is not None]
    valid = len(known) == len(shares) and all(0.0 < share <= 1.0 for share in known)
    if tasks and valid and not sum_to_one(known):
        yield f"tasks: the values of hours_share sum to {fsum(known):.7g}; they must sum to 1"


def _size_problems(size: object) -> Iterator[str]:
    """Yield every mistake in the distribution of sizes."""
    if not isinstance(size, dict):
        yield "size: there must be a table called [size] with median, log_sd and minimum"
        return
    yield from _unknown("size.", size, SIZE_KEYS)
    yield from _numbers("size.", size, SIZE_RANGES)
    yield from _texts("size.", size, ("source",))
    median, minimum = number(size.get("median")), number(size.get("minimum"))
    if median is not None and minimum is not None and minimum > median:
        yield f"size.minimum = {minimum:g}: must not exceed size.median = {median:g}"


def _task_problems(label: str, task: dict[str, Any]) -> Iterator[str]:
    """Yield every mistake in one task."""
    yield from _unknown(label, task, TASK_KEYS)
    if not isinstance(task.get("name"), str) or not task["name"].strip():
        yield f"{label}name: each task needs a name in quotes"
    yield from _numbers(label, task, TASK_RANGES)
    if number(task.get("hours_share")) == 0.0:
        yield f"{label}hours_share = 0: must be above 0; leave out a task that nobody does"
    domain = task.get("domain")
    if domain not in DOMAIN_NAMES:
        given = "is missing" if domain is None else f"= {shown(domain)}"
        yield f"{label}domain {given}: {choices(word(domain), DOMAIN_NAMES)}"
    yield from _texts(label, task, ("note",))


def _unknown(label: str, table: dict[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    for key in table:
        if key not in known:
            hint = suggestion(key, known)
            yield f"{label}{key}: there is no such key; allowed are {', '.join(known)}{hint}"


def _numbers(
    label: str, table: dict[str, Any], ranges: dict[str, tuple[float, float]]
) -> Iterator[str]:
    for key, (low, high) in ranges.items():
        if key not in table:
            yield f"{label}{key} is missing: must be a number from {low:g} to {high:g}"
            continue
        problem = number_problem(f"{label}{key}", table[key], low, high)
        if problem:
            yield problem


def _texts(label: str, table: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if key in table and not isinstance(table[key], str):
            yield f"{label}{key} = {shown(table[key])}: must be text in quotes"
