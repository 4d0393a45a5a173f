"""A file is closed with a reason, opens again with a reason, and goes on in a next one. Whoever comes second is told, and changes nothing."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers import kamers
from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, closed_files_for, dossiers_for, open_closed, open_dossier
from groeidocumenten.dossiers.closing import NotNow, close_file, resume_file
from groeidocumenten.dossiers.models import Afsluiting, Groeidocument, Handeling, Journaalregel, Leerling
from tests.builders.world import CHAPTERS

CLOSE = {"reden": "Alle doelen zijn behaald.", "vertel": "ja"}
OPEN = {"reden": "Er is toch weer hulp nodig.", "vertel": "nee"}


@pytest.fixture
def anja(enter):
    return enter("anja")


@pytest.fixture
def room(monkeypatch):
    """A room with one open matter and two things that can go along; it remembers what it was told."""
    told: dict[str, list] = {"closed": [], "carried": []}

    def carry(van, naar, keys):
        told["carried"].append((van.groeidocument.pk, naar.groeidocument.pk, keys))

    proef = kamers.Kamer(
        "proef",
        open_matters=lambda geopend: [kamers.Zaak("Een doel is nog niet geëvalueerd", "/elders/")],
        closed=lambda geopend, moment: told["closed"].append(geopend.groeidocument.pk),
        offers=lambda geopend: [kamers.Keuze("een", "Lezen", "Doelen", vooraf=True), kamers.Keuze("twee", "Rekenen", "Doelen")],
        carry=carry,
    )
    monkeypatch.setattr(kamers, "_KAMERS", {"delen": kamers._KAMERS["delen"], "proef": proef})
    return told


def at(name: str, world) -> str:
    return reverse(f"dossiers:{name}", args=[world.noor])


def close(world, person, *, vertel: bool = False) -> None:
    geopend = open_dossier(Viewer(user=person("anja")), world.noor, Recht.AFSLUITEN)
    close_file(geopend=geopend, reden="Klaar.", open_gezien=True, vertel=vertel)


# --- Close --------------------------------------------------------------------------------------


def test_closing_asks_for_what_is_open_and_tells_every_room(world, anja, room):
    page = anja.get(at("afsluiten", world)).content.decode()
    assert "Een doel is nog niet geëvalueerd" in page and "14 mei 2016" in page
    refused = anja.post(at("afsluiten", world), CLOSE)
    assert refused.status_code == 422 and "Alle doelen zijn behaald." in refused.content.decode()
    assert room["closed"] == [] and not Afsluiting.unguarded.exists()
    assert anja.post(at("afsluiten", world), CLOSE | {"open_gezien": "on"}).status_code == 302
    assert room["closed"] == [world.noor]


@pytest.mark.parametrize("changes", [{"reden": ""}, {"reden": "a\x00b"}, {"reden": "x" * 501}, {"vertel": ""}, {"vertel": "misschien"}])
def test_a_wrong_form_closes_nothing(changes, world, anja):
    form = CLOSE | {"open_gezien": "on"} | changes
    assert anja.post(at("afsluiten", world), form).status_code == 422
    assert Groeidocument.unguarded.get(pk=world.noor).afgesloten_op is None


def test_a_closed_file_is_read_by_all_who_could_and_written_by_none(world, anja, enter, person):
    guest, fatima, joke = enter("gast_schrijft_alles"), enter("fatima"), enter("joke")
    anja.post(at("afsluiten", world), CLOSE | {"open_gezien": "on"})
    chapter = reverse("inhoud:hoofdstuk", args=[world.noor, CHAPTERS[0]])
    write = reverse("inhoud:aanvullen", args=[world.noor, CHAPTERS[0]])
    for client in (anja, fatima, joke, enter("noor")):
        page = client.get(chapter)
        assert page.status_code == 200 and "kunt lezen, niet schrijven" in page.content.decode()
        assert client.get(write).status_code == 404
    assert "Alle doelen zijn behaald." in fatima.get(chapter).content.decode()
    assert "Alle doelen zijn behaald." not in enter("noor").get(chapter).content.decode()
    assert guest.get(chapter).status_code == 403, "every link ended"
    back = guest.post(write, {"tekst": "net getypt"})
    assert back.status_code == 403 and "net getypt" in back.content.decode()
    lines = Journaalregel.unguarded.filter(groeidocument_id=world.noor)
    assert lines.filter(handeling=Handeling.AFGESLOTEN).count() == 1
    assert lines.filter(handeling=Handeling.LINK_INGETROKKEN).count() >= 5
    row = Afsluiting.unguarded.get()
    assert "doelen" not in row.reden and "Anja" not in row.naam, "sealed"


def test_closing_twice_or_in_two_tabs_is_closing_once_with_a_clear_word(world, anja, person):
    stale = open_dossier(Viewer(user=person("anja")), world.noor, Recht.AFSLUITEN)
    form = CLOSE | {"open_gezien": "on"}
    assert anja.post(at("afsluiten", world), form).status_code == 302
    moment = Groeidocument.unguarded.get(pk=world.noor).afgesloten_op
    for answer in (anja.post(at("afsluiten", world), form, follow=True), anja.get(at("afsluiten", world), follow=True)):
        assert "al afgesloten" in answer.content.decode()
    with pytest.raises(NotNow):
        close_file(geopend=stale, reden="x", open_gezien=True, vertel=False)
    assert Groeidocument.unguarded.get(pk=world.noor).afgesloten_op == moment and Afsluiting.unguarded.count() == 1


def test_parents_with_gezag_each_get_a_mail_of_their_own_without_a_name(world, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        close(world, person, vertel=True)
    assert sorted(one.to[0] for one in mail.outbox) == ["fatima@demo.example", "peter@demo.example"]
    for one in mail.outbox:
        assert len(one.recipients()) == 1 and "Noorkanarie" not in one.subject + one.body and "Klaar." not in one.body
        assert str(world.noor) in one.body


def test_a_quiet_close_mails_nobody_and_a_dead_mail_server_keeps_no_file_open(
    world, anja, person, mail_server_down, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        close(world, person)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        bericht = resume_file(geopend=open_closed(Viewer(user=person("anja")), world.noor), reden="x", vertel=True)
    assert (bericht.aan, bericht.nog_niet) == (2, 2)
    assert Groeidocument.unguarded.get(pk=world.noor).afgesloten_op is None


def test_a_pupil_of_sixteen_hears_it_too(world, person, django_capture_on_commit_callbacks):
    Leerling.unguarded.filter(gebruiker=person("noor")).update(
        geboortedatum=timezone.localdate().replace(day=1, year=timezone.localdate().year - 17)
    )
    with django_capture_on_commit_callbacks(execute=True):
        close(world, person, vertel=True)
    assert "noor@demo.example" in {one.to[0] for one in mail.outbox}


def test_a_room_that_fails_leaves_the_file_open_and_its_links_alive(world, person, monkeypatch, room, enter):
    guest = enter("gast_leest_alles")

    def fails(geopend, moment):
        raise RuntimeError("vol")

    monkeypatch.setitem(kamers._KAMERS, "stuk", kamers.Kamer("stuk", closed=fails))
    with pytest.raises(RuntimeError):
        close(world, person)
    assert Groeidocument.unguarded.get(pk=world.noor).afgesloten_op is None
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 200


# --- Open again ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["joke", "fatima", "noor", "ria", "mehmet", "oud_ib", "wortel", "niemand"])
def test_only_who_guides_the_school_finds_a_closed_file_to_open_again(name, world, enter, person):
    close(world, person)
    viewer = Viewer(user=person(name))
    assert not closed_files_for(viewer).filter(pk=world.noor).exists()
    client = enter(name)
    for page in ("heropenen", "afsluiten", "volgende"):
        assert {client.get(at(page, world)).status_code, client.post(at(page, world), OPEN).status_code} == {404}, page
    assert Groeidocument.unguarded.get(pk=world.noor).afgesloten_op is not None


def test_no_grant_on_a_single_file_opens_a_closed_one(world, person):
    from groeidocumenten.dossiers.access import grant
    from groeidocumenten.dossiers.models import Grond

    close(world, person)
    noor = Groeidocument.unguarded.get(pk=world.noor)
    for name, grond in (("fatima", Grond.GEZAG), ("joke", Grond.LIDMAATSCHAP), ("noor", Grond.LEERLING)):
        grant(noor, person(name), set(Recht), grond=grond)
        viewer = Viewer(user=person(name))
        assert not closed_files_for(viewer).exists()
        assert not dossiers_for(viewer, Recht.AFSLUITEN).exists() and dossiers_for(viewer, Recht.LEZEN).filter(pk=world.noor).exists()


def test_a_file_opens_again_with_a_reason_and_its_history_stays(world, anja, enter, person):
    close(world, person)
    assert anja.post(at("heropenen", world), OPEN | {"reden": ""}).status_code == 422
    for _ in range(2):
        assert anja.post(at("heropenen", world), OPEN).status_code == 302
    assert "al open" in anja.get(at("heropenen", world), follow=True).content.decode()
    assert enter("fatima").get(reverse("inhoud:aanvullen", args=[world.noor, CHAPTERS[0]])).status_code == 200
    anja.post(at("afsluiten", world), CLOSE | {"open_gezien": "on"})
    page = anja.get(at("heropenen", world)).content.decode()
    assert "Er is toch weer hulp nodig." in page and "Alle doelen zijn behaald." in page and "Klaar." in page
    assert Journaalregel.unguarded.filter(groeidocument_id=world.noor, handeling=Handeling.HEROPEND).count() == 1


def test_who_stops_guiding_the_school_cannot_finish_opening_a_file(world, person):
    close(world, person)
    geopend = open_closed(Viewer(user=person("anja")), world.noor)
    person("anja").lidmaatschappen.all().delete()
    with pytest.raises(AccessOver):
        resume_file(geopend=geopend, reden="x", vertel=False)


# --- The next file ------------------------------------------------------------------------------


def next_form(world, **changes):
    return {"format_versie": str(world.versie), "keuzes": ["proef:een"], "verzoek": str(uuid.uuid4())} | changes


@pytest.mark.parametrize("closed", [False, True], ids=["before closing", "after closing"])
def test_a_next_file_takes_along_what_was_chosen_once(closed, world, anja, enter, person, room):
    if closed:
        close(world, person)
    page = anja.get(at("volgende", world)).content.decode()
    assert "Lezen" in page and "Rekenen" in page and page.count("checked") == 1
    form = next_form(world)
    answers = {anja.post(at("volgende", world), form)["Location"] for _ in range(2)}
    new = Groeidocument.unguarded.get(pk=form["verzoek"])
    assert answers == {f"/groeidocumenten/{new.pk}/"} and new.vorige_id == world.noor
    assert room["carried"] == [(world.noor, new.pk, ["een"])]
    assert enter("fatima").get(f"/groeidocumenten/{new.pk}/").status_code == 200, "parents read the next one at once"
    listed = anja.get(reverse("dossiers:leerling", args=[new.leerling_id])).content.decode()
    assert str(new.pk) in listed and str(world.noor) in listed
    assert f"gaat verder op {Groeidocument.unguarded.get(pk=world.noor).kenmerk}" in listed


@pytest.mark.parametrize(
    "changes",
    [{"keuzes": ["proef:drie"]}, {"keuzes": ["x"]}, {"keuzes": ["\x00"]}, {"format_versie": ""}, {"format_versie": "x"}, {"verzoek": ""}],
)
def test_a_wrong_choice_starts_nothing(changes, world, anja, room):
    before = Groeidocument.unguarded.count()
    assert anja.post(at("volgende", world), next_form(world, **changes)).status_code == 422
    assert Groeidocument.unguarded.count() == before and room["carried"] == []


def test_the_key_of_another_file_is_refused(world, anja, room):
    for taken in (world.sem, world.daan, world.noor):
        assert anja.post(at("volgende", world), next_form(world, verzoek=str(taken))).status_code == 422
    assert room["carried"] == []


def test_a_room_that_cannot_carry_leaves_no_half_file(world, anja, room, monkeypatch):
    def fails(van, naar, keys):
        raise RuntimeError("vol")

    proef = kamers._KAMERS["proef"]
    monkeypatch.setitem(kamers._KAMERS, "proef", kamers.Kamer("proef", offers=proef.offers, carry=fails))
    before = Groeidocument.unguarded.count()
    with pytest.raises(RuntimeError):
        anja.post(at("volgende", world), next_form(world))
    assert Groeidocument.unguarded.count() == before
