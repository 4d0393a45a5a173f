"""Refusals in the database itself: rows of a frozen table cannot be changed or removed, not even by raw SQL.

SQLite rebuilds a table when a later migration alters it and forgets its triggers; such a migration must end with `refuse` again (a test on raw
SQL per frozen table notices when it does not). `manage.py flush` and TransactionTestCase cannot empty such a table: tests use a rolled-back
transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, migrations, transaction


def refuse(
    table: str, *, update: bool = True, delete: bool = True, message: str, unique: tuple[tuple[str, ...], ...] = (("id",),)
) -> migrations.RunPython:
    """A migration step that makes the database refuse changes.

    Args:
        table: the name of the table.
        update: refuse UPDATE.
        delete: refuse DELETE, and TRUNCATE where that exists.
        message: what the error says, in Dutch.
        unique: the unique column sets of the table. SQLite's INSERT OR REPLACE removes rows without firing a DELETE trigger, so an insert
            that would take the place of an existing row is refused too.
    """
    events = [event for event, wanted in (("UPDATE", update), ("DELETE", delete)) if wanted]

    def install(apps: Any, schema_editor: Any) -> None:
        for statement in _statements(schema_editor.connection.vendor, table, events, message, unique):
            schema_editor.execute(statement, params=None)

    def uninstall(apps: Any, schema_editor: Any) -> None:
        for statement in _removals(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(install, uninstall, elidable=False)


@contextmanager
def deletes_allowed(table: str) -> Iterator[None]:
    """Let this transaction remove rows of a table that refuses it; afterwards, or when anything goes wrong, the refusal stands as before.

    On PostgreSQL only the owner of the table can do this: a role that merely writes rows cannot.

    Raises:
        LookupError: if the refusal is not there to begin with.
    """
    name, quote = _name(table, "DELETE"), connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
            found = cursor.fetchone()
            if found is None:
                raise LookupError(name)
            away, back = f"DROP TRIGGER {quote(name)}", found[0]
        else:
            cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'", [name])
            if cursor.fetchone() is None:
                raise LookupError(name)
            away, back = (f"ALTER TABLE {quote(table)} {word} TRIGGER {quote(name)}" for word in ("DISABLE", "ENABLE"))
            # PostgreSQL does not alter a table that still has a deferred check to do in this transaction.
            connection.check_constraints()
        cursor.execute(away)
        yield
        if connection.vendor != "sqlite":
            connection.check_constraints()
        cursor.execute(back)


def _statements(vendor: str, table: str, events: list[str], message: str, unique: tuple[tuple[str, ...], ...]) -> list[str]:
    """The statements that install the refusals; installing again replaces them."""
    text = message.replace("'", "''")
    if vendor == "sqlite":
        made = [
            f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" BEGIN SELECT RAISE(ABORT, \'{text}\'); END'
            for event in events
        ]
        if "DELETE" in events:
            same = " OR ".join("(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")" for columns in unique)
            made.append(
                f'CREATE TRIGGER "{_name(table, "INSERT")}" BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) '
                f"BEGIN SELECT RAISE(ABORT, '{text}'); END"
            )
        return _removals(vendor, table) + made
    if vendor == "postgresql":
        function = f"{table}_refuse"
        literal = text.replace("%", "%%")
        body = f"BEGIN RAISE EXCEPTION '{literal}' USING ERRCODE = 'restrict_violation'; END"
        made = [f'CREATE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $refuse$ {body} $refuse$']
        for event in events + (["TRUNCATE"] if "DELETE" in events else []):
            level = "STATEMENT" if event == "TRUNCATE" else "ROW"
            made.append(
                f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" FOR EACH {level} EXECUTE FUNCTION "{function}"()'
            )
        return _removals(vendor, table) + made
    raise NotImplementedError(f"No refusals are written for {vendor}; the product runs on SQLite and PostgreSQL.")


def _removals(vendor: str, table: str) -> list[str]:
    events = ("UPDATE", "DELETE", "INSERT", "TRUNCATE")
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{_name(table, event)}"' for event in events]
    return [f'DROP TRIGGER IF EXISTS "{_name(table, event)}" ON "{table}"' for event in events] + [
        f'DROP FUNCTION IF EXISTS "{table}_refuse"()'
    ]


def _name(table: str, event: str) -> str:
    return f"{table}_refuse_{event.lower()}"
