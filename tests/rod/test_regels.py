"""The rules of ROD, one by one: on the day, one day before, and one day after."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from groeidocumenten.rod.regels import EEN_JAAR, NIET_IN_ROD, Ingeschreven, Periode, check

NU = date(2026, 11, 30)
DAG = timedelta(days=1)


LANG = (Ingeschreven(date(2020, 8, 1)),)


def codes(begin, eind=None, anderen=(), ingeschreven=LANG):
    others = [Periode(uuid4(), *days) for days in anderen]
    return {(one.code, one.ernst) for one in check(Periode(uuid4(), begin, eind), others, ingeschreven, NU)}


IN, UIT = date(2026, 9, 1), date(2026, 11, 15)


@pytest.mark.parametrize(
    ("begin", "found"),
    [
        (IN - DAG, {("buiten_inschrijving", "fout")}),
        (IN, {("uitgeschreven", "fout")}),
        (UIT, {("uitgeschreven", "fout")}),
        (UIT + DAG, {("buiten_inschrijving", "fout")}),
    ],
)
def test_an_opp_begins_within_the_registration_of_the_pupil(begin, found):
    assert codes(begin, ingeschreven=[Ingeschreven(IN, UIT)]) == found


@pytest.mark.parametrize(
    ("uit", "found"), [(NU - DAG, "uitgeschreven"), (NU, "uitgeschreven"), (NU + DAG, "gaat_weg"), (None, None)], ids=str
)
def test_who_left_has_no_opp_without_an_end(uit, found):
    assert {code for code, _ernst in codes(IN, ingeschreven=[Ingeschreven(IN, uit)])} == ({found} if found else set())


def test_an_end_on_the_last_day_is_right_and_one_after_it_is_not():
    assert codes(IN, UIT, ingeschreven=[Ingeschreven(IN, UIT)]) == set()
    assert codes(IN, UIT + DAG, ingeschreven=[Ingeschreven(IN, UIT)]) == {("na_uitschrijving", "signaal")}


def test_a_pupil_who_came_back_has_two_registrations():
    twice = [Ingeschreven(date(2024, 8, 1), date(2025, 7, 31)), Ingeschreven(IN)]
    assert codes(IN + DAG, ingeschreven=twice) == set()
    assert codes(date(2025, 9, 1), ingeschreven=twice) == {("buiten_inschrijving", "fout")}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ((date(2026, 1, 1), IN - DAG), set()),
        ((date(2026, 1, 1), IN), {("overlap", "fout")}),
        ((IN, IN), {("dubbel", "fout")}),
        ((UIT, None), {("overlap", "fout")}),
        ((UIT + DAG, None), set()),
    ],
)
def test_periods_share_no_day_and_no_begin(other, found):
    assert codes(IN, UIT, [other]) == found


def test_only_the_last_opp_may_be_without_an_end():
    assert codes(IN, None, [(UIT, None)]) == {("overlap", "fout"), ("open", "fout")}
    assert codes(UIT, None, [(IN, UIT - DAG)]) == set()


@pytest.mark.parametrize(("ahead", "found"), [(EEN_JAAR, set()), (EEN_JAAR + DAG, {("toekomst", "signaal")})])
def test_a_day_more_than_a_year_ahead_is_a_signal(ahead, found):
    assert codes(NU, NU + ahead) == found


def test_without_a_registration_the_school_is_told_to_look_itself():
    assert codes(IN, ingeschreven=[]) == {("geen_inschrijving", "signaal")}


def test_sbo_pro_so_and_vso_are_not_in_rod_and_each_says_why():
    assert set(NIET_IN_ROD) == {"sbo", "pro", "so", "vso"} and all("ROD" in why for why in NIET_IN_ROD.values())
    assert "uitstroomprofiel" in NIET_IN_ROD["vso"]
