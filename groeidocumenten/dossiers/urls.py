"""Addresses of the front room."""

from django.urls import path, re_path

from . import views, views_blokkade, views_closing, views_gezag, views_leerling, views_teruggave

app_name = "dossiers"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("school/<uuid:school_id>/", views.school, name="school"),
    path("leerlingen/", views.leerling_lijst, name="leerlingen"),
    path("leerlingen/nieuw/", views.leerling_nieuw, name="leerling_nieuw"),
    path("starten/", views.starten, name="starten"),
    path("verlaten/", views.verlaten, name="verlaten"),
    path("teruggave/", views_teruggave.teruggave, name="teruggave"),
    path("verlengen/", views.verlengen, name="verlengen"),
    path("leerlingen/<uuid:leerling_id>/", views_leerling.leerling, name="leerling"),
    path("leerlingen/<uuid:leerling_id>/wijzigen/", views_leerling.wijzigen, name="leerling_wijzigen"),
    path("leerlingen/<uuid:leerling_id>/leeftijd/<int:grens>/", views_leerling.leeftijd, name="leeftijd"),
    path("leerlingen/<uuid:leerling_id>/loopbaan/nieuw/", views_leerling.loopbaan_nieuw, name="loopbaan_nieuw"),
    path("leerlingen/<uuid:leerling_id>/loopbaan/<uuid:regel_id>/", views_leerling.loopbaan_wijzigen, name="loopbaan_wijzigen"),
    path("leerlingen/<uuid:leerling_id>/loopbaan/<uuid:regel_id>/weghalen/", views_leerling.loopbaan_weg, name="loopbaan_weg"),
    path("leerlingen/<uuid:leerling_id>/gezag/nieuw/", views_gezag.nieuw, name="gezag_nieuw"),
    path("leerlingen/<uuid:leerling_id>/gezag/<uuid:gezag_id>/", views_gezag.wijzigen, name="gezag_wijzigen"),
    path("leerlingen/<uuid:leerling_id>/gezag/<uuid:gezag_id>/einde/", views_gezag.einde, name="gezag_einde"),
    path("leerlingen/<uuid:leerling_id>/gezag/<uuid:gezag_id>/bezwaar/", views_gezag.bezwaar, name="gezag_bezwaar"),
    path("leerlingen/<uuid:leerling_id>/gezag/<uuid:gezag_id>/account/", views_gezag.account, name="gezag_account"),
    path("leerlingen/<uuid:leerling_id>/contactverbod/nieuw/", views_blokkade.nieuw, name="blokkade_nieuw"),
    path("leerlingen/<uuid:leerling_id>/contactverbod/<uuid:blokkade_id>/", views_blokkade.adressen, name="blokkade"),
    path("leerlingen/<uuid:leerling_id>/contactverbod/<uuid:blokkade_id>/einde/", views_blokkade.einde, name="blokkade_einde"),
    path("<uuid:dossier_id>/leerling/", views_leerling.leerling_van, name="leerling_van"),
    path("<uuid:dossier_id>/afsluiten/", views_closing.afsluiten, name="afsluiten"),
    path("<uuid:dossier_id>/heropenen/", views_closing.heropenen, name="heropenen"),
    path("<uuid:dossier_id>/volgende/", views_closing.volgende, name="volgende"),
]
# Included last: whatever no room answers to.
elsewhere = [re_path(r"^(?P<path>.+)$", views.elders)]
