/* What Bokeh leaves open: names of sliders for screen readers, charts in the dark. */
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)")
  const LIGHT = {"#222222": "#ECECEC", "#555555": "#BBBBBB", "#E3E3E3": "#3A4047", "#EFEFEF": "#2A3037",
                 "#000000": "#ECECEC", "black": "#ECECEC"}
  const COLOURS = ["axis_label_text_color", "major_label_text_color", "axis_line_color",
                   "grid_line_color", "line_color", "text_color", "major_tick_line_color", "fill_color"]

  function* everything(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element
      if (element.shadowRoot) yield* everything(element.shadowRoot)
    }
  }

  function name_controls() {
    for (const element of everything(document)) {
      if (element.matches(".noUi-handle")) {
        const title = element.getRootNode().querySelector(".bk-slider-title")
        const text = title?.textContent ?? ""
        const label = text.includes(": ") ? text.slice(0, text.lastIndexOf(":")) : text
        const value = text.includes(": ") ? text.slice(text.lastIndexOf(":") + 1).trim() : text
        if (label && element.getAttribute("aria-label") !== label) {
          element.setAttribute("aria-label", label)
        }
        if (value && element.getAttribute("aria-valuetext") !== value) {
          element.setAttribute("aria-valuetext", value)
        }
      } else if (element.matches(".bk-description") && element.tabIndex < 0) {
        element.tabIndex = 0
        element.setAttribute("role", "button")
        element.setAttribute("aria-label", "Explanation")
      } else if (element.matches(".bk-btn-group > .bk-btn")) {
        const pressed = String(element.classList.contains("bk-active"))
        if (element.getAttribute("aria-pressed") !== pressed) {
          element.setAttribute("aria-pressed", pressed)
        }
      } else if (element.matches(".card-header") && !element.getAttribute("role")) {
        element.setAttribute("role", "button")
        element.tabIndex = 0
      }
    }
  }

  function light_up() {
    if (!dark.matches || !window.Bokeh) return
    for (const root of window.Bokeh.documents) {
      for (const model of root._all_models.values()) {
        for (const key of COLOURS) {
          const property = model.properties?.[key]
          if (!property) continue
          const old = model[key]
          if (typeof old === "string" && LIGHT[old]) model[key] = LIGHT[old]
          else if (old && LIGHT[old.value]) model[key] = LIGHT[old.value]
        }
      }
    }
  }

  /* People glide from where they were to where they are; at once where motion is not wanted. */
  const still = window.matchMedia("(prefers-reduced-motion: reduce)")
  const SECONDS = 0.5
  const flights = new Map()
  window.glide = (source) => {
    const {x, y, x0, y0, x1, y1} = source.data
    window.cancelAnimationFrame(flights.get(source))
    const begun = performance.now()
    const fly = (now) => {
      const part = still.matches ? 1 : Math.min(1, Math.max(0, now - begun) / (1000 * SECONDS))
      const eased = part * part * (3 - 2 * part)
      for (let k = 0; k < x.length; k++) {
        x[k] = x0[k] + (x1[k] - x0[k]) * eased
        y[k] = y0[k] + (y1[k] - y0[k]) * eased
      }
      source.change.emit()
      if (part < 1) flights.set(source, window.requestAnimationFrame(fly))
    }
    flights.set(source, window.requestAnimationFrame(fly))
  }

  /* The drawing in the HTML makes room for that of the page, which comes with the scripts. */
  const waiting = window.setInterval(() => {
    const pages = window.Bokeh?.documents ?? []
    if (pages.length > 0 && pages.every(page => page.is_idle)) {
      document.getElementById("people")?.remove()
      window.clearInterval(waiting)
      care()
    }
  }, 100)

  function care() { name_controls(); light_up() }
  window.setInterval(care, 1500)
  window.addEventListener("load", () => window.setTimeout(care, 300))
})()
