"""A whole form without a mouse: the order of the Tab key, a focus that can be seen, Enter to send, and the list of mistakes that comes first."""

import pytest

from tests.browser.person import Person

pytestmark = [pytest.mark.browser]

# What has the focus: the words beside it, and whether something shows around it.
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const words = e.labels?.length ? e.labels[0].innerText : e.innerText;
  // The parts of a date field, and its calendar, each have the focus in turn; the field itself shows it at the first.
  const again = window.gpStop === e;
  window.gpStop = e;
  return [words.trim().split("\\n")[0], again || (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)];
}"""


def test_an_ib_adds_a_leerling_without_a_mouse(comes):
    anja = comes("anja")
    signs_in_by_keyboard(anja)
    anja.stands_on("Groeidocumenten")
    tabs_to(anja, "Nieuwe leerling")
    sends(anja)
    anja.stands_on("Nieuwe leerling")

    assert tabs_through(anja, until="Terug zonder opslaan", then_from="Voornaam") == [
        "Voornaam",
        "Tussenvoegsel (niet verplicht)",
        "Achternaam",
        "Geboortedatum",
        "Groep of klas (niet verplicht)",
        "Voeg de leerling toe",
        "Terug zonder opslaan",
    ]
    anja.opens(anja.page.url)
    tabs_to(anja, "Voornaam")
    types(anja, "Guus")
    sends(anja)

    anja.sees("Er klopt iets nog niet")
    assert anja.page.evaluate("document.activeElement.className") == "gp-error-summary"
    anja.page.keyboard.press("Tab")
    anja.page.keyboard.press("Enter")
    assert focus(anja) == "Achternaam"
    types(anja, "Evers")
    tabs_to(anja, "Geboortedatum")
    types(anja, "12042016")
    sends(anja)
    anja.stands_on("Start een groeidocument")


def test_the_first_tab_leads_past_the_menu(comes):
    visitor = comes("bezoeker")
    visitor.opens("/handleiding/inloggen/")
    visitor.page.keyboard.press("Tab")
    assert "inhoud" in focus(visitor)
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "inhoud"


# --- steps ----------------------------------------------------------------------------------------


def focus(person: Person) -> str:
    """The words of what has the focus; the focus must be visible."""
    words, visible = person.page.evaluate(FOCUS)
    assert visible, f"nothing shows that “{words}” has the focus"
    return words


def tabs_to(person: Person, words: str) -> None:
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if focus(person).startswith(words):
            return
    raise AssertionError(f"the Tab key never came to “{words}”")


def tabs_through(person: Person, *, then_from: str, until: str) -> list[str]:
    """The stops of the Tab key from one to another; a date field has a stop for day, month and year, which count as one."""
    tabs_to(person, then_from)
    stops = [focus(person)]
    while stops[-1] != until and len(stops) < 40:
        person.page.keyboard.press("Tab")
        if focus(person) != stops[-1]:
            stops.append(focus(person))
    return stops


def types(person: Person, text: str) -> None:
    person.page.keyboard.type(text)


def sends(person: Person) -> None:
    """Enter, and look at the page that comes."""
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.looks()


def signs_in_by_keyboard(person: Person) -> None:
    person.opens("/inloggen/")
    assert focus(person) == "Gebruikersnaam"
    types(person, person.name)
    person.page.keyboard.press("Tab")
    types(person, person.stage.password)
    sends(person)
    assert focus(person) == "Code"
    types(person, person.stage.code(person.name))
    sends(person)
