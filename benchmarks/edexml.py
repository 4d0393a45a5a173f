"""Taking in ten thousand pupils beside a bare `bulk_create`: `python benchmarks/edexml.py`. Prints rows per second and a ratio, asserts nothing.

In one run, in one throw-away database: the whole way (read and seal, compare, compare again and store with keys), then the same pupils with nothing
but `bulk_create`, then the same file again with a new group for everybody (each change logged, sealed), and once more without any change. PUPILS
says how many.
"""

import io
import os
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
PUPILS = int(os.environ.get("PUPILS", "10000"))


def main() -> None:
    """Measure, and print the figures below one another."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        print(f"{connection.vendor}, {PUPILS} pupils")
        _measure()
        connection.close()


def _measure() -> None:
    from wagtail.models import Site

    from accounts.models import School
    from demo.people import load_people
    from groeidocumenten.dossiers.access import Viewer
    from groeidocumenten.inlezen import actions

    people = load_people(password=uuid.uuid4().hex, site=Site.objects.get(is_default_site=True))
    school, viewer = School.objects.get(brin="99AA"), Viewer(user=people["anja"])
    actions.AT_ONCE = PUPILS

    def whole(groep: str) -> None:
        ronde = _timed(
            "  read, seal and compare", lambda: actions.take_in(viewer=viewer, school=school, bestand=_file(groep), verzoek=uuid.uuid4())
        )
        _timed("  compare again and store", lambda: actions.confirm(viewer=viewer, ronde=ronde, versie=ronde.versie, dezelfde=frozenset()))

    for what, groep in (("everybody new", "6"), ("everybody in another group, each with a line in the log", "7"), ("nothing changed", "7")):
        _timed(f"import: {what}", lambda groep=groep: whole(groep))
    _timed("bare bulk_create of the same pupils", lambda: _bare(School.objects.get(brin="99AC")))


def _bare(school: object) -> None:
    from django.db import transaction

    from groeidocumenten.dossiers.models import Leerling

    with transaction.atomic():
        rows = [Leerling(school=school, voornaam="Kind", achternaam=f"Nummer {nr}", geboortedatum="2016-01-01") for nr in range(PUPILS)]
        Leerling.unguarded.bulk_create(rows, batch_size=500)


def _file(groep: str) -> io.BytesIO:
    rows = "".join(
        f'<leerling key="{nr}"><achternaam>Nummer {nr}</achternaam><roepnaam>Kind</roepnaam><geboortedatum>2016-01-01</geboortedatum>'
        f"<jaargroep>{groep}</jaargroep></leerling>"
        for nr in range(PUPILS)
    )
    return io.BytesIO(f"<EDEX><school><brincode>99AA</brincode></school><leerlingen>{rows}</leerlingen></EDEX>".encode())


def _timed(what: str, deed: Callable) -> object:
    begin = time.perf_counter()
    result = deed()
    took = time.perf_counter() - begin
    print(f"{what}: {took:.2f} s, {PUPILS / took:.0f} rows/s")
    return result


if __name__ == "__main__":
    main()
