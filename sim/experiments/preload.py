"""Imported by the server process from which workers are forked: everything a replicate needs."""

import sim.experiments.compare
import sim.experiments.run

__all__: list[str] = []
