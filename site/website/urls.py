"""The public views that are no page."""

from django.urls import path, re_path
from wagtail.contrib.sitemaps.views import sitemap

from . import thema, views

urlpatterns = [
    # The API has an answer of its own.
    re_path(r"^(?!api/v1/)[\s\S]*\x00", views.broken_address),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("thema.css", thema.thema, name="thema"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
