"""Many pages on one machine: who may compute, and that nobody waits for ever."""

from __future__ import annotations

from threading import Thread

from sim.app.turns import Rank, Turns


def test_one_computes_at_a_time_and_the_others_follow_in_order() -> None:
    turns = Turns(1)
    assert turns.take(1)
    assert not turns.take(2)
    assert not turns.take(3)
    turns.leave(1)
    assert not turns.take(1), "who has just computed stands behind those who wait"
    assert turns.take(2)
    turns.leave(2)
    assert turns.take(3)


def test_clicks_go_before_pages_that_open_and_these_before_runs() -> None:
    turns = Turns(1)
    for page in range(9):
        turns.take(page)
    for page, rank in ((6, Rank.OPENING), (7, Rank.CLICK), (8, Rank.CLICK)):
        assert not turns.take(page, rank), "one computes at a time, whoever asks"
    turns.leave(0)
    assert not turns.take(1)
    assert not turns.take(6, Rank.OPENING)
    assert not turns.take(8, Rank.CLICK), "the other click came first"
    for page, rank in ((7, Rank.CLICK), (8, Rank.CLICK), (6, Rank.OPENING), (1, Rank.RUNNING)):
        assert turns.take(page, rank)
        turns.leave(page)


def test_a_page_that_opens_waits_until_it_is_its_turn() -> None:
    turns = Turns(1)
    opened: list[bool] = []

    def open_one() -> None:
        with turns.turn(2, Rank.OPENING):
            opened.append(not turns.take(3, Rank.CLICK))

    assert turns.take(1)
    thread = Thread(target=open_one)
    thread.start()
    assert not opened
    turns.leave(1)
    thread.join(60)
    assert opened == [True]
    assert turns.take(3, Rank.CLICK)


def test_who_leaves_holds_up_nobody() -> None:
    turns = Turns(1)
    for page in range(3):
        turns.take(page)
    turns.leave(0)
    turns.leave(1)
    assert turns.take(2)


def test_everybody_gets_as_many_turns_as_anybody_else() -> None:
    turns = Turns(2)
    computed = dict.fromkeys(range(12), 0)
    for _ in range(120):
        held = [page for page in computed if turns.take(page)]
        for page in held:
            computed[page] += 1
            turns.leave(page)
    assert max(computed.values()) - min(computed.values()) <= 1
