"""Explains the terms of the begrippenlijst where they stand. For templates only."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from website.uitleg import explain

register = template.Library()


@register.filter
def begrippen(html: Any, request: Any) -> SafeString:
    """`{{ html|begrippen:request }}`: the first mention of each term on this page gets its explanation. Text that is not safe HTML is escaped.

    Without a request (a mail, a test of one block) the text stays as it is.
    """
    safe = conditional_escape(html)
    return explain(safe, request) if isinstance(request, HttpRequest) else safe


@register.simple_tag(takes_context=True)
def met_begrippen(context: template.Context, html: Any) -> SafeString:
    """The same for a template that may be shown without a request, such as a block: `{% met_begrippen self.tekst|richtext %}`."""
    return begrippen(html, context.get("request"))
