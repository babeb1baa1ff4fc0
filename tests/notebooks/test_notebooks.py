"""The notebooks: script and page agree, outputs are true, solutions work."""

from __future__ import annotations

import ast
import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from PIL import Image

from notebooks import refresh
from notebooks.refresh import (
    INSTALLATION,
    PARAMETERS,
    SOLUTION,
    execute,
    in_order,
    installation,
    read_source,
    sources,
)

LARGEST = 200_000
"""Bytes of a notebook with outputs."""

ROOT = Path(__file__).resolve().parents[2]
every_notebook = pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)


def page_of(source: Path) -> NotebookNode:
    return nbformat.read(source.with_suffix(".ipynb"), as_version=4)


def outputs_of(page: NotebookNode) -> list[NotebookNode]:
    return [output for cell in page.cells if cell.cell_type == "code" for output in cell.outputs]


def words_of(page: NotebookNode) -> str:
    return "\n".join(cell.source for cell in page.cells if cell.cell_type == "markdown")


def readable(page: NotebookNode) -> list[Any]:
    """Return what a page prints, cell by cell; of a figure, only that it is there."""
    shown = []
    for output in outputs_of(page):
        if output.output_type == "stream":
            shown.append(output.text)
        else:
            shown.append((output.data.get("text/plain"), "image/png" in output.data))
    return shown


def tagged(page: NotebookNode, tag: str) -> list[NotebookNode]:
    return [cell for cell in page.cells if tag in cell.metadata.get("tags", ())]


def test_there_are_seven_notebooks_numbered_in_order() -> None:
    assert [path.name[:3] for path in sources()] == [f"{n:02d}_" for n in range(1, 8)]
    assert {path.stem for path in sources()} == {
        path.stem for path in (ROOT / "notebooks").glob("*.ipynb")
    }


@every_notebook
def test_script_and_page_are_the_same_notebook(source: Path) -> None:
    page, script = page_of(source), read_source(source)
    assert [(c.cell_type, c.source) for c in page.cells] == [
        (c.cell_type, c.source) for c in script.cells
    ], "run: make notebooks"


@every_notebook
def test_a_page_is_stored_in_the_form_that_does_not_change_from_run_to_run(source: Path) -> None:
    written = source.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert json.loads(written) == json.loads(nbformat.writes(in_order(page_of(source))))


@every_notebook
def test_a_page_has_outputs_with_figures_and_is_small_enough_to_send(source: Path) -> None:
    assert source.with_suffix(".ipynb").stat().st_size < LARGEST
    assert any("image/png" in output.get("data", {}) for output in outputs_of(page_of(source)))


@every_notebook
def test_a_page_shows_no_warning_no_error_and_no_folder_of_this_machine(source: Path) -> None:
    page = page_of(source)
    assert {output.output_type for output in outputs_of(page)} <= {
        "stream", "display_data", "execute_result",
    }  # fmt: skip
    assert [o.text for o in outputs_of(page) if o.get("name") == "stderr"] == []
    text = nbformat.writes(page)
    for place in (ROOT, Path.home(), "site-packages", "ipykernel_", " object at 0x"):
        assert f"{place}" not in text or str(place) == "/"


@every_notebook
def test_a_notebook_starts_from_zero_and_ends_with_three_to_five_exercises(source: Path) -> None:
    text = words_of(page_of(source))
    for needed in ("Shift + Enter", "`sim`", "cannot tell"):
        assert needed in " ".join(text.split()), needed
    exercises = text.partition("## Exercises")[2]
    count = len(re.findall(r"^\*\*\d\. ", exercises, flags=re.MULTILINE))
    assert 3 <= count <= 5
    assert exercises.count("<summary>Hint</summary>") == count
    assert len(SOLUTION.findall(exercises)) == count
    assert exercises.count("<details>") == exercises.count("</details>") == 2 * count


@every_notebook
def test_sizes_stand_in_one_cell_that_papermill_finds_and_all_of_them_are_used(
    source: Path,
) -> None:
    page = page_of(source)
    (cell,) = tagged(page, PARAMETERS)
    assert cell.cell_type == "code"
    values = {}
    for statement in ast.parse(cell.source).body:
        assert isinstance(statement, ast.Assign)
        (name,) = statement.targets
        assert isinstance(name, ast.Name)
        values[name.id] = ast.literal_eval(statement.value)
    assert {"workers", "burn_in", "months"} <= set(values)
    after = page.cells[page.cells.index(cell) + 1 :]
    code = "\n".join(one.source for one in after if one.cell_type == "code")
    assert [name for name in values if not re.search(rf"\b{name}\b", code)] == []


@every_notebook
def test_a_notebook_begins_with_two_numbers_to_change(source: Path) -> None:
    page = page_of(source)
    (cell,) = tagged(page, PARAMETERS)
    place = page.cells.index(cell)
    beside = words_of(NotebookNode(cells=page.cells[place - 1 : place + 2]))
    asked = " ".join(beside.split("change", 1)[1].split())
    assert re.findall(r"(?:^| )(\d)\. ", asked)[:2] == ["1", "2"]


@every_notebook
def test_the_first_cell_installs_the_program_from_the_address_of_the_project(
    source: Path,
) -> None:
    page = page_of(source)
    assert page.cells[0].source == installation().source, "run: make notebooks"
    assert tagged(page, INSTALLATION) == [page.cells[0]]
    assert page.cells[0].outputs == []


def test_the_address_comes_from_where_all_addresses_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = tmp_path / "pyproject.toml"
    stated.write_text('[project.urls]\nRepository = "https://example.org/jobs"\n', "utf-8")
    monkeypatch.setattr(refresh, "PROJECT", stated)
    assert 'REPOSITORY = "https://example.org/jobs"' in installation().source


@pytest.mark.slow
@every_notebook
def test_a_notebook_runs_and_shows_what_its_page_and_its_solutions_say(source: Path) -> None:
    page = page_of(source)
    done = execute(page)
    assert readable(done.notebook) == readable(page), "run: make notebooks"
    for before, now in done.solutions:
        assert now.strip()
        assert now == before, "run: make notebooks"


@pytest.mark.slow
def test_other_sizes_put_after_the_parameters_as_papermill_does_are_simulated(
    tmp_path: Path,
) -> None:
    page = read_source(sources()[-1])
    (cell,) = tagged(page, PARAMETERS)
    written = tmp_path / "mine.html"
    sizes = {"workers": 80, "burn_in": 3, "months": 12, "draws": 6, "page": str(written)}
    other = nbformat.v4.new_code_cell("\n".join(f"{k} = {v!r}" for k, v in sizes.items()))
    page.cells.insert(page.cells.index(cell) + 1, other)
    page.cells = page.cells[:-1]  # without the exercises
    done = execute(page)
    assert "\n6 worlds, " in "\n" + "".join(
        output.text for output in outputs_of(done.notebook) if output.output_type == "stream"
    )
    assert written.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_figure_keeps_its_size_and_its_colours_in_a_palette() -> None:
    drawn = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    drawn.paste((0, 114, 178, 255), (5, 5, 20, 20))
    written = io.BytesIO()
    drawn.save(written, "PNG")
    small = refresh.with_a_palette(base64.b64encode(written.getvalue()).decode("ascii"))
    with Image.open(io.BytesIO(base64.b64decode(small))) as opened:
        assert (opened.mode, opened.size) == ("P", drawn.size)
        page = opened.convert("RGB")
    assert page.getpixel((0, 0)) == (255, 255, 255)
    assert page.getpixel((10, 10)) == (0, 114, 178)
    assert refresh.with_a_palette(small) == small
