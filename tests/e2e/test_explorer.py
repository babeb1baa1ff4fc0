"""The page of assumptions in a real browser: its numbers are those of the tables and of NumPy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("bokeh", reason="the extra 'app' is not installed")

from sim.analysis.decided import conclusion_of
from sim.analysis.intervals import share_interval
from sim.analysis.weighting import ENOUGH, effective_size, weighted_quantile
from sim.experiments.verdict.record import Verdict
from sim.explorer.content import SOME, SURENESS
from sim.explorer.parts import parts_of
from sim.explorer.writing import LARGEST, explore, render
from sim.parameters import declarations
from tests.explorer.test_reading import posterior_of_both
from tests.support.synthetic import synthetic_comparison
from tests.support.synthetic_experiments import DRAWN, synthetic_verdict

pytestmark = pytest.mark.slow

DRAWS = 1_200
SCALARS = "(({probability, low, high, effective, quantiles, enough}) => \
({probability, low, high, effective, quantiles, enough}))(explorer.answer())"


def large_verdict() -> Verdict:
    """Return a verdict whose gap is zero where intrinsic motivation is 0.3."""
    random = np.random.default_rng(11)
    draws = pd.DataFrame({"point": range(DRAWS)})
    for name in DRAWN:
        draws[name] = random.uniform(declarations()[name].low, declarations()[name].high, DRAWS)
    gap = 60.0 * (draws["intrinsic_motivation"] - 0.3) + random.normal(0.0, 4.0, DRAWS)
    parts, rows = [], []
    for measure in ("output_per_hour", "output_per_head"):
        for horizon, size in (("year_1", 0.4), ("year_20", 1.0)):
            values = size * gap + 2.0 * (measure == "output_per_head")
            keys = {"measure": measure, "horizon": horizon, "gap": values}
            parts.append(pd.DataFrame({"point": range(DRAWS), **keys}))
            rows.append((measure, horizon, DRAWS, *share_interval(int((values >= 0).sum()), DRAWS)))
    known = synthetic_verdict()
    columns = list(known.probabilities.columns)
    return replace(
        known,
        draws=draws,
        gaps=pd.concat(parts, ignore_index=True),
        probabilities=pd.DataFrame(rows, columns=columns),
    )


VERDICT = large_verdict()


def gaps() -> np.ndarray:
    rows = VERDICT.gaps
    chosen = (rows["measure"] == "output_per_hour") & (rows["horizon"] == "year_20")
    return rows.loc[chosen, "gap"].to_numpy()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = explore(VERDICT, tmp_path_factory.mktemp("explorer") / "verdict.html")
    assert file.stat().st_size < LARGEST
    return file


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a file from disk; requests and errors fail the test."""
    contexts, wrong = [], []

    def visit_one(file: Path, tail: str = "", **how: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request", lambda one: None if one.url.startswith("file:") else wrong.append(one.url)
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri() + tail)
        page.wait_for_selector("body[data-ready]")
        return page

    yield visit_one
    for context in contexts:
        context.close()
    assert wrong == []


def expected(places: list[tuple[str, float]], width: float) -> np.ndarray:
    """Return weights after beliefs, computed apart from the page."""
    weights = np.ones(DRAWS)
    for name, value in places:
        declared = declarations()[name]
        away = (VERDICT.draws[name].to_numpy() - value) / (declared.high - declared.low) / width
        weights *= np.exp(-(away**2) / 2)
    return weights / weights.sum()


def test_before_beliefs_the_page_says_what_the_table_says(page_file: Path, visit: Any) -> None:
    page = visit(page_file)
    for measure, horizon in (("output_per_hour", "year_20"), ("output_per_head", "year_1")):
        page.select_option("#measure", measure)
        page.select_option("#horizon", horizon)
        table = VERDICT.probabilities
        row = table[(table["measure"] == measure) & (table["horizon"] == horizon)].iloc[0]
        found = page.evaluate(SCALARS)
        for name in ("probability", "low", "high"):
            assert found[name] == pytest.approx(row[name], abs=1e-12)
        assert page.inner_text("#headline").startswith(f"{round(100 * row['probability'])} %")


def test_a_moved_slider_gives_the_numbers_of_numpy_and_a_link(page_file: Path, visit: Any) -> None:
    page = visit(page_file)
    page.focus("#slider-intrinsic_motivation")
    page.keyboard.press("Home")
    for _ in range(70):
        page.keyboard.press("ArrowRight")
    page.focus("#slider-meeting_hours")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.hash.includes('meeting_hours')")
    found = page.evaluate(SCALARS)
    beliefs = [part.split("=") for part in page.url.partition("#")[2].split("&")]
    assert [name for name, _ in beliefs] == ["intrinsic_motivation", "meeting_hours"]
    motivation = declarations()["intrinsic_motivation"]
    seventy = motivation.low + 0.7 * (motivation.high - motivation.low)
    assert float(beliefs[0][1]) == pytest.approx(seventy, rel=1e-5)
    weights = expected([(name, float(value)) for name, value in beliefs], SURENESS["fairly"])
    assert found["probability"] == pytest.approx(weights @ (gaps() >= 0.0), abs=2e-5)
    assert found["effective"] == pytest.approx(effective_size(weights), rel=1e-4)
    quantiles = weighted_quantile(gaps(), weights, [0.05, 0.5, 0.95])
    assert found["quantiles"] == pytest.approx(list(quantiles), abs=1e-2)
    assert f"{int(found['effective']):,} of 1,200 worlds" in page.inner_text("#support")

    again = visit(page_file, page.url[page.url.index("#") :] + "&no_such=3")
    assert again.evaluate(SCALARS)["probability"] == pytest.approx(found["probability"], abs=2e-5)
    assert "no_such=3" in again.inner_text("#notice")
    again.click("[data-release=intrinsic_motivation]")
    assert "intrinsic" not in again.url


def test_few_worlds_are_said_in_place_of_a_probability(page_file: Path, visit: Any) -> None:
    page = visit(page_file, "#sure=very&believe=critics")
    assert page.evaluate(SCALARS)["effective"] < ENOUGH
    assert page.inner_text("#headline") == "Too few simulated worlds"
    row = VERDICT.pack_gaps.query("pack == 'critics' and measure == 'output_per_hour'").iloc[-1]
    assert f"\N{MINUS SIGN}{abs(row['gap']):.1f} log points" in page.inner_text("#sides")
    page.click("[data-preset='']")
    assert page.evaluate(SCALARS)["enough"]
    assert page.url.endswith("#sure=very")


def test_between_few_and_enough_worlds_a_probability_is_shown_as_one_of_few(
    page_file: Path, visit: Any
) -> None:
    page = visit(page_file, "#sure=very&intrinsic_motivation=0.45&meeting_hours=0.2")
    found = page.evaluate(SCALARS)
    assert SOME <= found["effective"] < ENOUGH
    assert page.inner_text("#headline").startswith(
        f"Few worlds: {round(100 * found['probability'])} % ["
    )
    assert "as far as they go" in page.inner_text("#sentence")
    assert "more probably" not in page.inner_text("#sentence")


def test_what_balanced_jobs_add_is_told_against_the_same_without_them(
    visit: Any, tmp_path: Path
) -> None:
    result = posterior_of_both(400)
    file = tmp_path / "posterior.html"
    file.write_text(render(parts_of(result)), encoding="utf-8")
    page = visit(file)
    row = result.probabilities.set_index("regime").loc["balanced_jobs"]
    found = page.evaluate(SCALARS)
    for name in ("probability", "low", "high"):
        assert found[name] == pytest.approx(row[name], abs=1e-9)
    said = page.inner_text("#sentence")
    assert "Participatory economy with balanced jobs is at least as productive" in said
    assert "as Participatory economy without them" in said
    assert page.inner_text("#baseline") == "Participatory economy without them"
    assert page.inner_text("#channels-text").startswith("Means in log points: motivation ")
    page.select_option("#regime", "parecon")
    assert page.inner_text("#baseline") == "Capitalism"
    assert "as Capitalism" in page.inner_text("#sentence")
    assert page.evaluate(SCALARS)["probability"] == pytest.approx(
        result.probabilities.set_index("regime").loc["parecon", "probability"], abs=1e-9
    )


def test_who_gains_follows_beliefs_as_numpy_says(visit: Any, tmp_path: Path) -> None:
    result = posterior_of_both(400)
    parts = parts_of(result)
    file = tmp_path / "posterior.html"
    file.write_text(render(parts), encoding="utf-8")
    for tail in ("", "#sure=roughly&crowding=0.5", "#sure=very&crowding=0.1&regime=parecon"):
        page = visit(file, tail)
        regime = "parecon" if "regime" in tail else "balanced_jobs"
        weights = np.ones(400)
        if tail:
            value, width = (0.5, 0.35) if "roughly" in tail else (0.1, 0.1)
            low, high = result.settings["ranges"]["crowding"]
            weights = np.exp(
                -((((result.draws["crowding"] - value) / (high - low)) / width) ** 2) / 2
            )
        weights = np.asarray(weights / weights.sum())
        (row,) = page.evaluate("explorer.fifths()")
        assert row["name"] == "income"
        for fifth, cell in enumerate(row["cells"]):
            values = parts.columns[f"fifth|{regime}|income|{fifth}"].astype(np.float64)
            assert cell["mean"] == pytest.approx(weights @ values, abs=1e-5)
            assert cell["gains"] == pytest.approx(weights @ (values >= 0.0), abs=1e-5)
            shown = f"{cell['mean']:+.2f}".replace("-", "\N{MINUS SIGN}")
            told = shown + "*" * (not 0.1 < cell["gains"] < 0.9)
            assert page.locator("#fifths td").nth(fifth).inner_text() == told


def test_fifths_of_some_worlds_say_of_how_much_weight_they_are(visit: Any, tmp_path: Path) -> None:
    parts = parts_of(posterior_of_both(400))
    columns = dict(parts.columns)
    for name in columns:
        if name.startswith("fifth|"):
            columns[name] = np.where(np.arange(400) < 100, np.nan, columns[name])
    file = tmp_path / "posterior.html"
    file.write_text(render(replace(parts, columns=columns)), encoding="utf-8")
    page = visit(file)
    assert "worlds with 75.0 % of the weight" in page.inner_text("#fifths-text")
    (row,) = page.evaluate("explorer.fifths()")
    wanted = columns["fifth|balanced_jobs|income|0"][100:].mean()
    assert row["cells"][0]["mean"] == pytest.approx(wanted, abs=1e-4)


def test_answer_and_channels_stay_in_view_beside_the_sliders(visit: Any, tmp_path: Path) -> None:
    file = tmp_path / "posterior.html"
    file.write_text(render(parts_of(posterior_of_both(400))), encoding="utf-8")
    page = visit(file, viewport={"width": 1280, "height": 900})
    answer, why = (page.locator(one).bounding_box() for one in ("#answer", "#why"))
    assert 0.0 <= why["y"] - (answer["y"] + answer["height"]) < 40.0
    narrow = visit(file, viewport={"width": 390, "height": 844})
    places = [narrow.locator(one).bounding_box()["y"] for one in ("#answer", "#beliefs", "#why")]
    assert places == sorted(places)


def test_the_curve_finds_the_break_even(page_file: Path, visit: Any) -> None:
    text = visit(page_file).inner_text("#curve-intrinsic_motivation")
    assert float(text.partition("break-even near ")[2].rstrip(".")) == pytest.approx(0.3, abs=0.012)


def test_the_rules_of_the_page_are_those_of_the_program(page_file: Path, visit: Any) -> None:
    page = visit(page_file)
    for low in (-1.0, 0.0, 0.5, 2.0, float("nan")):
        for high in (-0.5, 0.0, 0.5, 3.0):
            for null in (0.0, 0.5):
                limits = "NaN" if low != low else low
                found = page.evaluate(f"explorerMath.conclusion({limits}, {high}, {null})")
                assert found == conclusion_of(low, high, null)
    for part, whole in ((0, 20), (7, 20), (20, 20)):
        found = page.evaluate(f"explorerMath.wilson({part / whole}, {whole}, 1.959963984540054)")
        assert found == pytest.approx(share_interval(part, whole)[1:], abs=1e-9)


def test_it_fits_a_phone_and_is_dark_where_the_reader_is(page_file: Path, visit: Any) -> None:
    page = visit(page_file, viewport={"width": 360, "height": 740}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 24, 27)"
    page.locator("#slider-meeting_hours").scroll_into_view_if_needed()
    page.wait_for_selector("#short.shown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(page_file: Path, visit: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(page_file, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for one in page.query_selector_all("details"):
        one.evaluate("one => { one.open = true }")
    found = axe.run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_a_comparison_has_no_sliders_and_says_why(visit: Any, tmp_path: Path) -> None:
    comparison = synthetic_comparison()
    page = visit(explore(comparison, tmp_path / "comparison.html"))
    assert page.locator("input[type=range]").count() == 0
    assert "nothing to choose" in page.inner_text("#beliefs")
    rows = comparison.channels
    total = rows[(rows["measure"] == "output_per_hour") & (rows["channel"] == "total")]
    value = total[total["horizon"] == "long_run"]["log_points"].iloc[0]
    shown = f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
    assert f"{shown} log points" in page.inner_text("#headline")
    told = json.loads(page.inner_text("#content") or page.text_content("#content"))
    assert told["parameters"] == []
