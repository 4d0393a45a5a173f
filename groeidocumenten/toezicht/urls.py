"""Addresses of oversight: inside one groeidocument, and outside any."""

from django.urls import path

from . import views, views_nood

app_name = "toezicht"
urlpatterns = [
    path("<uuid:dossier_id>/gekeken/", views.gekeken, name="gekeken"),
    path("<uuid:dossier_id>/gekeken/csv/", views.gekeken_csv, name="gekeken_csv"),
    path("school/<uuid:school_id>/journaal/", views.schooljournaal, name="schooljournaal"),
    path("school/<uuid:school_id>/journaal/csv/", views.schooljournaal_csv, name="schooljournaal_csv"),
    path("noodopening/", views_nood.noodopeningen, name="noodopeningen"),
    path("noodopening/<uuid:nood_id>/", views_nood.noodopening, name="noodopening"),
    path("noodopening/<uuid:nood_id>/bevestigen/", views_nood.bevestigen, name="nood_bevestigen"),
    path("noodopening/<uuid:nood_id>/weigeren/", views_nood.weigeren, name="nood_weigeren"),
    path("noodopening/<uuid:nood_id>/intrekken/", views_nood.intrekken, name="nood_intrekken"),
    path("noodopening/<uuid:nood_id>/beoordelen/", views_nood.beoordelen, name="nood_beoordelen"),
]
