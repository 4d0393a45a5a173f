"""Text that is typed while access ends is given back, and sealed texts stay where they were sealed."""

import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import (
    Gezagsrelatie,
    Groeidocument,
    GroeidocumentUserPermission,
    Toegangslink,
)
from groeidocumenten.inhoud import views_sectie as views
from groeidocumenten.inhoud.models import Antwoordversie, open_from
from tests.inhoud.filled import CHAPTER, SECTIE, address, form, history

# --- Text that is typed while access ends --------------------------------------------------------


def test_a_guest_whose_link_is_withdrawn_gets_the_typed_text_back(world, enter):
    client, before = enter("gast_schrijft_alles"), history(world)
    client.get(address(world))
    Toegangslink.unguarded.filter(pk=world.guests["gast_schrijft_alles"].link.pk).update(ingetrokken_op=timezone.now())
    answer = client.post(address(world), form(1, verhaal="een uur werk"))
    assert answer.status_code == 403 and "een uur werk" in answer.content.decode() and history(world) == before


@pytest.mark.parametrize("name", ["joke", "fatima"])
def test_a_person_whose_right_ends_gets_the_typed_text_back_as_if_there_were_nothing(name, world, enter, person):
    client, before = enter(name), history(world)
    client.get(address(world))
    past = timezone.localdate() - timedelta(days=1)
    Gezagsrelatie.unguarded.filter(gebruiker=person(name)).update(geldig_van=past, geldig_tot=past)
    GroeidocumentUserPermission.objects.filter(user=person(name)).delete()
    answer = client.post(address(world), form(1, verhaal="een uur werk"))
    page = answer.content.decode()
    assert answer.status_code == 404 and "een uur werk" in page and "Noorkanarie" not in page and history(world) == before
    nowhere = client.post(reverse("inhoud:sectie", args=[uuid.uuid4(), CHAPTER, SECTIE]), form(1, verhaal="een uur werk"))
    assert (nowhere.status_code, nowhere.content) == (answer.status_code, answer.content)


def test_a_right_that_ends_during_the_save_saves_nothing_and_gives_the_text_back(world, enter, monkeypatch):
    client, before = enter("gast_schrijft_alles"), history(world)
    real = views.saved_section

    def while_reading(*args):
        Toegangslink.unguarded.filter(pk=world.guests["gast_schrijft_alles"].link.pk).update(ingetrokken_op=timezone.now())
        return real(*args)

    monkeypatch.setattr(views, "saved_section", while_reading)
    answer = client.post(address(world), form(1, verhaal="net te laat"))
    assert answer.status_code == 403 and "net te laat" in answer.content.decode() and history(world) == before


def test_a_new_generation_during_the_save_counts_too(world, enter, monkeypatch):
    client, before = enter("gast_schrijft_alles"), history(world)
    real = views.saved_section

    def while_reading(*args):
        Toegangslink.unguarded.filter(pk=world.guests["gast_schrijft_alles"].link.pk).update(generatie=2)
        return real(*args)

    monkeypatch.setattr(views, "saved_section", while_reading)
    assert client.post(address(world), form(1, verhaal="net te laat")).status_code == 403 and history(world) == before


def test_a_closed_file_is_read_and_not_written(world, enter, opened):
    Groeidocument.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    anja, before = enter("anja"), history(world)
    assert anja.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    assert anja.post(address(world), form(1, verhaal="te laat")).status_code == 404 and history(world) == before
    with pytest.raises(Http404):
        opened(recht=Recht.DELEN)


# --- Sealed texts stay in their place ------------------------------------------------------------


def test_somebody_whose_session_ended_gets_the_typed_text_back_and_the_way_in(world, enter):
    client = enter("anja")
    client.logout()
    address = reverse("inhoud:aanvullen", args=[world.noor, "hoofdstuk-een"])
    answer = client.post(address, {"tekst": "Een lange middag getypt.", "verzoek": "6a1c9f0e-1111-4c2b-9d3e-0123456789ab"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Een lange middag getypt." in page
    assert f'href="/inloggen/?next={address}"' in page
    assert "Noorkanarie" not in page
    assert client.post(address, {"tekst": " "})["Location"].startswith("/inloggen/")


def test_a_sealed_text_that_is_moved_does_not_open(world):
    rows = Antwoordversie.unguarded.filter(groeidocument=world.noor)
    one, other = rows.filter(sectie=SECTIE).first(), rows.exclude(sectie=SECTIE).first()
    foreign = Antwoordversie.unguarded.filter(groeidocument=world.sem).first()
    assert open_from(one, "antwoorden"), "a positive control"
    for thief in (other.antwoorden, foreign.antwoorden, one.naam):
        one.antwoorden = thief
        with pytest.raises(KluisError):
            open_from(one, "antwoorden")


def test_one_changed_character_of_a_sealed_text_is_noticed(world):
    row = Antwoordversie.unguarded.filter(groeidocument=world.noor).first()
    sealed = row.antwoorden
    for at in (3, len(sealed) // 2, len(sealed) - 5):
        row.antwoorden = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(KluisError):
            open_from(row, "antwoorden")
