"""Addresses inside one groeidocument."""

from django.urls import path

from . import views, views_files, views_format, views_gast, views_geschiedenis, views_inbreng, views_notities, views_parts, views_sectie

app_name = "inhoud"
urlpatterns = [
    path("", views.dossier, name="dossier"),
    path("hoofdstuk/<str:hoofdstuk>/", views.hoofdstuk, name="hoofdstuk"),
    path("hoofdstuk/<str:hoofdstuk>/aanvullen/", views.aanvullen, name="aanvullen"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/", views_sectie.sectie, name="sectie"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/concept/", views_sectie.concept, name="concept"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/concept/weg/", views_sectie.concept_weg, name="concept_weg"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/overnemen/", views_sectie.overnemen, name="overnemen"),
    path("hoofdstuk/<str:hoofdstuk>/klaar/", views_parts.klaar, name="klaar"),
    path("hoofdstuk/<str:hoofdstuk>/niet-van-toepassing/", views_parts.niet_van_toepassing, name="niet_van_toepassing"),
    path("hoofdstuk/<str:hoofdstuk>/heropenen/", views_parts.heropenen, name="heropenen"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/bestand/<str:veld>/", views_files.toevoegen, name="bestand_toevoegen"),
    path("hoofdstuk/<str:hoofdstuk>/bestand/<uuid:bijlage_id>/", views_files.bestand, name="bestand"),
    path("hoofdstuk/<str:hoofdstuk>/bestand/<uuid:bijlage_id>/weghalen/", views_files.weghalen, name="bestand_weghalen"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/geschiedenis/", views_geschiedenis.geschiedenis, name="geschiedenis"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/terugzetten/<int:versie>/", views_geschiedenis.terugzetten, name="terugzetten"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/gesprek/", views_notities.kindgesprek, name="kindgesprek"),
    path("hoofdstuk/<str:hoofdstuk>/sectie/<str:sectie>/voorstel/<str:vraag>/", views_inbreng.voorstellen, name="voorstellen"),
    path("hoofdstuk/<str:hoofdstuk>/voorstel/<uuid:voorstel_id>/", views_inbreng.beoordelen, name="voorstel"),
    path("hoofdstuk/<str:hoofdstuk>/correctie/", views_inbreng.correctie_vragen, name="correctie_vragen"),
    path("hoofdstuk/<str:hoofdstuk>/correctie/<uuid:verzoek_id>/", views_inbreng.correctie_antwoord, name="correctie"),
    path("hoofdstuk/<str:hoofdstuk>/aanvulling/<uuid:aanvulling_id>/", views_inbreng.aanvulling_wijzigen, name="aanvulling_wijzigen"),
    path("notities/", views_notities.lijst, name="notities"),
    path("notities/nieuw/<str:soort>/", views_notities.nieuw, name="notitie_nieuw"),
    path("notities/<uuid:notitie_id>/", views_notities.notitie, name="notitie"),
    path("wijzigingen/", views_geschiedenis.wijzigingen, name="wijzigingen"),
    path("gasten/", views_gast.gastwerk, name="gastwerk"),
    path("gasten/nagekomen/", views_gast.nagekomen, name="nagekomen"),
    path("gasten/nagekomen/<uuid:tekst_id>/", views_gast.nagekomen_tekst, name="nagekomen_tekst"),
    path("format/", views_format.nieuwere_versie, name="nieuwere_versie"),
    path("format/variant/", views_format.variant, name="variant"),
    path("format/vervallen/", views_format.vervallen, name="vervallen"),
    path("format/vervallen/bestand/<uuid:bijlage_id>/", views_files.vervallen_bestand, name="vervallen_bestand"),
]
