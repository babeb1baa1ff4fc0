"""Tests of the simulator, and the reference implementation that they compare it with."""
