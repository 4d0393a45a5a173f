"""Text that a guest was typing when time ended the access: given back, kept apart, and only the school decides. What was withdrawn is not kept."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel, Toegangslink, Toestemming
from groeidocumenten.inhoud.models import Aanvulling, Antwoordversie, Concept, NagekomenTekst, Voorstel, open_from
from groeidocumenten.inhoud.nagekomen import MOST
from tests.builders.world import close_guest
from tests.doors.codes import agree, try_in
from tests.inhoud.filled import CHAPTER, SECTIE, address, form, history

GUEST = "gast_schrijft_alles"
TEXT = "Een uur lang getypt."


@pytest.fixture
def late(world):
    """The rows of Noor's file that came in late, without the one that the world has."""
    there = set(NagekomenTekst.unguarded.values_list("pk", flat=True))
    return lambda: list(NagekomenTekst.unguarded.filter(groeidocument=world.noor).exclude(pk__in=there))


def typed(world, verhaal: str = TEXT, versie: int = 1, **fields: str) -> dict[str, str]:
    """A section's form as the page makes it, with a one-time id of its own."""
    sent = form(versie, verhaal=verhaal, **{"keuze": "soms"} | fields)
    return sent | {"zitting": str(uuid.uuid4()), "vorm": f"{world.versie}:"}


def over(world, name: str = GUEST) -> None:
    """Time ends the link of a guest."""
    now = timezone.now()
    links = Toegangslink.unguarded.filter(pk=world.guests[name].link.pk)
    links.update(geldig_van=now - timedelta(days=2), geldig_tot=now - timedelta(seconds=1))


def waiting(world, client: Client) -> str:
    return client.get(reverse("inhoud:nagekomen", args=[world.noor])).content.decode()


def page_of(world, pk: uuid.UUID) -> str:
    return reverse("inhoud:nagekomen_tekst", args=[world.noor, pk])


# --- What is kept --------------------------------------------------------------------------------


def test_text_of_a_section_is_given_back_and_kept_apart_when_time_is_over(world, enter, late):
    client, before = enter(GUEST), history(world)
    over(world)
    answer = client.post(address(world), typed(world))
    assert answer.status_code == 403 and TEXT in answer.content.decode()
    [row] = late()
    assert dict(open_from(row, "inhoud"))[f"veld_{CHAPTER}-verhaal"] == [TEXT] and TEXT not in row.inhoud
    assert (row.hoofdstuk, row.sectie, row.versie, row.link_id) == (CHAPTER, SECTIE, 1, world.guests[GUEST].link.pk)
    assert history(world) == before and not Concept.unguarded.filter(gebruiker=world.guests[GUEST].link.gebruiker).exists()
    line = Journaalregel.unguarded.filter(handeling=Handeling.NAGEKOMEN).latest("volgnummer")
    assert line.link_id == world.guests[GUEST].link.pk and TEXT not in line.onderwerp


@pytest.mark.parametrize("end", ["gast_ingetrokken", "gast_op_slot", "gast_zonder_toestemming"])
def test_what_somebody_ended_is_given_back_and_not_kept(end, world, enter, late):
    client = enter(GUEST)
    close_guest(end, world.guests[GUEST].link)
    answer = client.post(address(world), typed(world))
    assert answer.status_code == 403 and TEXT in answer.content.decode() and late() == []


@pytest.mark.parametrize("taken_back", ["link", "toestemming"])
def test_what_was_taken_back_before_time_ended_it_is_not_kept_either(taken_back, world, enter, late):
    client, link = enter(GUEST), world.guests[GUEST].link
    if taken_back == "link":
        Toegangslink.unguarded.filter(pk=link.pk).update(ingetrokken_op=timezone.now())
    else:
        Toestemming.unguarded.filter(pk=link.toestemming_id).update(ingetrokken_op=timezone.now())
    over(world)
    assert client.post(address(world), typed(world)).status_code == 403 and late() == []


def test_the_page_does_not_tell_whether_text_was_kept(world, enter):
    """Both were typing the same; one ran out of time, the other was withdrawn: one text for all causes."""
    pages = []
    for name in (GUEST, "gast_schrijft_twee"):
        client = enter(name)
        if name == GUEST:
            over(world)
        else:
            close_guest("gast_ingetrokken", world.guests[name].link)
        answer = client.post(address(world).replace("een", "twee"), {"veld_hoofdstuk-twee-verhaal": TEXT, "zitting": str(uuid.uuid4())})
        pages.append((answer.status_code, answer.content, sorted(answer.headers.items())))
    assert pages[0] == pages[1]


def test_the_second_at_which_time_ends_decides(world, enter, late):
    tot = timezone.now().replace(microsecond=0) + timedelta(minutes=5)
    Toegangslink.unguarded.filter(pk=world.guests[GUEST].link.pk).update(geldig_tot=tot)
    client = enter(GUEST)
    for seconds, kept in ((-1, 0), (0, 1), (1, 2)):
        with time_machine.travel(tot + timedelta(seconds=seconds), tick=False):
            answer = client.post(address(world), typed(world, f"{TEXT} {seconds}", 1 if seconds < 0 else 2))
            assert answer.status_code == (302 if seconds < 0 else 403)
        assert len(late()) == kept


def test_a_visit_that_was_idle_keeps_the_text_for_the_same_guest(world, enter, late):
    client, made = enter(GUEST), world.guests[GUEST]
    sent = typed(world)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.post(address(world), sent).status_code == 403
        assert late() == [], "the link still works: nobody else gets it"
        other = enter("gast_leest_alles")
        assert TEXT not in other.get(f"/groeidocumenten/{world.noor}/").content.decode()
        again = Client()
        try_in(made, made.pincode, again)
        agree(again)
        assert TEXT in again.get(address(world)).content.decode()
        assert TEXT not in waiting(world, enter("anja"))


def test_the_autosave_of_a_form_is_one_text(world, enter, late):
    client = enter(GUEST)
    over(world)
    zitting = str(uuid.uuid4())
    autosave = f"{address(world)}concept/"
    for text in ("Een", "Een uur", TEXT):
        assert client.post(autosave, typed(world, text) | {"zitting": zitting}).status_code == 403
    client.post(address(world), typed(world) | {"zitting": zitting})
    [row] = late()
    assert dict(open_from(row, "inhoud"))[f"veld_{CHAPTER}-verhaal"] == [TEXT]


@pytest.mark.parametrize("place", ["aanvullen", "voorstel"])
def test_words_beside_a_hoofdstuk_are_kept_too(place, world, enter, late):
    client = enter(GUEST)
    over(world)
    where = {
        "aanvullen": reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]),
        "voorstel": reverse("inhoud:voorstellen", args=[world.noor, CHAPTER, SECTIE, f"{CHAPTER}-verhaal"]),
    }[place]
    client.post(where, {"tekst": TEXT, "nieuw": TEXT, "reden": "Beter zo.", "verzoek": str(uuid.uuid4())})
    [row] = late()
    assert row.hoofdstuk == CHAPTER and TEXT in str(open_from(row, "inhoud"))


def test_a_right_that_ends_during_the_save_by_time_keeps_the_text(world, enter, late, monkeypatch):
    from groeidocumenten.inhoud import views_sectie as views

    client, before, real = enter(GUEST), history(world), views.saved_section
    monkeypatch.setattr(views, "saved_section", lambda *args: (over(world), real(*args))[1])
    answer = client.post(address(world), typed(world))
    assert answer.status_code == 403 and TEXT in answer.content.decode() and history(world) == before
    assert len(late()) == 1


# --- What is not kept ----------------------------------------------------------------------------


def test_a_reading_guest_leaves_nothing_behind(world, enter, late):
    client = enter("gast_leest_alles")
    over(world, "gast_leest_alles")
    for where in (address(world), reverse("inhoud:aanvullen", args=[world.noor, CHAPTER])):
        client.post(where, typed(world) | {"tekst": TEXT})
    assert late() == []


def test_a_guest_of_another_hoofdstuk_or_file_leaves_nothing_here(world, enter, late):
    client = enter("gast_schrijft_twee")
    over(world, "gast_schrijft_twee")
    client.post(address(world), typed(world))
    client.post(address(world).replace(str(world.noor), str(world.sem)), typed(world))
    assert late() == [] and not NagekomenTekst.unguarded.filter(groeidocument=world.sem).exists()


def test_who_never_agreed_to_the_rules_leaves_nothing(world, late):
    client, made = Client(), world.guests[GUEST]
    try_in(made, made.pincode, client)
    over(world)
    client.post(address(world), typed(world))
    assert late() == []


def test_a_flood_of_late_texts_stops_at_twenty_and_a_huge_one_is_not_kept(world, enter, late):
    client = enter(GUEST)
    over(world)
    client.post(address(world), typed(world, "x" * 1_000_001))
    assert late() == []
    for number in range(MOST + 3):
        client.post(address(world), typed(world, f"{number}"))
    # The world has one of this guest.
    assert len(late()) == MOST - 1


def test_a_closed_file_takes_no_late_text(world, enter, late):
    client = enter(GUEST)
    over(world)
    Groeidocument.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    assert client.post(address(world), typed(world)).status_code == 403 and late() == []


# --- Who sees it, and what becomes of it ---------------------------------------------------------


@pytest.fixture
def text(world, enter, late):
    """A late text of a section: its row, and the begeleider."""
    client = enter(GUEST)
    over(world)
    client.post(address(world), typed(world))
    return late()[0]


def decide(world, client: Client, row, besluit: str, versie: int = 1):
    return client.post(page_of(world, row.pk), {"besluit": besluit, "versie": str(versie)})


def test_nobody_reads_it_before_the_school_decides(world, enter, text):
    for person in ("joke", "fatima", "noor", "gast_leest_alles", "mehmet"):
        client = enter(person)
        assert client.get(page_of(world, text.pk)).status_code == 404
        assert client.get(reverse("inhoud:nagekomen", args=[world.noor])).status_code == 404
        for where in (f"/groeidocumenten/{world.noor}/", address(world), f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/"):
            assert TEXT not in client.get(where).content.decode()
    anja = enter("anja")
    assert "te laat kwamen" in anja.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert TEXT not in waiting(world, anja), "the list tells whose and where, not what"
    page = anja.get(page_of(world, text.pk)).content.decode()
    assert TEXT in page and "Een kanarie-noor-hoofdstuk-een zingt." in page, "what stands there is beside it"
    assert Journaalregel.unguarded.filter(onderwerp=f"nagekomen {text.pk}").exists(), "reading it is written down"


def test_it_goes_into_the_hoofdstuk_under_the_guests_name(world, enter, text):
    anja = enter("anja")
    assert decide(world, anja, text, "in_tekst").status_code == 302
    newest = Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE).latest("versie")
    answers = open_from(newest, "antwoorden")
    assert answers[f"{CHAPTER}-verhaal"] == TEXT and newest.versie == 2
    assert newest.link_id == world.guests[GUEST].link.pk and newest.door_id is None and "gastkanarie" in open_from(newest, "naam")
    text.refresh_from_db()
    assert (text.inhoud, text.besluit) == ("", "in_tekst") and text.beslist_op
    assert TEXT in anja.get(f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/").content.decode()
    assert decide(world, anja, text, "weg").status_code == 404, "decided once"


def test_only_what_the_guest_may_fill_in_and_changed_goes_in(world, enter, late):
    client, before = enter(GUEST), history(world)
    over(world)
    client.post(address(world), typed(world, ouder="namens ouders"))
    decide(world, enter("anja"), late()[0], "in_tekst")
    newest = Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE).latest("versie")
    assert "namens ouders" not in str(open_from(newest, "antwoorden")) and history(world) == before + 1


def test_it_becomes_a_suggestion_of_the_guest(world, enter, late):
    client = enter(GUEST)
    over(world)
    client.post(address(world), typed(world))
    anja, before = enter("anja"), history(world)
    assert decide(world, anja, late()[0], "voorstel").status_code == 302
    made = Voorstel.unguarded.filter(groeidocument=world.noor).latest("op")
    assert open_from(made, "nieuw") == TEXT and made.link_id == world.guests[GUEST].link.pk and history(world) == before
    assert TEXT in anja.get(reverse("inhoud:voorstel", args=[world.noor, CHAPTER, made.pk])).content.decode()


def test_an_aanvulling_that_came_late_becomes_one_under_the_guests_name(world, enter, late):
    client = enter(GUEST)
    over(world)
    client.post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]), {"tekst": TEXT, "verzoek": str(uuid.uuid4())})
    assert decide(world, enter("anja"), late()[0], "aanvulling", 0).status_code == 302
    made = Aanvulling.unguarded.filter(groeidocument=world.noor).latest("op")
    assert open_from(made, "tekst") == TEXT and made.link_id == world.guests[GUEST].link.pk


def test_a_suggestion_that_came_late_becomes_one(world, enter, late):
    client = enter(GUEST)
    over(world)
    where = reverse("inhoud:voorstellen", args=[world.noor, CHAPTER, SECTIE, f"{CHAPTER}-verhaal"])
    client.post(where, {"nieuw": TEXT, "reden": "Zo zie ik het.", "verzoek": str(uuid.uuid4())})
    assert decide(world, enter("anja"), late()[0], "voorstel", 0).status_code == 302
    made = Voorstel.unguarded.filter(groeidocument=world.noor).latest("op")
    assert (open_from(made, "nieuw"), open_from(made, "tekst")) == (TEXT, "Zo zie ik het.")


def test_what_is_thrown_away_is_gone(world, enter, text):
    before = history(world)
    assert decide(world, enter("anja"), text, "weg").status_code == 302
    text.refresh_from_db()
    assert (text.inhoud, text.besluit) == ("", "weg") and history(world) == before


def test_what_does_not_fit_its_form_can_be_read_and_become_an_aanvulling(world, enter, late):
    client = enter(GUEST)
    over(world)
    client.post(address(world), typed(world, keuze="nooit gehoord"))
    [row] = late()
    anja = enter("anja")
    page = anja.get(page_of(world, row.pk)).content.decode()
    assert TEXT in page and 'value="aanvulling"' in page and 'value="in_tekst"' not in page
    assert decide(world, anja, row, "in_tekst", 0).status_code == 409
    assert decide(world, anja, row, "aanvulling", 0).status_code == 302


def test_somebody_who_saved_meanwhile_is_not_overwritten_unseen(world, enter, text):
    anja = enter("anja")
    anja.get(page_of(world, text.pk))
    enter("joke").post(address(world), typed(world, "Joke was sneller."))
    answer = decide(world, anja, text, "in_tekst")
    assert answer.status_code == 409 and "Joke was sneller." in answer.content.decode()
    text.refresh_from_db()
    assert text.besluit == ""


def test_what_others_changed_meanwhile_stays(world, enter, late):
    client = enter(GUEST)
    over(world)
    client.post(address(world), typed(world))
    enter("joke").post(address(world), typed(world, "Een kanarie-noor-hoofdstuk-een zingt.", keuze="vaak"))
    assert decide(world, enter("anja"), late()[0], "in_tekst", 2).status_code == 302
    answers = open_from(Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=SECTIE).latest("versie"), "antwoorden")
    assert answers[f"{CHAPTER}-verhaal"] == TEXT and answers[f"{CHAPTER}-keuze"] == "vaak"


def test_the_concept_of_a_guest_whose_time_is_over_waits_too(world, enter):
    client = enter(GUEST)
    sent = typed(world)
    assert client.post(f"{address(world)}concept/", sent).status_code == 200
    anja = enter("anja")
    assert TEXT not in waiting(world, anja)
    key = Concept.unguarded.get(gebruiker=world.guests[GUEST].link.gebruiker).pk
    assert anja.get(page_of(world, key)).status_code == 404, "while the guest can come in it is the guest's"
    over(world)
    assert TEXT in anja.get(page_of(world, key)).content.decode()
    assert decide(world, anja, Concept.unguarded.get(pk=key), "in_tekst").status_code == 302
    assert not Concept.unguarded.filter(pk=key).exists() and NagekomenTekst.unguarded.get(pk=key).besluit == "in_tekst"


def test_the_concept_of_a_guest_who_was_withdrawn_waits_for_nobody(world, enter):
    client = enter(GUEST)
    client.post(f"{address(world)}concept/", typed(world))
    key = Concept.unguarded.get(gebruiker=world.guests[GUEST].link.gebruiker).pk
    close_guest("gast_ingetrokken", world.guests[GUEST].link)
    over(world)
    assert enter("anja").get(page_of(world, key)).status_code == 404


def test_the_list_costs_the_same_for_one_text_and_for_many(world, enter, late):
    client, anja = enter(GUEST), enter("anja")
    over(world)
    counted = []
    for _ in range(2):
        for _ in range(5):
            client.post(address(world), typed(world))
        waiting(world, anja)
        with CaptureQueriesContext(connection) as queries:
            page = waiting(world, anja)
        counted.append((len(queries), len(re.findall("gp-task__title", page))))
    assert counted[0][0] == counted[1][0] and counted[1][1] > counted[0][1]


def test_who_may_not_manage_access_any_longer_decides_nothing(world, opened, text):
    from groeidocumenten.dossiers.access import AccessOver
    from groeidocumenten.inhoud.nabesluit import Besluit, decide_late

    geopend = opened(recht=Recht.DELEN)
    from accounts.models import Lidmaatschap

    Lidmaatschap.objects.all().delete()
    with pytest.raises(AccessOver):
        decide_late(geopend=geopend, pk=text.pk, besluit=Besluit.WEG, versie=0)
