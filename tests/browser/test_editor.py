"""An editor of the swv makes a format: adds, points, renames, duplicates and saves, without a slug, a code or an id to type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from formats import schema as s

from .editor import Editor, build
from .person import Person

pytestmark = [pytest.mark.browser]
SMALL = s.FormatSchema(
    titel="Proef van de redactie",
    soort="formulier",
    varianten=(s.Variant(key="kort", naam="Kort"),),
    delen=(
        s.Deel(
            key="d",
            titel="Begin",
            secties=(
                s.Sectie(
                    key="s",
                    titel="Vragen",
                    velden=(
                        s.Keuze(key="uitstroom", label="Verwachte uitstroom", opties=("havo", "vwo"), invuller="ouder", eis="verplicht"),
                        s.KorteTekst(
                            key="waarom",
                            label="Waarom?",
                            voorwaarden=(s.Voorwaarde(bron="uitstroom", waarden=("vwo",)),),
                            varianten=("kort",),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def test_an_editor_builds_a_format(comes: Callable[..., Person]) -> None:
    redactie = comes("redactie")
    redactie.logs_in()
    page = redactie.page
    page.goto("/opp/")
    page.goto("/admin/pages/")
    page.goto(_add_address(redactie))
    editor = build(page, SMALL, korte_omschrijving="Om te proberen.")
    field = page.locator('[name="delen-0-value-secties-0-value-velden-0-value-label"]')
    heading = page.locator(f"#block-{editor.ids['uitstroom']}-heading")
    heading.click()
    expect(heading).to_contain_text("Verwachte uitstroom · ouders · verplicht")
    editor.shows(field)
    # Renaming the source keeps the condition, which shows the new name.
    field.fill("Welke uitstroom?")
    body = editor.drawn("delen-0-value-secties-0-value-velden-1-value", "voorwaarden")
    body.hover()
    expect(body.locator("option:checked").first).to_have_text("Welke uitstroom?")
    # A duplicate is a question of its own.
    child = page.locator(f'[data-streamfield-child][data-contentpath="{editor.ids["uitstroom"]}"]')
    child.locator('[data-streamfield-action="DUPLICATE"]').first.click()
    expect(page.locator('input[name="delen-0-value-secties-0-value-velden-count"]')).to_have_value("3")
    assert editor.id_of("delen-0-value-secties-0-value-velden-2-value") != editor.ids["uitstroom"]
    editor.saves()
    # The page has an address, which nobody had to invent, and the editor comes back with everything in it.
    assert "/edit/" in page.url
    again = Editor(page)
    assert again.id_of("delen-0-value-secties-0-value-velden-0-value") == editor.ids["uitstroom"]
    source = again.drawn("delen-0-value-secties-0-value-velden-2-value", "voorwaarden").locator("option:checked").first
    expect(source).to_have_text("Welke uitstroom?")


def _add_address(person: Person) -> str:
    """The form for a new format under the page of the formats, as the admin's own button leads; the public API knows that page's number."""
    found = person.page.request.get("/api/v2/pages/?type=opp_pages.OppIndexPage").json()
    return f"/admin/pages/add/opp_pages/formatpage/{found['items'][0]['id']}/"
