"""``balanced-jobs answer``: what the evidence says, or what results say, in a few sentences."""

from __future__ import annotations

import json
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sim.commands.options import debug_option, json_option
from sim.commands.session import DONE
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    from sim.study.record import Record
    from sim.text.answer import Answer
    from sim.text.terminal import Detail

WIDTH: Final = 80

EXPLORED: Final = ("compare", "posterior", "sweep", "verdict")
"""Kinds of results of which a page to choose assumptions on can be made."""


@click.command("answer", short_help="Say the answer that the evidence gives, in a few sentences.")
@click.argument("results", type=click.Path(path_type=Path), required=False)
@click.option("--table", is_flag=True, help="Say all of it, with all tables of RESULTS.")
@json_option
@debug_option
def command(results: Path | None, table: bool, as_json: bool) -> int:
    """Say what balanced jobs do given the evidence, and what the whole of parecon does.

    Without RESULTS it is the answer that comes with the program, which the readme, the findings and
    the pages quote word for word; --table says all of it. RESULTS is a folder of results: of
    `balanced-jobs posterior` with both parecon and parecon_no_balance among its regimes it is the
    same answer, of all others theirs in at most twelve lines, then what in it is a surprise, and
    where to look next.
    """
    with stopping_at_once():
        if results is None:
            from sim.text.answer import shipped_answer

            _say(shipped_answer(), table, as_json)
            return DONE
        from sim.results import open_results

        found = open_results(results)
        if (answer := _given_the_evidence(found)) is not None:
            _say(answer, table, as_json, str(results))
        elif as_json:
            document = found.document()
            told = {
                **document.record(),
                "short": list(document.brief),
                "surprises": list(document.surprises),
            }
            click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            _tell(found, results, "all" if table else "answer")
    return DONE


def _given_the_evidence(result: Record) -> Answer | None:
    """Return the answer given the evidence, if results hold all that it is made of."""
    if result.kind != "posterior":
        return None
    from sim.experiments.posterior.added import ADDED
    from sim.experiments.posterior.answer import answer_of
    from sim.experiments.posterior.record import Posterior

    if isinstance(result, Posterior) and ADDED in result.regimes:
        return answer_of(result)
    return None


def _say(answer: Answer, whole: bool, as_json: bool, results: str = "") -> None:
    """Write the answer given the evidence, or where it begins and how to see the rest."""
    from sim.text.terminal import screen_width

    wide = max(20, min(WIDTH, screen_width()))
    if as_json:
        click.echo(answer.to_json(), nl=False)
    else:
        text = answer.text() if whole else answer.begin()
        click.echo(textwrap.fill(text, wide, break_on_hyphens=False))
        if text != answer.text():
            again = ["balanced-jobs", "answer", *([results] if results else []), "--table"]
            click.echo(f"How sure that is: {shlex.join(again)}")


def _tell(result: Record, folder: Path, detail: Detail) -> None:
    """Write what a result answers, what is a surprise, and where to look next."""
    from sim.text.terminal import screen_width, show

    document = result.document()
    show(document, detail=detail, folder=str(folder))
    wide = max(20, min(WIDTH, screen_width()))
    if document.surprises:
        click.echo("\nSurprises, each decided by its interval:")
        for text in document.surprises:
            click.echo(_item(text, wide))
    elif result.kind == "compare":
        click.echo("\nNo surprise: nothing that is decided goes against the headline.")
    if _is_the_pair(result):
        from sim.text.answer import shipped_answer

        click.echo("\n" + textwrap.fill(shipped_answer().line(), wide))
    click.echo("\nWhere to look next:")
    for text in _next(result, folder):
        click.echo(_item(text, wide))


def _is_the_pair(result: Record) -> bool:
    """Return whether a result is about the pair that the answer given the evidence is about."""
    from sim.experiments.compare.document import is_the_question

    names = [one["name"] for one in result.scenarios]
    return result.kind == "compare" and is_the_question(*names[:2])


def _next(result: Record, folder: Path) -> Iterator[str]:
    yield f"{folder / 'figures'}: the same in pictures"
    yield f"balanced-jobs report {folder}: the whole of it as a page"
    if result.kind in EXPLORED:
        yield f"balanced-jobs explore {folder}: choose the assumptions"
    if result.kind == "compare":
        names = [str(one["name"]) for one in result.scenarios[:2]]
        pair = "" if _is_the_pair(result) else f" --a {names[0]} --b {names[1]}"
        yield f"balanced-jobs verdict{pair}: how often it holds over all assumptions"
        yield "balanced-jobs app: watch it happen"


def _item(text: str, width: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
