"""JSON Schemas agree with what the program itself accepts and refuses."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import sim
from sim.designs.grammar import DESIGN
from sim.errors import BalancedJobsError
from sim.evidence.facts import FACTS
from sim.evidence.interventions import INTERVENTIONS
from sim.grammar import Kind, table_of
from sim.grammar.files import is_path
from sim.institutions.division import Rotation
from sim.institutions.registry import registered_for_now
from sim.scenario.grammar import SCENARIO
from sim.schemas import KINDS, schema
from sim.sectors import Sector
from sim.sectors.loading import sector_names
from tests.cli.command import call
from tests.designs import test_design_files as designs
from tests.evidence import test_tables as evidence
from tests.faults.other_files import design_files, fact_files, intervention_files, sector_files
from tests.faults.scenario_files import scenario_files
from tests.scenario import test_mistakes as scenarios
from tests.sectors import test_sector_files as sectors

ROOT = Path(sim.__file__).parents[1]
SHIPPED = {
    "scenario": ROOT.glob("scenarios/*.toml"),
    "design": ROOT.glob("scenarios/designs/*.toml"),
    "sector": ROOT.glob("sim/data/sectors/*.toml"),
    "facts": [ROOT / "sim/data/evidence/facts.toml"],
    "interventions": [ROOT / "sim/data/evidence/interventions.toml"],
    "findings": [ROOT / "docs/findings.toml"],
}
FILES = [(kind, path) for kind, paths in SHIPPED.items() for path in sorted(paths)]


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_can_be_written_as_json(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))
    text = json.dumps(schema(kind), allow_nan=False)
    assert schema(kind)["$schema"] == Draft7Validator.META_SCHEMA["$id"]
    assert kind in json.loads(text)["title"]


@pytest.mark.parametrize(
    ("kind", "path"), FILES, ids=[f"{kind} {path.stem}" for kind, path in FILES]
)
def test_every_shipped_file_follows_its_schema(kind: str, path: Path) -> None:
    validator(kind).validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_every_kind_of_file_is_shipped() -> None:
    assert {kind for kind, _ in FILES} == set(KINDS)


BEYOND = {
    # What a schema cannot say: sums, order, other files, and whole numbers written with a point.
    "scenario": {
        *("parameter that is no number", "share that is no number", "weights that are all zero"),
        *("no sectors at all", "people too few for a sector", "whole number with a point"),
        *("shares that sum to less", "shares that sum to slightly more"),
        *("sector file that is missing", "unknown parent", "parent that is missing"),
        *("parent that is a folder", "parent that is no path"),
    },
    "sector": {
        *("no number", "shares that do not sum to one", "a minimum above the median"),
        "two tasks of one name",
    },
    "design": {
        *("did you mean 'capitalism'", "2 of them have the name 'parecon'"),
        *("nowhere.toml: no such scenario file", "a design has one method"),
        *("a lower and a higher value", "varied in \\[grid\\] and held fixed as well"),
        "more than 10,000,000",
    },
    "facts": {"low <= central <= high"},
    "interventions": {"first = 13 lies beyond months = 12", "low <= published <= high"},
}


def marked(function: Callable[..., None]) -> list[Any]:
    """Return the arguments that a test is called with."""
    (mark,) = (mark for mark in function.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    return list(mark.args[1])


def mistakes() -> list[tuple[str, str, dict[str, Any]]]:
    """Return kind, name and content of every mistake that tests of mistakes make."""
    made: list[tuple[str, str, dict[str, Any]]] = []
    made += [("scenario", name, read(text)) for name, (text, _) in scenarios.MISTAKES.items()]
    made += [
        ("sector", name, read(sectors.GOOD.replace(old, new)))
        for name, (old, new, _) in sectors.MISTAKES.items()
    ]
    made += [("design", message, {**designs.PAIR, **content}) for content, message in
             designs.MISTAKES]  # fmt: skip
    made += [
        ("facts", message, read(evidence.FACT.replace(old, new)))
        for old, new, message in marked(evidence.test_a_mistake_in_facts_is_named)
    ]
    made += [
        ("interventions", message, read(evidence.INTERVENTION.replace(old, new)))
        for old, new, message in marked(evidence.test_a_mistake_in_interventions_is_named)
    ]
    return made


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


MADE = mistakes()


@pytest.mark.parametrize(
    ("kind", "name", "content"), MADE, ids=[f"{kind}: {name}" for kind, name, _ in MADE]
)
def test_a_mistake_that_a_schema_can_express_is_refused_by_it(
    kind: str, name: str, content: dict[str, Any]
) -> None:
    assert validator(kind).is_valid(content) == (name in BEYOND[kind])


def test_every_exception_is_a_mistake_that_is_made() -> None:
    names = {(kind, name) for kind, name, _ in MADE}
    assert {(kind, name) for kind, some in BEYOND.items() for name in some} <= names


@pytest.mark.parametrize(
    ("text", "expected"), [("points = 1", "points"), ('workers = "many"', "workers")]
)
def test_mistakes_in_settings_of_findings_are_refused(text: str, expected: str) -> None:
    (error,) = validator("findings").iter_errors(read(text))
    assert error.json_path == f"$.{expected}"


def names_an_unknown_sector(shares: object) -> bool:
    """Return whether a table of shares has a key that is neither a sector nor a path."""
    known = sector_names()
    return isinstance(shares, dict) and any(
        name not in known and not is_path(name) for name in shares
    )


GENERATED: dict[str, tuple[st.SearchStrategy[bytes], Kind]] = {
    "scenario": (scenario_files(), SCENARIO),
    "design": (design_files(), DESIGN),
    "sector": (sector_files(), table_of(Sector)),
    "facts": (fact_files(), FACTS),
    "interventions": (intervention_files(), INTERVENTIONS),
}


@pytest.mark.parametrize("kind", GENERATED)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_program_accepts_follows_the_schema(kind: str, data: st.DataObject) -> None:
    files, grammar = GENERATED[kind]
    try:
        content = tomllib.loads(data.draw(files).decode("utf-8"))
    except (ValueError, RecursionError):
        return
    if kind == "sector":
        content.setdefault("name", "fuzzed")
    if kind == "scenario" and names_an_unknown_sector(content.get("sectors")):
        return  # refused when the sectors are looked up, which the grammar leaves to the loading
    if next(grammar.problems("", content), None) is None:
        validator(kind).validate(content)


def test_a_schema_knows_rules_of_ones_own() -> None:
    with registered_for_now("division", "by_lot", Rotation):
        rules = schema("scenario")["properties"]["institutions"]["properties"]["division"]
        assert "by_lot" in rules["enum"]


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(BalancedJobsError, match="did you mean 'scenario'"):
        schema("scenarios")


@pytest.mark.parametrize("kind", KINDS)
def test_the_verb_writes_the_schema(kind: str, tmp_path: Path) -> None:
    printed = call("schema", kind, folder=tmp_path)
    assert (printed.returncode, printed.stderr) == (0, "")
    written = call("schema", kind, "--out", f"{kind}.json", folder=tmp_path)
    assert re.search(rf"#:schema \./{kind}\.json$", written.stdout.strip())
    text = (tmp_path / f"{kind}.json").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(printed.stdout) == json.loads(json.dumps(schema(kind)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("schema", "scnario"), "did you mean 'scenario'?"),
        (("schema",), "Missing argument"),
        (("schema", "design", "--out", "no/such/file.json"), "choose another file with --out"),
    ],
)
def test_a_mistake_on_the_command_line_is_named(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    finished = call(*arguments, folder=tmp_path)
    assert finished.returncode == 2
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr


def test_the_help_names_all_kinds(tmp_path: Path) -> None:
    text = call("schema", "--help", folder=tmp_path).stdout
    assert all(kind in text for kind in KINDS)
