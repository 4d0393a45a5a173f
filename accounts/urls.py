"""Signing in and out, and the page that leads everybody to their own room."""

from django.urls import path

from . import views

urlpatterns = [
    path("inloggen/", views.Inloggen.as_view(), name="inloggen"),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("start/", views.start, name="start"),
]
