"""What every template may know."""

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demo, and which houses this process serves."""
    return {"demo": settings.DEMO, "site_role": settings.SITE_ROLE}
