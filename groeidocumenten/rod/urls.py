"""Addresses of the list for ROD, and of the registration of a pupil."""

from django.urls import path

from . import views, views_inschrijving

app_name = "rod"
urlpatterns = [
    path("school/<uuid:school_id>/rod/", views.rod, name="rod"),
    path("school/<uuid:school_id>/rod/verwerkt/", views.rod_verwerkt, name="rod_verwerkt"),
    path("school/<uuid:school_id>/rod/terug/", views.rod_terug, name="rod_terug"),
    path("school/<uuid:school_id>/rod/csv/", views.rod_csv, name="rod_csv"),
    path("leerlingen/<uuid:leerling_id>/inschrijving/", views_inschrijving.inschrijvingen, name="inschrijvingen"),
    path("leerlingen/<uuid:leerling_id>/inschrijving/<uuid:inschrijving_id>/", views_inschrijving.inschrijving, name="inschrijving"),
]
