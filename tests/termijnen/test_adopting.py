"""Adopting and the six weeks: the last day is in time, a day later asks why, and no day is chosen."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.inhoud.models import open_from
from groeidocumenten.opp.belemmeringen import Voornemen
from groeidocumenten.opp.models import OppVaststelling
from groeidocumenten.opp.vaststellen import Belemmerd, intention
from groeidocumenten.termijnen.eis import on_time
from groeidocumenten.termijnen.wet import Grond
from tests.builders.opp import agree, discuss, send
from tests.builders.terms import start_term

WHY = "Ouders konden pas na de vakantie."


@pytest.fixture
def ready(world, school, opp, person):
    """Sem's OPP, sent, discussed and agreed; the six weeks began today."""
    send(school, opp)
    discuss(school, opp)
    agree(world, opp)
    start_term(person("anja"), world.sem, timezone.localdate(), Grond.BEHOEFTE)
    return opp


def last_moment(days: int):
    """23:59:59 in Amsterdam, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def test_the_last_second_of_the_last_day_asks_for_no_reason(ready, adopted):
    with time_machine.travel(last_moment(42), tick=False):
        assert adopted(ready).datum == timezone.localdate()


def test_one_second_later_asks_why_and_says_since_when_and_by_which_article(ready, adopted):
    with time_machine.travel(last_moment(42) + timedelta(seconds=1), tick=False):
        with pytest.raises(Belemmerd) as blocked:
            adopted(ready)
        [reason] = blocked.value.belemmeringen
        assert (reason.code, reason.artikel) == ("termijn", "WPO art. 40a lid 2") and "zes weken na de vaststelling" in reason.tekst
        with pytest.raises(Belemmerd):
            adopted(ready, redenen={"termijn": "te kort"})
        row = adopted(ready, redenen={"termijn": WHY})
    assert open_from(row, "redenen")["termijn"]["reden"] == WHY


def test_the_screen_asks_why_keeps_it_and_takes_no_other_day(world, school, ready, enter):
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        client, address = enter("anja"), reverse("opp:vaststellen", args=[world.sem, ready.pk])
        page = client.get(address).content.decode()
        assert "had uiterlijk op" in page and "Waarom is het later geworden?" in page
        versie = intention(school, ready).versie
        sent = {"sha256": versie.sha256, "verzoek": str(uuid.uuid4()), "reden_termijn": WHY, "datum": "2026-01-01"}
        assert client.post(address, sent).status_code == 302
        row = OppVaststelling.unguarded.get(opp=ready)
        assert row.datum == timezone.localdate()
        line = client.get(reverse("termijnen:tijdlijn", args=[world.sem])).content.decode()
        assert "18 dagen te laat" in line and "Later dan zes weken" in line


def test_adjusting_a_running_opp_asks_for_no_term(school, ready, adopted):
    adopted(ready)
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
        assert list(on_time(Voornemen(school, ready, None, 1, timezone.localdate()))) == []
