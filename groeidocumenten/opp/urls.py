"""Addresses of the OPP's, inside one groeidocument."""

from django.urls import path

from . import views, views_besluit, views_inbreng, views_sectie, views_versie

app_name = "opp"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("van-elders/", views.elders, name="elders"),
    path("<uuid:opp_id>/", views.opp, name="opp"),
    path("<uuid:opp_id>/beeindigen/", views.beeindigen, name="beeindigen"),
    path("<uuid:opp_id>/format/", views.format, name="format"),
    path("<uuid:opp_id>/onderdeel/<str:onderdeel>/", views_sectie.sectie, name="sectie"),
    path("<uuid:opp_id>/onderdeel/<str:onderdeel>/concept/", views_sectie.concept, name="concept"),
    path("<uuid:opp_id>/onderdeel/<str:onderdeel>/concept/weg/", views_sectie.concept_weg, name="concept_weg"),
    path("<uuid:opp_id>/onderdeel/<str:onderdeel>/overnemen/", views_sectie.overnemen, name="overnemen"),
    path("<uuid:opp_id>/perspectief/", views_inbreng.perspectief, name="perspectief"),
    path("<uuid:opp_id>/factoren/<str:richting>/", views_inbreng.factoren, name="factoren"),
    path("<uuid:opp_id>/factor/<uuid:factor_id>/", views_inbreng.factor, name="factor"),
    path("<uuid:opp_id>/factor/<uuid:factor_id>/weg/", views_inbreng.factor_weg, name="factor_weg"),
    path("<uuid:opp_id>/horen/", views_inbreng.horen, name="horen"),
    path("<uuid:opp_id>/horen/<uuid:hoormoment_id>/gevolg/", views_inbreng.opvolging, name="opvolging"),
    path("<uuid:opp_id>/horen/<uuid:hoormoment_id>/bestand/", views_inbreng.tekening, name="tekening"),
    path("<uuid:opp_id>/afspraken/", views_inbreng.afspraken, name="afspraken"),
    path("<uuid:opp_id>/versturen/", views_versie.versturen, name="versturen"),
    path("<uuid:opp_id>/bespreken/", views_versie.bespreken, name="bespreken"),
    path("<uuid:opp_id>/advies/", views_versie.advies, name="advies"),
    path("<uuid:opp_id>/versie/<int:nummer>/", views_versie.versie, name="versie"),
    path("<uuid:opp_id>/versie/<int:nummer>/verschillen/", views_versie.verschillen, name="verschillen"),
    path("<uuid:opp_id>/versie/<int:nummer>/opmerking/", views_versie.opmerking, name="opmerking"),
    path("<uuid:opp_id>/versie/<int:nummer>/opmerking/<str:plek>/", views_versie.opmerking, name="opmerking_bij"),
    path("<uuid:opp_id>/versie/<int:nummer>/bestand/", views_versie.bestand, name="bestand"),
    path("<uuid:opp_id>/opmerking/<uuid:opmerking_id>/", views_versie.antwoord, name="antwoord"),
    path("<uuid:opp_id>/vaststellen/", views_besluit.vaststellen, name="vaststellen"),
    path("<uuid:opp_id>/evalueren/", views_besluit.evalueren, name="evalueren"),
]
