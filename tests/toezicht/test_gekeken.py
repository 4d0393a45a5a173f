"""“Wie heeft gekeken?”: plain and shielded for parents and the pupil; and what a page of it costs."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import join_school
from accounts.models import Rol, School
from groeidocumenten.delen.entrance import _note_failure
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Handeling, Toegangslink
from groeidocumenten.toezicht.kinds import Soort, handelingen_of, soort_of
from tests.builders.world import make_guest
from tests.toezicht.seen import DAY, address, looked, shown

# --- Parents -------------------------------------------------------------------------------------


def test_a_parent_reads_who_of_the_school_looked_and_when_folded_to_one_row_a_day(world, enter, person):
    for minutes in (0, 30, 90):
        looked(world, person, "joke", DAY + timedelta(minutes=minutes))
    looked(world, person, "joke", DAY + timedelta(minutes=95), Handeling.AFGEDRUKT)
    page = shown(enter("fatima"), address(world))
    day = page[page.index("Dinsdag 12 maart 2024") :]
    assert day.count("Joke Bakker") == 1 and "leerkracht of mentor" in day and "keek en drukte iets af" in day
    assert "tussen 09:12 en 10:47 uur" in day


def test_a_function_is_what_somebody_was_on_that_day(world, enter, person):
    today, horizon = timezone.localdate(), School.objects.get(naam="De Regenboog")
    person("joke").lidmaatschappen.update(van=today - timedelta(days=10))
    join_school(user=person("joke"), school=horizon, rol=Rol.DIRECTEUR, van=DAY.date(), tot=DAY.date())
    looked(world, person, "joke", DAY)
    page = shown(enter("fatima"), address(world))
    row = page[page.index("12 maart 2024") :]
    assert "directeur" in row and "leerkracht of mentor" not in row


def test_the_other_parent_has_no_name_no_day_and_no_time(world, enter, person):
    looked(world, person, "peter", DAY)
    page = shown(enter("fatima"), address(world))
    assert "Een andere ouder of verzorger heeft ook gekeken." in page
    for told in ("Peter", "12 maart", "2024", "09:12"):
        assert told not in page, told
    assert "Peter" not in shown(enter("noor"), address(world))


def test_also_a_parent_whose_gezag_ended_and_one_who_works_at_the_school_are_shielded(world, enter, person):
    looked(world, person, "ex_ouder", DAY)
    Gezagsrelatie.unguarded.create(
        leerling=Groeidocument.unguarded.get(pk=world.noor).leerling, gebruiker=person("joke"), naam="Joke", soort="stiefouder", bron="b"
    )
    looked(world, person, "joke", DAY + timedelta(days=1))
    page = shown(enter("fatima"), address(world))
    assert "maart 2024" not in page and "Joke" not in page and "Een andere ouder of verzorger" in page


def test_somebody_whose_account_is_gone_is_given_no_day(world, enter, person):
    line = looked(world, person, "peter", DAY)
    assert line.gebruiker_id == person("peter").pk
    person("peter").gezagsrelaties.update(gebruiker=None)
    person("peter").delete()
    assert "maart 2024" not in shown(enter("fatima"), address(world))


def test_the_pupil_has_no_day_for_a_parent_and_the_parent_sees_the_own_visits(world, enter, person):
    looked(world, person, "noor", DAY)
    looked(world, person, "fatima", DAY + timedelta(days=1))
    page = shown(enter("fatima"), address(world))
    assert "12 maart 2024" not in page and "heeft zelf ook gekeken" in page
    assert "U zelf" in page[page.index("13 maart 2024") :]


def test_what_others_may_not_know_of_is_not_told(world, enter, person):
    """An attempt of a stranger, a note that is the writer's alone; and of writing no more than that somebody was there."""
    looked(world, person, "joke", DAY, Handeling.GESPREKSNOTITIE)
    looked(world, person, "kees", DAY + timedelta(days=1), Handeling.GEWEIGERD)
    looked(world, person, "joke", DAY + timedelta(days=2), Handeling.CORRECTIE_BESLIST)
    page = shown(enter("fatima"), address(world))
    assert "12 maart" not in page and "13 maart" not in page and "Kees" not in page
    row = page[page.index("14 maart 2024") :]
    assert "keek" in row and "correctie" not in row


def test_a_guest_stands_there_by_the_name_on_the_link(world, enter, opened):
    made = make_guest(opened(recht=Recht.DELEN), name="Youssef Demir, logopedist")
    with time_machine.travel(DAY, tick=False):
        noor = Groeidocument.unguarded.get(pk=world.noor)
        journaal.record(Handeling.GEZIEN, school_id=noor.school_id, groeidocument_id=noor.pk, link_id=made.link.pk)
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        _note_failure(Toegangslink.unguarded.get(pk=made.link.pk))
    page = shown(enter("fatima"), address(world))
    assert "Youssef Demir, logopedist" in page and "gast met een link" in page
    assert "vulde een verkeerde pincode in" in page[page.index("13 maart 2024") : page.index("12 maart 2024")]


@pytest.mark.parametrize("guest", ["gast_ondertekent", "gast_geeft_toestemming"])
def test_a_parent_who_answered_or_signed_by_a_link_is_shielded_like_every_parent(world, enter, guest):
    link = world.guests[guest].link
    noor = Groeidocument.unguarded.get(pk=world.noor)
    with time_machine.travel(DAY, tick=False):
        journaal.record(Handeling.LINK_GEBRUIKT, school_id=noor.school_id, groeidocument_id=noor.pk, link_id=link.pk)
    Toegangslink.unguarded.filter(pk=link.pk).update(eerste_gebruik=DAY)
    page = shown(enter("fatima"), address(world))
    assert "Een andere ouder of verzorger heeft ook gekeken." in page
    for told in ("Peter", "12 maart", "2024", "09:12"):
        assert told not in page, told


def test_the_pupil_reads_it_in_the_words_of_a_child(world, enter, person):
    looked(world, person, "joke", DAY)
    looked(world, person, "anja", DAY, Handeling.AFGEDRUKT)
    page = shown(enter("noor"), address(world))
    assert "Wie heeft er in jouw groeidocument gekeken?" in page
    assert "juf, meester of mentor" in page and "regelt de hulp op school" in page and "printte iets" in page
    assert not re.search(r"\b[Uu]w?\b(?! zelf)", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")]))


def test_the_tab_is_there_for_who_may_look_and_for_nobody_else(world, enter):
    for name, there in (("fatima", True), ("noor", True), ("anja", True), ("joke", False), ("gast_leest_alles", False)):
        page = shown(enter(name), reverse("inhoud:dossier", args=[world.noor]))
        assert (address(world) in page) == there, name


def test_an_ib_er_who_is_a_parent_of_the_pupil_reads_as_a_parent(world, enter, person):
    looked(world, person, "peter", DAY)
    Gezagsrelatie.unguarded.create(
        leerling=Groeidocument.unguarded.get(pk=world.noor).leerling, gebruiker=person("anja"), naam="A", soort="ouder_met_gezag", bron="b"
    )
    anja = enter("anja")
    page = shown(anja, address(world))
    assert "Peter" not in page and "maart 2024" not in page
    assert anja.post(address(world, "gekeken_csv")).status_code == 404
    school = Groeidocument.unguarded.get(pk=world.noor).school_id
    page = shown(anja, reverse("toezicht:schooljournaal", args=[school]), van="2024-03-01", tot="2024-03-31")
    assert "12-03-2024" not in page and "Peter" not in page


# --- Kinds and queries ---------------------------------------------------------------------------


def test_every_deed_has_one_kind_and_every_kind_has_deeds():
    assert sorted(one for soort in Soort for one in handelingen_of(soort)) == sorted(Handeling.values)
    assert all(handelingen_of(soort) for soort in Soort)
    assert soort_of("link_verlengd") == Soort.TOEGANG and soort_of("iets_nieuws") == Soort.GESCHREVEN


def queries(client, where: str, **asked: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where, asked).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["fatima", "noor", "anja"])
def test_the_page_costs_the_same_for_one_day_and_for_many(name, world, enter, person):
    for reader in ("joke", "peter"):
        looked(world, person, reader, DAY)
    client, counted = enter(name), []
    for _ in range(2):
        counted.append(queries(client, address(world)))
        for day in range(15):
            for reader in ("joke", "peter", "kees", "anja", "ria"):
                looked(world, person, reader, DAY + timedelta(days=day), Handeling.BEWAARD, onderwerp="hoofdstuk-een")
    assert counted[1] <= counted[0] + 1, "more than a page of lines adds the count for the page numbers, once"


def test_the_journaal_of_a_school_names_whom_a_link_is_for(world, enter, opened):
    make_guest(opened(recht=Recht.DELEN), name="Youssef Demir, logopedist")
    page = shown(enter("anja"), reverse("toezicht:schooljournaal", args=[Groeidocument.unguarded.get(pk=world.noor).school_id]))
    assert "Youssef Demir, logopedist" in page and "iemand met een link" not in page


def test_the_journaal_of_a_school_costs_the_same_for_few_and_for_many_lines(world, enter, person):
    where = reverse("toezicht:schooljournaal", args=[Groeidocument.unguarded.get(pk=world.noor).school_id])
    client, counted = enter("anja"), []
    # Only lines of one kind are counted: a page without a guest asks for no links, and one without a pupil's record for no pupils.
    period = {"van": DAY.date().isoformat(), "tot": (DAY.date() + timedelta(days=60)).isoformat()}
    for days in (1, 15, 30):
        for day in range(days):
            for reader in ("joke", "peter", "kees"):
                looked(world, person, reader, DAY + timedelta(days=day))
        counted.append(queries(client, where, **period))
    assert counted[0] == counted[1] == counted[2], counted
