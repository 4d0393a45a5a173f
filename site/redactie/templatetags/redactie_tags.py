"""What the editor's side panel asks of this room. For templates of the admin only."""

from typing import Any

from django import template

from ..check_admin import shown
from ..own_help import editors_help

register = template.Library()


@register.inclusion_tag("redactie/bevindingen.html")
def bevindingen(page: Any) -> dict[str, Any]:
    """The findings on this page as it stands in the editor."""
    return shown(page)


@register.simple_tag(takes_context=True)
def handleiding_voor_redacteuren(context: template.Context) -> str:
    """The address of the handleidingen for editors."""
    return editors_help(context["request"])
