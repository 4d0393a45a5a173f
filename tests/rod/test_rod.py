"""The list for ROD: what is to be put there, ticked and taken back, and a file that no spreadsheet calculates with."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer
from groeidocumenten.dossiers.closing import close_file
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel, Leerling
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.opp.actions import end_opp
from groeidocumenten.opp.models import Opp
from groeidocumenten.rod.actions import mark_processed, take_back
from groeidocumenten.rod.lijst import list_of
from groeidocumenten.rod.models import Rodmelding
from groeidocumenten.rod.telling import attention
from tests.builders.opp import agree, discuss, opened, send
from tests.builders.terms import register


@pytest.fixture
def anja(person) -> Viewer:
    return Viewer(user=person("anja"))


@pytest.fixture
def tick(anja, regenboog, running):
    def act(soort="begin", **more):
        day = timezone.localdate()
        given = {"viewer": anja, "school": regenboog, "opp": running.pk, "soort": soort, "datum": day, "verzoek": uuid.uuid4()}
        mark_processed(**given | more)

    return act


def row(anja, regenboog, opp):
    return next(one for one in list_of(anja, regenboog).rijen if one.opp.pk == opp.pk)


def test_an_adopted_opp_waits_for_rod_until_it_is_ticked_and_again_when_it_ends(anja, regenboog, running, school, tick):
    assert row(anja, regenboog, running).soorten == {"open"} and row(anja, regenboog, running).begin.open
    tick()
    assert row(anja, regenboog, running).soorten == {"klaar"}
    end_opp(geopend=school, opp=running, datum=timezone.localdate(), reden="doelen_behaald", toelichting="")
    assert row(anja, regenboog, running).eind.open
    tick("eind")
    assert row(anja, regenboog, running).soorten == {"klaar"}


def test_a_tick_says_by_whom_and_when_and_is_taken_back_with_both_in_the_journaal(anja, regenboog, running, tick):
    tick()
    melding = row(anja, regenboog, running).begin.melding
    assert melding.door == anja.user and timezone.localdate(melding.op) == timezone.localdate()
    back = {"viewer": anja, "school": regenboog, "opp": running.pk, "soort": "begin"}
    assert take_back(**back) and not take_back(**back)
    kept = Rodmelding.unguarded.get(pk=melding.pk)
    assert kept.ingetrokken_op is not None and open_from(kept, "ingetrokken_naam") == anja.name == open_from(kept, "naam")
    assert row(anja, regenboog, running).begin.open
    lines = Journaalregel.unguarded.filter(onderwerp=f"{running.pk} begin").order_by("volgnummer")
    assert list(lines.values_list("handeling", flat=True)) == [Handeling.ROD_VERWERKT, Handeling.ROD_TERUG]


def test_a_double_click_and_a_colleague_who_says_the_same_make_one_tick(running, tick):
    verzoek = uuid.uuid4()
    for one in (verzoek, verzoek, uuid.uuid4()):
        tick(verzoek=one)
    assert Rodmelding.unguarded.filter(opp=running).count() == 1


def test_the_database_keeps_one_standing_tick(running, tick):
    tick()
    twin = Rodmelding.unguarded.get(opp=running)
    twin.pk = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_day_that_is_not_the_opps_is_refused(tick, running):
    for more in ({"datum": timezone.localdate() - timedelta(days=1)}, {"soort": "eind"}):
        with pytest.raises(ValidationError, match="intussen veranderd"):
            tick(**more)
    assert not Rodmelding.unguarded.filter(opp=running).exists()


def test_the_end_of_an_opp_that_ended_with_its_file_can_still_be_ticked(world, anja, regenboog, running, tick, person):
    tick()
    close_file(geopend=opened(world.sem, person("anja"), Recht.AFSLUITEN), reden="weg", open_gezien=True, vertel=False)
    assert row(anja, regenboog, running).eind.open
    tick("eind")
    assert row(anja, regenboog, running).soorten == {"klaar"}


def test_who_does_not_guide_the_school_ticks_nothing(running, regenboog, person):
    for name in ("mehmet", "ria", "joke"):
        more = {"opp": running.pk, "soort": "begin", "datum": timezone.localdate(), "verzoek": uuid.uuid4()}
        with pytest.raises(AccessOver):
            mark_processed(viewer=Viewer(user=person(name)), school=regenboog, **more)


def test_an_opp_of_a_school_outside_rod_is_not_in_the_list_and_cannot_be_ticked(anja, regenboog, running, tick):
    Opp.unguarded.filter(pk=running.pk).update(onderwijstype="sbo")
    assert running.pk not in [one.opp.pk for one in list_of(anja, regenboog).rijen]
    with pytest.raises(ValidationError, match="staat het OPP niet in ROD"):
        tick()


def test_signed_but_not_adopted_is_told(world, anja, regenboog, school, opp):
    assert opp.pk not in [one.pk for one in list_of(anja, regenboog).wachtend]
    send(school, opp)
    discuss(school, opp)
    agree(world, opp)
    assert opp.pk in [one.pk for one in list_of(anja, regenboog).wachtend]


def test_a_pupil_who_left_with_an_opp_that_runs_is_told_on_the_list_and_the_overview(world, anja, regenboog, running, tick, person):
    tick()
    assert attention(anja, [world.sem]) == {}
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        register(person("anja"), world.sem, timezone.localdate() - timedelta(days=100), timezone.localdate())
        assert [one.code for one in row(anja, regenboog, running).bevindingen] == ["uitgeschreven"]
        assert row(anja, regenboog, running).soorten == {"fout"} and attention(anja, [world.sem]) == {world.sem: ["OPP zonder einde"]}


def test_attention_asks_for_the_begin_and_is_silent_for_who_does_not_guide(world, anja, running, person):
    assert attention(anja, [world.sem]) == {world.sem: ["nog in ROD"]}
    assert attention(Viewer(user=person("joke")), [world.sem]) == {} == attention(Viewer(user=person("mehmet")), [world.sem])


def test_the_screen_ticks_takes_back_and_says_that_there_is_no_connection(regenboog, running, enter):
    client, where = enter("anja"), [regenboog.pk]
    page = client.get(reverse("rod:rod", args=where)).content.decode()
    assert "geen verbinding met DUO" in page and "Verwerkt in ROD" in page and "Nog in ROD zetten (1)" in page
    sent = {"opp": running.pk, "soort": "begin", "datum": timezone.localdate().isoformat(), "verzoek": uuid.uuid4(), "lijst": "open"}
    done = client.post(reverse("rod:rod_verwerkt", args=where), sent)
    assert done.status_code == 302 and done["Location"].endswith("?soort=open")
    assert "door Anja de Vries" in client.get(reverse("rod:rod", args=where)).content.decode()
    assert client.post(reverse("rod:rod_terug", args=where), sent).status_code == 302
    assert not Rodmelding.unguarded.filter(opp=running, ingetrokken_op__isnull=True).exists()
    for broken in ({}, {**sent, "opp": "x"}, {**sent, "soort": "x"}, {**sent, "datum": "2020-01-01"}):
        refused = client.post(reverse("rod:rod_verwerkt", args=where), broken)
        assert refused.status_code == 422 and "Er is niets veranderd" in refused.content.decode()
    assert client.post(reverse("rod:rod_verwerkt", args=where), {**sent, "opp": uuid.uuid4()}).status_code == 404


def test_the_file_calculates_nothing_and_leaves_a_line(world, regenboog, running, enter, tick):
    tick()
    Leerling.unguarded.filter(groeidocumenten=world.sem).update(voornaam="=1+1", groep="@som")
    answer = enter("anja").post(reverse("rod:rod_csv", args=[regenboog.pk]))
    [head, line] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert head[0] == "Leerling" and line[0].startswith("'=1+1") and line[2] == "'@som"
    assert line[5:8] == [f"{timezone.localdate():%d-%m-%Y}", f"{timezone.localdate():%d-%m-%Y}", "Anja de Vries"]
    assert "Sem" not in answer["Content-Disposition"]
    assert Journaalregel.unguarded.filter(handeling=Handeling.ROD_LIJST, school_id=regenboog.pk).count() == 1


def test_the_list_costs_the_same_for_few_and_for_many(world, regenboog, running, enter, person):
    client, address, counted = enter("anja"), reverse("rod:rod", args=[regenboog.pk]), []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
        # Rows as they are: what they are made of has tests of its own.
        file = Groeidocument.unguarded.get(pk=world.sem)
        today = timezone.localdate()
        for number in range(1, 6):
            days = {"begin": today - timedelta(days=100 * number + 50), "beeindigd_op": today - timedelta(days=100 * number)}
            row = Opp(groeidocument=file, onderwijstype="bao", door=person("anja"), naam="", **days)
            row.save(force_insert=True)
            Rodmelding(groeidocument=file, opp=row, soort="begin", datum=row.begin, door=person("joke"), naam="").save(force_insert=True)
    assert counted[0] == counted[1]
