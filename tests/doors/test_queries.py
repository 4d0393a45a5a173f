"""The number of queries of a page does not grow with what stands on it."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formats.models import Format, publish_version
from formats.schema import FormatSchema
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import register_leerling, start_groeidocument
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.inhoud.actions import add_aanvulling, save_section
from tests.builders.world import _deel, make_guest


def queries(client, address: str) -> int:
    client.get(address)  # what is written once per session, is written now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def start_files(anja, versie, count: int) -> list[uuid.UUID]:
    viewer, made = Viewer(user=anja), []
    school = open_any(viewer).school
    for number in range(count):
        child = Leerling(voornaam=f"Kind {number}", achternaam="Proef", geboortedatum=date(2016, 1, 1))
        register_leerling(viewer=viewer, school=school, leerling=child, verzoek=uuid.uuid4())
        made.append(start_groeidocument(viewer=viewer, leerling=child, format_versie=versie, verzoek=uuid.uuid4()).pk)
    return made


def open_any(viewer: Viewer):
    from groeidocumenten.dossiers.access import dossiers_for

    return dossiers_for(viewer, Recht.LEZEN).first()


def version(chapters: int):
    keys = tuple(f"h{number}" for number in range(chapters))
    schema = FormatSchema(
        titel=f"Met {chapters}", soort="groeidocument", delen=tuple(_deel(key, number) for number, key in enumerate(keys, 1))
    )
    return publish_version(format=Format.objects.create(titel=f"Met {chapters}", soort="groeidocument"), schema=schema)


@pytest.mark.parametrize("name", ["anja", "fatima"])
def test_the_overview_costs_the_same_for_one_file_and_for_many(name, world, enter, person):
    client = enter(name)
    before = queries(client, "/groeidocumenten/")
    made = start_files(person("anja"), version(1), 25)
    if name == "fatima":
        from groeidocumenten.dossiers.actions import record_gezag
        from groeidocumenten.dossiers.models import Gezagsrelatie

        for pk in made[:10]:
            geopend = open_dossier(Viewer(user=person("anja")), pk, Recht.DELEN)
            gezag = Gezagsrelatie(gebruiker=person("fatima"), naam="F", soort="ouder_met_gezag", bron="b")
            record_gezag(geopend=geopend, gezag=gezag, verzoek=uuid.uuid4())
    # More than a page of files adds the count for the page numbers, once.
    assert queries(client, "/groeidocumenten/") <= before + 1


def fill_file(anja, pk: uuid.UUID) -> None:
    geopend = open_dossier(Viewer(user=anja), pk, Recht.DELEN)
    for deel in geopend.hoofdstukken:
        sectie = deel.secties[0]
        save_section(geopend=geopend, sectie=sectie, antwoorden={f"{deel.key}-verhaal": "x"}, versie=0)
        add_aanvulling(geopend=geopend, hoofdstuk=deel.key, tekst="y", verzoek=uuid.uuid4())


def test_the_page_of_a_file_costs_the_same_for_three_and_for_twelve_hoofdstukken(world, enter, person):
    client, counted = enter("anja"), {}
    for chapters in (3, 12):
        [pk] = start_files(person("anja"), version(chapters), 1)
        fill_file(person("anja"), pk)
        counted[chapters] = queries(client, f"/groeidocumenten/{pk}/")
    assert counted[3] == counted[12]


def test_a_hoofdstuk_costs_the_same_with_one_aanvulling_and_with_twenty(world, enter, opened):
    client, address = enter("anja"), f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/"
    before = queries(client, address)
    for _ in range(20):
        add_aanvulling(geopend=opened(), hoofdstuk="hoofdstuk-een", tekst="z", verzoek=uuid.uuid4())
    assert queries(client, address) == before


def test_the_page_of_access_costs_the_same_for_one_link_and_for_twenty(world, enter, person):
    client = enter("anja")
    [pk] = start_files(person("anja"), version(1), 1)
    geopend = open_dossier(Viewer(user=person("anja")), pk, Recht.DELEN)
    from groeidocumenten.dossiers.actions import record_gezag
    from groeidocumenten.dossiers.models import Gezagsrelatie

    gezag = Gezagsrelatie(naam="F", soort="ouder_met_gezag", bron="b")
    record_gezag(geopend=geopend, gezag=gezag, verzoek=uuid.uuid4())
    make_guest(geopend)
    before = queries(client, f"/groeidocumenten/{pk}/delen/")
    for _ in range(19):
        make_guest(geopend)
    assert queries(client, f"/groeidocumenten/{pk}/delen/") == before


@pytest.mark.parametrize("place", ["", "hoofdstuk/hoofdstuk-een/"])
@pytest.mark.parametrize("guest", ["gast_leest_alles", "gast_schrijft_alles", "gast_leest_twee"])
def test_opening_a_file_as_a_guest_costs_at_most_three_queries_more_than_as_the_begeleider(guest, place, world, enter):
    where = f"/groeidocumenten/{world.noor}/{place}"
    mine = where.replace("een", "twee") if guest == "gast_leest_twee" else where
    assert queries(enter(guest), mine) <= queries(enter("anja"), where) + 3
