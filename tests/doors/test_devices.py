"""A link that was passed on: how many browsers and visits it allows, and what is kept of a browser."""

import pytest
from django.conf import settings
from django.test import Client

from groeidocumenten.dossiers.models import Handeling, Journaalregel, Linkapparaat, Toegangslink
from tests.doors.codes import GUEST, agree, row, try_in, wrong

COOKIE = settings.GAST_COOKIE_NAME


def allow(world, **limits) -> None:
    Toegangslink.unguarded.filter(pk=world.guests[GUEST].link.pk).update(**limits)


def test_a_link_for_one_browser_stays_with_the_first(world, mailoutbox, django_capture_on_commit_callbacks):
    made, first, second = world.guests[GUEST], Client(), Client()
    allow(world, maximum_apparaten=1)
    assert try_in(made, made.pincode, first).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        refused = try_in(made, made.pincode, second)
    as_wrong = try_in(made, wrong(made.pincode), Client())
    assert refused.status_code == as_wrong.status_code == 403
    assert "Deze link en pincode horen niet bij elkaar" in refused.content.decode(), "the same words as for a wrong code"
    assert second.get(f"/groeidocumenten/{world.noor}/").status_code == 302
    assert try_in(made, made.pincode, first).status_code == 302, "the first browser comes in again"
    assert row(made).fouten == 0, "the right code costs no try"
    assert Journaalregel.unguarded.filter(link_id=made.link.pk, handeling=Handeling.LINK_VOL).count() == 1
    assert [mail.to for mail in mailoutbox] == [["anja@demo.example"]]


def test_a_link_for_two_visits_lets_nobody_in_a_third_time(world):
    made, client = world.guests[GUEST], Client()
    allow(world, maximum_bezoeken=2)
    assert [try_in(made, made.pincode, client).status_code for _ in range(4)] == [302, 302, 403, 403]
    assert row(made).aantal_sessies == 2


@pytest.mark.parametrize("limit", [{}, {"maximum_apparaten": 3}, {"maximum_bezoeken": 3}])
def test_without_a_limit_or_below_it_nobody_is_refused(limit, world):
    allow(world, **limit)
    made = world.guests[GUEST]
    assert [try_in(made, made.pincode).status_code for _ in range(3)] == [302] * 3


def test_a_new_pincode_begins_the_count_of_browsers_anew(world):
    made, second = world.guests[GUEST], Client()
    allow(world, maximum_apparaten=1)
    try_in(made, made.pincode)
    allow(world, generatie=2)
    assert try_in(made, made.pincode, second).status_code == 302


def test_the_cookie_of_a_browser_opens_nothing_and_says_nothing(world):
    made, client = world.guests[GUEST], Client()
    try_in(made, made.pincode, client)
    agree(client)
    cookie = client.cookies[COOKIE]
    assert cookie["path"] == "/toegang/" and cookie["httponly"] and cookie["samesite"] == "Lax"
    kept = Linkapparaat.unguarded.filter(link=made.link.pk).latest("eerste_op")
    assert cookie.value not in kept.kenmerk and len(kept.kenmerk) == 64
    thief = Client()
    thief.cookies[COOKIE] = cookie.value
    assert thief.get(f"/groeidocumenten/{world.noor}/").status_code == 302, "without link and code it is nobody's"
    sem = world.guests["gast_van_sem"]
    try_in(sem, sem.pincode, client)
    other = Linkapparaat.unguarded.filter(link=sem.link.pk).latest("eerste_op")
    assert other.kenmerk != kept.kenmerk, "that two guests share a browser cannot be seen"


@pytest.mark.parametrize("planted", ["", "x", "a" * 43, "é" * 43, "a" * 5000, "../../x", "a b"])
def test_a_planted_cookie_gets_no_further_than_any_new_browser(planted, world):
    made, first, thief = world.guests[GUEST], Client(), Client()
    allow(world, maximum_apparaten=1)
    try_in(made, made.pincode, first)
    thief.cookies[COOKIE] = planted
    assert try_in(made, made.pincode, thief).status_code == 403


def test_a_wrong_code_and_a_look_leave_no_cookie(world):
    made, client = world.guests[GUEST], Client()
    client.get(f"/toegang/{made.token}/")
    try_in(made, wrong(made.pincode), client)
    assert COOKIE not in client.cookies
