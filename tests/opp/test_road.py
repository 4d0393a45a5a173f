"""The road of an OPP: concept, besproken, vastgesteld, bijgesteld or geëvalueerd, beëindigd; and what stands in the way of adopting."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.opp.evalueren import Ronde, evaluate_opp
from groeidocumenten.opp.models import Opp
from groeidocumenten.opp.reading import facts_of
from groeidocumenten.opp.stand import Stand
from groeidocumenten.opp.vaststellen import Belemmerd, Vervangen, adopt, intention
from tests.builders.opp import agree, discuss, fill, hear, opened, send, write_opp


@pytest.fixture
def school(world, person):
    return opened(world.sem, person("anja"), Recht.SCHRIJVEN)


@pytest.fixture
def opp(world, school) -> Opp:
    return write_opp(school, FormatVersie.objects.get(pk=world.opp_format))


def _adopt(school, opp, sha256=None):
    versie = intention(school, opp).versie
    return adopt(geopend=school, opp=opp, sha256=sha256 or versie.sha256, redenen={}, verzoek=uuid.uuid4())


def test_the_road_from_concept_to_vastgesteld_and_on(world, school, opp):
    assert facts_of(opp).stand == Stand.CONCEPT
    send(school, opp)
    discuss(school, opp)
    agree(world, opp)
    assert facts_of(opp).stand == Stand.BESPROKEN
    _adopt(school, opp)
    opp.refresh_from_db()
    assert facts_of(opp).stand == Stand.VASTGESTELD and opp.begin is not None
    hear(school, opp, moment="evalueren")
    ronde = Ronde(opp.begin, "Els, Anja", "Het gaat goed.", "gehandhaafd", "voortzetten")
    evaluate_opp(geopend=school, opp=opp, ronde=ronde, verzoek=uuid.uuid4())
    assert facts_of(opp).stand == Stand.GEEVALUEERD
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Twee keer per week.")
    send(school, opp)
    assert facts_of(opp).in_bewerking == Stand.CONCEPT
    discuss(school, opp)
    agree(world, opp)
    _adopt(school, opp)
    assert facts_of(opp).stand == Stand.BIJGESTELD


def test_nobody_adopts_what_was_changed_after_the_concept(world, school, opp):
    send(school, opp)
    discuss(school, opp)
    agree(world, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    with pytest.raises(Belemmerd) as refused:
        _adopt(school, opp)
    assert [one.code for one in refused.value.belemmeringen] == ["gewijzigd"]


def test_another_version_than_the_one_that_was_shown_is_refused(school, opp):
    first = send(school, opp)
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Iets anders.")
    send(school, opp)
    discuss(school, opp)
    with pytest.raises(Vervangen):
        _adopt(school, opp, first.sha256)


@pytest.mark.parametrize("table", ["opp_oppversie", "opp_hoormoment", "opp_factor", "opp_oppantwoord"])
def test_the_database_itself_refuses_to_change_or_remove_what_is_frozen(school, opp, table):
    send(school, opp)
    for statement in (f"UPDATE {table} SET naam = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
