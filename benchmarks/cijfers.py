"""The figures of a whole samenwerkingsverband beside plain SQL: `python benchmarks/cijfers.py`. Prints a ratio, asserts nothing.

N groeidocumenten (1,000,000, from the environment) at N / 2000 schools, half of them with an OPP that was adopted, in a throw-away database. Timed are
the page's own counts for one schooljaar, the same questions written by hand in SQL, and the whole page of the beheerder.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
N = int(os.environ.get("N", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PER_SCHOOL = 2000
BATCH = 5000
JAAR = 2026
PLAIN = (
    "SELECT school_id, count(*) FROM dossiers_groeidocument WHERE gestart_op < %(end)s AND (afgesloten_op IS NULL OR afgesloten_op >= %(begin)s) "
    "GROUP BY school_id",
    "SELECT g.school_id, count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM opp_evaluatieronde e WHERE e.opp_id = o.id AND e.schooljaar = %(jaar)s)) "
    "FROM opp_opp o JOIN dossiers_groeidocument g ON g.id = o.groeidocument_id WHERE o.begin <= %(last)s "
    "AND (o.beeindigd_op IS NULL OR o.beeindigd_op >= %(first)s) GROUP BY g.school_id",
    "SELECT g.school_id, count(*) FROM opp_oppvaststelling v JOIN dossiers_groeidocument g ON g.id = v.groeidocument_id "
    "WHERE v.ronde = 0 AND NOT v.elders AND v.datum BETWEEN %(first)s AND %(last)s GROUP BY g.school_id",
    "SELECT g.school_id, count(*) FROM dossiers_toegangslink l JOIN dossiers_groeidocument g ON g.id = l.groeidocument_id "
    "WHERE l.geldig_van < %(end)s AND l.geldig_tot >= %(begin)s AND (l.ingetrokken_op IS NULL OR l.ingetrokken_op >= %(begin)s) GROUP BY g.school_id",
)


def main() -> None:
    """Seed, measure and print."""
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
        schools = _seed()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(f"{connection.vendor}, {N} files at {len(schools)} schools, seeded in {time.perf_counter() - begin:.0f} s")
        _measure(schools)
        connection.close()


def _measure(schools: list) -> None:
    from django.test import Client

    from accounts.models import User
    from groeidocumenten.cijfers.tellen import counts

    ours, plain = _median(lambda: counts(schools, JAAR)), _median(_plain)
    print(f"counts of one schooljaar: {ours:.2f} s; the same in plain SQL, without the terms: {plain:.2f} s; {ours / plain:.2f} times")
    client = Client()
    client.force_login(User.objects.get(username="beheer"), backend="django.contrib.auth.backends.ModelBackend")
    print(f"the whole page of the beheerder: {_median(lambda: client.get(f'/groeidocumenten/cijfers/?jaar={JAAR}')):.2f} s")


def _plain() -> None:
    from django.db import connection

    first, last = date(JAAR, 8, 1), date(JAAR + 1, 7, 31)
    given = {"first": first, "last": last, "begin": first, "end": last + timedelta(days=1), "jaar": JAAR}
    with connection.cursor() as cursor:
        for query in PLAIN:
            cursor.execute(query, given)
            cursor.fetchall()


def _median(deed: Callable) -> float:
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        deed()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def _seed() -> list:
    """Schools with files, and OPP's with dates alone."""
    from django.utils import timezone
    from wagtail.models import Site

    from accounts.models import School
    from demo.formats import load_formats
    from demo.people import load_people
    from groeidocumenten.dossiers.models import Leerling

    load_people(password=os.urandom(8).hex(), site=Site.objects.get(is_default_site=True))
    versie, first = load_formats()["groeidocument_po"], School.objects.get(brin="99AA")
    keep = {"samenwerkingsverband": first.samenwerkingsverband, "bestuur": first.bestuur, "onderwijstype": "bao"}
    schools = [first]
    for nr in range(1, max(1, N // PER_SCHOOL)):
        schools.append(School.objects.create(naam=f"School {nr}", brin=f"{nr % 90:02}Y{chr(65 + nr // 90)}", vestiging="00", **keep))
    pupils = [Leerling(school=one, voornaam="Kind", achternaam="Nummer", geboortedatum=date(2016, 1, 1)) for one in schools]
    Leerling.unguarded.bulk_create(pupils)
    now = timezone.make_aware(datetime(JAAR, 9, 1))
    for start in range(0, N, BATCH):
        _batch(range(start, min(start + BATCH, N)), schools, pupils, versie, now)
    return [one.pk for one in schools]


def _batch(numbers: range, schools: list, pupils: list, versie: object, now: datetime) -> None:
    from groeidocumenten.dossiers.models import Groeidocument
    from groeidocumenten.opp.models import Evaluatieronde, Opp, OppVaststelling, OppVersie
    from groeidocumenten.termijnen.models import Termijnstart

    files = [
        Groeidocument(leerling=pupils[nr % len(pupils)], school=schools[nr % len(schools)], format_versie=versie, gestart_op=now)
        for nr in numbers
    ]
    Groeidocument.unguarded.bulk_create(files)
    opps = [Opp(groeidocument=one, onderwijstype="bao", op=now, begin=now.date(), naam="x") for one in files[::2]]
    Opp.unguarded.bulk_create(opps)
    versions = [OppVersie(groeidocument=one.groeidocument, opp=one, naam="x", **_frozen(OppVersie)) for one in opps]
    OppVersie.unguarded.bulk_create(versions)
    same = [{"groeidocument": one.groeidocument, "opp": one, "naam": "x"} for one in opps]
    adopted = [OppVaststelling(versie=versie, ronde=0, datum=now.date(), **row) for versie, row in zip(versions, same, strict=True)]
    OppVaststelling.unguarded.bulk_create(adopted)
    Termijnstart.unguarded.bulk_create([Termijnstart(dag=now.date(), grond="behoefte", op=now, **row) for row in same[::2]])
    held = [
        Evaluatieronde(versie=versie, ronde=1, gehouden_op=now.date(), schooljaar=JAAR, perspectief="x", ondersteuning="x", **row)
        for versie, row in list(zip(versions, same, strict=True))[::3]
    ]
    Evaluatieronde.unguarded.bulk_create(held)


def _frozen(model: type) -> dict:
    """What a frozen version asks beside its file, of no concern to who counts."""
    given: dict = {}
    for field in model._meta.concrete_fields:
        if field.name in ("groeidocument", "opp", "naam") or field.has_default() or field.null or field.primary_key:
            continue
        kind = field.get_internal_type()
        given[field.name] = 1 if "Integer" in kind else {} if "JSON" in kind else "x"
    return given


if __name__ == "__main__":
    main()
