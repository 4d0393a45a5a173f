"""Handing a toegangscode out, its letter, taking it back, and asking for one: who may, what is kept, and what a page or mail never says."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.access import guides_of
from accounts.models import School
from accounts.models_uitnodiging import Uitnodiging
from groeidocumenten.berichten.mailing import mail_person
from groeidocumenten.berichten.models import Bericht
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.blokkades import Bepaling, record_blokkade
from groeidocumenten.dossiers.gezag import end_gezag
from groeidocumenten.dossiers.models import Gezagsrelatie, Handeling, Journaalregel
from groeidocumenten.toegangscodes.aanvragen import A_DAY, ask, requests_for, settle
from groeidocumenten.toegangscodes.models import Codeaanvraag, Toegangscode
from post.models import Zending
from sleutels import RESEALERS

from .conftest import BRIEF, MAIL, fill_in

DAY = timedelta(days=1)


def at(ouder, name: str = "uitgeven") -> str:
    return reverse(f"toegangscodes:{name}", args=[ouder.record.leerling.pk, ouder.gezag.pk])


def asked(**changed: str) -> dict[str, str]:
    return {"verzoek": str(uuid.uuid4()), "wijze": "brief", "email": ""} | changed


def test_the_page_of_a_pupil_leads_to_a_toegangscode_for_who_has_gezag_and_no_account(ouder, enter):
    page = enter("anja").get(reverse("dossiers:leerling", args=[ouder.record.leerling.pk])).content.decode()
    assert at(ouder) in page


def test_a_letter_is_made_once_shown_once_and_printed_from_that_page_only(ouder, enter, tmp_path):
    client, said = enter("anja"), asked()
    shown = client.post(at(ouder), said)
    kenmerk, code = shown.context["gemaakt"].kenmerk, shown.context["gemaakt"].code
    again = client.post(at(ouder), said, follow=True).content.decode()
    assert code not in again and "niet nog eens getoond" in again and Uitnodiging.objects.count() == 1
    assert code not in client.get(at(ouder)).content.decode()
    paper = client.post(at(ouder, "brief"), {"kenmerk": kenmerk, "code": code})
    assert paper["Content-Type"] == "application/pdf" and "no-store" in paper["Cache-Control"]
    (tmp_path / "brief.pdf").write_bytes(paper.content)
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "brief.pdf").pages)
    for word in (kenmerk[:4], code[:4], "Samira Nieuwkanarie", "De Regenboog", "testserver/toegangscode/"):
        assert word in text
    assert "Semkanarie" not in text and "Semkanarie" not in paper["Content-Disposition"]
    assert fill_in(Client(), shown.context["gemaakt"]).status_code == 302
    refused = client.post(at(ouder, "brief"), {"kenmerk": kenmerk, "code": "00000000"}, follow=True).content.decode()
    assert "niet meer te maken" in refused
    assert Uitnodiging.objects.get().fouten == 0, "who prints guesses nothing"


def test_a_name_in_any_script_prints(parent_of, enter):
    one = parent_of(naam="Şêx 张伟 \u202e🦜 naam")
    made = one.code()
    paper = enter("anja").post(at(one, "brief"), {"kenmerk": made.kenmerk, "code": made.code})
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")


def test_by_mail_the_code_stays_with_the_school_and_the_mail_names_no_child(ouder, enter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = enter("anja").post(at(ouder), asked(wijze="mail", email="Samira@Test.Example"))
    made = shown.context["gemaakt"]
    page = shown.content.decode()
    assert made.leesbaar[1] in page and made.leesbaar[0] not in page, "the kenmerk is in the mail only"
    [sent] = mail.outbox
    assert sent.to == ["samira@test.example"] and made.leesbaar[0] in sent.body and made.code[:4] not in sent.body
    assert not any(word in (sent.subject + sent.body).lower() for word in ("sem", "kanarie", "samira"))
    state = enter("anja").get(at(ouder)).content.decode()
    assert "samira@test.example" in state and "verzonden" in state
    assert "samira" not in Toegangscode.unguarded.get().email


def test_a_forged_host_never_comes_into_a_letter_or_mail(ouder, enter, settings, django_capture_on_commit_callbacks):
    settings.ALLOWED_HOSTS = ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        enter("anja").post(at(ouder), asked(wijze="mail", email="samira@test.example"), headers={"host": "kwaad.example"})
    assert "http://testserver/toegangscode/" in mail.outbox[0].body and "kwaad" not in mail.outbox[0].body


def test_a_mail_server_that_is_down_is_told_and_undoes_nothing(ouder, enter, mail_server_down, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert enter("anja").post(at(ouder), asked(wijze="mail", email="samira@test.example")).status_code == 200
    assert "nog niet verzonden" in enter("anja").get(at(ouder)).content.decode()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"wijze": ""}, "Maak een keuze."),
        ({"wijze": "duif"}, "duif"),
        ({"wijze": "mail"}, "Vul het e-mailadres in"),
        ({"wijze": "mail", "email": "geen adres"}, "e-mailadres"),
        ({"wijze": "mail", "email": "fаtima@demo.example"}, "e-mailadres"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_made(changed, where, ouder, enter):
    mails = Zending.objects.count()
    answer = enter("anja").post(at(ouder), asked(**changed))
    assert answer.status_code == 422 and where in answer.content.decode()
    assert not Uitnodiging.objects.exists() and Zending.objects.count() == mails


def test_a_new_code_ends_the_one_before_it_and_taking_back_ends_all(ouder, enter):
    first, second = ouder.code(), ouder.code()
    assert fill_in(Client(), first).status_code == 403 and fill_in(Client(), second).status_code == 302
    client = enter("anja")
    assert client.get(at(ouder, "intrekken")).status_code == 405
    client.post(at(ouder, "intrekken"))
    client.post(at(ouder, "intrekken"))
    assert fill_in(Client(), second).status_code == 403
    assert Journaalregel.unguarded.filter(handeling=Handeling.CODE_INGETROKKEN).count() == 1
    assert Journaalregel.unguarded.filter(handeling=Handeling.CODE_GEMAAKT).count() == 2


@pytest.mark.parametrize("who", ["has an account", "has no gezag", "gezag is over"])
def test_only_who_has_gezag_and_no_account_gets_a_code(who, parent_of, ouder, world, person, enter):
    if who == "has an account":
        Gezagsrelatie.unguarded.filter(pk=ouder.gezag.pk).update(gebruiker=person("kees"))
    elif who == "has no gezag":
        Gezagsrelatie.unguarded.filter(pk=ouder.gezag.pk).update(soort=Gezagsrelatie.Soort.STIEFOUDER)
    else:
        end_gezag(geopend=ouder.record, gezag=ouder.gezag.pk, geldig_tot=timezone.localdate(), bron="x", versie=0)
        Gezagsrelatie.unguarded.filter(pk=ouder.gezag.pk).update(
            geldig_van=timezone.localdate() - 9 * DAY, geldig_tot=timezone.localdate() - DAY
        )
    client = enter("anja")
    assert "Maak de toegangscode" not in client.get(at(ouder)).content.decode()
    assert client.post(at(ouder), asked()).status_code == 422
    with pytest.raises(ValidationError):
        ouder.code()
    assert not Uitnodiging.objects.exists()


@pytest.mark.parametrize("name", ["mehmet", "kees", "joke", "ria", "fatima", "buurvrouw", "noor", "oud_ib", "beheer", "wortel"])
def test_nobody_else_hands_out_prints_or_takes_back(name, ouder, enter):
    made, client = ouder.code(), enter(name)
    answers = [
        client.get(at(ouder)),
        client.post(at(ouder), asked()),
        client.post(at(ouder, "brief"), {"kenmerk": made.kenmerk, "code": made.code}),
        client.post(at(ouder, "intrekken")),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert Uitnodiging.objects.get().stand == "open"


@pytest.mark.parametrize(("wijze", "days"), [(BRIEF, 30), (MAIL, 14)])
def test_a_code_lasts_until_midnight_of_its_last_day(wijze, days, ouder):
    made = ouder.code(wijze, "samira@test.example" if wijze == MAIL else "")
    end = timezone.localtime(made.uitnodiging.geldig_tot)
    assert (end.hour, end.minute, end.date()) == (0, 0, timezone.localdate() + (days + 1) * DAY)


def test_the_page_costs_the_same_for_one_code_and_for_many(ouder, enter, django_assert_max_num_queries):
    client = enter("anja")
    ouder.code(MAIL, "samira@test.example")
    client.get(at(ouder))
    with CaptureQueriesContext(connection) as captured:
        client.get(at(ouder))
    for wijze in (MAIL, MAIL, BRIEF, BRIEF, BRIEF, BRIEF):
        ouder.code(wijze, "samira@test.example" if wijze == MAIL else "")
    with django_assert_max_num_queries(len(captured)):
        client.get(at(ouder))


# --- Asking for one -----------------------------------------------------------------------------

ASKED = {"naam": "Vraagkanarie", "contact": "06-12345678", "leerling": "Kindkanarie", "toelichting": "Ik ben verhuisd."}


def test_somebody_without_anything_asks_the_school_and_learns_nothing(world, enter, person, django_capture_on_commit_callbacks):
    school = School.objects.get(naam="De Regenboog")
    Bericht.unguarded.all().delete()
    page = reverse("toegangscode:aanvragen")
    pages = set()
    for leerling in ("Noorkanarie Jansen", "Bestaat niet"):
        stranger = Client()
        stranger.get(page)
        answer = stranger.post(page, ASKED | {"leerling": leerling, "school": school.pk, "verzoek": uuid.uuid4()})
        pages.add((answer.status_code, answer.content))
    assert len(pages) == 1, "known or not, the answer is the same"
    assert set(Bericht.unguarded.values_list("gebruiker", flat=True)) == set(guides_of(school).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        mail_person(person("anja").pk, timezone.now() + 2 * DAY)
    [sent] = mail.outbox
    assert "een aanvraag van een toegangscode (2 keer)" in sent.body and "kanarie" not in sent.body.lower()
    listed = enter("anja").get(reverse("toegangscodes:aanvragen")).content.decode()
    assert "Vraagkanarie" in listed and "Bestaat niet" in listed
    assert "Vraagkanarie" not in enter("mehmet").get(reverse("toegangscodes:aanvragen")).content.decode()
    assert all("kanarie" not in row.gegevens for row in Codeaanvraag.unguarded.all())


def test_what_was_dealt_with_is_emptied_by_who_guides_that_school_only(world, person):
    mehmet, anja = Viewer(user=person("mehmet")), Viewer(user=person("anja"))
    assert not settle(viewer=mehmet, pk=world.aanvraag)
    assert settle(viewer=anja, pk=world.aanvraag) and not settle(viewer=anja, pk=world.aanvraag)
    assert requests_for(anja) == [] and Codeaanvraag.unguarded.get(pk=world.aanvraag).gegevens == ""


def test_a_double_click_asks_once_and_a_flood_is_stopped_without_losing_what_was_typed(world):
    school, once = School.objects.get(naam="De Horizon"), uuid.uuid4()
    for _ in range(2):
        ask(school=school, gegevens=ASKED, verzoek=once)
    assert Codeaanvraag.unguarded.filter(school=school).count() == 1
    for _ in range(A_DAY - 1):
        ask(school=school, gegevens=ASKED, verzoek=uuid.uuid4())
    answer = Client().post(reverse("toegangscode:aanvragen"), ASKED | {"school": school.pk, "verzoek": uuid.uuid4()})
    assert answer.status_code == 422 and "Bel de school" in answer.content.decode() and "Kindkanarie" in answer.content.decode()
    assert Codeaanvraag.unguarded.filter(school=school).count() == A_DAY


def test_a_request_that_nobody_deals_with_is_emptied_after_two_months(world):
    for late, emptied in ((60 * DAY - timedelta(seconds=1), False), (60 * DAY + timedelta(seconds=1), True)):
        with time_machine.travel(Codeaanvraag.unguarded.get(pk=world.aanvraag).op + late, tick=False):
            call_command("ruim_toegangscodes_op", verbosity=0)
        assert (Codeaanvraag.unguarded.get(pk=world.aanvraag).gegevens == "") is emptied


def test_after_a_change_of_keys_a_request_still_opens(world, person, settings):
    new = "nieuw:" + "bg" * 21 + "Y="
    settings.DOSSIER_SLEUTELS = [new, *settings.DOSSIER_SLEUTELS]
    assert RESEALERS["aanvragen van een toegangscode"]() == 1 and RESEALERS["aanvragen van een toegangscode"]() == 0
    settings.DOSSIER_SLEUTELS = [new]
    assert [one.naam for one in requests_for(Viewer(user=person("anja")))] == ["Vreemde aanvraagkanarie"]


# --- Addresses that an order keeps away -----------------------------------------------------------


def order(ouder, address: str) -> None:
    bepaling = Bepaling("contactverbod", "Een oom", (address,), timezone.localdate())
    record_blokkade(geopend=ouder.record, bepaling=bepaling, verzoek=uuid.uuid4())


@pytest.mark.parametrize("written", ["oom@test.example", "O.om+school@TEST.example"])
def test_an_invitation_is_not_mailed_to_an_address_that_an_order_keeps_away(written, ouder, enter):
    order(ouder, "oom@test.example")
    standing = ouder.code()
    answer = enter("anja").post(at(ouder), asked(wijze="mail", email=written))
    assert answer.status_code == 422 and "contactverbod" in answer.content.decode() and written in answer.content.decode()
    assert Uitnodiging.objects.get().pk == standing.uitnodiging.pk and standing.uitnodiging.stand == "open", "nothing was made or ended"


@pytest.mark.parametrize("who", ["mailed to it", "an account with it"])
def test_an_order_that_comes_after_the_mail_ends_the_invitation(who, ouder, enter, person):
    mailed = who == "mailed to it"
    client, made = enter("buurvrouw"), ouder.code(MAIL, "oom@test.example" if mailed else "ander@test.example")
    assert fill_in(client, made).status_code == 302
    order(ouder, "oom@test.example" if mailed else person("buurvrouw").email)
    assert client.post("/toegangscode/verder/").status_code == 403 and ouder.account() is None


# --- Nobody's mailbox is filled (gasten D20) -------------------------------------------------------


def test_three_invitations_a_day_are_mailed_to_a_parent_and_a_letter_is_always_possible(ouder, enter):
    client = enter("anja")
    for _ in range(3):
        assert client.post(at(ouder), asked(wijze="mail", email="samira@test.example")).status_code == 200
    refused = client.post(at(ouder), asked(wijze="mail", email="samira@test.example"))
    assert refused.status_code == 422 and "vandaag al 3 mails" in refused.content.decode()
    assert client.post(at(ouder), asked()).status_code == 200
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert enter("anja").post(at(ouder), asked(wijze="mail", email="samira@test.example")).status_code == 200
