"""Which assumptions decide an outcome."""
