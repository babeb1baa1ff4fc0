"""The answer over all assumptions inside their published ranges (model section 7)."""
