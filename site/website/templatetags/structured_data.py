"""Prints what a page is in the words of schema.org. For templates only."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What could end the block, or begin another element, inside JSON.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def json_ld(data: Any) -> SafeString:
    """A block of JSON-LD, or nothing. A block of data is no script: the policy of the page allows it, and a browser does not run it."""
    if not data:
        return mark_safe("")
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above
