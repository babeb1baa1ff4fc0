"""Names of the rules that scenarios can choose from."""

from __future__ import annotations

INSTITUTION_RULES: dict[str, list[str]] = {
    "division": ["hierarchical", "balanced", "rotation"],
    "decisions": ["manager", "council"],
    "pay": ["market", "effort_and_need", "equal"],
    "employment": ["labour_market", "job_guarantee"],
    "education": ["class_selected", "open"],
    "innovation": ["private", "commons"],
}
"""Rules by institution; registering a rule of one's own adds its name (model section 6)."""
