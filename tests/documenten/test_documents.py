"""Documents of a pupil: added at once or with what they are, shared as their class says, replaced, removed, put back and erased."""

import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groeidocumenten.documenten import actions, carry, sealing
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.listing import documents_for
from groeidocumenten.documenten.models import Document, Documentstuk, Documentversie
from groeidocumenten.documenten.sealing import contents
from groeidocumenten.dossiers import chain, kamers
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.inhoud.judging import judge
from tests.builders.papers import picture
from tests.builders.world import CHAPTERS
from tests.documenten.sending import PICTURE, add, address, drop, sent

RTL = "\u202e"


def newest() -> Document:
    return Document.unguarded.order_by("-op").first()


def test_a_dropped_file_waits_to_be_sorted_and_until_then_only_who_guides_the_file_and_its_sender_see_it(world, enter):
    fatima = enter("fatima")
    assert drop(fatima, world, sent(name="geheimekanarie.png")).status_code == 302
    page = address(world, "lijst")
    assert "Nog in te delen" in fatima.get(page).content.decode()
    assert "geheimekanarie" in enter("anja").get(page).content.decode()
    for name in ("joke", "peter", "noor", "gast_leest_alles"):
        assert "geheimekanarie" not in enter(name).get(page).content.decode(), name
        assert enter(name).get(address(world, "bestand", newest().pk)).status_code == 404, name
    assert "nog niet ingedeeld" in enter("anja").get(f"/groeidocumenten/{world.noor}/").content.decode()


def test_sorting_says_what_it_is_and_who_may_read_it(world, enter):
    drop(enter("joke"), world, sent(name="tekening.png"))
    change = address(world, "wijzigen", newest().pk)
    said = {"soort": "werk", "klasse": "gewoon", "hoofdstuk": CHAPTERS[1], "omschrijving": "Haar huis", "stand": "1"}
    assert enter("joke").post(change, said).status_code == 302
    page = enter("peter").get(address(world, "lijst")).content.decode()
    assert "tekening.png" in page and "Haar huis" in page and "Hoofdstuk 2" in page
    assert "Nog in te delen" not in enter("anja").get(address(world, "lijst")).content.decode()


def test_several_files_come_in_together_or_not_at_all(world, enter):
    anja, before = enter("anja"), Document.unguarded.count()
    answer = drop(anja, world, sent(), sent(b"<svg onload=x>", "plaatje.svg"), sent())
    text = answer.content.decode()
    assert answer.status_code == 422 and "plaatje.svg" in text and "nog niets toegevoegd" in text
    assert Document.unguarded.count() == before
    assert drop(anja, world, sent(name="een.png"), sent(name="twee.png")).status_code == 302
    assert Document.unguarded.count() == before + 2


def test_a_script_is_answered_with_json(world, enter):
    anja = enter("anja")
    good = drop(anja, world, sent(name="een.png"), headers={"accept": "application/json"})
    assert good.json()["naam"] == "een.png" and good.json()["adres"] == address(world, "document", newest().pk)
    bad = drop(anja, world, sent(b"MZ", "een.exe"), headers={"accept": "application/json"})
    assert bad.status_code == 422 and "soort bestand" in bad.json()["fout"]


def test_sending_a_form_twice_adds_one(world, enter):
    anja, verzoek, before = enter("anja"), uuid.uuid4(), Document.unguarded.count()
    for _ in range(2):
        assert drop(anja, world, sent(), sent(), verzoek=verzoek).status_code == 302
    assert Document.unguarded.count() == before + 2
    theirs = world.documents["gewoon"]
    assert drop(anja, world, verzoek=Document.unguarded.get(pk=theirs).pk).status_code == 302
    assert Document.unguarded.count() == before + 2


def test_a_document_comes_back_byte_for_byte_as_a_download_and_that_is_written_down(world, enter):
    anja = enter("anja")
    add(anja, world, PICTURE, f"a{RTL}{'😀' * 20}{'x' * 280}.png")
    document = newest()
    answer = anja.get(address(world, "bestand", document.pk))
    assert answer.content == contents(document.versies.get())
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Journaalregel.unguarded.filter(handeling=Handeling.DOCUMENT_GEZIEN, onderwerp=str(document.pk)).count() == 1
    name = documents_for_anja(world)[0].naam
    assert RTL not in name and len(name) <= 120 and name.endswith(".png") and "😀" in name


def documents_for_anja(world):
    from accounts.models import User
    from groeidocumenten.dossiers.access import Viewer, open_dossier

    return documents_for(open_dossier(Viewer(user=User.objects.get(username="anja")), world.noor, Recht.LEZEN))


def test_a_preview_is_a_picture_of_our_own_that_can_do_nothing(world, enter):
    answer = enter("fatima").get(address(world, "voorbeeld", world.documents["gewoon"]))
    assert answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox" and answer["X-Content-Type-Options"] == "nosniff"
    page = enter("fatima").get(address(world, "document", world.documents["gewoon"])).content.decode()
    assert address(world, "voorbeeld", world.documents["gewoon"]) in page and "1 bladzijde" in page


def test_nothing_of_a_document_lies_readable_in_the_database(world, enter):
    add(enter("anja"), world, picture("JPEG"), "geheimenaam.jpg", omschrijving="geheimetekst")
    rows = [*Document.unguarded.values(), *Documentversie.unguarded.values()]
    text = str(rows) + str([bytes(row.inhoud) for row in Documentstuk.unguarded.all()])
    assert "geheim" not in text and "JFIF" not in text


def test_pieces_that_are_swapped_taken_away_or_moved_do_not_open(world, opened, monkeypatch):
    monkeypatch.setattr(sealing, "PIECE", 40)
    [document] = add_documents(geopend=opened(), files=[judge("foto.png", PICTURE)], verzoek=uuid.uuid4())
    versie = document.versies.get()
    first, second = versie.stukken.filter(beeld=False)[:2]
    first.inhoud, second.inhoud = second.inhoud, first.inhoud
    first.save()
    second.save()
    with pytest.raises(KluisError):
        contents(versie)
    versie.stukken.filter(beeld=False).last().delete()
    with pytest.raises(KluisError):
        contents(versie)


def test_what_stops_half_way_leaves_nothing(world, opened, monkeypatch):
    def count():
        return Document.unguarded.count(), Documentversie.unguarded.count(), Documentstuk.unguarded.count()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    before, files = count(), [judge("foto.png", PICTURE)]
    monkeypatch.setattr(actions, "touch", killed)
    with pytest.raises(KeyboardInterrupt):
        add_documents(geopend=opened(), files=files, verzoek=uuid.uuid4())
    assert count() == before


# --- Who reads what ------------------------------------------------------------------------------

READS = {
    "gewoon": {"anja", "joke", "fatima", "peter", "noor", "gast_leest_alles"},
    "gevoelig": {"anja", "joke", "fatima", "peter", "noor"},
    "psychologisch": {"anja", "peter"},
}
EVERYBODY = {"anja", "joke", "fatima", "peter", "noor", "gast_leest_alles", "gast_leest_twee", "mehmet"}


@pytest.mark.parametrize("klasse", READS)
def test_a_class_holds_in_list_page_download_preview_print_and_what_goes_along(klasse, world, enter, opened):
    pk = world.documents[klasse]
    for name in EVERYBODY:
        client, reads = enter(name), name in READS[klasse]
        for place in ("document", "bestand", "voorbeeld"):
            assert (client.get(address(world, place, pk)).status_code == 200) == reads, (name, place)
        page = client.get(address(world, "lijst"))
        assert (address(world, "bestand", pk) in page.content.decode()) == reads, name
        if not name.startswith("gast") and name != "mehmet":
            geopend = opened(name)
            assert (pk in {stuk.document.pk for stuk in documents_for(geopend)}) == reads, name
            assert (str(pk) in {keuze.key for keuze in carry.offers(geopend)}) == reads, name


def test_a_guest_can_be_named_and_reads_only_while_the_link_holds(world, enter, opened):
    pk, link = world.documents["psychologisch"], world.guests["gast_leest_alles"].link
    said = {"soort": "onderzoek", "klasse": "psychologisch", "lezers": [str(link.gebruiker_id)], "stand": "1"}
    assert enter("anja").post(address(world, "wijzigen", pk), said).status_code == 302
    assert enter("gast_leest_alles").get(address(world, "bestand", pk)).status_code == 200
    assert enter("peter").get(address(world, "bestand", pk)).status_code == 404, "is not named any more"
    assert enter("gast_schrijft_alles").get(address(world, "bestand", pk)).status_code == 404


def test_who_added_a_document_keeps_reading_and_changing_it_and_others_do_not(world, enter):
    fatima = enter("fatima")
    assert add(fatima, world, klasse="psychologisch").status_code == 302
    pk = newest().pk
    assert fatima.get(address(world, "wijzigen", pk)).status_code == 200
    assert enter("peter").get(address(world, "document", pk)).status_code == 404
    assert enter("joke").get(address(world, "document", pk)).status_code == 404
    assert enter("anja").get(address(world, "wijzigen", pk)).status_code == 200
    for place in ("wijzigen", "vervangen", "verwijderen"):
        assert enter("peter").get(address(world, place, world.documents["gewoon"])).status_code == 404


def test_a_leerkracht_who_was_named_reads_and_lets_nobody_else_in(world, enter, person):
    pk = world.documents["psychologisch"]
    said = {"soort": "onderzoek", "klasse": "psychologisch", "lezers": [str(person("joke").pk), str(person("peter").pk)], "stand": "1"}
    assert enter("anja").post(address(world, "wijzigen", pk), said).status_code == 302
    joke = enter("joke")
    assert joke.get(address(world, "bestand", pk)).status_code == 200
    for place in ("wijzigen", "vervangen", "verwijderen"):
        assert joke.get(address(world, place, pk)).status_code == 404, place
        assert joke.post(address(world, place, pk), said | {"klasse": "gewoon", "stand": "2", "reden": "x"}).status_code == 404, place
    assert enter("noor").get(address(world, "bestand", pk)).status_code == 404


def test_a_leerkracht_who_lets_only_others_read_lands_on_the_list(world, enter, person):
    add(enter("anja"), world)
    pk = newest().pk
    said = {"soort": "onderzoek", "klasse": "psychologisch", "lezers": [str(person("peter").pk)], "stand": "1"}
    joke = enter("joke")
    assert joke.post(address(world, "wijzigen", pk), said)["Location"] == address(world, "lijst")
    assert joke.get(address(world, "document", pk)).status_code == 404


def test_a_parent_names_nobody_of_the_other_side(world, enter, person):
    page = enter("fatima").get(address(world, "toevoegen")).content.decode()
    assert "Joke" in page and str(person("peter").pk) not in page and "gastkanarie" not in page
    answer = add(enter("fatima"), world, klasse="psychologisch", lezers=[str(person("peter").pk)])
    assert answer.status_code == 422


def test_the_school_guide_still_reads_a_named_document_when_the_file_is_closed(world, enter, opened):
    opened().groeidocument.__class__.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    pk = world.documents["psychologisch"]
    assert enter("anja").get(address(world, "bestand", pk)).status_code == 200
    assert enter("joke").get(address(world, "bestand", pk)).status_code == 404
    assert add(enter("anja"), world).status_code == 404


# --- Changing ------------------------------------------------------------------------------------


def test_the_second_of_two_who_change_the_words_is_told_and_nothing_is_overwritten(world, enter):
    pk = world.documents["gewoon"]
    first = {"soort": "toets", "klasse": "gewoon", "omschrijving": "van Anja", "stand": "1"}
    assert enter("anja").post(address(world, "wijzigen", pk), first).status_code == 302
    answer = enter("joke").post(address(world, "wijzigen", pk), first | {"omschrijving": "van Joke"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "van Anja" in text and "van Joke" in text
    assert enter("anja").post(address(world, "wijzigen", pk), first).status_code == 302, "the same again is no conflict"
    assert Document.unguarded.get(pk=pk).stand == 2


def test_a_replaced_file_leaves_the_old_one_for_the_school(world, enter):
    pk, anja = world.documents["gewoon"], enter("anja")
    old = anja.get(address(world, "bestand", pk)).content
    verzoek = str(uuid.uuid4())
    for _ in range(2):
        answer = anja.post(address(world, "vervangen", pk), {"bestand": sent(name="nieuw.png"), "verzoek": verzoek})
        assert answer.status_code == 302
    assert Documentversie.unguarded.filter(document=pk).count() == 2
    assert anja.get(address(world, "bestand", pk))["Content-Type"] == "image/png"
    assert anja.get(address(world, "versie", pk, 1)).content == old
    assert "Eerdere versies" in anja.get(address(world, "document", pk)).content.decode()
    fatima = enter("fatima")
    assert fatima.get(address(world, "versie", pk, 1)).status_code == 404
    assert "Eerdere versies" not in fatima.get(address(world, "document", pk)).content.decode()


def test_an_expired_document_says_so(world, enter):
    yesterday = timezone.localdate() - timedelta(days=1)
    add(enter("anja"), world, geldig_tot=yesterday.isoformat())
    assert "Verlopen op" in enter("fatima").get(address(world, "lijst")).content.decode()
    assert add(enter("anja"), world, geldig_tot="1066-10-14").status_code == 422


def test_a_removed_document_is_gone_for_all_until_the_school_puts_it_back(world, enter):
    pk, anja = world.documents["gewoon"], enter("anja")
    assert anja.post(address(world, "verwijderen", pk), {"reden": " "}).status_code == 422
    assert anja.post(address(world, "verwijderen", pk), {"reden": "Hoort bij een ander kind"}).status_code == 302
    for place in ("document", "bestand", "voorbeeld", "wijzigen"):
        assert anja.get(address(world, place, pk)).status_code == 404
    assert "Hoort bij een ander kind" in enter("joke").get(address(world, "verwijderd")).content.decode()
    assert enter("fatima").get(address(world, "verwijderd")).status_code == 404
    assert enter("fatima").post(address(world, "terughalen"), {"document": str(pk)}).status_code == 404
    for _ in range(2):
        assert anja.post(address(world, "terughalen"), {"document": str(pk)}).status_code == 302
    assert enter("fatima").get(address(world, "bestand", pk)).status_code == 200
    assert Journaalregel.unguarded.filter(handeling=Handeling.DOCUMENT_TERUG, onderwerp=str(pk)).count() == 1


def test_after_thirty_days_it_is_really_erased_and_the_journaal_knows(world, enter, opened):
    pk, kept = world.documents["gewoon"], world.documents["gevoelig"]
    for one, days in ((pk, 31), (kept, 29)):
        enter("anja").post(address(world, "verwijderen", one), {"reden": "Niet nodig"})
        Document.unguarded.filter(pk=one).update(verwijderd_op=timezone.now() - timedelta(days=days))
    assert enter("anja").post(address(world, "terughalen"), {"document": str(pk)}).status_code == 302
    assert Document.unguarded.get(pk=pk).verwijderd_op is not None, "too late to put back"
    out = StringIO()
    call_command("ruim_documenten_op", stdout=out)
    assert "1 document gewist" in out.getvalue()
    assert not Document.unguarded.filter(pk=pk).exists() and not Documentstuk.unguarded.filter(versie__document=pk).exists()
    assert Document.unguarded.filter(pk=kept).exists()
    assert Journaalregel.unguarded.filter(onderwerp=f"{pk} gewist").count() == 1
    assert not chain.verify(opened().groeidocument.school).aantal


def test_a_document_goes_along_sealed_anew_with_its_origin(world, enter, opened):
    van, naar = opened(), opened(file="sem", recht=Recht.SCHRIJVEN)
    add(enter("anja"), world, omschrijving="Gaat mee")
    pk = str(newest().pk)
    carry.carry(van, naar, [pk, "geen sleutel", str(world.documents["psychologisch"])])
    taken = {stuk.omschrijving: stuk for stuk in documents_for(naar)}
    stuk = taken["Gaat mee"]
    assert "Proefformat" in stuk.herkomst and stuk.door == "Anja de Vries" and contents(stuk.versie).startswith(b"\x89PNG")
    assert set(taken["Een psychkanarie"].document.lezers.values_list("gebruiker__username", flat=True)) == {"peter"}
    carry.carry(opened("joke"), naar, [str(world.documents["psychologisch"])])
    assert len(documents_for(naar)) == 2, "who may not read it takes nothing along"


def test_the_list_costs_the_same_for_three_documents_and_for_twenty(world, enter, opened):
    client, page = enter("fatima"), address(world, "lijst")

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    before, judged = queries(), judge("foto.png", PICTURE)
    gegevens = Gegevens(soort="brief", hoofdstuk=CHAPTERS[0], geldig_tot=date(2030, 1, 1))
    add_documents(geopend=opened(), files=[judged] * 20, verzoek=uuid.uuid4(), gegevens=gegevens)
    assert queries() == before


def test_the_room_tells_the_others_what_is_to_be_sorted(world, enter, opened):
    drop(enter("fatima"), world)
    assert [zaak.tekst for zaak in kamers.waiting_for(opened()) if "ingedeeld" in zaak.tekst] == ["1 document is nog niet ingedeeld"]
    assert not [zaak for zaak in kamers.waiting_for(opened("fatima")) if "ingedeeld" in zaak.tekst]
    anja, fatima = opened().viewer, opened("fatima").viewer
    assert "1 document in te delen" in kamers.attention_for(anja, [world.noor, world.sem])[world.noor]
    assert "1 document in te delen" not in kamers.attention_for(fatima, [world.noor]).get(world.noor, [])


def test_an_empty_form_is_printed_with_nothing_of_the_pupil_on_it(world, enter):
    fatima = enter("fatima")
    page = fatima.get(address(world, "leeg")).content.decode()
    assert "Proefformat" in page and address(world, "leeg_pdf", world.versie) in page
    answer = fatima.get(address(world, "leeg_pdf", world.versie))
    assert answer.content.startswith(b"%PDF") and answer["Content-Disposition"] == 'attachment; filename="proefformat.pdf"'
    assert fatima.get(address(world, "leeg_pdf", world.versie) + "?variant=x").status_code == 404


def test_a_limited_guest_finds_no_documents(world, enter):
    assert enter("gast_schrijft_twee").get(address(world, "lijst")).status_code == 404
