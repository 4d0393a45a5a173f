"""A guest's visit: when it is over, and that it never mixes with anybody else's session."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.models import Toegangslink
from tests.builders.both_steps import log_in
from tests.builders.world import PASSWORD, close_guest
from tests.doors.codes import GUEST, agree, try_in
from tests.doors.test_matrix import OVER, fill, routes

# --- When a visit is over ------------------------------------------------------------------------


def guest_addresses(world) -> list[str]:
    return [fill(route, world, "hoofdstuk-een", world.noor) for _, route in routes() if "dossier_id" in route and "pdf" not in route]


def test_a_link_ends_on_its_very_second_in_an_open_session_on_every_address(world, enter):
    tot = timezone.now().replace(microsecond=0) + timedelta(minutes=5)
    Toegangslink.unguarded.filter(pk=world.guests[GUEST].link.pk).update(geldig_tot=tot)
    client = enter(GUEST)
    may = [address for address in guest_addresses(world) if client.get(address).status_code == 200]
    assert len(may) >= 5
    with time_machine.travel(tot - timedelta(seconds=1), tick=False):
        assert {client.get(address).status_code for address in may} == {200}
    for seconds in (0, 1):
        with time_machine.travel(tot + timedelta(seconds=seconds), tick=False):
            for address in may:
                answer = client.get(address)
                assert answer.status_code == 403 and "De toegang is voorbij" in answer.content.decode(), address
                assert "Noorkanarie" not in answer.content.decode()
            assert try_in(world.guests[GUEST], world.guests[GUEST].pincode).status_code == 403


@pytest.mark.parametrize("end", sorted(OVER))
def test_whatever_ends_a_link_ends_an_open_session_at_the_next_click(end, world, enter):
    client = enter(GUEST)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    close_guest(end, world.guests[GUEST].link)
    pages = {client.get(address).content for address in guest_addresses(world) if client.get(address).status_code != 405}
    assert len(pages) == 1, "one text for all causes and all addresses"
    assert b"De toegang is voorbij" in pages.pop()


def test_a_new_generation_of_the_link_ends_older_visits(world, enter):
    client = enter(GUEST)
    Toegangslink.unguarded.filter(pk=world.guests[GUEST].link.pk).update(generatie=2)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 403


def test_a_visit_ends_after_fifteen_idle_minutes_and_eight_hours(world, enter):
    address = f"/groeidocumenten/{world.noor}/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = enter(GUEST)
        clock.shift(timedelta(minutes=15))
        assert client.get(address).status_code == 200, "fifteen minutes is not longer than fifteen minutes"
        clock.shift(timedelta(minutes=15, seconds=1))
        assert client.get(address).status_code == 403
        assert client.get(address).status_code == 403, "asking again does not revive it"
        client = enter(GUEST)
        for _ in range(8 * 60 // 15):
            assert client.get(address).status_code == 200
            clock.shift(timedelta(minutes=15))
        clock.shift(timedelta(seconds=1))
        assert client.get(address).status_code == 403


def test_leaving_empties_the_session(world, enter):
    client = enter(GUEST)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/groeidocumenten/verlaten/")
    assert "storage" in answer["Clear-Site-Data"]
    assert not Session.objects.filter(pk=key).exists()
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 302


# --- Sessions ------------------------------------------------------------------------------------


def test_coming_in_makes_a_new_session_and_kills_the_old_one(world, enter):
    client = enter("anja")
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert try_in(world.guests[GUEST], world.guests[GUEST].pincode, client).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != old and not Session.objects.filter(pk=old).exists()
    assert set(client.session.keys()) == {"gast", "_session_expiry"}
    assert agree(client).status_code == 302
    assert client.get("/groeidocumenten/").status_code == 404, "the begeleider of a moment ago is gone"
    assert client.get(f"/groeidocumenten/{world.sem}/").status_code == 404
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get(f"/groeidocumenten/{world.noor}/").status_code == 302


def test_a_session_that_was_planted_beforehand_gets_no_rights(world):
    planted = "a" * 32
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert try_in(world.guests[GUEST], world.guests[GUEST].pincode, victim).status_code == 302
    assert victim.cookies[settings.SESSION_COOKIE_NAME].value != planted


def test_the_guests_cookie_goes_when_the_browser_closes(world, enter):
    cookie = enter(GUEST).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == "" and cookie["httponly"]


def test_signing_in_where_a_guest_was_ends_the_visit(world, enter):
    client = enter(GUEST)
    client.get(f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/")
    log_in("niemand", PASSWORD, client)
    assert not {"gast", "gezien"} & set(client.session.keys())
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 404


def test_a_guest_is_a_stranger_to_every_other_room(world, enter):
    guest, stranger = enter(GUEST), Client()
    for address in ("/", "/admin/", "/start/", "/api/v1/handleidingen", "/api/v2/pages/", "/admin/users/", "/inloggen/"):
        theirs, other = guest.get(address), stranger.get(address)
        assert (theirs.status_code, theirs.get("Location")) == (other.status_code, other.get("Location")), address
        assert "Ingelogd als" not in theirs.content.decode()
    assert guest.get("/groeidocumenten/").status_code == 404


def test_the_keyless_user_of_a_guest_cannot_sign_in_and_may_do_nothing(world, enter):
    keyless = User.objects.get(pk=world.guests[GUEST].link.gebruiker_id)
    assert not keyless.has_usable_password() and not keyless.check_password("")
    client = Client()
    assert client.post("/inloggen/", {"username": keyless.username, "password": ""}).status_code == 200
    keyless.user_permissions.set(Permission.objects.all())
    assert not keyless.has_perm("wagtailadmin.access_admin") and not keyless.has_module_perms("accounts")
    client.force_login(keyless, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/").status_code == 302
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 302, "signed in or not, without a link it is nobody"
