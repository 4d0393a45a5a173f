"""Another password, and a forgotten one: the answer tells nobody anything, the link counts once and shortly, and the second step stays."""

import re
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.inloggen.models import Inlogregel, TweedeStap, Wat
from groeiportaal.scrubbing import scrub
from tests.builders.both_steps import code, log_in
from tests.builders.queue import work
from tests.builders.world import PASSWORD

User = get_user_model()
FORGOT, CHANGE = "/inloggen/wachtwoord/vergeten/", "/inloggen/wachtwoord/"
NEW = "een-nieuwe-zin-van-vier-woorden"
LINK = re.compile(r"http://testserver(/inloggen/wachtwoord/nieuw/\S+)")


@pytest.fixture(autouse=True)
def _no_failures_from_elsewhere(db):
    reset()


@pytest.fixture
def asked(world, mailoutbox, django_capture_on_commit_callbacks):
    """The links that were mailed after somebody filled in this address."""

    def ask(email: str, **headers: str) -> list[str]:
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            assert Client().post(FORGOT, {"email": email}, **headers)["Location"] == "/inloggen/wachtwoord/gevraagd/"
            work()
        return [LINK.search(mail.body)[1] for mail in mailoutbox[before:] if LINK.search(mail.body)]

    return ask


def chooses(link: str, new: str = NEW, client: Client | None = None):
    return (client or Client()).post(link, {"nieuw": new, "nog_eens": new})


def password_works(name: str, password: str) -> bool:
    return Client().post("/inloggen/", {"username": name, "password": password}).status_code == 302


# --- forgotten --------------------------------------------------------------------------------------


def test_every_address_gets_the_same_answer_and_the_same_work(world, person, mailoutbox):
    guest = world.guests["gast_leest_alles"].link.gebruiker
    User.objects.filter(pk=guest.pk).update(email="gast@test.example")
    User.objects.filter(username="ria").update(is_active=False)
    addresses = [person("anja").email, "wie-dan-ook@test.example", "gast@test.example", person("ria").email]
    Client().post(FORGOT, {"email": addresses[1]}, follow=True)
    seen = []
    for email in addresses:
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(FORGOT, {"email": email}, follow=True)
        # What differs is what was sealed, never how much is done.
        seen.append((answer.redirect_chain, answer.content, [one["sql"].split("VALUES")[0][:80] for one in queries], dict(client.cookies)))
    for one in seen[1:]:
        assert one == seen[0]
    assert mailoutbox == []
    stored = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert not [email for email in addresses if email in stored]
    work()
    assert Inlogregel.objects.filter(wat=Wat.GEVRAAGD).count() == 1


def test_the_link_chooses_a_password_and_passes_no_second_step(world, person, asked, mailoutbox, enter):
    anja = enter("anja")
    AccessAttempt.objects.create(username="anja", ip_address="127.0.0.1", failures_since_start=99)
    AccessAttempt.objects.create(username="joke", ip_address="127.0.0.1", failures_since_start=99)
    TweedeStap.objects.filter(gebruiker__username="anja").update(fouten=3)
    [link] = asked(person("anja").email.upper())
    stranger = Client()
    assert b"anja" in stranger.get(link).content
    assert chooses(link, client=stranger)["Location"] == "/inloggen/wachtwoord/klaar/"
    assert "_auth_user_id" not in stranger.session and stranger.get("/groeidocumenten/").status_code == 302
    assert anja.get("/groeidocumenten/").status_code == 302, "she is signed out everywhere"
    entering = Client()
    assert entering.post("/inloggen/", {"username": "anja", "password": NEW})["Location"] == "/inloggen/code/", (
        "the lock of wrong passwords is off"
    )
    assert TweedeStap.objects.get(gebruiker__username="anja").fouten == 3 and AccessAttempt.objects.filter(username="joke").exists()
    assert entering.post("/inloggen/code/", {"code": code()})["Location"] == "/start/"
    work()
    subjects = {mail.subject for mail in mailoutbox if mail.to == [person("anja").email]}
    assert "Een nieuw wachtwoord kiezen" in subjects and not [one for one in subjects if "anja" in one.lower()]


def test_a_link_counts_once_and_for_an_hour(world, person, asked):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        [first] = asked(person("anja").email)
        [second] = asked(person("anja").email)
        for _ in range(3):
            assert Client().get(first).status_code == 200, "a mail scanner that looks uses nothing up"
        clock.shift(timedelta(hours=1))
        assert chooses(first).status_code == 302
        for used in (first, second):
            assert Client().get(used).status_code == chooses(used, "nog-een-andere-lange-zin").status_code == 403
        [late] = asked(person("joke").email)
        clock.shift(timedelta(hours=1, seconds=1))
        assert Client().get(late).status_code == 403 and chooses(late).status_code == 403
    assert password_works("anja", NEW) and not password_works("joke", NEW)


def test_a_link_ends_when_the_account_does_and_belongs_to_one_person(world, person, asked):
    [link] = asked(person("anja").email)
    [of_joke] = asked(person("joke").email)
    mine, theirs = link.rstrip("/").rsplit("/", 1), of_joke.rstrip("/").rsplit("/", 1)
    for wrong in (
        f"{theirs[0]}/{mine[1]}/",
        f"{mine[0]}/x-y/",
        f"{mine[0]}/1/",
        "/inloggen/wachtwoord/nieuw/%F0%9F%94%91/a-b/",
        "/inloggen/wachtwoord/nieuw/AAAA/a-b/",
    ):
        assert Client().get(wrong).status_code == chooses(wrong).status_code == 403
    User.objects.filter(username="anja").update(is_active=False)
    assert chooses(link).status_code == 403


def test_its_host_is_ours_whatever_host_was_asked_and_a_mailbox_is_not_filled(world, person, asked, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    assert len(asked(person("anja").email, HTTP_HOST="boef.example")) == 1
    assert "boef" not in mailoutbox[-1].body
    assert [len(asked(person("anja").email)) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    "typed", ["", "geen adres", "a@b", "a@" + "b" * 300 + ".nl", "аnja@test.example", "anja@xn--80ak6aa92e.com", "\x00"]
)
def test_what_is_no_address_is_refused_beside_the_field(typed, world):
    before = DBTaskResult.objects.count()
    answer = Client().post(FORGOT, {"email": typed})
    assert answer.status_code == 422 and "gp-field--error" in answer.content.decode() and DBTaskResult.objects.count() == before


def test_a_weak_or_mistyped_password_changes_nothing_and_the_link_still_counts(world, person, asked):
    [link] = asked(person("anja").email)
    for new, again, said in (
        ("kwartje", "kwartje", "te kort"),
        (NEW, NEW + "x", "niet hetzelfde"),
        ("123456789012", "123456789012", "cijfers"),
        ("", "", "Vul dit in"),
    ):
        answer = Client().post(link, {"nieuw": new, "nog_eens": again})
        assert answer.status_code == 422 and said in answer.content.decode() and (not new or new not in answer.content.decode())
    assert chooses(link).status_code == 302


def test_no_log_line_has_the_token(world):
    assert "a1-geheim" not in scrub("Forbidden: /inloggen/wachtwoord/nieuw/YWJj/a1-geheim/")


def test_pages_of_wagtail_stay_closed(world, enter):
    for name in ("anoniem", "eindredactie"):
        client = enter(name)
        assert client.get("/admin/password_reset/").status_code in (302, 404)
        assert client.post("/admin/password_reset/", {"email": "redactie@test.example"}, follow=True).status_code in (200, 404)
    assert DBTaskResult.objects.filter(task_path__startswith="accounts").count() == 0


# --- another one ------------------------------------------------------------------------------------


def test_changing_asks_the_old_one_ends_all_others_and_tells_it(world, person, mailoutbox, django_capture_on_commit_callbacks):
    here, there = Client(), Client()
    for client in (here, there):
        log_in("anja", PASSWORD, client)
    typed = {"nieuw": NEW, "nog_eens": NEW}
    for wrong in ({}, {"huidig": "fout"}):
        assert here.post(CHANGE, typed | wrong).status_code == 422
    before = here.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post(CHANGE, typed | {"huidig": PASSWORD})["Location"] == "/inloggen/beveiliging/"
        work()
    assert here.get("/groeidocumenten/").status_code == 200 and here.session.session_key != before
    assert there.get("/groeidocumenten/").status_code == 302
    page = here.get("/inloggen/beveiliging/").content.decode()
    assert "hier bent u nu" in page and "Log daar uit" not in page and "wachtwoord gewijzigd" in page
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [("Uw wachtwoord is gewijzigd", [person("anja").email])]
    assert NEW not in mailoutbox[0].body and password_works("anja", NEW) and not password_works("anja", PASSWORD)
    assert Client().get(CHANGE).status_code == 302
