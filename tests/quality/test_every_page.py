"""Every kind of public page in a real browser: with a keyboard only, at 400%, without JavaScript, and over a slow line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from playwright.sync_api import Browser, Page

from tests.browser.stage import Stage
from tests.quality.visits import Visit
from tests.quality.walk import EXTRA, Walk
from website.models import BasePage

pytestmark = [pytest.mark.browser]

# The first visit of a handleiding, pictures left out: HTML, CSS, JavaScript, fonts and icons, as they came over the line.
FIRST_VISIT_BYTES = 60_000
# Error pages are made without asking the database anything; they have links of their own in the text.
WITHOUT_MENU = {"niet gevonden", "formulieren, bladzijde die er niet is"}
EXPECTED = dict.fromkeys(EXTRA, 200) | {"niet gevonden": 404, "zoeken, te lang": 400, "formulieren, bladzijde die er niet is": 404}
HANDLEIDING = "handleidingen.handleidingpage"


def test_the_demo_has_an_example_of_every_page_type(pages: Walk) -> None:
    types = {model._meta.label_lower for model in apps.get_models() if issubclass(model, BasePage)}
    assert types - set(pages.kinds) == set(), "the demo has no live page of these types"


def test_the_walk_came_past_what_is_no_page(pages: Walk) -> None:
    assert {"zoeken, gevonden", "niet gevonden", "eigen_format", "forms_catalog.formulierenindexpage, 1 dieper (1)"} <= set(pages.kinds)
    statuses = {f"{kind}: {path[:60]}": pages.answers[path].status for kind, path in pages.kinds.items() if kind not in EXTRA}
    assert {what: status for what, status in statuses.items() if status != 200} == {}, "a page links to what is not there"
    assert {kind: pages.answers[path].status for kind, path in EXTRA.items()} == EXPECTED


def test_axe_finds_nothing(on_a_desk: dict[str, Visit], zoomed_in: dict[str, Visit]) -> None:
    none(on_a_desk, lambda visit: visit.violations)
    none(zoomed_in, lambda visit: visit.violations)


def test_no_page_asks_another_host_and_nothing_fails(on_a_desk: dict[str, Visit], zoomed_in: dict[str, Visit]) -> None:
    for seen in (on_a_desk, zoomed_in):
        none(seen, lambda visit: visit.elsewhere)
        none(seen, lambda visit: visit.errors)


def test_at_400_percent_everything_fits_and_nothing_is_cut_off(zoomed_in: dict[str, Visit]) -> None:
    none(zoomed_in, lambda visit: visit.misfits)
    none(zoomed_in, lambda visit: visit.stuck)


def test_the_first_stop_of_the_tab_key_leads_past_the_menu(on_a_desk: dict[str, Visit]) -> None:
    none(
        on_a_desk, lambda visit: [] if visit.focus and "gp-skip" in visit.focus[0]["skip"] and visit.focus[0]["inView"] else visit.focus[:1]
    )


def test_whoever_uses_a_keyboard_sees_where_they_are(on_a_desk: dict[str, Visit]) -> None:
    none(on_a_desk, lambda visit: [stop["name"] for stop in visit.focus if not stop["seen"]])
    none(on_a_desk, lambda visit: [f"{stop['name']} is not in view" for stop in visit.focus if not stop["inView"]])


def test_the_tab_key_comes_everywhere_in_the_order_of_the_page_and_is_held_nowhere(on_a_desk: dict[str, Visit]) -> None:
    def wrong(visit: Visit) -> list[str]:
        came = [stop["nummer"] for stop in visit.focus]
        # After the last stop the browser begins again at the first.
        came = came[: came.index(0, 1)] if 0 in came[1:] else came
        missed = [stop["name"] for stop in visit.stops if stop["nummer"] not in came]
        return [f"never reached: {name}" for name in missed] + ([] if came == sorted(came) else [f"order: {came}"])

    none(on_a_desk, wrong)
    none(on_a_desk, lambda visit: [f"tabindex: {stop['name']}" for stop in visit.stops if stop["positive"]])


def test_the_tab_key_goes_down_the_page_as_the_eye_does(zoomed_in: dict[str, Visit]) -> None:
    none(zoomed_in, lambda visit: visit.backwards)


def test_without_javascript_the_same_words_stand_on_the_page(zoomed_in: dict[str, Visit], without_script: dict[str, Visit]) -> None:
    # Both are narrow: on a desk the catalogue shows its filters, which a phone keeps behind a button, with a script as well.
    none(without_script, lambda visit: [] if visit.main.strip() else ["empty"])
    short = {kind: visit.path for kind, visit in without_script.items() if len(visit.main) < 0.9 * len(zoomed_in[kind].main)}
    assert short == {}, "these pages say less without JavaScript"


def test_without_javascript_the_menu_opens_and_every_form_has_a_button(without_script: dict[str, Visit]) -> None:
    none(without_script, lambda visit: ["the menu is empty"] if visit.menu is not None and len(visit.menu) < 3 else [])
    none(without_script, lambda visit: [f"{visit.buttonless} forms without a button"] if visit.buttonless else [])
    assert {kind for kind, visit in without_script.items() if visit.menu is None} <= WITHOUT_MENU


def test_without_javascript_every_form_in_a_page_can_be_sent(stage: Stage, browser: Browser, pages: Walk) -> None:
    context = browser.new_context(base_url=stage.url, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    sent: dict[str, int] = {}
    for path in pages.kinds.values():
        page.goto(path)
        for number in range(page.locator("main form:visible").count()):
            form = page.locator("main form:visible").nth(number)
            # The same form on another page is the same form.
            where = (
                f"{form.get_attribute('method')} {(form.get_attribute('class') or '')} {len(form.locator('input, select, textarea').all())}"
            )
            if where not in sent:
                sent[where] = _send(page, form)
                page.goto(path)
    context.close()
    assert sent, "there was no form"
    assert {where: status for where, status in sent.items() if status not in (200, 400, 404, 422)} == {}


def _send(page: Page, form: Any) -> int:
    """Send this form as it stands and give the status of the page that comes; the browser does not hold back what is empty."""
    form.evaluate("(form) => { form.noValidate = true; }")
    with page.expect_navigation() as came:
        form.locator("button:visible, input[type=submit]:visible").first.click()
    assert page.locator("h1").count() == 1, f"{page.url} is no page for people"
    return came.value.status


def test_the_first_visit_of_a_handleiding_is_light(as_in_production: str, browser: Browser, pages: Walk) -> None:
    context = browser.new_context(base_url=as_in_production)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: f"{said['type']} {said['response']['url']}"}))
    line.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}))
    page.goto(pages.kinds[HANDLEIDING], wait_until="networkidle")
    context.close()
    parts = {kinds[request]: size for request, size in sizes.items() if "/media/" not in kinds[request]}
    assert {"Document", "Stylesheet", "Script"} <= {name.split()[0] for name in parts}
    assert sum(parts.values()) <= FIRST_VISIT_BYTES, parts


def none(seen: dict[str, Visit], wrong: Callable[[Visit], list[Any]]) -> None:
    """Nothing is wrong on any page; else say on which page what."""
    assert seen
    found = {f"{kind} {visit.path}": wrong(visit) for kind, visit in seen.items()}
    told = [f"{where}: {what}" for where, many in found.items() for what in many]
    if told:
        pytest.fail("\n".join(told), pytrace=False)
