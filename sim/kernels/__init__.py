"""Compiled functions; they know nothing of scenarios or of Mesa.

Importing this package imports nothing else, so that its constants are free to use.
"""

MAX_TASKS = 8
"""Columns of every task table and of the hours matrix; unused columns have an hours share of 0."""

DOMAINS = 6
"""Skill domains: manual, technical, scientific, care, organisational, clerical."""

EMPLOYED, UNEMPLOYED, IN_TRAINING = 0, 1, 2
"""Employment status of a person."""

__all__ = ["DOMAINS", "EMPLOYED", "IN_TRAINING", "MAX_TASKS", "UNEMPLOYED"]
