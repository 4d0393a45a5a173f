"""Asking for a new link: it reaches who guides the school, and tells the visitor nothing."""

import contextlib
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Lidmaatschap
from groeidocumenten.delen.models import Linkaanvraag
from groeidocumenten.delen.secrets import new_token
from groeidocumenten.dossiers.models import Handeling, Journaalregel, Toegangslink
from tests.builders.world import close_guest
from tests.doors.codes import GUEST
from tests.doors.test_knocking import fill_the_minute
from tests.doors.test_matrix import OVER


@pytest.fixture
def tokens(world) -> dict[str, str]:
    """An address for every way in which a link can be, and some that never were."""
    for name in OVER:
        close_guest(name, world.guests[name].link)
    ways = {name: world.guests[name].token for name in (*sorted(OVER), GUEST)}
    return ways | {"onbekend": new_token(), "kort": "x", "raar": "é\x00"}


def ask(token: str, client: Client | None = None):
    return (client or Client()).post(f"/toegang/{token}/aanvragen/")


def requests() -> int:
    return Linkaanvraag.unguarded.count()


def test_every_address_gets_the_same_answer(tokens):
    pages = {way: Client().get(f"/toegang/{token}/aanvragen/") for way, token in tokens.items()}
    assert len({re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages.values()}) == 1
    answers = {way: ask(token) for way, token in tokens.items()}
    assert len({(one.status_code, one.content, tuple(sorted(one.headers.items()))) for one in answers.values()}) == 1
    assert "de school nu bericht" in answers["onbekend"].content.decode()


def test_every_address_costs_the_same_work_before_the_answer(tokens, monkeypatch):
    monkeypatch.setattr("groeidocumenten.delen.aanvragen._record", lambda link: None)
    ask(new_token())
    work = {}
    for way, token in tokens.items():
        with CaptureQueriesContext(connection) as queries:
            ask(token)
        work[way] = tuple(query["sql"].split()[0] for query in queries)
    assert len(set(work.values())) == 1, work


def test_a_request_waits_for_the_school_and_is_mailed_without_names(world, enter, mailoutbox, django_capture_on_commit_callbacks):
    close_guest("gast_verlopen", world.guests["gast_verlopen"].link)
    with django_capture_on_commit_callbacks(execute=True):
        ask(world.guests["gast_verlopen"].token)
    [mail] = mailoutbox
    assert mail.to == ["anja@demo.example"]
    for secret in ("Noorkanarie", "Jansen", "gastkanarie", world.guests["gast_verlopen"].token):
        assert secret not in mail.body + mail.subject
    anja, file = enter("anja"), f"/groeidocumenten/{world.noor}/"
    assert "vraagt om een nieuwe link" in anja.get(file).content.decode()
    assert "1 vraag over een link" in anja.get("/groeidocumenten/").content.decode()
    page = anja.get(f"{file}delen/aanvragen/").content.decode()
    [key] = re.findall(r'name="aanvraag" value="([^"]+)"', page)
    for _ in range(2):
        assert anja.post(f"{file}delen/aanvragen/", {"aanvraag": key}).status_code == 302
    assert "vraagt om een nieuwe link" not in anja.get(file).content.decode()
    acts = Journaalregel.unguarded.filter(groeidocument_id=world.noor).values_list("handeling", flat=True)
    assert list(acts).count(Handeling.LINK_AANGEVRAAGD) == 1 and list(acts).count(Handeling.LINK_AANVRAAG_KLAAR) == 1


@pytest.mark.parametrize("person", ["joke", "fatima", "mehmet"])
def test_nobody_else_sees_that_somebody_asked(person, world, enter):
    ask(world.guests[GUEST].token)
    client = enter(person)
    assert client.get(f"/groeidocumenten/{world.noor}/delen/aanvragen/").status_code == 404
    pages = client.get(f"/groeidocumenten/{world.noor}/").content.decode() + client.get("/groeidocumenten/").content.decode()
    assert "nieuwe link" not in pages and "vraag over een link" not in pages


def test_the_end_of_a_visit_leads_to_asking_without_its_address(world, enter):
    client = enter("gast_verlopen")
    page = client.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert 'href="/toegang/aanvragen/"' in page
    client.post("/toegang/aanvragen/")
    assert Linkaanvraag.unguarded.get().link_id == world.guests["gast_verlopen"].link.pk


def test_who_never_had_a_link_asks_for_nothing(world, enter):
    for person in ("anoniem", "anja", "niemand"):
        assert enter(person).post("/toegang/aanvragen/").status_code == 200
    assert requests() == 0


def test_asking_again_and_again_is_one_request_and_three_a_day(world, django_capture_on_commit_callbacks, mailoutbox):
    made = world.guests[GUEST]
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            ask(made.token)
    assert requests() == 1 and len(mailoutbox) == 1
    for _ in range(4):
        Linkaanvraag.unguarded.update(afgehandeld_op=timezone.now())
        ask(made.token)
    assert requests() == 3, "a fourth in one day is dropped"
    Linkaanvraag.unguarded.update(op=timezone.now() - timedelta(days=1, seconds=1))
    ask(made.token)
    assert requests() == 4


def test_a_request_is_answered_by_renewing_the_link(world, enter):
    made, address = world.guests[GUEST], f"/groeidocumenten/{world.noor}/"
    ask(made.token)
    Toegangslink.unguarded.filter(pk=made.link.pk).update(generatie=2)
    assert "vraagt om een nieuwe link" not in enter("anja").get(address).content.decode()
    ask(made.token)
    assert Linkaanvraag.unguarded.filter(afgehandeld_op__isnull=True).count() == 1


def test_too_many_requests_from_one_address_are_turned_away(world):
    fill_the_minute()
    for token in (world.guests[GUEST].token, new_token()):
        assert ask(token).status_code == 429
    assert requests() == 0


def test_who_left_this_morning_hears_nothing_and_a_colleague_does(world, person, mailoutbox, django_capture_on_commit_callbacks):
    from accounts.access import join_school
    from accounts.models import Rol, School

    yesterday = timezone.localdate() - timedelta(days=1)
    Lidmaatschap.objects.filter(gebruiker=person("anja")).update(tot=yesterday)
    join_school(user=person("niemand"), school=School.objects.get(naam="De Regenboog"), rol=Rol.IB)
    with django_capture_on_commit_callbacks(execute=True):
        ask(world.guests[GUEST].token)
    assert [mail.to for mail in mailoutbox] == [["niemand@test.example"]]


def test_looking_at_the_page_asks_for_nothing(world):
    client = Client()
    for method in ("get", "head", "options"):
        with contextlib.suppress(AssertionError):
            getattr(client, method)(f"/toegang/{world.guests[GUEST].token}/aanvragen/")
    assert requests() == 0


def test_a_request_about_a_link_that_is_over_leads_to_using_it_again_and_not_to_a_code_that_opens_nothing(world, enter):
    link = world.guests[GUEST].link
    Client().post(f"/toegang/{world.guests[GUEST].token}/aanvragen/")
    file, page = f"/groeidocumenten/{world.noor}/delen/", f"/groeidocumenten/{world.noor}/delen/aanvragen/"
    running = enter("anja").get(page).content.decode()
    assert f"{file}link/{link.pk}/pincode/" in running and "hergebruik" not in running
    Toegangslink.unguarded.filter(pk=link.pk).update(geldig_tot=timezone.now())
    over = enter("anja").get(page).content.decode()
    assert f"{file}link/{link.pk}/hergebruik/" in over and f"{link.pk}/pincode/" not in over and "De link werkte " in over
