"""Addresses of the documents, inside one groeidocument."""

from django.urls import path

from . import empty_forms, views, views_changes

app_name = "documenten"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("toevoegen/", views.toevoegen, name="toevoegen"),
    path("direct/", views.direct, name="direct"),
    path("leeg/", empty_forms.leeg, name="leeg"),
    path("leeg/<uuid:versie_id>/", empty_forms.leeg_pdf, name="leeg_pdf"),
    path("verwijderd/", views_changes.verwijderd, name="verwijderd"),
    path("terughalen/", views_changes.terughalen, name="terughalen"),
    path("<uuid:document_id>/", views.document, name="document"),
    path("<uuid:document_id>/bestand/", views.bestand, name="bestand"),
    path("<uuid:document_id>/versie/<int:nummer>/", views.versie, name="versie"),
    path("<uuid:document_id>/voorbeeld/", views.voorbeeld, name="voorbeeld"),
    path("<uuid:document_id>/wijzigen/", views_changes.wijzigen, name="wijzigen"),
    path("<uuid:document_id>/vervangen/", views_changes.vervangen, name="vervangen"),
    path("<uuid:document_id>/nagekeken/", views_changes.nagekeken, name="nagekeken"),
    path("<uuid:document_id>/verwijderen/", views_changes.verwijderen, name="verwijderen"),
]
