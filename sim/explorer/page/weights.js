// Arithmetic of the page: worlds weighted by beliefs, and what follows. Knows no page and no figure.
"use strict"
const explorerMath = {
  // Place of a value in its range, 0 to 1; by ratios where the scale is logarithmic.
  place(value, {low, high, log}) {
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
  },

  value(place, {low, high, log}) {
    return log ? low * (high / low) ** place : low + place * (high - low)
  },

  // Each belief counts as one more measurement: exp(-((u - place) / width)^2 / 2).
  weigh(base, beliefs) {
    const weights = Float64Array.from(base)
    for (const {places, place, width} of beliefs)
      for (let i = 0; i < weights.length; i++)
        weights[i] *= Math.exp(-0.5 * ((places[i] - place) / width) ** 2)
    return weights
  },

  // How many equal worlds weighted ones are worth (Kish 1965).
  effective(weights, values) {
    let sum = 0, squares = 0
    for (let i = 0; i < weights.length; i++)
      if (Number.isFinite(values[i])) { sum += weights[i]; squares += weights[i] ** 2 }
    return squares > 0 ? sum * sum / squares : 0
  },

  mean(values, weights) {
    let sum = 0, total = 0
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i])) { sum += weights[i]; total += weights[i] * values[i] }
    return total / sum
  },

  // Weighted share of worlds in which the regime is at least as productive.
  probability(values, weights) {
    let sum = 0, ahead = 0
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i])) { sum += weights[i]; if (values[i] >= 0) ahead += weights[i] }
    return ahead / sum
  },

  // Interpolated between the middles of the weights, as the tables have them.
  quantiles(values, weights, at) {
    const order = []
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i]) && weights[i] > 0) order.push(i)
    order.sort((i, j) => values[i] - values[j])
    let sum = 0
    for (const i of order) sum += weights[i]
    let below = 0
    const middles = order.map(i => { const m = (below + weights[i] / 2) / sum; below += weights[i]; return m })
    return at.map(p => {
      const k = middles.findIndex(m => m >= p)
      if (k < 0) return values[order[order.length - 1]]
      if (k === 0) return values[order[0]]
      const part = (p - middles[k - 1]) / (middles[k] - middles[k - 1])
      return values[order[k - 1]] + part * (values[order[k]] - values[order[k - 1]])
    })
  },

  // Interval of a share of n equal worlds (Wilson 1927).
  wilson(share, n, z) {
    const scale = 1 + z * z / n
    const middle = (share + z * z / (2 * n)) / scale
    const half = z / scale * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return [Math.max(0, middle - half), Math.min(1, middle + half)]
  },

  // Sign that nine in ten worlds agree on, by the share of them that are not below zero.
  agreed(share) {
    return share >= 0.9 ? 1 : share <= 0.1 ? -1 : 0
  },

  // The rule of sim/analysis/decided.py.
  conclusion(low, high, none = 0) {
    if (!Number.isFinite(low) || !Number.isFinite(high)) return "no interval"
    if (low === none && high === none) return "equal"
    if (low > none) return "higher under b"
    return high < none ? "lower under b" : "undecided"
  },

  // Value at a place of the line fitted to worlds near it, with its standard error.
  line(places, values, weights, at, width) {
    let s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0
    const near = new Float64Array(values.length)
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue
      const d = places[i] - at
      const w = near[i] = weights[i] * Math.exp(-0.5 * (d / width) ** 2)
      s0 += w; s1 += w * d; s2 += w * d * d; t0 += w * values[i]; t1 += w * d * values[i]
    }
    const det = s0 * s2 - s1 * s1
    if (!(det > 1e-12 * s0 * s0)) return {value: NaN, error: NaN, effective: 0}
    const value = (s2 * t0 - s1 * t1) / det
    const slope = (s0 * t1 - s1 * t0) / det
    let variance = 0, squares = 0
    for (let i = 0; i < values.length; i++) {
      if (!near[i]) continue
      const d = places[i] - at
      const part = near[i] * (s2 - s1 * d) / det
      variance += (part * (values[i] - value - slope * d)) ** 2
      squares += near[i] ** 2
    }
    return {value, error: Math.sqrt(variance), effective: s0 * s0 / squares}
  },

  histogram(values, weights, low, high, bins) {
    const tops = new Array(bins).fill(0)
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue
      const k = Math.floor((values[i] - low) / (high - low) * bins)
      tops[Math.min(Math.max(k, 0), bins - 1)] += weights[i]
      sum += weights[i]
    }
    return tops.map(top => top / sum)
  },

  // Where the line crosses zero, if the answer is told from zero on both sides of it.
  breakEvens(line) {
    const found = []
    let last = null
    for (const point of line) {
      const sign = {"higher under b": 1, "lower under b": -1}[this.conclusion(point.low, point.high)]
      if (!sign) continue
      if (last && last.sign !== sign) {
        const part = line.slice(last.place, line.indexOf(point) + 1)
        const k = part.findIndex((p, n) => n > 0 && Math.sign(p.y) === sign && Math.sign(part[n - 1].y) !== sign)
        if (k > 0) {
          const [p, q] = [part[k - 1], part[k]]
          found.push(p.x + (q.x - p.x) * p.y / (p.y - q.y))
        }
      }
      last = {sign, place: line.indexOf(point)}
    }
    return found
  },
}
