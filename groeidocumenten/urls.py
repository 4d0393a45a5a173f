"""Addresses of the private house. Every view in here stands behind the door; a system check holds that (dossiers.checks)."""

from django.urls import include, path

from .dossiers.urls import elsewhere

urlpatterns = [
    path("", include("groeidocumenten.dossiers.urls")),
    path("", include("groeidocumenten.toegangscodes.urls")),
    path("berichten/", include("groeidocumenten.berichten.urls")),
    path("links/", include("groeidocumenten.delen.lobby_urls")),
    path("", include("groeidocumenten.toezicht.urls")),
    path("", include("groeidocumenten.termijnen.urls")),
    path("", include("groeidocumenten.rod.urls")),
    path("", include("groeidocumenten.inlezen.urls")),
    path("", include("groeidocumenten.cijfers.urls")),
    path("voorgelegd/", include("groeidocumenten.opp.urls_voorgelegd")),
    path("voorgelegd/", include("groeidocumenten.drukwerk.urls_voorgelegd")),
    path("<uuid:dossier_id>/", include("groeidocumenten.inhoud.urls")),
    path("<uuid:dossier_id>/delen/", include("groeidocumenten.delen.urls")),
    path("<uuid:dossier_id>/doelen/", include("groeidocumenten.doelen.urls")),
    path("<uuid:dossier_id>/gesprekken/", include("groeidocumenten.gesprekken.urls")),
    path("<uuid:dossier_id>/documenten/", include("groeidocumenten.documenten.urls")),
    path("<uuid:dossier_id>/vragen/", include("groeidocumenten.vragen.urls")),
    path("<uuid:dossier_id>/opp/", include("groeidocumenten.opp.urls")),
    path("<uuid:dossier_id>/tekenlinks/", include("groeidocumenten.tekenlinks.urls")),
    path("<uuid:dossier_id>/opp-papier/", include("groeidocumenten.drukwerk.urls")),
    path("<uuid:dossier_id>/beknopt/", include("groeidocumenten.beknopt.urls")),
    path("<uuid:dossier_id>/printen/", include("groeidocumenten.bewaren.urls")),
    *elsewhere,
]
