"""The list of groeidocumenten through our door beside guardian's stock `get_objects_for_user`, and one opened file beside the list.

Anybody may run it; it fills a throw-away database (see `_database.py`, `_seed.py`) and prints p50, p95 and ratios. What is compared, on the
same 50,000 files and the same people, each time the 25 files that changed last with the same select_related:

* ours: `dossiers_for(Viewer(user), Recht.LEZEN)`, its query for ids included; it also checks period and ground of every row.
* generic: guardian on its own two tables, as its manual begins. Parents and leerkrachten have rows in the user table, IB'ers get each file
  of their school through one group: the same rights that ours gives, row by row.
* direct: the same rows in tables with a foreign key, as guardian's chapter on performance advises.

guardian checks nothing but the row. Every answer is asserted to be the same 25 ids. How many files there are is an argument (50,000 if left
out); with 1,000,000 there are 3 million grants of a person on a file, nine million rows. `ROUNDS`, `PEOPLE` come from the environment; `sqlite`
as argument takes SQLite, `explain` prints our plans, `guardian` leaves the whole pages out.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
FILES = next((int(word) for word in sys.argv[1:] if word.isdigit()), int(os.environ.get("FILES", "50000")))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PEOPLE = int(os.environ.get("PEOPLE", "20"))
PAGE = 25
Ask = Callable[[Any], list[Any]]


def main() -> None:
    """Seed, measure, print."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        import tests.builders.both_steps  # noqa: F401  # who signs in here has passed both steps

        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        people = _people()
        _fill_guardian()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(f"{_versions()}; {FILES} files, {_count()} rows of grants, seeded in {time.perf_counter() - begin:.0f} s")
        _compare_lists(people)
        _compare_decisions(people)
        if "guardian" not in sys.argv:
            _compare_pages(people)
        if "explain" in sys.argv:
            _explain(people)
        connection.close()


def _count() -> int:
    from groeidocumenten.dossiers.models import GroeidocumentUserPermission

    return GroeidocumentUserPermission.objects.count()


def _versions() -> str:
    import platform
    from importlib.metadata import version

    from django.db import connection

    if connection.vendor == "postgresql":
        database = f"PostgreSQL {connection.pg_version // 10_000}"
    else:
        database = f"SQLite {connection.Database.sqlite_version} (the promised ratio is for PostgreSQL)"
    names = f"Django {version('django')}, guardian {version('django-guardian')}"
    return f"{database}, Python {platform.python_version()}, {names}, {os.cpu_count()} cores"


def _people() -> dict[str, list[Any]]:
    """Ids of the people to measure for, spread over all schools."""
    from _seed import seed

    seeded = seed(FILES)
    kinds = {"IB'er": seeded.ib, "leerkracht": seeded.leerkracht, "parent": seeded.ouder}
    return {kind: [user.pk for user in users[:: max(len(users) // PEOPLE, 1)][:PEOPLE]] for kind, users in kinds.items()}


def _group_table() -> type[Any]:
    """The table that guardian's chapter on performance adds for groups; the product has none, so it exists only here."""
    from django.db import models
    from guardian.models import GroupObjectPermissionBase

    from groeidocumenten.dossiers.models import Groeidocument

    class BenchGroupPermission(GroupObjectPermissionBase):
        """One group, one right, one file."""

        content_object = models.ForeignKey(Groeidocument, on_delete=models.CASCADE)

        class Meta(GroupObjectPermissionBase.Meta):
            abstract = False
            app_label = "dossiers"
            db_table = "bench_group_permission"

    return BenchGroupPermission


def _fill_guardian() -> None:
    """Give guardian's tables the rows that let the same people read the same files."""
    from _multiply import without_indexes
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from guardian.models import GroupObjectPermission, UserObjectPermission

    from accounts.models import Lidmaatschap
    from groeidocumenten.dossiers.models import Groeidocument

    direct = _group_table()
    with connection.schema_editor() as editor:
        editor.create_model(direct)
    ctype = ContentType.objects.get_for_model(Groeidocument).pk
    pk = _as_text("content_object_id", connection.vendor)
    generic_user, generic_group = UserObjectPermission._meta.db_table, GroupObjectPermission._meta.db_table
    statements = {
        generic_user: f"INSERT INTO {generic_user} (permission_id, user_id, content_type_id, object_pk) "
        f"SELECT permission_id, user_id, {ctype}, {pk} FROM dossiers_groeidocumentuserpermission",
        direct._meta.db_table: f"INSERT INTO {direct._meta.db_table} (permission_id, group_id, content_object_id) "
        f"SELECT p.id, m.groep_id, g.id FROM dossiers_groeidocument g "
        f"JOIN (SELECT DISTINCT school_id, groep_id FROM {Lidmaatschap._meta.db_table} WHERE rol = 'ib') m ON m.school_id = g.school_id "
        f"CROSS JOIN auth_permission p WHERE p.content_type_id = {ctype}",
        generic_group: f"INSERT INTO {generic_group} (permission_id, group_id, content_type_id, object_pk) "
        f"SELECT permission_id, group_id, {ctype}, {pk} FROM {direct._meta.db_table}",
    }
    with connection.cursor() as cursor:
        for table, statement in statements.items():
            with without_indexes(cursor, table):
                cursor.execute(statement)


def _as_text(column: str, vendor: str) -> str:
    """SQL for how guardian's own tables keep an id: as text with dashes, which SQLite's copy of a UUID has not."""
    if vendor == "postgresql":
        return f"{column}::text"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({column}, {start}, {length})" for start, length in parts)


# --- The list -------------------------------------------------------------------------------------


def _page(files: Any) -> list[Any]:
    from groeidocumenten.dossiers.overview import overview_rows

    return list(overview_rows(files)[:PAGE])


def _ours(user: Any) -> list[Any]:
    from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for

    return _page(dossiers_for(Viewer(user), Recht.LEZEN))


def _stock(user: Any) -> list[Any]:
    from guardian.shortcuts import get_objects_for_user

    from groeidocumenten.dossiers.models import Groeidocument

    return _page(get_objects_for_user(user, "dossiers.lezen", klass=Groeidocument))


@contextmanager
def _generic_tables() -> Iterator[None]:
    """Let guardian believe that the direct tables do not exist, so that it takes its own two."""
    from guardian.models import GroupObjectPermission, UserObjectPermission

    with (
        patch("guardian.shortcuts.get_user_obj_perms_model", lambda *args: UserObjectPermission),
        patch("guardian.shortcuts.get_group_obj_perms_model", lambda *args: GroupObjectPermission),
    ):
        yield


def _stock_generic(user: Any) -> list[Any]:
    with _generic_tables():
        return _stock(user)


def _timed(ask: Ask, user_pk: Any) -> tuple[float, list[Any]]:
    """Seconds and ids for somebody who just came in: nothing about this person is cached on the object."""
    from accounts.models import User

    user = User.objects.get(pk=user_pk)
    begin = time.perf_counter()
    rows = ask(user)
    return time.perf_counter() - begin, [row.pk for row in rows]


def _compare_lists(people: dict[str, list[Any]]) -> None:
    sides: dict[str, Ask] = {"ours": _ours, "generic": _stock_generic, "direct": _stock}
    print(f"\nThe first {PAGE} files of the list, {PEOPLE} people of each kind, {ROUNDS} rounds; milliseconds")
    print(f"  {'':11}" + "".join(f"{side + ' p50':>13}{'p95':>8}" for side in sides) + "   generic/ours   direct/ours")
    for kind, pks in people.items():
        seconds = _interleaved(sides, pks)
        p50 = {side: statistics.median(times) for side, times in seconds.items()}
        cells = "".join(f"{p50[side] * 1000:13.1f}{_p95(seconds[side]) * 1000:8.1f}" for side in sides)
        print(f"  {kind:11}{cells}{p50['generic'] / p50['ours']:14.1f}x{p50['direct'] / p50['ours']:13.1f}x")


def _compare_decisions(people: dict[str, list[Any]]) -> None:
    """May this person read this one file? Asked of the same list, for a file of the person's own."""
    from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for

    def ours(user: Any) -> list[Any]:
        return list(dossiers_for(Viewer(user), Recht.LEZEN).filter(pk=_own[user.pk]))

    def generic(user: Any) -> list[Any]:
        from guardian.shortcuts import get_objects_for_user

        from groeidocumenten.dossiers.models import Groeidocument

        with _generic_tables():
            return list(get_objects_for_user(user, "dossiers.lezen", klass=Groeidocument).filter(pk=_own[user.pk]))

    from accounts.models import User

    _own = {pk: _ours(User.objects.get(pk=pk))[0].pk for pks in people.values() for pk in pks}
    print(f"\nOne file out of the list, {PEOPLE} people of each kind, {ROUNDS} rounds; milliseconds (p50)")
    for kind, pks in people.items():
        seconds = _interleaved({"ours": ours, "generic": generic}, pks)
        p50 = {side: statistics.median(times) * 1000 for side, times in seconds.items()}
        print(f"  {kind:11} ours {p50['ours']:.1f}, generic {p50['generic']:.1f}, generic/ours {p50['generic'] / p50['ours']:.1f}")


def _interleaved(sides: dict[str, Ask], pks: list[Any]) -> dict[str, list[float]]:
    """Every side for every person in turn, beginning with another side each time; a first round warms up and is not counted.

    Raises:
        SystemExit: if two sides give other files.
    """
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    names = list(sides)
    for number in range(ROUNDS + 1):
        for place, pk in enumerate(pks):
            first = (number + place) % len(names)
            answers = {side: _timed(sides[side], pk) for side in names[first:] + names[:first]}
            if not answers["ours"][1] or any(ids != answers["ours"][1] for _, ids in answers.values()):
                raise SystemExit("The sides do not give the same files; the times would mean nothing.")
            for side, (took, _) in answers.items():
                if number:
                    seconds[side].append(took)
    return seconds


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


# --- Whole pages ----------------------------------------------------------------------------------


def _compare_pages(people: dict[str, list[Any]]) -> None:
    """The overview and a filled-in file as a browser gets them, for an IB'er and a parent: queries, milliseconds, ratio."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    print("\nWhole pages, from request to HTML; milliseconds (p50)")
    for kind in ("IB'er", "parent"):
        user = User.objects.get(pk=people[kind][0])
        dossier = _ours(user)[0]
        if kind == "IB'er":
            _write_in(dossier, user)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        paths = {"overview": "/groeidocumenten/", "one file": f"/groeidocumenten/{dossier.pk}/"}
        seconds: dict[str, list[float]] = {name: [] for name in paths}
        queries: dict[str, int] = {}
        for number in range(ROUNDS * 4 + 1):
            for name, path in paths.items():
                with CaptureQueriesContext(connection) as captured:
                    begin = time.perf_counter()
                    status = client.get(path).status_code
                    took = time.perf_counter() - begin
                if status != 200:
                    raise SystemExit(f"{name} answered {status} instead of 200.")
                if number:
                    seconds[name].append(took)
                    queries[name] = len(captured)
        p50 = {name: statistics.median(times) * 1000 for name, times in seconds.items()}
        cells = ", ".join(f"{name} {p50[name]:.1f} ({queries[name]} queries)" for name in paths)
        print(f"  {kind:11} {cells}, one file/overview {p50['one file'] / p50['overview']:.2f}")


def _write_in(groeidocument: Any, user: Any) -> None:
    """Fill every long text of a file through the product's own deed, so that the page has something to unseal."""
    from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
    from groeidocumenten.inhoud.actions import save_section

    geopend = open_dossier(Viewer(user), groeidocument.pk, Recht.SCHRIJVEN)
    for deel in geopend.hoofdstukken:
        for sectie in deel.secties:
            answers = {veld.key: "Werkt graag samen. " * 20 for veld in sectie.velden if veld.type == "lange_tekst"}
            save_section(geopend=geopend, sectie=sectie, antwoorden=answers, versie=0)


def _explain(people: dict[str, list[Any]]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    for kind, pks in people.items():
        user = User.objects.get(pk=pks[0])
        with CaptureQueriesContext(connection) as captured:
            _ours(user)
        for number, query in enumerate(captured.captured_queries, 1):
            print(f"\n{kind}, query {number}")
            with connection.cursor() as cursor:
                how = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
                cursor.execute(f"{how} {query['sql']}")
                print("\n".join("  " + " ".join(str(part) for part in row) for row in cursor.fetchall()))


if __name__ == "__main__":
    main()
