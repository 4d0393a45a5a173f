"""A published version cannot be changed: not through its model, not in bulk, and not by raw SQL."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from formats.controle import faults
from formats.models import Format, FormatVersie, FrozenError, _parse, publish_version
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


# --- found afterwards -----------------------------------------------------------------------------


def test_what_was_published_is_called_right(versie: FormatVersie) -> None:
    said = StringIO()
    call_command("controleer_formats", stdout=said)
    assert list(faults()) == [] and "alles klopt" in said.getvalue()


def test_one_changed_byte_is_named_with_its_version(versie: FormatVersie) -> None:
    changed = versie.schema_json.replace("Proef", "Proes", 1)
    assert len(changed) == len(versie.schema_json) and changed != versie.schema_json
    # The database refuses to change a row; a copy that was put back comes in as a new one.
    FormatVersie.objects.create(format=versie.format, nummer=2, schema_json=changed, sha256=versie.sha256)
    [said] = faults()
    assert said.startswith("Proefformat (") and "versie 2 is veranderd" in said
    told = StringIO()
    with pytest.raises(CommandError, match="1 fout"):
        call_command("controleer_formats", stdout=told, stderr=told)
    assert said in told.getvalue()


def test_a_version_that_is_gone_or_unreadable_is_named(versie: FormatVersie) -> None:
    unreadable = '{"titel":"Van later","schema_version":99}'
    digest = hashlib.sha256(unreadable.encode()).hexdigest()
    FormatVersie.objects.create(format=versie.format, nummer=4, schema_json=unreadable, sha256=digest)
    said = [fault.partition(") ")[2] for fault in faults()]
    assert said == ["versie 2 ontbreekt.", "versie 3 ontbreekt.", "versie 4 kan dit programma niet lezen."]


def test_a_version_is_parsed_once_however_often_it_is_fetched(versie: FormatVersie) -> None:
    _parse.cache_clear()
    schemas = [FormatVersie.objects.get(pk=versie.pk).schema for _ in range(3)]
    assert _parse.cache_info().misses == 1 and all(one is schemas[0] for one in schemas)
