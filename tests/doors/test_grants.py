"""What a grant is worth: its row, its period and its ground, all three, at this very moment."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.utils import timezone
from guardian.models import GroupObjectPermission, UserObjectPermission
from guardian.shortcuts import assign_perm
from guardian.utils import get_group_obj_perms_model, get_user_obj_perms_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Lidmaatschap, Rol, School, SchoolGroupPermission, Soort
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for, grant, leerlingen_for, open_dossier, withdraw
from groeidocumenten.dossiers.actions import assign_leerkracht, end_leerkracht
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, GroeidocumentUserPermission, Grond

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def opens(user, pk: UUID, recht: Recht = Recht.LEZEN) -> bool:
    """What the door says; list and detail must agree in every test."""
    viewer = Viewer(user=type(user).objects.get(pk=user.pk))
    listed = dossiers_for(viewer, recht).filter(pk=pk).exists()
    try:
        open_dossier(viewer, pk, recht)
    except Http404:
        opened = False
    else:
        opened = True
    assert listed == opened, "the list and the detail disagree"
    return opened


def midnight(days: int = 0) -> datetime:
    """The beginning of a day in Amsterdam, counted from today."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), datetime.min.time()), AMSTERDAM)


def test_guardian_is_asked_through_tables_that_die_with_the_file(world, person):
    noor = Groeidocument.unguarded.get(pk=world.noor)
    assert get_user_obj_perms_model(noor) is GroeidocumentUserPermission
    assert get_group_obj_perms_model(School.objects.first()) is SchoolGroupPermission
    assert not UserObjectPermission.objects.exists() and not GroupObjectPermission.objects.exists()
    assert GroeidocumentUserPermission.objects.filter(user=person("fatima"), content_object=noor).exists(), "a positive control"


def test_every_model_wide_permission_opens_no_file(world, person):
    niemand = person("niemand")
    niemand.user_permissions.set(Permission.objects.all())
    assert niemand.has_perm("dossiers.lezen"), "a positive control"
    for recht in Recht:
        assert not dossiers_for(Viewer(user=niemand), recht).exists()
    assert not leerlingen_for(Viewer(user=niemand)).exists()


def test_rows_of_guardian_without_a_ground_open_nothing(world, person):
    niemand, noor = person("niemand"), Groeidocument.unguarded.get(pk=world.noor)
    for recht in Recht:
        assign_perm(f"dossiers.{recht.value}", niemand, noor)
    for grond in Grond:
        GroeidocumentUserPermission.objects.filter(user=niemand).update(grond=grond)
        assert not opens(niemand, world.noor), grond


def test_the_group_of_a_school_without_a_lidmaatschap_opens_nothing(world, person):
    niemand = person("niemand")
    niemand.groups.set(Group.objects.filter(name__startswith="school:"))
    assert not opens(niemand, world.noor) and not leerlingen_for(Viewer(user=niemand)).exists()


def test_a_lidmaatschap_without_the_grant_of_its_group_opens_nothing(world, person):
    Lidmaatschap.objects.create(gebruiker=person("niemand"), school=School.objects.get(naam="De Regenboog"), rol=Rol.IB)
    assert not opens(person("niemand"), world.noor)


def test_a_deactivated_person_opens_nothing_in_an_open_session(world, enter, person):
    for name in ("anja", "fatima", "joke", "noor"):
        client = enter(name)
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 200
        user = person(name)
        user.is_active = False
        user.save()
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 302
        assert not opens(user, world.noor)


def test_a_deactivated_guest_opens_nothing_in_an_open_session(world, enter):
    client = enter("gast_leest_alles")
    link = world.guests["gast_leest_alles"].link
    type(link.gebruiker).objects.filter(pk=link.gebruiker_id).update(is_active=False)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code in (403, 404)


def test_a_dated_grant_ends_on_its_very_second(world, person, opened):
    joke, tot = person("joke"), timezone.now().replace(microsecond=0) + timedelta(hours=5)
    assign_leerkracht(geopend=opened(recht=Recht.DELEN), leerkracht=joke, tot=tot)
    for seconds, expected in ((-1, True), (0, False), (1, False)):
        with time_machine.travel(tot + timedelta(seconds=seconds), tick=False):
            assert opens(joke, world.noor) == expected, seconds


def test_a_dated_grant_does_not_begin_before_its_moment(world, person):
    van = timezone.now() + timedelta(hours=5)
    grant(Groeidocument.unguarded.get(pk=world.sem), person("joke"), {Recht.LEZEN}, grond=Grond.LIDMAATSCHAP, van=van)
    for seconds, expected in ((-1, False), (0, True)):
        with time_machine.travel(van + timedelta(seconds=seconds), tick=False):
            assert opens(person("joke"), world.sem) == expected


@pytest.mark.parametrize(("name", "file"), [("anja", "noor"), ("joke", "noor")])
def test_a_lidmaatschap_counts_from_midnight_until_midnight_in_amsterdam(world, person, name, file):
    user, pk = person(name), getattr(world, file)
    first, last = timezone.localdate() + timedelta(days=3), timezone.localdate() + timedelta(days=5)
    Lidmaatschap.objects.filter(gebruiker=user).update(van=first, tot=last)
    moments = {midnight(3) - timedelta(seconds=1): False, midnight(3): True, midnight(6) - timedelta(seconds=1): True, midnight(6): False}
    for moment, expected in moments.items():
        with time_machine.travel(moment, tick=False):
            assert opens(user, pk) == expected, moment


def test_gezag_ends_at_midnight_after_its_last_day(world, enter, person):
    Gezagsrelatie.unguarded.filter(gebruiker=person("peter")).update(geldig_tot=timezone.localdate() + timedelta(days=2))
    with time_machine.travel(midnight(3) - timedelta(seconds=1), tick=False):
        assert opens(person("peter"), world.noor)
        client = enter("peter")
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    with time_machine.travel(midnight(3), tick=False):
        assert not opens(person("peter"), world.noor)
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 404
        assert opens(person("fatima"), world.noor), "the other parent keeps access"


def test_the_door_counts_days_in_amsterdam_when_the_clock_changes(world, person):
    Lidmaatschap.objects.filter(gebruiker=person("anja")).update(van=datetime(2027, 3, 28).date(), tot=datetime(2027, 10, 31).date())
    for moment, expected in {
        datetime(2027, 3, 27, 22, 59, 59, tzinfo=ZoneInfo("UTC")): False,
        datetime(2027, 3, 27, 23, 0, 0, tzinfo=ZoneInfo("UTC")): True,
        datetime(2027, 10, 31, 22, 59, 59, tzinfo=ZoneInfo("UTC")): True,
        datetime(2027, 10, 31, 23, 0, 0, tzinfo=ZoneInfo("UTC")): False,
    }.items():
        with time_machine.travel(moment, tick=False):
            assert opens(person("anja"), world.noor) == expected, moment


def test_a_teacher_who_becomes_director_keeps_no_file(world, person):
    assert opens(person("joke"), world.noor)
    Lidmaatschap.objects.filter(gebruiker=person("joke")).update(rol=Rol.DIRECTEUR)
    assert not opens(person("joke"), world.noor)


def test_a_mother_who_teaches_here_keeps_her_own_right_when_she_stops_teaching(world, person, opened):
    fatima, geopend = person("fatima"), opened(recht=Recht.DELEN)
    Lidmaatschap.objects.create(gebruiker=fatima, school=geopend.groeidocument.school, rol=Rol.LEERKRACHT)
    assign_leerkracht(geopend=geopend, leerkracht=fatima, tot=timezone.now() + timedelta(hours=1))
    assert not opens(fatima, world.noor, Recht.SCHRIJVEN), "a role in a school counts only for a medewerker"
    fatima.soort = Soort.MEDEWERKER
    fatima.save()
    assert opens(fatima, world.noor, Recht.SCHRIJVEN)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert opens(fatima, world.noor) and not opens(fatima, world.noor, Recht.SCHRIJVEN)
    end_leerkracht(geopend=geopend, leerkracht=fatima)
    assert opens(fatima, world.noor, Recht.AANVULLEN) and not opens(fatima, world.noor, Recht.SCHRIJVEN)


def test_grants_die_with_the_person_and_with_the_file(world, person):
    rows = GroeidocumentUserPermission.objects
    assert rows.filter(user=person("joke")).exists()
    person("joke").delete()
    assert not rows.filter(user__username="joke").exists()
    file = Groeidocument.unguarded.filter(pk=world.daan)
    grant(file.get(), person("niemand"), {Recht.LEZEN}, grond=Grond.GEZAG)
    file.delete()
    assert not rows.filter(content_object=world.daan).exists()
    assert not rows.filter(permission__content_type=ContentType.objects.get_for_model(School)).exists()


PEOPLE = ("anja", "mehmet", "joke", "kees", "fatima", "buurvrouw", "ex_ouder", "noor", "niemand", "wortel")
one_grant = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(("noor", "sem", "daan")),
    st.sets(st.sampled_from(list(Recht)), min_size=1),
    st.sampled_from(list(Grond)),
    st.integers(-2, 2),
    st.one_of(st.none(), st.integers(-1, 3)),
    st.booleans(),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grants=st.lists(one_grant, min_size=1, max_size=5))
def test_list_and_detail_agree_whatever_was_granted(world, person, grants):
    list_and_detail_agree(world, person, grants)


@pytest.mark.zwaar
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grants=st.lists(one_grant, max_size=8))
def test_list_and_detail_agree_whatever_was_granted_five_hundred_times(world, person, grants):
    list_and_detail_agree(world, person, grants)


def list_and_detail_agree(world, person, grants) -> None:
    for name, file, rechten, grond, begins, lasts, taken_back in grants:
        groeidocument, van = Groeidocument.unguarded.get(pk=getattr(world, file)), timezone.now() + timedelta(hours=begins)
        tot = None if lasts is None else van + timedelta(hours=max(lasts, 0))
        grant(groeidocument, person(name), rechten, grond=grond, van=van, tot=tot)
        if taken_back:
            withdraw(groeidocument, person(name), grond)
    for name in {name for name, *_ in grants}:
        viewer = Viewer(user=person(name))
        for recht in Recht:
            listed = set(dossiers_for(viewer, recht).values_list("pk", flat=True))
            assert listed == {pk for pk in (world.noor, world.sem, world.daan) if opens(viewer.user, pk, recht)}
            if name in ("niemand", "wortel"):
                assert not listed, "who has no ground sees nothing, whatever is granted"
