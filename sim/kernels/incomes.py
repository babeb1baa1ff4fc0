"""Who gets what of a month's output, and who saves how much of it (model section 5.8).

Money is conserved: output = consumption + investment. When these functions begin, hourly pay of the
employed stands in `people.hourly_pay` in any unit, as the rule of pay weighs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.headcount import labour_force
from sim.kernels.summary import count_of
from sim.kernels.sums import total

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

LOWEST_UNEMPLOYMENT = 0.01
"""The wage curve is not extrapolated below this rate."""


@compiled
def share_out_by_market(economy: EconomyState) -> None:
    """Pay wages, profit and benefits, then let people consume and save.

    Parameters
    ----------
    economy : EconomyState
        `people.hourly_pay` of the employed is put into units of output; filled are `people.income`,
        `fallback_income`, `flows.consumption` and `flows.investment`; `people.wealth` changes by
        saving and wear.
    """
    people, parameters = economy.people, economy.parameters
    income, wealth, status = people.income, people.wealth, people.status
    everybody = status.shape[0]
    output = total(economy.workplaces.output)
    anybody_works = economy.workplaces.offsets[-1] > 0
    wages = labour_share(economy) * output if anybody_works else 0.0
    profit = output - wages
    shared = parameters.profit_sharing * profit if anybody_works else 0.0
    if anybody_works:
        pay_out(economy, wages / total_weight(economy), shared / output if output > 0.0 else 0.0)
    per_wealth = (profit - shared) / total(wealth)

    # A tax on all incomes pays for those without work, who get at most half of output.
    without_work = everybody - count_of(economy, EMPLOYED)
    fallback = min(
        parameters.benefit_replacement * economy.median_pay, 0.5 * output / max(without_work, 1)
    )
    tax = without_work * fallback / output if output > 0.0 else 0.0
    economy.fallback_income = fallback
    fill_earnings(economy)
    for row in range(everybody):
        benefit = fallback if status[row] != EMPLOYED else 0.0
        income[row] = (income[row] + per_wealth * wealth[row]) * (1.0 - tax) + benefit

    mean_income, months = output / everybody, economy.months_per_step
    rate, progressivity = parameters.saving_rate, parameters.saving_progressivity
    kept = 1.0 - parameters.wealth_depreciation
    consumed, invested = 0.0, 0.0
    for row in range(everybody):
        saved = saving_by_income(income[row], mean_income, rate, progressivity)
        consumed += income[row] - saved
        invested += saved
        wealth[row] = kept * wealth[row] + months * saved
    economy.flows.consumption = consumed
    economy.flows.investment = invested


@compiled
def labour_share(economy: EconomyState) -> float:
    """Return the share of output paid as wages; it falls with unemployment (wage curve)."""
    parameters = economy.parameters
    unemployment = count_of(economy, UNEMPLOYED) / max(labour_force(economy), 1)
    relative = log(max(unemployment, LOWEST_UNEMPLOYMENT) / parameters.reference_unemployment)
    share = parameters.labour_share * (1.0 - parameters.wage_curve * relative)
    return min(max(share, 0.0), 1.0)


@compiled
def share_out_in_common(economy: EconomyState, need_share: float, buffer_speed: float) -> None:
    """Invest, pay by need, then by work; people save towards a buffer.

    Training counts as full-time work of average pay; benefits of those without work come out of the
    pool that is paid by work.

    Parameters
    ----------
    economy : EconomyState
        `people.hourly_pay` of the employed is put into units of output; filled are `people.income`,
        `fallback_income`, `flows.consumption` and `flows.investment`; `people.wealth` changes by
        saving, `public_capital` by investment and wear.
    need_share : float
        Share of income that is paid by need.
    buffer_speed : float
        Share of the gap to the wanted buffer of savings that people close in a month.
    """
    people, parameters = economy.people, economy.parameters
    income, wealth, need, status = people.income, people.wealth, people.need, people.status
    output = total(economy.workplaces.output)
    invested = parameters.investment_share * output
    by_need = need_share * (output - invested)
    by_work = output - invested - by_need
    unemployed = count_of(economy, UNEMPLOYED)
    fallback = min(
        parameters.benefit_replacement * economy.median_pay, 0.5 * by_work / max(unemployed, 1)
    )
    by_work -= unemployed * fallback
    economy.fallback_income = fallback

    weight = total_weight(economy) + count_of(economy, IN_TRAINING)
    per_weight = by_work / weight if weight > 0.0 else 0.0
    pay_out(economy, per_weight, 0.0)
    fill_earnings(economy)
    per_need = by_need / total(need)
    buffer_months, months = parameters.savings_buffer, economy.months_per_step
    consumed, put_aside = 0.0, 0.0
    for row in range(status.shape[0]):
        income[row] += per_need * need[row]
        if status[row] == IN_TRAINING:
            income[row] += per_weight
        elif status[row] == UNEMPLOYED:
            income[row] += fallback
        saved = saving_towards_buffer(income[row], wealth[row], buffer_months, buffer_speed)
        consumed += income[row] - saved
        put_aside += saved
        wealth[row] += months * saved
    economy.flows.consumption = consumed
    economy.flows.investment = invested + put_aside
    economy.public_capital *= 1.0 - parameters.wealth_depreciation
    economy.public_capital += economy.months_per_step * invested


@compiled
def total_weight(economy: EconomyState) -> float:
    """Return the sum of hourly pay times hours over all at work."""
    workplaces, hourly_pay = economy.workplaces, economy.people.hourly_pay
    weight = 0.0
    for j in range(workplaces.sector.shape[0]):
        inside = 0.0
        for row in range(workplaces.offsets[j], workplaces.offsets[j + 1]):
            inside += hourly_pay[row]
        weight += workplaces.hours_factor[j] * inside
    return weight


@compiled
def pay_out(economy: EconomyState, per_weight: float, profit_share: float) -> None:
    """Put hourly pay into units of output.

    Parameters
    ----------
    economy : EconomyState
        `people.hourly_pay` of the employed is changed in place.
    per_weight : float
        What a unit of relative pay is worth.
    profit_share : float
        Share of the output of each workplace that its members get in equal parts on top.
    """
    workplaces, hourly_pay = economy.workplaces, economy.people.hourly_pay
    for j in range(workplaces.sector.shape[0]):
        start, stop = workplaces.offsets[j], workplaces.offsets[j + 1]
        hours = workplaces.hours_factor[j] * max(stop - start, 1)
        on_top = profit_share * workplaces.output[j] / hours if profit_share > 0.0 else 0.0
        for row in range(start, stop):
            hourly_pay[row] = per_weight * hourly_pay[row] + on_top


@compiled
def fill_earnings(economy: EconomyState) -> None:
    """Fill income with what people earn by work in the month, 0 without work."""
    people, workplaces = economy.people, economy.workplaces
    for j in range(workplaces.sector.shape[0]):
        for row in range(workplaces.offsets[j], workplaces.offsets[j + 1]):
            people.income[row] = people.hourly_pay[row] * workplaces.hours_factor[j]
    for row in range(workplaces.offsets[-1], people.person.shape[0]):
        people.income[row] = 0.0


@compiled
def saving_by_income(income: float, mean_income: float, rate: float, progressivity: float) -> float:
    """Return saving: a share of every income, and a further one of what exceeds the mean.

    Parameters
    ----------
    income, mean_income : float
    rate : float
        Share of every income that is saved.
    progressivity : float
        Further share of the income above the mean.
    """
    return rate * income + progressivity * max(income - mean_income, 0.0)


@compiled
def saving_towards_buffer(
    income: float, wealth: float, buffer_months: float, speed: float
) -> float:
    """Return saving (negative when drawn down) towards a buffer of some months of income.

    Parameters
    ----------
    income, wealth : float
    buffer_months : float
        Months of income that people want to hold.
    speed : float
        Share of the gap closed in a month.

    Returns
    -------
    float
        At most a third of income.
    """
    return min(speed * (buffer_months * income - wealth), income / 3.0)
