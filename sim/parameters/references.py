"""Titles of the works that parameters and scenarios cite by author and year."""

from __future__ import annotations

REFERENCES: dict[str, str] = {
    "Abramitzky (2008)": "The Limits of Equality: Insights from the Israeli Kibbutz",
    "Akerlof and Yellen (1990)": "The Fair Wage-Effort Hypothesis and Unemployment",
    "Albert (2003)": "Parecon: Life After Capitalism",
    "Albert and Hahnel (1991)": "The Political Economy of Participatory Economics",
    "Alchian and Demsetz (1972)": "Production, Information Costs, and Economic Organization",
    "Bailey (1989)": "Forgetting and the Learning Curve: A Laboratory Study",
    "Bell et al. (2019)": (
        "Who Becomes an Inventor in America? The Importance of Exposure to Innovation"
    ),
    "Benkard (2000)": "Learning and Forgetting: The Dynamics of Aircraft Production",
    "Blanchflower and Oswald (1994)": "The Wage Curve",
    "Blauner (1964)": "Alienation and Freedom",
    "Blatter, Muehlemann and Schenker (2012)": "The Costs of Hiring Skilled Workers",
    "Bowles and Jayadev (2007)": "Garrison America",
    "Cappelen, Hole, Sorensen and Tungodden (2007)": (
        "The Pluralism of Fairness Ideals: An Experimental Approach"
    ),
    "Cappelli and Chauvin (1991)": "An Interplant Test of the Efficiency Wage Hypothesis",
    "Card, Cardoso, Heining and Kline (2018)": (
        "Firms and Labor Market Inequality: Evidence and Some Theory"
    ),
    "Carroll (1993)": "Human Cognitive Abilities: A Survey of Factor-Analytic Studies",
    "Cook (2008)": "Job Satisfaction and Job Performance: Is the Relationship Spurious?",
    "Clark et al. (2008)": "Lags and Leads in Life Satisfaction: A Test of the Baseline Hypothesis",
    "Coviello, Ichino and Persico (2010)": (
        "Don't Spread Yourself Too Thin: The Impact of Task Juggling on Workers' Speed of Job "
        "Completion"
    ),
    "Dahl and Tufte (1973)": "Size and Democracy",
    "De Jonge and Schaufeli (1998)": (
        "Job Characteristics and Employee Well-Being: A Test of Warr's Vitamin Model in Health "
        "Care Workers Using Structural Equation Modelling"
    ),
    "Deci, Koestner and Ryan (1999)": (
        "A Meta-Analytic Review of Experiments Examining the Effects of Extrinsic Rewards on "
        "Intrinsic Motivation"
    ),
    "Doucouliagos (1995)": (
        "Worker Participation and Productivity in Labor-Managed and Participatory Capitalist "
        "Firms: A Meta-Analysis"
    ),
    "Downs (1957)": "An Economic Theory of Democracy",
    "Dutton and Thomas (1984)": "Treating Progress Functions as a Managerial Opportunity",
    "Dynan, Skinner and Zeldes (2004)": "Do the Rich Save More?",
    "Evans (2024)": "Deconstructing Balanced Job Complexes",
    "Fallick and Fleischman (2004)": (
        "Employer-to-Employer Flows in the U.S. Labor Market: The Complete Picture of Gross Worker "
        "Flows"
    ),
    "Gielen, Kerkhofs and van Ours (2010)": (
        "How Performance Related Pay Affects Productivity and Employment"
    ),
    "Fehr and Gächter (2000)": "Cooperation and Punishment in Public Goods Experiments",
    "Gneezy and List (2006)": (
        "Putting Behavioral Economics to Work: Testing for Gift Exchange in Labor Markets Using "
        "Field Experiments"
    ),
    "Hahnel (2005)": "Economic Justice and Democracy: From Competition to Cooperation",
    "Hahnel and Wright (2014)": "Alternatives to Capitalism: Proposals for a Democratic Economy",
    "Hayek (1945)": "The Use of Knowledge in Society",
    "Hsieh et al. (2019)": "The Allocation of Talent and U.S. Economic Growth",
    "Hunter, Schmidt and Judiesch (1990)": (
        "Individual Differences in Output Variability as a Function of Job Complexity"
    ),
    "Immervoll and Scarpetta (2012)": (
        "Activation and Employment Support Policies in OECD Countries: An Overview of Current "
        "Approaches"
    ),
    "Judge et al. (2001)": (
        "The Job Satisfaction-Job Performance Relationship: A Qualitative and Quantitative Review"
    ),
    "Konow (2003)": "Which Is the Fairest One of All? A Positive Analysis of Justice Theories",
    "Lazear (2000)": "Performance Pay and Productivity",
    "Kohn and Schooler (1983)": (
        "Work and Personality: An Inquiry into the Impact of Social Stratification"
    ),
    "Lazear, Shaw and Stanton (2013)": "Making Do with Less: Working Harder during Recessions",
    "Lemieux, MacLeod and Parent (2009)": "Performance Pay and Wage Inequality",
    "Levine and Tyson (1990)": "Participation, Productivity, and the Firm's Environment",
    "Manning (2011)": "Imperfect Competition in the Labor Market",
    "Mansfield (1961)": "Technical Change and the Rate of Imitation",
    "Marglin (1974)": "What Do Bosses Do?",
    "Mas and Moretti (2009)": "Peers at Work",
    "Michels (1911)": "Political Parties",
    "Mincer (1974)": "Schooling, Experience, and Earnings",
    "Mintzberg (1973)": "The Nature of Managerial Work",
    "Montt (2015)": (
        "The Causes and Consequences of Field-of-Study Mismatch: An Analysis Using PIAAC"
    ),
    "Nijkamp and Poot (2005)": "The Last Word on the Wage Curve?",
    "OECD (2011)": "Education at a Glance 2011: OECD Indicators",
    "Ostrom (1990)": "Governing the Commons",
    "Pateman (1970)": "Participation and Democratic Theory",
    "Psacharopoulos and Patrinos (2018)": (
        "Returns to Investment in Education: A Decennial Review of the Global Literature"
    ),
    "Rao (1982)": "Diversity and Dissimilarity Coefficients: A Unified Approach",
    "Rosen (1986)": "The Theory of Equalizing Differences",
    "Sackett et al. (2022)": (
        "Revisiting Meta-Analytic Estimates of Validity in Personnel Selection: Addressing "
        "Systematic Overcorrection for Restriction of Range"
    ),
    "Schmidt and Hunter (1983)": (
        "Individual Differences in Productivity: An Empirical Test of Estimates Derived from "
        "Studies of Selection Procedure Utility"
    ),
    "Schmidt and Hunter (1998)": (
        "The Validity and Utility of Selection Methods in Personnel Psychology: Practical and "
        "Theoretical Implications of 85 Years of Research Findings"
    ),
    "Schumpeter (1942)": "Capitalism, Socialism and Democracy",
    "Schweickart (2006)": "Nonsense on Stilts: Michael Albert's Parecon",
    "Seeman (1959)": "On the Meaning of Alienation",
    "Shapiro and Stiglitz (1984)": "Equilibrium Unemployment as a Worker Discipline Device",
    "Shimer (2012)": "Reassessing the Ins and Outs of Unemployment",
    "Smith (1776)": "The Wealth of Nations",
    "Sol (2016)": "Peer Evaluation: Incentives and Coworker Relations",
    "Staats and Gino (2012)": (
        "Specialization and Variety in Repetitive Tasks: Evidence from a Japanese Bank"
    ),
    "Syverson (2011)": "What Determines Productivity?",
    "Viswesvaran, Ones and Schmidt (1996)": (
        "Comparative Analysis of the Reliability of Job Performance Ratings"
    ),
    "Wu and Paluck (2022)": (
        "Having a Voice in Your Group: Increasing Productivity through Group Participation"
    ),
}
"""Title by author and year; every work cited in a source or a shipped scenario is here."""
