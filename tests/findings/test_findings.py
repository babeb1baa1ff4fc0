"""What the findings rest on: settings, and results of one size that belong together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.cli.findings import command
from sim.errors import EvidenceError, ResultsError
from sim.experiments.check_posterior.sized import sized_answer
from sim.experiments.posterior.added import WITH, WITHOUT
from sim.findings import runs as findings_runs
from sim.findings.runs import FindingsRuns, check_size, open_runs
from sim.findings.settings import FindingsSettings, read_settings
from sim.text.answer import Answer
from tests.findings.synthetic import checks_of, comparison, posterior, runs

ROOT = Path(__file__).parents[2]

SMALL = FindingsSettings(
    waves=1, points=12, draws=6, replicates=1, workers=120, months=12, burn_in=2, check=False,
    fitted_replicates=2, predict=False,
)  # fmt: skip


def test_the_committed_settings_are_valid() -> None:
    settings = read_settings(ROOT / "docs" / "findings.toml")
    assert settings.fitted == "fitted"
    assert settings.size == {"workers": settings.workers}


def test_without_a_file_the_settings_are_those_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings() == FindingsSettings()
    with pytest.raises(EvidenceError, match=r"mine\.toml"):
        read_settings("mine.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("replicats = 3", "did you mean 'replicates'"),
        ("points = 1", "points = 1"),
        ('workers = "many"', 'workers = "many"'),
        ("", "empty"),
    ],
)
def test_a_mistake_in_the_settings_is_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as error:
        read_settings(path)
    assert message in str(error.value)
    assert "settings.toml" in str(error.value)


def test_results_of_another_size_are_refused() -> None:
    whole = runs()
    with pytest.raises(ResultsError, match="300 people where the posterior has 500") as error:
        replace(whole, fitted={**whole.fitted, WITH: comparison(0.1, workers=300)})
    assert "--compare-with" in str(error.value)
    with pytest.raises(ResultsError, match="2,000 people where the posterior has 500"):
        replace(whole, checks=checks_of(whole.posterior, workers=2000))
    shorter = sim.load_scenario("capitalism", {"workers": 500, "months": 60, "burn_in": 120})
    other = replace(
        whole.checks, settings={**whole.checks.settings, "scenarios": [shorter.to_dict()]}
    )
    with pytest.raises(ResultsError, match="60 months after the fork where the posterior has 240"):
        check_size(whole.posterior, other, "the checks")


def test_checks_of_another_posterior_are_refused() -> None:
    whole = runs()
    settings = {**whole.checks.settings, "posterior": "another"}
    with pytest.raises(ResultsError, match="checks of another posterior"):
        FindingsRuns(
            posterior=whole.posterior,
            fitted=whole.fitted,
            checks=replace(whole.checks, settings=settings),
        )


def test_other_results_and_other_regimes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="results of 'compare', not of 'posterior'"):
        open_runs(SMALL, comparison(0.1), None, tmp_path)
    result = posterior()
    alone = replace(result, settings={**result.settings, "regimes": [WITH]})
    with pytest.raises(ResultsError, match=f"the findings need {WITHOUT} too"):
        open_runs(SMALL, alone, None, tmp_path)
    with pytest.raises(ResultsError, match="is not finished"):
        open_runs(SMALL, replace(result, unfinished=3), None, tmp_path)


def test_a_posterior_of_another_model_goes_without_fitted_parameters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("another model was simulated")

    monkeypatch.setattr(findings_runs, "_model_of", lambda result: "of another state")
    monkeypatch.setattr(findings_runs, "compare", never)
    assert open_runs(SMALL, posterior(), None, tmp_path).fitted == {}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_one_call_simulates_all_and_the_next_one_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    found = open_runs(SMALL, None, None, tmp_path / "kept", tell=told.append)
    assert [name.split()[0] for name in told] == ["posterior", "fitted", "fitted"]
    assert set(found.fitted) == {WITH, WITHOUT}
    place = sim.findings(
        tmp_path / "kept" / "posterior", tmp_path / "one.md", tmp_path / "kept", settings=SMALL,
        answer=tmp_path / "answer.json",
    )  # fmt: skip
    written = Answer.from_json((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert written == sized_answer(found.posterior, None)
    text = place.read_text(encoding="utf-8")
    for line in ("Too few draws", "There is no answer given the evidence"):
        if line in text:
            break
    else:
        pytest.fail("six draws cannot be enough")

    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("a run was done twice")

    from sim.study import campaign

    monkeypatch.setattr(campaign, "simulate_chunk", never)
    again = sim.findings(None, tmp_path / "two.md", tmp_path / "kept", settings=SMALL)
    assert again.read_text(encoding="utf-8") == text


def test_the_command_says_what_is_wrong_with_a_folder(tmp_path: Path) -> None:
    from click.testing import CliRunner

    result = CliRunner().invoke(command, [str(tmp_path / "none"), "--out", str(tmp_path / "x.md")])
    assert result.exit_code != 0
    assert isinstance(result.exception, ResultsError)
    assert "none" in str(result.exception)
