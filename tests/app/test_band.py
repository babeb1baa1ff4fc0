"""The faint band of further replicates behind the lines of the charts."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from bokeh.document import Document

from sim.app import band
from sim.app.band import LEAST, Replicates, told
from sim.app.charts import INDICATORS, LiveCharts
from sim.app.replicates import Rows
from sim.app.session import Session
from sim.app.settings import Settings

SMALL = Settings(workers=240, months=4, burn_in=3)


class Source:
    """Gives as many replicates as it is told to."""

    def __init__(self) -> None:
        self.count = 0
        self.asked: list[int] = []
        self.left = 0

    def want(self, page: int, scenarios: object, seed: int, names: tuple[str, ...]) -> str:
        """Note what is wanted."""
        self.asked.append(seed)
        return f"seed {seed}"

    def leave(self, page: int) -> None:
        """Note that nothing is wanted."""
        self.left += 1

    def found(self, key: str) -> list[Rows]:
        """Return what there is."""
        return [np.full((4, 2, len(INDICATORS)), 0.1 * (k + 1)) for k in range(self.count)]

    def waits(self, key: str) -> bool:
        """Return whether more is to come."""
        return self.count < 10


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    made = Source()
    monkeypatch.setattr(band, "background", made)
    return made


def test_the_band_goes_from_the_least_to_the_greatest_and_the_axes_reach_so_far() -> None:
    charts = LiveCharts(Session(SMALL))
    rows = [np.full((4, 2, len(INDICATORS)), level) for level in (0.2, 0.9, 0.5)]
    charts.show_band(rows)
    (area, _) = charts.band._areas
    assert area.data["month"].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert area.data["effort_low"].tolist() == [0.2] * 4
    assert area.data["effort_high"].tolist() == [0.9] * 4
    assert area.data["unemployment_rate_high"].tolist() == [90.0] * 4
    assert charts.figures["effort"].y_range.end > 0.9
    assert "3 further random draws" in charts._legend.object
    charts.show_band([])
    assert len(area.data["month"]) == 0
    assert "random draws" not in charts._legend.object


def test_fewer_than_three_make_no_band() -> None:
    charts = LiveCharts(Session(SMALL))
    charts.show_band([np.full((4, 2, len(INDICATORS)), 0.5)] * (LEAST - 1))
    assert charts.figures["effort"].select({"name": "band_0"}) == []
    assert told(LEAST - 1) == ""


def test_a_page_asks_once_and_looks_until_all_are_there(source: Source) -> None:
    document = Document()
    shown: list[int] = []
    replicates = Replicates(document, INDICATORS, lambda found: shown.append(len(found)))
    session = Session(SMALL)
    replicates.ask(session)
    replicates.ask(session)
    assert source.asked == [0]
    for count in (0, 1, 1, 10):
        source.count = count
        assert len(document.session_callbacks) == 1
        replicates._look()
    assert shown == [1, 10]
    assert document.session_callbacks == []


def test_other_settings_and_a_closed_tab_stop_what_was_asked_for(source: Source) -> None:
    shown: list[int] = []
    replicates = Replicates(None, INDICATORS, lambda found: shown.append(len(found)))
    source.count = 4
    session = Session(SMALL)
    replicates.ask(session)
    replicates.leave()
    assert shown == [4, 0]
    session.reset(Settings(workers=240, months=4, burn_in=3, seed=8))
    replicates.ask(session)
    assert source.asked == [0, 8]
    before = source.left
    replicates.close()
    assert source.left == before + 1


def test_after_a_change_in_the_midst_of_a_run_there_are_no_replicates(source: Source) -> None:
    replicates = Replicates(None, INDICATORS, lambda found: None)
    session = Session(SMALL)
    session.interventions.append((1, "crowding = 0.5"))
    replicates.ask(session)
    assert source.asked == []
