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
# # 7. What would change your mind?
#
# The other notebooks change one number or two and look at what follows. But the model has some 160
# numbers, and hardly any of them is known. So the project simulates many *worlds*. Each world has
# numbers of its own, drawn from what the evidence leaves open. In this notebook you say what *you*
# believe, give more weight to the worlds that agree with you, and see how far your belief is
# supported by simulated worlds at all. Then you turn the question round: which belief would you
# have to give up to change your mind?
#
# **If you are new here:** this page is made of cells. Click on a grey one and press **Shift +
# Enter**; the computer does what it says and shows the answer below. Run them from top to bottom.
# `sim` is the library that simulates an economy of people and workplaces under rules of your
# choice; the first notebook introduces it.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import sim
from sim.analysis.weighting import ENOUGH, effective_size, probability
from sim.text.answer import shipped_answer

# %matplotlib inline

# %% [markdown]
# ## Say it first
#
# Two numbers to change before you read on:
#
# 1. **Your guess.** How probable is it, in per cent, that the participatory economy produces at
#    least as much per hour as capitalism after twenty years? Put your number in place of 50.
# 2. **Your belief.** How much harder does somebody work whose job is not alienating at all, than
#    somebody whose job is nothing but alienating? Put your share in place of 0.35 (`my_value`), and
#    say whether you are *roughly*, *fairly* or *very* sure.
#
# The other numbers are sizes. Leave them for later.

# %% tags=["parameters"]
my_guess = 50  # per cent
my_parameter = "intrinsic_motivation"
my_value = 0.35
how_sure = "fairly"  # "roughly", "fairly" or "very"
draws = 40  # worlds that are simulated below
workers = 200  # people in each economy
burn_in = 60  # months of their past under capitalism
months = 60  # months after the change
page = "what_would_change_your_mind.html"  # the file that is written at the end

# %% [markdown]
# ## What the project answers
#
# The program comes with an answer, from a run that takes a computer many hours. This is all of it:

# %%
answer = shipped_answer()
print(textwrap.fill(answer.text(), 88, break_on_hyphens=False))

# %% [markdown]
# Read it slowly, there is a lot in it: two questions (balanced jobs alone, and everything that
# changes with them), each with a probability, a middle and the stretch in which nine worlds of ten
# lie. A probability here is a *share of worlds*, and the numbers in brackets are its 95 % interval.
# Now your guess about the second question:

# %%
whole = answer.bundle
if whole is None:
    print("The evidence leaves no world, so there is nothing to compare a guess with.")
else:
    inside = 100 * whole.low <= my_guess <= 100 * whole.high
    print(f"your guess: {my_guess} %")
    print(f"the worlds: between {100 * whole.low:.0f} and {100 * whole.high:.0f} %")
    print("Your guess lies", "inside." if inside else "outside.")
print(f"{answer.draws:,} worlds, worth {answer.effective:.0f} equal ones;", end=" ")
print(f"{ENOUGH} are asked for before anything counts as decided.")

# %% [markdown]
# Why are many worlds *worth* fewer equal ones? Because they do not count alike. A world whose
# economy resembles a real one counts much, another hardly. If one world had all the weight, there
# would be a single witness, however many sit in the room. The number of equal witnesses is
#
# > (sum of the weights)² / (sum of the squared weights)
#
# and is called the **effective** number of draws. Try it in your head with the weights 1, 1, 1, 1,
# then with 1, 0, 0, 0.
#
# ## Worlds that the evidence leaves
#
# A table of such worlds comes with the program as well: one row for each, one column for each
# assumption. A row that stands there several times is a world that counts several times.

# %%
design = sim.load_design("posterior")
rows = design.points()
names = list(rows.columns)
times = rows.groupby(names, sort=False).size()
worlds = times.index.to_frame(index=False)
counts = times.to_numpy(float)

print(f"{len(rows)} rows, {len(worlds)} different worlds, {len(names)} assumptions in each")
print(f"worth {effective_size(counts):.0f} equal worlds")

# %% [markdown]
# What do they say about your assumption? The bars are the worlds, the shaded stretch is the
# published range, and the lines show you, critics and advocates.

# %%
assumptions = sim.parameters().set_index("name")
marks = {"you": my_value}
for side in ("critics", "advocates"):
    marks[side] = getattr(sim.load_scenario(side).parameters, my_parameter)
low, high = assumptions.loc[my_parameter, ["low", "high"]]

figure, panel = plt.subplots(figsize=(6, 2.8), layout="constrained")
panel.axvspan(low, high, color="#EEEEEE")
panel.hist(worlds[my_parameter], bins=20, range=(low, high), weights=counts, color="#999999")
looks = (("black", "-"), ("#D55E00", "--"), ("#0072B2", ":"))
for (name, value), (color, dash) in zip(marks.items(), looks, strict=True):
    panel.axvline(value, color=color, linestyle=dash, label=name)
panel.set(xlabel=my_parameter.replace("_", " "), ylabel="worlds")
panel.legend()
plt.show()
print(assumptions.loc[my_parameter, "meaning"])
print("Evidence:", assumptions.loc[my_parameter, "source"])

# %% [markdown]
# ## A belief is a weight
#
# You do not throw away the worlds in which you are wrong. You let them count less, the less the
# farther they are from what you believe. Take the distance as a part of the published range, and
# divide it by how sure you are: a distance of one such width leaves a weight of 0.61, of two 0.14,
# of three 0.01. (This is the bell curve, and the explorer below does the same.)

# %%
WIDTH = {"roughly": 0.35, "fairly": 0.2, "very": 0.1}


def weights_of(worlds, counts, beliefs):
    """Return the weights of worlds under beliefs: value and sureness by assumption."""
    weights = counts.copy()
    for name, (value, sure) in beliefs.items():
        low, high = assumptions.loc[name, ["low", "high"]]
        distance = (worlds[name] - value) / (high - low)
        weights = weights * np.exp(-0.5 * (distance / WIDTH[sure]) ** 2)
    return np.asarray(weights / weights.sum())


mine = {my_parameter: (my_value, how_sure)}
print(f"without a belief, worth {effective_size(counts):4.0f} equal worlds")
for sure in WIDTH:
    weights = weights_of(worlds, counts, {my_parameter: (my_value, sure)})
    mean = weights @ worlds[my_parameter]
    print(f"{sure:7} sure:     worth {effective_size(weights):4.0f}; mean {mean:.3f}")

# %% [markdown]
# The surer you are, the nearer the mean comes to you, and in the end the fewer worlds support you.
# (At first their number may even rise: a belief that speaks against the worlds that count most
# makes the weights more alike.) With few worlds, nothing can be said. That is no fault of yours: it
# says how far you are from what has been simulated, and that more worlds near you are needed.
#
# With several beliefs it gets lonely quickly. Take what critics and what advocates believe, one
# assumption after the other, beginning with those on which they differ most:

# %%
packs = pd.DataFrame(
    {
        side: {name: getattr(sim.load_scenario(side).parameters, name) for name in names}
        for side in ("critics", "advocates")
    }
)
spans = (assumptions["high"] - assumptions["low"]).loc[names]
apart = ((packs["advocates"] - packs["critics"]).abs() / spans).sort_values(ascending=False)
disputed = list(apart[apart > 0].index)

support = pd.DataFrame(
    {
        f"as {side} believe": [
            effective_size(
                weights_of(
                    worlds, counts, {name: (packs.loc[name, side], "fairly") for name in taken}
                )
            )
            for taken in (disputed[:count] for count in range(9))
        ]
        for side in packs
    },
    index=pd.Index(range(9), name="beliefs"),
)
support.round(1)

# %% [markdown]
# A whole set of beliefs is a very particular world. Who is sure of many things at once soon stands
# there with hardly a witness, and should be asked for a reason each time.
#
# ## Let some worlds run
#
# So far you have weighed worlds without looking at what *happens* in them. We take the first of
# them and simulate both economies in each, small and for a few years, since a minute has to do:

# %%
some, some_counts = worlds.head(draws), counts[:draws]
size = {"workers": workers, "burn_in": burn_in, "months": months}
result = sim.sweep(sim.load_design(design, points=some, **size))


def gaps_of(result):
    """Return the gap in output per hour of each world in the long run, in log points."""
    table = result.table[result.table["horizon"] == "long_run"]
    logs = table.pivot(index="point", columns="scenario", values="log_output_per_hour")
    first, second = (scenario.name for scenario in result.design.scenarios)
    return (100 * (logs[second] - logs[first])).to_numpy()


gaps = gaps_of(result)
print(f"{len(gaps)} worlds, worth {effective_size(some_counts):.0f} equal ones")
print(f"gaps from {gaps.min():+.1f} to {gaps.max():+.1f} log points, middle {np.median(gaps):+.1f}")

# %% [markdown]
# A gap is positive where the participatory economy produces more per hour, and log points are about
# per cent. One dot for each world; the larger the dot, the more it counts under your belief.

# %%
weights = weights_of(some, some_counts, mine)
figure, panel = plt.subplots(figsize=(6, 3), layout="constrained")
panel.scatter(some[my_parameter], gaps, s=10 + 3000 * weights, color="#0072B2", alpha=0.5)
panel.axhline(0, color="black", linewidth=0.8)
panel.axvline(my_value, color="black", linewidth=0.8, linestyle=":")
panel.set(xlabel=my_parameter.replace("_", " "), ylabel="gap in output per hour\n(log points)")
plt.show()

# %% [markdown]
# Do you see a slope? Worlds differ in all their assumptions at once, so one of them alone explains
# only a part of the gap. That is why changing a single number by hand can mislead, and why the
# cloud is wide. Now the shares:


# %%
def say(label, gaps, weights):
    """Print the share of worlds in which the second economy produces at least as much."""
    found = probability(gaps >= 0, weights, seed=0)
    print(
        f"{label:28} {found.value:4.0%} [{found.low:.0%} to {found.high:.0%}]"
        f"   worth {effective_size(weights):.0f} worlds"
    )


say("before any belief", gaps, some_counts / some_counts.sum())
say("with your belief", gaps, weights)
for side in packs:
    say(
        f"as {side} believe here",
        gaps,
        weights_of(some, some_counts, {my_parameter: (packs.loc[my_parameter, side], how_sure)}),
    )

# %% [markdown]
# Look at the intervals before you look at the shares. Do they overlap? Then this assumption, on its
# own and with so few worlds, does not decide your question, however much the two sides quarrel
# about it. These economies are also smaller and younger than those behind the answer at the top, so
# the shares need not agree with it.
#
# ## Your own page
#
# The **explorer** does all this with sliders, for the assumptions that decide most. It is a single
# file that runs in any browser without the program:

# %%
written = sim.explore(result, page)
print(f"{written.name}: {written.stat().st_size / 1e6:.1f} MB, beside this notebook")

# %% [markdown]
# Open the file (in Jupyter: a right click on it in the list of files, then *Open in New Browser
# Tab*). Move one slider; look at the number of worlds that support you. Made of so few worlds it
# will mostly say that they are too few for a probability, and that is the right thing to say. From
# a large run (`balanced-jobs posterior`, then `balanced-jobs explore results/posterior`) it has
# something to say.
#
# ## What this notebook cannot tell
#
# - **What is true.** The weights say which worlds agree with evidence and with you. No weight makes
#   up for a law that the model lacks.
# - **The long run.** A few years and a few hundred people in some dozens of worlds: the sizes were
#   chosen so that you do not have to wait. The answer at the top rests on more.
# - **Whether your belief is reasonable.** It only says what follows, and how alone you are with it.
# - **Which single assumption decides.** With dozens of worlds and more than a hundred assumptions,
#   some will look decisive by chance. The explorer and `balanced-jobs verdict` test for that.
# - **What should count.** Output per hour is one question. Others are in the same table
#   (`result.table`): alienation, inequality, unemployment.
#
# ## Exercises
#
# **1. Where would you turn?** Move `my_value` over its whole range. At which values, if any, does
# the share of worlds rise above one half? Give the intervals.
#
# <details><summary>Hint</summary>
#
# A loop over `np.linspace(low, high, 5)`, with `weights_of` and `say` inside.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for value in np.linspace(low, high, 5):
#     belief = {my_parameter: (value, how_sure)}
#     say(f"{my_parameter} {value:.2f}", gaps, weights_of(some, some_counts, belief))
# ```
#
# ```text
# intrinsic_motivation 0.05     35% [15% to 56%]   worth 21 worlds
# intrinsic_motivation 0.19     30% [16% to 45%]   worth 33 worlds
# intrinsic_motivation 0.32     25% [13% to 41%]   worth 25 worlds
# intrinsic_motivation 0.46     21% [7% to 50%]   worth 7 worlds
# intrinsic_motivation 0.60     19% [3% to 97%]   worth 3 worlds
# ```
#
# An interval that contains one half says: these worlds do not decide it.
#
# </details>
#
# **2. Another belief.** Choose an assumption of the list `disputed` that you have an opinion on. Do
# critics and advocates get different answers when this is all they disagree about?
#
# <details><summary>Hint</summary>
#
# `print(disputed)` shows the list, `assumptions.loc["meeting_hours", "meaning"]` what one of them
# means, and `packs.loc["meeting_hours"]` what each side takes.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# for name in disputed[:3]:
#     print(f"{name}: {assumptions.loc[name, 'meaning']}")
#     for side in packs:
#         belief = {name: (packs.loc[name, side], "fairly")}
#         say(f"   as {side} believe", gaps, weights_of(some, some_counts, belief))
# ```
#
# ```text
# worst_work_response: How much more the least desirable jobs weigh in meaninglessness
#    as critics believe         28% [8% to 55%]   worth 14 worlds
#    as advocates believe       18% [4% to 44%]   worth 8 worlds
# peer_reliability: Reliability of one peer's rating
#    as critics believe         14% [1% to 55%]   worth 5 worlds
#    as advocates believe       35% [15% to 56%]   worth 20 worlds
# performance_measure: Reliability of what pay by performance goes by, a supervisor's judgement
#    as critics believe         30% [13% to 49%]   worth 23 worlds
#    as advocates believe       11% [1% to 56%]   worth 5 worlds
# ```
#
# </details>
#
# **3. Balanced jobs alone.** The answer at the top has two questions. Ask the first one in some of
# the same worlds: the participatory economy without balanced jobs (`parecon_no_balance`) against
# the one with them. Is it answered more clearly than the other?
#
# <details><summary>Hint</summary>
#
# `sim.load_design(design, points=..., scenarios=[...], **size)` makes a design of other scenarios
# with the same worlds.
#
# </details>
#
# <details><summary>One solution</summary>
#
# ```python
# pair = ["parecon_no_balance", "parecon"]
# alone = sim.sweep(sim.load_design(design, points=some.head(20), scenarios=pair, **size))
# first = some_counts[:20] / some_counts[:20].sum()
# say("balanced jobs alone", gaps_of(alone), first)
# say("everything, same worlds", gaps[:20], first)
# ```
#
# ```text
# balanced jobs alone            0% [0% to 16%]   worth 19 worlds
# everything, same worlds       18% [4% to 36%]   worth 19 worlds
# ```
#
# </details>
#
# **4. Your mind.** Write down in one sentence which result would make you change your guess by 20
# points or more. Then say which of these it takes: another assumption, more worlds, larger
# economies, or evidence that nobody has yet.
#
# <details><summary>Hint</summary>
#
# How many worlds would it take until the interval is narrow enough? Its width falls with the root
# of their number.
#
# </details>
#
# <details><summary>One solution</summary>
#
# Yours, not ours. This much is arithmetic: for a share near one half, the interval reaches about
# this far to either side.
#
# ```python
# for count in (25, 100, 400, 2000):
#     print(f"{count:5} equal worlds: give or take {100 * 0.98 / count**0.5:.0f} points")
# ```
#
# ```text
#    25 equal worlds: give or take 20 points
#   100 equal worlds: give or take 10 points
#   400 equal worlds: give or take 5 points
#  2000 equal worlds: give or take 2 points
# ```
#
# </details>
