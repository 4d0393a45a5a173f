"""Many tries at the entrance for toegangscodes from one address: the sixty-first of a minute waits, whatever it holds."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models_uitnodiging import Aanmelding, Uitnodiging
from groeidocumenten.delen.counting import count, visitor_key
from groeidocumenten.delen.models import Teller
from groeidocumenten.toegangscodes.models import Codeaanvraag
from post.models import Zending

from .conftest import MAIL, fill_in, register

MINUTE = timedelta(minutes=1)


def fill_the_minute(tries: int = 60) -> None:
    """As if so much had been sent from this address in this minute."""
    key = visitor_key(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1"))
    count("code", key, MINUTE)
    Teller.unguarded.filter(soort="code", sleutel=key).update(aantal=tries)


def test_sixty_tries_a_minute_are_answered_and_the_next_one_waits(ouder):
    with time_machine.travel((timezone.now() + MINUTE).replace(second=1), tick=False) as clock:
        made = ouder.code()
        fill_the_minute(59)
        assert fill_in(Client(), made, code="00000000").status_code == 403
        for typed in ({}, {"code": "00000001"}, {"kenmerk": "BCDFGHJK"}):
            answer = fill_in(Client(), made, **typed)
            assert answer.status_code == 429 and answer["Retry-After"] == "60", "the right code too"
        assert Uitnodiging.objects.get(pk=made.uitnodiging.pk).fouten == 1, "what was turned away cost no try"
        assert Client().get("/toegangscode/").status_code == 200, "looking is not counted"
        elsewhere = Client().post("/toegangscode/", {"kenmerk": made.kenmerk, "code": made.code}, REMOTE_ADDR="198.51.100.7")
        assert elsewhere.status_code == 302, "another address is not in the way"
        clock.shift(MINUTE)
        assert fill_in(Client(), made).status_code == 302


def test_what_is_turned_away_is_the_same_page_for_every_code(ouder):
    made = ouder.code()
    fill_the_minute()
    answers = [fill_in(Client(), made, **typed) for typed in ({}, {"code": "1"}, {"kenmerk": "BCDFGHJK"})]
    assert len({(one.status_code, one.content) for one in answers}) == 1


def test_no_account_is_asked_for_no_password_is_tried_and_no_school_is_written_to(ouder):
    client, waiting = Client(), Codeaanvraag.unguarded.count()
    assert fill_in(client, ouder.code(MAIL, "samira@test.example")).status_code == 302
    fill_the_minute()
    mail.outbox.clear()
    assert register(client).status_code == 429
    assert Client().post(f"/toegangscode/bevestigen/{'x' * 43}/", {"wachtwoord": "geheim"}).status_code == 429
    said = {"school": ouder.record.leerling.school_id, "naam": "Bram", "contact": "06", "leerling": "Sem", "verzoek": uuid.uuid4()}
    answer = Client().post("/toegangscode/aanvragen/", said | {"toelichting": "Ik woon apart."})
    assert answer.status_code == 429 and Codeaanvraag.unguarded.count() == waiting and mail.outbox == []
    assert "Ik woon apart." in answer.content.decode(), "what was typed is given back"


def test_no_code_and_no_password_stands_on_the_page_that_says_wait(ouder):
    made = ouder.code()
    fill_the_minute()
    page = fill_in(Client(), made).content.decode() + register(Client(), wachtwoord="kanariewachtwoord").content.decode()
    for secret in (made.kenmerk, made.code, "kanariewachtwoord"):
        assert secret not in page


@pytest.mark.parametrize("known", [True, False])
def test_a_known_and_an_unknown_kenmerk_write_as_many_rows(known, ouder):
    made = ouder.code()
    with CaptureQueriesContext(connection) as captured:
        fill_in(Client(), made, code="00000000", **({} if known else {"kenmerk": "BCDFGHJK"}))
    writes = [one["sql"].split()[0] for one in captured if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == ["INSERT", "UPDATE", "UPDATE"], "one row is counted, and of the two updates one finds a row"


def test_one_code_sends_five_mails_a_day_to_addresses_that_somebody_types(ouder):
    client = Client()
    fill_in(client, ouder.code())
    for number in range(5):
        assert register(client, email=f"iemand{number}@test.example").status_code == 200
    waiting = Zending.objects.count()
    answer = register(client, email="nog.iemand@test.example")
    assert answer.status_code == 429 and "vandaag al vijf mails" in answer.content.decode()
    assert Zending.objects.count() == waiting and Aanmelding.objects.get().email == "iemand4@test.example"
