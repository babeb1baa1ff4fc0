"""People and workplaces as arrays, and the state of an economy."""

from sim.kernels.streams import Stream
from sim.state.economy_state import EconomyState, Flows
from sim.state.people import ALIENATION_DIMENSIONS, NOBODY, People, Status
from sim.state.workplaces import Workplaces

__all__ = [
    "ALIENATION_DIMENSIONS",
    "NOBODY",
    "EconomyState",
    "Flows",
    "People",
    "Status",
    "Stream",
    "Workplaces",
]
