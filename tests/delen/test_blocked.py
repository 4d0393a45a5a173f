"""Addresses that an order keeps away: refused however they are written, and links that run to them are shut (dossier 8.6)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.asking import ask_by_link
from groeidocumenten.delen.gever import holders
from groeidocumenten.delen.toestemming import ask_toestemming
from groeidocumenten.dossiers.access import Recht, open_leerling
from groeidocumenten.dossiers.adressen import address_hash, normalise_address
from groeidocumenten.dossiers.blokkades import Bepaling, record_blokkade
from groeidocumenten.dossiers.models import Blokkade, Blokkadeadres, Gezagsrelatie, Groeidocument
from tests.delen.acting import about, linked, state, works
from tests.delen.filled import day, make_link, refused, rows

SAME = ["Oma@Test.example", "o.m.a@test.example", "oma+school@test.example", " OMA+x+y@TEST.EXAMPLE. ", "ｏｍａ@test.example"]


@pytest.mark.parametrize("written", SAME)
def test_one_mailbox_has_one_form(written):
    assert normalise_address(written) == "oma@test.example" and address_hash(written) == address_hash("oma@test.example")


@pytest.mark.parametrize("other", ["oma@test.example.nl", "opa@test.example", "oma@sub.test.example", "omaa@test.example"])
def test_other_mailboxes_differ(other):
    assert normalise_address(other) != normalise_address("oma@test.example")


def test_names_of_one_provider_and_of_one_domain_in_two_alphabets_are_the_same():
    assert normalise_address("a.b@googlemail.com") == normalise_address("ab@gmail.com")
    assert normalise_address("a@bücher.example") == normalise_address("a@xn--bcher-kva.example")


@pytest.mark.parametrize("odd", ["", "@", "geen adres", "a@", "@b", "\x00@\x00", "é" * 400 + "@x", "a@" + "x" * 300])
def test_nonsense_breaks_nothing(odd):
    assert len(address_hash(odd)) == 64


@pytest.fixture
def geopend(opened):
    return opened(recht=Recht.DELEN)


@pytest.fixture
def record(geopend):
    return open_leerling(geopend.viewer, geopend.groeidocument.leerling_id)


def order(record, *adressen: str, van: int = 0, tot: int | None = None) -> Blokkade:
    today, key = timezone.localdate(), uuid.uuid4()
    end = None if tot is None else today + timedelta(days=tot)
    record_blokkade(geopend=record, bepaling=Bepaling("contactverbod", "X", adressen, today + timedelta(days=van), end), verzoek=key)
    return Blokkade.unguarded.get(pk=key)


@pytest.mark.parametrize("written", SAME[:3])
def test_a_link_to_a_blocked_address_is_refused_and_nothing_is_made(written, world, anja, toestemming, record):
    order(record, "oma@test.example")
    before = rows()
    assert "contactverbod" in refused(make_link(anja, world, toestemming, ontvanger_email=written.strip()))
    assert rows() == before


def test_a_running_link_to_an_address_that_is_blocked_now_is_shut_at_once(geopend, record, opened):
    link, other = linked(geopend, email="o.m.a@test.example").link, linked(geopend).link
    of_sem = linked(opened(recht=Recht.DELEN, file="sem"), email="oma@test.example").link
    made = order(record, "oma+1@test.example")
    assert not works(link) and state(link) == "geblokkeerd"
    assert works(other) and works(of_sem), "another address, another pupil"
    Blokkade.unguarded.filter(pk=made.pk).update(opgeheven_op=timezone.now())
    assert works(link)


@pytest.mark.parametrize(("van", "tot", "blocked"), [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 0, True)])
def test_an_order_holds_on_its_days(van, tot, blocked, geopend, record):
    order(record, "oma@test.example", van=van, tot=tot)
    if blocked:
        with pytest.raises(ValidationError, match="contactverbod"):
            linked(geopend, email="oma@test.example")
    else:
        linked(geopend, email="oma@test.example")


def test_asking_by_a_link_and_using_again_refuse_it_too(geopend, record, person):
    Gezagsrelatie.unguarded.filter(gebruiker=person("peter")).update(gebruiker=None)
    people = [one for one in holders(geopend.groeidocument) if one.account is None]
    [asked] = ask_toestemming(geopend=geopend, vraag=about(), aan=people, verzoek=uuid.uuid4())
    order(record, "oma@test.example")
    until = timezone.now() + timedelta(days=3)
    with pytest.raises(ValidationError, match="contactverbod"):
        ask_by_link(geopend=geopend, antwoord=asked.antwoorden.get(), email="OMA@test.example", tot=until, verzoek=uuid.uuid4())


def test_an_account_with_a_blocked_address_is_not_tied_to_a_relation(world, anja, record, person):
    order(record, "buurvrouw@test.example")
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    free = Gezagsrelatie.unguarded.create(leerling=leerling, naam="B", soort="ouder_met_gezag", bron="b")
    place = reverse("dossiers:gezag_account", args=[leerling.pk, free.pk])
    form = {"email": "buurvrouw@test.example", "versie": "0", "account": str(person("buurvrouw").pk)}
    assert "contactverbod" in refused(anja.post(place, form))
    free.refresh_from_db()
    assert free.gebruiker is None


def test_an_order_is_recorded_extended_and_ended_and_read_by_who_guides_only(world, anja, enter):
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    form = {"soort": "contactverbod", "naam": "Karel Verboden", "adressen": "k@x.example\nk2@x.example", "geldig_van": day(0)}
    form |= {"geldig_tot": "", "toelichting": "Beschikking van maart.", "gezag": "", "verzoek": str(uuid.uuid4())}
    place = reverse("dossiers:blokkade_nieuw", args=[leerling.pk])
    for _ in range(2):
        assert anja.post(place, form).status_code == 302
    made = Blokkade.unguarded.get(pk=form["verzoek"])
    assert made.adressen.count() == 2 and "Karel" not in made.naam and "k@x" not in made.adressen.first().adres, "sealed"
    one = [leerling.pk, made.pk]
    assert anja.post(reverse("dossiers:blokkade", args=one), {"adressen": "K@X.example\nk3@x.example"}).status_code == 302
    assert made.adressen.count() == 3, "one that was known in another spelling adds nothing"
    assert "Karel Verboden" in anja.get(reverse("dossiers:leerling", args=[leerling.pk])).content.decode()
    for name in ("joke", "fatima", "mehmet", "noor"):
        assert enter(name).get(reverse("dossiers:blokkade", args=one)).status_code == 404
    for _ in range(2):
        anja.post(reverse("dossiers:blokkade_einde", args=one), {})
    made.refresh_from_db()
    assert made.opgeheven_op is not None
    assert not Blokkadeadres.unguarded.in_force().filter(blokkade=made).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"adressen": "geen adres"}, "geen e-mailadres"), ({"naam": ""}, ""), ({"soort": ""}, ""), ({"geldig_tot": "2020-01-01"}, "vóór")]
    + [({"adressen": "\n".join(f"a{n}@x.example" for n in range(21))}, "hoogstens 20"), ({"gezag": str(uuid.uuid4())}, "")],
)
def test_a_wrong_order_is_refused(wrong, words, world, anja):
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    form = {"soort": "contactverbod", "naam": "K", "adressen": "k@x.example", "geldig_van": day(0), "verzoek": str(uuid.uuid4())} | wrong
    before = rows()
    assert words in refused(anja.post(reverse("dossiers:blokkade_nieuw", args=[leerling.pk]), form))
    assert rows() == before
