"""Writing keys and values as TOML that can be read again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_lines(items: Iterable[tuple[str, object]]) -> list[str]:
    """Return lines "key = value".

    Parameters
    ----------
    items : iterable of (str, object)
        Values are text, numbers, true and false.
    """
    return [
        f"{key if BARE_KEY.fullmatch(key) else _literal(key)} = {_literal(value)}"
        for key, value in items
    ]


def _literal(value: object) -> str:
    """Return a value in TOML; JSON writes text, numbers, true and false the same way."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
