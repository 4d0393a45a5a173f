"""Addresses of toegangscodes for who guides a school."""

from django.urls import path

from . import views

app_name = "toegangscodes"
_PARENT = "leerlingen/<uuid:leerling_id>/gezag/<uuid:gezag_id>/toegangscode/"
urlpatterns = [
    path("toegangscodes/aanvragen/", views.aanvragen, name="aanvragen"),
    path("toegangscodes/aanvragen/<uuid:aanvraag_id>/afgehandeld/", views.afgehandeld, name="afgehandeld"),
    path(_PARENT, views.uitgeven, name="uitgeven"),
    path(_PARENT + "brief/", views.brief, name="brief"),
    path(_PARENT + "intrekken/", views.intrekken, name="intrekken"),
]
