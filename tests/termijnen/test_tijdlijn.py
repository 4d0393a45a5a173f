"""The timeline of a file: every dated fact in order, what still has to happen, and for each reader only what that reader may know."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.opp.actions import end_opp
from groeidocumenten.opp.evalueren import Ronde, evaluate_opp
from groeidocumenten.opp.overleg import remark
from groeidocumenten.termijnen.tijdlijn import timeline
from tests.builders.opp import discuss, hear, opened, send
from tests.builders.terms import start_term


def words(geopend) -> list[str]:
    return [punt.wat for punt in timeline(geopend).punten]


def evaluated(school, opp):
    hear(school, opp, moment="evalueren")
    ronde = Ronde(timezone.localdate(), "iedereen", "goed", "gehandhaafd", "stoppen")
    evaluate_opp(geopend=school, opp=opp, ronde=ronde, verzoek=uuid.uuid4())


def test_the_whole_road_stands_there_in_the_order_of_its_days(world, school, parent, opp, adopted, person):
    start_term(person("anja"), world.sem, timezone.localdate() - timedelta(days=5))
    assert words(school)[-1] == "Uiterste dag om het OPP vast te stellen"
    versie = send(school, opp)
    for _ in range(2):
        remark(geopend=parent, versie=versie, plek="", tekst="Hm.", verzoek=uuid.uuid4())
    discuss(school, opp)
    adopted(opp)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        evaluated(school, opp)
        end_opp(geopend=school, opp=opp, datum=timezone.localdate(), reden="doelen_behaald", toelichting="")
        found = words(school)
    assert found[0] == "De zes weken beginnen: de vaststelling dat extra ondersteuning nodig is"
    assert {"Concept 1 verstuurd", "2 opmerkingen bij concept 1", "Concept 1 besproken", "Vastgesteld"} <= set(found)
    assert set(found[-3:]) == {"De leerling is gehoord", "Geëvalueerd met de ouders", "OPP beëindigd"}
    assert timeline(school).punten == sorted(timeline(school).punten, key=lambda punt: punt.dag)


def test_an_opp_does_not_end_before_it_was_last_evaluated(school, opp, adopted):
    send(school, opp)
    discuss(school, opp)
    adopted(opp)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        evaluated(school, opp)
        with pytest.raises(ValidationError, match="nog vastgesteld of geëvalueerd"):
            end_opp(geopend=school, opp=opp, datum=timezone.localdate() - timedelta(days=1), reden="doelen_behaald", toelichting="")


def test_each_reader_meets_what_that_reader_may_know(world, person, enter):
    """Noor's OPP: sent, discussed, with two remarks of her mother."""
    school, mother, child = (opened(world.noor, person(name)) for name in ("anja", "fatima", "noor"))
    everything = set(words(school))
    assert {"Concept 1 besproken", "2 opmerkingen bij concept 1", "De leerling is gehoord"} <= everything == set(words(mother))
    assert {"Je plan is naar jou en je ouders gestuurd", "Jij vertelde wat je vindt"} <= set(words(child))
    assert not [said for said in words(child) if "besproken" in said or "opmerking" in said or "zes weken" in said]
    page = {name: enter(name).get(reverse("termijnen:tijdlijn", args=[world.noor])).content.decode() for name in ("anja", "fatima", "noor")}
    assert "kanarie-opptermijn" in page["anja"] and "kanarie-opptermijn" not in page["fatima"] + page["noor"]
    assert "Wat was wanneer?" in page["noor"] and "WPO" not in page["noor"]
    guest = enter("gast_leest_alles").get(reverse("termijnen:tijdlijn", args=[world.noor])).content.decode()
    assert "Concept 1 verstuurd" in guest and "Concept 1 besproken" not in guest and "zes weken" not in guest.lower()


def test_the_timeline_costs_the_same_for_few_facts_and_for_many(world, school, parent, opp, enter, person):
    client, address, counted = enter("anja"), reverse("termijnen:tijdlijn", args=[world.sem]), []
    for number in range(3):
        versie = send(school, opp)
        discuss(school, opp)
        for _ in range(number + 1):
            remark(geopend=parent, versie=versie, plek="", tekst="Hm.", verzoek=uuid.uuid4())
            start_term(person("anja"), world.sem, timezone.localdate())
        hear(school, opp)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
    assert len(set(counted)) == 1
