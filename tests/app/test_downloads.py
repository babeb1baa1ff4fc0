"""What can be taken home from the page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.downloads import (
    channels_csv,
    design_of,
    file_stem,
    monthly_csv,
    picture,
    picture_png,
    python_of,
    scenario_file,
)
from sim.app.indicators import CHARTS
from sim.app.session import Session
from sim.app.settings import Settings
from sim.designs import load_design
from sim.scenario import load_scenario


def advanced(months: int) -> Session:
    """Return a small session after so many months."""
    session = Session(Settings(workers=240, months=4, burn_in=3, changes={"crowding": 0.2}))
    while session.month < months:
        session.step()
    return session


def test_the_tables_read_back_as_they_were() -> None:
    session = advanced(4)
    for written, table in (
        (monthly_csv(session), session.monthly()),
        (channels_csv(session), session.monthly_channels()),
    ):
        found = pd.read_csv(written)
        pd.testing.assert_frame_equal(found[list(table.columns)], table, rtol=1e-15)
        assert set(found["assumptions"]) == {"published defaults; crowding=0.2"}
        assert (set(found["seed"]), set(found["workers"])) == ({0}, {240})


def test_files_are_named_after_what_was_compared() -> None:
    assert file_stem(advanced(-3)) == "capitalism-vs-parecon-seed-0--crowding=0.2"
    usual = Session(Settings(workers=240, months=4, burn_in=3))
    assert file_stem(usual) == "capitalism-vs-parecon-seed-0"
    critical = Session(Settings(workers=240, months=4, burn_in=3, assumptions="critics"))
    assert file_stem(critical).endswith("--critics")


@pytest.mark.parametrize("months", [1, 4])
def test_the_picture_shows_every_chart_with_units_and_what_was_simulated(months: int) -> None:
    session = advanced(months)
    session.change({"crowding": 0.25})
    figure = picture(session)
    panels = {panel.get_title(loc="left"): panel for panel in figure.axes}
    for chart in CHARTS:
        panel = panels[chart.heading]
        assert panel.get_ylabel()
        assert "Months" in panel.get_xlabel()
        assert [len(line.get_xdata()) for line in panel.lines[1:3]] == [1 + months] * 2
    words = " ".join(text.get_text() for panel in figure.axes for text in panel.texts)
    for part in ("240 people", "seed 0", "crowding=0.25", "Changed during the run"):
        assert part in words
    assert picture_png(session).getvalue().startswith(b"\x89PNG")


def test_what_is_taken_home_runs_the_same(tmp_path: Path) -> None:
    settings = Settings(workers=240, months=2, burn_in=1, changes={"crowding": 0.1})
    session = Session(settings)
    path = tmp_path / "mine.toml"
    path.write_text(scenario_file(session).read(), encoding="utf-8")
    assert load_scenario(str(path)).parameters == session.scenarios[1].parameters
    program = python_of(settings)
    compile(program, "run.py", "exec")
    assert "'crowding': 0.1" in program
    design = tmp_path / "sweep.toml"
    design.write_text(design_of(settings, "meeting_hours"), encoding="utf-8")
    read = load_design(str(design))
    assert read.seed == 0
    assert "meeting_hours" in str(read)
