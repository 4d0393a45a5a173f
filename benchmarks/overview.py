"""The overview of groeidocumenten in a small and in a large installation: `python benchmarks/overview.py`. Prints a ratio, asserts nothing.

The same people ask the same page, 25 rows, once among `SMALL` files and once among `LARGE` (10,000 and 1,000,000; from the environment), each
in a throw-away database of its own. The aim is at most twice the time. What is timed is the whole view, without the network.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
SMALL = int(os.environ.get("SMALL", "10000"))
LARGE = int(os.environ.get("LARGE", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PEOPLE = int(os.environ.get("PEOPLE", "10"))


def main() -> None:
    """Measure both sizes and print them side by side."""
    if "--one" in sys.argv:
        print(json.dumps(_measure(int(sys.argv[-1]))))
        return
    small, large = (_in_own_process(files) for files in (SMALL, LARGE))
    print(f"{small['database']}; {SMALL} files seeded in {small['seconds']:.0f} s, {LARGE} in {large['seconds']:.0f} s")
    for kind in ("IB'er", "leerkracht", "parent"):
        few, many = small[kind], large[kind]
        print(f"{kind}: {few['ms']:.1f} ms among {SMALL}, {many['ms']:.1f} ms among {LARGE}: {many['ms'] / few['ms']:.2f} times")
        print(f"  {few['rows']} and {many['rows']} rows on the page, {few['queries']} and {many['queries']} queries")


def _in_own_process(files: int) -> dict:
    """A process of its own: a database cannot be taken from under a running Django."""
    done = subprocess.run([sys.executable, __file__, "--one", str(files)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _measure(files: int) -> dict:
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
        from _seed import seed

        seeded = seed(files)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        found = {"database": connection.vendor, "seconds": time.perf_counter() - begin}
        kinds = {"IB'er": seeded.ib, "leerkracht": seeded.leerkracht, "parent": seeded.ouder}
        found |= {kind: _ask(users[:: max(len(users) // PEOPLE, 1)][:PEOPLE]) for kind, users in kinds.items()}
        connection.close()
        return found


def _ask(users: list) -> dict:
    """The median time of the overview for these people, and what it held."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    took, page = [], None
    for user in users:
        client = Client()
        client.force_login(User.objects.get(pk=user.pk), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/groeidocumenten/")
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            page = client.get("/groeidocumenten/")
            took.append(time.perf_counter() - begin)
            assert page.status_code == 200
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/groeidocumenten/")
    return {"ms": statistics.median(took) * 1000, "rows": page.content.count(b"gp-task__title"), "queries": len(asked)}


if __name__ == "__main__":
    main()
