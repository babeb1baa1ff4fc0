"""The runs of one experiment: planned, cut into chunks, simulated, kept and repeated."""
