"""Mijn school: who heads a school manages its people and roles, and nobody reaches those of another school, gives a role too high, or raises himself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail_modeladmin.options import ModelAdmin

from accounts.access import join_school, managed_schools
from accounts.mijn_school import RolAdmin
from accounts.models import Lidmaatschap, Rol, School, SchoolGroupPermission, Soort, User
from demo.rights import give_editor_rights

LIST = "/admin/mijn-school/"
CANARY = "Horizonkanarie"
VIEWS = ("edit", "inspect", "history", "delete")


def address(action: str, pk: object = "") -> str:
    return f"{LIST}{action}/{pk}/" if pk else f"{LIST}{action}/"


@pytest.fixture
def regenboog(world):
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def horizon(world):
    """Another school, with somebody whose name must not be seen from elsewhere."""
    school = School.objects.get(naam="De Horizon")
    stranger = User.objects.create_user("vreemd", "vreemd@test.example", soort=Soort.MEDEWERKER, first_name=CANARY, last_name="Vreemd")
    join_school(user=stranger, school=school, rol=Rol.LEERKRACHT)
    return school


@pytest.fixture
def ria(enter):
    return enter("ria")


def form(**sent):
    today = timezone.localdate()
    said = {"van": today.isoformat(), "tot": ""} | sent
    return {name: value.pk if hasattr(value, "pk") else value for name, value in said.items()}


def role_of(username: str, school: School, rol: Rol = Rol.LEERKRACHT) -> Lidmaatschap:
    return Lidmaatschap.objects.valid().get(gebruiker__username=username, school=school, rol=rol)


# --- whose business it is -------------------------------------------------------------------------


def test_the_head_sees_her_own_school_and_no_other(ria, regenboog, horizon):
    page = ria.get(LIST)
    assert page.status_code == 200 and LIST in ria.get("/inloggen/beveiliging/").content.decode()
    text = page.content.decode()
    assert "Joke Bakker" in text and "Anja de Vries" in text and CANARY not in text
    for query in (
        "q=" + CANARY,
        "school__id__exact=" + str(horizon.pk),
        "gebruiker__leerling__voornaam__startswith=N",
        "export=csv",
        "export=xlsx",
        "o=-3",
        "p=x",
    ):
        answer = ria.get(f"{LIST}?{query}", follow=True)
        assert answer.status_code == 200 and f"{CANARY} Vreemd" not in answer.getvalue().decode("utf-8", "replace"), query


def test_every_view_about_a_role_elsewhere_does_not_exist(ria, regenboog, horizon):
    elsewhere = Lidmaatschap.objects.get(gebruiker__username="vreemd")
    for action in VIEWS:
        for method in ("get", "post"):
            answer = getattr(ria, method)(address(action, elsewhere.pk), form(rol="ib", gebruiker=elsewhere.gebruiker, school=horizon))
            assert answer.status_code in (302, 404) and CANARY not in answer.content.decode(), f"{method} {action}"
    elsewhere.refresh_from_db()
    assert elsewhere.tot is None and elsewhere.rol == Rol.LEERKRACHT


def test_every_view_of_the_room_is_in_the_test_above():
    """A view that is added later has to be thought of."""
    made = {url.name.rpartition("_")[2] for url in RolAdmin().get_admin_urls_for_registration()}
    assert made == {"index", "create", "history", *VIEWS}, made
    assert issubclass(RolAdmin, ModelAdmin)


@pytest.mark.parametrize("name", ["anja", "joke", "fatima", "noor", "redactie", "eindredactie", "niemand"])
def test_nobody_else_has_this_room(name, enter, person, regenboog):
    give_editor_rights({who: person(who) for who in ("redactie", "eindredactie", "beheer")})
    client, row = enter(name), role_of("joke", regenboog)
    for where in (LIST, address("create"), *(address(action, row.pk) for action in VIEWS)):
        answer = client.get(where)
        assert answer.status_code in (302, 404) and "Bakker" not in answer.content.decode(), where
    before = Lidmaatschap.objects.count()
    client.post(address("create"), form(gebruiker=person("joke"), school=regenboog, rol="ib"))
    client.post(address("edit", row.pk), {"tot": timezone.localdate().isoformat()})
    row.refresh_from_db()
    assert Lidmaatschap.objects.count() == before and row.tot is None


def test_the_rest_of_the_admin_leads_back_here(ria, regenboog):
    for where in (
        "/admin/",
        "/admin/pages/",
        "/admin/reports/site-history/",
        "/admin/images/",
        "/admin/choose-page/",
        "/admin/api/main/pages/",
        "/admin/nergens/",
    ):
        for method in ("get", "post"):
            answer = getattr(ria, method)(where)
            assert answer.status_code == 302 and answer["Location"] == LIST, where


def test_the_right_to_enter_counts_in_the_room_alone(ria, regenboog, person):
    request = ria.get(LIST).wsgi_request
    assert request.user.has_perm("wagtailadmin.access_admin")
    for where in ("/", "/groeidocumenten/", "/start/"):
        assert not ria.get(where).wsgi_request.user.has_perm("wagtailadmin.access_admin"), where
    assert not person("ria").has_perm("wagtailadmin.access_admin")


def test_it_ends_with_the_role_in_a_session_that_is_open(ria, regenboog):
    assert ria.get(LIST).status_code == 200
    Lidmaatschap.objects.filter(gebruiker__username="ria").update(van="2020-01-01", tot=timezone.localdate() - timedelta(days=1))
    assert ria.get(LIST).status_code == 302
    assert ria.get("/admin/").status_code == 302


@pytest.mark.parametrize("half", ["grant", "role"])
def test_both_the_grant_and_the_role_are_needed(half, ria, regenboog, person):
    if half == "grant":
        SchoolGroupPermission.objects.filter(permission__codename="beheren").delete()
    else:
        Lidmaatschap.objects.filter(gebruiker__username="ria").delete()
    assert not managed_schools(person("ria")).exists()
    assert ria.get(LIST).status_code == 302


def test_the_administrator_manages_all_schools_of_the_samenwerkingsverband_and_reads_no_file(enter, person, world, horizon):
    give_editor_rights({who: person(who) for who in ("redactie", "eindredactie", "beheer")})
    beheer = enter("beheer")
    assert CANARY in beheer.get(f"{LIST}?q={CANARY}").content.decode()
    assert beheer.get(f"/groeidocumenten/{world.noor}/").status_code == 404


# --- giving ---------------------------------------------------------------------------------------


def test_the_head_appoints_the_next_ib_er(ria, regenboog, person, enter, world):
    joke = person("joke")
    assert ria.post(address("create"), form(gebruiker=joke, school=regenboog, rol="ib")).status_code == 302
    made = role_of("joke", regenboog, Rol.IB)
    assert made.groep is not None and joke.groups.filter(pk=made.groep_id).exists()
    assert enter("joke").get(f"/groeidocumenten/{world.noor}/delen/").status_code == 200
    line = ModelLogEntry.objects.get(object_id=str(made.pk))
    assert line.user.username == "ria" and "Bakker" not in line.label
    assert "ria" in ria.get(address("history", made.pk)).content.decode().lower()


WRONG = {
    "herself": lambda made: form(gebruiker=made["ria"], school=made["regenboog"], rol="ib"),
    "a role too high": lambda made: form(gebruiker=made["joke"], school=made["regenboog"], rol="directeur"),
    "a role of the samenwerkingsverband": lambda made: form(gebruiker=made["joke"], school=made["regenboog"], rol="beheerder"),
    "another school": lambda made: form(gebruiker=made["joke"], school=made["horizon"], rol="ib"),
    "no school": lambda made: form(gebruiker=made["joke"], school="", rol="ib"),
    "a parent": lambda made: form(gebruiker=made["fatima"], school=made["regenboog"], rol="leerkracht"),
    "a guest": lambda made: form(gebruiker=made["gast"], school=made["regenboog"], rol="leerkracht"),
    "a stranger": lambda made: form(gebruiker=made["vreemd"], school=made["regenboog"], rol="leerkracht"),
    "an end before the beginning": lambda made: form(gebruiker=made["anja"], school=made["regenboog"], rol="leerkracht", tot="2020-01-01"),
    "twice": lambda made: form(gebruiker=made["joke"], school=made["regenboog"], rol="leerkracht"),
    "nonsense": lambda made: form(gebruiker="x", school="y", rol="z", van="gisteren"),
}


@pytest.mark.parametrize("sent", WRONG.values(), ids=WRONG)
def test_what_may_not_be_given_is_refused_and_changes_nothing(sent, ria, regenboog, horizon, person, world):
    made = {name: person(name) for name in ("ria", "joke", "anja", "fatima")}
    made |= {"regenboog": regenboog, "horizon": horizon, "vreemd": User.objects.get(username="vreemd")}
    made["gast"] = User.objects.filter(soort=Soort.GAST).first()
    before = set(Lidmaatschap.objects.values_list("pk", "tot"))
    answer = ria.post(address("create"), sent(made))
    assert answer.status_code == 200 and answer.context["form"].errors
    assert set(Lidmaatschap.objects.values_list("pk", "tot")) == before


# --- ending ---------------------------------------------------------------------------------------


def test_a_role_ends_on_its_last_day_also_in_an_open_session(ria, regenboog, enter, world):
    joke = enter("joke")
    assert joke.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    row = role_of("joke", regenboog)
    answer = ria.post(address("edit", row.pk), {"tot": timezone.localdate().isoformat()})
    assert answer.status_code == 302
    assert joke.get(f"/groeidocumenten/{world.noor}/").status_code == 200, "the last day still counts"
    Lidmaatschap.objects.filter(pk=row.pk).update(van="2020-01-01", tot=timezone.localdate() - timedelta(days=1))
    assert joke.get(f"/groeidocumenten/{world.noor}/").status_code == 404


def test_only_the_last_day_moves(ria, regenboog, person):
    row = role_of("joke", regenboog)
    sent = form(tot=timezone.localdate().isoformat(), rol="directeur", gebruiker=person("ria"), van="2000-01-01")
    assert ria.post(address("edit", row.pk), sent).status_code == 302
    was = (row.rol, row.gebruiker_id, row.van)
    row.refresh_from_db()
    assert (row.rol, row.gebruiker_id, row.van) == was and row.tot == timezone.localdate()


def test_the_past_cannot_be_changed(ria, regenboog):
    row = role_of("joke", regenboog)
    Lidmaatschap.objects.filter(pk=row.pk).update(van="2020-01-01")
    answer = ria.post(address("edit", row.pk), {"tot": (timezone.localdate() - timedelta(days=1)).isoformat()})
    assert answer.status_code == 200 and "al voorbij" in answer.content.decode()
    over = Lidmaatschap.objects.get(gebruiker__username="oud_ib")
    assert ria.post(address("edit", over.pk), {"tot": ""}).status_code == 302
    over.refresh_from_db()
    assert over.tot is not None


def test_nobody_moves_the_own_role_or_one_that_is_the_samenwerkingsverbands(ria, regenboog, person):
    for row in Lidmaatschap.objects.filter(school=regenboog, rol=Rol.DIRECTEUR):
        assert ria.post(address("edit", row.pk), {"tot": timezone.localdate().isoformat()}).status_code == 302
        row.refresh_from_db()
        assert row.tot is None


def test_nothing_is_deleted(ria, regenboog):
    row = role_of("joke", regenboog)
    assert ria.post(address("delete", row.pk)).status_code == 302
    assert Lidmaatschap.objects.filter(pk=row.pk).exists()


# --- speed ----------------------------------------------------------------------------------------


def test_the_list_asks_as_much_for_many_as_for_few(ria, regenboog):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ria.get(LIST).status_code == 200
        return len(captured)

    asked()
    few = asked()
    for number in range(15):
        user = User.objects.create_user(f"meer{number}", soort=Soort.MEDEWERKER, first_name="Meer", last_name=str(number))
        join_school(user=user, school=regenboog, rol=Rol.LEERKRACHT)
    assert asked() == few
    assert reverse("collegas") in ria.get(LIST).content.decode()
