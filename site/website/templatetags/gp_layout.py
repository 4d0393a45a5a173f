"""What the layouts ask about the visitor, without making a page personal that could have come from the cache. For templates only."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def visitor(context: template.Context) -> Any:
    """The person who is signed in, or None; a request without a session cookie never touches the session.

    Works without a request in the context (the page for a server error has none).
    """
    request = context.get("request")
    if not isinstance(request, HttpRequest) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


@register.filter
def page_window(page_obj: Any) -> list[int | str]:
    """The page numbers worth showing around this page, with an ellipsis where numbers are left out."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))
