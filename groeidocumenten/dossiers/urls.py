"""Addresses of the front room."""

from django.urls import path, re_path

from . import views

app_name = "dossiers"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("leerlingen/nieuw/", views.leerling_nieuw, name="leerling_nieuw"),
    path("starten/", views.starten, name="starten"),
    path("verlaten/", views.verlaten, name="verlaten"),
]
# Included last: whatever no room answers to.
elsewhere = [re_path(r"^(?P<path>.+)$", views.elders)]
