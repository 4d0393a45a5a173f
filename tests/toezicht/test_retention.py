"""Months of the journaal that were kept long enough go as a whole, and the check goes on from where each ended (besluiten-vooraf 16)."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.management import CommandError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from accounts.models import School
from formats.triggers import deletes_allowed
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.chain import read_anchors, verify
from groeidocumenten.dossiers.models import Handeling, Journaalregel, Journaalsegment
from groeidocumenten.toezicht.retention import ChainBroken, months_to_remove, remove_months
from tests.toezicht.chains import TABLE, line, run

TODAY = date(2026, 11, 20)
MONTHS = [(2021, 9), (2021, 9), (2021, 10), (2021, 12), (2021, 12), (2024, 1), (2026, 11)]


@pytest.fixture
def years(baken) -> School:
    """A chain of years: lines in five months, three of which are older than sixty months."""
    for year, month in MONTHS:
        line(baken, timezone.make_aware(datetime(year, month, 3, 12)))
    return baken


def test_whole_months_go_and_the_check_goes_on_from_where_each_ended(years):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        gone = remove_months(years, 60)
    assert [(one.maand, one.eerste, one.laatste) for one in gone] == [(date(2021, 9, 1), 1, 2), (date(2021, 10, 1), 3, 3)]
    found = verify(years)
    assert (found.fouten, found.regels) == ([], 4 + 2), "each removal is a line of the journaal too"
    assert Journaalregel.unguarded.filter(school=years, handeling=Handeling.JOURNAAL_OPGERUIMD).count() == 2
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        assert remove_months(years, 60) == []
    with time_machine.travel(datetime(2027, 2, 1, 12), tick=False):
        assert [one.maand for one in remove_months(years, 60)] == [date(2021, 12, 1)]
    assert verify(years).fouten == []


@pytest.mark.parametrize(
    ("today", "count"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 1), (date(2026, 11, 1), 2), (date(2026, 12, 31), 2)]
)
def test_a_month_goes_when_sixty_whole_ones_came_after_it(today, count, years):
    assert len(list(months_to_remove(years, 60, today))) == count


def test_everything_may_be_old_and_the_chain_goes_on(years):
    with time_machine.travel(datetime(2040, 1, 1, 12), tick=False):
        assert len(remove_months(years, 60)) == 5
        assert verify(years).fouten == []
        line(years)
        assert verify(years).fouten == []


def test_the_refusals_stand_again_after_a_removal_and_stood_during_it_for_changes(years):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        remove_months(years, 60)
    for act in (f"UPDATE {TABLE} SET onderwerp = 'x'", f"DELETE FROM {TABLE}", "DELETE FROM dossiers_journaalsegment"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_journaalsegment SET laatste = 99")
    with pytest.raises(DatabaseError), deletes_allowed(TABLE), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET onderwerp = 'x'")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def test_the_refusal_stands_again_when_something_goes_wrong_meanwhile(years):
    with pytest.raises(RuntimeError), deletes_allowed(TABLE):
        Journaalregel.unguarded.filter(school=years).delete()
        raise RuntimeError
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
    with pytest.raises(DatabaseError), transaction.atomic():
        Journaalregel.unguarded.filter(school=years).delete()


def test_a_refusal_that_is_not_there_is_noticed(years, without_triggers):
    with pytest.raises(LookupError), deletes_allowed(TABLE):
        pass


def test_nothing_goes_from_a_chain_that_does_not_verify(years, without_triggers):
    Journaalregel.unguarded.filter(school=years, volgnummer=6).update(onderwerp="x")
    with pytest.raises(ChainBroken, match="Regel 6"):
        remove_months(years, 60, TODAY)
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)


def test_a_removal_that_was_invented_with_database_rights_is_found(years, without_triggers):
    """Somebody cuts the beginning off and writes down that it was removed."""
    third = Journaalregel.unguarded.get(school=years, volgnummer=3)
    Journaalregel.unguarded.filter(school=years, volgnummer__lte=3).delete()
    Journaalsegment.unguarded.create(
        school=years,
        maand=date(2021, 9, 1),
        eerste=1,
        laatste=3,
        eindhash=third.hash,
        verwijderd_op=timezone.now(),
        sleutel="peper",
        zegel="a" * 64,
    )
    assert verify(years).fouten == ["Het zegel van de verwijderde maand 2021-09 klopt niet."]


def test_a_removal_that_is_taken_away_or_a_line_that_comes_back_is_found(years, without_triggers):
    kept = Journaalregel.unguarded.get(school=years, volgnummer=1)
    segment = _remove_by_hand(years)
    kept.save(force_insert=True)
    assert "die zijn volgens het journaal verwijderd" in verify(years).fouten[0]
    Journaalregel.unguarded.filter(pk=kept.pk).delete()
    assert verify(years).fouten == []
    segment.delete()
    assert verify(years).fouten[0] == "Regel 1 ontbreekt."


def _remove_by_hand(school: School) -> Journaalsegment:
    """What the command does, where the refusals are gone already."""
    from groeidocumenten.dossiers.chain import seal_of

    last = Journaalregel.unguarded.get(school=school, volgnummer=2)
    segment = Journaalsegment(school=school, maand=date(2021, 9, 1), eerste=1, laatste=2, eindhash=last.hash, verwijderd_op=timezone.now())
    segment.sleutel, key = journaal.newest_key()
    segment.zegel = seal_of(segment, key)
    segment.save(force_insert=True)
    Journaalregel.unguarded.filter(school=school, volgnummer__lte=2).delete()
    return segment


def test_an_anchor_in_a_removed_month_is_compared_where_the_month_ended(years):
    first_two = [
        (one.volgnummer, one.hash) for one in Journaalregel.unguarded.filter(school=years, volgnummer__lte=2).order_by("volgnummer")
    ]
    text = "".join(f"{years.pk} {number} {hashed}\n" for number, hashed in first_two)
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        remove_months(years, 60)
    found = verify(years, read_anchors(text))
    assert (found.fouten, found.ankers) == ([], 1)
    wrong = read_anchors(f"{years.pk} 2 {'a' * 64}")
    assert "herschreven" in verify(years, wrong).fouten[0]


def test_the_command_removes_for_every_school_or_only_looks(years, settings):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        assert "2021-09 kan weg, regel 1 tot en met 2" in run("ruim_journaal_op", "--proef")
        assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
        told = run("ruim_journaal_op")
    assert "Het Baken College: 2021-09 verwijderd" in told and "2021-10 verwijderd" in told
    assert "Het Baken College: klopt." in run("controleer_journaal")


@pytest.mark.parametrize("months", [0, 23])
def test_the_command_refuses_to_keep_less_than_two_years(months, years, settings):
    settings.JOURNAAL_BEWAREN_MAANDEN = months
    with pytest.raises(CommandError, match="24 maanden"):
        run("ruim_journaal_op")
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
