"""Production (model sections 3 and 5.1)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter


class ProductionParameters(ParameterGroup):
    """Production (model sections 3 and 5.1): defaults, ranges and sources."""

    substitution_elasticity: float = parameter(
        0.5,
        unit="elasticity",
        low=0.0,
        high=1.0,
        symbol="sigma",
        kind="structural",
        meaning="Elasticity of substitution between the tasks of a workplace",
        source=(
            "assumed: tasks complement one another; 0 is Leontief and 1 Cobb-Douglas, the two "
            "limits of the model"
        ),
        source_checked=False,
        read_by=("production", "division.balanced", "division.hierarchical"),
    )
    complexity_scale: float = parameter(
        1.0,
        unit="multiple",
        low=0.5,
        high=1.5,
        symbol="k_c",
        kind="structural",
        meaning="Factor on the complexity of every task",
        source="assumed: the step from years of preparation to complexity may be off by half",
        source_checked=False,
        read_by=("start",),
    )
    productivity_dispersion: float = parameter(
        0.05,
        unit="log points, standard deviation",
        low=0.0,
        high=0.3,
        symbol="sd_A",
        kind="structural",
        meaning="Spread of technology between workplaces at the start",
        source=(
            "assumed: from none to slightly more than Syverson (2011) reports of plants inside "
            "manufacturing industries of the United States, a ratio of 1.9 between the ninth and "
            "the first decile, .25 in these units; low by default, as skill and effort make part "
            "of it"
        ),
        source_checked=False,
        read_by=("start",),
    )
