"""Parameters that a rule of one's own declares are parameters like all others."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sim.economy import Economy
from sim.errors import ParameterError, PluginError, ScenarioError
from sim.institutions import Parameter, plugins, register
from sim.institutions.building_blocks import restore_staffing
from sim.institutions.division import Rotation
from sim.institutions.registry import forget, registered_for_now
from sim.institutions.sources import source_digest
from sim.parameters import Parameters, declarations, evidence_counts, table, uncertain
from sim.parameters.own import owners_of
from sim.parameters.time_step import per_step
from sim.scenario import Scenario, load_scenario
from sim.study.chunks import rules_named
from sim.study.ranges import range_of
from sim.testing import ContractError, check_institution

SIZE = {"workers": 200, "burn_in": 1, "months": 4}


def share(name: str = "share", default: float = 0.5, **more: Any) -> Parameter:
    return Parameter(
        name,
        default,
        **{
            "low": 0.2,
            "high": 0.8,
            "unit": "share",
            "meaning": "Time in turn",
            "source": "assumed: from little to much",
            **more,
        },
    )


class Turning(Rotation):
    """A part of the mean mix, the rest as it was."""

    parameters = (share(), share("pace", 0.1, unit="share of the gap per month", low=0.0,
                                 high=1.0, per_month="share", kind="structural"))  # fmt: skip

    seen: list[tuple[float, float]] = []  # noqa: RUF012 - what the rule was told, for the tests

    def divide(self, state: Any, proposal: Any, approved: Any) -> None:
        """Turn, and note the values."""
        own = state.parameters.of(self)
        self.seen.append((own.share, own.pace))
        restore_staffing(state, state.workplaces.changed)
        before = state.people.hours.copy()
        super().divide(state, proposal, approved)
        weight = own.share * own.pace
        state.people.hours[:] = weight * state.people.hours + (1.0 - weight) * before


@pytest.fixture
def turning() -> Iterator[type[Turning]]:
    Turning.seen.clear()
    with registered_for_now("division", "turning", Turning):
        yield Turning


def step(**changes: float) -> tuple[float, float]:
    """Return what the rule is told in the first month."""
    settings = {"institutions.division": "turning", **SIZE, **changes}
    Economy(load_scenario("capitalism", {**settings, "burn_in": 0}), seed=1).step()
    return Turning.seen[-1]


def test_they_are_known_while_the_rule_is(turning: type[Turning]) -> None:
    row = declarations()["turning.share"]
    assert (row.default, row.low, row.high, row.unit) == (0.5, 0.2, 0.8, "share")
    assert (row.group, row.kind, row.evidence) == ("turning", "institutional", "assumed")
    assert row.readers == ("division.turning",)
    assert list(declarations())[-2:] == ["turning.share", "turning.pace"]
    assert list(table()["name"])[-2:] == ["turning.share", "turning.pace"]
    assert range_of("turning.share") == (0.2, 0.8)
    forget("division", "turning")
    assert "turning.share" not in declarations()
    register("division", "turning", turning)


@pytest.mark.usefixtures("turning")
def test_they_are_drawn_where_the_rule_is_named_and_counted_when_asked_for() -> None:
    assert not any("." in name for name in uncertain())
    chosen = list(load_scenario("capitalism", {"institutions.division": "turning"}).institutions)
    assert uncertain(chosen) == [*uncertain(), "turning.share", "turning.pace"]
    assert sum(evidence_counts().values()) == len(declarations()) - 2
    assert evidence_counts(["turning.share"])["assumed"] == 1


@pytest.mark.usefixtures("turning")
def test_the_rule_is_told_its_defaults_or_what_the_scenario_sets() -> None:
    assert step() == (0.5, 0.1)
    assert step(**{"turning.share": 0.7}) == (0.7, 0.1)


@pytest.mark.usefixtures("turning")
def test_they_are_put_for_a_quarter_as_declared_whether_set_or_not() -> None:
    assert step(months_per_step=3, months=6) == (0.5, pytest.approx(1.0 - 0.9**3))
    told = step(months_per_step=3, months=6, **{"turning.pace": 0.2})
    assert told == (0.5, pytest.approx(1.0 - 0.8**3))


def test_shocks_grow_with_the_autocorrelation_of_the_same_rule() -> None:
    class Waves(Rotation):
        parameters = (
            share("lasting", 0.9, low=0.5, high=0.95, unit="per month",
                  per_month="autocorrelation"),
            share("shock", 0.1, low=0.0, high=0.2, unit="per month", per_month="shock"),
        )  # fmt: skip

    with registered_for_now("division", "waves", Waves):
        own = per_step(Parameters(), 3).of(Waves())
        assert own.lasting == pytest.approx(0.9**3)
        assert own.shock**2 / (1 - own.lasting**2) == pytest.approx(0.1**2 / (1 - 0.9**2))


@pytest.mark.usefixtures("turning")
@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("turning.share", 0.9, r"turning\.share = 0\.9: must be a number from 0\.2 to 0\.8"),
        ("turning.share", "much", "must be a number"),
        ("turning.shar", 0.5, r"did you mean 'turning\.share'\?"),
        ("turnin.share", 0.5, r"did you mean 'turning\.share'\?"),
        ("guild.share", 0.5, r"loaded with --plugin MODULE:CLASS|did you mean"),
    ],
)
def test_mistakes_are_answered_like_those_in_other_parameters(
    key: str, value: object, message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        load_scenario("capitalism", {key: value})
    with pytest.raises(ScenarioError):
        load_scenario("capitalism", {"parameters": {key: value}})


def test_a_parameter_of_a_rule_that_is_not_loaded_says_how_to_load_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for line, message in (
        ('"guild.share" = 0.5', "loaded with --plugin MODULE:CLASS"),
        ("guild.share = 0.5", r'stands in quotes: "guild\.share"'),
    ):
        file.write_text(f'extends = "capitalism"\n[parameters]\n{line}\n', encoding="utf-8")
        with pytest.raises(ScenarioError, match=message):
            load_scenario(file)


def test_a_scenario_without_them_is_the_same_whatever_is_loaded(turning: type[Turning]) -> None:
    loaded = load_scenario("parecon")
    forget("division", "turning")
    assert load_scenario("parecon") == loaded
    assert load_scenario("parecon").digest == loaded.digest
    register("division", "turning", turning)
    changed = load_scenario("parecon", {"turning.share": 0.5})
    assert changed.digest != loaded.digest
    assert changed.overrides == {**loaded.overrides, "turning.share": 0.5}


@pytest.mark.usefixtures("turning")
def test_a_scenario_with_them_survives_writing_pickling_and_changes(tmp_path: Path) -> None:
    from sim.scenario import write_scenario

    scenario = load_scenario("capitalism", {"turning.share": 0.7, "turning.pace": 0.1})
    assert scenario.parameters["turning.share"] == 0.7
    for copy in (
        Scenario.from_dict(scenario.to_dict()),
        pickle.loads(pickle.dumps(scenario)),
        load_scenario(write_scenario(scenario, tmp_path / "written.toml")),
        load_scenario(scenario),
    ):
        assert copy.digest == scenario.digest
    assert load_scenario(scenario, workers=500).parameters == scenario.parameters
    assert eval(repr(scenario.parameters), {"Parameters": Parameters}) == scenario.parameters


def test_saved_scenarios_are_read_without_the_rule_if_it_was_noted(
    turning: type[Turning],
) -> None:
    saved = load_scenario("capitalism", {"turning.share": 0.7}).to_dict()
    digest = Scenario.from_dict(saved).digest
    forget("division", "turning")
    with pytest.raises(ScenarioError, match=r"turning\.share"):
        Scenario.from_dict(saved)
    read = Scenario.from_dict(saved, [("division", "turning")])
    assert (read.digest, read.parameters["turning.share"]) == (digest, 0.7)
    assert "turning.share" in repr(read.parameters)
    register("division", "turning", turning)


@pytest.mark.usefixtures("turning")
def test_whoever_sets_one_needs_the_rule() -> None:
    plain, changed = load_scenario("capitalism"), load_scenario("capitalism", {"turning.pace": 0.3})
    assert list(owners_of(["monitoring", "turning.pace"])) == [("division", "turning")]
    assert ("division", "turning") in set(rules_named([changed], []))
    assert ("division", "turning") in set(rules_named([plain], [(("turning.share", 0.3),)]))
    assert ("division", "turning") not in set(rules_named([plain], [(("monitoring", 0.3),)]))
    (noted,) = plugins.described([("division", "turning")])
    assert noted["parameters"]["turning.share"] == {
        "default": 0.5, "low": 0.2, "high": 0.8, "unit": "share",
    }  # fmt: skip


def test_a_subclass_has_its_own_under_its_own_name(turning: type[Turning]) -> None:
    class Guild(turning):  # type: ignore[valid-type, misc]
        pass

    with registered_for_now("division", "guild", Guild):
        parameters = Parameters(**{"guild.share": 0.3, "turning.share": 0.7})
        assert parameters.of(Guild()).share == 0.3
        assert parameters.of(turning()).share == 0.7


def edition(*parameters: Parameter) -> type[Rotation]:
    """Return a class as a notebook cell defines it, anew each time it is run."""

    class Again(Rotation):
        pass

    Again.parameters = parameters  # type: ignore[attr-defined]
    return Again


def test_a_class_that_is_defined_anew_replaces_its_parameters_for_new_economies_only() -> None:
    first, second = edition(share("old"), share("both")), edition(share("both", 0.6))
    with registered_for_now("division", "again", first):
        register("division", "again", second)
        assert "again.old" not in declarations()
        assert declarations()["again.both"].default == 0.6
        assert Parameters().of(first()).old == 0.5
        assert Parameters().of(second()).both == 0.6
    assert not any(name.startswith("again.") for name in declarations())


def test_a_name_that_is_not_declared_is_answered_with_the_nearest(turning: type[Turning]) -> None:
    with pytest.raises(AttributeError, match=r"Turning declares no parameter 'shar'.*'share'\?"):
        _ = Parameters().of(turning()).shar
    with pytest.raises(ParameterError, match=r"did you mean 'turning\.share'\?"):
        _ = Parameters()["turning.shar"]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (0.5, "must be a tuple of sim.institutions.Parameter"),
        ([0.5], "must be a tuple of sim.institutions.Parameter"),
        ((share("own tasks"),), "its name 'own tasks' must be a word"),
        ((share(default=0.9),), "its default 0.9 must lie in its range"),
        ((share(low=0.8, high=0.2),), "must lie in its range, and low below high"),
        ((share(low=float("nan")),), "must be finite numbers"),
        ((share(unit=""),), "unit must be a line of text"),
        ((share(meaning="two\nlines"),), "meaning must be a line of text"),
        ((share(source="x" * 1001),), "source must have at most 1,000 characters"),
        ((share(kind="mine"),), "kind = 'mine' must be one of structural, institutional, variant"),
        ((share(unit="per month"),), "names a month, so per_month must say"),
        ((share(per_month="often"),), "per_month = 'often' must be one of share, count"),
        ((share(per_month="share", high=2.0),), "its range must lie between 0 and 1"),
        ((share(per_month="autocorrelation", high=1.0),), "between 0 and 1, below 1"),
        ((share(per_month="shock"),), 'need exactly one with "autocorrelation"'),
        ((share(), share()), "it declares the parameter share twice"),
    ],
)
def test_a_declaration_with_mistakes_is_refused_with_the_class(
    parameters: Any, message: str
) -> None:
    with pytest.raises(PluginError, match=message) as caught:
        register("division", "wrong", edition(*parameters) if type(parameters) is tuple else
                 type("Again", (Rotation,), {"parameters": parameters}))  # fmt: skip
    assert "Again" in str(caught.value)
    assert "wrong.share" not in declarations()


def test_a_parameter_as_an_attribute_is_refused_as_it_would_be_its_default() -> None:
    trap = type("Trap", (Rotation,), {"share": share()})
    with pytest.raises(PluginError, match=r"read state\.parameters\.of\(self\)"):
        register("division", "trap", trap)


def test_names_that_could_be_taken_for_others_are_refused(turning: type[Turning]) -> None:
    with pytest.raises(PluginError, match="called 'sectors' cannot declare parameters"):
        register("division", "sectors", edition(share()))
    with pytest.raises(PluginError, match="make a subclass for another"):
        register("division", "turning_too", turning)

    from sim.institutions.pay import Equal

    other = type("Other", (Equal,), {"parameters": (share(),)})
    with pytest.raises(PluginError, match=r"division\.turning has a parameter turning\.share too"):
        register("pay", "turning", other)


def test_the_contract_takes_in_that_each_makes_a_difference(turning: type[Turning]) -> None:
    check_institution("division", turning, workers=200, months=3)

    class Idle(turning):  # type: ignore[valid-type, misc]
        parameters = (*turning.parameters, share("unread"))

    with pytest.raises(ContractError, match=r"Idle: its parameter unread changes nothing between"):
        check_institution("division", Idle, workers=200, months=3)


def test_a_rule_that_reads_what_it_does_not_declare_breaks_the_contract(
    turning: type[Turning],
) -> None:
    class Reading(turning):  # type: ignore[valid-type, misc]
        parameters = (share(),)

    with pytest.raises(ContractError, match=r"Reading\.divide.*declares no parameter 'pace'"):
        check_institution("division", Reading, workers=200, months=3)


def test_the_digest_of_a_class_without_a_file_covers_its_parameters() -> None:
    digests = set()
    for default in (0.5, 0.6):
        rule = edition(share(default=default))
        rule.__module__ = "of_a_notebook"
        digests.add(source_digest(rule))
    assert len(digests) == 2


@pytest.mark.parametrize("registers", [True, False])
def test_those_of_an_installed_package_are_found_when_they_are_named(
    monkeypatch: pytest.MonkeyPatch, registers: bool
) -> None:
    module = ModuleType("of_a_package")
    module.Installed = type("Installed", (Rotation,), {"parameters": (share(),)})  # type: ignore[attr-defined]
    module.Installed.__module__ = "of_a_package"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "of_a_package", module)
    entry = metadata.EntryPoint(
        "division.installed", "of_a_package:Installed", "balanced_jobs.institutions"
    )
    monkeypatch.setattr(metadata, "entry_points", lambda group: metadata.EntryPoints([entry]))
    assert "installed.share" not in list(declarations())
    if registers:
        settings = {"institutions.division": "installed", **SIZE}
        Economy(load_scenario("capitalism", settings), seed=1)
    else:
        assert load_scenario("capitalism", {"installed.share": 0.3}).overrides == {
            "installed.share": 0.3
        }
    assert "installed.share" in list(declarations())
    register("division", "installed", module.Installed)  # type: ignore[attr-defined]
    forget("division", "installed")
