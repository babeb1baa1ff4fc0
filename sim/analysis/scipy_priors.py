"""The distributions of `sim.analysis.distributions` as SciPy knows them, for tools that take those.

Apart from that module, since SciPy's statistics take a second to import.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rv_continuous

from sim.analysis.distributions import Distribution

type Floats = NDArray[np.float64]


class Prior(rv_continuous):  # type: ignore[misc]  # SciPy has no types
    """A continuous distribution of SciPy; called without arguments it is a frozen one.

    Parameters
    ----------
    distribution : Distribution
    """

    def __init__(self, distribution: Distribution) -> None:
        self.distribution = distribution
        low, high = distribution.ends
        super().__init__(a=low, b=high, name="prior")

    def _updated_ctor_param(self) -> dict[str, Any]:
        """Return what another one is made of, as SciPy wants it for frozen and sent ones."""
        return {"distribution": self.distribution}

    def _ppf(self, q: Floats) -> Floats:
        return self.distribution.ppf(q)

    def _cdf(self, x: Floats) -> Floats:
        return self.distribution.cdf(x)

    def _pdf(self, x: Floats) -> Floats:
        density: Floats = np.exp(self.distribution.logpdf(x))
        return density
