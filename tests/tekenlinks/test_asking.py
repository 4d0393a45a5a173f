"""Who is told that a concept was sent and that a signature is asked; and what waits for them."""

import re
import uuid

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.berichten.mailing import mail_person
from groeidocumenten.berichten.models import Bericht, Wanneer
from groeidocumenten.berichten.preferences import choose
from groeidocumenten.berichten.spreading import spread_all
from groeidocumenten.dossiers.access import AccessOver, Recht
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.opp.models import Opp
from groeidocumenten.opp.overleg import remark
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.vaststellen import Vervangen
from groeidocumenten.tekenlinks.actions import ask_signatures
from groeidocumenten.tekenlinks.models import Tekenverzoek
from tests.builders.opp import agree, fill, opened, send

CONCEPT, SIGN = "een plan om te lezen en op te reageren", "iets om te ondertekenen"


@pytest.fixture
def noors(world, person):
    """Noor's school and OPP, and empty letter boxes."""
    Bericht.unguarded.all().delete()
    return opened(world.noor, person("anja"), Recht.DELEN), Opp.unguarded.get(pk=world.opp)


@pytest.fixture
def mailed(person, django_capture_on_commit_callbacks):
    """What one person is mailed now of what waits."""

    def fetch(name: str) -> list[str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            mail_person(person(name).pk, timezone.now())
        return [one.subject + one.body for one in mail.outbox]

    return fetch


def told() -> dict[str, set[str]]:
    spread_all()
    found: dict[str, set[str]] = {}
    for bericht in Bericht.unguarded.filter(gelezen_op__isnull=True).select_related("gebruiker"):
        found.setdefault(bericht.gebruiker.username, set()).add(bericht.wat)
    return found


def ask(school, opp):
    return ask_signatures(geopend=school, opp=opp, sha256=versions(school, opp).first().sha256)


def test_a_concept_is_told_to_parents_and_pupil_as_they_chose_and_names_nobody(noors, person, mailed):
    school, opp = noors
    choose(user=person("peter"), mail=Wanneer.NOOIT)
    choose(user=person("fatima"), mail=Wanneer.METEEN)
    send(school, opp)
    assert told() == {name: {CONCEPT} for name in ("fatima", "peter", "noor")}
    assert set(Bericht.unguarded.values_list("moet", flat=True)) == {False}
    [letter] = mailed("fatima")
    assert mailed("peter") == []
    assert CONCEPT in letter and not re.search("Noorkanarie|Jansen|kanarie|Regenboog|OPP", letter)


def test_a_signature_is_asked_once_of_who_signs_whatever_they_chose_and_waits_until_it_is_put(noors, person, world, enter, mailed):
    school, opp = noors
    choose(user=person("peter"), mail=Wanneer.NOOIT)
    first = ask(school, opp)
    assert ask(school, opp) == first and Tekenverzoek.unguarded.count() == 1
    found = told()
    assert found == {name: {SIGN} for name in ("fatima", "peter", "noor")}
    assert Journaalregel.unguarded.filter(handeling=Handeling.OPP_TEKENEN_GEVRAAGD).count() == 1
    [letter] = mailed("peter")
    assert SIGN in letter and not re.search("Noorkanarie|Jansen|OPP", letter)
    page = reverse("inhoud:dossier", args=[world.noor])
    assert "Onderteken het OPP" in enter("fatima").get(page).content.decode()
    agree(world, opp, file="noor", ouder="fatima")
    assert "Onderteken het OPP" not in enter("fatima").get(page).content.decode()
    assert "Onderteken het OPP" in enter("peter").get(page).content.decode()
    assert "Zet je handtekening" in enter("noor").get(page).content.decode()
    assert "Onderteken het OPP" not in enter("joke").get(page).content.decode()


def test_a_question_about_a_version_that_was_replaced_is_gone_and_can_be_asked_anew(noors, person, world, enter):
    school, opp = noors
    ask(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Nog iets anders.")
    send(school, opp)
    assert told()["fatima"] == {CONCEPT}
    assert "Onderteken het OPP" not in enter("fatima").get(reverse("inhoud:dossier", args=[world.noor])).content.decode()
    ask(school, opp)
    assert SIGN in told()["fatima"] and Tekenverzoek.unguarded.count() == 2


def test_a_replaced_version_is_not_asked_for(noors):
    school, opp = noors
    with pytest.raises(Vervangen):
        ask_signatures(geopend=school, opp=opp, sha256="0" * 64)
    assert not Tekenverzoek.unguarded.exists()


def test_only_the_school_asks(noors, world, person):
    _school, opp = noors
    with pytest.raises(AccessOver):
        ask(opened(world.noor, person("fatima")), opp)


def test_the_school_hears_what_a_parent_says_and_signs_and_the_other_parent_does_not(noors, world, person):
    school, opp = noors
    newest = versions(school, opp).first()
    remark(geopend=opened(world.noor, person("fatima")), versie=newest, plek="", tekst="Een opmerking.", verzoek=uuid.uuid4())
    agree(world, opp, file="noor", ouder="fatima")
    found = told()
    assert found["anja"] == {"een opmerking bij een OPP", "een handtekening onder een OPP"}
    assert "peter" not in found and "noor" not in found


def test_asking_by_the_page_and_a_stale_page_says_so(noors, world, enter):
    school, opp = noors
    client, address = enter("anja"), reverse("tekenlinks:vragen", args=[world.noor, opp.pk])
    shown = client.get(address).context["form"]["sha256"].value()
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Nog iets anders.")
    send(school, opp)
    answer = client.post(address, {"sha256": shown})
    assert answer.status_code == 422 and "nieuwere versie" in answer.content.decode()
    assert client.post(address, {"sha256": versions(school, opp).first().sha256}).status_code == 302
    assert "Gevraagd op" in client.get(address).content.decode()


@pytest.mark.parametrize("change", ["UPDATE tekenlinks_tekenverzoek SET op = '2020-01-01 00:00:00'", "DELETE FROM tekenlinks_tekenverzoek"])
def test_the_database_refuses_to_change_that_signatures_were_asked(noors, change):
    ask(*noors)
    with pytest.raises(DatabaseError, match="verandert nooit"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
