// The page: beliefs from sliders and from the address, and what they say shown everywhere.
"use strict"
const explorer = (() => {
  const told = JSON.parse(document.getElementById("content").textContent)
  const {rule, parameters} = told
  const math = explorerMath
  const element = id => document.getElementById(id)
  const beliefs = new Map() // name of a parameter -> value
  const POINTS = "(10 log points are about 10 %.)"
  const BINS = 30, STEPS = 24, LEAST = 20
  let worlds, plots, places

  const fixed = (value, digits = 1, sign = true) => {
    if (!Number.isFinite(value)) return "-"
    const text = value.toFixed(digits)
    if (Number(text) === 0) return text.replace("-", "")
    return (sign && value > 0 ? "+" : "") + text.replace("-", "\u2212")
  }
  const short = value => String(Number(value.toPrecision(3)))
  const percent = value => `${Math.round(100 * value)}`
  const whole = value => Math.floor(value + 1e-9).toLocaleString("en")
  const chosen = id => element(id)?.value ?? Object.keys(told[`${id}s`])[0]
  const regime = () => chosen("regime")
  const title = () => told.contrasts[regime()]?.[0] ?? told.regimes[regime()]
  const baseline = () => told.contrasts[regime()]?.[1] ?? told.baseline
  const key = () => [regime(), chosen("measure"), chosen("horizon")].join("|")
  const column = name => worlds.get(name)
  const width = () => told.sureness[element("sure")?.value ?? "fairly"]
  const inside = ({low, high}, value) => Math.min(Math.max(value, low), high)

  function held(but) {
    return parameters.filter(one => beliefs.has(one.name) && one.name !== but).map(one => ({
      places: places.get(one.name), place: math.place(beliefs.get(one.name), one), width: width(),
    }))
  }

  const preset = side => new Map(
    parameters.filter(one => side in one.sides).map(one => [one.name, inside(one, one.sides[side])]))

  function activePreset() {
    if (beliefs.size === 0) return ""
    return ["critics", "advocates"].find(side => {
      const wanted = preset(side)
      return wanted.size === beliefs.size && [...wanted].every(([name, value]) => beliefs.get(name) === value)
    }) ?? null
  }

  // Everything that the page says, as numbers.
  function answer() {
    const gap = column(`gap|${key()}`)
    const weights = math.weigh(column("weight"), held())
    const effective = math.effective(weights, gap)
    const probability = math.probability(gap, weights)
    const known = beliefs.size === 0 ? told.known[key()] : undefined
    const [low, high] = known ? known.slice(1) : math.wilson(probability, Math.max(effective, 1), rule.z)
    return {
      gap, weights, effective, probability, low, high, enough: effective >= rule.enough,
      mean: math.mean(gap, weights), quantiles: math.quantiles(gap, weights, [0.05, 0.5, 0.95]),
      conclusion: math.conclusion(low, high, rule.even),
    }
  }

  const leads = {"higher under b": "more probably ahead", "lower under b": "more probably behind"}

  function sayAnswer(found) {
    const what = `${title()} is at least as productive ${told.measures[chosen("measure")].replace("output ", "")}`
      + ` as ${baseline()} ${told.horizons[chosen("horizon")]}`
    const headline = element("headline"), sentence = element("sentence")
    const shown = `${percent(found.probability)} % [${percent(found.low)} to ${percent(found.high)}]`
    const some = found.effective >= rule.some
    element("baseline").textContent = baseline()
    element("about").textContent = told.about[regime()] ?? ""
    headline.classList.toggle("few", !told.fixed && !found.enough)
    if (told.fixed) {
      const [mean, low, high] = told.fixed.channels[`${chosen("measure")}|${chosen("horizon")}|total`]
      const sides = {"higher under b": "ahead", "lower under b": "behind", equal: "the same"}
      headline.textContent = `${sides[math.conclusion(low, high)] ?? "undecided"}: ${fixed(mean)} log points`
      sentence.textContent = `${title()} against ${told.baseline} ${told.horizons[chosen("horizon")]}, 95 % interval `
        + `${fixed(low)} to ${fixed(high)} over random events. How far the assumptions are right is not in it.`
      element("support").textContent = `${whole(told.worlds)} runs of each.`
    } else if (found.enough) {
      headline.textContent = shown
      sentence.textContent = `is the probability that ${what}: ${leads[found.conclusion] ?? "undecided"}.`
    } else {
      headline.textContent = some ? `Few worlds: ${shown}` : "Too few simulated worlds"
      const why = beliefs.size === 0 || told.effective < rule.enough
        ? "These results hold too few even before you say anything; make more of them."
        : "Let go of a belief, or be less sure of them."
      sentence.textContent = some
        ? `is, as far as they go, the probability that ${what}. ${why}`
        : `to say how probable it is that ${what}. ${why}`
    }
    if (!told.fixed) {
      const equal = Math.abs(told.effective - told.worlds) < 0.5
      element("support").textContent = beliefs.size > 0
        ? `${whole(found.effective)} of ${whole(told.effective)} worlds support this view `
          + `(counted as equal ones); ${rule.enough} are needed.`
        : equal ? `All ${whole(told.worlds)} worlds count, drawn from ${told.given}; ${rule.enough} are needed.`
        : `${whole(told.worlds)} worlds, weighted by ${told.given}, count as much as ${short(found.effective)} equal `
          + `ones; ${rule.enough} are needed.`
    }
    const most = Math.max(told.effective, rule.enough)
    element("worth").style.width = `${Math.min(100, 100 * found.effective / most)}%`
    element("threshold").style.left = `${100 * rule.enough / most}%`
    element("threshold").parentElement.hidden = Boolean(told.fixed)
    const side = activePreset(), direct = side ? told.packs[`${side}|${key()}`] : undefined
    element("sides").hidden = !direct
    if (direct) element("sides").textContent =
      `Simulated directly with all that ${side} assume, not only these ${beliefs.size}: ${fixed(direct[0])} log points `
      + `[${fixed(direct[1])} to ${fixed(direct[2])}].`
    element("short").textContent = told.fixed ? ""
      : (found.enough ? `${percent(found.probability)} % probably at least as productive`
        : some ? `Few worlds: ${shown}` : "Too few simulated worlds")
        + ` · ${whole(found.effective)} worlds`
  }

  const gains = explorerGains({told, math, element, fixed, column, table, regime})

  const byName = name => plots.find(plot => plot.name === name)
  const source = (plot, place = 0) => plot.renderers[place].data_source
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

  function drawHistogram(found) {
    const plot = byName("histogram"), finite = found.gap.filter(Number.isFinite)
    const base = math.quantiles(found.gap, column("weight"), [0.005, 0.995])
    const fixedSpan = told.fixed?.channels[`${chosen("measure")}|${chosen("horizon")}|total`].filter(Number.isFinite) ?? []
    const raw = finite.length > 200 ? base : [Math.min(...finite, ...fixedSpan), Math.max(...finite, ...fixedSpan)]
    const step = Math.max(Math.max(raw[1], 0) - Math.min(raw[0], 0), 1) / (BINS - 2)
    const low = Math.floor(Math.min(raw[0], 0) / step) * step, high = low + BINS * step // an edge is at zero
    const tops = math.histogram(found.gap, found.weights, low, high, BINS), top = Math.max(...tops)
    const left = tops.map((_, k) => low + k * step)
    source(plot).data = {
      left, right: left.map(x => x + 0.94 * step), top: tops,
      color: left.map(x => color(x + step / 2 >= 0 ? "ahead" : "behind")),
    }
    const [q05, q50, q95] = found.quantiles
    const [mean, from, to] = told.fixed?.channels[`${chosen("measure")}|${chosen("horizon")}|total`] ?? [q50, q05, q95]
    source(plot, 1).data = {low: [from], high: [to], middle: [mean], y: [1.1 * top]}
    plot.x_range.setv({start: low - step, end: high + step})
    plot.y_range.setv({start: 0, end: 1.2 * top})
    const text = told.fixed ? `Bars: runs; line: mean gap with its 95 % interval. ${POINTS}`
      : `${found.enough ? "Half" : "As far as they go: half"} of the worlds lie below a gap of ${fixed(q50)} log points, `
        + `nine in ten in ${fixed(q05)} to ${fixed(q95)}. ${POINTS}`
    element("histogram-text").textContent = text
    element("histogram-box").setAttribute("aria-label", `How often each gap occurs. ${text}`)
  }

  function channels(found) {
    return Object.entries(told.channels).flatMap(([name, text]) => {
      const label = text.split(" (")[0]
      if (told.fixed) {
        const row = told.fixed.channels[`${chosen("measure")}|${chosen("horizon")}|${name}`]
        return row ? [{label, mean: row[0], low: row[1], high: row[2]}] : []
      }
      const values = column(`channel|${regime()}|${name}`)
      if (!values) return []
      const [low, high] = math.quantiles(values, found.weights, [0.05, 0.95])
      return [{label, mean: math.mean(values, found.weights), low, high}]
    })
  }

  function drawChannels(rows) {
    const plot = byName("channels")
    if (!plot) return
    element("channels-box").hidden = rows.length === 0
    if (rows.length === 0) {
      element("channels-text").textContent = "These results did not record it for this regime."
      return
    }
    const all = rows.flatMap(row => [row.mean, row.low, row.high, 0]).filter(Number.isFinite)
    const low = Math.min(...all), high = Math.max(...all), rim = 0.06 * (high - low || 1)
    source(plot).data = {
      name: rows.map(row => row.label), mean: rows.map(row => row.mean),
      low: rows.map(row => row.low), high: rows.map(row => row.high),
      color: rows.map(row => color(row.mean >= 0 ? "ahead" : "behind")),
    }
    plot.x_range.setv({start: low - rim, end: high + rim})
    const text = rows.map(row => `${row.label} ${fixed(row.mean)}`).join(", ")
    element("channels-text").textContent = `Means in log points: ${text}. Lines: `
      + (told.fixed ? "95 % intervals." : "nine in ten worlds. Output per hour in the long run.")
    element("channels-box").setAttribute("aria-label", `What the gap is made of. ${text}`)
  }

  function curve(one) {
    const weights = math.weigh(column("weight"), held(one.name))
    const gap = column(`gap|${key()}`), at = places.get(one.name)
    return Array.from({length: STEPS + 1}, (_, k) => {
      const x = k / STEPS, near = math.line(at, gap, weights, x, Math.min(width(), 0.2))
      const known = near.effective >= LEAST
      const y = known ? near.value : NaN, half = rule.z * near.error
      return {x, y, low: y - half, high: y + half}
    })
  }

  function sayCurve(one, line) {
    const known = line.filter(point => Number.isFinite(point.y))
    if (known.length === 0) return "Too few worlds for the answer along this range."
    const ends = `From left to right the gap goes from ${fixed(known[0].y)} (at ${short(math.value(known[0].x, one))}) to `
      + `${fixed(known.at(-1).y)} log points (at ${short(math.value(known.at(-1).x, one))})`
    const even = math.breakEvens(line)
    if (even.length) return `${ends}; break-even near ${even.map(x => short(math.value(x, one))).join(" and ")}.`
    const signs = new Set(known.map(point => math.conclusion(point.low, point.high)))
    if (signs.size === 1 && signs.has("higher under b")) return `${ends}: ahead all along.`
    if (signs.size === 1 && signs.has("lower under b")) return `${ends}: behind all along.`
    return `${ends}; no break-even is told from chance.`
  }

  function drawCurves() {
    const lines = new Map(parameters.map(one => [one.name, curve(one)]))
    const all = [...lines.values()].flat().flatMap(p => [p.low, p.high]).filter(Number.isFinite)
    const low = Math.min(-1, ...all), high = Math.max(1, ...all)
    for (const one of parameters) {
      const plot = byName(`curve:${one.name}`), line = lines.get(one.name)
      const data = Object.fromEntries(["x", "y", "low", "high"].map(name => [name, line.map(p => p[name])]))
      source(plot).data = data
      plot.y_range.setv({start: low, end: high})
      const at = beliefs.has(one.name) ? math.place(beliefs.get(one.name), one) : null
      plot.center.find(part => part.tags?.includes("belief")).location = at
      element(`curve-${one.name}`).textContent = sayCurve(one, line)
    }
  }

  function showSliders() {
    const side = activePreset()
    for (const button of document.querySelectorAll("[data-preset]"))
      button.setAttribute("aria-pressed", String(button.dataset.preset === side))
    for (const one of parameters) {
      const slider = element(`slider-${one.name}`), card = slider.closest("article"), has = beliefs.has(one.name)
      card.classList.toggle("held", has)
      card.querySelector(".go").hidden = !has
      const value = has ? beliefs.get(one.name) : (one.evidence ?? one.prior)[1]
      slider.value = Math.round(100 * math.place(value, one))
      const unit = one.unit ? ` ${one.unit}` : ""
      const place = math.place(value, one)
      const near = [place - width(), place + width()].map(x => short(math.value(Math.min(Math.max(x, 0), 1), one)))
      const text = has ? `about ${short(value)}${unit} (${near[0]} to ${near[1]})`
        : `not set: half of the worlds lie below ${short(value)}${unit}`
      element(`value-${one.name}`).textContent = text
      slider.setAttribute("aria-valuetext", text)
    }
  }

  function table(id, rows) {
    const body = element(id)
    if (!body) return
    body.replaceChildren(...rows.map(([head, ...cells]) => {
      const row = document.createElement("tr"), first = document.createElement("th")
      first.scope = "row"
      first.textContent = head
      row.append(first, ...cells.map(cell => Object.assign(document.createElement("td"), {textContent: cell})))
      return row
    }))
  }

  function showNumbers(found, rows) {
    const [q05, q50, q95] = found.quantiles
    table("numbers", [
      ...(told.fixed || found.effective < rule.some ? [] : [[
        "probability", found.probability.toFixed(4), `[${found.low.toFixed(4)} to ${found.high.toFixed(4)}]`]]),
      [told.fixed ? "runs of each" : "equal worlds", found.effective.toFixed(1), `of ${told.worlds}`],
      ["mean gap", `${fixed(found.mean, 2)} log points`, ""],
      ["median gap", `${fixed(q50, 2)} log points`, `[${fixed(q05, 2)} to ${fixed(q95, 2)}]`],
      ...rows.map(row => [row.label, `${fixed(row.mean, 2)} log points`, `[${fixed(row.low, 2)} to ${fixed(row.high, 2)}]`]),
    ])
  }

  function address() {
    const parts = new URLSearchParams()
    for (const id of ["regime", "measure", "horizon", "sure"]) {
      const list = element(id), usual = [...list?.options ?? []].find(option => option.defaultSelected)
      if (list && list.value !== (usual ?? list.options[0]).value)
        parts.set(id, list.value)
    }
    const side = activePreset()
    if (side) parts.set("believe", side)
    else for (const [name, value] of beliefs) parts.set(name, String(Number(value.toPrecision(6))))
    return parts.toString()
  }

  function reset(list) {
    if (!list) return
    list.selectedIndex = Math.max(0, [...list.options].findIndex(option => option.defaultSelected))
  }

  function readAddress() {
    const parts = new URLSearchParams(location.hash.slice(1))
    const strange = []
    beliefs.clear()
    for (const id of ["regime", "measure", "horizon", "sure"])
      reset(element(id))
    for (const [name, text] of parts) {
      const one = parameters.find(each => each.name === name), list = element(name)
      if (one && text.trim() !== "" && Number.isFinite(Number(text))) beliefs.set(name, inside(one, Number(text)))
      else if (name === "believe" && ["critics", "advocates"].includes(text))
        for (const [each, value] of preset(text)) beliefs.set(each, value)
      else if (["regime", "measure", "horizon", "sure"].includes(name) && [...list?.options ?? []].some(o => o.value === text))
        list.value = text
      else strange.push(name === "beliefs" ? "" : `${name}=${text}`)
    }
    const unknown = strange.filter(Boolean)
    say(unknown.length ? `This page does not know ${unknown.join(", ")} of the link; the rest holds.` : "")
  }

  const say = text => { if (element("notice")) element("notice").textContent = text }

  function update({keep = true} = {}) {
    const found = answer(), rows = channels(found)
    sayAnswer(found)
    drawHistogram(found)
    drawChannels(rows)
    drawCurves()
    showSliders()
    gains.show(found)
    showNumbers(found, rows)
    if (keep) history.replaceState(null, "", `#${address()}`)
  }

  let waiting = false
  function soon() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; update() })
  }

  function theme() {
    const [ink, soft, accent, behind] = ["ink", "soft", "accent", "behind"].map(color)
    for (const plot of plots) {
      for (const axis of [...plot.below, ...plot.left])
        axis.setv({major_label_text_color: ink, axis_label_text_color: ink, axis_line_color: soft, major_tick_line_color: soft,
          major_label_text_font_size: "12px", axis_label_text_font_size: "12px"})
      for (const part of plot.center) if (part.tags?.includes("ink")) part.line_color = ink
      for (const renderer of plot.renderers) {
        const mark = renderer.tags.includes("ink") ? ink : renderer.tags.includes("accent") ? accent : null
        if (mark) for (const kind of ["line_color", "fill_color"]) if (kind in renderer.glyph.properties) renderer.glyph[kind] = mark
        if (plot.name.startsWith("curve:") && !mark) renderer.glyph.fill_color = behind
      }
    }
  }

  function marks(one) {
    const box = element(`slider-${one.name}`).closest("article").querySelector(".marks")
    const at = value => `${100 * math.place(inside(one, value), one)}%`
    const strip = document.createElement("i"), [low, , high] = one.evidence ?? one.prior
    strip.className = "strip"
    Object.assign(strip.style, {left: at(low), width: `calc(${at(high)} - ${at(low)})`})
    const sides = Object.entries(one.sides).map(([side, value]) => ({text: side[0].toUpperCase(), left: at(value)}))
    const near = sides.length === 2 && Math.abs(parseFloat(sides[0].left) - parseFloat(sides[1].left)) < 5
    const shown = near ? [{text: parseFloat(sides[0].left) <= parseFloat(sides[1].left) ? "C A" : "A C", left: sides[0].left}] : sides
    box.append(strip, ...shown.map(({text, left}) => {
      const mark = Object.assign(document.createElement("i"), {className: "mark", textContent: text})
      mark.style.left = left
      return mark
    }))
  }

  function start(given, figures) {
    worlds = {get: name => given.data instanceof Map ? given.data.get(name) : given.data[name]}
    plots = figures
    places = new Map(parameters.map(one => [
      one.name, Float64Array.from(column(`parameter|${one.name}`), value => math.place(value, one))]))
    for (const one of parameters) {
      marks(one)
      element(`slider-${one.name}`).addEventListener("input", event => {
        beliefs.set(one.name, math.value(event.target.value / 100, one))
        soon()
      })
    }
    for (const button of document.querySelectorAll("[data-release]"))
      button.addEventListener("click", () => {
        beliefs.delete(button.dataset.release)
        element(`slider-${button.dataset.release}`).focus()
        update()
      })
    for (const button of document.querySelectorAll("[data-preset]"))
      button.addEventListener("click", () => {
        beliefs.clear()
        for (const [name, value] of button.dataset.preset ? preset(button.dataset.preset) : []) beliefs.set(name, value)
        update()
      })
    for (const id of ["regime", "measure", "horizon", "sure"]) element(id)?.addEventListener("change", () => update())
    element("link")?.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); say("The link is copied.") }
      catch { say("Copy the address of this page: it holds what you believe.") }
    })
    addEventListener("hashchange", () => { readAddress(); update({keep: false}) })
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { theme(); update() })
    new IntersectionObserver(([seen]) => element("short").classList.toggle("shown", !seen.isIntersecting && !told.fixed))
      .observe(element("headline"))
    theme()
    readAddress()
    update({keep: false})
    document.body.dataset.ready = "yes"
  }

  return {start, answer, fifths: () => gains.fifths(answer())}
})()
