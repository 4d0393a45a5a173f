"""Everything that programs may read, at a glance: our own API and, beside it, Wagtail's API v2. Both know no session and show the public only.

Wagtail's API v3 also writes. It is a preview, is mounted only where a setting says so, and then asks an editor's token for everything.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from . import api, v1, wagtail_v2


def addresses(*, writing: bool) -> list[URLPattern | URLResolver]:
    """The addresses under `/api/`.

    Args:
        writing: also mount Wagtail's API v3.
    """
    found: list[URLPattern | URLResolver] = [
        path("v1", api.nothing_here),
        path("v1/", api.nothing_here),
        path("v1/", v1.urls),
        path("v1/<path:rest>", api.nothing_here),
        path("v2/", wagtail_v2.router.urls),
    ]
    if writing:
        from . import wagtail_v3

        found.append(path("v3/", wagtail_v3.urls()))
    return found


urlpatterns = addresses(writing=settings.WAGTAIL_SCHRIJF_API)
