"""The clock of a page: it beats when told, never twice, and never for a tab that is gone."""

from __future__ import annotations

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from bokeh.document import Document

from sim.app.clock import PERIOD, Clock


def test_a_clock_beats_once_however_often_it_is_started() -> None:
    document = Document()
    clock = Clock(document, lambda: None)
    clock.start()
    clock.start()
    assert clock.running
    (beat,) = document.session_callbacks
    assert beat.period == PERIOD


def test_a_clock_that_is_stopped_can_be_started_again() -> None:
    document = Document()
    clock = Clock(document, lambda: None, 1_000)
    clock.start()
    clock.stop()
    clock.stop()
    assert not clock.running
    assert document.session_callbacks == []
    clock.start()
    assert [beat.period for beat in document.session_callbacks] == [1_000]


def test_a_clock_of_a_tab_that_is_gone_never_beats_again() -> None:
    document = Document()
    clock = Clock(document, lambda: None)
    clock.start()
    clock.close()
    clock.stop()
    clock.start()
    assert not clock.running


def test_without_a_document_there_is_nothing_to_beat() -> None:
    clock = Clock(None, lambda: None)
    clock.start()
    assert not clock.running
