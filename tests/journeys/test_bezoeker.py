"""The visitor without an account, and the program: what is public can be found, read, filtered and searched, and nothing else."""

import json
import urllib.request

import pytest

from tests.browser.person import Person

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_visitor_finds_a_step_of_the_handleiding(comes, script):
    visitor = comes("bezoeker", script=script)
    visitor.opens("/")
    visitor.follows("Handleiding")
    visitor.stands_on("Handleiding groeidocument")
    visitor.sees("Voor de intern begeleider", "Voor de leerkracht")

    visitor.follows("Een lees- of schrijflink toekennen")

    visitor.sees("Leg de toestemming vast", "De pincode ziet u één keer op uw scherm")
    visitor.follows("Volgende:")
    visitor.stands_on("Toegangslinks beheren en opnieuw gebruiken")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_visitor_narrows_the_catalogue_to_one_formulier(comes, script):
    visitor = comes("bezoeker", script=script)
    visitor.opens("/")
    visitor.follows("Formulieren en documenten")
    all_of_them = formulieren_found(visitor)
    opens_the_filter(visitor, "Voor wie")
    visitor.ticks("Ouders en verzorgers")
    visitor.page.get_by_role("button", name="Toon formulieren", exact=True).first.click()
    visitor.sees("Wis alle keuzes")
    assert 0 < formulieren_found(visitor) < all_of_them

    visitor.follows("Gezinsvragenlijst")

    visitor.stands_on("Gezinsvragenlijst")
    visitor.sees("Over dit formulier", "Wie vult in")
    assert downloads_a_pdf(visitor)


def test_a_visitor_looks_through_a_format_before_the_school_uses_it(comes):
    visitor = comes("bezoeker")
    visitor.opens("/opp/")
    visitor.follows("Groeidocument primair onderwijs")
    visitor.sees("Zo ziet het formulier eruit", "Stand van zaken")
    visitor.page.locator("summary", has_text="Voor programma").click()
    visitor.sees("Controlegetal")
    visitor.page.locator("summary", has_text="Uitzicht").click()
    visitor.sees("Wat heeft de leerkracht nodig?")
    assert visitor.page.locator("main textarea:enabled").count() == 0


def test_a_visitor_searches_the_site(comes):
    visitor = comes("bezoeker")
    visitor.opens("/")
    visitor.fills("Zoek in handleidingen en formulieren", "pincode")
    visitor.page.keyboard.press("Enter")
    visitor.stands_on("Zoeken")
    visitor.sees("resultaten voor “pincode”")
    visitor.follows("Meelezen met een link en een pincode")
    visitor.sees("De pincode heeft zes cijfers.")

    visitor.opens("/zoeken/?q=Noor")
    visitor.sees("Niets gevonden voor “Noor”.")


def test_a_visitor_meets_a_friendly_page_where_nothing_is(comes):
    visitor = comes("bezoeker")
    visitor.opens("/handleiding/bestaat-niet/")
    visitor.stands_on("Deze pagina is er niet")
    visitor.opens("/groeidocumenten/")
    visitor.stands_on("Inloggen")


def test_a_program_reads_the_public_catalogue(stage):
    handleidingen = asks(stage, "/api/v1/handleidingen")
    formulieren = asks(stage, "/api/v1/formulieren")
    formats = asks(stage, "/api/v1/opp-formats")

    assert "Een lees- of schrijflink toekennen" in titles(handleidingen)
    assert "Gezinsvragenlijst" in " ".join(titles(formulieren))
    assert "Groeidocument primair onderwijs" in titles(formats)
    assert "/opp-formats/{slug}" in asks(stage, "/api/v1/openapi.json")["paths"]
    [one] = [item for item in formats["resultaten"] if item["titel"] == "Groeidocument primair onderwijs"]
    assert asks(stage, f"/api/v1/opp-formats/{one['id']}")["json_schema"]["$schema"]
    assert "Noor" not in json.dumps([handleidingen, formulieren, formats])


# --- steps ----------------------------------------------------------------------------------------


def opens_the_filter(visitor: Person, title: str) -> None:
    facet = visitor.page.locator("details", has=visitor.page.locator("summary", has_text=title))
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()


def formulieren_found(visitor: Person) -> int:
    """The number above the list."""
    return int(visitor.page.locator("h2", has_text="formulier").inner_text().split()[0])


def downloads_a_pdf(visitor: Person) -> bool:
    link = visitor.page.locator("main a[href*='/documenten/']").first
    answer = visitor.context.request.get(link.get_attribute("href") or "")
    return answer.ok and answer.body().startswith(b"%PDF-")


def asks(stage, address: str):
    with urllib.request.urlopen(stage.url + address, timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("application/json")
        return json.load(answer)


def titles(answer) -> list[str]:
    return [item["titel"] for item in answer["resultaten"]]
