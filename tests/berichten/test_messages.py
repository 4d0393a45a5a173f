"""Messages: who is told of which deed, and who never is; what a mail says; when it goes; how it is stopped."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groeidocumenten.berichten import mailing
from groeidocumenten.berichten.mailing import mail_everybody, mail_person
from groeidocumenten.berichten.models import Bericht, Gebeurtenis, Voorkeur, Wanneer
from groeidocumenten.berichten.preferences import choose, unsubscribe_address
from groeidocumenten.berichten.spreading import spread_all, spread_one, tidy
from groeidocumenten.documenten.actions import Gegevens, add_documents, describe_document, remove_document
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.actions import assign_leerkracht, end_leerkracht
from groeidocumenten.dossiers.closing import close_file
from groeidocumenten.dossiers.gezag import end_gezag
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument
from groeidocumenten.gesprekken.actions import add_talk, save_report, share
from groeidocumenten.inhoud.actions import add_aanvulling, save_section
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.inbreng import decline, suggest
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.inhoud.notities import notities, share_note, write_note
from groeidocumenten.inhoud.parts import report_ready, shown_state
from groeidocumenten.vragen.actions import hand_in, save_answers, withdraw
from groeidocumenten.vragen.reading import questions, to_fill
from groeiportaal.scrubbing import scrub
from tests.builders.papers import pdf
from tests.builders.talks import about
from tests.builders.world import CHAPTERS, make_guest

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    """These tests begin with empty letter boxes."""
    Bericht.unguarded.all().delete()


@pytest.fixture
def told(db):
    """Let everybody be told of what was done; per person the general words, sorted."""

    def spread(fresh: bool = True) -> dict[str, list[str]]:
        if fresh:
            Bericht.unguarded.all().delete()
        spread_all()
        found: dict[str, list[str]] = {}
        for bericht in Bericht.unguarded.select_related("gebruiker").order_by("wat"):
            found.setdefault(bericht.gebruiker.username, []).append(bericht.wat)
        return found

    return spread


def add_paper(geopend, name="brief.pdf", **said):
    gegevens = Gegevens(soort="brief", omschrijving="Een brief", **said) if said.pop("gesorteerd", True) else None
    [made] = add_documents(geopend=geopend, files=[judge(name, pdf(uuid.uuid4().hex))], verzoek=uuid.uuid4(), gegevens=gegevens)
    return made


def finish_chapter(geopend) -> None:
    deel = geopend.hoofdstuk(CHAPTERS[0])
    report_ready(geopend=geopend, deel=deel, state=shown_state(read_content(geopend), deel))


def inbox(person: str) -> list[str]:
    return [one.subject + one.body for one in mail.outbox if one.to == [User.objects.get(username=person).email]]


# --- Who is told of what ------------------------------------------------------------------------


def test_what_the_school_adds_is_told_to_everybody_who_reads_it_and_not_to_the_doer(opened, told):
    add_paper(opened())
    assert told() == {name: ["een document"] for name in ("fatima", "joke", "noor", "peter")}


def test_of_what_a_parent_writes_the_school_hears_and_the_other_parent_and_the_pupil_do_not(opened, told):
    add_aanvulling(geopend=opened("fatima", Recht.AANVULLEN), hoofdstuk=CHAPTERS[0], tekst="Thuis.", verzoek=uuid.uuid4())
    assert told() == {"anja": ["een aanvulling"], "joke": ["een aanvulling"]}


def test_what_the_school_saves_is_told_when_a_hoofdstuk_is_ready_and_not_before(opened, told):
    geopend = opened()
    _, sectie = geopend.sectie(CHAPTERS[0], f"{CHAPTERS[0]}-sectie")
    save_section(geopend=geopend, sectie=sectie, antwoorden={f"{CHAPTERS[0]}-verhaal": "Nieuw."}, versie=1)
    assert told() == {}
    finish_chapter(opened())
    assert told() == {name: ["een hoofdstuk dat klaar is"] for name in ("fatima", "joke", "noor", "peter")}


def test_what_a_pupil_fills_in_is_told_to_the_school_only(opened, told):
    geopend = opened("noor", Recht.AANVULLEN)
    _, sectie = geopend.sectie(CHAPTERS[0], f"{CHAPTERS[0]}-sectie")
    save_section(geopend=geopend, sectie=sectie, antwoorden={f"{CHAPTERS[0]}-leerling": "Ik vind het leuk."}, versie=1)
    assert told() == {"anja": ["nieuwe antwoorden van een ander"], "joke": ["nieuwe antwoorden van een ander"]}


def test_a_psychological_report_is_told_to_its_named_reader_and_who_guides_the_school(opened, told, person):
    add_paper(opened("joke", Recht.SCHRIJVEN), klasse="psychologisch", lezers=frozenset({person("peter").pk}))
    assert told() == {"anja": ["een document"], "peter": ["een document"]}


def test_a_document_that_nobody_sorted_yet_is_told_to_the_school_and_sorted_to_the_rest(opened, told):
    document = add_paper(opened("fatima", Recht.AANVULLEN), gesorteerd=False)
    assert told() == {"anja": ["een document"]}, "who sorts it"
    describe_document(geopend=opened(), document=document, gegevens=Gegevens(soort="brief", omschrijving="x"), stand=document.stand)
    assert told(fresh=False)["peter"] == ["een document"]


def test_a_private_note_and_a_kindgesprek_are_told_to_nobody_until_they_are_shared(opened, told):
    write_note(geopend=opened(), tekst="Alleen voor mij.", gesprek_op=timezone.localdate(), verzoek=uuid.uuid4())
    write_note(geopend=opened(), tekst="Werk.", gesprek_op=None, verzoek=uuid.uuid4())
    assert told() == {}
    own = next(one for one in notities(opened()) if one.tekst == "Alleen voor mij.")
    share_note(geopend=opened(), notitie=own, lezers=["ouder"])
    assert told() == {name: ["een notitie die is gedeeld"] for name in ("fatima", "joke", "peter")}
    talk = add_talk(geopend=opened(), soort="kindgesprek", wanneer=None, inhoud=about("Samen."), verzoek=uuid.uuid4())
    save_report(geopend=opened(), gesprek=talk, tekst="Zij zei iets.", versie=0)
    assert told() == {"joke": ["een gesprek"]}, "that there is a talk the school sees; what was said, nobody"
    share(geopend=opened(), gesprek=talk, ouders=True, leerling=False)
    assert "noor" not in (found := told()) and "een gesprek" in found["fatima"]


def test_a_concept_report_is_told_to_who_reads_concepts(opened, told):
    talk = add_talk(geopend=opened(), soort="ondersteuningsteam", wanneer=None, inhoud=about("Samen."), verzoek=uuid.uuid4())
    share(geopend=opened(), gesprek=talk, ouders=True, leerling=True)
    told()
    save_report(geopend=opened(), gesprek=talk, tekst="Besproken.", versie=0)
    assert set(told()) == {"fatima", "joke", "peter"}


def test_a_question_is_told_to_who_was_asked_and_its_answers_to_the_school_when_handed_in(opened, told):
    asked = opened("fatima", Recht.AANVULLEN)
    vraag = questions(asked).get()
    for sectie in to_fill(asked, vraag).secties():
        answers = {veld.key: "vaak" if veld.key == "vraag-vaak" else "Goed." for veld in sectie[1].velden}
        save_answers(geopend=asked, vraag=vraag, sectie=sectie[1], antwoorden=answers, versie=0)
    assert told() == {}, "what she typed and did not hand in is hers"
    hand_in(geopend=asked, vraag=vraag)
    assert told() == {"anja": ["een ingevuld formulier"], "joke": ["een ingevuld formulier"]}


def test_an_answer_to_a_suggestion_is_told_to_who_made_it(opened, told):
    fatima = opened("fatima", Recht.AANVULLEN)
    deel, sectie = fatima.sectie(CHAPTERS[0], f"{CHAPTERS[0]}-sectie")
    once = uuid.uuid4()
    suggest(geopend=fatima, hoofdstuk=deel.key, sectie=sectie, veld=sectie.velden[0], nieuw="Anders.", reden="", verzoek=once)
    assert told() == {"anja": ["een voorstel"], "joke": ["een voorstel"]}
    decline(geopend=opened(), veld=sectie.velden[0], pk=once, reden="Nee.")
    assert told() == {"fatima": ["een antwoord op een eigen voorstel"]}


def test_that_somebody_can_read_along_is_told_to_parents_always(opened, told, person, django_capture_on_commit_callbacks):
    for name in ("fatima", "peter"):
        choose(user=person(name), mail=Wanneer.NOOIT)
    made = make_guest(opened())
    assert told() == {name: ["een toestemming die is vastgelegd", "iemand die nu kan meelezen"] for name in ("fatima", "peter")}
    assert set(Bericht.unguarded.values_list("moet", flat=True)) == {True}
    with django_capture_on_commit_callbacks(execute=True):
        mail_person(person("fatima").pk, timezone.now())
    [said] = inbox("fatima")
    assert "Dit krijgt u altijd" in said and "gastkanarie" not in said and str(made.link.pk) not in said


def test_a_teacher_is_told_of_access_that_begins_and_that_ends(opened, told, person):
    assign_leerkracht(geopend=opened(), leerkracht=person("kees"), tot=None)
    assert told() == {"kees": ["een groeidocument om in te werken"]}
    end_leerkracht(geopend=opened(), leerkracht=person("kees"))
    assert told(fresh=False) == {"kees": ["het einde van de toegang tot een groeidocument"]}
    end_leerkracht(geopend=opened(), leerkracht=person("kees"))
    assert len(told(fresh=False)["kees"]) == 1, "what was not there cannot end"


# --- The right that was lost --------------------------------------------------------------------


def test_who_lost_the_right_before_being_told_is_not_told(opened, told, world):
    add_paper(opened())
    _end_gezag(opened(), "fatima")
    assert "een document" not in told().get("fatima", [])


def test_who_lost_the_right_after_being_told_sees_nothing_of_it_and_is_not_mailed(
    opened, told, enter, person, django_capture_on_commit_callbacks
):
    add_paper(opened())
    told()
    client = enter("fatima")
    assert "Noorkanarie" in client.get(reverse("berichten:lijst")).content.decode()
    [bericht] = Bericht.unguarded.filter(gebruiker=person("fatima"))
    _end_gezag(opened(), "fatima")
    page = client.get(reverse("berichten:lijst")).content.decode()
    assert "Noorkanarie" not in page and "Een document" not in page
    assert client.post(reverse("berichten:openen", args=[bericht.pk])).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        mail_person(person("fatima").pk, timezone.now())
    assert not any("een document" in said for said in inbox("fatima"))
    assert not Bericht.unguarded.filter(pk=bericht.pk).exists()


def test_a_document_that_is_closed_to_somebody_disappears_at_once_and_stays_away(opened, told, enter, person):
    document = add_paper(opened())
    told()
    describe_document(
        geopend=opened(),
        document=document,
        gegevens=Gegevens(soort="onderzoek", klasse="psychologisch", omschrijving="x"),
        stand=document.stand,
    )
    assert "Een document" not in enter("fatima").get(reverse("berichten:lijst")).content.decode(), "before the worker came past"
    assert told(fresh=False) == {}, "only who guides the school reads it now, and she did it"


def test_a_document_that_was_removed_and_a_question_that_was_withdrawn_are_told_no_longer(opened, told, world):
    document = add_paper(opened())
    assert told()["fatima"] == ["een document"]
    remove_document(geopend=opened(), document=document, reden="Dubbel.")
    assert "fatima" not in told(fresh=False)


def test_a_withdrawn_question_is_told_no_longer(opened, told, person):
    fatima = opened("fatima", Recht.AANVULLEN)
    vraag = questions(fatima).get()
    Bericht.unguarded.create(
        gebruiker=person("fatima"),
        groeidocument=fatima.groeidocument,
        handeling="vraag_uitgezet",
        onderwerp=str(vraag.pk),
        rol="school",
        wat="een vraag van de school",
    )
    withdraw(geopend=opened(), vraag=vraag)
    assert told(fresh=False) == {}


def test_in_between_nothing_is_mailed_that_its_reader_may_not_know_any_more(opened, told, person, django_capture_on_commit_callbacks):
    """Nobody did anything with the document itself: the reader was taken off it in the database, as an expiry would."""
    document = add_paper(opened("joke", Recht.SCHRIJVEN), klasse="psychologisch", lezers=frozenset({person("peter").pk}))
    told()
    document.lezers.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert not mail_person(person("peter").pk, timezone.now())
    assert inbox("peter") == [] and not Bericht.unguarded.filter(gebruiker=person("peter")).exists()


def test_a_file_that_was_closed_quietly_mails_nobody(opened, told, person, django_capture_on_commit_callbacks):
    add_paper(opened())
    make_guest(opened())
    told()
    close_file(geopend=opened(recht=Recht.AFSLUITEN), reden="Verhuisd.", open_gezien=True, vertel=False)
    told(fresh=False)
    with django_capture_on_commit_callbacks(execute=True):
        for name in ("fatima", "peter", "noor", "joke"):
            mail_person(person(name).pk, timezone.now() + 8 * DAY)
    assert mail.outbox == []


def _end_gezag(geopend, name):
    record = open_leerling(geopend.viewer, geopend.groeidocument.leerling_id)
    gezag = Gezagsrelatie.unguarded.get(leerling=record.leerling, gebruiker__username=name)
    end_gezag(geopend=record, gezag=gezag.pk, geldig_tot=timezone.localdate(), bron="brief", versie=gezag.versie)


# --- What a mail says, and when -----------------------------------------------------------------


def test_a_mail_says_what_it_is_about_in_general_and_nothing_of_the_child(world, opened, told, person, django_capture_on_commit_callbacks):
    for _ in range(2):
        add_paper(opened())
    finish_chapter(opened())
    told()
    with django_capture_on_commit_callbacks(execute=True):
        mail_person(person("fatima").pk, timezone.now())
    [sent] = mail.outbox
    assert sent.subject == "Er staat iets nieuws voor u klaar"
    assert "- een document (2 keer)" in sent.body and "- een hoofdstuk dat klaar is" in sent.body
    assert sent.body.count("http") == 3 and "http://testserver/groeidocumenten/berichten/" in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == f"<{unsubscribe_address(person('fatima'))}>"
    everything = (sent.subject + sent.body + str(sent.extra_headers)).lower()
    for word in ("noor", "kanarie", "jansen", "fatima", "amrani", "groep", "regenboog", str(world.noor), "anja", "brief"):
        assert word not in everything, word


@pytest.mark.parametrize("name", ["fatima", "joke", "noor"])
def test_until_somebody_chooses_parents_hear_at_once_staff_once_a_day_and_pupils_only_here(name, opened, told, person):
    moment = timezone.localtime(timezone.now() + DAY).replace(hour=15)
    with time_machine.travel(moment, tick=False) as clock:
        add_paper(opened())
        told()
        clock.shift(5 * MINUTE)
        at_once = mail_person(person(name).pk, timezone.now())
        clock.shift(DAY)
        next_day = mail_person(person(name).pk, timezone.now())
    assert (at_once, next_day) == {"fatima": (True, False), "joke": (False, True), "noor": (False, False)}[name]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_current_timezone())


# 4 March 2026 is a Wednesday; on 29 March the clock goes forward, on 25 October back.
ROUNDS = {
    ("dagelijks", "2026-03-04 15:00", "2026-03-05 06:59:59"): False,
    ("dagelijks", "2026-03-04 15:00", "2026-03-05 07:00:00"): True,
    ("dagelijks", "2026-03-04 15:00", "2026-03-05 07:00:01"): True,
    ("dagelijks", "2026-03-05 07:00", "2026-03-05 08:00:00"): False,
    ("dagelijks", "2026-03-28 15:00", "2026-03-29 06:59:59"): False,
    ("dagelijks", "2026-03-28 15:00", "2026-03-29 07:00:00"): True,
    ("dagelijks", "2026-10-24 15:00", "2026-10-25 06:59:59"): False,
    ("dagelijks", "2026-10-24 15:00", "2026-10-25 07:00:00"): True,
    ("wekelijks", "2026-03-04 15:00", "2026-03-08 23:59:59"): False,
    ("wekelijks", "2026-03-04 15:00", "2026-03-09 06:59:59"): False,
    ("wekelijks", "2026-03-04 15:00", "2026-03-09 07:00:00"): True,
    ("wekelijks", "2026-03-09 07:00", "2026-03-15 07:00:00"): False,
    ("nooit", "2026-03-04 15:00", "2026-03-12 07:00:00"): False,
}


@pytest.mark.parametrize(("case", "mailed"), ROUNDS.items())
def test_a_digest_comes_at_seven_in_the_morning_here_and_a_weekly_one_on_monday(case, mailed, world, person):
    wanneer, made, now = case
    choose(user=person("fatima"), mail=Wanneer(wanneer))
    ready = {"handeling": "deel_klaar", "onderwerp": CHAPTERS[0], "rol": "school", "wat": "een hoofdstuk dat klaar is"}
    Bericht.unguarded.create(gebruiker=person("fatima"), groeidocument_id=world.noor, op=at(made), **ready)
    assert mail_person(person("fatima").pk, at(now)) is mailed
    assert mail_person(person("fatima").pk, at(now)) is False, "once"


def test_the_command_tells_and_mails_and_doing_it_twice_mails_once(opened, person, django_capture_on_commit_callbacks):
    add_paper(opened())
    with django_capture_on_commit_callbacks(execute=True):
        call_command("verstuur_berichten", verbosity=0)
    assert mail.outbox == [] and not Gebeurtenis.unguarded.exists(), "what is done together is mailed together, a few minutes later"
    for _ in range(2):
        with time_machine.travel(timezone.now() + 6 * MINUTE, tick=False), django_capture_on_commit_callbacks(execute=True):
            call_command("verstuur_berichten", verbosity=0)
    assert sorted(one.to[0] for one in mail.outbox if "joke" not in one.to[0] and "anja" not in one.to[0]) == [
        "fatima@demo.example",
        "peter@demo.example",
    ]


def test_two_workers_at_once_mail_once(opened, told, person, monkeypatch, django_capture_on_commit_callbacks):
    """The second one begins while the first has chosen its messages and not written them down: it waits for the locked row, and finds none."""
    add_paper(opened())
    told()
    asked, real = [], mailing.still_known

    def meanwhile(row):
        asked.append(connection.in_atomic_block)
        return real(row)

    monkeypatch.setattr(mailing, "still_known", meanwhile)
    with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
        assert mail_person(person("fatima").pk, timezone.now())
        assert not mail_person(person("fatima").pk, timezone.now())
    assert len(mail.outbox) == 1 and all(asked)
    order = [sql["sql"] for sql in captured if "berichten_voorkeur" in sql["sql"] or "gemaild_op" in sql["sql"]]
    assert "berichten_voorkeur" in order[0], "the row is locked before anything is chosen"


def test_a_deed_is_told_once_however_often_the_worker_comes_past(opened):
    add_paper(opened())
    [pk] = Gebeurtenis.unguarded.filter(handeling="document_erbij").values_list("pk", flat=True)
    assert spread_one(pk) == 4 and spread_one(pk) == 0
    assert Bericht.unguarded.count() == 4


def test_many_deeds_on_one_thing_are_one_message_until_it_is_read(opened, told, enter, person):
    talk = add_talk(geopend=opened(), soort="ondersteuningsteam", wanneer=None, inhoud=about("Samen."), verzoek=uuid.uuid4())
    share(geopend=opened(), gesprek=talk, ouders=True, leerling=False)
    for versie in range(4):
        save_report(geopend=opened(), gesprek=talk, tekst=f"Versie {versie}.", versie=versie)
    assert told()["fatima"] == ["een gesprek", "een verslag van een gesprek"]
    enter("fatima").post(reverse("berichten:gelezen"))
    save_report(geopend=opened(), gesprek=talk, tekst="Nog eens.", versie=4)
    assert told(fresh=False)["fatima"].count("een verslag van een gesprek") == 2


def test_a_deed_that_is_rolled_back_is_never_told(opened, told):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        add_paper(opened())
        raise ZeroDivisionError
    assert told() == {}


# --- In the product -----------------------------------------------------------------------------


def test_a_message_leads_to_its_place_and_is_read_then(world, opened, told, enter, person):
    document = add_paper(opened())
    told()
    client = enter("fatima")
    assert ">1<span" in client.get("/groeidocumenten/").content.decode()
    [bericht] = Bericht.unguarded.filter(gebruiker=person("fatima"))
    assert client.get(reverse("berichten:openen", args=[bericht.pk])).status_code == 405, "looking changes nothing"
    answer = client.post(reverse("berichten:openen", args=[bericht.pk]))
    assert answer["Location"] == f"/groeidocumenten/{world.noor}/documenten/{document.pk}/"
    assert "nieuw</span></span></a>" not in client.get("/groeidocumenten/").content.decode()


def test_a_message_of_somebody_else_is_not_there(opened, told, enter, person):
    add_paper(opened())
    told()
    [other] = Bericht.unguarded.filter(gebruiker=person("peter"))
    assert enter("fatima").post(reverse("berichten:openen", args=[other.pk])).status_code == 404
    enter("fatima").post(reverse("berichten:gelezen"))
    assert Bericht.unguarded.get(pk=other.pk).gelezen_op is None


def test_a_message_about_what_is_gone_meanwhile_says_so(opened, told, enter, person):
    document = add_paper(opened("joke", Recht.SCHRIJVEN), klasse="psychologisch", lezers=frozenset({person("peter").pk}))
    told()
    document.lezers.all().delete()
    [bericht] = Bericht.unguarded.filter(gebruiker=person("peter"))
    page = enter("peter").post(reverse("berichten:openen", args=[bericht.pk]), follow=True).content.decode()
    assert "Dit is er niet meer" in page


def test_the_header_costs_one_query_and_the_list_the_same_for_one_message_and_for_many(world, opened, told, enter):
    client, page = enter("fatima"), reverse("berichten:lijst")

    def queries() -> list[str]:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return [one["sql"] for one in captured]

    add_paper(opened())
    told()
    before = queries()
    assert sum('COUNT(*) AS "__count" FROM "berichten_bericht"' in sql and "gelezen_op" in sql for sql in before) == 1
    for _ in range(12):
        add_paper(opened())
    told(fresh=False)
    assert len(queries()) == len(before)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/groeidocumenten/{world.noor}/")
    assert sum("berichten_" in one["sql"] for one in captured) == 1


def test_a_guest_has_no_messages_and_no_count(world, enter):
    page = enter("gast_leest_alles").get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert reverse("berichten:lijst") not in page


# --- Choosing and unsubscribing -----------------------------------------------------------------


def test_somebody_chooses_how_to_be_mailed(enter, person):
    client, page = enter("fatima"), reverse("berichten:instellingen")
    assert re.search(r'value="meteen"[^>]*checked', client.get(page).content.decode())
    assert client.post(page, {"mail": "wekelijks"}).status_code == 302
    assert re.search(r'value="wekelijks"[^>]*checked', client.get(page).content.decode())
    for wrong in ({}, {"mail": "elk uur"}):
        refused = client.post(page, wrong)
        assert refused.status_code == 422 and "Kies wanneer." in refused.content.decode()
    assert Voorkeur.unguarded.get(gebruiker=person("fatima")).mail == "wekelijks"


def test_the_link_in_a_mail_stops_mails_without_a_login_and_only_on_a_button(opened, told, person):
    address = unsubscribe_address(person("fatima")).removeprefix("http://testserver")
    stranger = Client()
    for method in ("get", "head", "options"):
        getattr(stranger, method)(address)
    page = stranger.get(address).content.decode()
    assert not Voorkeur.unguarded.exists()
    assert not any(word in page for word in ("Fatima", "fatima", "demo.example"))
    assert stranger.post(address).status_code == 200
    assert Voorkeur.unguarded.get().gebruiker == person("fatima")
    add_paper(opened())
    told()
    assert not mail_person(person("fatima").pk, timezone.now()) and mail_person(person("peter").pk, timezone.now())
    assert stranger.get("/groeidocumenten/berichten/")["Location"].startswith("/inloggen/"), "it opens nothing"


def test_nobody_unsubscribes_somebody_else(enter, person):
    mine = unsubscribe_address(person("peter")).removeprefix("http://testserver")
    assert enter("fatima").post(mine).status_code == 200
    assert set(Voorkeur.unguarded.values_list("gebruiker__username", flat=True)) == {"peter"}, "the link says whose it is, not the session"
    token = mine.rstrip("/").rsplit("/", 1)[1]
    payload, rest = token.split(":", 1)
    other = unsubscribe_address(person("fatima")).rstrip("/").rsplit("/", 1)[1].split(":", 1)[0]
    for forged in (f"{other}:{rest}", token[:-1], token + "x", "x" * 43, str(person("fatima").pk), f"{payload}:"):
        assert Client().post(reverse("berichten:afmelden", args=[forged])).status_code == 403
    assert Voorkeur.unguarded.count() == 1


def test_what_waited_for_a_mail_when_somebody_stopped_is_not_mailed_later(opened, told, person):
    add_paper(opened())
    told()
    choose(user=person("fatima"), mail=Wanneer.NOOIT)
    choose(user=person("fatima"), mail=Wanneer.METEEN)
    assert not mail_person(person("fatima").pk, timezone.now())


def test_who_left_or_has_no_address_is_not_mailed(opened, told, person):
    add_paper(opened())
    told()
    User.objects.filter(username="fatima").update(is_active=False)
    User.objects.filter(username="peter").update(email="")
    mail_everybody(timezone.now() + 10 * MINUTE)
    assert not Bericht.unguarded.filter(gebruiker__username__in=("fatima", "peter"), gemaild_op__isnull=False).exists()


def test_tidying_forgets_what_was_read_long_ago_and_what_does_not_open_any_more(opened, told, person, world):
    add_paper(opened())
    told()
    Bericht.unguarded.filter(gebruiker=person("peter")).update(gelezen_op=timezone.now() - 91 * DAY)
    Gezagsrelatie.unguarded.filter(gebruiker=person("fatima")).update(
        geldig_van=timezone.localdate() - 9 * DAY, geldig_tot=timezone.localdate() - DAY
    )
    assert tidy(timezone.now()) == 2
    assert set(Bericht.unguarded.values_list("gebruiker__username", flat=True)) == {"joke", "noor"}
    call_command("ruim_berichten_op", verbosity=0)
    assert Groeidocument.unguarded.filter(pk=world.noor).exists()


def test_an_unsubscribe_address_stays_out_of_the_log():
    assert scrub("GET /groeidocumenten/berichten/afmelden/abc:def/ 200") == "GET /groeidocumenten/berichten/afmelden/***/ 200"


def test_opening_for_somebody_is_the_same_question_as_at_the_door(world, person):
    """A positive control of these tests: the door opens Noor's file for her mother and not for a neighbour."""
    assert open_dossier(Viewer(user=person("fatima")), world.noor, Recht.LEZEN)
