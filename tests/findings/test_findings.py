"""The written result: settings, text from results, and nothing done twice."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim
from sim.errors import EvidenceError
from sim.execution.progress import Progress
from sim.experiments.compare.outcomes import relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.findings import runs as findings_runs
from sim.findings.settings import FindingsSettings, read_settings
from sim.findings.writing import write_findings
from sim.study import campaign

ROOT = Path(__file__).parents[2]

SMALL = FindingsSettings(
    baseline="calibrated",
    controls=("parecon_no_balance",),
    workers=300,
    months=24,
    burn_in=12,
    replicates=2,
    calibration_replicates=2,
    calibration_steps=1,
    calibration_workers=300,
    fact_replicates=2,
    effect_replicates=2,
    verdict_samples=4,
    verdict_workers=300,
    verdict_decisive=2,
    verdict_screening=2,
    break_even_parameters=("intrinsic_motivation",),
    break_even_replicates=2,
    break_even_workers=300,
    robustness_replicates=2,
    robustness_populations=(),
    robustness_seeds=2,
)


def test_the_committed_settings_are_valid() -> None:
    settings = read_settings(ROOT / "docs" / "findings.toml")
    assert settings.baseline == "calibrated"
    assert {"cooperative", "balanced_only", "parecon_no_balance"} <= set(settings.controls)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("replicats = 3", "did you mean 'replicates'"),
        ("replicates = 1", "replicates = 1"),
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


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_text_comes_from_results_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So small a calibration does not give the committed values.
    monkeypatch.setattr(findings_runs, "_check_fit", lambda calibration, baseline: None)
    told: list[str] = []
    runs = findings_runs.simulate_findings(SMALL, tmp_path / "kept", tell=told.append)
    text = write_findings(runs, tmp_path / "findings.md").read_text(encoding="utf-8")
    gap = relative_difference_in(runs.main, "output_per_hour", "long_run").as_percentage()
    assert f"{gap.difference:+.1f} % [{gap.low:+.1f}, {gap.high:+.1f}]" in text
    for _, row in runs.facts.facts.iterrows():
        assert (row["statement"] in text) == (row["verdict"] == "miss")
    for picture in re.findall(r"\]\((images/[^)]*)\)", text):
        assert (tmp_path / picture).stat().st_size > 10_000

    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("a run was done twice")

    monkeypatch.setattr(campaign, "simulate_chunk", never)
    again = findings_runs.simulate_findings(SMALL, tmp_path / "kept")
    other = write_findings(again, tmp_path / "other.md").read_text(encoding="utf-8")
    assert other == text


def test_an_interrupted_comparison_stops_the_findings_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = FindingsSettings(
        baseline="capitalism", workers=300, months=12, burn_in=3, replicates=3
    )

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    def pair(progress: Progress | None) -> Comparison:
        work = findings_runs._Work(settings, tmp_path, None, progress, lambda name: None)
        return work.pair("comparison", "parecon")

    with pytest.raises(KeyboardInterrupt):
        pair(stop)
    seen: list[int] = []
    assert pair(lambda done, total: seen.append(done)).completed == 3
    assert seen[0] == 1


def test_a_baseline_that_is_not_the_fitted_one_is_refused() -> None:
    fit = SimpleNamespace(values={"labour_share": 0.61})
    scenario = sim.load_scenario("capitalism", {"labour_share": 0.6})
    with pytest.raises(EvidenceError, match="write the scenario again"):
        findings_runs._check_fit(fit, scenario)  # type: ignore[arg-type]
