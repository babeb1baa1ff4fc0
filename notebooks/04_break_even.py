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
# # 4. Where is break-even?
#
# Two people quarrel: "balanced jobs cost output!" - "no, they raise it!" A good question to both
# is: *how would the world have to be for you to be wrong?* In this notebook you look for the
# place where the answer turns over. It is called **break-even**: neither economy produces more.
# Then you see on which side of it critics and advocates stand, and what they assume to get there.
#
# **If you are new here:** this page is made of cells. Click on a grey one and press **Shift +
# Enter**; the computer does what it says and shows the answer below. Run them from top to bottom.
# `sim` is the library that simulates an economy of people and workplaces under rules of your
# choice; the first notebook introduces it.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import sim

# %matplotlib inline

# %% [markdown]
# ## Assumptions have names
#
# The model contains some 160 numbers about people and workplaces. Each has a default, a
# range that can be defended, and a source, or a note that nobody has measured it:

# %%
assumptions = sim.parameters().set_index("name")
assumptions["evidence"].value_counts()

# %% [markdown]
# *Read* means that somebody measured it and the source was read, *computed* that it follows from
# public statistics, *not read* that the number is quoted second-hand, and *assumed* that it is a
# guess with a reason. Count the guesses! They are why one run with the defaults settles nothing.
#
# Two of the numbers, for this notebook:

# %%
for name in ("meeting_hours", "intrinsic_motivation"):
    one = assumptions.loc[name]
    print(f"{name}: {one['meaning']}")
    print(f"   default {one['default']}, from {one['low']} to {one['high']} ({one['unit']})")
    print(f"   {one['source']}")

# %% [markdown]
# ## Turn one screw, by hand
#
# Critics say that councils eat time: *too many evenings*. How does the gap in output per hour
# depend on `meeting_hours`? We try four values. A value holds for *both* economies, since the world
# is the same for both; only the rules differ (a hierarchy has meetings of its own, with numbers of
# their own). Each gap comes with its 95 % interval over six pairs of runs. It is given in log
# points, which are about per cent, and positive where the participatory economy is ahead. The next
# cell holds the numbers that you may change.

# %% tags=["parameters"]
values = [0.01, 0.04, 0.07, 0.1]  # of meeting_hours, to be tried by hand
workers = 300  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 60  # months after the change
replicates = 6  # pairs of economies for each value
months_of_map = 48  # months after the change, in the map of two assumptions
replicates_of_map = 4  # pairs of economies for each point of it

# %% [markdown]
# **Change a number.** Read on first. Then come back here, and
#
# 1. change the second of the `values`, within the range above, and run this section again: is the
#    new point where you expected it?
# 2. change `replicates` to 3: over which stretch do the intervals contain zero now?

# %%
size = {"workers": workers, "burn_in": burn_in, "months": months}
SWITCH = ("capitalism", "parecon")


def gap(a, b, replicates=replicates, **changes):
    """Return the gap in output per hour in the long run with its interval, in log points."""
    scenarios = (sim.load_scenario(name, **changes, **size) for name in (a, b))
    found = sim.compare(*scenarios, replicates=replicates, balance=False).differences
    row = found.query("horizon == 'long_run' and indicator == 'output_per_hour'").iloc[0]
    return row[["relative", "relative_low", "relative_high"]].tolist()


by_hand = pd.DataFrame(
    [gap(*SWITCH, meeting_hours=value) for value in values],
    columns=["gap", "low", "high"],
    index=pd.Index(values, name="meeting_hours"),
)
by_hand.round(1)

# %%
figure, panel = plt.subplots(figsize=(5, 3), layout="constrained")
reach = [by_hand["gap"] - by_hand["low"], by_hand["high"] - by_hand["gap"]]
panel.errorbar(values, by_hand["gap"], reach, fmt="o-", capsize=4, color="#0072B2")
panel.axhline(0, color="black", linewidth=0.8)
panel.set(
    xlabel="meetings of councils (share of time)", ylabel="gap in output per hour\n(log points)"
)
plt.show()

# %% [markdown]
# Where the line crosses zero is break-even. If it does, read it off with a ruler. Then look at the
# intervals: over which stretch do they all contain zero? There, these runs cannot say who is ahead.
#
# ## Let the library search
#
# `sim.break_even` does the same, and puts more points where they are needed.

# %%
turning = sim.break_even("meeting_hours", *SWITCH, replicates=replicates, first=4, **size)
print(turning.crossings.round(3).to_string(index=False))
sim.plot.break_even_curve(turning)

# %% [markdown]
# `value` is break-even, `low` and `high` are its 95 % interval; where it is *open*, the interval
# goes on beyond the range. The bar on the zero line shows the same. The marks on the lower edge are
# what each side assumes about this one number. Is break-even between them? Then the quarrel could
# be one about this number: each would be right in its own world.
#
# *Could be*: all other assumptions are at their defaults here. Let us add a second one.
#
# ## Turn two screws: the frontier
#
# Advocates answer that people who have a say work with a will. How much harder they work is
# `intrinsic_motivation`. With two assumptions, break-even is no longer a point but a line, the
# **frontier**. On one side of it one economy is ahead, on the other side the other.

# %%
frontier = sim.frontier(
    "meeting_hours",
    "intrinsic_motivation",
    *SWITCH,
    replicates=replicates_of_map,
    first=4,
    levels=1,
    **size | {"months": months_of_map},
)
sim.plot.frontier_map(frontier)

# %% [markdown]
# How to read the map:
#
# - The **thick line** is the frontier, if there is one. In which corner, if in any, is the
#   participatory economy ahead?
# - Between the **thin lines** the runs do not decide: the interval contains zero. With more
#   replicates that band gets narrower, and it costs more time.
# - The **dots** are the points that were simulated. There are more of them around the line.
# - The **triangles** are what critics and advocates assume about these two numbers, the circle is
#   the default.
#
# Follow the line: how many hours of meetings would have to be saved to make up for less
# motivation? Such a slope says what can be traded for what. Where nearly everything lies between
# the thin lines, these runs do not settle the quarrel over these two numbers.
#
# ## All assumptions of each side at once
#
# The two numbers are not all that the sides disagree about. Here is the whole list: each row is
# an assumption in which the two sides differ.

# %%
packs = {name: sim.load_scenario(name).parameters for name in ("critics", "advocates")}
rows = {
    name: [assumptions.loc[name, "default"], *(getattr(pack, name) for pack in packs.values())]
    for name in assumptions.index
    if getattr(packs["critics"], name) != getattr(packs["advocates"], name)
}
table = pd.DataFrame.from_dict(rows, orient="index", columns=["default", *packs])
table["evidence"] = assumptions["evidence"]
print(table.to_string())

# %%
for name in ("parecon", "critics", "advocates"):
    middle, low, high = gap("capitalism", name)
    print(f"{name:10} {middle:+6.1f} log points [{low:+.1f} to {high:+.1f}]")

# %% [markdown]
# (`parecon` is the participatory economy with the default assumptions; look at its interval.) Where
# the intervals of the two sides lie on different sides of zero, both reason correctly from what
# they believe, in this model. Where an interval contains zero, these runs do not say so.
#
# ## What this notebook cannot tell
#
# - **Which assumptions are true.** It tells you which ones matter, and that is where to look for
#   evidence. A pack is what a side *would* assume, in this project's reading of its writings.
# - **How likely each assumption is.** A map gives the same room to likely and unlikely corners.
#   If you believe that all values inside the ranges are equally likely, `balanced-jobs verdict`
#   on the command line says in which share of all worlds each side is right. It takes long.
# - **More than two at a time.** On the map everything else is at its default. With other defaults
#   the line moves.
# - **The long run.** Four and five years are short, and 300 people are few; the bands would be
#   narrower with more. In small economies technology counts for little.
# - **What should count.** Break-even in output says nothing about alienation or inequality.
#
# ## Exercises
#
# **1. Another screw.** Find break-even in `monitoring`, how closely people are supervised, or
# show that there is none inside its range.
#
# <details><summary>Hint</summary>
#
# The first argument of `sim.break_even`. If the table `crossings` has no rows, look at the table
# `points`.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# watched = sim.break_even("monitoring", *SWITCH, replicates=4, first=3, **size)
# print("crossings inside the range:", len(watched.crossings))
# print(watched.points.iloc[[0, -1]].round(2).to_string(index=False))
# ```
#
# ```text
# crossings inside the range: 1
#  monitoring   gap    low  high
#         0.0  2.24  -1.98  6.46
#         1.0 -2.43 -11.33  6.47
# ```
#
# The middle of the gap changes its sign, but look at both intervals before you say "break-even".
# In this model, supervision makes those try harder who could lose their job, and takes some of
# everybody's own drive.
#
# </details>
#
# **2. Convince a critic.** Start from the critics' pack and give `intrinsic_motivation` the
# advocates' value. Is that enough? Which second number helps most? Try a few from the list.
#
# <details><summary>Hint</summary>
#
# `gap("capitalism", "critics", intrinsic_motivation=0.45)` changes that number on both sides.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# theirs = packs["advocates"]
# tried = ["intrinsic_motivation", "meeting_hours", "discipline_response", "supervision_cost"]
# print(f"critics: {gap('capitalism', 'critics', 4)[0]:+.1f}")
# for name in tried:
#     middle, low, high = gap("capitalism", "critics", 4, **{name: getattr(theirs, name)})
#     print(f"with {name} of advocates: {middle:+.1f} [{low:+.1f} to {high:+.1f}]")
# ```
#
# ```text
# critics: -49.2
# with intrinsic_motivation of advocates: -42.3 [-56.6 to -28.1]
# with meeting_hours of advocates: -42.0 [-57.9 to -26.0]
# with discipline_response of advocates: -43.8 [-62.8 to -24.8]
# with supervision_cost of advocates: -50.7 [-72.5 to -28.9]
# ```
#
# Does one of these numbers do it alone? What if you take two or three together?
#
# </details>
#
# **3. Convince an advocate.** The same from the other side.
#
# <details><summary>Hint</summary>
#
# Exchange the two packs in the lines of exercise 2.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# theirs = packs["critics"]
# tried = ["intrinsic_motivation", "meeting_hours", "discipline_response", "supervision_cost"]
# print(f"advocates: {gap('capitalism', 'advocates', 4)[0]:+.1f}")
# for name in tried:
#     middle, low, high = gap("capitalism", "advocates", 4, **{name: getattr(theirs, name)})
#     print(f"with {name} of critics: {middle:+.1f} [{low:+.1f} to {high:+.1f}]")
# ```
#
# ```text
# advocates: +15.3
# with intrinsic_motivation of critics: +14.0 [+11.0 to +17.1]
# with meeting_hours of critics: +7.5 [+4.2 to +10.8]
# with discipline_response of critics: +15.4 [+12.5 to +18.3]
# with supervision_cost of critics: +16.5 [+13.6 to +19.3]
# ```
#
# </details>
#
# **4. Your own world.** Choose the numbers that *you* find plausible for three rows of the list,
# and say for each why. Where does that put you? Give the interval.
#
# <details><summary>Hint</summary>
#
# `gap(*SWITCH, intrinsic_motivation=..., meeting_hours=..., forgetting=...)`. A value outside its
# range is refused with a message that says what is allowed.
#
# </details>
#
# <details><summary>One solution</summary>
#
# Yours, not ours. For instance:
#
# ```python
# mine = {"intrinsic_motivation": 0.35, "meeting_hours": 0.03, "forgetting": 0.01}
# middle, low, high = gap(*SWITCH, **mine)
# print(f"{middle:+.1f} [{low:+.1f} to {high:+.1f}]")
# ```
#
# ```text
# +2.4 [+0.2 to +4.5]
# ```
#
# </details>
