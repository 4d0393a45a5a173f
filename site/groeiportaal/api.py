"""Everything that programs may read, at a glance: our own API and, beside it, Wagtail's API v2. Both know no session and show the public only.

Wagtail's API v3 writes, and stays unmounted.
"""

from django.urls import path

from . import api_v1, api_wagtail

urlpatterns = [
    path("v1/", api_v1.nothing_here),
    path("v1/", api_v1.urls),
    path("v1/<path:rest>", api_v1.nothing_here),
    path("v2/", api_wagtail.router.urls),
]
