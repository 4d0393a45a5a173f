"""Who signed in longer ago proves it once more before sharing, handing out codes and reading the journaal; what was typed comes along."""

from datetime import timedelta

import pytest
import time_machine
from axes.utils import reset
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode

from accounts.inloggen.models import TweedeStap
from groeidocumenten.dossiers.models import Gezagsrelatie, Toegangslink
from tests.builders.both_steps import code, log_in
from tests.builders.world import PASSWORD
from tests.delen.filled import link_form

PAGE = "/inloggen/opnieuw/"


@pytest.fixture(autouse=True)
def _no_failures_from_elsewhere(db):
    reset()


@pytest.fixture
def clock(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def signed_in(name: str) -> Client:
    client = Client()
    assert log_in(name, PASSWORD, client)["Location"] == "/start/"
    return client


def asks(answer, verder: str) -> bool:
    return answer.status_code == 302 and answer["Location"] == f"{PAGE}?{urlencode({'next': verder})}"


def guarded(world) -> dict[str, str]:
    """Every address that asks, by what it does."""
    link = world.guests["gast_leest_alles"].link
    noor, leerling = f"/groeidocumenten/{world.noor}", link.groeidocument.leerling_id
    gezag = Gezagsrelatie.unguarded.filter(leerling=leerling).first()
    return {
        "a new link": f"{noor}/delen/toestemming/{link.toestemming_id}/link/",
        "longer": f"{noor}/delen/link/{link.pk}/verlengen/",
        "again": f"{noor}/delen/link/{link.pk}/hergebruik/",
        "another address": f"{noor}/delen/link/{link.pk}/opnieuw/",
        "a pincode": f"{noor}/delen/link/{link.pk}/pincode/",
        "a toegangscode": f"/groeidocumenten/leerlingen/{leerling}/gezag/{gezag.pk}/toegangscode/",
        "the journaal of a file": f"{noor}/gekeken/",
        "the journaal of a school": f"/groeidocumenten/school/{link.groeidocument.school_id}/journaal/",
    }


def test_a_quarter_of_an_hour_after_signing_in_all_of_it_asks_and_the_rest_does_not(world, clock):
    anja = signed_in("anja")
    clock.shift(timedelta(minutes=settings.OPNIEUW_BEWIJZEN_MINUTEN) - timedelta(seconds=1))
    fresh = {what: anja.get(address).status_code for what, address in guarded(world).items()}
    assert set(fresh.values()) == {200}, fresh
    clock.shift(timedelta(seconds=1))
    assert [what for what, address in guarded(world).items() if not asks(anja.get(address), address)] == []
    for open_still in (f"/groeidocumenten/{world.noor}/", f"/groeidocumenten/{world.noor}/delen/", "/groeidocumenten/"):
        assert anja.get(open_still).status_code == 200


def test_it_asks_a_stranger_nothing_and_a_parent_reads_who_looked(world, clock):
    joke, fatima = signed_in("joke"), signed_in("fatima")
    clock.shift(timedelta(minutes=30))
    addresses = guarded(world)
    del addresses["the journaal of a file"], addresses["the journaal of a school"]
    assert {joke.get(address).status_code for address in addresses.values()} == {404}
    assert fatima.get(f"/groeidocumenten/{world.noor}/gekeken/").status_code == 200
    assert Client().get(PAGE)["Location"].startswith("/inloggen/?")


@pytest.mark.parametrize("proof", ["wachtwoord", "code"])
def test_one_of_the_two_is_enough_for_another_quarter_and_the_session_gets_another_key(proof, world, clock):
    anja, address = signed_in("anja"), guarded(world)["the journaal of a file"]
    clock.shift(timedelta(minutes=20))
    TweedeStap.objects.update(teller=0)
    before = anja.session.session_key
    answer = anja.post(PAGE, {"next": address, proof: PASSWORD if proof == "wachtwoord" else code()})
    assert answer["Location"] == address and anja.get(address).status_code == 200
    assert anja.session.session_key != before
    assert "hier bent u nu" in anja.get("/inloggen/beveiliging/").content.decode()
    clock.shift(timedelta(minutes=15))
    assert asks(anja.get(address), address)


@pytest.mark.parametrize(
    "typed", [{}, {"wachtwoord": "fout"}, {"code": "000000"}, {"code": "een"}, {"wachtwoord": "\x00"}, {"code": "9" * 500}]
)
def test_nothing_or_something_else_is_refused_beside_its_field_and_proves_nothing(typed, world, clock):
    anja, address = signed_in("anja"), guarded(world)["a pincode"]
    clock.shift(timedelta(minutes=20))
    answer = anja.post(PAGE, {"next": address, **typed})
    assert answer.status_code == 422 and "gp-field--error" in answer.content.decode() and address in answer.content.decode()
    assert asks(anja.get(address), address)


def test_it_leads_to_no_other_site_and_guessing_is_counted(world, clock):
    anja = signed_in("anja")
    assert anja.post(PAGE, {"next": "//boef.example/", "wachtwoord": PASSWORD})["Location"] == "/inloggen/beveiliging/"
    said = [anja.post(PAGE, {"wachtwoord": f"fout-{number}"}).content.decode() for number in range(10)]
    assert "Even wachten met inloggen" in said[-1] and "Even wachten" not in said[0]


def test_a_link_that_was_being_typed_is_made_after_the_detour_and_not_before(world, clock):
    anja, address = signed_in("anja"), guarded(world)["a new link"]
    made, typed = Toegangslink.unguarded.count(), link_form(ontvanger_email="logopedist@test.example") | {"wachtwoord": "hoort-hier-niet"}
    clock.shift(timedelta(minutes=16))
    assert asks(anja.post(address, typed), "/groeidocumenten/teruggave/")
    assert Toegangslink.unguarded.count() == made
    anja.post(PAGE, {"next": "/groeidocumenten/teruggave/", "wachtwoord": PASSWORD})
    back = anja.get("/groeidocumenten/teruggave/")
    (stuk,) = back.context["stukken"]
    said = back.content.decode()
    assert "logopedist@test.example" in said and "hoort-hier-niet" not in said and "bevestigen dat u het bent" in said
    done = anja.post(stuk.adres, {**dict(stuk.velden), "teruggave": stuk.pk})
    assert done.status_code == 200, done.context["form"].errors
    assert Toegangslink.unguarded.count() == made + 1
    assert anja.get("/groeidocumenten/teruggave/").status_code == 302, "it is not offered twice"


def test_what_anja_typed_opens_for_nobody_else(world, clock):
    anja, address = signed_in("anja"), guarded(world)["longer"]
    clock.shift(timedelta(minutes=16))
    anja.post(address, {"tot_en_met": "2031-01-01"})
    joke = signed_in("joke")
    session = joke.session
    session["teruggave"] = anja.session["teruggave"]
    session.save()
    assert joke.get("/groeidocumenten/teruggave/").status_code == 302


def test_the_lines_as_a_file_ask_too_and_lead_back_to_what_was_chosen(world, clock):
    anja, page = signed_in("anja"), guarded(world)["the journaal of a file"]
    clock.shift(timedelta(minutes=16))
    assert asks(anja.post(f"{page}csv/", {"soort": "gelezen"}), f"{page}?soort=gelezen")


def test_asking_costs_no_query(world, clock, settings):
    anja, address = signed_in("anja"), guarded(world)["longer"]
    anja.get(address)
    with CaptureQueriesContext(connection) as asking:
        anja.get(address)
    settings.OPNIEUW_BEWIJZEN_MINUTEN = 10**6
    with CaptureQueriesContext(connection) as again:
        anja.get(address)
    assert len(asking) == len(again)
