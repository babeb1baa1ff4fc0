"""What a fact or an effect is for: calibration aims at some of them and never at the others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FIT: Final = "fit"
"""A target of the calibration of the economy."""

MOTIVATION: Final = "motivation"
"""A target of the calibration of motivation."""

CHECK: Final = "check"
"""A fact that nothing is fitted to."""

INPUT: Final = "input"
"""A fact that holds, or does not, by construction of the sector files."""

VALIDATION: Final = "validation"
"""An effect that nothing is fitted to."""

PURPOSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        FIT: "aimed at by calibration",
        MOTIVATION: "about motivation, aimed at by calibration",
        CHECK: "fitted to by nothing",
        INPUT: "true or not by construction of the sector files",
        VALIDATION: "kept for validation, fitted to by nothing",
    }
)
"""The same in words."""
