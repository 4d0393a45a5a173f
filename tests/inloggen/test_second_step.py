"""The second step: the password alone opens nothing, a code works once, and who lost a phone is helped by an administrator and by nobody else."""

import base64
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.groups import ensure_beheerders
from accounts.inloggen.codes import code_at, half_minute, new_secret
from accounts.inloggen.models import TRIES, Inlogregel, TweedeStap, Wat
from accounts.inloggen.sluiten import Kluisadapter, reseal, ring
from accounts.inloggen.tweede_stap import Geweigerd, Uitkomst, check, recovery_codes, remove, set_up
from tests.builders.both_steps import SECRET, code, log_in
from tests.builders.world import PASSWORD

User = get_user_model()
PRIVATE = ("/groeidocumenten/", "/start/", "/inloggen/beveiliging/", "/inloggen/herstelcodes/")
STAFF = ["anja", "redactie", "eindredactie", "beheer", "wortel", "joke", "ria"]


@pytest.fixture(autouse=True)
def _no_failures_from_elsewhere(db):
    reset()


def first(username: str, client: Client | None = None, **more: str) -> Client:
    """A browser in which the password was given, and nothing else."""
    client = client or Client()
    client.post("/inloggen/", {"username": username, "password": PASSWORD, **more})
    return client


def nobody(client: Client) -> bool:
    """Whether this browser is led to log in, whatever private address it asks for."""
    answers = [client.get(address) for address in PRIVATE] + [client.get("/admin/", follow=True)]
    at_the_door = all(one.status_code == 302 and one["Location"].startswith("/inloggen/") for one in answers[:-1])
    return at_the_door and answers[-1].redirect_chain[-1][0].startswith("/inloggen/")


def enrols(client: Client) -> tuple[str, object]:
    """Set up the second step in this browser, as an app does: the secret stands on the page; and what came of it."""
    page = client.get("/inloggen/instellen/").content.decode()
    secret = page.partition('<code id="geheim">')[2].partition("</code>")[0].replace(" ", "")
    return secret, client.post("/inloggen/instellen/", {"code": code_at(secret, half_minute())})


def fresh(username: str = "nieuw", soort: str = "medewerker") -> object:
    """Somebody who never signed in."""
    return User.objects.create_user(username, f"{username}@test.example", PASSWORD, soort=soort)


# --- the password alone -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", STAFF)
def test_the_password_alone_opens_nothing(name, world):
    client = first(name)
    assert nobody(client) and "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", STAFF)
def test_a_session_without_the_stamp_is_nobodys(name, world, enter):
    client = enter(name)
    session = client.session
    del session["tweede_stap"]
    session.save()
    assert nobody(client)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 302
    assert client.get("/").wsgi_request.user.is_anonymous, "on every address, not only on those that somebody thought of"


def test_a_stamp_of_somebody_else_or_of_an_earlier_second_step_is_worth_nothing(world, enter, person):
    anja, joke = enter("anja"), enter("joke")
    session = anja.session
    session["tweede_stap"] = joke.session["tweede_stap"]
    session.save()
    assert nobody(anja)
    remove(user=person("joke"), door=person("beheer"))
    assert nobody(joke)
    set_up(user=person("joke"), secret=new_secret(), step=0)
    assert nobody(joke)


def test_the_code_is_what_opens_and_the_session_is_a_new_one(world):
    client = first("anja")
    before = client.session.session_key
    answer = client.post("/inloggen/code/", {"code": code()})
    assert answer.status_code == 302 and answer["Location"] == "/start/"
    assert client.session.session_key != before and not Session.objects.filter(pk=before).exists()
    assert client.get("/groeidocumenten/").status_code == 200


def test_who_was_going_somewhere_lands_there_and_never_elsewhere(world):
    client = first("anja", next="/groeidocumenten/starten/")
    assert client.post("/inloggen/code/", {"code": code(), "next": "//boef.example"})["Location"] == "/groeidocumenten/starten/"
    assert first("joke", next="//boef.example").post("/inloggen/code/", {"code": code()})["Location"] == "/start/"


def test_parents_and_pupils_may_do_without(world):
    for name in ("fatima", "noor"):
        assert first(name).get("/groeidocumenten/").status_code == 200


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete", "post"])
def test_without_the_password_the_second_step_leads_back(method, world):
    for address in ("/inloggen/code/", "/inloggen/instellen/"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 405 or answer["Location"] == "/inloggen/"


def test_the_second_step_waits_ten_minutes_and_not_a_second_more(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = first("anja")
        clock.shift(timedelta(minutes=9, seconds=59))
        assert client.get("/inloggen/code/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.post("/inloggen/code/", {"code": code()})["Location"] == "/inloggen/"


def test_a_changed_password_or_an_account_that_ended_ends_the_waiting(world, person):
    client, anja = first("anja"), person("anja")
    anja.is_active = False
    anja.save()
    assert client.get("/inloggen/code/").status_code == 302
    anja.is_active = True
    anja.set_password("een-heel-ander-lang-wachtwoord")
    anja.save()
    assert client.get("/inloggen/code/").status_code == 302


# --- codes ------------------------------------------------------------------------------------------


def test_a_code_works_once_in_whatever_browser(world):
    one, other = first("anja"), first("anja")
    used = code()
    assert one.post("/inloggen/code/", {"code": used}).status_code == 302
    refused = other.post("/inloggen/code/", {"code": used})
    assert refused.status_code == 422 and "al gebruikt" in refused.content.decode() and nobody(other)


def test_a_code_of_the_paper_works_once(world, person):
    paper = recovery_codes(person("anja"))
    assert len(paper) == 10
    assert first("anja").post("/inloggen/code/", {"code": f"{paper[3][:4]} {paper[3][4:]}"}).status_code == 302
    assert first("anja").post("/inloggen/code/", {"code": paper[3]}).status_code == 422
    assert first("joke").post("/inloggen/code/", {"code": paper[4]}).status_code == 422, "it is Anja's"
    assert len(recovery_codes(person("anja"))) == 9
    assert Inlogregel.objects.filter(gebruiker__username="anja", wat=Wat.HERSTELCODE).count() == 1


@pytest.mark.parametrize("nonsense", ["", "\x00", "🔑", "12345", "1234567", "x" * 10_000, "' OR 1=1 --", "١٢٣٤٥٦"])
def test_nonsense_is_refused_beside_the_field(nonsense, world):
    answer = first("anja").post("/inloggen/code/", {"code": nonsense})
    assert answer.status_code == 422 and "gp-field--error" in answer.content.decode()


def test_five_wrong_codes_wait_a_quarter_of_an_hour_and_five_more_twice_that(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = first("anja")
        said = [client.post("/inloggen/code/", {"code": "000000"}).content.decode() for _ in range(TRIES)]
        assert "te vaak" not in said[-2] and "te vaak" in said[-1]
        assert first("anja").post("/inloggen/code/", {"code": code()}).status_code == 422, "in another browser too"
        assert first("joke").post("/inloggen/code/", {"code": code()}).status_code == 302, "others may come in"
        clock.shift(timedelta(minutes=15))
        for _ in range(TRIES):
            assert check(User.objects.get(username="anja"), "000000") in (Uitkomst.FOUT, Uitkomst.WACHT)
        clock.shift(timedelta(minutes=30) - timedelta(seconds=1))
        assert check(User.objects.get(username="anja"), code()) is Uitkomst.WACHT
        clock.shift(timedelta(seconds=1))
        assert check(User.objects.get(username="anja"), code()) is Uitkomst.GOED
    assert TweedeStap.objects.get(gebruiker__username="anja").fouten == 0
    assert Inlogregel.objects.filter(gebruiker__username="anja", wat=Wat.WACHT).count() == 2


def test_the_database_holds_no_secret_and_the_lines_no_code(world, person):
    anja = person("anja")
    paper = recovery_codes(anja)
    first("anja").post("/inloggen/code/", {"code": "424242"})
    rows = [str(row.data) for row in Authenticator.objects.filter(user=anja)]
    assert len(rows) == 2 and not [row for row in rows if SECRET in row or any(one in row for one in paper)]
    assert "424242" not in str(list(Inlogregel.objects.values()))


# --- setting up -------------------------------------------------------------------------------------


def test_the_first_login_asks_to_set_it_up_and_nothing_leads_around(world):
    fresh()
    client = first("nieuw", next="/groeidocumenten/starten/")
    assert nobody(client)
    assert client.get("/inloggen/code/")["Location"] == "/inloggen/instellen/"
    assert client.post("/inloggen/instellen/", {"code": "000000"}).status_code == 422 and nobody(client)
    _, answer = enrols(client)
    assert answer["Location"] == "/inloggen/herstelcodes/"
    page = client.get("/inloggen/herstelcodes/").content.decode()
    assert all(f"{one[:4]} {one[4:]}" in page for one in recovery_codes(User.objects.get(username="nieuw")))
    assert client.post("/inloggen/herstelcodes/")["Location"] == "/groeidocumenten/starten/"
    assert client.get("/inloggen/herstelcodes/")["Location"] == "/inloggen/beveiliging/", "they are shown once"
    assert nobody(first("nieuw")), "another browser needs a code"


def test_the_page_keeps_its_secret_and_a_sent_one_counts_for_nothing(world):
    fresh()
    client = first("nieuw")
    page = client.get("/inloggen/instellen/").content.decode()
    assert client.get("/inloggen/instellen/").content.decode().partition('id="geheim"')[2][:60] == page.partition('id="geheim"')[2][:60]
    sent = {"code": code(), "geheim": SECRET, "secret": SECRET, "tweede_stap_geheim": SECRET}
    assert client.post("/inloggen/instellen/", sent).status_code == 422
    assert User.objects.get(username="nieuw").tweede_stap_sinds is None


def test_nobody_sets_it_up_for_somebody_else_or_over_what_is_there(world, person):
    before = person("anja").tweede_stap_sinds
    client = first("anja")
    assert client.get("/inloggen/instellen/")["Location"] == "/inloggen/code/"
    assert client.post("/inloggen/instellen/", {"code": code()})["Location"] == "/inloggen/code/"
    fresh()
    other = first("nieuw")
    assert other.post("/inloggen/instellen/", {"code": "000000", "user": str(person("anja").pk)}).status_code == 422
    enrols(other)
    assert person("anja").tweede_stap_sinds == before
    with pytest.raises(Geweigerd):
        set_up(user=person("anja"), secret=new_secret(), step=0)


def test_the_code_that_set_it_up_is_used(world):
    fresh()
    secret, _ = enrols(first("nieuw"))
    assert first("nieuw").post("/inloggen/code/", {"code": code_at(secret, half_minute())}).status_code == 422


def test_the_secret_of_one_person_is_not_given_to_the_next_in_the_same_browser(world):
    fresh(), fresh("ander")
    client = first("nieuw")
    page = client.get("/inloggen/instellen/").content.decode()
    first("ander", client)
    assert client.get("/inloggen/instellen/").content.decode().partition('id="geheim"')[2][:60] != page.partition('id="geheim"')[2][:60]


def test_a_parent_chooses_it_with_the_password_and_may_stop(world, person):
    client, elsewhere = Client(), first("fatima")
    log_in("fatima", PASSWORD, client)
    page = client.get("/inloggen/instellen/").content.decode()
    secret = page.partition('<code id="geheim">')[2].partition("</code>")[0].replace(" ", "")
    typed = {"code": code_at(secret, half_minute()), "wachtwoord": "fout"}
    assert client.post("/inloggen/instellen/", typed).status_code == 422
    assert client.post("/inloggen/instellen/", typed | {"wachtwoord": PASSWORD})["Location"] == "/inloggen/herstelcodes/"
    assert client.get("/groeidocumenten/").status_code == 200 and nobody(elsewhere), "her other browsers sign in anew"
    assert first("fatima").get("/groeidocumenten/").status_code == 302
    paper = recovery_codes(person("fatima"))
    assert client.post("/inloggen/beveiliging/", {"code": paper[0], "doe": "uit"}).status_code == 302
    assert person("fatima").tweede_stap_sinds is None and first("fatima").get("/groeidocumenten/").status_code == 200


def test_staff_may_move_it_but_not_stop(world, person, enter):
    client = enter("anja")
    assert client.post("/inloggen/beveiliging/", {"code": code(), "doe": "uit"}).status_code == 403
    TweedeStap.objects.update(teller=0)
    assert client.post("/inloggen/beveiliging/", {"code": "000000", "doe": "telefoon"}).status_code == 422
    assert client.get("/inloggen/instellen/")["Location"] == "/inloggen/beveiliging/"
    assert client.post("/inloggen/beveiliging/", {"code": code(), "doe": "telefoon"})["Location"] == "/inloggen/instellen/"
    before = person("anja").tweede_stap_sinds
    _, answer = enrols(client)
    assert answer["Location"] == "/inloggen/herstelcodes/" and person("anja").tweede_stap_sinds > before
    assert client.get("/groeidocumenten/").status_code == 200
    assert first("anja").post("/inloggen/code/", {"code": code()}).status_code == 422, "the old phone opens nothing"
    assert Inlogregel.objects.filter(gebruiker__username="anja", wat=Wat.VERNIEUWD, door__username="anja").exists()


def test_a_parent_who_came_into_the_admin_is_asked_for_one(world, person, enter):
    client = enter("fatima")
    person("fatima").groups.add(ensure_beheerders())
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/inloggen/instellen/"
    assert first("fatima").get("/groeidocumenten/").status_code == 302


# --- the administrator ------------------------------------------------------------------------------


@pytest.fixture
def beheer(world, person, enter) -> Client:
    person("beheer").groups.set([ensure_beheerders()])
    return enter("beheer")


def test_an_administrator_takes_it_away_and_every_session_ends(beheer, world, person, enter):
    anja = enter("anja")
    address = f"/admin/tweede-stap/{person('anja').pk}/"
    assert "Anja" in beheer.get("/admin/tweede-stap/", {"zoek": "anja"}).content.decode()
    assert beheer.get(address).status_code == 200 and person("anja").tweede_stap_sinds
    assert beheer.post(address).status_code == 302
    assert nobody(anja) and not Authenticator.objects.filter(user=person("anja")).exists()
    assert first("anja").get("/inloggen/code/")["Location"] == "/inloggen/instellen/"
    line = Inlogregel.objects.get(gebruiker=person("anja"), wat=Wat.HERSTELD)
    assert line.door == person("beheer")


def test_not_of_oneself_nor_of_a_superuser_nor_of_a_guest(beheer, world, person):
    guest = world.guests["gast_van_sem"].link.gebruiker
    for one in (person("beheer"), person("wortel")):
        assert beheer.post(f"/admin/tweede-stap/{one.pk}/")["Location"] == "/admin/", "the admin says that this may not be done"
    for one in (guest, person("fatima")):
        assert beheer.post(f"/admin/tweede-stap/{one.pk}/").status_code == 404
    assert person("wortel").tweede_stap_sinds and person("beheer").tweede_stap_sinds
    assert guest.username not in beheer.get("/admin/tweede-stap/").content.decode()
    for act in (lambda: set_up(user=guest, secret=new_secret(), step=0), lambda: remove(user=guest, door=person("beheer"))):
        with pytest.raises(Geweigerd):
            act()


@pytest.mark.parametrize("name", ["redactie", "eindredactie", "anja", "ria", "fatima", "anoniem"])
def test_nobody_else_does(name, world, person, enter):
    client, target = enter(name), person("joke")
    for answer in (client.get("/admin/tweede-stap/"), client.post(f"/admin/tweede-stap/{target.pk}/")):
        assert answer.status_code in (302, 403) and b"joke" not in answer.content
    assert person("joke").tweede_stap_sinds


def test_the_list_asks_as_much_for_many_as_for_few(beheer, person):
    beheer.get("/admin/tweede-stap/")
    with CaptureQueriesContext(connection) as few:
        beheer.get("/admin/tweede-stap/")
    User.objects.bulk_create([User(username=f"erbij{number}", soort="medewerker") for number in range(30)])
    for name in ("anja", "joke", "ria"):
        remove(user=person(name), door=person("beheer"))
    with CaptureQueriesContext(connection) as many:
        beheer.get("/admin/tweede-stap/")
    assert len(many) == len(few)


# --- keys -------------------------------------------------------------------------------------------


def test_an_own_key_takes_over_and_the_old_one_can_go(world, settings, person):
    settings.INLOG_SLEUTELS = ["een:" + base64.b64encode(b"e" * 32).decode()]
    assert next(iter(ring())) == "een" and check(person("anja"), code()) is Uitkomst.GOED, "what was sealed before still opens"
    assert reseal() >= 2 and reseal() == 0
    settings.TOEGANG_PEPER = "een-andere-peper-die-niets-opent"
    TweedeStap.objects.update(teller=0)
    assert check(person("anja"), code()) is Uitkomst.GOED
    assert Kluisadapter().encrypt("x").startswith("i1:een:")


def test_the_demo_tells_no_code_outside_the_demo(world):
    with pytest.raises(CommandError):
        call_command("demo_code")
