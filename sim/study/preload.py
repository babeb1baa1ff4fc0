"""What processes that compute have imported when they begin: all that a chunk needs."""

from __future__ import annotations

from sim.study import evaluation
from sim.study.program import model_digest

__all__ = ["evaluation"]

# Of the text that was imported, whatever becomes of the files while the processes work.
model_digest()
