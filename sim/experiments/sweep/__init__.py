"""Every point of an experimental design."""
