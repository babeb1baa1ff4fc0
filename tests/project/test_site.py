"""Pages of the site that are made of something else: notebooks, pictures, terms, worksheets."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from docs.pictures import EXPERIMENTS, FROM_RESULTS, picture_of
from sim.experiments.registry import kinds

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FIGURES = [name for kind in kinds().values() for name in kind.plots]


def text_of(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "notebook_pages", DOCS / "_extensions" / "notebook_pages.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_has_every_figure_with_its_picture() -> None:
    sections = re.split(r"^### ", text_of("figures"), flags=re.M)[1:]
    assert sorted(part.partition("\n")[0].strip("`") for part in sections) == sorted(FIGURES)
    for part in sections:
        name = part.partition("\n")[0].strip("`")
        pictures = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", part, flags=re.M)
        (picture,) = pictures
        assert DOCS / picture == picture_of(name)
        assert (DOCS / picture).is_file(), f"python -m docs.pictures draws {name}"


def test_no_picture_is_of_a_figure_that_is_gone() -> None:
    found = {path.stem for path in (DOCS / "images" / "figures").glob("*.png")}
    assert found - set(FIGURES) == set()
    assert {*EXPERIMENTS, *FROM_RESULTS} <= set(kinds())


def test_the_glossary_explains_each_term_once_where_the_search_finds_it() -> None:
    text = text_of("glossary")
    terms = re.findall(r"^(.+)\n: .", text, flags=re.M)
    assert len(terms) > 100
    assert sorted(set(terms)) == sorted(terms)
    assert text.count("{.glossary}\n") == text.count("\n## ")
    assert {"alienation", "world", "interval", "break-even", "effective draws"} <= set(terms)


def test_without_an_address_no_page_leads_to_a_service(pages: ModuleType) -> None:
    assert list(pages.launchers("", [Path("01_first_look.ipynb")])) == []


def test_with_an_address_notebooks_open_where_they_can_be_run(pages: ModuleType) -> None:
    found = [Path("01_first_look.ipynb")]
    line = list(pages.launchers("https://github.com/somebody/jobs.git", found))[-1]
    places = re.findall(r"\[(\w+)\]\(([^)]+)\)", line)
    assert [name for name, _ in places] == ["Binder", "Colab"]
    assert "/https%3A%2F%2Fgithub.com%2Fsomebody%2Fjobs.git/" in places[0][1]
    assert places[0][1].endswith("labpath=notebooks%2F01_first_look.ipynb")
    assert places[1][1].endswith("/somebody/jobs/blob/main/notebooks/01_first_look.ipynb")
    line = list(pages.launchers("https://example.org/jobs", found))[-1]
    assert re.findall(r"\[(\w+)\]", line) == ["Binder"]


def test_notebooks_become_pages_and_vanish_with_their_source(
    pages: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "jobs"\n', encoding="utf-8")
    source, docs = tmp_path / "notebooks", tmp_path / "docs"
    source.mkdir()
    docs.mkdir()
    for name in ("01_one", "02_two"):
        (source / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    pages.prepare(docs)
    part = docs / pages.PART
    assert re.findall(r"^notebooks/(\w+)$", part.read_text(), re.M) == ["01_one", "02_two"]
    (source / "01_one.ipynb").unlink()
    pages.prepare(docs)
    assert [path.name for path in (docs / "notebooks").iterdir()] == ["02_two.ipynb"]
    assert "01_one" not in part.read_text()


def test_the_page_of_the_notebooks_links_to_each_of_them() -> None:
    linked = re.findall(r"\]\(\.\./notebooks/(\w+)\.ipynb\)", text_of("notebooks"))
    assert linked == sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_every_question_of_a_worksheet_has_its_solution() -> None:
    asked = text_of("worksheets").split("\n## Worksheet ")[1:]
    solved = text_of("worksheet_solutions").split("\n## Worksheet ")[1:]
    assert len(asked) == len(solved) == 2
    for questions, solutions in zip(asked, solved, strict=True):
        numbers = re.findall(r"^\*\*(\d)\. ", questions, flags=re.M)
        assert numbers == re.findall(r"^(\d)\. ", solutions, flags=re.M)


def test_the_home_page_has_the_answer_a_picture_and_three_doors() -> None:
    text = text_of("index")
    assert "\n| Try it | Read the findings | Do research |\n" in text
    assert text.index("<!-- answer -->") < text.index("(images/answer.png)")
