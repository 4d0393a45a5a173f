"""Schools and what somebody with the database's own password could do."""

import pytest
from django.db import connection

from accounts.models import School
from tests.toezicht.chains import TABLE


@pytest.fixture
def regenboog(world) -> School:
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def horizon(world) -> School:
    return School.objects.get(naam="De Horizon")


@pytest.fixture
def baken(world) -> School:
    """A school of which the world's journaal has no line."""
    return School.objects.get(naam="Het Baken College")


@pytest.fixture
def without_triggers(db):
    """What a person with the database's own password could do; taken back at the end of the test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'dossiers_journaal%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            connection.check_constraints()
            for table in (TABLE, "dossiers_journaalsegment"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
