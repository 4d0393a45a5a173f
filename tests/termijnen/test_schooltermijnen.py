"""The terms of a school: by name for who guides it, by reference for who heads it, most urgent first, with as many queries for many as for one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.models import Groeidocument, Leerling
from groeidocumenten.opp.models import Opp
from groeidocumenten.termijnen.lijst import narrowed, rows_of, school_or_404
from groeidocumenten.termijnen.telling import attention
from tests.builders.terms import start_term
from tests.doors.test_queries import start_files, version


@pytest.fixture
def address(world):
    return reverse("termijnen:schooltermijnen", args=[School.objects.get(naam="De Regenboog").pk])


def rows(person, name="anja"):
    viewer = Viewer(user=person(name))
    return rows_of(viewer, school_or_404(viewer, School.objects.get(naam="De Regenboog").pk))


def spread(world, person):
    """Six files, each at another moment of its six weeks; the oldest is late."""
    made = start_files(person("anja"), version(1), 6)
    for pk, ago in zip(made, (0, 28, 34, 35, 42, 43), strict=True):
        start_term(person("anja"), pk, timezone.localdate() - timedelta(days=ago))
    return made


def test_the_list_tells_what_is_late_and_what_is_nearly_so_first(world, person):
    made = spread(world, person)
    found = {row.pk: row.woord for row in rows(person)}
    assert [found[pk].soort for pk in made] == ["loopt", "vier", "vier", "vijf", "vijf", "te_laat"]
    assert [found[pk].tekst for pk in made[3:]] == ["Nog 7 dagen", "Vandaag is de laatste dag", "1 dag te laat"]
    # Of equal urgency the one whose last day comes first.
    assert [row.pk for row in rows(person)][:5] == [made[5], made[4], made[3], made[2], made[1]]
    assert {row.pk for row in narrowed(rows(person), "aandacht", "")} >= set(made[1:])
    assert [row.pk for row in narrowed(rows(person), "te_laat", "")] == [made[5]]
    assert narrowed(rows(person), "te_laat", "8") == [] and len(narrowed(rows(person), "onzin", "")) == len(rows(person))


def test_a_directeur_reads_references_and_no_name(world, person, enter, address):
    spread(world, person)
    page = enter("ria").get(address).content.decode()
    assert "1 dag te laat" in page and Groeidocument(pk=world.noor).kenmerk in page
    assert "kanarie" not in page.lower() and "Kind 0" not in page and "ROD-lijst" not in page
    assert "Noorkanarie" in enter("anja").get(address).content.decode()


@pytest.mark.parametrize("name", ["anja", "ria"])
def test_the_list_costs_the_same_for_few_and_for_many(name, world, person, enter, address):
    client, counted = enter(name), []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
        spread(world, person)
    assert counted[0] == counted[1]


def test_a_closed_file_has_no_term(world, person):
    Groeidocument.unguarded.filter(pk=world.sem).update(afgesloten_op=timezone.now())
    assert world.sem not in {row.pk for row in rows(person)}


def test_at_a_school_where_every_pupil_has_an_opp_a_file_without_one_is_told(world, person):
    viewer = Viewer(user=person("mehmet"))
    school = School.objects.get(naam="De Horizon")
    assert not Opp.unguarded.filter(groeidocument=world.daan).exists()
    [row] = [row for row in rows_of(viewer, school_or_404(viewer, school.pk)) if row.pk == world.daan]
    assert row.woord.soort == "zonder"


def test_the_overview_tells_the_school_and_nobody_else(world, person, enter):
    made = spread(world, person)
    assert attention(Viewer(user=person("anja")), made)[made[5]] == ["OPP te laat"]
    assert attention(Viewer(user=person("fatima")), made) == {}
    page = enter("anja").get("/groeidocumenten/").content.decode()
    assert "OPP te laat" in page and "Termijnen van De Regenboog" in page
    assert "Termijnen van" not in enter("fatima").get("/groeidocumenten/").content.decode()


def test_the_page_of_a_late_file_says_what_waits(world, person, enter):
    made = spread(world, person)
    assert "1 dag te laat" in enter("anja").get(f"/groeidocumenten/{made[5]}/").content.decode()


def test_the_page_filters_and_says_how_many(world, person, enter, address):
    spread(world, person)
    page = enter("anja").get(address, {"soort": "te_laat"}).content.decode()
    assert "Wis de filters" in page and page.count("gp-task__title") == 1
    assert "Hier hoort nu niets bij" in enter("anja").get(address, {"soort": "gemist"}).content.decode()


def test_at_such_a_school_pupils_without_a_file_are_counted(world, enter):
    horizon = School.objects.get(naam="De Horizon")
    address = reverse("termijnen:schooltermijnen", args=[horizon.pk])
    assert "nog geen groeidocument." not in enter("mehmet").get(address).content.decode()
    Leerling.unguarded.create(school=horizon, voornaam="Nog", achternaam="Niets", geboortedatum=date(2016, 1, 1))
    assert "1 leerling heeft nog geen groeidocument." in enter("mehmet").get(address).content.decode()
