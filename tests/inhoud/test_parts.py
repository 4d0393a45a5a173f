"""A hoofdstuk is called ready or not applicable: by the school, with name and date, and never in place of what is really filled in."""

import uuid

import pytest
from django.urls import reverse

from formats.models import Format, publish_version
from formats.schema import Deel, FormatSchema, JaNee, LangeTekst, Sectie, Slot, Voorwaarde
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel
from groeidocumenten.inhoud.actions import save_section
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.models import Deelmelding
from groeidocumenten.inhoud.parts import standing

SCHEMA = FormatSchema(
    titel="Met klaar",
    soort="groeidocument",
    delen=(
        Deel(
            key="d",
            titel="Het hoofdstuk",
            nvt=True,
            strekking="Gezien door de ouders.",
            ondertekenaars=(Slot(key="s", rol="Tekenrol ouder", betekenissen=("voor_gezien",)),),
            secties=(
                Sectie(
                    key="d1",
                    titel="Een",
                    velden=(
                        LangeTekst(key="moet", label="Moet echt", eis="verplicht"),
                        LangeTekst(key="liever", label="Liever wel", eis="gewenst"),
                        LangeTekst(key="moet-nvt", label="Moet of niet", eis="verplicht", nvt=True),
                    ),
                ),
                Sectie(
                    key="d2",
                    titel="Twee",
                    velden=(
                        JaNee(key="jn", label="Speelt het?"),
                        LangeTekst(key="dan", label="Dan ook", eis="verplicht", voorwaarden=(Voorwaarde(bron="jn", waarden=("ja",)),)),
                    ),
                ),
            ),
        ),
        Deel(
            key="later",
            titel="Alleen bij ja",
            voorwaarden=(Voorwaarde(bron="jn", waarden=("ja",)),),
            secties=(Sectie(key="l1", titel="Later", velden=(LangeTekst(key="l", label="Later dus"),)),),
        ),
    ),
)


@pytest.fixture
def file(world, person):
    viewer = Viewer(user=person("anja"))
    versie = publish_version(format=Format.objects.create(titel="Met klaar", soort="groeidocument"), schema=SCHEMA)
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    return open_dossier(viewer, made.pk, Recht.DELEN)


def save(file, **answers):
    for sectie in file.schema.deel("d").secties:
        mine = {veld.key: answers[name] for veld in sectie.velden if (name := veld.key.replace("-", "_")) in answers}
        if nvt := answers.get("_nvt"):
            mine["_nvt"] = nvt
        if mine:
            save_section(geopend=file, sectie=sectie, antwoorden=mine, versie=read_content(file).of(sectie).versie)


def address(file, name: str = "klaar") -> str:
    return reverse(f"inhoud:{name}", args=[file.groeidocument.pk, "d"])


def page(client, file) -> str:
    return client.get(reverse("inhoud:hoofdstuk", args=[file.groeidocument.pk, "d"])).content.decode()


def report(client, file):
    shown = client.get(address(file)).content.decode()
    stand = shown.partition('name="stand" value="')[2].partition('"')[0]
    return client.post(address(file), {"stand": stand})


def fill(file):
    save(file, moet="ja", _nvt={"moet-nvt": "speelt hier niet"}, jn={"antwoord": "nee", "toelichting": ""})


def test_a_part_with_empty_blocking_questions_is_not_ready_and_says_which(file, enter):
    anja = enter("anja")
    save(file, jn={"antwoord": "ja", "toelichting": ""})
    answer = anja.post(address(file), {"stand": "0-1"})
    shown = answer.content.decode()
    assert answer.status_code == 422 and not Deelmelding.unguarded.exists()
    assert all(label in shown for label in ("Moet echt", "Moet of niet", "Dan ook")) and "Liever wel" not in shown
    assert reverse("inhoud:sectie", args=[file.groeidocument.pk, "d", "d1"]) + "#id_veld_moet" in shown


def test_a_question_that_does_not_apply_blocks_nothing(file, enter):
    fill(file)
    assert report(enter("anja"), file).status_code == 302
    [melding] = Deelmelding.unguarded.all()
    assert melding.soort == "klaar"
    assert Journaalregel.unguarded.filter(groeidocument_id=file.groeidocument.pk, handeling=Handeling.DEEL_KLAAR).count() == 1


def test_ready_shows_who_and_when_and_that_something_changed_afterwards(file, enter):
    anja, fatima = enter("anja"), enter("fatima")
    fill(file)
    report(anja, file)
    assert "Klaar gemeld op" in page(anja, file) and file.viewer.name in page(fatima, file) and "Daarna nog" not in page(anja, file)
    save(file, moet="toch anders", _nvt={"moet-nvt": "speelt hier niet"})
    assert "Daarna nog gewijzigd" in page(fatima, file)
    assert report(anja, file).status_code == 302 and "Daarna nog gewijzigd" not in page(anja, file)


def test_reporting_twice_says_it_once(file, enter):
    fill(file)
    anja = enter("anja")
    for _ in range(3):
        assert report(anja, file).status_code in (302, 200)
    assert Deelmelding.unguarded.count() == 1


def test_a_part_that_changed_since_it_was_shown_is_not_called_ready(file, enter):
    fill(file)
    anja = enter("anja")
    shown = anja.get(address(file)).content.decode().partition('name="stand" value="')[2].partition('"')[0]
    save(file, liever="ondertussen")
    assert anja.post(address(file), {"stand": shown}).status_code == 422 and not Deelmelding.unguarded.exists()


@pytest.mark.parametrize("stand", ["", "x", "\x00", "9" * 500, "🌱"])
def test_a_crafted_state_reports_nothing(stand, file, enter):
    fill(file)
    assert enter("anja").post(address(file), {"stand": stand}).status_code == 422 and not Deelmelding.unguarded.exists()


def test_not_applicable_needs_a_reason_keeps_the_answers_and_can_be_undone(file, enter):
    fill(file)
    anja = enter("anja")
    assert anja.post(address(file, "niet_van_toepassing"), {"reden": " "}).status_code == 422 and not Deelmelding.unguarded.exists()
    assert anja.post(address(file, "niet_van_toepassing"), {"reden": "het redenkanarie geldt"}).status_code == 302
    assert "redenkanarie" in page(enter("fatima"), file)
    assert "redenkanarie" not in str(list(Deelmelding.unguarded.values())), "the reason is sealed"
    [melding] = standing(read_content(file)).values()
    assert anja.post(address(file, "heropenen"), {"melding": str(melding.pk)}).status_code == 302
    assert not standing(read_content(file)) and read_content(file).alles["moet"] == "ja"
    assert Deelmelding.unguarded.count() == 1, "the fact stays"


def test_taking_back_takes_only_the_word_that_was_shown(file, enter):
    fill(file)
    anja = enter("anja")
    report(anja, file)
    old = Deelmelding.unguarded.get()
    anja.post(address(file, "niet_van_toepassing"), {"reden": "nieuw woord"})
    for melding in (str(old.pk), "", "x", str(uuid.uuid4())):
        assert anja.post(address(file, "heropenen"), {"melding": melding}).status_code == 302
    assert standing(read_content(file))["d"].reden == "nieuw woord"


@pytest.mark.parametrize("name", ["fatima", "noor", "mehmet", "ria"])
@pytest.mark.parametrize("view", ["klaar", "niet_van_toepassing", "heropenen"])
def test_only_the_school_says_it(name, view, file, enter):
    fill(file)
    assert enter(name).post(address(file, view), {"stand": "1-1", "reden": "x"}).status_code == 404
    assert not Deelmelding.unguarded.exists()


def test_places_to_sign_are_shown(file, enter):
    shown = page(enter("fatima"), file)
    assert "Tekenrol ouder" in shown and "Gezien door de ouders." in shown and "nog niet getekend" in shown


def test_a_part_that_does_not_apply_is_not_listed_and_keeps_its_answers(file, enter):
    anja = enter("anja")
    address_of_file = reverse("inhoud:dossier", args=[file.groeidocument.pk])
    assert "Alleen bij ja" not in anja.get(address_of_file).content.decode()
    save(file, jn={"antwoord": "ja", "toelichting": ""})
    assert "Alleen bij ja" in anja.get(address_of_file).content.decode()
