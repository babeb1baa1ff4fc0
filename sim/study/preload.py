"""What processes that compute have imported when they begin: all that a chunk needs."""

from __future__ import annotations

from sim.experiments.compare import plan as compare
from sim.experiments.run import plan as run
from sim.study import evaluation
from sim.study.program import model_digest

__all__ = ["compare", "evaluation", "run"]

# Of the text that was imported, whatever becomes of the files while the processes work.
model_digest()
