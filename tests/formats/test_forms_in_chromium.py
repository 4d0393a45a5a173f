"""A form with every kind of field in a real browser: axe, a phone, the keyboard, and what the script does at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import QueryDict
from playwright.sync_api import Browser, Page, sync_playwright

from formats.forms import SectieForm
from formats.prefill import Voorstel
from tests.browser.fixtures import FLAGS, chromium
from tests.design.stijlgids import HOST, answer
from tests.design.test_in_chromium import RULES
from tests.formats.form_page import form_page
from tests.formats.forms_samples import SCHEMA, SECTIE
from tests.formats.sending import sends
from tests.formats.test_forms_kinds import ANSWERS, WRONG, form

pytestmark = [pytest.mark.browser]
LOOKS = [(1280, "light"), (360, "dark")]


def _pages() -> dict[str, str]:
    proposal = {"kort": Voorstel("5b", "het schoolregister", date(2026, 3, 3))}
    wrong = sends(form(ANSWERS), **{name: value for name, value, _message in WRONG})
    return {
        "/leeg/": form_page(form({}, voorstellen=proposal, bestand_url=lambda key: f"/bij/{key}/")),
        "/vol/": form_page(form(ANSWERS, bestand_adres=lambda id: f"/haal/{id}/")),
        "/fout/": form_page(form(ANSWERS, data=wrong)),
        "/leerling/": form_page(SectieForm(SECTIE, ANSWERS, schema=SCHEMA, lezer="leerling", editable=frozenset({"leerling"}))),
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return _pages()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, pages: dict[str, str]) -> Iterator[Any]:
    """`opened("/leeg/", width=360)` is that page; at the end nothing may have been blocked, missing or broken."""
    contexts, said = [], []

    def open_(path: str, *, width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", answer(pages))
        page.goto(HOST + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


def sent(page: Page) -> QueryDict:
    """What the browser would send now."""
    pairs = page.evaluate("[...new FormData(document.querySelector('form[data-warn-unsaved]'))].map(([n, v]) => [n, String(v)])")
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


@pytest.mark.parametrize("path", ["/leeg/", "/vol/", "/fout/", "/leerling/"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(opened: Any, path: str, width: int, scheme: str) -> None:
    page = opened(path, width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    results = Axe().run(page, options=RULES)
    found = [f"{v['id']}: {n['html'][:160]} {n['failureSummary']}" for v in results.response["violations"] for n in v["nodes"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_to_press_is_large_enough_for_a_finger(opened: Any, width: int) -> None:
    pressed = "form :is(.gp-button, .gp-input, .gp-textarea, .gp-select, .gp-choice, .gp-picture, summary, .gp-marks button)"
    small = opened("/vol/", width=width).evaluate(
        """(pressed) => [...document.querySelectorAll(pressed)]
             .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))""",
        pressed,
    )
    assert small == []


def test_what_the_browser_sends_of_a_filled_form_is_what_was_stored(opened: Any) -> None:
    page = opened("/vol/")
    again = form(ANSWERS, data=sent(page))
    assert again.is_valid(), again.errors
    assert again.answers() == ANSWERS


def test_rows_come_and_go_without_a_round_trip(opened: Any) -> None:
    page = opened("/leeg/")
    page.get_by_role("button", name="Voeg een doel toe").click()
    assert focused(page) == "veld_rijen__2__doel"
    page.keyboard.type("Derde")
    page.fill("[name=veld_rijen__0__doel]", "Eerste")
    page.fill("[name=veld_rijen__1__doel]", "Tweede")
    page.get_by_text("Doel 3 is toegevoegd.").wait_for(state="attached")
    page.get_by_role("button", name="Haal doel 1 weg").press("Enter")
    assert focused(page) == "veld_rijen__0__doel"
    page.get_by_text("Doel 1 is weggehaald.").wait_for(state="attached")
    rows = form(data=sent(page)).typed()["rijen"]
    assert [row["doel"] for row in rows] == ["Tweede", "Derde"]
    assert page.locator("[data-rijen=veld_rijen] [data-rij] > legend").all_text_contents() == ["Doel 1", "Doel 2"]
    assert page.locator("label[for=id_veld_rijen__1__doel]").count() == 1
    for _ in range(2):
        page.get_by_role("button", name="Voeg een doel toe").click()
    assert not page.get_by_role("button", name="Voeg een doel toe").is_visible()
    assert page.get_by_text("Meer dan 4 regels passen hier niet.").is_visible()
    for number in (4, 3, 2, 1):
        page.get_by_role("button", name=f"Haal doel {number} weg").click()
    assert form(ANSWERS, data=sent(page)).typed()["rijen"] == [], "the last row gives way to an empty one"
    assert page.locator("[name=veld_rijen__0__doel]").is_visible()


def test_choices_in_a_row_stay_with_their_row(opened: Any) -> None:
    page = opened("/vol/")
    page.get_by_role("button", name="Voeg een rij toe").click()
    assert focused(page) == "veld_matrix__extra__1__label"
    page.keyboard.type("Tweede")
    page.check("[name=veld_matrix__extra__1__keuze][value=vaak]")
    page.get_by_role("button", name="Haal eigen rij 1 weg").click()
    assert form(ANSWERS, data=sent(page)).typed()["matrix"]["extra"] == [{"label": "Tweede", "keuze": "vaak", "tekst": ""}]


def test_conditions_react_at_once_and_keep_what_was_typed(opened: Any) -> None:
    page = opened("/leeg/")
    asked, follows = page.locator("[name=veld_verzuim]"), page.locator("[name=veld_vervolg]")
    assert not asked.is_visible() and not follows.is_visible()
    page.check("[name=veld_janee][value=ja]")
    assert asked.is_visible() and not follows.is_visible()
    page.get_by_text("Erbij gekomen: Wat is er afgesproken over verzuim?").wait_for(state="attached")
    asked.fill("Bellen")
    assert follows.is_visible()
    page.check("[name=veld_janee][value=nee]")
    assert not asked.is_visible() and not follows.is_visible(), "what hangs on a hidden question goes too"
    assert sent(page)["veld_verzuim"] == "Bellen"


def test_own_words_groups_and_reasons_open_when_they_are_asked(opened: Any) -> None:
    page = opened("/leeg/")
    for control, opens in [
        ("[name=veld_keuze][value=__anders__]", "veld_keuze__anders"),
        ("[name=veld_meer][value=__anders__]", "veld_meer__anders"),
        ("[name=veld_groepen][value=logo]", "veld_groepen__logo__wie"),
        ("[name=veld_getal__nvt]", "veld_getal__nvt_reden"),
    ]:
        assert not page.locator(f"[name={opens}]").is_visible(), opens
        page.check(control)
        assert page.locator(f"[name={opens}]").is_visible(), opens
        page.fill(f"[name={opens}]", "Tekst")
    page.check("[name=veld_keuze][value=havo]")
    assert "veld_keuze__anders" not in sent(page)
    page.select_option("[name=veld_vak]", "__anders__")
    assert page.locator("[name=veld_vak__anders]").is_visible()
    page.uncheck("[name=veld_groepen][value=logo]")
    assert sent(page)["veld_groepen__logo__wie"] == "Tekst"


def test_a_dependent_list_shows_the_group_that_fits(opened: Any) -> None:
    page = opened("/leeg/")
    groups = page.locator("[name=veld_onderdeel] optgroup")
    page.check("[name=veld_domein][value=Taal]")
    assert groups.evaluate_all("all => all.map((one) => one.label)") == ["Taal"]
    page.select_option("[name=veld_onderdeel]", "spelling")
    page.check("[name=veld_domein][value=Rekenen]")
    assert groups.evaluate_all("all => all.map((one) => one.label)") == ["Rekenen"]
    assert page.input_value("[name=veld_onderdeel]") == ""
    page.get_by_text("Het antwoord paste niet meer").wait_for(state="attached")


def test_buttons_put_marks_and_example_sentences_into_a_text(opened: Any) -> None:
    page = opened("/leeg/")
    area = page.locator("[name=veld_opmaak]")
    area.fill("belangrijk\nwoord")
    area.evaluate("(e) => e.setSelectionRange(0, 10)")
    bar = page.get_by_role("group", name="Opmaak: Verslag")
    bar.get_by_role("button", name="Vet").click()
    assert area.input_value() == "**belangrijk**\nwoord"
    area.evaluate("(e) => e.setSelectionRange(16, 18)")
    bar.get_by_role("button", name="Lijst").click()
    assert area.input_value() == "**belangrijk**\n- woord"
    page.fill("[name=veld_lang]", "Zelf.")
    page.get_by_text("Voorbeeldzinnen bij Signalen").click()
    page.get_by_role("button", name="Werkt graag samen.").click()
    assert page.input_value("[name=veld_lang]") == "Zelf. Werkt graag samen."
    assert focused(page) == "veld_lang"


def test_what_is_wrong_is_never_hidden(opened: Any) -> None:
    page = opened("/fout/")
    hidden = page.evaluate("[...document.querySelectorAll('form .gp-error')].filter((one) => !one.checkVisibility()).length")
    assert hidden == 0
    for link in page.locator(".gp-error-summary a").all():
        target = (link.get_attribute("href") or "")[1:]
        if "stuk" not in target:
            assert page.locator(f"[id='{target}']").count() == 1, target


def test_without_a_script_everything_can_be_filled_in(opened: Any) -> None:
    page = opened("/leeg/", width=360, java_script_enabled=False)
    for name in ("veld_verzuim", "veld_vervolg", "veld_keuze__anders", "veld_groepen__fysio__wie", "veld_lang__nvt_reden"):
        assert page.locator(f"[name={name}]").is_visible(), name
    assert page.get_by_text("Alleen invullen als bij ‘Is er verzuim?’ het antwoord ‘ja’ is.").is_visible()
    assert page.locator("button[name=rij_erbij][value=rijen]").is_visible()
    assert not page.locator(".gp-marks").count()


def test_a_form_that_is_only_shown_stays_as_it_is(browser: Browser) -> None:
    page = browser.new_page()
    body = form_page(form()).replace("<form ", "<fieldset disabled><form ").replace("</form>", "</form></fieldset>")
    page.route("**/*", answer({"/": body}))
    page.goto(HOST + "/")
    assert page.locator("[name=veld_verzuim]").is_visible()
    page.close()
