"""What a page simulates, without a browser."""

from __future__ import annotations

import gc

import numpy as np
import pytest

import sim
from sim.app.session import CHANNELS, Session, live_economies
from sim.app.settings import Settings
from sim.errors import ScenarioError
from sim.experiments.compare.decompose import MIXED_CHANNELS
from sim.phases.indicators import INDICATORS

SMALL = Settings(workers=240, months=10, burn_in=6, seed=3)


def advanced(settings: Settings = SMALL, months: int | None = None) -> Session:
    """Return a session so many months after the fork, by default at its end."""
    session = Session(settings)
    while not session.finished and (months is None or session.month < months):
        session.step()
    return session


def test_the_two_economies_share_their_past_and_then_part() -> None:
    session = Session(SMALL)
    assert (session.month, session.forked, session.finished) == (-6, False, False)
    for month in range(-5, 1):
        session.step()
        assert session.month == month
    assert session.forked
    first, second = session.economies
    np.testing.assert_array_equal(first.state.people.effort, second.state.people.effort)
    session.step()
    assert session.month == first.month == second.month == 1
    assert first.indicators["alienation"] != second.indicators["alienation"]


def test_the_run_ends_after_its_months() -> None:
    session = advanced()
    assert session.finished
    before = session.monthly()
    session.step()
    assert session.month == 10
    assert session.monthly().equals(before)


def test_a_run_without_a_past_forks_at_once() -> None:
    session = Session(Settings(workers=240, months=2, burn_in=0))
    session.step()
    assert (session.month, session.forked) == (0, True)
    session.step()
    assert session.month == 1


def test_the_numbers_are_those_of_the_library() -> None:
    session = advanced()
    size = {"workers": 240, "months": 10, "burn_in": 6}
    result = sim.compare(
        sim.load_scenario("capitalism", size),
        sim.load_scenario("parecon", size),
        replicates=1,
        seed=3,
        balance=False,
    )
    ours = session.monthly()
    theirs = result.monthly[list(ours.columns)]
    assert ours.equals(theirs.reset_index(drop=True))
    last = session.monthly_channels().set_index("month").loc[10]
    path = result.channel_path.set_index(["month", "channel"])["log_points"]
    for name in MIXED_CHANNELS:
        assert last[name] == pytest.approx(path.loc[(10, name)], abs=1e-12)


def test_the_channels_of_every_month_sum_to_the_gap() -> None:
    session = advanced()
    table = session.monthly_channels()
    assert list(table.columns) == ["month", *CHANNELS, "total"]
    first, second = session.history
    for row, a, b in zip(table.itertuples(), first, second, strict=True):
        gap = 100.0 * np.log(b["output_per_hour"] / a["output_per_hour"])
        assert row.total == pytest.approx(gap, abs=1e-9)
        head = 100.0 * np.log(b["output_per_head"] / a["output_per_head"])
        assert row.total + row.employment == pytest.approx(head, abs=1e-9)


def test_the_mean_of_the_channels_is_over_the_months_so_far() -> None:
    assert Session(SMALL).mean_channels() == {}
    session = advanced(months=4)
    means = session.mean_channels()
    table = session.monthly_channels()
    assert len(table) == 4
    for name in (*CHANNELS, "total"):
        assert means[name] == pytest.approx(table[name].mean(), abs=1e-12)


def test_recent_means_are_over_the_latest_months() -> None:
    assert np.isnan(Session(SMALL).recent_means(("effort",))).all()
    session = advanced()
    expected = [np.mean([row["effort"] for row in rows[-3:]]) for rows in session.history]
    found = session.recent_means(("effort",), months=3)
    assert [values[0] for values in found] == pytest.approx(expected)


def test_the_table_holds_every_indicator_of_every_month() -> None:
    table = advanced(months=2).monthly()
    assert list(table.columns) == ["regime", "month", *INDICATORS]
    assert table["regime"].tolist() == ["burn-in"] * 6 + ["capitalism"] * 2 + ["parecon"] * 2
    assert table["month"].tolist() == [-5, -4, -3, -2, -1, 0, 1, 2, 1, 2]


def test_a_reset_with_the_same_settings_gives_the_same_numbers() -> None:
    session = advanced()
    before = session.monthly()
    session.reset(SMALL)
    assert session.monthly().empty
    assert session.mean_channels() == {}
    while not session.finished:
        session.step()
    assert session.monthly().equals(before)


def test_a_reset_that_is_refused_leaves_all_as_it_is() -> None:
    session = advanced(months=2)
    before = session.monthly()
    with pytest.raises(ScenarioError):
        session.reset(Settings(second="capitalism"))
    assert session.settings == SMALL
    assert session.monthly().equals(before)
    session.step()
    assert session.month == 3


def test_changed_parameters_count_from_the_next_month_on() -> None:
    changed, plain = advanced(months=3), advanced(months=3)
    changed.change({"intrinsic_motivation": 0.5})
    assert changed.interventions == [(3, "intrinsic_motivation = 0.5")]
    assert changed.settings.changes == {"intrinsic_motivation": 0.5}
    assert changed.month == 3
    for session in (changed, plain):
        session.step()
        session.step()
    assert changed.monthly().query("month <= 3").equals(plain.monthly().query("month <= 3"))
    for ours, theirs in zip(changed.history, plain.history, strict=True):
        assert ours[-1]["effort"] > theirs[-1]["effort"]


def test_a_change_to_what_holds_already_changes_nothing() -> None:
    changed, plain = advanced(months=3), advanced(months=3)
    changed.change({})
    assert changed.interventions == []
    changed.step()
    plain.step()
    assert changed.monthly().equals(plain.monthly())


def test_a_change_during_the_past_counts_for_both() -> None:
    session = advanced(months=-2)
    session.change({"intrinsic_motivation": 0.5})
    session.step()
    session.step()
    session.step()
    for economy in session.economies:
        assert economy.state.parameters.intrinsic_motivation == 0.5


def test_a_change_that_is_refused_leaves_all_as_it_is() -> None:
    session = advanced(months=2)
    with pytest.raises(ScenarioError, match="intrinsic_motivation"):
        session.change({"intrinsic_motivation": 9.0})
    assert session.settings == SMALL
    assert session.interventions == []
    session.step()


def test_the_economies_are_not_to_be_had_before_the_fork() -> None:
    with pytest.raises(RuntimeError, match="share their past"):
        _ = Session(SMALL).economies


def test_closing_a_session_frees_its_economies() -> None:
    gc.collect()
    before = live_economies()
    session = advanced(months=2)
    session.change({"crowding": 0.1})
    assert live_economies() >= before + 2
    session.close()
    gc.collect()
    assert live_economies() == before
    assert session.monthly().empty
