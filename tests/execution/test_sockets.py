"""Where processes that compute meet."""

import os
from pathlib import Path

import pytest

from tests.execution.programs import printed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets of files need POSIX")

FOLDER = """
import tempfile
from sim.errors import BalancedJobsError
from sim.execution import sockets

usual = tempfile.gettempdir()
sockets.SHORT_FOLDERS = {shorter!r}
try:
    folder = sockets.socket_folder()
except BalancedJobsError as error:
    print(error)
else:
    print(folder)
assert tempfile.gettempdir() == usual
"""


def test_sockets_lie_in_the_folder_for_temporary_files(short: Path, tmp_path: Path) -> None:
    assert Path(printed(FOLDER.format(shorter=()), short, tmp_path)).parent == short
    assert list(short.iterdir()) == []


def test_a_long_path_is_left_for_a_shorter_one_that_exists(
    deep: Path, short: Path, tmp_path: Path
) -> None:
    shorter = ("/no/such/folder", str(short))
    assert Path(printed(FOLDER.format(shorter=shorter), deep, tmp_path)).parent == short


def test_without_a_short_path_a_message_says_what_to_do(deep: Path, tmp_path: Path) -> None:
    said = printed(FOLDER.format(shorter=("/no/such/folder",)), deep, tmp_path)
    assert str(deep) in said
    assert "Set TMPDIR to a folder with a shorter path" in said
