"""Toestemming asked of who decides: the question waits, is answered in an own name, and taken back at once; the other parent learns nothing."""

import re
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.antwoorden import give, refuse
from groeidocumenten.delen.asking import ask_by_link
from groeidocumenten.delen.gever import holders
from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Handeling, Journaalregel, Leerling, Toegangslink, Toestemming
from tests.delen.acting import Doel, about, asked_of, given_by, linked, state, works
from tests.delen.filled import consent_form, day, refused, rows
from tests.doors.codes import agree, try_in


def ask_form(world, **changes):
    form = consent_form(world, **changes)
    return {name: value for name, value in form.items() if name != "wijze"} | {"toelichting": "Voor het overleg van maart."} | changes


@pytest.fixture
def geopend(opened):
    return opened(recht=Recht.DELEN)


def test_the_ib_asks_the_parent_sees_it_waiting_and_gives_it(world, anja, enter):
    form = ask_form(world)
    assert anja.post(reverse("delen:toestemming_vragen", args=[world.noor]), form).status_code == 302
    asked = Toestemming.unguarded.get(pk=form["verzoek"])
    assert not asked.holds()
    fatima, address = enter("fatima"), reverse("delen:antwoorden", args=[world.noor, asked.pk])
    assert address in fatima.get(f"/groeidocumenten/{world.noor}/").content.decode(), "it waits on the file's first page"
    assert "toestemming gevraagd" in fatima.get("/groeidocumenten/").content.decode()
    page = fatima.get(address).content.decode()
    assert "Voor het overleg van maart." in page and "L. Jansen" in page
    assert not re.search(r"<input[^>]*(checked|type=.radio)", page), "no answer is given beforehand"
    assert fatima.post(address).status_code == 302
    assert asked.holds() and asked.antwoorden.get(gezag__gebruiker__username="fatima").wijze == "account"
    assert "maak de link" in anja.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert "Gegeven op" in anja.get(reverse("delen:toestemming", args=[world.noor, asked.pk])).content.decode()


def test_each_purpose_is_a_toestemming_of_its_own_and_none_is_ticked_beforehand(world, anja, geopend):
    address = reverse("delen:toestemming_vragen", args=[world.noor])
    assert not re.search(r'name="doelen"[^>]*checked', anja.get(address).content.decode())
    before = set(Toestemming.unguarded.values_list("pk", flat=True))
    form = ask_form(world, doelen=["aanmelden", "uitwisselen", "kwaliteit"])
    assert anja.post(address, form).status_code == 302
    made = Toestemming.unguarded.filter(groeidocument=world.noor).exclude(pk__in=before)
    assert sorted(made.values_list("doel", flat=True)) == ["aanmelden", "kwaliteit", "uitwisselen"]
    assert anja.post(address, form).status_code == 302 and made.count() == 3, "a double click asks once"
    one = made.get(doel="aanmelden")
    give(geopend=open_dossier(Viewer(user=holders(geopend.groeidocument)[0].account), world.noor, Recht.LEZEN), toestemming=one.pk)
    assert one.holds() and not made.get(doel="uitwisselen").holds()


def test_use_without_names_needs_no_recipient_and_makes_no_link(world, anja, geopend):
    form = ask_form(world, doelen=["kwaliteit"], ontvanger="", bereik="")
    assert anja.post(reverse("delen:toestemming_vragen", args=[world.noor]), form).status_code == 302
    given = given_by(geopend, vraag=about(Doel.KWALITEIT))
    assert given.holds() and given.ontvanger == "Het samenwerkingsverband, zonder namen"
    before = rows()
    assert anja.get(reverse("delen:link_nieuw", args=[world.noor, given.pk])).status_code == 302
    with pytest.raises(Exception, match="zonder namen"):
        linked(geopend, given)
    assert rows() == before


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ontvanger": ""}, "voor wie"),
        ({"bereik": ""}, "Kies of u"),
        ({"doelen": []}, "waarvoor"),
        ({"gegeven_door": []}, "aan wie u het vraagt"),
    ],
)
def test_a_question_that_lacks_something_is_refused_in_dutch(wrong, words, world, anja):
    before = rows()
    assert words in refused(anja.post(reverse("delen:toestemming_vragen", args=[world.noor]), ask_form(world, **wrong)))
    assert rows() == before


def test_what_one_parent_says_stays_hidden_from_the_other(world, geopend, enter):
    asked = asked_of(geopend, "fatima", "peter")
    address = reverse("delen:weigeren", args=[world.noor, asked.pk])
    fatima, peter = enter("fatima"), enter("peter")
    assert fatima.post(address, {"opmerking": "Om een eigen reden die hij niet hoort."}).status_code == 302
    for page in (reverse("delen:antwoorden", args=[world.noor, asked.pk]), reverse("delen:mijn", args=[world.noor]), address):
        text = peter.get(page).content.decode()
        assert "eigen reden" not in text and "Fatima" not in text and "eweigerd" not in text, page
    assert peter.get(reverse("delen:toestemming", args=[world.noor, asked.pk])).status_code == 404
    own = enter("anja").get(reverse("delen:toestemming", args=[world.noor, asked.pk])).content.decode()
    assert "eigen reden" in own


def test_a_refusal_counts_once_an_objection_is_known(world, anja, geopend, enter, person):
    given = given_by(geopend, [one for one in holders(geopend.groeidocument) if one.account == person("fatima")])
    link = linked(geopend, given).link
    peter = enter("peter")
    page = peter.get(reverse("delen:weigeren", args=[world.noor, given.pk])).content.decode()
    assert "Er gaat nu geen link dicht" in page and "legt vast of er een bezwaar bekend is" in page
    peter.post(reverse("delen:weigeren", args=[world.noor, given.pk]), {"opmerking": ""})
    assert works(link), "until an objection is on record, one parent acts for both"
    father = Gezagsrelatie.unguarded.get(gebruiker=person("peter"))
    waits = anja.get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert reverse("dossiers:gezag_bezwaar", args=[father.leerling_id, father.pk]) in waits
    form = {"stand": "bekend", "sinds": day(0), "toelichting": "", "versie": father.versie}
    assert anja.post(reverse("dossiers:gezag_bezwaar", args=[father.leerling_id, father.pk]), form).status_code == 302
    assert not works(link) and state(link) == "zonder grond"


def test_a_parent_first_sees_what_a_withdrawal_closes_and_it_closes_at_once(world, geopend, enter, person):
    mother = [one for one in holders(geopend.groeidocument) if one.account == person("fatima")]
    given, other = given_by(geopend, mother), given_by(geopend, mother)
    made, stays = linked(geopend, given), linked(geopend, other)
    world.guests["gast_van_nu"] = made
    guest, fatima = enter("gast_van_nu"), enter("fatima")
    del world.guests["gast_van_nu"]
    address = reverse("delen:weigeren", args=[world.noor, given.pk])
    page = fatima.get(address).content.decode()
    assert page.count("R. Kok, orthopedagoog, lezen") == 1, "the one link that rests on this toestemming"
    assert works(made.link) and given.holds(), "looking changes nothing"
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    assert fatima.post(address, {"opmerking": ""}).status_code == 302
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 403
    assert works(stays.link) and not works(made.link)
    lines = Journaalregel.unguarded.filter(handeling=Handeling.TOESTEMMING_INGETROKKEN, onderwerp=str(given.pk))
    assert lines.get().gebruiker_id == person("fatima").pk
    assert fatima.post(address, {"opmerking": ""}).status_code == 302 and lines.count() == 1
    assert "opnieuw vragen" in fatima.get(reverse("delen:antwoorden", args=[world.noor, given.pk])).content.decode()


def test_one_of_two_who_gave_it_may_withdraw_and_without_an_objection_the_other_still_stands(world, geopend, person):
    given = given_by(geopend)
    link = linked(geopend, given).link
    hers = open_dossier(Viewer(user=person("fatima")), world.noor, Recht.LEZEN)
    refuse(geopend=hers, toestemming=given.pk)
    assert works(link)
    Gezagsrelatie.unguarded.filter(gebruiker=person("fatima")).update(bezwaar_bekend_op=timezone.localdate())
    assert not works(link), "with an objection on record, one withdrawal is no toestemming (dossier 8.22)"


@pytest.mark.parametrize("name", ["joke", "noor", "buurvrouw", "ex_ouder", "zonder_gezag", "mehmet", "gast_schrijft_alles", "anja"])
def test_nobody_answers_for_a_parent(name, world, geopend, enter):
    asked = asked_of(geopend, "fatima", "peter")
    client = enter(name)
    for page in ("antwoorden", "weigeren"):
        assert client.post(reverse(f"delen:{page}", args=[world.noor, asked.pk]), {"opmerking": ""}).status_code == 404
    assert not asked.antwoorden.exclude(gegeven_op=None, geweigerd_op=None).exists()


def test_a_parent_whose_gezag_ends_while_the_page_is_open_gives_nothing(world, geopend, person):
    asked = asked_of(geopend, "fatima")
    hers = open_dossier(Viewer(user=person("fatima")), world.noor, Recht.LEZEN)
    yesterday = timezone.localdate() - timedelta(days=1)
    Gezagsrelatie.unguarded.filter(gebruiker=person("fatima")).update(geldig_van=yesterday - timedelta(days=9), geldig_tot=yesterday)
    with pytest.raises(AccessOver):
        give(geopend=hers, toestemming=asked.pk)
    assert not asked.holds()


# --- From 16 the pupil decides --------------------------------------------------------------------


def at_16(world) -> None:
    Leerling.unguarded.filter(groeidocumenten=world.noor).update(geboortedatum=date(timezone.localdate().year - 16, 1, 1))


def test_from_16_the_pupil_gives_and_withdraws_and_parents_only_see_it(world, enter, anja, opened):
    at_16(world)
    asked = asked_of(opened(recht=Recht.DELEN), "noor")
    assert asked.leerling_beslist
    noor, fatima, address = enter("noor"), enter("fatima"), reverse("delen:antwoorden", args=[world.noor, asked.pk])
    assert "beslist hier zelf over" in fatima.get(address).content.decode()
    assert fatima.post(reverse("delen:weigeren", args=[world.noor, asked.pk]), {"opmerking": ""}).status_code == 404
    assert "Je mag nee zeggen" in noor.get(address).content.decode()
    assert noor.post(address).status_code == 302 and asked.holds()
    assert noor.post(reverse("delen:weigeren", args=[world.noor, asked.pk]), {"opmerking": ""}).status_code == 302
    assert not asked.holds()


def test_what_parents_gave_before_16_stays_until_the_pupil_says_no(world, geopend, enter):
    link = linked(geopend).link
    noor, given = enter("noor"), link.toestemming
    assert noor.get(reverse("delen:mijn", args=[world.noor])).status_code == 404, "not before 16"
    at_16(world)
    assert works(link), "nothing is cut in silence"
    page = noor.get(reverse("delen:weigeren", args=[world.noor, given.pk])).content.decode()
    assert "R. Kok, orthopedagoog, lezen" in page, "the pupil sees first what it closes"
    noor.post(reverse("delen:weigeren", args=[world.noor, given.pk]), {"opmerking": ""})
    assert not works(link)


def test_on_the_sixteenth_birthday_itself_and_not_a_second_before(world, geopend):
    Leerling.unguarded.filter(groeidocumenten=world.noor).update(geboortedatum=date(2011, 4, 2))
    for moment, decides in (("2027-04-01 23:59:59+02:00", False), ("2027-04-02 00:00:00+02:00", True)):
        with time_machine.travel(moment, tick=False):
            fresh = open_dossier(geopend.viewer, world.noor, Recht.DELEN)
            assert given_by(fresh).leerling_beslist == decides


# --- A gezaghouder without an account answers by a link -------------------------------------------


@pytest.fixture
def by_link(world, geopend, person):
    """A father without an account, and the link that he got to answer one question with."""
    Gezagsrelatie.unguarded.filter(gebruiker=person("peter")).update(gebruiker=None)
    people = [one for one in holders(geopend.groeidocument) if one.account is None]
    from groeidocumenten.delen.toestemming import ask_toestemming

    [asked] = ask_toestemming(geopend=geopend, vraag=about(), aan=people, verzoek=uuid.uuid4())
    until = timezone.now() + timedelta(days=7)
    made = ask_by_link(geopend=geopend, antwoord=asked.antwoorden.get(), email="peter@thuis.example", tot=until, verzoek=uuid.uuid4())
    world.guests["vader"] = made
    yield asked, made
    del world.guests["vader"]


def test_a_link_to_one_question_lets_its_holder_answer_and_shows_nothing_else(world, by_link, enter):
    asked, made = by_link
    father = enter("vader")
    address = reverse("delen:antwoorden", args=[world.noor, asked.pk])
    page = father.get(address).content.decode()
    assert "R. Kok, orthopedagoog" in page and "Hoofdstuk 1" not in page
    for other in (
        f"/groeidocumenten/{world.noor}/",
        f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/",
        reverse("delen:mijn", args=[world.noor]),
    ):
        assert father.get(other).status_code == 404
    assert father.get(reverse("delen:antwoorden", args=[world.noor, world.toestemming])).status_code == 404
    assert father.post(address).status_code == 302
    assert asked.holds() and asked.antwoorden.get().wijze == "link"
    line = Journaalregel.unguarded.get(handeling=Handeling.TOESTEMMING_GEGEVEN, onderwerp=str(asked.pk))
    assert (line.gebruiker_id, line.link_id) == (None, made.link.pk)
    assert father.post(reverse("delen:weigeren", args=[world.noor, asked.pk]), {"opmerking": ""}).status_code == 302
    assert not asked.holds()


def test_that_link_ends_with_the_gezag_that_it_rests_on(world, by_link):
    _, made = by_link
    assert works(made.link)
    yesterday = timezone.localdate() - timedelta(days=1)
    Gezagsrelatie.unguarded.filter(pk=made.link.grondslag.gezag_id).update(geldig_van=yesterday, geldig_tot=yesterday)
    assert not works(made.link)


def test_its_mail_asks_and_names_no_child(world, anja, geopend, person, mailoutbox, django_capture_on_commit_callbacks):
    Gezagsrelatie.unguarded.filter(gebruiker=person("peter")).update(gebruiker=None)
    form = ask_form(world)
    anja.post(reverse("delen:toestemming_vragen", args=[world.noor]), form)
    answer = Toestemming.unguarded.get(pk=form["verzoek"]).antwoorden.get(gezag__gebruiker=None)
    address = reverse("delen:vraag_met_link", args=[world.noor, form["verzoek"], answer.pk])
    wanted = {"ontvanger_email": "peter@thuis.example", "tot_en_met": day(7), "verzoek": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        page = anja.post(address, wanted).content.decode()
    [message] = mailoutbox
    assert "gp-secret" in page and "toestemming" in message.subject
    assert "Noorkanarie" not in message.body + message.subject
    assert anja.post(address, wanted).status_code in (302, 404), "a double click makes one"
    assert Toegangslink.unguarded.filter(pk=wanted["verzoek"]).count() == 1


def test_a_guest_comes_in_at_the_question_itself(world, by_link):
    asked, made = by_link
    answer = try_in(made, made.pincode)
    client = answer.client
    assert agree(client)["Location"] == reverse("delen:antwoorden", args=[world.noor, asked.pk])


def test_the_file_of_another_pupil_is_out_of_reach(world, by_link, enter):
    father = enter("vader")
    sem = Groeidocument.unguarded.get(pk=world.sem)
    assert father.get(reverse("delen:antwoorden", args=[sem.pk, by_link[0].pk])).status_code == 404
