"""A link for a guest: what every field refuses, how long it may last, and what its mail says."""

import re
import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Samenwerkingsverband
from groeidocumenten.dossiers.models import Toegangslink, Toestemming
from post.models import Zending
from post.sending import attempt
from tests.delen.filled import day, link_form, make_link, refused, rows

WRONG_LINKS = {
    "no address": ({"ontvanger_email": ""}, "Vul dit in"),
    "no address at all": ({"ontvanger_email": "geen adres"}, "e-mailadres"),
    "two addresses": ({"ontvanger_email": "a@b.nl, c@d.nl"}, "e-mailadres"),
    "a header in the address": ({"ontvanger_email": "a@b.nl\r\nBcc: c@d.nl"}, "e-mailadres"),
    "too long an address": ({"ontvanger_email": "a" * 300 + "@b.nl"}, ""),
    "no right": ({"recht": ""}, "Kies of de ontvanger"),
    "an unknown right": ({"recht": "beheren"}, ""),
    "no scope": ({"bereik": ""}, "Kies of u"),
    "an unknown scope": ({"bereik": "alles"}, ""),
    "nothing ticked": ({"bereik": "hoofdstukken"}, "Kruis ten minste"),
    "an unknown hoofdstuk": ({"bereik": "hoofdstukken", "hoofdstukken": ["geheim"]}, ""),
    "no end": ({"tot_en_met": ""}, "Vul een datum in"),
    "no date": ({"tot_en_met": "morgen"}, ""),
    "a day that does not exist": ({"tot_en_met": "2027-02-30"}, ""),
    "yesterday": ({"tot_en_met": "2020-01-01"}, "al voorbij"),
    "the first day of the calendar": ({"tot_en_met": "0001-01-01"}, "al voorbij"),
    "the last day of the calendar": ({"tot_en_met": "9999-12-31"}, "hoogstens een jaar"),
    "no time": ({"tot_tijd": "25:00"}, ""),
    "a moment that is over": ({"tot_en_met": "VANDAAG", "tot_tijd": "00:00"}, "al voorbij"),
    "no one-time id": ({"verzoek": ""}, ""),
    "nonsense as one-time id": ({"verzoek": "1 OR 1=1"}, ""),
}


@pytest.mark.parametrize("case", WRONG_LINKS)
def test_a_wrong_link_is_refused_in_dutch_and_changes_nothing(case, world, anja, toestemming):
    changes, words = WRONG_LINKS[case]
    changes = {name: day(0) if value == "VANDAAG" else value for name, value in changes.items()}
    before = rows()
    assert words in refused(make_link(anja, world, toestemming, **changes))
    assert rows() == before and not mail.outbox


def test_a_good_link_makes_one_row_one_mail_and_shows_the_code_once(world, anja, toestemming, django_capture_on_commit_callbacks):
    verzoek = str(uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        answer = make_link(anja, world, toestemming, verzoek=verzoek)
    page = answer.content.decode()
    code = re.search(r'class="gp-secret">(\d{3}) (\d{3})<', page)
    assert code, "the code is on the page"
    [message] = mail.outbox
    token = re.search(r"http://testserver/toegang/([\w-]{43})/", message.body)[1]
    pincode = code[1] + code[2]
    assert token not in page, "the link and the code are never in one message"
    assert pincode not in message.body and f"{code[1]} {code[2]}" not in message.body
    for secret in ("Noorkanarie", "Jansen", "groep", "Anja"):
        assert secret not in message.body + message.subject
    with django_capture_on_commit_callbacks(execute=True):
        again = make_link(anja, world, toestemming, verzoek=verzoek)
    assert again.status_code == 302 and len(mail.outbox) == 1
    assert Toegangslink.unguarded.filter(pk=verzoek).count() == 1


def test_a_forged_host_never_comes_into_a_mail(world, anja, toestemming, django_capture_on_commit_callbacks, settings):
    settings.ALLOWED_HOSTS = ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        anja.post(
            reverse("delen:link_nieuw", args=[world.noor, toestemming.pk]),
            link_form(),
            headers={"host": "boef.example", "x-forwarded-host": "boef.example"},
        )
    assert set(re.findall(r"https?://([^/\s]+)", mail.outbox[0].body)) == {"testserver"}


def test_a_mail_server_that_is_down_costs_nobody_the_code_and_the_screen_says_so(
    world, anja, toestemming, mail_server_down, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_link(anja, world, toestemming).content.decode()
    assert "gp-secret" in page
    link = Toegangslink.unguarded.order_by("uitgegeven_op").last()
    assert "nog niet verzonden" in anja.get(reverse("delen:link", args=[world.noor, link.pk])).content.decode()
    mail_server_down()
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        attempt(Zending.objects.get(over=link.pk).pk)
    [message] = mail.outbox
    assert "/toegang/" in message.body
    assert "is verzonden" in anja.get(reverse("delen:link", args=[world.noor, link.pk])).content.decode()


@pytest.mark.parametrize(
    ("recht", "days", "made"),
    [("lezen", 0, True), ("lezen", 1, True), ("lezen", 92, True), ("lezen", 93, False)]
    + [("schrijven", 0, True), ("schrijven", 31, True), ("schrijven", 32, False), ("schrijven", 92, False)],
)
def test_the_period_of_a_link_has_its_exact_limits(recht, days, made, world, anja, toestemming):
    answer = make_link(anja, world, toestemming, recht=recht, tot_en_met=day(days))
    if made:
        assert answer.status_code == 200
        link = Toegangslink.unguarded.order_by("uitgegeven_op").last()
        end = timezone.localtime(link.geldig_tot)
        assert (end.hour, end.minute, end.date()) == (0, 0, timezone.localdate() + timedelta(days=days + 1))
    else:
        assert "hoogstens tot en met" in refused(answer)


def test_the_samenwerkingsverband_sets_the_limit(world, anja, toestemming):
    Samenwerkingsverband.objects.update(link_standaard_dagen=3, link_maximum_lezen=5, link_maximum_schrijven=3)
    assert make_link(anja, world, toestemming, tot_en_met=day(5)).status_code == 200
    assert make_link(anja, world, toestemming, tot_en_met=day(6)).status_code == 422


@pytest.mark.parametrize(("today", "hours"), [(date(2027, 3, 20), -1), (date(2027, 10, 20), 1)])
def test_a_link_over_a_change_of_the_clock_ends_at_midnight_in_amsterdam(today, hours, world, enter):
    moment = datetime.combine(today, datetime.min.time(), ZoneInfo("Europe/Amsterdam")) + timedelta(hours=12)
    with time_machine.travel(moment, tick=False):
        Toestemming.unguarded.update(geldig_van=moment - timedelta(days=1), geldig_tot=moment + timedelta(days=200))
        pk = world.guests["gast_leest_alles"].link.toestemming_id
        assert make_link(enter("anja"), world, Toestemming.unguarded.get(pk=pk), tot_en_met=day(14)).status_code == 200
        link = Toegangslink.unguarded.order_by("uitgegeven_op").last()
    assert timezone.localtime(link.geldig_tot).strftime("%H:%M") == "00:00"
    utc = ZoneInfo("UTC")
    offset = link.geldig_tot.astimezone(utc).replace(tzinfo=None) - moment.astimezone(utc).replace(tzinfo=None)
    assert offset == timedelta(days=14, hours=12 + hours)
