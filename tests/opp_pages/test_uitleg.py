"""The pages that explain the OPP: what they say about the law follows the legal elements, and only editors of the website write them."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from formats.law_models import WettelijkElement
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage, OppUitlegPage, VoorbeeldzinnenPage

WET = {"titel": "Horen", "tekst": "<p>Luister.</p>", "onderdeel": "inbreng_leerling"}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def explain(index: OppIndexPage, *blocks: tuple[str, Any], **fields: Any) -> OppUitlegPage:
    """A live page with these blocks."""
    page = OppUitlegPage(**{"title": "Uitleg", "slug": "uitleg", "inhoud": list(blocks), **fields})
    return index.add_child(instance=page)


def test_a_rule_shows_the_article_and_the_date_of_its_legal_element(client: Client, index_page: OppIndexPage) -> None:
    explain(index_page, ("wet", WET))
    with time_machine.travel("2026-01-10"):
        assert "Geldt sinds 1 augustus 2025. Staat in: Wet versterking positie" in text(client.get("/opp/uitleg/"))
    with time_machine.travel("2025-01-10"):
        assert "Geldt vanaf 1 augustus 2025." in text(client.get("/opp/uitleg/"))
    WettelijkElement.objects.filter(code="inbreng_leerling").update(geldig_tot=date(2025, 12, 31), bron="Een nieuwe wet")
    with time_machine.travel("2026-01-10"):
        assert "Gold tot en met 31 december 2025. Staat in: Een nieuwe wet." in text(client.get("/opp/uitleg/"))


def test_a_rule_that_differs_per_kind_of_education_says_so(client: Client, index_page: OppIndexPage) -> None:
    explain(index_page, ("wet", {**WET, "onderdeel": "individuele_begeleiding"}))
    page = text(client.get("/opp/uitleg/"))
    assert "Geldt sinds 1 augustus 2017 (speciaal onderwijs)." in page
    assert "Geldt sinds 1 augustus 2014 (basisonderwijs," in page


def test_a_rule_of_its_own_shows_its_own_article(client: Client, index_page: OppIndexPage) -> None:
    own = {"titel": "Op tijd", "tekst": "<p>Binnen zes weken.</p>", "artikel": "WPO art. 40a lid 2", "nagekeken_op": date(2026, 1, 5)}
    explain(index_page, ("wet", {**own, "sinds": date(2014, 8, 1)}), ("wet", {"titel": "Kaal", "tekst": "<p>Zonder datum.</p>"}))
    page = text(client.get("/opp/uitleg/"))
    assert "Geldt sinds 1 augustus 2014. Staat in: WPO art. 40a lid 2. Nagekeken op 5 januari 2026." in page
    assert page.count("gp-law__where") == 1


def test_many_rules_ask_for_the_law_once(client: Client, index_page: OppIndexPage) -> None:
    explain(index_page, ("wet", WET), slug="kort")
    explain(index_page, *[("wet", WET)] * 8, ("wetsoverzicht", {"titel": "Alles"}), slug="lang")
    client.get("/opp/kort/")
    with CaptureQueriesContext(connection) as few:
        client.get("/opp/kort/")
    with CaptureQueriesContext(connection) as many:
        page = text(client.get("/opp/lang/"))
    assert len(many) == len(few)
    assert page.count("Verwachte uitstroombestemming") == 1
    assert "Praktijkonderwijs." in page


def test_every_block_is_shown(client: Client, index_page: OppIndexPage, home: Page) -> None:
    explain(
        index_page,
        ("rolverdeling", {"titel": "Rollen", "rollen": [{"wie": "Ouders", "wat": "Praten mee", "wanneer": "vooraf"}]}),
        ("stappenlijn", {"titel": "Tijd", "stappen": [{"wanneer": "Dag 1", "titel": "Begin", "tekst": "De klok loopt."}] * 2}),
        ("zinnen", {"titel": "Zinnen", "zinnen": [{"zin": "Vraagt om hulp.", "kindzin": "Ik vraag hulp."}]}),
        ("hierbij", {"titel": "Lees", "links": [{"tekst": "Formulieren", "pagina": index_page, "vervolg": "?thema=gedrag"}]}),
        ("hierbij", {"titel": "Lees", "links": [{"tekst": "De wet zelf", "adres": "https://wetten.overheid.nl/"}]}),
    )
    page = text(client.get("/opp/uitleg/"))
    for words in ("Praten mee", "De klok loopt.", "Ik vraag hulp.", 'href="/opp/?thema=gedrag"', 'href="https://wetten.overheid.nl/"'):
        assert words in page


def test_related_formats_are_shown_as_long_as_they_are_public(client: Client, index_page: OppIndexPage, draft: FormatPage) -> None:
    page = explain(index_page, soort="thema", title="OPP en gedrag", slug="gedrag")
    page.formats = [draft]
    page.save()
    assert "Proefformat" not in text(client.get("/opp/gedrag/"))
    publish_format_page(draft)
    assert 'href="/opp/proefformat/"' in text(client.get("/opp/gedrag/"))


def test_search_finds_the_explanation_by_a_word_in_a_block(client: Client, index_page: OppIndexPage) -> None:
    explain(index_page, ("wet", {**WET, "tekst": "<p>Over schildpadden.</p>"}), title="De wet", slug="wet")
    explain(index_page, ("tekst", "<p>Over egelvoetjes.</p>"), title="Nog niet klaar", slug="klad", live=False)
    assert 'href="/opp/wet/"' in text(client.get("/zoeken/?q=schildpadden"))
    assert "Nog niet klaar" not in text(client.get("/zoeken/?q=egelvoetjes"))


# --- who writes them ------------------------------------------------------------------------------


def person_with(name: str, page: Page, *actions: str) -> User:
    """Somebody with these rights on this page and what is under it."""
    user = User.objects.create_user(name, soort="redacteur", password="een-lang-wachtwoord")
    group = Group.objects.create(name=name)
    user.groups.add(group)
    group.permissions.add(*_named("access_admin"))
    for action in actions:
        GroupPagePermission.objects.create(group=group, page=page, permission=_named(f"{action}_page")[0])
    return user


def _named(codename: str) -> list[Any]:
    from django.contrib.auth.models import Permission

    return list(Permission.objects.filter(codename=codename, content_type__app_label__in=("wagtailcore", "wagtailadmin")))


@pytest.fixture
def keeper(index_page: OppIndexPage) -> User:
    """Who keeps the formats: rights on the OPP page and below."""
    return person_with("formatbeheer", Page.objects.get(pk=index_page.pk), "add", "change", "publish", "lock")


@pytest.fixture
def writer(home: Page) -> User:
    """Who writes the website: rights above the OPP page."""
    return person_with("schrijver", home, "add", "change")


def test_who_keeps_the_formats_edits_no_explanation(index_page: OppIndexPage, draft: FormatPage, keeper: User, writer: User) -> None:
    page = explain(index_page)
    page.owner = keeper
    zinnen = index_page.add_child(instance=VoorbeeldzinnenPage(title="Zinnen", slug="zinnen"))
    for one in (page, zinnen):
        may, other = one.permissions_for_user(keeper), one.permissions_for_user(writer)
        assert not any((may.can_edit(), may.can_delete(), may.can_publish(), may.can_unpublish(), may.can_lock(), may.can_move()))
        assert other.can_edit()
        assert not other.can_publish()
    assert draft.permissions_for_user(keeper).can_edit()


def test_who_keeps_the_formats_adds_no_explanation(client: Client, index_page: OppIndexPage, keeper: User, writer: User) -> None:
    address = reverse("wagtailadmin_pages:add", args=["opp_pages", "oppuitlegpage", index_page.pk])
    formats = reverse("wagtailadmin_pages:add", args=["opp_pages", "formatpage", index_page.pk])
    for user, answers in ((keeper, (302, 200)), (writer, (200, 200))):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert (client.get(address).status_code, client.get(formats).status_code) == answers
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address, {"title": "Toch", "slug": "toch", "soort": "uitleg", "introductie": ""})
    assert not OppUitlegPage.objects.filter(slug="toch").exists()


def test_a_strange_link_is_refused_beside_its_field(editor: Client, index_page: OppIndexPage) -> None:
    from opp_pages.uitleg_blocks import VerwijzingBlock

    block = VerwijzingBlock()
    with pytest.raises(Exception) as refused:
        block.clean(block.to_python({"tekst": "Weg", "pagina": index_page.pk, "adres": "", "vervolg": 'x" onclick=', "toelichting": ""}))
    assert "vervolg" in refused.value.block_errors
