"""The text of the findings from results with known numbers: what is said, and in which order."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.experiments.calibrate.plan import Block
from sim.experiments.compare.balance import added
from sim.findings.runs import DEFAULT_MOTIVATION, PUBLISHED_DEFAULTS, FindingsRuns
from sim.findings.settings import FindingsSettings
from sim.findings.writing import write_findings
from sim.study.index_words import what_decides
from sim.text.numbers import per_cent
from sim.vocabulary import LONG_RUN, SIDES
from tests.support.synthetic import synthetic_comparison
from tests.support.synthetic_experiments import SYNTHETIC

SIZE = {"workers": 300, "burn_in": 3}

HEADINGS = [
    "The short answer",
    "What balanced jobs cost, and what they gain",
    "Over which horizon",
    "Under which assumptions",
    "How far the baseline can be believed",
    "Other functional forms, sizes, steps and random draws",
    "What the evidence cannot tell",
    "Repeat it",
]


@pytest.fixture(scope="module")
def runs() -> FindingsRuns:
    """Return small results, of which those that take long are made up."""
    facts = sim.validate_model(replicates=2, months=24, **SIZE)
    loss = synthetic_comparison(4, 96, effect=-0.6)
    return FindingsRuns(
        settings=FindingsSettings(),
        calibration=sim.calibrate(
            replicates=2,
            steps=1,
            months=24,
            blocks=[Block("economy", "fit", ("labour_share", "rank_premium"))],
            **SIZE,
        ),
        facts=facts,
        facts_before=facts,
        effects=sim.natural_experiments(
            "capitalism", replicates=2, names=["profit_sharing", "suggestion_system"], **SIZE
        ),
        main=synthetic_comparison(4, 96),
        assumptions=dict.fromkeys(
            (PUBLISHED_DEFAULTS, DEFAULT_MOTIVATION, "critics", "advocates"), loss
        ),
        controls={"parecon_no_balance": loss},
        published=SYNTHETIC["verdict"](),
        narrowed=SYNTHETIC["verdict"](),
        break_evens={"intrinsic_motivation": SYNTHETIC["break-even"]()},
        robustness=sim.robustness(replicates=2, seeds=0, populations=[], months=12, **SIZE),
    )


@pytest.fixture(scope="module")
def written(runs: FindingsRuns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_findings(runs, tmp_path_factory.mktemp("findings") / "findings.md")


def words(text: str) -> str:
    return " ".join(text.split())


def with_effects(runs: FindingsRuns, simulated: list[float]) -> FindingsRuns:
    effects = runs.effects.effects.assign(simulated=simulated)
    inside = effects["simulated"].between(effects["low"], effects["high"])
    effects["verdict"] = ["pass" if one else "miss" for one in inside]
    return dataclasses.replace(runs, effects=dataclasses.replace(runs.effects, effects=effects))


def test_headings_links_tables_and_figures_are_all_there(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, flags=re.MULTILINE) == HEADINGS
    assert "[Evidence](evidence.md)" in text
    assert "[ODD document](odd.md)" in text
    headers = [line for line in text.splitlines() if re.match(r"\|( ---:? \|)+|\| ---", line)]
    assert len(headers) == 4
    figures = re.findall(r"\]\((images/findings/[^)]*)\)", text)
    assert [Path(figure).stem for figure in figures] == [
        "channels",
        "sensitivity",
        "natural_experiments",
    ]
    assert all((written.parent / figure).stat().st_size > 10_000 for figure in figures)
    assert not re.search(r"\bnan\b|None\b|\{\{|\}\}", text)
    paragraphs = [part for part in text.split("\n\n") if not part.startswith(("|", "- "))]
    assert not any("\n" in part.strip() for part in paragraphs)


def test_the_short_answer_gives_chances_and_gaps_with_intervals(
    runs: FindingsRuns, written: Path
) -> None:
    text = words(written.read_text(encoding="utf-8"))
    rows = runs.published.probabilities
    row = rows[rows["measure"] == "output_per_hour"].iloc[-1]
    low, high = 100 * row["low"], 100 * row["high"]
    assert f"in {100 * row['probability']:.0f} % [{low:.0f}, {high:.0f}] of" in text
    assert f"{int(row['draws']):,} draws (economies of" in text


def test_a_caution_says_to_which_side_the_baseline_leans(
    runs: FindingsRuns, tmp_path: Path
) -> None:
    def text(simulated: list[float]) -> str:
        place = write_findings(with_effects(runs, simulated), tmp_path / "findings.md")
        return words(place.read_text(encoding="utf-8"))

    leaning = text([9.0, 0.3])
    assert "puts 1 above the published interval and 0 below it" in leaning
    assert "leans towards the advocates, and so may its headline" in leaning
    assert "leans towards the critics, and so may" in text([0.0, 0.01])
    assert "reproduces all natural experiments" in text([0.0, 0.3])


def test_no_box_is_not_said_to_be_a_statement_about_the_whole_range(
    runs: FindingsRuns, tmp_path: Path
) -> None:
    verdict = runs.published
    none = verdict.boxes.iloc[:0]
    many = pd.concat([verdict.draws] * 100, ignore_index=True)
    for draws, said in (
        (verdict.draws, "too few to look for a box of assumptions in which the {} are right"),
        (many, "No box of assumptions sets apart the draws in which the {} are right"),
    ):
        empty = dataclasses.replace(verdict, boxes=none, draws=draws)
        changed = dataclasses.replace(runs, published=empty)
        place = write_findings(changed, tmp_path / "findings.md")
        text = words(place.read_text(encoding="utf-8"))
        for side in SIDES:
            assert said.format(side) in text
        assert "mostly falls" not in text


def test_indices_are_not_called_parts_of_the_variance(runs: FindingsRuns, written: Path) -> None:
    text = words(written.read_text(encoding="utf-8"))
    assert what_decides(runs.published.index_tables())[1:] in text
    assert "so that they do not add up to the whole" in text
    assert "carry most of the variance" not in text


def test_every_fact_that_is_missed_stands_with_its_reason(
    runs: FindingsRuns, written: Path
) -> None:
    text = written.read_text(encoding="utf-8")
    for row in runs.facts.facts.to_dict("records"):
        assert (f"- {row['statement']}: " in text) == (row["verdict"] == "miss")
        if row["verdict"] == "miss":
            assert row["why_missed"] in text


def test_a_search_that_was_stopped_is_said_to_be(runs: FindingsRuns, written: Path) -> None:
    assert runs.calibration.stopped == ["economy"]
    text = words(written.read_text(encoding="utf-8"))
    assert "The search for economy used up its steps" in text


def test_every_variant_has_its_row(runs: FindingsRuns, written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    rows: pd.DataFrame = runs.robustness.at("output_per_hour", "long_run")
    for row in rows.to_dict("records"):
        assert f"| {row['gap']:+.1f} [{row['low']:+.1f}, {row['high']:+.1f}] |" in text


def test_losses_and_gains_are_claimed_only_where_intervals_tell(
    runs: FindingsRuns, written: Path, tmp_path: Path
) -> None:
    claim = "lose through the division of labour and gain through effort"
    assert claim in written.read_text(encoding="utf-8")
    channels = runs.main.channels
    wide = channels.assign(high=channels["high"].where(channels["channel"] != "efficiency", 1.0))
    unclear = dataclasses.replace(runs, main=dataclasses.replace(runs.main, channels=wide))
    text = write_findings(unclear, tmp_path / "findings.md").read_text(encoding="utf-8")
    assert claim not in text
    assert "Together they come to" in text


def test_what_balanced_jobs_add_is_the_first_number(runs: FindingsRuns, tmp_path: Path) -> None:
    assumed = synthetic_comparison(4, 96, effect=0.0, balance=True)
    told = dataclasses.replace(
        runs,
        main=synthetic_comparison(4, 96, balance=True),
        assumptions={**runs.assumptions, **dict.fromkeys(SIDES, assumed)},
    )
    text = write_findings(told, tmp_path / "findings.md").read_text(encoding="utf-8")
    answer = words(text.split("## The short answer")[1].split("## ")[0])
    whole, alone = (
        per_cent(added(told.main, setting, LONG_RUN)).text()
        for setting in (("parecon", "council"), ("capitalism", "manager"))
    )
    assert whole != alone
    assert answer.startswith(
        f"**Balanced jobs themselves** change output per hour in the long run by {whole} on "
    )
    assert "motivation +5.0 log points [" in answer
    assert f"Alone in a capitalist firm they change it by {alone}." in answer
    assert answer.count("], undecided") >= 4
    for side in SIDES:
        assert f"Under what {side} assume it is " in answer
    assert answer.index("Balanced jobs themselves") < answer.index("It depends on assumptions")


def test_without_a_bundle_the_text_is_about_the_gap_alone(written: Path) -> None:
    assert "Balanced jobs themselves" not in written.read_text(encoding="utf-8")
