"""``balanced-jobs app``: starting, ending, and what keeps it from starting."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from sim.text.answer import shipped_answer
from tests.cli.command import Command, command_line, environment

WITHOUT_PANEL = """
import sys
sys.modules["panel"] = None
from sim.cli import main
sys.exit(main(["app", "--no-show"]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_page_is_served_until_it_is_stopped(tmp_path: Path, ending: signal.Signals) -> None:
    pytest.importorskip("panel", reason="the extra 'app' is not installed")
    process = subprocess.Popen(
        command_line("app", "--port", 0, "--no-show"),
        cwd=tmp_path,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        with urlopen(found[0], timeout=60) as answer:
            content = answer.read().decode()
        assert "Balanced Jobs" in content
        assert shipped_answer().text() in unescape(content)
        assert set(re.findall(r"(?:src|href)=\"(https?://[^\"]+)", content)) == set()
        process.send_signal(ending)
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert "The page is closed." in output
    assert "Traceback" not in errors


def test_a_port_in_use_exits_with_two_and_names_another_way(balanced_jobs: Command) -> None:
    pytest.importorskip("panel", reason="the extra 'app' is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finished = balanced_jobs("app", "--no-show", "--port", port)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert f"port {port} on 127.0.0.1 is in use" in finished.stderr
    assert "--port" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--port", "-1"], "--port"),
        (["--port", "70000"], "--port"),
        (["--port", "web"], "web"),
        (["--address", "192.0.2.1"], "no address of this machine"),
        (["--prt", "1"], "--port"),
    ],
)
def test_a_bad_option_exits_with_two_and_says_why(
    balanced_jobs: Command, options: list[str], message: str
) -> None:
    pytest.importorskip("panel", reason="the extra 'app' is not installed")
    finished = balanced_jobs("app", "--no-show", *options)
    assert finished.returncode == 2
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANEL],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 2
    assert "panel" in finished.stderr
    assert "balanced-jobs[app]" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_broken_scenario_file_is_named_before_serving(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    pytest.importorskip("panel", reason="the extra 'app' is not installed")
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        'extends = "capitalism"\nworkers = "many"\n', encoding="utf-8"
    )
    finished = balanced_jobs("app", "--no-show", "--port", 0)
    assert finished.returncode == 2
    assert "mine.toml" in finished.stderr
    assert "Traceback" not in finished.stderr
