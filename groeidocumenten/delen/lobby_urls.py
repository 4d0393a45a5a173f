"""Addresses of links over all pupils."""

from django.urls import path

from . import views_overzicht

app_name = "links"
urlpatterns = [
    path("", views_overzicht.lijst, name="alle"),
    path("bevestigen/", views_overzicht.bevestigen, name="bevestigen"),
    path("<uuid:link_id>/persoon/", views_overzicht.persoon, name="persoon"),
]
