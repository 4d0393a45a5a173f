"""Addresses of sharing, inside one groeidocument."""

from django.urls import path

from . import pincode_views, request_views, views, views_beheer, views_gever, views_grondslag, views_link, views_toestemming

app_name = "delen"
TOESTEMMING, LINK = "toestemming/<uuid:toestemming_id>/", "link/<uuid:link_id>/"
urlpatterns = [
    path("", views.toegang, name="toegang"),
    path("gezag/nieuw/", views.gezag_nieuw, name="gezag_nieuw"),
    path("leerkracht/nieuw/", views.leerkracht_nieuw, name="leerkracht_nieuw"),
    path("leerkracht/<uuid:gebruiker_id>/beeindigen/", views.leerkracht_einde, name="leerkracht_einde"),
    path("toestemming/vragen/", views_toestemming.vragen, name="toestemming_vragen"),
    path("toestemming/nieuw/", views_toestemming.nieuw, name="toestemming_nieuw"),
    path(TOESTEMMING, views_toestemming.bekijken, name="toestemming"),
    path(TOESTEMMING + "intrekken/", views_toestemming.intrekken, name="toestemming_intrekken"),
    path(TOESTEMMING + "antwoord/<uuid:antwoord_id>/nee/", views_toestemming.antwoord_nee, name="antwoord_nee"),
    path(TOESTEMMING + "antwoord/<uuid:antwoord_id>/link/", views_link.vraag_met_link, name="vraag_met_link"),
    path(TOESTEMMING + "link/", views_link.op_toestemming, name="link_nieuw"),
    path("controle/<uuid:antwoord_id>/", views_toestemming.controle, name="controle"),
    path("grondslag/nieuw/", views_grondslag.nieuw, name="grondslag_nieuw"),
    path("grondslag/<uuid:grondslag_id>/einde/", views_grondslag.einde, name="grondslag_einde"),
    path("grondslag/<uuid:grondslag_id>/link/", views_link.op_grondslag, name="link_op_grondslag"),
    path("mijn/", views_gever.mijn, name="mijn"),
    path("mijn/<uuid:toestemming_id>/", views_gever.antwoorden, name="antwoorden"),
    path("mijn/<uuid:toestemming_id>/nee/", views_gever.weigeren, name="weigeren"),
    path("alles-intrekken/", views_beheer.alles_intrekken, name="alles_intrekken"),
    path(LINK, views_beheer.link, name="link"),
    path(LINK + "intrekken/", views_beheer.link_intrekken, name="link_intrekken"),
    path(LINK + "verlengen/", views_beheer.link_verlengen, name="link_verlengen"),
    path(LINK + "hergebruik/", views_beheer.link_hergebruik, name="link_hergebruik"),
    path(LINK + "opnieuw/", views_beheer.link_opnieuw, name="link_opnieuw"),
    path(LINK + "bevestigen/", views_beheer.link_bevestigen, name="link_bevestigen"),
    path(LINK + "als-gast/", views_beheer.link_als_gast, name="link_als_gast"),
    path(LINK + "pincode/", pincode_views.pincode, name="pincode"),
    path("als-gast/", views_beheer.als_gast, name="als_gast"),
    path("als-gast/<path:pad>", views_beheer.als_gast, name="als_gast_verder"),
    path("aanvragen/", request_views.aanvragen, name="aanvragen"),
]
