"""To a pupil's next groeidocument: what is offered, what goes along with its origin; and what waits for whom in the hoofdstukken."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from formats.models import Format, publish_version
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.inhoud.actions import saved_section
from groeidocumenten.inhoud.carry import carry, offers
from groeidocumenten.inhoud.files import contents
from groeidocumenten.inhoud.inbreng import suggest
from groeidocumenten.inhoud.models import Bijlage, Correctieverzoek
from groeidocumenten.inhoud.wachten import attention, waiting
from tests.builders.world import CHAPTERS, schema
from tests.inhoud.filled import CHAPTER, SECTIE, address, form


@pytest.fixture
def next_file(world, person, opened):
    """A next groeidocument of Noor, on a format that has the first two hoofdstukken."""
    whole = schema()
    versie = publish_version(
        format=Format.objects.create(titel="Volgend format", soort="groeidocument"),
        schema=whole.model_copy(update={"titel": "Volgend format", "delen": whole.delen[:2]}),
    )
    viewer, leerling = Viewer(user=person("anja")), opened().groeidocument.leerling
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    return open_dossier(viewer, made.pk, Recht.DELEN)


def test_hoofdstukken_with_an_answer_are_offered(world, opened, next_file):
    assert [keuze.key for keuze in offers(opened())] == list(CHAPTERS)
    assert offers(next_file) == []


def test_only_what_was_chosen_goes_along_and_shows_where_it_came_from(world, enter, opened, next_file):
    carry(opened(), next_file, [CHAPTERS[0], CHAPTERS[2], "bestaat-niet"])
    page = enter("anja").get(f"/groeidocumenten/{next_file.groeidocument.pk}/hoofdstuk/{CHAPTERS[0]}/").content.decode()
    assert f"kanarie-noor-{CHAPTERS[0]}" in page and "Uit het vorige groeidocument “Proefformat”" in page
    other = enter("anja").get(f"/groeidocumenten/{next_file.groeidocument.pk}/hoofdstuk/{CHAPTERS[1]}/").content.decode()
    assert f"kanarie-noor-{CHAPTERS[1]}" not in other
    for never in ("kanarie-voorstel", "kanarie-notitie", "kanarie-concept", "Ook hier een"):
        assert never not in page, never


def test_a_file_goes_along_sealed_for_its_new_place(world, opened, next_file):
    carry(opened(), next_file, [CHAPTER])
    [copy] = Bijlage.unguarded.filter(groeidocument=next_file.groeidocument)
    assert f"kanarie-noor-{CHAPTER}".encode() in contents(copy)


def test_carrying_twice_keeps_what_somebody_wrote_since(world, opened, next_file, enter):
    carry(opened(), next_file, [CHAPTER])
    place = reverse("inhoud:sectie", args=[next_file.groeidocument.pk, CHAPTER, SECTIE])
    enter("anja").post(place, form(1, verhaal="nieuw geschreven", keuze="soms"))
    carry(opened(), next_file, [CHAPTER])
    sectie = next_file.sectie(CHAPTER, SECTIE)[1]
    assert saved_section(next_file, sectie).antwoorden[f"{CHAPTER}-verhaal"] == "nieuw geschreven"


def test_an_own_view_goes_where_the_disputed_text_goes(world, enter, person, opened, next_file):
    verhaal = f"{CHAPTER}-verhaal"
    ask = {"veld": verhaal, "tekst": "Dit klopt niet.", "verzoek": uuid.uuid4()}
    enter("fatima").post(reverse("inhoud:correctie_vragen", args=[world.noor, CHAPTER]), ask)
    asked = Correctieverzoek.unguarded.get(pk=ask["verzoek"])
    place = reverse("inhoud:correctie", args=[world.noor, CHAPTER, asked.pk])
    enter("anja").post(place, {"besluit": "blijft", "antwoord": "Zo zag de deskundige het."})
    enter("fatima").post(place, {"tekst": "Wij zien een vrolijk kind.", "verzoek": uuid.uuid4()})

    carry(opened(), next_file, [CHAPTERS[1]])
    assert not next_file.groeidocument.zienswijzen.exists(), "the disputed text stayed behind"
    for _twice in range(2):
        carry(opened(), next_file, [CHAPTER])
    [view] = next_file.groeidocument.zienswijzen.all()
    assert view.door == person("fatima") and view.verzoek.veld == verhaal and view.verzoek.op == asked.op
    page = enter("peter").get(f"/groeidocumenten/{next_file.groeidocument.pk}/hoofdstuk/{CHAPTER}/").content.decode()
    assert "Wij zien een vrolijk kind." in page and "Fatima el Amrani, zienswijze bij" in page
    own = reverse("inhoud:correctie", args=[next_file.groeidocument.pk, CHAPTER, view.verzoek.pk])
    assert "Zo zag de deskundige het." in enter("fatima").get(own).content.decode()
    assert enter("peter").get(own).status_code == 404, "the request itself is between her and the school, here too"


# --- What waits ---------------------------------------------------------------------------------


def words(geopend) -> str:
    return " ".join(zaak.tekst for zaak in waiting(geopend))


def test_each_finds_what_waits_for_them(world, opened):
    assert "Beoordeel een voorstel" in words(opened("anja")) and "verzoek om correctie" in words(opened("anja"))
    assert "Beoordeel een voorstel" in words(opened("joke")) and "verzoek om correctie" not in words(opened("joke"))
    assert "nog tekst die niet is opgeslagen" in words(opened("joke")) and "niet is opgeslagen" not in words(opened("anja"))
    for name in ("fatima", "peter", "noor"):
        assert waiting(opened(name)) == [], name


def test_what_waits_leads_to_where_it_is_done(world, enter, opened):
    for zaak in waiting(opened("anja")):
        assert enter("anja").get(zaak.adres).status_code == 200


def test_the_overview_hears_of_what_waits_for_the_school_only(world, person):
    files = [world.noor, world.sem, world.daan]
    assert set(attention(Viewer(user=person("anja")), files)) == {world.noor}
    assert "3 voorstellen te beoordelen" in attention(Viewer(user=person("anja")), files)[world.noor]
    assert attention(Viewer(user=person("joke")), files)[world.noor] == ["3 voorstellen te beoordelen"]
    for name in ("fatima", "noor", "mehmet", "kees"):
        assert attention(Viewer(user=person(name)), files) == {}, name


def counted(deed) -> int:
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def test_what_waits_costs_the_same_for_three_suggestions_and_for_twenty(world, enter, opened, person):
    viewer = Viewer(user=person("anja"))
    page = f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/"
    anja = enter("anja")
    anja.get(page)
    deeds = (lambda: waiting(opened()), lambda: attention(viewer, [world.noor, world.sem]), lambda: anja.get(page))
    before = [counted(deed) for deed in deeds]
    fatima = opened("fatima", Recht.AANVULLEN)
    sectie = fatima.sectie(CHAPTER, SECTIE)[1]
    for number in range(17):
        suggest(
            geopend=fatima,
            hoofdstuk=CHAPTER,
            sectie=sectie,
            veld=sectie.velden[0],
            nieuw=f"Voorstel {number}",
            reden="x",
            verzoek=uuid.uuid4(),
        )
    assert [counted(deed) for deed in deeds] == before
    geopend = opened()
    assert counted(lambda: waiting(geopend)) == 1


def test_the_history_costs_the_same_for_one_state_and_for_twenty(world, enter):
    anja, place = enter("anja"), reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE])
    anja.post(address(world), form(1, verhaal="stand 1"))
    anja.get(place)
    before = counted(lambda: anja.get(place))
    for number in range(2, 21):
        anja.post(address(world), form(number, verhaal=f"stand {number}"))
    assert counted(lambda: anja.get(place)) == before
