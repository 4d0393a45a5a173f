"""Inviting colleagues: who may, with which role, whose mailbox it is, and that a link shows nothing and counts once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.inloggen.codes import code_at, half_minute
from accounts.inloggen.models_collega import Collega
from accounts.models import Lidmaatschap, Rol, School
from groeiportaal.scrubbing import scrub
from tests.builders.queue import work

User = get_user_model()
PAGE = "/inloggen/collegas/"
NEW = {"voornaam": "Lies", "achternaam": "Post", "nieuw": "een-lange-zin-van-woorden", "nog_eens": "een-lange-zin-van-woorden"}
LINK = re.compile(r"http://testserver(/inloggen/welkom/\S+)")
ADDRESS = "lies@school.example"


@pytest.fixture
def regenboog(world) -> School:
    return Lidmaatschap.objects.get(gebruiker__username="ria", rol=Rol.DIRECTEUR).school


def typed(regenboog: School, **changed: str) -> dict[str, str]:
    wanted = {"school": str(regenboog.pk), "rol": "leerkracht", "email": ADDRESS} | changed
    return {"nog_eens": wanted["email"]} | wanted


@pytest.fixture
def mailed(mailoutbox, django_capture_on_commit_callbacks):
    """The link that was mailed by what was done."""

    def after(deed) -> str:
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            assert deed().status_code == 302
            work()
        return LINK.search(mailoutbox[before].body)[1]

    return after


def roles(email: str = ADDRESS) -> list[str]:
    return list(Lidmaatschap.objects.valid().filter(gebruiker__email__iexact=email).values_list("rol", flat=True))


def enrols(client: Client) -> None:
    page = client.get("/inloggen/instellen/").content.decode()
    secret = page.partition('<code id="geheim">')[2].partition("</code>")[0].replace(" ", "")
    assert client.post("/inloggen/instellen/", {"code": code_at(secret, half_minute())}).status_code == 302


def test_a_directeur_invites_and_the_colleague_comes_in_through_both_steps(regenboog, enter, mailed, mailoutbox):
    ria = enter("ria")
    link = mailed(lambda: ria.post(PAGE, typed(regenboog, email=" Lies@School.EXAMPLE ")))
    assert mailoutbox[-1].to == [ADDRESS] and mailoutbox[-1].subject == "Uitnodiging voor Groeiportaal"
    lies = Client()
    page = lies.get(link)
    assert lies.head(link).status_code == 200 and "Regenboog" not in page.content.decode() and "leerkracht" not in page.content.decode()
    assert lies.post(link, NEW | {"nog_eens": "anders"}).status_code == 422 and not User.objects.filter(email=ADDRESS).exists()
    assert lies.post(link, NEW)["Location"] == "/inloggen/instellen/"
    assert lies.get("/groeidocumenten/").status_code == 302, "the password alone opens nothing"
    enrols(lies)
    assert lies.get("/groeidocumenten/").status_code == 200 and roles() == ["leerkracht"]
    assert Client().get(link).status_code == Client().post(link, NEW).status_code == 403, "it counts once"
    work()
    assert "Lies Post" in ria.get(PAGE).content.decode()
    assert "Lies" not in str([(mail.subject, mail.body) for mail in mailoutbox])


@pytest.mark.parametrize("name", ["anja", "joke", "fatima", "noor", "redactie", "eindredactie"])
def test_for_who_heads_no_school_there_is_nothing(name, regenboog, enter):
    client = enter(name)
    assert client.get(PAGE).status_code == client.post(PAGE, typed(regenboog)).status_code == 404
    assert "Nodig een collega uit" not in client.get("/inloggen/beveiliging/").content.decode() and not Collega.objects.exists()


def test_nobody_gives_a_role_above_what_they_may_or_in_another_school(regenboog, enter, person):
    ria, other = enter("ria"), School.objects.exclude(pk=regenboog.pk).first()
    for wrong in ({"rol": "directeur"}, {"rol": "beheerder"}, {"rol": "baas"}, {"school": str(other.pk)}, {"school": "x"}, {"school": ""}):
        answer = ria.post(PAGE, typed(regenboog, **wrong))
        assert answer.status_code == 422 and "gp-field--error" in answer.content.decode() and ADDRESS in answer.content.decode()
    assert not Collega.objects.exists()
    assert enter("beheer").post(PAGE, typed(other, rol="directeur")).status_code == 302


ODD = {
    "lіes@school.example": "een letter die niet kan",
    "lies@ѕchool.example": "een letter die niet kan",
    "lies@xn--chool-d1f.example": "een letter die niet kan",
    "geen adres": "geen e-mailadres",
    "": "Vul een e-mailadres in",
    "a@b.nl\r\nBcc: c@d.nl": "geen e-mailadres",
}


@pytest.mark.parametrize(("address", "said"), ODD.items())
def test_an_address_that_only_looks_right_is_refused_in_dutch(address, said, regenboog, enter):
    answer = enter("ria").post(PAGE, typed(regenboog, email=address))
    assert answer.status_code == 422 and said in answer.content.decode() and not Collega.objects.exists()


def test_what_a_copied_address_brings_along_is_left_out_and_two_must_be_the_same(regenboog, enter):
    ria = enter("ria")
    assert ria.post(PAGE, typed(regenboog, nog_eens="leis@school.example")).status_code == 422
    assert ria.post(PAGE, typed(regenboog, email=f"\u00a0{ADDRESS}\u200b")).status_code == 302
    assert Collega.objects.get().email == ADDRESS
    again = ria.post(PAGE, typed(regenboog))
    assert again.status_code == 422 and "al een uitnodiging" in again.content.decode()


def test_a_new_link_ends_the_old_one_and_one_taken_back_is_over(regenboog, enter, mailed):
    ria = enter("ria")
    first = mailed(lambda: ria.post(PAGE, typed(regenboog)))
    row = Collega.objects.get()
    second = mailed(lambda: ria.post(f"{PAGE}{row.pk}/opnieuw/"))
    assert (Client().get(first).status_code, Client().get(second).status_code) == (403, 200)
    assert enter("anja").post(f"{PAGE}{row.pk}/intrekken/").status_code == 404
    ria.post(f"{PAGE}{row.pk}/intrekken/")
    assert Client().get(second).status_code == Client().post(second, NEW).status_code == 403
    ria.post(f"{PAGE}{row.pk}/opnieuw/")
    row.refresh_from_db()
    assert row.keren == 2 and row.stand == "ingetrokken" and roles() == []


def test_it_ends_after_a_week_and_when_who_sent_it_heads_the_school_no_more(regenboog, enter, mailed, person):
    ria = enter("ria")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link = mailed(lambda: ria.post(PAGE, typed(regenboog)))
        clock.shift(timedelta(days=7, seconds=-1))
        assert Client().get(link).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert Client().get(link).status_code == 403
        link = mailed(lambda: enter("ria").post(f"{PAGE}{Collega.objects.get().pk}/opnieuw/"))
        assert Client().get(link).status_code == 200
        Lidmaatschap.objects.filter(gebruiker=person("ria")).update(tot=timezone.localdate() - timedelta(days=1))
        assert Client().post(link, NEW).status_code == 403 and not User.objects.filter(email=ADDRESS).exists()


def test_an_account_that_is_there_signs_in_and_takes_the_role_itself(regenboog, enter, mailed, person):
    mehmet = person("mehmet")
    link = mailed(lambda: enter("ria").post(PAGE, typed(regenboog, rol="ib", email=mehmet.email)))
    assert Client().get(link)["Location"].startswith("/inloggen/?next=/inloggen/welkom/")
    assert enter("joke").get(link).status_code == enter("joke").post(link).status_code == 403
    client = enter("mehmet")
    assert client.get(link).status_code == 200 and not Lidmaatschap.objects.filter(gebruiker=mehmet, school=regenboog).exists()
    assert client.post(link)["Location"] == "/start/" and Lidmaatschap.objects.filter(gebruiker=mehmet, school=regenboog, rol="ib").exists()
    assert client.post(link).status_code == 403


def test_an_account_of_a_parent_gets_no_role(regenboog, enter, mailed, person):
    link = mailed(lambda: enter("ria").post(PAGE, typed(regenboog, email=person("fatima").email)))
    for client in (Client(), enter("fatima")):
        answer = client.post(link, NEW)
        assert answer.status_code == 403 and "ander adres" in answer.content.decode()
    assert roles(person("fatima").email) == []


def test_neither_queue_nor_log_nor_table_has_the_link(regenboog, enter, mailed):
    link = mailed(lambda: enter("ria").post(PAGE, typed(regenboog)))
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True))) + str(list(Collega.objects.values()))
    assert token not in scrub(f"Forbidden: {link}")


def test_it_asks_proof_again_and_keeps_what_was_typed(regenboog, enter):
    ria = enter("ria")
    session = ria.session
    session["zeker_sinds"] = 0
    session.save()
    assert ria.post(PAGE, typed(regenboog))["Location"] == "/inloggen/opnieuw/?next=%2Finloggen%2Fcollegas%2F"
    assert ADDRESS not in str(dict(ria.session)) and not Collega.objects.exists()
    session = ria.session
    session["zeker_sinds"] = 2**40
    session.save()
    assert ria.get(PAGE).content.decode().count(ADDRESS) == 2


def test_the_list_asks_as_much_for_many_as_for_few(regenboog, enter, person):
    ria = enter("ria")

    def make(many: int) -> None:
        rows = [Collega(school=regenboog, rol="ib", email=f"{many}-{one}@test.example", gemaakt_door=person("ria")) for one in range(many)]
        for number, row in enumerate(rows):
            row.token_hash, row.geldig_tot, row.gebruikt_op = f"{many}-{number}", timezone.now(), timezone.now()
            row.gebruikt_door = person("joke")
        Collega.objects.bulk_create(rows)

    make(1)
    ria.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        ria.get(PAGE)
    make(20)
    with CaptureQueriesContext(connection) as many:
        ria.get(PAGE)
    assert len(many) == len(few)
