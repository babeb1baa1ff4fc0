"""What may become of a fuzzed file: it is used, or a clear message says what is wrong with it."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sim.cli import main
from sim.commands.session import BAD_INPUT, DONE, HOW_TO_SEE_WHERE
from sim.errors import BalancedJobsError

SECONDS = 30.0
"""After which a file counts as one that hangs the program; milliseconds are usual."""

LONGEST_MESSAGE = 50_000
"""Characters of what is written about one file."""

FUZZED = "fuzzed.toml"

BAKERY = """
name = "bakery"
[size]
median = 10
log_sd = 0.5
minimum = 3
[[tasks]]
name = "baking"
hours_share = 0.7
domain = "manual"
complexity = 0.5
empowerment = 0.4
desirability = 0.5
creativity = 0.4
[[tasks]]
name = "planning"
hours_share = 0.3
domain = "organisational"
complexity = 1.5
empowerment = 0.9
desirability = 0.7
creativity = 0.6
"""

BESIDE = {
    "sound.toml": 'extends = "capitalism"\nworkers = 400\n',
    "bakery.toml": BAKERY,
    "broken.toml": "workers = [",
    "wrong.toml": 'extends = "parecon"\nwrkers = 3\n',
    "there.toml": 'extends = "back.toml"\n',
    "back.toml": 'extends = "there.toml"\n',
    "returning.toml": f'extends = "{FUZZED}"\n',
    "empty.toml": "",
}
"""Files that a fuzzed one may refer to, all in one folder."""


class Hang(BaseException):
    """A file on which the program never comes to an end; nothing catches it."""


class Watch:
    """Raises `Hang` in the main thread when an example takes too long, whatever it waits for.

    The alarm of the system is taken by the time limit of tests.
    """

    def __init__(self) -> None:
        self._deadline = float("inf")
        self._content = b""
        self._main = threading.main_thread()
        self._over = threading.Event()

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch over the examples of a block, each announced by `limit`."""
        before = signal.signal(signal.SIGUSR1, self._raise)
        thread = threading.Thread(target=self._look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            signal.signal(signal.SIGUSR1, before)

    @contextlib.contextmanager
    def limit(self, content: bytes) -> Iterator[None]:
        """Give what is done with some content its time."""
        self._content, self._deadline = content, time.monotonic() + SECONDS
        try:
            yield
        finally:
            self._deadline = float("inf")

    def _look(self) -> None:
        while not self._over.wait(0.5):
            if time.monotonic() > self._deadline:
                assert self._main.ident is not None
                signal.pthread_kill(self._main.ident, signal.SIGUSR1)

    def _raise(self, *_: object) -> None:
        self._deadline = float("inf")
        raise Hang(f"no end after {SECONDS:g} seconds: {self._content!r}")


def furnish(folder: Path) -> None:
    """Put into a folder what a fuzzed file may refer to."""
    for name, text in BESIDE.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "folder.toml").mkdir()
    (folder / "round.toml").symlink_to("round.toml")
    os.mkfifo(folder / "pipe.toml")


def said(*arguments: str) -> tuple[int, str, str]:
    """Return exit code, output and messages of a call of the command in this process."""
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = main(arguments)
    return code, output.getvalue(), errors.getvalue()


def check_message(message: str, names: tuple[str, ...]) -> None:
    """Make sure that a message is one that helps: short, readable, and about the right thing.

    Parameters
    ----------
    message : str
    names : tuple of str
        Files, one of which it must name.
    """
    # Lines are compared whole, since a message quotes what was given, whatever that says.
    lines = message.splitlines()
    assert "Error: " in message, message[:500]
    assert not any(line.startswith("Traceback (most recent call last)") for line in lines), message
    assert HOW_TO_SEE_WHERE not in lines, message
    assert len(message) <= LONGEST_MESSAGE, (len(message), message[:2_000])
    assert any(name in message for name in names), message[:2_000]
    odd = {character for character in message if not character.isprintable()} - {"\n"}
    assert not odd, (odd, message[:2_000])


def outcome[Result](load: Callable[[], Result]) -> Result | None:
    """Return what a file describes, or None where it has mistakes; other errors go through."""
    try:
        return load()
    except BalancedJobsError:
        return None


def check_validation(file: str, valid: bool) -> None:
    """Make sure that the command says of a file what the function said that it uses."""
    code, output, errors = said("validate", file)
    if valid:
        assert (code, output, errors) == (DONE, f"ok  {file}\n", "")
    else:
        assert (code, output) == (BAD_INPUT, ""), (code, output, errors)
        check_message(errors, (file, *BESIDE, "folder.toml", "round.toml", "pipe.toml"))
