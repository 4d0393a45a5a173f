"""Copies what `_seed.py` made until there are many times as many rows, inside PostgreSQL: a million groeidocumenten in minutes instead of an hour.

Every copy is a school of its own with people, pupils, files and grants of its own; only the samenwerkingsverband and the format are shared. The
key of a copied file is a copy too, so its texts cannot be unsealed: whoever measures pages takes people of the first schools.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, models

# Columns that must differ between copies, as SQL of the column and the number of the copy.
UNIQUE = {
    "accounts_school.brin": "overlay({column} placing chr(65 + k) from 3 for 1)",
    "accounts_user.username": "{column} || '-' || k",
    "auth_group.name": "{column} || '-' || k",
    "dossiers_toegangslink.token_hash": "md5({column} || k) || md5(k || {column})",
}
# `chr(65 + k)` in a BRIN: letters from B on.
MOST = 25


def multiply(times: int) -> None:
    """Have `times` as many of everything.

    Raises:
        ValueError: for more copies than there are letters for.
    """
    if times > MOST:
        raise ValueError(f"At most {MOST} times.")
    tables = _tables()
    with connection.cursor() as cursor:
        # A copy may come before what it points at; foreign keys are checked by triggers, and this session needs none.
        cursor.execute("SET session_replication_role = replica")
        spans = {model: _span(cursor, model) for model in tables}
        for model in tables:
            # A field of two models (a parent's key) cannot occur here: none of these inherits a table.
            fields = list(model._meta.concrete_fields)
            names = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_copied(field, spans) for field in fields)
            table = model._meta.db_table
            with without_indexes(cursor, table):
                cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", generate_series(1, {times - 1}) AS k')
            if spans[model] is not None:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))")
        cursor.execute("SET session_replication_role = origin")


@contextmanager
def without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Take a table's indexes away but for its primary key, and make them again afterwards: sorted once is faster than millions of random places."""
    if connection.vendor != "postgresql":
        yield
        return
    unique = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'"
    cursor.execute(unique, [f'"{table}"'])
    constraints = cursor.fetchall()
    # What stands behind a constraint (the primary key too) is not an index of its own.
    plain = (
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
    )
    cursor.execute(plain, [f'"{table}"'])
    indexes = cursor.fetchall()
    for name, _ in constraints:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for name, definition in constraints:
        cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
    for _, definition in indexes:
        cursor.execute(definition)


def _tables() -> list[type[models.Model]]:
    names = ("accounts.User", "accounts.School", "accounts.Lidmaatschap", "accounts.SchoolGroupPermission")
    names += tuple(f"dossiers.{name}" for name in ("Leerling", "Gezagsrelatie", "Groeidocument", "Dossiersleutel", "Toestemming"))
    names += tuple(f"dossiers.{name}" for name in ("Toestemmingsantwoord", "Toegangslink", "GroeidocumentUserPermission"))
    found = [apps.get_model(name) for name in names]
    return [Group, *found, found[0].groups.through]  # type: ignore[attr-defined]


def _span(cursor: Any, model: type[models.Model]) -> int | None:
    """For a table with counted keys: by how much those of a copy are higher; None for ids that are drawn."""
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{model._meta.db_table}"')
    return int(cursor.fetchone()[0])


def _copied(field: Any, spans: dict[type[models.Model], int | None]) -> str:
    """SQL for a column of a copy."""
    column = f'"{field.column}"'
    own = UNIQUE.get(f"{field.model._meta.db_table}.{field.column}")
    if own:
        return own.format(column=column)
    target = field.related_model if field.is_relation else field.model if field.primary_key else None
    if target not in spans:
        return column
    span = spans[target]
    return f"md5({column}::text || k)::uuid" if span is None else f"{column} + k * {span}"
