"""The record of a pupil: data with a log, gezag that is dated and works at once, the schoolloopbaan, 16 and 18, names that look alike."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.doelen.models import Doel
from groeidocumenten.dossiers.access import AccessOver, Viewer, open_leerling
from groeidocumenten.dossiers.leerling import Changed, change_leerling
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Handeling, Journaalregel, Leerling, Loopbaanregel, Toestemming
from groeidocumenten.dossiers.names import nearly_the_same, plain
from groeidocumenten.gesprekken.models import Gesprek
from groeidocumenten.inhoud.models import Gespreksnotitie
from tests.delen.filled import consent_form

TODAY = timezone.localdate


@pytest.fixture
def noor(world):
    return Groeidocument.unguarded.get(pk=world.noor).leerling


@pytest.fixture
def anja(enter):
    return enter("anja")


def at(name: str, leerling: Leerling, *more: object) -> str:
    return reverse(f"dossiers:{name}", args=[leerling.pk, *more])


def gegevens(leerling: Leerling, **changes: str) -> dict[str, str]:
    now = {name: getattr(leerling, name) for name in ("voornaam", "tussenvoegsel", "achternaam", "groep", "versie")}
    return now | {"geboortedatum": leerling.geboortedatum.isoformat()} | changes


def relatie(leerling: Leerling, username: str) -> Gezagsrelatie:
    return leerling.gezagsrelaties.get(gebruiker__username=username)


def corrected(gezag: Gezagsrelatie, **changes: str) -> dict[str, str]:
    now = {"naam": gezag.naam, "soort": gezag.soort, "bron": gezag.bron, "versie": str(gezag.versie), "adres": "", "geldig_tot": ""}
    return now | {"geldig_van": gezag.geldig_van.isoformat()} | changes


# --- Data ---------------------------------------------------------------------------------------


def test_a_new_name_shows_everywhere_and_the_log_says_who_changed_what(world, anja, enter, noor):
    assert anja.post(at("leerling_wijzigen", noor), gegevens(noor, voornaam="Noortje")).status_code == 302
    for client in (anja, enter("fatima"), enter("gast_leest_alles")):
        assert "Noortje" in client.get(f"/groeidocumenten/{world.noor}/").content.decode()
    page = anja.get(at("leerling", noor)).content.decode()
    assert "Laatste wijzigingen" in page and "Noorkanarie" in page and "Anja de Vries" in page
    line = Journaalregel.unguarded.filter(handeling=Handeling.LEERLING_GEWIJZIGD).latest("volgnummer")
    assert line.onderwerp == str(noor.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"voornaam": ""},
        {"voornaam": "a\x00b"},
        {"achternaam": "x" * 81},
        {"geboortedatum": "9999-12-31"},
        {"versie": "x"},
        {"versie": "-1"},
    ],
)
def test_wrong_data_is_refused_beside_the_field_and_changes_nothing(changes, anja, noor):
    answer = anja.post(at("leerling_wijzigen", noor), gegevens(noor) | changes)
    assert answer.status_code == 422 and "gp-error-summary" in answer.content.decode()
    noor.refresh_from_db()
    assert (noor.voornaam, noor.versie) == ("Noorkanarie", 0)


def test_the_second_of_two_who_change_a_pupil_sees_both_and_overwrites_nothing(anja, noor):
    stale = gegevens(noor, groep="8")
    anja.post(at("leerling_wijzigen", noor), gegevens(noor, groep="7"))
    answer = anja.post(at("leerling_wijzigen", noor), stale)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Een collega heeft dit net gewijzigd" in page and ">7<" in page and 'value="8"' in page
    noor.refresh_from_db()
    assert noor.groep == "7"
    assert anja.post(at("leerling_wijzigen", noor), stale | {"versie": "1"}).status_code == 302, "on purpose the second time"


def test_a_change_sent_twice_is_one_change(anja, noor):
    for _ in range(2):
        assert anja.post(at("leerling_wijzigen", noor), gegevens(noor, groep="7")).status_code == 302
    noor.refresh_from_db()
    assert noor.versie == 1 and noor.wijzigingen.filter(veld="groep").count() == 1


def test_who_stops_guiding_the_school_cannot_finish_a_change(person, noor):
    anja = person("anja")
    geopend = open_leerling(Viewer(user=anja), noor.pk)
    anja.lidmaatschappen.update(tot=TODAY() - timedelta(days=1), van=TODAY() - timedelta(days=9))
    with pytest.raises(AccessOver):
        change_leerling(geopend=geopend, waarden=gegevens(noor) | {"geboortedatum": noor.geboortedatum}, versie=0)


def held_steps(world) -> list[str]:
    """Steps in what hangs on a file that cannot be undone: end a goal, agree a report, share a talk, share a note."""
    doel = Doel.unguarded.get(groeidocument=world.noor, overgenomen_op__isnull=False)
    gesprek = Gesprek.unguarded.get(groeidocument=world.noor)
    notitie = Gespreksnotitie.unguarded.filter(groeidocument=world.noor, door__username="anja", gedeeld_op__isnull=True).first()
    steps = [reverse("doelen:evalueren", args=[world.noor, doel.pk]), reverse("inhoud:notitie", args=[world.noor, notitie.pk])]
    return steps + [reverse(f"gesprekken:{name}", args=[world.noor, gesprek.pk]) for name in ("vaststellen", "delen")]


def test_a_name_that_is_nearly_the_same_is_told_with_birth_dates_at_every_step(world, anja, noor):
    twin = Leerling.unguarded.create(school=noor.school, voornaam="Noorkanari", achternaam="Jansen", geboortedatum=date(2015, 2, 28))
    Leerling.unguarded.create(school=noor.school, voornaam="Heel", achternaam="Anders", geboortedatum=date(2015, 3, 1))
    steps = [reverse(f"dossiers:{name}", args=[world.noor]) for name in ("afsluiten", "volgende", "leerling_van")]
    steps += [reverse(f"delen:{name}", args=[world.noor]) for name in ("toestemming_nieuw", "leerkracht_nieuw", "gezag_nieuw")]
    steps += [reverse("documenten:verwijderen", args=[world.noor, world.documents["gewoon"]]), *held_steps(world)]
    steps += [at("leerling_wijzigen", noor), at("gezag_nieuw", noor), f"/groeidocumenten/starten/?leerling={noor.pk}"]
    for address in steps:
        page = anja.get(address).content.decode()
        assert "bijna dezelfde naam" in page and "28 februari 2015" in page and "14 mei 2016" in page, address
        assert "Heel Anders, geboren" not in page, address
    assert "14 mei 2016" in anja.get(at("leerling", twin)).content.decode()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Noor Jansen", "Noor Janssen", True),
        ("Zoë de Wit", "Zoe de Wit", True),
        ("Lisa de Vries", "Lise de Vries", True),
        ("Sem Bakker", "Sam Mulder", False),
    ],
)
def test_which_names_look_alike(one, other, alike):
    assert nearly_the_same(plain(one), plain(other)) is alike


# --- Gezag --------------------------------------------------------------------------------------


def test_gezag_that_is_ended_today_ends_access_at_once_in_an_open_session(world, anja, enter, noor):
    fatima, gezag = enter("fatima"), relatie(noor, "fatima")
    assert fatima.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    form = {"geldig_tot": TODAY().isoformat(), "bron": "beschikking", "versie": "0"}
    for _ in range(2):
        assert anja.post(at("gezag_einde", noor, gezag.pk), form).status_code == 302
    assert fatima.get(f"/groeidocumenten/{world.noor}/").status_code == 404
    assert enter("peter").get(f"/groeidocumenten/{world.noor}/").status_code == 200
    assert relatie(noor, "fatima").geldt, "the day itself is in the period; access does not wait for its end"
    back = corrected(relatie(noor, "fatima"), geldig_tot="")
    assert anja.post(at("gezag_wijzigen", noor, gezag.pk), back).status_code == 302
    assert fatima.get(f"/groeidocumenten/{world.noor}/").status_code == 200, "a correction gives access back"


def test_losing_gezag_by_a_correction_works_at_once(world, anja, enter, noor):
    gezag = relatie(noor, "peter")
    assert anja.post(at("gezag_wijzigen", noor, gezag.pk), corrected(gezag, soort="ouder_zonder_gezag")).status_code == 302
    assert enter("peter").get(f"/groeidocumenten/{world.noor}/").status_code == 404
    assert "ouder zonder gezag" in anja.get(at("leerling", noor)).content.decode()


def test_an_end_before_the_beginning_and_an_impossible_year_are_refused(anja, noor):
    gezag = relatie(noor, "fatima")
    for day in ((gezag.geldig_van - timedelta(days=1)).isoformat(), "0001-01-01", "31-31-2026", ""):
        answer = anja.post(at("gezag_einde", noor, gezag.pk), {"geldig_tot": day, "bron": "b", "versie": "0"})
        assert answer.status_code == 422, day
    assert relatie(noor, "fatima").geldig_tot is None


def test_a_parent_without_account_is_recorded_and_tied_to_an_account_later_in_two_steps(world, anja, enter, noor, person):
    niemand = person("buurvrouw")
    form = {
        "naam": "Els van Dijk",
        "soort": "voogd",
        "geldig_van": TODAY().isoformat(),
        "bron": "beschikking",
        "verzoek": str(uuid.uuid4()),
    }
    for _ in range(2):
        assert anja.post(at("gezag_nieuw", noor), form).status_code == 302
    gezag = noor.gezagsrelaties.get(naam="Els van Dijk")
    address, step = at("gezag_account", noor, gezag.pk), {"email": niemand.email.upper(), "versie": "0"}
    for wrong in ("x", "nergens@test.example", person("noor").email, "a\x00@b.example"):
        assert anja.post(address, step | {"email": wrong}).status_code == 422, wrong
    first = anja.post(address, step).content.decode()
    assert "Is dit het goede account?" in first and "14 mei 2016" in first
    client = enter("buurvrouw")
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 404, "a look alone ties nothing"
    assert anja.post(address, step | {"account": str(uuid.uuid4())}).status_code == 200, "another account than was shown"
    assert anja.post(address, step | {"account": str(niemand.pk)}).status_code == 302
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 200


def test_gezag_that_begins_later_opens_on_its_day_also_in_a_file_that_was_started_before(world, anja, enter, noor, person):
    tomorrow = TODAY() + timedelta(days=1)
    gezag = relatie(noor, "zonder_gezag")
    Gezagsrelatie.unguarded.filter(pk=gezag.pk).update(soort="voogd", geldig_van=tomorrow)
    form = {"leerling": str(noor.pk), "format_versie": str(world.versie), "verzoek": str(uuid.uuid4())}
    assert anja.post("/groeidocumenten/starten/", form).status_code == 302
    client = enter("zonder_gezag")
    assert client.get(f"/groeidocumenten/{form['verzoek']}/").status_code == 404
    Gezagsrelatie.unguarded.filter(pk=gezag.pk).update(geldig_van=TODAY())
    assert client.get(f"/groeidocumenten/{form['verzoek']}/").status_code == 200


def test_an_objection_asks_everybodys_toestemming_until_it_is_settled(world, anja, noor):
    gezag = relatie(noor, "fatima")
    address, known = (
        at("gezag_bezwaar", noor, gezag.pk),
        {"stand": "bekend", "sinds": TODAY().isoformat(), "toelichting": "Brief", "versie": "0"},
    )
    for wrong in ({"sinds": ""}, {"sinds": "9999-01-01"}, {"stand": "misschien"}, {"toelichting": "x" * 1001}):
        assert anja.post(address, known | wrong).status_code == 422, wrong
    assert anja.post(address, known).status_code == 302
    share = consent_form(world, gegeven_door=[str(gezag.pk)])
    assert anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), share).status_code == 302
    holding = Toestemming.unguarded.holding().filter(pk=share["verzoek"])
    assert not holding.exists(), "the other one's is needed too"
    assert anja.post(address, known | {"stand": "geen", "versie": "1"}).status_code == 302
    assert holding.all().exists()


def test_the_second_of_two_who_change_a_relation_sees_the_address_that_stands_there(anja, noor):
    gezag = relatie(noor, "peter")
    anja.post(at("gezag_wijzigen", noor, gezag.pk), corrected(gezag, adres="Eerste straat 1"))
    answer = anja.post(at("gezag_wijzigen", noor, gezag.pk), corrected(gezag, adres="Tweede straat 2"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Eerste straat 1" in page and "Tweede straat 2" in page


@pytest.mark.parametrize("name", ["gezag_wijzigen", "gezag_einde", "gezag_bezwaar", "gezag_account"])
def test_a_relation_of_another_pupil_is_not_found_through_this_one(name, world, anja, noor):
    other = Groeidocument.unguarded.get(pk=world.sem).leerling.gezagsrelaties.get()
    assert anja.get(at(name, noor, other.pk)).status_code == 404


# --- Schoolloopbaan, 16 and 18 ------------------------------------------------------------------


def test_a_row_of_the_schoolloopbaan_is_added_once_corrected_and_taken_away_with_a_log(anja, noor):
    form = {"schooljaar": str(TODAY().year - 1), "school": "De Eik", "groep": "3", "van": "", "tot": "", "verzoek": str(uuid.uuid4())}
    for _ in range(2):
        assert anja.post(at("loopbaan_nieuw", noor), form).status_code == 302
    regel = noor.loopbaan.get(school="De Eik")
    change = form | {"school": "De Beuk", "versie": "0"}
    assert anja.post(at("loopbaan_wijzigen", noor, regel.pk), change).status_code == 302
    assert anja.post(at("loopbaan_wijzigen", noor, regel.pk), change | {"school": "De Den"}).status_code == 409
    anja.post(at("loopbaan_weg", noor, regel.pk), {"versie": "0"})
    assert noor.loopbaan.filter(school="De Beuk").exists(), "it changed since the page was shown"
    anja.post(at("loopbaan_weg", noor, regel.pk), {"versie": "1"})
    page = anja.get(at("leerling", noor)).content.decode()
    assert "De Eik" in page and "De Beuk" in page and not Loopbaanregel.unguarded.filter(pk=regel.pk).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"schooljaar": "1900"},
        {"schooljaar": ""},
        {"school": ""},
        {"school": "x" * 151},
        {"van": "2025-09-01", "tot": "2025-08-01"},
        {"van": "0001-01-01"},
    ],
)
def test_a_wrong_row_is_refused_and_changes_nothing(changes, anja, noor):
    form = {"schooljaar": str(TODAY().year - 1), "school": "De Eik", "verzoek": str(uuid.uuid4())} | changes
    assert anja.post(at("loopbaan_nieuw", noor), form).status_code == 422
    assert noor.loopbaan.count() == 1


@pytest.mark.parametrize("age", [16, 18])
def test_an_age_is_told_to_the_school_and_cuts_nobody_off(age, world, anja, enter, noor):
    assert "wie beslist" not in anja.get(at("leerling", noor)).content.decode()
    Leerling.unguarded.filter(pk=noor.pk).update(geboortedatum=TODAY().replace(day=1) - timedelta(days=366 * age))
    assert f"{age} jaar: wie beslist?" in anja.get("/groeidocumenten/").content.decode()
    assert f"{age} of ouder" in anja.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert enter("fatima").get(f"/groeidocumenten/{world.noor}/").status_code == 200
    for _ in range(2):
        assert anja.post(at("leeftijd", noor, age), {"afspraak": "Ouders lezen mee tot de zomer."}).status_code == 302
    assert "Ouders lezen mee tot de zomer." in anja.get(at("leerling", noor)).content.decode()
    assert "wie beslist?" not in anja.get("/groeidocumenten/").content.decode()
    assert enter("fatima").get(f"/groeidocumenten/{world.noor}/").status_code == 200
    assert "wie beslist" not in enter("joke").get("/groeidocumenten/").content.decode()


def test_an_age_that_was_not_reached_is_not_written_down(anja, noor):
    for grens in (16, 17):
        anja.post(at("leeftijd", noor, grens), {"afspraak": "x"})
    assert noor.leeftijdsgesprekken.count() == 0


def test_the_page_of_a_pupil_costs_the_same_with_one_row_of_everything_and_with_ten(world, anja, noor):
    def queries() -> int:
        anja.get(at("leerling", noor))
        with CaptureQueriesContext(connection) as captured:
            anja.get(at("leerling", noor))
        return len(captured)

    before = queries()
    for number in range(10):
        form = {"schooljaar": str(TODAY().year - number), "school": f"School {number}", "verzoek": str(uuid.uuid4())}
        assert anja.post(at("loopbaan_nieuw", noor), form).status_code == 302
        Gezagsrelatie.unguarded.create(leerling=noor, naam=f"Oma {number}", soort="overig", bron="b")
    assert queries() == before


def test_the_second_saver_is_refused_inside_the_deed_too(person, noor):
    geopend = open_leerling(Viewer(user=person("anja")), noor.pk)
    values = gegevens(noor) | {"geboortedatum": noor.geboortedatum}
    change_leerling(geopend=geopend, waarden=values | {"groep": "7"}, versie=0)
    with pytest.raises(Changed):
        change_leerling(geopend=geopend, waarden=values | {"groep": "8"}, versie=0)
