"""The API's list of 20 formulieren and one formulier, live from the database, beside a stock django-ninja endpoint over the ORM with the same
fields, and out of ready bytes: requests per second in one run, and their ratios.

Anybody may run it; it makes and throws away its own databases: SQLite, and PostgreSQL where there is one (`_database`). Both kinds of endpoint stand
behind the same middleware in the same process, and the rounds go in turn through all questions, so that a slow minute hurts all of them. The time
is that of the processor, so that another program on the machine does not count. A cookie takes a question past the page cache. `ROUNDS`
and `REQUESTS` come from the environment.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT), str(ROOT / "benchmarks")]
ROUNDS = int(os.environ.get("ROUNDS", "7"))
REQUESTS = int(os.environ.get("REQUESTS", "40"))
FORMULIEREN = 300


def stock_urls() -> list[Any]:
    """What a tutorial makes of it: a schema per model, a queryset that prefetches, ninja's own pagination."""
    from django.shortcuts import get_object_or_404
    from django.urls import path
    from ninja import NinjaAPI
    from ninja.pagination import PageNumberPagination, paginate

    from forms_catalog.models import Formulier
    from headless.sources.formulieren import FormulierItem

    class Stock(FormulierItem):
        """The same fields, read from the row."""

        ondersteuningscategorie: str = ""

        @staticmethod
        def resolve_doelgroepen(row: Any) -> list[str]:
            return [one.code for one in row.doelgroepen.all()]

        @staticmethod
        def resolve_onderwijstypen(row: Any) -> list[str]:
            return [one.code for one in row.onderwijstypen.all()]

        @staticmethod
        def resolve_themas(row: Any) -> list[str]:
            return [one.code for one in row.themas.all()]

        @staticmethod
        def resolve_ondersteuningscategorie(row: Any) -> str:
            return row.categorie

        @staticmethod
        def resolve_bestanden(row: Any, context: Any) -> list[dict[str, Any]]:
            build = context["request"].build_absolute_uri
            return [
                {
                    "url": build(one.document.url),
                    "soort": one.soort,
                    "taal": one.taal or row.taal,
                    "paginas": one.paginas,
                    "omschrijving": one.omschrijving,
                    "type": one.document.content_type,
                    "bytes": one.bytes,
                }
                for one in row.bestanden.all()
            ]

        @staticmethod
        def resolve_status(row: Any) -> str:
            return row.stand.value

        @staticmethod
        def resolve_url(row: Any, context: Any) -> str:
            return context["request"].build_absolute_uri(row.get_url(context["request"]))

        @staticmethod
        def resolve_self(row: Any, context: Any) -> str:
            return context["request"].build_absolute_uri(f"/stock/formulieren/{row.slug}")

    stock = NinjaAPI(urls_namespace="stock", docs_url=None, openapi_url=None)

    @stock.get("/formulieren", response=list[Stock])
    @paginate(PageNumberPagination, page_size=20)
    def formulieren(request: Any) -> Any:
        return Formulier.objects.public().with_details().order_by("titel", "pk")

    @stock.get("/formulieren/{slug}", response=Stock)
    def formulier(request: Any, slug: str) -> Any:
        return get_object_or_404(Formulier.objects.public().with_details(), slug=slug)

    return [path("stock/", stock.urls)]


def fill() -> str:
    """A site with a catalogue; gives the slug of one formulier."""
    from datetime import date

    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document
    from wagtail.models import Page, Site

    from forms_catalog.models import Doelgroep, Formulier, FormulierBestand, FormulierenIndexPage, Onderwijstype, Status, Thema
    from website.models import HomePage

    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Start", slug="start"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    home.add_child(instance=FormulierenIndexPage(title="Formulieren", slug="formulieren"))
    document = Document(title="Bestand")
    document.file.save("bestand.txt", ContentFile(b"inhoud"))
    document.save()
    of_site = {"site": site} if any(field.name == "site" for field in Formulier._meta.fields) else {}
    kenmerken = [list(model.objects.all()) for model in (Doelgroep, Onderwijstype, Thema)]
    for number in range(FORMULIEREN):
        row = Formulier(
            titel=f"Formulier {number:04}",
            slug=f"formulier-{number:04}",
            omschrijving="Wat dit formulier is, in een zin die zegt voor wie het is en wanneer u het gebruikt.",
            status=Status.GELDEND,
            versie="1.0",
            versiedatum=date(2026, 1, 5),
            **of_site,
        )
        row.bestanden = [FormulierBestand(document=document, omschrijving=text) for text in ("om te printen", "om in te vullen")]
        row.save()
        for field, values in zip((row.doelgroepen, row.onderwijstypen, row.themas), kenmerken, strict=True):
            field.set(values[number % 3 : number % 3 + 2])
    return f"formulier-{FORMULIEREN // 2:04}"


def measure() -> None:
    """One database: fill it, measure, print."""
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.db import connection
    from django.test import RequestFactory

    import groeiportaal.urls

    call_command("migrate", verbosity=0)
    slug = fill()
    groeiportaal.urls.urlpatterns[:0] = stock_urls()
    handler, factory = WSGIHandler(), RequestFactory(headers={"host": "localhost"})

    def ask(path: str, cookie: str, etag: str = "") -> tuple[str, bytes, dict[str, str]]:
        given: dict[str, Any] = {}
        extra = {"HTTP_COOKIE": cookie} if cookie else {}
        environ = factory._base_environ(PATH_INFO=path, **extra, **({"HTTP_IF_NONE_MATCH": etag} if etag else {}))
        response = handler(environ, lambda status, headers: given.update(status=status, headers=dict(headers)))
        body = b"".join(response)
        response.close()
        return given["status"], body, given["headers"]

    lists, details = ("/stock/formulieren", "/api/v1/formulieren"), (f"/stock/formulieren/{slug}", f"/api/v1/formulieren/{slug}")
    etag = ask(lists[1], "")[2]["ETag"]
    questions = {
        "stock list": (lists[0], "bench=1", ""),
        "live list": (lists[1], "bench=1", ""),
        "ready list": (lists[1], "", ""),
        "list 304": (lists[1], "", etag),
        "stock detail": (details[0], "bench=1", ""),
        "live detail": (details[1], "bench=1", ""),
        "ready detail": (details[1], "", ""),
    }
    rates: dict[str, list[float]] = {name: [] for name in questions}
    for name, question in questions.items():
        status = [ask(*question)[0] for _ in range(3)][-1]
        if not status.startswith("304" if name.endswith("304") else "200"):
            raise SystemExit(f"{name}: {status}")
    for _ in range(ROUNDS):
        for name, question in questions.items():
            begin = time.process_time()
            for _ in range(REQUESTS):
                ask(*question)
            rates[name].append(REQUESTS / (time.process_time() - begin))
    print(f"{connection.vendor}, {FORMULIEREN} formulieren, {ROUNDS} rounds of {REQUESTS}; medians, one process")
    for name, question in questions.items():
        print(f"  {name:13} {statistics.median(rates[name]):8.0f} requests/s   {len(ask(*question)[1]):7} bytes")
    for above, below, aim in (("live list", "stock list", 6), ("live detail", "stock detail", 5), ("ready list", "stock list", 15)):
        ratios = [a / b for a, b in zip(rates[above], rates[below], strict=True)]
        print(f"  {above}/{below}: {statistics.median(ratios):.1f} (from {min(ratios):.1f} to {max(ratios):.1f}; aim {aim})")


def main() -> None:
    """Both databases, each in a process of its own."""
    from _database import throw_away_database

    if os.environ.get("API_LIST_DATABASE"):
        measure()
        return
    import tempfile

    for sqlite in (True, False):
        with throw_away_database(sqlite=sqlite) as url, tempfile.TemporaryDirectory(prefix="groeiportaal-bench-") as folder:
            if not sqlite and url.startswith("sqlite"):
                continue
            own = {"DATABASE_URL": url, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.dev", "API_LIST_DATABASE": "1"}
            subprocess.run([sys.executable, __file__], cwd=ROOT, env=os.environ | own, check=True)


if __name__ == "__main__":
    main()
