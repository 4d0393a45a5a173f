"""Toestemming before a link: who can give it, how far it reaches, and what its end closes."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.actions import share_with_guest
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Gezagsrelatie, Omvang, Toestemming
from tests.delen.filled import consent_form, link_form, make_link, refused, rows

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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bezwaar_bekend_op": timezone.localdate()}, "bezwaar"),
        ({"geldig_van": timezone.localdate() - timedelta(days=9), "geldig_tot": timezone.localdate() - timedelta(days=1)}, "nu gezag"),
    ],
    ids=["an objection became known", "the gezag of the giver ended"],
)
def test_no_new_link_on_an_old_toestemming_that_would_not_be_enough_now(change, said, world, anja):
    one = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.noor).valid().with_gezag().first()
    made = anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), consent_form(world, gegeven_door=[str(one.pk)]))
    Gezagsrelatie.unguarded.filter(pk=one.pk).update(**change)
    before = rows()
    assert said in refused(anja.post(made["Location"], link_form()))
    assert rows() == before


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
            geopend=opened(recht=Recht.DELEN),
            toestemming=narrow,
            omvang=Omvang.of_chapters(["hoofdstuk-een"]),
            verzoek=uuid.uuid4(),
            **wanted,
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
