"""Several files on a pupil at once, with and without JavaScript, and then saying what one of them is."""

import pytest

from tests.browser.steps import has_a_groeidocument
from tests.builders.papers import picture

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_files_are_dropped_on_the_pupil_and_sorted_later(comes, script):
    anja = comes("anja", script=script)
    anja.logs_in()
    dossier = has_a_groeidocument(anja, "Lotte" if script else "Lars", "Groot")
    anja.opens(f"{dossier}documenten/")
    files = [{"name": name, "mimeType": "image/png", "buffer": picture()} for name in ("Tekening.png", "Schrift.png")]
    anja.page.get_by_label("Kies een of meer bestanden").set_input_files(files)

    # With a script the page sends file by file, and goes on by itself when all are there.
    anja.page.get_by_role("button", name="Voeg toe", exact=True).click()

    anja.sees("Nog in te delen", "Tekening.png", "Schrift.png")
    anja.looks()
    anja.page.get_by_role("link", name="Deel in : Tekening.png").click()
    anja.chooses("Wat voor document is het?", "werk of tekening")
    anja.presses("Bewaar")
    anja.stands_on("Tekening.png")
    anja.sees("Werk of tekening van de leerling", "Iedereen die dit groeidocument mag lezen")
