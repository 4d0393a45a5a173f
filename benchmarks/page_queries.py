"""Questions to the database and milliseconds for one page of every type, past the page cache, beside the same content as a plain Wagtail page.

The plain page is what Wagtail's own manual teaches: Wagtail's `Page.serve` and `Page.get_context`, and a template that walks through the menu, the
breadcrumbs, the body and the pages below with `pageurl`, `include_block` and `image`. It goes through the same middleware in the same process,
each page in turn with ours, so that a slow minute hurts both. Lists that are not pages (the catalogue, the news of changes) it shows as far
as their rows belong to the page. Only ratios mean something elsewhere. DATA_DIR names a demo that was loaded before; else one is made and thrown away.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = int(os.environ.get("ROUNDS", "15"))
PLAIN = """
{% load wagtailcore_tags wagtailimages_tags %}{% wagtail_site as site %}<!doctype html><html lang="nl"><head><title>{{ page.title }}</title>
<meta name="description" content="{{ page.search_description }}"></head><body>
<nav>{% for item in site.root_page.get_children.live.in_menu %}<a href="{% pageurl item %}">{{ item.title }}</a>{% endfor %}</nav>
<nav>{% for item in page.get_ancestors %}{% if not item.is_root %}<a href="{% pageurl item %}">{{ item.title }}</a>{% endif %}{% endfor %}</nav>
<h1>{{ page.title }}</h1><p>{{ page.introductie }}</p>
{% for block in page.deuren %}{% include_block block %}{% endfor %}{% for block in page.snel %}{% include_block block %}{% endfor %}
{% for block in page.inhoud %}{% include_block block %}{% endfor %}{% for block in page.vragen %}{% include_block block %}{% endfor %}
{% for block in page.stappen %}<h2>{{ block.value.titel }}</h2>{{ block.value.tekst|richtext }}
{% if block.value.afbeelding %}{% image block.value.afbeelding width-960 format-webp %}{% endif %}{% endfor %}
{% for term in page.begrippen.all %}<h2>{{ term.term }}</h2>{{ term.uitleg|richtext }}{% endfor %}
{% for form in page.formulieren.all %}<a href="{{ form.url }}">{{ form.titel }}</a>{% endfor %}
{% for form in formulieren %}<h2>{{ form.titel }}</h2>{% for one in form.doelgroepen.all %}{{ one.naam }} {% endfor %}
{% for one in form.onderwijstypen.all %}{{ one.naam }} {% endfor %}{% for one in form.themas.all %}{{ one.naam }} {% endfor %}{% endfor %}
<ul>{% for below in page.get_children.live %}<li><a href="{% pageurl below %}">{{ below.title }}</a>
{{ below.specific.introductie }}</li>{% endfor %}</ul>
{% with before=page.get_prev_siblings.live.first after=page.get_next_siblings.live.first %}
{% if before %}<a href="{% pageurl before %}">{{ before.title }}</a>{% endif %}
{% if after %}<a href="{% pageurl after %}">{{ after.title }}</a>{% endif %}{% endwith %}
<footer>{% for item in site.root_page.get_children.live %}<a href="{% pageurl item %}">{{ item.title }}</a>{% endfor %}</footer></body></html>
"""
CATALOGUE_PAGE = 20


def prepare() -> ExitStack:
    """Django on a loaded demo; leaving the stack throws away what was made."""
    stack = ExitStack()
    os.environ["DJANGO_SETTINGS_MODULE"] = "groeiportaal.settings.dev"
    if not os.environ.get("DATA_DIR"):
        os.environ["DATA_DIR"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="groeiportaal-bench-"))
        os.environ.pop("DATABASE_URL", None)
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
        for command in (["migrate", "--noinput", "--verbosity", "0"], ["demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    import django

    django.setup()
    return stack


def examples() -> dict[str, Any]:
    """The longest live page of every type."""
    from django.apps import apps
    from wagtail.models import Site

    from website.models import BasePage

    root = Site.objects.get(is_default_site=True).root_page
    found = {}
    for model in apps.get_models():
        if issubclass(model, BasePage):
            pages = model.objects.live().public().descendant_of(root, inclusive=True)
            if page := max(
                pages, key=lambda page: sum(len(str(getattr(page, name, ""))) for name in ("stappen", "inhoud", "vragen")), default=None
            ):
                found[model._meta.verbose_name] = page
    return found


def as_plain(model: Any) -> ExitStack:
    """While the stack is open, pages of this model are served as Wagtail's manual teaches."""
    from django.template import engines
    from django.template.response import TemplateResponse
    from wagtail.models import Page

    from forms_catalog.models import Formulier
    from forms_catalog.pages import FormulierenIndexPage
    from website.models import BasePage

    template = engines["django"].from_string(PLAIN)

    def serve(page: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        context = Page.get_context(page, request)
        if isinstance(page, FormulierenIndexPage):
            context["formulieren"] = Formulier.objects.public().order_by("titel")[:CATALOGUE_PAGE]
        return TemplateResponse(request, template, context)

    stack = ExitStack()
    stack.enter_context(mock.patch.object(model, "serve", serve))
    for name in ("route", "get_view_restrictions"):
        stack.enter_context(mock.patch.object(BasePage, name, getattr(Page, name)))
    return stack


def ask(client: Any, path: str) -> tuple[int, float]:
    """How many questions one visit takes, and how many milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begin = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    spent = (time.perf_counter() - begin) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path} gave {answer.status_code}")
    return len(asked), spent


def measure(client: Any, page: Any) -> tuple[tuple[int, float], tuple[int, float]]:
    """Ours and the plain page: the usual number of questions and the median time of each, in turns."""
    path, seen = page.url, {"ours": [], "plain": []}
    for round_ in range(ROUNDS + 1):
        for name in seen:
            with as_plain(type(page)) if name == "plain" else ExitStack():
                result = ask(client, path)
            if round_:
                seen[name].append(result)
    ours, plain = ((statistics.mode(count for count, _ in rows), statistics.median(ms for _, ms in rows)) for rows in seen.values())
    return ours, plain


def main() -> None:
    """Measure, and print a line per page type."""
    with prepare():
        from django.test import Client

        client = Client(HTTP_HOST="localhost")
        # Any cookie makes a request personal, so the page cache passes it on; a session is not needed for that.
        client.cookies["bench"] = "1"
        print(f"{ROUNDS} rounds; questions and ms, ours / plain / ratio")
        for name, page in examples().items():
            (count, ms), (plain_count, plain_ms) = measure(client, page)
            print(
                f"  {name:34} {count:3} / {plain_count:3} / {count / plain_count:.2f}   {ms:6.1f} / {plain_ms:6.1f} / {ms / plain_ms:.2f}   {page.url}"
            )


if __name__ == "__main__":
    main()
