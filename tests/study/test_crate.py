"""Results described for archives: what RO-Crate 1.1 demands, read by a library of others."""

from __future__ import annotations

import json
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from sim.study.crate import CRATE, SPECIFICATION, crate_of
from sim.study.manifest import new_manifest
from sim.study.provenance import provenance_of
from sim.study.store import PROVENANCE, save
from tests.support.synthetic import synthetic_comparison, synthetic_run
from tests.support.synthetic_experiments import synthetic_sensitivity

MADE = {
    "run": synthetic_run,
    "comparison": lambda: synthetic_comparison(replicates=2, months=12),
    "sensitivity": synthetic_sensitivity,
}
FILES = {"manifest.json": 7, "provenance.json": None, "runs.parquet": 9}


@pytest.fixture(scope="module", params=MADE)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that a result of each kind is saved in."""
    place = tmp_path_factory.mktemp("crate")
    save(MADE[request.param](), place)
    return place


def content(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    return found


def entities(crate: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["@id"]: one for one in crate["@graph"]}


def references(value: Any) -> list[str]:
    """Return the identifiers that the values of an entity refer to."""
    if isinstance(value, dict):
        return [value["@id"]]
    return [one for part in value for one in references(part)] if isinstance(value, list) else []


def provenance(**changes: Any) -> dict[str, Any]:
    result = synthetic_run()
    found = provenance_of(result, new_manifest(result.kind, result.settings, "abc"), ["run"])
    return {**found, "date": "2026-01-02T03:04:05+00:00", **changes}


def test_the_descriptor_points_to_the_root_and_names_the_specification(folder: Path) -> None:
    crate = content(folder)
    assert crate["@context"] == f"{SPECIFICATION}/context"
    descriptor = entities(crate)[CRATE]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": SPECIFICATION}


def test_the_root_has_what_the_specification_demands(folder: Path) -> None:
    root = entities(content(folder))["./"]
    assert root["@type"] == "Dataset"
    for key in ("name", "description", "datePublished", "license"):
        assert root[key], key
    written = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
    assert root["datePublished"] == written["date"]


def test_every_entity_stands_once_with_a_type_and_a_name(folder: Path) -> None:
    graph = content(folder)["@graph"]
    assert len(entities({"@graph": graph})) == len(graph)
    for one in graph:
        assert one["@type"], one
        assert one["@id"] == CRATE or one["name"], one


def test_every_reference_but_to_the_specification_leads_to_an_entity(folder: Path) -> None:
    known = entities(content(folder))
    for one in known.values():
        for key, value in one.items():
            assert set(references(value)) <= {*known, SPECIFICATION}, (one["@id"], key)


def test_every_file_of_the_folder_is_described_with_its_size(folder: Path) -> None:
    known = entities(content(folder))
    here = {path.name for path in folder.iterdir()} - {CRATE}
    assert {name for name, one in known.items() if one["@type"] == "File"} == here
    assert set(references(known["./"]["hasPart"])) == here
    assert set(references(known["#call"]["result"])) == here
    for name in here - {PROVENANCE}:
        assert known[name]["contentSize"] == str((folder / name).stat().st_size), name


def test_a_library_of_others_reads_the_same(folder: Path) -> None:
    from rocrate.rocrate import ROCrate

    read = ROCrate(folder)
    known = entities(content(folder))
    assert read.name == known["./"]["name"]
    assert read.description == known["./"]["description"]
    assert {entity.id for entity in read.data_entities} == set(references(known["./"]["hasPart"]))
    assert read.dereference("#call")["instrument"]["name"] == "Balanced Jobs"


def test_every_word_of_it_is_a_term_that_the_specification_defines(folder: Path) -> None:
    import rocrate

    file = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    terms = json.loads(file.read_text(encoding="utf-8"))["@context"]
    crate = content(folder)
    used = {key for one in crate["@graph"] for key in one if not key.startswith("@")}
    assert {*used, *(one["@type"] for one in crate["@graph"])} - set(terms) == set()


def test_the_units_of_what_was_measured_are_in_it(folder: Path) -> None:
    written = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
    measured = {
        one["name"]: one["unitText"]
        for one in content(folder)["@graph"]
        if one["@type"] == "PropertyValue" and "unitText" in one
    }
    assert measured == written["units"]


def test_the_same_provenance_gives_the_same_description() -> None:
    assert json.dumps(crate_of(provenance(), FILES)) == json.dumps(crate_of(provenance(), FILES))


def test_no_time_stands_in_it_but_that_of_the_provenance() -> None:
    one, two = (crate_of(provenance(date=date), FILES) for date in ("2026-01-02", "2027-01-02"))
    assert json.dumps(one).replace("2026-01-02", "2027-01-02") == json.dumps(two)


@pytest.mark.parametrize(("stopped", "status"), [(False, "Completed"), (True, "Failed")])
def test_work_that_was_stopped_says_so(stopped: bool, status: str) -> None:
    call = entities(crate_of(provenance(interrupted=stopped), FILES))["#call"]
    assert call["actionStatus"] == f"http://schema.org/{status}ActionStatus"


def test_the_command_stands_in_it_as_it_can_be_typed() -> None:
    call = entities(crate_of(provenance(command=["balanced-jobs", "run", "a b.toml"]), FILES))
    assert call["#call"]["description"] == "Command: balanced-jobs run 'a b.toml'"


def test_a_scenario_that_is_compared_with_itself_is_one_entity() -> None:
    twice = provenance()["scenarios"] * 2
    graph = crate_of(provenance(scenarios=twice), FILES)["@graph"]
    assert len(entities({"@graph": graph})) == len(graph)


def test_the_program_has_the_address_that_the_package_states(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stated = Message()
    monkeypatch.setattr("sim.study.crate.metadata", lambda name: stated)
    assert "url" not in entities(crate_of(provenance(), FILES))["#program"]
    stated["Project-URL"] = "Repository, https://example.org/code"
    program = entities(crate_of(provenance(), FILES))["https://example.org/code"]
    assert program["url"] == "https://example.org/code"


def test_new_results_take_the_description_away_while_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(synthetic_run(), tmp_path)
    monkeypatch.setattr("sim.study.store.write_json", lambda *_: pytest.fail("stop here"))
    with pytest.raises(pytest.fail.Exception):
        save(synthetic_run(), tmp_path)
    assert not (tmp_path / CRATE).exists()
