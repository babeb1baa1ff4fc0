"""How the documentation is built: ``make docs``, offline, with every warning an error."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import sim

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "Balanced Jobs"
author = "Balanced Jobs contributors"
copyright = "Balanced Jobs contributors, MIT licence"  # noqa: A001 - Sphinx's name
version = release = sim.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "generated_pages",
    "notebook_pages",
    "llms",
    "explorer_page",
]
exclude_patterns = ["_build", "_generated"]
default_role = "code"

myst_enable_extensions = ["attrs_block", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "off"  # notebooks hold their outputs, which tests keep true

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # types stand in the text of the docstrings
napoleon_use_rtype = False
napoleon_use_ivar = True
napoleon_use_param = False

nitpicky = True
# Types in docstrings are words for a reader; only references inside the package are checked.
nitpick_ignore_regex = [(r"py:.*", r"(?!sim\.).*")]

html_theme = "furo"
html_title = f"Balanced Jobs {release}"
html_show_sphinx = False
html_copy_source = False
html_theme_options: dict[str, object] = {"footer_icons": []}

# Addresses stand in pyproject.toml alone, which has none as long as there is no public place.
_project = Path(__file__).resolve().parent.parent / "pyproject.toml"
_addresses = tomllib.loads(_project.read_text(encoding="utf-8"))["project"].get("urls", {})
html_baseurl = _addresses.get("Documentation", "")
if "Repository" in _addresses:
    html_theme_options |= {
        "source_repository": _addresses["Repository"],
        "source_branch": "main",
        "source_directory": "docs/",
    }
