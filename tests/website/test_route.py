"""The way to a page by its address: what Wagtail finds, in fewer questions, and never past a closed door."""

from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests.website.public_tree import PublicTree, add, add_handleiding
from website.models import InfoPage


def visit(path: str) -> Any:
    """The page past the page cache."""
    client = Client()
    client.cookies["iets"] = "1"
    return client.get(path)


@pytest.fixture
def deep(tree: PublicTree) -> InfoPage:
    """Three pages below each other; the middle one is a draft."""
    middle = tree.info.add_child(instance=InfoPage(title="Tussenin", slug="tussenin", live=False))
    return add(middle, InfoPage(title="Onderaan", slug="onderaan"))


def test_every_address_leads_where_wagtail_leads_it(tree: PublicTree, deep: InfoPage, rf: Any) -> None:
    for address in (
        "",
        "voor-ouders",
        "voor-ouders/tussenin",
        "voor-ouders/tussenin/onderaan",
        "voor-ouders/onderaan",
        "klad",
        "handleiding/inloggen",
        "handleiding/inloggen/meer",
        "formulieren",
        "formulieren/gezinsvragenlijst",
        "Voor-Ouders",
        "start/voor-ouders",
        "voor-ouders/..",
        "%",
        "x" * 5000,
        "/".join("abcdefgh" * 40),
    ):
        parts = [part for part in address.split("/") if part]
        assert found(tree.home.route, rf, parts) == found(lambda *asked: Page.route(tree.home, *asked), rf, parts), address


def found(route: Any, rf: Any, parts: list[str]) -> Any:
    """The key of the page and what it is asked to show, or None."""
    try:
        page, args, kwargs = route(rf.get("/"), parts)
    except Http404:
        return None
    return page.pk, str(args), str(kwargs)


def test_the_breadcrumbs_name_every_page_above(tree: PublicTree, deep: InfoPage) -> None:
    crumbs = visit("/voor-ouders/tussenin/onderaan/").context["crumbs"]
    above = [(page.get_url(), page.title) for page in deep.get_ancestors().filter(depth__gt=2)]
    assert crumbs == [("/", "Home"), *above, ("", "Onderaan")]


@pytest.mark.parametrize("closed", ["page", "above", "home", "root"])
def test_a_page_that_was_closed_stays_closed(tree: PublicTree, closed: str) -> None:
    page = {"page": tree.handleiding, "above": tree.handleidingen, "home": tree.home, "root": Page.objects.get(depth=1)}[closed]
    assert visit("/handleiding/inloggen/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert visit("/handleiding/inloggen/").status_code == 302
    assert visit("/voor-ouders/").status_code == (302 if closed in ("home", "root") else 200)


def test_a_deeper_page_asks_no_more_questions(tree: PublicTree, deep: InfoPage) -> None:
    counts = []
    for path in ("/voor-ouders/", "/voor-ouders/tussenin/onderaan/"):
        visit(path)
        with CaptureQueriesContext(connection) as asked:
            assert visit(path).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0]


# What one visit past the page cache may ask; inside a test nothing is remembered from visit to visit, so outside it is less.
MOST = {"/": 24, "/voor-ouders/": 18, "/handleiding/": 18, "/handleiding/inloggen/": 22, "/formulieren/": 40}


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_no_more_of_the_database_than_it_did(tree: PublicTree, path: str) -> None:
    add_handleiding(tree.handleidingen, "Nog een")
    visit(path)
    with CaptureQueriesContext(connection) as asked:
        assert visit(path).status_code == 200
    assert len(asked) <= MOST[path], "\n".join(query["sql"][:200] for query in asked)
