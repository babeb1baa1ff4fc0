"""The answer given the evidence: one form, everywhere the same words."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import sim
from sim.cli.answer import command
from sim.text.answer import PARTS, Answer, Effect, shipped_answer
from sim.text.brief import MOST_LINES
from tests.project.answer import FILES, ROOT, quoted

EFFECT = Effect(
    probability=0.1, low=0.05, high=0.2, alone=0.3, alone_low=0.2, alone_high=0.4, q05=-20.0,
    q50=-10.0, q95=2.0, q50_low=-11.0, q50_high=-9.0,
    parts=dict.fromkeys(PARTS, (-2.5, -3.0, -2.0)), replicates=0.2, replicates_low=0.1,
    replicates_high=0.3,
)  # fmt: skip
ANSWER = Answer(
    balance=EFFECT, bundle=replace(EFFECT, probability=0.5, low=0.4, high=0.6), horizon="year_20",
    draws=600, workers=500, months=240, items=24, seed=0, effective=300.0, enough=True,
    version="0",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_texts_quote_the_answer_word_for_word(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert quoted(text) == text, "python -m tests.project.answer"


def test_an_answer_says_what_is_decided_and_what_is_not() -> None:
    text = ANSWER.text()
    assert "10 % [5, 20] (less probable than not; 30 % [20, 40] given the ranges alone)" in text
    assert "50 % [40, 60] (undecided;" in text
    assert "-10.0 [-11.0, -9.0] log points" in text
    assert "between -20.0 and +2.0" in text
    assert "efficiency -2.5 [-3.0, -2.0]" in text
    assert "20 % [10, 30]" in text
    assert not text.startswith("Too few draws")


def test_too_few_draws_and_no_draws_are_said_first() -> None:
    few = replace(ANSWER, enough=False).text()
    assert few.startswith("Too few draws")
    assert "than not" not in few, "nothing is decided by too few draws"
    assert "undecided" not in few
    refuted = replace(ANSWER, balance=None, bundle=None)
    assert refuted.text().startswith("There is no answer given the evidence")


def test_an_answer_survives_json_with_what_is_not_known() -> None:
    assert Answer.from_json(ANSWER.to_json()) == ANSWER
    unknown = replace(
        EFFECT, replicates=math.nan, replicates_low=math.nan, replicates_high=math.nan
    )
    one = replace(ANSWER, balance=unknown)
    back = Answer.from_json(one.to_json())
    assert back.balance is not None
    assert math.isnan(back.balance.replicates)
    assert "chance within an economy" not in one.text()
    json.loads(one.to_json(), parse_constant=pytest.fail)


def test_the_short_forms_are_parts_of_the_whole_answer() -> None:
    for answer in (ANSWER, shipped_answer(), replace(ANSWER, enough=False)):
        assert all(part in answer.text() for part in answer.short())
        assert answer.line().startswith(answer.text().partition("the evidence")[0])
        assert answer.line().count("%") == 2
    refuted = replace(ANSWER, balance=None, bundle=None)
    assert refuted.short() == (refuted.text(), "", "")
    assert refuted.line() == refuted.text()


def test_the_answer_of_other_results_is_theirs_and_says_where_to_look_next(tmp_path: Path) -> None:
    result = sim.run("capitalism", workers=80, months=2, burn_in=0, out=tmp_path / "run")
    assert result.folder is not None
    done = CliRunner().invoke(command, [str(result.folder)], catch_exceptions=False)
    shown, _, further = done.output.partition("\nWhere to look next:\n")
    assert len(shown.splitlines()) <= MOST_LINES
    assert " ".join(result.document().brief[0].split()) in " ".join(shown.split())
    assert "balanced-jobs report" in further
    assert "urpris" not in done.output
    told = json.loads(CliRunner().invoke(command, [str(result.folder), "--json"]).output)
    assert told["short"] == list(result.document().brief)


def test_a_comparison_has_its_surprises_and_the_evidence(tmp_path: Path) -> None:
    result = sim.compare(
        "capitalism", "parecon", replicates=2, workers=100, months=12, burn_in=2,
        balance=False, out=tmp_path / "pair",
    )  # fmt: skip
    done = CliRunner().invoke(command, [str(tmp_path / "pair")], catch_exceptions=False)
    text = " ".join(done.output.split())
    surprises = result.document().surprises
    assert all(" ".join(line.split()) in text for line in surprises)
    assert ("Surprises, each" in text) == bool(surprises)
    assert ("No surprise" in text) != bool(surprises)
    assert shipped_answer().line() in text
    assert max(map(len, done.output.replace(str(tmp_path), "x").splitlines())) <= 80


def test_the_command_says_what_texts_quote() -> None:
    result = CliRunner().invoke(command, ["--table"])
    assert result.output.split() == shipped_answer().text().split()
    lines = CliRunner().invoke(command, []).output.splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "How sure that is: balanced-jobs answer --table"
    said = " ".join(lines[:-1])
    assert shipped_answer().text().startswith(said)
    assert all(part in said for part in shipped_answer().short())
    assert Answer.from_json(CliRunner().invoke(command, ["--json"]).output) == shipped_answer()
