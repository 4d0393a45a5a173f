"""Addresses of what was put before a directeur: outside any groeidocument, because a directeur comes into none."""

from django.urls import path

from . import views_bewijs, views_tekenen

app_name = "voorgelegd"
urlpatterns = [
    path("", views_tekenen.voorgelegd, name="voorgelegd"),
    path("<uuid:voorlegging_id>/", views_tekenen.voorlegging, name="voorlegging"),
    path("<uuid:voorlegging_id>/bewijs/", views_bewijs.bewijs_directeur, name="bewijs_directeur"),
]
