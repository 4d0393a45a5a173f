"""Sharing with a guest: what every field refuses, what a link may never be, and what a repeated or crafted form can do (nothing)."""

import re
import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Samenwerkingsverband, User
from groeidocumenten.delen.actions import share_with_guest
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.checks import private_models
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Toegangslink, Toestemming

DUTCH = re.compile(r"gp-error-summary.*?</div>", re.DOTALL)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def anja(enter):
    return enter("anja")


@pytest.fixture
def toestemming(world) -> Toestemming:
    """One for the whole of Noor's file, long enough for every period here."""
    pk = world.guests["gast_leest_alles"].link.toestemming_id
    return Toestemming.unguarded.get(pk=pk)


def link_form(**changes):
    return {
        "ontvanger_email": "l.jansen@instelling.example",
        "recht": "lezen",
        "bereik": "heel",
        "tot_en_met": day(14),
        "tot_tijd": "",
        "verzoek": str(uuid.uuid4()),
    } | changes


def consent_form(world, **changes):
    givers = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.noor).valid().with_gezag()
    return {
        "gegeven_door": [str(one.pk) for one in givers],
        "ontvanger": "L. Jansen",
        "doel": "uitwisselen",
        "wijze": "papier",
        "bereik": "heel",
        "tot_en_met": day(30),
        "verzoek": str(uuid.uuid4()),
    } | changes


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in private_models() if not model.__name__.startswith("Journaal")}


def make_link(client, world, toestemming, **changes):
    return client.post(reverse("delen:link_nieuw", args=[world.noor, toestemming.pk]), link_form(**changes))


def refused(answer, status: int = 422) -> str:
    """The summary of a refused form; everything typed is still there."""
    assert answer.status_code == status, answer.content.decode()[:500]
    summary = DUTCH.search(answer.content.decode())
    assert summary, "a refusal says why"
    return summary[0]


WRONG_LINKS = {
    "no address": ({"ontvanger_email": ""}, "verplicht veld"),
    "no address at all": ({"ontvanger_email": "geen adres"}, "e-mailadres"),
    "two addresses": ({"ontvanger_email": "a@b.nl, c@d.nl"}, "e-mailadres"),
    "a header in the address": ({"ontvanger_email": "a@b.nl\r\nBcc: c@d.nl"}, "e-mailadres"),
    "too long an address": ({"ontvanger_email": "a" * 300 + "@b.nl"}, ""),
    "no right": ({"recht": ""}, "Kies of de ontvanger"),
    "an unknown right": ({"recht": "beheren"}, ""),
    "no scope": ({"bereik": ""}, "Kies of u"),
    "an unknown scope": ({"bereik": "alles"}, ""),
    "nothing ticked": ({"bereik": "keuze"}, "Kruis ten minste"),
    "an unknown hoofdstuk": ({"bereik": "keuze", "hoofdstukken": ["geheim"]}, ""),
    "no end": ({"tot_en_met": ""}, "verplicht veld"),
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


@pytest.mark.parametrize("trouble", [ConnectionRefusedError("down"), UnicodeError("label too long")])
def test_a_mail_that_cannot_be_sent_is_told_and_costs_nobody_the_code(trouble, world, anja, toestemming, monkeypatch):
    def down(*args, **kwargs):
        raise trouble

    from groeidocumenten.delen import actions

    monkeypatch.setattr("groeidocumenten.delen.mail.send_mail", down)
    monkeypatch.setattr(actions.transaction, "on_commit", lambda act: act())
    page = make_link(anja, world, toestemming).content.decode()
    assert "kon niet worden verstuurd" in page and "gp-secret" in page


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


# --- Toestemming ---------------------------------------------------------------------------------

WRONG_CONSENTS = {
    "nobody gave it": {"gegeven_door": []},
    "somebody else's parent gave it": {"gegeven_door": "ANDER"},
    "an invented parent gave it": {"gegeven_door": [str(uuid.uuid4())]},
    "nonsense gave it": {"gegeven_door": ["x"]},
    "no recipient": {"ontvanger": ""},
    "too long a recipient": {"ontvanger": "x" * 121},
    "a NUL in the recipient": {"ontvanger": "a\x00b"},
    "no purpose": {"doel": ""},
    "an unknown purpose": {"doel": "reclame"},
    "an unknown way": {"wijze": "sms"},
    "nothing ticked": {"bereik": "keuze"},
    "an unknown hoofdstuk": {"bereik": "keuze", "hoofdstukken": ["geheim"]},
    "over already": {"tot_en_met": "2020-01-01"},
    "more than a year": {"tot_en_met": "9999-12-31"},
}


@pytest.mark.parametrize("case", WRONG_CONSENTS)
def test_a_wrong_toestemming_is_refused_and_changes_nothing(case, world, anja):
    other = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.sem).first()
    changes = {name: [str(other.pk)] if value == "ANDER" else value for name, value in WRONG_CONSENTS[case].items()}
    before = rows()
    refused(anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), consent_form(world, **changes)))
    assert rows() == before


def test_a_former_parent_and_one_without_gezag_cannot_give_toestemming(world, anja, person):
    for name in ("ex_ouder", "zonder_gezag"):
        pk = str(Gezagsrelatie.unguarded.get(gebruiker=person(name)).pk)
        refused(anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), consent_form(world, gegeven_door=[pk])))


def test_one_parent_is_enough_until_an_objection_is_known(world, anja):
    one = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.noor).valid().with_gezag().first()
    address = reverse("delen:toestemming_nieuw", args=[world.noor])
    assert anja.post(address, consent_form(world, gegeven_door=[str(one.pk)])).status_code == 302
    Gezagsrelatie.unguarded.filter(pk=one.pk).update(bezwaar_bekend_op=timezone.localdate())
    assert "bezwaar" in refused(anja.post(address, consent_form(world, gegeven_door=[str(one.pk)])))
    assert anja.post(address, consent_form(world)).status_code == 302


def test_a_link_never_shows_more_than_its_toestemming(world, anja, opened):
    pk = world.guests["gast_leest_twee"].link.toestemming_id
    narrow, before = Toestemming.unguarded.get(pk=pk), rows()
    for scope in ({"bereik": "heel"}, {"bereik": "keuze", "hoofdstukken": ["hoofdstuk-een"]}):
        refused(make_link(anja, world, narrow, **scope))
    both = {"bereik": "keuze", "hoofdstukken": ["hoofdstuk-een", "hoofdstuk-twee"]}
    refused(make_link(anja, world, narrow, **both))
    assert rows() == before
    wanted = {"ontvanger_email": "a@b.nl", "recht": "lezen", "geldig_tot": timezone.now() + timedelta(days=1)}
    with pytest.raises(Exception, match="niet voor al deze hoofdstukken"):
        share_with_guest(
            geopend=opened(recht=Recht.DELEN), toestemming=narrow, hoofdstukken=["hoofdstuk-een"], verzoek=uuid.uuid4(), **wanted
        )


def test_a_link_ends_no_later_than_its_toestemming(world, anja, toestemming):
    Toestemming.unguarded.filter(pk=toestemming.pk).update(geldig_tot=timezone.now() + timedelta(days=3))
    assert "De toestemming geldt tot en met" in refused(make_link(anja, world, toestemming))


def test_a_withdrawn_toestemming_makes_no_link_and_closes_the_ones_it_had(world, anja, enter, toestemming):
    guest = enter("gast_leest_alles")
    answer = anja.post(reverse("delen:toestemming_intrekken", args=[world.noor, toestemming.pk]))
    assert answer.status_code == 302
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 403
    before = rows()
    assert make_link(anja, world, toestemming).status_code == 302 and rows() == before
    assert anja.post(reverse("delen:toestemming_intrekken", args=[world.noor, toestemming.pk])).status_code == 302


# --- Crafted requests ----------------------------------------------------------------------------


def test_ids_of_another_file_are_not_found(world, anja, enter):
    of_sem = world.guests["gast_van_sem"].link
    teacher_of_sem = "leerkracht_einde", [world.noor, User.objects.get(username="kees").pk]
    before = rows()
    for name, args in (
        ("link_intrekken", [world.noor, of_sem.pk]),
        ("toestemming_intrekken", [world.noor, of_sem.toestemming_id]),
        ("link_nieuw", [world.noor, of_sem.toestemming_id]),
        teacher_of_sem,
    ):
        assert anja.get(reverse(f"delen:{name}", args=args)).status_code == 404
        assert anja.post(reverse(f"delen:{name}", args=args), link_form()).status_code == 404
    assert rows() == before and enter("gast_van_sem").get(f"/groeidocumenten/{world.sem}/").status_code == 200


def test_a_one_time_id_that_belongs_to_something_else_is_refused(world, anja, toestemming):
    """Copying another file's key into the form must not change it, nor break the page."""
    link, gezag = world.guests["gast_van_sem"].link, Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.sem).first()
    before = rows()
    assert "al gebruikt" in refused(make_link(anja, world, toestemming, verzoek=str(link.pk)))
    answer = anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), consent_form(world, verzoek=str(link.toestemming_id)))
    assert "al gebruikt" in refused(answer)
    form = {"naam": "A", "soort": "voogd", "geldig_van": day(0), "bron": "b", "verzoek": str(gezag.pk)}
    assert "al gebruikt" in refused(anja.post(reverse("delen:gezag_nieuw", args=[world.noor]), form))
    assert rows() == before


@pytest.mark.parametrize("name", ["joke", "fatima", "noor", "gast_schrijft_alles", "ria"])
def test_only_who_manages_access_can_share(name, world, enter, toestemming):
    client = enter(name)
    before = rows()
    for route, args in (("link_nieuw", [toestemming.pk]), ("toestemming_nieuw", []), ("gezag_nieuw", []), ("leerkracht_nieuw", [])):
        answer = client.post(reverse(f"delen:{route}", args=[world.noor, *args]), link_form() | consent_form(world))
        assert answer.status_code == 404
    assert rows() == before


WRONG_PERIODS = {"2020-01-01": "al voorbij", "9999-12-31": "te ver weg", "0001-01-01": "al voorbij", "x": ""}


@pytest.mark.parametrize("tot", WRONG_PERIODS)
def test_a_wrong_end_for_a_teacher_is_refused(tot, world, anja, person):
    answer = anja.post(reverse("delen:leerkracht_nieuw", args=[world.noor]), {"leerkracht": str(person("kees").pk), "tot": tot})
    assert WRONG_PERIODS[tot] in refused(answer)
    assert enter_status(person("kees"), world) == 404


def enter_status(user, world) -> int:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/groeidocumenten/{world.noor}/").status_code


def test_only_a_teacher_of_this_school_can_be_let_in(world, anja, person):
    for name in ("niemand", "fatima", "mehmet", "oud_ib"):
        refused(anja.post(reverse("delen:leerkracht_nieuw", args=[world.noor]), {"leerkracht": str(person(name).pk)}))


def test_hidden_names_in_a_form_change_only_what_the_form_is_for(world, anja, toestemming):
    """Every column of every private model is posted along; only the link that was asked for differs."""
    other, anjas = Groeidocument.unguarded.get(pk=world.daan), Toegangslink.unguarded.get(pk=world.guests["gast_leest_alles"].link.pk)
    columns = {field.name: str(other.pk) for model in private_models() for field in model._meta.fields if field.name != "hoofdstukken"}
    poison = columns | {"fouten": "0", "geldig_van": "2000-01-01", "generatie": "9", "groeidocument": str(other.pk), "id": str(anjas.pk)}
    poison |= {"ingetrokken_op": "2000-01-01", "uitgegeven_door": str(other.gestart_door_id), "pincode_hash": "x", "token_hash": "x"}
    verzoek = str(uuid.uuid4())
    address = reverse("delen:link_nieuw", args=[world.noor, toestemming.pk])
    assert anja.post(address, poison | link_form(verzoek=verzoek)).status_code == 200
    made = Toegangslink.unguarded.get(pk=verzoek)
    assert (made.groeidocument_id, made.generatie, made.ingetrokken_op) == (world.noor, 1, None)
    assert made.pincode_hash != "x" and made.uitgegeven_door.username == "anja" and made.geldig_van > timezone.now() - timedelta(minutes=1)
    verzoek = str(uuid.uuid4())
    answer = anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), poison | consent_form(world, verzoek=verzoek))
    assert answer.status_code == 302
    given = Toestemming.unguarded.get(pk=verzoek)
    assert given.groeidocument_id == world.noor and given.geldig_van.year > 2000 and given.ingetrokken_op is None
    form = {"naam": "A", "soort": "voogd", "geldig_van": day(0), "geldig_tot": "", "bron": "b", "verzoek": str(uuid.uuid4())}
    anja.post(reverse("delen:gezag_nieuw", args=[world.noor]), poison | {"gebruiker": str(other.gestart_door_id)} | form)
    kept = Gezagsrelatie.unguarded.get(pk=form["verzoek"])
    assert kept.gebruiker is None and kept.bezwaar_bekend_op is None and kept.gecontroleerd_door.username == "anja"
