"""The public house with Wagtail's writing API, as an installation has it that switches it on."""

from django.urls import include, path

from groeiportaal.urls import urlpatterns as product
from headless.urls import addresses

urlpatterns = [path("api/", include(addresses(writing=True))), *product]
