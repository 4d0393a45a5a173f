"""Crafted requests to the screens of sharing: other files' ids, used keys, hidden names, people who may not share."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.checks import private_models
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Toegangslink, Toestemming
from tests.delen.filled import consent_form, day, link_form, make_link, refused, rows

LINK_PAGES = ("link", "link_intrekken", "link_verlengen", "link_hergebruik", "link_opnieuw", "link_bevestigen", "link_als_gast", "pincode")

# --- Crafted requests ----------------------------------------------------------------------------


def test_ids_of_another_file_are_not_found(world, anja, enter):
    of_sem = world.guests["gast_van_sem"].link
    teacher_of_sem = "leerkracht_einde", [world.noor, User.objects.get(username="kees").pk]
    before = rows()
    for name, args in (
        *((name, [world.noor, of_sem.pk]) for name in LINK_PAGES),
        ("toestemming", [world.noor, of_sem.toestemming_id]),
        ("toestemming_intrekken", [world.noor, of_sem.toestemming_id]),
        ("link_nieuw", [world.noor, of_sem.toestemming_id]),
        teacher_of_sem,
    ):
        assert anja.get(reverse(f"delen:{name}", args=args)).status_code == 404
        assert anja.post(reverse(f"delen:{name}", args=args), link_form()).status_code in (404, 405)
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
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/groeidocumenten/{world.noor}/").status_code


def test_only_a_teacher_of_this_school_can_be_let_in(world, anja, person):
    for name in ("niemand", "fatima", "mehmet", "oud_ib"):
        refused(anja.post(reverse("delen:leerkracht_nieuw", args=[world.noor]), {"leerkracht": str(person(name).pk)}))


def test_hidden_names_in_a_form_change_only_what_the_form_is_for(world, anja, toestemming):
    """Every column of every private model is posted along; only the link that was asked for differs."""
    other, anjas = Groeidocument.unguarded.get(pk=world.daan), Toegangslink.unguarded.get(pk=world.guests["gast_leest_alles"].link.pk)
    asked = {"hoofdstukken", "document", "notitie", "maximum_bezoeken", "maximum_apparaten", "controleur", "toelichting"}
    columns = {field.name: str(other.pk) for model in private_models() for field in model._meta.fields if field.name not in asked}
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
