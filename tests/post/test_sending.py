"""Mail on its way out: sealed while it waits, gone once it was sent, tried for a day, never undoing a deed, never sent twice."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from post.api import latest_about, queue_mail, queue_sms, reseal_waiting
from post.models import Zending, place
from post.sending import attempt
from sleutels import KluisError, open_value, seal_value
from tests.builders import template
from tests.builders.queue import work

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"aan": "fatima@demo.example", "onderwerp": "Kanarie-onderwerp", "tekst": "Kanarietekst."}
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def everything() -> str:
    """All that the database holds about post and its queue."""
    return json.dumps([list(Zending.objects.values()), list(DBTaskResult.objects.values())], default=str)


@pytest.fixture(autouse=True)
def nothing_waits(world):
    """These tests begin without the mails of the world."""
    Zending.objects.all().delete()
    DBTaskResult.objects.all().delete()


@pytest.fixture
def queued(db, django_capture_on_commit_callbacks):
    """Hands in a mail in a deed that is committed."""

    def hand_in(**changed) -> Zending:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            return queue_mail(**(WORDS | changed))

    return hand_in


def test_a_mail_goes_out_right_after_the_commit_and_leaves_nothing_of_itself(queued):
    over = uuid.uuid4()
    zending = queued(over=over, koppen={"List-Unsubscribe": "<https://portaal.example/af/>"})
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([WORDS["aan"]], WORDS["onderwerp"], WORDS["tekst"])
    assert sent.extra_headers["List-Unsubscribe"] == "<https://portaal.example/af/>" and str(zending.pk) in sent.extra_headers["Message-ID"]
    row = Zending.objects.get()
    assert (row.status, row.inhoud, row.soort, row.over, zending.status) == ("verzonden", "", "mail", over, "verzonden")
    work()
    assert len(mail.outbox) == 1, "the worker finds it sent"
    assert not any(word.lower() in everything().lower() for word in ("fatima", "kanarie"))


def test_nothing_is_sent_before_the_commit_and_what_is_rolled_back_never_was(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail(**WORDS)
        assert mail.outbox == []
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            queue_mail(**WORDS)
            raise ZeroDivisionError
    assert len(mail.outbox) == 1 and Zending.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_while_it_waits_neither_address_nor_words_can_be_read(db):
    zending = queue_mail(**WORDS)
    assert zending.status == "wacht" and zending.inhoud.startswith("p1:test:")
    assert not any(word.lower() in everything().lower() for word in ("fatima", "kanarie"))
    other = queue_mail(**WORDS)
    with pytest.raises(KluisError):
        open_value(zending.inhoud, place(other.pk))


def test_a_server_that_is_down_costs_nothing_and_the_worker_sends_it_later(queued, mail_server_down):
    zending = queued()
    assert zending.status == "wacht" and Zending.objects.get().pogingen == 1
    work()
    assert Zending.objects.get().pogingen == 1, "not before its time"
    mail_server_down()
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        work()
    assert len(mail.outbox) == 1 and Zending.objects.get().status == "verzonden"
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        work()
    assert len(mail.outbox) == 1


def test_a_page_with_many_mails_waits_only_once_for_a_server_that_is_down(queued, mail_server_down):
    for _ in range(5):
        queued()
    assert sorted(Zending.objects.values_list("pogingen", flat=True)) == [0, 0, 0, 0, 1]
    mail_server_down()
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        work()
    assert len(mail.outbox) == 5


def test_it_is_tried_for_a_day_and_then_given_up_empty(queued, mail_server_down):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        zending = queued()
        for _ in range(40):
            clock.shift(timedelta(hours=1))
            work()
    row = Zending.objects.get(pk=zending.pk)
    assert (row.status, row.inhoud) == ("mislukt", "") and start + 12 * timedelta(hours=1) < row.mislukt_op <= start + DAY
    assert row.pogingen > 8
    mail_server_down()
    work()
    assert mail.outbox == []


@pytest.mark.parametrize(("late", "sent"), [(DAY - SECOND, 1), (DAY, 0), (DAY + SECOND, 0)])
def test_the_last_moment_is_a_day_to_the_second(db, late, sent):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        zending = queue_mail(**WORDS)
        clock.shift(late)
        attempt(zending.pk)
    assert len(mail.outbox) == sent


@pytest.mark.parametrize(("late", "status"), [(DAY - SECOND, "verzonden"), (DAY, "mislukt"), (DAY + SECOND, "mislukt")])
def test_the_command_empties_what_is_a_day_old_and_sends_what_the_worker_missed(db, late, status):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        queue_mail(**WORDS)
        clock.shift(late)
        call_command("ruim_post_op", verbosity=0)
        row = Zending.objects.get()
        assert (row.status, row.inhoud) == (status, "")
        clock.shift(90 * DAY)
        call_command("ruim_post_op", verbosity=0)
    assert not Zending.objects.exists()


@pytest.mark.parametrize("wrong", [{"aan": ""}, {"aan": "geen\nadres@demo.example"}, {"onderwerp": "Twee\nregels"}])
def test_what_can_never_be_sent_is_given_up_at_once(queued, wrong):
    assert (queued(**wrong).status, mail.outbox) == ("mislukt", [])


def test_neither_address_nor_words_come_into_a_log(queued, mail_server_down, caplog):
    queued()
    queued(aan="kanarie@demo.example\n")
    assert caplog.records and not any(word in caplog.text.lower() for word in ("fatima", "kanarie"))


class Nested(BaseEmailBackend):
    """While it sends, another worker comes past for the same message."""

    def send_messages(self, email_messages):
        for row in Zending.objects.all():
            assert attempt(row.pk) is None
        mail.outbox.extend(email_messages)
        return len(email_messages)


def test_a_second_worker_finds_a_message_that_is_being_sent_taken(queued, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Nested"
    assert queued().status == "verzonden" and len(mail.outbox) == 1


RACE = """
import json, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from post.api import queue_mail
from post.models import Zending
from post.sending import attempt
import tests.post.slow as slow

Zending.objects.all().delete()
pks = [queue_mail(aan=f"{number}@demo.example", onderwerp="x", tekst="x", direct=False).pk for number in range(5)]
start = threading.Barrier(8)

def worker(_):
    start.wait(10)
    try:
        for pk in pks:
            attempt(pk)
    finally:
        connections.close_all()

with ThreadPoolExecutor(8) as pool:
    list(pool.map(worker, range(8)))
print(json.dumps([sorted(slow.SENT), sorted(row.status for row in Zending.objects.all())]))
"""


def test_eight_workers_at_once_send_each_message_once(tmp_path, settings):
    database = tmp_path / "race.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        template.load(connection)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.post.slow_settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run([sys.executable, "-c", RACE], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[f"{number}@demo.example" for number in range(5)], ["verzonden"] * 5]


def test_a_worker_that_died_while_sending_holds_a_message_no_longer_than_its_lease(db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        zending = queue_mail(**WORDS)
        Zending.objects.filter(pk=zending.pk).update(volgende_poging=timezone.now() + timedelta(minutes=5))
        clock.shift(timedelta(minutes=5) - SECOND)
        attempt(zending.pk)
        assert mail.outbox == []
        clock.shift(SECOND)
        attempt(zending.pk)
    assert len(mail.outbox) == 1


def test_after_a_change_of_keys_what_waits_still_goes_out(db, settings):
    zending = queue_mail(**WORDS)
    lost = queue_mail(**WORDS)
    Zending.objects.filter(pk=lost.pk).update(inhoud=seal_value(WORDS, place(uuid.uuid4())))
    new = "nieuw:" + "bg" * 21 + "Y="
    settings.DOSSIER_SLEUTELS = [new, *settings.DOSSIER_SLEUTELS]
    assert reseal_waiting() == 1 and reseal_waiting() == 0
    settings.DOSSIER_SLEUTELS = [new]
    attempt(zending.pk)
    attempt(lost.pk)
    assert len(mail.outbox) == 1 and Zending.objects.get(pk=lost.pk).status == "mislukt"


def test_the_last_message_about_a_thing_is_found_in_one_query(db, django_assert_num_queries):
    about, other = uuid.uuid4(), uuid.uuid4()
    queue_mail(**WORDS, over=about)
    last = queue_sms(aan="06-12345678", tekst="x", over=about)
    queue_mail(**WORDS, over=other)
    with django_assert_num_queries(1):
        assert latest_about([about])[about] == last
    assert latest_about([about], "mail")[about].soort == "mail" and latest_about([]) == {}
