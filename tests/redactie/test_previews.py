"""A shared draft: who has the link reads that draft and nothing else, until the moment it ends."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groeiportaal.scrubbing import scrub
from opp_pages.models import FormatPage, OppIndexPage
from redactie.models import Voorbeeldlink
from redactie.previews import DAGEN, hash_token, make_link
from tests.formats.samples import alles
from tests.redactie.conftest import save
from website.models import InfoPage

SECRET = "kanarie-concept"


@pytest.fixture
def sanne(editor):
    return editor("sanne", "Redacteur")


@pytest.fixture
def page(tree):
    """A live page with a draft that says something else, beside a draft that nobody shared."""
    tree.info.introductie = f"Hier zingt een {SECRET}."
    tree.info.save_revision()
    tree.draft.introductie = "Een andere geheime-merel."
    tree.draft.save_revision()
    return InfoPage.objects.get(pk=tree.info.pk)


@pytest.fixture
def shared(page, sanne):
    return make_link(page=page, user=sanne, days=7, newest=True)


def address(token: str) -> str:
    return reverse("voorbeeld", args=[token])


def read(token: str, client: Client | None = None):
    return (client or Client()).get(address(token))


def test_somebody_without_an_account_reads_the_draft_with_a_banner(shared, page):
    answer = read(shared[1])
    body = answer.content.decode()
    assert answer.status_code == 200 and SECRET in body and "Dit is een voorbeeld van een concept." in body
    assert body.index("<body") < body.index("gp-voorbeeld") < body.index("<main")
    assert 'name="robots" content="noindex, nofollow, noarchive"' in body
    assert SECRET not in Client().get(page.url).content.decode(), "visitors still read what was published"


def test_the_answer_is_kept_indexed_and_passed_on_by_nobody(shared):
    answer = read(shared[1])
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"] and answer["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and "unsafe" not in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert shared[1] not in answer.content.decode(), "no page that is asked from here learns the secret"
    assert "Disallow: /voorbeeld/\n" in Client().get("/robots.txt").content.decode()


def test_a_shared_draft_has_no_trace_of_who_reads_it(shared, browser):
    """An editor who is signed in gets the same bytes as a stranger: no session, no admin bar, no form token."""
    stranger, signed_in = read(shared[1]), read(shared[1], browser("karim", "Eindredacteur"))
    assert stranger.content == signed_in.content and not signed_in.cookies
    assert "csrfmiddlewaretoken" not in stranger.content.decode() and "wagtail-userbar" not in stranger.content.decode()


def test_the_draft_is_asked_again_each_time_and_never_from_the_cache_of_visitors(shared, page, browser):
    Client().get(page.url)
    assert SECRET in read(shared[1]).content.decode()
    page.introductie = "Nu een nieuwe kanarie."
    page.save_revision()
    assert "Nu een nieuwe kanarie." in read(shared[1]).content.decode()
    assert "nieuwe kanarie" not in Client().get(page.url).content.decode()


def test_a_link_to_one_draft_keeps_showing_that_draft(page, sanne):
    _, token = make_link(page=page, user=sanne, days=1, newest=False)
    page.introductie = "Later geschreven."
    page.save_revision()
    assert SECRET in read(token).content.decode() and "Later geschreven." not in read(token).content.decode()


def test_no_other_draft_is_reachable_with_a_link(shared, tree):
    assert "geheime-merel" not in read(shared[1]).content.decode()
    for path in (f"{address(shared[1])}klad/", f"{address(shared[1])}?page={tree.draft.pk}", f"{address(shared[1])}?id={tree.draft.pk}"):
        assert "geheime-merel" not in Client().get(path).content.decode()
    assert Client().get("/klad/").status_code == 404


def test_a_link_ends_to_the_second(shared):
    end = shared[0].geldig_tot
    for moment, status in ((end - timedelta(seconds=1), 200), (end, 404), (end + timedelta(seconds=1), 404)):
        with time_machine.travel(moment, tick=False):
            assert read(shared[1]).status_code == status


def test_over_withdrawn_and_never_are_the_same_answer(page, sanne, browser):
    client = browser("sanne", "Redacteur")
    answers = [read("x" * 43)]
    link, token = make_link(page=page, user=sanne, days=1, newest=True)
    assert client.post(reverse("redactie:intrekken", args=[link.pk])).status_code == 302
    answers.append(read(token))
    link, token = make_link(page=page, user=sanne, days=1, newest=True)
    Voorbeeldlink.objects.filter(pk=link.pk).update(geldig_tot=timezone.now())
    answers.append(read(token))
    _, token = make_link(page=page, user=sanne, days=1, newest=True)
    sanne.groups.clear()
    answers.append(read(token))
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, tuple(sorted(answer.headers.items()))) for answer in answers}) == 1


@pytest.mark.parametrize("token", ["%00", "🦜" * 20, "a" * 10_000, "..%2f..", "%ff", "' OR 1=1 --", "\u202e"])
def test_a_token_that_can_be_none_is_not_found(token, shared):
    assert Client().get(f"/voorbeeld/{token}/").status_code in (400, 404)
    assert Client().post(address(shared[1])).status_code == 405


def test_the_secret_is_long_and_only_its_hash_is_kept(shared):
    link, token = shared
    assert len(token) >= 43 and link.hash == hash_token(token)
    assert token not in json.dumps(list(Voorbeeldlink.objects.values()), default=str)


def test_the_secret_stays_out_of_the_log():
    line = "GET /voorbeeld/abcDEF-_123/?variant=kort 200"
    assert scrub(line) == "GET /voorbeeld/***/?variant=kort 200"


def test_a_draft_of_a_page_that_was_never_published_can_be_shared(tree, sanne):
    tree.draft.save_revision()
    _, token = make_link(page=tree.draft, user=sanne, days=30, newest=True)
    assert "kladversie" in read(token).content.decode()


def test_the_previews_of_a_format_work_through_a_link(tree, editor):
    index = tree.home.add_child(instance=OppIndexPage(title="OPP", slug="opp"))
    page = FormatPage(title="Proefformat", slug="proefformat", soort="opp", onderwijstypen=["bao"], korte_omschrijving="x", live=False)
    page.delen = json.dumps(alles())
    index.add_child(instance=page)
    page.save_revision()
    keeper = editor("hoofd", "superuser")
    for mode, words in (("website", "Proefformat"), ("ouder", "Als ouder"), ("wet", "A4")):
        _, token = make_link(page=page, user=keeper, days=1, newest=True, mode=mode)
        body = read(token).content.decode()
        assert words in body and "Dit is een voorbeeld van een concept." in body, mode
    with pytest.raises(ValueError, match="no such link"):
        make_link(page=page, user=keeper, days=1, newest=True, mode="bestaat-niet")


def test_an_editor_makes_sees_and_withdraws_links(page, browser):
    client = browser("sanne", "Redacteur")
    share = reverse("redactie:delen", args=[page.pk])
    assert share in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    made = client.post(share, {"dagen": "7", "versie": "nieuwste", "weergave": ""})
    token = made.context["address"].rstrip("/").rpartition("/")[2]
    assert read(token).status_code == 200
    assert token not in client.get(share).content.decode(), "it is shown once"
    overview = client.get(reverse("redactie:voorbeelden")).content.decode()
    assert "Voor ouders" in overview and token not in overview
    link = Voorbeeldlink.objects.get()
    assert link.geldig_tot - link.gemaakt_op == timedelta(days=7)
    client.post(reverse("redactie:intrekken", args=[link.pk]), {"terug": "lijst"})
    assert read(token).status_code == 404
    assert "Voor ouders" not in client.get(reverse("redactie:voorbeelden")).content.decode()


@pytest.mark.parametrize("days", ["31", "0", "-1", "9999999999999999999", "", "zeven", "7\x00"])
def test_no_link_lasts_longer_than_thirty_days_or_less_than_one(days, page, browser):
    assert max(DAGEN) == 30
    answer = browser("sanne", "Redacteur").post(reverse("redactie:delen", args=[page.pk]), {"dagen": days, "versie": "nieuwste"})
    assert answer.status_code == 422 and not Voorbeeldlink.objects.exists()


def test_who_may_not_edit_a_page_shares_nothing_of_it(page, shared, browser, editor, enter):
    share, withdraw = reverse("redactie:delen", args=[page.pk]), reverse("redactie:intrekken", args=[shared[0].pk])
    strangers = [browser("bewaker", "Formatbeheerder"), enter("anja"), enter("fatima"), enter("beheer"), Client()]
    for client in strangers:
        for url in (share, withdraw):
            assert client.get(url).status_code in (302, 403, 404) and client.post(url, {"dagen": "1", "versie": "deze"}).status_code in (
                302,
                403,
            )
    assert read(shared[1]).status_code == 200 and Voorbeeldlink.objects.count() == 1
    overview = browser("bewaker", "Formatbeheerder").get(reverse("redactie:voorbeelden")).content.decode()
    assert "Voor ouders" not in overview


def test_the_list_of_links_does_not_ask_more_as_it_grows(page, tree, sanne, browser, django_assert_max_num_queries):
    client = browser("sanne", "Redacteur")
    client.get(reverse("redactie:voorbeelden"))
    make_link(page=page, user=sanne, days=1, newest=True)
    with django_assert_max_num_queries(40) as one:
        client.get(reverse("redactie:voorbeelden"))
    for target in (page, tree.draft, tree.edited, tree.home) * 3:
        make_link(page=target, user=sanne, days=1, newest=True)
    with django_assert_max_num_queries(40) as many:
        client.get(reverse("redactie:voorbeelden"))
    assert len(one) == len(many)


def test_saving_in_the_editor_reaches_a_link_to_the_newest_draft(page, shared, browser):
    save(browser("sanne", "Redacteur"), page, introductie="Net getypt.")
    assert "Net getypt." in read(shared[1]).content.decode()
