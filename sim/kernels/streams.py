"""Named random streams (model section 8).

A draw is a pure function of (seed, replicate, stream, month, identifier). Two regimes that start
from the same state therefore have common random numbers, and no draw depends on how many others
were made.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.compile import compiled
from sim.kernels.random import combine, stream_key

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


class Stream(IntEnum):
    """Purpose of a draw; the numbers are part of the reproducibility contract, never reuse one."""

    APTITUDE_GENERAL = 1
    APTITUDE_SPECIFIC = 2
    BACKGROUND = 3
    NEED = 4
    AGE = 5
    INITIAL_WEALTH = 6
    INITIAL_SECTOR = 7
    WORKPLACE_SIZE = 8
    INITIAL_TECHNOLOGY = 9
    INITIAL_DEMAND = 10
    INITIAL_ASSIGNMENT = 11
    IDIOSYNCRATIC_DEMAND = 12
    BUSINESS_CYCLE = 13
    QUIT = 14
    DISMISSAL = 15
    HIRING_COUNT = 16
    HIRING_ORDER = 17
    VACANCY_ORDER = 18
    JOB_OFFER = 19
    VOLUNTARY_MOVE = 20
    MOVE_PARTNER = 21
    VOTE = 22
    FEDERATION = 23
    PEER_RATING = 24
    COLLUSION = 25
    SELECTION = 26
    HIDDEN_TALENT = 27
    INNOVATION = 28
    INITIAL_TRAINING = 29
    JOB_TASTE = 30
    DILIGENCE = 31
    PAY_PREMIUM = 32
    PLACEMENT_FIT = 40
    IMPROVEMENT = 45
    PROPOSER = 55
    LAYOFF = 60
    EXCHANGE_RENEWAL = 61
    EXIT = 62


def key_of(seed: int, replicate: int, stream: Stream, month: int) -> np.uint64:
    """Return the key of a stream in a month, to be combined with identifiers inside kernels."""
    return stream_key(seed, replicate, stream.value, month)


@compiled
def key_in(economy: EconomyState, stream: Stream, month: int) -> np.uint64:
    """Return the key of a stream in a month, inside a compiled function."""
    return combine(economy.seed, economy.replicate, stream.value, month)
