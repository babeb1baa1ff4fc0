"""What archives, journals and services read about the program agrees with the program.

``schemas/cff-1.2.0.json`` is the schema of the Citation File Format 1.2.0, unchanged (CC BY 4.0).
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import sim
from tests.project import codemeta

ROOT = codemeta.ROOT
SECTIONS = (
    "Summary", "Statement of need", "State of the field", "Software design",
    "Research impact statement", "Acknowledgements", "References",
)  # fmt: skip
TRACE = (
    "Problem formulation", "Model description", "Data evaluation", "Conceptual model evaluation",
    "Implementation verification", "Model output verification", "Model analysis",
    "Model output corroboration",
)  # fmt: skip
OWN_TERMS = {"developmentStatus", "issueTracker", "readme"}
"""Terms of CodeMeta 3.0 that are not of schema.org."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_follows_the_schema_of_its_format() -> None:
    schema = json.loads(text("tests/project/schemas/cff-1.2.0.json"))
    # Dates are texts to the schema, and dates to YAML.
    found = json.loads(json.dumps(codemeta.citation(), default=date.isoformat))
    jsonschema.validate(found, schema, format_checker=jsonschema.FormatChecker())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found, "date-released": "yesterday"}, schema)


def test_citation_paper_and_package_name_the_same_people_and_words() -> None:
    stated, cited = codemeta.project(), codemeta.citation()
    head = paper()[0]
    names = [one["name"] for one in stated["authors"]]
    assert [one["name"] for one in cited["authors"]] == names
    assert [one["name"] for one in head["authors"]] == names
    assert head["title"] == cited["title"]
    assert cited["license"] == stated["license"]
    assert cited["keywords"] == stated["keywords"]


def test_the_date_of_the_citation_is_that_of_the_release_once_there_is_one() -> None:
    said = re.search(rf"^## {re.escape(sim.__version__)} \((.+)\)$", text("CHANGELOG.md"), re.M)
    assert said is not None
    assert said[1] in ("not released yet", codemeta.citation()["date-released"].isoformat())


def test_codemeta_is_what_the_package_says() -> None:
    assert codemeta.FILE.read_text(encoding="utf-8") == codemeta.text(), "make codemeta"


def test_codemeta_takes_addresses_from_the_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    urls = {name: f"https://example.org/{name}" for name in codemeta.ADDRESSES}
    stated = {**codemeta.project(), "urls": urls}
    monkeypatch.setattr(codemeta, "project", lambda: stated)
    found = codemeta.codemeta()
    assert {found[term] for term in codemeta.ADDRESSES.values()} == set(urls.values())


def test_every_term_of_codemeta_is_one() -> None:
    import rocrate

    context = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    known = {*json.loads(context.read_text(encoding="utf-8"))["@context"], *OWN_TERMS}
    assert {term for term in terms(codemeta.codemeta()) if term not in known} == set()


def terms(value: Any) -> set[str]:
    """Return the names of properties and types in a description."""
    if isinstance(value, list):
        return {term for one in value for term in terms(one)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")} | {value["@type"]}
    return own | {term for one in value.values() for term in terms(one)}


def test_no_address_of_the_project_stands_anywhere_but_in_its_place() -> None:
    urls = codemeta.project()["urls"]
    assert set(urls) <= {"Repository", "Issues", "Documentation", "Contact"}
    cited = codemeta.citation()
    assert cited.get("repository-code") in (None, urls.get("Repository"))
    assert not {"url", "repository", "doi", "identifiers"} & set(cited) or urls


def paper() -> tuple[dict[str, Any], str]:
    """Return the head and the body of the paper."""
    _, head, body = text("paper.md").split("---\n", 2)
    return yaml.safe_load(head), body


def test_the_paper_has_the_sections_and_the_length_that_the_journal_asks_for() -> None:
    _, body = paper()
    assert tuple(re.findall(r"^# (.+)$", body, re.M)) == SECTIONS
    assert 750 <= len(body.split()) <= 1750
    sections = re.split(r"^# .+$", body, flags=re.M)[1:-1]
    assert min(len(section.split()) for section in sections) > 20


def test_the_head_of_the_paper_has_what_the_journal_asks_for() -> None:
    head, _ = paper()
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} <= set(head)
    known = {str(one["index"]) for one in head["affiliations"]}
    assert {str(one["affiliation"]) for one in head["authors"]} <= known
    assert (ROOT / head["bibliography"]).is_file()


def test_the_paper_cites_what_its_bibliography_has_and_nothing_else() -> None:
    entries = re.findall(r"^@\w+\{(\w+),$", text("paper.bib"), re.M)
    assert len(set(entries)) == len(entries)
    groups = re.findall(r"\[(@[^\]]+)\]", paper()[1])
    assert set(entries) == {key.strip("@ ") for group in groups for key in group.split(";")}


def test_the_paper_repeats_no_result_of_a_run() -> None:
    assert re.findall(r"\d[\d.,]* ?(?:%|log points|per cent)", paper()[1]) == []


def test_the_trace_document_has_its_eight_parts_each_with_place_and_gap() -> None:
    parts = re.split(r"^## ", text("docs/trace.md"), flags=re.M)[1:9]
    titles = [part.partition("\n")[0] for part in parts]
    assert titles == [f"{number}. {title}" for number, title in enumerate(TRACE, 1)]
    for part in parts:
        assert "\nWhere: " in part
        assert "\nMissing: " in part


def test_files_that_the_trace_document_names_exist() -> None:
    for name in re.findall(r"`(tests/[\w/]+)`", text("docs/trace.md")):
        assert (ROOT / name).exists(), name


def instructions(name: str) -> list[tuple[str, str]]:
    """Return the instructions of a container file with their arguments."""
    joined = re.sub(r"^#.*\n", "", text(name), flags=re.M).replace("\\\n", " ")
    return [(line.split()[0], line.partition(" ")[2]) for line in joined.splitlines() if line]


def test_the_container_installs_the_lock_by_make_setup_on_a_python_that_suits() -> None:
    found = instructions("Containerfile")
    assert found[0][0] == "FROM"
    image = re.fullmatch(r"docker\.io/library/python:(3\.\d+)-slim-\w+", found[0][1])
    assert image is not None
    assert f"Programming Language :: Python :: {image[1]}" in codemeta.project()["classifiers"]
    (setup,) = (argument for name, argument in found if "make setup" in argument)
    assert shlex.split(setup) == ["make", "setup", f"PYTHON=/usr/local/bin/python{image[1]}"]
    names = [name for name, _ in found]
    assert names.index("USER") < names.index("COPY") < found.index(("RUN", setup))
    (entry,) = (json.loads(argument) for name, argument in found if name == "ENTRYPOINT")
    assert set(entry) <= set(codemeta.project()["scripts"])
    assert "LOCK := requirements.lock" in text("Makefile")


def test_the_container_leaves_out_the_environment_and_what_runs_wrote() -> None:
    ignored = text(".dockerignore").splitlines()
    assert {".git", ".venv", "results/*"} <= set(ignored)
    kept = ("Makefile", "pyproject.toml", "requirements.lock", "sim", "scenarios", "README.md")
    assert not set(kept) & set(ignored)


def test_binder_sets_up_what_the_lock_pins_and_names_a_kernel_of_it() -> None:
    version = re.fullmatch(r"python-(3\.\d+)\n", text("binder/runtime.txt"))
    assert version is not None
    assert f"Programming Language :: Python :: {version[1]}" in codemeta.project()["classifiers"]
    assert text("binder/apt.txt").split() == ["make"]
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert re.findall(r"^make (\w+)$", text("binder/postBuild"), re.M) == ["setup"]
    kernels = {
        json.loads(path.read_text(encoding="utf-8"))["metadata"]["kernelspec"]["name"]
        for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert set(re.findall(r"--name (\w+)", text("binder/postBuild"))) == kernels


def test_llms_txt_has_the_form_that_its_readers_expect() -> None:
    lines = text("llms.txt").splitlines()
    assert lines[0] == "# Balanced Jobs"
    assert lines[2].startswith("> ")
    rest = text("llms.txt").partition("\n## ")[2]
    entries = [line for line in rest.splitlines()[1:] if line and not line.startswith("## ")]
    for line in entries:
        found = re.fullmatch(r"- \[[^\]]+\]\(([^)]+)\): .+", line)
        assert found is not None, line
        assert (ROOT / found[1]).is_file(), line


def test_llms_txt_of_the_site_leads_to_pages_of_the_site() -> None:
    place = ROOT / "docs" / "_extensions" / "llms.py"
    spec = importlib.util.spec_from_file_location("llms", place)
    assert spec is not None
    assert spec.loader is not None
    llms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(llms)
    links = re.findall(r"\]\(([^)]+)\)", llms.of_site(text("llms.txt")))
    assert links
    for link in links:
        assert link.endswith(".html"), link
        assert (ROOT / "docs" / link).with_suffix(".md").is_file(), link
