"""What templates of the public house ask for: an address that may not exist in this process, and the question of a list without its page number."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag
def adres(name: str, *args: Any) -> str:
    """The address with this name, or an empty text where this process does not serve it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def vraag_zonder_pagina(context: dict[str, Any]) -> str:
    """The query string of this request without its page number, ready to put `page=` behind it."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


@register.simple_tag(takes_context=True)
def vraag_met(context: dict[str, Any], **changes: str) -> str:
    """An address on this page with these values in its query string: an empty one is left out, and the page number always."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
