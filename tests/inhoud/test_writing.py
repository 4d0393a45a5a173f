"""Writing in a file: two savers, a repeated save and crafted forms. Nothing is ever lost or overwritten."""

import uuid

import pytest
from django.urls import reverse

from groeidocumenten.dossiers.models import (
    Handeling,
    Journaalregel,
)
from groeidocumenten.inhoud.models import Aanvulling, Antwoordversie, Sectieantwoord, open_from
from tests.inhoud.filled import CHAPTER, SECTIE, address, answers, form, history


def test_the_second_saver_sees_both_texts_and_nothing_is_lost(world, enter, opened):
    anja, joke = enter("anja"), enter("joke")
    assert anja.post(address(world), form(1, verhaal="tekst van anja")).status_code == 302
    answer = joke.post(address(world), form(1, verhaal="tekst van joke"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "tekst van anja" in page and "tekst van joke" in page
    assert answers(world, opened)[f"{CHAPTER}-verhaal"] == "tekst van anja"
    assert anja.post(address(world), form(2, verhaal="anja nog eens")).status_code == 302
    third = joke.post(address(world), form(2, verhaal="tekst van joke"))
    assert third.status_code == 409 and "anja nog eens" in third.content.decode() and "tekst van joke" in third.content.decode()
    assert joke.post(address(world), form(3, verhaal="tekst van joke")).status_code == 302
    assert answers(world, opened)[f"{CHAPTER}-verhaal"] == "tekst van joke"
    kept = [
        open_from(row, "antwoorden")[f"{CHAPTER}-verhaal"]
        for row in Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE)
    ]
    assert set(kept) >= {"tekst van anja", "anja nog eens", "tekst van joke"}, "every saved state stays"


def test_a_row_that_was_removed_meanwhile_is_a_conflict_and_no_error(world, enter):
    rij = {f"veld_{CHAPTER}-rijen__aantal": "2"}
    rij |= {f"veld_{CHAPTER}-rijen__{number}__{part}": f"{part} {number}" for number in (0, 1) for part in ("wat", "wie")}
    anja, joke = enter("anja"), enter("joke")
    assert anja.post(address(world), form(1, verhaal="x") | rij).status_code == 302
    assert anja.post(address(world), form(2, verhaal="x") | rij | {f"veld_{CHAPTER}-rijen__aantal": "1"}).status_code == 302
    late = joke.post(address(world), form(2, verhaal="x") | rij | {f"veld_{CHAPTER}-rijen__1__wat": "laat getypt"})
    assert late.status_code == 409 and "laat getypt" in late.content.decode()


def test_sending_the_same_form_twice_saves_once(world, enter):
    before = history(world)
    for _ in range(3):
        assert enter("anja").post(address(world), form(1, verhaal="eenmaal")).status_code == 302
    assert history(world) == before + 1


@pytest.mark.parametrize("versie", ["", "0", "-1", "2", "99999999999999999999", "x", "1.0", "١", "\x00"])
def test_a_crafted_version_overwrites_nothing(versie, world, enter, opened):
    before = answers(world, opened)
    answer = enter("joke").post(address(world), form(versie, verhaal="overschreven"))
    assert answer.status_code == 409 and "overschreven" in answer.content.decode()
    assert answers(world, opened) == before


def test_a_parent_writes_own_fields_only(world, enter, opened):
    before = answers(world, opened)
    sent = form(1, ouder="wat wij thuis zien", verhaal="van de ouder", keuze="vaak", leerling="namens Noor")
    assert enter("fatima").post(address(world), sent).status_code == 302
    assert answers(world, opened) == before | {f"{CHAPTER}-ouder": "wat wij thuis zien"}


def test_a_pupil_writes_own_fields_only(world, enter, opened):
    before = answers(world, opened)
    assert enter("noor").post(address(world), form(1, ouder="van mama", leerling="ik vind het leuk")).status_code == 302
    assert answers(world, opened) == before | {f"{CHAPTER}-leerling": "ik vind het leuk"}


def test_what_somebody_may_not_fill_in_is_shown_as_text_without_an_input(world, enter):
    page = enter("fatima").get(address(world)).content.decode()
    assert f"kanarie-noor-{CHAPTER}" in page and f'name="veld_{CHAPTER}-verhaal"' not in page
    assert f'name="veld_{CHAPTER}-ouder"' in page


def test_opening_the_form_is_written_down_as_reading(world, enter, person):
    lines = Journaalregel.unguarded.filter(handeling=Handeling.GEZIEN, gebruiker_id=person("joke").pk)
    before = lines.count()
    joke = enter("joke")
    joke.get(address(world))
    assert lines.count() == before + 1
    joke.get(address(world))
    assert lines.count() == before + 1, "once in a quarter of an hour"


@pytest.mark.parametrize("name", ["gast_leest_alles", "gast_leest_twee"])
def test_a_reading_guest_cannot_write_anywhere(name, world, enter):
    client, before = enter(name), (history(world), Aanvulling.unguarded.count(), Sectieantwoord.unguarded.count())
    for chapter in (CHAPTER, "hoofdstuk-twee"):
        assert client.post(address(world, chapter), form(1, chapter, verhaal="ingebroken")).status_code == 404
        extra = client.post(reverse("inhoud:aanvullen", args=[world.noor, chapter]), {"tekst": "x", "verzoek": uuid.uuid4()})
        assert extra.status_code == 404
    assert (history(world), Aanvulling.unguarded.count(), Sectieantwoord.unguarded.count()) == before


def test_a_writing_guest_stays_inside_the_shared_hoofdstuk(world, enter):
    client = enter("gast_schrijft_twee")
    assert client.post(address(world, "hoofdstuk-twee"), form(1, "hoofdstuk-twee", verhaal="van de gast")).status_code == 302
    before = history(world)
    assert client.post(address(world), form(1, verhaal="buiten")).status_code == 404
    crossed = reverse("inhoud:sectie", args=[world.noor, "hoofdstuk-twee", SECTIE])
    assert client.post(crossed, form(1, verhaal="langs een andere weg")).status_code == 404
    assert history(world) == before
    row = Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie="hoofdstuk-twee-sectie").first()
    assert row.door is None and row.link_id == world.guests["gast_schrijft_twee"].link.pk
    assert open_from(row, "naam") == world.guests["gast_schrijft_twee"].link.ontvanger_naam


LONG = "á" * 10_000
TEXTS = [
    "🌱👩🏽‍🦱",
    "שלום נור",
    "مرحبا\u202egnorw",
    LONG,
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "a\x00b",
    "regel 1\r\nregel 2",
]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_as_it_was_written(text, world, enter):
    anja = enter("anja")
    assert anja.post(address(world), form(1, verhaal=text)).status_code == 302
    page = anja.get(address(world)).content.decode()
    expected = text.replace("\x00", "").replace("\r\n", "\n").replace("<", "&lt;").replace(">", "&gt;")
    assert expected in page and "<script>alert" not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "a\x00b"])
def test_a_wrong_aanvulling_is_refused_and_stays_in_the_form(text, world, enter):
    before = Aanvulling.unguarded.count()
    answer = enter("fatima").post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]), {"tekst": text, "verzoek": uuid.uuid4()})
    assert answer.status_code == 422 and Aanvulling.unguarded.count() == before
    assert text.strip().replace("\x00", "�") in answer.content.decode() or text.strip() in answer.content.decode()


def test_an_aanvulling_sent_twice_stands_there_once(world, enter):
    sent, fatima = {"tekst": "Thuis slaapt zij goed.", "verzoek": uuid.uuid4()}, enter("fatima")
    for _ in range(2):
        assert fatima.post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]), sent).status_code == 302
    assert Aanvulling.unguarded.filter(pk=sent["verzoek"]).count() == 1


def test_the_key_of_anothers_aanvulling_cannot_be_used(world, enter):
    theirs = Aanvulling.unguarded.filter(groeidocument=world.daan).first()
    answer = enter("fatima").post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]), {"tekst": "gekaapt", "verzoek": theirs.pk})
    assert answer.status_code == 422 and "al gebruikt" in answer.content.decode() and "gekaapt" in answer.content.decode()
    assert Aanvulling.unguarded.get(pk=theirs.pk).tekst == theirs.tekst
