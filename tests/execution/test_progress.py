"""What a user sees of work that takes a while."""

from __future__ import annotations

import contextlib
import io
import time

import pytest

from sim.execution import progress
from sim.execution.notebook import notebook_bar
from sim.execution.progress import Counts, Stage, bar, clock, progress_display


class Terminal(io.StringIO):
    """Is taken for a terminal."""

    def isatty(self) -> bool:
        return True


def counted(*notes: tuple[float, int], total: int = 100, beginning: str = "") -> Stage:
    """Return a stage that began at second 0, after notes of seconds and units done."""
    stage = Stage("", beginning, 0.0)
    for moment, done in notes:
        stage.note(Counts(moment, done, total))
    return stage


def test_the_pace_so_far_tells_how_long_the_rest_takes() -> None:
    stage = counted((0.0, 0), (10.0, 20))
    assert stage.seconds_left(10.0) == pytest.approx(40.0)
    assert stage.seconds_left(15.0) == pytest.approx(35.0)
    assert stage.seconds_left(90.0) == 0.0


def test_what_an_earlier_call_did_says_nothing_about_speed() -> None:
    assert counted((1.0, 60)).seconds_left(1.0) is None
    assert counted((1.0, 60), (11.0, 80)).seconds_left(11.0) == pytest.approx(10.0)


def test_compiling_says_nothing_about_speed() -> None:
    stage = counted((0.0, 0), total=400, beginning="compiling (once)")
    assert bar(stage, 30.0, 100) == "compiling (once), 00:30 gone"
    stage.note(Counts(60.0, 1, 400))
    assert stage.seconds_left(60.0) is None
    assert "left" not in bar(stage, 60.0, 100)
    stage.note(Counts(61.0, 2, 400))
    assert stage.seconds_left(61.0) == pytest.approx(398.0)
    assert bar(stage, 61.0, 60).endswith("| 2 of 400, 01:01 gone, 06:38 left")


def test_a_bar_is_as_full_as_the_work_is_done() -> None:
    after = "| 50 of 100, 00:10 gone, 00:10 left"
    line = bar(counted((0.0, 0), (10.0, 50)), 10.0, 46 + len(after))
    assert line == f" 50% |{20 * '█'}{20 * ' '}{after}"


def test_without_space_for_a_bar_the_words_are_shown() -> None:
    assert bar(counted((0.0, 0), (10.0, 50)), 10.0, 30) == "50% 50 of 100, 00:10 gone, 00:"


def test_only_all_of_it_is_a_hundred_per_cent() -> None:
    stage = counted((0.0, 0), (10.0, 999), total=1000)
    assert bar(stage, 10.0, 80).startswith(" 99% |")
    stage.note(Counts(11.0, 1000, 1000))
    assert bar(stage, 11.0, 80).startswith("100% |")
    assert bar(stage, 11.0, 80).endswith("1,000 of 1,000, 00:11 gone")


def test_nothing_is_shown_of_work_of_which_nothing_is_known() -> None:
    assert bar(Stage("", "compiling (once)", 0.0), 10.0, 80) == ""


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.4, "00:00"), (59.6, "01:00"), (754.0, "12:34"), (7737.0, "2:08:57")]
)
def test_durations_are_shown_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show progress without delay."""
    for name in ("SECONDS_WITHOUT_DISPLAY", "SECONDS_BETWEEN_LOOKS", "SECONDS_BETWEEN_FRAMES"):
        monkeypatch.setattr(progress, name, 0.01)


def show(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, pause: float = 0.1) -> str:
    """Return what is written of work of twenty units, after which figures are drawn."""
    monkeypatch.setattr("sys.stderr", stream)
    with progress_display(quiet=False) as display:
        for done in range(21):
            display(done, 20)
            time.sleep(pause / 4)
        display.stage("drawing figures")
        time.sleep(pause)
    return stream.getvalue()


def wait_for_lines(stream: io.StringIO, count: int) -> None:
    """Wait until so many lines are written, however busy the machine is."""
    for _ in range(6000):
        if stream.getvalue().count("\n") >= count:
            return
        time.sleep(0.01)


@pytest.mark.usefixtures("_at_once")
def test_a_file_gets_a_line_for_each_tenth_and_each_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_display(quiet=False) as display:
        for done in range(21):
            display(done, 20)
            wait_for_lines(stream, done // 2 + 1)
        display.stage("drawing figures")
        wait_for_lines(stream, 12)
    written = stream.getvalue()
    assert "\r" not in written
    assert written.endswith("\n")
    lines = written.splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        "0%", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "100%",
        "drawing figures",
    ]  # fmt: skip
    assert lines[5].startswith("50%, 10 of 20, 00:0")
    assert lines[5].endswith(" left")


@pytest.mark.usefixtures("_at_once")
def test_a_file_gets_a_line_now_and_then_from_slow_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.1)
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_display(quiet=False) as display:
        display(1, 1000)
        time.sleep(0.5)
    assert 3 <= stream.getvalue().count("0%, 1 of 1,000") <= 6


@pytest.mark.usefixtures("_at_once")
def test_a_terminal_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    written = show(Terminal(), monkeypatch)
    assert "\n" not in written
    *frames, blank, end = written.split("\r")
    assert any(" of 20, " in frame for frame in frames)
    assert frames[-1].startswith("drawing figures, 00:00 gone")
    assert blank.strip() == ""
    assert end == ""
    # Each frame covers the one before it.
    covered = max(len(frame.rstrip()) for frame in frames)
    assert all(len(frame) <= covered for frame in frames)
    assert len(blank) >= len(frames[-1].rstrip())


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_work_that_ends_soon_shows_nothing(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert show(stream, monkeypatch, pause=0.0) == ""


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_where_nothing_can_be_written_the_work_goes_on(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    with progress_display(quiet=False) as display:
        display(1, 2)
        stream.close()
        time.sleep(0.1)
        display(2, 2)
        assert display._thread.is_alive()


def test_quiet_work_starts_no_thread() -> None:
    with progress_display(quiet=True) as display:
        display(1, 2)
        display.stage("drawing figures")
        assert not display._thread.is_alive()


def test_the_bar_of_a_notebook_knows_its_length_and_the_clock_goes_on() -> None:
    stream = io.StringIO()
    with contextlib.redirect_stderr(stream), notebook_bar(True) as note:
        assert note is not None
        for done, total in ((0, 4), (1, 4), (3, 8), (8, 8)):
            note(done, total)
    assert "0/4" in stream.getvalue()
    assert "3/8" in stream.getvalue()


def test_no_bar_is_made_that_is_not_wanted() -> None:
    with notebook_bar(False) as note:
        assert note is None
