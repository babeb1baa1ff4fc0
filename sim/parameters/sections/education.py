"""Education (model section 5.12)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import normal, pert


class EducationParameters(ParameterGroup):
    """Education (model section 5.12): defaults, ranges and sources."""

    train_months: float = parameter(
        47.0,
        unit="months",
        low=36.0,
        high=60.0,
        symbol="T",
        kind="structural",
        meaning="Length of expert training",
        source=(
            "Computed from BLS OEWS May 2025 and O*NET (CC BY 4.0), measured on expert jobs in "
            "the United States: 3.9 years (plus or minus .5) of education beyond secondary "
            "school; varied by a year"
        ),
        source_checked=True,
        read_by=("education.class_selected", "education.open"),
        per_month="as it is",
        prior=normal("a mean computed from data, plus or minus half a year", spread=6.0),
    )
    train_level: float = parameter(
        0.9,
        unit="share of aptitude",
        low=0.7,
        high=1.0,
        symbol="k_T",
        kind="structural",
        meaning="Skill at the end of training",
        source="assumed: the last tenth is learnt at work; from three tenths to nothing",
        source_checked=False,
        read_by=("education.class_selected", "education.open"),
    )
    class_places: float = parameter(
        0.36,
        unit="share of people",
        low=0.29,
        high=0.43,
        symbol="P_class",
        kind="institutional",
        meaning="People trained as experts under class selection",
        source=(
            "Computed from BLS OEWS May 2025 and O*NET (CC BY 4.0), measured on jobs in the "
            "United States, of which 36 per cent are those of professionals and managers; "
            "professionals alone are 29, and 43 in the definition of the Current Population "
            "Survey"
        ),
        source_checked=True,
        read_by=("education.class_selected",),
        prior=pert("a centre computed from data; the ends are what other definitions give"),
    )
    open_places: float = parameter(
        0.7,
        unit="share of people",
        low=0.36,
        high=1.0,
        symbol="P_open",
        kind="institutional",
        meaning="People trained as experts under open education",
        source=(
            "assumed: Albert's 80 per cent whose talent lies idle, less those without the wish;"
            " from today's share to everybody"
        ),
        source_checked=False,
        read_by=("education.open",),
    )
    access_share: float = parameter(
        0.6,
        unit="share of families",
        low=0.4,
        high=1.0,
        symbol="k_a",
        kind="institutional",
        meaning="Families with a real chance of expert training under class selection",
        source=(
            "assumed: no measurement found. In Bell et al. (2019) children of the top 1 per cent "
            "are ten times as likely to patent as those of the lower half; in Hsieh et al. (2019) "
            "better allocation of talent made 20 to 40 per cent of growth, but by sex and race and "
            "not by class: neither gives a share, and the step to .4 to 1 is this project's"
        ),
        source_checked=False,
        read_by=("education.class_selected",),
    )
    background_weight: float = parameter(
        0.3,
        unit="weight",
        low=0.0,
        high=0.6,
        symbol="w_class",
        kind="institutional",
        meaning="Weight of family background in class selection",
        source="assumed: from selection by signs of aptitude alone to mostly by background",
        source_checked=False,
        read_by=("education.class_selected",),
    )
    selection_validity: float = parameter(
        0.5,
        unit="correlation",
        low=0.3,
        high=0.7,
        symbol="r_s",
        kind="structural",
        meaning="Correlation of what selection sees with aptitude",
        source=(
            "Schmidt and Hunter (1998), measured on tests and later performance of employees: "
            "about .5; Sackett et al. (2022) lower the best single predictors to .3 to .4, and "
            "several together reach more; not read"
        ),
        source_checked=False,
        read_by=("education.class_selected", "education.open"),
    )
    hidden_talent: float = parameter(
        0.1,
        unit="share of the able",
        low=0.0,
        high=0.3,
        symbol="k_hid",
        kind="structural",
        meaning="Able people who do not show it where talent is not paid",
        source=(
            "assumed: Abramitzky (2008) finds that the able leave kibbutzim, which bounds the "
            "motive, not its size"
        ),
        source_checked=False,
        read_by=("education.class_selected", "education.open"),
    )
    training_capacity: float = parameter(
        0.08,
        unit="share of people",
        low=0.04,
        high=0.15,
        symbol="k_cap",
        kind="structural",
        meaning="Most people in training at once",
        source=(
            "assumed: in careers of 45 years and four years of training each it suffices for "
            "half of the people at .04 and nearly all at .08"
        ),
        source_checked=False,
        read_by=("education.class_selected", "education.open"),
    )
    training_age_limit: float = parameter(
        40.0,
        unit="years",
        low=30.0,
        high=55.0,
        symbol="t_train",
        kind="structural",
        meaning="Age up to which people begin training",
        source="assumed: leaves at least a decade of work to repay the training",
        source_checked=False,
        read_by=("education.class_selected", "education.open"),
    )
    class_schooling: float = parameter(
        0.01,
        unit="share of working time",
        low=0.0,
        high=0.05,
        symbol="g_class",
        kind="institutional",
        meaning="Time that everyone at work spends in general courses under class selection",
        source=(
            "OECD (2011), Education at a Glance, indicator C5, measured on adults in "
            "OECD countries: 988 hours of non-formal education in a working life, 715 of them for "
            "the job, which are 1.4 and 1 per cent of 40 years of 1,750 hours; varied from none "
            "to several times as much; not read in full"
        ),
        source_checked=False,
        read_by=("education.class_selected",),
    )
    open_schooling: float = parameter(
        0.02,
        unit="share of working time",
        low=0.0,
        high=0.05,
        symbol="g_open",
        kind="institutional",
        meaning="Time that everyone at work spends in general courses under open education",
        source=(
            "assumed: Albert and Hahnel (1991) ask for a substantial upgrading of everyone's "
            "education and give no hours; from none to several times what is usual"
        ),
        source_checked=False,
        read_by=("education.open",),
    )
    schooling_return: float = parameter(
        0.09,
        unit="share of sustained skill per year",
        low=0.05,
        high=0.11,
        symbol="r_g",
        kind="structural",
        meaning="What a year of general education adds to the skill that practice sustains",
        source=(
            "Psacharopoulos and Patrinos (2018), measured on wages in 139 "
            "countries: 9 per cent a year of schooling; years of work are taken for years of "
            "school and wages for skill, which overstates it where schools sort people and "
            "understates it in simple tasks; not read in full"
        ),
        source_checked=False,
        read_by=("learning_and_forgetting",),
    )
