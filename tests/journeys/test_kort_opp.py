"""Writing an OPP short: pages are counted while somebody types, and hints show what is better. A parent prints it and learns that it is genuine."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser]

BEGELEIDING = "Welke begeleiding krijgt de leerling?"
HARD = "Noor heeft zwakke executieve functies, zegt psycholoog Willems. Zij zit naast klasgenoot Lisa."
PLAIN = "Noor begint met de eerste som, samen met de leerkracht."


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_pages_are_counted_and_hints_show_what_is_better(comes, script):
    anja = comes("anja", script=script)
    anja.logs_in()
    _opp(anja)
    anja.page.get_by_role("link", name="Begeleiding", exact=True).click()
    said = anja.page.locator("[data-meter-zin]")
    _types(anja, HARD, script)
    expect(said).to_have_text(
        re.compile(r"^Dit OPP is afgedrukt \d bladzijden?\. Het advies is: hoogstens 5\. Onder het formulier staan 2 tips\.$")
    )
    anja.page.locator("summary", has_text="Dit woord kent niet iedereen").click()
    anja.sees("“executieve functies → beginnen, plannen en volhouden”", "Liever", "psycholoog Willems")
    anja.looks()
    _types(anja, f"{PLAIN}\n\n" * 150, script)
    expect(said).to_have_text(re.compile("Wat kan korter"))
    _types(anja, PLAIN, script)
    expect(said).not_to_have_text(re.compile("tip|Wat kan korter"))
    assert anja.field(BEGELEIDING).input_value() == PLAIN


def test_a_parent_prints_the_opp_and_anybody_finds_out_that_it_is_genuine(comes, tmp_path):
    fatima = comes("fatima", phone=True)
    fatima.logs_in()
    _opp(fatima)
    with fatima.page.expect_download() as told:
        fatima.page.get_by_role("link", name="Download het hele OPP (PDF)").click()
    pdf = Path(tmp_path) / told.value.suggested_filename
    told.value.save_as(pdf)
    assert pdf.name.startswith("opp-versie-") and pdf.read_bytes().startswith(b"%PDF")
    fatima.follows("de pagina over echtheid")
    fatima.page.locator("input[type=file]").set_input_files(pdf)
    fatima.presses("Controleer het bewijs")
    fatima.sees("Echt.")
    fatima.looks()


def _types(writer, text: str, script: bool) -> None:
    writer.fills(BEGELEIDING, text)
    if not script:
        writer.presses("Tel de bladzijden")


def _opp(somebody) -> None:
    """Go to Noor's OPP."""
    somebody.page.get_by_role("link", name=re.compile("Noor")).first.click()
    somebody.follows("OPP")
    somebody.page.locator("main .gp-task__title").first.click()
