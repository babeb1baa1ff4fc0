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
# # 5. Who gains and who loses?
#
# A mean hides people. If output falls by two per cent, it does not fall by two per cent for
# everybody: some gain much, others lose more. Whoever proposes to change an economy owes an
# answer to the question *who?* In this notebook you learn two tools that give it, first with five
# people and a pencil, then with a whole economy: the **Lorenz curve**, which shows how unequal a
# distribution is, and **fifths**, which show what happens to those who had the worst jobs and to
# those who had the best.
#
# **If you are new here:** this page is made of cells. Click on a grey one and press **Shift +
# Enter**; the computer does what it says and shows the answer below. Run them from top to bottom.
# `sim` is the library that simulates an economy of people and workplaces under rules of your
# choice; the first notebook introduces it.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import t as student_t

import sim

# %matplotlib inline

# %% [markdown]
# ## Five people and a pencil
#
# Five people earn 1, 2, 3, 4 and 10. Line them up, the poorest first, and ask: which share of all
# income do the poorest one, the poorest two, ... get?

# %%
incomes = np.array([1, 2, 3, 4, 10])
share_held = incomes.cumsum() / incomes.sum()
for count, share in enumerate(share_held, start=1):
    print(f"the poorest {count} of 5 ({count / 5:.0%}) get {share:.0%}")

# %% [markdown]
# Draw that, and you have a Lorenz curve, named after the economist Max Lorenz. If all earned the
# same, it would be the straight line. The **Gini coefficient** is the area between the line and
# the curve, as a share of the whole triangle: 0 is equality, and 1 means that one person has
# everything.

# %%
population = np.linspace(0, 1, 6)
curve = np.concatenate([[0], share_held])
gini = 1 - 2 * np.trapezoid(curve, population)

figure, panel = plt.subplots(figsize=(3.2, 3), layout="constrained")
panel.plot([0, 1], [0, 1], "k:", label="equality")
panel.plot(population, curve, "o-", color="#0072B2", label=f"five people, Gini {gini:.2f}")
panel.set(xlabel="poorest share of people", ylabel="share of income held", xlim=(0, 1), ylim=(0, 1))
panel.legend()
plt.show()

# %% [markdown]
# ## Two economies
#
# Now 500 people. Five years pass under capitalism; then one copy of the economy goes on like that,
# and in another the rules of a participatory economy come into force. We look at both for five more
# years, and do it eight times with other people and other luck. These are the numbers that you may
# change:

# %% tags=["parameters"]
workers = 500  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 60  # months after the change
replicates = 8  # pairs of economies

# %% [markdown]
# **Change a number.** Read on first. Then come back here, and
#
# 1. change `months` to 12 and run all cells (menu *Run*): who gains in the first year?
# 2. change `replicates` to 3: for which fifths can you no longer say whether they gain?

# %%
size = {"workers": workers, "burn_in": burn_in, "months": months}


def compare(a, b, **assumptions):
    """Return the comparison of two scenarios under the same assumptions, in paired runs."""
    scenarios = (sim.load_scenario(name, **assumptions, **size) for name in (a, b))
    return sim.compare(*scenarios, replicates=replicates, balance=False)


comparison = compare("capitalism", "parecon")
sim.plot.lorenz(comparison)

# %% [markdown]
# The curves of the two economies lie far apart. Is that a discovery? Hardly: it follows nearly
# from the *rules*. Under capitalism pay depends on job, skill and luck, and profit goes to
# owners; in the participatory economy a part of income is paid by need and the rest by effort,
# and private wealth above a few months' income has become common property. What the model adds is
# how *much*, and what else comes with it. A more equal slice of a smaller cake can be a smaller
# slice.
#
# ## Fifths
#
# So let us look at slices. Order the people by how good their job was *before* the change (the
# job index: how empowering and desirable it is), and cut the line into five fifths. The first
# fifth had the worst jobs, the last one the best. The same people are followed in both economies.

# %%
sim.plot.quintiles(comparison)

# %% [markdown]
# Each blue disc is a fifth under capitalism, each square the same people in the participatory
# economy. The black bar around the square is the 95 % interval of the difference: where the bar
# does not reach the disc, that fifth gains or loses for certain (in this model). Look at income
# first, then at alienation, then at effort. Whose income falls? Does anybody's alienation rise?
#
# As numbers, with intervals:

# %%
rows = comparison.quintiles
rows[rows["measure"].isin(["income", "alienation"])].set_index(["measure", "quintile"])[
    ["unit", "mean_a", "mean_b", "difference", "low", "high"]
].round(2)

# %% [markdown]
# Income is counted in *months of output*: 1 is what a fully trained, average person produces in a
# month at full effort.
#
# ## Where the output of each fifth comes from
#
# Why does a fifth produce more or less than before? The library splits the gap into channels, as
# in the third notebook: *efficiency* (who does what, meetings, supervision), *motivation*
# (effort), *skills* and *technology*.

# %%
sim.plot.quintile_channels(comparison)

# %% [markdown]
# The efficiency bars may surprise you: compare those who had the *best* jobs with the others.
# Output is credited to people by what would be missing without their last hour. Where fewer
# skilled hours go into a complex task, each one that is left is worth more; and whoever does such
# a task with little skill is credited with little. So this figure is about who output is credited
# *to*. Nobody is paid by it in the participatory economy, and the sum over all is the gap of the
# third notebook.
#
# ## Person by person
#
# Fifths are means again. How many *people* gain? Everybody has a number, and the same number is
# the same person in both economies, unless that person has retired since. We keep those who have
# not, and compare the last month.


# %%
def fates_of(comparison):
    """Return for each person whether income is higher and alienation lower under b than under a."""
    people = comparison.people[comparison.people["entry_month"] <= 0]
    wide = people.pivot(index=["replicate", "person"], columns="regime")
    a, b = comparison.regimes
    return pd.DataFrame(
        {
            "more income": wide["income"][b] > wide["income"][a],
            "less alienation": wide["alienation"][b] < wide["alienation"][a],
        }
    )


fates = fates_of(comparison)
fates["both"] = fates["more income"] & fates["less alienation"]
fates["neither"] = ~(fates["more income"] | fates["less alienation"])
shares = fates.groupby("replicate").mean()
shares.round(2)

# %% [markdown]
# One row for each of the eight pairs of economies. They differ a bit, by luck. From that we can
# make an interval ourselves: the mean, give or take a few times the uncertainty of the mean. How
# many times, Student's t distribution says; with eight values it is 2.4.


# %%
def interval_of(values):
    """Return mean and limits of the 95 % interval of the mean."""
    reach = student_t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / len(values) ** 0.5
    return values.mean(), values.mean() - reach, values.mean() + reach


for name in shares:
    middle, low, high = interval_of(shares[name])
    print(f"{name:16} {middle:4.0%} of people [{low:.0%} to {high:.0%}]")

# %% [markdown]
# Would people vote for the change, then? It depends on what they care about, and the model cannot
# say. If income is all that counts, the first line is the vote; if it is the quality of working
# life, the second. Which of the two would you have bet on?
#
# ## Does it depend on the assumptions?
#
# We do the same under what critics and what advocates of balanced jobs assume about people. Each
# pack of assumptions holds for both economies.

# %%
table = {}
for name in ("critics", "advocates"):
    other = fates_of(compare("capitalism", name)).groupby("replicate").mean()
    table[f"assumptions of {name}"] = {
        fate: "{:.0%} [{:.0%} to {:.0%}]".format(*interval_of(other[fate])) for fate in other
    }
pd.DataFrame(table)

# %% [markdown]
# Compare the two rows: which of the two shares hangs more on the assumptions?
#
# ## What this notebook cannot tell
#
# - **Who *should* gain.** A loss of those who had most can be an injustice or its end. That is a
#   question of values.
# - **How much a change is worth to a person.** Counting heads treats a small gain like a large
#   one, and income like nothing else. (Exercise 3.)
# - **What wealth means.** In the participatory economy private wealth has become common; its
#   value to people as members of the public is not in their wealth here. Look at income instead.
# - **What people do about it.** Nobody in these runs leaves for another economy (`exit_response` is
#   0), works on the side or goes into politics.
# - **Children and other groups.** There are no families, genders or regions in the model; only
#   jobs, talent, background and luck.
# - **The long run.** After five years many things are still moving, and the intervals cover luck
#   alone.
#
# ## Exercises
#
# **1. By hand.** Take 5 from the richest of the five people and give it to the poorest. What is
# the Gini coefficient now? How must the money be moved so that it becomes zero?
#
# <details><summary>Hint</summary>
#
# Change `incomes`, but do not forget to line the people up again: `np.sort`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for five in ([1, 2, 3, 4, 10], [6, 2, 3, 4, 5], [4, 4, 4, 4, 4]):
#     held = np.concatenate([[0], np.sort(five).cumsum() / np.sum(five)])
#     print(five, round(float(1 - 2 * np.trapezoid(held, population)), 2))
# ```
#
# ```text
# [1, 2, 3, 4, 10] 0.4
# [6, 2, 3, 4, 5] 0.2
# [4, 4, 4, 4, 4] 0.0
# ```
#
# </details>
#
# **2. A hierarchy without owners.** `coordinatorism` is a planned economy run by managers: pay by
# effort and need, work for everybody, but a hierarchy of jobs. Draw its Lorenz curves and fifths
# against capitalism. What is as in the participatory economy, what is as under capitalism?
#
# <details><summary>Hint</summary>
#
# `compare("capitalism", "coordinatorism")`, then the two figures. Compare the Gini of income and
# the spread of jobs with numbers from the table `differences`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# planned = compare("capitalism", "coordinatorism")
# for name, found in (("coordinatorism", planned), ("parecon", comparison)):
#     long_run = found.differences.query("horizon == 'long_run'").set_index("indicator")
#     for indicator in ("income_gini", "job_index_spread", "alienation"):
#         r = long_run.loc[indicator]
#         print(f"{name:15}{indicator:17}{r.difference:+.2f} [{r.low:+.2f} to {r.high:+.2f}]")
# ```
#
# ```text
# coordinatorism income_gini      -0.35 [-0.37 to -0.34]
# coordinatorism job_index_spread +0.00 [+0.00 to +0.00]
# coordinatorism alienation       -0.05 [-0.05 to -0.04]
# parecon        income_gini      -0.36 [-0.37 to -0.34]
# parecon        job_index_spread -0.05 [-0.05 to -0.05]
# parecon        alienation       -0.15 [-0.15 to -0.14]
# ```
#
# </details>
#
# **3. Gains that matter.** Count only those as gaining or losing income for whom it changes by
# more than a tenth. How many gain, lose, and stay about the same? Give intervals.
#
# <details><summary>Hint</summary>
#
# In `fates_of`, `wide["income"][b] / wide["income"][a]` is the ratio. Compare it with 1.1 and
# 0.9.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# stayed = comparison.people[comparison.people["entry_month"] <= 0]
# income = stayed.pivot(index=["replicate", "person"], columns="regime", values="income")
# ratio = income["parecon"] / income["capitalism"]
# for name, which in (("gain", ratio > 1.1), ("lose", ratio < 0.9)):
#     middle, low, high = interval_of(which.groupby("replicate").mean())
#     print(f"{name}: {middle:.0%} [{low:.0%} to {high:.0%}]")
# ```
#
# ```text
# gain: 52% [50% to 55%]
# lose: 36% [34% to 38%]
# ```
#
# </details>
#
# **4. More for need.** `need_share` is the part of income that is paid by need. Set it to its
# lowest and to its highest value. What does that do to the income of the fifths, and what to
# effort? Why?
#
# <details><summary>Hint</summary>
#
# `compare("capitalism", "parecon", need_share=...)`; the range stands in `sim.parameters()`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# need = sim.parameters().set_index("name").loc["need_share"]
# for value in (need["low"], need["high"]):
#     found = compare("capitalism", "parecon", need_share=value)
#     effort = found.differences.query("horizon == 'long_run' and indicator == 'effort'").iloc[0]
#     gini = found.differences.query("horizon == 'long_run' and indicator == 'income_gini'").iloc[0]
#     print(f"need_share {value}: effort {effort.difference:+.3f}", end=" ")
#     print(f"[{effort.low:+.3f} to {effort.high:+.3f}], income Gini {gini.mean_b:.3f}")
#     income = found.quintiles[found.quintiles["measure"] == "income"]
#     print("   income of the fifths", income["mean_b"].round(2).tolist())
# ```
#
# ```text
# need_share 0.0: effort +0.053 [+0.047 to +0.058], income Gini 0.066
#    income of the fifths [0.42, 0.42, 0.43, 0.45, 0.49]
# need_share 0.6: effort +0.032 [+0.026 to +0.038], income Gini 0.106
#    income of the fifths [0.42, 0.42, 0.42, 0.43, 0.45]
# ```
#
# What is paid by need is not paid by effort.
#
# </details>
