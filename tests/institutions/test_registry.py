"""Rules of one's own by name: what is accepted, and what is refused with which words."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from sim.errors import PluginError, ScenarioError
from sim.institutions import register, registered, rules_of
from sim.institutions.conformity import PROTOCOLS, constants_of, methods_of
from sim.institutions.division import Rotation
from sim.institutions.pay import Market
from sim.institutions.protocols import Division
from sim.institutions.registry import SWITCHES, digest_of, forget, registered_for_now
from sim.rules import SHIPPED_RULES, installed_rules, is_known
from sim.scenario import INSTITUTION_RULES, load_scenario


@pytest.fixture
def name() -> Iterator[str]:
    """Return a name under which a test may register a rule of division or pay."""
    yield "of_a_test"
    for switch in ("division", "pay"):
        forget(switch, "of_a_test")


class Mine(Rotation):
    """A rule of one's own."""


def test_a_registered_rule_can_be_chosen_and_is_used(name: str) -> None:
    assert register("division", name, Mine) is Mine
    scenario = load_scenario("capitalism", {"institutions.division": name})
    assert type(rules_of(scenario.institutions).division) is Mine


def test_register_is_a_decorator_that_leaves_the_class_as_it_is(name: str) -> None:
    @register("division", name)
    class Decorated(Rotation):
        """A rule of one's own."""

    assert registered("division", name) is Decorated
    assert digest_of("division", name)


def test_a_class_defined_anew_takes_the_place_of_the_earlier_one(name: str) -> None:
    def define() -> type[Any]:
        class Again(Rotation):
            """A rule of one's own."""

        return Again

    first, second = define(), define()
    register("division", name, first)
    register("division", name, second)
    assert registered("division", name) is second
    assert INSTITUTION_RULES["division"].count(name) == 1


def test_another_class_cannot_take_a_name_that_is_taken(name: str) -> None:
    register("division", name, Mine)
    with pytest.raises(PluginError, match=rf"the name '{name}' is taken by a rule of .*registry"):
        register("division", name, Rotation)
    assert registered("division", name) is Mine


@pytest.mark.parametrize("switch", SWITCHES)
def test_no_rule_takes_the_name_of_a_shipped_one(switch: str) -> None:
    for taken in SHIPPED_RULES[switch]:
        with pytest.raises(PluginError, match=f"'{taken}' is taken by a rule of this package"):
            register(switch, taken, Mine)


def test_a_switch_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(PluginError, match=r"'divison' \(allowed: .*did you mean 'division'\?"):
        register("divison", "mine", Mine)


@pytest.mark.parametrize("wrong", ["", "a b", "3rd", "a.b", "x" * 101, 7])
def test_a_name_that_no_scenario_file_could_have_is_refused(wrong: Any) -> None:
    with pytest.raises(PluginError, match="is no name for a rule"):
        register("division", wrong, Mine)


@pytest.mark.parametrize("switch", SWITCHES)
def test_an_empty_class_lacks_every_method_and_constant_of_the_protocol(switch: str) -> None:
    class Empty:
        pass

    with pytest.raises(PluginError) as caught:
        register(switch, "empty", Empty)
    for part in (*methods_of(switch), *constants_of(switch), PROTOCOLS[switch].__name__):
        assert part in str(caught.value)
    assert not is_known(switch, "empty")


def test_methods_inherited_from_the_protocol_itself_count_as_missing() -> None:
    class Inherited(Division):
        def enter(self, state: Any) -> None:
            """Do nothing."""

    with pytest.raises(PluginError, match="lacks the methods propose, divide"):
        register("division", "inherited", Inherited)


def test_a_method_with_other_arguments_is_refused_with_the_right_ones() -> None:
    class Short(Rotation):
        def divide(self, state: Any) -> None:  # type: ignore[override]
            """Forget two arguments."""

    with pytest.raises(PluginError, match=r"divide must take \(self, state, proposal, approved\)"):
        register("division", "short", Short)


def test_a_class_that_asks_for_arguments_is_refused() -> None:
    class Asking(Rotation):
        def __init__(self, share: float) -> None:
            self.share = share

    with pytest.raises(PluginError, match="must be made without arguments"):
        register("division", "asking", Asking)


def test_a_constant_of_another_kind_is_refused() -> None:
    class Vague(Market):
        hides_talent = "perhaps"  # type: ignore[assignment]

    with pytest.raises(PluginError, match="lacks the constant hides_talent, a bool"):
        register("pay", "vague", Vague)


@pytest.mark.parametrize("thing", [Rotation(), lambda: None, 3])
def test_what_is_no_class_is_refused(thing: Any) -> None:
    with pytest.raises(PluginError, match="it must be a class, not a"):
        register("division", "thing", thing)


def test_an_unknown_rule_is_answered_with_how_to_load_one() -> None:
    for wrong in ("apprenticeship", "balancd"):
        with pytest.raises(ScenarioError, match=r"rule of your own is loaded with --plugin MOD"):
            load_scenario("capitalism", {"institutions.division": wrong})
    with pytest.raises(ScenarioError, match=r"did you mean 'balanced'\? A rule"):
        load_scenario("capitalism", {"institutions.division": "balancd"})


def test_a_rule_is_gone_after_the_block_it_was_registered_for() -> None:
    with registered_for_now("division", "passing", Mine):
        assert is_known("division", "passing")
    assert not is_known("division", "passing")


def declare(monkeypatch: pytest.MonkeyPatch, **entries: str) -> None:
    found = [
        metadata.EntryPoint(key.replace("__", "."), value, "balanced_jobs.institutions")
        for key, value in entries.items()
    ]
    monkeypatch.setattr(metadata, "entry_points", lambda group: metadata.EntryPoints(found))


def test_what_an_installed_package_declares_is_known_without_being_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declare(monkeypatch, division__declared="no_such_module:Rule")
    assert is_known("division", "declared")
    assert not is_known("pay", "declared")
    load_scenario("capitalism", {"institutions.division": "declared"})
    with pytest.raises(PluginError, match=r"cannot be loaded \(ModuleNotFoundError"):
        registered("division", "declared")


@pytest.mark.parametrize("wrong", ["declared", "divison__declared", "division__"])
def test_a_package_that_declares_something_else_is_named(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    declare(monkeypatch, **{wrong: "module:Rule"})
    with pytest.raises(PluginError, match=r"must be SWITCH\.RULE"):
        installed_rules()


def test_two_packages_that_declare_the_same_rule_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twice = [
        metadata.EntryPoint("division.mine", f"{one}:Rule", "balanced_jobs.institutions")
        for one in ("first", "second")
    ]
    monkeypatch.setattr(metadata, "entry_points", lambda group: metadata.EntryPoints(twice))
    with pytest.raises(PluginError, match="both declare a rule 'mine' for division"):
        installed_rules()


def test_the_digest_of_a_rule_changes_with_the_file_it_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.institutions.sources import source_digest

    monkeypatch.syspath_prepend(tmp_path)
    digests = []
    for number, text in enumerate(("", "# another line\n")):
        module = f"digested_{number}"
        (tmp_path / f"{module}.py").write_text(f"class Rule:\n    pass\n{text}", encoding="utf-8")
        digests.append(source_digest(__import__(module).Rule))
    (tmp_path / "package").mkdir()
    for part in ("__init__", "rules", "helpers"):
        (tmp_path / "package" / f"{part}.py").write_text("class Rule:\n    pass\n")
    rule = __import__("package.rules").rules.Rule
    digests.append(source_digest(rule))
    (tmp_path / "package" / "helpers.py").write_text("SHARE = 0.5\n", encoding="utf-8")
    digests.append(source_digest(rule))
    assert len(set(digests)) == len(digests)
    assert all(digests)


def test_a_class_without_a_file_counts_by_the_text_of_its_methods_or_not_at_all() -> None:
    from sim.institutions.sources import source_digest

    scope: dict[str, Any] = {"__name__": "no_file"}
    exec("class Rule:\n    def enter(self, state):\n        pass\n", scope)
    assert source_digest(scope["Rule"]) == ""
