"""The six institutions, each an independent switch (model section 6).

A rule of one's own is a class with the methods of a protocol in `sim.institutions.protocols`, under
a name that `register` gives it. `sim.institutions.building_blocks` has what such rules often need,
and `sim.testing` checks that they keep what must be kept.
"""

from sim.institutions import (
    building_blocks,
    decisions,
    division,
    education,
    employment,
    innovation,
    pay,
    protocols,
)
from sim.institutions.plugins import load_plugin
from sim.institutions.registry import SWITCHES, Rules, register, registered, rules_of
from sim.parameters import Parameter

__all__ = [
    "SWITCHES",
    "Parameter",
    "Rules",
    "building_blocks",
    "decisions",
    "division",
    "education",
    "employment",
    "innovation",
    "load_plugin",
    "pay",
    "protocols",
    "register",
    "registered",
    "rules_of",
]
