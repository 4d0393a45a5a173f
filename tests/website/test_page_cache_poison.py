"""Attempts to poison the page cache: whatever a request says about itself, the next visitor gets the page as it is."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client

from tests.website.public_tree import PublicTree
from website import page_cache

PAGE = "/voor-ouders/"
LIES = {
    "x-forwarded-host": "boef.example",
    "x-forwarded-port": "6666",
    "x-forwarded-server": "boef.example",
    "x-host": "boef.example",
    "x-original-url": "/boef/",
    "x-rewrite-url": "/boef/",
    "x-http-method-override": "HEAD",
    "forwarded": "host=boef.example",
    "referer": "https://boef.example/",
    "origin": "https://boef.example",
    "accept": "application/boef",
    "accept-language": "boef",
    "user-agent": "<script>boef</script>",
    "x-requested-with": "boef",
    "if-none-match": "*",
    "if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT",
}


@pytest.mark.parametrize("path", [PAGE, "/", "/zoeken/?q=vlinders", "/sitemap.xml", "/api/v1/handleidingen"])
def test_no_header_that_lies_changes_what_the_next_visitor_gets(tree: PublicTree, path: str) -> None:
    honest = Client().get(path)
    for name, value in LIES.items():
        for room in (page_cache.pages, page_cache.variants):
            room.clear()
        Client().get(path, headers={name: value})
        after = Client().get(path)
        assert (after.status_code, after.content) == (200, honest.content), name
        assert b"boef" not in after.content, name


def test_a_host_with_another_port_and_another_scheme_have_pages_of_their_own(tree: PublicTree, count_pages: list[str]) -> None:
    Client().get(PAGE)
    Client().get(PAGE, headers={"host": "testserver:81"})
    Client().get(PAGE, secure=True)
    assert count_pages == [PAGE] * 3


def test_the_order_and_the_repetition_of_a_question_count(tree: PublicTree, count_pages: list[str]) -> None:
    for question in ("q=vlinders&page=2", "page=2&q=vlinders", "q=vlinders&page=2&q=boef", "q=vlinders%26page=2", "q=vlinders"):
        Client().get(f"/zoeken/?{question}")
    assert count_pages == ["/zoeken/"] * 5


def test_a_body_with_a_question_is_not_read_and_a_post_not_stored(tree: PublicTree) -> None:
    honest = Client().get("/zoeken/?q=vlinders").content
    page_cache.variants.clear()
    Client().generic("GET", "/zoeken/?q=vlinders", b"q=boef", "application/x-www-form-urlencoded")
    assert Client().get("/zoeken/?q=vlinders").content == honest
    page_cache.pages.clear()
    Client().post(PAGE, {"q": "boef"})
    assert len(page_cache.pages) == 0


def test_a_redirect_is_not_stored(tree: PublicTree) -> None:
    assert Client().get(PAGE.rstrip("/")).status_code in (301, 302)
    assert len(page_cache.pages) == 0


@pytest.mark.parametrize("vary", ["Accept-Language", "User-Agent", "Cookie, Origin", "*"])
def test_an_answer_that_depends_on_anything_else_is_not_stored(rf: Any, db: None, vary: str) -> None:
    page_cache.PageCacheMiddleware(lambda request: HttpResponse("x", headers={"Vary": vary}))(rf.get("/iets/"))
    assert len(page_cache.pages) == 0


def test_a_preview_is_not_stored(rf: Any, db: None) -> None:
    def view(request: Any) -> HttpResponse:
        request.is_preview = True
        return HttpResponse("een concept")

    page_cache.PageCacheMiddleware(view)(rf.get("/iets/"))
    assert len(page_cache.pages) == 0


def test_a_page_with_the_token_of_a_form_is_not_stored(rf: Any, db: None) -> None:
    def view(request: Any) -> HttpResponse:
        return HttpResponse(get_token(request))

    page_cache.PageCacheMiddleware(view)(rf.get("/iets/"))
    assert len(page_cache.pages) == 0
