"""The guest: in with link and pincode, exactly the shared hoofdstukken, out at the next click when access ends; what was typed is given back."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.steps import comes_in, has_a_groeidocument, lets_in, opens_a_sectie

pytestmark = [pytest.mark.browser]

REFUSED = "Deze link en pincode horen niet bij elkaar, of de toegang is voorbij. Neem contact op met de school."
ASKED = "Wat komt uit onderzoek of uit hulp buiten school?"
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
    vera.sees(f"U leest mee als gast ({name}) in “Aanleiding” en “Inzicht”", "tot en met")
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
    nina.fills(ASKED, GIVEN_BACK)

    stage.time_runs_out(name)
    nina.presses("Bewaar")

    nina.stands_on("De toegang is voorbij")
    nina.sees("Wat u net had getypt")
    assert GIVEN_BACK in [field.input_value() for field in nina.page.get_by_role("textbox").all()]
    anja.opens(f"{dossier}hoofdstuk/{key_of(anja, dossier, 'Overzicht')}/")
    anja.does_not_see(GIVEN_BACK)


def test_the_whole_way_of_a_guest_on_a_phone(comes, stage):
    """Invited, a code by SMS, the rules, writing, put back by the school, out of time, text kept, a new link asked for, gone."""
    anja, name = comes("anja"), "Bram de Jong"
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Tess", "Visser")
    uitnodiging = lets_in(anja, dossier, gast=name, email="bram@logopedie.example", hoofdstukken=["Overzicht"], schrijven=True)
    pincode = sends_a_code_by_sms(anja, dossier, name, "06-12345678", stage)

    bram = comes("gast", phone=True)
    comes_to_the_entrance(bram, uitnodiging, dossier)
    bram.fills("Pincode", f"{pincode[:3]} {pincode[3:]}")
    bram.presses("Open het groeidocument")
    bram.stands_on("Voordat u verdergaat")
    bram.does_not_see("Tess", "Visser")
    bram.opens(dossier)
    bram.stands_on("Voordat u verdergaat")
    bram.presses("Akkoord")
    bram.sees("Kruis aan dat u dit bent.")
    bram.ticks(f"Ik ben {name}", "Ik houd mij")
    bram.presses("Akkoord")
    bram.stands_on("Tess Visser")
    bram.sees(f"U leest en schrijft mee als gast ({name}) in “Overzicht”", "tot en met")
    the_history_holds_no_secret(bram, uitnodiging, dossier)

    writes(bram, dossier, "In een klein groepje praat zij meer.")
    anja.opens(dossier)
    anja.follows(f"Bekijk wat {name} schreef")
    anja.sees("In een klein groepje praat zij meer.")
    anja.page.get_by_role("button", name=re.compile("^Zet het terug")).click()
    anja.sees("staat weer zoals voor de gast")
    bram.opens(f"{dossier}hoofdstuk/{key_of(bram, dossier, 'Overzicht')}/")
    bram.does_not_see("In een klein groepje praat zij meer.")

    opens_a_sectie(bram, dossier, "Overzicht", "Wat is al geprobeerd?")
    bram.fills(ASKED, GIVEN_BACK)
    stage.time_runs_out(name)
    bram.presses("Bewaar")
    bram.stands_on("De toegang is voorbij")
    assert GIVEN_BACK in [field.input_value() for field in bram.page.get_by_role("textbox").all()]
    bram.follows("Vraag een nieuwe link aan")
    bram.presses("Vraag de school om een nieuwe link")
    bram.sees("Hoort deze link bij een groeidocument? Dan krijgt de school nu bericht.")

    anja.opens(dossier)
    anja.sees(f"{name} vraagt om een nieuwe link")
    anja.follows("Er is tekst van een gast die te laat kwam")
    anja.does_not_see(GIVEN_BACK)
    anja.follows("Wat is al geprobeerd?")
    anja.sees(GIVEN_BACK)
    anja.presses("Zet het in het hoofdstuk")
    anja.sees("De tekst staat nu in het hoofdstuk, met de naam van de gast.")
    anja.opens(f"{dossier}hoofdstuk/{key_of(anja, dossier, 'Overzicht')}/")
    anja.sees(GIVEN_BACK)
    anja.opens(f"{dossier}delen/aanvragen/")
    anja.page.get_by_role("button", name=re.compile("^Klaar, haal deze vraag weg")).click()
    anja.sees("Er wachten geen vragen.")


def test_a_quiet_quarter_asks_first_and_keeps_what_was_typed(comes):
    anja = comes("anja")
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Isa", "de Wit")
    uitnodiging = lets_in(anja, dossier, gast="Ot Smit", email="ot@wijkteam.example", hoofdstukken=["Overzicht"], schrijven=True)
    ot = comes("gast")
    ot.page.clock.install()
    comes_in(ot, uitnodiging)
    question = ot.page.get_by_role("heading", name="Bent u er nog?")
    ot.page.clock.fast_forward("12:50")
    expect(question).to_be_hidden()
    ot.page.clock.fast_forward("00:20")
    expect(question).to_be_visible()
    ot.looks()
    ot.page.get_by_role("button", name="Ik ga verder").click()
    expect(question).to_be_hidden()
    ot.page.clock.fast_forward("12:50")
    expect(question).to_be_hidden()

    opens_a_sectie(ot, dossier, "Overzicht", "Wat is al geprobeerd?")
    ot.page.route("**/verlengen/", lambda route: route.abort())
    ot.fills(ASKED, GIVEN_BACK)
    ot.page.clock.fast_forward("15:10")
    ot.sees("Kopieer wat u typte.")
    assert ot.field(ASKED).input_value() == GIVEN_BACK, "what was typed stays on the page"


def test_the_question_comes_without_a_script_too(comes):
    anja = comes("anja")
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Mex", "Bakker")
    uitnodiging = lets_in(anja, dossier, gast="Iep Smit", email="iep@wijkteam.example", hoofdstukken=["Overzicht"])
    iep = comes("gast")
    iep.page.route("**/bezoek.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    comes_in(iep, uitnodiging)
    question = iep.page.get_by_role("heading", name="Bent u er nog?")
    expect(question).to_be_hidden()
    iep.page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    expect(question).to_be_visible()
    with iep.context.expect_page() as opened:
        iep.page.get_by_role("button", name="Ik ga verder").click()
    expect(opened.value.locator("h1")).to_contain_text("U kunt verder")
    assert iep.page.url == dossier, "the page with what was typed is still there"


# --- steps ----------------------------------------------------------------------------------------


def sends_a_code_by_sms(ib: Person, dossier: str, name: str, number: str, stage) -> str:
    """From the list of links to an SMS; returns the code that is in it."""
    link = stage.rows(f"SELECT id FROM dossiers_toegangslink WHERE ontvanger_naam = '{name}'")[0][0]
    ib.opens(f"{dossier}delen/link/{uuid.UUID(str(link))}/pincode/")
    ib.fills("Mobiel nummer", number)
    ib.presses("Stuur de pincode per sms")
    ib.sees("Verzonden.", "…5678")
    found = re.search(r"(\d{3}) (\d{3})", stage.sms()[-1].split("\n\n", 1)[1])
    assert found
    return found[1] + found[2]


def comes_to_the_entrance(guest: Person, uitnodiging, dossier: str) -> None:
    """Open the mailed link as a mail scanner does too: nothing is posted by itself, and the secret leaves the address bar."""
    posted = []
    guest.context.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    guest.opens(uitnodiging.link)
    guest.page.wait_for_timeout(1500)
    assert posted == [] and guest.page.url.endswith("/toegang/")
    guest.does_not_see("Tess", "Visser", "Regenboog")
    guest.page.reload()
    guest.stands_on("Open de link uit uw mail")
    guest.opens(uitnodiging.link)


def the_history_holds_no_secret(guest: Person, uitnodiging, dossier: str) -> None:
    """No page to which the browser can go back has the address of the link, and none is told where the guest came from."""
    token = uitnodiging.link.rsplit("/", 2)[1]
    history = guest.context.new_cdp_session(guest.page).send("Page.getNavigationHistory")["entries"]
    assert len(history) > 3
    assert [entry["url"] for entry in history if token in entry["url"]] == []
    assert token not in guest.page.evaluate("performance.getEntriesByType('navigation').map((one) => one.name).join() + document.referrer")
    guest.opens(dossier)


def writes(guest: Person, dossier: str, text: str) -> None:
    opens_a_sectie(guest, dossier, "Overzicht", "Wat is al geprobeerd?")
    guest.fills(ASKED, text)
    guest.presses("Bewaar")
    guest.sees("is bewaard om")


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
    ib.page.locator("section", has=ib.page.locator("#gasten")).get_by_role("link", name=name).click()
    ib.follows("Trek in")
    ib.ticks("Het is klaar")
    ib.presses("Trek de link in")
    ib.sees("De link is ingetrokken. De ontvanger kan niets meer openen.", "Verlopen en ingetrokken links")


def key_of(reader: Person, dossier: str, hoofdstuk: str) -> str:
    reader.opens(dossier)
    address = reader.page.get_by_role("link", name=hoofdstuk, exact=True).get_attribute("href") or ""
    return address.rstrip("/").rsplit("/", 1)[1]
