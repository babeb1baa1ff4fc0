"""Designs of experiments: what is varied, and at which points."""
