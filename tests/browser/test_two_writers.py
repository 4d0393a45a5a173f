"""Two people, two browsers, one section: the second to save is shown both texts and chooses; nothing that anybody typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person, beginning
from tests.browser.steps import has_a_groeidocument, opens_a_sectie

pytestmark = [pytest.mark.browser]

SEES = "Wat ziet u in de klas?"
WANTS = "Wat wil de school weten of bereiken?"
OF_ANJA, OF_JOKE = "Hij werkt hard als het stil is.", "Hij kijkt veel naar buiten en lacht weinig."


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_second_to_save_is_shown_both_texts_and_keeps_what_she_wants(comes, script):
    anja, joke = comes("anja", script=script), comes("joke", script=script)
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Kees" if script else "Joris", "Groot")
    lets_the_leerkracht_in(anja, dossier)
    joke.logs_in()
    opens_a_sectie(anja, dossier, "Aanleiding", "Signalen en vragen")
    anja.fills(SEES, OF_ANJA)
    takes_over(joke, dossier)
    joke.fills(SEES, OF_JOKE)

    anja.presses("Bewaar")
    anja.sees("is bewaard om")
    joke.fills(WANTS, "Hoe wij hem rust geven.")
    joke.presses("Bewaar")

    joke.stands_on("Iemand anders bewaarde ook")
    joke.sees("Anja de Vries", OF_ANJA)
    assert joke.field(SEES).input_value() == OF_JOKE
    assert joke.field(WANTS).input_value() == "Hoe wij hem rust geven."
    anja.opens(anja.page.url)
    anja.sees(OF_ANJA)
    anja.does_not_see(OF_JOKE)

    joke.fills(SEES, f"{OF_ANJA} {OF_JOKE}")
    joke.presses("Bewaar mijn keuze")

    joke.sees("is bewaard om")
    anja.opens(anja.page.url)
    anja.sees(f"{OF_ANJA} {OF_JOKE}", "Hoe wij hem rust geven.", "Joke Bakker")


def test_the_second_to_save_may_leave_what_stands_there(comes):
    anja, joke = comes("anja"), comes("joke")
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Milan", "Groot")
    lets_the_leerkracht_in(anja, dossier)
    joke.logs_in()
    opens_a_sectie(anja, dossier, "Aanleiding", "Signalen en vragen")
    anja.fills(SEES, OF_ANJA)
    takes_over(joke, dossier)
    joke.fills(SEES, OF_JOKE)
    for writer in (anja, joke):
        writer.presses("Bewaar")

    joke.follows("Laat alles staan zoals het nu is")

    joke.sees(OF_ANJA)
    joke.does_not_see(OF_JOKE)


def test_what_is_typed_is_kept_without_pressing_anything_and_comes_back_after_signing_in_again(comes):
    anja = comes("anja")
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Yara", "Groot")
    opens_a_sectie(anja, dossier, "Aanleiding", "Signalen en vragen")
    anja.fills(SEES, OF_ANJA)
    expect(anja.page.get_by_text("Bewaard om")).to_be_visible()

    anja.context.clear_cookies()
    anja.page.get_by_label(beginning(SEES)).press_sequentially(" En hij lacht.")
    expect(anja.page.get_by_role("link", name="Log opnieuw in")).to_be_visible()
    with anja.page.expect_popup() as tab:
        anja.page.get_by_role("link", name="Log opnieuw in").click()
    login = tab.value
    login.get_by_label("Gebruikersnaam").fill("anja")
    login.get_by_label("Wachtwoord").fill(anja.stage.password)
    login.get_by_role("button", name="Log in", exact=True).click()
    login.get_by_label(beginning("Code")).fill(anja.stage.code("anja"))
    login.get_by_role("button", name="Log in", exact=True).click()
    expect(login.get_by_label(beginning(SEES))).to_have_value(OF_ANJA)
    login.close()
    expect(anja.page.get_by_text("Bewaard om")).to_be_visible()
    # That the autosave was refused meanwhile, was on purpose.
    anja.wrong = [said for said in anja.wrong if "/concept/" not in said]
    anja.presses("Bewaar")
    anja.sees("is bewaard om", f"{OF_ANJA} En hij lacht.")


# --- steps ----------------------------------------------------------------------------------------


def takes_over(writer: Person, dossier: str) -> None:
    """Opens the section where somebody else is at work, is told so, and goes on."""
    opens_a_sectie(writer, dossier, "Aanleiding", "Signalen en vragen")
    writer.sees("Anja de Vries werkt hier nu")
    writer.presses("Neem over")
    writer.stands_on("Signalen en vragen")


def lets_the_leerkracht_in(ib: Person, dossier: str) -> None:
    ib.opens(f"{dossier}delen/")
    ib.follows("Laat een leerkracht toe")
    ib.chooses("Leerkracht", "Joke Bakker")
    ib.presses("Laat toe")
    ib.sees("De leerkracht kan nu in dit groeidocument lezen en schrijven.")
