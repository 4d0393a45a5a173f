"""The road of an OPP: concept, besproken, vastgesteld, bijgesteld or geëvalueerd, beëindigd; and what stands in the way of adopting."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from formats.law_models import WettelijkElement
from groeidocumenten.dossiers.access import AccessOver
from groeidocumenten.inhoud.filetypes import accept
from groeidocumenten.opp import belemmeringen
from groeidocumenten.opp.actions import Elders, end_opp, start_opp, take_in
from groeidocumenten.opp.belemmeringen import Belemmering
from groeidocumenten.opp.evalueren import Ronde, evaluate_opp
from groeidocumenten.opp.inbrengen import Gehoord, follow_up, record_hearing
from groeidocumenten.opp.models import Moment, Opp, OppEinde, OppVersie
from groeidocumenten.opp.models.versie import FrozenVersion
from groeidocumenten.opp.overleg import Advies, record_advice
from groeidocumenten.opp.reading import facts_of, versions
from groeidocumenten.opp.stand import Stand
from groeidocumenten.opp.vaststellen import Belemmerd, Vervangen, intention
from tests.builders.opp import discuss, fill, hear, send
from tests.builders.papers import pdf


def codes(school, opp) -> list[str]:
    """The reasons against adopting now, beside that nobody signed: that one has tests of its own."""
    return [one.code for one in belemmeringen.belemmeringen(intention(school, opp)) if one.code != "geen_instemming"]


def evaluated(school, opp, **more):
    ronde = {"gehouden_op": timezone.localdate(), "aanwezigen": "Els, Anja", "verslag": "Het gaat goed."}
    ronde |= {"perspectief": "gehandhaafd", "ondersteuning": "voortzetten"} | more
    return evaluate_opp(geopend=school, opp=opp, ronde=Ronde(**ronde), verzoek=uuid.uuid4())


def test_the_road_from_concept_to_vastgesteld_and_on(school, opp, adopted):
    assert facts_of(opp).stand == Stand.CONCEPT
    send(school, opp)
    discuss(school, opp)
    assert facts_of(opp).stand == Stand.BESPROKEN
    adopted(opp)
    opp.refresh_from_db()
    assert facts_of(opp).stand == Stand.VASTGESTELD and opp.begin == timezone.localdate()
    hear(school, opp, moment="evalueren")
    evaluated(school, opp)
    assert facts_of(opp).stand == Stand.GEEVALUEERD
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Twee keer per week.")
    assert send(school, opp).moment == Moment.EVALUEREN
    assert facts_of(opp).in_bewerking == Stand.CONCEPT
    discuss(school, opp)
    adopted(opp)
    assert facts_of(opp).stand == Stand.BIJGESTELD
    end_opp(geopend=school, opp=opp, datum=timezone.localdate(), reden="doelen_behaald", toelichting="")
    opp.refresh_from_db()
    assert facts_of(opp).stand == Stand.BEEINDIGD


# --- what stands in the way -----------------------------------------------------------------------


def test_nothing_is_adopted_before_a_concept_was_sent(school, opp, adopted):
    assert codes(school, opp)[0] == "geen_concept"
    with pytest.raises(Vervangen):
        adopted(opp)


def test_nobody_adopts_what_was_changed_after_the_concept(school, opp, adopted):
    send(school, opp)
    discuss(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    with pytest.raises(Belemmerd) as refused:
        adopted(opp)
    assert [one.code for one in refused.value.belemmeringen] == ["gewijzigd"]
    assert facts_of(opp).vastgesteld == ()


def test_a_concept_that_was_not_discussed_is_not_adopted(school, opp):
    send(school, opp)
    assert codes(school, opp) == ["niet_besproken"]


def test_another_version_than_the_one_that_was_shown_is_refused(school, opp, adopted):
    first = send(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    send(school, opp)
    discuss(school, opp)
    with pytest.raises(Vervangen):
        adopted(opp, sha256=first.sha256)


def test_a_pupil_who_was_not_heard_keeps_an_opp_from_being_adopted_until_there_is_a_reason(school, versie):
    opp = start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())
    send(school, opp)
    assert "niet_gehoord" in codes(school, opp)
    said = Gehoord("opstellen", timezone.localdate(), "gesprek", "wil_niet", reden="Sem liep weg. Morgen proberen we het met tekenen.")
    record_hearing(geopend=school, opp=opp, gehoord=said, bijlage=None, vervangt=None, verzoek=uuid.uuid4())
    assert "niet_gehoord" not in codes(school, opp)


def test_the_duty_to_hear_begins_on_the_day_that_the_law_says(school, versie):
    opp = start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())
    WettelijkElement.objects.filter(code="inbreng_leerling").update(geldig_vanaf=timezone.localdate() + timedelta(days=1))
    assert "niet_gehoord" not in codes(school, opp)
    WettelijkElement.objects.filter(code="inbreng_leerling").update(geldig_vanaf=timezone.localdate())
    assert "niet_gehoord" in codes(school, opp)


def test_what_the_pupil_said_needs_an_answer_of_the_school(school, versie):
    opp = start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())
    said, once = Gehoord("opstellen", timezone.localdate(), "gesprek", "gehoord", inbreng="Ik wil buiten leren."), uuid.uuid4()
    record_hearing(geopend=school, opp=opp, gehoord=said, bijlage=None, vervangt=None, verzoek=once)
    assert "inbreng_zonder_gevolg" in codes(school, opp)
    follow_up(geopend=school, opp=opp, hoormoment=once, tekst="Op vrijdag leert Sem buiten.")
    assert "inbreng_zonder_gevolg" not in codes(school, opp)


def test_hearing_at_opstellen_does_not_count_for_bijstellen(school, opp, adopted):
    send(school, opp)
    discuss(school, opp)
    adopted(opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    send(school, opp)
    discuss(school, opp)
    assert codes(school, opp) == ["niet_gehoord"]


def test_in_special_education_the_commission_advises_first(school, opp):
    Opp.unguarded.filter(pk=opp.pk).update(onderwijstype="so")
    opp.refresh_from_db()
    sent = send(school, opp)
    discuss(school, opp)
    assert codes(school, opp) == ["geen_advies"]
    advies = Advies(timezone.localdate(), "instemmend", "Akkoord met het plan.", "Anja, de arts")
    record_advice(geopend=school, opp=opp, versie=sent, advies=advies, verzoek=uuid.uuid4())
    assert codes(school, opp) == []


def test_what_the_law_demands_is_named_when_it_is_missing(school, versie):
    opp = start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())
    send(school, opp)
    missing = {"wet_uitstroombestemming", "wet_onderbouwing", "wet_bevorderende_factoren", "wet_belemmerende_factoren"}
    assert missing | {"wet_individuele_begeleiding", "onvolledig"} <= set(codes(school, opp))


def test_a_reason_that_can_be_lifted_is_kept_with_what_was_said(school, opp, adopted):
    late = Belemmering("te_laat", "De zes weken zijn voorbij.", op_te_heffen="Waarom stelt u het later vast?")
    belemmeringen.register("proef", lambda voornemen: [late])
    try:
        send(school, opp)
        discuss(school, opp)
        for text in ("", "te kort"):
            with pytest.raises(Belemmerd):
                adopted(opp, redenen={"te_laat": text})
        row = adopted(opp, redenen={"te_laat": "Moeder was lang ziek."})
    finally:
        belemmeringen._VRAGEN.pop("proef")
    assert "ziek" not in row.redenen and row.redenen.startswith("t1:")


# --- what is frozen stays --------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["opp_oppversie", "opp_hoormoment", "opp_factor", "opp_oppantwoord", "opp_toezending", "opp_bespreking"])
def test_the_database_itself_refuses_to_change_or_remove_what_is_frozen(school, opp, table):
    send(school, opp)
    discuss(school, opp)
    for statement in (f"UPDATE {table} SET naam = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_frozen_version_can_neither_be_saved_nor_deleted_again(school, opp):
    versie = send(school, opp)
    for refused in (versie.save, versie.delete, OppVersie.unguarded.filter(pk=versie.pk).delete):
        with pytest.raises(FrozenVersion):
            refused()
    with pytest.raises(FrozenVersion):
        OppVersie.unguarded.filter(pk=versie.pk).update(nummer=9)


def test_who_wrote_something_can_be_forgotten_while_the_text_stays(school, opp, person):
    versie = send(school, opp)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE opp_oppversie SET door_id = NULL WHERE id = %s", [versie.pk.hex if connection.vendor == "sqlite" else versie.pk]
        )
    assert versions(school, opp).get(pk=versie.pk).door_id is None


def test_a_change_of_the_perspectief_leaves_the_digest_of_the_handelingsdeel_as_it_was(school, opp):
    first = send(school, opp)
    fill(school, opp, "opp-sectie-bestemming", opp_waarom="Een andere onderbouwing.")
    second = send(school, opp)
    assert second.sha256 != first.sha256 and second.sha256_handelingsdeel == first.sha256_handelingsdeel
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Andere begeleiding.")
    assert send(school, opp).sha256_handelingsdeel != first.sha256_handelingsdeel


def test_sending_the_same_text_twice_makes_one_version(school, opp):
    assert send(school, opp).pk == send(school, opp).pk
    assert versions(school, opp).count() == 1


# --- periods ----------------------------------------------------------------------------------------


def test_a_second_opp_beside_a_running_one_is_refused(school, opp, versie):
    with pytest.raises(ValidationError, match="al een OPP dat loopt"):
        start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())


def test_a_double_click_begins_one_opp(school, versie):
    once = uuid.uuid4()
    made = {start_opp(geopend=school, format_versie=versie, variant="", verzoek=once).pk for _ in range(2)}
    assert made == {once}


def test_only_an_opp_format_begins_an_opp(school, world):
    from formats.models import FormatVersie

    with pytest.raises(ValidationError):
        start_opp(geopend=school, format_versie=FormatVersie.objects.get(pk=world.versie), variant="", verzoek=uuid.uuid4())


def test_an_end_before_the_beginning_or_in_the_future_is_refused(school, opp, adopted):
    send(school, opp)
    discuss(school, opp)
    adopted(opp)
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(ValidationError):
            end_opp(geopend=school, opp=opp, datum=day, reden="doelen_behaald", toelichting="")
    with pytest.raises(ValidationError, match="Schrijf waarom"):
        end_opp(geopend=school, opp=opp, datum=today, reden="anders", toelichting="")
    end_opp(geopend=school, opp=opp, datum=today, reden="anders", toelichting="Verhuisd.")
    end_opp(geopend=school, opp=opp, datum=today, reden="anders", toelichting="Nog een keer.")
    assert OppEinde.unguarded.filter(opp=opp).count() == 1


def taken_in(school, **more):
    elders = Elders(**{"vastgesteld_op": timezone.localdate() - timedelta(days=400)} | more)
    return take_in(geopend=school, accepted=accept("opp.pdf", pdf("Een OPP")), elders=elders, verzoek=uuid.uuid4())


def test_an_opp_from_elsewhere_keeps_its_days_and_overlaps_with_nothing(school, versie):
    today = timezone.localdate()
    old = taken_in(school, beeindigd_op=today - timedelta(days=40))
    assert facts_of(old).stand == Stand.BEEINDIGD and versions(school, old).get().bestand is not None
    with pytest.raises(ValidationError, match="een ander OPP"):
        taken_in(school, vastgesteld_op=today - timedelta(days=60), beeindigd_op=today - timedelta(days=50))
    running = taken_in(school, vastgesteld_op=today - timedelta(days=39))
    assert facts_of(running).stand == Stand.VASTGESTELD
    with pytest.raises(ValidationError):
        start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())


@pytest.mark.parametrize(("vast", "eind"), [(1, None), (-10, -11), (None, -1), (-10, 1)])
def test_days_of_an_opp_from_elsewhere_that_are_out_of_order_are_refused(school, vast, eind):
    days = [None if one is None else timezone.localdate() + timedelta(days=one) for one in (vast, eind)]
    with pytest.raises(ValidationError):
        taken_in(school, vastgesteld_op=days[0], beeindigd_op=days[1])


def test_only_a_pdf_is_an_opp_from_elsewhere(school):
    from tests.builders.papers import picture

    with pytest.raises(ValidationError, match="PDF"):
        take_in(geopend=school, accepted=accept("opp.png", picture()), elders=Elders(None), verzoek=uuid.uuid4())


# --- evaluating -------------------------------------------------------------------------------------


def test_what_was_not_adopted_is_not_evaluated_and_the_pupil_is_heard_first(school, opp, adopted):
    with pytest.raises(ValidationError, match="nog niet vastgesteld"):
        evaluated(school, opp)
    send(school, opp)
    discuss(school, opp)
    adopted(opp)
    with pytest.raises(ValidationError, match="nog niet gehoord"):
        evaluated(school, opp)
    hear(school, opp, moment="evalueren")
    with pytest.raises(ValidationError):
        evaluated(school, opp, gehouden_op=timezone.localdate() - timedelta(days=1))
    evaluated(school, opp)
    with pytest.raises(ValidationError, match="nog niet gehoord"):
        evaluated(school, opp)


def test_parents_do_none_of_the_schools_deeds(parent, school, opp):
    sent = send(school, opp)
    for deed in (
        lambda: send(parent, opp),
        lambda: discuss(parent, opp),
        lambda: end_opp(geopend=parent, opp=opp, datum=timezone.localdate(), reden="anders", toelichting="x"),
        lambda: record_advice(
            geopend=parent, opp=opp, versie=sent, advies=Advies(timezone.localdate(), "instemmend", "x"), verzoek=uuid.uuid4()
        ),
        lambda: start_opp(geopend=parent, format_versie=sent.format_versie, variant="", verzoek=uuid.uuid4()),
    ):
        with pytest.raises(AccessOver):
            deed()
