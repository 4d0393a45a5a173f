"""Where the handleidingen for editors stand on the public site."""

from django.http import HttpRequest

from handleidingen.models import HandleidingIndexPage
from website.lezers import Lezer


def editors_help(request: HttpRequest) -> str:
    """The address of the handleidingen for editors; empty as long as there is no page that lists them."""
    index = HandleidingIndexPage.objects.live().public().order_by("path").first()
    address = index.get_url(request) if index else None
    return f"{address}?lezer={Lezer.REDACTEUR}" if address else ""
