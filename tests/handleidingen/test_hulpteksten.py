"""One source for help texts: a handleiding shows the record, a groeidocument shows what the format took over from it when it was published."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from demo.handleidingen import with_hulpteksten
from formats.forms import SectieForm
from formats.hulptekst_use import Gebruik, gebruik
from formats.models import Hulptekst
from handleidingen.blocks import HulptekstBlock
from handleidingen.controle import a_year_after
from handleidingen.models import HandleidingPage
from opp_pages import default_formats
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage
from tests.website.public_tree import PublicTree, add

WORDS = "Beschrijf wat er gebeurt, wanneer, en hoe vaak. Laat uw oordeel nog weg."


@pytest.fixture
def hulptekst(tree: PublicTree) -> Hulptekst:
    """A help text that "Inloggen" shows after its last step."""
    record = Hulptekst.objects.create(site=Site.objects.get(is_default_site=True), naam="Wat ziet u in de klas?", tekst=WORDS)
    tree.handleiding.stappen.append(("hulptekst", {"hulptekst": str(record.pk)}))
    tree.handleiding.save_revision().publish()
    return record


def test_a_handleiding_shows_the_words_of_today(client: Client, hulptekst: Hulptekst) -> None:
    assert WORDS in client.get("/handleiding/inloggen/?eerst").content.decode()
    hulptekst.tekst = "Schrijf **precies** op wat u ziet.\n\n- eerst dit\n- dan dat <script>"
    hulptekst.save()
    text = client.get("/handleiding/inloggen/?daarna").content.decode()
    assert WORDS not in text
    assert "<strong>precies</strong>" in text
    assert "<li>eerst dit</li>" in text
    assert "&lt;script&gt;" in text
    shown = client.get(f"/api/v2/pages/{HandleidingPage.objects.get(slug='inloggen').pk}/").json()["stappen"][-1]
    assert shown["value"] == {"naam": "Wat ziet u in de klas?", "tekst": hulptekst.tekst}


def test_a_help_text_that_is_gone_leaves_no_hole(client: Client, hulptekst: Hulptekst) -> None:
    hulptekst.delete()
    text = client.get("/handleiding/inloggen/?weg").content.decode()
    assert "Zo staat het bij de vraag" not in text
    assert "Log in" in text
    block = HulptekstBlock()
    for wrong in ("", "999999", "x", "9" * 30):
        with pytest.raises(ValidationError):
            block.clean(block.to_python({"hulptekst": wrong}))


def test_a_published_format_keeps_the_words_that_it_took_over_and_the_editor_sees_so(tree: PublicTree, hulptekst: Hulptekst) -> None:
    index = add(tree.home, OppIndexPage(title="OPP", slug="opp"))
    veld = {"type": "lange_tekst", "id": "v1", "value": {"label": "Wat ziet u?", "hulptekst_bron": str(hulptekst.pk)}}
    deel = {
        "type": "deel",
        "id": "d1",
        "value": {"titel": "Aanleiding", "secties": [{"type": "item", "id": "s1", "value": {"titel": "Signalen", "velden": [veld]}}]},
    }
    page = FormatPage(
        title="Ons format", slug="ons", soort="groeidocument", korte_omschrijving="Kort.", delen=json.dumps([deel]), live=False
    )
    index.add_child(instance=page)
    first = publish_format_page(page)
    sectie = first.schema.delen[0].secties[0]
    # This form is what a groeidocument shows.
    assert next(iter(SectieForm(sectie, {}).invoeren())).veld.hulptekst == WORDS
    handleiding = Gebruik("Inloggen", tree.handleiding.pk, None, zelfde=True)
    assert gebruik(hulptekst) == [handleiding, Gebruik("Ons format", page.pk, 1, zelfde=True)]
    hulptekst.tekst = "Nieuwe woorden."
    hulptekst.save()
    first.refresh_from_db()
    assert first.schema.delen[0].secties[0].velden[0].hulptekst == WORDS
    assert gebruik(hulptekst) == [Gebruik("Ons format", page.pk, 1, zelfde=False), handleiding]
    second = publish_format_page(FormatPage.objects.get(pk=page.pk))
    assert second.schema.delen[0].secties[0].velden[0].hulptekst == "Nieuwe woorden."
    assert [use.zelfde for use in gebruik(hulptekst)] == [True, True]


def test_the_shipped_format_says_the_same_with_shared_help_texts(hulptekst: Hulptekst) -> None:
    site = Site.objects.get(is_default_site=True)
    stored = default_formats.load("groeidocument_po", site=site)
    linked = with_hulpteksten(stored, site)
    assert json.dumps(linked).count(f'"hulptekst_bron": "{hulptekst.pk}"') == 1
    assert WORDS not in json.dumps(linked, ensure_ascii=False)
    assert WORDS in json.dumps(stored, ensure_ascii=False)


def test_what_nobody_checked_for_a_year_is_asked_for(tree: PublicTree) -> None:
    day = date(2026, 11, 23)

    def due(checked: date | None, on: date = day) -> bool:
        HandleidingPage.objects.filter(pk=tree.handleiding.pk).update(gecontroleerd_op=checked)
        return HandleidingPage.objects.te_controleren(on).exists()

    assert due(None)
    assert due(date(2025, 11, 23))
    assert not due(date(2025, 11, 24))
    assert due(date(2023, 2, 28), date(2024, 2, 29))
    assert not due(date(2024, 2, 29), date(2025, 2, 28))
    assert due(date(2024, 2, 29), date(2025, 3, 1))
    assert a_year_after(date(2024, 2, 29)) == date(2025, 3, 1)
    HandleidingPage.objects.filter(pk=tree.handleiding.pk).update(gecontroleerd_op=None, live=False)
    assert not HandleidingPage.objects.te_controleren(day).exists()


def test_search_engines_read_the_steps_of_what_can_be_done(client: Client, tree: PublicTree) -> None:
    import re

    def data(address: str) -> dict[str, Any] | None:
        text = client.get(address).content.decode()
        found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', text, re.DOTALL)
        return json.loads(found[1]) if found else None

    how_to = data("/handleiding/inloggen/")
    assert how_to is not None and how_to["@type"] == "HowTo"
    assert [(step["position"], step["name"]) for step in how_to["step"]] == [(1, "Open de site"), (2, "Log in")]
    assert how_to["step"][0]["text"] == "Ga naar de site. Bewaar het adres."
    assert how_to["step"][1]["url"].endswith("/handleiding/inloggen/#stap-2")
    tree.handleiding.beschikbaarheid = "voorbereiding"
    tree.handleiding.save_revision().publish()
    assert (data("/handleiding/inloggen/?nu") or {}).get("@type") != "HowTo"
