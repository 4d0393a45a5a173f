"""An editor looks at a format as others will get it, in the preview beside the editor, and fills it in for a try."""

import io

import pytest
from playwright.sync_api import FrameLocator, expect
from pypdf import PdfReader

from tests.browser.person import Person

pytestmark = [pytest.mark.browser]

FORMAT = "Ontwikkelingsperspectief (kort)"
# The panel waits for typing to stop, posts the whole editor, and asks for the page.
PANEL_MS = 20_000


def test_an_editor_sees_the_format_as_parent_and_by_law_while_typing(comes):
    sanne = comes("redactie")
    sanne.logs_in()
    sanne.opens(f"/admin/pages/{the_format(sanne)}/edit/")
    sanne.page.locator("[data-side-panel-toggle=preview]").click()
    frame = sanne.page.frame_locator("#w-preview-iframe")
    expect(frame.get_by_text("Voorbeeld: Als intern begeleider")).to_be_visible(timeout=PANEL_MS)

    chooses_mode(sanne, frame, "ouder", "Voorbeeld: Als ouder (telefoon)")
    expect(sanne.page.locator("input[name=preview-size][value=mobile]")).to_be_checked()
    chooses_mode(sanne, frame, "wet", "Lengte op papier")
    expect(frame.get_by_text("bladzijden A4").first).to_be_visible(timeout=PANEL_MS)

    sanne.ticks("praktijkonderwijs")
    expect(frame.get_by_text("Voor: praktijkonderwijs").or_(frame.get_by_text(", praktijkonderwijs")).first).to_be_visible(timeout=PANEL_MS)


def test_an_editor_tries_the_form_as_school_and_as_parent_and_prints_it(comes):
    sanne = comes("redactie")
    sanne.logs_in()
    pk = the_format(sanne)
    sanne.opens(f"/admin/pages/{pk}/edit/")
    sanne.opens(f"/admin/proef-invullen/{pk}/")
    sanne.stands_on(FORMAT)
    sanne.sees("Gebruik geen gegevens van echte kinderen", "Op papier")

    sanne.page.locator(".gp-task__title").first.click()
    sanne.looks()
    box = sanne.page.locator("main textarea:visible").first
    box.fill("Graag veel buiten")
    sanne.presses("Bewaar en ga verder")
    assert "Graag veel buiten" in printed(sanne, f"/admin/proef-invullen/{pk}/proef.pdf")
    assert "Graag veel buiten" not in printed(sanne, f"/admin/proef-invullen/{pk}/proef.pdf?leeg=1")

    sanne.opens(f"/admin/proef-invullen/{pk}/")
    sanne.chooses("Wie vult in?", "ouder")
    sanne.presses("Wissel")
    sanne.page.locator(".gp-task__title").first.click()
    sanne.sees("Graag veel buiten")

    sanne.opens(f"/admin/proef-invullen/{pk}/")
    sanne.presses("Wis alles wat is ingevuld")
    sanne.sees("Alles wat u hebt geprobeerd, is gewist.")


def test_a_visitor_prints_an_empty_form(comes):
    visitor = comes("bezoeker")
    visitor.opens("/opp/opp-kort/")
    address = visitor.page.get_by_role("link", name="Download leeg formulier (PDF)").first.get_attribute("href")
    assert "Handelingsdeel" in printed(visitor, address or "")


# --- steps ----------------------------------------------------------------------------------------


def the_format(editor: Person) -> int:
    """The number of the page, out of the way that leads to it."""
    editor.opens("/admin/pages/")
    for page in ("Samen opschrijven wat een leerling nodig heeft", "OPP en groeidocument"):
        editor.follows(f"Bekijk de onderliggende pagina's van '{page}'")
    address = editor.page.get_by_role("link", name=FORMAT, exact=True).first.get_attribute("href") or ""
    return int(next(part for part in address.split("/") if part.isdigit()))


def chooses_mode(editor: Person, frame: FrameLocator, mode: str, seen: str) -> None:
    editor.page.select_option("#id_preview_mode", mode)
    expect(frame.get_by_text(seen).first).to_be_visible(timeout=PANEL_MS)


def printed(person: Person, address: str) -> str:
    answer = person.context.request.get(address)
    assert answer.ok, answer.status
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)
