"""The text of the findings: what is said, in which order, and where each number comes from."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis.weighting import probability
from sim.experiments.posterior.answer import answer_of
from sim.findings.runs import FindingsRuns
from sim.findings.side_words import sides_said
from sim.findings.sides import Belief, beliefs
from sim.findings.words import about, study_words
from sim.findings.writing import write_findings
from sim.parameters import evidence_counts
from sim.text.labels import name_of
from tests.findings.synthetic import CLASHING, posterior, runs
from tests.project.answer import BEGIN, END

HEADINGS = [
    "Why other numbers were quoted",
    "What the evidence could not narrow",
    "Which study would settle it",
    "What critics and advocates have to believe",
    "How far to believe it",
    "What none of this tells",
    "Repeat it",
]
FIGURES = ["quoted", "gaps", "parameters", "value", "evidence"]
NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
TOLD = ("balanced_jobs", "parecon")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("findings")


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return write_findings(runs(), folder / "findings.md").read_text(encoding="utf-8")


@cache
def found() -> tuple[Belief, ...]:
    return tuple(beliefs(runs().posterior))


def words(text: str) -> str:
    return " ".join(text.split())


def section(text: str, title: str) -> str:
    return text.split(f"## {title}\n")[1].split("\n## ")[0]


def rows_of(table: str, text: str) -> list[list[str]]:
    """Return the cells of the table below a caption."""
    lines = text.split(f"*{table}")[1].split("\n\n")[1].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def signed(value: float) -> str:
    text = f"{value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text


def percent(value: float) -> str:
    return f"{100.0 * value:.0f}".replace("-0", "0") if abs(value) < 0.005 else f"{100 * value:.0f}"


def three(value: float) -> str:
    """Return a number with three significant digits, without zeros at its end."""
    if value == 0.0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(float(f"{value:.2e}")))))
    said = f"{value:,.{digits}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def headline(table: pd.DataFrame, **keys: str) -> pd.DataFrame:
    keys = {"measure": "output_per_hour", "horizon": "year_20", **keys}
    for column, value in keys.items():
        table = table[table[column] == value]
    return table


def only(allowed: set[str], text: str) -> None:
    """Make sure that a text holds no number but those allowed."""
    others = {number for number in NUMBER.findall(text) if number not in allowed}
    assert not others, sorted(others)


def without_pictures(text: str) -> str:
    return re.sub(r"!\[[^]]*\]\([^)]*\)", "", text)


def test_headings_figures_and_length(text: str, folder: Path) -> None:
    assert re.findall(r"^## (.*)$", text, flags=re.MULTILINE) == HEADINGS
    pictures = re.findall(r"\]\((images/findings/[^)]*)\)", text)
    assert [Path(picture).stem for picture in pictures] == FIGURES
    assert all((folder / picture).stat().st_size > 10_000 for picture in pictures)
    assert not re.search(r"\bnan\b|None\b|\binf\b|\{\{|\}\}", text)
    assert len(text.splitlines()) <= 130


def test_the_answer_stands_first_as_every_page_quotes_it(text: str) -> None:
    before, rest = text.split(BEGIN)
    quoted, _ = rest.split(END)
    assert words(quoted) == answer_of(posterior()).text()
    assert "##" not in before
    assert max(map(len, quoted.splitlines())) <= 100


def test_the_beginning_says_how_large_everything_is(text: str) -> None:
    result = posterior()
    beginning = text.split(END)[1].split("## ")[0]
    conditioning = int((result.items["role"] == "conditions").sum())
    assert f"{len(result.draws)} sets of {len(result.parameters)} parameters" in beginning
    assert "in an economy of 500 people" in beginning
    only({str(len(result.draws)), "5", str(conditioning), "50", "10", "500", "20"}, beginning)


def test_quoted_numbers_come_from_the_sides_the_fit_and_the_draws(text: str) -> None:
    result, part = posterior(), section(text, HEADINGS[0])
    allowed = {"95", "20"}
    for regime in TOLD:
        sides = headline(result.pack_gaps, regime=regime)
        spread = headline(result.quantiles, regime=regime)
        for table, columns in ((sides, ["gap", "low", "high"]),
                               (spread, ["q05", "q50", "q95", "q50_low", "q50_high"])):  # fmt: skip
            allowed |= {signed(value) for value in table[columns].to_numpy().ravel()}
    monthly = {name: one.monthly for name, one in runs().fitted.items()}
    gaps = {}
    for name, table in monthly.items():
        last = table[table["month"].between(229, 240)]
        means = np.log(last.set_index(["replicate", "regime"])["output_per_hour"]).groupby(
            level=[0, 1]
        )
        wide = means.mean().unstack()
        first, second = runs().fitted[name].regimes
        gaps[name] = 100.0 * (wide[second] - wide[first])
    fitted = {
        "parecon": gaps["parecon"].mean(),
        "balanced_jobs": (gaps["parecon"] - gaps["parecon_no_balance"]).mean(),
    }
    table = rows_of("Difference in output per hour", part)
    (row,) = (row for row in table if row[0] == "Parameters fitted to facts")
    for place, regime in ((1, "balanced_jobs"), (3, "parecon")):
        assert row[place].startswith(f"{signed(fitted[regime])} [")
        allowed |= set(NUMBER.findall(row[place]))
    # Shares below: the draws that have a smaller gap than the number beside them.
    for row in table:
        for place, regime in ((1, "balanced_jobs"), (3, "parecon")):
            draws = headline(result.gaps, regime=regime, given="evidence")
            gap = float(row[place].split()[0])
            ends = [float(draws.loc[draws["gap"] < gap + shift, "weight"].sum())
                    for shift in (-0.06, 0.06)]  # fmt: skip
            below = float(row[place + 1].split()[0]) / 100.0
            assert ends[0] - 0.0051 <= below <= ends[1] + 0.0051
            allowed |= set(NUMBER.findall(row[place + 1]))
    chances = headline(result.probabilities)[["probability", "low", "high"]]
    allowed |= {percent(value) for value in chances.to_numpy().ravel()}
    only(allowed, without_pictures(part))


def test_narrowing_comes_from_the_table_of_parameters(text: str) -> None:
    table, part = posterior().parameters, section(text, HEADINGS[1])
    shown = table[table["narrowing_low"] > 0.0].sort_values("narrowing", ascending=False)
    assert f"is shown to narrow {len(shown)}, the others not" in part
    rows = rows_of("Parameters that the evidence narrows most", part)
    allowed = {str(len(table)), str(len(shown)), str(len(table) - len(shown)), "95"}
    for row, known in zip(rows, shown.to_dict("records"), strict=True):
        assert row[0].lower() == name_of(known["parameter"])
        limits = [known[name] for name in ("narrowing", "narrowing_low", "narrowing_high")]
        assert NUMBER.findall(row[3]) == [percent(value) for value in limits]
        for cell, when in ((row[1], "prior"), (row[2], "posterior")):
            ends = [three(known[f"{when}_{name}"]) for name in ("q05", "q95")]
            assert cell == " to ".join(ends)
            allowed |= set(ends)
        allowed |= {percent(value) for value in limits}
        assert row[4].lower() == (known["told_by"] or "-")
    sure = table[(table["narrowing_low"] <= 0.0) & (table["narrowing_high"] < 0.1)]
    assert f"{len(sure)} lose less than a tenth" in part
    allowed.add(str(len(sure)))
    share = posterior().information
    share = share[share["about"] == "parameter"][["share", "share_low", "share_high"]]
    allowed |= {percent(value) for value in share.to_numpy().ravel() if np.isfinite(value)}
    only(allowed, without_pictures(part))


def test_what_would_be_worth_knowing_comes_from_the_table_of_information(text: str) -> None:
    result, part = posterior(), section(text, HEADINGS[2])
    table = result.information[result.information["regime"].isin(TOLD)]
    columns = ["fall", "fall_low", "fall_high"]
    falls = 100.0 * table.loc[table["about"] != "all", columns].to_numpy().ravel()
    shares = table[["share", "share_low", "share_high", "wrong"]].to_numpy().ravel()
    allowed = {f"{value:.1f}".replace("-0.0", "0.0") for value in falls if np.isfinite(value)}
    allowed |= {percent(value) for value in shares if np.isfinite(value)}
    for regime in TOLD:
        (row,) = headline(result.probabilities, regime=regime, given="evidence").to_dict("records")
        ends = (row["low"], row["high"], 1.0 - row["low"], 1.0 - row["high"])
        allowed |= {percent(value) for value in ends}
    only(allowed | {"95", "1", "5"}, without_pictures(part))
    rows = rows_of("What would be worth knowing: the whole", part)
    wanted = table[(table["regime"] == "parecon") & (table["about"] == "parameter")]
    best = wanted.sort_values("fall", ascending=False, kind="stable").iloc[0]
    assert rows[0][0].lower() == name_of(best["name"])
    assert NUMBER.findall(rows[0][2]) == [f"{100.0 * best[name]:.1f}" for name in columns]
    assert "Of studies nothing is told: what they would measure was not simulated" in part


def test_limits_of_beliefs_hold_as_many_draws_as_is_said(text: str) -> None:
    result, part = posterior(), section(text, HEADINGS[3])
    (line,) = (line for line in part.splitlines() if line.startswith("- Critics of the whole"))
    limits = re.findall(r"(?:which|and) ([a-z ]+?) lies (above|below) ([\d.]+)", line)
    assert limits[0][0] == "intrinsic motivation", "by which the gap is made"
    assert limits[0][1] == "below"
    inside = pd.Series(True, index=result.draws.index)
    prior = 1.0
    for name, side, value in limits:
        known, limit = name.replace(" ", "_"), float(value)
        drawn, share = result.draws[known], float(result.prior_of(known).cdf(limit))
        inside &= drawn >= limit if side == "above" else drawn <= limit
        prior *= 1.0 - share if side == "above" else share
    weights = result.draws["weight"]
    within, alone = re.findall(r"probability of (\d+) %.*ranges alone (\d+) %", line)[0]
    assert float(within) == pytest.approx(100.0 * weights[inside].sum(), abs=1.1)
    assert float(alone) == pytest.approx(100.0 * prior, abs=1.1)
    gaps = headline(result.gaps, regime="parecon", given="evidence").set_index("point")["gap"]
    behind = gaps.reindex(result.draws["point"]).to_numpy() < 0.0
    right, there = re.findall(r"right in (?:only )?(\d+) %.* in (?:only )?(\d+) %", line)[0]
    assert float(right) == pytest.approx(100.0 * weights[behind].sum(), abs=0.51)
    # The share inside is that of the half of the draws with which the box was not found.
    both = weights[inside & behind].sum() / weights[inside].sum()
    assert float(there) == pytest.approx(100.0 * both, abs=20.0)


def test_beliefs_hold_no_number_that_is_not_of_them(text: str) -> None:
    part = section(text, HEADINGS[3])
    allowed = {"80", "3", str(len(posterior().parameters))}
    for belief in found():
        allowed.add(str(belief.named))
        numbers = [*belief.right, belief.prior]
        if belief.region is not None:
            numbers += [*belief.region.within, *belief.region.right]
        allowed |= {percent(value) for value in numbers}
        allowed |= {three(value) for one in belief.limits for value in (one.value, one.end)}
        if np.isfinite(belief.nearest):
            allowed.add(signed(belief.nearest))
    only(allowed | {"95"}, part)


def test_a_side_that_is_hardly_ever_right_is_looked_at_where_it_is_nearest() -> None:
    result = posterior()
    advocates, critics = found()[:2]
    assert (advocates.regime, advocates.side) == ("balanced_jobs", "advocates")
    assert advocates.right.value == 0.0
    draws = headline(result.gaps, regime="balanced_jobs", given="evidence")
    above = draws.loc[draws["gap"] >= advocates.nearest, "weight"].sum()
    assert above == pytest.approx(0.1, abs=0.02)
    assert critics.always
    assert critics.limits == ()
    said = " ".join(sides_said(list(found()), result))
    assert "Advocates of balanced jobs alone are right in 0 %" in said
    assert "no values inside the ranges are seen to make it so" in said
    assert "are right in 100 %" in said


def test_checks_are_told_as_they_are_or_said_not_to_be_run(text: str, tmp_path: Path) -> None:
    table = rows_of("Checks of the answer", section(text, HEADINGS[4]))
    verdicts = runs().checks.verdicts
    for row, known in zip(table, verdicts.to_dict("records"), strict=False):
        assert [cell.lower() for cell in row] == [
            known[name].lower() for name in ("check", "verdict", "said")
        ]
    assert table[-1][:2] == ["Placebo", "passed"]
    alone = replace(runs(), checks=None, fitted={})
    written = write_findings(alone, tmp_path / "findings.md").read_text(encoding="utf-8")
    rows = rows_of("Checks of the answer", section(written, HEADINGS[4]))
    assert [row[0] for row in rows if row[1] == "not run"] == [
        "Recovery", "Leave one out", "Sensitivity", "Symmetry", "Numerical error", "Size",
        "Placebo",
    ]  # fmt: skip
    items = posterior().items
    near = (items["role"] == "conditions") & (items["distance"] <= 2.0)
    assert f"the means of {near.sum()} of" in rows[1][2]
    assert "Parameters fitted to facts" not in written
    assert "The fitted parameters are not shown" in written


def test_numbers_of_evidence_predicted_come_from_the_checks(text: str) -> None:
    part = without_pictures(section(text, HEADINGS[4]))
    caption = next(line for line in part.splitlines() if line.startswith("Given all of it"))
    for table, start in ((runs().checks.prediction, "all of it"),
                         (runs().checks.left_out, "all but itself")):  # fmt: skip
        scale = np.sqrt(table["error"] ** 2 + table["discrepancy"] ** 2)
        inside = table["observed"].between(table["q05"], table["q95"]).sum()
        off = (table["q50"] - table["observed"]).abs() / scale
        farthest = table.loc[off.idxmax(), "item"]
        said = f"for {inside} of {len(table)} items; farthest off is {farthest}, by {off.max():.2g}"
        assert f"Given {start}, " in caption
        assert said in caption


def test_evidence_of_parameters_is_counted(text: str) -> None:
    part = section(text, HEADINGS[5])
    counts = evidence_counts()
    only({str(sum(counts.values())), *map(str, counts.values())}, part)


def test_too_few_draws_are_said_before_every_probability(tmp_path: Path) -> None:
    few = replace(runs(), posterior=posterior(draws=40), checks=None)
    assert not few.posterior.enough
    written = write_findings(few, tmp_path / "findings.md").read_text(encoding="utf-8")
    assert "\nToo few draws for a probability. As far as they go" in written
    for title in HEADINGS[1:4]:
        assert section(written, title).strip().startswith("Too few draws for a probability")
    assert "than not" not in section(written, HEADINGS[0])


def test_where_nothing_is_left_there_is_no_answer(tmp_path: Path) -> None:
    refuted = FindingsRuns(posterior=posterior(40, CLASHING), fitted={}, checks=None)
    assert refuted.posterior.refuted
    written = write_findings(refuted, tmp_path / "findings.md").read_text(encoding="utf-8")
    assert "There is no answer given the evidence" in written
    assert not re.search(r"\bnan\b", written)
    assert "What critics and advocates" not in written


def test_a_ranking_that_cannot_be_made_is_said_to_be_so() -> None:
    result = posterior()
    table = result.information
    open_ended = table.assign(fall_low=table["fall_low"].where(table["about"] == "all", 0.0))
    said = list(study_words(replace(result, information=open_ended)))
    assert all("A ranking of single parameters cannot be made" in line for line in said)
    top = headline(open_ended[open_ended["about"] == "parameter"], regime="parecon")["fall_high"]
    assert f"end at {100.0 * top.max():.1f} percentage points or below" in said[1]


def test_ties_in_a_ranking_are_said() -> None:
    result = posterior()
    table = result.information.copy()
    rows = table.index[(table["regime"] == "parecon") & (table["about"] == "parameter")][:3]
    table.loc[rows, ["fall", "fall_low", "fall_high"]] = [
        (0.08, 0.05, 0.1), (0.07, 0.02, 0.09), (0.02, 0.01, 0.03)
    ]  # fmt: skip
    _, said = study_words(replace(result, information=table))
    assert "3 of 5 single parameters would lower it for certain" in said
    assert "the order of the first 2 is not decided" in said


def test_names_stand_in_sentences_as_readers_say_them() -> None:
    assert [about(posterior(), regime) for regime in TOLD] == [
        "balanced jobs alone", "the whole of participatory economics",
    ]  # fmt: skip


def test_probabilities_of_sides_are_those_of_the_answer() -> None:
    result = posterior()
    for belief in found():
        draws = headline(result.gaps, regime=belief.regime, given="evidence")
        ahead = draws["gap"].to_numpy() >= 0.0
        group = ahead if belief.side == "advocates" else ~ahead
        weights = draws["weight"].to_numpy()
        assert belief.right == pytest.approx(tuple(probability(group, weights, 3)))
