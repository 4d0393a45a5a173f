"""A page goes live and offline at its moment for everybody, also when nobody ran the command."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.timezone import now

from redactie import timetable
from tests.website.public_tree import add, add_handleiding
from website.models import InfoPage

WORD = "eendagsvlieg"


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.TIMETABLE_SECONDS = 0.0


@pytest.fixture
def reader() -> Client:
    """A browser with some cookie, so that nothing comes from the page cache."""
    browser = Client()
    browser.cookies["voorkeur"] = "geen"
    return browser


def everywhere(page, reader: Client) -> dict[str, bool]:
    """Whether a reader meets the page at each place of the public house."""
    places = {
        "search": f"/zoeken/?q={WORD}",
        "api": "/api/v1/handleidingen?limit=100",
        "wagtail api": "/api/v2/pages/?limit=100",
        "sitemap": "/sitemap.xml",
        "index": page.get_parent().specific.url,
    }
    met = {
        name: page.slug in reader.get(address).content.decode()
        for name, address in places.items()
        if reader.get(address).status_code == 200
    }
    return met | {"page": reader.get(f"{page.get_parent().specific.url}{page.slug}/").status_code == 200}


def test_a_page_is_gone_everywhere_at_its_moment_before_any_command_ran(tree, reader):
    end = now().replace(microsecond=0) + timedelta(hours=2)
    page = add_handleiding(tree.handleidingen, f"Over de {WORD}", slug=f"over-{WORD}", expire_at=end)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        before = everywhere(page, reader)
    assert all(before.values()) and len(before) >= 5, before
    for moment in (end, end + timedelta(seconds=1)):
        with time_machine.travel(moment, tick=False):
            after = everywhere(page, reader)
            assert not any(after.values()), after
    stored = type(page).objects.get(pk=page.pk)
    assert not stored.live and stored.expired


def test_a_kept_answer_of_a_page_that_is_over_is_not_served(tree, reader, django_capture_on_commit_callbacks):
    end = now() + timedelta(hours=2)
    page = add(tree.home, InfoPage(title="Kort", slug="kort", introductie=WORD, expire_at=end))
    assert WORD in Client().get(page.url).content.decode()
    # What the making of the page left to be done after the commit is not what this is about.
    connection.run_on_commit.clear()
    with time_machine.travel(end, tick=False):
        with django_capture_on_commit_callbacks(execute=True):
            reader.get("/robots.txt")
        assert Client().get(page.url).status_code == 404


def test_an_approved_page_comes_online_at_its_moment(tree, reader):
    start = now() + timedelta(hours=2)
    tree.draft.go_live_at = start
    tree.draft.save_revision(approved_go_live_at=start)
    address = f"{tree.home.url}klad/"
    with time_machine.travel(start - timedelta(seconds=1), tick=False):
        assert reader.get(address).status_code == 404
    with time_machine.travel(start, tick=False):
        assert reader.get(address).status_code == 200
    assert timezone.now() < start


def test_a_page_that_fails_keeps_no_other_waiting_and_breaks_no_answer(tree, reader, monkeypatch):
    end = now() + timedelta(hours=2)
    wrong, right = (add(tree.home, InfoPage(title=slug, slug=slug, expire_at=end)) for slug in ("eerste", "tweede"))
    unpublish = InfoPage.unpublish

    def broken(self, *args, **kwargs):
        if self.pk == wrong.pk:
            raise RuntimeError("broken on purpose")
        return unpublish(self, *args, **kwargs)

    monkeypatch.setattr(InfoPage, "unpublish", broken)
    with time_machine.travel(end, tick=False):
        assert reader.get(tree.home.url).status_code == 200
        assert reader.get(f"{tree.home.url}tweede/").status_code == 404
    assert not InfoPage.objects.get(pk=right.pk).live


def test_between_two_looks_a_request_asks_nothing_for_the_plan(tree, django_assert_num_queries):
    plan = timetable.Timetable(believe_seconds=60.0)
    with django_assert_num_queries(2):
        assert not plan.act_if_due()
    with django_assert_num_queries(0):
        assert not plan.act_if_due()
