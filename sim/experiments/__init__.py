"""Runs, paired comparisons and their decomposition."""
