"""Addresses of counting and hints, inside one groeidocument."""

from django.urls import path

from . import views

app_name = "beknopt"
urlpatterns = [
    path("<uuid:opp_id>/", views.overzicht, name="overzicht"),
    path("<uuid:opp_id>/onderdeel/<str:onderdeel>/", views.sectie, name="sectie"),
]
