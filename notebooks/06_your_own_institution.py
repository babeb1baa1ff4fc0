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
# # 6. Write your own institution
#
# Capitalism and participatory economics are not the only two ways to share out work. In this
# notebook you invent a third: in about thirty lines of Python you write a rule for who does what,
# plug it into the simulator without changing a line of it, let a machine check that it keeps its
# promises, and race it against the others.
#
# **If you are new here:** this page is made of cells. Click on a grey one and press **Shift +
# Enter**; the computer does what it says and shows the answer below. Run them from top to bottom.
# `sim` is the library that simulates an economy of people and workplaces under rules of your
# choice; the first notebook introduces it. Here it helps if you have seen Python functions
# before.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import sim
from sim.institutions.building_blocks import (
    assign_by_skill,
    end_exchanges,
    everywhere,
    mean_mix,
    members_of,
)
from sim.testing import ContractError, check_institution

# %matplotlib inline

# %% [markdown]
# ## Six switches
#
# An economy has six **institutions**, each a switch with two or three rules. A scenario is a
# setting of the switches:

# %%
pd.DataFrame(
    {name: dict(sim.load_scenario(name).institutions) for name in ("capitalism", "parecon")}
)

# %% [markdown]
# We write a new rule for the first switch, the **division of labour**. It answers one question:
# who spends how many hours on which task?
#
# ## The idea: shared chores
#
# In many shared flats everybody goes to work as they like, but the washing-up is shared. Let us
# do that in workplaces. *Shared chores* means:
#
# - The least desirable task of a workplace, its **chore**, is shared by all equally. In the
#   hospital it is cleaning.
# - The rest is done by those who are best at it, as in a hierarchy.
# - Those who did nothing but the chore now have time. They get a share of all the other work.
#
# ## Paper before Python
#
# Take ten people, of whom one does nothing but cleaning. Cleaning is `c` = 0.1 of all hours. In
# the new division, everybody cleans for a tenth of the time, and does something else for `1 - c`
# = 0.9 of it:
#
# - Who did other tasks before keeps their mix, shortened to nine tenths.
# - Who only cleaned gets, for nine tenths of the time, the *mean mix* of the other tasks.
# - Who did both gets a bit of both.
#
# Is all work still done? Nine people give up a tenth of their time each, which is 0.9 of a full
# job; and the former cleaner now works 0.9 of a full job on just these tasks. It comes out even.
# That is the first promise of a division of labour: every task gets its hours, and everybody
# works a full month.
#
# ## Thirty lines
#
# A rule for the division of labour is a class with three methods:
#
# - `enter` is called once, when the rule comes into force,
# - `propose` may make a proposal that people vote on; ours has none,
# - `divide` is called each month, and sees to the workplaces where somebody has come or gone.
#
# The table of all hours is `state.people.hours`, one row for each person and one column for each
# task, in shares of a full month. `sim.institutions.building_blocks` has ready-made pieces:
# `assign_by_skill` makes the hierarchy, `mean_mix` gives the mean mix of tasks. The line with `@`
# registers the rule under a name.


# %%
@sim.institutions.register("division", "shared_chores")
class SharedChores:
    """The least desirable task is shared by all; the rest is done by those best at it."""

    def enter(self, state):
        """Begin from a hierarchy without hours in other workplaces."""
        end_exchanges(state)
        self.arrange(state, everywhere(state))

    def propose(self, state):
        """Return that there is nothing to vote on."""
        return None

    def divide(self, state, proposal, approved):
        """Arrange work anew where somebody has come or gone."""
        self.arrange(state, state.workplaces.changed)

    def arrange(self, state, where):
        """Give out the hours of some workplaces."""
        assign_by_skill(state, where)
        rows = members_of(state, where)
        mix = mean_mix(state, rows)  # what everybody would do if all did a bit of everything

        sector = state.workplaces.sector[state.people.workplace[rows]]
        desirability = np.where(mix > 0, state.sectors.desirability[sector], np.inf)
        is_chore = np.arange(mix.shape[1]) == desirability.argmin(axis=1)[:, None]

        chore_share = mix[is_chore][:, None]  # c in the text above
        others = np.where(is_chore, 0, mix) / (1 - chore_share)  # mean mix of the other tasks
        before = state.people.hours[rows]
        only_chores = before[is_chore][:, None]  # time that was spent on the chore so far
        new = np.where(is_chore, 0, before) + only_chores * others
        state.people.hours[rows] = (1 - chore_share) * new + np.where(is_chore, chore_share, 0)


# %% [markdown]
# That is all. If you run the cell again after a change, the new class takes the place of the old
# one.
#
# ## Let a machine check it
#
# `check_institution` puts the rule into two small economies and looks at it after every call: are
# hours, people and money conserved? Are all numbers in range? Does the rule touch only what
# belongs to it? Does the same luck give the same result twice? If it is content, it says nothing.

# %%
check_institution("division", SharedChores)
print("The contract is kept.")

# %% [markdown]
# And what if not? Here is a lazy variant in which everybody cleans a tenth less than needed. Can
# you read the message?


# %%
class Lazy(SharedChores):
    """Shared chores, but a part of the work is left undone."""

    def arrange(self, state, where):
        """Do as always, then drop a tenth of everything."""
        super().arrange(state, where)
        state.people.hours[members_of(state, where)] *= 0.9


try:
    check_institution("division", Lazy)
except ContractError as error:
    print(textwrap.fill(str(error), 88))

# %% [markdown]
# ## Look at one hospital
#
# The new name works like any other. We take capitalism and change this one switch. The next cell
# holds the numbers that you may change.

# %% tags=["parameters"]
seed = 7  # which of many possible pasts
workers = 300  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 60  # months after the change
replicates = 8  # pairs of economies in the race

# %% [markdown]
# **Change a number.** Read on first. Then come back here, and
#
# 1. change `seed` to 8 and run this section again: do the two weeks of the new surgeon differ in
#    the same way?
# 2. change `months` to 12 and run the race again: who is ahead after a year?

# %%
size = {"workers": workers, "burn_in": burn_in, "months": months}
chores = sim.load_scenario("capitalism", {"institutions.division": "shared_chores"}, **size)

economy = sim.Economy(chores, seed=seed)
hospital = next(w for w in economy.workplaces if w.sector == "hospital")


def job_of(person):
    """Return a week of 40 hours in words."""
    parts = sorted(economy.worker(person).job.items(), key=lambda item: -item[1])
    return ", ".join(f"{40 * share:.1f} h {task}" for task, share in parts if share >= 0.01)


for _ in range(burn_in):  # the years before the change
    economy.step()
surgeon, janitor = (
    max(hospital.members, key=lambda member: member.job.get(task, 0.0)).person
    for task in ("surgery and diagnosis", "cleaning, food and transport")
)
for when in ("before", "after"):
    for name, person in (("surgeon", surgeon), ("janitor", janitor)):
        print(f"{when}, the {name}: {job_of(person)}")
    economy.step()

# %% [markdown]
# ## The race
#
# Now we compare four divisions of labour with the hierarchy of capitalism. In each comparison
# only the first switch differs; managers, market pay and the rest stay. Each comparison is made
# of eight pairs of runs, and each number comes with its 95 % interval.

# %%
comparisons = {
    division: sim.compare(
        sim.load_scenario("capitalism", **size),
        sim.load_scenario("capitalism", {"institutions.division": division}, **size),
        replicates=replicates,
    )
    for division in ("shared_chores", "balanced", "rotation")
}


def long_run(comparison, indicator):
    """Return the long-run difference and its interval; of output in log points, about per cent."""
    row = comparison.differences.query("horizon == 'long_run' and indicator == @indicator").iloc[0]
    kind = "relative" if indicator == "output_per_hour" else "difference"
    columns = (
        [kind, "relative_low", "relative_high"] if kind == "relative" else [kind, "low", "high"]
    )
    return row[columns].tolist()


measures = ("output_per_hour", "alienation", "effort", "job_index_spread")
pd.DataFrame(
    {
        measure: [
            "{:+.2f} [{:+.2f}, {:+.2f}]".format(*long_run(found, measure))
            for found in comparisons.values()
        ]
        for measure in measures
    },
    index=list(comparisons),
)

# %%
figure, panels = plt.subplots(1, 2, figsize=(7, 2.2), sharey=True, layout="constrained")
labels = {"output_per_hour": "output per hour (log points)", "alienation": "alienation (0 to 1)"}
for panel, (measure, label) in zip(panels, labels.items(), strict=True):
    for place, found in enumerate(comparisons.values()):
        middle, low, high = long_run(found, measure)
        reach = [[middle - low], [high - middle]]
        panel.errorbar(middle, place, xerr=reach, fmt="o", color="#0072B2", capsize=4)
    panel.axvline(0, color="black", linewidth=0.8)
    panel.set_xlabel(f"difference to the hierarchy:\n{label}")
panels[0].set_yticks(range(len(comparisons)), [name.replace("_", " ") for name in comparisons])
panels[0].margins(y=0.3)
plt.show()

# %% [markdown]
# What do you see? Which of the three changes output least, and which changes alienation most? Do
# any of the intervals contain zero? A rule that changes little may also cost little; whether that
# is a good bargain depends on what one is after.
#
# ## Keep it
#
# A class in a notebook lives as long as the notebook. Put it into a file, `shared_chores.py`, and
# it works everywhere, on the command line too:
#
# ```toml
# name = "flat_share"
# title = "Capitalism with shared chores"
# extends = "capitalism"
#
# [institutions]
# division = "shared_chores"
# ```
#
# With these lines in a file `flat_share.toml` beside it, the command line can use the rule:
#
# ```sh
# balanced-jobs compare capitalism flat_share.toml --plugin shared_chores:SharedChores
# ```
#
# The page `docs/own_institutions.md` says what rules for the other five switches look like: a rule
# of pay says by `performance_link` how far pay follows performance and fills hourly pay by
# `pay_for_work`, a rule of education says by `schooling` how long everybody is in general courses,
# and so on. It also says what a rule may change, how it can remember things and how it gets its
# luck.
#
# ## What this notebook cannot tell
#
# - **Whether people would accept the rule.** Nobody votes on it here, and nobody evades the
#   chore.
# - **Whether it suits every workplace.** "The least desirable task" is the one with the lowest
#   score on average; somebody may like it.
# - **What it does together with other rules.** Under a council, or with equal pay, the same
#   division may do something else (exercise 2).
# - **What a better design of the same idea could do.** Our former cleaners get a mean mix of all
#   tasks, surgery included, in which they may only assist. And while the shipped hierarchy and
#   balanced jobs both go on improving who does what (`assignment_improvement`), our rule does not.
#   That costs output, and it is a choice of ours, not a law of nature.
# - **The long run.** Five years are short, and the intervals cover luck alone.
#
# ## Exercises
#
# **1. Half of the chores.** Share only half of the chore among all; the other half stays with
# those who did it. Register it as `half_shared` and check the contract.
#
# <details><summary>Hint</summary>
#
# Inherit from `SharedChores`. A mixture of two divisions that both keep the contract keeps it as
# well: take the mean of the hours of the hierarchy and those of shared chores.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# @sim.institutions.register("division", "half_shared")
# class HalfShared(SharedChores):
#     def arrange(self, state, where):
#         super().arrange(state, where)
#         rows = members_of(state, where)
#         shared = state.people.hours[rows].copy()
#         assign_by_skill(state, where)
#         state.people.hours[rows] = (shared + state.people.hours[rows]) / 2
#
#
# check_institution("division", HalfShared)
# half = sim.compare(
#     sim.load_scenario("capitalism", **size),
#     sim.load_scenario("capitalism", {"institutions.division": "half_shared"}, **size),
#     replicates=replicates,
# )
# for measure in measures:
#     print("{}: {:+.2f} [{:+.2f}, {:+.2f}]".format(measure, *long_run(half, measure)))
# ```
#
# ```text
# output_per_hour: -5.58 [-6.12, -5.04]
# alienation: -0.01 [-0.01, -0.01]
# effort: +0.00 [+0.00, +0.00]
# job_index_spread: -0.03 [-0.03, -0.03]
# ```
#
# </details>
#
# **2. In another company.** Put `shared_chores` into the participatory economy in place of
# balanced jobs, and compare the two. What does balancing everything add to sharing the chores?
#
# <details><summary>Hint</summary>
#
# `sim.load_scenario("parecon", {"institutions.division": "shared_chores"}, **size)` against
# `parecon`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# found = sim.compare(
#     sim.load_scenario("parecon", {"institutions.division": "shared_chores"}, **size),
#     sim.load_scenario("parecon", **size),
#     replicates=replicates,
# )
# for measure in measures:
#     print("{}: {:+.2f} [{:+.2f}, {:+.2f}]".format(measure, *long_run(found, measure)))
# ```
#
# ```text
# output_per_hour: +0.83 [-0.72, +2.38]
# alienation: +0.00 [-0.00, +0.00]
# effort: -0.00 [-0.00, +0.00]
# job_index_spread: -0.01 [-0.01, -0.01]
# ```
#
# </details>
#
# **3. Break it.** Write a rule that gives every person a different job at random with
# `numpy.random`. Which promise does it break, and what does the message say? How do rules get
# their luck instead?
#
# <details><summary>Hint</summary>
#
# Let `divide` call `super().divide(state, proposal, approved)` and then mix up the rows of hours
# in each workplace: nothing is lost by that. For the second question, look for `uniform_draws` in
# `docs/own_institutions.md`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# class Lottery(SharedChores):
#     def divide(self, state, proposal, approved):
#         super().divide(state, proposal, approved)
#         offsets = state.workplaces.offsets
#         for start, stop in zip(offsets, offsets[1:], strict=False):
#             order = np.random.permutation(np.arange(start, stop))  # forbidden luck
#             state.people.hours[start:stop] = state.people.hours[order]
#
#
# try:
#     check_institution("division", Lottery)
# except ContractError as error:
#     print(textwrap.fill(str(error), 88))
# ```
#
# ```text
# Lottery as division of capitalism in month 12: the same seed gives other numbers when it
# is simulated a second time: people.hours differs from month 1 on; draw with
# sim.institutions.building_blocks.uniform_draws, and keep nothing outside the state
# ```
#
# Everything is conserved, but the same seed no longer gives the same economy, so that two regimes
# would not meet the same luck.
#
# </details>
#
# **4. Two chores.** Share the *two* least desirable tasks. What does the second one cost in
# output, and what does it do to alienation? Then, without programming: how could former cleaners
# get simple tasks only, and which promise is hard to keep then?
#
# <details><summary>Hint</summary>
#
# With two chores, `is_chore` has two entries in each row. `desirability.argsort(axis=1)` gives
# the order of tasks, and the sum of the two shares takes the place of `chore_share`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# @sim.institutions.register("division", "two_chores")
# class TwoChores(SharedChores):
#     def arrange(self, state, where):
#         assign_by_skill(state, where)
#         rows = members_of(state, where)
#         mix = mean_mix(state, rows)
#         sector = state.workplaces.sector[state.people.workplace[rows]]
#         desirability = np.where(mix > 0, state.sectors.desirability[sector], np.inf)
#         is_chore = desirability.argsort(axis=1).argsort(axis=1) < 2
#         chores = np.where(is_chore, mix, 0)
#         other_share = 1 - chores.sum(axis=1, keepdims=True)
#         others = np.where(is_chore, 0, mix) / np.maximum(other_share, 1e-9)
#         before = state.people.hours[rows]
#         on_chores = np.where(is_chore, before, 0).sum(axis=1, keepdims=True)
#         new = np.where(is_chore, 0, before) + on_chores * others
#         state.people.hours[rows] = other_share * new + chores
#
#
# check_institution("division", TwoChores)
# two = sim.compare(
#     sim.load_scenario("capitalism", **size),
#     sim.load_scenario("capitalism", {"institutions.division": "two_chores"}, **size),
#     replicates=replicates,
# )
# for measure in measures:
#     print("{}: {:+.2f} [{:+.2f}, {:+.2f}]".format(measure, *long_run(two, measure)))
# ```
#
# ```text
# output_per_hour: -17.23 [-18.15, -16.32]
# alienation: -0.03 [-0.03, -0.03]
# effort: +0.01 [+0.01, +0.01]
# job_index_spread: -0.07 [-0.07, -0.07]
# ```
#
# </details>
