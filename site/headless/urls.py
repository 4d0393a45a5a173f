"""Everything that programs may read, at a glance: our own API and, beside it, Wagtail's API v2. Both know no session and show the public only."""

from django.urls import path

from . import api, v1, wagtail_v2

urlpatterns = [
    path("v1", api.nothing_here),
    path("v1/", api.nothing_here),
    path("v1/", v1.urls),
    path("v1/<path:rest>", api.nothing_here),
    path("v2/", wagtail_v2.router.urls),
]
