"""Many pages on one machine: who may compute, and that nobody waits for ever."""

from __future__ import annotations

from sim.app.turns import Turns


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


def test_a_button_that_was_pressed_goes_before_those_who_wait() -> None:
    turns = Turns(1)
    for page in range(9):
        turns.take(page)
    turns.leave(0)
    assert not turns.take(8)
    assert turns.take(8, urgent=True)
    assert not turns.take(7, urgent=True), "one computes at a time, whoever asks"


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
