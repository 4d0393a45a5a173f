"""What an emergency opening leaves: who is told, who ends it, who reviews it, and what stands in the journaal."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Lidmaatschap, Rol, Samenwerkingsverband, School
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.models import GroeidocumentUserPermission, Grond, Handeling, Journaalregel, Noodopening
from groeidocumenten.toezicht.actions import NotNow, confirm, refuse, review, withdraw
from tests.builders.emergency import ask_for_noor, opened_for_noor, viewer
from tests.toezicht.nood import file_of, page, text

# --- Confirming ----------------------------------------------------------------------------------


def test_only_who_was_asked_confirms_and_only_once(world, person):
    row = ask_for_noor("kees")
    for name in ("kees", "anja", "joke", "mehmet", "wortel"):
        with pytest.raises(NotNow):
            confirm(viewer=viewer(name), opening=row.pk)
    confirm(viewer=viewer("ria"), opening=row.pk)
    for act in (confirm, refuse):
        with pytest.raises(NotNow):
            act(viewer=viewer("ria"), opening=row.pk)


def test_who_left_the_school_confirms_nothing_and_gets_nothing(world, person):
    yesterday, long_ago = timezone.localdate() - timedelta(days=1), timezone.localdate() - timedelta(days=9)
    row = ask_for_noor("kees")
    with transaction.atomic():
        Lidmaatschap.objects.filter(gebruiker=person("ria")).update(van=long_ago, tot=yesterday)
        with pytest.raises(NotNow):
            confirm(viewer=viewer("ria"), opening=row.pk)
        transaction.set_rollback(True)
    Lidmaatschap.objects.filter(gebruiker=person("kees")).update(van=long_ago, tot=yesterday)
    with pytest.raises(ValidationError):
        confirm(viewer=viewer("ria"), opening=row.pk)


def test_ib_er_directeur_and_fg_are_told_each_apart_and_no_pupil_is_named(world, django_capture_on_commit_callbacks):
    Samenwerkingsverband.objects.update(fg_email="fg@swv.example")
    row = ask_for_noor("kees", "joke")
    with django_capture_on_commit_callbacks(execute=True):
        confirm(viewer=viewer("joke"), opening=row.pk)
    assert sorted(address for sent in mail.outbox for address in sent.to) == [
        "anja@demo.example",
        "fg@swv.example",
        "kees@test.example",
        "ria@demo.example",
    ]
    for sent in mail.outbox:
        assert len(sent.to) == 1
        for secret in ("Noorkanarie", "Jansen", "noodkanarie", "Kees"):
            assert secret not in sent.subject + sent.body


def test_a_mail_server_that_is_down_stops_nobody(world, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.toezicht.down.Backend"
    row = ask_for_noor("kees")
    with django_capture_on_commit_callbacks(execute=True):
        confirm(viewer=viewer("ria"), opening=row.pk)
    assert dossiers_for(viewer("kees"), Recht.LEZEN).filter(pk=world.noor).exists()


# --- Afterwards ----------------------------------------------------------------------------------


def test_the_ib_er_ends_it_at_once(world, enter):
    row = opened_for_noor("kees")
    kees, anja = enter("kees"), enter("anja")
    assert "Noodopening loopt tot" in text(anja, file_of(world))
    assert kees.get(file_of(world)).status_code == 200
    anja.post(page(row, "intrekken/"), {"bevestig": "ja"})
    assert kees.get(file_of(world)).status_code == 404
    with pytest.raises(NotNow):
        withdraw(viewer=viewer("anja"), opening=row.pk)


def test_a_reader_or_a_confirmer_ends_and_reviews_nothing(world, enter):
    row = opened_for_noor("kees", "joke")
    for name in ("kees", "joke", "fatima", "mehmet"):
        for act in ("intrekken/", "beoordelen/"):
            assert enter(name).post(page(row, act), {"bevestig": "ja", "oordeel": "prima"}).status_code == 404


def test_it_stays_a_task_until_somebody_who_had_no_part_in_it_reviewed_it(world, enter, person):
    row = opened_for_noor("kees", "ria")
    with pytest.raises(NotNow):
        review(viewer=viewer("anja"), opening=row.pk, oordeel="te vroeg")
    with time_machine.travel(row.geldig_tot + timedelta(seconds=1), tick=False):
        anja, ria = enter("anja"), enter("ria")
        assert "noodopening is nog niet nagekeken" in text(anja, "/groeidocumenten/")
        assert "noodopening nakijken" in text(anja, "/groeidocumenten/")
        assert "nog niet nagekeken" not in text(ria, "/groeidocumenten/"), "she confirmed it"
        assert ria.post(page(row, "beoordelen/"), {"oordeel": "prima"}).status_code == 404
        assert anja.post(page(row, "beoordelen/"), {"oordeel": " "}).status_code == 422
        anja.post(page(row, "beoordelen/"), {"oordeel": "Terecht. Moeder gebeld."})
        assert "Terecht. Moeder gebeld." in text(anja, page(row))
        assert "nog niet nagekeken" not in text(anja, "/groeidocumenten/")
        with pytest.raises(NotNow):
            review(viewer=viewer("anja"), opening=row.pk, oordeel="nog eens")
    assert "Moeder gebeld" not in Noodopening.unguarded.get(pk=row.pk).oordeel, "sealed"


def test_the_directeur_reviews_by_reference_and_reads_no_name_of_a_pupil(world, enter):
    row = opened_for_noor("kees", "joke")
    with time_machine.travel(row.geldig_tot, tick=False):
        ria = enter("ria")
        shown = text(ria, page(row))
        assert row.groeidocument.kenmerk in shown and "Noorkanarie" not in shown
        assert ria.post(page(row, "beoordelen/"), {"oordeel": "Terecht."}).status_code == 302


def test_a_directeur_who_asks_is_an_asker_like_others(world, enter, person):
    row = ask_for_noor("ria", "joke")
    refuse(viewer=viewer("joke"), opening=row.pk)
    shown = text(enter("ria"), page(row))
    assert "Wacht op bevestiging" in shown and "enmerk" not in shown and "noodkanarie" not in shown


@pytest.mark.parametrize("name", ["fatima", "peter", "noor"])
def test_parents_and_pupil_read_who_read_and_who_confirmed_and_not_why(name, world, enter):
    opened_for_noor("kees")
    enter("kees").get(file_of(world))
    shown = text(enter(name), reverse("toezicht:gekeken", args=[world.noor]))
    assert "Kees Vos" in shown and "Ria Smit" in shown and "noodkanarie" not in shown


def test_every_step_leaves_a_line_without_the_reason(world):
    row = opened_for_noor("kees")
    withdraw(viewer=viewer("anja"), opening=row.pk)
    review(viewer=viewer("anja"), opening=row.pk, oordeel="Terecht.")
    lines = Journaalregel.unguarded.filter(onderwerp=str(row.pk)).order_by("volgnummer")
    assert [line.handeling for line in lines] == [
        Handeling.NOOD_GEVRAAGD,
        Handeling.NOOD_GEOPEND,
        Handeling.NOOD_INGETROKKEN,
        Handeling.NOOD_NAGEKEKEN,
    ]
    assert {line.groeidocument_id for line in lines} == {world.noor}


def test_withdrawing_one_ends_every_one_of_that_reader_in_that_file(world):
    first, second = opened_for_noor("kees"), None
    Noodopening.unguarded.filter(pk=first.pk).update(gevraagd_op=timezone.now() - timedelta(minutes=5))
    GroeidocumentUserPermission.objects.filter(grond=Grond.NOOD).delete()  # as if the door did not let kees in, so that he asks again
    second = opened_for_noor("kees", "joke")
    withdraw(viewer=viewer("anja"), opening=second.pk)
    assert {Noodopening.unguarded.get(pk=row.pk).state() for row in (first, second)} == {"ingetrokken"}


def test_a_role_elsewhere_is_no_role_here(world, person):
    Lidmaatschap.objects.create(gebruiker=person("kees"), school=School.objects.get(naam="De Horizon"), rol=Rol.DIRECTEUR)
    row = opened_for_noor("nood_leest")
    assert not any(one.pk == row.pk for one in Noodopening.unguarded.filter(aanvrager=person("kees")))
    from django.http import Http404

    from groeidocumenten.toezicht.openings import opening_for

    with pytest.raises(Http404):
        opening_for(Viewer(user=person("kees")), row.pk)
