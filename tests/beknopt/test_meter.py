"""The meter counts what would be printed, with what stands on the screen, keeps nothing of it, and is for the school alone."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from formats.list_models import store_lijst
from groeidocumenten.beknopt.regels import rules_for, shipped
from groeidocumenten.beknopt.tellen import Lengte, length_of
from groeidocumenten.inhoud.models import Concept
from groeidocumenten.opp.models import Oppantwoord
from opp_pages.default_formats import BANKEN_EN_LIJSTEN, file
from tests.builders.opp import fill, send

SECTIE = "opp-sectie-begeleiding"
VELD = "veld_opp-begeleiding"


@pytest.fixture
def page(world, opp, enter):
    """The section on a screen: its client, its address, and what its form sends."""
    client = enter("anja")
    html = client.get(reverse("opp:sectie", args=[world.sem, opp.pk, SECTIE])).content.decode()
    hidden = dict(re.findall(r'name="(versie|vorm|zitting|vervangt)" value="([^"]*)"', html))
    name = re.search(r'<textarea[^>]*name="([^"]*opp-begeleiding[^"]*)"', html)
    assert name
    return client, reverse("beknopt:sectie", args=[world.sem, opp.pk, SECTIE]), hidden, name.group(1)


def asked(page, text: str, **more):
    client, address, hidden, name = page
    return client.post(address, hidden | {name: text} | more, headers={"Accept": "application/json"})


@pytest.mark.parametrize("many", [1, 90, 400])
def test_the_meter_says_as_many_pages_as_the_print_has(many, world, school, opp, enter):
    fill(school, opp, SECTIE, opp_begeleiding="Een regel over de begeleiding.\n\n" * (many // 4) + "Einde.")
    counted = length_of(school, opp).bladzijden
    versie = send(school, opp)
    pdf = enter("anja").get(reverse("drukwerk:opp", args=[world.sem, opp.pk, versie.nummer])).content
    assert counted == len(PdfReader(BytesIO(pdf)).pages)


def test_what_stands_on_the_screen_is_counted_and_not_kept(page, opp):
    before = Oppantwoord.unguarded.count(), Concept.unguarded.count()
    few, many = asked(page, "Kort.").json(), asked(page, "Een zin van een paar woorden.\n\n" * 250).json()
    assert few["bladzijden"] == 2 and not few["te_lang"]
    assert many["bladzijden"] > 5 and many["te_lang"] and "Het advies is: hoogstens 5" in many["zin"]
    assert (Oppantwoord.unguarded.count(), Concept.unguarded.count()) == before


def test_hints_are_about_this_section_as_it_is_typed(page):
    told = asked(page, "Zijn executieve functies zijn zwak, zegt klasgenoot Daan.").json()["tips"]
    assert "executieve functies → beginnen, plannen en volhouden" in told and "klasgenoot Daan" in told
    assert "Liever" in told and "Waarom:" in told
    assert asked(page, "Elke dag een kwartier samen lezen.").json()["tips"].strip() == ""


def test_markup_in_a_text_is_shown_as_text(page):
    told = asked(page, "Zijn broer <Tim> of broer Tim<img src=x onerror=alert(1)>.").json()
    assert "<img" not in told["tips"] and "broer Tim" in told["tips"]


def test_without_a_script_the_form_comes_back_with_what_was_typed_and_the_count(page, world, opp):
    client, address, hidden, name = page
    answer = client.post(address, hidden | {name: "Getypt en nog <niet> bewaard."})
    html = answer.content.decode()
    assert answer.status_code == 200 and "Getypt en nog &lt;niet&gt; bewaard." in html
    assert "Dit OPP is afgedrukt 2 bladzijden" in html and "Het is nog niet bewaard" in html
    assert f'action="{reverse("opp:sectie", args=[world.sem, opp.pk, SECTIE])}"' in html
    assert hidden["zitting"] in html
    saved = client.post(reverse("opp:sectie", args=[world.sem, opp.pk, SECTIE]), hidden | {name: "Getypt en nog <niet> bewaard."})
    assert saved.status_code == 302


@pytest.mark.parametrize("text", ["x" * 10_500, "#panic() $x$ " * 500, "\U0001f600\u202e\u0645" * 900, "\x00\x07"])
def test_nothing_that_is_typed_stops_the_meter(text, page):
    assert asked(page, text).json()["bladzijden"] >= 1


def test_the_overview_has_the_count_and_the_hints_with_their_places(world, school, opp, enter):
    fill(school, opp, SECTIE, opp_begeleiding="In 2015 sprak oma Truus met de school.")
    html = enter("anja").get(reverse("beknopt:overzicht", args=[world.sem, opp.pk])).content.decode()
    assert "Dit OPP is afgedrukt 2 bladzijden" in html and "oma Truus" in html and "2015" in html
    assert reverse("opp:sectie", args=[world.sem, opp.pk, SECTIE]) in html


@pytest.mark.parametrize("who", ["fatima", "noor", "gast_schrijft_alles"])
def test_others_than_the_school_find_no_meter(who, world, enter):
    client = enter(who)
    assert client.get(reverse("beknopt:overzicht", args=[world.noor, world.opp])).status_code == 404
    assert client.post(reverse("beknopt:sectie", args=[world.noor, world.opp, "opp-sectie-stem"])).status_code == 404
    html = client.get(reverse("opp:sectie", args=[world.noor, world.opp, "opp-sectie-stem"])).content.decode()
    assert "meter.js" not in html and "Tel de bladzijden" not in html


def test_what_parents_and_the_pupil_say_is_judged_by_nobody(world, enter):
    html = enter("anja").get(reverse("beknopt:overzicht", args=[world.noor, world.opp])).content.decode()
    assert "Hoe ziet u de toekomst" not in html and "Wat vind jij" not in html


def test_a_list_of_the_swv_stands_in_for_the_words_of_a_rule(school, page):
    site = school.groeidocument.school.samenwerkingsverband.site
    store_lijst(site=site, naam="Kort OPP: vakwoorden", opties=("gedragsfunctieanalyse: kijken waarom iets gebeurt", "tuinieren"))
    assert "kijken waarom iets gebeurt" in asked(page, "Na een gedragsfunctieanalyse.").json()["tips"]
    assert asked(page, "Zijn executieve functies.").json()["tips"].strip() == ""
    assert len(rules_for(school)) == 6


def test_the_lists_that_come_with_the_product_are_the_words_of_the_rules():
    lists = {one.naam: tuple(one.waarden) for one in file(BANKEN_EN_LIJSTEN).lijsten}
    assert [rule for rule in shipped() if rule.lijst and lists.get(rule.lijst) != rule.woorden] == []


@pytest.mark.parametrize(("pages", "long"), [(1, False), (5, False), (6, True)])
def test_more_than_five_pages_is_long(pages, long):
    assert Lengte(pages).te_lang is long
    assert ("1 bladzijde." in Lengte(1).zin) and "bladzijden" not in Lengte(1).zin


def test_the_number_of_queries_of_a_count_does_not_grow_with_the_text(page):
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            asked(page, text)
        return len(seen)

    queries("warm")
    assert queries("Kort.") == queries("broer Tim in 2011 " * 300)
