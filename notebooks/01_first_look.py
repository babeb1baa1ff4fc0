# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1. A first look at two workplaces
#
# Imagine a hospital. A surgeon operates, a nurse looks after patients, a cleaner cleans, all of
# them all day. Now imagine the same hospital where jobs are *balanced*: everybody does a mix of
# work, some of it interesting, some of it dull, so that no job is much better than another. Would
# people work harder there, or would the best surgeon be missed in the operating theatre? People
# have argued about this for a long time. Here you look at both hospitals with your own eyes, in a
# simulation.
#
# **What you need:** nothing but curiosity. **What you learn:** what a notebook is, what this
# program does, and why a single example proves little.
#
# ## What a cell is
#
# This page is a *notebook*. It is made of *cells*: some hold text like this one, some hold a few
# lines of Python. Click on the grey cell below and press **Shift + Enter**: the computer does
# what the lines say, and the answer appears below the cell. Cells share a memory, so run them
# from top to bottom. If something goes wrong, choose *Restart kernel and run all cells* in the
# menu: you cannot break anything.

# %%
hours_of_a_week = 40
hours_of_a_week / 5

# %% [markdown]
# Change 40 to another number and press Shift + Enter again. That is all you need to know about
# cells.
#
# ## What the library is
#
# `sim` is a library: a program that other programs can use. It simulates an *economy*, which is a
# few hundred people who work in hospitals, schools, factories and offices, month after month.
# Each person has talents, skills, a job made of tasks, an income and a mood. What the rules of
# the economy are, you choose: under **capitalism**, managers decide and pay follows the market;
# in a **participatory economy** (its inventors Michael Albert and Robin Hahnel call it
# *parecon*), jobs are balanced, the members of a workplace vote, and pay follows effort and need.
#
# The next cell loads the library. The second line makes figures appear on this page.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import sim

# %matplotlib inline

# %% [markdown]
# ## One past, two futures
#
# We make a small economy of 300 people and let five years pass (60 months) under capitalism. Then
# we copy it. The original goes on as before; in the copy the rules of a participatory economy
# come into force. Both have the same people, with the same talents, and from now on the same
# luck: whoever is born, retires or loses a customer in the one does so in the other. What differs
# between them is therefore due to the rules.
#
# The next cell holds the numbers that you may change. `seed` picks one of many possible pasts, as a
# card dealer shuffles in a certain way.

# %% tags=["parameters"]
seed = 7  # which of many possible pasts
workers = 300  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 60  # months after the change
replicates = 8  # pairs of economies in the repeated experiment

# %% [markdown]
# **Change a number.** Read on first. Then come back here, and
#
# 1. change `seed` to 8 and run all cells (menu *Run*): which sentences of this page still hold?
# 2. change `workers` to 150 and run all cells: what becomes of the intervals in the last table?

# %%
size = {"workers": workers, "burn_in": burn_in, "months": months}

capitalist = sim.Economy("capitalism", seed=seed, **size)
for _ in range(burn_in):
    capitalist.step()

participatory = capitalist.fork(sim.load_scenario("parecon", **size))

for workplace in capitalist.workplaces:
    print(f"workplace {workplace.index}: {workplace.sector}, {workplace.size} people")

# %% [markdown]
# ## The hospital on the day of the change
#
# We look at the hospital. The function below makes a table of its members, the best jobs first.
# The columns:
#
# - **mostly**: the task that fills most of the working time, and which share of it
# - **job index**: how empowering and how desirable the job is, from 0 (worst) to 1 (best)
# - **voice**: how much say the person has in what is decided, 0 to 1
# - **effort**: how hard the person works, 0 to 1
# - **alienation**: how powerless, pointless, stunting and lonely the work is, 0 to 1


# %%
def members_of(economy, workplace_index):
    """Return a table of the people in a workplace, the best jobs first."""
    rows = []
    for member in economy.workplace(workplace_index).members:
        task = max(member.job, key=member.job.get)
        rows.append(
            {
                "person": member.person,
                "mostly": task,
                "share": member.job[task],
                "job index": member.job_index,
                "voice": member.voice,
                "effort": member.effort,
                "alienation": member.alienation,
            }
        )
    table = pd.DataFrame(rows).set_index("person")
    return table.sort_values("job index", ascending=False).round(2)


hospital = next(w.index for w in capitalist.workplaces if w.sector == "hospital")
before = members_of(capitalist, hospital)
before.iloc[[0, 1, 2, 3, 4, -5, -4, -3, -2, -1]]

# %% [markdown]
# The five best and the five worst jobs of the hospital. Almost everybody does one thing all day.
# Look at the column *alienation*: who suffers?
#
# Let us follow two people by name: the member who does most of the surgery, and the one who does
# most of the cleaning.


# %%
def who_does_most(economy, workplace_index, task):
    """Return the number of the member who spends most time on a task."""
    members = economy.workplace(workplace_index).members
    return max(members, key=lambda member: member.job.get(task, 0.0)).person


surgeon = who_does_most(capitalist, hospital, "surgery and diagnosis")
janitor = who_does_most(capitalist, hospital, "cleaning, food and transport")


def describe(economy, name, person):
    """Print what a person does in a week of 40 hours."""
    worker = economy.worker(person)
    print(f"{name} (alienation {worker.alienation:.2f}, effort {worker.effort:.2f})")
    if not worker.job:
        print(f"   without a job at present: {worker.status.replace('_', ' ')}")
    for task, share in sorted(worker.job.items(), key=lambda item: -item[1]):
        if 40 * share >= 0.1:
            print(f"   {40 * share:4.1f} hours a week  {task}")


describe(capitalist, "The surgeon", surgeon)
describe(capitalist, "The janitor", janitor)

# %% [markdown]
# ## Five years later
#
# Both economies go on for 60 months. Nothing happens at a stroke in the participatory one: month
# by month its members propose to swap some hours, and vote on it. (The next notebook looks at
# that step by step.)

# %%
for _ in range(months):
    capitalist.step()
    participatory.step()

for name, economy in (("CAPITALISM", capitalist), ("PARTICIPATORY ECONOMY", participatory)):
    print(name)
    describe(economy, "The surgeon", surgeon)
    describe(economy, "The janitor", janitor)
    print()

# %% [markdown]
# In the balanced hospital the surgeon still operates and the janitor still cleans, both for fewer
# hours, and the rest of their week is filled with other work, dull for the one and better for the
# other. Nobody does everything. Where hours are missing from a week of 40, they are spent in
# *another* workplace: jobs in hospitals are better than jobs in warehouses on the whole, so people
# from both trade some hours.
#
# Would you let the janitor operate? In the model, as under the law, somebody who is not trained
# for it may only assist in "surgery and diagnosis", and what that is worth is little: that loss
# of output is a price of balancing, and the model counts it until enough people are trained. You
# can print the skills of both with `participatory.worker(janitor).skill`: six numbers, one for
# each field of knowledge, where 1 is a fully trained, average person. The next notebook looks at
# who is trained for what.
#
# Now all members of both hospitals, one dot each:

# %%
figure, panels = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True, layout="constrained")
looks = (
    ("capitalism", capitalist, "o", "#0072B2"),
    ("participatory economy", participatory, "s", "#D55E00"),
)
for title, economy, marker, color in looks:
    table = members_of(economy, hospital)
    for panel, measure in zip(panels, ("alienation", "effort"), strict=True):
        panel.plot(table["job index"], table[measure], marker, color=color, ms=4, label=title)
        panel.set(xlabel="job index (0 to 1)", title=measure, xlim=(0, 1), ylim=(0, 1))
panels[0].set_ylabel("0 to 1")
panels[0].legend()
plt.show()

# %% [markdown]
# Under capitalism the dots stretch from bad jobs on the left to good ones on the right, and
# alienation falls along the way. With balanced jobs the dots lie closer together.
#
# ## What about output?
#
# A mood is one thing; patients also want to be treated. `output_per_hour` measures what an hour
# of work produces (1 = a fully trained, average person at full effort). Here are the last twelve
# months of both economies, all workplaces together:

# %%
last_year = pd.DataFrame(
    {
        "capitalism": capitalist.monthly.tail(12).mean(),
        "participatory economy": participatory.monthly.tail(12).mean(),
    }
)
shown = ["output_per_hour", "effort", "alienation", "unemployment_rate", "income_gini"]
last_year.loc[shown].round(3)

# %% [markdown]
# ## Is that an answer? Not yet
#
# You have seen *one* pair of economies. With another past, another seed, the numbers come out
# differently, and where a difference is small even its sign can change. So the experiment has to
# be repeated. `sim.compare` does all of the above several times, each time with other people and
# other luck, and keeps track of how much the answer varies. Eight pairs take a few seconds:

# %%
comparison = sim.compare(
    sim.load_scenario("capitalism", **size),
    sim.load_scenario("parecon", **size),
    replicates=replicates,
    balance=False,  # without other mixes of the rules, which the third notebook looks at
)

rows = comparison.differences.query("horizon == 'long_run'").set_index("indicator")
rows.loc[shown, ["mean_a", "mean_b", "difference", "low", "high"]].round(3)

# %% [markdown]
# `mean_a` is capitalism, `mean_b` the participatory economy, `difference` the second less the
# first. The columns `low` and `high` are an **interval**: with 95 % confidence the model's true
# difference lies between them. If the interval contains zero, these runs cannot say which side is
# ahead. Look at the rows one by one: which differences are decided, and which are not?
#
# The same as a picture. Each narrow panel shows the difference; the band is the interval. It
# should stay on one side of the line at zero before you believe in a difference.

# %%
sim.plot.paths(comparison, indicators=["output_per_hour", "alienation"])

# %% [markdown]
# ## What this notebook cannot tell
#
# - **It is a model.** It shows what follows from assumptions about people, not what people are
#   like. Most assumptions are numbers that nobody has measured well; the fourth notebook changes
#   them, and the answer changes too.
# - **The interval is about luck**, not about those assumptions. A narrow interval around a wrong
#   assumption is still wrong.
# - **It knows little of law and custom.** Who is not trained for work that the law reserves to the
#   trained may only assist. That this is worth a tenth of what the trained do, nobody has measured.
# - **It is small.** 300 people and five years are enough to learn with, not to publish. Effects
#   that take decades, such as new technology, hardly show.
# - **It does not say what is better.** If one economy produced a little less and its people were
#   less alienated, somebody would still have to decide what counts.
#
# ## Exercises
#
# Try for yourself in new cells (the **+** button makes one) before you unfold a hint or a
# solution.
#
# **1. Another workplace.** Who has the worst job in the school, and what did that person do five
# years earlier and what now, under both regimes?
#
# <details><summary>Hint</summary>
#
# `next(w.index for w in capitalist.workplaces if w.sector == "school")` finds the school.
# `members_of` and `describe` do the rest. The last row of the table is the worst job.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# school = next(w.index for w in capitalist.workplaces if w.sector == "school")
# worst = members_of(capitalist, school).index[-1]
# for name, economy in (("capitalism", capitalist), ("participatory", participatory)):
#     print(name)
#     describe(economy, "  the same person", worst)
# ```
#
# ```text
# capitalism
#   the same person (alienation 0.68, effort 0.66)
#    40.0 hours a week  cleaning, upkeep and buses
# participatory
#   the same person (alienation 0.46, effort 0.68)
#    38.7 hours a week  cleaning, upkeep and buses
#     0.9 hours a week  administration
#     0.3 hours a week  counselling, therapy and library
#     0.1 hours a week  records and clerical work
# ```
#
# </details>
#
# **2. Another deal of the cards.** Simulate three more pairs of economies, with seeds 1, 2 and 3.
# In how many of them is output per hour higher in the participatory one? What does that say about
# a newspaper story on a single firm?
#
# <details><summary>Hint</summary>
#
# Put the lines from "One past, two futures" into a loop over seeds, and compare the means of
# `monthly.tail(12)["output_per_hour"]`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for seed in (1, 2, 3):
#     one = sim.Economy("capitalism", seed=seed, **size)
#     for _ in range(burn_in):
#         one.step()
#     other = one.fork(sim.load_scenario("parecon", **size))
#     for _ in range(months):
#         one.step()
#         other.step()
#     a, b = (e.monthly.tail(12)["output_per_hour"].mean() for e in (one, other))
#     print(f"seed {seed}: {a:.3f} and {b:.3f}, difference {b - a:+.3f}")
# ```
#
# ```text
# seed 1: 0.612 and 0.593, difference -0.019
# seed 2: 0.604 and 0.616, difference +0.012
# seed 3: 0.625 and 0.634, difference +0.009
# ```
#
# </details>
#
# **3. Four kinds of alienation.** The model measures powerlessness (no say), meaninglessness
# (dull work), self-estrangement (only one thing, all day) and isolation (insecure or unfairly
# paid). Which of the four differs most between the regimes, and which hardly at all? Give the
# intervals. Why could that be?
#
# <details><summary>Hint</summary>
#
# They are rows of `comparison.differences`, like `alienation` itself. Think of the sum of all
# dull work in an economy: do balanced jobs make it smaller?
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for kind in ("powerlessness", "meaninglessness", "self_estrangement", "isolation"):
#     row = rows.loc[kind]
#     print(f"{kind:18} {row.difference:+.2f} [{row.low:+.2f} to {row.high:+.2f}]")
# ```
#
# ```text
# powerlessness      -0.35 [-0.36 to -0.35]
# meaninglessness    -0.02 [-0.02 to -0.02]
# self_estrangement  -0.08 [-0.09 to -0.08]
# isolation          -0.15 [-0.16 to -0.15]
# ```
#
# Dull work is shared out differently, but there is about as much of it as before.
#
# </details>
#
# **4. Only the jobs.** Which part of this is due to balanced jobs, and which to votes, pay and
# the rest? Compare `capitalism` with `balanced_only`, where managers stay and only the jobs are
# balanced. What happens to effort and to powerlessness?
#
# <details><summary>Hint</summary>
#
# The same call of `sim.compare`, with another second scenario. `sim.list_scenarios()` shows what
# there is.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# only_jobs = sim.compare(
#     sim.load_scenario("capitalism", **size),
#     sim.load_scenario("balanced_only", **size),
#     replicates=replicates,
# )
# found = only_jobs.differences.query("horizon == 'long_run'").set_index("indicator")
# for name in ("output_per_hour", "effort", "powerlessness"):
#     row = found.loc[name]
#     print(f"{name:16} {row.difference:+.3f} [{row.low:+.3f} to {row.high:+.3f}]")
# ```
#
# ```text
# output_per_hour  -0.077 [-0.084 to -0.071]
# effort           +0.006 [+0.006 to +0.007]
# powerlessness    +0.016 [+0.015 to +0.017]
# ```
#
# </details>
