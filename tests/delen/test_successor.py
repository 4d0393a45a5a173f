"""An IB'er left: links go on for fourteen days with somebody else to answer for them, and end unless a successor confirms (besluiten-vooraf 5)."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.access import join_school
from accounts.models import Rol, School
from groeidocumenten.delen.beheer import confirm
from groeidocumenten.delen.notices import contacts_of
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Toegangslink
from tests.delen.acting import linked, state, works

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def successor(world, person):
    """Kees guides the school too; he was a teacher only."""
    kees = person("kees")
    join_school(user=kees, school=School.objects.get(naam="De Regenboog"), rol=Rol.IB)
    return kees


@pytest.fixture
def link(opened):
    return linked(opened(recht=Recht.DELEN), geldig_tot=timezone.now() + timedelta(days=60)).link


def leaves(user, days_ago: int = 1) -> None:
    user.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=days_ago))


def test_a_link_of_who_left_goes_on_for_fourteen_days_and_ends_at_midnight(link, person):
    last_day = timezone.localdate() + timedelta(days=2)
    person("anja").lidmaatschappen.update(tot=last_day)
    assert state(link) == "nog niet gebruikt", "not before the last day is over"
    end = datetime.combine(last_day + timedelta(days=15), datetime.min.time(), AMSTERDAM)
    for moment, opens, word in (
        (end - timedelta(days=14, seconds=1), True, "nog niet gebruikt"),
        (end - timedelta(days=14), True, "te bevestigen"),
        (end - timedelta(seconds=1), True, "te bevestigen"),
        (end, False, "niet bevestigd"),
        (end + timedelta(seconds=1), False, "niet bevestigd"),
    ):
        with time_machine.travel(moment, tick=False):
            assert (works(link), state(link)) == (opens, word), moment


def test_it_waits_for_the_successor_who_confirms_it(world, link, person, successor, enter):
    leaves(person("anja"))
    kees = enter("kees")
    place = reverse("delen:link_bevestigen", args=[world.noor, link.pk])
    assert place in kees.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert re.search(r"links? te bevestigen", kees.get("/groeidocumenten/").content.decode())
    assert str(link.pk) in kees.get(reverse("links:alle") + "?stand=bevestigen").content.decode()
    assert "Anja de Vries begeleidt deze school niet meer" in kees.get(place).content.decode()
    assert kees.post(place).status_code == 302
    fresh = Toegangslink.unguarded.get(pk=link.pk)
    assert (fresh.contact, fresh.uitgegeven_door) == (successor, person("anja")), "who made it stays written down"
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert works(link)


def test_several_are_confirmed_at_once_or_none(world, person, successor, enter, opened):
    noor, sem = opened(recht=Recht.DELEN), opened(recht=Recht.DELEN, file="sem")
    mine = [linked(noor).link, linked(sem).link]
    foreign = linked(open_dossier(Viewer(user=person("mehmet")), world.daan, Recht.DELEN), ground_of_daan(world, person)).link
    leaves(person("anja"))
    kees, place = enter("kees"), reverse("links:bevestigen")
    assert kees.post(place, {"link": [str(one.pk) for one in (*mine, foreign)]}).status_code == 404
    assert not Toegangslink.unguarded.filter(contact=successor).exists(), "one that is not his, and nothing changes"
    assert kees.post(place, {"link": [str(one.pk) for one in mine]}).status_code == 302
    assert Toegangslink.unguarded.filter(contact=successor).count() == 2
    for nonsense in ("x", "1 OR 1=1", ""):
        assert kees.post(place, {"link": [nonsense]}).status_code == 404


def ground_of_daan(world, person):
    from tests.delen.test_managing import world_ground

    return world_ground(open_dossier(Viewer(user=person("mehmet")), world.daan, Recht.DELEN))


def test_after_fourteen_days_nobody_confirms_it_any_more(world, link, person, successor):
    leaves(person("anja"), days_ago=15)
    his = open_dossier(Viewer(user=successor), world.noor, Recht.DELEN)
    with pytest.raises(ValidationError, match="al gestopt"):
        confirm(geopend=his, link=link.pk)


def test_an_account_that_was_switched_off_counts_from_that_moment(link, person):
    anja = person("anja")
    anja.is_active = False
    anja.save()
    off = anja.gedeactiveerd_op
    for seconds, opens in ((-1, True), (0, False), (1, False)):
        with time_machine.travel(off + timedelta(days=14, seconds=seconds), tick=False):
            assert works(link) == opens, seconds
    assert state(link) == "te bevestigen"
    anja.is_active = True
    anja.save()
    assert works(link) and anja.gedeactiveerd_op is None


def test_without_any_date_it_ends_at_once(link, person):
    """Fail closed: a membership that was removed, or an account switched off past the model, leaves nothing to count from."""
    anja = person("anja")
    type(anja).objects.filter(pk=anja.pk).update(is_active=False)
    assert not works(link) and state(link) == "niet bevestigd"
    type(anja).objects.filter(pk=anja.pk).update(is_active=True)
    assert works(link)
    anja.lidmaatschappen.all().delete()
    assert not works(link)
    Toegangslink.unguarded.filter(pk=link.pk).update(contact=None)
    assert not works(link)


@pytest.mark.parametrize("change", [{"rol": Rol.LEERKRACHT}, {"rol": Rol.DIRECTEUR}])
def test_another_role_does_not_answer_for_links(change, link, person):
    person("anja").lidmaatschappen.update(**change)
    assert not works(link)


def test_mail_about_a_link_goes_to_who_is_there_now(link, person, successor):
    assert contacts_of(link) == [person("anja")]
    leaves(person("anja"))
    assert contacts_of(Toegangslink.unguarded.get(pk=link.pk)) == [successor]


def test_a_guest_who_is_inside_is_out_when_the_days_are_over(world, link, person, enter):
    made = world.guests["gast_leest_alles"]
    Toegangslink.unguarded.filter(pk=made.link.pk).update(geldig_tot=timezone.now() + timedelta(days=60))
    guest = enter("gast_leest_alles")
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    leaves(person("anja"), days_ago=15)
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 403
