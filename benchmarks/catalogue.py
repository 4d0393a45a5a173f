"""The catalogue of formulieren with filters beside the same list without: queries and milliseconds, for a small and for a large catalogue.

Anybody may run it; it fills a throw-away database (see `_database.py`) and prints medians and ratios. Every formulier has two of each kenmerk and
two files. The questions are asked past the page cache, in turn, so that a slow minute hurts all of them. It fails when the number of queries differs
between the two sizes. `LARGE`, `SMALL` and `ROUNDS` come from the environment; `sqlite` as argument takes SQLite.
"""

import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
SMALL = int(os.environ.get("SMALL", "50"))
LARGE = int(os.environ.get("LARGE", "5000"))
ROUNDS = int(os.environ.get("ROUNDS", "20"))
QUESTIONS = {
    "plain": "",
    "three filters": "soort=formulier&doelgroep=ouder&doelgroep=ib&thema=opp",
    "seven filters and words": (
        "soort=formulier&doelgroep=ouder&thema=opp&onderwijstype=bao&categorie=basis&status=geldend&taal=nl&q=blad+kort&sorteer=nieuwste"
    ),
    "last page": "page=last",
}
# Any cookie makes a request personal, so the page cache passes it on.
PERSONAL = {"Cookie": "bench=1"}


def main() -> None:
    """Fill, measure, print; twice."""
    from _database import throw_away_database

    with throw_away_database(sqlite="sqlite" in sys.argv) as url:
        os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="groeiportaal.settings.test")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        _site()
        queries = {}
        for size in (SMALL, LARGE):
            _fill(size)
            queries[size] = _measure(size)
        connection.close()
    if queries[SMALL] != queries[LARGE]:
        raise SystemExit(f"The number of queries grows with the catalogue: {queries[SMALL]} and {queries[LARGE]}.")
    print("\nThe number of queries is the same for both sizes.")


def _site() -> None:
    from wagtail.models import Page, Site

    from forms_catalog.models import FormulierenIndexPage
    from website.models import HomePage

    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Meting", slug="meting"))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    Site.clear_site_root_paths_cache()
    home.add_child(instance=FormulierenIndexPage(title="Formulieren", slug="formulieren"))


def _fill(size: int) -> None:
    """Add formulieren until there are this many; the same ones in every run."""
    from django.db import connection
    from wagtail.documents.models import Document

    from forms_catalog.models import Categorie, Doelgroep, Formulier, FormulierBestand, Onderwijstype, Soort, Thema

    begin = time.perf_counter()
    document, _ = Document.objects.get_or_create(title="Blad", defaults={"file": "blad.pdf", "file_size": 1000})
    soorten, categorieen = list(Soort), list(Categorie)
    start = Formulier.objects.count()
    made = Formulier.objects.bulk_create(
        Formulier(
            titel=f"Blad {number:05}",
            slug=f"blad-{number}",
            omschrijving="Een blad, kort gezegd, om te meten hoe lang een lijst duurt.",
            soort=soorten[number % 3],
            categorie=categorieen[number % 3],
            status="voorbereiding" if number % 10 == 0 else "geldend",
            versie="1.0",
            versiedatum=date(2020, 1, 1) + timedelta(days=number % 2000),
            taal="en" if number % 20 == 0 else "nl",
        )
        for number in range(start, size)
    )
    FormulierBestand.objects.bulk_create(
        FormulierBestand(formulier=one, document=document, sort_order=place) for one in made for place in (0, 1)
    )
    for field, model in (("doelgroepen", Doelgroep), ("onderwijstypen", Onderwijstype), ("themas", Thema)):
        keys = list(model.objects.order_by("volgorde").values_list("pk", flat=True))
        through: Any = getattr(Formulier, field).through
        column = f"{model._meta.model_name}_id"
        rows = ((one, keys[(place + step * (1 + place % 3)) % len(keys)]) for place, one in enumerate(made) for step in (0, 1))
        through.objects.bulk_create((through(formulier_id=one.pk, **{column: key}) for one, key in rows), ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {Formulier.objects.count()} formulieren ({time.perf_counter() - begin:.0f} s)")


def _measure(size: int) -> dict[str, int]:
    """Print the median of each question and its ratio to the plain list; the number of queries of each."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from forms_catalog.pages import PER_PAGE

    client = Client()
    seconds: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    queries: dict[str, int] = {}
    for number in range(ROUNDS + 1):
        for name, question in QUESTIONS.items():
            path = "/formulieren/?" + question.replace("last", str(-(-size // PER_PAGE)))
            with CaptureQueriesContext(connection) as captured:
                begin = time.perf_counter()
                answer = client.get(path, headers=PERSONAL)
                took = time.perf_counter() - begin
            if answer.status_code != 200 or b'id="aantal">0 ' in answer.content:
                raise SystemExit(f"{name} gave no list: {answer.status_code}.")
            if number:
                seconds[name].append(took)
                # The counter of changes is read once a second: now and then a question asks one more.
                queries[name] = min(queries.get(name, len(captured)), len(captured))
    for name, times in seconds.items():
        ratios = [one / plain for one, plain in zip(times, seconds["plain"], strict=True)]
        print(
            f"  {name:24} {statistics.median(times) * 1000:7.1f} ms   {queries[name]:3} queries   {statistics.median(ratios):5.2f} of plain"
        )
    return queries


if __name__ == "__main__":
    main()
