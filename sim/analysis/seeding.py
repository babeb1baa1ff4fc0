"""Seeds for SALib, whose analyses draw from NumPy's global generator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np


def legacy_seed(seed: int) -> int:
    """Return a seed of 1 to 2**32 - 1 for a seed of any size: SALib takes 0 for none."""
    return 1 + seed % (2**32 - 1)


@contextmanager
def same_global_generator() -> Iterator[None]:
    """Leave NumPy's global generator as it was, whatever is drawn inside."""
    state = np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(state)  # noqa: NPY002
