"""Nobody makes, keeps or widens access that is not theirs to give (gasten A10 to A12, B15 to B17)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen import actions
from groeidocumenten.dossiers.access import Recht, grants_on
from groeidocumenten.dossiers.checks import private_models
from groeidocumenten.dossiers.models import GroeidocumentUserPermission, Grond, Toegangslink
from tests.delen.acting import given_by, linked
from tests.delen.filled import day, link_form, make_link, rows

ROLES = ["joke", "fatima", "peter", "noor", "ria", "mehmet", "oud_ib", "nog_niet_ib", "wortel"]
ROLES += ["gast_leest_alles", "gast_schrijft_alles", "gast_stelt_voor"]
PAGES = ("link_verlengen", "link_hergebruik", "link_opnieuw", "link_intrekken", "link_bevestigen", "link_als_gast", "pincode", "link")


def row_of(link) -> dict:
    return Toegangslink.unguarded.filter(pk=link.pk).values().get()


@pytest.mark.parametrize("name", ROLES)
def test_who_reads_or_writes_can_make_renew_and_change_no_link(name, world, enter, toestemming):
    client, link = enter(name), world.guests["gast_leest_twee"].link
    before, was = rows(), row_of(link)
    assert make_link(client, world, toestemming).status_code == 404
    for page in PAGES:
        place = reverse(f"delen:{page}", args=[world.noor, link.pk])
        form = link_form(grond=str(link.toestemming_id), generatie="1", reden="klaar", wijze="gesproken")
        answers = [client.get(place), client.post(place, form), *(getattr(client, method)(place) for method in ("put", "patch", "delete"))]
        for answer in answers:
            assert answer.status_code in (404, 405), page
    assert rows() == before and row_of(link) == was


def test_no_method_but_get_and_post_exists_for_who_may_share(world, anja):
    link = world.guests["gast_leest_twee"].link
    was = row_of(link)
    for page in PAGES:
        place = reverse(f"delen:{page}", args=[world.noor, link.pk])
        for method in ("put", "patch", "delete"):
            assert getattr(anja, method)(place, {"geldig_tot": "2099-01-01"}, content_type="application/json").status_code == 405
    assert row_of(link) == was


def test_every_column_posted_along_changes_only_what_the_form_is_for(world, anja, opened):
    """The whole of every private model, posted to every page of a link."""
    link = linked(opened(recht=Recht.DELEN)).link
    poison = {field.name: "1" for model in private_models() for field in model._meta.fields} | {
        "groeidocument": str(world.sem), "toestemming": str(world.guests["gast_van_sem"].link.toestemming_id), "recht": "schrijven",
        "bereik": "heel", "hoofdstukken": [], "token_hash": "x" * 64, "pincode_hash": "x", "fouten_totaal": "0", "contact": str(world.sem),
    }  # fmt: skip
    allowed = {
        "link_verlengen": ({"tot_en_met": day(20), "tot_tijd": ""}, {"geldig_tot", "herinnerd_op"}),
        "link_opnieuw": ({}, {"token_hash"}),
        "link_bevestigen": ({}, set()),
        "link_hergebruik": (
            {"grond": str(link.toestemming_id), "tot_en_met": day(20), "tot_tijd": "", "vanaf": "", "generatie": "1", "verstuur": ""},
            {"geldig_van", "geldig_tot", "pincode_hash", "generatie", "vernieuwd_op"},
        ),
        "link_intrekken": ({"reden": "klaar"}, {"ingetrokken_op", "ingetrokken_door_id", "ingetrokken_reden"}),
    }
    for page, (form, columns) in allowed.items():
        was = row_of(link)
        assert anja.post(reverse(f"delen:{page}", args=[world.noor, link.pk]), poison | form).status_code in (200, 302), page
        now = row_of(link)
        assert {name for name in was if was[name] != now[name]} <= columns, page


def test_a_list_of_links_with_one_of_another_school_changes_nothing(world, anja, person):
    """All or nothing, and not by looking at the first one only (gasten A12)."""
    foreign = uuid.uuid4()
    mine = world.guests["gast_leest_alles"].link
    for keys in ([str(mine.pk), str(foreign)], [str(foreign), str(mine.pk)]):
        was = row_of(mine)
        assert anja.post(reverse("links:bevestigen"), {"link": keys}).status_code == 404
        assert row_of(mine) == was
    assert anja.post(reverse("links:persoon", args=[foreign]), {"reden": "klaar"}).status_code == 404


def test_the_ib_of_another_school_with_the_right_ids_gets_nothing(world, enter):
    mehmet, link = enter("mehmet"), world.guests["gast_leest_alles"].link
    before = rows()
    for place in (
        reverse("delen:toegang", args=[world.noor]),
        reverse("delen:toestemming", args=[world.noor, link.toestemming_id]),
        *(reverse(f"delen:{page}", args=[file, link.pk]) for page in PAGES for file in (world.noor, world.daan)),
        reverse("links:persoon", args=[link.pk]),
    ):
        assert mehmet.get(place).status_code == 404, place
        assert mehmet.post(place, {"reden": "klaar"}).status_code in (404, 405), place
    assert rows() == before


@pytest.mark.parametrize("step", ["hash_pincode", "send_invitation", "note"])
def test_no_link_stands_unprotected_for_a_moment(step, world, anja, toestemming, monkeypatch):
    """Something breaks half-way: neither row, user nor grant is left (gasten B15)."""

    def broken(*args, **kwargs):
        raise RuntimeError("half-way")

    monkeypatch.setattr(actions, step, broken)
    before, grants = rows(), GroeidocumentUserPermission.objects.count()
    with pytest.raises(RuntimeError, match="half-way"):
        make_link(anja, world, toestemming)
    assert rows() == before and GroeidocumentUserPermission.objects.count() == grants


def test_the_screen_shows_every_way_in_that_there_is(world, anja, opened):
    """As many as there are grants, links and people who guide; nobody hidden (gasten B16)."""
    geopend = opened(recht=Recht.DELEN)
    linked(geopend, given_by(geopend))
    page = anja.get(reverse("delen:toegang", args=[world.noor])).content.decode()
    links = {str(pk) for pk in Toegangslink.unguarded.filter(groeidocument=world.noor).values_list("pk", flat=True)}
    assert set(re.findall(rf"/groeidocumenten/{world.noor}/delen/link/([0-9a-f-]{{36}})/", page)) == links
    file, people = geopend.groeidocument, geopend.groeidocument.leerling
    for grond in (Grond.GEZAG, Grond.LIDMAATSCHAP, Grond.LEERLING):
        for row in grants_on(file, grond):
            assert row.user.get_full_name() in page or people.naam in page
    holders = {row.user_id for row in GroeidocumentUserPermission.objects.filter(content_object=file)}
    shown = {row.user_id for grond in (Grond.GEZAG, Grond.LIDMAATSCHAP, Grond.LEERLING) for row in grants_on(file, grond)}
    assert holders == shown | set(Toegangslink.unguarded.filter(groeidocument=file).values_list("gebruiker", flat=True))


@pytest.mark.parametrize(("name", "form"), [("link_opnieuw", {}), ("link_bevestigen", {}), ("link_intrekken", {"reden": "klaar"})])
def test_looking_at_a_page_changes_nothing(name, form, world, anja):
    link = world.guests["gast_leest_alles"].link
    was = row_of(link)
    assert anja.get(reverse(f"delen:{name}", args=[world.noor, link.pk]), form).status_code == 200
    assert row_of(link) == was


def test_a_period_has_its_exact_edges(world, anja, toestemming):
    for form, words in (
        ({"vanaf": day(-1)}, "al voorbij"),
        ({"vanaf": day(15), "tot_en_met": day(14)}, "begint na het einde"),
        ({"vanaf": day(15), "tot_en_met": day(15 + 93)}, "hoogstens tot en met"),
    ):
        before = rows()
        page = make_link(anja, world, toestemming, **form)
        assert page.status_code == 422 and words in page.content.decode(), form
        assert rows() == before
    verzoek = str(uuid.uuid4())
    assert make_link(anja, world, toestemming, vanaf=day(15), tot_en_met=day(15 + 92), verzoek=verzoek).status_code == 200
    assert Toegangslink.unguarded.get(pk=verzoek).geldig_van > timezone.now() + timedelta(days=14)
