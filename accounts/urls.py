"""Signing in and out, and the page that leads everybody to their own room."""

from django.urls import path

from . import views
from .federatie import views as federatie
from .inloggen import views as inloggen
from .inloggen import views_collegas, views_opnieuw, views_passkeys, views_wachtwoord

urlpatterns = [
    path("inloggen/", views.Inloggen.as_view(), name="inloggen"),
    path("inloggen/code/", inloggen.code, name="tweede_stap"),
    path("inloggen/instellen/", inloggen.instellen, name="tweede_stap_instellen"),
    path("inloggen/herstelcodes/", inloggen.herstelcodes, name="herstelcodes"),
    path("inloggen/beveiliging/", inloggen.beveiliging, name="beveiliging"),
    path("inloggen/zittingen/", inloggen.zittingen, name="zittingen"),
    path("inloggen/verder/", inloggen.verder, name="inloggen_verder"),
    path("inloggen/opnieuw/", views_opnieuw.opnieuw, name="opnieuw"),
    path("inloggen/wachtwoord/", views_wachtwoord.wijzigen, name="wachtwoord_wijzigen"),
    path("inloggen/wachtwoord/vergeten/", views_wachtwoord.vergeten, name="wachtwoord_vergeten"),
    path("inloggen/wachtwoord/gevraagd/", views_wachtwoord.gevraagd, name="wachtwoord_gevraagd"),
    path("inloggen/wachtwoord/klaar/", views_wachtwoord.klaar, name="wachtwoord_klaar"),
    path("inloggen/wachtwoord/nieuw/<str:wie>/<str:token>/", views_wachtwoord.nieuw, name="wachtwoord_nieuw"),
    path("inloggen/passkeys/", views_passkeys.lijst, name="passkeys"),
    path("inloggen/passkeys/<int:pk>/weg/", views_passkeys.weg, name="passkey_weg"),
    path("inloggen/passkeys/vraag/", views_passkeys.vraag, name="passkey_vraag"),
    path("inloggen/passkeys/binnen/", views_passkeys.binnen, name="passkey_binnen"),
    path("inloggen/passkeys/code/", views_passkeys.code, name="passkey_code"),
    path("inloggen/passkeys/opnieuw/", views_passkeys.opnieuw, name="passkey_opnieuw"),
    path("inloggen/collegas/", views_collegas.collegas, name="collegas"),
    path("inloggen/collegas/<uuid:pk>/opnieuw/", views_collegas.opnieuw, name="collega_opnieuw"),
    path("inloggen/collegas/<uuid:pk>/intrekken/", views_collegas.intrekken, name="collega_intrekken"),
    path("inloggen/welkom/<str:token>/", views_collegas.welkom, name="welkom"),
    path("inloggen/federatie/", federatie.naar, name="federatie"),
    path("inloggen/federatie/terug/", federatie.terug, name="federatie_terug"),
    path("inloggen/federatie/koppel/", federatie.koppel, name="federatie_koppel"),
    path("inloggen/federatie/ontkoppel/", federatie.ontkoppel, name="federatie_ontkoppel"),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("start/", views.start, name="start"),
]
