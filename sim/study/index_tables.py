"""Columns and units of tables of sensitivity, which several experiments have."""

from __future__ import annotations

from typing import Final

SHARE_OF_VARIANCE: Final = "share of the variance"

DISTANCE: Final = "distance of distributions, 0 to 1"
"""Unit of a PAWN index."""

INDEX_COLUMNS: Final = tuple(
    f"{index}{end}" for index in ("first_order", "total") for end in ("", "_low", "_high")
)
"""Columns of Sobol indices with their intervals."""

EFFECT_COLUMNS: Final = ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma")
"""Columns of elementary effects."""
