"""The editors of the samenwerkingsverband: one changes a format, a second one approves it; a groeidocument that runs keeps its own version."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.editor import rests
from tests.browser.person import Person
from tests.browser.steps import adds_a_leerling, opens_a_sectie, starts_a_groeidocument

pytestmark = [pytest.mark.browser]

FORMAT = "Ontwikkelingsperspectief (kort)"
OLD, NEW = "Welke begeleiding krijgt de leerling?", "Welke begeleiding krijgt de leerling van wie?"


def test_two_editors_publish_a_format_and_a_running_groeidocument_keeps_its_version(comes):
    mehmet = comes("mehmet")
    mehmet.logs_in()
    adds_a_leerling(mehmet, "Imane", "Ouali")
    running = starts_a_groeidocument(mehmet, "Imane Ouali", on=FORMAT)
    before = version(mehmet)

    sanne = comes("redactie")
    sanne.logs_in()
    finds_the_format_in_the_admin(sanne)
    renames_a_question(sanne, OLD, NEW)
    submits(sanne)

    visitor = comes("bezoeker")
    visitor.opens("/opp/")
    visitor.sees(f"versie {before} van")

    karim = comes("eindredactie")
    karim.logs_in()
    finds_the_format_in_the_admin(karim)
    approves(karim)

    visitor.opens("/opp/")
    visitor.sees(f"versie {before + 1} van")
    visitor.follows(FORMAT)
    visitor.sees(f"{before + 1} (nu)")
    assert NEW in visitor.page.content()
    visitor.follows("Wat is er veranderd?")
    visitor.sees(NEW)

    opens_a_sectie(mehmet, running, "Handelingsdeel", "Begeleiding")
    mehmet.sees(OLD)
    mehmet.does_not_see(NEW)
    adds_a_leerling(mehmet, "Casper", "Timmer")
    new = starts_a_groeidocument(mehmet, "Casper Timmer", on=FORMAT)
    assert version(mehmet) == before + 1
    opens_a_sectie(mehmet, new, "Handelingsdeel", "Begeleiding")
    mehmet.sees(NEW)


def test_an_editor_looks_at_a_draft_that_visitors_do_not_see(comes):
    sanne, visitor = comes("redactie"), comes("bezoeker")
    sanne.logs_in()
    finds_the_format_in_the_admin(sanne)
    renames_a_question(sanne, "Mijn doel in mijn eigen woorden", "Mijn doel, zoals ik het zelf zeg")
    sanne.page.get_by_role("button", name="Bewaar concept").click()
    expect(sanne.page.get_by_text(re.compile("is gewijzigd")).first).to_be_visible()

    visitor.opens("/opp/opp-kort/")
    visitor.does_not_see("Mijn doel, zoals ik het zelf zeg")


def test_an_editor_takes_a_format_along_in_a_file(comes, tmp_path):
    sanne = comes("redactie")
    sanne.logs_in()
    address = "/api/v1/opp-formats/opp-kort/versies/1/uitwisseling"
    text = sanne.page.request.get(address).text()
    opens_the_import(sanne)

    picks_a_file(sanne, tmp_path, text.replace('"label"', '"naam"', 1))
    expect(sanne.page.get_by_text("Er is niets ingelezen.")).to_be_visible()
    expect(sanne.page.get_by_text("‘naam’: kent dit programma niet").first).to_be_visible()

    picks_a_file(sanne, tmp_path, text.replace(FORMAT, "Meegenomen format"), separate=True)
    expect(sanne.page.get_by_text("‘Meegenomen format’ is als concept ingelezen.")).to_be_visible()
    expect(sanne.page.get_by_text("Stand: concept.")).to_be_visible()


# --- steps ----------------------------------------------------------------------------------------


def version(reader: Person) -> int:
    """The number at the foot of a groeidocument."""
    said = re.search(r"Format: .*, versie (\d+)\.", reader.page.locator("main").inner_text())
    assert said
    return int(said[1])


def finds_the_format_in_the_admin(editor: Person) -> None:
    editor.opens("/admin/pages/")
    for page in ("Samen opschrijven wat een leerling nodig heeft", "OPP en groeidocument"):
        editor.follows(f"Bekijk de onderliggende pagina's van '{page}'")
    editor.page.get_by_role("link", name=FORMAT, exact=True).first.click()
    expect(editor.page.get_by_role("button", name="Bewaar concept")).to_be_visible()


def renames_a_question(editor: Person, old: str, new: str) -> None:
    fields = editor.page.locator('input[name$="-label"]')
    field = fields.nth([one.input_value() for one in fields.all()].index(old))
    # Deel, sectie and vraag are folded; open them from the outside in.
    for panel in field.locator("xpath=ancestor::section[contains(@class, 'w-panel')]").all():
        unfolds(panel.locator("[data-panel-toggle]").first)
    field.fill(new)


def unfolds(fold: Locator) -> None:
    """Open a folded part of the editor. A press before the editor's script is ready for it does nothing, so it is looked at again."""
    for _ in range(40):
        if fold.get_attribute("aria-expanded") == "true":
            return
        fold.click()
        fold.page.wait_for_timeout(250)


def submits(editor: Person) -> None:
    """An editor of formats cannot publish; somebody else must look first."""
    rests(editor.page)
    editor.page.get_by_role("button", name="Meer acties").click()
    expect(editor.page.get_by_role("button", name="Publiceren")).to_have_count(0)
    editor.page.get_by_role("button", name=re.compile("Controle van formats")).click()
    expect(editor.page.get_by_text(re.compile("ter goedkeuring ingediend")).first).to_be_visible()


def approves(editor: Person) -> None:
    editor.page.get_by_role("button", name="Meer acties").click()
    editor.page.get_by_role("button", name="Goedkeuren en publiceren").click()
    expect(editor.page.get_by_text(re.compile("is gewijzigd")).first).to_be_visible()


def opens_the_import(editor: Person) -> None:
    editor.opens("/admin/pages/")
    editor.follows("Bekijk de onderliggende pagina's van 'Samen opschrijven wat een leerling nodig heeft'")
    editor.follows("Bekijk de onderliggende pagina's van 'OPP en groeidocument'")
    editor.page.get_by_role("button", name="Acties").first.click()
    editor.page.get_by_role("link", name="Importeer een format").first.click()
    expect(editor.page.get_by_role("heading", name="Importeer een format", level=2)).to_be_visible()


def picks_a_file(editor: Person, folder: Path, text: str, *, separate: bool = False) -> None:
    path = folder / "format.json"
    path.write_text(text, encoding="utf-8")
    editor.page.get_by_label("Bestand").set_input_files(path)
    if separate:
        editor.page.get_by_label("Maak er een apart format van").check()
    editor.page.get_by_role("button", name="Lees het format in").click()
