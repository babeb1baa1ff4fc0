"""Innovation (model section 5.13)."""

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
        read_by=("decisions.manager",),
    )
    uptake_council: float = parameter(
        0.5,
        unit="share of ideas",
        low=0.2,
        high=0.82,
        symbol="u_council",
        kind="institutional",
        meaning="Ideas that a council takes up, whoever has them",
        source=(
            "assumed: between the adoption rates of suggestion systems in the United States "
            "(.22) and Japan (.82), Yasuda, 1984, at second hand"
        ),
        source_checked=False,
        read_by=("decisions.council",),
    )
    profit_incentive: float = parameter(
        1.0,
        unit="factor",
        low=0.8,
        high=1.2,
        symbol="k_profit",
        kind="institutional",
        meaning="Factor on the arrival of ideas under the profit motive",
        source=(
            "assumed: the reference; Bell et al. (2019) find that exposure may matter more than"
            " money"
        ),
        source_checked=False,
        read_by=("innovation.private",),
    )
    commons_incentive: float = parameter(
        0.8,
        unit="factor",
        low=0.4,
        high=1.2,
        symbol="k_commons",
        kind="institutional",
        meaning="Factor on the arrival of ideas that belong to all",
        source=(
            "assumed: critics expect much less than under the profit motive, advocates as much or "
            "slightly more; from two fifths to the highest of the profit motive"
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
