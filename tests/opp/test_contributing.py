"""Who brings what into an OPP: factors, the pupil's voice, remarks on a concept; and what each reader finds of it."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from formats.models import FormatVersie, publish_version
from groeidocumenten.dossiers.access import AccessOver, Recht, open_closed
from groeidocumenten.dossiers.closing import close_file, start_next
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.opp import telling
from groeidocumenten.opp.inbreng_lezen import factors, hearings, newest_outlook, outlooks
from groeidocumenten.opp.inbrengen import Gehoord, add_factor, record_hearing, set_outlook, withdraw_factor
from groeidocumenten.opp.lezen import blocks_of
from groeidocumenten.opp.models import Factor, Opmerking, Opp
from groeidocumenten.opp.opmerkingen import remarks
from groeidocumenten.opp.overleg import answer_remark, remark
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.verleden import happened
from groeidocumenten.opp.verschil import differences
from groeidocumenten.opp.werk import newest_states, working
from groeidocumenten.opp.wisselen import OppMove, move_opp
from tests.builders.opp import fill, opp_schema, send
from tests.builders.opp import opened as open_file


def factor(geopend, opp, **more):
    given = {"richting": "belemmerend", "inhoud": {"tekst": "Drukte"}, "vervangt": None, "verzoek": uuid.uuid4()} | more
    add_factor(geopend=geopend, opp=opp, **given)
    return given["verzoek"]


# --- factors ------------------------------------------------------------------------------------------


def test_nobody_changes_or_takes_back_a_factor_of_somebody_else(school, parent, opp):
    theirs = factor(parent, opp)
    for act in (lambda: factor(school, opp, vervangt=theirs), lambda: withdraw_factor(geopend=school, opp=opp, factor=theirs)):
        with pytest.raises(ValidationError, match="iemand anders"):
            act()
    factor(parent, opp, vervangt=theirs, inhoud={"tekst": "Drukte na de gymles"})
    assert [one.wat for one in factors(parent, opp)] == ["Drukte na de gymles"]


def test_a_factor_carries_the_place_and_name_of_who_brought_it_in(parent, opp):
    key = factor(parent, opp)
    row = Factor.unguarded.get(pk=key)
    assert row.bron == "ouder" and "Drukte" not in row.inhoud and "Els" not in row.naam


def test_parents_meet_on_the_working_side_only_what_is_their_own(school, parent, opp):
    factor(parent, opp)
    assert {one.bron for one in factors(school, opp)} == {"school", "ouder"}
    assert {one.bron for one in factors(parent, opp)} == {"ouder"}
    fields = [veld.key for _deel, sectie in working(parent, opp).secties() for veld in sectie.velden]
    assert fields == ["opp-ouders", "opp-thuis"]
    assert hearings(parent, opp) == []


def test_a_withdrawn_factor_stays_in_what_was_sent(school, parent, opp):
    theirs = factor(parent, opp)
    sent = send(school, opp)
    withdraw_factor(geopend=parent, opp=opp, factor=theirs)
    assert factors(parent, opp) == []
    assert any("Drukte" in one["wat"] for _way, found in blocks_of(sent, school).factoren for one in found)


def test_the_destination_of_an_earlier_day_stays_to_be_read(school, opp):
    day = timezone.localdate() - timedelta(days=30)
    set_outlook(geopend=school, opp=opp, peildatum=day, inhoud={"bestemming": "vmbo-bb"}, verzoek=uuid.uuid4())
    assert [one.inhoud["bestemming"] for one in outlooks(school, opp)] == ["vmbo-kb", "vmbo-bb"]
    with pytest.raises(ValidationError):
        tomorrow = timezone.localdate() + timedelta(days=1)
        set_outlook(geopend=school, opp=opp, peildatum=tomorrow, inhoud={}, verzoek=uuid.uuid4())


# --- the pupil ------------------------------------------------------------------------------------------


def test_hearing_needs_words_or_a_drawing_and_not_hearing_needs_a_reason(school, opp):
    today = timezone.localdate()
    for said in (Gehoord("opstellen", today, "gesprek", "gehoord"), Gehoord("opstellen", today, "gesprek", "kan_niet")):
        with pytest.raises(ValidationError):
            record_hearing(geopend=school, opp=opp, gehoord=said, bijlage=None, vervangt=None, verzoek=uuid.uuid4())
    said = Gehoord("opstellen", today + timedelta(days=1), "gesprek", "gehoord", inbreng="Ja.")
    with pytest.raises(ValidationError, match="moet nog komen"):
        record_hearing(geopend=school, opp=opp, gehoord=said, bijlage=None, vervangt=None, verzoek=uuid.uuid4())


def test_a_parent_does_not_write_that_the_pupil_was_heard(parent, opp):
    said = Gehoord("opstellen", timezone.localdate(), "via_ouder", "gehoord", inbreng="Hij wil dat.")
    with pytest.raises(AccessOver):
        record_hearing(geopend=parent, opp=opp, gehoord=said, bijlage=None, vervangt=None, verzoek=uuid.uuid4())


def test_the_pupil_reads_what_the_school_did_with_the_own_words(world, person):
    noor = open_file(world.noor, person("noor"))
    blokken = blocks_of(versions(noor, Opp.unguarded.get(pk=world.opp)).get(), noor)
    assert any("dierenarts" in one["inbreng"] and "dieren" in one["opvolging"] for one in blokken.hoormomenten)


# --- remarks --------------------------------------------------------------------------------------------


def said_of(parent, versie, plek="", tekst="Ik mis het lezen."):
    once = uuid.uuid4()
    remark(geopend=parent, versie=versie, plek=plek, tekst=tekst, verzoek=once)
    return once


def test_a_remark_on_a_version_that_was_replaced_is_refused_and_leads_to_the_newer_one(school, parent, opp):
    first = send(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Anders.")
    send(school, opp)
    with pytest.raises(ValidationError, match="nieuwer concept"):
        said_of(parent, first)


def test_the_school_answers_a_remark_once_and_makes_none(school, parent, opp):
    sent = send(school, opp)
    once = said_of(parent, sent)
    with pytest.raises(AccessOver):
        said_of(school, sent)
    for _twice in range(2):
        answer_remark(geopend=school, opp=opp, opmerking=once, uitkomst="overgenomen", tekst="Dat staat er nu bij.")
    with pytest.raises(ValidationError, match="intussen beantwoord"):
        answer_remark(geopend=school, opp=opp, opmerking=once, uitkomst="overgenomen", tekst="Toch niet.")
    [one] = remarks(parent, sent, {})[""]
    assert (one.antwoord, one.eigen) == ("Dat staat er nu bij.", True)
    with pytest.raises(AccessOver):
        answer_remark(geopend=parent, opp=opp, opmerking=once, uitkomst="niet", tekst="x")


def test_a_colleague_who_answers_too_late_keeps_the_words_and_reads_the_answer_that_stands(world, school, parent, opp, enter):
    said = said_of(parent, send(school, opp))
    answer_remark(geopend=school, opp=opp, opmerking=said, uitkomst="overgenomen", tekst="Dat staat er nu bij.")
    address = reverse("opp:antwoord", args=[school.groeidocument.pk, opp.pk, said])
    answer = enter("anja").post(address, {"uitkomst": "niet", "tekst": "Liever eerst overleggen."})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Liever eerst overleggen." in page and "Dat staat er nu bij." in page


def test_a_guest_reads_that_a_concept_was_sent_and_not_what_the_school_wrote_to_the_parents(school, parent, opp):
    send(school, opp, "kanarie-bericht")
    lines = {lezer: happened(replace(parent, lezer=lezer), opp)[0] for lezer in ("ouder", "leerling", "deskundige")}
    assert "verstuurd" in lines["deskundige"].wat and lines["deskundige"].regels == []
    assert [label for label, _said in lines["leerling"].regels] == ["Agenda", "Bericht"] and len(lines["ouder"].regels) == 3


def test_the_next_concept_shows_what_changed_where(school, parent, opp):
    first = send(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een half uur samen lezen.")
    factor(parent, opp)
    second = send(school, opp)
    found = {(one.plek, one.soort) for one in differences(blocks_of(first, parent), blocks_of(second, parent))}
    assert found == {("opp-sectie-begeleiding", "anders"), ("factoren", "nieuw")}


# --- guests ---------------------------------------------------------------------------------------------


def test_a_guest_reads_no_factor_about_home_and_no_remark_of_a_parent(world, enter, at):
    page = enter("gast_leest_alles").get(at("versie", world.opp, 1)).content.decode()
    assert "kanarie-noor-opp" in page and "kanarie-oppgevoelig" not in page and "kanarie-oppoverleg" not in page
    parents = enter("peter").get(at("versie", world.opp, 1)).content.decode()
    assert "kanarie-oppgevoelig" in parents and "kanarie-oppoverleg" in parents


@pytest.mark.parametrize("guest", ["gast_schrijft_alles", "gast_stelt_voor"])
def test_a_guest_says_nothing_of_a_version_and_reads_nothing_of_its_talk(guest, world, enter, at):
    client, before = enter(guest), Opmerking.unguarded.count()
    page = client.get(at("versie", world.opp, 1)).content.decode()
    assert "kanarie-noor-opp" in page and "Bij dit concept" not in page and "Reageer" not in page and "kanarie-oppoverleg" not in page
    parents = enter("fatima").get(at("versie", world.opp, 1)).content.decode()
    assert "Bij dit concept" in parents and "Reageer" in parents
    typed = {"tekst": "Hier hoort iets bij.", "verzoek": str(uuid.uuid4())}
    assert client.get(at("opmerking", world.opp, 1)).status_code == 404
    assert client.post(at("opmerking", world.opp, 1), typed).status_code == 404
    assert Opmerking.unguarded.count() == before


def test_a_guest_with_a_write_link_fills_in_what_is_asked_of_an_expert_and_no_more(world, enter, at):
    client = enter("gast_schrijft_alles")
    page = client.get(at("sectie", world.opp, "opp-sectie-stem")).content.decode()
    assert "Advies van de deskundige" in page and "Hoe ziet u de toekomst" not in page
    assert client.get(at("sectie", world.opp, "opp-sectie-begeleiding")).status_code == 404


# --- what the other rooms are told ------------------------------------------------------------------------


def test_remarks_wait_for_the_school_and_a_concept_for_parents(world, opened, person):
    anja, fatima, noor = (opened(name, Recht.AANVULLEN) for name in ("anja", "fatima", "noor"))
    assert [zaak.tekst for zaak in telling.waiting(anja)] == ["1 opmerking bij het OPP wacht op antwoord"]
    assert "Lees het concept" in telling.waiting(fatima)[0].tekst and "Lees je plan" in telling.waiting(noor)[0].tekst
    assert telling.attention(anja.viewer, [world.noor, world.sem]) == {world.noor: ["opmerking bij het OPP"]}
    assert telling.attention(fatima.viewer, [world.noor]) == {}


def test_closing_the_file_ends_the_opp_that_runs(school, opp):
    assert "Er loopt een OPP" in telling.open_matters(school)[0].tekst
    closing = open_file(school.groeidocument.pk, school.viewer.user, Recht.AFSLUITEN)
    close_file(geopend=closing, reden="De doelen zijn behaald.", open_gezien=True, vertel=False)
    opp.refresh_from_db()
    assert opp.beeindigd_op == timezone.localdate()


def test_the_queries_of_a_version_and_of_the_list_do_not_grow_with_what_is_in_them(world, school, parent, opp, enter, at):
    client = enter("buurvrouw")
    sent = send(school, opp)

    def queries(name, *keys):
        address = at(name, *keys, file="sem")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    before = [queries("versie", opp.pk, 1), queries("opp", opp.pk), queries("lijst")]
    for number in range(4):
        said_of(parent, sent, tekst=f"Opmerking {number}")
        factor(parent, opp, inhoud={"tekst": f"Factor {number}"})
    assert [queries("versie", opp.pk, 1), queries("opp", opp.pk), queries("lijst")] == before
    assert Opmerking.unguarded.filter(versie=sent).count() == 4


def test_an_opp_goes_on_in_the_next_file_as_a_concept_under_the_names_of_who_wrote_it(world, school, parent, opp):
    factor(parent, opp)
    closing = open_file(world.sem, school.viewer.user, Recht.AFSLUITEN)
    versie = FormatVersie.objects.get(pk=world.versie)
    close_file(geopend=closing, reden="Een nieuw schooljaar.", open_gezien=True, vertel=False)
    first = open_closed(school.viewer, world.sem)
    chosen, once = [f"opp:{opp.pk}"], uuid.uuid4()
    for _ in range(2):
        new = start_next(geopend=first, format_versie=versie, variant="", keuzes=chosen, verzoek=once)
    second = open_file(new.pk, school.viewer.user)
    [copy] = Opp.unguarded.filter(groeidocument=new)
    assert copy.vorige_id == opp.pk and copy.begin is None and copy.beeindigd_op is None
    assert [(one.wat, one.bron, one.door) for one in factors(second, copy)][-1] == ("Drukte", "ouder", parent.viewer.name)
    assert working(second, copy).of("opp-sectie-begeleiding").antwoorden["opp-begeleiding"].startswith("Elke dag")
    assert newest_outlook(second, copy).inhoud["bestemming"] == "vmbo-kb" and hearings(second, copy) == []


def test_an_opp_goes_on_with_a_newer_format_only_as_shown_and_what_was_sent_stays(school, opp, versie):
    sent = send(school, opp)
    delen = list(opp_schema().delen)
    fewer = tuple(veld for veld in delen[1].secties[0].velden if veld.key != "opp-begeleiding")
    delen[1] = delen[1].model_copy(update={"secties": (delen[1].secties[0].model_copy(update={"velden": fewer}),)})
    newer = publish_version(format=versie.format, schema=opp_schema().model_copy(update={"delen": tuple(delen)}))
    move = OppMove(school, opp, versie, newer)
    with pytest.raises(ValidationError):
        move_opp(geopend=school, opp=opp, naar=newer.pk, mark="een andere stand")
    move_opp(geopend=school, opp=opp, naar=newer.pk, mark=move.mark)
    opp.refresh_from_db()
    assert opp.format_versie_id == newer.pk
    kept = newest_states(school, opp)["_vervallen"]
    assert "samen lezen" in str(open_from(kept, "antwoorden"))
    assert "samen lezen" in str([blok.regels for deel in blocks_of(sent, school).delen for blok in deel.secties])
    assert "_vervallen" not in send(school, opp).opened()["antwoorden"]
