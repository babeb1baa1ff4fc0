"""The audit of symmetry: nothing acts in one regime only without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.evidence.symmetry import (
    LAWS,
    REASONS,
    audit,
    differing_laws,
    one_sided,
    side_of,
    unexplained,
)
from sim.evidence.symmetry.audit import rules_of_regimes
from sim.evidence.symmetry.capitalism import OF_CAPITALISM
from sim.evidence.symmetry.document import MISSING, symmetry_document, symmetry_page
from sim.evidence.symmetry.parecon import OF_PARECON
from sim.evidence.symmetry.reason import Reason
from sim.parameters.groups import shipped
from sim.scenario import load_scenario

PAGE = Path(__file__).parents[2] / "docs" / "symmetry.md"


def test_everything_one_sided_has_a_reason_and_no_reason_is_left_over() -> None:
    assert unexplained() == {"parameters": [], "laws": [], "left_over": [], "counterparts": []}


def test_the_page_is_what_the_program_writes() -> None:
    again = "balanced-jobs parameters --one-sided --page docs/symmetry.md"
    assert PAGE.read_text(encoding="utf-8") == symmetry_page(), f"write it again: {again}"


def test_the_two_registers_share_no_parameter() -> None:
    assert not OF_CAPITALISM.keys() & OF_PARECON.keys()
    assert len(REASONS) == len(one_sided())


@pytest.mark.parametrize(
    ("readers", "side"),
    [
        (("decisions.council",), "parecon"),
        (("decisions.council", "pay.equal"), "parecon"),
        (("decisions.manager", "division.rotation"), "capitalism"),
        (("decisions.manager", "decisions.council"), "both"),
        (("decisions.council", "overheads"), "both"),
        (("start",), "both"),
        (("pay.equal", "division.rotation"), "neither"),
    ],
)
def test_a_parameter_acts_where_its_readers_are_in_force(
    readers: tuple[str, ...], side: str
) -> None:
    assert side_of(readers, rules_of_regimes()) == side


def test_regimes_are_those_of_the_scenarios() -> None:
    for regime, rules in rules_of_regimes().items():
        found = load_scenario(regime).institutions
        assert rules == {f"{switch}.{rule}" for switch, rule in found}


def test_a_new_parameter_without_a_reason_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: why for name, why in REASONS.items() if name != "dominance"}
    monkeypatch.setattr(audit, "REASONS", kept)
    assert unexplained()["parameters"] == ["dominance"]
    assert MISSING in symmetry_page()
    assert "dominance" in " ".join(symmetry_document().warnings)


def test_a_reason_on_the_wrong_side_or_for_what_acts_on_both_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = {**OF_CAPITALISM, "monitoring": Reason("acts in both"), "swap_hours": Reason("other")}
    monkeypatch.setattr(audit, "OF_CAPITALISM", more)
    monkeypatch.setattr(audit, "OF_PARECON", {})
    assert {"monitoring", "swap_hours"} <= set(unexplained()["left_over"])


def test_a_law_without_a_reason_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: law for name, law in LAWS.items() if name != "decisions.uptake"}
    monkeypatch.setattr(audit, "LAWS", {**kept, "education.train": LAWS["decisions.uptake"]})
    found = unexplained()
    assert found["laws"] == ["decisions.uptake"]
    assert found["left_over"] == ["education.train"]


def test_laws_that_both_sides_share_are_not_listed() -> None:
    assert "innovation.advance" not in differing_laws()
    assert "pay.need_share" in differing_laws()


def test_reasons_are_clauses_and_laws_are_told_on_both_sides() -> None:
    for reason in [why.reason for why in REASONS.values()] + [law.reason for law in LAWS.values()]:
        assert reason[0].islower()
        assert reason[-1] != "."
    for law in LAWS.values():
        assert law.capitalism
        assert law.parecon
        assert law.source


def test_every_one_sided_parameter_has_a_source() -> None:
    for row in one_sided():
        assert row.source
        assert row.counterpart == "" or row.counterpart in shipped()
