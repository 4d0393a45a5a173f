"""Signing in: one neutral answer, a lock after ten failures, and no way to be sent to another site or round in circles."""

import re

import pytest
from axes.utils import reset
from django.test import Client

from tests.builders.both_steps import log_in
from tests.builders.world import PASSWORD

WRONG = "horen niet bij elkaar"


def normal(answer) -> str:
    return re.sub(r' value="[^"]*"', "", answer.content.decode())


@pytest.fixture(autouse=True)
def _no_failures_from_elsewhere(db):
    reset()


def test_unknown_wrong_and_inactive_get_the_same_answer(world, person):
    inactive = person("niemand")
    inactive.is_active = False
    inactive.save()
    tries = [("bestaat_niet", "x"), ("anja", "fout"), ("niemand", PASSWORD), (world.guests["gast_van_sem"].link.gebruiker.username, "!")]
    answers = [log_in(*one) for one in tries]
    assert len({(answer.status_code, normal(answer)) for answer in answers}) == 1
    assert WRONG in normal(answers[0])


def test_the_right_password_opens_a_new_session(world):
    client = Client()
    client.cookies["gp_sessie"] = "a" * 32
    assert log_in("anja", PASSWORD, client)["Location"] == "/start/"
    assert client.cookies["gp_sessie"].value != "a" * 32
    assert client.get("/start/")["Location"] == "/groeidocumenten/"


def test_ten_failures_lock_with_a_page_in_dutch_and_only_that_name(world):
    for _ in range(9):
        assert log_in("anja", "fout").status_code == 200
    locked = log_in("anja", "fout")
    assert locked.status_code == 429 and "Even wachten met inloggen" in locked.content.decode()
    refused = log_in("anja", PASSWORD)
    assert refused.status_code == 429 and "no-store" in refused["Cache-Control"]
    assert log_in("mehmet", PASSWORD).status_code == 302, "others behind the same address may come in"


def test_an_unknown_name_locks_in_the_same_way(world):
    answers = [log_in("bestaat_niet", "fout") for _ in range(10)]
    assert answers[-1].status_code == 429


def test_success_forgets_failures(world):
    for _ in range(3):
        for _ in range(8):
            log_in("anja", "fout")
        assert log_in("anja", PASSWORD).status_code == 302


ELSEWHERE = [
    "https://boef.example/",
    "//boef.example",
    "///boef.example",
    "http:boef.example",
    "/\\boef.example",
    "javascript:alert(1)",
    "\x00//boef.example",
]
ELSEWHERE += [
    "https://testserver@boef.example/",
    "https://testserver.boef.example/",
    "\t//boef.example",
    "https:/\\boef.example",
    "data:text/html,x",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(target, world):
    assert log_in("anja", PASSWORD, next=target)["Location"] == "/start/"
    client = Client()
    log_in("anja", PASSWORD, client)
    assert client.get("/inloggen/", {"next": target})["Location"] == "/start/"
    assert "boef" not in Client().get("/admin/login/", {"next": target}).get("Location", "")


def test_after_signing_in_one_lands_where_one_was_going(world):
    assert log_in("anja", PASSWORD, next="/groeidocumenten/starten/")["Location"] == "/groeidocumenten/starten/"


BAD = ["", "\x00", "a\x00b", "🔑", "x" * 10_000, "' OR 1=1 --"]


@pytest.mark.parametrize("username", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("password", BAD, ids=range(len(BAD)))
def test_nonsense_is_refused_kindly(username, password, world):
    assert log_in(username, password).status_code == 200


def test_wagtails_own_login_leads_to_ours(world):
    assert Client().get("/admin/login/")["Location"].startswith("/inloggen/")
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0] == "/inloggen/?next=%2Fadmin%2F"
    assert Client().post("/admin/login/", {"username": "wortel", "password": PASSWORD})["Location"].startswith("/inloggen/")
    assert Client().get("/admin/password_reset/").status_code in (302, 404)


@pytest.mark.parametrize("name", ["anja", "fatima", "noor", "joke", "niemand"])
def test_who_has_no_business_in_the_admin_hears_so_and_is_not_sent_round_in_circles(name, world, enter):
    answer = enter(name).get("/admin/", follow=True)
    assert answer.status_code == 403 and "Dit mag nu niet" in answer.content.decode()
    assert enter(name).get("/inloggen/?next=/admin/", follow=True).redirect_chain == [("/start/", 302), ("/groeidocumenten/", 302)]
    assert log_in(name, PASSWORD, next="/admin/")["Location"] == "/start/"


def test_an_editor_without_rights_is_not_sent_round_in_circles(world, enter, person):
    person("redactie").groups.clear()
    assert enter("redactie").get("/start/", follow=True).status_code == 200


def test_signing_out_needs_a_post_and_empties_the_browser(world, enter):
    client = enter("anja")
    assert client.get("/uitloggen/").status_code == 405
    answer = client.post("/uitloggen/")
    assert answer.status_code == 302 and "storage" in answer["Clear-Site-Data"]
    assert client.get("/groeidocumenten/").status_code == 302


def test_a_changed_password_ends_other_sessions(world, enter, person):
    client = enter("anja")
    anja = person("anja")
    anja.set_password("een-heel-ander-lang-wachtwoord")
    anja.save()
    assert client.get("/groeidocumenten/").status_code == 302


def test_the_login_page_is_named_by_the_site_and_never_by_the_host_that_was_asked_for(world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = Client().get("/inloggen/", headers={"host": "boef.example"}).content.decode()
    assert "boef.example" not in page
