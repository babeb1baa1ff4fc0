"""Results to draw: the small experiments, done once."""

from tests.experiments.conftest import done

__all__ = ["done"]
