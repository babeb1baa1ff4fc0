"""Innovation (model sections 5.13, 10.4 and 10.12)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class InnovationParameters(ParameterGroup):
    """Innovation (model section 5.13): defaults, ranges and sources."""

    idea_rate: float = parameter(
        0.2,
        unit="ideas per workplace and month at full creative effort",
        low=0.05,
        high=0.6,
        symbol="nu",
        kind="structural",
        meaning="Arrival of ideas in a workplace",
        source=(
            "assumed: with idea_step and the defaults, growth of productivity of .5 to 1.5 per "
            "cent a year (general knowledge, not read)"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
        per_month="count",
    )
    idea_step: float = parameter(
        0.02,
        unit="log points",
        low=0.005,
        high=0.05,
        symbol="g_A",
        kind="structural",
        meaning="What an idea adds to technology",
        source="assumed: ideas that change a whole workplace; smaller improvements are bundled",
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    uptake_low: float = parameter(
        0.22,
        unit="share of ideas",
        low=0.05,
        high=0.6,
        symbol="u_low",
        kind="institutional",
        meaning="Ideas of people without voice that a manager takes up",
        source=(
            "Yasuda, measured on suggestion systems of firms in the United States, 1984: 22 per "
            "cent adopted; quoted by others, itself not read. Varied widely"
        ),
        source_checked=False,
        read_by=("decisions.council", "decisions.manager"),
    )
    uptake_high: float = parameter(
        0.5,
        unit="share of ideas",
        low=0.22,
        high=1.0,
        symbol="u_high",
        kind="institutional",
        meaning=(
            "Ideas of people with full voice that a manager takes up; at least those taken up "
            "from people without voice"
        ),
        source=(
            "assumed: as for a council, between the adoption rates of suggestion systems in the "
            "United States (.22) and Japan (.82), Yasuda, 1984, at second hand; 1 takes managers "
            "to act on every idea of their own"
        ),
        source_checked=False,
        read_by=("decisions.manager",),
    )
    uptake_council: float = parameter(
        0.5,
        unit="share of ideas",
        low=0.2,
        high=0.82,
        symbol="u_council",
        kind="institutional",
        meaning="Ideas that a council takes up, of people with full voice",
        source=(
            "assumed: between the adoption rates of suggestion systems in the United States "
            "(.22) and Japan (.82), Yasuda, 1984, at second hand"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    uptake_by_voice: float = parameter(
        1.0,
        unit="0 for no, 1 for yes",
        low=0.0,
        high=1.0,
        symbol="w_u",
        kind="variant",
        meaning="Whether a council, too, takes up fewer ideas of people without voice (uptake_low)",
        source="assumed: no evidence that councils hear everybody alike; they hear by voice",
        source_checked=False,
        read_by=("decisions.council",),
    )
    idea_returns: float = parameter(
        1.0,
        unit="exponent",
        low=0.5,
        high=1.5,
        symbol="x_R",
        kind="structural",
        meaning=(
            "Returns of ideas to the creativity of a job: below 1 many heads have more ideas than "
            "few specialists, above 1 fewer"
        ),
        source=(
            "assumed: advocates expect most from many heads, critics from specialists; in "
            "proportion by default, and as far to either side"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    idea_competence: float = parameter(
        0.5,
        unit="exponent",
        low=0.0,
        high=1.0,
        symbol="x_K",
        kind="structural",
        meaning="Elasticity of ideas to the competence to take part in decisions",
        source="assumed: from none to ideas in proportion to competence; no measurement found",
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    progress: float = parameter(
        0.01,
        unit="log points per year",
        low=0.005,
        high=0.015,
        symbol="g_year",
        kind="structural",
        meaning="Growth of productivity by ideas under the institutions of the burn-in",
        source=(
            "assumed: productivity of rich countries has grown by .5 to 1.5 per cent a year for "
            "decades (general knowledge, not read)"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
        per_month="count",
    )
    progress_by_growth: float = parameter(
        1.0,
        unit="0 for no, 1 for yes",
        low=0.0,
        high=1.0,
        symbol="V_g",
        kind="variant",
        meaning=(
            "Whether, from one half on, ideas arrive so that the burn-in grows by progress, "
            "whatever creative effort is; else as idea_rate says"
        ),
        source="assumed: growth is what is observed, the rate and the worth of ideas are not",
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    knowledge_pool: float = parameter(
        1.0,
        unit="0 for no, 1 for yes",
        low=0.0,
        high=1.0,
        symbol="V_B",
        kind="variant",
        meaning=(
            "Whether ideas spread, from one half on, through what is known elsewhere in the "
            "sector; else technology follows the frontier of the sector"
        ),
        source=(
            "assumed: ideas are non-rival; a frontier rises with the number of workplaces, which "
            "is a matter of the size of the simulation"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    idea_spillover: float = parameter(
        0.5,
        unit="share of the worth of an idea",
        low=0.0,
        high=1.0,
        symbol="s_A",
        kind="structural",
        meaning="Part of ideas that is useful to all workplaces of the sector alike",
        source=(
            "assumed: half, from nothing to everything; general knowledge of studies of research, "
            "which find that others gain about as much as the inventor"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    recombination: float = parameter(
        0.02,
        unit="log points per idea that is not known here",
        low=0.0,
        high=0.1,
        symbol="k_B",
        kind="structural",
        meaning="Fewer ideas where ideas of others are not yet known, which cannot be combined",
        source=(
            "assumed: from none to a tenth; new ideas as combinations of known ones are a theory "
            "of growth whose strength nobody has measured"
        ),
        source_checked=False,
        read_by=("innovation.commons", "innovation.private"),
    )
    profit_incentive: float = parameter(
        1.0,
        unit="factor",
        low=0.4,
        high=1.6,
        symbol="k_profit",
        kind="institutional",
        meaning="Factor on the arrival of ideas under the profit motive",
        source=(
            "assumed: the reference, with the range of commons_incentive; Bell et al. (2019) find "
            "that exposure may matter more than money"
        ),
        source_checked=False,
        read_by=("innovation.private",),
    )
    commons_incentive: float = parameter(
        1.0,
        unit="factor",
        low=0.4,
        high=1.6,
        symbol="k_commons",
        kind="institutional",
        meaning="Factor on the arrival of ideas that belong to all",
        source=(
            "assumed: critics expect much less than under the profit motive, advocates as much or "
            "more; the range is that of the profit motive"
        ),
        source_checked=False,
        read_by=("innovation.commons",),
    )
    private_diffusion: float = parameter(
        0.0072,
        unit="share of the gap per month",
        low=0.0038,
        high=0.058,
        symbol="eta_private",
        kind="institutional",
        meaning="Diffusion toward the frontier of the sector under private ownership",
        source=(
            "Mansfield (1961), measured on twelve innovations in four industries: half of the "
            "firms after about 8 years (1 to 15); level not read"
        ),
        source_checked=False,
        read_by=("innovation.private",),
        per_month="share",
    )
    commons_diffusion: float = parameter(
        0.029,
        unit="share of the gap per month",
        low=0.01,
        high=0.06,
        symbol="eta_commons",
        kind="institutional",
        meaning="Diffusion of ideas that are free to all",
        source="assumed: free at once, but half adopt only after two years (one to six)",
        source_checked=False,
        read_by=("innovation.commons",),
        per_month="share",
    )
