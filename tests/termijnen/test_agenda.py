"""The calendar: days and numbers at a secret address, and nothing of a pupil; made, renewed and withdrawn by its person."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Lidmaatschap
from groeidocumenten.dossiers.access import AccessOver, Viewer
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel
from groeidocumenten.termijnen.agenda import make_address, withdraw_address
from groeidocumenten.termijnen.ical import Dag, calendar, folded
from groeidocumenten.termijnen.models import Agendafeed
from groeiportaal.scrubbing import scrub
from tests.builders.terms import start_term


def made(person, name="anja") -> str:
    secret = make_address(viewer=Viewer(user=person(name)), verzoek=uuid.uuid4())
    assert secret is not None
    return reverse("agenda:feed", args=[secret])


def unfolded(text: str) -> list[str]:
    """The lines of a calendar as its reader sees them."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_has_the_days_and_how_many_and_nothing_of_a_pupil(world, person, client):
    today = timezone.localdate()
    start_term(person("anja"), world.sem, today - timedelta(days=10))  # as Noor's
    answer = client.get(made(person))
    text = answer.content.decode()
    lines = unfolded(text)
    last = today - timedelta(days=10) + timedelta(weeks=6)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and "no-store" in answer["Cache-Control"]
    assert f"DTSTART;VALUE=DATE:{last:%Y%m%d}" in lines and "SUMMARY:2 OPP's: uiterlijk vandaag vaststellen" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    hidden = {str(world.noor), Groeidocument(pk=world.noor).kenmerk, "Regenboog", "kanarie", "Jansen", str(world.opp)}
    assert not [word for word in hidden if word.lower() in text.lower()]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_event_keeps_its_key_so_that_a_calendar_changes_it(world, person, client):
    address = made(person)
    first, second = (re.findall(r"^UID:(.+)\r$", client.get(address).content.decode(), re.M) for _ in range(2))
    assert first == second and len(set(first)) == len(first) > 0
    assert set(first).isdisjoint(re.findall(r"^UID:(.+)\r$", client.get(made(person, "ria")).content.decode(), re.M))


def test_a_new_address_ends_the_old_one_and_withdrawing_ends_it_too(world, person, client):
    old = made(person)
    assert client.get(old).status_code == 200
    new = made(person)
    assert (client.get(old).status_code, client.get(new).status_code) == (403, 200)
    assert withdraw_address(viewer=Viewer(user=person("anja"))) and not withdraw_address(viewer=Viewer(user=person("anja")))
    gone, never = client.get(new), client.get(reverse("agenda:feed", args=["x" * 43]))
    assert (gone.status_code, gone.content) == (never.status_code, never.content)


def test_the_address_closes_with_the_role_of_its_person(world, person, client):
    address = made(person)
    yesterday = timezone.localdate() - timedelta(days=1)
    Lidmaatschap.objects.filter(gebruiker=person("anja")).update(tot=yesterday)
    assert client.get(address).status_code == 403
    Lidmaatschap.objects.filter(gebruiker=person("anja")).update(tot=yesterday + timedelta(days=1))
    assert client.get(address).status_code == 200
    person("anja").__class__.objects.filter(pk=person("anja").pk).update(is_active=False)
    assert client.get(address).status_code == 403


def test_the_database_keeps_no_secret_and_the_journaal_that_it_was_made(world, person):
    secret = make_address(viewer=Viewer(user=person("ria")), verzoek=uuid.uuid4())
    row = Agendafeed.unguarded.get(gebruiker=person("ria"), ingetrokken_op__isnull=True)
    assert secret not in (row.adres_hash, str(row.pk)) and len(secret) >= 43
    assert Journaalregel.unguarded.filter(handeling=Handeling.RECHT_GEGEVEN, onderwerp=f"agenda {row.pk}").count() == 1


@pytest.mark.parametrize("name", ["joke", "fatima", "niemand"])
def test_who_guides_and_heads_no_school_gets_no_address(name, world, person):
    with pytest.raises(AccessOver):
        make_address(viewer=Viewer(user=person(name)), verzoek=uuid.uuid4())


def test_the_address_is_shown_once_and_a_double_click_makes_one(world, person, enter):
    client, address = enter("anja"), reverse("termijnen:agenda")
    sent = {"verzoek": str(uuid.uuid4())}
    shown = client.post(address, sent)
    found = re.search(r"/toegang/agenda/[\w-]{43}/termijnen.ics", shown.content.decode())
    assert found and "no-store" in shown["Cache-Control"] and client.get(found[0]).status_code == 200
    again = client.post(address, sent, follow=True)
    assert "één keer getoond" in again.content.decode() and "termijnen.ics" not in again.content.decode()
    assert Agendafeed.unguarded.filter(gebruiker=person("anja")).count() == 1
    assert "werkt niet meer" in client.post(reverse("termijnen:agenda_weg"), follow=True).content.decode()


def test_text_is_escaped_and_long_lines_fold_without_breaking_a_character():
    dag = Dag("a@b", date(2026, 12, 31), "Eén; twee, drie\\vier\nvijf " + "é" * 60)
    text = calendar("Termijnen; x", [dag], adres="https://voorbeeld.example/", gemaakt=datetime(2026, 11, 30, 12, tzinfo=UTC))
    lines = unfolded(text)
    assert "SUMMARY:Eén\\; twee\\, drie\\\\vier\\nvijf " + "é" * 60 in lines and "X-WR-CALNAME:Termijnen\\; x" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines and "DTSTAMP:20261130T120000Z" in lines
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert list(folded("x" * 75)) == ["x" * 75] and list(folded("x" * 76)) == ["x" * 75, " x"]


def test_no_line_of_the_log_has_the_secret():
    assert scrub(f"GET /toegang/agenda/{'x' * 43}/termijnen.ics 200") == "GET /toegang/agenda/***/termijnen.ics 200"
