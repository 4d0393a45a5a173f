"""Passkeys: added after proof, instead of a code, instead of everything; a challenge counts once, here alone, and a copied key is refused."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.inloggen import passkeys
from accounts.inloggen.models import Inlogregel, TweedeStap, Wat
from accounts.inloggen.tweede_stap import remove
from tests.builders.both_steps import code, log_in
from tests.builders.passkey import PRESENT, Device
from tests.builders.queue import work
from tests.builders.world import PASSWORD

User = get_user_model()
LIST, ASK, IN, CODE = "/inloggen/passkeys/", "/inloggen/passkeys/vraag/", "/inloggen/passkeys/binnen/", "/inloggen/passkeys/code/"


@pytest.fixture(autouse=True)
def _no_failures_from_elsewhere(db):
    reset()


def challenge(client: Client, voor: str) -> dict:
    answer = client.post(ASK, {"voor": voor})
    assert answer.status_code == 200, answer.content
    return answer.json()


def adds(client: Client, device: Device, naam: str = "Laptop", **changed: str):
    return client.post(LIST, {"naam": naam, "antwoord": device.create(challenge(client, "erbij"), **changed)})


def comes_in(device: Device, client: Client | None = None, **changed):
    client = client or Client()
    return client.post(IN, {"antwoord": device.get(challenge(client, "inloggen"), **changed), "next": "/groeidocumenten/starten/"})


def inside(client: Client) -> bool:
    return client.get("/groeidocumenten/").status_code == 200


@pytest.fixture
def laptop(world, enter) -> Device:
    """Anja's first passkey."""
    device = Device()
    assert adds(enter("anja"), device)["Location"] == LIST
    return device


def gave_password(name: str = "anja") -> Client:
    client = Client()
    client.post("/inloggen/", {"username": name, "password": PASSWORD})
    return client


def test_one_is_added_with_a_name_and_told_by_mail(world, enter, person, mailoutbox, django_capture_on_commit_callbacks):
    anja = enter("anja")
    options = challenge(anja, "erbij")["publicKey"]
    assert options["rp"]["id"] == "testserver" and options["authenticatorSelection"]["userVerification"] == "required"
    assert str(person("anja").pk) not in json.dumps(options)
    assert adds(anja, Device(), "").status_code == 422
    first, second = Device(), Device()
    with django_capture_on_commit_callbacks(execute=True):
        assert adds(anja, first, "Laptop van school").status_code == adds(anja, second, "Telefoon").status_code == 302
        work()
    page = anja.get(LIST).content.decode()
    assert "Laptop van school" in page and "Telefoon" in page
    assert {one["id"] for one in challenge(anja, "erbij")["publicKey"]["excludeCredentials"]} and len(passkeys.own(person("anja"))) == 2
    assert [mail.subject for mail in mailoutbox] == ["Er is een passkey toegevoegd"] * 2
    assert adds(enter("joke"), first).status_code == 422, "a key is one person's"


def test_adding_and_removing_ask_proof_again(laptop, enter, person):
    anja = enter("anja")
    options = challenge(anja, "erbij")
    session = anja.session
    session["zeker_sinds"] = 0
    session.save()
    [row] = passkeys.own(person("anja"))
    for answer in (anja.get(LIST), anja.post(LIST, {"naam": "x", "antwoord": Device().create(options)}), anja.post(f"{LIST}{row.pk}/weg/")):
        assert answer["Location"] == "/inloggen/opnieuw/?next=%2Finloggen%2Fpasskeys%2F"
    assert anja.post(ASK, {"voor": "erbij"}).status_code == 403 and passkeys.own(person("anja")) == [row]
    answer = anja.post("/inloggen/passkeys/opnieuw/", {"antwoord": laptop.get(challenge(anja, "opnieuw")), "next": LIST})
    assert answer["Location"] == LIST and anja.get(LIST).status_code == 200, "a passkey is proof itself"


def test_alone_it_is_two_steps_and_leads_where_somebody_was_going(laptop, world):
    client = Client()
    before = client.session.session_key
    assert comes_in(laptop, client)["Location"] == "/groeidocumenten/starten/"
    assert inside(client) and client.session.session_key != before
    assert "hier bent u nu" in client.get("/inloggen/beveiliging/").content.decode()
    assert client.get(f"/groeidocumenten/{world.noor}/gekeken/").status_code == 200, "and it is a fresh proof"


def test_instead_of_the_code_it_follows_the_right_password_and_is_that_persons(laptop, enter):
    client = gave_password()
    assert "Gebruik uw passkey" in client.get("/inloggen/code/").content.decode()
    assert client.post(CODE, {"antwoord": laptop.get(challenge(client, "code"), flags=PRESENT)})["Location"] == "/start/"
    assert inside(client)
    joke, of_joke = enter("joke"), Device()
    adds(joke, of_joke)
    client = gave_password()
    assert client.post(CODE, {"antwoord": of_joke.get(challenge(client, "code"))}).status_code == 422 and not inside(client)
    assert Client().post(CODE, {"antwoord": "{}"})["Location"] == "/inloggen/"


def test_a_parent_may_use_one_without_choosing_a_second_step(world, enter, person):
    device = Device()
    adds(enter("fatima"), device)
    client = Client()
    comes_in(device, client)
    assert inside(client) and person("fatima").tweede_stap_sinds is None
    assert inside(gave_password("fatima"))


def test_a_challenge_counts_once_even_when_the_answer_was_wrong(laptop):
    client = Client()
    answer = laptop.get(challenge(client, "inloggen"))
    assert client.post(IN, {"antwoord": "{}"}).status_code == 422
    assert client.post(IN, {"antwoord": answer}).status_code == 422, "the challenge was used up"
    answer = laptop.get(challenge(client, "inloggen"))
    assert client.post(IN, {"antwoord": answer}).status_code == 302
    for replayed in (client, Client()):
        replayed.post("/uitloggen/")
        assert replayed.post(IN, {"antwoord": answer}).status_code == 422 and not inside(replayed)
    challenge(stale := Client(), "inloggen")
    assert stale.post(IN, {"antwoord": laptop.get(challenge(Client(), "inloggen"))}).status_code == 422, "of another session"


def test_a_challenge_is_for_one_purpose_and_for_five_minutes(laptop, enter):
    anja = enter("anja")
    assert anja.post("/inloggen/passkeys/opnieuw/", {"antwoord": laptop.get(challenge(anja, "erbij"), rp="testserver")}).status_code == 422
    waits = gave_password()
    asked = challenge(waits, "code")
    assert waits.post(IN, {"antwoord": laptop.get(asked)}).status_code == 422
    for nobody in (Client(), waits):
        assert nobody.post(ASK, {"voor": "opnieuw"}).status_code == nobody.post(ASK, {"voor": "erbij"}).status_code == 403
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        answer = laptop.get(challenge(client, "inloggen"))
        clock.shift(timedelta(minutes=5))
        assert client.post(IN, {"antwoord": answer}).status_code == 422


@pytest.mark.parametrize(
    "origin", ["https://testserver", "http://testserver.boef.example", "http://sub.testserver", "http://testserver:8000", "", "null"]
)
def test_what_was_signed_on_another_site_is_refused_here(origin, laptop, enter):
    client = Client()
    assert comes_in(laptop, client, origin=origin).status_code == 422 and not inside(client)
    assert adds(enter("joke"), Device(), origin=origin).status_code == 422


def test_the_site_is_that_of_base_url_whatever_host_was_asked(laptop, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(HTTP_HOST="boef.example")
    options = challenge(client, "inloggen")
    assert options["publicKey"]["rpId"] == "testserver"
    assert client.post(IN, {"antwoord": laptop.get(options, origin="http://boef.example")}).status_code == 422
    assert comes_in(laptop, rp="boef.example").status_code == 422


def test_alone_it_must_have_seen_its_owner(laptop):
    client = Client()
    assert challenge(client, "inloggen")["publicKey"]["userVerification"] == "required"
    assert comes_in(laptop, client, flags=PRESENT).status_code == 422 and not inside(client)


def test_a_counter_that_does_not_go_up_is_a_copy(laptop):
    for _ in range(2):
        assert comes_in(laptop).status_code == 302
    laptop.counter -= 1
    assert comes_in(laptop).status_code == 422
    laptop.counter = 0
    assert comes_in(laptop).status_code == 422
    assert Inlogregel.objects.filter(gebruiker__username="anja", wat=Wat.KOPIE).count() == 2
    laptop.counter = 50
    assert comes_in(laptop).status_code == 302, "the owner's own one goes on"


def test_one_that_was_taken_away_opens_nothing_and_ends_every_other_session(laptop, enter, person):
    there = Client()
    comes_in(laptop, there)
    here, [row] = Client(), passkeys.own(person("anja"))
    log_in("anja", PASSWORD, here)
    assert enter("joke").post(f"{LIST}{row.pk}/weg/").status_code == 302 and passkeys.own(person("anja")) == [row], "it is not hers"
    assert here.post(f"{LIST}{row.pk}/weg/").status_code == 302
    assert passkeys.own(person("anja")) == [] and inside(here) and not inside(there)
    assert comes_in(laptop).status_code == 422


def test_an_account_that_ended_and_a_second_step_that_was_reset_take_it_along(laptop, person):
    User.objects.filter(username="anja").update(is_active=False)
    assert comes_in(laptop).status_code == 422
    User.objects.filter(username="anja").update(is_active=True)
    remove(user=person("anja"), door=person("beheer"))
    assert comes_in(laptop).status_code == 422 and not Authenticator.objects.filter(user=person("anja")).exists()


def test_another_phone_leaves_it_and_a_code_still_works(laptop, enter, person):
    TweedeStap.objects.update(teller=0)
    client = gave_password()
    assert client.post("/inloggen/code/", {"code": code()}).status_code == 302
    assert comes_in(laptop).status_code == 302


NONSENSE = [
    "",
    "[]",
    "null",
    "{",
    "[" * 19_000,
    '{"id": 1}',
    '{"id": "AA", "rawId": "AA", "response": {}}',
    "x" * 30_000,
    '{"rawId": "é"}',
    "\x00",
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_in_words(nonsense, laptop, enter):
    client = Client()
    challenge(client, "inloggen")
    answer = client.post(IN, {"antwoord": nonsense})
    assert answer.status_code == 422 and "werkte niet" in answer.content.decode()
    anja = enter("anja")
    challenge(anja, "erbij")
    answer = anja.post(LIST, {"naam": "Telefoon", "antwoord": nonsense})
    assert answer.status_code == 422 and "Telefoon" in answer.content.decode()


def test_without_a_script_the_page_says_what_to_do(world):
    page = Client().get("/inloggen/").content.decode()
    assert "alleen als JavaScript aanstaat" in page and 'data-passkey="inloggen"' in page
