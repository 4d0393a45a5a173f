"""What a page shows of its language: the form with which a reader chooses another. For templates only."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import translation

from ..talen import FIELD, suggestion

register = template.Library()


@register.inclusion_tag("accounts/taalkeuze.html", takes_context=True)
def taalkeuze(context: template.Context) -> dict[str, Any]:
    """The form, on a page that is translated. Not on an answer to something that was sent, unless a form comes back in it: there is no such page to
    look at again, and such an answer is the same bytes for everybody, so it holds no token.
    """
    request = context.get("request")
    shown = getattr(request, "taal_getoond", "")
    if request is None or not shown or (request.method == "POST" and "form" not in context):
        return {"talen": []}
    offered = suggestion(request)
    return {
        "talen": [{"code": code, "naam": naam, "dir": _dir(code), "nu": code == shown} for code, naam in settings.LANGUAGES],
        "voorstel": _in(offered) if offered else None,
        "veld": FIELD,
        "csrf_token": context.get("csrf_token"),
    }


def _dir(code: str) -> str:
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


def _in(code: str) -> dict[str, str]:
    """The offer in the language itself."""
    with translation.override(code):
        return {"code": code, "dir": _dir(code), "tekst": translation.gettext("Deze pagina in het Nederlands")}
