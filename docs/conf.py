"""How the documentation is built: ``make docs``, offline, with every warning an error."""

from __future__ import annotations

import sys
from pathlib import Path

import sim

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "Balanced Jobs"
author = "Balanced Jobs contributors"
copyright = "Balanced Jobs contributors, MIT licence"  # noqa: A001 - Sphinx's name
version = release = sim.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "generated_pages",
]
exclude_patterns = ["_build", "_generated"]
default_role = "code"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

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
html_theme_options = {"footer_icons": []}
