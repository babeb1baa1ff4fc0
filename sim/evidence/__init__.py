"""What is known about economies as they are, and how a simulated economy is measured against it."""

from sim.evidence.facts import Fact, load_facts
from sim.evidence.interventions import Intervention, load_interventions
from sim.evidence.moments import MOMENTS
from sim.evidence.observation import RESPONSES, Observation, observe
from sim.evidence.units import Moment

__all__ = [
    "MOMENTS",
    "RESPONSES",
    "Fact",
    "Intervention",
    "Moment",
    "Observation",
    "load_facts",
    "load_interventions",
    "observe",
]
