"""The one public view of this room: a draft that somebody shared. Anybody with the link, no account; everybody else finds nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import previews


@require_safe
def voorbeeld(request: HttpRequest, token: str) -> HttpResponse:
    """The draft behind this link.

    Raises:
        Http404: for a link that is over, withdrawn or never was, without telling which.
    """
    return previews.show(previews.open_link(token), request)
