"""Balanced Jobs: workplaces under capitalism and under participatory economics, simulated.

The names in ``__init__.pyi`` beside this file are the public interface; everything else may change.
They are loaded when first used, so that ``import sim`` is cheap.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any, Final

import lazy_loader

# Mesa asks for a progress bar of notebooks, which nothing here draws.
warnings.filterwarnings("ignore", message="IProgress not found")

__version__ = "0.1.0"

_CALLABLE_PACKAGES: Final = ("findings", "parameters", "report")
"""Packages that can be called as functions."""

_attribute, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += _CALLABLE_PACKAGES


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used; a further experiment has the name of its folder."""
    if name in _CALLABLE_PACKAGES:
        return import_module(f"{__name__}.{name}")
    try:
        return _attribute(name)
    except AttributeError:
        registry = import_module(f"{__name__}.experiments.registry")
        for kind in registry.kinds().values():
            if kind.package.rpartition(".")[2] == name:
                return kind.load_function()
        raise AttributeError(f"module 'sim' has no attribute {name!r}") from None
