"""The emergency opening: two people, half an hour, reading only, and everybody who should know of it does (besluiten-vooraf 3)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Lidmaatschap
from groeidocumenten.dossiers.access import Recht, dossiers_for, grant
from groeidocumenten.dossiers.models import Groeidocument, GroeidocumentUserPermission, Grond, Noodopening
from groeidocumenten.toezicht.actions import NotNow, confirm
from tests.builders.emergency import ask_for_noor, opened_for_noor, viewer
from tests.toezicht.nood import LIJST, file_of, form, newest, page, text

# --- From asking to reading ----------------------------------------------------------------------


def test_a_colleague_asks_a_second_one_confirms_and_the_first_reads(world, enter):
    kees, ria = enter("kees"), enter("ria")
    assert kees.get(file_of(world)).status_code == 404
    kees.post(LIJST, form())
    assert kees.get(file_of(world)).status_code == 404, "asking opens nothing"
    assert "Kees Vos vraagt u een noodopening te bevestigen" in text(ria, "/groeidocumenten/")
    asked = text(ria, page(newest()))
    assert "Kees Vos" in asked and "noodkanarie" in asked and "14 mei 2016" in asked
    ria.post(page(newest(), "bevestigen/"), {"bevestig": "ja"})
    opened = text(kees, file_of(world))
    assert "Noodopening tot" in opened
    assert "Uw noodopening loopt tot" in text(kees, "/groeidocumenten/")
    assert ria.get(file_of(world)).status_code == 404, "who confirms reads nothing"


def test_a_press_that_was_not_meant_confirms_nothing(world, enter):
    row = ask_for_noor("kees")
    enter("ria").post(page(row, "bevestigen/"))
    assert newest().state() == "wacht"


def test_every_page_of_the_file_carries_the_banner_and_nothing_can_be_written(world, enter):
    opened_for_noor("kees")
    kees = enter("kees")
    for name in ("doelen:lijst", "gesprekken:lijst", "documenten:lijst", "vragen:lijst", "inhoud:wijzigingen", "bewaren:printen"):
        assert "Noodopening tot" in text(kees, reverse(name, args=[world.noor])), name
    assert dossiers_for(viewer("kees"), Recht.LEZEN).filter(pk=world.noor).exists()
    for recht in set(Recht) - {Recht.LEZEN}:
        assert not dossiers_for(viewer("kees"), recht).filter(pk=world.noor).exists(), recht


def test_it_ends_on_its_very_second_in_an_open_session(world, enter):
    row = opened_for_noor("kees")
    kees, end = enter("kees"), row.geldig_tot
    assert end - row.bevestigd_op == timedelta(minutes=30)
    for seconds, status in ((-1, 200), (0, 404), (1, 404)):
        with time_machine.travel(end + timedelta(seconds=seconds), tick=False):
            assert kees.get(file_of(world)).status_code == status, seconds
            assert ("Noorkanarie" in text(kees, "/groeidocumenten/")) == (status == 200)


def test_a_request_is_over_an_hour_after_it_was_made(world, enter):
    row = ask_for_noor("kees")
    for seconds, confirmed in ((1, False), (0, False), (-1, True)):
        with time_machine.travel(row.vervalt_op + timedelta(seconds=seconds), tick=False):
            if confirmed:
                confirm(viewer=viewer("ria"), opening=row.pk)
            else:
                with pytest.raises(NotNow):
                    confirm(viewer=viewer("ria"), opening=row.pk)


# --- Row, opening and lidmaatschap ---------------------------------------------------------------


def test_the_row_the_opening_and_the_lidmaatschap_are_all_three_needed(world, person):
    row, kees = opened_for_noor("kees"), viewer("kees")

    def reads() -> bool:
        return dossiers_for(kees, Recht.LEZEN).filter(pk=world.noor).exists()

    assert reads()
    takes = {
        "the row": GroeidocumentUserPermission.objects.filter(user=kees.user, grond=Grond.NOOD),
        "the lidmaatschap": Lidmaatschap.objects.filter(gebruiker=kees.user),
        "the opening": Noodopening.unguarded.filter(pk=row.pk),
    }
    for what, rows in takes.items():
        with transaction.atomic():
            rows.delete()
            assert not reads(), what
            transaction.set_rollback(True)
    assert reads()


@pytest.mark.parametrize("change", [{"bevestigd_op": None, "geldig_tot": None}, {"ingetrokken_op": timezone.now()}])
def test_an_opening_that_is_not_confirmed_or_was_withdrawn_opens_nothing(change, world):
    row = opened_for_noor("kees")
    Noodopening.unguarded.filter(pk=row.pk).update(**change)
    assert not dossiers_for(viewer("kees"), Recht.LEZEN).filter(pk=world.noor).exists()


def test_an_opening_of_somebody_else_or_of_another_file_opens_nothing(world, person):
    row = opened_for_noor("kees")
    Noodopening.unguarded.filter(pk=row.pk).update(groeidocument=world.daan)
    assert not dossiers_for(viewer("kees"), Recht.LEZEN).filter(pk__in=[world.noor, world.daan]).exists()
    Noodopening.unguarded.filter(pk=row.pk).update(groeidocument=world.noor, aanvrager=person("niemand"))
    assert not dossiers_for(viewer("kees"), Recht.LEZEN).filter(pk=world.noor).exists()


def test_a_row_of_this_ground_gives_reading_and_nothing_else(world, person):
    opened_for_noor("kees")
    grant(Groeidocument.unguarded.get(pk=world.noor), person("kees"), set(Recht), grond=Grond.NOOD)
    for recht in set(Recht) - {Recht.LEZEN}:
        assert not dossiers_for(viewer("kees"), recht).filter(pk=world.noor).exists(), recht


def test_who_becomes_a_parent_meanwhile_reads_as_a_parent(world, person):
    from groeidocumenten.dossiers.access import open_dossier
    from groeidocumenten.dossiers.actions import OUDER_RECHTEN
    from groeidocumenten.dossiers.models import Gezagsrelatie

    opened_for_noor("kees")
    noor = Groeidocument.unguarded.get(pk=world.noor)
    assert open_dossier(viewer("kees"), noor.pk, Recht.LEZEN).lezer == "school"
    Gezagsrelatie.unguarded.create(leerling=noor.leerling, gebruiker=person("kees"), naam="Kees", soort="ouder_met_gezag", bron="b")
    grant(noor, person("kees"), OUDER_RECHTEN, grond=Grond.GEZAG)
    geopend = open_dossier(viewer("kees"), noor.pk, Recht.LEZEN)
    assert geopend.lezer == "ouder" and geopend.nood_tot is None


def test_the_second_person_is_somebody_else_also_for_the_database(world, person):
    with pytest.raises(ValidationError):
        ask_for_noor("kees", "kees")
    row = ask_for_noor("kees")
    with pytest.raises(IntegrityError), transaction.atomic():
        Noodopening.unguarded.filter(pk=row.pk).update(bevestiger=person("kees"))


def test_the_page_of_access_hides_nobody_who_reads_in_an_emergency(world, enter):
    anja, where = enter("anja"), reverse("delen:toegang", args=[world.noor])
    assert "noodopening, leest tot" not in text(anja, where)
    row = opened_for_noor("kees")
    assert f"leest tot {timezone.localtime(row.geldig_tot):%H:%M} uur" in text(anja, where)
