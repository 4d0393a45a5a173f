"""Text that is being typed: kept on the server for its writer alone, offered back, and never lost, also when a session ends or a process dies."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.models import Journaalregel
from groeidocumenten.inhoud.models import Concept
from tests.inhoud.filled import CHAPTER, SECTIE, address, answers, form, history


def autosave_address(world, chapter: str = CHAPTER) -> str:
    return reverse("inhoud:concept", args=[world.noor, chapter, f"{chapter}-sectie"])


def typing(zitting: object, versie: int = 1, **fields: str) -> dict[str, str]:
    return form(versie, **fields) | {"zitting": str(zitting)}


def kept():
    """What is kept of typing in this section; elsewhere the world has some too."""
    return Concept.unguarded.filter(sectie=SECTIE).exclude(inhoud="")


def shown_form(page: str) -> dict[str, str]:
    """The hidden inputs of a section's form."""
    return dict(re.findall(r'<input type="hidden" name="(versie|vorm|zitting|vervangt)" value="([^"]*)">', page))


def test_what_is_typed_is_kept_without_changing_what_others_read(world, enter, opened):
    before, saved = answers(world, opened), history(world)
    answer = enter("joke").post(autosave_address(world), typing(uuid.uuid4(), verhaal="half getypt"))
    assert answer.status_code == 200 and answer.json()["zin"].startswith("Bewaard om ")
    assert "no-store" in answer["Cache-Control"]
    assert answers(world, opened) == before and history(world) == saved
    assert "half getypt" not in enter("anja").get(f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/").content.decode()


def test_the_own_text_is_offered_back_and_saving_it_ends_the_concept(world, enter, opened):
    joke, zitting = enter("joke"), uuid.uuid4()
    joke.post(autosave_address(world), typing(zitting, verhaal="half getypt"))
    page = joke.get(address(world)).content.decode()
    assert "half getypt" in page and "nog niet is opgeslagen" in page
    hidden = shown_form(page)
    assert hidden["vervangt"] == f"{zitting}:1"
    assert joke.post(address(world), hidden | form(1, verhaal="nu af")).status_code == 302
    assert answers(world, opened)[f"{CHAPTER}-verhaal"] == "nu af"
    assert not kept().exists()
    assert "half getypt" not in joke.get(address(world)).content.decode()


def test_nobody_else_ever_sees_what_somebody_is_typing(world, enter):
    enter("joke").post(autosave_address(world), typing(uuid.uuid4(), verhaal="alleen van joke"))
    for name in ("anja", "fatima", "noor", "gast_schrijft_alles"):
        client = enter(name)
        for place in (f"/groeidocumenten/{world.noor}/", f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/", address(world)):
            assert "alleen van joke" not in client.get(place).content.decode(), name


def test_an_autosave_that_comes_after_the_save_brings_nothing_back(world, enter):
    joke, zitting = enter("joke"), uuid.uuid4()
    assert joke.post(address(world), typing(zitting, verhaal="af")).status_code == 302
    late = joke.post(autosave_address(world), typing(zitting, verhaal="a"))
    assert late.json()["klaar"] is True and not kept().exists()


def test_two_tabs_of_one_person_do_not_lose_each_others_text(world, enter):
    joke, first = enter("joke"), uuid.uuid4()
    joke.post(autosave_address(world), typing(first, verhaal="tab een"))
    second = shown_form(joke.get(address(world)).content.decode())
    joke.post(autosave_address(world), typing(first, verhaal="tab een gaat door"))
    joke.post(autosave_address(world), second | form(1, verhaal="tab twee"))
    assert kept().count() == 2
    assert joke.post(address(world), second | form(1, verhaal="tab twee is af")).status_code == 302
    assert "tab een gaat door" in joke.get(address(world)).content.decode()


def test_a_taken_over_concept_does_not_come_back_a_second_time(world, enter):
    joke = enter("joke")
    joke.post(autosave_address(world), typing(uuid.uuid4(), verhaal="oud"))
    again = shown_form(joke.get(address(world)).content.decode())
    joke.post(autosave_address(world), again | form(1, verhaal="oud en nieuw"))
    assert kept().count() == 1


def test_text_that_is_not_right_yet_is_kept_and_shown_without_blame(world, enter):
    joke, wrong = enter("joke"), "x" * 40_000
    answer = joke.post(address(world), typing(uuid.uuid4(), verhaal=wrong))
    assert answer.status_code == 422 and wrong in answer.content.decode()
    page = joke.get(address(world)).content.decode()
    assert wrong in page and "Er klopt iets nog niet" not in page


def test_a_session_that_ends_while_typing_costs_nothing(world, enter):
    joke, zitting = enter("joke"), uuid.uuid4()
    joke.post(autosave_address(world), typing(zitting, verhaal="voor het einde"))
    joke.logout()
    refused = joke.post(autosave_address(world), typing(zitting, verhaal="na het einde"))
    assert refused.status_code == 403 and "na het einde" in refused.content.decode(), "given back in the answer"
    posted = joke.post(address(world), typing(zitting, verhaal="na het einde"))
    assert posted.status_code == 403 and "na het einde" in posted.content.decode()
    assert "voor het einde" in enter("joke").get(address(world)).content.decode(), "offered back after signing in"


def test_the_own_text_can_be_thrown_away(world, enter):
    joke = enter("joke")
    joke.post(autosave_address(world), typing(uuid.uuid4(), verhaal="toch niet"))
    shown = shown_form(joke.get(address(world)).content.decode())["vervangt"]
    gone = reverse("inhoud:concept_weg", args=[world.noor, CHAPTER, SECTIE])
    enter("anja").post(gone, {"concept": shown})
    assert kept().count() == 1, "of somebody else it stays"
    joke.post(gone, {"concept": shown})
    assert not kept().exists()


@pytest.mark.parametrize("zitting", ["", "x", "\x00", "0" * 400])
def test_an_autosave_of_no_form_keeps_nothing(zitting, world, enter):
    answer = enter("joke").post(autosave_address(world), typing(zitting, verhaal="x"))
    assert answer.status_code == 422 and answer.json()["zin"].startswith("Niet bewaard") and not kept().exists()


def test_a_key_of_somebody_elses_form_writes_nothing_over_it(world, enter):
    zitting = uuid.uuid4()
    enter("joke").post(autosave_address(world), typing(zitting, verhaal="van joke"))
    stolen = enter("anja").post(autosave_address(world), typing(zitting, verhaal="van anja"))
    assert stolen.status_code == 422 and "van joke" in enter("joke").get(address(world)).content.decode()


def test_too_much_text_is_refused_in_words(world, enter):
    answer = enter("joke").post(autosave_address(world), typing(uuid.uuid4(), verhaal="x" * 1_000_001))
    assert answer.status_code == 422 and "te lang" in answer.json()["zin"] and not kept().exists()


def test_typing_is_written_in_no_journaal(world, enter):
    joke, lines = enter("joke"), Journaalregel.unguarded.count()
    joke.post(autosave_address(world), typing(uuid.uuid4(), verhaal="x"))
    assert Journaalregel.unguarded.count() == lines


def test_the_autosave_wants_the_token_of_the_form(world, enter):
    client = Client(enforce_csrf_checks=True)
    client.cookies = enter("joke").cookies
    assert client.post(autosave_address(world), typing(uuid.uuid4(), verhaal="x")).status_code == 403
    assert not kept().exists()


# --- Who is at work -----------------------------------------------------------------------------


def work_page(world) -> str:
    return f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/"


def test_others_see_who_is_at_work_and_the_second_is_asked_first(world, enter, opened):
    anja, joke = enter("anja"), enter("joke")
    anja.get(address(world))
    assert "Anja de Vries werkt hier nu" in joke.get(work_page(world)).content.decode()
    notice = joke.get(address(world)).content.decode()
    assert "Neem over" in notice and "Lees alleen" in notice and "<textarea" not in notice
    assert "werkt hier nu" not in anja.get(work_page(world)).content.decode(), "not of oneself"
    assert joke.post(address(world), form(1, verhaal="toch bewaard")).status_code == 302, "a save is never stopped"
    assert answers(world, opened)[f"{CHAPTER}-verhaal"] == "toch bewaard"


def test_taking_over_is_written_down_and_told_to_the_other(world, enter):
    anja, joke, zitting = enter("anja"), enter("joke"), uuid.uuid4()
    anja.get(address(world))
    lines = Journaalregel.unguarded.filter(handeling="slot_overgenomen", onderwerp=SECTIE)
    joke.post(reverse("inhoud:overnemen", args=[world.noor, CHAPTER, SECTIE]), {"bevestig": "ja"})
    assert lines.count() == 1 and "<textarea" in joke.get(address(world)).content.decode()
    told = anja.post(autosave_address(world), typing(zitting, verhaal="nog van anja")).json()
    assert "Joke Bakker heeft het schrijven overgenomen" in told["let_op"] and told["zin"].startswith("Bewaard om ")
    assert "Neem over" in anja.get(address(world)).content.decode()


def test_who_was_away_for_two_minutes_is_not_at_work(world, enter, monkeypatch):
    enter("anja").get(address(world))
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("groeidocumenten.inhoud.aanwezig.timezone.now", lambda: later)
    assert "<textarea" in enter("joke").get(address(world)).content.decode()


def test_who_saved_is_done(world, enter):
    anja = enter("anja")
    anja.get(address(world))
    anja.post(address(world), form(1, verhaal="klaar"))
    assert "<textarea" in enter("joke").get(address(world)).content.decode()
