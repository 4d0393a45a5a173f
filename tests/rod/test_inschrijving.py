"""When a pupil is registered: taken from the administration, checked, with a log; only for who guides the school."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import Viewer, open_leerling
from groeidocumenten.dossiers.leerling import Changed, wijzigingen
from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.rod.actions import add_registration, change_registration
from groeidocumenten.rod.models import Inschrijving
from groeidocumenten.rod.regels import Ingeschreven

BEGIN = date(2025, 8, 1)


@pytest.fixture
def sem(world, person):
    return open_leerling(Viewer(user=person("anja")), Groeidocument.unguarded.get(pk=world.sem).leerling_id)


def add(sem, van=BEGIN, tot=None, verzoek=None):
    pk = verzoek or uuid.uuid4()
    add_registration(geopend=sem, periode=Ingeschreven(van, tot), verzoek=pk)
    return pk


def test_a_registration_is_kept_once_and_its_change_stands_in_the_log(sem):
    pk = uuid.uuid4()
    add(sem, verzoek=pk)
    add(sem, verzoek=pk)
    assert change_registration(geopend=sem, inschrijving=pk, periode=Ingeschreven(BEGIN, date(2026, 7, 31)), versie=0)
    said = [(one.wat, one.oud, one.nieuw) for one in wijzigingen(sem)][:2]
    assert said[0] == ("inschrijving", "vanaf 01-08-2025", "vanaf 01-08-2025 tot en met 31-07-2026") and said[1][1] == ""
    assert Inschrijving.unguarded.filter(leerling=sem.leerling).count() == 1


@pytest.mark.parametrize(
    ("van", "tot", "words"),
    [
        (date(2010, 1, 1), None, "voor de geboorte"),
        (BEGIN, BEGIN - timedelta(days=1), "ligt voor de inschrijving"),
        (timezone.localdate() + timedelta(days=366), None, "meer dan een jaar vooruit"),
        (date(2024, 1, 1), BEGIN, "mogen niet samenvallen"),
        (date(2024, 1, 1), None, "mogen niet samenvallen"),
    ],
)
def test_days_out_of_order_and_periods_that_overlap_are_refused(sem, van, tot, words):
    add(sem)
    with pytest.raises(ValidationError, match=words):
        add(sem, van, tot)
    assert Inschrijving.unguarded.filter(leerling=sem.leerling).count() == 1


def test_a_period_that_ends_the_day_before_is_no_overlap(sem):
    add(sem)
    add(sem, date(2024, 1, 1), BEGIN - timedelta(days=1))


def test_the_second_of_two_people_is_told(sem):
    pk = add(sem)
    change_registration(geopend=sem, inschrijving=pk, periode=Ingeschreven(BEGIN, date(2026, 7, 31)), versie=0)
    with pytest.raises(Changed):
        change_registration(geopend=sem, inschrijving=pk, periode=Ingeschreven(BEGIN, date(2026, 6, 30)), versie=0)


def test_the_screen_keeps_what_was_typed_and_leads_to_a_change(sem, enter):
    client, address = enter("anja"), reverse("rod:inschrijvingen", args=[sem.leerling.pk])
    wrong = client.post(address, {"van": "2025-08-01", "tot": "2025-07-31", "verzoek": uuid.uuid4()})
    assert wrong.status_code == 422 and "2025-07-31" in wrong.content.decode() and "ligt voor de inschrijving" in wrong.content.decode()
    assert client.post(address, {"van": "2025-08-01", "tot": "", "verzoek": uuid.uuid4()}).status_code == 302
    row = Inschrijving.unguarded.get(leerling=sem.leerling)
    change = reverse("rod:inschrijving", args=[sem.leerling.pk, row.pk])
    assert 'value="2025-08-01"' in client.get(change).content.decode()
    assert client.post(change, {"van": "2025-08-01", "tot": "2026-07-31", "versie": 0}).status_code == 302
    stale = client.post(change, {"van": "2025-08-01", "tot": "2026-06-30", "versie": 0})
    assert stale.status_code == 409 and "2026-06-30" in stale.content.decode()
