"""Problems of SALib as designs: names, bounds, distributions and groups of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeGuard

from sim.errors import DesignError, choices, refuse, suggestion
from sim.grammar.files import expanded, shown_path
from sim.grammar.reading import content_of, json_of
from sim.grammar.values import number, shown, word
from sim.parameters import declarations

PROBLEM: Final = "problem"
"""Key of a random design under which a problem stands."""

DISTS: Final[Mapping[str, int]] = {"unif": 2, "logunif": 2, "truncnorm": 4}
"""Distributions of SALib that there are here too, with the number of their bounds."""

KNOWN: Final = ("num_vars", "names", "bounds", "groups", "dists", "outputs", "sample_scaled")
"""Keys of a problem; the last two say nothing of what varies."""

REPLACED: Final = ("parameters", "ranges", "groups")
"""Keys of a random design that a problem stands for."""

LARGEST: Final = 10_000_000
"""Bytes of a file with a problem."""


def with_problem(content: Any, methods: Sequence[str], folder: Path) -> Any:
    """Return the content of a design with what a problem says in its place.

    Parameters
    ----------
    content : mapping
        As in a design file.
    methods : sequence of str
        Names of the tables that may have a problem: its content, or the path of a file with it.
    folder : Path
        From which a relative path starts.

    Raises
    ------
    DesignError
        If the problem cannot be read, or has mistakes.
    """
    if not isinstance(content, Mapping):
        return content
    changed = dict(content)
    for method in methods:
        table = content.get(method)
        if not isinstance(table, Mapping) or PROBLEM not in table:
            continue
        place = f"[{method}] {PROBLEM}"
        both = [key for key in REPLACED if key in table]
        if both:
            raise DesignError(f"{place}: stands for {', '.join(both)} too; keep one of them")
        rest = {key: value for key, value in table.items() if key != PROBLEM}
        found, said = problem_of(table[PROBLEM], folder, place)
        changed[method] = rest | _as_table(found, said, method)
    return changed


def problem_of(given: object, folder: Path, place: str) -> tuple[Mapping[str, Any], str]:
    """Return a problem and where it stands, for messages.

    Parameters
    ----------
    given : mapping or path
        The problem, or a file: ``.json``, or the text of lines "name low high" of SALib.
    folder : Path
        From which a relative path starts.
    place : str
        For messages.

    Raises
    ------
    DesignError
        If it cannot be read.
    """
    if isinstance(given, Mapping):
        return given, place
    if not isinstance(given, str | Path):
        raise DesignError(
            f"{place} = {shown(given)}: must be a problem of SALib, or the path of a file with one"
        )
    path = folder / expanded(str(given))
    said = f"{place}: {shown_path(path)}"
    try:
        if path.suffix.lower() == ".json":
            return json_of(path, LARGEST), said
        content_of(path, LARGEST)
        from SALib.util import read_param_file

        found: Mapping[str, Any] = read_param_file(str(path))
    except FileNotFoundError:
        raise DesignError(f"{said}: there is no such file") from None
    except (OSError, ValueError, KeyError, IndexError) as error:
        first = str(error).partition("\n")[0]
        raise DesignError(f"{said}: cannot be read as a problem of SALib ({first})") from None
    return found, said


def _as_table(problem: Mapping[str, Any], place: str, method: str) -> dict[str, Any]:
    """Return what a random design says that is the same as a problem."""
    refuse(DesignError, list(_problems(problem, method)), place)
    dists = problem.get("dists") or ["unif"] * len(problem["names"])
    each = zip(problem["names"], problem["bounds"], dists, strict=True)
    content: dict[str, Any] = {
        "ranges": {name: _range(dist, bounds) for name, bounds, dist in each}
    }
    if problem.get("groups"):
        content["groups"] = dict(zip(problem["names"], problem["groups"], strict=True))
    return content


def _range(dist: str | None, bounds: Sequence[float]) -> dict[str, Any]:
    low, high, *rest = map(float, bounds)
    content: dict[str, Any] = {"low": low, "high": high}
    if dist == "truncnorm":
        return content | {"distribution": "normal", "mode": rest[0], "spread": rest[1]}
    return content | {"distribution": "log_uniform" if dist == "logunif" else "uniform"}


def _problems(problem: Mapping[str, Any], method: str) -> Iterator[str]:
    """Yield what is wrong with a problem, but for values that the design refuses itself."""
    for key in problem:
        if key not in KNOWN:
            yield f"'{word(key)}' is no key of a problem; {choices(word(key), KNOWN[:5])}"
    names = problem.get("names")
    if not _listed(names) or not names:
        yield "names is missing: must be a list of names of parameters"
        return
    for name in dict.fromkeys(map(word, names)):
        if name not in declarations():
            yield f"'{name}': there is no such parameter{suggestion(name, declarations())}"
        elif list(names).count(name) > 1:
            yield f"'{name}' stands {list(names).count(name)} times in names"
    count = problem.get("num_vars", len(names))
    if count != len(names):
        yield f"num_vars = {shown(count)}: there are {len(names)} names"
    for key in ("bounds", "dists", "groups"):
        values = problem.get(key)
        if values is None and key != "bounds":
            continue
        if not _listed(values) or len(values) != len(names):
            yield f"{key}: must be a list with an entry for each of the {len(names)} names"
        elif key == "bounds":
            yield from _wrong_bounds(problem)
    if problem.get("groups") and method != "sobol":
        yield f"groups: a {method} design tells every parameter apart; take a Sobol design"


def _wrong_bounds(problem: Mapping[str, Any]) -> Iterator[str]:
    dists = problem.get("dists")
    if not _listed(dists) or len(dists) != len(problem["names"]):
        dists = ["unif"] * len(problem["names"])
    for name, bounds, dist in zip(problem["names"], problem["bounds"], dists, strict=True):
        if dist not in DISTS:
            yield (
                f"dists: {shown(dist)} of {word(name)} is not supported; "
                f"{choices(word(dist), DISTS)}: write a range with its distribution in place of "
                "the problem"
            )
        elif not _listed(bounds) or len(bounds) != DISTS[dist] or None in map(number, bounds):
            form = "[low, high, mean, standard deviation]" if DISTS[dist] == 4 else "[low, high]"
            yield f"bounds of {word(name)} = {shown(bounds)}: must be {form} for {dist}"


def _listed(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
