"""What is late stands on top, the start is written down, the directeur reads no name, a calendar reads the days, and ROD is ticked by hand."""

import re

import pytest

pytestmark = [pytest.mark.browser]


def test_terms_from_the_list_to_the_calendar_and_rod(comes):
    anja, ria = comes("anja"), comes("ria")
    anja.logs_in()
    anja.follows("Termijnen van De Regenboog")
    anja.sees("6 dagen te laat", "Nog 5 dagen", "Nog 13 dagen")
    titles = anja.page.locator("main .gp-task__title").all_inner_texts()
    assert titles[:3] == ["Amira Benali", "Lucas Peters", "Tess de Wit"]
    anja.follows("Amira Benali")
    anja.sees("de definitieve plaatsing", "Terugdateren kan niet.", "Uiterste dag om het OPP vast te stellen")
    anja.follows("Leg een ander begin vast")
    anja.ticks("De inschrijving op school")
    anja.fills("Op welke dag was dat?", anja.page.evaluate("new Date().toISOString().slice(0, 10)"))
    anja.presses("Leg het begin vast")
    anja.sees("Een later begin zou dat verbergen.")

    ria.logs_in()
    ria.follows("Termijnen van De Regenboog")
    ria.sees("6 dagen te laat")
    ria.does_not_see("Benali", "Amira")

    anja.opens("/groeidocumenten/termijnen/agenda/")
    anja.presses("Maak een agenda-adres")
    address = anja.page.locator(".gp-address").inner_text()
    calendar = anja.page.context.request.get(address)
    assert calendar.status == 200 and "BEGIN:VEVENT" in calendar.text() and "Amira" not in calendar.text()
    anja.presses("Trek het adres in")
    assert anja.page.context.request.get(address).status == 403

    anja.opens("/groeidocumenten/")
    anja.follows("ROD-lijst van De Regenboog")
    anja.sees("Deze lijst heeft geen verbinding met DUO.", "uitgeschreven op", "het OPP heeft geen einddatum")
    anja.page.get_by_role("button", name=re.compile(r"Verwerkt in ROD\s*: begindatum van Mila Hendriks")).click()
    anja.sees("Verwerkt. Klopt dat toch niet?")
    anja.page.get_by_role("button", name=re.compile(r"Neem terug\s*: begindatum van Mila Hendriks")).click()
    anja.sees("Teruggenomen.")
    anja.looks()
