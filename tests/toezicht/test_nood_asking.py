"""Asking for an emergency opening tells nothing: not whether there is such a pupil, nor what the second person said."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.models import Noodopening
from groeidocumenten.toezicht.actions import MOST_PER_DAY, NotNow, TooOften, confirm, refuse
from tests.builders.emergency import NOOR, ask_for_noor, viewer
from tests.toezicht.nood import LIJST, form, newest, page, text


def test_asking_for_a_pupil_who_is_not_there_looks_the_same(world, enter, person):
    answers = []
    for name in (NOOR[0], "Zomaar Iemand"):
        with transaction.atomic():
            # Signed in at that moment too: at another hour of the day this visit would be over.
            with time_machine.travel(timezone.now().replace(hour=12), tick=False):
                kees, sent = enter("kees"), form(naam=name, verzoek=uuid.UUID(int=7))
                answer = kees.post(LIJST, sent, follow=True)
            shown = re.sub(r'name="(csrfmiddlewaretoken|verzoek)" value="[^"]+"', "", answer.content.decode())
            answers.append((answer.redirect_chain, answer.status_code, shown, kees.get(page(newest())).status_code))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]


def test_nobody_but_the_asker_ever_sees_a_request_that_fits_no_pupil(world, enter):
    row = ask_for_noor("kees", naam="Zomaar Iemand")
    assert row.groeidocument is None and row.reden == ""
    for name in ("ria", "anja", "joke"):
        client = enter(name)
        assert client.get(page(row)).status_code == 404
        assert str(row.pk) not in text(client, "/groeidocumenten/")
    with pytest.raises(NotNow):
        confirm(viewer=viewer("ria"), opening=row.pk)


def test_a_refusal_looks_to_the_asker_like_no_answer(world, enter):
    row = ask_for_noor("kees")
    refuse(viewer=viewer("ria"), opening=row.pk)
    kees = enter("kees")
    assert "Wacht op bevestiging" in text(kees, page(row)) and "eweigerd" not in text(kees, LIJST)
    with time_machine.travel(row.vervalt_op, tick=False):
        assert "Niet bevestigd" in text(enter("kees"), page(row))
    assert "Geweigerd" in text(enter("anja"), page(row)), "who oversees it sees it"


def test_only_the_second_person_gets_a_mail_and_only_when_there_is_a_pupil(world, enter, django_capture_on_commit_callbacks):
    kees = enter("kees")
    with django_capture_on_commit_callbacks(execute=True):
        kees.post(LIJST, form(naam="Zomaar Iemand"))
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        kees.post(LIJST, form())
    [sent] = mail.outbox
    assert sent.to == ["ria@demo.example"] and "Noorkanarie" not in sent.subject + sent.body and "noodkanarie" not in sent.body


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("noorkanarie jansen", True),
        ("  Noorkanarie   Jánsen ", True),
        ("Noorkanarie", False),
        ("Jansen", False),
        ("Noorkanarie Jansens", False),
        ("%", False),
    ],
)
def test_the_whole_name_must_be_right_its_capitals_and_accents_need_not(name, found, world):
    assert (ask_for_noor("kees", naam=name).groeidocument is not None) == found


def test_the_birth_date_must_be_right_and_the_school_too(world, person):
    assert ask_for_noor("kees", geboortedatum=NOOR[1] + timedelta(days=1)).groeidocument is None
    assert ask_for_noor("kees", naam="Daankanarie Mulder").groeidocument is None


def test_somebody_who_guesses_names_is_stopped_and_still_told_nothing(world, enter):
    kees = enter("kees")
    for number in range(MOST_PER_DAY - 1):  # one was asked when the world was made
        assert kees.post(LIJST, form(naam=f"Kind {number}")).status_code == 302
    for name in (NOOR[0], "Zomaar Iemand"):
        answer = kees.post(LIJST, form(naam=name))
        assert answer.status_code == 429 and "Bel de intern begeleider" in answer.content.decode()
    with pytest.raises(TooOften):
        ask_for_noor("kees")
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        assert ask_for_noor("kees").groeidocument is not None


def test_a_double_click_asks_once(world, enter):
    kees, sent = enter("kees"), form()
    before = Noodopening.unguarded.count()
    for _ in range(2):
        assert kees.post(LIJST, sent).status_code == 302
    assert Noodopening.unguarded.count() == before + 1


def test_who_can_open_the_file_already_is_told_so(world, enter):
    answer = enter("joke").post(LIJST, form())
    assert answer.status_code == 422 and "U kunt dit groeidocument al openen" in answer.content.decode()


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"reden": "te kort"}, "ten minste 20 tekens"),
        ({"reden": " x" * 19}, "ten minste 20 tekens"),
        ({"naam": ""}, "Vul dit in."),
        ({"geboortedatum": "morgen"}, "geldige datum"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(other, message, world, enter):
    before = Noodopening.unguarded.count()
    answer = enter("kees").post(LIJST, form(**other))
    shown = answer.content.decode()
    assert answer.status_code == 422 and message in shown and Noodopening.unguarded.count() == before
    assert "noodkanarie" in shown or "reden" in other


def test_the_second_person_must_work_at_the_school_today(world, enter, person):
    for stranger in ("mehmet", "oud_ib", "nog_niet_ib", "fatima", "kees", "wortel"):
        answer = enter("kees").post(LIJST, form(bevestiger=person(stranger).pk))
        assert answer.status_code == 422, stranger
        with pytest.raises(ValidationError):
            ask_for_noor("kees", stranger)


def test_who_does_not_work_at_the_school_cannot_ask_there(world, enter, person):
    horizon = School.objects.get(naam="De Horizon")
    assert enter("kees").post(LIJST, form(school=horizon.pk)).status_code == 422
    for name in ("fatima", "noor", "beheer", "wortel", "oud_ib", "gast_leest_alles"):
        assert enter(name).post(LIJST, form()).status_code == 404, name
