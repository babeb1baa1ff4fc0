"""The pinned packages: one version for everybody, and nothing that ties them to a place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

BARE = re.compile(
    r"(?P<name>[a-z0-9]+(-[a-z0-9]+)*)==(?P<version>[0-9][a-z0-9.+!]*)"
    r"( ; (?P<marker>[a-z_0-9 <>=!.'()PypyCthon-]+))?"
)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required() -> list[str]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    return sorted({normal(re.split(r"[\s<>=!~\[;]", line)[0]) for line in lines})


def test_every_line_of_the_lock_is_a_name_a_version_and_perhaps_a_marker() -> None:
    assert LINES
    assert [line for line in LINES if not BARE.fullmatch(line)] == []


@pytest.mark.parametrize("mark", ["://", "@", "--", "file:", "\\", "#", "git+"])
def test_the_lock_holds_no_address_path_or_option(mark: str) -> None:
    assert [line for line in LINES if mark in line] == []


def test_the_lock_pins_each_package_once_in_alphabetical_order() -> None:
    names = [line.partition("==")[0] for line in LINES]
    assert names == sorted(set(names))


@pytest.mark.parametrize("name", required())
def test_the_lock_pins_what_the_project_requires(name: str) -> None:
    assert name in {line.partition("==")[0] for line in LINES}


def test_the_build_system_is_pinned_by_the_extra_named_build() -> None:
    assert (
        PROJECT["project"]["optional-dependencies"]["build"] == PROJECT["build-system"]["requires"]
    )
