"""The file ``codemeta.json``, made of ``pyproject.toml`` and ``CITATION.cff``.

``python -m tests.project.codemeta`` writes it; a test fails where it is not what would be written.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

import sim

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "codemeta.json"

ADDRESSES = {
    "Repository": "codeRepository",
    "Issues": "issueTracker",
    "Documentation": "softwareHelp",
}
"""Term of CodeMeta for each address under ``[project.urls]`` that it has a term for."""


def project() -> dict[str, Any]:
    """Return the table ``[project]`` of ``pyproject.toml``."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["project"]
    return found


def citation() -> dict[str, Any]:
    """Return what ``CITATION.cff`` says."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def codemeta() -> dict[str, Any]:
    """Return the description of the program by CodeMeta 3.0, ready for JSON."""
    stated, cited = project(), citation()
    urls = stated.get("urls", {})
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": cited["title"].partition(":")[0],
        "alternateName": stated["name"],
        "description": cited["abstract"],
        "version": sim.__version__,
        "dateModified": cited["date-released"].isoformat(),
        "license": f"https://spdx.org/licenses/{stated['license']}",
        "author": [{"@type": "Organization", "name": one["name"]} for one in stated["authors"]],
        "keywords": stated["keywords"],
        "programmingLanguage": {
            "@type": "ComputerLanguage",
            "name": "Python",
            "version": stated["requires-python"],
        },
        "softwareRequirements": [_requirement(line) for line in stated["dependencies"]],
        "developmentStatus": "https://www.repostatus.org/#wip",
        "readme": stated["readme"],
        **{term: urls[name] for name, term in ADDRESSES.items() if name in urls},
    }


def _requirement(line: str) -> dict[str, str]:
    found = re.fullmatch(r"([\w-]+)\s*(.*)", line)
    assert found is not None, line
    return {"@type": "SoftwareApplication", "name": found[1], "version": found[2]}


def text() -> str:
    """Return what the file must hold."""
    return json.dumps(codemeta(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
