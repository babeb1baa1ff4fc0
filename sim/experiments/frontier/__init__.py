"""Where two regimes are equal, over one or two parameters (model section 7)."""
