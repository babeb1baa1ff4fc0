// Who gains and who loses in the worlds that fit: by fifth of how good jobs were before, or in the mean.
"use strict"
const explorerGains = ({told, math, element, fixed, column, table, regime}) => {
  function showPeople(found) {
    table("people", Object.entries(told.people).flatMap(([name, {name: text, unit, scale, decimals}]) => {
      const values = column(`people|${regime()}|${name}`)
      if (!values) return []
      const [low, high] = math.quantiles(values, found.weights, [0.05, 0.95]).map(x => fixed(scale * x, decimals))
      return [[text, `${fixed(scale * math.mean(values, found.weights), decimals)} ${unit}`, `[${low} to ${high}]`]]
    }))
  }

  // What each fifth gains or loses: mean, and share of the worlds that fit in which it gains.
  function fifths(found) {
    return Object.entries(told.by_fifth).flatMap(([name, how]) => {
      const cells = [0, 1, 2, 3, 4].map(fifth => column(`fifth|${regime()}|${name}|${fifth}`))
      return cells.every(Boolean) ? [{name, how, cells: cells.map(values => ({
        mean: math.mean(values, found.weights), gains: math.probability(values, found.weights)}))}] : []
    })
  }

  // Part of the weight of the worlds that fit in which it is known what the worst jobs gain.
  function known(found) {
    const values = column(`fifth|${regime()}|${Object.keys(told.by_fifth)[0]}|0`) ?? []
    let sum = 0, total = 0
    found.weights.forEach((weight, i) => { total += weight; if (Number.isFinite(values[i])) sum += weight })
    return total > 0 ? sum / total : 0
  }

  function showFifths(found) {
    const rows = fifths(found)
    if (!element("fifths")) return
    element("fifths-table").hidden = rows.length === 0
    table("fifths", rows.map(({how, cells}) => [how.unit ? `${how.name} (${how.unit})` : how.name,
      ...cells.map(({mean, gains}) => fixed(how.scale * mean, how.decimals) + (math.agreed(gains) ? "*" : ""))]))
    const income = rows.find(row => row.name === "income")?.cells ?? []
    const whose = sign => {
      const names = ["the worst jobs", "the second fifth", "the middle fifth", "the fourth fifth", "the best jobs"]
        .filter((_, fifth) => income.length && math.agreed(income[fifth].gains) === sign)
      return names.length === 5 ? "everybody" : names.join(", ") || "nobody for sure"
    }
    const weight = known(found)
    const part = weight < 0.9995 ? ` Recorded in worlds with ${(100 * weight).toFixed(1)} % of the weight that fits.` : ""
    element("fifths-text").textContent = rows.length === 0 ? "These results did not record it for this regime."
      : found.effective < told.rule.some ? "Too few worlds fit to say who gains."
      : `More income: ${whose(1)}. Less: ${whose(-1)}.${part}`
  }

  return {fifths, show(found) { showPeople(found); showFifths(found) }}
}
