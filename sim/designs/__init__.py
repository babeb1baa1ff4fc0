"""Designs of experiments: what is varied, and at which points."""

from sim.analysis.factors import Factor
from sim.designs.loading import DesignSummary, list_designs, load_design
from sim.designs.model import Design

__all__ = ["Design", "DesignSummary", "Factor", "list_designs", "load_design"]
