"""What is said and kept when a campaign ends early because runs failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sim.errors import BalancedJobsError, ResultsError, UnfinishedError

if TYPE_CHECKING:
    from sim.study.campaign import Campaign


@contextmanager
def explaining_failures(work: Campaign) -> Iterator[None]:
    """Keep the table of errors when the block ends early, and name them where they are the cause.

    Raises
    ------
    UnfinishedError
        In place of the error of an analysis that has too few runs because others failed.
    """
    try:
        yield
    except (BalancedJobsError, KeyboardInterrupt) as error:
        with suppress(ResultsError):
            work.keep_failures()
        known = isinstance(error, UnfinishedError | KeyboardInterrupt)
        if known or not len(work.failed):
            raise
        raise work.failure(str(error)) from error
