"""Notes: of a talk with the pupil, private until shared; working notes, for ever the writer's own; and who talked with the pupil."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.models import Journaalregel
from groeidocumenten.inhoud.models import Gespreksnotitie, Werkaantekening
from tests.inhoud.filled import CHAPTER, SECTIE

TEXT = "Ze zei dat rekenen eng is."


def notes(world) -> str:
    return reverse("inhoud:notities", args=[world.noor])


def writes(client, world, soort: str = "gesprek", **more: object):
    sent = {"tekst": TEXT, "gesprek_op": timezone.localdate().isoformat(), "verzoek": uuid.uuid4()}
    return client.post(reverse("inhoud:notitie_nieuw", args=[world.noor, soort]), sent | more)


def place(world, model=Gespreksnotitie) -> str:
    return reverse("inhoud:notitie", args=[world.noor, model.unguarded.filter(groeidocument=world.noor).order_by("op").last().pk])


EVERYWHERE = ("anja", "fatima", "peter", "noor", "gast_schrijft_alles")


@pytest.mark.parametrize("soort", ["gesprek", "werk"])
def test_only_the_writer_finds_a_note(soort, world, enter):
    assert writes(enter("joke"), world, soort).status_code == 302
    assert TEXT in enter("joke").get(notes(world)).content.decode()
    model = Gespreksnotitie if soort == "gesprek" else Werkaantekening
    for name in EVERYWHERE:
        client = enter(name)
        assert TEXT not in client.get(notes(world)).content.decode(), name
        assert client.get(place(world, model)).status_code == 404, name


@pytest.mark.parametrize(
    ("lezers", "may"), [([], {"anja"}), (["ouder"], {"anja", "fatima", "peter"}), (["ouder", "leerling"], set(EVERYWHERE[:4]))]
)
def test_a_shared_note_is_read_by_who_was_chosen(lezers, may, world, enter):
    writes(enter("joke"), world)
    sent = {"doe": "deel", "lezers": lezers, "bevestig": "on"}
    assert enter("joke").post(place(world), sent).status_code == 302
    for name in EVERYWHERE:
        assert (TEXT in enter(name).get(notes(world)).content.decode()) == (name in may), name
    assert enter("joke").get(place(world)).status_code == 404, "what was shared is not changed any more"


def test_sharing_needs_a_yes(world, enter):
    writes(enter("joke"), world)
    assert enter("joke").post(place(world), {"doe": "deel", "lezers": ["ouder"]}).status_code == 422
    assert TEXT not in enter("fatima").get(notes(world)).content.decode()


def test_a_working_note_is_never_shared_or_written_down_elsewhere(world, enter):
    joke, lines = enter("joke"), Journaalregel.unguarded.filter(groeidocument_id=world.noor)
    before = lines.exclude(handeling="gezien").count()
    writes(joke, world, "werk")
    assert joke.post(place(world, Werkaantekening), {"doe": "deel", "lezers": ["ouder"], "bevestig": "on"}).status_code == 422
    assert lines.exclude(handeling="gezien").count() == before
    assert TEXT not in enter("anja").get(notes(world)).content.decode()


def test_two_windows_on_one_note_lose_nothing(world, enter):
    joke = enter("joke")
    writes(joke, world)
    sent = {"gesprek_op": timezone.localdate().isoformat(), "verzoek": uuid.uuid4(), "versie": "1"}
    assert joke.post(place(world), sent | {"tekst": "eerste venster"}).status_code == 302
    late = joke.post(place(world), sent | {"tekst": "tweede venster"})
    assert late.status_code == 422 and "tweede venster" in late.content.decode() and "ondertussen gewijzigd" in late.content.decode()
    assert "eerste venster" in joke.get(notes(world)).content.decode()


def test_a_note_that_nobody_saw_can_be_thrown_away(world, enter):
    before = Gespreksnotitie.unguarded.count()
    writes(enter("joke"), world)
    assert enter("joke").post(place(world), {"doe": "gooi_weg"}).status_code == 302
    assert Gespreksnotitie.unguarded.count() == before


@pytest.mark.parametrize("name", ["fatima", "noor", "gast_schrijft_alles"])
def test_notes_are_written_by_the_school(name, world, enter):
    assert writes(enter(name), world).status_code == 404


@pytest.mark.parametrize("sent", [{"tekst": ""}, {"tekst": "x" * 20_001}, {"gesprek_op": "gisteren"}, {"verzoek": ""}])
def test_a_wrong_note_is_refused(sent, world, enter):
    before = Gespreksnotitie.unguarded.count()
    assert writes(enter("joke"), world, **sent).status_code == 422 and Gespreksnotitie.unguarded.count() == before


# --- Who talked ---------------------------------------------------------------------------------


def talk(world) -> str:
    return reverse("inhoud:kindgesprek", args=[world.noor, CHAPTER, SECTIE])


def records(client, world, **more: object):
    sent = {"gevoerd_door": "Meester Sam", "gevoerd_op": timezone.localdate().isoformat(), "verzoek": uuid.uuid4()}
    return client.post(talk(world), sent | more)


def test_who_talked_with_the_pupil_stands_beside_what_the_pupil_said(world, enter):
    assert records(enter("joke"), world).status_code == 302
    assert records(enter("anja"), world, gevoerd_door="Juf Mila").status_code == 302
    for name in ("anja", "fatima", "noor"):
        page = enter(name).get(f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/").content.decode()
        assert "Gesprek gevoerd door Juf Mila" in page and "Meester Sam" not in page, name


def test_a_talk_of_tomorrow_is_refused(world, enter):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = records(enter("joke"), world, gevoerd_op=tomorrow)
    assert answer.status_code == 422 and "moet nog komen" in answer.content.decode()


def test_parents_do_not_write_down_who_talked(world, enter):
    assert records(enter("fatima"), world).status_code == 404
