"""What the API keeps ready is never old and never somebody else's: published, edited, withdrawn, expired, renamed, and read fresh each time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from accounts.models import User
from forms_catalog.models import Status, Thema
from handleidingen.models import HandleidingPage
from headless.addresses import public_pages
from headless.models import Stuk
from headless.stukken import DEPTH, SITE
from tests.website.public_tree import PublicTree, add_formulier, add_handleiding
from website import page_cache

V1 = "/api/v1"
Commit = Callable[[], AbstractContextManager[None]]


def titles(client: Client, path: str = f"{V1}/handleidingen") -> list[str]:
    """What a list holds, asked by somebody whom the page cache serves and by somebody whom it does not; they must agree."""
    plain = client.get(path).json()["resultaten"]
    personal = Client()
    personal.cookies["voorkeur"] = "geen"
    assert personal.get(path).json()["resultaten"] == plain
    return [row["titel"] for row in plain]


def test_a_handleiding_is_read_fresh_at_every_turn(client: Client, tree: PublicTree, committed: Commit) -> None:
    assert titles(client) == ["Inloggen"]
    page = tree.handleiding
    with committed():
        page.title = "Aanmelden"
        page.save_revision().publish()
    assert titles(client) == ["Aanmelden"]
    assert client.get(f"{V1}/handleidingen/{page.slug}").json()["titel"] == "Aanmelden"
    with committed():
        page.title = "Nog niet"
        page.save_revision()
    assert titles(client) == ["Aanmelden"]
    with committed():
        page.slug = "aanmelden"
        page.save_revision().publish()
    assert client.get(f"{V1}/handleidingen/inloggen").status_code == 404
    assert client.get(f"{V1}/handleidingen/aanmelden").json()["titel"] == "Nog niet"
    with committed():
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles(client) == []
    with committed():
        restriction.delete()
    assert titles(client) == ["Nog niet"]
    with committed():
        page.unpublish()
    assert titles(client) == []
    assert client.get(f"{V1}/handleidingen/{page.pk}").status_code == 404


def test_a_formulier_and_what_it_shows_are_read_fresh(client: Client, tree: PublicTree, committed: Commit) -> None:
    path = f"{V1}/formulieren/{tree.geldend.slug}"
    assert client.get(path).json()["themas"] == ["opp"]
    with committed():
        Thema.objects.filter(code="opp").first().delete()
    assert client.get(path).json()["themas"] == []
    with committed():
        document = tree.geldend.bestanden.get().document
        document.title = "Andere naam"
        document.save()
    assert len(client.get(path).json()["bestanden"]) == 1
    with committed():
        tree.geldend.status = Status.VERLOPEN
        tree.geldend.save()
    assert client.get(path).json()["bestanden"] == []
    with committed():
        tree.geldend.status = Status.CONCEPT
        tree.geldend.save()
    assert client.get(path).status_code == 404
    assert tree.geldend.titel not in titles(client, f"{V1}/formulieren")


def test_what_is_hidden_is_hidden_even_when_nobody_was_told(client: Client, tree: PublicTree) -> None:
    client.cookies["voorkeur"] = "geen"
    assert len(client.get(f"{V1}/handleidingen").json()["resultaten"]) == 1
    HandleidingPage.objects.update(live=False)
    assert client.get(f"{V1}/handleidingen").json()["resultaten"] == []
    HandleidingPage.objects.update(live=True, expire_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"{V1}/handleidingen").json()["resultaten"] == []
    HandleidingPage.objects.update(expire_at=timezone.now() + timedelta(hours=1))
    assert len(client.get(f"{V1}/handleidingen").json()["resultaten"]) == 1


def test_pieces_end_with_their_day_and_after_ten_minutes(client: Client, tree: PublicTree) -> None:
    client.cookies["voorkeur"] = "geen"
    client.get(f"{V1}/handleidingen")
    Stuk.objects.filter(soort="handleiding").update(kort='{"titel":"Uit de voorraad"}')
    assert titles_of(client) == ["Uit de voorraad"]
    Stuk.objects.filter(soort="handleiding").update(gebouwd_op=timezone.now() - timedelta(minutes=11))
    assert titles_of(client) == ["Inloggen"]


def titles_of(client: Client) -> list[str]:
    """The titles in the list of handleidingen."""
    return [row["titel"] for row in client.get(f"{V1}/handleidingen").json()["resultaten"]]


def test_the_one_query_agrees_with_wagtails_own_words_for_public(tree: PublicTree) -> None:
    site = Site.objects.get(is_default_site=True)
    closed = add_handleiding(tree.handleidingen, "Besloten")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    add_handleiding(tree.handleidingen, "Open")
    tree.handleidingen.add_child(instance=HandleidingPage(title="Klad", slug="klad", live=False))
    wagtails = HandleidingPage.objects.descendant_of(site.root_page).live().public()
    assert set(public_pages(HandleidingPage, site).values_list("pk", flat=True)) == set(wagtails.values_list("pk", flat=True))
    PageViewRestriction.objects.create(page=tree.home, restriction_type="login")
    assert not public_pages(HandleidingPage, site).exists()


def test_a_list_of_ready_pieces_costs_two_queries_and_a_third_for_the_total(
    client: Client, tree: PublicTree, django_assert_num_queries: Any
) -> None:
    client.cookies["voorkeur"] = "geen"
    for path in (f"{V1}/formulieren", f"{V1}/formulieren/{tree.geldend.slug}", f"{V1}/handleidingen"):
        client.get(path)
        with django_assert_num_queries(2):
            client.get(path)
    with django_assert_num_queries(3):
        client.get(f"{V1}/formulieren?pageSize=1")


def test_a_question_leaves_nothing_for_the_next(client: Client, tree: PublicTree, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "boef.example"]
    path = f"{V1}/formulieren"
    client.head(path)
    Client().get(path, headers={"host": "boef.example"})
    Client().get(path, {"page": "1"}, headers={"accept": "text/html", "x-forwarded-host": "boef.example", "origin": "https://boef.example"})
    evil = Client()
    evil.cookies["gp_sessie"] = "verzonnen"
    evil.get(path, headers={"host": "boef.example"})
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) > 100
    assert "boef" not in answer.content.decode() + str(answer.headers)
    assert not Stuk.objects.filter(kort__contains="boef").exists()
    assert answer.json()["resultaten"][0]["self"].startswith("http://testserver/api/v1/formulieren/")


def test_somebody_with_a_session_is_never_served_ready_bytes_and_leaves_none(client: Client, tree: PublicTree) -> None:
    path = f"{V1}/formulieren"
    editor = Client()
    editor.force_login(User.objects.create_superuser("baas"))
    first = editor.get(path)
    assert len(page_cache.pages) == 0
    assert client.get(path).content == first.content
    assert len(page_cache.pages) == 1
    add_formulier("Later", Status.GELDEND)
    assert "Later" in editor.get(path).content.decode()


def test_an_answer_has_a_strong_etag_that_is_asked_about(client: Client, tree: PublicTree, committed: Commit) -> None:
    path = f"{V1}/formulieren"
    first = client.get(path)
    etag = first.headers["ETag"]
    assert etag.startswith('"')
    assert first.headers["Cache-Control"] == "public, no-cache"
    for asks in (client.get, client.head, Client(headers={"cookie": "a=b"}).get):
        again = asks(path, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag
        assert again.headers["API-Version"]
    assert client.get(path, headers={"if-none-match": '"anders"'}).status_code == 200
    assert client.head(path).headers["ETag"] == etag
    with committed():
        add_formulier("Nieuw", Status.GELDEND)
    newer = client.get(path, headers={"if-none-match": etag})
    assert newer.status_code == 200
    assert newer.headers["ETag"] != etag


def test_every_website_may_read_and_none_with_cookies(client: Client, tree: PublicTree) -> None:
    asked = {"origin": "https://school.example"}
    for path in (f"{V1}/formulieren", f"{V1}/openapi.json", f"{V1}/onzin", "/api/v2/pages/"):
        client.get(path)
        answer = client.get(path, headers=asked)
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Access-Control-Allow-Credentials" not in answer.headers, path
        assert {"ETag", "Link", "API-Version"} == set(answer.headers["Access-Control-Expose-Headers"].split(", ")), path
    before = client.options(f"{V1}/formulieren", headers={**asked, "access-control-request-method": "GET"})
    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for path in ("/", "/groeidocumenten/", "/admin/login/", "/inloggen/"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers=asked).headers, path


def test_a_list_says_the_way_to_the_parts_beside_it(client: Client, tree: PublicTree) -> None:
    for number in range(4):
        add_formulier(f"Kaart {number}", Status.GELDEND)
    answer = client.get(f"{V1}/formulieren?doelgroep=ouder&pageSize=2&page=2")
    links = answer.json()["links"]
    assert links["prev"] == "http://testserver/api/v1/formulieren?doelgroep=ouder&pageSize=2&page=1"
    assert f'<{links["next"]}>; rel="next"' in answer.headers["Link"]
    seen, address = [], f"{V1}/formulieren?pageSize=4"
    while address:
        body = client.get(address).json()
        seen += [row["slug"] for row in body["resultaten"]]
        address = body["links"]["next"]
    assert len(seen) == len(set(seen)) == body["aantal"] == 6


@pytest.mark.parametrize(
    ("question", "expected"), [("soort=formulier", 2), ("doelgroep=ouder", 2), ("doelgroep=ouder&thema=opp", 2), ("thema=gedrag", 0)]
)
def test_the_filters_are_those_of_the_page(client: Client, tree: PublicTree, question: str, expected: int) -> None:
    assert client.get(f"{V1}/formulieren?{question}").json()["aantal"] == expected


def test_handleidingen_are_filtered_by_reader(client: Client, tree: PublicTree) -> None:
    add_handleiding(tree.handleidingen, "Voor ouders", lezer="ouder")
    assert titles(client, f"{V1}/handleidingen?voor=ouder") == ["Voor ouders"]


@pytest.mark.parametrize("mark", [SITE, DEPTH])
def test_a_mark_for_a_number_fits_in_every_column_so_that_no_database_answers_unasked(mark: int) -> None:
    """Django knows the widths of PostgreSQL's columns and leaves out a question that no row can answer; SQLite's are wider."""
    low, high = BaseDatabaseOperations.integer_field_ranges["IntegerField"]
    assert low <= mark <= high
