"""Toestemming before a link: who can give it, how far it reaches, and what its end closes."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.actions import share_with_guest
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Gezagsrelatie, LinkRecht, Omvang, Toegangslink, Toestemming
from tests.delen.acting import state
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
    "no purpose": {"doelen": []},
    "an unknown purpose": {"doelen": ["reclame"]},
    "paper without its scan": {"wijze": "papier"},
    "in a way that only the giver has": {"wijze": "account"},
    "an unknown way": {"wijze": "sms"},
    "nothing ticked": {"bereik": "hoofdstukken"},
    "an unknown hoofdstuk": {"bereik": "hoofdstukken", "hoofdstukken": ["geheim"]},
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
    form = consent_form(world, gegeven_door=[str(one.pk)])
    assert anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form).status_code == 302
    given = Toestemming.unguarded.get(pk=form["verzoek"])
    assert given.holds()
    Gezagsrelatie.unguarded.filter(pk=one.pk).update(bezwaar_bekend_op=timezone.localdate())
    assert not given.holds(), "from now on everybody with gezag has to give it"
    page = anja.get(reverse("delen:toestemming", args=[world.noor, given.pk])).content.decode()
    assert "Nog nodig: de toestemming van" in page


def test_the_other_parent_can_give_it_later_on_a_form_of_their_own(world, anja, person):
    """Separate forms, at different times (dossier 8.2)."""
    mother, father = (Gezagsrelatie.unguarded.get(gebruiker=person(name)) for name in ("fatima", "peter"))
    Gezagsrelatie.unguarded.filter(pk=mother.pk).update(bezwaar_bekend_op=timezone.localdate())
    form = consent_form(world, gegeven_door=[str(mother.pk)])
    answer = anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form)
    given = Toestemming.unguarded.get(pk=form["verzoek"])
    assert answer["Location"] == reverse("delen:toestemming", args=[world.noor, given.pk]) and not given.holds()
    later = {"gegeven_door": [str(father.pk)], "wijze": "email", "verzoek": str(uuid.uuid4())}
    assert anja.post(answer["Location"], later).status_code == 302
    assert given.holds()
    assert anja.post(answer["Location"], later).status_code == 422, "who gave it is not in the list any more"
    assert given.antwoorden.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"bezwaar_bekend_op": timezone.localdate()},
        {"geldig_van": timezone.localdate() - timedelta(days=9), "geldig_tot": timezone.localdate() - timedelta(days=1)},
    ],
    ids=["an objection became known", "the gezag of the giver ended"],
)
def test_what_would_not_be_enough_now_makes_no_link_and_shuts_the_ones_it_had(change, world, anja, enter):
    one = Gezagsrelatie.unguarded.filter(leerling__groeidocumenten=world.noor).valid().with_gezag().first()
    form = consent_form(world, gegeven_door=[str(one.pk)])
    made = anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form)
    assert anja.post(made["Location"], link_form()).status_code == 200
    link = Toegangslink.unguarded.get(toestemming=form["verzoek"])
    assert Toegangslink.unguarded.valid().filter(pk=link.pk).exists()
    Gezagsrelatie.unguarded.filter(pk=one.pk).update(**change)
    assert not Toegangslink.unguarded.valid().filter(pk=link.pk).exists() and state(link) == "zonder grond"
    before = rows()
    assert anja.post(made["Location"], link_form()).status_code == 302
    assert rows() == before


def test_a_link_never_shows_more_than_its_toestemming(world, anja, opened):
    pk = world.guests["gast_leest_twee"].link.toestemming_id
    narrow, before = Toestemming.unguarded.get(pk=pk), rows()
    for scope in ({"bereik": "heel"}, {"bereik": "hoofdstukken", "hoofdstukken": ["hoofdstuk-een"]}):
        refused(make_link(anja, world, narrow, **scope))
    both = {"bereik": "hoofdstukken", "hoofdstukken": ["hoofdstuk-een", "hoofdstuk-twee"]}
    refused(make_link(anja, world, narrow, **both))
    assert rows() == before
    wens = Wens("a@b.nl", LinkRecht.LEZEN, Omvang.of_chapters(["hoofdstuk-een"]), timezone.now() + timedelta(days=1))
    with pytest.raises(ValidationError, match="niet voor al deze hoofdstukken"):
        share_with_guest(geopend=opened(recht=Recht.DELEN), grond=narrow, wens=wens, verzoek=uuid.uuid4())


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
