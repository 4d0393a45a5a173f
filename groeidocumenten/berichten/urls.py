"""Addresses of messages."""

from django.urls import path

from . import views

app_name = "berichten"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("gelezen/", views.gelezen, name="gelezen"),
    path("instellingen/", views.instellingen, name="instellingen"),
    path("afmelden/<str:token>/", views.afmelden, name="afmelden"),
    path("<uuid:bericht_id>/openen/", views.openen, name="openen"),
]
