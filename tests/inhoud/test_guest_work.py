"""A guest with a write link adds and changes only the own hoofdstukken, under the own name; the school sees it, lets it stand, or puts it back."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.inhoud.models import Antwoordversie, Bijlage, Gastoordeel, open_from
from tests.builders.papers import pdf
from tests.inhoud.filled import CHAPTER, SECTIE, address, form, history

GUEST = "gast_schrijft_alles"
THEIRS = "Wat de gast zag."
WAS = "Een kanarie-noor-hoofdstuk-een zingt."


def write(world, client: Client, verhaal: str = THEIRS, versie: int = 1, **fields: str):
    answer = client.post(address(world), form(versie, verhaal=verhaal, **{"keuze": "soms"} | fields) | {"vorm": f"{world.versie}:"})
    assert answer.status_code == 302, answer.content.decode()[:300]


def work(world, client: Client) -> str:
    return client.get(reverse("inhoud:gastwerk", args=[world.noor])).content.decode()


def judge(world, client: Client, besluit: str, laatste: int, nu: int | None = None, sectie: str = SECTIE):
    sent = {"sectie": sectie, "besluit": besluit, "laatste": str(laatste), "nu": str(nu or laatste)}
    return client.post(reverse("inhoud:gastwerk", args=[world.noor]), sent)


def newest(world) -> Antwoordversie:
    return Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE).latest("versie")


def test_a_guest_writes_under_the_own_name_and_only_what_the_school_fills_in(world, enter):
    write(world, enter(GUEST), ouder="namens ouders", leerling="namens Noor")
    row = newest(world)
    answers = open_from(row, "antwoorden")
    assert answers[f"{CHAPTER}-verhaal"] == THEIRS and "namens" not in str(answers)
    assert row.link_id == world.guests[GUEST].link.pk and row.door_id is None and open_from(row, "naam") == "Gast gastkanarie"


def test_a_guest_of_one_hoofdstuk_writes_nowhere_else(world, enter):
    client, before = enter("gast_schrijft_twee"), history(world)
    assert client.post(address(world), form(1, verhaal=THEIRS)).status_code == 404 and history(world) == before
    assert client.get(address(world, "hoofdstuk-twee")).status_code == 200


@pytest.mark.parametrize("field", ["ouder", "leerling"])
def test_no_crafted_name_of_an_input_reaches_a_field_of_others(field, world, enter):
    client = enter(GUEST)
    for name in (f"veld_{CHAPTER}-{field}", f"veld_hoofdstuk-twee-{field}", f"{CHAPTER}-{field}", f"veld_{CHAPTER}-{field}__0"):
        client.post(address(world), form(1, verhaal=WAS, keuze="soms") | {name: "kanarie-namens"})
    for row in Antwoordversie.unguarded.filter(groeidocument=world.noor):
        assert "kanarie-namens" not in str(open_from(row, "antwoorden"))


def test_the_school_is_told_what_a_guest_wrote_and_others_are_not(world, enter):
    write(world, enter(GUEST))
    anja, file = enter("anja"), f"/groeidocumenten/{world.noor}/"
    assert "Bekijk wat Gast gastkanarie schreef in" in anja.get(file).content.decode()
    assert "een gast schreef mee" in anja.get("/groeidocumenten/").content.decode()
    page = work(world, anja)
    assert THEIRS in page and WAS in page, "old beside new"
    for person in ("joke", "fatima", "noor", GUEST, "mehmet"):
        client = enter(person)
        assert client.get(reverse("inhoud:gastwerk", args=[world.noor])).status_code == 404
        assert "schreef mee" not in client.get("/groeidocumenten/").content.decode()


def test_what_may_stand_is_asked_about_once(world, enter):
    write(world, enter(GUEST))
    anja, before = enter("anja"), history(world)
    assert judge(world, anja, "blijft", 2).status_code == 302
    assert history(world) == before and THEIRS not in work(world, anja)
    assert judge(world, anja, "terug", 2).status_code == 409, "decided once"
    assert Gastoordeel.unguarded.get().besluit == "blijft"
    assert Journaalregel.unguarded.filter(handeling=Handeling.GASTWERK_BEOORDEELD).count() == 1


def test_what_is_put_back_is_what_was_there_and_history_keeps_both(world, enter):
    write(world, enter(GUEST), keuze="vaak")
    write(world, enter(GUEST), "Nog iets.", versie=2, keuze="vaak")
    anja = enter("anja")
    assert judge(world, anja, "terug", 3).status_code == 302
    row = newest(world)
    answers = open_from(row, "antwoorden")
    assert row.versie == 4 and answers[f"{CHAPTER}-verhaal"] == WAS and answers[f"{CHAPTER}-keuze"] == "soms"
    assert open_from(row, "naam") != "Gast gastkanarie" and "Er is niets om na te kijken" in work(world, anja)
    past = anja.get(reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE])).content.decode()
    assert THEIRS in past and "Nog iets." in past


def test_what_was_empty_before_the_guest_is_empty_again(world, enter):
    client = enter(GUEST)
    write(world, client, WAS, hulp="ja")
    assert open_from(newest(world), "antwoorden")[f"{CHAPTER}-hulp"]
    judge(world, enter("anja"), "terug", 2)
    assert not open_from(newest(world), "antwoorden").get(f"{CHAPTER}-hulp", {}).get("antwoord")


def test_what_the_school_changed_since_stays_whatever_is_decided(world, enter):
    write(world, enter(GUEST), keuze="vaak")
    anja = enter("anja")
    write(world, anja, "Van de school.", versie=2, keuze="vaak")
    page = work(world, anja)
    assert "Van de school." not in page, "that is the school's own again"
    assert judge(world, anja, "terug", 2, nu=3).status_code == 302
    answers = open_from(newest(world), "antwoorden")
    assert answers[f"{CHAPTER}-verhaal"] == "Van de school." and answers[f"{CHAPTER}-keuze"] == "soms"


def test_a_guest_who_wrote_on_while_the_school_looked_is_asked_about_again(world, enter):
    guest, anja = enter(GUEST), enter("anja")
    write(world, guest)
    work(world, anja)
    write(world, guest, "Nog iets.", versie=2)
    answer = judge(world, anja, "terug", 2)
    assert answer.status_code == 409 and "Nog iets." in answer.content.decode()
    judge(world, anja, "blijft", 3)
    write(world, guest, "En nog iets.", versie=3)
    page = work(world, anja)
    assert "En nog iets." in page and "Nog iets." in page and WAS not in page, "only what is new since"


def test_somebody_who_saved_meanwhile_is_not_overwritten(world, enter):
    write(world, enter(GUEST))
    anja = enter("anja")
    work(world, anja)
    write(world, enter("joke"), "Joke was sneller.", versie=2)
    assert judge(world, anja, "terug", 2, nu=2).status_code == 409
    assert open_from(newest(world), "antwoorden")[f"{CHAPTER}-verhaal"] == "Joke was sneller."


def test_a_file_that_a_guest_added_is_taken_out_again_and_one_that_was_taken_out_is_back(world, enter):
    guest, anja, section = enter(GUEST), enter("anja"), f"{CHAPTER}-bestanden"
    add = reverse("inhoud:bestand_toevoegen", args=[world.noor, CHAPTER, section, f"{CHAPTER}-bestand"])
    paper = SimpleUploadedFile("verslag.pdf", pdf("van de gast"))
    old = Bijlage.unguarded.get(groeidocument=world.noor, veld=f"{CHAPTER}-bestand")
    assert guest.post(add, {"bestand": paper, "verzoek": str(uuid.uuid4())}).status_code == 302
    new = Bijlage.unguarded.filter(groeidocument=world.noor, veld=f"{CHAPTER}-bestand").latest("op")
    guest.post(reverse("inhoud:bestand_weghalen", args=[world.noor, CHAPTER, old.pk]), {"bevestig": "ja"})
    assert "verslag.pdf" in work(world, anja)
    assert judge(world, anja, "terug", 3, sectie=section).status_code == 302
    fetch = "inhoud:bestand"
    assert anja.get(reverse(fetch, args=[world.noor, CHAPTER, new.pk])).status_code == 404
    assert anja.get(reverse(fetch, args=[world.noor, CHAPTER, old.pk])).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"sectie": "x", "besluit": "terug"}, {"sectie": SECTIE, "besluit": "wissen"}])
def test_nonsense_decides_nothing(sent, world, enter):
    write(world, enter(GUEST))
    before = history(world)
    assert enter("anja").post(reverse("inhoud:gastwerk", args=[world.noor]), sent).status_code in (200, 409)
    assert history(world) == before and not Gastoordeel.unguarded.exists()


def test_the_page_costs_the_same_for_one_section_and_for_three(world, enter):
    guest, anja, counted = enter(GUEST), enter("anja"), []
    for chapters in (("hoofdstuk-een",), ("hoofdstuk-twee", "hoofdstuk-drie")):
        for chapter in chapters:
            sent = form(1, chapter, verhaal=THEIRS, keuze="vaak")
            assert guest.post(address(world, chapter), sent).status_code == 302
        work(world, anja)
        with CaptureQueriesContext(connection) as queries:
            work(world, anja)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("name", [GUEST, "gast_leest_alles", "gast_stelt_voor"])
def test_a_guest_finds_no_text_that_was_replaced(name, world, enter):
    write(world, enter("anja"))
    client = enter(name)
    page = client.get(reverse("inhoud:hoofdstuk", args=[world.noor, CHAPTER])).content.decode()
    assert THEIRS in page and WAS not in page and "Geschiedenis" not in page
    assert client.get(reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE])).status_code == 404
    assert client.get(reverse("inhoud:terugzetten", args=[world.noor, CHAPTER, SECTIE, 1])).status_code == 404
    assert WAS in enter("joke").get(reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE])).content.decode()
