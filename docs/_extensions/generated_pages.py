"""Parts of pages that are written from the program itself, so that they cannot go stale."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import measured
from sphinx.application import Sphinx

import sim
from sim.cli.application import application, verbs
from sim.designs import list_designs
from sim.institutions.registry import SWITCHES, registered
from sim.parameters import GROUPS, REFERENCES, declarations
from sim.rules import SHIPPED_RULES
from sim.scenario import list_scenarios
from sim.sectors import load_sector
from sim.sectors.loading import sector_names
from sim.testing.permissions import MAY_CHANGE
from sim.text.answer import shipped_answer

FOLDER = "_generated"


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the parts before Sphinx reads the pages that include them."""
    app.connect("config-inited", lambda app, _: write_all(Path(app.srcdir) / FOLDER))
    app.connect("autodoc-process-signature", _without_fields)
    app.connect("autodoc-process-docstring", _one_attribute_each, priority=100)
    return {"parallel_read_safe": True}


def _without_fields(
    app: Sphinx, kind: str, name: str, thing: Any, options: Any, signature: str, returned: str
) -> tuple[str, str] | None:
    """Leave out the signature of records, whose fields the text explains."""
    is_record = kind == "class" and (is_dataclass(thing) or issubclass(thing, Enum))
    return ("", "") if is_record else None


def _one_attribute_each(
    app: Sphinx, kind: str, name: str, thing: Any, options: Any, lines: list[str]
) -> None:
    """Split attributes that share a description, of which Sphinx takes all but one for a type."""
    if "Attributes" not in lines:
        return
    start = lines.index("Attributes") + 2
    split: list[str] = []
    for names, block in _blocks(lines[start:]):
        for one in names:
            split += [block[0].replace(", ".join(names), one, 1), *block[1:]]
    lines[start:] = split


def _blocks(lines: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield each unindented line with what is indented below it, and the names it begins with."""
    block: list[str] = []
    for line in [*lines, "end"]:
        if block and line and not line.startswith(" "):
            names, colon, _ = block[0].partition(" : ")
            yield (names.split(", ") if colon else [names]), block
            block = []
        block.append(line)


def write_all(folder: Path) -> None:
    """Write every part into a folder, leaving alone what has not changed."""
    folder.mkdir(exist_ok=True)
    parts: dict[str, Iterator[str]] = {
        "commands": commands(),
        "designs": designs(),
        "indicators": indicators(),
        "parameters": parameters(),
        "permissions": permissions(),
        "references": references(),
        "rules": rules(),
        "scenarios": scenarios(),
        "sectors": sectors(),
        **measured.parts(table),
    }
    further = further_pages(folder.parent)
    parts |= {"topics": topics(further), "further": list_of(further), "answer": [answer_line()]}
    for name, lines in parts.items():
        text = "\n".join(lines) + "\n"
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def further_pages(docs: Path) -> dict[str, str]:
    """Return the titles of pages that the index does not name, by name: whatever has been added."""
    index = (docs / "index.md").read_text(encoding="utf-8")
    named = {line.strip() for line in index.splitlines()} | {"index"}
    return {
        path.stem: path.read_text(encoding="utf-8").lstrip().partition("\n")[0].strip("# ")
        for path in sorted(docs.glob("*.md"))
        if path.stem not in named
    }


def answer_line() -> str:
    """Return the answer given the evidence in one sentence, with where it stands in full."""
    said = shipped_answer().line().replace(" (`balanced-jobs answer`)", "")
    return f"**The answer so far.** {said} [In full](#the-answer-so-far)."


def topics(pages: Mapping[str, str]) -> Iterator[str]:
    """Yield a table of contents of further pages, or nothing."""
    if pages:
        yield from ("```{toctree}", ":caption: Topics", ":maxdepth: 1", ":hidden:", "")
        yield from pages
        yield "```"


def list_of(pages: Mapping[str, str]) -> Iterator[str]:
    """Yield links to further pages, or nothing."""
    if pages:
        yield "More on single topics:"
        yield ""
        yield from (f"- [{title}]({name}.md)" for name, title in pages.items())


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _number(value: float) -> str:
    return f"{value:g}"


def parameters() -> Iterator[str]:
    """Yield the table of parameters by group, after counts of what they rest on."""
    known = list(declarations().values())
    assumed = [row for row in known if row.source.startswith("assumed")]
    read = [row for row in known if row.source_checked and row not in assumed]
    yield (
        f"There are {len(known)} parameters. For {len(assumed)} no evidence was found: their "
        f"ranges are **assumed**. {len(known) - len(assumed)} rest on a source; for {len(read)} "
        "of these the source itself was read, the others are quoted from other works or from "
        "general knowledge of the literature."
    )
    yield ""
    counts = []
    for group in GROUPS:
        members = [row for row in known if row.group == group]
        without = [row for row in members if row in assumed]
        counts.append((f"[{group}](#{group})", len(members), len(without)))
    yield from table(("group", "parameters", "assumed"), counts)
    for group, members in groupby(known, key=lambda row: row.group):
        yield f"## {group.capitalize()}"
        yield ""
        yield (inspect.getdoc(GROUPS[group]) or "").partition(":")[0] + "."
        yield ""
        for row in members:
            symbol = f", {row.symbol}" if row.symbol else ""
            unit = "" if row.unit in ("", "-") else f" {row.unit}"
            sure = " (read)" if row.source_checked else " (not read)"
            if row in assumed or "not read" in row.source:
                sure = ""
            source = row.source[0].upper() + row.source[1:]
            yield f"`{row.name}`{symbol}"
            yield f": {row.meaning} ({row.kind})."
            yield f"  Default **{_number(row.default)}**{unit}, from {_number(row.low)} to "
            yield f"  {_number(row.high)}."
            yield f"  Prior: {row.distribution.words} ({row.prior_reason})."
            yield f"  {source}{sure}."
            yield f"  Read by {', '.join(f'`{reader}`' for reader in row.readers)}."
            yield ""


def references() -> Iterator[str]:
    """Yield the works that parameters and scenarios cite."""
    for name, title in REFERENCES.items():
        yield f"- {name}: {title}"


def scenarios() -> Iterator[str]:
    """Yield the named scenarios and their rules."""
    for name, title, chosen in list_scenarios():
        yield f"`{name}`"
        yield f": {title}"
        yield ""
        yield f"  {', '.join(f'{switch} *{rule}*' for switch, rule in chosen.items())}"
        yield ""


def rules() -> Iterator[str]:
    """Yield what the shipped rules of each institution do."""
    for switch in SWITCHES:
        yield f"### `{switch}`"
        yield ""
        for name in SHIPPED_RULES[switch]:
            text = inspect.getdoc(registered(switch, name)) or ""
            yield f"`{name}`"
            yield f": {' '.join(text.split())}"
            rule = f"{switch}.{name}"
            read = [f"`{row.name}`" for row in declarations().values() if rule in row.readers]
            if read:
                yield f"  It reads {', '.join(read)}."
            yield ""


def permissions() -> Iterator[str]:
    """Yield what rules of each institution may change."""
    yield from table(
        ("institution", "may change"),
        (
            (f"`{switch}`", ", ".join(f"`{name}`" for name in sorted(names)))
            for switch, names in MAY_CHANGE.items()
        ),
    )
    yield (
        "All may change `state.memory`. Only rules of employment may move people, and with them "
        "rows, by `state.reassign`."
    )


def sectors() -> Iterator[str]:
    """Yield the sectors of the package with their tasks."""
    for name in sector_names():
        sector = load_sector(name)
        yield f"## {sector.title}"
        yield ""
        yield f"`{name}`, median workplace {_number(sector.size.median)} people."
        yield ""
        yield from table(
            ("task", "share of hours", "domain", "complexity", "empowerment", "desirability"),
            (
                (
                    task.name,
                    f"{task.hours_share:.3f}",
                    task.domain,
                    f"{task.complexity:.2f}",
                    f"{task.empowerment:.2f}",
                    f"{task.desirability:.2f}",
                )
                for task in sector.tasks
            ),
        )


def designs() -> Iterator[str]:
    """Yield the named designs for sweeps."""
    yield from table(
        ("design", "what it varies", "method", "runs"),
        ((f"`{one.name}`", one.title, one.method, f"{one.runs:,}") for one in list_designs()),
    )


def indicators() -> Iterator[str]:
    """Yield the indicators of every month."""
    from sim.phases.indicators import INDICATORS

    yield from table(
        ("indicator", "unit", "meaning"),
        ((f"`{name}`", one.unit, one.meaning) for name, one in INDICATORS.items()),
    )


def commands() -> Iterator[str]:
    """Yield the help of every verb."""
    yield f"Version {sim.__version__}."
    yield ""
    context = click.Context(application, info_name="balanced-jobs")
    for verb in verbs():
        command = application.get_command(context, verb)
        assert command is not None
        inner = click.Context(command, info_name=verb, parent=context, terminal_width=88)
        yield f"## {verb}"
        yield ""
        yield "```text"
        yield command.get_help(inner)
        yield "```"
        yield ""
