"""A redacteur lets somebody without an account read a draft, and takes that back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser]

PAGE, NEW = "Voor scholen", "Deze zin leest u vast vooraf mee."


def test_an_editor_shares_a_draft_with_somebody_who_has_no_account(comes):
    sanne, reader = comes("redactie"), comes("meelezer")
    sanne.logs_in()
    sanne.opens("/admin/pages/")
    sanne.follows("Bekijk de onderliggende pagina's van 'Samen opschrijven wat een leerling nodig heeft'")
    sanne.page.get_by_role("link", name=PAGE, exact=True).first.click()
    sanne.page.locator('[name="introductie"]').fill(NEW)
    sanne.page.get_by_role("button", name="Bewaar concept").click()
    expect(sanne.page.get_by_text(re.compile("is gewijzigd")).first).to_be_visible()
    sanne.page.get_by_role("button", name="Acties").first.click()
    sanne.page.get_by_role("link", name="Voorbeeld delen").first.click()
    sanne.page.get_by_label("1 dag", exact=True).check()
    sanne.page.get_by_role("button", name="Maak een link").click()
    address = sanne.page.get_by_label("De link", exact=True).input_value()

    reader.opens(address)
    reader.sees("Dit is een voorbeeld van een concept.")
    reader.sees(NEW)
    reader.opens("/voor-scholen/")
    reader.does_not_see(NEW)

    sanne.page.get_by_role("button", name=re.compile("^Trek in")).first.click()
    expect(sanne.page.get_by_text("De link is ingetrokken.")).to_be_visible()
    assert reader.page.goto(address).status == 404
