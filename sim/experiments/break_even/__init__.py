"""The value of a parameter at which two regimes are equal (model section 7)."""
