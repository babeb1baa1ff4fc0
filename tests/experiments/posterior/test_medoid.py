"""The draw in the middle: which it is, and the scenario that is written of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import ResultsError
from sim.experiments.posterior.medoid import medoid, middle_of, write_medoid
from sim.experiments.posterior.record import Posterior
from tests.experiments.posterior.synthetic import FITTING, NAMES, matched, result_of


@pytest.fixture(scope="module")
def known() -> Posterior:
    return result_of(matched(FITTING, draws=300))


def test_the_medoid_is_central_among_what_weighs_most() -> None:
    draws = pd.DataFrame(
        {
            "point": range(6),
            "weight": [0.2, 0.2, 0.2, 0.2, 0.2, 0.0],
            "monitoring": [0.1, 0.2, 0.3, 0.4, 0.5, 0.3],
            "crowding": [5.0, 20.0, 300.0, 4_000.0, 50_000.0, 300.0],
        }
    )
    assert medoid(draws) == 2
    # Of what weighs next to nothing none is chosen, however central.
    assert medoid(draws.assign(weight=[0.1, 0.5, 0.01, 0.2, 0.19, 0.0])) == 1
    # The scale of a parameter does not matter, only the order.
    assert medoid(draws.assign(crowding=np.log(draws["crowding"]))) == 2


def test_what_follows_from_a_draw_counts_as_much_as_what_it_assumes() -> None:
    draws = pd.DataFrame(
        {
            "point": range(5),
            "weight": [0.15, 0.15, 0.3, 0.25, 0.15],
            "monitoring": [0.1, 0.2, 0.3, 0.4, 0.5],
        }
    )
    gaps = pd.DataFrame({"year_1": [0.0, -2.0, 9.0, -1.0, 1.0]})
    assert medoid(draws) == 2
    # The middle of the parameter is at an end of the gaps.
    assert medoid(draws, gaps) == 3
    assert medoid(draws, gaps.replace(-1.0, np.nan)) == 2


def test_the_medoid_lies_where_the_evidence_puts_it(known: Posterior) -> None:
    row = medoid(known.draws)
    weights = known.draws["weight"].to_numpy()
    weights = weights / weights.sum()
    for name in NAMES:
        values = known.draws[name].to_numpy()
        mean = float(weights @ values)
        spread = float(np.sqrt(weights @ (values - mean) ** 2))
        assert abs(values[row] - mean) < 2.0 * spread


def test_the_scenario_holds_the_draw_and_says_where_it_is_from(
    known: Posterior, tmp_path: Path
) -> None:
    path = write_medoid(known, tmp_path / "middle.toml")
    read = sim.load_scenario(path)
    draw = known.draws.iloc[middle_of(known)]
    for name in NAMES:
        assert getattr(read.parameters, name) == pytest.approx(draw[name], rel=1e-5)
    text = path.read_text(encoding="utf-8")
    assert f"number {int(draw['point'])}" in text.replace("\n# ", " ")
    assert f"of {len(known.draws):,} draws" in text.replace("\n# ", " ")
    assert read.shared_assumptions
    assert write_medoid(known, tmp_path / "middle.toml").read_text(encoding="utf-8") == text


def test_there_is_no_middle_of_nothing(known: Posterior, tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"ends in \.toml"):
        write_medoid(known, tmp_path / "middle.csv")
    with pytest.raises(ResultsError, match="no draws are left"):
        write_medoid(replace(known, draws=known.draws.iloc[:0]), tmp_path / "middle.toml")
