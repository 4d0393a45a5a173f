"""Borders of the six weeks and of the schooljaar: one second before, at, and after; in summer time and in winter time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from groeidocumenten.opp.tijd import schooljaar
from groeidocumenten.termijnen.tellen import Evaluatiestand, Stand, Telling, evaluation_duty
from groeidocumenten.termijnen.wet import BEGIN, EVALUATIE, WET_VAN, Grond

MAANDAG = date(2026, 9, 7)


def stand(days: int, vastgesteld: date | None = None) -> Stand:
    return Telling(MAANDAG, Grond.INSCHRIJVING, vastgesteld=vastgesteld).stand(MAANDAG + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "found"),
    [(0, Stand.LOOPT), (27, Stand.LOOPT), (28, Stand.VIER), (34, Stand.VIER), (35, Stand.VIJF), (42, Stand.VIJF), (43, Stand.TE_LAAT)],
)
def test_warnings_begin_at_four_and_five_weeks_and_the_last_day_is_in_time(days, found):
    assert stand(days) == found


@pytest.mark.parametrize(("days", "found", "late"), [(42, Stand.OP_TIJD, 0), (43, Stand.LAAT_KLAAR, 1)])
def test_what_was_adopted_stays_in_time_or_late_for_ever(days, found, late):
    telling = Telling(MAANDAG, Grond.PLAATSING, vastgesteld=MAANDAG + timedelta(days=days))
    for later in (days, 400):
        today = MAANDAG + timedelta(days=later)
        assert (telling.stand(today), telling.dagen_te_laat(today)) == (found, late)


# The last second of the last day in Amsterdam, in UTC: a term over the change to summer time, and one over the change to winter time.
@pytest.mark.parametrize(
    ("begin", "last_second"),
    [
        (date(2027, 3, 1), datetime(2027, 4, 12, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 20), datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)),
    ],
    ids=["summer", "winter"],
)
def test_the_term_ends_at_midnight_in_amsterdam_also_when_the_clock_changed(begin, last_second):
    telling, found = Telling(begin, Grond.BEHOEFTE), []
    for seconds in (0, 1, 2):
        with time_machine.travel(last_second + timedelta(seconds=seconds), tick=False):
            found.append(telling.stand(timezone.localdate()))
    assert found == [Stand.VIJF, Stand.TE_LAAT, Stand.TE_LAAT]


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2027, 7, 31, 21, 59, 59, tzinfo=UTC), 2026),
        (datetime(2027, 7, 31, 22, 0, 0, tzinfo=UTC), 2027),
        (datetime(2027, 7, 31, 22, 0, 1, tzinfo=UTC), 2027),
        # A server whose clock runs on winter time all year writes the same moments with another offset.
        (datetime.fromisoformat("2027-07-31T22:59:59+01:00"), 2026),
        (datetime.fromisoformat("2027-07-31T23:00:00+01:00"), 2027),
        (datetime.fromisoformat("2027-01-31T23:59:59+01:00"), 2026),
    ],
)
def test_a_schooljaar_ends_one_second_after_23_59_59_on_31_july(moment, year):
    with time_machine.travel(moment, tick=False):
        assert schooljaar(timezone.localdate()) == year


def test_an_evaluation_counts_for_its_schooljaar_and_not_for_twelve_months():
    """The example of the law as dossier 2.4 has it: evaluated on 10-9-2024, again between 1-8-2025 and 31-7-2026."""
    adopted, held = date(2024, 3, 1), (date(2024, 9, 10),)
    assert evaluation_duty(adopted, held, date(2025, 7, 31)).stand(date(2025, 7, 31)) == Evaluatiestand.GEDAAN
    next_year = evaluation_duty(adopted, held, date(2025, 8, 1))
    assert (next_year.uiterlijk, next_year.stand(date(2025, 8, 1))) == (date(2026, 7, 31), Evaluatiestand.LATER)
    # More than twelve months after the last one, and nothing is wrong yet.
    assert evaluation_duty(adopted, held, date(2025, 12, 1)).stand(date(2025, 12, 1)) == Evaluatiestand.LATER
    # Two within twelve months do not make up for the year that had none.
    two = (date(2024, 9, 10), date(2025, 7, 31))
    assert evaluation_duty(adopted, two, date(2026, 8, 1)).gemist == (2025,)


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2027, 5, 8), Evaluatiestand.LATER),
        (date(2027, 5, 9), Evaluatiestand.NADERT),
        (date(2027, 7, 31), Evaluatiestand.NADERT),
        (date(2027, 8, 1), Evaluatiestand.GEMIST),
    ],
)
def test_an_evaluation_that_was_not_held_is_missed_from_1_august(today, found):
    assert evaluation_duty(date(2026, 7, 1), (date(2026, 7, 20),), today).stand(today) == found


def test_the_year_in_which_an_opp_was_adopted_is_not_told_as_missed():
    assert evaluation_duty(date(2027, 7, 31), (), date(2027, 8, 1)).gemist == ()
    assert evaluation_duty(date(2027, 7, 31), (), date(2028, 8, 1)).gemist == (2027,)


def test_every_rule_names_its_article_for_every_kind_of_education_and_since_when():
    for rule in (*BEGIN.values(), EVALUATIE):
        assert all(rule.artikel(soort).startswith(WET_VAN[soort]) for soort in WET_VAN)
        assert rule.sinds == date(2014, 8, 1)
    assert set(BEGIN) == set(Grond.values)
