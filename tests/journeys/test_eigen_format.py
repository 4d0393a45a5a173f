"""A school without an account checks a format of its own: from the OPP page to a result, with a file or with the questions alone."""

import pytest
from docx import Document

from tests.browser.person import Person

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_school_checks_its_own_word_format(comes, tmp_path, script):
    visitor = comes("bezoeker", script=script)
    visitor.opens("/opp/")
    visitor.follows("Controleer uw eigen format")
    visitor.stands_on("Controleer uw eigen format")
    visitor.sees("Wij bewaren niets")

    visitor.presses("Ga verder")
    visitor.sees("Er klopt iets nog niet", "Kies voor welk onderwijs het format is.")

    visitor.page.get_by_label("basisonderwijs", exact=True).check()
    visitor.page.get_by_label("Uw format").set_input_files(own_format(tmp_path))
    visitor.presses("Ga verder")
    visitor.stands_on("Kijk na wat erin staat")
    visitor.sees("Gevonden:", "“Onderbouwing van de bestemming”")

    visitor.presses("Toon de uitslag")
    visitor.sees("Er klopt iets nog niet")
    answers_the_rest(visitor, "Nee, dit staat er niet in")
    visitor.presses("Toon de uitslag")

    visitor.stands_on("Uitslag van de controle")
    visitor.sees("Inbreng van de leerling (hoorrecht)", "Dit raden wij ook aan:", "Wij bewaren niets")


def test_a_school_goes_through_the_questions_without_a_file(comes):
    visitor = comes("bezoeker")
    visitor.opens("/controleer-uw-format/")
    visitor.page.get_by_label("praktijkonderwijs", exact=True).check()
    visitor.presses("Ga verder")
    visitor.sees("Hoe het praktijkonderwijs wordt verzorgd")
    answers_the_rest(visitor, "Ja, dit staat erin")
    visitor.presses("Toon de uitslag")
    visitor.sees("Volgens uw antwoorden staat alles wat de wet vraagt in uw format.")


# --- steps ----------------------------------------------------------------------------------------


def own_format(folder) -> str:
    """A Word file as a school could have it, without the voice of the pupil."""
    document = Document()
    for line in (
        "Ons plan",
        "Verwachte uitstroombestemming",
        "Onderbouwing van de bestemming",
        "Begeleiding: wie doet wat, bij elke vakles",
    ):
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Belemmerende factoren", "Bevorderende factoren"
    path = folder / "ons-format.docx"
    document.save(path)
    return str(path)


def answers_the_rest(visitor: Person, answer: str) -> None:
    """This answer wherever none is chosen yet."""
    for group in visitor.page.locator("main fieldset").all():
        if group.locator("input:checked").count() == 0:
            group.get_by_label(answer).check()
