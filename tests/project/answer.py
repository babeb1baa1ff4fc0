"""The answer given the evidence in the texts that quote it, word for word.

``python -m tests.project.answer`` writes it between its marks; a test fails where another stands.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from sim.text.answer import shipped_answer

ROOT = Path(__file__).resolve().parents[2]

FILES = ("README.md", "docs/index.md", "docs/findings.md")
"""Texts that quote it."""

BEGIN, END = "<!-- answer -->\n", "<!-- end of answer -->"


def quoted(text: str, width: int = 100) -> str:
    """Return a text with the answer between its marks.

    Parameters
    ----------
    text : str
        With both marks once.
    width : int
        Of its lines.
    """
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    said = textwrap.fill(shipped_answer().text(), width, break_on_hyphens=False)
    return f"{before}{BEGIN}\n{said}\n\n{END}{after}"


def main() -> None:
    """Write the answer into all texts."""
    for name in FILES:
        path = ROOT / name
        path.write_text(quoted(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
