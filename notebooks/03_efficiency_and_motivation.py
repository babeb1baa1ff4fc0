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
# # 3. Efficiency against motivation
#
# Critics of balanced jobs say: an hour in which a surgeon sweeps the floor is an hour lost.
# Advocates say: people who have a say and a decent job work with a will. Both may be right at
# once, and then the question is which effect is larger. In this notebook you learn how a
# difference between two economies is taken apart into such effects, first by hand for two people,
# then for a whole economy.
#
# **If you are new here:** this page is made of cells. Click on a grey one and press **Shift +
# Enter**; the computer does what it says and shows the answer below. Run them from top to bottom.
# `sim` is the library that simulates an economy of people and workplaces under rules of your
# choice; the first notebook introduces it.

# %%
import math

import matplotlib.pyplot as plt
import pandas as pd

import sim

# %matplotlib inline

# %% [markdown]
# ## Two people, by hand
#
# A tiny hospital has a surgeon and a janitor, who work 40 hours each. An hour of surgery is worth
# 10 when the surgeon does it and 2 when the janitor assists; an hour of cleaning is worth 2,
# whoever does it. What an hour really yields also depends on **effort**, from 0 to 1.
#
# - **Before**: each does one thing. The surgeon makes an effort of 0.8, the bored janitor of 0.5.
# - **After**: they have swapped 10 hours. Now both make an effort of 0.8.


# %%
def output(swapped_hours, effort_of_janitor, assisting=2):
    """Return the output of the tiny hospital in a week."""
    own = 40 - swapped_hours
    surgeon = 0.8 * (10 * own + 2 * swapped_hours)
    janitor = effort_of_janitor * (2 * own + assisting * swapped_hours)
    return surgeon + janitor


print("before:", output(0, 0.5))
print("after: ", output(10, 0.8))

# %% [markdown]
# Two things have changed: **allocation** (who does what) and **effort**. How much is due to
# which? Change them one after the other, in both orders.
#
# Differences are given in **log points**: 100 times the logarithm of the ratio. Read them as per
# cent, as long as they are small. Their use is that they can be added: two steps make the sum of
# the two.


# %%
def log_points(new, old):
    """Return by how much one number is above another, in log points."""
    return 100 * math.log(new / old)


start, end = output(0, 0.5), output(10, 0.8)

allocation_first = log_points(output(10, 0.5), start)
effort_second = log_points(end, output(10, 0.5))
effort_first = log_points(output(0, 0.8), start)
allocation_second = log_points(end, output(0, 0.8))

print(f"allocation, then effort: {allocation_first:+.1f} and {effort_second:+.1f}")
print(f"effort, then allocation: {effort_first:+.1f} and {allocation_second:+.1f}")
print(f"the whole difference:    {log_points(end, start):+.1f}")

# %% [markdown]
# Both orders add up to the same whole, but the parts differ a little: what a swap costs depends
# on how hard the two work. No order is the right one. The fair way is to take the **mean over all
# orders**, which is called the *Shapley value* after the mathematician Lloyd Shapley:

# %%
allocation = (allocation_first + allocation_second) / 2
effort = (effort_first + effort_second) / 2
print(f"allocation {allocation:+.1f}, effort {effort:+.1f}, together {allocation + effort:+.1f}")

# %% [markdown]
# In this invented example the loss is larger than the gain. With other numbers it is the other
# way round (exercise 1), so nothing follows from it, except how the arithmetic goes.
#
# ## A whole economy
#
# The library does the same for everybody at once, with five **channels** instead of two, hence
# with 120 orders:
#
# | channel | what it asks |
# |---|---|
# | allocation | what if only *who does what* were as in the other economy? |
# | overhead | ... only the time lost to meetings, supervision and changing between tasks? |
# | effort | ... only how hard people work? |
# | skills | ... only what they have learned? |
# | technology | ... only the methods and machines? |
#
# Allocation and overhead together are called **efficiency**, effort is **motivation**. We
# simulate 500 people for ten years under capitalism and in a participatory economy, eight times
# with other people and other luck. (`balance=True` also simulates mixes of the two, which we come
# to below.) These are the numbers that you may change:

# %% tags=["parameters"]
workers = 500  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 120  # months after the change
replicates = 8  # pairs of economies

# %% [markdown]
# **Change a number.** Read on first. Then come back here, and
#
# 1. change `months` to 60 and run all cells (menu *Run*): which channel grows most from the fifth
#    year to the tenth?
# 2. change `replicates` to 3: which sentences can you no longer say?

# %%
size = {"workers": workers, "burn_in": burn_in, "months": months}


def compare(a, b, balance=False, **assumptions):
    """Return the comparison of two scenarios under the same assumptions, in paired runs."""
    scenarios = (sim.load_scenario(name, **assumptions, **size) for name in (a, b))
    return sim.compare(*scenarios, replicates=replicates, balance=balance)


published = compare("capitalism", "parecon", balance=True)
sim.plot.channels(published)

# %% [markdown]
# Read it from left to right, like steps on a staircase: where the last bar ends is the whole gap
# in output per hour. Below zero, the participatory economy produces less. The thin bars are 95 %
# intervals: where the model's true value lies, given luck. As numbers:


# %%
def channels_of(comparison, measure="output_per_hour"):
    """Return the channels of the long run in log points, with their interval."""
    rows = comparison.channels.query("horizon == 'long_run' and measure == @measure")
    return rows.set_index("channel")[["log_points", "low", "high"]]


parts = channels_of(published)
parts.round(1)

# %%
five = ["allocation", "overhead", "effort", "skills", "technology"]
print(f"sum of the five channels {parts.loc[five, 'log_points'].sum():.2f}")
print(f"the gap                  {parts.loc['total', 'log_points']:.2f}")

# %% [markdown]
# They add up, as they must. Note how the picture differs from the last row alone. A gap near zero
# can mean that nothing happens, or that two large effects nearly cancel. These are very different
# worlds: in the second, a small change of assumptions tips the scales.
#
# ## What balanced jobs themselves add
#
# The participatory economy differs from capitalism in six rules at once, and balanced jobs are only
# one of them. So which part of the gap is theirs? Take four economies: managers or a council
# decide, and jobs are hierarchical or balanced. That is a table of two by two. The difference
# between the columns is what balancing adds, between the rows what the council adds, and the two
# need not be independent of each other: balancing may add more or less where a council decides. The
# rest of the rules can be those of capitalism or those of the participatory economy, which makes
# two such tables. All of them go on from the same past.

# %%
figure = sim.plot.balance(published)
figure.set_dpi(85)  # smaller than usual, for this page
figure

# %% [markdown]
# On the left, each line leads from hierarchical to balanced jobs. On the right, the same step is
# taken apart into channels. As numbers, with intervals:

# %%
added = published.balance.query(
    "effect == 'balance' and horizon == 'long_run' and outcome == 'output_per_hour'"
)
columns = ["total", "efficiency", "motivation", "skills", "technology"]
pd.DataFrame(
    {
        f"the rest as in {rest}, {decisions}": [
            "{:+.1f} [{:+.1f}, {:+.1f}]".format(
                *rows.set_index("channel").loc[channel, ["difference", "low", "high"]]
            )
            for channel in columns
        ]
        for (rest, decisions), rows in added.groupby(["rest", "decisions"], sort=False)
    },
    index=columns,
).T

# %% [markdown]
# Compare a row with the gap of the whole bundle above. What is true of balanced jobs alone need not
# be true of all six rules together, and the other way round. When somebody says that "parecon" or
# "capitalism" is more productive, ask which of the rules does it.
#
# ## It takes time
#
# Not everything comes at once. Hours are swapped within months; people's mood follows; skills and
# technology take years.

# %%
sim.plot.channel_path(published)

# %% [markdown]
# ## Which assumption feeds which channel?
#
# The assumption behind motivation is called `intrinsic_motivation`: how much harder does somebody
# work whose job is not alienating at all, than somebody whose job is nothing but alienating?
# Nobody has measured that well. Here is its range, and what it rests on:

# %%
row = sim.parameters().set_index("name").loc["intrinsic_motivation"]
print(f"default {row['default']}, from {row['low']} to {row['high']}")
print(row["source"])

# %% [markdown]
# We try a low and a high value. The value holds in *both* economies: people are the same, the
# rules differ.

# %%
tried = {
    0.15: channels_of(compare("capitalism", "parecon", intrinsic_motivation=0.15)),
    0.3: parts,
    0.45: channels_of(compare("capitalism", "parecon", intrinsic_motivation=0.45)),
}
shown = ["efficiency", "motivation", "skills", "technology", "total"]
pd.DataFrame(
    {
        f"intrinsic_motivation = {value}": [
            f"{r.log_points:+.1f} [{r.low:+.1f}, {r.high:+.1f}]"
            for r in found.loc[shown].itertuples()
        ]
        for value, found in tried.items()
    },
    index=shown,
)

# %% [markdown]
# One row moves most; it is the one that the assumption is about. That is what a decomposition is
# good for: it shows *where* an assumption works. Now look at the interval of the total in each
# column. In which columns, if any, does it contain zero?
#
# ## What critics and advocates expect
#
# Two scenarios collect what each side would assume, inside the published ranges: about talent,
# skills, motives, meetings and ideas. Each assumption holds for both economies.

# %%
figure, panels = plt.subplots(1, 2, figsize=(7.4, 3), sharey=True, layout="constrained")
sides = {name: compare("capitalism", name) for name in ("critics", "advocates")}
for panel, (name, comparison) in zip(panels, sides.items(), strict=True):
    found = channels_of(comparison).loc[shown]
    colors = ["#E69F00", "#009E73", "#56B4E9", "#CC79A7", "#444444"]
    panel.bar(shown, found["log_points"], color=colors, width=0.6)
    reach = [found["log_points"] - found["low"], found["high"] - found["log_points"]]
    panel.errorbar(shown, found["log_points"], reach, fmt="none", color="black", capsize=3)
    panel.axhline(0, color="black", linewidth=0.8)
    panel.set_title(f"assumptions of {name}")
    panel.tick_params(axis="x", rotation=35)
panels[0].set_ylabel("gap in output per hour\n(log points)")
plt.show()

# %% [markdown]
# The same program, the same rules, other assumptions about people: another answer. So the two sides
# disagree about a list of numbers, and one could go and measure them.
#
# ## What this notebook cannot tell
#
# - **Which side is right.** It tells you on which bar they differ, not which assumptions are
#   true.
# - **Which institution causes what.** A channel is bookkeeping: effort may rise because of
#   balanced jobs, votes, pay or job security. The tables of two by two single out jobs and
#   councils; `balanced-jobs factorial` does so for all six rules.
# - **What happens outside the list.** Things that are not in the model, like the quality of an
#   operation or of an idea, are in no channel.
# - **Whether output is what matters.** Alienation, inequality and security are no parts of output
#   per hour.
# - **Long effects.** Ten years are short for technology and for careers. The intervals cover luck
#   alone.
#
# ## Exercises
#
# **1. Turn the tiny hospital over.** How much would the janitor's hour of assisting have to be
# worth, so that the swap pays? Find the value at which the gap is zero, and the two parts at that
# value.
#
# <details><summary>Hint</summary>
#
# The third argument of `output` is that value: `output(10, 0.8, 5)`. Try a few, in a loop.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for worth in (2, 5, 7, 10):
#     gap = log_points(output(10, 0.8, worth), output(0, 0.5, worth))
#     first = log_points(output(10, 0.5, worth), output(0, 0.5, worth))
#     second = log_points(output(10, 0.8, worth), output(0, 0.8, worth))
#     allocation = (first + second) / 2
#     effort = gap - allocation
#     print(f"{worth:2}: allocation {allocation:+.1f}, effort {effort:+.1f}, gap {gap:+.1f}")
# ```
#
# ```text
#  2: allocation -18.9, effort +7.1, gap -11.8
#  5: allocation -12.8, effort +8.3, gap -4.5
#  7: allocation -9.0, effort +9.0, gap +0.0
# 10: allocation -3.4, effort +9.9, gap +6.5
# ```
#
# So the quarrel over the tiny hospital is one over a number: what people can do who have not been
# trained for it.
#
# </details>
#
# **2. Jobs or votes?** In `balanced_only` managers stay and jobs are balanced; in `cooperative`
# members vote and own the workplace, and jobs stay as they are. Where does motivation come from,
# mostly?
#
# <details><summary>Hint</summary>
#
# `channels_of(compare("capitalism", "cooperative"))`, and the same for the other one.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for name in ("balanced_only", "cooperative", "parecon"):
#     found = channels_of(compare("capitalism", name))
#     for channel in ("efficiency", "motivation"):
#         r = found.loc[channel]
#         print(f"{name:14}{channel:11}{r.log_points:+6.1f} [{r.low:+.1f} to {r.high:+.1f}]")
# ```
#
# ```text
# balanced_only efficiency  -15.7 [-16.8 to -14.7]
# balanced_only motivation   +0.6 [+0.5 to +0.7]
# cooperative   efficiency   -1.2 [-2.3 to -0.0]
# cooperative   motivation   +5.5 [+5.3 to +5.6]
# parecon       efficiency  -11.5 [-12.6 to -10.5]
# parecon       motivation   +5.7 [+4.5 to +6.9]
# ```
#
# </details>
#
# **3. Balanced or in turns?** Under `rotation` everybody does every task in turn. Compare its
# channels with those of `balanced_only`, which also leaves the managers. Which channel tells the
# two apart most?
#
# <details><summary>Hint</summary>
#
# `rotation` against `balanced_only` is a comparison too: the first scenario need not be
# capitalism.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for name in ("balanced_only", "rotation"):
#     print(name, sim.load_scenario(name).institutions.division)
# print(channels_of(compare("balanced_only", "rotation")).round(1))
# ```
#
# ```text
# balanced_only balanced
# rotation rotation
#             log_points   low  high
# channel
# allocation       -20.1 -20.9 -19.2
# overhead           0.0  -0.1   0.2
# skills            -2.6  -2.7  -2.5
# effort             0.1   0.1   0.2
# technology        -0.4  -0.7  -0.1
# efficiency       -20.0 -20.9 -19.2
# motivation         0.1   0.1   0.2
# total            -22.9 -24.0 -21.8
# ```
#
# The other five institutions of the two are those of capitalism, so the division of labour is all
# that differs.
#
# </details>
#
# **4. Per head.** Per hour, nobody who is out of work counts. Per head they do, and there is a
# sixth channel. How large is it, and what does that do to the gap?
#
# <details><summary>Hint</summary>
#
# `channels_of(published, "output_per_head")`
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for measure in ("output_per_hour", "output_per_head"):
#     found = channels_of(published, measure)
#     for channel in ("employment", "total"):
#         if channel in found.index:
#             r = found.loc[channel]
#             print(f"{measure} {channel:10} {r.log_points:+.1f} [{r.low:+.1f} to {r.high:+.1f}]")
# ```
#
# ```text
# output_per_hour total      +0.1 [-0.7 to +0.8]
# output_per_head employment +0.9 [+0.2 to +1.6]
# output_per_head total      +1.0 [+0.1 to +1.9]
# ```
#
# Fewer people are without work, and more are in training.
#
# </details>
