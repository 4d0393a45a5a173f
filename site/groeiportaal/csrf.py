"""What a form gets whose token does not count: the plain page, or its text back where somebody may have typed about a child."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from website.views import csrf_failure as plain_page

PRIVATE = "/groeidocumenten/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give the text of a form of our own back, with a fresh token; everything else gets the page that says nothing.

    The browser itself says that the form came from here (Origin). What another site sent is never shown or offered.
    """
    own = f"{request.scheme}://{request.get_host()}"
    if settings.SITE_ROLE != "publiek" and request.path.startswith(PRIVATE) and request.headers.get("Origin") == own:
        from groeidocumenten.dossiers.views_teruggave import form_too_old

        answer = form_too_old(request)
        if answer is not None:
            return answer
    return plain_page(request, reason)
