"""The documentation: links lead somewhere, examples work, nothing public is left out."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest

import sim
from sim.cli.application import application, verbs
from sim.designs import load_design
from sim.scenario import load_scenario, validate_file

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]

LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def blocks(page: Path, kind: str) -> list[str]:
    return [body for info, body in FENCE.findall(text_of(page)) if info == kind]


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as forges and Sphinx make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), flags=re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(without_code(text_of(page))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name) if name else page
        assert goal.is_file(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(goal), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_begins_with_a_title(page: Path) -> None:
    included = re.findall(r"^```\{include\} (\.\./\S+)\n```$", text_of(page), flags=re.MULTILINE)
    if included:
        assert all((page.parent / name).is_file() for name in included)
    else:
        without_head = re.sub(r"\A---\n.*?\n---\n\s*", "", text_of(page), flags=re.DOTALL)
        assert without_head.startswith("# ")


def test_the_index_leads_to_every_page_but_those_that_are_found_by_themselves() -> None:
    named = {line.strip() for line in text_of(DOCS / "index.md").splitlines()}
    for page in ("install", "researchers", "teachers", "scenarios", "parameters", "sectors", "odd",
                 "own_institutions", "own_sectors", "commands", "api", "results", "glossary",
                 "citing", "changelog", "contributing", "conduct", "trace",
                 "publishing"):  # fmt: skip
        assert page in named, page
        assert (DOCS / f"{page}.md").is_file()
    assert "```{include} _generated/topics.md" in text_of(DOCS / "index.md")


def calls() -> Iterator[tuple[str, str]]:
    """Yield every call of the command that a page shows, with the name of the page."""
    for page in PAGES:
        text = text_of(page)
        shown = [line for kind in ("sh", "") for block in blocks(page, kind)
                 for line in block.replace("\\\n", " ").splitlines()]  # fmt: skip
        shown += re.findall(r"`(balanced-jobs [^`]+)`", FENCE.sub("", text))
        for line in shown:
            call = line.partition("  #")[0].strip()
            if call.startswith("balanced-jobs ") and call.split()[1] != "VERB":
                yield page.name, call


@pytest.mark.parametrize(("page", "call"), sorted(set(calls())))
def test_every_call_that_a_page_shows_has_a_verb_and_options_that_exist(
    page: str, call: str
) -> None:
    verb, *arguments = shlex.split(call)[1:]
    if verb == "--version":
        return
    assert verb in verbs(), f"{page}: {call}"
    command = application.get_command(click.Context(application), verb)
    assert command is not None
    known = {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    given = {argument.partition("=")[0] for argument in arguments if argument.startswith("-")}
    assert given - known - {"--help"} == set(), f"{page}: {call}"


def test_every_public_name_stands_in_the_reference() -> None:
    reference = text_of(DOCS / "api.md") + text_of(DOCS / "results.md")
    assert [name for name in sim.__all__ if f"sim.{name}" not in reference] == []


def test_the_sector_of_the_guide_is_valid_and_can_be_simulated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sector, scenario = blocks(DOCS / "own_sectors.md", "toml")
    (tmp_path / "bakery.toml").write_text(sector, encoding="utf-8")
    (tmp_path / "bakers.toml").write_text(scenario, encoding="utf-8")
    validate_file("bakery.toml")
    bakers = load_scenario("bakers.toml", workers=200, burn_in=1, months=2)
    assert set(bakers.sectors) == {"bakery", "hospital"}
    assert len(sim.run(bakers).monthly) == 3
    shell, *_ = blocks(DOCS / "own_sectors.md", "sh")
    changes = dict(re.findall(r"--set (\S+)=(\S+)", shell))
    changed = load_scenario("parecon", {key: float(value) for key, value in changes.items()})
    assert changed.sectors["bakery"] == pytest.approx(0.2)
    assert "food_manufacturing" not in changed.sectors


def test_scenario_and_design_of_the_guide_are_valid(tmp_path: Path) -> None:
    scenario, helped, design = blocks(DOCS / "scenarios.md", "toml")
    for name, text in (("careful", scenario), ("helped", helped), ("meetings", design)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    assert load_scenario(tmp_path / "careful.toml").institutions.pay == "equal"
    assert load_scenario(tmp_path / "helped.toml").workers == 3000
    assert load_design(tmp_path / "meetings.toml").point_count == 3 * 3 * 2


def test_the_keys_of_a_sector_file_are_explained() -> None:
    from sim.grammar.records import fields_of
    from sim.sectors import DOMAIN_NAMES, SizeDistribution, Task

    text = text_of(DOCS / "own_sectors.md")
    for key in (*fields_of(Task), *fields_of(SizeDistribution), *DOMAIN_NAMES):
        assert key in text, key


def test_changelog_and_citation_have_the_version_of_the_package() -> None:
    assert f"\n## {sim.__version__}" in text_of(ROOT / "CHANGELOG.md")
    assert f"version = {{{sim.__version__}}}" in text_of(DOCS / "citing.md")
    title = re.search(r'^title: "(.+)"$', text_of(ROOT / "CITATION.cff"), flags=re.MULTILINE)
    assert title is not None
    assert " ".join(text_of(DOCS / "citing.md").replace("> ", "").split()).count(title[1]) == 2


def test_an_entry_point_in_the_guide_is_that_of_the_package() -> None:
    from sim.rules import ENTRY_POINTS

    declared = tomllib.loads(blocks(DOCS / "own_institutions.md", "toml")[1])
    assert list(declared["project"]["entry-points"]) == [ENTRY_POINTS]


def test_teachers_find_lessons_of_both_lengths_that_add_up() -> None:
    text = text_of(DOCS / "teachers.md")
    for minutes, first in ((45, 0), (90, 35)):
        section = text.partition(f"## {minutes} minutes")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| (\d+) to (\d+) ", section, flags=re.MULTILINE)
        spans = [(int(start), int(end)) for start, end in rows]
        assert spans[0][0] == first
        assert spans[-1][1] == minutes
        assert all(one[1] == other[0] for one, other in pairwise(spans))
