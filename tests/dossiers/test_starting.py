"""A new pupil and a new file: only in one's own school, once per form, and what is wrong is said in Dutch."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import School
from formats.models import Format, FormatVersie, publish_version
from formats.schema import Deel, FormatSchema, LangeTekst, Sectie, Variant
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, GroeidocumentUserPermission, Handeling, Journaalregel, Leerling

NEW, START = "/groeidocumenten/leerlingen/nieuw/", "/groeidocumenten/starten/"


@pytest.fixture
def anja(enter):
    return enter("anja")


def child(**changes):
    return {
        "school": str(School.objects.get(naam="De Regenboog").pk),
        "voornaam": "Lotte",
        "tussenvoegsel": "de",
        "achternaam": "Bruin",
        "geboortedatum": "2016-03-01",
        "groep": "5",
        "verzoek": str(uuid.uuid4()),
    } | changes


def start(world, **changes):
    sem = Groeidocument.unguarded.get(pk=world.sem).leerling_id
    return {"leerling": str(sem), "format_versie": str(world.versie), "verzoek": str(uuid.uuid4())} | changes


WRONG_CHILDREN = {
    "no first name": {"voornaam": ""},
    "too long a name": {"achternaam": "x" * 81},
    "a NUL in the name": {"voornaam": "a\x00b"},
    "no date of birth": {"geboortedatum": ""},
    "a day that does not exist": {"geboortedatum": "2017-02-29"},
    "born tomorrow": {"geboortedatum": "9999-12-31"},
    "born long ago": {"geboortedatum": "0001-01-01"},
    "somebody else's school": {"school": "ANDER"},
    "an invented school": {"school": str(uuid.uuid4())},
    "no school": {"school": ""},
    "no one-time id": {"verzoek": ""},
}


@pytest.mark.parametrize("case", WRONG_CHILDREN)
def test_a_wrong_pupil_is_refused_and_changes_nothing(case, world, anja):
    other = str(School.objects.get(naam="De Horizon").pk)
    changes = {name: other if value == "ANDER" else value for name, value in WRONG_CHILDREN[case].items()}
    before = Leerling.unguarded.count()
    answer = anja.post(NEW, child(**changes))
    assert answer.status_code == 422 and "gp-error-summary" in answer.content.decode()
    assert Leerling.unguarded.count() == before


@pytest.mark.parametrize("name", ["🌻 Zonneschijn", "שרה", "O'Brien-Jansen", "Yıldız", "<b>Bobby</b>; DROP TABLE"])
def test_any_name_can_be_written_and_is_shown_as_text(name, world, anja):
    assert anja.post(NEW, child(voornaam=name)).status_code == 302
    page = anja.get(START).content.decode()
    assert "<b>Bobby" not in page
    assert Leerling.unguarded.filter(voornaam=name).exists()


def test_a_pupil_sent_twice_is_one_pupil(world, anja):
    form = child()
    answers = {anja.post(NEW, form)["Location"] for _ in range(2)}
    assert len(answers) == 1 and Leerling.unguarded.filter(achternaam="Bruin").count() == 1


def test_the_key_of_another_schools_pupil_or_file_is_refused(world, anja):
    daan = Groeidocument.unguarded.get(pk=world.daan)
    before = Leerling.unguarded.count(), Groeidocument.unguarded.count()
    for address, form in ((NEW, child(verzoek=str(daan.leerling_id))), (START, start(world, verzoek=str(daan.pk)))):
        answer = anja.post(address, form)
        assert answer.status_code == 422 and "al gebruikt" in answer.content.decode()
        assert "Daankanarie" not in answer.content.decode()
    assert (Leerling.unguarded.count(), Groeidocument.unguarded.count()) == before


@pytest.mark.parametrize("field", ["leerling", "format_versie"])
@pytest.mark.parametrize("value", ["", "x", "\x00", "6a1c9f0e-1111-4c2b-9d3e-0123456789ab", "ANDER"])
def test_a_wrong_start_is_refused_and_changes_nothing(field, value, world, anja):
    daan = Groeidocument.unguarded.get(pk=world.daan)
    before = Groeidocument.unguarded.count()
    answer = anja.post(START, start(world, **{field: str(daan.leerling_id) if value == "ANDER" else value}))
    assert answer.status_code == 422 and Groeidocument.unguarded.count() == before
    assert "Daankanarie" not in answer.content.decode()


def test_a_withdrawn_and_an_older_format_cannot_be_started_on(world, anja):
    versie = FormatVersie.objects.get(pk=world.versie)
    Format.objects.filter(pk=versie.format_id).update(ingetrokken_op=timezone.now())
    before = Groeidocument.unguarded.count()
    assert anja.post(START, start(world)).status_code == 422 and Groeidocument.unguarded.count() == before


def test_a_start_gives_grants_to_todays_parents_only_and_leaves_a_line(world, anja, person):
    noor = Groeidocument.unguarded.get(pk=world.noor).leerling_id
    form = start(world, leerling=str(noor))
    for _ in range(2):
        assert anja.post(START, form).status_code == 302
    holders = GroeidocumentUserPermission.objects.filter(content_object=form["verzoek"])
    assert set(holders.values_list("user__username", flat=True)) == {"fatima", "peter", "noor"}
    assert Journaalregel.unguarded.filter(groeidocument_id=form["verzoek"], handeling=Handeling.GESTART).count() == 1


@pytest.mark.parametrize("name", ["joke", "ria", "fatima", "noor", "oud_ib", "nog_niet_ib", "beheer", "wortel", "gast_schrijft_alles"])
def test_only_who_guides_a_school_can_add_a_pupil_or_start_a_file(name, world, enter):
    client, before = enter(name), (Leerling.unguarded.count(), Groeidocument.unguarded.count())
    assert {client.post(NEW, child()).status_code, client.post(START, start(world)).status_code} == {404}
    assert (Leerling.unguarded.count(), Groeidocument.unguarded.count()) == before


def test_hidden_names_change_nothing_of_a_pupil(world, anja, person):
    form = child(id=str(uuid.uuid4()), pk="x", gebruiker=str(person("niemand").pk), groeidocumenten="x")
    assert anja.post(NEW, form).status_code == 302
    assert Leerling.unguarded.get(pk=form["verzoek"]).gebruiker is None


GEZAG = {"naam": "A. Bruin", "soort": "ouder_met_gezag", "geldig_tot": "", "bron": "formulier"}
WRONG_GEZAG = {
    "no name": {"naam": ""},
    "too long a name": {"naam": "x" * 121},
    "an unknown relation": {"soort": "buurman"},
    "no beginning": {"geldig_van": ""},
    "no source": {"bron": ""},
    "ends before it begins": {"geldig_tot": "2000-01-01"},
    "nonsense as date": {"geldig_tot": "31-31-2027"},
}


@pytest.mark.parametrize("case", WRONG_GEZAG)
def test_wrong_gezag_is_refused_and_changes_nothing(case, world, anja):
    form = GEZAG | {"geldig_van": timezone.localdate().isoformat(), "verzoek": str(uuid.uuid4())} | WRONG_GEZAG[case]
    before = Gezagsrelatie.unguarded.count()
    answer = anja.post(reverse("delen:gezag_nieuw", args=[world.noor]), form)
    assert answer.status_code == 422 and "gp-error-summary" in answer.content.decode()
    assert Gezagsrelatie.unguarded.count() == before


def test_gezag_sent_twice_is_one_relation(world, anja):
    form = GEZAG | {"geldig_van": (timezone.localdate() - timedelta(days=1)).isoformat(), "verzoek": str(uuid.uuid4())}
    for _ in range(2):
        assert anja.post(reverse("delen:gezag_nieuw", args=[world.noor]), form).status_code == 302
    assert Gezagsrelatie.unguarded.filter(naam="A. Bruin").count() == 1


def test_a_format_with_variants_is_started_in_the_chosen_one(world, anja):
    veld = LangeTekst(key="v", label="V")
    lang = LangeTekst(key="w", label="W", varianten=("lang",))
    deel = Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=(veld, lang)),))
    varianten = (Variant(key="kort", naam="Kort", uitleg="voor een eerste gesprek"), Variant(key="lang", naam="Uitgebreid"))
    schema = FormatSchema(titel="Vormen", soort="groeidocument", varianten=varianten, delen=(deel,))
    versie = publish_version(format=Format.objects.create(titel="Vormenformat", soort="groeidocument"), schema=schema)
    page = anja.get(START).content.decode()
    assert "Kort: voor een eerste gesprek (1 hoofdstuk, 1 vraag)" in page and "Uitgebreid (1 hoofdstuk, 2 vragen)" in page
    form = start(world, format_versie=f"{versie.pk}:lang")
    assert anja.post(START, form).status_code == 302
    assert Groeidocument.unguarded.get(pk=form["verzoek"]).variant == "lang"
    for wrong in (f"{versie.pk}:geen", str(versie.pk), f"{world.versie}:lang"):
        assert anja.post(START, start(world, format_versie=wrong)).status_code == 422
