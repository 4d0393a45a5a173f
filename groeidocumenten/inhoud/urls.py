"""Addresses inside one groeidocument."""

from django.urls import path

from . import views

app_name = "inhoud"
urlpatterns = [
    path("", views.dossier, name="dossier"),
    path("hoofdstuk/<str:hoofdstuk>/", views.hoofdstuk, name="hoofdstuk"),
    path("hoofdstuk/<str:hoofdstuk>/aanvullen/", views.aanvullen, name="aanvullen"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/", views.sectie, name="sectie"),
]
