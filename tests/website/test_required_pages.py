"""The pages that a samenwerkingsverband must have: a draft may be unfinished, what is published may not."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
from tests.website.house_tree import CONTACT, TOEGANKELIJKHEID, build_house
from tests.website.public_tree import PublicTree
from website.models import BegrippenPage, ContactPage, NieuwsPage, PrivacyPage, SteunpuntPage, ToegankelijkheidPage, VragenPage
from website.verplicht import PRIVACY_TEKSTEN

MUST_HAVE = {
    ContactPage: tuple(CONTACT),
    SteunpuntPage: ("naam", "telefoon", "email", "bereikbaar", "aanbod", "voor_jongeren", "onafhankelijkheid", "signalen", "kosten"),
    PrivacyPage: ("verantwoordelijke", "contact", "fg", "doelen", "bijgewerkt_op", *PRIVACY_TEKSTEN),
    ToegankelijkheidPage: tuple(name for name in TOEGANKELIJKHEID if name != "tekortkomingen"),
    NieuwsPage: ("datum", "inhoud"),
    VragenPage: ("lezer", "vragen"),
}


@pytest.mark.parametrize("model", MUST_HAVE, ids=lambda model: model.__name__)
def test_everything_that_must_be_there_is_asked_before_publishing_and_not_in_a_draft(model: Any, db: None) -> None:
    form_class = model.get_edit_handler().get_form_class()
    assert {name for name in MUST_HAVE[model] if not form_class.base_fields[name].required} == set()
    deferred = set(form_class._meta.defer_required_on_fields)
    assert {name for name in MUST_HAVE[model] if name not in deferred} <= {"datum"}


@pytest.fixture
def editor(client: Client, tree: PublicTree) -> Client:
    client.force_login(User.objects.create_superuser("hoofd", soort="redacteur"))
    return client


def test_an_unfinished_contact_page_can_be_kept_and_not_published(editor: Client, tree: PublicTree) -> None:
    data = nested_form_data({"title": "Contact", "slug": "contact", **CONTACT, "email": "", "inhoud": streamfield([])})
    address = f"/admin/pages/add/website/contactpage/{tree.home.pk}/"
    refused = editor.post(address, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert "0200 000 010" in refused.content.decode()
    assert not ContactPage.objects.exists()
    assert editor.post(address, data).status_code == 302
    assert not ContactPage.objects.get().live


def test_an_accessibility_statement_may_not_contradict_itself(tree: PublicTree) -> None:
    form_class = ToegankelijkheidPage.get_edit_handler().get_form_class()
    row = {name: value for name, value in TOEGANKELIJKHEID["tekortkomingen"][0][1].items() if name != "gepland"} | {"gepland": "01-01-2027"}
    dates = {"opgesteld_op": "2026-01-01", "bijgewerkt_op": "2026-01-01", "methode": "null", "klacht": "null"}

    def errors(status: str, rows: list[Any], *, draft: bool = False) -> Any:
        fields = {**TOEGANKELIJKHEID, **dates, "status": status, "tekortkomingen": streamfield(rows), "title": "T", "slug": "t"}
        form = form_class(nested_form_data(fields), instance=ToegankelijkheidPage(), parent_page=tree.home)
        if draft:
            form.defer_required_fields()
        return form.errors

    assert "Er staan tekortkomingen in de lijst" in str(errors("a", [("tekortkoming", row)])["status"])
    assert "Zonder tekortkomingen past alleen status A" in str(errors("b", [])["tekortkomingen"])
    assert not {"status", "tekortkomingen"} & set(errors("b", [], draft=True))
    assert not {"status", "tekortkomingen"} & set(errors("a", []))


def test_the_same_term_twice_is_refused_at_its_row(editor: Client, tree: PublicTree) -> None:
    house = build_house(tree.home)
    row = {"term": "Groeidocument", "bron": "", "uitleg": "Uitleg.", "varianten": ""}
    rows = [row, {**row, "term": "Iets anders", "varianten": "groeidocument"}]
    data = nested_form_data({"title": "Begrippen", "slug": "begrippen", "begrippen": inline_formset(rows)})
    answer = editor.post(f"/admin/pages/{house.begrippen.pk}/edit/", {**data, "action-publish": "1"})
    assert "“groeidocument” staat al in de lijst, bij “Groeidocument”." in answer.content.decode()
    assert BegrippenPage.objects.get().begrippen.count() == 5
