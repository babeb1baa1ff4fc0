"""What a user sees of work that takes a while: a bar at a terminal, lines in a file.

A thread of its own draws the display, so that the clock goes on while nothing is finished, and
whoever is interrupted while noting progress holds no lock that the display needs.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Final, TextIO

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)`` whenever a unit of work is finished."""

SECONDS_WITHOUT_DISPLAY: Final = 2.0
"""Work that ends sooner shows nothing."""

SECONDS_BETWEEN_LINES: Final = 60.0
"""At most, in a file, where a line is written for each tenth of the work as well."""

SECONDS_BETWEEN_FRAMES: Final = 0.2
"""At a terminal."""

SECONDS_BETWEEN_LOOKS: Final = 1.0
"""Whether there is a line to write to a file."""

TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """Units of work at a moment.

    Attributes
    ----------
    moment : float
        Seconds on a clock.
    done, total : int
    """

    moment: float
    done: int
    total: int


@dataclass(slots=True)
class Stage:
    """A part of the work, as far as it has come.

    Attributes
    ----------
    text : str
        What is being done; empty where the bar says enough.
    beginning : str
        What happens before the first unit is finished and never again, such as compiling; empty
        where all units take alike.
    began : float
        Seconds on a clock.
    first, latest : Counts, optional
        From which the pace is taken, and as they are now.
    """

    text: str
    beginning: str
    began: float
    first: Counts | None = None
    latest: Counts | None = None

    def note(self, counts: Counts) -> None:
        """Note how many units are done.

        The pace is taken from the first note on, which may count what an earlier call did; where
        there is a beginning, from the first unit on.
        """
        if self.first is None:
            self.first = counts
        elif self.beginning and counts.done > self.first.done:
            self.first, self.beginning = counts, ""
        self.latest = counts

    @property
    def share(self) -> float | None:
        """Return the share of the units that is done, or None while it says nothing."""
        latest = self.latest
        if latest is None or not latest.total or self.beginning:
            return None
        return latest.done / latest.total

    @property
    def known(self) -> bool:
        """Return whether there is anything to say."""
        return bool(self.text) or self.first is not None

    def seconds_left(self, now: float) -> float | None:
        """Return the seconds that the rest is likely to take, or None while nothing tells."""
        first, latest = self.first, self.latest
        if first is None or latest is None or latest.done <= first.done:
            return None
        pace = (latest.moment - first.moment) / (latest.done - first.done)
        return max(pace * (latest.total - latest.done) - (now - latest.moment), 0.0)

    def words(self, now: float) -> str:
        """Return what is being done, how far it has come and how long it takes."""
        parts = [self.text] if self.text else []
        if self.beginning and self.first is not None:
            parts.append(self.beginning)
        if self.share is not None and self.latest is not None:
            parts.append(f"{self.latest.done:,} of {self.latest.total:,}")
        parts.append(f"{clock(now - self.began)} gone")
        left = self.seconds_left(now)
        if left is not None and self.share != 1.0:
            parts.append(f"{clock(left)} left")
        return ", ".join(parts)


def clock(seconds: float) -> str:
    """Return a duration as ``minutes:seconds``, or ``hours:minutes:seconds``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


class ProgressDisplay:
    """Shows how far work has come; call it as a `Progress`.

    Parameters
    ----------
    stream : file, optional
        Where it is shown; nowhere by default.
    beginning : str
        What happens before the first unit is finished and never again; empty where all units take
        alike.
    """

    def __init__(self, stream: TextIO | None = None, beginning: str = "") -> None:
        self._stream = stream
        self._terminal = stream is not None and stream.isatty()
        self._began = monotonic()
        self._stages = [Stage("", beginning, self._began)]
        self._ended = Event()
        self._thread = Thread(target=self._follow, daemon=True)
        self._shown = ""
        self._full = _full_block(stream)
        self._lines = _Lines()

    def __call__(self, done: int, total: int) -> None:
        """Note how many units of the present stage are done, and how many there are."""
        self._stages[-1].note(Counts(monotonic(), done, total))

    def stage(self, text: str) -> None:
        """Say what is done from now on, such as "drawing figures"; its units count from zero."""
        self._stages.append(Stage(text, self._stages[-1].beginning, monotonic()))

    def start(self) -> None:
        """Begin to show, as soon as the work has taken a while."""
        if self._stream is not None:
            self._thread.start()

    def end(self) -> None:
        """Show no more; a terminal is left as it was, a file ends with what was done last."""
        self._ended.set()
        if self._stream is not None:
            self._thread.join(SECONDS_WITHOUT_DISPLAY)
            if self._shown:
                self._draw("")
            elif not self._terminal:
                self._write_lines()

    def _follow(self) -> None:
        if self._ended.wait(SECONDS_WITHOUT_DISPLAY):
            return
        pause = SECONDS_BETWEEN_FRAMES if self._terminal else SECONDS_BETWEEN_LOOKS
        while not self._ended.is_set():
            if self._terminal:
                columns = shutil.get_terminal_size().columns - 1
                self._draw(bar(self._stages[-1], monotonic(), columns, self._full))
            else:
                self._write_lines()
            self._ended.wait(pause)

    def _draw(self, line: str) -> None:
        """Put a line in place of the one that is shown at a terminal."""
        self._write("\r" + line.ljust(len(self._shown)) + ("" if line else "\r"))
        self._shown = line

    def _write_lines(self) -> None:
        if monotonic() - self._began < SECONDS_WITHOUT_DISPLAY:
            return
        for line in self._lines.due(self._stages, monotonic()):
            self._write(f"{line}\n")

    def _write(self, text: str) -> None:
        assert self._stream is not None
        # A bar that cannot be shown is no reason to end the work.
        with suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


class _Lines:
    """Which lines of a display are due in a file."""

    def __init__(self) -> None:
        self._stage = 0
        self._tenths = -1
        self._written = -float("inf")

    def due(self, stages: list[Stage], now: float) -> list[str]:
        """Return the lines that are due: each stage, each tenth of it, and one now and then."""
        lines = []
        for number in range(self._stage, len(stages)):
            if number > self._stage:
                self._stage, self._tenths, self._written = number, -1, -float("inf")
            stage = stages[number]
            over = number < len(stages) - 1
            line = self._line(stage, stages[number + 1].began if over else now, over)
            lines += [line] if line else []
        return lines

    def _line(self, stage: Stage, now: float, over: bool) -> str:
        share = stage.share
        tenths = -1 if share is None else int(TENTHS * share)
        awaited = over or now < self._written + SECONDS_BETWEEN_LINES
        if not stage.known or (tenths == self._tenths and awaited):
            return ""
        self._tenths, self._written = tenths, now
        return stage.words(now) if share is None else f"{percent(share)}, {stage.words(now)}"


def percent(share: float) -> str:
    """Return a share in per cent; 100 % is all of it."""
    return f"{int(100.0 * share)}%"


def _full_block(stream: TextIO | None) -> str:
    try:
        "█".encode(getattr(stream, "encoding", None) or "ascii")
    except UnicodeError:
        return "#"
    return "█"


def bar(stage: Stage, now: float, columns: int, full: str = "█") -> str:
    """Return a line for a terminal: a bar, where units are counted, and words."""
    if not stage.known:
        return ""
    words, share = stage.words(now), stage.share
    if share is None:
        return words[:columns]
    before, after = f"{percent(share):>4} |", f"| {words}"
    room = columns - len(before) - len(after)
    if room < 1:
        return f"{percent(share)} {words}"[:columns]
    return before + (full * int(share * room)).ljust(room) + after


@contextmanager
def progress_display(quiet: bool, beginning: str = "") -> Iterator[ProgressDisplay]:
    """Yield what shows on standard error how far work has come, once it takes a while.

    Parameters
    ----------
    quiet : bool
        Whether to show nothing.
    beginning : str
        As in `ProgressDisplay`.
    """
    display = ProgressDisplay(None if quiet else sys.stderr, beginning)
    display.start()
    try:
        yield display
    finally:
        display.end()
