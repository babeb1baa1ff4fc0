"""What may stand inside running text: things to type between backticks, and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_INLINE: Final = re.compile(r"`(?P<code>[^`\n]+)`|\[(?P<words>[^][\n]+)\]\((?P<place>[\w./#-]+)\)")
"""Code, or a link to another place of the same documents; never an address elsewhere."""


def inline(
    text: str,
    plain: Callable[[str], str],
    code: Callable[[str], str],
    link: Callable[[str, str], str],
) -> str:
    """Return running text with each of its parts put into the form of an outlet.

    Parameters
    ----------
    text : str
    plain, code : callable
        Return the form of plain text, and of what is to be typed.
    link : callable
        Returns the form of a link, from its words and its place.
    """
    parts: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(plain(text[end : found.start()]))
        if found["code"] is not None:
            parts.append(code(found["code"]))
        else:
            parts.append(link(found["words"], found["place"]))
        end = found.end()
    parts.append(plain(text[end:]))
    return "".join(parts)
