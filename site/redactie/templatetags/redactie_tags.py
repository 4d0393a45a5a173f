"""What the editor's side panel asks of this room. For templates of the admin only."""

from typing import Any

from django import template

from ..check_admin import shown

register = template.Library()


@register.inclusion_tag("redactie/bevindingen.html")
def bevindingen(page: Any) -> dict[str, Any]:
    """The findings on this page as it stands in the editor."""
    return shown(page)
