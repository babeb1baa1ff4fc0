"""Employment (model section 5.7)."""

from __future__ import annotations

from sim.parameters.declaration import ParameterGroup, parameter
from sim.parameters.priors import uniform


class EmploymentParameters(ParameterGroup):
    """Employment (model section 5.7): defaults, ranges and sources."""

    placement_fit: float = parameter(
        0.5,
        unit="share of hires, placements and moves",
        low=0.0,
        high=1.0,
        symbol="k_fit",
        kind="structural",
        meaning="Hires, placements and moves in which it decides who is trained for what",
        source=(
            "assumed: Montt (2015), measured on employees of 22 OECD countries, finds 39 per cent "
            "outside the field of their studies (not read in full), so that training matters and "
            "does not decide alone; from never to always"
        ),
        source_checked=False,
        read_by=("labour_allocation", "employment.labour_market", "employment.job_guarantee"),
    )
    jobs_per_worker: float = parameter(
        0.977,
        unit="jobs per member of the labour force",
        low=0.93,
        high=1.05,
        symbol="j",
        kind="institutional",
        meaning="Jobs that workplaces want at normal demand in a labour market",
        source=(
            "assumed: set with the flows below for unemployment of 5.7 per cent; by own "
            "arithmetic the range gives about 2 to 9 per cent"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
    )
    matching_efficiency: float = parameter(
        0.28,
        unit="hires per month, where the unemployed equal vacancies",
        low=0.18,
        high=0.45,
        symbol="mu",
        kind="institutional",
        meaning="Scale of the matching function mu sqrt(U V)",
        source=(
            "Job finding of 24 to 28 per cent a month, measured on the unemployed of the Current "
            "Population Survey, United States; up to 45 in Shimer (2012), and down to 18; levels "
            "not read"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
        per_month="as it is",
    )
    quit_rate: float = parameter(
        0.005,
        unit="share of the employed per month",
        low=0.004,
        high=0.02,
        symbol="q",
        kind="institutional",
        meaning="Quits into unemployment at alienation of one half",
        source=(
            "assumed: with layoff_rate, that 1.3 per cent of the employed become unemployed in a "
            "month, as Fallick and Fleischman (2004) found for the United States, about two thirds "
            "of whom lose the job; from nearly all of them to the earlier form, in which most quit"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
        per_month="share",
    )
    layoff_rate: float = parameter(
        0.006,
        unit="share of jobs per month",
        low=0.0,
        high=0.012,
        symbol="p_end",
        kind="institutional",
        meaning="Jobs that end for reasons of the workplace, whoever holds them",
        source=(
            "assumed: half of the 1.0 to 1.3 per cent of jobs a month that end by layoff or "
            "discharge in the United States (general knowledge of the Job Openings and Labor "
            "Turnover Survey, not read), since many who lose a job start the next one at once; 0 "
            "leaves layoffs to falls of demand"
        ),
        source_checked=False,
        read_by=("employment.job_guarantee", "employment.labour_market"),
        per_month="share",
        prior=uniform("its middle is about what is observed, so that small rates are not likelier"),
    )
    displacement: float = parameter(
        0.5,
        unit="share of layoff_rate",
        low=0.0,
        high=1.0,
        symbol="k_end",
        kind="institutional",
        meaning=(
            "Jobs that end for reasons of the workplace under a job guarantee, relative to a "
            "labour market; who held them is placed elsewhere"
        ),
        source=(
            "assumed: technology and wants change under any institutions, which gives 1, while "
            "guaranteed work is shared before places are moved, which gives 0"
        ),
        source_checked=False,
        read_by=("employment.job_guarantee",),
    )
    turnover_response: float = parameter(
        2.0,
        unit="per unit of alienation",
        low=0.0,
        high=2.5,
        symbol="b_q",
        kind="structural",
        meaning="Relative rise of quits and of wishes to move with alienation",
        source=(
            "Wu and Paluck (2022), measured on workers of a Chinese factory: 85 per cent stayed "
            "after participatory meetings, 77 without them. By own runs full voice lowers the "
            "alienation of line workers from .66 to .45, for which that takes 2.2; at 2 quits are "
            "in proportion to alienation"
        ),
        source_checked=True,
        read_by=("employment.job_guarantee", "employment.labour_market"),
    )
    job_to_job_rate: float = parameter(
        0.2,
        unit="offers per employed person and month",
        low=0.02,
        high=0.3,
        symbol="o",
        kind="institutional",
        meaning="Offers of another job, most of which are declined",
        source=(
            "assumed: as many offers as it takes, with wishes that rise with alienation, for 2 to "
            "3 per cent of the employed to change employer in a month; Fallick and Fleischman "
            "(2004) found 2.6 for the United States"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
        per_month="share",
    )
    moves_by_alienation: float = parameter(
        1.0,
        unit="share of turnover_response",
        low=0.0,
        high=1.0,
        symbol="w_o",
        kind="variant",
        meaning="How far looking for another job rises with alienation as quits do",
        source="assumed: not at all, or as the wish to move under a job guarantee does",
        source_checked=False,
        read_by=("employment.labour_market",),
    )
    job_taste_dispersion: float = parameter(
        0.3,
        unit="log points of pay, standard deviation",
        low=0.1,
        high=0.6,
        symbol="sd_j",
        kind="structural",
        meaning="What else than pay makes another job better or worse",
        source=(
            "assumed: between a third and two fifths of those who change employer accept lower "
            "pay (general knowledge); with too little taste all vacancies gather where pay is low"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
    )
    dismissal_rate: float = parameter(
        0.05,
        unit="share per month at full monitoring",
        low=0.0,
        high=0.2,
        symbol="f",
        kind="institutional",
        meaning="Dismissal of those whose low effort is seen",
        source=(
            "assumed: Cappelli and Chauvin (1991) show that disciplinary dismissals fall with "
            "the cost of job loss, not how many there are"
        ),
        source_checked=False,
        read_by=("employment.labour_market",),
        per_month="share",
    )
    dismissal_threshold: float = parameter(
        0.75,
        unit="share of the workplace's mean effort",
        low=0.5,
        high=0.9,
        symbol="f_e",
        kind="institutional",
        meaning="Effort below which a worker can be dismissed",
        source="assumed: from gross neglect to slightly below the usual",
        source_checked=False,
        read_by=("employment.labour_market",),
    )
    benefit_replacement: float = parameter(
        0.45,
        unit="share of median pay",
        low=0.2,
        high=0.85,
        symbol="b",
        kind="institutional",
        meaning="Income of people without work",
        source=(
            "Immervoll and Scarpetta (2012), measured on the tax and benefit rules of OECD "
            "countries in 2010: 29 to 86 per cent of income at work in the first year without, 56 "
            "on average (figures not read); default and lower end are below, as not everyone is "
            "entitled"
        ),
        source_checked=False,
        read_by=("pay.effort_and_need", "pay.equal", "pay.market"),
    )
    transferability: float = parameter(
        0.8,
        unit="share of skill above the untrained level",
        low=0.5,
        high=1.0,
        symbol="tau",
        kind="structural",
        meaning="Skill kept on a move to another sector",
        source=(
            "assumed: from half to all; Benkard (2000) finds transfer between models of "
            "aircraft incomplete"
        ),
        source_checked=False,
        read_by=("labour_allocation",),
    )
    voluntary_move_rate: float = parameter(
        0.01,
        unit="share per month at alienation of one half",
        low=0.0,
        high=0.03,
        symbol="v",
        kind="institutional",
        meaning="Wishes to change workplace under a job guarantee",
        source="assumed: at most the rate of job-to-job moves in a labour market",
        source_checked=False,
        read_by=("employment.job_guarantee",),
        per_month="share",
    )
    work_sharing_limit: float = parameter(
        0.15,
        unit="share of full-time hours",
        low=0.05,
        high=0.3,
        symbol="H_max",
        kind="institutional",
        meaning="Largest change of hours with demand under a job guarantee",
        source="assumed: from two hours a week to a day and a half",
        source_checked=False,
        read_by=("employment.job_guarantee",),
    )
    exit_response: float = parameter(
        0.0,
        unit="share per month and log point of pay",
        low=0.0,
        high=0.05,
        symbol="p_exit",
        kind="variant",
        meaning=(
            "Chance to leave for a market enclave, by how much it would pay more: the mean, and "
            "what a market pays for skill"
        ),
        source=(
            "assumed: an option, off by default; Abramitzky (2008) finds that the able are more "
            "likely to leave an equal-sharing community, not at which rate"
        ),
        source_checked=False,
        read_by=("demography",),
        per_month="count",
    )
