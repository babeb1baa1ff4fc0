"""The command itself: finds the verb and turns every ending into a message and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from sim import __version__
from sim.commands.session import (
    BAD_INPUT,
    DONE,
    FAILED,
    HOW_TO_SEE_WHERE,
    NOTHING_SAVED,
    STOPPED,
    Session,
)
from sim.errors import BalancedJobsError, suggestion
from sim.experiments.registry import kinds

OTHERS: Final = (
    "answer", "findings", "report", "explore", "export", "merge", "note", "results", "rerun",
    "scenarios", "designs", "parameters", "sector", "validate", "schema", "app",
)  # fmt: skip
"""Verbs that are no experiments, in the order of the help; each is a module of this package."""


def verbs() -> list[str]:
    """Return the names of all verbs, in the order of the help: experiments first."""
    return [*kinds(), *OTHERS]


class VerbGroup(click.Group):
    """A group of commands that are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        return verbs()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, or None when there is no such verb."""
        if cmd_name in OTHERS:
            command: click.Command = import_module(f"sim.cli.{cmd_name}").command
            return command
        return kinds()[cmd_name].load_command() if cmd_name in kinds() else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands; those of experiments are not loaded for it."""
        del ctx
        others = {name: import_module(f"sim.cli.{name}").command for name in OTHERS}
        with formatter.section("Experiments"):
            formatter.write_dl([(name, kind.help) for name, kind in kinds().items()])
        with formatter.section("Other commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(80)) for name, command in others.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb, its command and the other arguments; an unknown verb is an error."""
        if args[0] not in OTHERS and args[0] not in kinds():
            ctx.fail(
                f"no command '{args[0]}'{suggestion(args[0], verbs()) or '.'} There are: "
                f"{', '.join(verbs())}."
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=VerbGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
balanced-jobs compare capitalism parecon    the main comparison
balanced-jobs VERB --help                   what a verb takes

Exit codes: 0 done, 1 finished with failed runs, 2 bad input, 130 stopped.""",
)
@click.version_option(__version__, prog_name="balanced-jobs", message="%(prog)s %(version)s")
def application() -> None:
    """Simulate workplaces under capitalism and under participatory economics."""


def call(arguments: Sequence[str] | None) -> int:
    """Return the exit code of a call, as `sim.cli.main` does."""
    session = Session()
    try:
        _check_folder()
        code = application.main(
            args=None if arguments is None else list(arguments),
            prog_name="balanced-jobs",
            standalone_mode=False,
            obj=session,
        )
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except BalancedJobsError as error:
        _explain(session, str(error))
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo(NOTHING_SAVED, err=True)
        return STOPPED
    except BrokenPipeError:
        _silence_output()
        return DONE
    except Exception as error:
        text = str(error).partition("\n")[0]
        _explain(session, f"{type(error).__name__}: {text}" if text else type(error).__name__)
        if not session.debug:
            click.echo(HOW_TO_SEE_WHERE, err=True)
        return FAILED
    return code if isinstance(code, int) else DONE


def _check_folder() -> None:
    """Raise a BalancedJobsError if the working folder is gone, from which paths are seen."""
    try:
        Path.cwd()
    except OSError as error:
        raise BalancedJobsError(
            f"the folder that you are in is gone or cannot be entered ({error.strerror}); go to "
            "another one with cd"
        ) from error


def _explain(session: Session, message: str) -> None:
    """Write the message, after the traceback where that was asked for."""
    if session.debug:
        traceback.print_exc()
    click.echo(f"Error: {message}", err=True)


def _silence_output() -> None:
    """Keep the interpreter from complaining at its end that nobody reads the output any more."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
