"""Addresses of the terms: inside one groeidocument, and of a whole school."""

from django.urls import path

from . import views, views_agenda

app_name = "termijnen"
urlpatterns = [
    path("termijnen/agenda/", views_agenda.agenda, name="agenda"),
    path("termijnen/agenda/weg/", views_agenda.agenda_weg, name="agenda_weg"),
    path("school/<uuid:school_id>/termijnen/", views.schooltermijnen, name="schooltermijnen"),
    path("<uuid:dossier_id>/termijnen/", views.tijdlijn, name="tijdlijn"),
    path("<uuid:dossier_id>/termijnen/begin/", views.begin, name="begin"),
]
