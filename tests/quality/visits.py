"""One visit to one page: everything that can be seen from it in one loading, so that many tests can judge what one visit saw."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.person import LISTEN, RULES
from tests.browser.stage import Stage
from tests.quality.walk import Walk

# At 400% the colours are the dark ones and everything is narrow: the rules that depend on that. The rest was judged on the desk.
NARROW_RULES = {
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"],
    "resultTypes": ["violations"],
}

# Every stop of the Tab key, and how it looks before it has the focus.
WATCH_FOCUS = """() => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length;
  const every = [...document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]")];
  const stops = every.filter((e) => e.type !== "hidden" && e.tabIndex >= 0 && !e.matches(":disabled") && shown(e) && !e.closest("[inert]"));
  // A card shows the ring around all of it, with the ::after of its link.
  const parts = (e) => [[e], [e, "::after"], [e.parentElement], [e.labels?.[0]]].filter(([part]) => part);
  const look = (e) => parts(e).map(([part, pseudo]) => {
    const s = getComputedStyle(part, pseudo);
    const outline = s.outlineStyle === "none" ? 0 : parseFloat(s.outlineWidth);
    return [outline >= 2 ? s.outlineColor + outline : "", s.boxShadow].join(" ");
  }).join(" | ");
  const words = (e) => e.labels?.[0]?.innerText || e.innerText || e.getAttribute("aria-label") || e.name || "";
  const name = (e) => `${e.tagName.toLowerCase()} “${words(e).trim().slice(0, 50)}”`;
  const before = new Map(stops.map((e) => [e, look(e)]));
  window.gpFocus = [];
  addEventListener("focusin", ({ target: e }) => {
    const box = e.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.gpFocus.push({ nummer: stops.indexOf(e), name: name(e), seen: look(e) !== before.get(e), inView, skip: e.className });
  }, true);
  // Of the radio buttons with one name the Tab key stops at one.
  const groups = new Set();
  return stops.map((e, nummer) => [e, nummer]).filter(([e]) => {
    if (e.type !== "radio") return true;
    const group = `${e.form?.id}/${e.name}`;
    return groups.has(group) ? false : Boolean(groups.add(group));
  }).map(([e, nummer]) => ({ nummer, name: name(e), positive: e.tabIndex > 0 }));
}"""

# What does not fit: things that stick out of the window (what scrolls in a box of its own may), and words that a box cuts off.
MISFITS = """() => {
  const wide = innerWidth, found = [];
  const scrolls = (e) => e !== document.body && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  for (const e of document.body.querySelectorAll("*")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest("svg, option")) continue;
    const box = e.getBoundingClientRect(), s = getComputedStyle(e);
    if (box.width <= 1 || box.height <= 1 || s.clipPath !== "none") continue;
    const label = `${e.tagName.toLowerCase()}.${e.className} “${(e.innerText || "").trim().slice(0, 40)}”`;
    const out = box.right > wide + 1 || (box.left < -1 && box.right > 0);
    if (out && !scrolls(e)) found.push(`${label} runs from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    const hides = (o) => o === "hidden" || o === "clip";
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (words && ((hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1) || (hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1))) {
      found.push(`${label} is cut off`);
    }
  }
  const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wider > 0) found.push(`the page is ${wider} px wider than the window`);
  return found;
}"""

# What stays in place while one scrolls takes room from what one reads: px of the height.
STUCK = """() => [...document.body.querySelectorAll("*")].filter((e) => {
  const stays = ["fixed", "sticky"].includes(getComputedStyle(e).position);
  return stays && e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > innerHeight / 3;
}).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)"""

# What goes up again on a narrow screen, where everything stands below each other: the eye and the Tab key would take different ways.
BACKWARDS = """() => {
  const stops = [...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary")];
  const shown = stops.filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 1);
  let lowest = -Infinity;
  const back = [];
  for (const e of shown) {
    const box = e.getBoundingClientRect();
    if (box.bottom < lowest - 1) back.push(`${e.tagName.toLowerCase()} “${(e.innerText || e.name || "").trim().slice(0, 40)}”`);
    lowest = Math.max(lowest, box.top);
  }
  return back;
}"""


@dataclass
class Visit:
    """What one loading of one page showed. Which fields are filled depends on the screen and on whether scripts run."""

    path: str
    main: str = ""
    violations: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stops: list[dict[str, Any]] = field(default_factory=list)
    focus: list[dict[str, Any]] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    backwards: list[str] = field(default_factory=list)
    menu: list[str] | None = None
    buttonless: int = 0


def visits(stage: Stage, browser: Browser, pages: Walk, **options: Any) -> Iterator[dict[str, Visit]]:
    """Visit every kind of page in one browser context with these options."""
    context = browser.new_context(base_url=stage.url, locale="nl-NL", reduced_motion="reduce", **options)
    context.set_default_timeout(60_000)
    context.add_init_script(LISTEN)
    seen: dict[str, Visit] = {}
    page = context.new_page()
    now = Visit("")
    page.on(
        "request",
        lambda request: None if request.url.startswith((f"{stage.url}/", "data:", "blob:")) else now.elsewhere.append(request.url),
    )
    page.on("console", lambda said: now.errors.append(said.text) if said.type == "error" and "Failed to load" not in said.text else None)
    page.on("pageerror", lambda error: now.errors.append(str(error)))
    page.on("requestfailed", lambda request: now.errors.append(f"failed: {request.url}"))
    for kind, path in pages.kinds.items():
        now = seen[kind] = Visit(path)
        page.goto(path)
        now.main = page.locator("main").inner_text()
        if not options.get("java_script_enabled", True):
            _look_without_script(page, now)
        elif options["viewport"]["width"] < 400:
            _look_closely(page, now)
        else:
            _look_and_tab(page, now)
    yield seen
    context.close()


def _look_and_tab(page: Page, now: Visit) -> None:
    now.stops = page.evaluate(WATCH_FOCUS)
    # One more than there are stops: whoever is not held somewhere leaves the page with that one.
    for _ in range(len(now.stops) + 1):
        page.keyboard.press("Tab")
    now.focus = page.evaluate("window.gpFocus")
    now.violations = _axe(page, RULES)


def _look_closely(page: Page, now: Visit) -> None:
    now.misfits, now.stuck, now.backwards = page.evaluate(MISFITS), page.evaluate(STUCK), page.evaluate(BACKWARDS)
    now.violations = _axe(page, NARROW_RULES)


def _look_without_script(page: Page, now: Visit) -> None:
    summary = page.locator("header summary:visible")
    if summary.count():
        summary.first.click()
        now.menu = page.locator("header details[open] a:visible").all_inner_texts()
    now.buttonless = page.locator("form:visible").evaluate_all(
        "(forms) => forms.filter((f) => ![...f.elements].some((e) => (e.type === 'submit' || e.type === 'image') && e.checkVisibility())).length"
    )


def _axe(page: Page, rules: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for v in found for node in v["nodes"]]
