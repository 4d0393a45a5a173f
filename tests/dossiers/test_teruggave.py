"""A session that ends, or a form that is older than its session, costs nobody a word: the text comes back, to its writer only, without JavaScript too."""

import html
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from groeidocumenten.inhoud.models import Aanvulling
from tests.inhoud.filled import CHAPTER

TEXT = "Een lange middag getypt,\r\nover twee regels."
OFFER = "/groeidocumenten/teruggave/"
OWN = {"origin": "http://testserver"}


def address(world) -> str:
    return reverse("inhoud:aanvullen", args=[world.noor, CHAPTER])


def typed(text: str = TEXT) -> dict[str, str]:
    return {"tekst": text, "verzoek": str(uuid.uuid4())}


def works_and_is_signed_out(client: Client, world) -> None:
    """Opens a form, and then the session is gone while the browser stays open."""
    assert client.get(address(world)).status_code == 200
    Session.objects.all().delete()


def signs_in(client: Client, person, name: str) -> None:
    client.force_login(person(name), backend="django.contrib.auth.backends.ModelBackend")


def offered_form(page: str) -> tuple[str, dict[str, str]]:
    """Where the first offered form goes, and what it sends."""
    form = re.search(r'<form method="post" action="([^"]+)" class="gp-cluster".*?</form>', page, re.S)
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0])
    return form[1], {name: html.unescape(value) for name, value in inputs}


def said(world) -> int:
    return Aanvulling.unguarded.filter(groeidocument=world.noor).count()


def test_text_of_an_ended_session_is_offered_after_signing_in_and_saved_with_one_press(world, enter, person):
    fatima, before = enter("fatima"), said(world)
    works_and_is_signed_out(fatima, world)
    refused = fatima.post(address(world), typed())
    page = refused.content.decode()
    assert refused.status_code == 403 and "Een lange middag getypt" in page and f'href="/inloggen/?next={OFFER}"' in page
    assert "no-store" in refused["Cache-Control"]
    signs_in(fatima, person, "fatima")
    assert OFFER in fatima.get("/groeidocumenten/").content.decode(), "also for who goes another way"
    place, sent = offered_form(fatima.get(OFFER).content.decode())
    assert place == address(world) and sent["tekst"] == TEXT
    assert fatima.post(place, sent).status_code == 302 and said(world) == before + 1
    assert fatima.get(OFFER)["Location"] == "/groeidocumenten/", "it is let go of when it was saved"


def test_the_text_lies_sealed_in_the_session_and_opens_for_nobody_else(world, enter, person):
    fatima = enter("fatima")
    works_and_is_signed_out(fatima, world)
    fatima.post(address(world), typed())
    assert "lange middag" not in str([row.get_decoded() for row in Session.objects.all()])
    signs_in(fatima, person, "peter")
    for place in (OFFER, "/groeidocumenten/"):
        assert "lange middag" not in fatima.get(place, follow=True).content.decode()
    assert not [row for row in Session.objects.all() if "teruggave" in row.get_decoded()]


def test_two_forms_that_come_in_too_late_are_both_kept_and_can_be_thrown_away(world, enter, person):
    anja = enter("anja")
    works_and_is_signed_out(anja, world)
    anja.post(address(world), typed("de eerste"))
    anja.post(address(world), typed("de tweede"))
    signs_in(anja, person, "anja")
    page = anja.get(OFFER).content.decode()
    assert "de eerste" in page and "de tweede" in page
    anja.post(OFFER, {"weg": offered_form(page)[1]["teruggave"]})
    page = anja.get(OFFER).content.decode()
    assert "de eerste" not in page and "de tweede" in page


def test_an_error_of_ours_does_not_cost_the_kept_text(world, enter, person, monkeypatch):
    anja = enter("anja")
    works_and_is_signed_out(anja, world)
    anja.post(address(world), typed())
    signs_in(anja, person, "anja")
    place, sent = offered_form(anja.get(OFFER).content.decode())
    anja.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("groeidocumenten.inhoud.views.add_aanvulling", lambda **given: 1 / 0)
        assert anja.post(place, sent).status_code == 500
    assert "lange middag" in anja.get(OFFER).content.decode()


@pytest.mark.parametrize("cookie", ["", "x", "00000000-0000-0000-0000-000000000000:x:y"])
def test_for_a_browser_in_which_nobody_worked_nothing_is_kept(cookie, world):
    stranger = Client()
    stranger.cookies["gp_schrijver"] = cookie
    answer = stranger.post(address(world), typed())
    assert answer.status_code == 403 and "lange middag" in answer.content.decode()
    assert not Session.objects.exists()


def test_what_a_script_sends_is_not_kept_because_its_page_still_has_it(world, enter):
    anja = enter("anja")
    works_and_is_signed_out(anja, world)
    assert anja.post(address(world), typed(), headers={"sec-fetch-mode": "cors"}).status_code == 403
    assert not Session.objects.exists()


def test_the_cookie_says_nothing_to_scripts_and_goes_to_the_private_house_only(world, enter):
    anja = enter("anja")
    anja.get(address(world))
    cookie = anja.cookies["gp_schrijver"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/groeidocumenten/" and not cookie["expires"]
    assert "gp_schrijver" not in enter("gast_leest_alles").cookies


# --- A form that is older than the session -------------------------------------------------------


def with_tokens(client: Client) -> Client:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    return strict


@pytest.mark.parametrize("name", ["fatima", "gast_schrijft_alles"])
def test_a_form_from_before_the_last_login_gives_its_text_back_with_a_token_that_counts(name, world, enter):
    strict, before = with_tokens(enter(name)), said(world)
    old = typed() | {"csrfmiddlewaretoken": "x" * 64}
    refused = strict.post(address(world), old, headers=OWN)
    page = refused.content.decode()
    assert refused.status_code == 403 and "Een lange middag getypt" in page and said(world) == before
    place, sent = offered_form(page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert strict.post(place, sent | {"csrfmiddlewaretoken": token}, headers=OWN).status_code == 302
    assert said(world) == before + 1


@pytest.mark.parametrize("origin", [{}, {"origin": "https://boef.example"}, {"origin": "null"}])
def test_what_another_site_sends_is_neither_shown_nor_offered(origin, world, enter):
    strict, before = with_tokens(enter("fatima")), said(world)
    answer = strict.post(address(world), typed() | {"csrfmiddlewaretoken": "x" * 64}, headers=origin)
    assert answer.status_code == 403 and "lange middag" not in answer.content.decode() and said(world) == before


def test_an_old_form_of_somebody_who_is_signed_out_is_kept_too(world, enter, person):
    fatima = enter("fatima")
    works_and_is_signed_out(fatima, world)
    strict = with_tokens(fatima)
    assert strict.post(address(world), typed() | {"csrfmiddlewaretoken": "x" * 64}, headers=OWN).status_code == 403
    signs_in(strict, person, "fatima")
    assert "lange middag" in strict.get(OFFER).content.decode()


def test_a_password_in_a_form_is_neither_shown_again_nor_kept(world, enter, person):
    """Whoever signs an OPP types a password; the words come back, the password never."""
    fatima, place = enter("fatima"), reverse("opp:tekenen", args=[world.noor, world.opp])
    assert fatima.get(place).status_code == 200
    Session.objects.all().delete()
    sent = {"bezwaar": TEXT, "wachtwoord": "kanarie-geheim", "verzoek": str(uuid.uuid4()), "sha256": "a" * 64}
    refused = fatima.post(place, sent).content.decode()
    assert "Een lange middag getypt" in refused and "kanarie-geheim" not in refused
    signs_in(fatima, person, "fatima")
    offered = fatima.get(OFFER).content.decode()
    assert "Een lange middag getypt" in offered and "kanarie-geheim" not in offered
    stranger = enter("kees").post(place, sent).content.decode()
    assert "Een lange middag getypt" in stranger and "kanarie-geheim" not in stranger
