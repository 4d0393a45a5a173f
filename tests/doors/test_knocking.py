"""Many knocks at the entrance: from one address, over many links, with invented addresses; and the alarm when many links lock."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groeidocumenten.delen import alarm
from groeidocumenten.delen.counting import client_address, count, forget_old, total, visitor_key
from groeidocumenten.delen.models import Teller
from groeidocumenten.delen.secrets import new_token
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Toegangslink
from tests.builders.world import make_guest
from tests.doors.codes import GUEST, row, try_in, wrong

MINUTE = timedelta(minutes=1)


def knock(client: Client, token: str, pincode: str = "1", **more):
    return client.post(f"/toegang/{token}/", {"pincode": pincode}, **more)


def fill_the_minute(knocks: int = 60, address: str = "127.0.0.1") -> None:
    """As if so many knocks had come from an address this minute."""
    key = visitor_key(RequestFactory().get("/", REMOTE_ADDR=address))
    count("klop", key, MINUTE)
    Teller.unguarded.filter(soort="klop", sleutel=key).update(aantal=knocks)


def test_sixty_knocks_a_minute_are_answered_and_the_next_one_waits(world):
    made = world.guests[GUEST]
    with time_machine.travel(timezone.now().replace(second=1), tick=False) as clock:
        fill_the_minute(59)
        assert knock(Client(), made.token, wrong(made.pincode)).status_code == 403
        for token, pincode in ((made.token, made.pincode), (made.token, "1"), (new_token(), "1")):
            answer = knock(Client(), token, pincode)
            assert answer.status_code == 429 and answer["Retry-After"] == "60", "the right code too"
        assert row(made).fouten == 1, "what was turned away cost no try"
        assert knock(Client(), made.token, made.pincode, REMOTE_ADDR="198.51.100.7").status_code == 302, "another address is not in the way"
        clock.shift(MINUTE)
        assert try_in(made, made.pincode).status_code == 302


def test_what_is_turned_away_is_the_same_page_for_every_link(world):
    fill_the_minute()
    made = world.guests[GUEST]
    answers = [knock(Client(), token, code) for token, code in ((made.token, made.pincode), (new_token(), "1"), ("x", "1"))]
    assert len({(one.status_code, one.content, tuple(sorted(one.headers.items()))) for one in answers}) == 1


def test_what_is_turned_away_is_turned_away_before_any_hash(world, monkeypatch):
    fill_the_minute()
    monkeypatch.setattr("groeidocumenten.delen.entrance.pincode_matches", lambda *args: pytest.fail("a hash was computed"))
    monkeypatch.setattr("groeidocumenten.delen.entrance.waste_equal_work", lambda *args: pytest.fail("a hash was computed"))
    with CaptureQueriesContext(connection) as queries:
        assert knock(Client(), world.guests[GUEST].token).status_code == 429
    assert not [one for one in queries if "toegangslink" in one["sql"]]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, " , 203.0.113.9 ,", "203.0.113.9"),
    ],
)
def test_only_what_proxies_of_ours_wrote_counts_as_an_address(proxies, forwarded, seen, settings):
    settings.PROXY_COUNT = proxies
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})) == seen


def test_an_invented_forwarded_address_does_not_give_more_knocks(world, settings):
    settings.PROXY_COUNT = 1
    with time_machine.travel(timezone.now().replace(second=1), tick=False):
        fill_the_minute(60, "203.0.113.9")
        for number in range(5):
            forwarded = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.9"}
            assert knock(Client(), new_token(), headers=forwarded).status_code == 429


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.5", "192.0.2.5", True),
        ("192.0.2.5", "192.0.2.6", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("geen adres", "\x00", True),
        ("", "x" * 10_000, True),
    ],
)
def test_a_household_is_one_visitor_and_no_address_is_kept(one, other, same, db):
    keys = [visitor_key(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (keys[0] == keys[1]) == same
    assert all(len(key) == 64 and "192" not in key[:3] for key in keys)


def test_counters_are_forgotten_after_two_days(db):
    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        count("klop", "oud", MINUTE)
    count("klop", "nieuw", MINUTE)
    forget_old()
    assert set(Teller.unguarded.values_list("sleutel", flat=True)) == {"nieuw"}


def test_codes_guessed_over_many_links_from_one_address_lock_each_of_them_after_five(world, opened, django_capture_on_commit_callbacks):
    noor = opened(recht=Recht.DELEN)
    links = [make_guest(noor) for _ in range(3)]
    compared = 0
    for number in range(7):
        for made in links:
            compared += 1
            answer = knock(Client(), made.token, wrong(made.pincode), REMOTE_ADDR=f"198.51.100.{number}")
            assert answer.status_code == 403
    assert [row(made).fouten for made in links] == [5, 5, 5] and compared == 21


# --- The alarm -----------------------------------------------------------------------------------


def test_more_than_twenty_locks_in_an_hour_raise_one_alarm(db, settings, caplog, mailoutbox, django_capture_on_commit_callbacks):
    settings.ALARM_MAIL = ["beheer@test.example"]
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(alarm.LOCKS_AN_HOUR):
            alarm.count_lock()
        assert "alarm" not in caplog.text
        for _ in range(5):
            alarm.count_lock()
    assert caplog.text.count("alarm: 21 links") == 1 and "CRITICAL" in caplog.text
    [mail] = mailoutbox
    assert mail.to == ["beheer@test.example"] and "21" in mail.body and "/toegang/" in mail.body
    assert Teller.unguarded.filter(soort="alarm").count() == 1, "the alarm is written down"


def test_locks_of_more_than_an_hour_ago_do_not_count(db, caplog):
    with time_machine.travel(timezone.now() - timedelta(minutes=66), tick=False):
        for _ in range(alarm.LOCKS_AN_HOUR):
            alarm.count_lock()
    for _ in range(3):
        alarm.count_lock()
    assert total("slot", "alle", alarm.HOUR) == 3 and "alarm" not in caplog.text


def test_a_link_that_locks_is_counted_over_all_schools(world):
    made = world.guests[GUEST]
    for _ in range(6):
        try_in(made, wrong(made.pincode))
    assert Toegangslink.unguarded.get(pk=made.link.pk).op_slot and total("slot", "alle", alarm.HOUR) == 1


def test_counting_is_one_statement(db):
    with CaptureQueriesContext(connection) as queries:
        assert [count("klop", "x", MINUTE), count("klop", "x", MINUTE)] == [1, 2]
    assert len(queries) == 2


def test_a_knock_without_any_address_is_counted_too(db):
    nobody = SimpleNamespace(META={})
    assert client_address(nobody) == "" and len(visitor_key(nobody)) == 64
