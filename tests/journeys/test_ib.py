"""The IB'er: from a new pupil to a link for a guest, and nothing that she typed is lost on the way."""

from datetime import date, timedelta

import pytest

from tests.browser.person import Person
from tests.browser.steps import adds_a_leerling, makes_a_link, opens_a_sectie, records_gezag, records_toestemming, starts_a_groeidocument

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_ib_fills_a_hoofdstuk_of_a_new_groeidocument(comes, script):
    anja = comes("anja", script=script)
    anja.logs_in()
    leerling = ("Yara", "Meijer") if script else ("Bram", "Willems")
    adds_a_leerling(anja, *leerling)
    dossier = starts_a_groeidocument(anja, " ".join(leerling))
    anja.sees("Nog niets geschreven")

    opens_a_sectie(anja, dossier, "Gegevens", "Leerling en school")
    anja.fills("Groep", "6")
    anja.fills("Leerkracht of leerkrachten", "Joke Bakker")
    anja.fills("Op deze school sinds", "")
    adds_a_row(anja, 1, schooljaar="2024-2025", wat="groep 4, De Regenboog")
    adds_a_row(anja, 2, schooljaar="2025-2026", wat="groep 5, De Regenboog")
    types_a_date_that_does_not_exist(anja)
    anja.presses("Bewaar")

    anja.sees("Er klopt iets nog niet")
    keeps_all_that_she_typed(anja)
    anja.fills("Op deze school sinds", "2020-08-24")
    anja.presses("Bewaar")

    anja.sees("“Leerling en school” is bewaard om", "Joke Bakker", "24 augustus 2020", "groep 4, De Regenboog", "groep 5, De Regenboog")


def test_an_ib_records_what_parents_allow_and_makes_a_link(comes):
    anja = comes("anja")
    anja.logs_in()
    adds_a_leerling(anja, "Tess", "Peeters")
    dossier = starts_a_groeidocument(anja, "Tess Peeters")

    anja.follows("Wie kan erbij?")
    anja.follows("Leg gegeven toestemming vast")
    anja.sees("Er is nog niemand met gezag vastgelegd.")
    records_gezag(anja, dossier, "Inge Peeters")
    records_toestemming(anja, dossier, ouder="Inge Peeters", voor="Farid Amrani, orthopedagoog", hoofdstukken=["Aanleiding", "Overzicht"])
    anja.sees("Aanleiding", "Overzicht")
    anja.does_not_see("Uitzicht", "Afsluiting")
    uitnodiging = makes_a_link(anja, email="farid@orthopedagoog.example", hoofdstukken=["Overzicht"])

    anja.sees("U ziet deze pincode alleen nu.")
    anja.follows("Ik heb de pincode doorgegeven")
    anja.sees("Farid Amrani, orthopedagoog", "farid@orthopedagoog.example", "Nog niet gebruikt", "tot en met")
    anja.does_not_see(uitnodiging.pincode, f"{uitnodiging.pincode[:3]} {uitnodiging.pincode[3:]}", uitnodiging.link)


def test_what_an_ib_fills_in_wrong_is_explained_and_kept(comes):
    anja = comes("anja")
    anja.logs_in()
    anja.opens("/groeidocumenten/leerlingen/nieuw/")
    anja.fills("Voornaam", "Morgane")
    anja.fills("Geboortedatum", (date.today() + timedelta(days=9)).isoformat())
    anja.presses("Voeg de leerling toe")

    anja.sees("Er klopt iets nog niet", "De geboortedatum ligt in de toekomst. Controleer het jaar.")
    assert anja.field("Voornaam").input_value() == "Morgane"


# --- steps ----------------------------------------------------------------------------------------


def adds_a_row(ib: Person, number: int, *, schooljaar: str, wat: str) -> None:
    ib.presses("Voeg een schooljaar toe")
    row = ib.page.get_by_role("group", name=f"Schooljaar {number}")
    ib.fills("Schooljaar", schooljaar, within=row)
    ib.fills("School en groep", wat, within=row)


def types_a_date_that_does_not_exist(ib: Person) -> None:
    # A browser's own date field refuses such a date; older browsers show a text field, and that is what she has here.
    ib.field("Op deze school sinds").evaluate("(field) => { field.type = 'text'; field.value = '31-02-2020'; }")


def keeps_all_that_she_typed(ib: Person) -> None:
    assert ib.field("Leerkracht of leerkrachten").input_value() == "Joke Bakker"
    first, second = (ib.page.get_by_role("group", name=f"Schooljaar {number}") for number in (1, 2))
    assert first.get_by_label("Schooljaar").input_value() == "2024-2025"
    assert second.get_by_label("School en groep").input_value() == "groep 5, De Regenboog"
