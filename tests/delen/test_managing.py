"""A link that is there: longer, again for a next meeting, mailed again, taken back, alone or together; and what it was used for."""

import re
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.actions import withdraw_link
from groeidocumenten.delen.beheer import Periode, extend, send_again, use_again
from groeidocumenten.delen.pincode_channels import Wijze, hand_over
from groeidocumenten.delen.secrets import hash_token
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.forms import end_of_day
from groeidocumenten.dossiers.models import Handeling, Journaalregel, LinkRecht, Toegangslink
from groeidocumenten.inhoud.actions import add_aanvulling
from tests.delen.acting import about, given_by, linked, state, works
from tests.delen.filled import day, refused, rows
from tests.doors.codes import agree, try_in, wrong
from tests.doors.test_queries import queries, start_files, version

Reden = Toegangslink.Reden


@pytest.fixture
def geopend(opened):
    return opened(recht=Recht.DELEN)


def in_days(days: int) -> datetime:
    return end_of_day(timezone.localdate() + timedelta(days=days))


def address(name: str, world, link) -> str:
    return reverse(f"delen:{name}", args=[world.noor, link.pk])


# --- The end -------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [(2027, 3, 28), (2027, 10, 31)], ids=["summer time begins", "summer time ends"])
def test_a_link_ends_at_midnight_in_amsterdam_to_the_second_also_when_the_clock_changes(moment, world, opened):
    last = datetime(*moment, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(last - timedelta(days=10), tick=False):
        fresh = opened(recht=Recht.DELEN)
        link = linked(fresh, given_by(fresh), geldig_tot=end_of_day(last.date())).link
    end = datetime.combine(last.date() + timedelta(days=1), datetime.min.time(), ZoneInfo("Europe/Amsterdam"))
    for seconds, opens in ((-1, True), (0, False), (1, False)):
        with time_machine.travel(end + timedelta(seconds=seconds), tick=False):
            assert works(link) == opens, seconds


def test_a_link_that_begins_later_opens_nothing_before(world, geopend):
    begin = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    made = linked(geopend, geldig_van=begin)
    assert state(made.link) == "begint later"
    for seconds, opens in ((-1, False), (0, True), (1, True)):
        with time_machine.travel(begin + timedelta(seconds=seconds), tick=False):
            assert works(made.link) == opens
            assert try_in(made, made.pincode).status_code == (302 if opens else 403)


def test_a_later_end_keeps_the_session_and_the_code(world, geopend):
    made = linked(geopend, geldig_tot=in_days(2))
    client = try_in(made, made.pincode).client
    agree(client)
    extend(geopend=geopend, link=made.link.pk, tot=in_days(9))
    with time_machine.travel(in_days(2) - timedelta(minutes=5), tick=False):
        client = try_in(made, made.pincode).client
        agree(client)
    with time_machine.travel(in_days(2) + timedelta(seconds=1), tick=False):
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 200


@pytest.mark.parametrize(("days", "allowed"), [(92, True), (93, False)])
def test_extending_stays_within_the_maximum_of_the_samenwerkingsverband(days, allowed, world, anja, geopend):
    link = linked(geopend).link
    answer = anja.post(address("link_verlengen", world, link), {"tot_en_met": day(days), "tot_tijd": ""})
    if allowed:
        assert answer.status_code == 302
        assert Toegangslink.unguarded.get(pk=link.pk).geldig_tot == in_days(days)
    else:
        assert "hoogstens tot en met" in refused(answer)


def test_extending_never_outlasts_the_ground(world, geopend):
    from tests.delen.acting import about

    link = linked(geopend, given_by(geopend, vraag=about(days=20))).link
    with pytest.raises(ValidationError, match="geldt tot en met"):
        extend(geopend=geopend, link=link.pk, tot=in_days(30))


def test_what_is_over_is_not_extended(world, anja, geopend):
    link = linked(geopend).link
    Toegangslink.unguarded.filter(pk=link.pk).update(geldig_van=timezone.now() - timedelta(days=3), geldig_tot=timezone.now())
    answer = anja.post(address("link_verlengen", world, link), {"tot_en_met": day(5), "tot_tijd": ""})
    assert answer.status_code == 422 and "Gebruik hem opnieuw" in answer.content.decode()
    assert not works(link)


def test_a_reminder_goes_once_before_the_end_and_names_nobody(world, geopend, mailoutbox, django_capture_on_commit_callbacks):
    link = linked(geopend, geldig_tot=in_days(9)).link
    with django_capture_on_commit_callbacks(execute=True):
        call_command("herinner_links")
    assert not [one for one in mailoutbox if "eindig" in one.subject]
    for _ in range(2):
        with time_machine.travel(in_days(9) - timedelta(days=2), tick=False), django_capture_on_commit_callbacks(execute=True):
            call_command("herinner_links")
    [message] = [one for one in mailoutbox if one.subject == "Er eindigen toegangslinks" and str(world.noor) in one.body]
    assert message.to == ["anja@demo.example"]
    for secret in ("Noorkanarie", "Kok", "gastkanarie", "groep 6"):
        assert secret not in message.body + message.subject
    assert Toegangslink.unguarded.get(pk=link.pk).herinnerd_op is not None


# --- Again for a next meeting --------------------------------------------------------------------


def test_an_existing_link_works_again_with_a_new_code_and_shows_what_came_since(world, anja, geopend):
    made = linked(geopend)
    client = try_in(made, made.pincode).client
    agree(client)
    withdraw_link(geopend=geopend, link=made.link)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 403
    add_aanvulling(geopend=geopend, hoofdstuk="hoofdstuk-twee", tekst="Nieuw.", verzoek=uuid.uuid4())
    place = address("link_hergebruik", world, made.link)
    page = anja.get(place).content.decode()
    assert "Hoofdstuk “Hoofdstuk 2” is aangevuld of gewijzigd" in page and "Hoofdstuk “Hoofdstuk 1” is" not in page
    form = {"grond": str(made.link.toestemming_id), "tot_en_met": day(10), "tot_tijd": "", "vanaf": "", "generatie": "1"}
    before = rows()["Toegangslink"]
    answer = anja.post(place, form)
    code = answer.content.decode().split('class="gp-secret">')[1][:7].replace(" ", "")
    assert rows()["Toegangslink"] == before, "the same row"
    fresh = Toegangslink.unguarded.get(pk=made.link.pk)
    assert (fresh.generatie, fresh.geldig_tot, fresh.ingetrokken_op, fresh.aantal_sessies) == (2, in_days(10), None, 0)
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 403, "a session of before opens nothing"
    assert try_in(made, made.pincode).status_code == 403 or code == made.pincode
    assert try_in(made, code).status_code == 302, "the address of the old mail works, with the new code"
    assert anja.post(place, form).status_code == 302, "a double click makes no second code"
    assert Toegangslink.unguarded.get(pk=made.link.pk).generatie == 2


def test_the_ground_is_asked_again_and_nothing_is_chosen_beforehand(world, anja, geopend):
    link = linked(geopend).link
    place = address("link_hergebruik", world, link)
    [ways] = re.findall(r"<fieldset.*?</fieldset>", anja.get(place).content.decode(), re.DOTALL)
    assert 'name="grond"' in ways and " checked" not in ways
    form = {"grond": "", "tot_en_met": day(10), "generatie": "1"}
    assert "Kies waarop u deze keer deelt" in refused(anja.post(place, form))
    narrow = world.guests["gast_leest_twee"].link.toestemming_id
    refused(anja.post(place, form | {"grond": str(narrow)}))


def test_a_link_goes_on_only_on_a_ground_that_is_for_the_same_person(world, anja, geopend):
    link = linked(geopend).link
    other, place = given_by(geopend, vraag=about(ontvanger="Farid Bouali, orthopedagoog")), address("link_hergebruik", world, link)
    assert str(other.pk) not in anja.get(place).content.decode()
    with pytest.raises(ValidationError, match="voor een ander"):
        use_again(geopend=geopend, link=link.pk, grond=other, periode=Periode(in_days(9)), generatie=1)
    same = given_by(geopend, vraag=about(ontvanger=f" {link.ontvanger_naam.upper()}"))
    assert str(same.pk) in anja.get(place).content.decode()
    assert use_again(geopend=geopend, link=link.pk, grond=same, periode=Periode(in_days(9)), generatie=1)


def test_a_link_whose_toestemming_is_over_goes_on_only_on_another_one(world, geopend):
    link = linked(geopend).link
    link.toestemming.antwoorden.update(ingetrokken_op=timezone.now())
    with pytest.raises(ValidationError):
        use_again(geopend=geopend, link=link.pk, grond=link.toestemming, periode=Periode(in_days(9)), generatie=1)
    other = given_by(geopend)
    assert use_again(geopend=geopend, link=link.pk, grond=other, periode=Periode(in_days(9)), generatie=1)
    assert works(link) and Toegangslink.unguarded.get(pk=link.pk).toestemming_id == other.pk


def test_a_leaked_old_or_too_often_guessed_link_is_not_used_again(world, anja, geopend):
    changes = (
        {"ingetrokken_op": timezone.now(), "ingetrokken_reden": Reden.GELEKT},
        {"fouten_totaal": 15},
        {"uitgegeven_op": timezone.now() - timedelta(days=367)},
    )
    for change in changes:
        link = linked(geopend).link
        Toegangslink.unguarded.filter(pk=link.pk).update(**change)
        with pytest.raises(ValidationError, match="Maak een nieuwe link"):
            use_again(geopend=geopend, link=link.pk, grond=link.toestemming, periode=Periode(in_days(9)), generatie=1)
        assert "Maak een nieuwe link" in anja.get(address("link_hergebruik", world, link)).content.decode()


def test_a_new_code_never_resets_the_count_over_the_life_of_a_link(world, geopend):
    made, code = linked(geopend), None
    for number in range(3):
        code = (
            made.pincode
            if code is None
            else hand_over(geopend=geopend, link=made.link, wijze=Wijze.GESPROKEN, verzoek=uuid.uuid4()).pincode
        )
        for _ in range(5):
            assert try_in(made, wrong(code)).status_code == 403
        assert state(made.link) == "op slot", number
    with pytest.raises(ValidationError, match="maak een nieuwe link"):
        hand_over(geopend=geopend, link=made.link, wijze=Wijze.GESPROKEN, verzoek=uuid.uuid4())


# --- Another mail --------------------------------------------------------------------------------


def test_sending_again_makes_a_new_address_and_the_old_one_opens_nothing(
    world, anja, geopend, mailoutbox, django_capture_on_commit_callbacks
):
    made = linked(geopend)
    with django_capture_on_commit_callbacks(execute=True):
        assert anja.post(address("link_opnieuw", world, made.link)).status_code == 302
    token = mailoutbox[-1].body.split("/toegang/")[1].split("/")[0]
    assert Toegangslink.unguarded.get(pk=made.link.pk).token_hash == hash_token(token)
    assert try_in(made, made.pincode).status_code == 403
    made.token = token
    assert try_in(made, made.pincode).status_code == 302


def test_no_more_than_three_mails_a_day(world, geopend):
    made = linked(geopend)
    for _ in range(3):
        send_again(geopend=geopend, link=made.link.pk)
    with pytest.raises(ValidationError, match="drie keer"):
        send_again(geopend=geopend, link=made.link.pk)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        send_again(geopend=geopend, link=made.link.pk)


# --- Taking back ---------------------------------------------------------------------------------


def test_taking_back_asks_why_and_works_at_the_next_click(world, anja, enter):
    link = world.guests["gast_leest_alles"].link
    guest = enter("gast_leest_alles")
    place = address("link_intrekken", world, link)
    assert "Maak een keuze" in refused(anja.post(place, {"reden": ""}))
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 200
    assert anja.post(place, {"reden": "gelekt"}).status_code == 302
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 403
    assert anja.post(place, {"reden": "klaar"}).status_code == 302
    assert Toegangslink.unguarded.get(pk=link.pk).ingetrokken_reden == "gelekt", "the first reason stays"
    assert Journaalregel.unguarded.filter(handeling=Handeling.LINK_INGETROKKEN, onderwerp=str(link.pk)).count() == 1


def test_every_link_of_a_file_shuts_together_and_no_other(world, anja):
    assert anja.post(reverse("delen:alles_intrekken", args=[world.noor]), {"reden": "klaar"}).status_code == 302
    assert not Toegangslink.unguarded.filter(groeidocument=world.noor, ingetrokken_op=None).exists()
    assert works(world.guests["gast_van_sem"].link)


def test_every_link_of_one_person_shuts_over_all_pupils_however_the_address_is_written(world, anja, opened):
    noor, sem = opened(recht=Recht.DELEN), opened(recht=Recht.DELEN, file="sem")
    one, two = linked(noor, email="R.Kok@praktijk.example").link, linked(sem, email="rkok+school@Praktijk.example").link
    other = linked(noor, email="iemand.anders@praktijk.example").link
    place = reverse("links:persoon", args=[one.pk])
    page = anja.get(place).content.decode()
    assert "Noorkanarie" in page and "Semkanarie" in page and str(other.pk) not in page
    assert anja.post(place, {"reden": "gelekt"}).status_code == 302
    assert not works(one) and not works(two) and works(other)


# --- One list over all pupils --------------------------------------------------------------------


def test_the_list_over_all_pupils_filters_by_how_they_stand(world, anja, geopend):
    soon, later = linked(geopend, geldig_tot=in_days(3)).link, linked(geopend, geldig_tot=in_days(40)).link
    over, locked = linked(geopend).link, linked(geopend).link
    Toegangslink.unguarded.filter(pk=over.pk).update(geldig_van=timezone.now() - timedelta(days=9), geldig_tot=timezone.now())
    Toegangslink.unguarded.filter(pk=locked.pk).update(fouten=5, fouten_totaal=5)
    found = {stand: anja.get(reverse("links:alle") + f"?stand={stand}").content.decode() for stand in ("lopend", "snel", "stil", "voorbij")}
    shown = {stand: {one.pk for one in (soon, later, over, locked) if str(one.pk) in page} for stand, page in found.items()}
    assert shown["lopend"] == {soon.pk, later.pk, locked.pk}
    assert shown["snel"] == {soon.pk} and shown["stil"] == {locked.pk} and shown["voorbij"] == {over.pk}
    assert "Semkanarie" in found["lopend"], "of every pupil"
    order = [found["lopend"].index(str(one.pk)) for one in (soon, later)]
    assert order == sorted(order), "what ends first stands on top"


def test_the_list_shows_nobody_else_s_pupils(world, enter):
    page = enter("mehmet").get(reverse("links:alle")).content.decode()
    assert "Noorkanarie" not in page and "gastkanarie" not in page
    for name in ("joke", "fatima", "ria", "niemand", "wortel", "gast_leest_alles"):
        assert enter(name).get(reverse("links:alle")).status_code == 404


def test_the_lists_cost_the_same_for_few_links_and_for_many(world, anja, geopend, person):
    places = [reverse("links:alle"), reverse("delen:toegang", args=[world.noor]), f"/groeidocumenten/{world.noor}/"]
    before = [queries(anja, place) for place in places]
    for number in range(6):
        linked(geopend, email=f"gast{number}@praktijk.example")
    for pk in start_files(person("anja"), version(2), 3):
        other = open_dossier(Viewer(user=person("anja")), pk, Recht.DELEN)
        ground = world_ground(other)
        linked(other, ground)
    # More than a page of links would add the count, once.
    assert [queries(anja, place) for place in places] == before


def world_ground(geopend):
    from groeidocumenten.delen.gronden import record_grondslag
    from groeidocumenten.dossiers.models import Bereik, Grondslag

    ground = Grondslag(
        soort="overdracht", ontvanger="De volgende school", bereik=Bereik.HEEL, geldig_tot=timezone.now() + timedelta(days=60)
    )
    return record_grondslag(geopend=geopend, grondslag=ground, reden="De leerling gaat naar een andere school.", verzoek=uuid.uuid4())


def test_a_parent_s_page_costs_the_same_for_few_links_and_for_many(world, enter, geopend):
    fatima, place = enter("fatima"), reverse("delen:mijn", args=[world.noor])
    before = queries(fatima, place)
    for _ in range(5):
        linked(geopend)
    assert queries(fatima, place) == before


# --- What it was used for ------------------------------------------------------------------------


def test_the_page_of_a_link_says_what_it_was_used_for_and_nothing_of_what_was_read(world, anja, enter):
    link = world.guests["gast_leest_twee"].link
    guest = enter("gast_leest_twee")
    guest.get(f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-twee/")
    page = anja.get(address("link", world, link)).content.decode()
    assert "Toegangslink gebruikt" in page and "Bekeken: Hoofdstuk 2" in page
    assert "kanarie-noor-hoofdstuk-twee" not in page
    other = anja.get(address("link", world, world.guests["gast_leest_alles"].link)).content.decode()
    assert "Bekeken: Hoofdstuk 2" not in other


def test_that_page_costs_the_same_for_few_lines_and_for_many(world, anja, enter):
    link = world.guests["gast_leest_alles"].link
    guest = enter("gast_leest_alles")
    before = queries(anja, address("link", world, link))
    for chapter in ("een", "twee", "drie"):
        guest.get(f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-{chapter}/")
    assert queries(anja, address("link", world, link)) == before


def test_opening_a_file_as_a_guest_costs_at_most_three_queries_more_than_as_the_ib(world, anja, enter):
    guest, place = enter("gast_leest_alles"), f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/"
    assert queries(guest, place) <= queries(anja, place) + 3


def test_visits_are_counted_against_the_maximum(world, geopend):
    made = linked(geopend, maximum_bezoeken=2)
    assert [try_in(made, made.pincode).status_code for _ in range(3)] == [302, 302, 403]
    with CaptureQueriesContext(connection):
        assert works(made.link), "who is inside stays inside"


def test_the_right_of_a_link_never_changes(world, geopend, anja):
    made = linked(geopend)
    form = {"grond": str(made.link.toestemming_id), "tot_en_met": day(10), "generatie": "1", "recht": "schrijven", "bereik": "heel"}
    anja.post(address("link_hergebruik", world, made.link), form)
    fresh = Toegangslink.unguarded.get(pk=made.link.pk)
    assert (fresh.recht, fresh.bereik, fresh.generatie) == (LinkRecht.LEZEN, "heel", 2)
