"""Documents that a guest with a write link put into a file: they wait for who manages access, who lets them stay or removes them."""

import pytest

from groeidocumenten.documenten.actions import Verouderd
from groeidocumenten.documenten.models import Document
from groeidocumenten.documenten.nakijken import accept_from_guest
from groeidocumenten.dossiers.access import AccessOver, Recht
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from tests.documenten.sending import add, address, sent

WAITS = "Van een gast, nog na te kijken"


@pytest.fixture
def document(world, enter) -> Document:
    """A letter that the guest added."""
    assert add(enter("gast_schrijft_alles"), world, name="van de gast.png").status_code == 302
    return Document.unguarded.order_by("-op").first()


def judge(client, world, document: Document, versie: int = 1):
    return client.post(address(world, "nagekeken", document.pk), {"versie": versie})


def test_it_waits_on_the_page_of_the_file_on_the_overview_and_in_the_list(world, enter, document):
    anja = enter("anja")
    assert "Bekijk het document dat een gast toevoegde" in anja.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert "document van een gast" in anja.get("/groeidocumenten/").content.decode()
    assert WAITS in anja.get(address(world, "lijst")).content.decode()
    assert "Een gast zette dit hier neer" in anja.get(address(world, "document", document.pk)).content.decode()


@pytest.mark.parametrize("name", ["joke", "fatima", "gast_schrijft_alles", "gast_leest_alles", "mehmet"])
def test_nobody_else_is_asked_and_nobody_else_decides(name, world, enter, document):
    client = enter(name)
    assert judge(client, world, document).status_code == 404
    if name != "mehmet":
        assert WAITS not in client.get(address(world, "lijst")).content.decode()
    assert WAITS in enter("anja").get(address(world, "lijst")).content.decode()


def test_letting_it_stay_asks_no_more_and_is_written_down_once(world, enter, document):
    anja = enter("anja")
    for _ in range(2):
        assert judge(anja, world, document).status_code == 302
    page = anja.get(address(world, "lijst")).content.decode()
    assert WAITS not in page and "van de gast.png" in page
    assert Journaalregel.unguarded.filter(handeling=Handeling.GASTWERK_BEOORDEELD).count() == 1


def test_removing_it_is_the_other_answer(world, enter, document):
    anja = enter("anja")
    assert anja.post(address(world, "verwijderen", document.pk), {"reden": "Hoort hier niet."}).status_code == 302
    assert WAITS not in anja.get(address(world, "lijst")).content.decode()
    assert enter("gast_schrijft_alles").get(address(world, "document", document.pk)).status_code == 404


def test_another_file_of_the_guest_is_asked_about_again_and_an_old_page_decides_nothing(world, enter, document, opened):
    anja, guest = enter("anja"), enter("gast_schrijft_alles")
    judge(anja, world, document)
    replaced = guest.post(address(world, "vervangen", document.pk), {"bestand": sent(name="nieuwer.png"), "verzoek": document.link_id})
    assert replaced.status_code == 302
    assert WAITS in anja.get(address(world, "lijst")).content.decode()
    with pytest.raises(Verouderd):
        accept_from_guest(geopend=opened(recht=Recht.DELEN), document=document, versie=1)
    answer = judge(anja, world, document, versie=1)
    assert answer["Location"] == address(world, "document", document.pk)
    assert WAITS in anja.get(address(world, "lijst")).content.decode()
    judge(anja, world, document, versie=2)
    assert WAITS not in anja.get(address(world, "lijst")).content.decode()


def test_what_the_school_put_in_its_place_is_not_a_guests(world, enter, document):
    joke = enter("joke")
    assert joke.post(address(world, "vervangen", document.pk), {"bestand": sent(), "verzoek": world.noor}).status_code == 302
    assert WAITS not in enter("anja").get(address(world, "lijst")).content.decode()


def test_the_right_is_asked_again_inside_the_write(world, opened, document, person):
    geopend = opened(recht=Recht.DELEN)
    person("anja").lidmaatschappen.update(tot="2020-01-01", van="2019-01-01")
    with pytest.raises(AccessOver):
        accept_from_guest(geopend=geopend, document=document, versie=1)
