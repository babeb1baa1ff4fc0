"""The paired comparison of two regimes (model section 7)."""
