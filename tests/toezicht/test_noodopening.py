"""The emergency opening: two people, half an hour, reading only, and everybody who should know of it does (besluiten-vooraf 3)."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Lidmaatschap, Rol, Samenwerkingsverband, School, User
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for, grant
from groeidocumenten.dossiers.models import Groeidocument, GroeidocumentUserPermission, Grond, Handeling, Journaalregel, Noodopening
from groeidocumenten.toezicht.actions import MOST_PER_DAY, NotNow, TooOften, confirm, refuse, review, withdraw
from tests.builders.emergency import NOOR, REDEN, ask_for_noor, opened_for_noor, viewer

LIJST = "/groeidocumenten/noodopening/"


def page(row: Noodopening, act: str = "") -> str:
    return f"{LIJST}{row.pk}/{act}"


def file_of(world) -> str:
    return reverse("inhoud:dossier", args=[world.noor])


def form(**other: object) -> dict[str, object]:
    """What somebody types who asks for Noor's file."""
    second = User.objects.get(username="ria")
    school = School.objects.get(naam="De Regenboog")
    said = {"school": school.pk, "naam": NOOR[0], "geboortedatum": NOOR[1].isoformat(), "reden": REDEN, "bevestiger": second.pk}
    return said | {"verzoek": uuid.uuid4()} | other


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def newest() -> Noodopening:
    return Noodopening.unguarded.order_by("-gevraagd_op").first()


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


# --- Asking tells nothing ------------------------------------------------------------------------


def test_asking_for_a_pupil_who_is_not_there_looks_the_same(world, enter, person):
    answers = []
    for name in (NOOR[0], "Zomaar Iemand"):
        with transaction.atomic():
            kees, sent = enter("kees"), form(naam=name, verzoek=uuid.UUID(int=7))
            with time_machine.travel(timezone.now().replace(hour=12), tick=False):
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


def test_only_the_second_person_gets_a_mail_and_only_when_there_is_a_pupil(world, enter):
    kees = enter("kees")
    kees.post(LIJST, form(naam="Zomaar Iemand"))
    assert mail.outbox == []
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
