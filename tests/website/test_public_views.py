"""Error pages, sitemap, robots, the closed login of the admin, and addresses that nobody should type."""

import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client, override_settings
from django.urls import clear_url_caches
from wagtail.models import Page

from accounts.models import User
from groeiportaal.middleware import DropNulMiddleware
from tests.website.public_tree import CONCEPT_WORD, DRAFT_WORD, PublicTree, add, add_handleiding
from website import views
from website.models import InfoPage

PUBLIC = [
    "/",
    "/voor-ouders/",
    "/handleiding/",
    "/handleiding/inloggen/",
    "/formulieren/",
    "/formulieren/gezinsvragenlijst/",
    "/formulieren/signaleringsplan/",
    "/zoeken/",
    "/robots.txt",
    "/sitemap.xml",
    "/inloggen/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_opens_for_everybody(client: Client, tree: PublicTree, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [path for path in PUBLIC if not path.endswith((".txt", ".xml"))])
def test_a_public_page_sets_no_cookie_and_has_one_heading(client: Client, tree: PublicTree, path: str) -> None:
    answer = client.get(path)
    assert path == "/inloggen/" or not answer.cookies
    assert answer.content.decode().count("<h1") == 1


def test_a_draft_is_not_there(client: Client, tree: PublicTree) -> None:
    assert client.get("/klad/").status_code == 404
    assert DRAFT_WORD not in client.get("/").content.decode()
    assert DRAFT_WORD not in client.get("/gepubliceerd/").content.decode()


def test_the_menu_shows_live_pages_that_an_editor_put_there(client: Client, tree: PublicTree) -> None:
    text = client.get("/formulieren/").content.decode()
    assert "Voor ouders" in text
    assert "Al gepubliceerd" not in text


def test_the_sitemap_lists_what_is_public_and_nothing_else(client: Client, tree: PublicTree) -> None:
    text = client.get("/sitemap.xml").content.decode()
    assert "/formulieren/gezinsvragenlijst/" in text
    assert "/klad/" not in text
    assert CONCEPT_WORD not in text


def test_robots_stay_out_of_what_is_private(client: Client, tree: PublicTree) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /groeidocumenten/", "Disallow: /toegang/", "Disallow: /admin/"} <= set(lines)


def test_a_404_names_no_path_and_is_the_same_everywhere(client: Client, tree: PublicTree) -> None:
    one, other = client.get("/een-adres/"), client.get("/een-ander-adres/?geheim=1")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert "een-adres" not in one.content.decode()


def test_a_404_is_the_same_for_every_person(client: Client, tree: PublicTree) -> None:
    anonymous = client.get("/een-adres/").content
    client.force_login(User.objects.create_user("iemand", first_name="Persoonsnaam"))
    assert client.get("/een-adres/").content == anonymous


def test_every_error_page_is_helpful_and_says_its_status(rf: Any) -> None:
    request = rf.get("/x/")
    for view, status in ((views.bad_request, 400), (views.forbidden, 403), (views.csrf_failure, 403), (views.not_found, 404)):
        answer = view(request, PermissionDenied())
        assert answer.status_code == status
        assert "Ga naar de beginpagina" in answer.content.decode()


def test_the_error_pages_ask_no_database(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the `db` fixture any query fails; the page must come all the same."""
    assert views.server_error(rf.get("/")).status_code == 500
    assert "Er ging iets mis bij ons" in views.server_error(rf.get("/")).content.decode()


def test_a_broken_template_still_gives_an_error_page(rf: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(name: str) -> None:
        raise DatabaseError

    monkeypatch.setattr(views.loader, "get_template", fail)
    with caplog.at_level(logging.CRITICAL):
        answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/a%00b/",
        "/formulieren/%00/",
        "/api/%00",
        "/documenten/1/%00",
        "/" + "a" * 10_000 + "/",
        "/%F0%9F%98%80/",
        "/../etc/passwd",
        "/media/images/../x",
        "//",
        "/formulieren//",
        "/robots.txt/",
    ],
)
def test_an_odd_address_is_never_a_server_error(client: Client, tree: PublicTree, path: str) -> None:
    assert client.get(path).status_code in (200, 301, 302, 400, 404)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
@pytest.mark.parametrize("path", ["/", "/zoeken/", "/robots.txt", "/formulieren/", "/handleiding/inloggen/"])
def test_an_odd_method_is_never_a_server_error(client: Client, tree: PublicTree, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code < 500


def test_a_broken_cookie_is_never_a_server_error(client: Client, tree: PublicTree) -> None:
    client.cookies["gp_sessie"] = "\x7f;=onzin"
    client.cookies["gp_csrf"] = "x"
    assert client.get("/").status_code == 200


def test_the_admins_own_login_leads_to_the_one_login(client: Client, tree: PublicTree) -> None:
    answer = client.get("/admin/login/?next=/admin/pages/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/inloggen/?next=%2Fadmin%2Fpages%2F"


@pytest.mark.parametrize("target", ["https://boef.example/", "//boef.example", "javascript:alert(1)", "\\\\boef.example", ""])
def test_the_admins_login_never_leads_to_another_site(client: Client, tree: PublicTree, target: str) -> None:
    answer = client.get("/admin/login/", {"next": target})
    assert answer.headers["Location"] == "/inloggen/?next=%2Fadmin%2F"


def test_somebody_signed_in_without_rights_on_the_admin_is_told_so_and_not_sent_round(client: Client, tree: PublicTree) -> None:
    client.force_login(User.objects.create_user("ouder", soort="ouder"))
    assert client.get("/admin/pages/", follow=True).status_code == 403


def test_a_password_sent_to_the_admins_own_login_signs_nobody_in(client: Client, tree: PublicTree) -> None:
    User.objects.create_user("iemand-anders", password="een-lang-wachtwoord-1")
    client.post("/admin/login/", {"username": "iemand-anders", "password": "een-lang-wachtwoord-1"})
    assert "_auth_user_id" not in client.session


def test_the_public_pages_cost_the_same_with_many_pages(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    def queries(path: str) -> int:
        client.get(f"{path}?warm")
        with django_assert_max_num_queries(100) as counted:
            client.get(f"{path}?nog={Page.objects.count()}")
        return len(counted)

    add(tree.info, InfoPage(title="Onder", slug="onder", show_in_menus=True))
    before = {path: queries(path) for path in ("/", "/voor-ouders/", "/handleiding/")}
    for number in range(4):
        add(tree.info, InfoPage(title=f"Onder {number}", slug=f"onder-{number}", show_in_menus=True))
        add(tree.home, InfoPage(title=f"Naast {number}", slug=f"naast-{number}", show_in_menus=True))
        add_handleiding(tree.handleidingen, f"Onderwerp {number}")
    assert {path: queries(path) for path in before} == before


def test_a_process_for_dossiers_only_still_shows_its_404(db: None) -> None:
    """The error page in a process that mounts no public address at all."""
    with override_settings(ROOT_URLCONF="tests.website.dossier_urls", SITE_ROLE="dossier"):
        clear_url_caches()
        answer = Client().get("/nergens/")
    clear_url_caches()
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.content.decode()
    assert "/zoeken/" not in answer.content.decode()


def test_a_nul_character_is_taken_out_of_an_address(rf):
    seen = []
    middleware = DropNulMiddleware(lambda request: seen.append((request.path, request.GET["q"])))
    middleware(rf.get("/zoe\x00ken/?q=ta%00al"))
    assert seen == [("/zoeken/", "taal")]
