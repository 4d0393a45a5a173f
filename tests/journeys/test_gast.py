"""The guest: in with link and pincode, exactly the shared hoofdstukken, out at the next click when access ends; what was typed is given back."""

import re

import pytest

from tests.browser.person import Person
from tests.browser.steps import comes_in, has_a_groeidocument, lets_in, opens_a_sectie

pytestmark = [pytest.mark.browser]

REFUSED = "Deze link en pincode horen niet bij elkaar, of de toegang is voorbij. Neem contact op met de school."
GIVEN_BACK = "Ik zag dat zij in een klein groepje meer durft te zeggen."


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_guest_reads_what_was_shared_until_the_ib_withdraws_the_link(comes, script):
    anja, name = comes("anja"), "Vera Smits" if script else "Ilse Smits"
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Lieke" if script else "Saar", "Kok")
    writes_about_aanleiding(anja, dossier, "Zij trekt zich terug in de pauze.")
    uitnodiging = lets_in(anja, dossier, gast=name, email=f"{name.split()[0]}@wijkteam.example", hoofdstukken=["Aanleiding", "Inzicht"])

    vera = comes("gast", script=script)
    vera.opens(uitnodiging.link)
    vera.does_not_see("Lieke", "Saar", "Regenboog")
    vera.fills("Pincode", "000000" if uitnodiging.pincode != "000000" else "111111")
    vera.presses("Open het groeidocument")
    vera.sees(REFUSED)

    comes_in(vera, uitnodiging)
    vera.sees(f"U leest mee als gast ({name})", "tot en met")
    assert hoofdstukken(vera) == ["Aanleiding", "Inzicht"]
    vera.follows("Aanleiding", within=vera.page.locator("main"))
    vera.sees("Zij trekt zich terug in de pauze.")
    finds_nothing_elsewhere(vera, dossier)

    withdraws_the_link(anja, dossier, name)
    vera.opens(dossier)
    vera.stands_on("De toegang is voorbij")
    vera.does_not_see("Kok", "Zij trekt zich terug in de pauze.")
    comes_in(vera, uitnodiging)
    vera.sees(REFUSED)


def test_a_guest_is_shut_out_when_the_time_is_over(comes, stage):
    anja = comes("anja")
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Fenna", "Postma")
    uitnodiging = lets_in(anja, dossier, gast="Rob Kramer", email="rob@wijkteam.example", hoofdstukken=["Overzicht"])
    rob = comes("gast")
    comes_in(rob, uitnodiging)
    rob.stands_on("Fenna Postma")

    stage.time_runs_out("Rob Kramer")

    rob.follows("Overzicht", within=rob.page.locator("main"))
    rob.stands_on("De toegang is voorbij")
    rob.does_not_see("Fenna")
    anja.opens(f"{dossier}delen/")
    anja.sees("Verlopen")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_guest_who_was_writing_gets_the_text_back(comes, stage, script):
    anja, name = comes("anja"), "Nina Bos" if script else "Olga Bos"
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Jill" if script else "Nora", "Hendriks")
    uitnodiging = lets_in(
        anja, dossier, gast=name, email=f"{name.split()[0]}@logopedie.example", hoofdstukken=["Overzicht"], schrijven=True
    )
    nina = comes("gast", script=script)
    comes_in(nina, uitnodiging)
    nina.sees(f"U leest en schrijft mee als gast ({name})")
    opens_a_sectie(nina, dossier, "Overzicht", "Wat is al geprobeerd?")
    nina.fills("Wat komt uit onderzoek of uit hulp buiten school?", GIVEN_BACK)

    stage.time_runs_out(name)
    nina.presses("Bewaar")

    nina.stands_on("De toegang is voorbij")
    nina.sees("Wat u net had getypt")
    assert GIVEN_BACK in [field.input_value() for field in nina.page.get_by_role("textbox").all()]
    anja.opens(f"{dossier}hoofdstuk/{key_of(anja, dossier, 'Overzicht')}/")
    anja.does_not_see(GIVEN_BACK)


# --- steps ----------------------------------------------------------------------------------------


def writes_about_aanleiding(ib: Person, dossier: str, text: str) -> None:
    opens_a_sectie(ib, dossier, "Aanleiding", "Signalen en vragen")
    ib.fills("Wat ziet u in de klas?", text)
    ib.presses("Bewaar")


def hoofdstukken(reader: Person) -> list[str]:
    return [title.strip() for title in reader.page.locator(".gp-task__title").all_inner_texts()]


def finds_nothing_elsewhere(guest: Person, dossier: str) -> None:
    shared = guest.page.url.rsplit("/hoofdstuk/", 1)[1]
    for elsewhere in (f"{dossier}delen/", "/groeidocumenten/", f"{dossier}hoofdstuk/gegevens/", f"{dossier}hoofdstuk/{shared}aanvullen/"):
        guest.opens(elsewhere)
        guest.stands_on("Deze pagina is er niet")
    guest.opens(dossier)


def withdraws_the_link(ib: Person, dossier: str, name: str) -> None:
    ib.opens(f"{dossier}delen/")
    ib.page.get_by_role("link", name=re.compile(rf"Trek in\s*: {name}")).click()
    ib.presses("Trek de link in")
    ib.sees("De link is ingetrokken. De ontvanger kan niets meer openen.", "Ingetrokken")


def key_of(reader: Person, dossier: str, hoofdstuk: str) -> str:
    reader.opens(dossier)
    address = reader.page.get_by_role("link", name=hoofdstuk, exact=True).get_attribute("href") or ""
    return address.rstrip("/").rsplit("/", 1)[1]
