"""When the six weeks began, as the school says it: what would hide that an OPP is late is refused, and nothing is lost."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.opp.actions import Elders, end_opp, take_in
from groeidocumenten.opp.tijd import period, schooljaar
from groeidocumenten.termijnen.actions import circumstances, running_opp, set_start
from groeidocumenten.termijnen.begin import Omstandigheden, Start, refuse_start
from groeidocumenten.termijnen.feiten import terms_of_files
from groeidocumenten.termijnen.wet import Grond
from tests.builders.opp import write_opp
from tests.builders.papers import pdf

NU = date(2026, 11, 30)
WHY = "De leerling kwam eerst op proef."


def days(ago: int) -> date:
    return NU - timedelta(days=ago)


def known(**more) -> Omstandigheden:
    return Omstandigheden(**{"vandaag": NU, "geboren": date(2016, 5, 14)} | more)


@pytest.mark.parametrize(
    ("start", "bekend", "words"),
    [
        (Start(days(-1), Grond.BEHOEFTE), known(), "moet nog komen"),
        (Start(date(2016, 5, 13), Grond.INSCHRIJVING), known(), "voor de geboorte"),
        (Start(days(3), Grond.BEHOEFTE), known(begonnen=days(10)), "Toen was al duidelijk"),
        (Start(days(3), Grond.INSCHRIJVING), known(begonnen=days(50), eerste_stap=days(10)), "al met de leerling of de ouders"),
        (Start(days(3), Grond.PLAATSING), known(vastgesteld=days(10)), "begon die dag of eerder"),
        (Start(days(10), Grond.INSCHRIJVING), known(eerder=Start(days(50), Grond.INSCHRIJVING)), "zou dat verbergen"),
        (Start(days(10), Grond.PLAATSING, WHY), known(eerder=Start(days(43), Grond.INSCHRIJVING)), "zou dat verbergen"),
        (Start(days(50), Grond.PLAATSING), known(eerder=Start(days(40), Grond.INSCHRIJVING)), "na de inschrijving"),
        (Start(days(10), Grond.INSCHRIJVING), known(eerder=Start(days(20), Grond.INSCHRIJVING)), "waarom het begin nu later ligt"),
        (Start(days(80), Grond.BEHOEFTE), known(vastgesteld=days(10)), "waarom het OPP later is vastgesteld"),
    ],
)
def test_a_start_that_cannot_be_or_hides_lateness_is_refused(start, bekend, words):
    with pytest.raises(ValidationError) as refused:
        refuse_start(start, bekend)
    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("start", "bekend"),
    [
        (Start(NU, Grond.BEHOEFTE), known()),
        (Start(days(10), Grond.BEHOEFTE), known(begonnen=days(10))),
        # A definitive placement after work on the OPP began is what a temporary placement is for.
        (Start(days(3), Grond.PLAATSING), known(begonnen=days(50), eerste_stap=days(40))),
        (Start(days(10), Grond.PLAATSING, WHY), known(eerder=Start(days(42), Grond.INSCHRIJVING))),
        # Earlier is always possible: it never hides anything.
        (Start(days(80), Grond.BEHOEFTE), known(eerder=Start(days(10), Grond.BEHOEFTE))),
        (Start(days(80), Grond.BEHOEFTE, WHY), known(vastgesteld=days(10))),
    ],
)
def test_a_start_that_is_true_is_taken_also_when_it_shows_lateness(start, bekend):
    refuse_start(start, bekend)


def begin(school, dag, grond=Grond.BEHOEFTE, toelichting="", verzoek=None):
    set_start(geopend=school, start=Start(dag, grond, toelichting), verzoek=verzoek or uuid.uuid4())


def telling(school):
    pk = school.groeidocument.pk
    return terms_of_files([pk], timezone.localdate())[pk].telling


def test_the_newest_start_counts_and_the_earlier_one_stays(school, opp):
    today = timezone.localdate()
    begin(school, today - timedelta(days=5))
    begin(school, today - timedelta(days=20), Grond.INSCHRIJVING)
    assert (telling(school).begin, telling(school).grond) == (today - timedelta(days=20), Grond.INSCHRIJVING)
    assert school.groeidocument.termijnstarten.count() == 2


def test_a_repeated_post_adds_nothing_and_each_start_is_in_the_journaal(school, opp):
    verzoek, today = uuid.uuid4(), timezone.localdate()
    for _ in range(2):
        begin(school, today, verzoek=verzoek)
    assert school.groeidocument.termijnstarten.count() == 1
    assert Journaalregel.unguarded.filter(handeling=Handeling.OPP_TERMIJN, groeidocument_id=school.groeidocument.pk).count() == 1


def test_a_start_before_there_is_an_opp_belongs_to_the_one_that_is_begun(school, versie):
    day = timezone.localdate() - timedelta(days=12)
    begin(school, day, Grond.INSCHRIJVING)
    assert running_opp(school) is None and telling(school).begin == day
    opp = write_opp(school, versie)
    assert running_opp(school) == opp and telling(school).begin == day and not telling(school).vermoed
    end_opp(geopend=school, opp=opp, datum=timezone.localdate(), reden="nieuw_opp", toelichting="")
    assert telling(school) is None
    write_opp(school, versie)
    assert telling(school).vermoed


def test_without_a_start_the_day_counts_on_which_the_school_began_to_make_it(school, opp):
    assert telling(school).vermoed and telling(school).begin == timezone.localdate(opp.op)


def test_a_parent_writes_no_start(parent, opp):
    with pytest.raises(AccessOver):
        begin(parent, timezone.localdate())


def test_what_is_refused_stays_in_the_form_and_nothing_is_saved(world, school, opp, enter):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"grond": "behoefte", "dag": tomorrow.isoformat(), "toelichting": "Wat ik schreef.", "verzoek": str(uuid.uuid4())}
    answer = enter("anja").post(reverse("termijnen:begin", args=[world.sem]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Deze dag moet nog komen" in page and "Wat ik schreef." in page and tomorrow.isoformat() in page
    assert not school.groeidocument.termijnstarten.exists()


def test_the_first_talk_with_the_pupil_counts_as_a_step(school, opp):
    found = circumstances(school, opp)
    assert found.eerste_stap == timezone.localdate() and found.begonnen == timezone.localdate(opp.op)


def test_a_late_opp_is_not_made_timely_after_the_term_is_over(school, opp):
    begin(school, timezone.localdate())
    later = timezone.now() + timedelta(days=50)
    with time_machine.travel(later), pytest.raises(ValidationError, match="zou dat verbergen"):
        begin(school, timezone.localdate() - timedelta(days=1), Grond.PLAATSING, WHY)


def test_an_opp_from_elsewhere_has_no_presumed_start_and_no_missed_year_from_before_it_was_taken_in(school):
    long_ago = timezone.localdate() - timedelta(days=900)
    elders = Elders(long_ago, toelichting="Uit een ander systeem.")
    take_in(geopend=school, accepted=judge("opp.pdf", pdf("Een OPP")), elders=elders, verzoek=uuid.uuid4())
    pk = school.groeidocument.pk
    terms = terms_of_files([pk], timezone.localdate())[pk]
    assert terms.telling is None and terms.evaluatie.gemist == ()
    year = schooljaar(timezone.localdate())
    missed = [terms_of_files([pk], period(year + more)[0])[pk].evaluatie.gemist for more in (1, 2)]
    assert missed == [(), (year + 1,)]
