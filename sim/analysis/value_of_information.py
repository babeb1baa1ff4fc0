"""By how much one would name the wrong winner less often, if one knew more.

Of two sides, the one that is more probably ahead is named. With p the probability that the first is
ahead the name is wrong with the probability min(p, 1 - p). If something that goes with the draws
were known, an input or the result of a study, the side would be named by p(x) = P(ahead | x), and

    fall(x) = min(p, 1 - p) - E[min(p(x), 1 - p(x))]

is the expected value of partial perfect information, or of sample information where x is the
result of a study, under a loss of one for a wrong name. Draws at hand are enough for it: p(x) is a
regression of being ahead on x (`sim.analysis.one_way`).

To put the regression into the formula promises too much: where x tells nothing, it still crosses
one half by chance. So each draw is named by a regression on other draws (cross-fitting in five
parts, several times); the fall is the weighted share of draws that are named rightly with x less
that without. It promises too little rather, since the best rule is not known: on average it is at
most the true fall. Its 95 % interval is that of the bootstrap over draws; it reaches up to that of
the formula, with a regression in each sample, where that is higher, and to 3 / n for draws worth n
(the rule of three) where knowing x changes no name. A fall below zero is given as zero, the least
it can be.

Sources: Strong, Oakley and Brennan (2014), Medical Decision Making 34, for regression; Strong,
Oakley, Brennan and Breeze (2015), Medical Decision Making 35, for studies; Chernozhukov et al.
(2018), The Econometrics Journal 21, for cross-fitting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.emulator import single_threaded
from sim.analysis.one_way import Spline
from sim.analysis.weighting import Weighted, effective_size

Floats = NDArray[np.float64]

PARTS: Final = 5
"""Parts of the draws, each of which is named by the others."""

TIMES: Final = 4
"""Ways in which the draws are parted."""


def wrong_name(ahead: NDArray[np.bool_], weights: Floats) -> float:
    """Return how probable it is to name the wrong winner as things stand.

    Parameters
    ----------
    ahead : (n,) bool
    weights : (n,) float64
    """
    share = float(weights @ ahead / weights.sum())
    return min(share, 1.0 - share)


def fall_in_wrong_names(
    splines: Sequence[Spline | None],
    ahead: NDArray[np.bool_],
    weights: Floats,
    again: Floats,
    seed: int,
) -> Weighted | None:
    """Return by how much the probability of naming the wrong winner would fall.

    Parameters
    ----------
    splines : sequence of Spline or None
        In what would be known; several are results of the same study that differ by its error, and
        the mean over them counts.
    ahead : (n,) bool
        Whether the first side is ahead, for each draw.
    weights : (n,) float64
    again : (samples, n) float64
        Weights in each sample of a bootstrap.
    seed : int
        By which draws are parted.

    Returns
    -------
    Weighted or None
        None where what would be known does not vary.
    """
    known = [spline for spline in splines if spline is not None]
    if not known:
        return None
    own = weights / weights.sum()
    values = ahead.astype(np.float64)
    random = np.random.default_rng(seed)
    most = wrong_name(ahead, weights)
    without = bool((own * values).sum() > 0.5)
    gained = np.zeros(len(values))
    rounds = [known[k % len(known)] for k in range(max(TIMES, len(known)))]
    smoothness = {id(spline): spline.smoothness_for(values, own) for spline in known}
    for spline in rounds:
        part = random.permutation(len(values)) % PARTS
        others = own * (part != np.arange(PARTS)[:, None])
        total = others.sum(axis=1, keepdims=True)
        others = np.where(total > 0.0, others / np.where(total > 0.0, total, 1.0), own)
        curves = spline.fitted(values, others, smoothness[id(spline)]).curves
        named = curves[part, np.arange(len(values))] > 0.5
        gained += (named == ahead).astype(np.float64) - (without == ahead)
    gained /= len(rounds)
    # Names by the formula, in every sample: the other end of what the value may be.
    spline = known[0]
    whole = np.clip(spline.fitted(values, again, smoothness[id(spline)]).curves, 0.0, 1.0)
    left = (again * np.minimum(whole, 1.0 - whole)).sum(axis=1)
    with single_threaded():
        value, samples = float(own @ gained), again @ gained
        share = again @ values
    formula = np.minimum(share, 1.0 - share) - left
    low = float(np.percentile(samples, 2.5))
    high = max(float(np.percentile(each, 97.5)) for each in (samples, formula))
    least = 0.0 if gained.any() else min(3.0 / max(effective_size(weights), 1.0), 0.5)
    limits = (value, low, max(min(high, most), least))
    return Weighted(*(max(one, 0.0) for one in limits))


def fall_if_all_known(
    first: Floats, second: Floats, weights: Floats, again: Floats, wrong: float
) -> Weighted:
    """Return by how much wrong names would fall at least, were everything known but chance.

    Parameters
    ----------
    first, second : (n,) float64
        Two independent replicates at each of some draws.
    weights : (n,) float64
    again : (samples, n) float64
        Weights in each sample of a bootstrap.
    wrong : float
        How probable it is to name the wrong winner as things stand.

    Notes
    -----
    With q the probability that the first side is ahead at a draw, two replicates disagree with the
    probability 2 q (1 - q), which is at least min(q, 1 - q), the probability to be wrong of who
    knows q. The share that disagrees is thus an upper limit of what is left. Where all agree, it
    may still be up to 3 / n for draws worth n.
    """
    disagree = ((first >= 0.0) != (second >= 0.0)).astype(np.float64)
    own = weights / weights.sum()
    with single_threaded():
        left, samples = float(own @ disagree), again @ disagree
    low, high = (float(one) for one in np.percentile(samples, [2.5, 97.5]))
    if not disagree.any():
        high = 3.0 / max(effective_size(weights), 1.0)
    return Weighted(*(max(wrong - one, 0.0) for one in (left, high, low)))
