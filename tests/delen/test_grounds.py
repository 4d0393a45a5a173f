"""Other grounds of the law: named, with a reason. Without any ground there is no link."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.gronden import end_grondslag
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Bereik, Grondslag, Handeling, Journaalregel, Toegangslink
from tests.delen.acting import linked, state, works
from tests.delen.filled import day, link_form, refused, rows


def ground_form(**changes):
    return {
        "soort": "taak_swv",
        "ontvanger": "R. Mulder, consulent",
        "bereik": "heel",
        "reden": "Het samenwerkingsverband adviseert over extra ondersteuning.",
        "tot_en_met": day(60),
        "verzoek": str(uuid.uuid4()),
    } | changes


def test_a_named_ground_with_a_reason_carries_a_link(world, anja, enter):
    form = ground_form()
    answer = anja.post(reverse("delen:grondslag_nieuw", args=[world.noor]), form)
    assert answer.status_code == 302
    assert anja.post(answer["Location"], link_form()).status_code == 200
    link = Toegangslink.unguarded.get(grondslag=form["verzoek"])
    assert link.toestemming is None and works(link) and link.ontvanger_naam == "R. Mulder, consulent"
    assert Journaalregel.unguarded.filter(handeling=Handeling.GRONDSLAG, onderwerp=form["verzoek"]).count() == 1
    parents = enter("fatima").get(reverse("delen:mijn", args=[world.noor])).content.decode()
    assert "wettelijke taak van het samenwerkingsverband" in parents and form["reden"] not in parents
    assert anja.post(reverse("delen:grondslag_einde", args=[world.noor, form["verzoek"]])).status_code == 302
    assert not works(link) and state(link) == "zonder grond"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reden": "Moet."}, "hele zin"),
        ({"reden": ""}, ""),
        ({"soort": "gezag"}, ""),
        ({"soort": "toestemming"}, ""),
        ({"ontvanger": ""}, ""),
        ({"bereik": ""}, "Kies of u"),
        ({"tot_en_met": "2020-01-01"}, "al voorbij"),
        ({"tot_en_met": "9999-12-31"}, "hoogstens een jaar"),
    ],
)
def test_a_ground_that_lacks_something_is_refused(wrong, words, world, anja):
    before = rows()
    assert words in refused(anja.post(reverse("delen:grondslag_nieuw", args=[world.noor]), ground_form(**wrong)))
    assert rows() == before


@pytest.mark.parametrize("name", ["joke", "fatima", "noor", "gast_schrijft_alles", "ria", "mehmet"])
def test_only_who_manages_access_records_a_ground(name, world, enter):
    client = enter(name)
    before = rows()
    assert client.post(reverse("delen:grondslag_nieuw", args=[world.noor]), ground_form()).status_code == 404
    assert rows() == before


def test_a_ground_of_another_file_is_not_found(world, anja, opened):
    other = Grondslag(groeidocument_id=world.sem, soort="overdracht", ontvanger="X", reden="t1:", bereik=Bereik.HEEL)
    other.geldig_tot = timezone.now() + timedelta(days=9)
    other.save()
    for name in ("link_op_grondslag", "grondslag_einde"):
        assert anja.post(reverse(f"delen:{name}", args=[world.noor, other.pk]), link_form()).status_code == 404


def test_the_database_itself_refuses_a_link_without_a_ground_or_with_two(world, opened):
    geopend = opened(recht=Recht.DELEN)
    link = linked(geopend).link
    grondslag = Grondslag.unguarded.get(groeidocument=world.noor, gezag=None)
    for wrong in ({"toestemming": None}, {"grondslag": grondslag}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Toegangslink.unguarded.filter(pk=link.pk).update(**wrong)


def test_ending_a_ground_twice_writes_one_line(world, opened):
    geopend, grondslag = opened(recht=Recht.DELEN), Grondslag.unguarded.get(groeidocument=world.noor, gezag=None)
    for _ in range(2):
        end_grondslag(geopend=geopend, grondslag=grondslag)
    assert Journaalregel.unguarded.filter(handeling=Handeling.GRONDSLAG_INGETROKKEN).count() == 1
