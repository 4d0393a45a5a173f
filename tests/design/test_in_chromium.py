"""The style page in a real browser: nothing that axe objects to, nothing wider than the screen, nothing blocked by the CSP, small comforts that work."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from playwright.sync_api import Browser, Page, sync_playwright

from .stijlgids import HOST, answer, request, stijlgids

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "resultTypes": ["violations"],
}


def _pages() -> dict[str, str]:
    items = [{"url": f"/{n}/", "title": title, "current": n == 1} for n, title in enumerate(["Start", "Handleiding", "Formulieren", "OPP"])]
    source = '{% extends "layouts/public.html" %}{% block title %}Proef{% endblock %}'
    source += '{% block main %}<div class="gp-sheet"><h1>Ontwikkelingsperspectieven</h1></div>{% endblock %}'
    public = engines["django"].from_string(source).render({"menu_items": items, "footer_items": items}, request("/"))
    return {"/stijlgids/": stijlgids(), "/openbaar/": public}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return _pages()


def _open(
    browser: Browser,
    pages: dict[str, str],
    path: str,
    *,
    width: int = 1280,
    scheme: str = "light",
    **options: object,
) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/*", answer(pages))
    page.goto(HOST + path)
    return page


@pytest.mark.parametrize("path", ["/stijlgids/", "/openbaar/"])
@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")],
)
def test_axe_finds_nothing(browser: Browser, pages: dict[str, str], path: str, width: int, scheme: str) -> None:
    page = _open(browser, pages, path, width=width, scheme=scheme)
    results = Axe().run(page, options=RULES)
    found = [f"{v['id']}: {n['html'][:160]} {n['failureSummary']}" for v in results.response["violations"] for n in v["nodes"]]
    page.context.close()
    assert found == []


@pytest.mark.parametrize("path", ["/stijlgids/", "/openbaar/"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, pages: dict[str, str], path: str, width: int) -> None:
    page = _open(browser, pages, path, width=width)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert wider == 0


def test_the_browser_blocks_and_misses_nothing(browser: Browser, pages: dict[str, str]) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "response",
        lambda response: said.append(response.url) if response.status >= 400 else None,
    )
    page.route("**/*", answer(pages))
    page.goto(HOST + "/stijlgids/", wait_until="networkidle")
    colour = page.evaluate("getComputedStyle(document.querySelector('.gp-button')).backgroundColor")
    page.close()
    assert said == []
    assert colour == "rgb(27, 94, 63)"


def test_lines_hold_at_most_seventy_characters(browser: Browser, pages: dict[str, str]) -> None:
    page = _open(browser, pages, "/stijlgids/")
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("main p")].map((p) => {
            const range = document.createRange(), text = p.firstChild;
            if (!text || text.nodeType !== 3) return 0;
            let longest = 0, count = 0, last = null;
            for (let i = 0; i < text.length; i++) {
              range.setStart(text, i); range.setEnd(text, i + 1);
              const box = range.getBoundingClientRect();
              if (!box.width) continue;
              if (last !== null && box.top > last + 4) { longest = Math.max(longest, count); count = 0; }
              last = box.top; count += 1;
            }
            return Math.max(longest, count);
          }))"""
    )
    page.context.close()
    assert 30 < longest <= 70


@pytest.mark.parametrize("width", [360, 1280])
def test_every_button_and_input_is_large_enough_for_a_finger(browser: Browser, pages: dict[str, str], width: int) -> None:
    page = _open(browser, pages, "/stijlgids/", width=width)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".gp-button, .gp-input, .gp-textarea, .gp-select, .gp-chip, .gp-choice, summary, .gp-pagination a")]
             .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))"""
    )
    page.context.close()
    assert small == []


def test_after_a_failed_save_the_reader_starts_at_the_summary(browser: Browser, pages: dict[str, str]) -> None:
    page = _open(browser, pages, "/stijlgids/")
    assert page.evaluate("document.activeElement.className") == "gp-error-summary"
    page.click(".gp-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_naam"
    page.context.close()


def test_a_form_is_sent_once_however_often_the_button_is_pressed(browser: Browser, pages: dict[str, str]) -> None:
    page = _open(browser, pages, "/stijlgids/")
    # The listener on the window comes after the page's own, and keeps the browser where it is.
    stopped = page.evaluate(
        """() => {
            const stopped = [], form = document.querySelector("form[data-once]");
            addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
            for (let i = 0; i < 3; i++) form.querySelector("button").click();
            return stopped;
          }"""
    )
    assert stopped == [False, True, True]
    page.context.close()


def test_leaving_with_words_that_were_not_saved_asks_first(browser: Browser, pages: dict[str, str]) -> None:
    page = _open(browser, pages, "/stijlgids/")
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    # A real click and real keys: a browser only asks about leaving somebody who has touched the page.
    page.click("#id_verhaal")
    page.keyboard.type("Noor bouwt graag.")
    page.goto(HOST + "/openbaar/")
    page.goto(HOST + "/stijlgids/")
    assert asked == ["beforeunload"]
    page.context.close()


def test_everything_can_be_read_without_a_script(browser: Browser, pages: dict[str, str]) -> None:
    page = _open(browser, pages, "/openbaar/", width=360, java_script_enabled=False)
    page.click("summary")
    assert page.locator(".gp-menu__panel a", has_text="Formulieren").is_visible()
    assert page.locator("#zoek-menu").is_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_dark_text_on_white_and_no_buttons(browser: Browser, pages: dict[str, str], scheme: str) -> None:
    page = _open(browser, pages, "/stijlgids/", scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    assert not page.locator(".gp-button").first.is_visible()
    assert page.locator(".gp-voice").first.is_visible()
    for piece in ("body", ".gp-notice--attention", ".gp-secret"):
        style = page.evaluate(
            "(s) => { const c = getComputedStyle(document.querySelector(s)); return [c.color, c.backgroundColor]; }", piece
        )
        assert style == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], piece
    page.context.close()
