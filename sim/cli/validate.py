"""``balanced-jobs validate``: checks files without running them."""

from __future__ import annotations

import click

from sim.commands.options import debug_option
from sim.commands.plugins import plugin_option
from sim.commands.session import BAD_INPUT, DONE
from sim.errors import BalancedJobsError, printable


@click.command("validate", short_help="Check scenario files without running them.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@plugin_option
@debug_option
def command(files: tuple[str, ...]) -> int:
    """Check scenario files without running them.

    Each FILE is a path; what is wrong with it is said with the key, the value and what is allowed.
    Exits with 2 if any of them is not valid.
    """
    from sim.scenario import validate_file

    wrong = 0
    for file in files:
        try:
            validate_file(file)
        except BalancedJobsError as error:
            wrong += 1
            click.echo(f"Error: {error}", err=True)
        else:
            click.echo(f"ok  {printable(file)}")
    return BAD_INPUT if wrong else DONE
