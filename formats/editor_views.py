"""What the editor of formats asks the server while somebody works in it: the explanation of all kinds of questions, and questions of other formats.

For whoever may enter Wagtail's admin; nothing here is private. Hung up by formats/wagtail_hooks.py.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from wagtail import hooks

from .answers import has_answer
from .blocks.uitleg import per_groep
from .models import FormatVersie


def uitleg_view(request: HttpRequest) -> HttpResponse:
    """Every kind of question: what it is, when to use it, an example."""
    context = {"groepen": per_groep(), "page_title": "Soorten vragen", "header_icon": "help"}
    return render(request, "formats/editor/uitleg.html", context)


def vragen_view(request: HttpRequest) -> JsonResponse:
    """The questions of all published formats: what another format can be filled in with beforehand."""
    found: list[dict[str, Any]] = []
    for versie in FormatVersie.objects.current().select_related("format").order_by("format__titel"):
        vragen = [{"key": veld.key, "label": veld.label} for _deel, _sectie, veld in versie.schema.velden() if has_answer(veld)]
        found.append({"titel": versie.format.titel, "vragen": vragen})
    return JsonResponse({"formats": found})


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Two addresses under /admin/."""
    return [
        path("formats/soorten-vragen/", uitleg_view, name="formats_uitleg"),
        path("formats/eerdere-vragen/", vragen_view, name="formats_eerdere_vragen"),
    ]
