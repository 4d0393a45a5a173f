"""The doorstep: a guest who came in sees nothing of the file before saying who is there and agreeing to the rules. The door holds that, not a template."""

import pytest
from django.test import Client

from groeidocumenten.delen.models import Linkaanvraag
from groeidocumenten.dossiers.models import Handeling, Journaalregel, Linkapparaat, Toegangslink
from tests.doors.codes import GUEST, agree, try_in
from tests.doors.test_matrix import callback, fill, routes, snapshot

RULES = "/toegang/spelregels/"


@pytest.fixture
def at_the_doorstep(world) -> Client:
    """A guest with the right link and code who agreed to nothing yet."""
    client = Client()
    assert try_in(world.guests[GUEST], world.guests[GUEST].pincode, client).status_code == 302
    return client


def test_before_the_rules_every_private_address_leads_to_them_and_shows_nothing(world, at_the_doorstep):
    everything = set().union(*world.canaries.values()) - {"gastkanarie"}  # the guest's own name is on the page that asks
    before = snapshot()
    for name, route in routes():
        if callback(route).door in ("entrance", "doorstep") or name in ("verlaten", "verlengen"):
            continue
        address = fill(route, world, "hoofdstuk-een", world.noor)
        for method in ("get", "post", "head"):
            answer = getattr(at_the_doorstep, method)(address, {"veld_hoofdstuk-een-verhaal": "x", "tekst": "x"})
            assert answer.status_code in (302, 405), (method, route, answer.status_code)
            assert answer.status_code == 405 or answer["Location"] == RULES, route
            assert not [one for one in everything if one in answer.content.decode()], route
    assert snapshot() == before
    page = at_the_doorstep.get(RULES).content.decode()
    assert "gastkanarie" in page and not [one for one in everything if one in page]


def test_agreeing_is_one_line_in_the_journaal_and_opens_the_file(world, at_the_doorstep):
    lines = Journaalregel.unguarded.filter(handeling=Handeling.LINK_AKKOORD, link_id=world.guests[GUEST].link.pk)
    before = lines.count()
    answer = agree(at_the_doorstep)
    assert answer["Location"] == f"/groeidocumenten/{world.noor}/"
    assert at_the_doorstep.get(answer["Location"]).status_code == 200
    assert agree(at_the_doorstep).status_code == 302 and lines.count() == before + 1, "pressing twice is once"


@pytest.mark.parametrize("sent", [{}, {"ben_ik": "on"}, {"spelregels": "on"}, {"ben_ik": "", "spelregels": ""}])
def test_half_an_agreement_is_none(sent, world, at_the_doorstep):
    answer = at_the_doorstep.post(RULES, sent)
    assert answer.status_code == 422 and "gp-error-summary" in answer.content.decode()
    assert at_the_doorstep.get(f"/groeidocumenten/{world.noor}/").status_code == 302


def test_looking_at_the_rules_agrees_to_nothing(world, at_the_doorstep):
    for method in ("get", "head", "get"):
        assert getattr(at_the_doorstep, method)(RULES).status_code == 200
    assert at_the_doorstep.get(f"/groeidocumenten/{world.noor}/").status_code == 302


def test_who_is_somebody_else_is_out_and_the_school_hears_it(world, at_the_doorstep, enter, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = at_the_doorstep.post(RULES, {"doe": "iemand_anders"})
    assert answer.status_code == 200 and "storage" in answer["Clear-Site-Data"]
    assert at_the_doorstep.get(f"/groeidocumenten/{world.noor}/").status_code == 302, "nobody any more"
    assert Linkaanvraag.unguarded.get(link=world.guests[GUEST].link.pk).soort == "iemand_anders"
    [mail] = mailoutbox
    assert mail.to == ["anja@demo.example"] and not {"Noor", "gastkanarie"} & set(mail.body.split())
    assert "is niet voor wie de link is" in enter("anja").get(f"/groeidocumenten/{world.noor}/").content.decode()


def test_the_same_browser_is_asked_once_and_another_browser_again(world):
    made, here, elsewhere = world.guests[GUEST], Client(), Client()
    for client in (here, elsewhere):
        try_in(made, made.pincode, client)
        assert client.get(f"/groeidocumenten/{world.noor}/")["Location"] == RULES
        agree(client)
    here.post("/groeidocumenten/verlaten/")
    try_in(made, made.pincode, here)
    assert here.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    # World-building let guests in too; these two browsers are the ones that agreed.
    assert Linkapparaat.unguarded.filter(link=made.link.pk, akkoord_op__isnull=False).count() == 2


def test_after_a_new_pincode_everybody_is_asked_again(world):
    made, client = world.guests[GUEST], Client()
    try_in(made, made.pincode, client)
    agree(client)
    Toegangslink.unguarded.filter(pk=made.link.pk).update(generatie=2)
    try_in(made, made.pincode, client)
    assert client.get(f"/groeidocumenten/{world.noor}/")["Location"] == RULES


def test_an_agreement_of_another_link_counts_for_nothing(world):
    client, sem = Client(), world.guests["gast_van_sem"]
    try_in(sem, sem.pincode, client)
    agree(client)
    try_in(world.guests[GUEST], world.guests[GUEST].pincode, client)
    assert client.get(f"/groeidocumenten/{world.noor}/")["Location"] == RULES


def test_a_guest_at_the_doorstep_can_leave(at_the_doorstep):
    assert at_the_doorstep.post("/groeidocumenten/verlaten/").status_code == 200


@pytest.mark.parametrize("person", ["anja", "niemand"])
def test_who_is_signed_in_finds_no_doorstep(person, enter):
    client = enter(person)
    assert client.get(RULES).status_code == 404 and agree(client).status_code == 404


def test_a_session_that_says_nothing_about_the_rules_has_not_agreed(world, at_the_doorstep):
    """A session from before the rules existed, or a damaged one."""
    for value in (None, "ja", 1, []):
        session = at_the_doorstep.session
        session["gast"] = session["gast"] | {"akkoord": value}
        session.save()
        assert at_the_doorstep.get(f"/groeidocumenten/{world.noor}/").status_code == 302
