"""Who gains and who loses, by fifth of the jobs before the change."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.fifths import MEASURES, Fifths
from sim.app.gains import NAMES, SHOWN, WAITING, GainsView, changes_of, table
from sim.app.session import Session
from sim.app.settings import Settings

SMALL = Settings(workers=240, months=4, burn_in=3)


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session at its end."""
    made = Session(SMALL)
    while not made.finished:
        made.step()
    return made


def test_fifths_are_equal_groups_from_the_worst_to_the_best_jobs() -> None:
    session = Session(SMALL)
    while not session.forked:
        session.step()
    economy = session.economies[0]
    people = economy.state.people
    fifths = Fifths(economy)
    employed = people.workplace[people.row_of] >= 0
    index = people.job_index[people.row_of]
    sizes = [int((fifths._fifth == fifth).sum()) for fifth in range(5)]
    assert sum(sizes) == employed.sum()
    assert max(sizes) - min(sizes) <= 1
    assert (fifths._fifth[~employed] == 5).all()
    for fifth in range(4):
        worse, better = (index[fifths._fifth == one] for one in (fifth, fifth + 1))
        assert worse.max() <= better.min()


def test_means_are_those_of_the_members_of_a_fifth(session: Session) -> None:
    assert session.fifths is not None
    means = session.fifths.means(months=1)
    assert means is not None
    assert means.shape == (2, len(MEASURES), 5)
    people = session.economies[0].state.people
    stayed = people.entry_month[people.row_of] <= session.fifths._since
    for order, economy in enumerate(session.economies):
        people = economy.state.people
        for place, name in enumerate(MEASURES):
            values = getattr(people, name)[people.row_of]
            for fifth in range(5):
                members = stayed & (session.fifths._fifth == fifth)
                assert means[order, place, fifth] == pytest.approx(values[members].mean())


def test_an_earlier_month_has_the_means_up_to_it(session: Session) -> None:
    assert session.fifths is not None
    every = [session.fifths.means(months=1, until=month) for month in (1, 2, 3)]
    found = session.fifths.means(until=3)
    assert found is not None
    np.testing.assert_allclose(found, np.mean(every, axis=0))
    assert session.fifths.means(until=0) is None


def test_less_alienation_is_a_gain_and_more_income_too() -> None:
    means = np.ones((2, len(MEASURES), 5))
    means[1, MEASURES.index("income")] = 1.5
    means[1, MEASURES.index("alienation_total")] = 0.8
    income, alienation, voice = changes_of(means)
    np.testing.assert_allclose(income, 50.0)
    np.testing.assert_allclose(alienation, -20.0)
    np.testing.assert_allclose(voice, 0.0)
    assert [measure.sign for measure in SHOWN] == [1, -1, 1]


def test_nobody_has_gained_before_the_first_month() -> None:
    view = GainsView()
    view.update(Session(SMALL))
    assert WAITING in view._words.object
    assert not view._charts.visible


def test_bars_and_table_show_every_fifth(session: Session) -> None:
    view = GainsView()
    view.update(session)
    assert session.fifths is not None
    means = session.fifths.means()
    assert means is not None
    for bars, change, measure in zip(view._bars, changes_of(means), SHOWN, strict=True):
        assert bars.data["fifth"] == list(NAMES)
        np.testing.assert_allclose(bars.data["change"], change)
        gains = measure.sign * change >= 0.0
        assert [hatch == " " for hatch in bars.data["hatch"]] == gains.tolist()
    assert "up to month 4" in view._words.object
    markup = table(("<First>", "Second"), means)
    assert markup.count("<td") == 5 * 2 * len(SHOWN)
    assert "&lt;First&gt;" in markup
