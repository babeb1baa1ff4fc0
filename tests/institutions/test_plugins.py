"""Loading classes by name, and passing rules on to other processes."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import PluginError
from sim.experiments.sweep.record import Sweep
from sim.institutions.division import Rotation
from sim.institutions.plugins import (
    Plugin,
    described,
    load_plugin,
    loaded_plugins,
    make_known,
    options,
    plugins_of,
)
from sim.institutions.registry import forget, is_registered, register, registered_for_now
from sim.scenario import Scenario, load_scenario
from sim.study.campaign import campaign
from sim.study.chunks import cut
from sim.study.options import Execution
from sim.study.requests import RunRequest

RULE = """
import sim
from sim.institutions.division import Rotation


@sim.institutions.register("division", "by_turns")
class ByTurns(Rotation):
    pass


class Unregistered(Rotation):
    pass


NUMBER = 3
"""

SMALL = {"workers": 200, "burn_in": 1, "months": 2}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a folder that holds the module by_turns; forget it afterwards."""
    (tmp_path / "by_turns.py").write_text(RULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield tmp_path
    forget("division", "by_turns")
    for name in ("by_turns", "broken"):
        sys.modules.pop(name, None)


def in_force(**changes: object) -> Scenario:
    return load_scenario("capitalism", {"institutions.division": "by_turns", **SMALL, **changes})


def test_a_class_is_loaded_from_the_working_directory_and_known_from_then_on() -> None:
    (plugin,) = load_plugin("by_turns:ByTurns")
    assert (plugin.switch, plugin.rule) == ("division", "by_turns")
    assert plugin.target == "by_turns:ByTurns"
    assert plugin.digest
    assert plugin in loaded_plugins()
    assert plugins_of(in_force().institutions) == (plugin,)
    assert options([plugin, plugin]) == " --plugin by_turns:ByTurns"


def test_shipped_rules_are_no_plugins() -> None:
    assert plugins_of(load_scenario("parecon").institutions) == ()
    assert described(load_scenario("parecon").institutions) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("by_turns", "it must be MODULE:CLASS, for example"),
        ("by_turns:", "it must be MODULE:CLASS"),
        ("by_turns.py:ByTurns", "a file is named without its folder and .py"),
        ("some/by_turns.py:ByTurns", "a file is named without its folder and .py"),
        ("by_turn:ByTurns", "there is no module 'by_turn', .*; did you mean 'by_turns'?"),
        ("no_such_package.part:Rule", "there is no module 'no_such_package'"),
        ("by_turns:ByTurn", r"no 'ByTurn' in the module by_turns \(.*; it has ByTurns, "),
        ("by_turns:ByTurn", r"did you mean 'ByTurns'\?"),
        ("by_turns:Unregistered", "it is not registered as a rule; write @sim.institutions"),
        ("by_turns:NUMBER", "it is not registered as a rule"),
    ],
)
def test_a_target_that_cannot_be_used_is_answered_with_what_to_do(
    target: str, message: str
) -> None:
    with pytest.raises(PluginError, match=message):
        load_plugin(target)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import no_such_library\n", r"No module named 'no_such_library' \(broken\.py, line 1\)"),
        ("\n\nx = 1 / 0\n", r"ZeroDivisionError: division by zero \(broken\.py, line 3\)"),
        ("def f(:\n", r"cannot be imported: SyntaxError: .* \(broken\.py, line 1\)"),
        ("raise SystemExit(3)\n", "cannot be imported: SystemExit: 3"),
        (
            RULE.replace("by_turns", "balanced"),
            r"plugin broken:ByTurns: division: the name 'balanced' is taken by a rule of this",
        ),
        (
            RULE.replace("(Rotation)", ""),
            "broken.ByTurns cannot be a rule of division: it lacks the methods enter, propose",
        ),
    ],
)
def test_a_module_that_cannot_be_imported_is_named_with_the_line(
    folder: Path, text: str, message: str
) -> None:
    (folder / "broken.py").write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=message):
        load_plugin("broken:ByTurns")


def test_a_plugin_is_made_known_where_it_is_not_yet() -> None:
    (plugin,) = load_plugin("by_turns:ByTurns")
    passed_on = pickle.loads(pickle.dumps(plugin))
    forget("division", "by_turns")
    del sys.modules["by_turns"]
    make_known([passed_on])
    assert is_registered("division", "by_turns")


def test_a_class_registered_by_somebody_else_is_registered_when_it_is_passed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(folder)
    import by_turns  # type: ignore[import-not-found]

    forget("division", "by_turns")
    register("division", "by_turns", by_turns.Unregistered)
    (plugin,) = plugins_of([("division", "by_turns")])
    forget("division", "by_turns")
    make_known([plugin])
    assert is_registered("division", "by_turns")


def test_another_version_is_refused() -> None:
    (plugin,) = load_plugin("by_turns:ByTurns")
    make_known([plugin])
    with pytest.raises(PluginError, match="its source code here differs"):
        make_known([replace(plugin, digest="another")])


def test_a_class_of_the_main_program_cannot_be_imported_elsewhere() -> None:
    plugin = Plugin("division", "by_turns", "__main__:ByTurns", "0")
    with pytest.raises(PluginError, match="put it into a file of its own"):
        make_known([plugin])


def test_chunks_are_named_by_the_rules_that_they_use(folder: Path) -> None:
    load_plugin("by_turns:ByTurns")
    point = (("institutions.division", "by_turns"),)

    def names() -> list[str]:
        scenarios = [load_scenario("capitalism", SMALL)]
        requests = [RunRequest(0, point, 0), RunRequest(0, (), 0)]
        return [chunk.name for request in requests for chunk, _ in cut(scenarios, 0, [request])]

    first = names()
    forget("division", "by_turns")
    del sys.modules["by_turns"]
    (folder / "by_turns.py").write_text(RULE + "\n# changed\n", encoding="utf-8")
    load_plugin("by_turns:ByTurns")
    second = names()
    assert first[0] != second[0]
    assert first[1] == second[1]


def test_a_class_without_program_text_keeps_nothing_in_a_folder(folder: Path) -> None:
    scope = {"__name__": "no_file", "Rotation": Rotation}
    exec("class Rule(Rotation):\n    def enter(self, state):\n        pass\n", scope)
    with registered_for_now("division", "by_turns", scope["Rule"]):  # type: ignore[arg-type]
        scenario = in_force()
        with (
            pytest.raises(PluginError, match="put the class into a file"),
            campaign(Sweep, [scenario], 0, {}, Execution(folder=folder / "out")),
        ):
            pass
        assert not (folder / "out").exists()
        with campaign(Sweep, [scenario], 0, {}, Execution()) as work:
            assert len(work.simulate([()], [0])) > 0
