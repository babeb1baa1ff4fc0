"""One scenario, simulated."""
