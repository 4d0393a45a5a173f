"""Taking pupils in: shown before anything is stored, all or nothing, again without change, only for who guides the school."""

import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Lidmaatschap, School, User
from groeidocumenten.dossiers.access import AccessOver, Viewer, open_leerling
from groeidocumenten.dossiers.leerling import wijzigingen
from groeidocumenten.dossiers.models import Journaalregel, Leerling
from groeidocumenten.inlezen import actions, tasks
from groeidocumenten.inlezen.actions import confirm, take_in
from groeidocumenten.inlezen.bewaren import clear_expired, reseal
from groeidocumenten.inlezen.models import WAITS, Inleesdeel, Inleesronde, Koppeling
from tests.builders.administration import edexml

TESS = ("k1", "Tess", "de", "Wit", "2017-06-11", "a")
LUC = ("k2", "Luc", "", "Peters", "2016-12-02", "b")
Stand = Inleesronde.Stand


@pytest.fixture
def regenboog(world) -> School:
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def anja(world, person) -> Viewer:
    return Viewer(user=person("anja"))


@pytest.fixture
def send(anja, regenboog):
    """Send a file with these pupils."""

    def sent(*pupils, viewer=anja, **more):
        return take_in(viewer=viewer, school=regenboog, bestand=io.BytesIO(edexml(pupils, **more)), verzoek=uuid.uuid4())

    return sent


@pytest.fixture
def store(anja):
    return lambda ronde, *dezelfde: confirm(viewer=anja, ronde=ronde, versie=ronde.versie, dezelfde=frozenset(dezelfde))


def named(first: str) -> Leerling:
    return Leerling.unguarded.get(voornaam=first)


def figures(ronde: Inleesronde) -> tuple[int, ...]:
    return ronde.nieuw, ronde.gewijzigd, ronde.twijfel, ronde.zelfde


def test_nothing_is_stored_before_it_is_confirmed_and_then_everything_at_once(send, store, person):
    before = Leerling.unguarded.count()
    ronde = send(TESS, LUC)
    assert figures(ronde) == (2, 0, 0, 0) and ronde.stand == Stand.KLAAR and Leerling.unguarded.count() == before
    store(ronde)
    tess = named("Tess")
    assert (tess.naam, tess.groep, tess.koppeling.jaargroep) == ("Tess de Wit", "6a", "6") and named("Luc").groep == "7"
    ronde.refresh_from_db()
    assert ronde.stand == Stand.INGELEZEN and not ronde.delen.exists() and not ronde.kop
    line = Journaalregel.unguarded.filter(onderwerp=f"ingelezen {ronde.pk}").get()
    assert line.gebruiker_id == person("anja").pk
    store(ronde)
    assert Leerling.unguarded.count() == before + 2


def test_the_same_file_again_has_nothing_to_change_and_the_screen_says_so(send, store, enter, regenboog):
    store(send(TESS, LUC))
    again = send(TESS, LUC)
    assert figures(again) == (0, 0, 0, 2)
    page = enter("anja").get(reverse("inlezen:inlezen_ronde", args=[regenboog.pk, again.pk])).content.decode()
    assert "Niets te veranderen" in page and "Lees in</button>" not in page


def test_only_what_differs_is_changed_with_a_line_in_the_log_of_that_pupil(send, store, anja):
    store(send(TESS, LUC))
    versions = {name: named(name).versie for name in ("Tess", "Luc")}
    ronde = send((*TESS[:5], "b"), LUC)
    assert figures(ronde) == (0, 1, 0, 1)
    store(ronde)
    assert named("Tess").versie == versions["Tess"] + 1 and named("Luc").versie == versions["Luc"]
    said = wijzigingen(open_leerling(anja, named("Tess").pk))
    assert [(one.oud, one.nieuw, one.naam) for one in said] == [("6a", "7", "Anja de Vries, uit de leerlingadministratie")]


def test_who_is_gone_from_the_file_is_shown_and_never_touched(send, store, anja, enter, regenboog):
    store(send(TESS, LUC))
    ronde = send(TESS)
    page = enter("anja").get(reverse("inlezen:inlezen_ronde", args=[regenboog.pk, ronde.pk]) + "?soort=weg").content.decode()
    assert "Luc Peters" in page and "Noorkanarie" in page
    store(ronde)
    assert named("Luc").school_id == regenboog.pk


def test_a_pupil_whom_the_school_typed_in_before_gets_its_key_and_is_not_made_twice(send, store, anja):
    count = Leerling.unguarded.count()
    ronde = send(("k9", "Noorkanarie", "", "Jansen", "2016-05-14", ""))
    assert figures(ronde) == (0, 1, 0, 0)
    store(ronde)
    assert Leerling.unguarded.count() == count and named("Noorkanarie").koppeling.sleutel and named("Noorkanarie").groep == "6"


@pytest.mark.parametrize("changed", [("k77", *TESS[1:]), (*TESS[:4], "2017-11-06", "a")], ids=["another key", "another birth date"])
def test_a_doubtful_pupil_is_left_alone_until_somebody_says_it_is_the_same_child(send, store, changed):
    store(send(TESS))
    born = named("Tess").geboortedatum
    ronde = send(changed)
    assert figures(ronde) == (0, 0, 1, 0)
    store(ronde)
    assert named("Tess").geboortedatum == born
    second = send(changed)
    assert second.twijfel == 1
    store(second, 1)
    assert named("Tess").geboortedatum.isoformat() == changed[4] and send(changed).zelfde == 1


def test_two_pupils_of_one_name_and_birth_date_are_for_a_person_to_judge(send, store):
    ronde = send(TESS, ("k8", *TESS[1:]))
    assert figures(ronde) == (1, 0, 1, 0)
    store(ronde, 2)
    assert Leerling.unguarded.filter(voornaam="Tess").count() == 1


def test_what_changed_between_showing_and_confirming_is_shown_again_and_nothing_is_stored(send, store, anja):
    store(send(TESS, LUC))
    ronde = send((*TESS[:5], "b"), ("k3", "Pim", "", "Kok", "2016-01-01", "a"))
    Leerling.unguarded.filter(voornaam="Tess").update(groep="7")
    with pytest.raises(ValidationError, match="Intussen is er iets veranderd"):
        store(ronde)
    assert not Leerling.unguarded.filter(voornaam="Pim").exists()
    ronde.refresh_from_db()
    assert figures(ronde) == (1, 0, 0, 1) and ronde.versie == 2
    store(ronde)
    assert Leerling.unguarded.filter(voornaam="Pim").exists()


def test_when_storing_fails_halfway_nothing_is_stored(send, store, monkeypatch):
    monkeypatch.setattr(actions, "PIECE", 1)
    ronde = send(TESS, LUC)
    told, calls = actions.write, []

    def fails(**given):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the power went out")
        return told(**given)

    monkeypatch.setattr(actions, "write", fails)
    with pytest.raises(RuntimeError):
        store(ronde)
    assert not Leerling.unguarded.filter(voornaam="Tess").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"brin": "99AB"}, "andere school"), ({"vestiging": "01"}, "vestiging 01"), ({"brin": ""}, "geen BRIN")],
)
def test_the_file_of_another_school_is_refused_and_nothing_is_kept(send, more, words):
    count = Inleesronde.unguarded.count()
    with pytest.raises(ValidationError, match=words):
        send(TESS, **more)
    assert Inleesronde.unguarded.count() == count


def test_who_is_ib_in_the_file_is_named_and_gets_no_account(send, enter, regenboog):
    people, roles = User.objects.count(), Lidmaatschap.objects.count()
    teachers = "<leerkracht key='p'><achternaam>Meer</achternaam><roepnaam>Ilse</roepnaam><rol>IB</rol></leerkracht>"
    ronde = send(TESS, teachers=teachers)
    page = enter("anja").get(reverse("inlezen:inlezen_ronde", args=[regenboog.pk, ronde.pk])).content.decode()
    assert "Ilse Meer" in page and "geen account en geen rechten" in page
    assert (User.objects.count(), Lidmaatschap.objects.count()) == (people, roles)


def test_what_waits_is_sealed_and_a_key_of_the_administration_is_kept_as_a_hash(send, store):
    ronde = send(TESS)
    deel = ronde.delen.get()
    assert not [word for word in ("Tess", "2017-06-11") if word in deel.rijen + deel.uitkomsten + ronde.kop]
    assert reseal() == 0
    store(ronde)
    assert "k1" not in set(Koppeling.unguarded.values_list("sleutel", flat=True))


@pytest.mark.parametrize(("after", "there"), [(WAITS - timedelta(seconds=1), True), (WAITS, False), (WAITS + timedelta(seconds=1), False)])
def test_what_waits_is_gone_after_a_day(send, enter, regenboog, after, there):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ronde = send(TESS)
        client, address = enter("anja"), reverse("inlezen:inlezen_ronde", args=[regenboog.pk, ronde.pk])
        clock.shift(after)
        client = enter("anja")
        assert (client.get(address).status_code == 200) == there
        clear_expired()
        assert Inleesdeel.unguarded.filter(ronde=ronde.pk).exists() == there


def test_who_stops_guiding_the_school_stores_nothing_any_more(send, store, anja):
    ronde = send(TESS)
    Lidmaatschap.objects.filter(gebruiker=anja.user).update(tot=timezone.localdate() - timedelta(days=1))
    with pytest.raises(AccessOver):
        store(ronde)
    with pytest.raises(AccessOver):
        send(TESS)


def test_a_large_file_goes_to_the_worker_and_the_page_says_how_far_it_is(
    send, store, enter, regenboog, anja, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    with django_capture_on_commit_callbacks() as waiting:
        ronde = send(TESS, LUC)
    address = reverse("inlezen:inlezen_ronde", args=[regenboog.pk, ronde.pk])
    assert len(waiting) == 1 and "0 van 2 leerlingen" in enter("anja").get(address).content.decode()
    tasks.compare_one.func(str(ronde.pk), str(anja.user.pk))
    ronde.refresh_from_db()
    assert figures(ronde) == (2, 0, 0, 0)
    store(ronde)
    assert "worden ingelezen" in enter("anja").get(address).content.decode()
    for _ in range(2):
        tasks.store_one.func(str(ronde.pk), str(anja.user.pk), [])
    assert named("Tess") and "Ingelezen" in enter("anja").get(address).content.decode()


def test_the_screen_keeps_nothing_of_a_wrong_file_and_walks_a_good_one_to_its_end(enter, regenboog, world):
    client, address = enter("anja"), reverse("inlezen:inlezen", args=[regenboog.pk])

    def post(content, name="leerlingen.xml"):
        return client.post(address, {"verzoek": uuid.uuid4(), "bestand": SimpleUploadedFile(name, content)})

    wrong = post(b"<html/>")
    assert wrong.status_code == 422 and "geen EDEXML-bestand" in wrong.content.decode()
    assert client.post(address, {"verzoek": uuid.uuid4()}).status_code == 422
    there = post(edexml([TESS]))
    assert there.status_code == 302
    page = client.get(there["Location"]).content.decode()
    assert "Tess de Wit" in page and "Er is nog niets opgeslagen" in page
    assert client.post(f"{there['Location']}bevestigen/", {"versie": "9"}).status_code == 422
    assert client.post(f"{there['Location']}bevestigen/", {"versie": "1", "dezelfde": "3"}).status_code == 422
    assert client.post(f"{there['Location']}bevestigen/", {"versie": "1"}).status_code == 302
    assert named("Tess") and "Ingelezen" in client.get(there["Location"]).content.decode()


def test_what_is_thrown_away_is_gone_and_what_was_taken_in_stays(send, store, enter, regenboog):
    client, done, ronde = enter("anja"), store(send(LUC)), send(TESS)

    def away(one):
        client.post(reverse("inlezen:inlezen_weg", args=[regenboog.pk, one.pk]), {"versie": one.versie})
        return not Inleesronde.unguarded.filter(pk=one.pk).exists()

    assert away(ronde) and not away(done) and named("Luc")


def test_a_file_above_the_limit_is_refused_before_it_is_read(enter, regenboog, settings):
    settings.UPLOAD_LIMITS = settings.UPLOAD_LIMITS | {"/groeidocumenten/inlezen/": 1000}
    sent = {"verzoek": uuid.uuid4(), "bestand": SimpleUploadedFile("a.xml", edexml([TESS]) * 3)}
    answer = enter("anja").post(reverse("inlezen:inlezen", args=[regenboog.pk]), sent)
    assert answer.status_code == 422 and "groter dan" in answer.content.decode()


def test_the_page_costs_the_same_for_two_pupils_and_for_forty(send, enter, regenboog):
    client = enter("anja")

    def cost(count):
        ronde = send(*((f"z{nr}", "Kind", "", f"Nummer {nr}", "2016-01-01", "a") for nr in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("inlezen:inlezen_ronde", args=[regenboog.pk, ronde.pk])).status_code == 200
        return len(queries)

    cost(1)
    assert cost(2) == cost(40)


def test_storing_costs_the_same_for_two_changed_pupils_and_for_forty(send, store):
    def cost(count, group):
        rows = [(f"z{nr}", "Kind", "", f"Nummer {nr}", "2016-01-01", group) for nr in range(count)]
        ronde = send(*rows)
        with CaptureQueriesContext(connection) as queries:
            store(ronde)
        return len(queries)

    cost(40, "a")
    assert cost(40, "b") <= cost(2, "a") + 3
