"""Who can read along, what is asked of parents, and a noodopening: told always, and what one parent answers never to the other."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import School
from groeidocumenten.berichten.models import Bericht, Wanneer
from groeidocumenten.berichten.preferences import choose
from groeidocumenten.berichten.spreading import spread_all
from groeidocumenten.delen.antwoorden import give, refuse
from groeidocumenten.delen.gever import givers
from groeidocumenten.delen.toestemming import Vraag, ask_toestemming
from groeidocumenten.dossiers.access import Recht, Viewer
from groeidocumenten.dossiers.models import Bereik, Omvang, Toestemming
from groeidocumenten.toezicht.actions import ask, confirm
from tests.builders.emergency import NOOR, REDEN

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    """These tests begin with empty letter boxes."""
    Bericht.unguarded.all().delete()


def told() -> dict[str, set[str]]:
    """Per person what waits to be read."""
    spread_all()
    found: dict[str, set[str]] = {}
    for bericht in Bericht.unguarded.filter(gelezen_op__isnull=True).select_related("gebruiker"):
        found.setdefault(bericht.gebruiker.username, set()).add(bericht.wat)
    return found


@pytest.fixture
def gevraagd(opened) -> Toestemming:
    """The school asks everybody with gezag for a toestemming."""
    geopend = opened(recht=Recht.DELEN)
    vraag = Vraag((Toestemming.Doel.ADVIES,), "Een adviseur", Omvang(Bereik.HEEL), timezone.now() + 30 * DAY)
    [made] = ask_toestemming(geopend=geopend, vraag=vraag, aan=givers(geopend.groeidocument), verzoek=uuid.uuid4())
    return made


def test_who_is_asked_for_toestemming_is_told_whatever_they_chose(gevraagd, person):
    choose(user=person("peter"), mail=Wanneer.NOOIT)
    assert told() == {"fatima": {"een vraag om toestemming"}, "peter": {"een vraag om toestemming"}}
    assert set(Bericht.unguarded.values_list("moet", flat=True)) == {True}


@pytest.mark.parametrize(
    ("answer", "words"),
    [(give, "een antwoord op een vraag om toestemming"), (refuse, "een toestemming die is geweigerd of ingetrokken")],
)
def test_what_one_parent_answers_is_told_to_the_school_and_not_to_the_other_parent(answer, words, gevraagd, opened):
    told()
    answer(geopend=opened("fatima"), toestemming=gevraagd.pk)
    assert told() == {"anja": {words}, "peter": {"een vraag om toestemming"}}, "and who answered is asked no longer"


def test_a_noodopening_is_told_to_parents_and_pupil_and_gives_its_reader_no_messages(person, world):
    school = School.objects.get(naam="De Regenboog")
    asker, second = Viewer(user=person("kees")), Viewer(user=person("ria"))
    born = NOOR[1] if isinstance(NOOR[1], date) else date.fromisoformat(NOOR[1])
    wanted = {"naam": NOOR[0], "geboortedatum": born, "reden": REDEN, "bevestiger": second.user, "verzoek": uuid.uuid4()}
    row = ask(viewer=asker, school=school, **wanted)
    assert told() == {}, "asking tells nobody outside the school"
    confirm(viewer=second, opening=row.pk)
    assert told() == {name: {"een noodopening"} for name in ("anja", "fatima", "noor", "peter")}
    always = Bericht.unguarded.filter(moet=True).values_list("gebruiker__username", flat=True)
    assert set(always) == {"fatima", "noor", "peter"}, "who guides the school has a mail of its own"
