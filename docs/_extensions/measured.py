"""Tables of the page on performance, from what the benchmarks wrote: no number is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.study.forecast import duration

MEASURED = Path(__file__).resolve().parents[2] / "benchmarks" / "measured"
"""Folder of the files that ``--json`` wrote."""

SUITE = "suite"
SCALE = "scale"
ESTIMATE = "estimate"
SOAK = "soak"
BEFORE = "before"
RECENT = "recent"
"""Some parts of the suite, measured after it."""

MONTH_OF_A_RUN = "a month of a whole run"

MONTHS = 360
"""Months of a run in the table of experiments: those of the scenarios, with their burn-in."""

RUNS = (100, 1_000, 10_000)
PEOPLE = (500, 1_000, 10_000, 100_000)
PROCESSES = (2, 256)
"""What the table of experiments is for, as far as the sizes were measured."""

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], Iterator[str]]
"""Yields the lines of a table, from its header and rows."""

SECTIONS = {
    "plan": "What is asked for",
    "parts": "The parts, measured",
    "estimate": "The estimate",
    "check": "The check: a small verdict, predicted and then done",
}
"""Headings of the estimate."""


def parts(table: Table, folder: Path = MEASURED) -> dict[str, Iterator[str]]:
    """Return the parts of the page by name.

    Parameters
    ----------
    table : callable
    folder : Path
        Where the files are.
    """
    names = (SUITE, SCALE, ESTIMATE, BEFORE, RECENT)
    files = {name: _read(folder / f"{name}.json") for name in names}
    suite, scale, estimate, before, recent = files.values()
    suite = renewed(suite, recent)
    found = [*suite["ratios"], *scale["ratios"], *before["ratios"]]
    return {
        "performance_machine": machine(files, table),
        "performance_ratios": ratios(found, table),
        "performance_month": month(suite["rows"], table),
        "performance_growth": growth(suite["rows"], table),
        "performance_experiments": experiments(suite["rows"], table),
        "performance_fixed": fixed(suite["rows"], table),
        "performance_scale": scale_table(scale["rows"], table),
        "performance_others": others(suite["rows"], table),
        "performance_estimate": estimates(estimate, table),
        "performance_soak": soak(_read(folder / f"{SOAK}.json"), table),
    }


def renewed(suite: Mapping[str, Any], recent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the suite with parts and ratios that were measured again in place of the old ones."""
    parts = {row["part"] for row in recent["rows"]}
    known = {(ratio["name"], ratio["setting"]) for ratio in recent["ratios"]}
    rows = [row for row in suite["rows"] if row["part"] not in parts]
    ratios = [one for one in suite["ratios"] if (one["name"], one["setting"]) not in known]
    return {**suite, "rows": rows + recent["rows"], "ratios": ratios + recent["ratios"]}


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def number(value: float) -> str:
    """Return a number with as many digits as a reader needs."""
    if value != value:
        return ""
    size = abs(value)
    digits = 0 if size >= 100 or value == round(value) else 1 if size >= 10 else 2
    if 0.0 < size < 1.0:
        return f"{value:.2g}"
    return f"{value:,.{digits}f}"


def words(text: str) -> str:
    """Return a text whose hyphens stay as they are, as those before an option."""
    return text.replace("--", "\\-\\-")


def machine(files: Mapping[str, Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield on which machine each file was measured."""
    yield from table(
        (
            "file", "processors", "processor", "system", "Python", "NumPy", "Numba",
            "load at the end",
        ),
        (
            (
                name, one["processors"], one["processor"], " ".join(one["system"].split("-")[:2]),
                one["python"], one["numpy"], one["numba"], number(one["load"]),
            )
            for name, one in ((name, file["machine"]) for name, file in files.items())
        ),
    )  # fmt: skip


def ratios(found: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield how many limits are reached, those that are not, and all ratios."""
    limited = [ratio for ratio in found if ratio["reached"] is not None]
    missed = [ratio for ratio in limited if not ratio["reached"]]
    yield f"{len(limited) - len(missed)} of {len(limited)} limits are reached."
    if missed:
        names = [
            words(ratio["name"]) + (f" ({ratio['setting']})" if ratio["setting"] else "")
            for ratio in missed
        ]
        yield f"Not reached: {'; '.join(names)}."
    yield ""
    answers = {True: "yes", False: "**no**", None: ""}
    yield from table(
        ("ratio", "of", "measured", "wanted", "reached"),
        (
            (words(ratio["name"]), ratio["setting"], number(ratio["value"]), _limit(ratio),
             answers[ratio["reached"]])
            for ratio in found
        ),
    )  # fmt: skip


def _limit(ratio: Mapping[str, Any]) -> str:
    if ratio["limit"] != ratio["limit"]:
        return ""
    return f"at {'least' if ratio['at_least'] else 'most'} {ratio['limit']:g}"


def by_subject(
    rows: Iterable[Mapping[str, Any]], part: str
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return rows of a part by setting and subject."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        if row["part"] == part:
            found.setdefault(row["setting"], {})[row["subject"]] = row
    return found


def month(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield what each phase of a month takes, for every size and regime that was measured."""
    settings = by_subject(rows, "month")
    subjects = dict.fromkeys(subject for one in settings.values() for subject in one)
    yield from table(
        ("ns per worker, median", *settings),
        (
            (
                subject.replace("_", " "),
                *(
                    number(one[subject]["value"]) if subject in one else ""
                    for one in settings.values()
                ),
            )
            for subject in subjects
        ),
    )


def growth(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield what a month of a whole run takes at every size, and its memory."""
    settings = by_subject(rows, "runs")
    subjects = dict.fromkeys((row["subject"], row["unit"]) for one in settings.values()
                             for row in one.values())  # fmt: skip
    yield from table(
        ("run", *(f"{subject}, {unit}" for subject, unit in subjects)),
        (
            (setting, *(number(one[subject]["value"]) if subject in one else ""
                        for subject, _ in subjects))
            for setting, one in settings.items()
        ),
    )  # fmt: skip


def experiments(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield what so many runs of so many people take, by what a month of a whole run takes."""
    cost: dict[int, list[float]] = {}
    for setting, subjects in by_subject(rows, "runs").items():
        people = int(setting.partition(" ")[0].replace(",", ""))
        cost.setdefault(people, []).append(subjects[MONTH_OF_A_RUN]["value"])

    def row(runs: int, people: int) -> tuple[object, ...]:
        run = people * MONTHS * sum(cost[people]) / len(cost[people]) * 1e-9
        # A run is done by one process, however many there are.
        times = (max(runs * run / processes, run) for processes in PROCESSES)
        work = number(float(runs * people * MONTHS))
        return (f"{runs:,}", f"{people:,}", MONTHS, work, *map(duration, times))

    yield from table(
        ("runs", "people", "months", "worker-months", *(f"{n} processes" for n in PROCESSES)),
        (row(runs, people) for people in PEOPLE if people in cost for runs in RUNS),
    )


def fixed(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield what a month and each phase of it cost whoever is there, as far as it was measured."""
    settings = by_subject(rows, "fixed")
    if not settings:
        yield "It has not been measured since this part exists."
        return
    subjects = dict.fromkeys(subject for one in settings.values() for subject in one)
    yield from table(
        ("microseconds a month", *settings),
        (
            (
                subject.replace("_", " "),
                *(number(one[subject]["value"]) for one in settings.values()),
            )
            for subject in subjects
        ),
    )


def scale_table(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield time and memory of the largest economies."""
    settings = by_subject(rows, "scale")
    subjects = dict.fromkeys((row["subject"], row["unit"]) for one in settings.values()
                             for row in one.values())  # fmt: skip
    yield from table(
        ("run", *(f"{subject}, {unit}" for subject, unit in subjects)),
        (
            (setting, *(number(one[subject]["value"]) for subject, _ in subjects))
            for setting, one in settings.items()
        ),
    )


def others(rows: Sequence[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield what a step of other simulators takes, or why there is no number."""
    yield from table(
        ("simulator", "size", "ns per agent and step"),
        (
            (row["subject"], row["setting"], row["note"] or number(row["value"]))
            for row in rows
            if row["part"] == "peers"
        ),
    )


def estimates(content: Mapping[str, Any], table: Table) -> Iterator[str]:
    """Yield the estimate for a large verdict, its parts, its bottleneck and its check."""
    for section, title in SECTIONS.items():
        yield f"**{title}**"
        yield ""
        yield from table(
            ("number", "value", "unit", "how it was obtained"),
            (
                (item["name"], number(item["value"]), item["unit"], item["how"])
                for item in content["items"]
                if item["section"] == section
            ),
        )
        if section == "estimate":
            longest = content["bottleneck"]
            share = f"{100.0 * longest['share']:.0f} %"
            yield f"Bottleneck: {longest['part']}, with {share} of the wall-clock time."
            yield ""
    yield from table(
        ("check", "of", "ratio"),
        ((one["name"], one["setting"], number(one["value"])) for one in content["ratios"]),
    )


def soak(content: Mapping[str, Any], table: Table) -> Iterator[str]:
    """Yield what sweeps went through under random kills, and how their memory changed."""
    rows: list[tuple[str, str]] = [
        ("minutes", number(content["seconds"] / 60.0)),
        ("sweeps", number(content["sweeps"])),
        ("starts of a sweep", number(content["starts"])),
        ("runs", number(content["runs"])),
        *((kind, number(count)) for kind, count in content["kills"].items()),
        (
            "sweeps with a wrong end, or with anything lost, doubled or left behind",
            str(len(content["failures"])),
        ),
    ]
    yield from table(("what happened", "number"), rows)
    yield "Memory of the part without kills:"
    yield ""
    memory = content["memory"]
    yield from table(
        ("of", "first third (MB)", "last third (MB)", "growth"),
        (
            (name, number(memory[name]["first"]), number(memory[name]["last"]),
             f"{100.0 * memory[name]['growth']:.2f} %")
            for name in ("parent", "workers", "tree")
        ),
    )  # fmt: skip
