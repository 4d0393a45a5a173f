"""The manuals: numbered steps, honest about what cannot be done yet, a description for every picture."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.images import get_image_model

from handleidingen.blocks import StapBlock
from handleidingen.models import HandleidingPage
from tests.website.public_tree import PublicTree, add_handleiding, an_image

PAGE = "/handleiding/inloggen/"


def test_steps_are_numbered_and_tips_are_not(client: Client, tree: PublicTree) -> None:
    text = client.get(PAGE).content.decode()
    assert text.count('class="gp-step"') == 2
    assert 'id="stap-2"' in text
    assert text.index("Bewaar het adres") < text.index("stap-2")


def test_the_overview_groups_by_reader_in_the_editors_order(client: Client, tree: PublicTree) -> None:
    add_handleiding(tree.handleidingen, "Aanvullen", lezer="ouder")
    add_handleiding(tree.handleidingen, "Printen")
    text = client.get("/handleiding/").content.decode()
    assert text.index("Inloggen</a>") < text.index("Printen") < text.index("Voor de ouder of verzorger") < text.index("Aanvullen")


def test_the_next_topic_is_for_the_same_reader(client: Client, tree: PublicTree) -> None:
    add_handleiding(tree.handleidingen, "Aanvullen", lezer="ouder")
    add_handleiding(tree.handleidingen, "Printen")
    text = client.get(PAGE).content.decode()
    assert "Volgende: Printen" in text
    assert "Volgende: Aanvullen" not in text
    assert "Vorige: Inloggen" in client.get("/handleiding/printen/").content.decode()


def test_what_cannot_be_done_yet_says_so(client: Client, tree: PublicTree) -> None:
    add_handleiding(tree.handleidingen, "Bijlagen", beschikbaarheid="voorbereiding")
    assert "In voorbereiding" in client.get("/handleiding/bijlagen/").content.decode()
    assert "in voorbereiding" in client.get("/handleiding/").content.decode()
    assert "In voorbereiding" not in client.get(PAGE).content.decode()


def test_only_visible_formulieren_are_named(client: Client, tree: PublicTree) -> None:
    tree.handleiding.formulieren = [tree.geldend, tree.concept]
    tree.handleiding.save()
    text = client.get(PAGE).content.decode()
    assert "/formulieren/gezinsvragenlijst/" in text
    assert tree.concept.titel not in text


def test_a_picture_without_a_description_is_refused(db: None) -> None:
    block = StapBlock()
    value = block.to_python({"titel": "Doe dit", "tekst": "", "afbeelding": an_image().pk, "alt": " ", "schermafdruk": ""})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert "alt" in caught.value.block_errors
    value["alt"] = "Een wit vlak."
    assert block.clean(value)["alt"] == "Een wit vlak."


def test_a_picture_is_shown_with_its_description_in_two_sizes(client: Client, tree: PublicTree) -> None:
    add_handleiding(tree.handleidingen, "Met plaatje", afbeelding=an_image(), alt="Een wit vlak.")
    text = client.get("/handleiding/met-plaatje/").content.decode()
    assert 'alt="Een wit vlak."' in text
    assert "srcset=" in text
    assert "style=" not in text


def test_many_pictures_cost_no_more_queries_than_one(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    def page_with(number: int) -> str:
        steps = [
            ("stap", {"titel": f"Stap {n}", "tekst": "", "afbeelding": an_image(str(n)), "alt": "Wit.", "schermafdruk": ""})
            for n in range(number)
        ]
        page = HandleidingPage(title=f"Met {number}", slug=f"met-{number}", stappen=steps)
        tree.handleidingen.add_child(instance=page)
        client.get(f"/handleiding/met-{number}/?maak-de-maten")
        return f"/handleiding/met-{number}/"

    one, five = page_with(1), page_with(5)
    counts = []
    for path in (one, five):
        with django_assert_max_num_queries(80) as counted:
            assert client.get(f"{path}?tel").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert get_image_model().objects.count() == 6


def test_a_draft_handleiding_is_in_no_list(client: Client, tree: PublicTree) -> None:
    tree.handleidingen.add_child(instance=HandleidingPage(title="Nog niet af", slug="nog-niet-af", live=False))
    assert "Nog niet af" not in client.get("/handleiding/").content.decode()
    assert "Nog niet af" not in client.get(PAGE).content.decode()
    assert client.get("/handleiding/nog-niet-af/").status_code == 404
