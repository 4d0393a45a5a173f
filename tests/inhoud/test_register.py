"""Questions that are filled in beforehand: from the register, the calendar, or an earlier file that this very viewer may open."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from formats.models import Format, publish_version
from formats.prefill import BRONNEN
from formats.schema import Datum, Deel, FormatSchema, Gegeven, KorteTekst, LangeTekst, Persoon, Sectie
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.dossiers.models import Groeidocument, LinkRecht
from groeidocumenten.inhoud.actions import save_section
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.register import _Register, proposals
from tests.builders.world import CHAPTERS, make_guest

VELDEN = (
    KorteTekst(key="naam", label="Naam", voorvullen="leerling.naam"),
    Datum(key="geboren", label="Geboren", voorvullen="leerling.geboortedatum"),
    KorteTekst(key="school", label="School", voorvullen="school.naam"),
    KorteTekst(key="brin", label="BRIN", voorvullen="school.brin"),
    KorteTekst(key="bestuur", label="Bestuur", voorvullen="bestuur.naam"),
    KorteTekst(key="groep", label="Groep", voorvullen="leerling.groep"),
    KorteTekst(key="adres", label="Adres van de school", voorvullen="school.adres"),
    Gegeven(key="telefoon", label="Telefoon van de school", vorm="telefoon", voorvullen="school.telefoon"),
    KorteTekst(key="bestuursnummer", label="Bestuursnummer", voorvullen="bestuur.nummer"),
    KorteTekst(key="ib", label="IB", voorvullen="ib.naam"),
    KorteTekst(key="directeur", label="Directeur", voorvullen="school.directeur"),
    Datum(key="vandaag", label="Vandaag", voorvullen="vandaag"),
    LangeTekst(key="eerder", label="Eerder", voorvullen=f"vraag:{CHAPTERS[0]}-verhaal"),
    KorteTekst(key="andere-soort", label="Andere soort", voorvullen=f"vraag:{CHAPTERS[0]}-verhaal"),
    Persoon(key="gezag", label="Gezag", onderdelen=("naam", "email", "gezag"), uit_register="gezag", max_rijen=4),
    KorteTekst(key="onbekend", label="Onbekend", voorvullen="iets.anders"),
    LangeTekst(key="ouder", label="Van ouder", invuller="ouder", voorvullen=f"vraag:{CHAPTERS[0]}-verhaal"),
)
SECTIE = Sectie(key="s", titel="S", velden=VELDEN)


@pytest.fixture
def file(world, person):
    schema = FormatSchema(titel="Voorgevuld", soort="groeidocument", delen=(Deel(key="d", titel="D", secties=(SECTIE,)),))
    versie = publish_version(format=Format.objects.create(titel="Voorgevuld", soort="groeidocument"), schema=schema)
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    viewer = Viewer(user=person("anja"))
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    return open_dossier(viewer, made.pk, Recht.DELEN)


def proposed(geopend, **answers):
    return proposals(read_content(geopend), geopend.schema.sectie("s")[1], answers)


def test_the_register_and_the_calendar_fill_in_what_they_know(file):
    found, groeidocument = proposed(file), file.groeidocument
    said = {key: voorstel.waarde for key, voorstel in found.items()}
    assert said["naam"] == groeidocument.leerling.naam and said["geboren"] == "2016-05-14"
    assert said["school"] == "De Regenboog" and said["brin"] == groeidocument.school.brin and said["bestuur"]
    assert file.viewer.name in said["ib"] and said["directeur"] and said["vandaag"] == timezone.localdate().isoformat()
    assert {row["naam"] for row in said["gezag"]} >= {"Fatima el Amrani"} or len(said["gezag"]) == 2
    assert "onbekend" not in found and found["naam"].bron == "het schoolregister"


def test_what_a_format_asks_of_the_school_comes_out_of_its_record(file):
    school, leerling = file.groeidocument.school, file.groeidocument.leerling
    asked = {"adres": "Schoollaan 1, Westhoek", "telefoon": "0200 000 001", "bestuursnummer": "99001", "groep": "6b"}
    school.adres, school.telefoon, school.bestuur.nummer, leerling.groep = asked.values()
    assert {key: voorstel.waarde for key, voorstel in proposed(file).items() if key in asked} == asked
    school.adres = school.telefoon = school.bestuur.nummer = leerling.groep = ""
    assert not asked.keys() & proposed(file).keys(), "an empty record proposes nothing"


def test_every_source_that_an_editor_can_choose_is_known_to_the_register(file):
    """What begins with "opp." the room of the OPP fills in itself, and has tests for."""
    file.groeidocument.school.adres, file.groeidocument.school.telefoon = "Schoollaan 1", "0200 000 001"
    file.groeidocument.school.bestuur.nummer, file.groeidocument.leerling.groep = "99001", "6b"
    register = _Register(file)
    assert [code for code in BRONNEN if not code.startswith("opp.") and register.value(code) is None] == []


def test_an_earlier_answer_is_proposed_with_its_file_and_day(world, file):
    found = proposed(file)["eerder"]
    assert f"kanarie-noor-{CHAPTERS[0]}" in found.waarde and "Proefformat" in found.bron and found.op == timezone.localdate()
    assert "andere-soort" not in proposed(file), "only the same kind of question"


def test_a_proposal_is_shown_with_its_origin_and_counts_only_when_it_is_saved(world, file, enter):
    anja = enter("anja")
    address = reverse("inhoud:sectie", args=[file.groeidocument.pk, "d", "s"])
    page = anja.get(address).content.decode()
    assert "Ingevuld vanuit het schoolregister" in page and f"kanarie-noor-{CHAPTERS[0]}" in page
    assert not read_content(file).alles
    assert (
        anja.post(address, {"versie": "0", "veld_naam": file.groeidocument.leerling.naam, "veld_school": "Zelf getypt"}).status_code == 302
    )
    answers = read_content(file).saved["s"].antwoorden
    assert answers["_herkomst"]["naam"]["bron"] == "het schoolregister" and "school" not in answers["_herkomst"]


def test_what_was_answered_gets_no_proposal(file):
    assert "naam" not in proposed(file, naam="Al ingevuld")


def test_nobody_is_proposed_what_they_may_not_open(world, file, person, enter):
    made = make_guest(file, recht=LinkRecht.SCHRIJVEN)
    guest = open_dossier(Viewer(user=made.link.gebruiker, link=made.link), file.groeidocument.pk, Recht.LEZEN)
    assert "eerder" not in proposed(guest) and "gezag" not in proposed(guest), "the link opens this file only"
    mother = open_dossier(Viewer(user=person("fatima")), file.groeidocument.pk, Recht.LEZEN)
    assert set(proposed(mother)) == {"ouder"}, "only what she fills in herself"


def test_a_teacher_who_may_not_open_the_other_file_gets_nothing_of_it(world, file, person):
    from groeidocumenten.dossiers.actions import assign_leerkracht

    assign_leerkracht(geopend=file, leerkracht=person("kees"), tot=None)
    kees = open_dossier(Viewer(user=person("kees")), file.groeidocument.pk, Recht.LEZEN)
    assert "eerder" not in proposed(kees) and "naam" in proposed(kees)


def test_what_somebody_may_not_read_there_is_not_proposed_here(world, file, person):
    closed = FormatSchema(
        titel="Dicht",
        soort="groeidocument",
        delen=(
            Deel(
                key="x",
                titel="X",
                secties=(Sectie(key="xs", titel="X", velden=(LangeTekst(key=f"{CHAPTERS[0]}-verhaal", label="V", lezers=()),)),),
            ),
        ),
    )
    versie = publish_version(format=Format.objects.create(titel="Dicht", soort="groeidocument"), schema=closed)
    made = start_groeidocument(viewer=file.viewer, leerling=file.groeidocument.leerling, format_versie=versie, verzoek=uuid.uuid4())
    newest = open_dossier(file.viewer, made.pk, Recht.AANVULLEN)
    save_section(geopend=newest, sectie=closed.sectie("xs")[1], antwoorden={f"{CHAPTERS[0]}-verhaal": "geheime nieuwste"}, versie=0)
    mother = open_dossier(Viewer(user=person("fatima")), file.groeidocument.pk, Recht.LEZEN)
    assert "geheime" not in proposed(mother)["ouder"].waarde and "kanarie" in proposed(mother)["ouder"].waarde
