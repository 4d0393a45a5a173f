"""The journaal: how many lines a second are verified, and what writing a line adds to a page. Prints figures, asserts only that the chain is whole.

`LINES` (200,000) lines of one school are stored in a throw-away database in bulk, with the hashes that `record` makes; a part is written by
`record` itself. `sqlite` as argument takes SQLite. The aims: 10,000 lines a second, and less than a tenth of a page.
"""

import os
import statistics
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
LINES = int(os.environ.get("LINES", "200000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
FILES = 500


def main() -> None:
    """Fill, measure, print."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        import tests.builders.both_steps  # noqa: F401  # who signs in here has passed both steps

        call_command("migrate", verbosity=0)
        from _seed import seed

        seeded = seed(FILES)
        print(f"{connection.vendor}, {os.cpu_count()} cores")
        _verify()
        _write(seeded)
        connection.close()


def _verify() -> None:
    from accounts.models import School
    from groeidocumenten.dossiers.chain import verify

    school = School.objects.order_by("naam").last()
    _fill(school)
    seconds, own = [], []
    for _ in range(ROUNDS):
        begin, mine = time.perf_counter(), time.process_time()
        found = verify(school)
        seconds.append(time.perf_counter() - begin)
        own.append(time.process_time() - mine)
        if found.aantal or found.regels != LINES:
            raise SystemExit(f"The chain is not whole: {found.fouten[:1]}")
    print(
        f"verify: {LINES} lines in {statistics.median(seconds):.2f} s, {LINES / statistics.median(seconds):,.0f} lines a second (median of {ROUNDS}); "
        f"{statistics.median(own):.2f} s of a processor here, the rest is the database and waiting"
    )


def _fill(school) -> None:
    """A chain as `record` writes it, stored in bulk."""
    from django.utils import timezone

    from groeidocumenten.dossiers import journaal
    from groeidocumenten.dossiers.models import Handeling, Journaalhoofd, Journaalregel

    name, key = journaal.newest_key()
    previous, begin, users = journaal.BEGIN, timezone.now() - timedelta(days=300), [uuid.uuid4() for _ in range(50)]
    rows: list = []
    for number in range(1, LINES + 1):
        row = Journaalregel(school=school, volgnummer=number, tijd=begin + timedelta(seconds=number), handeling=Handeling.GEZIEN)
        row.groeidocument_id, row.gebruiker_id, row.onderwerp = uuid.uuid4(), users[number % 50], "hoofdstuk"
        row.sleutel, row.vorige_hash = name, previous
        row.hash = previous = journaal.digest(key, journaal.content_of(row))
        rows.append(row)
        if len(rows) == 10_000 or number == LINES:
            Journaalregel.unguarded.bulk_create(rows, batch_size=2000)
            rows = []
    Journaalhoofd.unguarded.update_or_create(school=school, defaults={"volgnummer": LINES, "hash": previous})


def _write(seeded) -> None:
    """A page of a file for an IB'er and a parent, in turn with and without the line that its first reading leaves."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from list_query import _write_in

    from accounts.models import User
    from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for
    from groeidocumenten.dossiers.guests import READ_KEY

    for kind, stored in (("IB'er", seeded.ib[0]), ("parent", seeded.ouder[0])):
        # Read again: what was copied into the table in bulk does not know that it is stored.
        user = User.objects.get(pk=stored.pk)
        file = dossiers_for(Viewer(user), Recht.LEZEN).first()
        if kind == "IB'er":
            _write_in(file, user)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        seconds: dict[bool, list[float]] = {True: [], False: []}
        queries: dict[bool, int] = {}
        for number in range(ROUNDS * 20 + 1):
            for first in (True, False):
                if first:
                    session = client.session
                    session.pop(READ_KEY, None)
                    session.save()
                with CaptureQueriesContext(connection) as captured:
                    begin = time.perf_counter()
                    status = client.get(f"/groeidocumenten/{file.pk}/").status_code
                    took = time.perf_counter() - begin
                if status != 200:
                    raise SystemExit(f"The page answered {status}.")
                if number:
                    seconds[first].append(took)
                    queries[first] = len(captured)
        with_line, without = (statistics.median(seconds[first]) * 1000 for first in (True, False))
        print(
            f"page of a file, {kind}: {without:.1f} ms ({queries[False]} queries); with a line {with_line:.1f} ms ({queries[True]} queries): "
            f"{(with_line / without - 1) * 100:+.0f} %"
        )


if __name__ == "__main__":
    main()
