"""A published version cannot be changed: not through its model, not in bulk, and not by raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from formats.models import Format, FormatVersie, FrozenError, publish_version
from formats.schema import FormatSchema

pytestmark = pytest.mark.django_db


@pytest.fixture
def versie(schema: FormatSchema) -> FormatVersie:
    return publish_version(format=Format.objects.create(titel="Proefformat", soort="opp"), schema=schema)


COLUMNS = "id, format_id, nummer, schema_json, sha256, gepubliceerd_op"
STATEMENTS = [
    "UPDATE formats_formatversie SET schema_json = '{}'",
    "UPDATE formats_formatversie SET nummer = 9",
    "DELETE FROM formats_formatversie",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_raw_sql_is_refused(versie: FormatVersie, statement: str) -> None:
    with pytest.raises(DatabaseError, match="Een FormatVersie verandert nooit"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    stored = FormatVersie.objects.get(pk=versie.pk)
    assert (stored.schema_json, stored.nummer) == (versie.schema_json, 1)


def test_a_row_cannot_be_replaced_either(versie: FormatVersie) -> None:
    """SQLite's REPLACE removes the old row without a DELETE trigger; PostgreSQL spells it as an upsert."""
    copied = "FROM formats_formatversie"
    if connection.vendor == "sqlite":
        replace = f"INSERT OR REPLACE INTO formats_formatversie ({COLUMNS})"
        statement = f"{replace} SELECT id, format_id, nummer, '{{}}', sha256, gepubliceerd_op {copied}"
        another = f"{replace} SELECT 'f' || substr(id, 2), format_id, nummer, '{{}}', sha256, gepubliceerd_op {copied}"
    else:
        insert = f"INSERT INTO formats_formatversie ({COLUMNS}) SELECT {COLUMNS} {copied}"
        statement = f"{insert} ON CONFLICT (id) DO UPDATE SET schema_json = '{{}}'"
        another = "TRUNCATE formats_formatversie CASCADE"
    # PostgreSQL truncates no table with foreign keys still to be checked; it must fail for our reason and no other.
    connection.check_constraints()
    for attempt in (statement, another):
        with pytest.raises(DatabaseError, match="Een FormatVersie"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)
    assert FormatVersie.objects.get(pk=versie.pk).schema_json == versie.schema_json


def test_the_model_refuses_too(versie: FormatVersie) -> None:
    for deed in (versie.save, versie.delete, FormatVersie.objects.all().delete, lambda: FormatVersie.objects.update(nummer=2)):
        with pytest.raises(FrozenError):
            deed()


def test_a_next_version_can_still_be_added(versie: FormatVersie, schema: FormatSchema) -> None:
    second = publish_version(format=versie.format, schema=schema.model_copy(update={"titel": "Anders"}))
    assert second.nummer == 2
    assert publish_version(format=versie.format, schema=second.schema) == second
    assert list(FormatVersie.objects.current().filter(format=versie.format)) == [second]
